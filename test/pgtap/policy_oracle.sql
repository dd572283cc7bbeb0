-- Indicators and scores of policy risk of every pair of a made country, against
-- plain SQL over its firms, which never touches a matrix; and planted faults,
-- each of which its own pillar must show.
\ir lib/begin.sql
\i test/oracle/policy_country.sql

-- What firms add up to: one row for each amount that a firm (or an owner of firms) has of a measure.
CREATE TEMP TABLE amounts AS
SELECT world, year, measure, region, industry, x FROM firms, LATERAL (VALUES
    ('employment', jobs), ('capital', capital), ('value_added', value_added), ('output', output), ('capacity', capacity),
    ('capacity_output', CASE WHEN capacity IS NOT NULL THEN output END), ('capacity_employment', CASE WHEN capacity IS NOT NULL THEN jobs END),
    ('subsidy', subsidy), ('zombie_capital', CASE WHEN zombie THEN capital END), ('classified_capital', CASE WHEN classified THEN capital END),
    ('zombie_employment', CASE WHEN zombie THEN jobs END), ('classified_employment', CASE WHEN classified THEN jobs END),
    ('outside_employment', CASE WHEN outside THEN jobs END), ('export', export), ('emissions', emissions)) AS v(measure, x) WHERE x IS NOT NULL
UNION ALL SELECT world, year, 'group_employment', region, industry, sum(jobs) FROM firms GROUP BY world, year, region, industry, owner
UNION ALL SELECT a.world, 2020, 'exit_employment', a.region, a.industry, a.jobs FROM firms AS a LEFT JOIN firms AS b ON (b.world, b.firm, b.year) = (a.world, a.firm, 2020)
WHERE a.year = 2017 AND b.firm IS NULL;
CREATE TEMP TABLE panels AS
SELECT world, year AS period, measure, cluster_matrix_agg(region, industry, x) AS matrix FROM amounts GROUP BY 1, 2, 3
UNION ALL SELECT world, 2015, 'input_coefficients', cluster_matrix_from_cells(supplier, industry, NULL, coefficient, NULL, NULL, NULL)
FROM inputs, unnest(ARRAY['sound', 'faulty']) AS world GROUP BY world;
CREATE TEMP VIEW sound AS SELECT period, measure, matrix FROM panels WHERE world = 'sound';
CREATE TEMP VIEW faulty AS SELECT period, measure, matrix FROM panels WHERE world = 'faulty';
CREATE TEMP VIEW sound_policies AS SELECT * FROM policies WHERE world = 'sound';
CREATE TEMP VIEW faulty_policies AS SELECT * FROM policies WHERE world = 'faulty';
CREATE TEMP TABLE grid AS SELECT r.region, i.industry FROM (SELECT pg_temp.region(r) AS region FROM generate_series(1, 40) AS r) AS r, (SELECT pg_temp.industry(i) AS industry FROM generate_series(1, 60) AS i) AS i;
CREATE TEMP TABLE pairs AS SELECT cluster_matrix_agg(region, industry, 0) AS pairs FROM grid;

-- The oracle, of the faulty world in 2020 ------------------------------------------

CREATE TEMP TABLE cell AS
SELECT year, measure, region, industry, sum(x) AS x, count(*)::float8 AS n, sum(x * x) AS squares, max(x) AS largest FROM amounts WHERE world = 'faulty' GROUP BY 1, 2, 3, 4;
-- Every pair in every year, 0 where there is nothing.
CREATE TEMP TABLE wide AS
SELECT y.year, g.region AS r, g.industry AS i, left(g.industry, 2) AS class,
       coalesce(sum(x) FILTER (WHERE measure = 'employment'), 0) AS x, coalesce(sum(n) FILTER (WHERE measure = 'employment'), 0) AS n,
       coalesce(sum(squares) FILTER (WHERE measure = 'employment'), 0) AS squares,
       coalesce(sum(squares) FILTER (WHERE measure = 'group_employment'), 0) AS owned_squares, coalesce(sum(largest) FILTER (WHERE measure = 'group_employment'), 0) AS owned_largest,
       coalesce(sum(x) FILTER (WHERE measure = 'capital'), 0) AS capital, coalesce(sum(x) FILTER (WHERE measure = 'value_added'), 0) AS value_added,
       coalesce(sum(x) FILTER (WHERE measure = 'output'), 0) AS output, coalesce(sum(x) FILTER (WHERE measure = 'capacity'), 0) AS capacity,
       coalesce(sum(x) FILTER (WHERE measure = 'capacity_output'), 0) AS capacity_output, coalesce(sum(x) FILTER (WHERE measure = 'capacity_employment'), 0) AS capacity_employment,
       coalesce(sum(x) FILTER (WHERE measure = 'subsidy'), 0) AS subsidy, coalesce(sum(squares) FILTER (WHERE measure = 'subsidy'), 0) AS subsidy_squares,
       coalesce(sum(x) FILTER (WHERE measure = 'zombie_capital'), 0) AS zombies, coalesce(sum(x) FILTER (WHERE measure = 'classified_capital'), 0) AS classified,
       coalesce(sum(n) FILTER (WHERE measure = 'classified_capital'), 0) AS classified_firms, coalesce(sum(x) FILTER (WHERE measure = 'outside_employment'), 0) AS outside,
       coalesce(sum(x) FILTER (WHERE measure = 'export'), 0) AS export, coalesce(sum(x) FILTER (WHERE measure = 'emissions'), 0) AS emissions
