-- Points: firms with coordinates, what they hold, and where they are refused.
CREATE TEMP TABLE firms (x float8, y float8, industry text, weight float8);
INSERT INTO firms VALUES (116.4, 39.9, 'B', 1), (116.4, 39.9, 'A', 2.5), (180, 1, 'A', 1), (116.4, 39.9, 'A', 2.5), (116.4, 39.9, 'A', 1), (NULL, 1, 'A', 1), (1, 1, NULL, 1), (1, 1, 'A', NULL);
CREATE TEMP VIEW v AS SELECT cluster_points_agg(x, y, industry, weight) AS p FROM firms;
SELECT p FROM v;
SELECT c.* FROM v, points_cells(p) c;
SELECT i.* FROM v, points_industries(p) i;
SELECT l.* FROM v, points_places(p) l;
SELECT s.* FROM v, points_summary(p) s;
-- Without weights each firm has 1, and a NULL among them is no matter.
SELECT cluster_points_agg(x, y, industry) FROM firms;
-- No rows, and rows with NULLs only.
SELECT cluster_points_agg(x, y, industry) FROM firms WHERE false;
SELECT cluster_points_agg(NULL, 1, 'A');
SELECT s.* FROM (SELECT cluster_points_agg(NULL, 1, 'A', 1, 'plane')) x(p), points_summary(p) s;
-- One place has one pair of coordinates.
SELECT cluster_points_agg(x, y, 'A') FROM (VALUES (180, 0), (-180, 0), (-180, '-0'::float8), (77, 90), (-5, 90), (0, 90)) v(x, y);
-- The plane takes any unit, and keeps its numbers.
SELECT cluster_points_agg(x, y, 'A', 1, 'plane') FROM (VALUES (180, 0), (-180, 1e150), (0.1, '-0'::float8), (1e-7, 90)) v(x, y);
-- Equal firms are equal bytes.
SELECT (SELECT cluster_points_agg(x, y, industry, weight ORDER BY weight DESC, x) FROM firms) = p AS same, p <> points_subset(p, '{A}') AS other FROM v;
SELECT count(*) FROM (SELECT p FROM v UNION SELECT cluster_points_agg(x, y, industry, weight ORDER BY x DESC) FROM firms) u;
-- Sums.
SELECT p + p = (SELECT cluster_points_agg(x, y, industry, weight) FROM firms, generate_series(1, 2)) AS twice, (p + NULL) IS NULL AS nothing FROM v;
SELECT (SELECT sum(p) FROM (SELECT cluster_points_agg(x, y, industry, weight) AS p FROM firms GROUP BY industry, weight) g) = p AS sum FROM v;
SELECT sum(p) FROM v WHERE false;
SELECT cluster_points_agg(1, 1, 'A') + cluster_points_agg(1, 1, 'A', 1, 'plane');
SELECT cluster_points_agg(1, 1, 'A', 1, m) FROM unnest('{sphere,plane}'::text[]) m;
-- A window.
SELECT x, (points_summary(cluster_points_agg(x, y, industry) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))).firms FROM firms WHERE x IS NOT NULL ORDER BY x, industry;
SELECT (points_summary(cluster_points_agg(g, 0, 'A') OVER (ORDER BY g))).* FROM generate_series(1, 3) g;
-- A state that is used again after it was read.
DO $$ DECLARE p cluster_points; q cluster_points; BEGIN
	FOR i IN 1 .. 3 LOOP q := cluster_points_accumulate(p, i, i, 'A'); RAISE NOTICE '% % %', (points_summary(p)).firms, (points_summary(q)).firms, cluster_points_merge(q, q) = q + q; p := q; END LOOP; END $$;
