-- How much of a decline is chance, on the American states: noise, surprises and
-- chances as plain SQL finds them, and what outlooks are worth on windows later
-- than those that they were learnt from.
\ir lib/begin.sql
SELECT plan(18);
SET LOCAL max_parallel_workers_per_gather = 0;
\set as_of 2010
\set horizon 3
\set fall -0.2
CREATE TEMP TABLE states (year int, state text, naics text, establishments int);
\copy states from program 'zcat test/data/cbp_states_detail.csv.gz' csv header
CREATE TEMP VIEW matrices AS
SELECT length(naics) AS digits, year AS period, 'establishments'::text AS measure,
       cluster_matrix_from_cells(state, naics, establishments::bigint, establishments::float8, establishments::float8, NULL, NULL) AS matrix FROM states GROUP BY 1, 2;
CREATE TEMP TABLE three AS SELECT period, measure, matrix FROM matrices WHERE digits = 3;
CREATE TEMP TABLE four AS SELECT period, measure, matrix FROM matrices WHERE digits = 4;
CREATE TEMP TABLE counts AS SELECT naics AS industry, state AS region, year AS period, establishments::float8 AS n FROM states WHERE length(naics) = 3;
\i test/oracle/noise.sql

-- Noise.
SELECT ok(abs(n.phi - o.phi) < 1e-10 AND abs(n.a2 - o.a2) < 1e-13 AND n.cells = o.cells AND n.groups = o.groups AND n.windows = 6, 'phi and a2 are those of plain SQL: ' || n.phi || ', ' || n.a2)
FROM cell_noise('three', 2010, 3, 'establishments') AS n, noise AS o;
SELECT diag(format('%s digits, windows of %s years until %s: phi %s, a %s, %s cells', d, h, y, round(phi::numeric, 3), round(sqrt(a2)::numeric, 4), cells))
FROM (VALUES (3, 'three'::regclass), (4, 'four')) AS p(d, panel), unnest(ARRAY[2, 3]) AS h, unnest(ARRAY[2005, 2010]) AS y, cell_noise(panel, y, h, 'establishments');
-- Surprises, by that noise.
CREATE TEMP TABLE surprise AS
SELECT s.* FROM three AS a, three AS b, noise AS n, growth_surprise(a.matrix, b.matrix, n.phi, n.a2) AS s WHERE a.period = 2006 AND b.period = 2009;
SELECT is_empty($$SELECT s.* FROM surprise AS s FULL JOIN (SELECT region, industry, (y - mu) / sqrt(phi * mu + a2 * mu ^ 2) AS z, mu FROM moves, noise WHERE period = 2006) AS m USING (region, industry)
    WHERE (s.surprise IS NULL) <> (m.z IS NULL) AND s.status <> 'nothing_before' OR abs(s.surprise - m.z) > 1e-9 * (1 + abs(m.z)) OR abs(s.expected - m.mu) > 1e-9 * m.mu
       OR abs(s.p - 2 * pg_temp.normal_below(-abs(m.z))) > 1e-12$$, 'surprises are those of plain SQL');
SELECT is_empty($$SELECT * FROM (SELECT p_adjusted, min(least(1, p * m / place)) OVER (ORDER BY p DESC) AS q FROM
    (SELECT p, p_adjusted, rank() OVER (ORDER BY p) + count(*) OVER (PARTITION BY p) - 1 AS place, count(*) OVER () AS m FROM surprise WHERE p IS NOT NULL) AS x) AS y WHERE abs(p_adjusted - q) > 1e-12$$,
    'and adjusted as Benjamini and Hochberg say');
SELECT ok(count(*) BETWEEN 20 AND 1000, 'some moved beyond chance: ' || count(*)) FROM surprise WHERE p_adjusted < 0.05;
-- The same where nobody says what noise is.
SELECT ok(bool_and(noise = 'estimated') AND min(phi) = max(phi) AND min(phi) BETWEEN 0.5 AND 1.5, 'noise is that of the two matrices') FROM three AS a, three AS b, growth_surprise(a.matrix, b.matrix) WHERE a.period = 2006 AND b.period = 2009;

