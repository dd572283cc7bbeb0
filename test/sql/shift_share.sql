-- Shift-share at the edges.
\pset null '-'
SET extra_float_digits = 0;
-- The worked example of the literature: (100, 50) to (130, 45) in a nation from (1000, 1000) to (1100, 1000).
CREATE TABLE t (year int, region text, industry text, size float8);
INSERT INTO t VALUES (2000, 'R', 'I1', 100), (2000, 'R', 'I2', 50), (2000, 'S', 'I1', 900), (2000, 'S', 'I2', 950),
  (2001, 'R', 'I1', 130), (2001, 'R', 'I2', 45), (2001, 'S', 'I1', 970), (2001, 'S', 'I2', 955);
CREATE VIEW e AS SELECT cluster_matrix_agg(region, industry, size) FILTER (WHERE year = 2000) AS a,
  cluster_matrix_agg(region, industry, size) FILTER (WHERE year = 2001) AS b FROM t;
SELECT region, industry, s.base, s.final, change, s.national, industry_mix, regional, status FROM e, shift_share(a, b) AS s;
SELECT industry, homothetic, competitive, allocation, mix_homothetic FROM e, shift_share(a, b, method => 'esteban-marquillas') AS s WHERE region = 'R';
SELECT industry, national_homothetic AS nh, national_differential AS nd, mix_homothetic AS mh, mix_differential AS md, regional_homothetic AS rh,
  round(regional_differential::numeric, 6) AS rd, regional_industry_homothetic AS rih, round(regional_industry_differential::numeric, 6) AS rid, competitive
FROM e, shift_share(a, b, 'arcelus') AS s WHERE region = 'R';
-- The year before the base: everything backwards, also where it was empty.
SELECT region, industry, change, regional, status FROM e, shift_share(b, a) AS s;

-- Cells, regions and industries that come and go; every method puts what has no past into the last component.
CREATE VIEW f AS SELECT
  (SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('a', 'old', 1), ('a', 'x', 1), ('a', 'y', 1), ('b', 'y', 1), ('gone', 'x', 2), ('zero', 'x', 0)) v(r, i, s)) AS a,
  (SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('a', 'new', 1), ('a', 'x', 2), ('b', 'x', 1), ('b', 'y', 1), ('fresh', 'x', 3), ('zero', 'x', 0)) v(r, i, s)) AS b;
SELECT region, industry, s.base, s.final, s.national, industry_mix, regional, status FROM f, shift_share(a, b) AS s;
SELECT region, industry, homothetic, competitive, allocation FROM f, shift_share(a, b, 'esteban-marquillas') AS s WHERE s.base = 0;
SELECT region, industry, regional_homothetic AS rh, regional_industry_homothetic AS rih, regional_industry_differential AS rid FROM f, shift_share(a, b, 'arcelus') AS s WHERE s.base = 0;
-- From nothing, to nothing, and of one region or industry.
SELECT region, industry, change, s.national, industry_mix, regional, status FROM f, shift_share('{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}}', b) AS s WHERE region IN ('a', 'zero');
SELECT region, industry, change, s.national, industry_mix, regional, status FROM f, shift_share(b, '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}}') AS s WHERE region = 'b';
SELECT count(*) FROM shift_share('{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}}', '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}}');
SELECT region, change, s.national, industry_mix, regional FROM e, shift_share(coarsen(a, 0, NULL), coarsen(b, 0, NULL)) AS s;
SELECT region, change, s.national, industry_mix, regional FROM e, shift_share(coarsen(a, NULL, 0), coarsen(b, NULL, 0)) AS s;
SELECT count(*) FROM e, shift_share(a, NULL);
-- Numbers of firms, also unknown ones.
SELECT region, industry, s.base, s.final, regional, status FROM e, shift_share(a, a + b, of => 'firms') AS s;
SELECT region, industry, s.base, s.final, change, s.national, regional, status
FROM e, shift_share(a, (SELECT cluster_matrix_from_cells(r, 'I1', n, 5, NULL, NULL, NULL) FROM (VALUES ('R', NULL), ('S', 3)) v(r, n)), of => 'firms') AS s WHERE industry = 'I1';

