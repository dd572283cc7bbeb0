-- No sentence about a cell without firms speaks of its firms: every phrase becomes its own key, and all pairs of
-- a made country, targeted or not, are explained.
\ir lib/begin.sql
\i test/oracle/policy_country.sql
SELECT plan(8);
CREATE TEMP VIEW amounts AS
SELECT year, measure, region, industry, x FROM firms, LATERAL (VALUES
    ('employment', jobs), ('capital', capital), ('value_added', value_added), ('output', output), ('capacity', capacity),
    ('capacity_output', CASE WHEN capacity IS NOT NULL THEN output END), ('capacity_employment', CASE WHEN capacity IS NOT NULL THEN jobs END),
    ('subsidy', subsidy), ('zombie_capital', CASE WHEN zombie THEN capital END), ('classified_capital', CASE WHEN classified THEN capital END),
    ('outside_employment', CASE WHEN outside THEN jobs END)) AS v(measure, x) WHERE x IS NOT NULL AND world = 'faulty';
CREATE TEMP TABLE panel AS SELECT year AS period, measure, cluster_matrix_agg(region, industry, x) AS matrix FROM amounts GROUP BY 1, 2;
CREATE TEMP VIEW plans AS SELECT * FROM policies WHERE world = 'faulty';
CREATE TEMP TABLE pairs AS SELECT cluster_matrix_agg(pg_temp.region(r), pg_temp.industry(i), 0) AS pairs FROM generate_series(1, 40) AS r, generate_series(1, 60) AS i;
SELECT policy_risk_copy_model('standard', 'keys');
UPDATE policy_risk_phrases SET phrase = '<' || key || '>' WHERE model = 'keys';
-- What is told of firms, their owners, jobs and plants in the cell.
CREATE TEMP TABLE of_firms (key text);
INSERT INTO of_firms VALUES ('reason.lq'), ('reason.mass'), ('reason.mass.firms'), ('reason.dominance'), ('reason.dominance.one'), ('reason.footloose'), ('reason.footloose.proxy'), ('reason.overcapacity'),
    ('reason.overcapacity.proxy'), ('reason.subsidy'), ('reason.subsidy.proxy'), ('reason.subsidy.zero_base'), ('reason.zombie'), ('reason.zombie.proxy'), ('reason.local_shift'), ('reason.volatility'), ('reason'),
    ('caveat.fragile'), ('caveat.few_firms');
SELECT is_empty('SELECT key FROM of_firms EXCEPT SELECT key FROM policy_risk_phrases', 'there are such phrases');
CREATE TEMP TABLE told AS
SELECT s.firms, e.section, e.sentence, s.score IS NOT NULL AS scored FROM pairs, policy_risk_scores('panel', 'plans', 2020, pairs, draws => 0) AS s
JOIN LATERAL (SELECT * FROM pairs, policy_risk_explain('panel', 'plans', 2020, pairs, 'keys')) AS e USING (region, industry);
SELECT cmp_ok((SELECT count(*) FROM told WHERE firms = 0 AND section = 'reason'), '>', 1000::bigint, 'many reasons are told of empty cells');
SELECT cmp_ok((SELECT count(DISTINCT sentence) FROM told WHERE firms > 0), '>', 20::bigint, 'and many sentences of others');
SELECT is_empty($$SELECT DISTINCT key FROM told JOIN of_firms ON sentence LIKE '%<' || key || '>%' WHERE firms = 0$$, 'no sentence about a cell without firms speaks of its firms');
SELECT is_empty($$SELECT key FROM of_firms WHERE key NOT IN ('reason', 'reason.mass.firms', 'reason.overcapacity.proxy', 'reason.footloose.proxy', 'reason.zombie.proxy', 'reason.subsidy.zero_base')
    AND NOT EXISTS (SELECT FROM told WHERE firms > 0 AND sentence LIKE '%<' || key || '>%')$$, 'of others they do');
-- Every phrase exists in both languages.
SELECT set_eq($$SELECT key FROM policy_risk_phrases WHERE model = 'standard' AND language = 'zh'$$, $$SELECT key FROM policy_risk_phrases WHERE model = 'standard' AND language = 'en'$$, 'English and Chinese tell the same');
-- Names of indicators and pillars, by a set-up in each language.
INSERT INTO policy_risk_setups (setup, panel, policies, model, language) VALUES ('keys', 'panel', 'plans', 'keys', 'zh'), ('zh', 'panel', 'plans', 'standard', 'zh'), ('en', 'panel', 'plans', 'standard', 'en');
SELECT is_empty($$
    SELECT * FROM policy_risk_setups AS s CROSS JOIN LATERAL policy_risk_indicators(s.setup, 2020) AS n
    JOIN policy_risk_catalog AS c ON c.model = s.model AND c.indicator = n.indicator
    JOIN policy_risk_phrases AS name ON name.model = s.model AND name.language = s.language AND name.key = 'name.' || n.indicator
    LEFT JOIN policy_risk_phrases AS pillar ON pillar.model = s.model AND pillar.language = s.language AND pillar.key = 'pillar.' || c.pillar
    WHERE (n.ordinal, n.name, n.pillar, n.pillar_name) IS DISTINCT FROM (c.ordinal, name.phrase, c.pillar, pillar.phrase)$$, 'names are the phrases of the model in the language of the set-up');
SELECT set_eq($$SELECT language, i.* FROM policy_risk_setups, policy_risk_indicators('panel', 'plans', 2020, model => model) AS i$$,
    $$SELECT language, n.region, n.industry, indicator, value, risk, elevated_from, high_from, status, firms, effective_firms, pillar, contribution, n.model, n.as_of FROM policy_risk_setups, policy_risk_indicators(setup, 2020) AS n$$,
    'beside what the indicators are');
SELECT * FROM finish();
ROLLBACK;
