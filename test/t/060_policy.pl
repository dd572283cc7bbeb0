# Policy risk in a database: the example that people copy, refreshes, dump and restore of models, roles.
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

sub slurp
{
	open my $file, '<:encoding(UTF-8)', $_[0] or die "$_[0]: $!";
	local $/;
	return <$file>;
}

# Twelve counties with sixteen industries over eight years, and who targets what.
my $data = <<'SQL';
CREATE TABLE firm_years AS
SELECT 2015 + t AS year, format('%s %s %s', r, i, f) AS firm, 'county ' || r AS region, (2000 + 7 * i)::text AS industry,
       round((20 + (r * 13 + i * 17 + f * 29) % 90) * (1 + 0.01 * (i % 5)) ^ t)::float8 AS jobs, CASE WHEN f % 3 = 0 THEN 'owner ' || i END AS owner,
       50.0 * (r + i) AS capital, CASE WHEN f = 1 THEN -3 ELSE 900.0 + f END AS value_added, CASE WHEN i = 4 THEN 60.0 WHEN r < 10 THEN 0.0 END AS subsidy
FROM generate_series(1, 12) AS r, generate_series(1, 16) AS i, generate_series(1, 12) AS f, generate_series(0, 7) AS t
WHERE f <= (r * 7 + i * i * 5 + r * i) % 13;
CREATE TABLE policies (region text, industry text, start_year int, end_year int, amount float8, target_value float8, target_year int);
INSERT INTO policies SELECT 'county ' || r, '2028', 2018, 2025, 1000 * r, 100 * r, 2024 FROM generate_series(1, 9) AS r;
INSERT INTO policies SELECT 'county ' || r, (2000 + 7 * (r % 16 + 1))::text, 2019 FROM generate_series(3, 12) AS r;
SQL
my $db = create_db('policy');
sql($db, $data);
sql($db, slurp('examples/policy_risk.sql'));
is(sql($db, 'SELECT count(*) > 10, count(*) FILTER (WHERE score IS NULL) < 5, bool_and(extension_version = cluster_ext_version()) FROM risk_scores'), 't|t|t', 'the example runs, and scores');
is(sql($db, 'SELECT count(*) FROM risk_wide'), sql($db, 'SELECT count(*) FROM risk_scores'), 'wide: one row a pair');
is(sql($db, q{WITH w AS (SELECT region, industry, c.pillar, coalesce(sum(c.weight) FILTER (WHERE risk IS NOT NULL), 0) / sum(c.weight) AS known
		FROM risk_indicators JOIN policy_risk_cuts AS c USING (model, indicator) WHERE c.pillar IS NOT NULL AND status <> 'not_applicable' GROUP BY 1, 2, 3),
	u AS (SELECT region, industry, key AS pillar, value::float8 AS u FROM risk_pillars AS p, jsonb_each_text(to_jsonb(p) - 'region' - 'industry') WHERE value IS NOT NULL)
	SELECT count(*) FROM (SELECT region, industry, 100 * sqrt(sum(known * u * u) / sum(known)) AS score FROM w JOIN u USING (region, industry, pillar) GROUP BY 1, 2) AS e
	JOIN risk_scores AS s USING (region, industry) WHERE abs(s.score - e.score) > 1e-9}), 0, 'pillars make the score: the root of their mean square, as far as they are known');
is(sql($db, "SELECT count(*) FROM (SELECT region, industry, sum(contribution) AS c FROM risk_indicators GROUP BY 1, 2) AS e JOIN risk_scores s USING (region, industry) WHERE abs(c - score) > 1e-11"),
	0, 'contributions add up to scores');
is(sql($db, 'SELECT count(*) FROM risk_overview'), sql($db, 'SELECT count(*) FROM risk_scores'), 'the overview: one row a label, which here is an industry');
# With a map, a tree and titles.
my $mapped = create_db('mapped');
sql($mapped, $data . q{; CREATE TABLE my_map AS SELECT DISTINCT 'label ' || industry AS policy_label, industry, 1.0 AS share FROM policies; UPDATE policies SET industry = 'label ' || industry;
	CREATE TABLE my_tree AS SELECT DISTINCT region, 'province' AS parent FROM policies; CREATE TABLE my_titles AS SELECT DISTINCT region AS code, upper(region) AS title FROM policies});