-- Refused.
SELECT cluster_points_agg(39.9, 116.4, '纺织');
SELECT cluster_points_agg(500000, 4400000, 'A');
SELECT cluster_points_agg('NaN', 0, 'A');
SELECT cluster_points_agg(0, 'Infinity', 'A', 1, 'plane');
SELECT cluster_points_agg(0, 0, 'A', -1);
SELECT cluster_points_agg(0, 0, 'A', 'NaN');
SELECT cluster_points_agg(0, 0, 'A', 'Infinity');
SELECT cluster_points_agg(0, 0, repeat('长', 400));
SELECT cluster_points_agg(0, 0, 'A', 1, 'moon');
SELECT cluster_points_agg(0, 0, 'A', 1, NULL);
BEGIN;
SET LOCAL cluster_ext.max_cells = 3;
SELECT cluster_points_agg(g % 3, 0, 'A') IS NOT NULL AS three FROM generate_series(1, 100) g;
SELECT cluster_points_agg(g % 4, 0, 'A') FROM generate_series(1, 100) g;
ROLLBACK;
-- Text: what is written is read, and so is what means the same.
SELECT p::text::cluster_points = p AS read FROM v;
SELECT '{ "cluster_points" : 1, "metric":"sphere","skipped":0,"moved":0,"firms":{"B":[[180,1],[-180,1,1,2]],"A":[[1.50,2e0,0.5]],"B":[[7,90.0]]}}'::cluster_points;
SELECT length(p::text), left(p::text, 70), p::text::cluster_points = p AS read FROM (SELECT cluster_points_agg(g * 37 % 360 - 180, g % 90, 'I' || g % 3, g) FROM generate_series(1, 2000) g) x(p);
SELECT '{"cluster_points":1,"metric":"sphere","skipped":0,"moved":0,"firms":{"A":[[180.5,1]]}}'::cluster_points;
SELECT '{"cluster_points":1,"metric":"sphere","skipped":0,"moved":0,"firms":{"A":[[1,1,-1]]}}'::cluster_points;
SELECT '{"cluster_points":1,"metric":"sphere","skipped":0,"moved":0,"firms":{"A":[[1,1,1,0]]}}'::cluster_points;
SELECT '{"cluster_points":1,"metric":"sphere","skipped":0,"moved":0,"firms":{"A":[]}}'::cluster_points;
SELECT '{"cluster_points":1,"metric":"moon","skipped":0,"moved":0,"firms":{}}'::cluster_points;
SELECT '{"cluster_points":2,"metric":"sphere"}'::cluster_points;
SELECT '{"cluster_points":1,"industries":["A"],"base64":"Q1hQAQAAAAAAAAA="}'::cluster_points;
SELECT '{"cluster_points":1,"industries":[],"base64":"Q1hQAQAAAAAAAAA="}'::cluster_points;
SELECT '{"cluster_points":1,"industries":[],"base64":"Q1hQAgAAAAAAAAA="}'::cluster_points;
SELECT '{"cluster_matrix":1}'::cluster_points;
SELECT ''::cluster_points;
-- Some industries.
SELECT points_subset(p, '{B,C}'), points_subset(p) = p AS all, points_subset(p, '{}') AS none, points_subset(p, ARRAY[NULL, 'A']) = points_subset(p, '{A}') AS a, points_subset(NULL::cluster_points, '{A}') FROM v;
-- Snapped: in the plane to squares, by hand.
SELECT points_snap(cluster_points_agg(x, y, 'A', 1, 'plane'), 10) FROM (VALUES (12, -3), (11, -9), (10, 0)) v(x, y);
SELECT points_snap(points_snap(p, 10), 10) = points_snap(p, 10) AS once, (points_summary(points_snap(points_snap(p, 10), 40))).moved AS added FROM (SELECT cluster_points_agg(x, y, 'A', 1, 'plane') FROM (VALUES (12, -3), (11, -9), (10, 0)) v(x, y)) x(p);
-- On the sphere: 2,002 bands; distances are never above what summary says.
WITH s AS (SELECT cluster_points_agg(g * 0.731 - 180, (g * 7 % 1801) / 10.0 - 90, g::text) AS p FROM generate_series(0, 480) g),
	moved AS (SELECT a.x, a.y, b.x AS to_x, b.y AS to_y, (points_summary(points_snap(p, 10))).moved FROM s, points_cells(p) a JOIN points_cells(points_snap(p, 10)) b USING (industry))
SELECT count(*), max(d) <= max(moved) + 1e-6 AS bounded, max(d) >= max(moved) - 1e-6 AS reached, round(max(d)::numeric, 1) AS farthest
FROM moved, LATERAL (SELECT 2 * 6371.0088 * asin(sqrt(least(1, sind((to_y - y) / 2) ^ 2 + cosd(y) * cosd(to_y) * sind((to_x - x) / 2) ^ 2)))) h(d);
SELECT points_snap(p, side) FROM v, unnest(ARRAY[0]) side;
SELECT points_snap(p, 'NaN') FROM v;
SELECT points_snap(p, NULL) FROM v;
SELECT points_snap(p, 1e-7) FROM v;
SELECT points_snap(cluster_points_agg(1e6, 0, 'A', 1, 'plane'), 1e-7);
-- A sum of weights that no double holds is unknown.
SELECT c.*, s.weight AS sum FROM (SELECT cluster_points_agg(0, 0, 'A', 1.7e308) FROM generate_series(1, 2)) x(p), points_cells(p) c, points_summary(p) s;
