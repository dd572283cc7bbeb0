-- Portfolios, provinces and lists that are alike against plain SQL, on a random world of 16 cities in 4 provinces.
\ir lib/begin.sql

-- A number in [0, 1) of some words, the same on every machine.
CREATE FUNCTION pg_temp.chance(VARIADIC words text[]) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
    SELECT ('x' || substr(md5(array_to_string(words, ' ')), 1, 8))::bit(32)::bigint::float8 / 4294967296 $$;
CREATE TEMP TABLE firm AS
SELECT year, r, i, ceil(200 * pg_temp.chance('size', r, i, f::text) * exp(0.3 * pg_temp.chance('growth', r, i, year::text) + 0.2 * pg_temp.chance('nation', i, year::text))) AS jobs
FROM (SELECT chr(65 + n / 4) || n % 4 AS r FROM generate_series(0, 15) AS n) AS region, (SELECT 'i' || 10 + n AS i FROM generate_series(0, 19) AS n) AS industry,
     generate_series(2014, 2020) AS year, generate_series(1, 9) AS f
WHERE f <= 10 * pg_temp.chance('firms', r, i) ^ 2 AND NOT (r = 'D3' AND year = 2020) AND (i <> 'i28' OR year > 2015);
CREATE TEMP TABLE panel AS
SELECT year AS period, 'employment' AS measure, cluster_matrix_agg(r, i, jobs) AS matrix FROM firm GROUP BY year
UNION ALL
SELECT 2020, 'fiscal_revenue', cluster_matrix_agg('A' || n, 'taxes', 1000 * (n + 1)) FROM generate_series(0, 2) AS n;
-- Cities list up to eight industries, provinces three; one city states no amount for one of its targets, one states zeros; i99 has no firm anywhere.
CREATE TEMP TABLE policies AS
SELECT r AS region, i AS industry, CASE WHEN r = 'B1' THEN 0 WHEN r = 'C0' AND i < 'i15' THEN NULL ELSE ceil(100 * pg_temp.chance('amount', r, i)) END AS amount, 2019 AS start_year,
       CASE WHEN pg_temp.chance('target', r, i) < 0.5 THEN ceil(3000 * pg_temp.chance('asked', r, i)) END AS target_value, 2021 + (10 * pg_temp.chance('due', r, i))::int % 2 AS target_year
FROM (SELECT DISTINCT r FROM firm) AS a, (SELECT DISTINCT i FROM firm) AS b WHERE pg_temp.chance('lists', r, i) < pg_temp.chance('long', r) * 0.5
UNION ALL SELECT 'A0', 'i99', 50, 2019, NULL, NULL
UNION ALL SELECT 'province ' || p, i, 10, 2019, NULL, NULL FROM unnest('{A,B,C}'::text[]) AS p, (SELECT DISTINCT i FROM firm) AS b WHERE pg_temp.chance('province', p, i) < 0.2;
CREATE TEMP TABLE tree AS SELECT DISTINCT r AS region, 'province ' || left(r, 1) AS parent FROM firm;
SELECT policy_risk_copy_model('standard', 'own') \gset
UPDATE policy_risk_models SET minimum_coverage = 0.2, minimum_pillars = 1, high_score = 50 WHERE model = 'own';
UPDATE policy_risk_portfolio_cuts SET weight = 0.05 WHERE model = 'own' AND part = 'fiscal';
CREATE TEMP TABLE portfolio AS SELECT * FROM policy_portfolio_risk('panel', 'policies', 2020, model => 'own', region_tree => 'tree');
CREATE TEMP TABLE score AS SELECT * FROM policy_risk_scores('panel', 'policies', 2020, model => 'own', region_tree => 'tree');

-- Every region with a list, every industry with firms or on a list.
CREATE TEMP TABLE universe AS SELECT DISTINCT i FROM firm WHERE year = 2020 UNION SELECT industry FROM policies;
CREATE TEMP TABLE indicator AS
SELECT region, industry, max(value) FILTER (WHERE indicator = 'lq') AS lq, max(value) FILTER (WHERE indicator = 'rel_density') AS density
FROM (SELECT cluster_matrix_agg(region, i, 1) AS pairs FROM (SELECT region FROM policies UNION SELECT r FROM firm) AS p, universe) AS p,
     policy_risk_indicators('panel', 'policies', 2020, pairs, model => 'own', region_tree => 'tree') GROUP BY 1, 2;
