-- K-densities at the edges.
\pset null '-'
SET extra_float_digits = 0;
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
-- The worked example: points 0, 1 and 10 on a line, which are all the sites that there are.
CREATE TEMP VIEW e AS SELECT cluster_points_agg(x, 0, i, w, 'plane') AS p FROM (VALUES ('a', 0, 1), ('a', 1, 2), ('a', 10, 4)) AS v(i, x, w);
SELECT industry, distance, r(k) AS k, r(expected) AS expected, r(standard_deviation) AS deviation, r(global_lower) AS lower, r(global_upper) AS upper, gamma, psi
FROM e, k_density(p, range => 10, steps => 10, bandwidth => 1, minimum_firms => 2);
SELECT distance, r(k) AS k FROM e, k_density(p, 'a', 5, 5, 1, weighted => true, minimum_firms => 2);
SELECT k.* FROM e, k_density_test(p, range => 10, steps => 10, bandwidth => 1, minimum_firms => 2) AS k;
-- Bandwidths: .9 IQR / 1.34 m^(-1/5) of the distances 1, 9, 10, whose quartiles are 5 and 9.5; dbmss's of those to twice the range.
SELECT rule, r(bandwidth) AS bandwidth, r(0.9 * 4.5 / 1.34 * 3 ^ -0.2) AS silverman FROM e, (VALUES ('silverman'), ('dbmss')) AS v(rule), k_density_test(p, range => 10, rule => rule, minimum_firms => 2);
SELECT r(bandwidth) AS bandwidth, r(0.9 * 4 / 1.34 * 2 ^ -0.2) AS dbmss FROM e, k_density_test(p, range => 4.5, rule => 'dbmss', minimum_firms => 2);
-- The range is the median of all distances.
SELECT max(distance) AS median FROM e, k_density(p, minimum_firms => 2);
-- Two industries on seven sites: expectation and deviation are those of all samples (enumerated below).
CREATE TEMP VIEW s AS SELECT cluster_points_agg(x, 0, i, 1, 'plane') AS p FROM (VALUES ('a', 0), ('a', 1), ('a', 3), ('b', 7), ('b', 8), ('c', 20), ('c', 8)) AS v(i, x);
CREATE TEMP TABLE site (n int, x float8);
INSERT INTO site VALUES (1, 0), (2, 1), (3, 3), (4, 7), (5, 8), (6, 20), (7, 8);
CREATE FUNCTION phi(d float8, x float8, h float8) RETURNS float8 LANGUAGE sql AS $$ SELECT (exp((d - x) ^ 2 / h ^ 2 / -2) + exp((d + x) ^ 2 / h ^ 2 / -2)) / h / sqrt(2 * pi()) $$;
SELECT k.distance, r(expected) AS expected, r(standard_deviation) AS deviation, abs(expected - avg) < 1e-11 AND abs(standard_deviation - stddev_pop) < 1e-10 AS of_all_samples
FROM s, k_density(p, 'a', 8, 4, 2, minimum_firms => 2) AS k JOIN (
    SELECT d, avg(k), stddev_pop(k) FROM generate_series(0, 8, 2) d, LATERAL (SELECT (phi(d, abs(a.x - b.x), 2) + phi(d, abs(a.x - c.x), 2) + phi(d, abs(b.x - c.x), 2)) / 3 AS k FROM site a, site b, site c WHERE a.n < b.n AND b.n < c.n) o GROUP BY d) AS all_samples ON d = distance ORDER BY 1;
SELECT k.distance, r(expected) AS expected, r(standard_deviation) AS deviation, abs(expected - avg) < 1e-11 AND abs(standard_deviation - stddev_pop) < 1e-10 AS of_all_samples
FROM s, k_density_colocalization(p, 'b', 'c', 8, 4, 2, minimum_firms => 2) AS k JOIN (
    SELECT d, avg(k), stddev_pop(k) FROM generate_series(0, 8, 2) d, LATERAL (SELECT (phi(d, abs(a.x - c.x), 2) + phi(d, abs(a.x - e.x), 2) + phi(d, abs(b.x - c.x), 2) + phi(d, abs(b.x - e.x), 2)) / 4 AS k
        FROM site a, site b, site c, site e WHERE a.n < b.n AND c.n < e.n AND a.n NOT IN (c.n, e.n) AND b.n NOT IN (c.n, e.n)) o GROUP BY d) AS all_samples ON d = distance ORDER BY 1;
