# Life in a database: dump and restore, COPY, refresh, roles, schemas.
use strict;
use warnings;
use utf8;
use lib 'test/t/lib';
use ClusterTest;
use File::Temp qw(tempdir);
use Test::More;

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);
my $scratch = tempdir(CLEANUP => 1);
chmod 0755, $scratch;
my $db = create_db('storage');
sql($db, <<'SQL');
CREATE TABLE firms (year int, region text, industry text, jobs float8);
INSERT INTO firms SELECT 2015 + g % 6, 'R' || g % 23, 'I' || g * 31 % 77, 1 + g % 101 FROM generate_series(1, 6000) g;
CREATE MATERIALIZED VIEW matrices AS SELECT year, cluster_matrix_agg(region, industry, jobs) AS matrix FROM firms GROUP BY year;
CREATE UNIQUE INDEX ON matrices (year);
CREATE VIEW quotients AS SELECT year, q.* FROM matrices, location_quotients(matrix) q;
CREATE TABLE kept (id int, m cluster_matrix);
INSERT INTO kept SELECT year, matrix FROM matrices;
INSERT INTO kept SELECT 1, cluster_matrix_agg(r, i, 1.5) FROM (VALUES ('上海', '汽车'), ('', 'a,b'), (E'tab\there', E'line\nbreak'),
   (E'back\\slash', '"quoted"'), (E'\\N', '{}'), ('NULL', repeat('x', 1024))) v(r, i);
INSERT INTO kept SELECT 2, cluster_matrix_from_cells('a', i, n, s, NULL, l, NULL) FROM (VALUES ('b', NULL, 80, 30), ('c', 4, NULL, NULL)) AS v(i, n, s, l);
INSERT INTO kept VALUES (3, NULL);
CREATE TABLE points (id int, p cluster_points);
INSERT INTO points SELECT year, cluster_points_agg(jobs / 3, year % 7, industry, jobs) FROM firms GROUP BY year;
INSERT INTO points SELECT 1, cluster_points_agg(116.4 + g, 39.9, i, 1.5) FROM unnest(ARRAY['上海', '', E'tab\there', E'line\nbreak', E'back\\slash', '"quoted"', E'\\N', '{}', repeat('x', 1024)]) WITH ORDINALITY AS u(i, g);
INSERT INTO points VALUES (3, NULL);
INSERT INTO kept SELECT 4, cluster_matrix_agg('a', 'b', x) FROM unnest(ARRAY[1e300, 1e-300, 0.1]) x;
SQL
sub state_of
{
	my ($database) = @_;
	return sql($database, <<'SQL');
SELECT id, md5(cluster_matrix_send(m)) FROM kept ORDER BY id;
SELECT year, md5(cluster_matrix_send(matrix)) FROM matrices ORDER BY year;
SELECT count(*), md5(string_agg(q::text, chr(10) ORDER BY q::text)) FROM quotients q;
SELECT id, md5(cluster_points_send(p)) FROM points ORDER BY id;
SQL
}
my $state = state_of($db);
is(scalar(split /\n/, $state), 25, 'something to keep');

# Dump and restore.
for my $format ('plain', 'custom')
{
	my $copy = create_db("restored_$format", bare => 1);
	my $file = "$scratch/dump.$format";
	is(system('pg_dump', '-F', $format, '-f', $file, $db), 0, "dump, $format");
	is(system($format eq 'plain' ? "psql -Xq -v ON_ERROR_STOP=1 -d $copy -f $file >/dev/null" : "pg_restore --exit-on-error -d $copy $file"),
		0, "restore, $format");
	is(state_of($copy), $state, "restored from $format: the same matrices and quotients");
}

# COPY, text and binary.
for my $format ('text', 'csv', 'binary')
{
	sql($db, "CREATE TABLE copied (LIKE kept);\n\\copy kept TO '$scratch/kept' (FORMAT $format)\n\\copy copied FROM '$scratch/kept' (FORMAT $format)");
	is(sql($db, 'SELECT count(*) FROM kept k JOIN copied c USING (id) WHERE k.m IS NOT DISTINCT FROM c.m AND cluster_matrix_send(k.m) IS NOT DISTINCT FROM cluster_matrix_send(c.m)'),
		10, "COPY $format brings every row back");
	sql($db, "CREATE TABLE copied_points (LIKE points);\n\\copy points TO '$scratch/kept' (FORMAT $format)\n\\copy copied_points FROM '$scratch/kept' (FORMAT $format)");
	is(sql($db, 'SELECT count(*) FROM points k JOIN copied_points c USING (id) WHERE k.p IS NOT DISTINCT FROM c.p'), 8, "COPY $format brings all points back");
	sql($db, 'DROP TABLE copied, copied_points');
}