FROM grid AS g CROSS JOIN generate_series(2011, 2020) AS y(year) LEFT JOIN cell AS c USING (year, region, industry) GROUP BY 1, 2, 3, 4;
CREATE INDEX ON wide (year, i);
-- This year, with the totals of its region, of its industry and of all.
CREATE TEMP TABLE t AS
SELECT w.*, sum(x) OVER r AS x_r, sum(x) OVER i AS x_i, sum(x) OVER () AS x_all, sum(n) OVER i AS n_i, sum(capital) OVER r AS capital_r, sum(capital) OVER i AS capital_i,
       sum(value_added) OVER i AS value_added_i, sum(output) OVER i AS output_i, sum(zombies) OVER i / sum(classified) OVER i AS zombie_rate, sum(emissions) OVER i AS emissions_i
FROM wide AS w WHERE year = 2020 WINDOW r AS (PARTITION BY r), i AS (PARTITION BY i);
CREATE TEMP TABLE lq AS SELECT r, i, (x + 5 * x_i / n_i) / (x_r * x_i / x_all + 5 * x_i / n_i) AS lq, x > 0 AND x * x_all >= x_r * x_i AS present FROM t;
CREATE TEMP TABLE phi AS
WITH m AS (SELECT r, i, count(*) OVER (PARTITION BY i) AS u FROM lq WHERE present)
SELECT a.i, b.i AS j, count(*)::float8 / greatest(min(a.u), min(b.u)) AS phi FROM m AS a JOIN m AS b ON b.r = a.r AND b.i <> a.i GROUP BY 1, 2;
CREATE TEMP TABLE density AS
WITH d AS (SELECT q.r, p.i, sum(phi) FILTER (WHERE q.present) AS near, sum(phi) AS total FROM phi AS p JOIN lq AS q ON q.i = p.j GROUP BY 1, 2),
     s AS (SELECT r, i, coalesce(near, 0) / total AS d FROM d)
SELECT r, i, (d - avg(d) OVER r) / nullif(stddev_pop(d) OVER r, 0) AS z FROM s WINDOW r AS (PARTITION BY r);

-- Plans: active policies of a pair together, and the target that asks for most growth.
CREATE TEMP TABLE active AS
SELECT region AS r, industry AS i, admin_level AS level, p.*, coalesce(measure, 'employment') AS of,
       amount / CASE WHEN start_year IS NULL THEN 1 ELSE greatest(1, coalesce(end_year, target_year, 2020) - start_year + 1) END AS yearly,
       (end_year IS NOT NULL AND end_year > 2020)::int + (target_value IS NOT NULL)::int + coalesce(is_competitive, false)::int + coalesce(has_review, false)::int AS safeguards
FROM policies AS p WHERE world = 'faulty' AND coalesce(start_year, 0) <= 2020 AND coalesce(end_year, 9999) >= 2020;
CREATE TEMP TABLE asked AS
SELECT DISTINCT ON (a.r, a.i) a.r, a.i, of, target_value AS target, target_year AS due, now, growth
FROM active AS a JOIN t USING (r, i), LATERAL (SELECT CASE of WHEN 'output' THEN t.output ELSE t.x END AS now) AS n,
LATERAL (SELECT CASE WHEN target_year <= 2020 THEN NULL WHEN now = 0 THEN 'Infinity' ELSE power(target_value / now, 1.0 / (target_year - 2020)) END AS growth) AS g
WHERE target_value IS NOT NULL ORDER BY a.r, a.i, growth DESC NULLS LAST, target_value DESC, target_year;
CREATE TEMP TABLE plan AS SELECT r, i, min(start_year) AS start, sum(yearly) AS yearly, 1 - sum(safeguards) / (4.0::float8 * count(*)) AS gap FROM active GROUP BY 1, 2;

CREATE TEMP TABLE expected (r text, i text, indicator text, z float8, proxy boolean DEFAULT false, nothing boolean DEFAULT false);
INSERT INTO expected SELECT r, i, 'lq', lq FROM lq;
INSERT INTO expected SELECT r, i, 'rel_density', z FROM density;
INSERT INTO expected SELECT r, i, 'factor_gap', ln(((capital_i - capital) / (x_i - x)) / ((capital_r - capital) / (x_r - x))) FROM t;
INSERT INTO expected SELECT r, i, 'mass', least(n / 10, x / 1000) FROM t;
INSERT INTO expected SELECT r, i, 'dominance', owned_squares / x ^ 2 FROM t WHERE n > 0;
INSERT INTO expected SELECT r, i, 'top1_share', owned_largest / x FROM t WHERE n > 0;
INSERT INTO expected SELECT r, i, 'footloose', outside / x FROM t WHERE n > 0;
INSERT INTO expected
SELECT g.region, g.industry, 'copycat', (SELECT count(DISTINCT r) FROM active AS a WHERE a.r <> g.region AND a.i = g.industry AND a.level = l.level)::float8 /
       (SELECT count(DISTINCT r) FROM active AS a WHERE a.r <> g.region AND a.level = l.level)
