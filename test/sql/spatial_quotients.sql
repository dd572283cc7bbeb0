-- Focal location quotients by hand, and at their edges.
\pset null '-'
SET extra_float_digits = 0;
-- A row of four places: a - b - c, and d apart. Steel is in b and d, bread everywhere.
CREATE TEMP TABLE firms (region text, industry text, jobs float8);
INSERT INTO firms VALUES ('a', 'bread', 10), ('b', 'bread', 10), ('b', 'steel', 20), ('b', 'steel', 10), ('c', 'bread', 20), ('d', 'bread', 20), ('d', 'steel', 10);
CREATE TEMP VIEW m AS SELECT cluster_matrix_agg(region, industry, jobs) AS m FROM firms;
CREATE TEMP VIEW n AS SELECT neighbours_within(cluster_points_agg(x, 0, label, 1, 'plane'), 1) AS n FROM (VALUES ('a', 1), ('b', 2), ('c', 3), ('d', 9)) AS v(label, x);
-- 40 of 100 jobs are in steel. Around a there are 10 + 40, 30 of them in steel: 0.6 / 0.4.
SELECT q.* FROM m, n, spatial_quotients(m, n) q;
-- Of firms: 3 of 7 in steel, and around a 2 of 4.
SELECT region, industry, focal_firms, lq, focal_lq FROM m, n, spatial_quotients(m, n, of => 'firms') WHERE region = 'a';
-- Half of itself; only its neighbours, of which d has none; the mean of its neighbours, from weights in style W.
SELECT region, focal_size, focal_lq FROM m, n, spatial_quotients(m, n, own => 0.5) WHERE industry = 'steel';
SELECT region, industry, size, focal_size, lq, focal_lq FROM m, n, spatial_quotients(m, n, own => 0);
SELECT region, focal_size, focal_lq FROM m, n, spatial_quotients(m, neighbours_style(n, 'W'), own => 0) WHERE industry = 'bread';
-- What the weights say of a region's own is left alone; regions of one of both sides only do not count, or count alone.
SELECT count(*) FROM (SELECT q.* FROM m, n, spatial_quotients(m, n) q EXCEPT SELECT q.* FROM m, n, spatial_quotients(m, n + (SELECT cluster_matrix_agg(l, l, 7) FROM unnest('{a,b,x}'::text[]) AS l)) q) AS t;
SELECT region, industry, focal_size, focal_lq = lq AS alone FROM m, spatial_quotients(m, (SELECT cluster_matrix_agg(a, b, 1) FROM (VALUES ('x', 'a'), ('a', 'x'), ('y', 'y')) AS v(a, b)));
-- All are neighbours of all: every region's quotient is 1.
SELECT min(focal_lq), max(focal_lq), count(*) FROM m, spatial_quotients(m, (SELECT cluster_matrix_agg(a, b, 1) FROM unnest('{a,b,c,d}'::text[]) AS a, unnest('{a,b,c,d}'::text[]) AS b WHERE a <> b));
-- Without neighbours it is the location quotient.
SELECT count(*) FROM m, location_quotients(m) l JOIN spatial_quotients(m, (SELECT cluster_matrix_agg('a', 'a', 0))) s USING (region, industry) WHERE l.lq IS NOT DISTINCT FROM s.focal_lq AND s.lq = s.focal_lq AND s.focal_firms = l.firms;
-- Unknown firms and sizes, published zeros, empty regions.
CREATE TEMP VIEW published AS SELECT cluster_matrix_from_cells(r, i, f, s, NULL, NULL, NULL) AS m FROM (VALUES ('a', 'x', 3, 30), ('b', 'x', NULL, 10), ('c', 'x', 5, NULL), ('d', 'x', 0, 0), ('e', 'x', 1, 0), ('f', 'y', 2, 8)) AS v(r, i, f, s);
SELECT q.* FROM published, spatial_quotients(m, (SELECT cluster_matrix_agg(a, b, 1) FROM (VALUES ('a', 'b'), ('b', 'a'), ('d', 'e'), ('e', 'd'), ('f', 'c')) AS v(a, b))) AS q;
SELECT q.* FROM published, spatial_quotients(subset(m, '{a,d,f}'), (SELECT cluster_matrix_agg('d', 'a', 2) + cluster_matrix_agg('f', 'd', 1)), of => 'firms') AS q;
SELECT count(*) FROM spatial_quotients('{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}}', '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}}');
SELECT count(*) FROM m, spatial_quotients(m, NULL);
SELECT count(*) FROM n, spatial_quotients(NULL, n);

-- Errors.
\set VERBOSITY default
SELECT q.* FROM m, n, spatial_quotients(m, n, own => -1) q;
SELECT q.* FROM m, n, spatial_quotients(m, n, own => NULL) q;
SELECT q.* FROM m, n, spatial_quotients(m, n, of => 'jobs') q;
