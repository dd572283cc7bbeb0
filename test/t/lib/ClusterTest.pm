package ClusterTest;

# A few words for tests against a running server: PGHOST and the like say where.
use strict;
use warnings;
use Exporter 'import';
use File::Temp ();
use Test::More;

our @EXPORT = qw(create_db drop_db drop_dbs sql sql_fails run_sql create_compact);
my @created;

# A database with the extension (unless it is to be bare) that drop_dbs removes.
sub create_db
{
	my ($name, %option) = @_;
	my $database = "cext_${name}_$$";
	my $encoding = $option{encoding} // 'UTF8';
	my $locale = $encoding eq 'UTF8' ? 'C.UTF-8' : 'C';
	system('createdb', '-T', 'template0', '-E', $encoding, "--locale=$locale", $database) == 0
	  or BAIL_OUT("cannot create database $database");
	push @created, $database;
	sql($database, 'CREATE EXTENSION cluster_ext') unless $option{bare};
	return $database;
}

# A function compact(cluster_matrix): compact text, put together from the binary form.
sub create_compact
{
	my ($database) = @_;
	sql($database, <<'SQL');
CREATE FUNCTION compact(m cluster_matrix) RETURNS text LANGUAGE sql AS $$
SELECT format('{"cluster_matrix":1,"regions":[%s],"industries":[%s],"base64":"%s"}', r.list, i.list,
              translate(encode(substr(b, 2, 64) || substr(b, 66 + r.bytes + i.bytes), 'base64'), E'\n', ''))
FROM cluster_matrix_send(m) AS b,
     (SELECT string_agg(to_json(region)::text, ',' ORDER BY region COLLATE "C") AS list, coalesce(sum(4 + octet_length(region)), 0)::int AS bytes FROM regions(m)) AS r,
     (SELECT string_agg(to_json(industry)::text, ',' ORDER BY industry COLLATE "C") AS list, coalesce(sum(4 + octet_length(industry)), 0)::int AS bytes FROM industries(m)) AS i
$$
SQL
}

sub drop_db
{
	my ($database) = @_;
	system('dropdb', '--force', $database);
	@created = grep { $_ ne $database } @created;
}

sub drop_dbs { drop_db($_) for my @all = @created }

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
