# The same firms give the same bytes: in every order, plan, split and transport.
use strict;
use warnings;
use lib 'test/t/lib';
use ClusterTest;
use Test::More;

my $db = create_db('bits');

# 120,000 firms, deterministic; whole numbers, money with cents, and doubles of
# very different magnitude, whose plain float8 sum depends on the order.
sql($db, <<'SQL');
CREATE FUNCTION h(a bigint, b int) RETURNS float8 IMMUTABLE PARALLEL SAFE LANGUAGE sql
AS $$ SELECT (hashint8extended(a, b) & 1048575) / 1048576.0 $$;
CREATE TABLE firms AS
SELECT g AS id, 'R' || floor(300 * h(g, 1) ^ 2)::int AS region, 'I' || floor(200 * h(g, 2) ^ 2)::int AS industry,
       ceil(exp(7 * h(g, 3) ^ 3)) AS jobs,
       round(exp(16 * h(g, 4))::numeric, 2)::float8 AS money,
       h(g, 5) * 10::float8 ^ (floor(40 * h(g, 6)) - 20) AS wild
FROM generate_series(1, 120000) g;
ANALYZE firms;
CREATE TABLE reversed AS SELECT * FROM firms ORDER BY id DESC;
CREATE TABLE shuffled AS SELECT * FROM firms ORDER BY h(id, 7);
CREATE TABLE by_industry AS SELECT * FROM firms ORDER BY industry, region, wild;
SQL
my $plain = sql($db, 'SELECT count(DISTINCT s) FROM (SELECT sum(wild) AS s FROM firms UNION ALL SELECT sum(wild) FROM reversed UNION ALL SELECT sum(wild) FROM shuffled) x');
cmp_ok($plain, '>', 1, 'plain sums of the same numbers do differ with their order');

my $serial = 'SET max_parallel_workers_per_gather = 0;';
# Sessions load the library with their first call, too late for its own nodes to be in that plan.
my $ours = "LOAD 'cluster_ext';";
my %bits;
sub print_of { return "md5(cluster_matrix_send($_[0]))" }

for my $size (qw(jobs money wild))
{
	my $agg = "cluster_matrix_agg(region, industry, $size)";
	my $expected = $bits{$size} = sql($db, "$serial SELECT " . print_of($agg) . ' FROM firms');
	like($expected, qr/^[0-9a-f]{32}$/, "$size: serial");
	is(sql($db, "$serial SELECT " . print_of($agg) . " FROM $_"), $expected, "$size: rows of table $_")
	  for qw(reversed shuffled by_industry);
	is(sql($db, "$ours $serial SELECT " . print_of($agg) . " FROM $_"), $expected, "$size: rows of table $_, a node of ours")
	  for qw(firms reversed shuffled by_industry);
	is(sql($db, "$serial SELECT " . print_of("(SELECT cluster_matrix_from_cells(region, industry, 1, $size, NULL, NULL, NULL) FROM firms)")),
		$expected, "$size: firms as published cells of one firm each");
}

# Parallel plans: the partial aggregate must really be there.
sub nodes
{
	my ($settings, $query) = @_;
	my $plan = sql($db, "$settings EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) $query");
	return $plan;
}
for my $workers (1, 2, 4)
{
	# (One worker alone is never worth a plan.)
	for my $leader ($workers == 1 ? 'on' : ('on', 'off'))
	{
		my $settings = "SET max_parallel_workers_per_gather = $workers; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
			SET min_parallel_table_scan_size = 0; SET max_parallel_workers = 8; SET parallel_leader_participation = $leader;
			ALTER TABLE firms SET (parallel_workers = $workers);";
		my $plan = nodes($settings, 'SELECT cluster_matrix_agg(region, industry, jobs) FROM firms');
		like($plan, qr/Finalize Aggregate.*Workers Launched: $workers.*Partial Aggregate/s, "$workers workers, leader $leader: a partial plan");
		is(sql($db, "$settings SELECT " . print_of("cluster_matrix_agg(region, industry, $_)") . ' FROM firms'),
			$bits{$_}, "$workers workers, leader $leader: $_") for qw(jobs money wild);
		$settings = "$ours $settings";
		$plan = nodes($settings, 'SELECT cluster_matrix_agg(region, industry, jobs) FROM firms');
		like($plan, qr/Finalize Aggregate.*Workers Launched: $workers.*Parallel Custom Scan \(ClusterMatrixBuild\) on firms/s, "$workers workers, leader $leader: nodes of ours");
		is(sql($db, "$settings SELECT " . print_of("cluster_matrix_agg(region, industry, $_)") . ' FROM firms'),
			$bits{$_}, "$workers workers, leader $leader, nodes of ours: $_") for qw(jobs money wild);
	}
}

