-- Normalisations, weights, TOPSIS and means of the counties of Georgia, against
-- plain SQL; and the same bits in every order and plan.
\ir lib/begin.sql
\ir lib/georgia.sql
-- Five indicators of counties by region: firms, jobs a firm, loans a job, share of the largest sector, share of nonprofits, which is not known for some.
CREATE TEMP TABLE unit AS
SELECT region, county_fips AS unit, count(*)::float8 AS a, avg(jobs)::float8 AS b, sum(loan_amount) / nullif(sum(jobs), 0) AS c,
       (SELECT max(n) / sum(n) FROM (SELECT count(*)::float8 AS n FROM raw AS s WHERE s.county_fips = raw.county_fips GROUP BY naics6) AS x) AS d, nullif(avg(nonprofit), 0)::float8 AS e
FROM raw WHERE region IS NOT NULL AND county_fips IS NOT NULL GROUP BY 1, 2;
CREATE TEMP TABLE long AS
SELECT region, unit, k, x, w FROM unit, LATERAL (VALUES (1, a, 1), (2, b, 0.5), (3, c, 2), (4, d, 0.3), (5, e, 1)) AS v(k, x, w);
CREATE TEMP TABLE whole AS SELECT * FROM long WHERE unit IN (SELECT unit FROM unit WHERE a + b + c + d + e IS NOT NULL);
CREATE TEMP VIEW vectors AS SELECT region, unit, ARRAY[a, b, c, d, e] AS v FROM unit;
ANALYZE unit; ANALYZE long; ANALYZE whole;
\ir lib/near.sql

SELECT plan(28);
SELECT is((SELECT count(*) FROM unit), 150::bigint, '150 counties');
SELECT is((SELECT count(*) FROM long WHERE x IS NULL), 10::bigint, 'ten of their indicators are not known');

-- Normalising: percent_rank() and the like see the rows that are known; direction turns them round before.
CREATE TEMP TABLE expected AS
SELECT unit, k, (x - min(x) OVER p) / (max(x) OVER p - min(x) OVER p) AS min_max, (x - avg(x) OVER p) / stddev_samp(x) OVER p AS z, percent_rank() OVER o AS percentile_min,
       rank() OVER o AS rank_min, (rank() OVER o + count(*) OVER (PARTITION BY region, k, x) - 1) AS rank_max, rank() OVER o + (count(*) OVER (PARTITION BY region, k, x) - 1) / 2.0 AS rank_average,
       rank() OVER (PARTITION BY region, k ORDER BY x DESC) AS rank_down, (min(x) OVER p - x) / (max(x) OVER p - min(x) OVER p) + 1 AS min_max_down
FROM long WHERE x IS NOT NULL WINDOW p AS (PARTITION BY region, k), o AS (PARTITION BY region, k ORDER BY x);
CREATE TEMP TABLE ours AS
SELECT unit, k, normalize_min_max(x) OVER p AS min_max, normalize_z(x) OVER p AS z, normalize_percentile(x, ties => 'min') OVER p AS percentile_min, normalize_rank(x, ties => 'min') OVER p AS rank_min,
       normalize_rank(x, ties => 'max') OVER p AS rank_max, normalize_rank(x) OVER (p ORDER BY w, unit) AS rank_average, normalize_rank(x, -1, 'min') OVER (p ORDER BY unit DESC) AS rank_down, normalize_min_max(x, -1) OVER p AS min_max_down
FROM long WINDOW p AS (PARTITION BY region, k);
SELECT is_empty(format($$SELECT * FROM ours LEFT JOIN expected AS e USING (unit, k) WHERE NOT pg_temp.near(ours.%1$s, e.%1$s)$$, name), name || ' of every county')
FROM unnest(ARRAY['min_max', 'z', 'percentile_min', 'rank_min', 'rank_max', 'rank_average', 'rank_down', 'min_max_down']) AS name;