-- Outlooks.
CREATE TEMP TABLE fit_three AS SELECT * FROM policy_outlook_fit('three', 2010, measure => 'establishments');
CREATE TEMP TABLE fit_four AS SELECT * FROM policy_outlook_fit('four', 2010, measure => 'establishments');
CREATE TEMP TABLE fit_two AS SELECT * FROM policy_outlook_fit('four', 2010, 2, measure => 'establishments');
CREATE TEMP VIEW fits AS
SELECT '3 digits, 3 years' AS fit, * FROM fit_three UNION ALL SELECT '4 digits, 3 years', * FROM fit_four UNION ALL SELECT '4 digits, 2 years', * FROM fit_two;
CREATE TEMP VIEW tests AS
SELECT fit, split_part(key, '.', 1) AS made_in, split_part(key, '.', 2) AS who, split_part(key, '.', 3) AS what, value FROM fits WHERE kind = 'test';
CREATE TEMP VIEW tested AS
SELECT fit, made_in, who, max(value) FILTER (WHERE what = 'events') AS events, max(value) FILTER (WHERE what = 'auc') AS auc, max(value) FILTER (WHERE what = 'auc_within_size') AS within,
       max(value) FILTER (WHERE what = 'brier_skill') AS skill, max(value) FILTER (WHERE what = 'slope') AS slope, max(value) FILTER (WHERE what = 'lift') AS lift,
       max(value) FILTER (WHERE what = 'brier_difference_lower') AS better_from, max(value) FILTER (WHERE what = 'difference_lower') AS area_from, max(value) FILTER (WHERE what = 'difference_upper') AS area_to
FROM tests GROUP BY 1, 2, 3;
SELECT diag(format('%s, %s, %-6s: %s events, area %s (within size %s), Brier skill %s, slope %s, lift %s; area over chance from %s to %s', fit, rpad(made_in, 4), who, events, round(auc::numeric, 3), round(within::numeric, 3),
    round(skill::numeric, 3), round(slope::numeric, 2), round(lift::numeric, 1), coalesce(round(area_from::numeric, 4)::text, '-'), coalesce(round(area_to::numeric, 4)::text, '-'))) FROM tested ORDER BY fit, made_in, who DESC;
SELECT diag(format('%s: %s; %s rows, %s events, lambda %s', fit, max(text) FILTER (WHERE key = 'status'), max(value) FILTER (WHERE key = 'rows'), max(value) FILTER (WHERE key = 'events'), max(value) FILTER (WHERE key = 'lambda')))
FROM fits WHERE kind = 'fit' GROUP BY fit ORDER BY 1;
SELECT diag(format('%s: %s %s (%s)', fit, split_part(key, '.', 1), round(value::numeric, 3), round((SELECT value FROM fits AS e WHERE e.fit = f.fit AND e.key = split_part(f.key, '.', 1) || '.se')::numeric, 3)))
FROM fits AS f WHERE kind = 'term' AND key LIKE '%.coefficient';
-- At 4 digits areas and slopes are at least those that others measured on the same data (.853 over five windows of two years, .9 to 1.1), and chance is beaten with bounds clear of 0; at 3 digits it is not.
SELECT is((SELECT text FROM fit_four WHERE key = 'status'), 'ok', 'at 4 digits there is an outlook');
SELECT is((SELECT text FROM fit_three WHERE key = 'status'), 'beats chance by nothing', 'at 3 digits there is none');
SELECT ok(bool_and(better_from > 0 AND area_from > 0 AND slope BETWEEN 0.9 AND 1.1), 'which beats chance, and is neither timid nor bold') FROM tested WHERE fit LIKE '4%' AND made_in = 'all' AND who = 'model';
SELECT ok(avg(auc) >= 0.853 AND count(*) = 5, 'its area over five windows of two years is ' || avg(auc)) FROM tested WHERE fit = '4 digits, 2 years' AND made_in <> 'all' AND who = 'model';
SELECT ok(bool_and(m.auc > c.auc AND m.skill > c.skill), 'in every window of three years it is better than chance') FROM tested AS m JOIN tested AS c USING (fit, made_in) WHERE fit = '4 digits, 3 years' AND m.who = 'model' AND c.who = 'chance';
SELECT ok((SELECT value FROM fit_four WHERE key = 'past_surprise.coefficient') > 0, 'what outgrew its branch falls back');

