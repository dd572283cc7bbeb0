# Every function of the extension on large input, stopped after a moment: the
# statement must end when it is told to, whatever it is at.  What ends by itself
# before that has nothing to prove.  Functions are found in the catalog: a new one
# is called too, or the test asks what to pass to it.
#
# LATE=2 says how many seconds after the moment are too late (twice in a row: the
# machine may be busy), MOMENTS="0.2 1.5" when to stop (else that depends on how
# fast the machine is just now), ONLY=regex what to call; TELL=1 tells more.
use strict;
use warnings;
use lib 'test/t/lib';
use ClusterTest;
use File::Temp qw(tempdir);
use List::Util qw(min);
use Test::More;
use Time::HiRes qw(time);

my $late = $ENV{LATE} // 2;
my $only = $ENV{ONLY} // '.';
my $scratch = tempdir(CLEANUP => 1);
chmod 0777, $scratch;
my $db = create_db('cancel');

# Worlds: a dense matrix, one with many regions and one with many industries.
sql($db, <<'SQL');
CREATE FUNCTION hash(n int, seed int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (hashint4(seed) & 1048575) % n';
CREATE TABLE world (world text, regions int, industries int, m cluster_matrix, other cluster_matrix, thin cluster_matrix, beside cluster_matrix, related cluster_matrix, targets cluster_matrix, sizes float8[]);
ALTER TABLE world ALTER m SET STORAGE EXTERNAL, ALTER other SET STORAGE EXTERNAL, ALTER thin SET STORAGE EXTERNAL;
INSERT INTO world (world, regions, industries, m, sizes)
SELECT 'dense', 4000, 1000, cluster_matrix_agg(r, i, 1 + hash(97, r - i)), array_agg(1.0 + hash(97, r - i)) FILTER (WHERE i = 1)
FROM generate_series(1, 4000) r, generate_series(1, 1000) i WHERE hash(2, r * 1009 + i) = 0;
INSERT INTO world (world, regions, industries, m, thin, sizes)
SELECT 'regions', 60000, 600, cluster_matrix_agg(r, 1 + hash(600, r * 31 + k), 1 + k), cluster_matrix_agg(r, 1 + hash(600, r * 31 + k), 1 + k) FILTER (WHERE k < 5),
	array_agg(1.0 + k) FILTER (WHERE hash(600, r * 31 + k) = 0)
FROM generate_series(1, 60000) r, generate_series(1, 20) k;
INSERT INTO world (world, regions, industries, m, thin, sizes)
SELECT 'industries', industries, regions, transpose(m), transpose(thin), (SELECT array_agg(1.0 + k) FROM generate_series(1, 20) k) FROM world WHERE world = 'regions';

-- Policies: every one of 60,000 regions wants the same industry, or few regions want many.
CREATE TABLE policy AS
SELECT world, (1 + g % regions)::text AS region, (1 + g / regions)::text AS industry, 'level ' || g % 20000 AS admin_level, 2016 + hash(5, g) AS start_year, g AS amount, 1000 AS target_value, 2025 AS target_year
FROM world, generate_series(0, CASE WHEN world = 'regions' THEN 59999 ELSE 19999 END) g;
UPDATE world SET other = m + m, thin = coalesce(thin, m),
	beside = (SELECT cluster_matrix_agg(a, a + b, b) FROM generate_series(1, regions) a, generate_series(1, 10) b),
	related = (SELECT cluster_matrix_agg(a, a + b, b) FROM generate_series(1, industries) a, generate_series(1, 10) b),
	targets = (SELECT cluster_matrix_agg(p.region, p.industry, 1) FROM policy p WHERE p.world = world.world);
CREATE TABLE tree AS SELECT r::text AS region, 'p' || r % 300 AS parent, 'level ' || r % 20000 AS admin_level FROM generate_series(1, 60000) r;
CREATE TABLE map AS SELECT i::text AS policy_label, i::text AS industry FROM generate_series(1, 60000) i;
SELECT policy_risk_copy_model('standard', 'many levels');
INSERT INTO policy_risk_levels SELECT 'many levels', 'level ' || l, 5, 100 FROM generate_series(1, 1000) l;
DO $$ DECLARE w text; BEGIN
	FOR w IN SELECT world FROM world LOOP
		EXECUTE format('CREATE VIEW policies_%1$s AS SELECT region, industry, admin_level, start_year, amount, target_value, target_year FROM policy WHERE world = %1$L', w);
		EXECUTE format('CREATE VIEW panel_%1$s AS SELECT period, measure, CASE WHEN measure = ''input_coefficients'' THEN related ELSE thin END AS matrix
			FROM world, (SELECT y, ''employment'' FROM generate_series(2016, 2020) y UNION ALL VALUES (2020, ''value_added''), (2020, ''input_coefficients'')) v(period, measure) WHERE world = %1$L', w);
	END LOOP;
END $$;

-- A fit that has nothing but the chance of few firms.
CREATE TABLE outlook AS SELECT 'fit' AS kind, key, value, text FROM (VALUES ('measure', NULL::float8, 'employment'), ('horizon', 1, NULL), ('fall', -0.2, NULL), ('as_of', 2020, NULL), ('phi', 0.9, NULL), ('a2', 0.001, NULL),
	('regions', 9, NULL), ('status', NULL, 'too few events')) v(key, value, text);

-- States of aggregates.
CREATE AGGREGATE collected(float8) (SFUNC = inequality_accumulate, STYPE = inequality_state, INITCOND = 'gini');
CREATE AGGREGATE collected_rows(float8, float8, float8) (SFUNC = composite_accumulate, STYPE = composite_state);
CREATE TABLE kept AS SELECT collected(g + 0.1) AS state, collected_rows(g % 1009, 1, 0.5) AS rows,
	cluster_points_agg(hash(36000, g) / 100.0 - 180, hash(17900, -g) / 100.0 - 89.5, 'I' || hash(300, g * 7), 1 + hash(9, g)) AS points,
	cluster_points_agg(hash(36000, g) / 100.0 - 180, hash(17900, -g) / 100.0 - 89.5, g::text) AS units FROM generate_series(1, 1000000) g;
SQL

sql($db, <<'SQL');
-- What to pass: by type and by name, in calls and in the rows g of aggregates and window functions.  [m] is a column of the world.
CREATE TABLE choice (type text, argument text, expression text, row_expression text);
COPY choice FROM stdin (FORMAT csv, DELIMITER '|', QUOTE '`', NULL '', FORCE_NOT_NULL (argument));
cluster_matrix||[m]|[m]
cluster_matrix|final|[other]|
cluster_matrix|neighbours|[beside]|
cluster_matrix|relatedness|[related]|
cluster_matrix|pairs|[targets]|
cluster_matrix[]||ARRAY[[m], [other], [m]]|
regclass|panel|'panel_[world]'|
regclass|policies|'policies_[world]'|
regclass|region_tree|'tree'|
regclass|industry_map|'map'|
regclass|fit|'outlook'|
regclass|titles|NULL|
regclass|published|'mart.slow'|
regclass|relation|'mart.slow'|
publications|definition|(SELECT p FROM publications AS p WHERE publication = 'slow')|
text|publication|'slow'|
text|attribute|'region'|
text|part|'cells'|
text|publication_labels.side|'region'|
text|publication_tau_argus_hierarchy.side|'region'|
text|publication_period_end.period|'2020'|
text|publication_tau_argus_cells.period|'2020'|
text|value|repeat('"', 10000000)|
text|dataflow|'OFFICE:SLOW(1.0)'|
cluster_points||(SELECT points FROM kept)|(SELECT points FROM kept)
cluster_points|neighbours_within.p|(SELECT units FROM kept)|
cluster_points|neighbours_nearest.p|(SELECT units FROM kept)|
inequality_state||(SELECT state FROM kept)|
composite_state||(SELECT rows FROM kept)|
text||'1'|hash(60000, g)
text|industry|'1'|hash(600, -g)
text|k_density.industry|'I7'|
text|k_density_test.industry|'I7'|
text|m_function.industry|'I7'|
text|m_function_test.industry|'I7'|
text|ripley_k.industry|'I7'|
text|industry_a|'I7'|
text|industry_b|'I8'|
text|neighbour|'I8'|
text|ripley_k_test.industry|'I7'|
text|model|'many levels'|
text|setup|'[world]'|
text|metric||'sphere'
text|bounds|'fieller'|
text|ties||'average'
text[]||ARRAY(SELECT r FROM generate_series(1, [regions]) r)|
text[]|industries|ARRAY(SELECT i FROM generate_series(1, [industries]) i)|
text[]|indicators|ARRAY['lq']|
text[]|terms|NULL|
text[]|outcomes|ARRAY['fell', 'exit_of_established']|
double precision||0.5|g + 0.1
double precision|alpha||0.5
double precision|cluster_points_agg.x||hash(18000, g) / 100.0
double precision|cluster_points_agg.y||hash(9000, -g) / 100.0
double precision|side|5|
double precision|fall|-0.2|
double precision|epsilon||0.5
double precision|exponent||0.5
double precision|minimum_coverage||0.5
double precision|risk||1.0 / g
double precision|high|2|
double precision|high_from|2|
double precision|sum_squares||NULL
double precision|largest||NULL
double precision|second_largest||NULL
double precision[]||ARRAY(SELECT r FROM generate_series(1, [regions]) r)|ARRAY[g % 1009, hash(1013, g), hash(1019, -g)]
double precision[]|sizes|[sizes]|
double precision[]|values|ARRAY(SELECT hash(1000000, g) FROM generate_series(1, 1000000) g)|
double precision[]|moran.values|ARRAY(SELECT hash(1000000, r) FROM generate_series(1, [regions]) r)|
double precision[]|geary.values|ARRAY(SELECT hash(1000000, r) FROM generate_series(1, [regions]) r)|
double precision[]|getis_ord.values|ARRAY(SELECT hash(1000000, r) FROM generate_series(1, [regions]) r)|
double precision[]|local_moran.values|ARRAY(SELECT hash(1000000, r) FROM generate_series(1, [regions]) r)|
double precision[]|local_getis_ord.values|ARRAY(SELECT hash(1000000, r) FROM generate_series(1, [regions]) r)|
double precision[]|weights|ARRAY(SELECT g FROM generate_series(1, 1000000) g)|ARRAY[1, 2, 3]
double precision[]|policy_risk_score.values|ARRAY[0.5]|
double precision[]|policy_risk_contributions.values|ARRAY[0.5]|
double precision[]|u|ARRAY(SELECT 1.0 / g FROM generate_series(1, 1000000) g)|
double precision[]|w|ARRAY(SELECT g FROM generate_series(1, 1000000) g)|
integer||1|1
integer|as_of|2020|
integer|draws|1000000|1000000
integer|policy_risk_scores.draws|100000|100000
integer|k_density.draws|100000|
integer|k_density_test.draws|100000|
integer|k_density_colocalization.draws|100000|
integer|k_density_colocalization_test.draws|100000|
integer|m_function.draws|100000|
integer|m_function_test.draws|100000|
integer|ripley_k.draws|100000|
integer|ripley_k_test.draws|100000|
integer|policy_risk_uncertainty.draws|500|
integer|policy_risk_sensitivity.draws|500|
integer|region_width||5
integer|industry_width||5
integer|permutations|1000|
integer|replicates|1000|
integer|per_region|1000|
integer|horizon|1|
integer|folds|5|
integer|fitness_steps|100000|
integer|year||g % 9
integer|years||9
integer|k||100000
integer|neighbours_nearest.k|8|
integer[]||ARRAY[2018, 2019, 2020]|ARRAY[1, -1, 1]
integer[]|as_of|ARRAY[2017]|
bigint||1|hash(60000, g)
bigint|industry||hash(600, -g)
bigint|firms||3
bigint|state|(SELECT every_year_accumulate(NULL, 2020, true))|
bigint|other|(SELECT every_year_accumulate(NULL, 2020, true))|
boolean||true|true
boolean|absent|true|
boolean|untargeted|true|
\.

-- As publish would make it, which takes its time.
CREATE SCHEMA mart;
CREATE TABLE mart.slow AS SELECT g AS id, 2020 AS period, r AS region, i AS industry, g / 7.0::float8 AS value, 'F' AS conf_status FROM (SELECT g, ((g - 1) / 600)::text AS r, (1 + (g - 1) % 600)::text AS i FROM generate_series(1, 1000000) AS g) AS x;
CREATE TABLE mart.slow_regions AS SELECT g AS gid, g::text AS region, 1 AS level FROM generate_series(1, 60000) AS g;
INSERT INTO publications SELECT 'slow', current_user, 'panel_regions', 'matrix', 'period', '{}', NULL, 'mart', NULL, '{0,1024}', '{0,1024}', NULL, NULL, 'default', 'cells', false, false, NULL, NULL, 'en', NULL;

INSERT INTO policy_risk_setups (setup, panel, policies) SELECT world, ('panel_' || world)::regclass, ('policies_' || world)::regclass FROM world;

-- All functions but those that types and aggregates call, the planner and triggers.
CREATE TABLE called AS
SELECT p.oid, p.proname, p.prokind, p.proretset, p.pronargs - p.pronargdefaults AS required, coalesce(a.aggkind, '') AS aggkind, coalesce(a.aggnumdirectargs, 0) AS direct
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'cluster_ext'
	LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
WHERE NOT EXISTS (SELECT FROM pg_aggregate WHERE p.oid IN (aggtransfn, aggfinalfn)) AND NOT EXISTS (SELECT FROM pg_type WHERE p.oid IN (typinput, typoutput, typsend, typreceive))
	AND p.provolatile <> 'v' AND p.prorettype NOT IN ('internal'::regtype, 'trigger'::regtype);
CREATE TABLE argument AS
SELECT c.oid, place, coalesce(proargnames[place], '') AS name, format_type(t.type, NULL) AS type, place > required AS optional,
	(SELECT CASE WHEN prokind = 'f' OR place <= direct THEN expression ELSE row_expression END FROM choice
	 WHERE choice.type = format_type(t.type, NULL) AND argument IN (c.proname || '.' || proargnames[place], proargnames[place], '') ORDER BY length(argument) DESC LIMIT 1) AS expression,
	EXISTS (SELECT FROM choice WHERE choice.type = format_type(t.type, NULL) AND argument = proargnames[place]) OR t.type = 'cluster_matrix'::regtype AS chosen
FROM called c JOIN pg_proc USING (oid, proname, prokind), unnest(proargtypes::oid[]) WITH ORDINALITY AS t(type, place);

-- Of optional arguments none, or all that make a function do more.
CREATE TABLE asked AS
SELECT proname AS title, every, EXISTS (SELECT FROM argument a WHERE a.oid = c.oid AND type = 'regclass') AS policy,
	NOT EXISTS (SELECT FROM argument a WHERE a.oid = c.oid AND optional AND chosen) AS alone,
	format(CASE WHEN prokind = 'w' THEN 'SELECT count(x) FROM (SELECT %1$s(%2$s) OVER () AS x FROM generate_series(1, 1000000) g) y'
		WHEN aggkind = 'o' THEN 'SELECT count(x) FROM (SELECT %1$s(%2$s) WITHIN GROUP (ORDER BY g) AS x FROM unnest([sizes]) g) y'
		WHEN prokind = 'a' THEN 'SELECT count(x) FROM (SELECT %1$s(%2$s) AS x FROM generate_series(1, 1000000) g) y'
		WHEN proretset THEN 'SELECT count(*) FROM %1$s(%2$s) x' ELSE 'SELECT count(%1$s(%2$s))' END, proname,
		(SELECT string_agg(CASE WHEN optional AND prokind = 'f' THEN format('%I => ', name) ELSE '' END || format('(%s)::%s', expression, type), ', ' ORDER BY place)
		 FROM argument a WHERE a.oid = c.oid AND (NOT optional OR prokind = 'w' OR (every AND chosen)) AND NOT (aggkind = 'o' AND place > direct))) AS query
FROM called c, unnest(ARRAY[false, true]) AS every WHERE NOT every OR EXISTS (SELECT FROM argument a WHERE a.oid = c.oid AND optional AND chosen);
INSERT INTO asked
SELECT t.typname || what, false, false, true, format(query, typinput, typoutput, typsend, expression)
FROM pg_type t JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'cluster_ext'
	JOIN choice ON type = typname AND argument = '',
	(VALUES (' in text form', 'SELECT count(%1$s(%2$s(%4$s)))'), (' in binary form', 'SELECT length(%3$s(%4$s))')) AS v(what, query) WHERE typtype = 'b';

CREATE TABLE statement AS
SELECT row_number() OVER (ORDER BY title, query, world) AS n, policy, format('%s, %s%s', title, world, CASE WHEN every THEN ', all arguments' ELSE '' END) AS title,
	regexp_replace(replace(query, '[world]', world), '\[([a-z]+)\]', format('(SELECT \1 FROM world WHERE world = %L)', world), 'g') AS query
FROM asked, world WHERE world = 'dense' OR query ~ '\[[a-z]+\]' AND (every OR alone);
SQL
is(sql($db, 'SELECT proname, name, type FROM argument JOIN called USING (oid) WHERE NOT optional AND expression IS NULL'), '', 'there is something to pass to every function');

# The binary form is read by COPY.
my @types = map { [ split /\|/ ] } split /\n/, sql($db, "SELECT DISTINCT c.type, c.expression FROM choice c JOIN asked ON title = c.type || ' in binary form' WHERE argument = ''");
for (@types)
{
	my ($type, $value) = @$_;
	my $file = "$scratch/$type";
	sql($db, "CREATE TABLE read_$type (value $type);
		COPY (SELECT " . ($value =~ /^\[(.*)\]$/ ? "$1 FROM world" : $value) . ") TO '$file' (FORMAT binary);
		INSERT INTO statement SELECT max(n) + 1, false, '$type from a file', 'COPY read_$type FROM ''$file'' (FORMAT binary)' FROM statement");
}

# Moments in seconds: how long it takes to read all policies, and multiples; the
# functions of policy risk read before they compute.
my $began = time;
sql($db, 'SELECT count(to_jsonb(p)) FROM policies_regions p');
my $read = min(0.12, time - $began);
my ($moments, $policy_moments) = map { join ',', $ENV{MOMENTS} ? split(' ', $ENV{MOMENTS}) : @$_ } [ map { $_ * $read } 1, 2, 4 ], [ map { $_ * $read } 3, 6, 12 ];
diag(sprintf 'a moment is %.3f s', $read) if $ENV{TELL};

# Runs statements in one session; returns those that ended too late.
sub late_ones
{
	my $script = "\\set ON_ERROR_STOP 0\n\\set VERBOSITY verbose\n";
	$script .= <<"SQL" for @_;
SELECT extract(epoch FROM clock_timestamp()) AS began \\gset
SET statement_timeout = $_->{moment};
$_->{query};
\\set code :SQLSTATE
SET statement_timeout = 0;
SELECT '\@', :'code', extract(epoch FROM clock_timestamp()) - :began;
SQL
	my ($status, $out, $err) = run_sql($db, $script);
	my @ends = $out =~ /^\@\|(\w{5})\|([\d.]+)$/mg;
	is($status, 0, 'the session lasts to the end');
	is(scalar @ends, 2 * @_, 'and tells of every statement');
	@$_{qw(code seconds)} = splice @ends, 0, 2 for @_;
	diag(sprintf '%-70s %5d ms, %s after %.3f s', @$_{qw(title moment code seconds)}) for $ENV{TELL} ? @_ : ();
	diag($_) for grep { !/^57014/ } $err =~ /ERROR:  (\w{5}: .*)/g;
	return grep { $_->{seconds} > $_->{moment} / 1000 + $late } @_;
}

my @statements = map { my %s; @s{qw(title query moment)} = split /\t/; \%s } split /\n/, sql($db, <<"SQL", '-F', "\t");
SELECT title, query, 1 + round(1000 * (CASE WHEN policy THEN ARRAY[$policy_moments] ELSE ARRAY[$moments] END)[1 + n % cardinality(ARRAY[$moments])])::int
FROM statement WHERE title ~ '$only' ORDER BY n
SQL
cmp_ok(scalar @statements, '>', 200, 'hundreds of statements') if $only eq '.';
my @late = late_ones(@statements);
if (@late)
{
	diag('once more: ', join '; ', map { $_->{title} } @late);
	@late = late_ones(@late);
}
is(join('', map { sprintf "%s: told to end after %.1f s, ended after %.1f s\n", $_->{title}, $_->{moment} / 1000, $_->{seconds} } @late), '', 'every statement ends when it is told to');
is(join('', map { "$_->{title}: $_->{code}\n" } grep { $_->{code} !~ /^(00000|57014)$/ } @statements), '', 'no other errors: all arguments are good ones');

# Rows leave nothing behind: four million pairs of two thousand cells take no memory of their own.
SKIP:
{
	skip 'no /proc', 1 unless -r '/proc/self/status';
	my $peak = q{SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+)')::int;};
	my ($before, $rows, $after) = split /\n/, sql($db, "$peak SELECT count(*) FROM (SELECT cluster_matrix_agg(g, g, 1) AS m FROM generate_series(1, 2000) g) x, entry_exit(m, m, absent => true); $peak");
	cmp_ok($after - $before, '<', 64000, "$rows rows in little memory");
}
drop_dbs();
done_testing();
