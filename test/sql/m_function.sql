-- M by hand: a line of firms at 0, 1, 2, 10 and 11, of industries A, A, B, A and B; the one at 2 weighs 2.
CREATE TEMP VIEW line AS SELECT cluster_points_agg(x, 0, i, w, 'plane') AS p FROM (VALUES (0, 'A', 1), (1, 'A', 1), (2, 'B', 2), (10, 'A', 1), (11, 'B', 1)) AS v(x, i, w);

-- A at 1.5: (1/1 + 1/3 + 0/1) / (3 * 2/5) = 1.111111; at 20: 1; at 0.5 nobody has a neighbour.
SELECT industry, radius, round(m::numeric, 6) AS m FROM line, m_function(p, radii => '{0.5, 1.5, 20}', weighted => true, minimum_firms => 2, draws => 0);
-- Unweighted: (1 + 1/2 + 0) / (3 * 2/4) = 1.  Of all ten samples of three firms the sums are 3, 1.5, 1.5, 0, 0, 2, 1.5, 1.5, 2, 2, M is 2/3 of that: mean 1, variance 1/3.
SELECT industry, radius, round(m::numeric, 6) AS m, round(expected::numeric, 9) AS expected, round((standard_deviation ^ 2)::numeric, 9) AS variance FROM line, m_function(p, 'A', radii => '{0.5, 1.5, 20}', minimum_firms => 1);
-- B around A: (0/1 + 1/2 + 1/1) / (3 * 2/4) = 1; by weight (0/1 + 2/3 + 1/1) / (3 * 3/5) = 0.925926.  There is one way only to have two B among those that are not A.
SELECT weighted, industry, radius, round(m::numeric, 6) AS m, round(expected::numeric, 6) AS expected, round(standard_deviation::numeric, 6) AS standard_deviation
FROM line, (VALUES (false), (true)) AS w(weighted), m_function(p, 'A', 'B', '{1.5}', weighted => weighted, minimum_firms => 1, draws => 50);
-- A around itself is A; all others around B.
SELECT industry, radius, m FROM line, m_function(p, 'B', 'B', '{20}', minimum_firms => 1, draws => 0) UNION ALL SELECT industry, radius, m FROM line, m_function(p, NULL, 'B', '{20}', minimum_firms => 1, draws => 0);
-- Three A and a B at one place, a B elsewhere: (3 * 2/3) / (3 * 2/4) = 1.333333 at distance 0.
SELECT industry, radius, round(m::numeric, 6) AS m FROM (SELECT cluster_points_agg(x, 0, i, 1, 'plane') AS p FROM (VALUES (0, 'A'), (0, 'A'), (0, 'A'), (0, 'B'), (9, 'B')) AS v(x, i)) AS q, m_function(p, radii => '{0, 9}', minimum_firms => 2, draws => 0);
-- Two firms over the antimeridian, 22.239 km from each other: neighbours of each other, and of nobody else.
SELECT radius, m, expected, standard_deviation FROM (SELECT cluster_points_agg(x, 0, 'A') AS p FROM (VALUES (179.9), (-179.9)) AS v(x)) AS q, m_function(p, radii => '{22.23, 22.24}', minimum_firms => 2);

-- Small ones are left out; there is nothing to tell of one firm, of firms without neighbours, or without weight.
SELECT count(*) FROM line, m_function(p);
SELECT f.* FROM line, m_function(p, 'A', radii => '{0.5}', minimum_firms => 3, draws => 10) AS f;
SELECT t.* FROM line, m_function_test(p, 'A', radii => '{0.5}', minimum_firms => 3) AS t;
SELECT t.* FROM (SELECT cluster_points_agg(1, 1, 'A') AS p) AS q, m_function_test(p, minimum_firms => 1) AS t;
SELECT f.* FROM (SELECT cluster_points_agg(1, 1, 'A') AS p) AS q, m_function(p, minimum_firms => 1) AS f;
SELECT f.* FROM (SELECT cluster_points_agg(x, 1, 'A', 0) AS p FROM generate_series(1, 3) AS x) AS q, m_function(p, minimum_firms => 1, weighted => true, radii => '{1000}', draws => 9) AS f;
-- All at one place, all of one industry: M is 1 by necessity.
SELECT f.* FROM (SELECT cluster_points_agg(1, 1, i) AS p FROM unnest('{A,A,A,B,B}'::text[]) AS i) AS q, m_function(p, minimum_firms => 1) AS f;
SELECT t.* FROM (SELECT cluster_points_agg(x, x * x, 'A', 1, 'plane') AS p FROM generate_series(1, 12) AS x) AS q, m_function_test(p) AS t;
SELECT count(*) FROM m_function(NULL::cluster_points), m_function_test(NULL::cluster_points);
SELECT count(*) FROM m_function((SELECT cluster_points_agg(x, 0, 'A') FROM generate_series(1, 0) AS x));

-- Radii of one's own are not needed: 64 from 0 to a third of the extent, 11/3, in squares.
SELECT count(*), min(radius), round(max(radius)::numeric, 9) AS most, round((max(radius) FILTER (WHERE radius < 0.001))::numeric, 9) AS second FROM line, m_function(p, 'A', minimum_firms => 3, draws => 0);

-- What is refused.
SELECT * FROM line, m_function(p, 'C');
SELECT * FROM line, m_function(p, NULL, 'C');
SELECT * FROM line, m_function(p, radii => '{}');
SELECT * FROM line, m_function(p, radii => '{1, 1}');
SELECT * FROM line, m_function(p, radii => '{1, NULL}');
SELECT * FROM line, m_function(p, radii => '{1, Infinity}');
SELECT * FROM line, m_function(p, radii => '{-1}');
SELECT * FROM line, m_function(p, radii => (SELECT array_agg(g) FROM generate_series(1, 251) AS g));
SELECT * FROM line, m_function(p, weighted => NULL);
SELECT * FROM line, m_function(p, minimum_firms => 0);
SELECT * FROM line, m_function(p, level => 1);
SELECT * FROM line, m_function(p, level => NULL);
SELECT * FROM line, m_function(p, draws => -1);
SELECT * FROM line, m_function_test(p, draws => 0);
SELECT * FROM line, m_function_test(p, seed => NULL);