FROM grid AS g JOIN (SELECT DISTINCT region, admin_level AS level FROM policies) AS l USING (region);
INSERT INTO expected SELECT r, i, 'overcapacity', capacity_output / capacity FROM t WHERE capacity > 0 AND capacity_employment >= x / 2;
INSERT INTO expected
SELECT g.region, g.industry, 'sum_of_plans', p.target / (n.now * exp(g90 * h)) FROM grid AS g LEFT JOIN asked AS own ON (own.r, own.i) = (g.region, g.industry),
LATERAL (SELECT coalesce(own.of, 'employment') AS of) AS m,
LATERAL (SELECT sum(a.target) AS target, max(due) - 2020 AS h, count(*) AS planners, sum(a.now) AS held FROM asked AS a WHERE a.i = g.industry AND a.of = m.of AND due > 2020) AS p,
LATERAL (SELECT sum(CASE m.of WHEN 'output' THEN output ELSE x END) AS now FROM t WHERE t.i = g.industry) AS n,
LATERAL (SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY ln(b.s / a.s) / h) AS g90, count(*) AS windows
    FROM (SELECT year, sum(CASE m.of WHEN 'output' THEN output ELSE x END) AS s FROM wide WHERE wide.i = g.industry GROUP BY 1) AS a
    JOIN (SELECT year, sum(CASE m.of WHEN 'output' THEN output ELSE x END) AS s FROM wide WHERE wide.i = g.industry GROUP BY 1) AS b ON b.year = a.year + h) AS w
WHERE planners >= 3 AND held >= 0.3 * n.now AND windows >= 3;
INSERT INTO expected
SELECT r, i, 'subsidy', CASE WHEN value_added > 0 THEN subsidy / value_added ELSE subsidy / (output * value_added_i / output_i) END, value_added = 0 FROM t WHERE n > 0;
INSERT INTO expected SELECT r, i, 'zombie', CASE WHEN classified_firms >= 10 THEN zombies / classified
    ELSE (coalesce(classified_firms * zombies / nullif(classified, 0), 0) + 10 * zombie_rate) / (classified_firms + 10) END FROM t WHERE x > 0;
INSERT INTO expected SELECT q.r, n.industry, 'linkage', sum(coefficient * least(1, lq)) / sum(coefficient) FROM inputs AS n JOIN lq AS q ON q.i = n.supplier GROUP BY 1, 2;
-- How far sizes move although nothing changes: windows of three years, 24 groups by effective firms, a line through their squares.
CREATE TEMP TABLE sized AS SELECT year, r, i, x, squares, sum(x) OVER (PARTITION BY year, i) AS x_i, sum(x) OVER (PARTITION BY year, r) AS x_r, sum(x) OVER (PARTITION BY year) AS x_all FROM wide;
CREATE INDEX ON sized (r, i, year);
CREATE TEMP TABLE noise AS
WITH m AS (SELECT a.r, a.i, a.year, a.x ^ 2 / a.squares AS n, (b.x / (a.x * (b.x_i - b.x) / (a.x_i - a.x)) - 1) ^ 2 * a.x ^ 2 / a.squares AS v
           FROM sized AS a JOIN sized AS b ON (b.r, b.i, b.year) = (a.r, a.i, a.year + 3) WHERE a.x > 0 AND a.x_i > a.x AND b.x_i > b.x AND a.x ^ 2 / a.squares >= 3),
     ranked AS (SELECT *, row_number() OVER (ORDER BY n, r COLLATE "C", i COLLATE "C", year) - 1 AS rank, count(*) OVER () AS all_of_them FROM m),
     grouped AS (SELECT n, v, k, row_number() OVER (PARTITION BY k ORDER BY v) AS place, count(*) OVER (PARTITION BY k) AS members
                 FROM ranked JOIN generate_series(0, 23) AS k ON rank >= all_of_them * k / 24 AND rank < all_of_them * (k + 1) / 24),
     points AS (SELECT avg(n) AS x, avg(v) AS y, max(members) / avg(v) ^ 2 AS w FROM grouped WHERE place <= floor(0.98 * members) AND members >= 20 GROUP BY k),
     line AS (SELECT (sum(w) * sum(w * x * y) - sum(w * x) * sum(w * y)) / (sum(w) * sum(w * x * x) - sum(w * x) ^ 2) AS slope, sum(w * x) / sum(w) AS x, sum(w * y) / sum(w) AS y FROM points)
