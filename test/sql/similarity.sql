-- Structural similarity at the edges.
\pset null '-'
SET extra_float_digits = 0;
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
-- The worked example of the literature, with a region that shares nothing and an empty one.
CREATE TABLE t (region text, industry text, size float8);
INSERT INTO t VALUES ('R1', 'I1', 10), ('R1', 'I2', 40), ('R2', 'I1', 20), ('R2', 'I2', 10), ('R3', 'I1', 30), ('R3', 'I2', 10), ('R4', 'I3', 5), ('R5', 'I1', 0);
CREATE VIEW e AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM t;
SELECT region_a, region_b, r(unido) AS unido, r(finger_kreinin) AS finger_kreinin, r(krugman) AS krugman, jaccard FROM e, structural_similarity(m);
-- The cut, by each measure.
SELECT region_a, region_b, r(unido) AS unido FROM e, structural_similarity(m, minimum => 0.9);
SELECT region_a, region_b, r(finger_kreinin) AS finger_kreinin FROM e, structural_similarity(m, 0.5, by => 'finger_kreinin');
SELECT region_a, region_b, jaccard FROM e, structural_similarity(m, 1, by => 'jaccard');
-- A quotient of 2.5 is nowhere: no set of specialisations to compare, except that R4 is in all of I3.
SELECT region_a, region_b, jaccard FROM e, structural_similarity(m, threshold => 2.5);
SELECT region, jaccard FROM e, structural_similarity_to(m, 'R4', threshold => 2.5);
-- Against a region and against all.
SELECT region, r(unido) AS unido, r(finger_kreinin) AS finger_kreinin, r(krugman) AS krugman, jaccard FROM e, structural_similarity_to(m, region => 'R2');
SELECT region, r(unido) AS unido, r(finger_kreinin) AS finger_kreinin, r(krugman) AS krugman, r(jaccard) AS jaccard FROM e, structural_similarity_to(m);
SELECT region, jaccard FROM e, structural_similarity_to(m, threshold => 2.5);
-- A wider nation, which has an industry that the matrix lacks.
SELECT region, r(unido) AS unido, r(finger_kreinin) AS finger_kreinin, r(krugman) AS krugman, jaccard
FROM e, structural_similarity_to(m, reference => m + (SELECT cluster_matrix_agg('R6', i, 50) FROM (VALUES ('I0'), ('I1')) v(i)));
SELECT region_a, region_b, r(unido) AS unido, jaccard FROM e, structural_similarity(m, reference => m + (SELECT cluster_matrix_agg('R6', 'I1', 500)));
-- Of firms, known or not; what is unknown is not above a cut; nothing to compare.
SELECT region_a, region_b, unido, jaccard FROM e, structural_similarity(m, of => 'firms') AS s WHERE region_a = 'R1' AND region_b = 'R2';
SELECT minimum, region_a, region_b, unido, jaccard FROM (VALUES (0), (0.5)) c(minimum), structural_similarity((SELECT cluster_matrix_from_cells(r, 'i', n, 5, NULL, NULL, NULL) FROM (VALUES ('a', 1), ('b', NULL), ('c', 2)) v(r, n)), minimum => minimum, of => 'firms');
SELECT count(*) FROM structural_similarity((SELECT cluster_matrix_agg('r', 'i', 1)));
SELECT count(*) FROM structural_similarity('{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}}');
SELECT * FROM structural_similarity_to((SELECT cluster_matrix_agg('r', 'i', 1)));
SELECT count(*) FROM structural_similarity(NULL);
SELECT count(*) FROM structural_similarity_to(NULL);

-- Errors.
\set VERBOSITY default
SELECT * FROM e, structural_similarity(m, 2);
SELECT * FROM e, structural_similarity(m, by => 'krugman');
SELECT * FROM e, structural_similarity(m, threshold => -1);
SELECT * FROM e, structural_similarity(m, reference => (SELECT cluster_matrix_agg('R', 'I1', 1)));
SELECT * FROM e, structural_similarity_to(m, 'R9');
DROP VIEW e;
DROP TABLE t;
DROP FUNCTION r;
