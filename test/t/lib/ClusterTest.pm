package ClusterTest;

# A few words for tests against a running server: PGHOST and the like say where.
use strict;
use warnings;
use Exporter 'import';
use File::Temp ();
use Test::More;

our @EXPORT = qw(create_db drop_dbs sql sql_fails run_sql);
my @created;

# A database with the extension (unless asked not to) that drop_dbs removes.
sub create_db
{
	my ($name, %option) = @_;
	my $database = "cext_${name}_$$";
	system('createdb', '-T', 'template0', '-E', 'UTF8', '--locale=C.UTF-8', $database) == 0
	  or BAIL_OUT("cannot create database $database");
	push @created, $database;
	sql($database, 'CREATE EXTENSION cluster_ext') unless $option{bare};
	return $database;
}

sub drop_dbs
{
	system('dropdb', '--force', $_) for @created;
	@created = ();
}

END { my $status = $?; drop_dbs(); $? = $status; }

# Runs SQL in one session; returns (exit status, output, messages).
sub run_sql
{
	my ($database, $sql, @options) = @_;
	my $in = File::Temp->new();
	my $out = File::Temp->new();
	my $err = File::Temp->new();
	binmode $in, ':encoding(UTF-8)';
	print $in $sql;
	close $in;
	my $pid = fork() // die "fork: $!";
	if ($pid == 0)
	{
		open STDIN, '<', $in->filename or die;
		open STDOUT, '>', $out->filename or die;
		open STDERR, '>', $err->filename or die;
		exec('psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', @options, '-d', $database) or die;
	}
	waitpid $pid, 0;
	my $status = $? >> 8;
	my @text = map { open my $f, '<:encoding(UTF-8)', $_->filename or die; local $/; <$f> // '' } $out, $err;
	chomp $text[0];
	return ($status, @text);
}

# The output of SQL that must succeed.
sub sql
{
	my ($database, $sql, @options) = @_;
	my ($status, $out, $err) = run_sql($database, $sql, @options);
	if ($status != 0)
	{
		diag("SQL failed in $database: " . substr($sql, 0, 2000) . "\n$err");
		die 'SQL failed';
	}
	return $out;
}

# The error of SQL that must fail: { sqlstate, message, detail, hint }.
sub sql_fails
{
	my ($database, $sql) = @_;
	my ($status, $out, $err) = run_sql($database, "\\set VERBOSITY verbose\n$sql");
	return { message => 'it did not fail' } if $status == 0;
	my %error;
	@error{qw(sqlstate message)} = ($1, $2) if $err =~ /(?:ERROR|FATAL):  (\w{5}): (.*)/;
	$error{detail} = $1 if $err =~ /^DETAIL:  (.*)/m;
	$error{hint} = $1 if $err =~ /^HINT:  (.*)/m;
	return \%error;
}

1;
