# Tables for everybody, as an office has them: made by a role that is no superuser, refreshed by pg_cron, read through
# drivers by a role that sees nothing else; two refreshes at once, failures, dumps.
use strict;
use warnings;
use utf8;
use lib 'test/t/lib';
use ClusterTest;
use File::Temp qw(tempdir);
use IPC::Run qw(start pump finish timeout);
use OwnServer;
use Test::More;
use Time::HiRes qw(sleep time);

my $scratch = tempdir(CLEANUP => 1);
chmod 0755, $scratch;
my ($office, $reader) = ("cext_office_$$", "cext_reader_$$");

# Two years of firms of thirty counties; some cells are of one firm.
my $firms = <<'SQL';
CREATE TABLE firms AS SELECT 2023 + y AS year, lpad((13 + g % 3)::text, 2, '0') || lpad((g * 7 % 10)::text, 3, '0') AS county, (3100 + g * g % 61)::text AS industry, (1 + g * 31 % 97)::float8 AS jobs
FROM generate_series(1, 2000) AS g, generate_series(0, 1) AS y;
SQL
# What an administrator lets an office do.
sub rights_of
{
	my ($role, $database) = @_;
	return "GRANT CREATE ON DATABASE $database TO $role; GRANT CREATE ON SCHEMA public TO $role; GRANT SELECT ON disclosure_rules TO $role;
		GRANT SELECT, INSERT, UPDATE, DELETE ON publications TO $role; GRANT SELECT, INSERT ON publication_log TO $role;";
}

# The schedule, which takes a minute: begun here, looked at in the end ------------------

