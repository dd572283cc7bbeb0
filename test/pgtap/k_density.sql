-- K-densities of industries of Georgia, against plain SQL over all pairs of firms, and
-- against themselves: alone and among all, in another order, with few steps and many.
\ir lib/begin.sql
\ir lib/georgia.sql
CREATE TEMP TABLE f AS SELECT row_number() OVER () AS n, lat, lon, naics6, jobs FROM raw WHERE lat IS NOT NULL AND naics6 IS NOT NULL AND naics6 BETWEEN '311' AND '333';
CREATE TEMP TABLE m AS SELECT cluster_points_agg(lon, lat, naics6, jobs) AS p FROM f;
ANALYZE f;
CREATE FUNCTION pg_temp.near(a float8, b float8, part float8, floor float8) RETURNS boolean LANGUAGE sql AS $$ SELECT abs(a - b) <= part * greatest(abs(b), floor) $$;

SELECT plan(10);

-- The distances of an industry's pairs by the haversine formula, its density at a few distances, unweighted and weighted.
CREATE TEMP TABLE chosen AS SELECT naics6 AS industry FROM f GROUP BY 1 HAVING count(*) BETWEEN 80 AND 250 ORDER BY count(*) DESC, 1 LIMIT 3;
CREATE TEMP TABLE pairs AS
SELECT industry, a.jobs * b.jobs AS w, 2 * 6371.0088 * asin(least(1, sqrt(sin(radians(a.lat - b.lat) / 2) ^ 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(radians(a.lon - b.lon) / 2) ^ 2))) AS d
FROM chosen JOIN f a ON a.naics6 = industry JOIN f b ON b.naics6 = industry AND a.n < b.n;
CREATE TEMP TABLE oracle AS
SELECT industry, distance, sum(phi) / count(*) AS k, sum(w * phi) / sum(w) AS weighted
FROM generate_series(0, 200, 25) AS distance, LATERAL (SELECT *, (exp(greatest(-700, (distance - d) ^ 2 / -800)) + exp(greatest(-700, (distance + d) ^ 2 / -800))) / 20 / sqrt(2 * pi()) AS phi FROM pairs) AS x GROUP BY 1, 2;
CREATE TEMP TABLE ours AS SELECT k.* FROM chosen, m, k_density(p, chosen.industry, 200, 8, 20) AS k;
CREATE TEMP TABLE ours_weighted AS SELECT k.* FROM chosen, m, k_density(p, chosen.industry, 200, 8, 20, weighted => true, draws => 10) AS k;
SELECT is((SELECT count(*) FROM ours JOIN oracle USING (industry, distance)), 27::bigint, 'three industries at nine distances');
SELECT is_empty($$SELECT industry, distance, o.k, q.k FROM ours o JOIN oracle q USING (industry, distance) WHERE NOT pg_temp.near(o.k, q.k, 1e-9, 1e-9)$$, 'densities');
SELECT is_empty($$SELECT industry, distance, o.k, q.weighted FROM ours_weighted o JOIN oracle q USING (industry, distance) WHERE NOT pg_temp.near(o.k, q.weighted, 1e-9, 1e-9)$$, 'weighted ones');
-- The same at more distances than each pair can be looked at for: by bins, never beyond the bound that is told.
CREATE TEMP TABLE many AS SELECT k.* FROM chosen, m, k_density(p, chosen.industry, 200, 400, 20, draws => 1) AS k;
CREATE TEMP TABLE bounds AS SELECT t.industry, error_bound FROM chosen, m, k_density_test(p, chosen.industry, 200, 400, 20, draws => 1) AS t;
SELECT is((SELECT count(*) FROM bounds WHERE error_bound > 0), 2::bigint, 'two of them are too many for each pair to be looked at');
SELECT is_empty($$SELECT * FROM bounds JOIN many o USING (industry) JOIN oracle q USING (industry, distance) WHERE abs(o.k - q.k) > error_bound + 1e-12 OR NOT pg_temp.near(o.k, q.k, 3e-3, 1e-4)$$, 'densities by bins');
-- What chance gives on average, over all pairs of firms.
CREATE TEMP TABLE places AS SELECT row_number() OVER () AS n, lat, lon, count(*) AS firms FROM f GROUP BY lat, lon;
CREATE TEMP TABLE theta AS
SELECT distance, sum(w * (exp(greatest(-700, (distance - d) ^ 2 / -800)) + exp(greatest(-700, (distance + d) ^ 2 / -800))) / 20 / sqrt(2 * pi())) / sum(w) AS theta
FROM generate_series(0, 200, 25) AS distance, (SELECT CASE WHEN a.n = b.n THEN a.firms * (a.firms - 1) / 2 ELSE a.firms * b.firms END AS w,
    2 * 6371.0088 * asin(least(1, sqrt(sin(radians(a.lat - b.lat) / 2) ^ 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(radians(a.lon - b.lon) / 2) ^ 2))) AS d
    FROM places a JOIN places b ON a.n <= b.n) AS x GROUP BY 1;
SELECT is_empty($$SELECT industry, distance, expected, theta FROM ours JOIN theta USING (distance) WHERE NOT pg_temp.near(expected, theta, 1e-3, 1e-6)$$, 'what is expected');
-- The bandwidth by Silverman's rule.
SELECT is_empty($$SELECT * FROM m, (SELECT industry, 0.9 * least(stddev_samp(d), (percentile_cont(0.75) WITHIN GROUP (ORDER BY d) - percentile_cont(0.25) WITHIN GROUP (ORDER BY d)) / 1.34) * count(*) ^ -0.2 AS h FROM pairs GROUP BY 1) AS q
    JOIN LATERAL k_density_test(p, q.industry, steps => 4, draws => 1) AS t ON NOT pg_temp.near(t.bandwidth, h, 1e-3, 0)$$, 'the bandwidth');
-- Alone and among all, in another order.
CREATE TEMP TABLE everyone AS SELECT t.* FROM m, k_density_test(p, steps => 16, draws => 99) AS t;
SELECT is_empty($$SELECT * FROM chosen JOIN everyone e USING (industry), m, k_density_test(p, chosen.industry, steps => 16, draws => 99) AS t
    WHERE (e.bandwidth, e.gamma, e.psi, e.localized_from, e.kind, e.p_value) IS DISTINCT FROM (t.bandwidth, t.gamma, t.psi, t.localized_from, t.kind, t.p_value)$$, 'alone as among all');
SELECT results_eq($$SELECT * FROM everyone$$, $$SELECT t.* FROM k_density_test((SELECT cluster_points_agg(lon, lat, naics6, jobs ORDER BY jobs, lat, n DESC) FROM f), steps => 16, draws => 99) AS t$$, 'in any order');
SELECT is_empty($$SELECT * FROM everyone JOIN (SELECT industry, min(p_value * total / place) OVER (ORDER BY place DESC) AS adjusted FROM (SELECT *, count(*) OVER () AS total, row_number() OVER (ORDER BY p_value, industry) AS place FROM everyone) AS o) AS a USING (industry)
    WHERE NOT pg_temp.near(p_adjusted, adjusted, 1e-12, 0)$$, 'p-values adjusted over all');
SELECT * FROM finish();
ROLLBACK;