CREATE TEMP TABLE present AS SELECT r, i FROM (SELECT DISTINCT r, i FROM firm WHERE year = 2020) AS f JOIN indicator ON region = r AND industry = i WHERE lq >= 1;
CREATE TEMP TABLE phi AS
SELECT a.i AS a, b.i AS b, coalesce((SELECT count(*) FROM present AS x JOIN present AS y USING (r) WHERE x.i = a.i AND y.i = b.i)::float8
       / nullif(greatest((SELECT count(*) FROM present WHERE i = a.i), (SELECT count(*) FROM present WHERE i = b.i)), 0), 0) AS phi
FROM universe AS a, universe AS b WHERE a.i <> b.i;

SELECT plan(19);
SELECT results_eq('SELECT region FROM portfolio ORDER BY 1', 'SELECT DISTINCT region FROM policies ORDER BY 1', 'one row for each region with a list');
SELECT cmp_ok((SELECT count(*) FROM policies), '>', 50::bigint, 'dozens of targets');
SELECT cmp_ok((SELECT count(*) FROM score WHERE band = 'high'), '>', 3::bigint, 'some of them in band high');

-- Mean risk, tail, worst.
CREATE TEMP VIEW weight AS
SELECT s.*, amount, CASE WHEN bool_and(amount IS NOT NULL) OVER w AND sum(amount) OVER w > 0 THEN amount ELSE 1 END AS weight,
       CASE WHEN bool_and(amount IS NOT NULL) OVER w AND sum(amount) OVER w > 0 THEN 'amount' ELSE 'equal' END AS weighted_by
FROM score AS s JOIN policies AS p USING (region, industry) WINDOW w AS (PARTITION BY region);
-- A policy of 2019 with a target year pays until then.
CREATE TEMP VIEW yearly AS SELECT region, industry, amount / (coalesce(target_year, 2020) - 2019 + 1) AS a FROM policies;
CREATE TEMP VIEW share AS
SELECT w.*, y.a, CASE WHEN weighted_by = 'amount' THEN y.a ELSE 1 END AS share FROM weight AS w JOIN yearly AS y USING (region, industry);
SELECT is_empty($$
    SELECT * FROM portfolio AS p JOIN (SELECT region, count(*) AS n, count(score) AS known, min(weighted_by) AS by, sum(a) AS a, max(score) AS worst,
        sum(share * score) / sum(share) FILTER (WHERE score IS NOT NULL) AS mean, sum(share * (band = 'high')::int) FILTER (WHERE score IS NOT NULL) / sum(share) FILTER (WHERE score IS NOT NULL) AS tail
        FROM share GROUP BY 1) AS e USING (region)
    WHERE (p.targets, p.scored, p.weighted_by, p.worst) IS DISTINCT FROM (n, known, by, e.worst) OR abs(p.mean_risk - mean) > 1e-9 OR abs(p.tail - e.tail) > 1e-12
       OR (p.mean_risk IS NULL) <> (mean IS NULL) OR (p.amount IS NULL) <> (a IS NULL) OR abs(p.amount - a) > 1e-9$$, 'mean risk, tail, worst, amounts');
SELECT is((SELECT string_agg(DISTINCT weighted_by, ' ') FROM portfolio), 'amount equal', 'lists of both kinds of weights');