SELECT greatest(0.1, y - slope * x) AS phi, greatest(0, slope) AS a2, (SELECT count(*) FROM m) AS cells FROM line;
INSERT INTO expected (r, i, indicator, z, nothing)
SELECT t.r, t.i, 'raw_shift', CASE WHEN t.x > 0 THEN (ln(t.x / b.x) - ln((t.x_i - t.x) / (b.x_i - b.x))) / (2020 - b.year) END, t.x = 0
FROM t LEFT JOIN plan USING (r, i) JOIN (SELECT *, sum(x) OVER (PARTITION BY year, i) AS x_i FROM wide) AS b
ON (b.r, b.i) = (t.r, t.i) AND b.year = CASE WHEN start < 2020 THEN start ELSE 2017 END WHERE b.x > 0;
INSERT INTO expected (r, i, indicator, z, nothing)
SELECT e.r, e.i, 'local_shift', z * a2 / (a2 + phi / (b.x ^ 2 / b.squares)), nothing FROM noise, expected AS e LEFT JOIN plan USING (r, i)
JOIN wide AS b ON (b.r, b.i) = (e.r, e.i) AND b.year = CASE WHEN start < 2020 THEN start ELSE 2017 END WHERE indicator = 'raw_shift';
-- What grew around them since three years before.
INSERT INTO expected SELECT t.r, t.i, 'branch_outlook', ln((t.x_i - t.x) / (b.x_i - b.x)) / 3 FROM t JOIN sized AS b ON (b.r, b.i, b.year) = (t.r, t.i, 2017);
INSERT INTO expected
SELECT t.r, t.i, 'region_trend', (ln((t.x_r - t.x) / (b.x_r - b.x)) - ln((t.x_all - t.x_r - t.x_i + t.x) / (b.x_all - b.x_r - b.x_i + b.x))) / 3
FROM t JOIN sized AS b ON (b.r, b.i, b.year) = (t.r, t.i, 2017);
INSERT INTO expected
SELECT q.r, p.i, 'related_trend', sum(phi * b.x * (ln(t.x / b.x) - ln((t.x_i - t.x) / (b.x_i - b.x))) / 3) / sum(phi * b.x)
FROM phi AS p JOIN lq AS q ON q.i = p.j AND present JOIN t ON (t.r, t.i) = (q.r, q.i) JOIN sized AS b ON (b.r, b.i, b.year) = (t.r, t.i, 2017)
WHERE b.x > 0 AND t.x_i > t.x AND b.x_i > b.x GROUP BY 1, 2;
INSERT INTO expected
SELECT r, i, 'volatility', stddev_pop(change) FROM (
    SELECT r, i, ln(nullif(x, 0) / nullif(lag(x) OVER (PARTITION BY r, i ORDER BY year), 0)) - ln(x_i / lag(x_i) OVER (PARTITION BY r, i ORDER BY year)) AS change
    FROM (SELECT *, sum(x) OVER (PARTITION BY year, i) AS x_i FROM wide) AS w) AS d JOIN t USING (r, i) WHERE t.x > 0 GROUP BY 1, 2 HAVING count(change) >= 4;
-- Cells that were like the plan's, and those of them that did what it asks; from nothing: pairs that were empty while neither the region nor the industry was.
CREATE TEMP TABLE size AS
SELECT year, r, i, class, of, s, sum(s) OVER (PARTITION BY year, of, r) > 0 AND sum(s) OVER (PARTITION BY year, of, i) > 0 AS possible
FROM (SELECT year, r, i, class, of, CASE of WHEN 'output' THEN output ELSE x END AS s FROM wide, unnest(ARRAY['employment', 'output']) AS of) AS w;
CREATE INDEX ON size (of, r, i, year);
CREATE TEMP TABLE windows AS
SELECT h, a.of, a.class, a.r, a.i, a.s AS s, b.s AS later, a.possible FROM generate_series(1, 5) AS h, size AS a JOIN size AS b USING (of, r, i) WHERE b.year = a.year + h;
CREATE INDEX ON windows (h, of);
INSERT INTO expected
SELECT a.r, a.i, 'ambition', CASE WHEN c.alike >= 30 THEN c.alike_did / c.alike WHEN c.sized >= 30 AND now > 0 THEN c.sized_did / c.sized ELSE c.any_did / c.any_size END
FROM asked AS a, LATERAL (SELECT
    count(*) FILTER (WHERE alike AND same)::float8 AS alike, count(*) FILTER (WHERE alike AND same AND did) AS alike_did,
    count(*) FILTER (WHERE alike)::float8 AS sized, count(*) FILTER (WHERE alike AND did) AS sized_did,
    count(*)::float8 AS any_size, count(*) FILTER (WHERE did) AS any_did
    FROM (SELECT now = 0 OR w.s BETWEEN now / 2 AND now * 2 AS alike, w.class = left(a.i, 2) AS same,
                 CASE WHEN now = 0 THEN later >= target ELSE later * now >= target * w.s END AS did
          FROM windows AS w WHERE w.h = due - 2020 AND w.of = a.of AND CASE WHEN now = 0 THEN w.s = 0 AND possible ELSE w.s > 0 END) AS x) AS c