-- Weights, from the counties of which everything is known.
CREATE TEMP TABLE moments AS
SELECT x.k, y.k AS l, corr(x.x, y.x) AS r FROM whole AS x JOIN whole AS y USING (unit) GROUP BY 1, 2;
CREATE TEMP TABLE scale AS
SELECT k, stddev_pop(x) / (max(x) - min(x)) AS sd, sqrt(sum(x * x)) AS norm, min(x) AS least, max(x) AS most, 1 + sum(p * ln(p)) / ln(count(*)) AS divergence
FROM (SELECT *, x / sum(x) OVER (PARTITION BY k) AS p FROM whole) AS s GROUP BY k;
CREATE TEMP TABLE weight AS
WITH conflict AS (SELECT k, sd * sum(1 - r) AS c FROM moments JOIN scale USING (k) GROUP BY k, sd)
SELECT k, divergence / sum(divergence) OVER () AS entropy, c / sum(c) OVER () AS critic FROM scale JOIN conflict USING (k);
SELECT is_empty(format($$SELECT * FROM (SELECT %1$s_weights(v) AS w FROM vectors) AS o, unnest(w) WITH ORDINALITY AS u(ours, k) JOIN weight USING (k) WHERE NOT pg_temp.near(ours, %1$s)$$, name), name || ' weights')
FROM unnest(ARRAY['entropy', 'critic']) AS name;
-- The first component by powers of the correlations: squared twelve times and scaled, every column is in its direction.
DO $$
DECLARE n int;
BEGIN
    CREATE TEMP TABLE square AS SELECT * FROM moments;
    FOR n IN 1 .. 12 LOOP
        CREATE TEMP TABLE next AS SELECT a.k, b.l, sum(a.r * b.r) AS r FROM square AS a JOIN square AS b ON b.k = a.l GROUP BY 1, 2;
        TRUNCATE square;
        INSERT INTO square SELECT k, l, r / (SELECT max(abs(r)) FROM next) FROM next;
        DROP TABLE next;
    END LOOP;
END $$;
SELECT is_empty($$SELECT * FROM (SELECT pca_weights(v) AS w FROM vectors) AS o, unnest(w) WITH ORDINALITY AS u(ours, k) JOIN (SELECT k, r * r / sum(r * r) OVER () AS pca FROM square WHERE l = 1) AS e USING (k)
    WHERE NOT pg_temp.near(ours, pca)$$, 'PCA weights');
SELECT ok(pg_temp.near((SELECT sum(x) FROM (SELECT entropy_weights(v) AS e, critic_weights(v) AS c, pca_weights(v) AS p FROM vectors) AS o, unnest(e || c || p) AS x), 3), 'weights of each method add up to 1');

-- TOPSIS of the counties of which everything is known, few nonprofits and a small largest sector being good.
CREATE TEMP TABLE closeness AS
WITH v AS (SELECT unit, CASE WHEN k > 3 THEN -1 ELSE 1 END * w * x / norm AS v, CASE WHEN k > 3 THEN -1 ELSE 1 END * w * CASE WHEN k > 3 THEN least ELSE most END / norm AS best,
        CASE WHEN k > 3 THEN -1 ELSE 1 END * w * CASE WHEN k > 3 THEN most ELSE least END / norm AS worst FROM whole JOIN scale USING (k))
SELECT unit, sqrt(sum((v - worst) ^ 2)) / (sqrt(sum((v - worst) ^ 2)) + sqrt(sum((v - best) ^ 2))) AS score FROM v GROUP BY unit;
SELECT is_empty($$SELECT * FROM (SELECT unit, topsis(v, '{1,0.5,2,0.3,1}', '{1,1,1,-1,-1}') OVER () AS ours FROM vectors) AS o LEFT JOIN closeness USING (unit) WHERE NOT pg_temp.near(ours, score)$$, 'TOPSIS of every county');
SELECT is_empty($$SELECT * FROM (SELECT unit, topsis(v) OVER (PARTITION BY region) AS ours FROM vectors) AS o WHERE ours NOT BETWEEN 0 AND 1$$, 'TOPSIS by region is from 0 to 1');