-- Breadth and founded, with the hypergeometric count.
CREATE TEMP VIEW founded AS
SELECT region, sum((lq >= 1)::int) AS present, sum(hit) AS k, count(*)::float8 AS n, sum(hit) FILTER (WHERE listed) AS hits, count(*) FILTER (WHERE listed)::float8 AS targets
FROM (SELECT i.*, (coalesce(lq >= 1, false) OR coalesce(density >= 0, false))::int AS hit, p.region IS NOT NULL AS listed FROM indicator AS i LEFT JOIN policies AS p USING (region, industry)) AS x GROUP BY 1;
SELECT is_empty($$
    SELECT * FROM portfolio AS p JOIN founded AS f USING (region)
    WHERE EXISTS (SELECT FROM firm WHERE year = 2020 AND r = region)
      AND (abs(breadth - f.targets / greatest(present, 1)) > 1e-12 OR breadth IS NULL OR abs(founded - hits / f.targets) > 1e-12 OR founded IS NULL OR abs(founded_expected - k / n) > 1e-12
           OR abs(founded_z - (hits - f.targets * k / n) / sqrt(f.targets * k / n * (1 - k / n) * (n - f.targets) / (n - 1))) > 1e-9)$$, 'breadth, founded, and chance');
SELECT is((SELECT count(*) FROM portfolio WHERE breadth IS NULL AND founded IS NULL), (SELECT count(DISTINCT region) FROM policies WHERE region NOT IN (SELECT r FROM firm WHERE year = 2020)),
    'none for regions without firms');

-- Coherence: pairs of targets against all pairs.
SELECT is_empty($$
    SELECT * FROM portfolio AS p LEFT JOIN (SELECT x.region, avg(phi) AS coherence FROM policies AS x JOIN policies AS y USING (region) JOIN phi ON a = x.industry AND b = y.industry GROUP BY 1) AS e USING (region)
    WHERE (p.coherence IS NULL) <> (e.coherence IS NULL) OR abs(p.coherence - e.coherence) > 1e-12 OR abs(coherence_expected - (SELECT avg(phi) FROM phi)) > 1e-12$$, 'coherence and its mean over all pairs');
-- The deviation over lists of two is that of the pairs.
SELECT is_empty($$
    SELECT * FROM portfolio WHERE targets = 2 AND abs(coherence_z - (coherence - (SELECT avg(phi) FROM phi)) / (SELECT stddev_pop(phi) FROM phi)) > 1e-9$$, 'its deviation for lists of two');

-- Common shock: the covariances of national growth, years without firms of an industry left out with it.
CREATE TEMP VIEW growth AS
SELECT * FROM (SELECT i, year, ln(sum(jobs) / lag(sum(jobs)) OVER (PARTITION BY i ORDER BY year)) AS g, count(*) OVER (PARTITION BY i) AS years FROM firm GROUP BY 1, 2) AS g WHERE g IS NOT NULL AND years = 7;
CREATE TEMP TABLE covariance AS SELECT x.i AS a, y.i AS b, covar_pop(x.g, y.g) AS s FROM growth AS x JOIN growth AS y USING (year) GROUP BY 1, 2;
SELECT is_empty($$
    SELECT * FROM portfolio AS p LEFT JOIN (SELECT x.region, sqrt(sum(x.share * y.share * s)) / sum(x.share * sqrt(s)) FILTER (WHERE c.a = c.b) AS shock
        FROM share AS x JOIN share AS y USING (region) JOIN covariance AS c ON c.a = x.industry AND c.b = y.industry GROUP BY 1) AS e USING (region)
    WHERE (common_shock IS NULL) <> (shock IS NULL) OR abs(common_shock - shock) > 1e-9$$, 'common shock');
SELECT is_empty($$
    SELECT * FROM portfolio WHERE (fiscal IS NOT NULL) <> (region IN ('A0', 'A1', 'A2')) OR abs(fiscal - amount / (1000 * (ascii(right(region, 1)) - 47))) > 1e-12$$, 'amounts over revenue');

-- The score.
SELECT is_empty($$
    SELECT * FROM portfolio AS p, LATERAL (SELECT least(1, greatest(0, 1.0 / 3 + (breadth - 1) / 3)) AS b, least(1, greatest(0, 1.0 / 3 + (founded - 0.5) / (3 * -0.25))) AS f,
        least(1, greatest(0, 1.0 / 3 + (isomorphism - 0.3) / (3 * 0.2))) AS i, least(1, greatest(0, 1.0 / 3 + (fiscal - 0.02) / (3 * 0.03))) AS c) AS u,
        LATERAL (SELECT (0.1 * coalesce(b, 0) + 0.1 * coalesce(f, 0) + 0.1 * coalesce(i, 0) + 0.05 * coalesce(c, 0)) /
                        nullif(0.1 * num_nonnulls(breadth, founded, isomorphism) + 0.05 * num_nonnulls(fiscal), 0) AS shape) AS s
    WHERE (portfolio_score IS NULL) <> (mean_risk IS NULL) OR abs(portfolio_score - (0.5 * mean_risk + 20 * tail + 35 * shape) / 1.05) > 1e-9$$, 'the score of its parts');

