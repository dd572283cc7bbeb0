-- Local Moran, Gi and Gi*.  Chain of four regions with the values 1, 2, 4, 5: by hand I = .8, .4, .4, .8,
-- expected -8/15 and -4/15 with variances 224/225 and 104/225; z of Gi* -2.7^.5, -1.6^.5, 1.6^.5, 2.7^.5, of Gi -5/14^.5, -5/26^.5, ...
CREATE TEMP TABLE chain AS
SELECT cluster_matrix_agg(a, b, 1) AS w
FROM (VALUES ('a', 'b'), ('b', 'a'), ('b', 'c'), ('c', 'b'), ('c', 'd'), ('d', 'c')) v(a, b);

SELECT region, value, neighbours, round(z::numeric, 12) AS z, round(lag::numeric, 12) AS lag, round(local_moran::numeric, 12) AS local_moran, round((expectation * 15)::numeric, 12) AS expectation_15,
       round((variance * 225)::numeric, 10) AS variance_225, quadrant FROM chain c, local_moran('{a,b,c,d}', '{1,2,4,5}', w);
SELECT region, round(z_score::numeric, 12) AS z_score, round(p_value::numeric, 12) AS p_value, round(p_adjusted::numeric, 12) AS p_adjusted, p_permutation, p_permutation_adjusted
FROM chain c, local_moran('{a,b,c,d}', '{1,2,4,5}', w);
SELECT region, round(z::numeric, 12) AS z, round(local_moran::numeric, 12) AS local_moran, round(z_score::numeric, 12) AS z_score
FROM chain c, local_moran('{a,b,c,d}', '{1,2,4,5}', w, variance => 'sample');
SELECT region, neighbours, round(g::numeric, 12) AS g, expectation, round(variance::numeric, 12) AS variance, round(z_score::numeric, 12) AS z_score, round((z_score * z_score)::numeric, 12) AS squared, round(p_value::numeric, 12) AS p_value, round(p_adjusted::numeric, 12) AS p_adjusted
FROM chain c, local_getis_ord('{a,b,c,d}', '{1,2,4,5}', w);
SELECT region, round((g * 11)::numeric, 12) AS g_11, round(expectation::numeric, 12) AS expectation, round((25 / z_score ^ 2)::numeric, 10) AS z_score FROM chain c, local_getis_ord('{a,b,c,d}', '{1,2,4,5}', w, false) WHERE region = 'a';
SELECT region, round((25 / z_score ^ 2)::numeric, 10) AS z_score FROM chain c, local_getis_ord('{a,b,c,d}', '{1,2,4,5}', w, star => false);

-- With rows of weights that add up to 1 Gi* has the same z, for a region weighs itself as it does its others; its own weight is taken where there is one.
SELECT a.region, a.z_score = b.z_score AS same, round(b.g::numeric, 12) AS g FROM chain c, local_getis_ord('{a,b,c,d}', '{1,2,4,5}', w) a,
       (SELECT cluster_matrix_agg(a, b, 0.5) AS v FROM (VALUES ('a', 'b'), ('a', 'b'), ('b', 'a'), ('b', 'c'), ('c', 'b'), ('c', 'd'), ('d', 'c'), ('d', 'c')) v(a, b)) s, local_getis_ord('{a,b,c,d}', '{1,2,4,5}', s.v) b WHERE a.region = b.region;
SELECT region, round((g * 12)::numeric, 12) AS g_12 FROM chain c, (SELECT cluster_matrix_agg('a', 'a', 3) AS own) o, local_getis_ord('{a,b,c,d}', '{1,2,4,5}', w + own);

-- b sees 1 and 4 of 1, 4 and 5: the least sum of three, so that p is 2/3.  And so on.
SELECT region, abs(p_permutation - 2.0 / 3) < 0.03 AS near
FROM chain c, local_moran('{a,b,c,d}', '{1,2,4,5}', w, 9999);
SELECT bool_and(a.p_permutation = b.p_permutation) AS same FROM chain c, local_moran('{a,b,c,d}', '{1,2,4,5}', w, 99, 7) a, local_getis_ord('{d,c,b,a}', '{5,4,2,1}', w, true, 99, 7) b WHERE a.region = b.region;

-- An island and a region without a value.
SELECT region, value, neighbours, round(z::numeric, 6) AS z, round(lag::numeric, 6) AS lag, round(local_moran::numeric, 6) AS local_moran, round(z_score::numeric, 6) AS z_score, p_permutation, quadrant FROM chain c, local_moran('{a,b,c,d,x}', '{1,2,NULL,5,3}', w, 99) WHERE region IN ('c', 'd', 'x');
SELECT region, value, neighbours, round(g::numeric, 12) AS g, round(z_score::numeric, 12) AS z_score, p_permutation FROM chain c, local_getis_ord('{a,b,c,d,x}', '{1,2,NULL,5,0}', w, permutations => 99) WHERE region IN ('c', 'x');
SELECT count(*), count(z), count(p_value), count(p_adjusted) FROM chain c, local_moran('{a,b,c,d}', '{3,3,3,3}', w, 99);

-- Of a matrix: a row for each industry and region.
CREATE TEMP TABLE places AS
SELECT cluster_matrix_agg(r, i, s) AS m
FROM (VALUES ('a', 'I1', 1), ('a', 'I2', 9), ('b', 'I1', 2), ('b', 'I2', 8), ('c', 'I1', 4), ('c', 'I2', 6), ('d', 'I1', 5), ('d', 'I2', 5), ('e', 'I1', 0)) v(r, i, s);
SELECT industry, region, round(value::numeric, 6) AS value, l.neighbours, round(local_moran::numeric, 12) AS local_moran, quadrant FROM chain c, places, local_moran(m, w) l;
SELECT industry, region, value, round(z_score::numeric, 6) AS z_score FROM chain c, places, local_getis_ord(m, w, 'share', 'I1') l;
SELECT count(*) FROM chain c, places, local_getis_ord(m, w, 'size', 'I1', false) l WHERE value IS NOT NULL;
SELECT region, quadrant FROM chain c, places, local_moran(m, w, 'size') l WHERE industry = 'I2' AND region IN ('a', 'd', 'nowhere');
SELECT count(*) FROM chain, local_moran(NULL, w);

-- Arguments.
SELECT * FROM chain c, local_moran('{a,b,a}', '{1,2,3}', w);
SELECT * FROM chain c, local_moran('{a,b}', '{1,2}', w, variance => 'n');
SELECT * FROM chain c, local_getis_ord('{a,b}', '{1,2}', w, star => NULL);
SELECT * FROM chain c, local_getis_ord('{a,b}', '{1,2}', w, permutations => 2000000000);
BEGIN;
SET LOCAL cluster_ext.max_cells = 9;
SELECT * FROM chain c, places, local_moran(m, w);
ROLLBACK;