for my $time (1 .. 2)
{
	is(system("psql -Xq -d $mapped -v industry_map=my_map -v region_tree=my_tree -v titles=my_titles -f examples/policy_risk.sql 2>/dev/null"), 0, 'the example with a map, a tree and titles, ' . ('once', 'twice')[ $time - 1 ]);
}
is(sql($mapped, q{SELECT count(*) = (SELECT count(DISTINCT (region, industry)) FROM policies WHERE coalesce(end_year, 9999) >= (SELECT as_of FROM risk_year)), bool_and(label LIKE 'label %'), count(score) > 0 FROM risk_overview}), 't|t|t', 'by labels');
is(sql($mapped, q{SELECT bool_and(sentence LIKE 'COUNTY %') FROM risk_explanations WHERE section = 'summary'}), 't', 'with titles');
is(sql($db, 'SELECT count(*) FROM risk_unmapped'), 0, 'all policies are about something');
is(sql($db, q{SELECT string_agg(c.relname || '.' || a.attname, ' ') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
	WHERE c.relname IN ('risk_wide', 'risk_pillars', 'risk_published') AND col_description(c.oid, a.attnum) IS NULL}), '', 'every column of the views for dashboards says what it is');

# The other example.
my $other = create_db('refresh');
sql($other, q{CREATE TABLE firms AS SELECT 2020 AS year, 'c' || g % 5 AS county, 'i' || g % 7 AS industry, g AS jobs FROM generate_series(1, 200) g});
sql($other, slurp('examples/refresh.sql'));
cmp_ok(sql($other, 'SELECT count(*) FROM mart.county_jobs'), '>', 0, 'examples/refresh.sql runs');

# Both can be run again, which leaves what is there as it is, and stop at an error with nothing made.
for my $example ([ $db, 'policy_risk', 'policies' ], [ $other, 'refresh', 'firms' ])
{
	my ($database, $name, $input) = @$example;
	my $made = "SELECT string_agg(relname || oid, ' ' ORDER BY relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm', 'i')";
	my $was = sql($database, $made);
	is(system("psql -Xq -d $database -f examples/$name.sql 2>/dev/null"), 0, "examples/$name.sql runs again");
	is(sql($database, $made), $was, 'and makes nothing anew');
	my $without = create_db("without_$name");
	sql($without, "$data DROP TABLE $input") if $name eq 'policy_risk';
	my $before = sql($without, $made);
	is(system("psql -Xq -d $without -f examples/$name.sql 2>$scratch/messages") >> 8, 3, "without $input it fails");
	is(scalar(() = slurp("$scratch/messages") =~ /ERROR/g), 1, 'stops at the first error');
	is(sql($without, $made), $before, 'and leaves nothing half done');
}

# Refreshes rewrite what changed.
my $nightly = join '', slurp('examples/policy_risk.sql') =~ /^(REFRESH .*\n)/mg;
my $rows = "SELECT region, industry, indicator, ctid FROM risk_indicators ORDER BY 1, 2, 3";
my $before = sql($db, $rows);
sql($db, $nightly);
is(sql($db, $rows), $before, 'a refresh without changes rewrites no row');
sql($db, "UPDATE policies SET target_value = 100000 WHERE region = 'county 5' AND industry = '2028'; $nightly");
my %was = map { $_ => 1 } split /\n/, $before;
my %changed = map { (split /\|/)[1] => 1 } grep { !$was{$_} } split /\n/, sql($db, $rows);
is(join(' ', keys %changed), '2028', 'a changed target rewrites rows of its industry, whose plans add up, and no others');