WHERE due > 2020 AND any_size >= 30;
INSERT INTO expected SELECT r, i, 'leverage', yearly / nullif(value_added, 0), false, value_added = 0 FROM plan JOIN t USING (r, i) WHERE yearly > 0 OR value_added > 0;
INSERT INTO expected SELECT r, i, 'design_gap', gap FROM plan;
INSERT INTO expected SELECT r, i, 'export_share', export / output FROM t WHERE output > 0;
INSERT INTO expected SELECT r, i, 'champion_bias', subsidy_squares / subsidy ^ 2 - owned_squares / x ^ 2 FROM t WHERE subsidy > 0;
INSERT INTO expected
SELECT a.r, a.i, 'follower_rank', avg((b.start < a.start)::int) FROM (SELECT region AS r, industry AS i, min(start_year) AS start FROM policies WHERE world = 'faulty' GROUP BY 1, 2) AS a
JOIN (SELECT region AS r, industry AS i, min(start_year) AS start FROM policies WHERE world = 'faulty' GROUP BY 1, 2) AS b ON b.i = a.i AND b.r <> a.r WHERE a.start IS NOT NULL AND b.start IS NOT NULL GROUP BY 1, 2;
INSERT INTO expected SELECT r, i, 'env_gap', ln((emissions / value_added) / ((emissions_i - emissions) / (value_added_i - value_added))) FROM t WHERE value_added > 0 AND emissions > 0;

-- Risks by the cuts of the literature, and scores, from the definition.
CREATE TEMP TABLE cut (indicator text, pillar int, w float8, a float8, b float8);
INSERT INTO cut VALUES ('lq', 1, 1, 1, 0.5), ('rel_density', 1, 1, 0, -1), ('factor_gap', 1, 1, ln(1.5), ln(3)), ('mass', 2, 1, 1, 0.4), ('dominance', 2, 1, 0.18, 0.4),
    ('footloose', 2, 0.5, 0.4, 0.6), ('copycat', 3, 1, 0.35, 0.65), ('overcapacity', 3, 1, 0.76, 0.7), ('sum_of_plans', 3, 1, 1, 1.3), ('subsidy', 4, 1, 0.02, 0.05), ('zombie', 4, 1, 0.05, 0.15),
    ('linkage', 4, 1, 0.5, 0.3), ('local_shift', 5, 1, -0.01, -0.04), ('volatility', 5, 1, 0.1, 0.2),
    ('branch_outlook', 5, 1, -0.01, -0.04), ('region_trend', 5, 1, -0.005, -0.02), ('related_trend', 5, 1, -0.01, -0.03), ('ambition', 6, 1, 0.25, 0.1), ('leverage', 6, 1, 0.1, 0.3), ('design_gap', 6, 1, 0.25, 0.5);
-- Of no firms these mean nothing.
CREATE TEMP TABLE inapplicable AS
SELECT t.r, t.i, indicator FROM t, unnest(ARRAY['dominance', 'footloose', 'overcapacity', 'subsidy', 'zombie', 'volatility', 'export_share', 'champion_bias', 'env_gap', 'top1_share']) AS indicator WHERE x = 0
UNION ALL
SELECT t.r, t.i, indicator FROM t LEFT JOIN plan USING (r, i) JOIN wide AS b ON (b.r, b.i) = (t.r, t.i) AND b.year = CASE WHEN start < 2020 THEN start ELSE 2017 END,
    unnest(ARRAY['local_shift', 'raw_shift']) AS indicator WHERE t.x = 0 AND b.x = 0;
CREATE TEMP TABLE risks AS
SELECT g.region AS r, g.industry AS i, c.*, (g.region, g.industry, c.indicator) NOT IN (SELECT * FROM inapplicable) AS applies,
       CASE WHEN nothing OR c.indicator = 'mass' AND (g.region, g.industry) IN (SELECT r, i FROM t WHERE x = 0) THEN 1 WHEN z IS NOT NULL THEN least(1, greatest(0, (1 + (z - a) / (b - a)) / 3)) END AS u
FROM grid AS g CROSS JOIN cut AS c LEFT JOIN expected AS e ON (e.r, e.i, e.indicator) = (g.region, g.industry, c.indicator);
CREATE TEMP TABLE scores AS
WITH p AS (SELECT r, i, pillar, sum(w * u) / sum(w) FILTER (WHERE u IS NOT NULL) AS u, coalesce(sum(w) FILTER (WHERE u IS NOT NULL), 0) / sum(w) AS known,
                  sum(w * coalesce(u, 0)) / sum(w) AS low, sum(w * coalesce(u, 1)) / sum(w) AS high FROM risks WHERE applies GROUP BY 1, 2, 3)
SELECT r, i, 100 * sqrt(sum(known * u * u) / sum(known)) AS score, avg(known) AS coverage, 100 * sqrt(avg(low * low)) AS low, 100 * sqrt(avg(high * high)) AS high,
       count(*) FILTER (WHERE u >= 2.0 / 3 - 1e-12 AND known >= 0.5 - 1e-12) AS flags, count(u) AS pillars, bool_or(pillar = 1 AND u IS NOT NULL) AS fit FROM p GROUP BY 1, 2;