-- Sizes at the ends of the range: 1e-300 grows to 1e300; what is beyond it is NULL, the rest stands.
SELECT region, industry, change, s.national, industry_mix, regional, homothetic, competitive, allocation, status
FROM shift_share((SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('a', 'x', 1e-300), ('a', 'y', 1e300), ('b', 'x', 1e300), ('b', 'y', 1e300)) v(r, i, s)),
  (SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('a', 'x', 1e300), ('a', 'y', 1e300), ('b', 'x', 1e300), ('b', 'y', 1e300)) v(r, i, s)), 'esteban-marquillas') AS s;

-- Over years: the sum of the steps; gaps are refused.
CREATE VIEW y AS SELECT array_agg(year) AS years, array_agg(m) AS ms FROM
  (SELECT 2002 AS year, cluster_matrix_agg('R', 'I1', 150) AS m UNION ALL SELECT 2000, a FROM e UNION ALL SELECT 2001, b FROM e) AS u;
SELECT region, industry, s.base, s.final, change, s.national, industry_mix, regional, status FROM y, shift_share_dynamic(years, ms) AS s;
SELECT region, industry, change, homothetic, competitive, allocation FROM y, shift_share_dynamic(years, ms, method => 'esteban-marquillas') AS s;
-- Two years are two years; ten years apart with step => 10.
SELECT count(*) AS differences FROM e, (SELECT * FROM e, shift_share_dynamic(ARRAY[1, 2], ARRAY[a, b], 'arcelus')) AS d FULL JOIN (SELECT * FROM e, shift_share(a, b, 'arcelus')) AS s USING (region, industry) WHERE (d.*)::text <> (s.*)::text;
SELECT count(*) FROM e, shift_share_dynamic(ARRAY[2010, 2000], ARRAY[b, a], step => 10);
-- There and gone again.
SELECT region, industry, s.base, s.final, change, s.national, industry_mix, regional, status FROM f, shift_share_dynamic(ARRAY[1, 5, 9], ARRAY[a, b, a], step => NULL) AS s WHERE status = 'temporary';
SELECT count(*) FROM shift_share_dynamic(NULL, NULL);

-- Neighbours: weights are standardised, labels that no year has do not count, S has no neighbours.
CREATE VIEW n AS SELECT cluster_matrix_agg(a, b, w) AS w FROM (VALUES ('R', 'S', 5), ('Q', 'R', 1)) v(a, b, w);
SELECT region, industry, change, neighbour_base, neighbour_final, s.national, industry_mix, round(neighbourhood::numeric, 6) AS neighbourhood, round(regional::numeric, 6) AS regional, status
FROM e, n, shift_share_spatial(a, b, w) AS s;
SELECT region, industry, change, neighbour_base, neighbourhood, regional, status FROM f, shift_share_spatial(a, b, (SELECT cluster_matrix_agg(x, y, 1) FROM (VALUES ('a', 'b'), ('b', 'a'), ('fresh', 'a')) v(x, y))) AS s;
SELECT count(*) FROM e, shift_share_spatial(a, b, NULL);

-- Errors.
\set VERBOSITY default
SELECT * FROM e, shift_share(a, b, 'dunn');
SELECT * FROM e, shift_share(a, b, NULL);
SELECT * FROM e, shift_share(a, b, of => 'jobs');
SELECT * FROM e, shift_share_dynamic(ARRAY[2000, 2001, 2003], ARRAY[a, b, b]);
SELECT * FROM e, shift_share_dynamic(ARRAY[2000, 2003], ARRAY[a, b], step => 5);
SELECT * FROM e, shift_share_dynamic(ARRAY[-2147483648, 2147483647], ARRAY[a, b]);
SELECT * FROM e, shift_share_dynamic(ARRAY[2000, 2000], ARRAY[a, b]);
SELECT * FROM e, shift_share_dynamic(ARRAY[2000], ARRAY[a]);
SELECT * FROM e, shift_share_dynamic(ARRAY[2000, 2001], ARRAY[a]);
SELECT * FROM e, shift_share_dynamic(ARRAY[2000, 2001], ARRAY[a, NULL]);
SELECT * FROM e, shift_share_dynamic(ARRAY[2000, NULL], ARRAY[a, b]);
SELECT * FROM e, shift_share_dynamic(ARRAY[2000, 2001], ARRAY[a, b], step => 0);
DROP VIEW e, f, y, n CASCADE;
DROP TABLE t;
