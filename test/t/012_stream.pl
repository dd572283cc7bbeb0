# Scans of our own: the rows of a function in FROM are the same, and in the same order, with the setting
# cluster_ext.enable_scan and without, whatever is asked of them and however; so are notices and errors.  The
# expected values are PostgreSQL's own scan of the same function.  EXPLAIN tells where the scan is and where not.
use strict;
use warnings;
use utf8;
use lib 'test/t/lib';
use ClusterTest;
use Test::More;

srand($ENV{SEED} // 20261129);
binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);
my $db = create_db('stream');
sub one_of { return $_[ rand @_ ] }

# Matrices: three random ones, one of Chinese labels, one of published cells that are partly unknown, one of zeros, none, empty.
sql($db, <<'SQL');
CREATE TABLE kept (id int, matrix cluster_matrix);
INSERT INTO kept SELECT k, cluster_matrix_agg('R' || g * g % (5 + 4 * k), 'I' || g * 7 % (3 + g % (5 * k)), ceil(g * 37 % 101 / 3.0)) FROM generate_series(1, 3) k, generate_series(1, 40 * k) g GROUP BY k;
INSERT INTO kept SELECT 4, cluster_matrix_agg((ARRAY['北京', '上海', '广东', E'a\'b', ''])[1 + g % 5], (ARRAY['制造业', '零售', 'I1', 'é'])[1 + g * g % 11 % 4], g) FROM generate_series(1, 50) g;
INSERT INTO kept SELECT 5, cluster_matrix_from_cells('R' || g % 4, 'I' || g % 5, CASE WHEN g % 7 <> 0 THEN g END, CASE WHEN g % 6 <> 0 THEN 10.0 * g END, NULL, NULL, NULL) FROM generate_series(1, 20) g;
INSERT INTO kept SELECT 6, cluster_matrix_from_cells('R' || g % 4, 'I' || g % 3, g % 2, g % 2 * 5.0, NULL, NULL, NULL) FROM generate_series(1, 12) g;
INSERT INTO kept VALUES (7, NULL);
INSERT INTO kept SELECT 8, cluster_matrix_agg(NULL, 'I1', 1);
CREATE FUNCTION kept_matrix(int) RETURNS cluster_matrix LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT matrix FROM kept WHERE id = $1';
CREATE TABLE label AS SELECT n, l AS label, l::varchar AS as_varchar, CASE WHEN l ~ '^[A-Z]' THEN l::name END AS as_name
FROM unnest(ARRAY['R0', 'R1', 'R4', 'R9', 'I0', 'I1', 'I2', 'I6', '北京', '制造业', '', 'nowhere', NULL, 'R1']) WITH ORDINALITY x(l, n);
ANALYZE label;
CREATE FUNCTION leaks(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS 'BEGIN RAISE NOTICE ''seen: %'', $1; RETURN true; END';
SQL
my $icu = sql($db, "SELECT count(*) FROM pg_collation WHERE collprovider = 'i'") > 0;
sql($db, q{CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)}) if $icu;

