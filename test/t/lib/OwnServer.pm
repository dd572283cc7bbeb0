package OwnServer;

# Servers of a test's own, which find the extension where the one under test does.
use strict;
use warnings;
use ClusterTest;
use Exporter 'import';
use File::Temp qw(tempdir);
use Test::More;

our @EXPORT = qw(start_server start_standby at);
my $scratch = tempdir(CLEANUP => 1);
chmod 0755, $scratch;
chomp(my $bin = `pg_config --bindir`);
my %where = map { $_ => sql('postgres', "SELECT coalesce(current_setting('$_', true), '')") } qw(extension_destdir extension_control_path dynamic_library_path);
my @running;

# PostgreSQL does not run as root.
sub as_server { return system($> == 0 ? ('runuser', '-u', 'postgres', '--') : (), 'sh', '-c', $_[0]) }

# Starts what is in a folder, which has its socket.
sub run_server
{
	my ($folder, %settings) = @_;
	my $options = "-k $folder -c listen_addresses= -c port=5432";
	%settings = (fsync => 'off', shared_buffers => '16MB', %where, %settings);
	$options .= " -c $_=" . ($settings{$_} =~ s/\$/\\\$/gr) for grep { $settings{$_} } sort keys %settings;	# which a shell would expand
	as_server("$bin/pg_ctl -s -D $folder/data -l $folder/log -w -o '$options' start") == 0 or BAIL_OUT('pg_ctl');
	push @running, $folder;
	return $folder;
}

sub new_folder
{
	my $folder = "$scratch/$_[0]";
	mkdir $folder or die;
	chmod 0777, $folder;
	return $folder;
}

# A server with these settings beside the usual ones, told by its folder.
sub start_server
{
	my ($name, %settings) = @_;
	my $folder = new_folder($name);
	as_server("$bin/initdb -D $folder/data -U postgres -A trust -N --locale=C.UTF-8 -E UTF8 >/dev/null") == 0 or BAIL_OUT('initdb');
	return run_server($folder, %settings);
}

# One that follows another.
sub start_standby
{
	my ($primary) = @_;
	my $folder = new_folder('standby');
	as_server("$bin/pg_basebackup -h $primary -p 5432 -U postgres -D $folder/data -R -c fast") == 0 or BAIL_OUT('pg_basebackup');
	return run_server($folder);
}

END { my $status = $?; as_server("$bin/pg_ctl -s -D $_/data -m immediate stop") for @running; $? = $status; }

# Runs code whose connections go to such a server.
sub at
{
	my ($server, $code) = @_;
	local @ENV{qw(PGHOST PGPORT PGUSER PGPASSWORD)} = ($server, 5432, 'postgres', '');
	return $code->();
}

1;
