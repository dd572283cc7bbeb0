-- One JSON document with everything that the report's charts draw.
\pset format unaligned
\pset tuples_only on

-- One county and the industries of some size, for what it could grow next.
CREATE TEMP VIEW county AS SELECT county_fips, county FROM counties WHERE county = 'Whitfield';
CREATE TEMP TABLE broad AS
SELECT subset(m, NULL, (SELECT array_agg(industry) FROM industries(m) WHERE firms >= 20)) AS m FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x;
WITH strong AS (
    SELECT *, rank() OVER (ORDER BY lq_lower DESC, region, industry) AS place
    FROM clusters WHERE firms >= 5 AND p_adjusted < 0.01 AND lq_lower > 1
), bubbles AS (
    SELECT county, title, firms, size AS jobs, lq, lq_lower, lq_upper, p_adjusted,
           CASE WHEN industry < '2' THEN 'Farming and forestry'
                WHEN industry < '4' THEN 'Mining, utilities, building, manufacturing'
                ELSE 'Trade and services' END AS branch,
           CASE WHEN place <= 14 OR jobs_place <= 6 THEN county || ': ' || title END AS label
    FROM (SELECT *, rank() OVER (ORDER BY size DESC, region, industry) AS jobs_place FROM strong) AS s
), rows AS (
    SELECT county, min(place) FROM strong GROUP BY county ORDER BY 2, 1 LIMIT 20
), columns AS (
    SELECT title, min(place) FROM strong GROUP BY title ORDER BY 2, 1 LIMIT 16
), industry AS (
    SELECT n.title, c.* FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x, industry_concentration(m) AS c
    JOIN naics n ON n.code = c.industry WHERE c.firms >= 10 AND c.ellison_glaeser_z IS NOT NULL
), funnel AS (
    -- Where 95 of 100 industries would fall if plants were thrown at counties.
    SELECT title, firms, size AS jobs, ellison_glaeser AS gamma, ellison_glaeser_z AS z,
           -1.96 * ellison_glaeser / ellison_glaeser_z AS low, 1.96 * ellison_glaeser / ellison_glaeser_z AS high,
           abs(ellison_glaeser_z) > 1.96 AS beyond,
           CASE WHEN rank() OVER (ORDER BY ellison_glaeser DESC, title) <= 10 THEN title END AS label
    FROM industry
), special AS (
    SELECT county, krugman, size AS jobs, round((2 ^ (related_variety + unrelated_variety))::numeric, 1) AS variety
    FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x, region_specialization(m) AS r
    JOIN counties c ON c.county_fips = r.region WHERE size >= 2000 ORDER BY krugman DESC, county LIMIT 20
), lorenz AS (
    SELECT n.title, l.lq, l.region_share, l.industry_share
    FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x, naics n, locational_lorenz(m, n.code) AS l
    WHERE n.code IN ('3141', '1111', '2361', '7225')
), opportunity AS (
    SELECT coalesce(n.title, 'Industry ' || g.industry) AS title, g.industry, g.present, g.density, g.pci, g.gain, i.firms, i.size AS jobs,
           coalesce(q.lq, 0) AS lq, coalesce(q.firms, 0) AS firms_here, e.eci, avg(g.density) OVER () AS usual_density,
           CASE WHEN g.industry < '2' THEN 'Farming and forestry'
                WHEN g.industry < '4' THEN 'Mining, utilities, building, manufacturing'
                ELSE 'Trade and services' END AS branch
    FROM broad, county, region_complexity(m) AS e, opportunity_gain(m) AS g JOIN (SELECT i.* FROM broad, industries(m) AS i) AS i USING (industry)
    LEFT JOIN (SELECT q.* FROM broad, location_quotients(m) AS q) AS q ON q.region = g.region AND q.industry = g.industry
    LEFT JOIN naics n ON n.code = g.industry
    WHERE e.region = county_fips AND g.region = county_fips AND g.pci IS NOT NULL
), chance AS (
    SELECT *, NOT present AND pci > eci AND density > usual_density AS near_and_complex,
           rank() OVER (PARTITION BY present, pci > eci ORDER BY density DESC, industry) AS nearest,
           rank() OVER (PARTITION BY present, firms_here >= 3 ORDER BY lq DESC, industry) AS strongest,
           rank() OVER (PARTITION BY present ORDER BY jobs DESC, industry) AS largest
    FROM opportunity
), nodes AS (
    SELECT industry, title, branch, jobs, present, lq, NOT present AND pci > eci AND nearest <= 8 AS next,
           CASE WHEN present AND (firms_here >= 3 AND strongest <= 14 OR largest <= 3) OR NOT present AND (pci > eci AND nearest <= 8 OR largest <= 6) THEN title END AS label
    FROM chance
), links AS (
    SELECT industry_a AS a, industry_b AS b, relatedness FROM broad, industry_space(m, 0.4)
), strategy AS (
    SELECT title, branch, density, pci, gain, firms, firms_here, eci, usual_density, near_and_complex,
           CASE WHEN near_and_complex OR pci > eci AND (rank() OVER (ORDER BY pci DESC, industry) <= 4) OR pci <= eci AND nearest <= 2 THEN title END AS label
    FROM chance WHERE NOT present
), scored AS (
    SELECT c.county || ': ' || coalesce(n.title, s.industry) AS pair, s.*,
           rank() OVER (ORDER BY score DESC, s.region, s.industry) AS place, rank() OVER (ORDER BY score, s.region, s.industry) AS place_from_below
    FROM policy_risk_scores('panel', 'targets', 2020, model => 'counties') AS s JOIN counties c ON c.county_fips = s.region LEFT JOIN naics n ON n.code = s.industry
    WHERE s.firms >= 5
), risk AS (
    -- The riskiest targets and the soundest, indicator by indicator.
    SELECT s.pair, s.score, s.band, s.firms, k.ordinal, k.title, p.ordinal AS pillar_place, k.pillar, i.value, i.risk, i.status
    FROM scored s JOIN policy_risk_indicators('panel', 'targets', 2020, model => 'counties') AS i USING (region, industry)
    JOIN policy_risk_catalog k ON k.model = 'counties' AND k.indicator = i.indicator JOIN policy_risk_pillars p ON p.model = 'counties' AND p.pillar = k.pillar
    WHERE least(s.place, s.place_from_below) <= 10
), backtest AS (
    SELECT as_of, horizon, CASE outcome WHEN 'fell' THEN 'fell a fifth behind' ELSE 'fell beyond chance' END AS outcome, replace(predictor, '_', ' ') AS predictor,
           predictor LIKE 'composite%' AS composite, pairs, events, auc, auc_lower, auc_upper, auc_within_size, brier_skill, difference, verdict
    FROM policy_backtest('state_panel', NULL, ARRAY[2003, 2005, 2006], measure => 'establishments', outcomes => '{fell}') WHERE auc IS NOT NULL AND as_of = 2006
), tenths AS (
    SELECT tenth, pairs, events, event_rate, chance_rate, score_low, score_high
    FROM policy_backtest_calibration('state_panel', NULL, ARRAY[2006], measure => 'establishments', outcomes => '{fell}') WHERE outcome = 'fell' AND pairs > 0
), moves AS (
    -- Growth against the branch elsewhere; who is gone stands at the bottom.
    SELECT s.region || ': ' || coalesce(n.title, s.industry) AS cell, s.base, s.final, round(s.expected::numeric, 1) AS expected, greatest(s.final / s.expected, 0.25) AS times, round(s.surprise::numeric, 1) AS surprise,
           s.p_adjusted < 0.05 AS beyond, CASE WHEN rank() OVER (ORDER BY s.p, s.region, s.industry) <= 10 THEN s.region || ': ' || n.title END AS label, s.phi, s.a2
    FROM state_panel AS a, state_panel AS b, growth_surprise(a.matrix, b.matrix) AS s LEFT JOIN naics n ON n.code = s.industry
    WHERE a.period = 2003 AND b.period = 2006 AND s.status = 'ok' AND s.base >= 1
      AND s.industry NOT IN (SELECT industry FROM policy_backtest_breaks('state_panel', NULL, ARRAY[2003], measure => 'establishments'))
), band AS (
    SELECT n, exp(-1.96 * sqrt(phi / n + a2)) AS low, exp(1.96 * sqrt(phi / n + a2)) AS high
    FROM (SELECT DISTINCT phi, a2 FROM moves) AS noise, generate_series(0, 48) AS k, LATERAL (SELECT 10 ^ (k / 10.0) AS n) AS grid
), heat AS (
    SELECT r.county, i.title, coalesce(c.firms, 0) AS firms, coalesce(c.size, 0) AS jobs, coalesce(c.lq, 0) AS lq
    FROM rows r CROSS JOIN columns i LEFT JOIN clusters c USING (county, title)
)
SELECT json_build_object(
    'facts', (SELECT json_build_object('firms', s.firms, 'jobs', s.size, 'counties', s.regions, 'industries', s.industries)
              FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x, summary(m) AS s),
    'bubbles', (SELECT json_agg(b ORDER BY jobs DESC, county, title) FROM bubbles b),
    'heat', (SELECT json_agg(h ORDER BY county, title) FROM heat h),
    'funnel', (SELECT json_agg(f ORDER BY firms, title) FROM funnel f),
    'special', (SELECT json_agg(s ORDER BY krugman DESC, county) FROM special s),
    'space', json_build_object('nodes', (SELECT json_agg(n ORDER BY industry) FROM nodes n), 'links', (SELECT json_agg(l ORDER BY a, b) FROM links l)),
    'strategy', (SELECT json_agg(s ORDER BY density DESC, title) FROM strategy s),
    'risk', (SELECT json_agg(r ORDER BY score DESC, pair, ordinal) FROM risk r),
    'backtest', (SELECT json_agg(b ORDER BY outcome, auc DESC, predictor) FROM backtest b),
    'tenths', (SELECT json_agg(t ORDER BY tenth) FROM tenths t),
    'moves', (SELECT json_agg(json_build_object('cell', cell, 'base', base, 'final', final, 'expected', expected, 'times', round(times::numeric, 4), 'surprise', surprise, 'beyond', beyond, 'label', label) ORDER BY base, cell) FROM moves m),
    'band', (SELECT json_agg(b ORDER BY n) FROM band b),
    'lorenz', (SELECT json_agg(l ORDER BY title, region_share) FROM lorenz l));