-- What is said of pairs.
CREATE TEMP TABLE told AS SELECT * FROM policy_outlook('four', 'fit_four', 2010);
SELECT ok(bool_and(CASE WHEN status = 'ok' THEN lower < probability AND probability < upper AND abs(ratio - probability / chance_alone) < 1e-12 ELSE probability IS NULL END) AND count(*) = (SELECT count(*) FROM states WHERE year = 2010 AND length(naics) = 4)
    AND count(*) FILTER (WHERE status = 'ok') > 10000, 'every cell has an outlook, or a reason') FROM told;
CREATE TEMP TABLE of_three AS SELECT * FROM policy_outlook('three', 'fit_three', 2010);
SELECT ok(bool_and(abs(t.chance_alone - c.p) < 1e-12) AND count(*) > 3000, 'chances of few plants are those of plain SQL') FROM of_three AS t JOIN chances AS c ON c.n = t.size WHERE status <> 'classification break';
SELECT ok(bool_and(abs(ln(probability / (1 - probability)) - (SELECT value FROM fit_three WHERE key = 'chance.intercept') - (SELECT value FROM fit_three WHERE key = 'chance.slope') * ln(chance_alone / (1 - chance_alone))) < 1e-6), 'where chance is not beaten the outlook is chance, recalibrated')
FROM of_three WHERE status = 'beats chance by nothing';
CREATE TEMP TABLE reasons AS SELECT * FROM policy_outlook_reasons('four', 'fit_four', 2010, (SELECT cluster_matrix_agg(state, naics, 1) FROM states WHERE year = 2010 AND state IN ('AL', 'WY') AND length(naics) = 4));
SELECT is_empty($$SELECT region, industry FROM reasons JOIN told USING (region, industry) WHERE status = 'ok' GROUP BY region, industry, probability
    HAVING abs(ln(probability / (1 - probability)) - sum(contribution) FILTER (WHERE place > 0) - (SELECT value FROM fit_four WHERE key = 'intercept.coefficient')) > 1e-9 OR count(*) <> 8$$, 'what each term adds is what there is');
SELECT is_empty($$SELECT * FROM (SELECT contribution, lag(contribution) OVER (PARTITION BY region, industry ORDER BY place) AS before, place FROM reasons) AS x WHERE place > 1 AND abs(contribution) > abs(before)$$, 'the most first');
-- Nothing is learnt from later years.
CREATE TEMP TABLE until AS SELECT * FROM four WHERE period <= 2006;
SELECT bag_eq($$SELECT * FROM policy_outlook_fit('four', 2006, measure => 'establishments')$$, $$SELECT * FROM policy_outlook_fit('until', 2006, measure => 'establishments')$$, 'later years change no bit of a fit');
CREATE TEMP TABLE shuffled AS SELECT year AS period, 'establishments'::text AS measure, cluster_matrix_from_cells(state, naics, establishments::bigint, establishments::float8, establishments::float8, NULL, NULL) AS matrix
FROM (SELECT * FROM states WHERE length(naics) = 4 ORDER BY md5(state || naics || year)) AS s GROUP BY year ORDER BY year DESC;
SELECT bag_eq($$SELECT * FROM policy_outlook_fit('four', 2006, measure => 'establishments')$$, $$SELECT * FROM policy_outlook_fit('shuffled', 2006, measure => 'establishments')$$, 'nor does the order of rows');

SELECT * FROM finish();
ROLLBACK;