# Read-only transactions, bare search path, parallel workers, temporary relations.
my $scores = "SELECT md5(string_agg(s::text, ' ' ORDER BY s::text)) FROM policy_risk_scores('public.risk_panel', 'public.policies', 2022) AS s";
my $told = "SELECT md5(string_agg(s::text, ' ' ORDER BY s::text)) FROM policy_risk_explain('public.risk_panel', 'public.policies', 2022, language => 'zh') AS s";
my $truth = sql($db, "$scores; $told");
is(sql($db, "BEGIN READ ONLY; $scores; $told; COMMIT"), $truth, 'read-only');
is(sql($db, 'SET search_path = pg_catalog, pg_temp; ' . "$scores; $told" =~ s/policy_risk_/public.policy_risk_/gr), $truth, 'bare search path');
my $forced = sql($db, "SELECT name FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query')");	# until 15 and from 16 on
is(sql($db, "SET $forced = on; $scores; $told"), $truth, 'with parallel workers forced');
is(sql($db, "CREATE TEMP TABLE p AS SELECT * FROM risk_panel ORDER BY measure DESC, period; CREATE TEMP TABLE q AS SELECT * FROM policies ORDER BY industry DESC, region; " . ("$scores; $told" =~ s/public\.risk_panel/p/gr =~ s/public\.policies/q/gr)),
	$truth, 'temporary relations, rows in another order');

# Models of users: kept by dump and restore, with what is computed by them.
sql($db, <<'SQL');
SELECT policy_risk_copy_model('standard', 'ours', '我们的模型');
UPDATE policy_risk_models SET exponent = 4, mass_firms = 3 WHERE model = 'ours';
UPDATE policy_risk_cuts SET elevated_from = 0.5, high_from = 0.8 WHERE model = 'ours' AND indicator = 'copycat';
INSERT INTO policy_risk_levels VALUES ('ours', 'county', 4, 200);
UPDATE policy_risk_phrases SET phrase = '所有人都想要 {industry}。' WHERE model = 'ours' AND language = 'zh' AND key = 'reason.copycat';
CREATE MATERIALIZED VIEW ours AS SELECT * FROM policy_risk_explain('risk_panel', 'policies', 2022, model => 'ours', language => 'zh');
SQL
my $models = <<'SQL';
SELECT md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM policy_risk_models m;
SELECT md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM policy_risk_pillars m;
SELECT md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM policy_risk_cuts m;
SELECT md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM policy_risk_levels m;
SELECT md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM policy_risk_phrases m;
SELECT count(*), md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM ours m;
SELECT count(*), md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM risk_scores m;
SQL
my $state = sql($db, $models);
like(sql($db, "SELECT sentence FROM ours WHERE indicator = 'copycat' AND section = 'reason' AND industry = '2028' LIMIT 1"), qr/^所有人都想要 2028。/, 'an edited phrase is told');
for my $format ('plain', 'custom')
{
	my $copy = create_db("policy_$format", bare => 1);
	my $file = "$scratch/dump.$format";
	is(system('pg_dump', '-F', $format, '-f', $file, $db), 0, "dump, $format");
	is(system($format eq 'plain' ? "psql -Xq -v ON_ERROR_STOP=1 -d $copy -f $file >/dev/null" : "pg_restore --exit-on-error -d $copy $file"), 0, "restore, $format");
	is(sql($copy, $models), $state, "restored from $format: models, what was computed by them, and the example");
	is(sql_fails($copy, "UPDATE policy_risk_models SET exponent = 1 WHERE model = 'standard'")->{sqlstate}, '55000', 'the shipped model is kept');
	# As a restore of data alone does with triggers disabled.
	is(sql_fails($copy, "ALTER TABLE policy_risk_models DISABLE TRIGGER ALL; ALTER TABLE policy_risk_models ENABLE TRIGGER ALL; UPDATE policy_risk_models SET exponent = 1 WHERE model = 'standard'")->{sqlstate},
		'55000', 'and kept when all its triggers are enabled alike');
}

