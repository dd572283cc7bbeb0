# Every function of the extension with any arguments: NULL, NaN, infinities, huge
# and negative numbers, empty and crooked arrays, and matrices of every kind.  It
# answers, or refuses with a code, a detail and a hint; it never shows NaN or
# infinity, never raises an internal error, and the server stays up.
#
# CALLS=n makes n calls of each function (default 150), SEED=x others.
use strict;
use warnings;
use lib 'test/t/lib';
use ClusterTest;
use Test::More;

my $calls = $ENV{CALLS} // 150;
my $seed = $ENV{SEED} // 0.42;
my $db = create_db('arguments');

# What to choose arguments from: expressions, by type and sometimes by name.
sql($db, <<'SQL');
CREATE TABLE choice (type text, argument text, expression text);	-- argument: chosen twice out of three times for arguments of this name
CREATE TABLE pool (name text PRIMARY KEY, m cluster_matrix);
INSERT INTO pool SELECT 'plain', cluster_matrix_agg(r, i, s) FROM (VALUES ('R1', 'I1', 10), ('R1', 'I2', 40), ('R2', 'I1', 20), ('R2', 'I2', 10), ('R3', 'I1', 30), ('R3', 'I2', 10)) v(r, i, s);
INSERT INTO pool SELECT 'many', cluster_matrix_agg('R' || g * g % 23, 'I' || g * 7 % 19, g % 11) FROM generate_series(1, 400) g;
INSERT INTO pool SELECT 'other years', cluster_matrix_agg('R' || g * g % 29, 'I' || g * 5 % 17, g % 13) FROM generate_series(1, 300) g;
INSERT INTO pool SELECT 'one firm', cluster_matrix_agg('R1', 'I1', 5);
INSERT INTO pool SELECT 'one region', cluster_matrix_agg('R1', 'I' || g % 4, g) FROM generate_series(1, 9) g;
INSERT INTO pool SELECT 'one industry', cluster_matrix_agg('R' || g % 4, 'I1', g) FROM generate_series(1, 9) g;
INSERT INTO pool SELECT 'all equal', cluster_matrix_agg('R' || r, 'I' || i, 1) FROM generate_series(1, 5) r, generate_series(1, 4) i;
INSERT INTO pool SELECT 'no sizes', cluster_matrix_agg('R' || r, 'I' || i, 0) FROM generate_series(1, 3) r, generate_series(1, 3) i;
INSERT INTO pool SELECT 'nothing but skipped rows', cluster_matrix_agg(NULL, 'I1', 1);
INSERT INTO pool SELECT 'giants and dwarfs', cluster_matrix_agg(r, i, s) FROM (VALUES ('R1', 'I1', 1e300), ('R2', 'I1', 1e-300), ('R2', 'I2', 1e-300), ('R3', 'I2', 1e300), ('R3', 'I3', 5e-324), ('R1', 'I2', 1)) v(r, i, s);
INSERT INTO pool SELECT 'nearly too large', cluster_matrix_agg('R' || g % 2, 'I' || g % 3, 2.5e307) FROM generate_series(1, 6) g;
INSERT INTO pool SELECT 'dwarfs', cluster_matrix_agg('R' || g % 2, 'I' || g % 3, 5e-324 * g) FROM generate_series(1, 6) g;
INSERT INTO pool SELECT 'published', cluster_matrix_from_cells(r, i, n, s, NULL, NULL, NULL) FROM (VALUES ('R1', 'I1', 12, 80.5), ('R1', 'I2', NULL, 9), ('R2', 'I1', 0, 0), ('R2', 'I2', 3, 7), ('R3', 'I3', 1, 4)) v(r, i, n, s);
INSERT INTO pool SELECT 'published without numbers', cluster_matrix_from_cells('R' || g % 5, 'I' || g % 3, NULL, g, NULL, NULL, NULL) FROM generate_series(1, 15) g;
INSERT INTO pool SELECT 'published without sizes', cluster_matrix_from_cells('R' || g % 5, 'I' || g % 3, g, CASE WHEN g % 4 > 0 THEN 3 * g END, NULL, NULL, NULL) FROM generate_series(1, 15) g;
INSERT INTO pool SELECT 'published zeros', cluster_matrix_from_cells('R' || g % 5, 'I' || g % 3, 0, 0, NULL, NULL, NULL) FROM generate_series(1, 15) g;
INSERT INTO pool SELECT 'huge numbers of firms', cluster_matrix_from_cells('R' || g, 'I' || g % 2, 4000000000000000, g, NULL, NULL, NULL) FROM generate_series(1, 2) g;
INSERT INTO pool SELECT 'Chinese', cluster_matrix_agg(r, i, 1.1) FROM unnest(ARRAY['上海', '上饶', '北京', '']) r, unnest(ARRAY['汽车', '汽修', '']) i;
INSERT INTO pool SELECT 'fractions', cluster_matrix_agg('R' || g % 3, 'I' || g % 2, 0.1 * g) FROM generate_series(1, 50) g;
INSERT INTO pool SELECT 'transposed ' || name, transpose(m) FROM pool;
INSERT INTO pool SELECT 'subtracted', a.m - cluster_matrix_agg('R' || g * g % 23, 'I' || g * 7 % 19, g % 11) FROM pool a, generate_series(1, 200) g WHERE name = 'many' GROUP BY a.m;
INSERT INTO pool SELECT 'to nothing', m - m FROM pool WHERE name = 'many';
INSERT INTO pool SELECT 'coarse', coarsen(m, 2, 1) FROM pool WHERE name = 'many';
INSERT INTO pool SELECT 'part', subset(m, ARRAY['R1', 'R2', 'R3'], ARRAY['I1', 'I2', 'I3', 'I4']) FROM pool WHERE name = 'many';
CREATE TABLE places (name text PRIMARY KEY, p cluster_points);
INSERT INTO places SELECT 'few', cluster_points_agg(x, y, i, w) FROM (VALUES (0, 0, 'I1', 10), (1, 0, 'I1', 40), (1, 1, 'I2', 20), (0, 0, 'I2', 10), (7, 5, 'I1', 30)) v(x, y, i, w);
INSERT INTO places SELECT 'many', cluster_points_agg(100 + g * g % 23 / 7.0, 30 + g % 11, 'I' || g * 7 % 5, g % 11) FROM generate_series(1, 400) g;
INSERT INTO places SELECT 'plane', cluster_points_agg(g * g % 23, g % 11, 'I' || g * 7 % 5, g % 11, 'plane') FROM generate_series(1, 100) g;
INSERT INTO places SELECT 'one firm', cluster_points_agg(1, 2, 'I1');
INSERT INTO places SELECT 'one place', cluster_points_agg(1, 2, 'I' || g % 3, g) FROM generate_series(1, 9) g;
INSERT INTO places SELECT 'no weights', cluster_points_agg(g, 2, 'I1', 0) FROM generate_series(1, 9) g;
INSERT INTO places SELECT 'poles and seam', cluster_points_agg(x, y, 'I1') FROM unnest(ARRAY[-180, -90, 0, 90, 180]) x, unnest(ARRAY[-90, 0, 90]) y;
INSERT INTO places SELECT 'nothing but skipped rows', cluster_points_agg(NULL, 1, 'I1');
INSERT INTO places SELECT 'giants and dwarfs', cluster_points_agg(x, -x, 'I' || g, w, 'plane') FROM (VALUES (1, 1e150, 1e300), (2, 5e-324, 5e-324), (1, 0, 1.7e308), (1, -1e150, 1.7e308), (2, 1e-160, 0)) v(g, x, w);
INSERT INTO places VALUES ('very many of one', '{"cluster_points":1,"metric":"sphere","skipped":0,"moved":0,"firms":{"I1":[[0,0,1,4000000000000000],[1,1]],"I2":[[0,0,2,4000000000000000]]}}');
INSERT INTO choice (type, expression) SELECT 'cluster_points', format('(SELECT p FROM places WHERE name = %L)', name) FROM places;
INSERT INTO choice (type, expression) SELECT 'cluster_matrix', format('(SELECT m FROM pool WHERE name = %L)', name) FROM pool;
INSERT INTO choice (type, expression) SELECT 'cluster_matrix', format('(SELECT m FROM pool WHERE name = %L)', name) FROM pool, generate_series(1, 6) WHERE name IN ('plain', 'many', 'other years');
INSERT INTO choice (type, expression)
SELECT type, unnest(e) FROM (VALUES
 ('cluster_matrix', ARRAY['NULL']),
 ('cluster_points', ARRAY['NULL']),
 ('cluster_matrix[]', ARRAY['NULL', 'ARRAY[]::cluster_matrix[]', 'ARRAY[NULL]::cluster_matrix[]', '(SELECT array_agg(m) FROM pool)', '(SELECT array_agg(m ORDER BY name) FROM pool WHERE name IN (''plain'', ''many'', ''other years''))', '(SELECT ARRAY[m] FROM pool WHERE name = ''plain'')']),
 ('text', ARRAY['NULL', '''''', '''size''', '''firms''', '''nonsense''', '''R1''', '''I1''', '''R2''', '''I2''', '''上海''', 'repeat(''长'', 2000)', '''plants_observed''', '''fieller''', '''delta''', '''log_lq''', '''cosine''', '''z-score''', '''esteban-marquillas''', '''arcelus''', '''finger_kreinin''', '''occurrences''']),
 ('text[]', ARRAY['NULL', 'ARRAY[]::text[]', 'ARRAY[NULL]::text[]', 'ARRAY[''R1'', ''R2'', ''R3'']', 'ARRAY[''I1'', ''I2'']', 'ARRAY[''R1'', ''R1'', NULL, ''R9'']', 'ARRAY[[''R1'', ''R2''], [''I1'', ''I2'']]', '(SELECT array_agg(''R'' || g) FROM generate_series(0, 30) g)']),
 ('double precision', ARRAY['NULL', '''NaN''', '''Infinity''', '''-Infinity''', '-1', '0', '''-0''', '5e-324', '1e-300', '0.25', '0.5', '0.95', '1', '1.0000000001', '2', '3.7', '40', '100', '1e15', '1e300', '1.7976931348623157e308']),
 ('double precision[]', ARRAY['NULL', 'ARRAY[]::float8[]', 'ARRAY[NULL]::float8[]', 'ARRAY[1, 2, 3]::float8[]', 'ARRAY[10, 20, 30]::float8[]', 'ARRAY[1, NULL, 0, 5]::float8[]', 'ARRAY[0, 0, 0]::float8[]', 'ARRAY[1e300, 1e-300, 5e-324]::float8[]', 'ARRAY[''NaN'']::float8[]', 'ARRAY[''Infinity'', 1]::float8[]', 'ARRAY[-1, 2, 3]::float8[]', 'ARRAY[[1, 2], [3, 4]]::float8[]', 'ARRAY[1.7e308, 1.7e308, 1]::float8[]', '(SELECT array_agg(g::float8) FROM generate_series(0, 30) g)']),
 ('integer', ARRAY['NULL', '-2147483648', '-1', '0', '1', '2', '3', '7', '100', '1000', '2147483647']),
 ('integer[]', ARRAY['NULL', 'ARRAY[]::int[]', 'ARRAY[NULL]::int[]', 'ARRAY[1]', 'ARRAY[1, 2, 3]', 'ARRAY[3, 1, 2]', 'ARRAY[-2147483648, 2147483647, 0]', 'ARRAY[[1, 2], [3, 4]]']),
 ('bigint', ARRAY['NULL', '-9223372036854775808', '-1', '0', '1', '42', '9223372036854775807']),
 ('boolean', ARRAY['NULL', 'true', 'false']),
 ('composite_state', ARRAY['NULL', '''0101''', '''0102''', '''01020000''', '''0102'' || repeat(''f'', 32)', 'composite_accumulate(NULL, ARRAY[1, 2]::float8[])', 'composite_accumulate(NULL, 0.5, 1)', 'composite_accumulate(composite_accumulate(NULL, NULL, 1), 0.5, 2)',
    'composite_accumulate(NULL, 0.5, 1, 0.5)', 'composite_accumulate(NULL, 0.5, 1, ''Infinity'', 0.5)', 'composite_accumulate(NULL, -7, 1, ''NaN'')']),
 ('inequality_state', ARRAY['NULL', '''gini''', '''theil''', '''plants''', '''concentration_ratio''', 'inequality_accumulate(''gini''::inequality_state, 5)', 'inequality_accumulate(''theil''::inequality_state, 1e-300)',
    'inequality_accumulate(''plants''::inequality_state, 60)', 'inequality_accumulate(''atkinson''::inequality_state, 3, 0.5::float8)', '''gini:0200010502''', '''nonsense'''])) AS v(type, e);
INSERT INTO choice (type, argument, expression)
SELECT 'text', argument, quote_literal(unnest(e)) FROM (VALUES
 ('of', ARRAY['size', 'firms']), ('region', ARRAY['R1', 'R2', 'R3']), ('industry', ARRAY['I1', 'I2', 'I3']), ('bounds', ARRAY['plants', 'plants_observed', 'delta', 'fieller']),
 ('standardize', ARRAY['lq', 'log_lq']), ('by', ARRAY['unido', 'finger_kreinin', 'krugman', 'jaccard']),
 ('method', ARRAY['classic', 'esteban-marquillas', 'arcelus', 'proximity', 'proximity', 'cosine', 'z-score', 'probability', 'eigenvector', 'reflections']),
 ('scale', ARRAY['eci', 'own', 'raw']), ('metric', ARRAY['sphere', 'sphere', 'plane']), ('islands', ARRAY['keep', 'drop']), ('variance', ARRAY['population', 'sample']), ('industry_a', ARRAY['I0', 'I1']), ('industry_b', ARRAY['I1', 'I2', 'I3']), ('rule', ARRAY['silverman', 'dbmss']),
 ('edge', ARRAY['none', 'none', 'isotropic', 'translation'])) AS v(argument, e)
UNION ALL SELECT 'text', 'margins', unnest(ARRAY['NULL', 'NULL', '''occurrences''', '''cooccurrences'''])
UNION ALL SELECT 'double precision', argument, unnest(e) FROM (VALUES
 ('size', ARRAY['0', '1', '2', '3.5', '10', '1e-300', '1e300']), ('x', ARRAY['0', '1', '2', '3.5', '10', '1e-300', '1e300']), ('weight', ARRAY['0', '1', '2', '1e-300', '1e300']),
 ('y', ARRAY['0', '1', '-2.5', '40']), ('side', ARRAY['1', '10', '0.5', '1000']), ('area', ARRAY['NULL', '100', '1e300']), ('level', ARRAY['0.95', '0.5', '0', '1']),
 ('alpha', ARRAY['0.5']), ('epsilon', ARRAY['0.5']), ('sum_squares', ARRAY['NULL']), ('largest', ARRAY['NULL']), ('second_largest', ARRAY['NULL']),
 ('threshold', ARRAY['1', '0.5', '2']), ('minimum', ARRAY['NULL', '0.5']), ('confidence', ARRAY['0.5', '0.95', '0.999'])) AS v(argument, e)
UNION ALL SELECT 'integer', argument, unnest(e) FROM (VALUES ('draws', ARRAY['1', '20', '100']), ('k', ARRAY['2']), ('copies', ARRAY['NULL', '-1', '0', '1', '3']), ('points', ARRAY['1', '10']),
 ('steps', ARRAY['2', '20']), ('permutations', ARRAY['0', '9', '300']), ('fitness_steps', ARRAY['1', '50'])) AS v(argument, e)
UNION ALL SELECT 'text[]', 'regions', 'ARRAY[''R1'', ''R2'', NULL, ''R3'']'
UNION ALL SELECT 'double precision[]', 'values', unnest(ARRAY['ARRAY[1, NULL, 0, 5]::float8[]', 'ARRAY[1e300, 0, -7, 5e-324]::float8[]'])
UNION ALL SELECT 'double precision[]', argument, unnest(e) FROM (VALUES ('radii', ARRAY['NULL', '''{1,2,3}''', '''{0,1e-3,5,300,2e4}''', '''{5e-324,1.7e308}''', '''{0}''']),
 ('rectangle', ARRAY['NULL', 'NULL', '''{0,0,23,11}''', '''{-1e300,-1e300,1e300,1e300}''', '''{-1,-1,30,30}'''])) AS v(argument, e)
UNION ALL SELECT 'integer[]', 'periods', 'ARRAY[2001, 2002, 2003]'
UNION ALL SELECT 'cluster_matrix[]', 'matrices', '(SELECT array_agg(m ORDER BY name) FROM pool WHERE name IN (''plain'', ''many'', ''other years''))'
UNION ALL SELECT 'bigint', 'firms', unnest(ARRAY['NULL', '0', '1', '12']);
SQL

sql($db, <<"SQL");
SELECT set_config(name, 'off', false) FROM pg_settings WHERE name = 'enable_memoize';	-- from 14 on
SELECT setseed($seed);
CREATE TABLE called AS
SELECT p.oid, p.proname, p.prokind, p.proretset, p.prorettype, c AS call, array_agg(a.expression ORDER BY t.place) AS arguments
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
     JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'cluster_ext',
     generate_series(1, $calls) c, unnest(p.proargtypes::oid[]) WITH ORDINALITY AS t(type, place),
     LATERAL (SELECT format('(%s)::%s', expression, format_type(t.type, NULL)) AS expression FROM choice
              WHERE choice.type = format_type(t.type, NULL) AND (argument = proargnames[place] OR argument IS NULL AND (c % 3 = 0 AND proargnames[place] <> 'copies' OR proargnames[place] IS NULL OR proargnames[place] NOT IN (SELECT argument FROM choice WHERE argument IS NOT NULL)))
              ORDER BY random() LIMIT 1) AS a
WHERE p.prokind IN ('f', 'a') AND p.provolatile = 'i' AND NOT EXISTS (SELECT FROM pg_aggregate g WHERE g.aggfnoid = p.oid AND g.aggkind <> 'n')
GROUP BY p.oid, p.proname, p.prokind, p.proretset, p.prorettype, p.pronargs, c HAVING count(*) = p.pronargs;
-- Aggregates get their rows from several calls.
CREATE TABLE statement AS
SELECT proname, format('SELECT count(*) FILTER (WHERE f::text ~ ''NaN|Infinity'') FROM %s(%s) AS f', proname, array_to_string(arguments, ', ')) AS query FROM called WHERE prokind = 'f'
UNION ALL
SELECT proname, format('SELECT count(*) FILTER (WHERE f::text ~ ''NaN|Infinity'') FROM (SELECT %s(%s) AS f FROM (%s) AS v) AS x', proname,
    (SELECT string_agg('c' || i, ', ') FROM generate_series(1, width) i), string_agg(rows, ' UNION ALL '))
FROM (SELECT proname, oid, call / 3 AS part, cardinality(arguments) AS width,
             'SELECT ' || (SELECT string_agg(a || ' AS c' || i, ', ' ORDER BY i) FROM unnest(arguments) WITH ORDINALITY AS u(a, i)) AS rows
      FROM called WHERE prokind = 'a') AS a GROUP BY proname, oid, part, width;
CREATE TABLE outcome (proname text, query text, code text, message text, detail text, hint text, bad bigint);
SQL

my ($status, $out, $err) = run_sql($db, <<'SQL');
SET statement_timeout = '5min';
SET cluster_ext.max_cells = 1000000;
DO $$
DECLARE s record; d text; h text; m text; bad bigint;
BEGIN
	FOR s IN SELECT * FROM statement LOOP
		RAISE WARNING '%', s.query;
		BEGIN
			EXECUTE s.query INTO bad;
			INSERT INTO outcome VALUES (s.proname, s.query, 'ok', NULL, NULL, NULL, bad);
		EXCEPTION WHEN OTHERS THEN
			GET STACKED DIAGNOSTICS d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT, m = MESSAGE_TEXT;
			INSERT INTO outcome VALUES (s.proname, s.query, SQLSTATE, m, d, h, 0);
		END;
	END LOOP;
END $$;
SQL
is($status, 0, 'the server is up to the end') or diag(substr $err, -3000);
sub complaints { return sql($db, "SELECT DISTINCT ON (proname, code, left(message, 40)) proname, code, left(message, 100), left(query, 700) FROM outcome WHERE $_[0]") }

# (The state of an aggregate may hold anything.)
is(complaints("bad > 0 AND proname !~ '_(merge|accumulate)'"), '', 'no NaN, no infinity is shown');
is(complaints("code NOT IN ('ok', '22023', '54000', '22003', '22P02')"), '', 'no other errors than those of the reference');
is(complaints("code <> 'ok' AND (detail = '' OR hint = '') AND message !~ '^(value overflows|invalid input syntax for type (double|integer|bigint))'"), '', 'every error has a detail and a hint');
is(complaints("length(message) > 2000 OR length(detail) > 2000"), '', 'no error repeats a long label whole');
my ($tried, $answered) = split /\|/, sql($db, "SELECT count(DISTINCT proname), count(DISTINCT proname) FILTER (WHERE code = 'ok') FROM outcome");
cmp_ok($tried, '>', 40, 'dozens of functions');
cmp_ok($answered, '>', 0.9 * $tried, 'most of which answered some calls, so that arguments reached them') or diag(sql($db, "SELECT proname FROM outcome GROUP BY 1 HAVING bool_and(code <> 'ok')"));
drop_dbs();
done_testing();