# Partition-wise aggregation.
sql($db, <<'SQL');
CREATE TABLE parts (LIKE firms) PARTITION BY HASH (id);
SELECT format('CREATE TABLE parts_%s PARTITION OF parts FOR VALUES WITH (MODULUS 5, REMAINDER %s)', i, i) FROM generate_series(0, 4) i \gexec
INSERT INTO parts SELECT * FROM firms;
ANALYZE parts;
SQL
my $wise = "$serial SET enable_partitionwise_aggregate = on;";
like(nodes($wise, 'SELECT cluster_matrix_agg(region, industry, jobs) FROM parts'),
	qr/Finalize Aggregate.*Append.*Partial Aggregate.*Partial Aggregate/s, 'partition-wise: a partial aggregate for each partition');
is(sql($db, "$wise SELECT " . print_of("cluster_matrix_agg(region, industry, $_)") . ' FROM parts'), $bits{$_}, "partition-wise: $_")
  for qw(jobs money wild);
for my $settings ("$ours $wise", "$ours $serial")
{
	like(nodes($settings, 'SELECT cluster_matrix_agg(region, industry, jobs) FROM parts'),
		qr/Finalize Aggregate.*Append.*ClusterMatrixBuild\) on parts_0.*ClusterMatrixBuild\) on parts_1/s, 'a node of ours for each partition');
	is(sql($db, "$settings SELECT " . print_of("cluster_matrix_agg(region, industry, $_)") . ' FROM parts'), $bits{$_}, "partitions, nodes of ours: $_")
	  for qw(jobs money wild);
}