-- Means of shares; what is not known has its weight taken by the others.
CREATE TEMP TABLE risks AS SELECT region, unit, k, normalize_percentile(x) OVER (PARTITION BY k) AS u, w FROM long;
CREATE TEMP TABLE means AS
SELECT unit, sum(w * u) / sum(w) FILTER (WHERE u IS NOT NULL) AS mean, sqrt(sum(w * u * u) / sum(w) FILTER (WHERE u IS NOT NULL)) AS quadratic, CASE WHEN min(u) > 0 THEN exp(sum(w * ln(nullif(u, 0))) / sum(w) FILTER (WHERE u IS NOT NULL)) ELSE 0 END AS geometric,
       1 - exp(sum(w * ln(CASE WHEN u IS NOT NULL THEN greatest(1 - u, .01) END)) / sum(w) FILTER (WHERE u IS NOT NULL)) AS safety, sum(w) FILTER (WHERE u IS NOT NULL) / sum(w) AS coverage FROM risks GROUP BY unit;
CREATE TEMP TABLE our_means AS
SELECT unit, composite_mean(u, w) AS mean, composite_power_mean(u, w, 2) AS quadratic, composite_power_mean(u, w, 0) AS geometric, composite_geometric_safety(u, w) AS safety, composite_coverage(u, w) AS coverage FROM risks GROUP BY unit;
SELECT is_empty(format($$SELECT * FROM our_means AS o JOIN means AS e USING (unit) WHERE NOT pg_temp.near(o.%1$s, e.%1$s)$$, name), name || ' of every county')
FROM unnest(ARRAY['mean', 'quadratic', 'geometric', 'safety', 'coverage']) AS name;
SELECT results_eq('SELECT unit, composite_mean(u, w, 0.9) IS NULL FROM risks GROUP BY unit ORDER BY unit', 'SELECT unit, coverage < 0.9 FROM means ORDER BY unit', 'a minimum of coverage');
SELECT is_empty($$SELECT * FROM our_means JOIN (SELECT unit, array_agg(u ORDER BY k) AS u, array_agg(w::float8 ORDER BY k) AS w FROM risks GROUP BY unit) AS a USING (unit)
    WHERE risk_power_mean(u, w) IS DISTINCT FROM quadratic OR risk_power_mean(u, w, 1) IS DISTINCT FROM mean OR risk_geometric_safety(u, w) IS DISTINCT FROM safety$$, 'arrays give the same bits');

-- The same bits: rows in other orders, partial plans, groups hashed and sorted.
CREATE TABLE many AS
SELECT g AS id, g % 7 AS part, ARRAY[(g * 7919 % 1009) / 7.0, exp(g % 31 - 15), (g * 104729 % 997) * 1e-9, 1e9 + g % 13]::float8[] AS v FROM generate_series(1, 60000::bigint) AS g;
ANALYZE many;
CREATE FUNCTION pg_temp.bits(source text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE bits text;
BEGIN
    EXECUTE format('SELECT md5(concat(entropy_weights(v)::text, critic_weights(v)::text, pca_weights(v)::text, composite_mean(v[1], v[2]), composite_power_mean(v[1], v[2], 2), composite_geometric_safety(v[3] * 1e6, v[2]))) FROM %s', source) INTO bits;
    RETURN bits;
END $$;
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS SELECT pg_temp.bits('many') AS bits;
SELECT is(pg_temp.bits('(SELECT v FROM many ORDER BY ' || name || ') AS x'), bits, 'in the order of ' || name) FROM serial, unnest(ARRAY['id DESC', 'v[1], id', 'hashint8(id)']) AS name;
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
CREATE TEMP TABLE plan (line text);
DO $$ DECLARE line text; BEGIN FOR line IN EXPLAIN (COSTS OFF) SELECT pca_weights(v), composite_mean(v[1], v[2]) FROM many LOOP INSERT INTO plan VALUES (line); END LOOP; END $$;
SELECT matches((SELECT string_agg(line, ' ') FROM plan), 'Finalize Aggregate.*Gather.*Partial Aggregate', 'a partial plan');
SELECT is(pg_temp.bits('many'), bits, 'in a parallel plan') FROM serial;
SELECT * FROM finish();
ROLLBACK;
