# Three databases joined by postgres_fdw: each publishes its matrix, the
# coordinator only adds them up.
use strict;
use warnings;
use lib 'test/t/lib';
use ClusterTest;
use Test::More;

my $hub = create_db('hub');
my @members = map { create_db("member$_") } 0 .. 2;

my $firms = <<'SQL';
CREATE TABLE firms AS
SELECT g AS id, 2019 + g % 2 AS year, 'R' || g * 7 % 40 AS region, 'I' || (g * g) % 57 AS industry,
       round((1000 / (1 + g % 997.0))::numeric, 2)::float8 AS money
FROM generate_series(1, 20000) g
SQL
for my $i (0 .. 2)
{
	sql($members[$i], <<"SQL");
$firms WHERE g % 3 = $i;
CREATE MATERIALIZED VIEW matrices AS SELECT year, cluster_matrix_agg(region, industry, money) AS matrix FROM firms GROUP BY year;
SQL
}
sql($hub, "$firms; CREATE EXTENSION postgres_fdw;");
my ($host, $port) = ($ENV{PGHOST} // '', $ENV{PGPORT});
my $where = join ', ', ($host ? "host '$host'" : ()), ($port ? "port '$port'" : ());
my $password = $ENV{PGPASSWORD} ? ", password '$ENV{PGPASSWORD}'" : '';
sql($hub, 'CREATE TABLE matrices (member int, year int, matrix cluster_matrix) PARTITION BY LIST (member)');
for my $i (0 .. 2)
{
	sql($hub, <<"SQL");
CREATE SERVER member$i FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname '$members[$i]', $where, extensions 'cluster_ext');
CREATE USER MAPPING FOR CURRENT_USER SERVER member$i OPTIONS (user '$ENV{PGUSER}'$password);
CREATE FOREIGN TABLE remote$i (year int, matrix cluster_matrix) SERVER member$i OPTIONS (table_name 'matrices');
CREATE FOREIGN TABLE matrices_$i PARTITION OF matrices FOR VALUES IN ($i) SERVER member$i OPTIONS (table_name 'published');
SQL
	sql($members[$i], "CREATE VIEW published AS SELECT $i AS member, year, matrix FROM matrices");
}

my $whole = sql($hub, 'SELECT year, md5(cluster_matrix_send(cluster_matrix_agg(region, industry, money))) FROM firms GROUP BY year ORDER BY year');
like($whole, qr/^2019\|\w+\n2020\|\w+$/, 'one place, two years');
is(sql($hub, <<'SQL'), $whole, 'three foreign tables, summed');
SELECT year, md5(cluster_matrix_send(sum(matrix)))
FROM (SELECT * FROM remote0 UNION ALL SELECT * FROM remote1 UNION ALL SELECT * FROM remote2) u GROUP BY year ORDER BY year
SQL
is(sql($hub, 'SELECT year, md5(cluster_matrix_send(sum(matrix))) FROM matrices GROUP BY year ORDER BY year'),
	$whole, 'a partitioned table whose partitions are foreign, summed');
is(sql($hub, 'SET enable_partitionwise_aggregate = on; SELECT year, md5(cluster_matrix_send(sum(matrix))) FROM matrices GROUP BY year ORDER BY year'),
	$whole, 'the same, partition-wise');
is(sql($hub, 'SELECT count(*), md5(string_agg(q::text, chr(10) ORDER BY region, industry)) FROM (SELECT sum(matrix) AS m FROM matrices) x, location_quotients(m) q'),
	sql($hub, 'SELECT count(*), md5(string_agg(q::text, chr(10) ORDER BY region, industry)) FROM (SELECT cluster_matrix_agg(region, industry, money) AS m FROM firms) x, location_quotients(m) q'),
	'location quotients of the federation are those of the firms');
like(sql($hub, 'EXPLAIN (VERBOSE, COSTS OFF) SELECT sum(matrix) FROM remote0'), qr/Remote SQL: SELECT .*sum\(matrix\)/,
	'a sum over one member is pushed down to it');
drop_dbs();
done_testing();