# Merged from parts in any order: by sum(), by +, through text, through binary.
for my $parts (1, 2, 7, 64)
{
	for my $size (qw(jobs money wild))
	{
		my $pieces = "(SELECT id % $parts AS part, cluster_matrix_agg(region, industry, $size) AS m FROM firms GROUP BY 1) AS p";
		for my $order ('part', 'h(part, 11)', 'h(part, 12) DESC')
		{
			is(sql($db, "$serial SELECT " . print_of("sum(m ORDER BY $order)") . " FROM $pieces"),
				$bits{$size}, "$size: sum() of $parts parts by $order");
		}
		# As Citus 13 on PostgreSQL 15 does it: the state of each part as text.
		is(sql($db, "$serial SELECT " . print_of('sum(m::text::cluster_matrix ORDER BY h(part, 13))') . " FROM $pieces"),
			$bits{$size}, "$size: $parts partial states through text");
		sql($db, "$serial CREATE TABLE pieces AS SELECT * FROM $pieces; CREATE TABLE received (LIKE pieces);");
		my $file = "/tmp/cext_pieces_$$";
		sql($db, "\\copy pieces TO '$file' (FORMAT binary)\n\\copy received FROM '$file' (FORMAT binary)");
		unlink $file;
		is(sql($db, 'SELECT ' . print_of('sum(m ORDER BY h(part, 14))') . ' FROM received'),
			$bits{$size}, "$size: $parts partial states through binary");
		is(sql($db, 'DO $$ DECLARE t cluster_matrix; r record; BEGIN
				FOR r IN SELECT m FROM received ORDER BY h(part, 15) LOOP t := coalesce(t + r.m, r.m); END LOOP;
				PERFORM set_config(\'cext.bits\', md5(cluster_matrix_send(t)), false); END $$; SELECT current_setting(\'cext.bits\')'),
			$bits{$size}, "$size: $parts parts by +") if $parts <= 7;
		sql($db, 'DROP TABLE pieces, received');
	}
}

# Many groups: hashed, hashed with too little memory, sorted.
my $groups = 'SELECT md5(string_agg(' . print_of('m') . ", '' ORDER BY g)) FROM (SELECT id % 3000 AS g, cluster_matrix_agg(region, industry, money) AS m FROM firms GROUP BY 1) x";
my $hashed = sql($db, "$serial SET work_mem = '1GB'; SET enable_sort = off; $groups");
is(sql($db, "$serial SET work_mem = '64kB'; SET enable_sort = off; $groups"), $hashed, '3,000 groups, hash aggregate that spills');
is(sql($db, "$serial SET enable_hashagg = off; $groups"), $hashed, '3,000 groups, sorted');
is(sql($db, "$ours $serial SET enable_sort = off; $_; $groups"), $hashed, "3,000 groups, a node of ours: $_") for "SET work_mem = '1GB'", "SET work_mem = '64kB'", 'SET enable_hashagg = off; SET enable_sort = on';

# Points: firms at one of 4,000 places, and at places of their own.
for my $place ('round(360 * h(id, 21)::numeric - 180, 1)::float8, round(90 * h(id % 90, 22)::numeric, 2)::float8', '360 * h(id, 21) - 180, 180 * h(id, 22) - 90')
{
	my $agg = "cluster_points_agg($place, industry, wild)";
	my $bytes = sub { "md5(cluster_points_send($_[0]))" };
	my $expected = sql($db, "$serial SELECT " . $bytes->($agg) . ' FROM firms');
	like($expected, qr/^[0-9a-f]{32}$/, 'points: serial');
	is(sql($db, "$serial SELECT " . $bytes->($agg) . " FROM $_"), $expected, "points: rows of table $_") for qw(reversed shuffled by_industry);
	my $parallel = 'SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; ALTER TABLE firms SET (parallel_workers = 2);';
	like(nodes($parallel, "SELECT $agg FROM firms"), qr/Finalize Aggregate.*Workers Launched: 2.*Partial Aggregate/s, 'points: a partial plan');
	is(sql($db, "$parallel SELECT " . $bytes->($agg) . ' FROM firms'), $expected, 'points: two workers');
	is(sql($db, "$wise SELECT " . $bytes->($agg) . ' FROM parts'), $expected, 'points: partition-wise');
	my $pieces = "(SELECT $agg AS p, id % 7 AS part FROM firms GROUP BY 2) AS x";
	is(sql($db, "$serial SELECT " . $bytes->($_) . " FROM $pieces"), $expected, "points: $_")
	  for 'sum(p ORDER BY part)', 'sum(p ORDER BY h(part, 11))', 'sum(p::text::cluster_points ORDER BY h(part, 12))';
	my $file = "/tmp/cext_points_$$";
	sql($db, "$serial CREATE TABLE pieces AS SELECT * FROM $pieces; CREATE TABLE received (LIKE pieces);\n\\copy pieces TO '$file' (FORMAT binary)\n\\copy received FROM '$file' (FORMAT binary)");
	unlink $file;
	is(sql($db, 'SELECT ' . $bytes->('sum(p ORDER BY h(part, 14))') . ' FROM received'), $expected, 'points: partial states through binary');
	is(sql($db, 'SELECT ' . $bytes->(join ' + ', map { "(SELECT p FROM received WHERE part = $_)" } 3, 0, 6, 1, 5, 2, 4)), $expected, 'points: by +');
	sql($db, 'DROP TABLE pieces, received');
	my $many = 'SELECT md5(string_agg(' . $bytes->('p') . ", '' ORDER BY g)) FROM (SELECT id % 3000 AS g, $agg AS p FROM firms GROUP BY 1) x";
	my $in_memory = sql($db, "$serial SET work_mem = '1GB'; SET enable_sort = off; $many");
	is(sql($db, "$serial SET work_mem = '64kB'; SET enable_sort = off; $many"), $in_memory, 'points: 3,000 groups, hash aggregate that spills');
	is(sql($db, "$serial SET enable_hashagg = off; $many"), $in_memory, 'points: 3,000 groups, sorted');
}

done_testing();