# REFRESH CONCURRENTLY touches changed rows only.
my $before = sql($db, 'SELECT year, ctid, xmin FROM matrices ORDER BY year');
sql($db, 'REFRESH MATERIALIZED VIEW CONCURRENTLY matrices');
is(sql($db, 'SELECT year, ctid, xmin FROM matrices ORDER BY year'), $before, 'a refresh without changes rewrites no row');
sql($db, q{UPDATE firms SET jobs = jobs WHERE year <> 2017; CREATE TABLE again AS SELECT * FROM firms ORDER BY jobs; TRUNCATE firms; INSERT INTO firms SELECT * FROM again});
sql($db, 'REFRESH MATERIALIZED VIEW CONCURRENTLY matrices');
is(sql($db, 'SELECT year, ctid, xmin FROM matrices ORDER BY year'), $before, 'nor does one after the firms changed their order');
sql($db, "INSERT INTO firms VALUES (2018, 'R1', 'I1', 5); REFRESH MATERIALIZED VIEW CONCURRENTLY matrices");
my $after = sql($db, 'SELECT year, ctid, xmin FROM matrices ORDER BY year');
is(join(',', map { /^(\d+)/ } grep { index($before, $_) < 0 } split /\n/, $after), '2018', 'a new firm of 2018 rewrites the row of 2018');

# Read-only, and the search path of refreshes since PostgreSQL 17.
is(sql($db, 'BEGIN READ ONLY; SELECT count(*) > 0 FROM quotients; SELECT (summary(cluster_matrix_agg(region, industry, jobs))).firms FROM firms; COMMIT'),
	"t\n6001", 'everything works in a read-only transaction');
is(sql($db, 'SET search_path = pg_catalog, pg_temp; SELECT count(*) FROM public.quotients WHERE lq > 0'),
	sql($db, 'SELECT count(*) FROM quotients WHERE lq > 0'), 'views work under a bare search path');

# Row-level security: a matrix sees what its caller sees.
sql($db, <<"SQL");
CREATE ROLE cext_province_$$; GRANT SELECT ON firms TO cext_province_$$;
ALTER TABLE firms ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON firms USING (region = 'R7');
SQL
is(sql($db, "SET ROLE cext_province_$$; SELECT r.region FROM (SELECT cluster_matrix_agg(region, industry, jobs) AS m FROM firms) x, regions(m) r"),
	'R7', 'under row-level security only the visible firms are in');
is(sql($db, 'SELECT count(*) FROM (SELECT cluster_matrix_agg(region, industry, jobs) AS m FROM firms) x, regions(m) r'), 23, 'the owner sees all');

# Extension: dependants hold it; CASCADE and another schema work; no superuser needed.
like(sql_fails($db, 'DROP EXTENSION cluster_ext')->{message}, qr/cannot drop extension cluster_ext because other objects depend on it/, 'DROP EXTENSION is refused while it is used');
sql($db, "ALTER TABLE firms DISABLE ROW LEVEL SECURITY; SET client_min_messages = warning; DROP EXTENSION cluster_ext CASCADE; CREATE SCHEMA stats; CREATE EXTENSION cluster_ext SCHEMA stats");
is(sql($db, 'SET search_path = public; SELECT s.firms FROM (SELECT stats.cluster_matrix_agg(region, industry, jobs) AS m FROM firms) x, stats.summary(m) s'),
	6001, 'in a schema of its own, by qualified names');
is(sql($db, 'SET search_path = public; SELECT m OPERATOR(stats.+) m OPERATOR(stats.<>) m, m OPERATOR(stats.-) m OPERATOR(stats.=) m FROM (SELECT stats.cluster_matrix_agg(region, industry, jobs) AS m FROM firms) x'),
	't|f', 'operators too');
my $owner = create_db('owner', bare => 1);
sql($owner, "CREATE ROLE cext_analyst_$$; ALTER DATABASE $owner OWNER TO cext_analyst_$$; SET ROLE cext_analyst_$$; CREATE EXTENSION cluster_ext");
is(sql($owner, "SET ROLE cext_analyst_$$; SELECT (summary(cluster_matrix_agg('a', 'b', 2::float8))).size"), 2, 'the owner of a database may install it');
drop_dbs();
sql('postgres', "DROP ROLE cext_province_$$, cext_analyst_$$");
done_testing();