SELECT industry_a, industry_b, firms, places, r(gamma) AS gamma, r(psi) AS psi, kind, chance FROM s, k_density_colocalization_test(p, 'b', NULL, 8, 4, 2, minimum_firms => 2);
-- Few firms are left out; one firm, none, nothing to tell.
SELECT count(*) FROM s, k_density_test(p);
SELECT count(*) FROM s, k_density_test(p, minimum_firms => 3);
SELECT count(*) FROM k_density_test((SELECT cluster_points_agg(1, 1, 'a')));
SELECT count(*) FROM k_density(NULL);
SELECT count(*) FROM k_density_test('{"cluster_points":1,"metric":"sphere","skipped":0,"moved":0,"firms":{}}');
-- All at one place: no bandwidth, unless it is given; fewer sites than firms.
SELECT * FROM k_density_test((SELECT cluster_points_agg(1, 1, 'a') FROM generate_series(1, 10)));
SELECT industry, r(bandwidth) AS bandwidth, kind, p_value FROM k_density_test((SELECT cluster_points_agg(1, 1, 'a') FROM generate_series(1, 10)), range => 10, bandwidth => 2);
SELECT industry, r(bandwidth) AS bandwidth, kind, chance, p_value FROM s, k_density_test(p, 'a', reference => (SELECT cluster_points_agg(1, 1, 'a', 1, 'plane') FROM generate_series(1, 2)), range => 10, minimum_firms => 2);
SELECT distance, r(k) AS k, r(expected) AS expected, standard_deviation, gamma FROM s, k_density(p, 'a', reference => (SELECT cluster_points_agg(1, 1, 'a', 1, 'plane') FROM generate_series(1, 2)), range => 10, steps => 2, minimum_firms => 2);
-- Across the antimeridian and over a pole there is no seam: 2 degrees of the equator are 222.39 km, as are those over the pole.
SELECT distance, r(k) AS k FROM k_density((SELECT cluster_points_agg(x, 0, 'a') FROM (VALUES (179), (-179)) v(x)), range => 444.78, steps => 2, bandwidth => 10, minimum_firms => 2);
SELECT distance, r(k) AS k FROM k_density((SELECT cluster_points_agg(x, 89, 'a') FROM (VALUES (10), (-170)) v(x)), range => 444.78, steps => 2, bandwidth => 10, minimum_firms => 2);
-- What was moved is told: 2 * .2419707 / h^2 times twice the way.
SELECT industry, r(error_bound) AS bound FROM k_density_test((SELECT points_snap(cluster_points_agg(x, 0.3, 'a', 1, 'plane'), 1) FROM generate_series(1, 30) x), bandwidth => 2);
-- Wrong calls.
\set VERBOSITY terse
SELECT * FROM e, k_density(p, 'b');
SELECT * FROM e, k_density(p, range => 0);
SELECT * FROM e, k_density(p, range => 'NaN');
SELECT * FROM e, k_density(p, steps => 0);
SELECT * FROM e, k_density(p, bandwidth => -1);
SELECT * FROM e, k_density(p, bandwidth => 1e-9);
SELECT * FROM e, k_density(p, rule => 'sj');
SELECT * FROM e, k_density(p, weighted => NULL);
SELECT * FROM e, k_density(p, minimum_firms => 1);
SELECT * FROM e, k_density(p, level => 1);
SELECT * FROM e, k_density(p, draws => 0);
SELECT * FROM e, k_density(p, draws => 100000, steps => 500);
SELECT * FROM e, k_density(p, seed => NULL);
SELECT * FROM e, k_density(p, reference => (SELECT cluster_points_agg(1, 1, 'a')));
SELECT * FROM s, k_density_colocalization(p, 'a', 'a');
SELECT * FROM s, k_density_colocalization(p, NULL, 'a');
DROP FUNCTION phi, r;