chomp(my $libraries = `pg_config --pkglibdir`);
my $cron;
if (-e "$libraries/pg_cron.so")
{
	$cron = start_server('cron', shared_preload_libraries => 'pg_cron', 'cron.database_name' => 'stats', 'cron.use_background_workers' => 'on');
	at($cron, sub {
		system('createdb', 'stats') == 0 or die;
		sql('stats', "CREATE EXTENSION pg_cron; CREATE EXTENSION cluster_ext; CREATE ROLE office LOGIN; GRANT USAGE ON SCHEMA cron TO office; " . rights_of('office', 'stats'));
		is(system("psql -Xq -v ON_ERROR_STOP=1 -d stats -U office -c \"" . ($firms =~ s/\n/ /gr) . "\" -v schedule='* * * * *' -f examples/refresh.sql"), 0, 'the example, with a schedule, as a role that is no superuser');
		sql('stats', "SET ROLE office; UPDATE firms SET jobs = jobs + 1000 WHERE county = '13000' AND year = 2024;
			CREATE MATERIALIZED VIEW torn AS SELECT year, cluster_matrix_agg(county, industry, jobs) AS matrix FROM firms GROUP BY year; SELECT publish('torn', 'torn', 'mart', period_column => 'year');
			ALTER TABLE mart.torn ADD CHECK (id < 0) NOT VALID; UPDATE firms SET jobs = jobs + 1; REFRESH MATERIALIZED VIEW torn; SELECT cron.schedule('torn', '* * * * *', 'CALL refresh_publication(''torn'')')");
	});
}
my $began = time;

# An office and its readers --------------------------------------------------------

my $db = create_db('publish');
sql($db, "CREATE ROLE $office; CREATE ROLE $reader; " . rights_of($office, $db));
sub as_office { return sql($db, "SET ROLE $office; $_[0]") }
as_office("$firms CREATE VIEW matrices AS SELECT year, cluster_matrix_agg(county, industry, jobs) AS matrix FROM firms GROUP BY year");
my $publish = "SELECT publish('jobs', 'matrices', 'mart', '$reader', period_column => 'year', region_digits => '{2,5}', industry_digits => '{2,3,4}')";
cmp_ok(as_office($publish), '>', 0, 'an office that is no superuser publishes, and hides');
is(as_office("SELECT count(*) FROM mart.jobs WHERE conf_status = 'C'; SELECT confidential FROM publication_log") =~ s/^(\d+)\n\1$/same/r, 'same', 'the log knows how many cells are confidential');
my $pattern = "SELECT string_agg(concat_ws(' ', id, conf_status), ',' ORDER BY id) FROM mart.jobs WHERE period = 2023";
my $hidden = as_office($pattern);
is(sql_fails($db, "SET ROLE $reader; SELECT * FROM $_")->{sqlstate}, '42501', "readers do not see $_") for qw(publications publication_log disclosure_rules matrices firms);
is(sql_fails($db, "SET ROLE $reader; INSERT INTO mart.jobs DEFAULT VALUES")->{sqlstate}, '42501', 'and write nothing');
is(sql($db, "SET ROLE $reader; SELECT count(*) > 500, count(*) = count(DISTINCT id), bool_and(region <> '' AND industry <> '') FROM mart.jobs"), 't|t|t', 'they see a table with a key');
for my $filter ("region = '13001'", "industry = '3104'", 'period = 2024', 'id = 7', "period = 2024 AND industry = '3104'")
{
	like(sql($db, "SET ROLE $reader; SET enable_seqscan = off; EXPLAIN SELECT * FROM mart.jobs WHERE $filter"), qr/Index Cond/, "an index finds $filter");
}
is(sql_fails($db, "SET ROLE $office; SELECT * FROM publications WHERE publisher <> current_user; SET ROLE postgres; CALL refresh_publication('jobs')")->{sqlstate}, '42501', 'nobody refreshes what another role published, whose views run its code');

# A path with traps changes nothing.
sql($db, "CREATE SCHEMA traps; GRANT ALL ON SCHEMA traps TO PUBLIC; CREATE FUNCTION traps.t(text, text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''trapped''; END';
	CREATE OPERATOR traps.= (LEFTARG = text, RIGHTARG = text, FUNCTION = traps.t); CREATE FUNCTION traps.format(text, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''trapped''; END'");
is(as_office("SET search_path = traps, pg_catalog; CALL public.refresh_publication('jobs'); CALL public.refresh_publications()"), '', 'nor does a search path with traps');

# Refreshes ----------------------------------------------------------------------

my $rows = 'SELECT id, xmin FROM mart.jobs ORDER BY id';
my $before = as_office($rows);
as_office("CALL refresh_publication('jobs')");
is(as_office($rows), $before, 'a refresh without changes rewrites no row');
as_office("UPDATE firms SET jobs = jobs + 100 WHERE county = '13001' AND industry = '3104' AND year = 2024; CALL refresh_publication('jobs')");
my $changed = as_office($rows);
isnt($changed, $before, 'a change is written');
is(as_office($pattern), $hidden, 'what is hidden of the other year is the same');

# Another session that has begun a refresh: a second one is told so, readers read on.
my ($in, $out, $err) = ("SET ROLE $office; BEGIN; UPDATE firms SET jobs = jobs + 1; CALL refresh_publication('jobs'); SELECT 'refreshed';\n", '', '');
my $session = start([ 'psql', '-XqAt', '-d', $db ], \$in, \$out, \$err, timeout(60));
pump $session until $out =~ /refreshed/ || $err ne '';
is($err, '', 'a refresh is under way');
my $second = sql_fails($db, "SET ROLE $office; SET lock_timeout = '5s'; CALL refresh_publication('jobs')");
is($second->{sqlstate}, '55P03', 'a second one is refused');
like($second->{message}, qr/is being refreshed/, 'and told why');
is(sql($db, "SET ROLE $reader; SET lock_timeout = '1s'; SELECT count(*) FROM mart.jobs, mart.jobs_refreshed"), as_office("SELECT count(*) FROM mart.jobs"), 'readers are not blocked');
is(as_office($rows), $changed, 'and see what was there before');
$in .= "ROLLBACK;\n\\q\n";
finish $session;
is(as_office($rows), $changed, 'what is rolled back was not');

# Failures ------------------------------------------------------------------------

my $entries = "SELECT count(*) FROM publication_log WHERE status = 'failed'";
as_office("ALTER TABLE mart.jobs ADD CONSTRAINT small CHECK (value < 1e6); UPDATE firms SET jobs = 1e7 WHERE year = 2024 AND county = '13001'");
my $failure = sql_fails($db, "SET ROLE $office; CALL refresh_publication('jobs')");
is($failure->{sqlstate}, '23514', 'what goes wrong is raised as it was');
is(as_office("SELECT status, error_code, error LIKE '%\"small\"%', inserted FROM publication_log ORDER BY started DESC LIMIT 1"), 'failed|23514|t|', 'and logged');
is(as_office($rows), $changed, 'nothing is written');
is(sql_fails($db, "SET ROLE $office; BEGIN; CALL refresh_publication('jobs')")->{sqlstate}, '23514', 'in a transaction block it is raised');
is(as_office($entries), 1, 'and undone with the rest');
is(sql_fails($db, "SET ROLE $office; DO 'BEGIN CALL refresh_publication(''jobs''); END'")->{sqlstate}, '23514', 'a block of code commits');
is(as_office($entries), 2, 'the log');
sql($db, "CREATE FUNCTION refresh() RETURNS void LANGUAGE plpgsql AS 'BEGIN CALL refresh_publication(''jobs''); END'");
is(sql_fails($db, "SET ROLE $office; SELECT refresh()")->{sqlstate}, '23514', 'a function, which cannot commit, raises it');
like(`psql -Xq -d $db -c "SET ROLE $office; CALL refresh_publication('jobs'); SELECT 1" 2>&1`, qr/ERROR:  new row .* violates check constraint "small"/, 'so do several statements in one message');
is(as_office($entries), 2, 'and log nothing');
is(sql_fails($db, "SET ROLE $office; CREATE FUNCTION pg_temp.slowly() RETURNS text LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NULL; END'; ALTER TABLE mart.jobs DROP CONSTRAINT small;
	CREATE OR REPLACE VIEW matrices AS SELECT year, cluster_matrix_agg(county, industry, jobs) FILTER (WHERE pg_sleep(0.01) IS NOT NULL) AS matrix FROM firms GROUP BY year; SET statement_timeout = '300ms'; CALL refresh_publication('jobs')")->{sqlstate}, '57014', 'a refresh that takes too long is stopped');
is(as_office("SELECT error_code FROM publication_log ORDER BY started DESC LIMIT 1"), '57014', 'and logged');
as_office('CREATE OR REPLACE VIEW matrices AS SELECT year, cluster_matrix_agg(county, industry, jobs) AS matrix FROM firms GROUP BY year');
# All of them: one that fails does not keep the others from it.
as_office("SELECT publish(name, 'matrices', 'mart', period_column => 'year') FROM unnest('{again,zone}'::text[]) AS name; ALTER TABLE mart.again ADD CHECK (id < 0) NOT VALID; UPDATE firms SET jobs = jobs + 1");
like(sql_fails($db, "SET ROLE $office; CALL refresh_publications()")->{detail}, qr/^The first was "again": /, 'all publications: the first that failed is told');
is(as_office("SELECT string_agg(publication || ' ' || status, ', ' ORDER BY started) FROM (SELECT * FROM publication_log ORDER BY started DESC LIMIT 3) AS l"), 'again failed, jobs done, zone done', 'and the others are refreshed');

# Dump and restore -----------------------------------------------------------------

as_office("SELECT unpublish('again')");
my $state = "SELECT md5(string_agg(j::text, ',' ORDER BY id)) FROM mart.jobs AS j; SELECT md5(string_agg(p::text, ',' ORDER BY publication)) FROM publications AS p; SELECT count(*), max(started) FROM publication_log";
my $copy = create_db('publish_copy', bare => 1);
is(system('pg_dump', '-Fc', '-f', "$scratch/dump", $db), 0, 'dumped');
is(system('pg_restore', '--exit-on-error', '-d', $copy, "$scratch/dump"), 0, 'restored');
is(sql($copy, $state), sql($db, $state), 'publications, their tables and the log are');
sql($copy, rights_of($office, $copy) . "SET ROLE $office; CALL refresh_publication('jobs')");
is(sql($copy, 'SELECT id, n, value, conf_status FROM mart.jobs ORDER BY id'), sql($db, 'SELECT id, n, value, conf_status FROM mart.jobs ORDER BY id'), 'a restored publication is refreshed, with the same keys');

# Clients ---------------------------------------------------------------------------

my ($host, $port, $user, $password) = map { $_ // '' } @ENV{qw(PGHOST PGPORT PGUSER PGPASSWORD)};
my %client = (
	psycopg => [ "psycopg.connect('postgresql://$user:$password\@$host:$port/$db')", 'cursor.description' ],
	psycopg2 => [ "psycopg2.connect('postgresql://$user:$password\@$host:$port/$db')", 'cursor.description' ],
	pyodbc => [ "pyodbc.connect('DRIVER={PostgreSQL Unicode};SERVER=$host;PORT=$port;DATABASE=$db;UID=$user;PWD=$password')", 'cursor.description' ]);
for my $module (sort keys %client)
{
	SKIP:
	{
		skip "no $module", 1 if system("/usr/bin/python3 -c 'import $module' 2>/dev/null") != 0 || $host =~ m{^(/|$)};
		skip 'no driver of ODBC', 1 if $module eq 'pyodbc' && system(q(/usr/bin/python3 -c 'import pyodbc; pyodbc.drivers().index("PostgreSQL Unicode")' 2>/dev/null)) != 0;
		open my $program, '>', "$scratch/client.py" or die;
		print $program "import $module\nconnection = $client{$module}[0]\ncursor = connection.cursor()\ncursor.execute('SET ROLE $reader')\ncursor.execute('SELECT * FROM mart.jobs WHERE lq IS NOT NULL ORDER BY id LIMIT 1')\nrow = cursor.fetchone()\nprint(' '.join(type(v).__name__ for v in row))\n";
		close $program;
		is(`/usr/bin/python3 $scratch/client.py`, "int int datetime str str int str str int int float float float float float str\n", "$module: plain types");
	}
}

# The schedule -----------------------------------------------------------------------

SKIP:
{
	skip 'no pg_cron', 4 unless $cron;
	my $ended = "SELECT count(*) FROM cron.job_run_details WHERE status IN ('succeeded', 'failed')";
	at($cron, sub {
		sleep 0.5 while sql('stats', $ended) < 2 && time() < $began + 90;
		is(sql('stats', "SELECT jobname, status FROM cron.job_run_details JOIN cron.job USING (jobid) ORDER BY jobname, runid LIMIT 1"), 'county_jobs|succeeded', 'pg_cron has run the schedule');
		is(sql('stats', "SELECT sum(value) FROM mart.county_jobs WHERE (period, region, industry) = (2024, '_T', '_T')"), sql('stats', 'SELECT sum(jobs) FROM firms WHERE year = 2024'), 'and what changed is published');
		is(sql('stats', "SELECT status, error_code FROM publication_log WHERE publication = 'torn' ORDER BY started DESC LIMIT 1"), 'failed|23514', 'a job that fails is logged by the publication');
		like(sql('stats', "SELECT return_message FROM cron.job_run_details WHERE status = 'failed' LIMIT 1"), qr/violates check constraint/, 'and by pg_cron');
	});
}
drop_dbs();
sql('postgres', "DROP ROLE $office; DROP ROLE $reader");
done_testing();
