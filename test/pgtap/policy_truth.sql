-- Made-up countries whose targets are known to be good or bad: scores tell them
-- apart, with little data and with much, and do not depend on names, units or order.
\ir lib/begin.sql
\set countries 2
\i test/oracle/policy_truth.sql
SELECT plan(14);

-- What firms add up to, one row for each amount.
CREATE TEMP TABLE amounts AS
SELECT country, year, 'employment' AS measure, region, industry, jobs AS x FROM firms
UNION ALL SELECT country, year, m, region, industry, v.x FROM firms JOIN told USING (firm, year), LATERAL (VALUES
    ('capital', capital), ('value_added', value_added), ('output', output), ('capacity', capacity), ('capacity_output', output), ('capacity_employment', jobs), ('subsidy', subsidy),
    ('zombie_capital', CASE WHEN zombie THEN capital END), ('classified_capital', capital), ('outside_employment', CASE WHEN outside THEN jobs END), ('located_employment', jobs)) AS v(m, x) WHERE v.x IS NOT NULL
UNION ALL SELECT country, year, 'group_employment', region, industry, sum(jobs) FROM firms WHERE year = 2020 GROUP BY country, year, region, industry, owner;
-- Tier 0 is a panel of employment: with a list of targets alone, and with what plans say of themselves; then all measures and amounts.
CREATE TEMP TABLE panels AS
SELECT 'all' AS tier, country, year AS period, measure, cluster_matrix_agg(region, industry, x) AS matrix FROM amounts GROUP BY 2, 3, 4
UNION ALL SELECT 'all', country, 2020, 'input_coefficients', cluster_matrix_from_cells(supplier, industry, NULL, coefficient, NULL, NULL, NULL) FROM inputs, generate_series(1, :countries) AS country GROUP BY 2;
INSERT INTO panels SELECT t.tier, country, period, measure, matrix FROM panels AS p, unnest(ARRAY['bare', 'list']) AS t(tier) WHERE measure = 'employment';
CREATE TEMP TABLE lists AS
SELECT tier, country, region, industry, admin_level, start_year, target_value, target_year, CASE tier WHEN 'all' THEN amount END AS amount, has_end, is_competitive, has_review
FROM policies, unnest(ARRAY['bare', 'list', 'all']) AS t(tier);

-- One of them at a time.
CREATE TEMP VIEW panel AS SELECT period, measure, matrix FROM panels WHERE tier = current_setting('truth.tier') AND country = current_setting('truth.country')::int;
CREATE TEMP VIEW list AS SELECT region, industry, admin_level, start_year, target_value, target_year, amount, has_end, is_competitive, has_review FROM lists
WHERE tier = current_setting('truth.tier') AND country = current_setting('truth.country')::int;
CREATE TEMP VIEW bare AS SELECT region, industry, admin_level, start_year FROM list;
CREATE TEMP TABLE scored AS SELECT ''::text AS tier, 0 AS country, s.* FROM (SELECT (NULL::policy_risk_scores_row).*) AS s LIMIT 0;
CREATE TEMP TABLE indicators AS SELECT ''::text AS tier, 0 AS country, s.* FROM (SELECT (NULL::policy_risk_indicators_row).*) AS s LIMIT 0;
CREATE TEMP TABLE uncertain AS SELECT ''::text AS tier, 0 AS country, s.* FROM (SELECT (NULL::policy_risk_uncertainty_row).*) AS s LIMIT 0;
DO $$ DECLARE x record; BEGIN
    FOR x IN SELECT DISTINCT tier, country, CASE tier WHEN 'bare' THEN 'bare' ELSE 'list' END::regclass AS list FROM lists ORDER BY 1, 2 LOOP
        PERFORM set_config('truth.tier', x.tier, true), set_config('truth.country', x.country::text, true);
        INSERT INTO scored SELECT x.tier, x.country, s.* FROM policy_risk_scores('panel', x.list, 2020) AS s;
        INSERT INTO indicators SELECT x.tier, x.country, s.* FROM policy_risk_indicators('panel', x.list, 2020) AS s WHERE pillar IS NOT NULL;
        INSERT INTO uncertain SELECT x.tier, x.country, s.* FROM policy_risk_uncertainty('panel', x.list, 2020, draws => 100) AS s;
    END LOOP; END $$;