CREATE TEMP TABLE found AS SELECT o.* FROM pairs, policy_risk_indicators('faulty', 'faulty_policies', 2020, pairs) AS o;
CREATE TEMP TABLE scored AS SELECT o.* FROM pairs, policy_risk_scores('faulty', 'faulty_policies', 2020, pairs) AS o;

SELECT plan(93);
SELECT is((SELECT count(*) FROM found), 2400 * 26::bigint, 'every indicator of every pair');
SELECT cmp_ok((SELECT count(*) FROM expected WHERE indicator = i.indicator AND z IS NOT NULL), '>', 20::bigint, 'many a pair has ' || i.indicator) FROM (SELECT indicator FROM policy_risk_indicator_cards() ORDER BY ordinal) AS i;
SELECT is_empty(format($$
    SELECT region, industry, value, z, status FROM found AS f LEFT JOIN expected AS e ON (e.r, e.i, e.indicator) = (f.region, f.industry, f.indicator)
    WHERE f.indicator = %L AND ((value IS NULL) <> (z IS NULL) OR abs(value - z) > 1e-10 * greatest(1, abs(z)) OR (status = 'proxy') <> coalesce(proxy, false)
        OR (status = 'zero_base') <> coalesce(nothing, false))$$, i.indicator), i.indicator || ' of every pair')
FROM (SELECT indicator FROM policy_risk_indicator_cards() ORDER BY ordinal) AS i;
SELECT set_eq($$SELECT region, industry, indicator FROM found WHERE status = 'not_applicable'$$, 'SELECT * FROM inapplicable', 'what does not apply to which pair');
SELECT cmp_ok((SELECT cells FROM noise), '>', 200::bigint, 'there are cells enough to tell the noise');
SELECT is_empty($$
    SELECT * FROM found AS f JOIN risks AS e ON (e.r, e.i, e.indicator) = (f.region, f.industry, f.indicator) WHERE (risk IS NULL) <> (u IS NULL) OR abs(risk - u) > 1e-9$$, 'risk of every pair');
SELECT is_empty($$
    SELECT * FROM scored AS s JOIN scores AS e ON (e.r, e.i) = (s.region, s.industry)
    WHERE (s.score IS NULL) <> (e.coverage < 0.4 - 1e-12 OR pillars < 3 OR NOT fit) OR abs(s.score - e.score) > 1e-8 OR abs(s.coverage - e.coverage) > 1e-12
       OR abs(score_if_best - least(low, s.score)) > 1e-8 OR abs(score_if_worst - greatest(high, s.score)) > 1e-8 OR s.flags <> e.flags
       OR s.band <> CASE WHEN e.coverage < 0.4 - 1e-12 OR pillars < 3 OR NOT fit THEN 'insufficient_data' WHEN e.score >= 200.0 / 3 - 1e-10 THEN 'high' WHEN e.score >= 100.0 / 3 - 1e-10 THEN 'elevated' ELSE 'low' END$$,
    'score, coverage, bounds, flags and band of every pair');
SELECT is_empty($$
    SELECT region, industry FROM found JOIN scored USING (region, industry) WHERE score IS NOT NULL GROUP BY 1, 2, score HAVING abs(sum(contribution) - score) > 1e-11$$, 'contributions add up to the score');

-- Planted faults ---------------------------------------------------------------------

CREATE TEMP TABLE planted AS SELECT cluster_matrix_agg(region, industry, 0) AS pairs FROM faults;
CREATE TEMP TABLE pillar AS
SELECT world, region, industry, c.pillar, sum(weight * risk) / sum(weight) FILTER (WHERE risk IS NOT NULL) AS u FROM planted, LATERAL (
    SELECT 'sound' AS world, o.* FROM policy_risk_indicators('sound', 'sound_policies', 2020, pairs) AS o
    UNION ALL SELECT 'faulty', o.* FROM policy_risk_indicators('faulty', 'faulty_policies', 2020, pairs) AS o) AS o
JOIN policy_risk_cuts AS c USING (indicator) WHERE c.model = 'standard' AND c.pillar IS NOT NULL GROUP BY 1, 2, 3, 4;
-- A cell of 30 firms that fades alone is partly noise, and what is around it does not fade.
SELECT cmp_ok((SELECT u FROM pillar JOIN faults USING (region, industry, pillar) WHERE world = 'faulty' AND fault = f.fault), '>=', CASE pillar WHEN 'dynamics' THEN 1.0::float8 / 4 ELSE 2.0::float8 / 3 END, f.fault || ' is at risk of ' || pillar)
FROM faults AS f WHERE pillar IS NOT NULL ORDER BY fault;
SELECT cmp_ok((SELECT u FROM pillar JOIN faults USING (region, industry, pillar) WHERE world = 'sound' AND fault = f.fault), '<', CASE pillar WHEN 'dynamics' THEN 0.2::float8 ELSE 0.5::float8 END, f.fault || ' was not, without the fault')
FROM faults AS f WHERE pillar IS NOT NULL ORDER BY fault;
SELECT is((SELECT array_agg(DISTINCT band) FROM planted, LATERAL (SELECT * FROM policy_risk_scores('sound', 'sound_policies', 2020, pairs) UNION ALL SELECT * FROM policy_risk_scores('faulty', 'faulty_policies', 2020, pairs)) AS s
    JOIN faults USING (region, industry) WHERE fault = 'none'), ARRAY['low'], 'the sound cluster is low, whatever happens elsewhere');
