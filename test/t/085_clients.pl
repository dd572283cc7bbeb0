# Clients: the programs of doc/clients.md, with the drivers that are here, print what
# the document says, and so does every statement of its table.  What is not here is
# skipped by name.
use strict;
use warnings;
use utf8;
use lib 'test/t/lib';
use ClusterTest;
use File::Temp qw(tempdir);
use Test::More;

my $scratch = tempdir(CLEANUP => 1);
my $document = do { open my $file, '<:encoding(UTF-8)', 'doc/clients.md' or die; local $/; <$file> };
my $database = create_db('clients', bare => 1);

sub save
{
	my ($name, $text) = @_;
	open my $file, '>:encoding(UTF-8)', "$scratch/$name" or die;
	print $file $text;
	close $file;
	return "$scratch/$name";
}

# What a command says, errors as well.
sub output_of
{
	open my $pipe, '-|:encoding(UTF-8)', "$_[0] 2>&1" or die;
	my $output = do { local $/; <$pipe> // '' };
	close $pipe;
	return $output;
}

# The database of the document, whose SQL is tested by 080_docs.pl.
my $setup = save('setup.sql', join '', $document =~ /^```sql\n(.*?)^```$/msg);
output_of("psql -Xq -d $database -f $setup");
is(sql($database, 'SELECT count(*) FROM kept'), 0, 'the database is there');

# Drivers ----------------------------------------------------------------

my ($host, $port, $user, $password) = map { $_ // '' } @ENV{qw(PGHOST PGPORT PGUSER PGPASSWORD)};
my $uri = "postgresql://$user:$password\@$host:$port/$database";
my $jdbc = "jdbc:postgresql://$host:$port/$database?user=$user&password=$password";
my $odbc = "DRIVER={PostgreSQL Unicode};SERVER=$host;PORT=$port;DATABASE=$database;UID=$user;PWD=$password";
my $java = 'java -cp /usr/share/java/postgresql.jar';
$ENV{NODE_PATH} //= '/usr/share/nodejs';

# How to tell that a driver is here, how to run a program with it, what to connect to, what to call the file.
my %driver = (
	jdbc => { has => 'test -e /usr/share/java/postgresql.jar && java --list-modules | grep -q jdk.compiler', run => $java, connection => $jdbc,
		file => 'Clusters.java', lacks => 'libpostgresql-jdbc-java or a JDK of 11 or later' },
	odbc => { has => q(/usr/bin/python3 -c 'import pyodbc; pyodbc.drivers().index("PostgreSQL Unicode")'), run => '/usr/bin/python3', connection => $odbc,
		file => 'odbc.py', lacks => 'python3-pyodbc or odbc-postgresql' },
	psycopg => { has => q(/usr/bin/python3 -c 'import psycopg'), run => '/usr/bin/python3', connection => $uri, file => 'psycopg3.py', lacks => 'python3-psycopg' },
	psycopg2 => { has => q(/usr/bin/python3 -c 'import psycopg2'), run => '/usr/bin/python3', connection => $uri, file => 'psycopg_2.py', lacks => 'python3-psycopg2' },
	node => { has => q(node -e 'require("pg")'), run => 'node', connection => $uri, file => 'clusters.js', lacks => 'node-pg' });

sub run_with
{
	my ($name, $text, %option) = @_;
	my $driver = $driver{$name};
	sql($database, 'DELETE FROM kept');
	return output_of("$driver->{run} " . save($driver->{file}, $text) . " '$driver->{connection}" . ($option{parameters} // '') . "'");
}

# Programs of the document, with what they print, by their driver.
my %program;
while ($document =~ /^```(java|python|javascript)\n(.*?)^```\n\n```\n(.*?)^```$/msg)
{
	my ($program, $prints) = ($2, $3);
	my ($name) = $program =~ /INSERT INTO kept VALUES \('(\w+)'/;
	$program{$name} = { text => $program, prints => $prints };
}
is(join(' ', sort keys %program), join(' ', sort keys %driver), 'the document has a program for every driver');

# The table: what becomes of a matrix as a parameter that no cast tells.
my $statements = q(["INSERT INTO kept VALUES ('uncast', ?)", "SELECT (summary(?)).firms", "SELECT matrix + ? FROM kept", "SELECT ? + ?"]);
my $untold = <<'PYTHON';
import sys
import DRIVER as driver
connection = driver.connect(sys.argv[1])
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("SELECT matrix FROM matrices.counties WHERE year = 2024")
matrix = cursor.fetchone()[0]
for statement in STATEMENTS:
    try:
        cursor.execute(statement.replace("?", "PLACE"), [matrix] * statement.count("?"))
        print("works")
    except driver.Error as refused:
        print(getattr(refused, "sqlstate", None) or getattr(refused, "pgcode", None) or refused.args[0])
PYTHON
sub untold_in_python { my ($module, $place) = @_; return $untold =~ s/DRIVER/$module/r =~ s/STATEMENTS/$statements/r =~ s/PLACE/$place/r }
my %untold = (
	odbc => untold_in_python('pyodbc', '?'),
	psycopg => untold_in_python('psycopg', '%s'),
	psycopg2 => untold_in_python('psycopg2', '%s'),
	node => <<"JAVASCRIPT");
const { Client } = require('pg');
(async () => {
	const client = new Client({ connectionString: process.argv[2] });
	await client.connect();
	const { matrix } = (await client.query('SELECT matrix FROM matrices.counties WHERE year = 2024')).rows[0];
	for (const statement of $statements) {
		const values = [];
		const text = statement.replace(/\\?/g, () => '\$' + values.push(matrix));
		console.log(await client.query(text, values).then(() => 'works', (refused) => refused.code));
	}
	await client.end();
})();
JAVASCRIPT

for my $name (sort keys %driver)
{
	SKIP:
	{
		skip "$name: no $driver{$name}{lacks}", 1 if system("{ $driver{$name}{has}; } >/dev/null 2>&1") != 0;
		skip "$name: the server listens to no TCP", 1 if $host =~ m{^(/|$)};
		is(run_with($name, $program{$name}{text}), $program{$name}{prints}, "$name: the program prints what the document says");
		is(sql($database, "SELECT matrix = (SELECT matrix + matrix FROM matrices.counties WHERE year = 2024) FROM kept WHERE client = '$name'"), 't', "$name: a matrix went out and in");
		is(run_with($name, $untold{$name}), "works\n" x 3 . "42725\n", "$name: parameters that nothing tells") if $untold{$name};
		is(run_with($name, $program{$name}{text}, parameters => '&stringtype=unspecified') =~ s/^county.*\n//r, "42725\n", "$name: strings without a type") if $name eq 'jdbc';
	}
}

# dbt ----------------------------------------------------------------------

my @models = $document =~ /^```jinja\n(.*?)^```$/msg;
is(scalar @models, 2, 'models of dbt');
for my $model (@models)
{
	my ($schema) = $model =~ /schema='(\w+)'/;
	my ($columns) = $model =~ /'columns': \[(.*?)\]/;
	my $name = $schema eq 'mart' ? 'county_quotients' : 'counties';
	my $query = $model =~ s/\{\{ config\(.*?\) \}\}//r =~ s/\{\{ source\('register', 'firms'\) \}\}/firms/r =~ s/\{\{ ref\('counties'\) \}\}/dbt_matrices.counties/r;
	sql($database, "CREATE SCHEMA dbt_$schema; CREATE TABLE dbt_$schema.$name AS $query; CREATE UNIQUE INDEX ON dbt_$schema.$name (" . $columns =~ tr/'//dr . ')');
	is(sql($database, "SELECT count(*) FROM (TABLE dbt_$schema.$name EXCEPT TABLE $schema.$name) AS x"), 0, "dbt: $schema.$name is what the views have");
	is(sql($database, "SELECT count(*) FROM dbt_$schema.$name"), sql($database, "SELECT count(*) FROM $schema.$name"), 'and all of it');
}
drop_dbs();
done_testing();