CREATE TEMP TABLE told_of AS SELECT s.*, t.kind, t.bad, u.prob_high FROM scored AS s JOIN truth AS t USING (country, region, industry) JOIN uncertain AS u USING (tier, country, region, industry);

-- The chance that a bad target has more than a good one, by ranks (Mann, Whitney 1947).
CREATE FUNCTION pg_temp.area(x float8[], bad bool[]) RETURNS float8 LANGUAGE sql AS $$
    SELECT (sum(place) FILTER (WHERE b) - bads * (bads + 1) / 2.0) / (bads * (count(*) - bads))
    FROM (SELECT b, rank() OVER (ORDER BY v) + (count(*) OVER (PARTITION BY v) - 1) / 2.0 AS place, count(*) FILTER (WHERE b) OVER () AS bads FROM unnest(x, bad) AS t(v, b) WHERE v IS NOT NULL) AS r GROUP BY bads $$;
CREATE TEMP TABLE areas AS SELECT tier, pg_temp.area(array_agg(score), array_agg(bad)) AS area FROM told_of GROUP BY 1;
CREATE TEMP TABLE single AS
SELECT i.tier, indicator, pg_temp.area(array_agg(i.risk), array_agg(t.bad)) AS area, pg_temp.area(array_agg(t.score), array_agg(t.bad)) AS of_score
FROM indicators AS i JOIN told_of AS t USING (tier, country, region, industry) WHERE i.risk IS NOT NULL GROUP BY 1, 2;

SELECT diag(format('%-4s %-11s %3s targets, mean score %s, %s low, %s elevated, %s high, P(high) %s', tier, kind, count(*), round(avg(score)::numeric, 1), count(*) FILTER (WHERE band = 'low'),
    count(*) FILTER (WHERE band = 'elevated'), count(*) FILTER (WHERE band = 'high'), round(avg(prob_high)::numeric, 2))) FROM told_of GROUP BY tier, kind ORDER BY tier, kind;
SELECT diag(format('%-4s area %s; of the best single indicator %s', tier, round(area::numeric, 3), (SELECT indicator || ' ' || round(s.area::numeric, 3) FROM single AS s WHERE s.tier = a.tier ORDER BY s.area DESC LIMIT 1))) FROM areas AS a;

SELECT cmp_ok(count(score)::float8 / count(*), '>=', 0.95::float8, 'targets without firms are scored, tier ' || tier) FROM told_of WHERE firms = 0 GROUP BY tier ORDER BY tier;
SELECT cmp_ok((SELECT area FROM areas WHERE tier = 'list'), '>=', 0.85::float8, 'bad targets score above good ones by employment and a list');
SELECT cmp_ok((SELECT area FROM areas WHERE tier = 'all'), '>=', 0.93::float8, 'and more so by all measures');
SELECT is_empty(format('SELECT * FROM single WHERE tier = %L AND NOT of_score > area', tier), 'no single indicator tells them better, tier ' || tier) FROM areas ORDER BY tier;
SELECT is_empty($$SELECT * FROM told_of WHERE tier = 'all' AND kind = 'dying' AND band NOT IN ('elevated', 'high')$$, 'a branch that dies everywhere is elevated or high');
SELECT cmp_ok(avg((band IN ('elevated', 'high'))::int), '>=', 0.9, 'nearly always even by employment and a list') FROM told_of WHERE tier = 'list' AND kind = 'dying';

SELECT cmp_ok(max(p) - min(p), '<', 0.1, 'little known makes high no more likely') FROM (SELECT avg(prob_high)::numeric AS p FROM told_of GROUP BY tier) AS x;