-- Lists that are alike, of cities among cities and provinces among provinces.
CREATE TEMP VIEW list AS SELECT region, array_agg(industry) AS targets, left(region, 8) = 'province' AS province FROM policies GROUP BY 1;
CREATE TEMP TABLE alike AS
SELECT a.region AS region_a, b.region AS region_b, cardinality(a.targets) AS n, cardinality(b.targets) AS m,
       (SELECT count(*) FROM (SELECT unnest(a.targets) INTERSECT SELECT unnest(b.targets)) AS x) AS shared, (SELECT count(*) FROM (SELECT unnest(a.targets) UNION SELECT unnest(b.targets)) AS x) AS either
FROM list AS a JOIN list AS b ON a.province = b.province AND a.region < b.region;
CREATE TEMP TABLE found AS SELECT * FROM policy_isomorphism('panel', 'policies', 2020, region_tree => 'tree', permutations => 50);
SELECT is_empty($$
    SELECT * FROM alike AS e FULL JOIN found AS f USING (region_a, region_b)
    WHERE (n, m, e.shared) IS DISTINCT FROM (targets_a, targets_b, f.shared::bigint) OR abs(jaccard - e.shared::float8 / either) > 1e-12 OR jaccard IS NULL
       OR abs(corrected_jaccard - (jaccard - expected_jaccard) / (1 - expected_jaccard)) > 1e-12$$, 'Jaccard of every pair of a level');
SELECT is_empty($$
    SELECT * FROM found AS f LEFT JOIN (SELECT x.region AS region_a, y.region AS region_b, sum(x.a * y.a) FILTER (WHERE x.industry = y.industry) AS product FROM yearly AS x, yearly AS y GROUP BY 1, 2) AS e USING (region_a, region_b),
        LATERAL (SELECT sqrt(sum(a ^ 2)) AS norm, bool_and(a IS NOT NULL) AS known FROM yearly WHERE region = region_a) AS a, LATERAL (SELECT sqrt(sum(a ^ 2)) AS norm, bool_and(a IS NOT NULL) AS known FROM yearly WHERE region = region_b) AS b
    WHERE (cosine IS NULL) <> NOT (a.known AND b.known AND a.norm > 0 AND b.norm > 0) OR abs(cosine * (a.norm * b.norm) - coalesce(product, 0)) > 1e-9$$, 'cosine of amounts');
CREATE TEMP TABLE member AS SELECT * FROM policy_isomorphism_by_region('panel', 'policies', 2020, model => 'own', region_tree => 'tree', permutations => 50);
CREATE TEMP VIEW both_ways AS SELECT region_a AS region, region_b AS other, * FROM found UNION ALL SELECT region_b, region_a, * FROM found;
SELECT is_empty($$
    SELECT * FROM member AS m LEFT JOIN (SELECT region, count(*) AS n, avg(jaccard) AS j, avg(expected_jaccard) AS e, avg(corrected_jaccard) AS c, avg(cosine) AS a,
        (array_agg(other ORDER BY jaccard DESC, other COLLATE "C"))[1] AS first, max(jaccard) AS largest FROM both_ways GROUP BY 1) AS e USING (region)
    WHERE m.peers <> coalesce(n, 0) OR abs(isomorphism - j) > 1e-12 OR abs(expected_isomorphism - e) > 1e-12 OR abs(corrected_isomorphism - c) > 1e-12 OR abs(cosine - a) > 1e-12
       OR (isomorphism IS NULL) <> (j IS NULL) OR closest IS DISTINCT FROM CASE WHEN largest > 0 THEN first END$$, 'means over peers');
SELECT is_empty($$
    SELECT * FROM member AS m JOIN portfolio AS p USING (region) WHERE (m.peers, m.isomorphism) IS DISTINCT FROM (p.peers, p.isomorphism)$$, 'and the same in portfolios');
