# Scans of our own among everything else that a server does: who may, what EXPLAIN says, what is left to
# others, snapshots, counters, plans that are kept, other extensions beside it.
use strict;
use warnings;
use lib 'test/t/lib';
use ClusterTest;
use OwnServer;
use Test::More;

my $db = create_db('manners');
sql($db, <<'SQL');
CREATE TABLE firms (id bigint, region text, industry varchar, jobs integer, year smallint, note text);
INSERT INTO firms SELECT g, 'R' || g % 7, 'I' || g % 11, g % 50, 2000 + g % 5, CASE WHEN g % 3 = 0 THEN repeat('x', 300) END FROM generate_series(1, 5000) g;
VACUUM ANALYZE firms;
SQL
my $agg = 'cluster_matrix_agg(region, industry, jobs)';
# What a server has that is installed as a whole.
my $contrib = sql($db, "SELECT count(*) FROM pg_available_extensions WHERE name IN ('file_fdw', 'dblink', 'pg_stat_statements')") == 3;
my $load = "LOAD 'cluster_ext';";
sub plan_of { my ($query, $options, $before) = @_; return sql($db, ($before // '') . "$load EXPLAIN (" . ($options // 'COSTS OFF') . ") $query") }
sub same
{
	my ($query, $what, $before) = @_;
	my @result = map { sql($db, "$load SET cluster_ext.enable_scan = $_;" . ($before // '') . $query) } qw(on off);
	is($result[0], $result[1], "$what: the same");
	isnt($result[0], '', "$what: something");
}

# When it is there ------------------------------------------------------------

unlike(sql($db, "EXPLAIN (COSTS OFF) SELECT $agg FROM firms"), qr/ClusterMatrixBuild/, 'a session that has not loaded the library has the server\'s plan');
like(sql($db, "SELECT $agg IS NULL FROM firms; EXPLAIN (COSTS OFF) SELECT $agg FROM firms"), qr/ClusterMatrixBuild/, 'a first use loads it');
sql($db, "ALTER DATABASE $db SET session_preload_libraries = 'cluster_ext'");
like(sql($db, "EXPLAIN (COSTS OFF) SELECT $agg FROM firms"), qr/ClusterMatrixBuild/, 'session_preload_libraries does');
sql($db, "ALTER DATABASE $db RESET session_preload_libraries");
unlike(plan_of("SELECT $agg FROM firms", undef, "$load SET cluster_ext.enable_scan = off;"), qr/ClusterMatrixBuild/, 'the setting switches it off');

# EXPLAIN -----------------------------------------------------------------------

is(plan_of("SELECT $agg FROM firms"), 'Custom Scan (ClusterMatrixBuild) on firms', 'EXPLAIN names the table');
is(plan_of("SELECT year, $agg, count(*) FROM firms AS f WHERE jobs > 5 GROUP BY year", 'COSTS OFF, ANALYZE, TIMING OFF, SUMMARY OFF, BUFFERS OFF') =~ s/\.00//gr,
	"Custom Scan (ClusterMatrixBuild) on firms f (actual rows=5 loops=1)\n  Filter: (jobs > 5)\n  Rows Removed by Filter: 600\n  Group Key: year", 'EXPLAIN ANALYZE: filter, rows removed, group key');
like(plan_of("SELECT (summary($agg FILTER (WHERE jobs > 3))).cells FROM firms", 'COSTS OFF, VERBOSE'),
	qr/Output: \(?\(?summary\(\(?cluster_matrix_agg\(.*FILTER \(WHERE \(.*jobs > 3\)\)/, 'VERBOSE: what it computes');
like(plan_of("SELECT $agg FROM firms WHERE jobs > 3", 'FORMAT JSON'), qr/"Custom Plan Provider": "ClusterMatrixBuild".*"Relation Name": "firms".*"Filter"/s, 'as JSON');
like(plan_of("SELECT $agg FROM firms", 'ANALYZE, BUFFERS'), qr/Buffers: shared hit=\d/, 'buffers are counted');

# What is left to the server -----------------------------------------------------

sql($db, <<'SQL');
CREATE SCHEMA other;
CREATE FUNCTION other.first(text, text, text, double precision) RETURNS text LANGUAGE sql AS 'SELECT $2';
CREATE AGGREGATE other.cluster_matrix_agg(text, text, double precision) (SFUNC = other.first, STYPE = text);
CREATE VIEW series AS SELECT g::text AS region, g::text AS industry, g AS jobs FROM generate_series(1, 3) g;
CREATE FUNCTION odd(integer) RETURNS boolean VOLATILE LANGUAGE plpgsql AS 'BEGIN RETURN $1 % 2 = 1; END';
CREATE INDEX ON firms (id);
CREATE DOMAIN code AS text CHECK (value <> '');
CREATE TABLE with_domain (region code, industry char(3), jobs integer);
SQL
sql($db, q(CREATE EXTENSION file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
	CREATE FOREIGN TABLE far (region text, industry text, jobs integer) SERVER files OPTIONS (program 'echo a,b,3', format 'csv'))) if $contrib;
for my $case (
	[ "SELECT $agg FROM firms TABLESAMPLE BERNOULLI (50) REPEATABLE (1)", 'TABLESAMPLE' ],
	[ 'SELECT cluster_matrix_agg(region, industry, jobs + 1) FROM firms', 'an expression' ],
	[ 'SELECT cluster_matrix_agg(region, left(industry, 2), jobs) FROM firms', 'a function' ],
	$contrib ? [ "SELECT $agg FROM far", 'a foreign table' ] : (),
	[ "SELECT $agg FROM series", 'a function in FROM' ],
	[ "SELECT $agg FROM firms WHERE odd(jobs)", 'a volatile condition' ],
	[ "SELECT $agg FROM firms WHERE ctid > '(0,3)'", 'a condition on ctid' ],
	[ "SELECT $agg FROM firms WHERE firms IS NOT NULL", 'a condition on whole rows' ],
	[ "SELECT year, $agg FROM firms GROUP BY GROUPING SETS ((year), ())", 'grouping sets' ],
	[ "SELECT year % 2, $agg FROM firms GROUP BY 1", 'a group by an expression' ],
	[ 'SELECT cluster_matrix_agg(DISTINCT region, industry, jobs) FROM firms', 'DISTINCT' ],
	[ 'SELECT cluster_matrix_agg(region, industry, jobs ORDER BY id) FROM firms', 'ORDER BY' ],
	[ "SELECT $agg, sum(jobs) FROM firms", 'another aggregate beside it' ],
	[ "SELECT $agg OVER () FROM firms", 'a window' ],
	[ 'SELECT other.cluster_matrix_agg(region, industry, jobs) FROM firms', 'an aggregate of that name elsewhere' ],
	[ "SELECT $agg FROM firms AS a JOIN generate_series(1, 2) g ON g = id", 'a join' ],
	[ "SELECT $agg FROM firms WHERE id = 5", 'an index' ],
	[ "SELECT $agg FROM with_domain", 'a domain' ],
	[ 'SELECT count(*) FROM firms', 'count(*) alone' ],
	[ "SELECT count(*) FROM firms HAVING count(*) > 1", 'no matrix' ],)
{
	my ($query, $what) = @$case;
	unlike(plan_of($query), qr/ClusterMatrixBuild/, "left to the server: $what");
	my ($status, undef, $message) = run_sql($db, "$load $query");
	is($status, 0, "and it works: $what") or diag($message);
}

# Views, rights -------------------------------------------------------------------

sql($db, <<"SQL");
CREATE VIEW big AS SELECT * FROM firms WHERE jobs > 10;
CREATE VIEW guarded WITH (security_barrier) AS SELECT * FROM firms WHERE jobs > 20;
CREATE MATERIALIZED VIEW kept AS SELECT * FROM firms;
CREATE ROLE cext_manners_$$;
CREATE TABLE ruled (LIKE firms);
INSERT INTO ruled SELECT * FROM firms;
ALTER TABLE ruled ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON ruled USING (region <> 'R3' AND year > 2001);
GRANT SELECT ON ruled, guarded TO cext_manners_$$;
GRANT SELECT (region, industry) ON firms TO cext_manners_$$;
SQL
for my $from (qw(big guarded kept ruled))
{
	like(plan_of("SELECT $agg FROM $from WHERE year > 2000"), qr/ClusterMatrixBuild/, "a scan of ours: $from");
	same("SELECT md5(cluster_matrix_send($agg)) FROM $from WHERE year > 2000", $from);
}
my $as_user = 'SET ROLE cext_manners_' . $$ . ';';
like(sql($db, "$load $as_user EXPLAIN (COSTS OFF) SELECT $agg FROM ruled"), qr/ClusterMatrixBuild on|ClusterMatrixBuild.*\n\s+Filter: .*R3/, 'row security is a filter of ours');
same("SELECT md5(cluster_matrix_send($agg)) FROM ruled", 'row security', $as_user);
isnt(sql($db, "$load $as_user SELECT (summary($agg)).firms FROM ruled"), sql($db, "SELECT (summary($agg)).firms FROM ruled"), 'a user sees less');
is(sql_fails($db, "$load $as_user SELECT $agg FROM firms")->{sqlstate}, '42501', 'a column that the user may not read');
sql($db, 'REVOKE EXECUTE ON FUNCTION cluster_matrix_agg(text, text, double precision) FROM PUBLIC');
my @refused = map { sql_fails($db, "$load SET cluster_ext.enable_scan = $_; $as_user SELECT $agg FROM ruled") } qw(on off);
is($refused[0]{sqlstate}, '42501', 'an aggregate that the user may not run');
is_deeply($refused[0], $refused[1], 'in the same words');
sql($db, 'GRANT EXECUTE ON FUNCTION cluster_matrix_agg(text, text, double precision) TO PUBLIC');

# Statements around it --------------------------------------------------------------

for my $case (
	[ "CREATE TABLE made AS SELECT year, $agg AS m FROM firms GROUP BY year; SELECT md5(string_agg(md5(cluster_matrix_send(m)), '' ORDER BY year)) FROM made; DROP TABLE made", 'CREATE TABLE AS' ],
	[ "CREATE MATERIALIZED VIEW made AS SELECT $agg AS m FROM firms; REFRESH MATERIALIZED VIEW made; SELECT md5(cluster_matrix_send(m)) FROM made; DROP MATERIALIZED VIEW made", 'a materialized view' ],
	[ "BEGIN; DECLARE c SCROLL CURSOR FOR SELECT year, (summary($agg)).cells FROM firms GROUP BY year ORDER BY year; FETCH 2 FROM c; FETCH PRIOR FROM c; MOVE ABSOLUTE 4 IN c; FETCH ALL FROM c; FETCH BACKWARD ALL FROM c; COMMIT", 'a scrolling cursor' ],
	[ "BEGIN; UPDATE big SET jobs = jobs + 1 WHERE year = 2001; SELECT md5(cluster_matrix_send($agg)) FROM firms; SAVEPOINT s; DELETE FROM firms WHERE year = 2002; SELECT md5(cluster_matrix_send($agg)) FROM firms; ROLLBACK TO s; SELECT md5(cluster_matrix_send($agg)) FROM firms; ROLLBACK", 'own changes, some taken back' ],
	[ "SET plan_cache_mode = force_generic_plan; PREPARE p(int) AS SELECT md5(cluster_matrix_send($agg)) FROM firms WHERE jobs > \$1; EXECUTE p(3); EXECUTE p(30); EXECUTE p(3)", 'a prepared statement with a parameter' ],
	[ "SELECT y, (SELECT md5(cluster_matrix_send($agg)) FROM firms WHERE year = y AND jobs > z) FROM generate_series(1999, 2005) y, generate_series(1, 2) z", 'a subquery of an outer row' ],
	[ "DO \$\$ DECLARE m cluster_matrix; BEGIN FOR i IN 1 .. 8 LOOP SELECT cluster_matrix_agg(region, industry, jobs) INTO m FROM firms WHERE jobs > i; PERFORM set_config('cext.m', md5(cluster_matrix_send(m)), false); END LOOP; END \$\$; SELECT current_setting('cext.m')", 'PL/pgSQL' ],
	[ "WITH changed AS (UPDATE firms SET jobs = 3 WHERE year = 2003 RETURNING 1) SELECT count(*), (SELECT md5(cluster_matrix_send($agg)) FROM firms) FROM changed; ", 'a CTE that changes the table' ],
	[ "MERGE INTO firms AS f USING (SELECT region AS r, (summary(cluster_matrix_agg(region, industry, jobs))).cells::int AS n FROM firms GROUP BY region) s ON f.region = s.r AND f.id < 20 WHEN MATCHED THEN UPDATE SET jobs = s.n; SELECT sum(jobs) FROM firms", 'MERGE', 15 ],)
{
	my ($query, $what, $since) = @$case;
	next if $since && sql($db, 'SHOW server_version_num') < 10000 * $since;
	same("BEGIN; CREATE TEMP TABLE before AS TABLE firms; COMMIT; $query; BEGIN; TRUNCATE firms; INSERT INTO firms TABLE before; COMMIT", $what);
}
my $changing = 'CREATE TABLE changing AS SELECT region, industry, jobs, note FROM firms;';
like(sql($db, "$load $changing PREPARE p AS SELECT $agg FROM changing; SET plan_cache_mode = force_generic_plan; EXPLAIN (COSTS OFF) EXECUTE p; SET cluster_ext.enable_scan = off; ALTER TABLE changing ALTER jobs TYPE numeric; EXPLAIN (COSTS OFF) EXECUTE p; DROP TABLE changing"),
	qr/ClusterMatrixBuild.*\nAggregate/s, 'a kept plan goes on until it is made anew');
same("$changing PREPARE p AS SELECT md5(cluster_matrix_send($agg)) FROM changing; EXECUTE p; ALTER TABLE changing DROP COLUMN note; EXECUTE p; ALTER TABLE changing ADD COLUMN note text DEFAULT 'new'; EXECUTE p; ALTER TABLE changing ALTER jobs TYPE integer; EXECUTE p; DROP TABLE changing",
	'a kept plan of a table that changes');

# Conditions that depend on outer rows, below and above; groups without room --------------------------

sql($db, <<'SQL');
CREATE TABLE split (g integer, region text, industry text, size float8) PARTITION BY LIST (g);
CREATE TABLE split_a PARTITION OF split FOR VALUES IN (0, 1);
CREATE TABLE split_b PARTITION OF split DEFAULT;
INSERT INTO split SELECT g % 5, 'R' || g % 7, 'I' || g % 3, g % 11 FROM generate_series(1, 1000) g;
CREATE TABLE wanted AS SELECT k, k + n AS z FROM (VALUES (1), (4), (7)) v(k), generate_series(0, 2) n;
CREATE SEQUENCE asked;
CREATE FUNCTION odd_times(integer) RETURNS boolean VOLATILE LANGUAGE plpgsql AS 'BEGIN RETURN nextval(''asked'') % 2 = 1; END';
CREATE TABLE of_numbers AS SELECT g, 'R' || g % 7 AS region, 'I' || g % 3 AS industry, g % 11 AS size, (g % 1000)::numeric AS n FROM generate_series(1, 30000) g;
CREATE TABLE beyond AS SELECT NULL::text AS region, 'I1' AS industry, 1e400::numeric AS size;
-- The first group's index takes less memory again once it is a hash table.
CREATE TABLE shrinking (g integer, region integer, industry integer, size float8);
INSERT INTO shrinking SELECT 1, k % 300, k / 300, 1 FROM generate_series(0, 300 * 222 - 1) k WHERE k % 5 = (k / 300) % 5 OR k < 3000;
INSERT INTO shrinking SELECT CASE j WHEN 0 THEN 1 ELSE 1 + n / 20 + j END, CASE j WHEN 0 THEN 1000 + n ELSE 1 END, 1, 1 FROM generate_series(1, 1500) n, generate_series(0, 3) j ORDER BY n, j;
ANALYZE;
SQL
my $split_agg = 'cluster_matrix_agg(region, industry, size)';
for my $case (
	[ "SELECT o.v, md5(cluster_matrix_send(z)) FROM (VALUES (1), (4), (7)) o(v), LATERAL (SELECT $split_agg FILTER (WHERE size IN (SELECT z FROM wanted WHERE wanted.k = o.v)) AS z FROM split) x", 'a hashed subquery of outer rows in FILTER, over partitions' ],
	[ "SELECT o.v, sum((summary(z)).firms) FROM (VALUES (1), (4), (7)) o(v), LATERAL (SELECT region, $split_agg FILTER (WHERE size IN (SELECT z FROM wanted WHERE wanted.k = o.v)) AS z FROM split_a GROUP BY region HAVING count(*) > 0) x GROUP BY v ORDER BY v", 'and under HAVING' ],
	[ "SET enable_hashagg = off; SET enable_material = off; SET enable_mergejoin = off; SET enable_hashjoin = off; SELECT o.v, (SELECT sum(firms) FROM generate_series(1, 3) x LEFT JOIN (SELECT g, $split_agg FILTER (WHERE size > o.v) AS m FROM split_b GROUP BY g) y ON y.g >= x, summary(m)) FROM (VALUES (1), (4), (7)) o(v)", 'sorted groups that are rewound' ],
	[ "SELECT setval('asked', 2); SET work_mem = '64kB'; SET enable_sort = off; SELECT sum(c) FROM (SELECT n, count(*) AS c, $split_agg AS m FROM of_numbers WHERE (SELECT odd_times(g) OFFSET 0) GROUP BY n OFFSET 0) x WHERE m IS NOT NULL", 'a volatile subquery is asked once for each row' ],
	[ "SET max_parallel_workers_per_gather = 0; SET enable_sort = off; SET hash_mem_multiplier = 1; SET work_mem = '1200kB'; SELECT count(*), sum(g) FROM (SELECT g, cluster_matrix_agg(region, industry, size) AS m FROM shrinking GROUP BY g OFFSET 0) x WHERE m IS NOT NULL", 'groups whose memory shrinks again' ],)
{
	my ($query, $what) = @$case;
	like(sql($db, "$load " . ($query =~ s/^(.*; )?(?=SELECT)/($1 \/\/ '') . 'EXPLAIN (COSTS OFF) '/er)), qr/ClusterMatrixBuild/, "$what: by a node of ours");
	same($query, $what);
}
my @beyond = map { sql_fails($db, "$load SET cluster_ext.enable_scan = $_; SELECT cluster_matrix_agg(region, industry, size) FROM beyond") } qw(on off);
is_deeply(@beyond, 'a number beyond double precision in a row that would be skipped: the same error');

# Snapshots, in two sessions -----------------------------------------------------------

SKIP: {
skip 'no whole installation here', 5 if !$contrib;
sql($db, 'CREATE EXTENSION dblink');
my $link = join ' ', "dbname=$db", map { $ENV{ uc "pg$_" } ? "$_=" . $ENV{ uc "pg$_" } : () } qw(host port user password);
my $digest = "SELECT md5(cluster_matrix_send($agg)) FROM firms";
my @seen = split /\n/, sql($db, "$load SELECT dblink_connect('b', '$link'); BEGIN ISOLATION LEVEL REPEATABLE READ; $digest; SELECT dblink_exec('b', 'DELETE FROM firms WHERE id % 2 = 0'); $digest; COMMIT; $digest; BEGIN; $digest; SELECT dblink_exec('b', 'DELETE FROM firms WHERE id % 5 = 0'); $digest; COMMIT");
is($seen[1], $seen[3], 'REPEATABLE READ sees what it saw');
isnt($seen[3], $seen[4], 'the next transaction does not');
isnt($seen[5], $seen[7], 'READ COMMITTED sees what others have done since');
for my $scan (qw(on off))
{
	my $serializable = 'BEGIN ISOLATION LEVEL SERIALIZABLE';
	my $insert = "INSERT INTO firms (id, region, industry, jobs) VALUES (1, ''Q'', ''Q'', 1)";
	my $failure = sql_fails($db, "$load SET cluster_ext.enable_scan = $scan; SELECT dblink_connect('b', '$link'); SELECT dblink_exec('b', 'LOAD ''cluster_ext''; SET cluster_ext.enable_scan = $scan');
		$serializable; $digest; SELECT dblink_exec('b', '$serializable'); SELECT * FROM dblink('b', '$digest') AS t(m text); SELECT dblink_exec('b', '$insert'); " . ($insert =~ s/''/'/gr) . "; SELECT dblink_exec('b', 'COMMIT'); COMMIT");
	is($failure->{sqlstate}, '40001', "write skew between two matrices is found, scan $scan");
}
}

# Counters, cancelling ----------------------------------------------------------------------

my $counters = "SELECT seq_scan, seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'firms'";
same("BEGIN; SELECT $agg IS NULL FROM firms; $counters; SELECT $agg IS NULL FROM firms WHERE jobs > 3; $counters; COMMIT", 'what pg_stat_user_tables counts');
is(sql_fails($db, "$load SET statement_timeout = 100; SELECT count(m) FROM generate_series(1, 100000000) g, LATERAL (SELECT $agg AS m FROM firms WHERE jobs > g % 50 OFFSET 0) x")->{sqlstate}, '57014', 'it can be cancelled');

# Beside others, in either order ----------------------------------------------------------------

for my $order (!$contrib ? () : "LOAD 'auto_explain'; $load", "$load LOAD 'auto_explain';")
{
	my (undef, undef, $notices) = run_sql($db, "$order SET client_min_messages = log; SET auto_explain.log_min_duration = 0; SELECT $agg IS NULL FROM firms");
	like($notices, qr/plan:.*ClusterMatrixBuild/s, 'auto_explain tells of it');
}
for my $order (!$contrib ? () : ('pg_stat_statements,cluster_ext', 'cluster_ext,pg_stat_statements'))
{
	at(start_server($order =~ s/,.*//r, shared_preload_libraries => $order, compute_query_id => sql($db, 'SHOW server_version_num') >= 140000 ? 'on' : ''), sub {
		my $own = create_db('beside');
		sql($own, 'CREATE EXTENSION pg_stat_statements; CREATE TABLE firms AS SELECT g::text AS region, g::text AS industry, g AS jobs FROM generate_series(1, 100) g');
		like(sql($own, "EXPLAIN (COSTS OFF) SELECT $agg FROM firms"), qr/ClusterMatrixBuild/, "preloaded $order: the first plan has it");
		sql($own, "SELECT $agg IS NULL FROM firms");
		is(sql($own, "SELECT sum(calls) FROM pg_stat_statements WHERE query LIKE 'SELECT cluster_matrix_agg%'"), '1', 'and pg_stat_statements counts it');
		drop_db($own);
	});
}
# A standby, whose snapshots may see less than pages say -----------------------------------------

SKIP: {
skip 'no whole installation here', 3 if !$contrib;
my $primary = start_server('primary');
my $standby = start_standby($primary);
my $copied = at($primary, sub { create_db('copied') });
at($primary, sub { sql($copied, 'CREATE TABLE firms AS SELECT g % 7 AS region, g % 11 AS industry, g AS jobs FROM generate_series(1, 20000) g; DELETE FROM firms WHERE jobs % 3 = 0; VACUUM (FREEZE) firms; UPDATE firms SET jobs = jobs + 1 WHERE jobs % 5 = 0') });
my $written = at($primary, sub { sql($copied, 'SELECT pg_current_wal_lsn()') });
for (1 .. 300)
{
	last if at($standby, sub { sql('postgres', "SELECT pg_last_wal_replay_lsn() >= '$written'") }) eq 't';
	select undef, undef, undef, 0.1;
}
my %of = map { my $server = $_; $server => join "\n", map { at($server, sub { sql($copied, "$load SET cluster_ext.enable_scan = $_; SELECT md5(cluster_matrix_send($agg)) FROM firms WHERE jobs > 5") }) } qw(on off) } $primary, $standby;
like($of{$primary}, qr/^(\w{32})\n\1$/, 'a primary');
is($of{$standby}, $of{$primary}, 'and its standby');
like(at($standby, sub { sql($copied, "$load EXPLAIN (COSTS OFF) SELECT $agg FROM firms") }), qr/ClusterMatrixBuild/, 'by a node of ours');
at($primary, sub { drop_db($copied) });
}

END { my $status = $?; run_sql($db, "DROP OWNED BY cext_manners_$$; DROP ROLE cext_manners_$$"); $? = $status }
done_testing();