-- The first country once more: rows in another order, money in thousands, and other names, in another order but in the same classes.
CREATE FUNCTION pg_temp.named(label text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN label ~ '^R' THEN 'Region ' || 99 - right(label, 2)::int ELSE (99 - left(label, 2)::int)::text || (99 - right(label, 2)::int)::text END $$;
INSERT INTO panels
SELECT 'mixed', 1, year, measure, cluster_matrix_agg(region, industry, x ORDER BY md5(region || industry || x)) FROM amounts WHERE country = 1 GROUP BY 3, 4
UNION ALL SELECT 'units', 1, year, measure, cluster_matrix_agg(region, industry, CASE WHEN measure ~ 'employment' THEN x ELSE x / 1000 END) FROM amounts WHERE country = 1 GROUP BY 3, 4
UNION ALL SELECT 'names', 1, year, measure, cluster_matrix_agg(pg_temp.named(region), pg_temp.named(industry), x) FROM amounts WHERE country = 1 GROUP BY 3, 4
UNION ALL SELECT 'names', 1, 2020, 'input_coefficients', cluster_matrix_from_cells(pg_temp.named(supplier), pg_temp.named(industry), NULL, coefficient, NULL, NULL, NULL) FROM inputs
UNION ALL SELECT t.tier, 1, period, measure, matrix FROM panels AS p, unnest(ARRAY['mixed', 'units']) AS t(tier) WHERE p.tier = 'all' AND country = 1 AND measure = 'input_coefficients';
INSERT INTO lists
SELECT 'names', country, pg_temp.named(region), pg_temp.named(industry), admin_level, start_year, target_value, target_year, amount, has_end, is_competitive, has_review FROM lists WHERE tier = 'all' AND country = 1
UNION ALL SELECT 'units', country, region, industry, admin_level, start_year, target_value, target_year, amount / 1000, has_end, is_competitive, has_review FROM lists WHERE tier = 'all' AND country = 1;
INSERT INTO lists SELECT 'mixed', country, region, industry, admin_level, start_year, target_value, target_year, amount, has_end, is_competitive, has_review FROM lists WHERE tier = 'all' AND country = 1 ORDER BY md5(region || industry);
DO $$ DECLARE x record; BEGIN
    FOR x IN SELECT unnest(ARRAY['mixed', 'units', 'names']) AS tier LOOP
        PERFORM set_config('truth.tier', x.tier, true), set_config('truth.country', '1', true);
        INSERT INTO scored SELECT x.tier, 1, s.* FROM policy_risk_scores('panel', 'list', 2020) AS s;
    END LOOP; END $$;
SELECT is_empty($$SELECT region, industry, score, band, score_low, score_high, score_if_best, score_if_worst, coverage, flagged, stage FROM scored WHERE tier = 'all' AND country = 1
    EXCEPT SELECT region, industry, score, band, score_low, score_high, score_if_best, score_if_worst, coverage, flagged, stage FROM scored WHERE tier = 'mixed'$$, 'the order of rows changes no bit');
-- Sums of other numbers, or in another order, are rounded otherwise; ranges are drawn by name.
SELECT is_empty(format($$SELECT a.region, a.industry, a.score, b.score, a.band, b.band FROM scored AS a LEFT JOIN scored AS b ON b.tier = %L AND (b.region, b.industry) = (%s)
    WHERE a.tier = 'all' AND a.country = 1 AND (abs(a.score - b.score) < 1e-9 AND a.band = b.band AND abs(a.score_if_best - b.score_if_best) < 1e-9 AND abs(a.score_if_worst - b.score_if_worst) < 1e-9
    AND a.coverage = b.coverage AND a.flagged = b.flagged AND a.stage = b.stage) IS NOT TRUE$$, tier, pair), 'nor do ' || tier || ' change a score')
FROM (VALUES ('units', 'a.region, a.industry'), ('names', 'pg_temp.named(a.region), pg_temp.named(a.industry)')) AS v(tier, pair);
SELECT * FROM finish();
ROLLBACK;