# Parallel restores fill tables in any order.
is(system('pg_dump', '-Fd', '-f', "$scratch/dump.directory", $db), 0, 'dump, directory');
my $tables = join ' UNION ALL ', map { "SELECT '$_', count(*), md5(string_agg(m::text, ' ' ORDER BY m::text)) FROM policy_risk_$_ m" } qw(models pillars cuts portfolio_cuts levels phrases);
my $rows_of_models = sql($db, $tables);
my ($restored, $failed) = (0, '');
for (1 .. 10)
{
	my $copy = create_db("policy_parallel_$_", bare => 1);
	my $status = system("pg_restore -j4 -d $copy $scratch/dump.directory 2>$scratch/messages");
	my $got = sql($copy, $tables);
	$restored++ if $status == 0 && $got eq $rows_of_models && -z "$scratch/messages";
	$failed ||= "status $status\n$got\n" . slurp("$scratch/messages") if $restored < $_;
}
is($restored, 10, 'ten parallel restores bring every row of every model, without a message') or diag($failed);

# Roles: everybody may read models; under row-level security a score is of the rows that the caller sees.
my $invoker = sql($db, 'SHOW server_version_num') >= 150000 ? 'WITH (security_invoker)' : '';	# policies have row-level security of their own
sql($db, <<"SQL");
CREATE ROLE cext_official_$$;
CREATE VIEW open_panel $invoker AS
SELECT year AS period, 'employment' AS measure, cluster_matrix_agg(region, industry, jobs) AS matrix FROM firm_years GROUP BY year;
GRANT SELECT ON firm_years, policies, open_panel TO cext_official_$$;
SQL
is(sql($db, "SET ROLE cext_official_$$; SELECT count(*) > 100 FROM policy_risk_phrases"), 't', 'everybody may read models');
is(sql_fails($db, "SET ROLE cext_official_$$; UPDATE policy_risk_cuts SET weight = 2 WHERE model = 'ours'")->{sqlstate}, '42501', 'not everybody may change them');
is(sql_fails($db, "SET ROLE cext_official_$$; SELECT * FROM policy_risk_scores('risk_panel', 'policies', 2022)")->{sqlstate}, '42501', 'a relation that the caller may not read');
my $seen = "SELECT count(*), count(DISTINCT region), min(peers) FROM policy_risk_explain('open_panel', 'policies', 2022) WHERE indicator = 'mass'";
my $all = sql($db, $seen);
is(sql($db, "SET ROLE cext_official_$$; $seen"), $all, 'without row-level security all see the same');
sql($db, "ALTER TABLE firm_years ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON firm_years USING (region < 'county 3'); ALTER TABLE policies ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON policies USING (region < 'county 3')");
is(sql($db, "SET ROLE cext_official_$$; SELECT string_agg(DISTINCT region, ',' ORDER BY region) FROM policy_risk_scores('open_panel', 'policies', 2022)"),
	sql($db, "SELECT string_agg(DISTINCT region, ',' ORDER BY region) FROM policies WHERE region < 'county 3'"), 'with it, of what they may see');
is(sql($db, $seen), $all, 'the owner sees all');

# Dependants hold what they are made of; a schema of its own.
like(sql_fails($db, 'DROP MATERIALIZED VIEW risk_panel')->{message}, qr/cannot drop materialized view risk_panel because other objects depend on it/, 'what is computed from a panel holds it');
my $apart = create_db('apart', bare => 1);
sql($apart, 'CREATE SCHEMA stats; CREATE EXTENSION cluster_ext SCHEMA stats; SET search_path = public, stats; ' . $data . slurp('examples/policy_risk.sql'));
is(sql($apart, 'SELECT md5(string_agg(s::text, \' \' ORDER BY s::text)) FROM stats.policy_risk_scores(\'risk_panel\', \'policies\', 2022) AS s'),
	sql(create_db('together'), "$data" . slurp('examples/policy_risk.sql') . "; $scores"), 'in a schema of its own, by qualified names');
sql($apart, "SELECT stats.policy_risk_copy_model('standard', 'ours'); SELECT count(*) FROM stats.policy_risk_unmapped('risk_panel', 'policies', 2022)");
is(sql($apart, "SELECT count(*) > 10 FROM stats.policy_risk_explain('risk_panel', 'policies', 2022, model => 'ours')"), 't', 'and all of its parts');
drop_dbs();
sql('postgres', "DROP ROLE cext_official_$$");
done_testing();