SELECT is_empty($$
    SELECT * FROM member AS m LEFT JOIN tree AS t USING (region), LATERAL (SELECT count(*)::float8 AS n, count(*) FILTER (WHERE q.industry IS NOT NULL) AS followed, count(*) FILTER (WHERE q.industry IS NOT NULL AND lq < 1) AS below,
        count(*) FILTER (WHERE q.industry IS NOT NULL AND lq IS NOT NULL) AS known
        FROM policies AS p LEFT JOIN policies AS q ON q.region = t.parent AND q.industry = p.industry JOIN indicator AS i ON i.region = p.region AND i.industry = p.industry WHERE p.region = m.region) AS e
    WHERE m.parent IS DISTINCT FROM t.parent OR (follows IS NULL) <> NOT coalesce(t.parent IN (SELECT region FROM policies), false) OR abs(follows - followed / n) > 1e-12
       OR follows IS NOT NULL AND follows_unfounded IS DISTINCT FROM below::float8 / nullif(known, 0)$$, 'what follows the province');

-- Provinces.
SELECT is_empty($$
    SELECT * FROM policy_province_risk('panel', 'policies', 2020, model => 'own', region_tree => 'tree') AS p FULL JOIN (
        SELECT 'province ' || coalesce(nullif(substr(region, 10), ''), left(region, 1)) AS region, count(DISTINCT region) FILTER (WHERE NOT own) AS regions, count(*) FILTER (WHERE own) AS own, count(*) AS targets, count(DISTINCT industry) AS industries,
               count(*) FILTER (WHERE NOT own AND same > 1) AS duplicated, exp(-sum(ln(same::float8 / all_of) / all_of) FILTER (WHERE NOT own)) / count(*) FILTER (WHERE NOT own) AS distinct_share, max(score) AS worst
        FROM (SELECT s.*, own, count(*) FILTER (WHERE NOT own) OVER (PARTITION BY home, industry) AS same, count(*) FILTER (WHERE NOT own) OVER (PARTITION BY home) AS all_of
              FROM score AS s, LATERAL (SELECT left(region, 8) = 'province' AS own) AS o, LATERAL (SELECT CASE WHEN own THEN substr(region, 10) ELSE left(region, 1) END AS home) AS h) AS x GROUP BY 1) AS e USING (region)
    WHERE (p.regions, p.own_targets, p.targets, p.industries, p.duplicated, p.worst) IS DISTINCT FROM (e.regions, e.own, e.targets, e.industries, e.duplicated, e.worst)
       OR abs(p.distinct_share - e.distinct_share) > 1e-9 OR p.distinct_share IS NULL$$, 'provinces: numbers, duplicates, division of labour');
-- Plans of cities that are due in h years, against what the industry has in all cities of the province, grown by the 90th percentile of windows of h years.
CREATE TEMP VIEW nation AS SELECT i, year, sum(jobs) AS x FROM firm GROUP BY 1, 2;
SELECT is_empty($$
    SELECT * FROM policy_province_risk('panel', 'policies', 2020, model => 'own', region_tree => 'tree') AS p LEFT JOIN (
        SELECT parent, sum(asked) AS asked, sum(here * exp(high * h)) AS market FROM (
            SELECT parent, industry, sum(target_value) AS asked, max(target_year) - 2020 AS h FROM policies JOIN tree USING (region) WHERE target_value IS NOT NULL GROUP BY 1, 2) AS q,
            LATERAL (SELECT coalesce(sum(jobs), 0) AS here FROM firm JOIN tree AS t ON t.region = r WHERE t.parent = q.parent AND i = industry AND year = 2020) AS x,
            LATERAL (SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY ln(b.x / a.x) / h) AS high FROM nation AS a JOIN nation AS b ON b.i = a.i AND b.year = a.year + h WHERE a.i = industry) AS g GROUP BY 1) AS e ON parent = region
    WHERE sum_of_plans IS NULL OR abs(sum_of_plans - asked / market) > 1e-9$$, 'provinces: sum of plans');
SELECT * FROM finish();
ROLLBACK;
