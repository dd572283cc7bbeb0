-- The noise of cells, and growth in units of it, by hand; against plain SQL on the American states in test/pgtap/policy_outlook.sql.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 5) $$;
-- Plants. Noise is that of other registers, phi 0.9, a2 0.0011, where so few cells cannot tell it.
--   A 40 -> 33, elsewhere 180 -> 180: (33 - 40)/sqrt(0.9 40 + 0.0011 1600) = -7/6.14492 = -1.13915. B 36 -> 45 against 184 -> 168: 32.86957 expected.
--   C 9 -> 2 against 211 -> 211: -7/2.86166 = -2.44613. D 35 -> 0 against 185 -> 213: 40.29730 expected, off by -40.29730/6.16878 = -6.53246. E 100 -> 133: rose.
CREATE VIEW plant_panel AS
SELECT year AS period, 'establishments'::text AS measure, cluster_matrix_from_cells(region, industry, x::bigint, x, x, NULL, NULL) AS matrix
FROM (VALUES ('A', 'K', 50, 40, 33), ('B', 'K', 0, 36, 45), ('C', 'K', 0, 9, 2), ('D', 'K', 50, 35, 0), ('E', 'K', 110, 100, 133), ('A', 'L', 500, 500, 500), ('B', 'L', 500, 500, 500)) AS v(region, industry, a, b, c),
     LATERAL (VALUES (2007, a::float8), (2010, b), (2013, c)) AS y(year, x) WHERE x > 0 GROUP BY year;
SELECT * FROM cell_noise('plant_panel', 2013, 3, 'establishments');
-- Growth beyond chance: the same cells. p is that of a normal number, of C P(|Z| > 2.44613) = 0.01444; adjusted for seven cells of which two have less: 7/3 times as much, 0.03369.
SELECT region, industry, base, final, r(expected) AS expected, effective_firms AS firms, r(surprise) AS surprise, r(p) AS p, r(p_adjusted) AS adjusted, status, phi, a2, noise
FROM plant_panel AS a, plant_panel AS b, growth_surprise(a.matrix, b.matrix) AS s WHERE a.period = 2010 AND b.period = 2013 AND industry = 'K';
SELECT region, status, r(surprise) AS surprise, noise FROM plant_panel AS a, plant_panel AS b, growth_surprise(a.matrix, b.matrix, phi => 0.9, a2 => 0) AS s WHERE a.period = 2007 AND b.period = 2010 AND industry = 'K';
-- Firms of sizes: two equal ones of 10 are two; of one of 30 nothing is known but its size. X grows to 15 against 40 elsewhere that become 30: off by 15/15 - 1 = 0.
SELECT region, r(expected) AS expected, effective_firms AS firms, r(surprise) AS surprise, status
FROM (SELECT cluster_matrix_agg(r, 'I', x) AS m FROM (VALUES ('X', 10::float8), ('X', 10), ('Y', 40)) AS v(r, x)) AS a, (SELECT cluster_matrix_from_cells(r, 'I', NULL, x, NULL, NULL, NULL) AS m FROM (VALUES ('X', 15::float8), ('Y', 30)) AS v(r, x)) AS b,
     growth_surprise(a.m, b.m, 0.9, 0.0011);
SELECT region, status FROM (SELECT cluster_matrix_from_cells(r, 'I', NULL, x, NULL, NULL, NULL) AS m FROM (VALUES ('X', 15::float8), ('Y', 30)) AS v(r, x)) AS b, growth_surprise(b.m, b.m);
SELECT count(*) FROM growth_surprise(NULL, cluster_matrix_empty());
SELECT count(*) FROM growth_surprise(cluster_matrix_empty(), cluster_matrix_empty());
-- Mistakes.
SELECT * FROM growth_surprise(cluster_matrix_empty(), cluster_matrix_empty(), phi => 1);
SELECT * FROM growth_surprise(cluster_matrix_empty(), cluster_matrix_empty(), phi => 0, a2 => 0);
SELECT * FROM cell_noise('plant_panel', 2014, 3, 'establishments');
SELECT * FROM cell_noise('plant_panel', 2013, 0, 'establishments');
DROP VIEW plant_panel;
DROP FUNCTION r;