SELECT is_empty($$SELECT * FROM planted, policy_risk_scores('faulty', 'faulty_policies', 2020, pairs) AS s JOIN faults USING (region, industry), policy_risk_scores('sound', 'sound_policies', 2020, pairs) AS t
    WHERE (t.region, t.industry) = (s.region, s.industry) AND NOT s.score > t.score + 5 AND fault <> 'none'$$, 'every fault is worth five points and more');

-- What must not matter ----------------------------------------------------------------

-- Results as text: equal to the bit.
CREATE TEMP TABLE whole AS SELECT md5(string_agg(f::text, E'\n' ORDER BY region, industry, indicator)) AS sum FROM found AS f;
CREATE TEMP VIEW parts AS SELECT * FROM (
    SELECT year AS period, measure, cluster_matrix_agg(region, industry, x) AS matrix FROM (SELECT *, (random() * 4)::int AS part FROM amounts WHERE world = 'faulty') AS a GROUP BY 1, 2, part
    UNION ALL SELECT period, measure, matrix FROM faulty WHERE measure = 'input_coefficients') AS p ORDER BY random();
CREATE TEMP VIEW shuffled_policies AS SELECT * FROM faulty_policies ORDER BY random();
SELECT is((SELECT md5(string_agg(f::text, E'\n' ORDER BY region, industry, indicator)) FROM pairs, policy_risk_indicators('parts', 'shuffled_policies', 2020, pairs) AS f), sum,
    'a panel in parts, in any order, and policies in any order') FROM whole;
SELECT set_config(name, 'on', true) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \gset ignored_
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT is((SELECT md5(string_agg(f::text, E'\n' ORDER BY region, industry, indicator)) FROM pairs, policy_risk_indicators('faulty', 'faulty_policies', 2020, pairs) AS f), sum, 'parallel plans') FROM whole;
SELECT set_config(name, 'off', true) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \gset ignored_
-- A year to come, a measure that nobody knows, an earlier year of what has no history.
CREATE TEMP VIEW more AS SELECT * FROM faulty UNION ALL SELECT period + 17, measure, matrix FROM faulty UNION ALL SELECT period, 'gossip', matrix FROM faulty
UNION ALL SELECT NULL, measure, matrix FROM faulty UNION ALL SELECT period, NULL, matrix FROM faulty UNION ALL SELECT period, measure, NULL FROM faulty;
SELECT is((SELECT md5(string_agg(f::text, E'\n' ORDER BY region, industry, indicator)) FROM pairs, policy_risk_indicators('more', 'faulty_policies', 2020, pairs) AS f), sum,
    'later years, unknown measures and rows of NULL') FROM whole;
-- Only pairs with a plan are asked about: the same rows of them.
SELECT is_empty($$
    SELECT * FROM policy_risk_indicators('faulty', 'faulty_policies', 2020) AS o FULL JOIN (SELECT f.* FROM found AS f JOIN plan ON (plan.r, plan.i) = (f.region, f.industry)) AS f USING (region, industry, indicator)
    WHERE o IS DISTINCT FROM f$$, 'without pairs, those that have a plan');

-- Seven times the workers, and targets: all but critical mass stays; what is reported of group shares, too.
CREATE TEMP VIEW sevenfold AS
SELECT year AS period, measure, cluster_matrix_agg(region, industry, CASE WHEN measure LIKE '%employment' THEN 7 * x ELSE x END) AS matrix FROM amounts WHERE world = 'faulty' GROUP BY 1, 2
UNION ALL SELECT period, measure, matrix FROM faulty WHERE measure = 'input_coefficients';
CREATE TEMP VIEW sevenfold_policies AS
SELECT region, industry, admin_level, start_year, end_year, amount, measure, CASE WHEN measure IS NULL THEN 7 ELSE 1 END * target_value AS target_value, target_year, is_competitive, has_review FROM faulty_policies;
SELECT is_empty($$
    SELECT o.* FROM pairs, policy_risk_indicators('sevenfold', 'sevenfold_policies', 2020, pairs) AS o JOIN found AS f USING (region, industry, indicator)
    WHERE indicator <> 'mass' AND (o.status <> f.status OR (o.value IS NULL) <> (f.value IS NULL) OR abs(o.value - f.value) > 1e-9 * greatest(1, abs(f.value)))$$, 'seven times the workers change critical mass alone');