# Calls by the labels that their rows have.  M, N: matrices, as expressions; W: neighbours.
my $neighbours = q{(SELECT cluster_matrix_agg(a, b, 1) FROM (VALUES ('R0', 'R1'), ('R1', 'R4'), ('R1', 'R2'), ('R4', 'R0'), ('北京', '上海')) v(a, b))};
my %calls = (
	'region,industry' => [
		'cells(M)', 'location_quotients(M)', 'location_quotients(M)', 'location_quotients(M, 0.9, N)', 'location_quotients(M, absent => true)', "location_quotients(M, 0.5, of => 'firms', bounds => 'fieller', standardize => 'log_lq')",
		"location_quotients(M, bounds => 'delta', absent => true)", "location_quotients(M, herfindahl_industries => '{I1}', herfindahl_firms => '{0.3}')", "litzenberger_sternberg(M, '{R1,R4}', '{2,3}', '{7,NULL}')",
		'shift_share(M, N)', "shift_share_dynamic('{2001,2000,2003}', ARRAY[M, N, M], step => NULL)", 'shift_share_spatial(M, N, (SELECT cluster_matrix_agg(a, b, 1) FROM (VALUES (\'R0\', \'R1\'), (\'R1\', \'R4\'), (\'R4\', \'R0\')) v(a, b)))',
		'entry_exit(M, N)', 'entry_exit(M, N, absent => true)', 'portfolio(M, N)', 'relatedness_density(M)', "relatedness_density(M, region => 'R1')", 'opportunity_gain(M)', "opportunity_gain(M, region => 'R1')",
		"spatial_quotients(M, (SELECT cluster_matrix_agg(a, b, 1) FROM (VALUES ('R0', 'R1'), ('R1', 'R4'), ('R4', 'R0'), ('R2', 'R2')) v(a, b)), 0.5)" ],
	'region' => [ 'regions(M)', 'region_specialization(M)', 'specialization_decomposition(M)', 'structural_change(M, N)', "structural_similarity_to(M, NULL)" ],
	'industry' => [ 'industries(M)', 'industry_concentration(M)', 'industry_concentration(M, N)', 'theil_decomposition(M)', 'moran(M, W)', "moran(M, W, 'size', permutations => 9)", "geary(M, W, 'firms', islands => 'drop')", "getis_ord(M, W, 'share')" ],
	'industry,region' => [ 'local_moran(M, W)', "local_moran(M, W, 'size', permutations => 9)", 'local_getis_ord(M, W)', "local_getis_ord(M, W, 'firms', 'I1', false, 9)" ],
	'industry_a,industry_b' => [ 'coagglomeration(M)', 'industry_relatedness(M)', "industry_relatedness(M, 'jaccard', minimum => 0.1)", 'industry_space(M)', "industry_space(M, 0.1, 'jaccard')" ],
	'region_a,region_b' => [ 'structural_similarity(M)', "structural_similarity(M, 0.3, 'jaccard')" ],
	'supplying_industry,purchasing_industry' => [ "flegg_quotients(M, 'R1')" ]);
my @bad = ('location_quotients(M, 2)', 'location_quotients(M, NULL)', "location_quotients(M, of => 'jobs')", "location_quotients(M, herfindahl_industries => '{I1}')", "litzenberger_sternberg(M, '{R1}', '{2,3}', '{7}')",
	"flegg_quotients(M, 'nowhere')", "relatedness_density(M, region => 'nowhere')", "shift_share_dynamic('{2001}', ARRAY[M])", "structural_similarity(M, 7)", 'industry_concentration(M, N)', "moran(M, W, 'jobs')", "local_moran(M, W, industry => 'nowhere')");

my %columns;
for my $call (@bad, map { @$_ } values %calls)
{
	my ($name) = $call =~ /^(\w+)/;
	$columns{$name} //= [ split /,/, sql($db, "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '${name}_row'::regclass AND attnum > 0") ];
}
sub matrix { my $id = int(1 + rand 8); return one_of("(SELECT matrix FROM kept WHERE id = $id)", "kept_matrix($id)") }
sub call
{
	my ($template, @of) = @_;
	my ($m, $n) = @of == 0 ? (matrix(), matrix()) : @of;
	return $template =~ s/\bM\b/$m/gr =~ s/\bN\b/$n/gr =~ s/\bW\b/$neighbours/gr;
}

my @texts = map { "'$_'" } qw(R0 R1 R2 R4 R5 I0 I1 I2 I4 R10 上海 零售 nowhere), '';
sub text { return one_of(@texts) }
# A condition on a column of labels.
sub condition
{
	my ($c) = @_;
	my ($x, $y, $z) = (text(), text(), text());
	return one_of("$c = $x", "$c = $x", "$x = $c", "$c IN ($x, $y, $z)", "$c IN ($x, $y, $z)", "$c = ANY (ARRAY[$x, NULL, $y])", "$c = ANY (NULL::text[])", "$c = ANY (ARRAY[$x, $y]::varchar[])", "$c = ANY (ARRAY[$x, $y]::name[])", "$c = NULL::text", "$c = ANY (ARRAY[ARRAY[$x], ARRAY[$y]])",
		"$c = (SELECT label FROM label WHERE n = " . int(1 + rand 14) . ')', "$c = ANY (ARRAY(SELECT label FROM label))", "$c NOT IN ($x, $y)", "$c > $x", "$c LIKE 'R%'", "$c = $x OR $c = $y", "$c = $x AND $c = $y",
		"$c = $x COLLATE \"C\"", "$c = $x\::varchar", "$c = $x\::name", "$c = lower(upper($x))", "$c = ALL (ARRAY[$x])", "$c || '' = $x", "$c IS NOT NULL", "coalesce($c, '') = $x", "$c = chr(65 + (random() * 0)::int) || 1",
		$icu ? ("$c = lower($x) COLLATE caseless", "$c = ANY (ARRAY[lower($x)]) AND $c COLLATE caseless = lower($x)") : ());
}
sub some_columns
{
	my ($call, $q) = @_;
	my ($name) = $call =~ /^(\w+)/;
	my @all = @{ $columns{$name} };
	return "$q.*" if rand() < 0.2;
	return join ', ', map { "$q." . one_of(@all) } 0 .. int(rand 4);
}
sub pick { my $labels = one_of('region,industry', 'region,industry', 'region,industry', keys %calls); return ($labels, one_of(@{ $calls{$labels} })) }

