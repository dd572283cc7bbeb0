# The scripts' own manners: help, plain errors, any working directory.
use strict;
use warnings;
use Cwd qw(getcwd);
use Test::More;

my $root = getcwd();
chdir '/' or die;
for my $script (qw(demo report psql test test-majors test-memory test-packages test-report test-upgrade bench release site pictures))
{
	my $help = qx($root/scripts/$script --help 2>&1);
	is($?, 0, "$script --help succeeds from another directory");
	like($help, qr{^usage: scripts/$script}, "$script --help says how");
	like($help, qr{[Ii]nstalls\s+Debian\s+packages}, "$script --help says what it installs");
}

# The relations that are promised are those that are there.
my ($tables, $views) = qx($root/scripts/psql --help) =~ /\(tables\s+(.*?);\s+views\s+(.*?)\)/s or fail('psql --help names tables and views');
my $load = do { open my $file, '<', "$root/scripts/demo.d/load.sql" or die; local $/; <$file> };
for my $kind ([ 'TABLE', $tables ], [ '(?:MATERIALIZED )?VIEW', $views ])
{
	is(join(' ', sort split /,\s*/, $kind->[1]), join(' ', sort $load =~ /^CREATE $kind->[0] (\w+)/mg), "psql --help names every $kind->[0] of the demo");
}
for my $script (qw(demo report test test-majors test-memory test-packages test-report test-upgrade bench release site pictures))
{
	my $message = qx($root/scripts/$script --nonsense 2>&1);
	isnt($?, 0, "$script refuses an unknown option");
	like($message, qr{error: unknown \w+: --nonsense}, "$script names it");
}
# What there is to say to scripts/report is explained.
my $explained = do { open my $file, '<', "$root/doc/report.md" or die; local $/; <$file> };
my %options = map { $_ => 1 } qx($root/scripts/report --help) =~ /(--[a-z-]+)/g;
delete $options{'--help'};
is(join(' ', grep { index($explained, $_) < 0 } sort keys %options), '', 'doc/report.md explains every option');
done_testing();