SELECT policy_risk_copy_model('standard', 'sevenfold');
UPDATE policy_risk_models SET mass_size = 7 * mass_size WHERE model = 'sevenfold';
SELECT is_empty($$
    SELECT o.* FROM pairs, policy_risk_scores('sevenfold', 'sevenfold_policies', 2020, pairs, 'sevenfold') AS o JOIN scored AS f USING (region, industry)
    WHERE o.band <> f.band OR (o.score IS NULL) <> (f.score IS NULL) OR abs(o.score - f.score) > 1e-9$$, 'and nothing where seven times the mass is asked for');

-- What is missing ---------------------------------------------------------------------

-- Without a measure its indicators are missing, or proxies; the others are the same to the bit, and so are coverage's sums.
CREATE TEMP TABLE needs (measures text[], indicators text[]);
INSERT INTO needs VALUES ('{capital}', '{factor_gap}'), ('{value_added}', '{subsidy,leverage,env_gap}'), ('{subsidy}', '{subsidy,champion_bias}'),
    ('{capacity,capacity_output,capacity_employment}', '{overcapacity}'), ('{zombie_capital,classified_capital}', '{zombie}'), ('{outside_employment}', '{footloose}'),
    ('{group_employment}', '{dominance,top1_share,champion_bias}'), ('{input_coefficients}', '{linkage}'), ('{export}', '{export_share}'), ('{emissions}', '{env_gap}');
CREATE TEMP TABLE without AS SELECT ''::text AS measure;
CREATE TEMP VIEW less AS SELECT * FROM faulty WHERE measure NOT IN (SELECT measure FROM without);
CREATE FUNCTION pg_temp.leave_out(text[]) RETURNS void LANGUAGE sql AS $$ DELETE FROM without; INSERT INTO without SELECT unnest($1) $$;
CREATE FUNCTION pg_temp.changed(text[]) RETURNS text[] LANGUAGE sql AS $$
    SELECT array_agg(DISTINCT indicator ORDER BY indicator) FROM pairs, policy_risk_indicators('less', 'faulty_policies', 2020, pairs) AS o JOIN found AS f USING (region, industry, indicator)
    WHERE (o.value, o.risk, o.status) IS DISTINCT FROM (f.value, f.risk, f.status) $$;
CREATE TEMP TABLE outcome (measures text[], expected text[], changed text[], raised bigint, lowered bigint, out_of_bounds bigint);
DO $$
DECLARE
    n record;
BEGIN
    FOR n IN SELECT * FROM needs LOOP
        PERFORM pg_temp.leave_out(n.measures);
        INSERT INTO outcome SELECT n.measures, (SELECT array_agg(i ORDER BY i) FROM unnest(n.indicators) AS i), pg_temp.changed(n.measures),
            count(*) FILTER (WHERE o.coverage > s.coverage + 1e-12), count(*) FILTER (WHERE o.coverage < s.coverage - 1e-12),
            count(*) FILTER (WHERE NOT o.has_proxy AND (s.score < o.score_if_best - 1e-9 OR s.score > o.score_if_worst + 1e-9))
        FROM pairs, LATERAL policy_risk_scores('less', 'faulty_policies', 2020, pairs) AS o JOIN scored AS s USING (region, industry);
    END LOOP;
END $$;
SELECT is(changed, expected, 'without ' || array_to_string(measures, ', ') || ' only these indicators change') FROM outcome ORDER BY measures;
-- Substitutes (output against its peak, employment of zombies, of firms that are gone) may be known of more pairs.
SELECT is_empty($$SELECT * FROM outcome WHERE raised > 0 AND NOT measures && '{capacity,zombie_capital,outside_employment}'$$, 'coverage is never more');
SELECT is_empty($$SELECT * FROM outcome WHERE lowered = 0 AND measures && '{capital,value_added,subsidy,input_coefficients}'$$, 'and less where nothing stands in');
-- Plants that stand in for owners are no substitute that is told apart.
SELECT is_empty($$SELECT * FROM outcome WHERE out_of_bounds > 0 AND measures <> '{group_employment}'$$, 'the score of all data lies within the bounds of less data');
-- With nothing but employment, and no policy, what that can tell.
SELECT pg_temp.leave_out(ARRAY(SELECT DISTINCT measure FROM amounts WHERE measure <> 'employment') || 'input_coefficients'::text);
SELECT set_eq($$SELECT DISTINCT indicator FROM pairs, policy_risk_indicators('less', NULL, 2020, pairs) WHERE value IS NOT NULL$$,
    ARRAY['lq', 'rel_density', 'mass', 'dominance', 'local_shift', 'raw_shift', 'volatility', 'branch_outlook', 'region_trend', 'related_trend', 'top1_share'], 'employment alone tells these');
SELECT is_empty($$
    SELECT o.* FROM pairs, policy_risk_indicators('less', NULL, 2020, pairs) AS o JOIN found AS f USING (region, industry, indicator)
    WHERE indicator IN ('lq', 'rel_density', 'mass', 'volatility', 'branch_outlook', 'region_trend', 'related_trend') AND (o.value, o.risk, o.status) IS DISTINCT FROM (f.value, f.risk, f.status)$$, 'and tells them as before');
SELECT * FROM finish();
ROLLBACK;