# Queries: [ text, whether rows may come in any order ].
my @queries;
sub query { my ($text, $any_order) = @_; push @queries, [ $text, $any_order // 0 ] }
my $statement = 0;
sub shapes
{
	my ($labels, $template) = pick();
	my @labels = split /,/, $labels;
	my ($c, $d) = ($labels[0], $labels[-1]);
	my $call = call($template);
	my ($name) = $call =~ /^(\w+)/;
	my $columns = some_columns($call, 'q');
	my $where = join ' AND ', map { condition("q.$_") } grep { rand() < 0.6 } @labels;
	$where = 'true' if $where eq '';
	my $number = one_of(grep { !/region|industry|status|fate|present|presence|quadrant/ } @{ $columns{$name} });
	my $limit = rand() < 0.4 ? ' LIMIT ' . int(rand 12) . (rand() < 0.5 ? ' OFFSET ' . int(rand 4) : '') : '';
	my $simple = "SELECT $columns FROM $call q WHERE $where$limit";
	$statement++;
	query($simple);
	query("SELECT $columns FROM $call q WHERE $where AND q.$number IS NOT NULL$limit");
	query("SELECT count(*), count(q.$number) FROM $call q WHERE $where");
	my $shape = int(rand 18);
	if ($shape == 0)
	{
		my $parameters = 'PREPARE p' . $statement . "(text, text[], int) AS SELECT $columns FROM " . call($template, '(SELECT matrix FROM kept WHERE id = $3)', matrix()) . " q WHERE q.$c = \$1" . (rand() < 0.5 ? " AND q.$d = ANY (\$2)" : '') . $limit;
		query("$parameters; " . join '; ', map { "EXECUTE p$statement(" . one_of(text(), 'NULL') . ', ' . one_of("ARRAY[" . text() . ', ' . text() . ']', 'NULL') . ', ' . int(1 + rand 8) . ')' } 1 .. 4);
	}
	elsif ($shape == 1) { query("SELECT l.n, $columns FROM label l JOIN $call q ON q.$c = l.label", 1) }
	elsif ($shape == 2) { query("SELECT l.n, $columns FROM label l LEFT JOIN $call q ON q.$c = l.as_varchar AND q.$d <> 'I1'", 1) }
	elsif ($shape == 3) { query("SELECT l.n, k.n, $columns FROM label l, label k, $call q WHERE q.$c = l.label AND q.$d = k.label", 1) }
	elsif ($shape == 4) { query("SELECT l.n, s.* FROM label l, LATERAL (SELECT $columns FROM $call q WHERE q.$c = l.label OFFSET 0 LIMIT 3) s ORDER BY l.n") }
	elsif ($shape == 5) { query("SELECT k.id, $columns FROM kept k, " . call($template, 'k.matrix', matrix()) . " q WHERE $where", 1) }
	elsif ($shape == 6) { query("SELECT k.id, l.n, $columns FROM kept k JOIN label l ON l.n % 3 = k.id % 3, LATERAL " . call($template, 'k.matrix', matrix()) . " q WHERE q.$c = l.label", 1) }
	elsif ($shape == 7) { query("SELECT l.n FROM label l WHERE EXISTS (SELECT 1 FROM $call q WHERE q.$c = l.label) ORDER BY 1") }
	elsif ($shape == 8) { query("SELECT l.n, (SELECT count(q.$number) FROM " . call($template, '(SELECT matrix FROM kept WHERE id = l.n % 8 + 1)', matrix()) . " q WHERE q.$d = l.label) FROM label l ORDER BY 1") }
	elsif ($shape == 9) { query("BEGIN; DECLARE c SCROLL CURSOR FOR $simple; FETCH 3 FROM c; FETCH BACKWARD 2 FROM c; FETCH ABSOLUTE 5 FROM c; FETCH ALL FROM c; FETCH FIRST FROM c; COMMIT") }
	elsif ($shape == 10) { query("BEGIN; CREATE VIEW v AS SELECT * FROM $call q; SELECT $columns FROM v q WHERE $where$limit; ROLLBACK") }
	elsif ($shape == 11) { query("BEGIN; CREATE VIEW v WITH (security_barrier) AS SELECT * FROM $call q WHERE q.$c <> 'R1'; SELECT $columns FROM v q WHERE leaks(q.$c) AND $where; ROLLBACK") }
	# Which part comes first is the planner's choice in a worker, and so is which error.
	elsif ($shape == 12) { query("SELECT $columns FROM $call q WHERE $where UNION ALL SELECT $columns FROM " . call($template) . " q WHERE q.$c = " . text(), 1) }
	elsif ($shape == 13) { query("SELECT q.$c, x.$number, y.$number FROM $call q JOIN " . call($template) . " x USING ($c, $d) JOIN $call y ON y.$c = q.$c AND y.$d = x.$d WHERE " . condition("x.$c"), 1) if @labels == 2 }
	elsif ($shape == 14) { query("DO \$\$ DECLARE r record; l text; BEGIN FOREACH l IN ARRAY ARRAY['R1', 'I1', NULL, 'R4'] LOOP FOR r IN SELECT * FROM $call q WHERE q.$d = l LOOP RAISE NOTICE '%', r; END LOOP; END LOOP; END \$\$") }
	elsif ($shape == 15) { query("SELECT q.$c, sum(q.$number), rank() OVER (ORDER BY count(*), q.$c) FROM $call q GROUP BY 1 HAVING " . condition("q.$c") . ' ORDER BY 1') unless $number =~ /status/ }
	elsif ($shape == 16) { query("SELECT $columns FROM $call q WHERE q.$c IN (SELECT label FROM label WHERE n < 7) AND q.$d NOT IN (SELECT label FROM label WHERE n BETWEEN 5 AND 6)", 1) }
	elsif ($shape == 17)
	{
		query("SELECT q FROM $call q WHERE $where$limit");
		query("SELECT $columns, q.ordinality FROM $call WITH ORDINALITY q WHERE $where$limit");
		query("SELECT $columns FROM ROWS FROM ($call, generate_series(1, 3)) q WHERE $where$limit");
		query("BEGIN; UPDATE label l SET n = -n FROM $call q WHERE q.$c = l.label; SELECT n FROM label ORDER BY n; ROLLBACK");
		query("SELECT l.n, $columns FROM label l JOIN $call q ON q.$c = l.label FOR UPDATE OF l", 1);
		query("SELECT $columns FROM label l FULL JOIN $call q ON q.$c = l.label", 1);
	}
}
shapes() for 1 .. 260;
for my $bad (@bad)
{
	for my $rest ('', ' LIMIT 0', ' LIMIT 1', " WHERE q IS NULL", " WHERE false")
	{
		query('SELECT 1 FROM ' . call($bad) . " q$rest") for 1 .. 2;
	}
}
query("SELECT region FROM location_quotients((SELECT matrix FROM kept WHERE id = 1)) q WHERE lq / (lq - lq) > 1");
query("SELECT region FROM location_quotients((SELECT matrix FROM kept WHERE id = 1)) q WHERE region = (1 / (n - n))::text") for 1;
query("SET cluster_ext.max_cells = 3; SELECT region FROM location_quotients((SELECT matrix FROM kept WHERE id = 1), absent => true) q; RESET cluster_ext.max_cells");
cmp_ok(scalar @queries, '>', 900, 'queries');

# Runs all of them under some settings; output and messages of each.
sub answers
{
	my ($settings) = @_;
	my $script = "\\set ON_ERROR_STOP 0\n\\set VERBOSITY verbose\n\\set SHOW_CONTEXT never\n$settings;\n";
	$script .= "\\echo == $_\n\\warn == $_\n$queries[$_][0];\n" for 0 .. $#queries;
	my ($status, $out, $err) = run_sql($db, $script);
	my @answers = map { { out => '', err => '' } } @queries;
	while ($out =~ /^== (\d+)\n(.*?)(?=^== \d|\z)/msg) { my ($k, $rows) = ($1, $2); $answers[$k]{out} = $queries[$k][1] ? join "\n", sort split(/\n/, $rows, -1) : $rows }
	while ($err =~ /^== (\d+)\n(.*?)(?=^== \d|\z)/msg) { my ($k, $told) = ($1, $2); $answers[$k]{err} = $told =~ s/^LOCATION:.*\n//mgr }
	return @answers;
}
sub compare
{
	my ($what, $with, $without) = @_;
	my @wrong;
	my $notices = 0;
	for my $k (0 .. $#queries)
	{
		$notices += $without->[$k]{err} =~ /NOTICE/;
		push @wrong, "$queries[$k][0]\nwith: " . substr($with->[$k]{out} . $with->[$k]{err}, 0, 1000) . "\nwithout: " . substr($without->[$k]{out} . $without->[$k]{err}, 0, 1000)
		  if $with->[$k]{out} ne $without->[$k]{out} || (!$queries[$k][1] && $with->[$k]{err} ne $without->[$k]{err});
	}
	is(scalar @wrong, 0, "$what: the same rows in the same order, notices and errors");
	diag(join "\n\n", @wrong[ 0 .. ($#wrong > 4 ? 4 : $#wrong) ]) if @wrong;
	return $notices;
}
my $worker = sql($db, 'SHOW server_version_num') < 160000 ? 'force_parallel_mode' : 'debug_parallel_query';
for ([ 'as it is', 'SET jit = off' ], [ 'nested loops alone', 'SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off' ],
	[ 'generic plans', 'SET plan_cache_mode = force_generic_plan; SET enable_hashjoin = off' ], [ 'in a worker', "SET $worker = on; SET parallel_setup_cost = 0" ])
{
	my ($what, $settings) = @$_;
	my @without = answers("$settings; SET cluster_ext.enable_scan = off");
	cmp_ok((grep { $_->{out} =~ /\|/ } @without), '>', 300, "$what: many queries have rows");
	cmp_ok((grep { $_->{err} =~ /ERROR/ } @without), '>', 50, "$what: some fail");
	cmp_ok(compare($what, [ answers($settings) ], \@without), '>', 20, "$what: some tell something");
}

# Where the scan is ----------------------------------------------------------

my $m = '(SELECT matrix FROM kept WHERE id = 1)';
sub plan_of { my ($query, $settings) = @_; return sql($db, "LOAD 'cluster_ext'; " . ($settings // '') . "EXPLAIN (COSTS OFF) $query") }
sub lookup { return plan_of(@_) =~ /^ *Lookup: (.*)/m ? $1 : '' }
is(plan_of("SELECT region, lq FROM location_quotients(kept_matrix(1)) WHERE industry = 'I1' AND lq > 1"), <<'PLAN' =~ s/\n\z//r, 'columns, what is looked up, and what is filtered');
Custom Scan (ClusterMatrixScan)
  Filter: (lq > '1'::double precision)
  Function: location_quotients
  Columns: region, lq
  Lookup: (industry = 'I1'::text)
PLAN
for my $labels (sort keys %calls)
{
	my ($c) = split /,/, $labels;
	for my $template (@{ $calls{$labels} })
	{
		my $call = call($template, $m, $m);
		is(lookup("SELECT * FROM $call q WHERE $c = 'R1'"), "($c = 'R1'::text)", "looked up in $template");
	}
}
my $q = "location_quotients($m) q";
is(lookup("SELECT 1 FROM $q WHERE region = ANY ('{R1,R2}') AND 'I1' = industry"), "(region = ANY ('{R1,R2}'::text[])) AND (industry = 'I1'::text)", 'arrays, and constants on the left');
is(lookup("SELECT 1 FROM $q JOIN label l ON l.label = q.region AND l.as_varchar = q.industry", 'SET enable_hashjoin = off; SET enable_mergejoin = off;'), '(region = l.label) AND (industry = l.as_varchar)', 'what is joined');
is(lookup("SELECT 1 FROM kept k, label l, location_quotients(k.matrix) q WHERE l.label = q.region", 'SET enable_hashjoin = off; SET enable_mergejoin = off;'), '', 'not what is joined to many matrices');
is(lookup("SELECT 1 FROM kept k, location_quotients(k.matrix) q WHERE 'R' || k.id = q.region"), "(region = ('R'::text || (k.id)::text))", 'but what comes with the matrix');
is(lookup("SELECT 1 FROM label l, LATERAL (SELECT sum(lq) FROM $q WHERE region = l.label) s"), '(region = l.label)', 'what is outside');
is(lookup("SELECT 1 FROM $q WHERE region = current_setting('search_path')"), "(region = current_setting('search_path'::text))", 'what is known when it runs');
like(plan_of("SELECT count(*) FROM $q"), qr/ClusterMatrixScan/, 'no column at all');
like(plan_of("SELECT count(*) FROM location_quotients(kept_matrix(1))", "SET $worker = on; SET parallel_setup_cost = 0;"), qr/Gather.*ClusterMatrixScan/s, 'in a worker');
like(plan_of("EXECUTE p('R1')", "PREPARE p(text) AS SELECT lq FROM $q WHERE region = \$1; SET plan_cache_mode = force_generic_plan;"), qr/Lookup: \(region = \$1\)/, 'parameters');
like(plan_of("SELECT 1 FROM v WHERE region = 'R1' AND leaks(region)", "BEGIN; CREATE VIEW v WITH (security_barrier) AS SELECT * FROM $q WHERE leaks(industry);"), qr/Lookup: \(region/, 'the equality of texts leaks nothing');
is(lookup("SELECT 1 FROM $q WHERE $_"), '', "not looked up: $_") for "region > 'R1'", "region = 'R1' OR region = 'R2'", "region = 'R1'::name", "region = industry", "region = random()::text", "region <> 'R1'", "region = ALL ('{R1}')",
  "region::varchar(1) = 'R'", ($icu ? "region = 'r1' COLLATE caseless" : ());
unlike(plan_of($_->[1], $_->[2]), qr/ClusterMatrixScan/, "not where there is $_->[0]") for [ 'a whole row', "SELECT q FROM $q" ], [ 'a whole row in a condition', "SELECT 1 FROM $q WHERE q IS NOT NULL" ], [ 'an ordinality', "SELECT 1 FROM location_quotients($m) WITH ORDINALITY q" ],
  [ 'another function', "SELECT 1 FROM ROWS FROM (location_quotients($m), cells($m)) q" ], [ 'the setting off', "SELECT 1 FROM $q", 'SET cluster_ext.enable_scan = off;' ], [ 'a select list', "SELECT (location_quotients($m)).lq" ],
  [ 'an update', "UPDATE label l SET n = 1 FROM $q WHERE q.region = l.label" ], [ 'a function that is no flow', "SELECT 1 FROM region_complexity($m)" ], [ 'a setting of the function', "SELECT 1 FROM $q", 'BEGIN; ALTER FUNCTION location_quotients SET jit = off;' ],
  [ 'another user of the function', "SELECT 1 FROM $q", 'BEGIN; ALTER FUNCTION location_quotients SECURITY DEFINER;' ];
like(sql($db, "BEGIN; CREATE SCHEMA s; CREATE FUNCTION s.mine(cluster_matrix) RETURNS TABLE (place text, trade text, n bigint) LANGUAGE c AS '\$libdir/cluster_ext', 'cext_look_cells'; EXPLAIN (COSTS OFF) SELECT n FROM s.mine($m) WHERE place = 'R1'"),
	qr/ClusterMatrixScan\)\n  Function: mine\n  Columns: n\n  Lookup: \(place = /, 'the function is known by its code, not by its name');
# Rows of another release: fewer columns than the library fills, and more.
my $other = "BEGIN; CREATE TYPE other_row AS (region text, industry text, firms bigint%s); CREATE FUNCTION other(m cluster_matrix) RETURNS SETOF other_row LANGUAGE c AS '\$libdir/cluster_ext', 'cext_look_cells'; ";
is(sql($db, sprintf($other, '') . "SELECT industry, firms FROM other($m) WHERE region = 'R1'"), sql($db, "SELECT industry, firms FROM cells($m) WHERE region = 'R1'"), 'a type of fewer columns');
is(sql_fails($db, sprintf($other, ', size float8, a float8, b float8, c float8, more text') . "SELECT industry FROM other($m) WHERE region = 'R1'")->{sqlstate}, '55000', 'a type of more columns');
my $analyzed = sql($db, "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF, VERBOSE) SELECT lq FROM $q WHERE region = 'R1' AND industry <> 'I1'");
like($analyzed, qr/ClusterMatrixScan\) \(actual rows=\d+(?:\.00)? loops=1\)/, 'rows are counted');
like($analyzed, qr/Rows Removed by Filter: 1$/m, 'and those that are filtered, of one region alone');
like($analyzed, qr/Function Call: .*location_quotients\(\$?\(?.*'0\.95'/, 'verbose: with its arguments');
like(sql($db, "EXPLAIN (FORMAT JSON, COSTS OFF) SELECT lq FROM $q WHERE region = 'R1'"), qr/"Columns": \["lq"\],\s+"Lookup": "\(region = 'R1'::text\)"/, 'as JSON');

# Who may call it ------------------------------------------------------------

my $role = "cext_stream_$$";
sql($db, "CREATE ROLE $role; REVOKE EXECUTE ON FUNCTION cells FROM PUBLIC; GRANT SELECT ON kept TO $role");
for my $setting (qw(on off))
{
	for my $query ("SELECT region FROM cells($m) WHERE region = 'R1'", "SELECT region FROM cells(NULL)", "EXPLAIN SELECT region FROM cells($m)")
	{
		my $error = sql_fails($db, "SET cluster_ext.enable_scan = $setting; SET ROLE $role; $query");
		is($error->{sqlstate} . ' ' . $error->{message}, '42501 permission denied for function cells', "scan $setting: $query");
	}
}
is(sql($db, "PREPARE p AS SELECT count(*) FROM cells($m); EXECUTE p; GRANT EXECUTE ON FUNCTION cells TO $role; SET ROLE $role; SELECT count(*) > 0 FROM cells($m) WHERE region = 'R1'; RESET ROLE; REVOKE EXECUTE ON FUNCTION cells FROM $role") =~ s/^\d+\n//r, 't', 'who is granted it, may');
my $revoked = sql_fails($db, "GRANT EXECUTE ON FUNCTION cells TO $role; SET ROLE $role; PREPARE p AS SELECT region FROM cells($m); EXECUTE p; RESET ROLE; REVOKE EXECUTE ON FUNCTION cells FROM $role; SET ROLE $role; EXECUTE p");
is($revoked->{sqlstate}, '42501', 'a plan that was made before is no way around it');
sql($db, "DROP OWNED BY $role; DROP ROLE $role");

# A plan follows the function: replaced by one that is none of ours, it is called.
is(sql($db, "BEGIN; CREATE FUNCTION f(m cluster_matrix) RETURNS SETOF cells_row LANGUAGE c AS '\$libdir/cluster_ext', 'cext_look_cells'; PREPARE p AS SELECT count(*) FROM f($m) WHERE region = 'R1'; SET plan_cache_mode = force_generic_plan; EXECUTE p;
CREATE OR REPLACE FUNCTION f(m cluster_matrix) RETURNS SETOF cells_row LANGUAGE sql AS 'SELECT NULL::cells_row LIMIT 0'; EXECUTE p") =~ s/^[1-9]\d*\n//r, '0', 'a prepared statement sees that the function was replaced');
is(sql($db, "SELECT pg_stat_force_next_flush(); SET track_functions = 'all'; SELECT count(*) > 0 FROM cells($m)") =~ s/^\n//r, 't', 'calls are counted') if sql($db, 'SHOW server_version_num') >= 150000;
done_testing();
