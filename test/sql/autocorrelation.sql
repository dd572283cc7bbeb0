-- Moran, Geary and Getis-Ord.  Chain of four regions with the values 1, 2, 4, 5:
-- by hand I = 2/5 with variance 31/135 and 4/27, C = 3/10 with 91/600 and 2/15,
-- G = 30/49; as the unit test has them.
CREATE TEMP TABLE chain AS
SELECT cluster_matrix_agg(a, b, 1) AS neighbours
FROM (VALUES ('a', 'b'), ('b', 'a'), ('b', 'c'), ('c', 'b'), ('c', 'd'), ('d', 'c')) v(a, b);

SELECT regions, islands, links, round(moran::numeric, 12) AS moran, round(expectation::numeric, 12) AS expectation, round(variance::numeric, 12) AS variance, round(z_score::numeric, 12) AS z_score, round(p_value::numeric, 12) AS p_value FROM chain, moran('{a,b,c,d}', '{1,2,4,5}', neighbours);
SELECT round((variance * 135)::numeric, 10) AS variance_135, round((variance_normality * 27)::numeric, 10) AS normality_27,
       round(z_normality::numeric, 12) AS z_normality, round(p_normality::numeric, 12) AS p_normality, p_permutation FROM chain, moran('{a,b,c,d}', '{1,2,4,5}', neighbours);
SELECT round(geary::numeric, 12) AS geary, expectation, round((variance * 600)::numeric, 10) AS variance_600, round(z_score::numeric, 12) AS z_score, round(p_value::numeric, 12) AS p_value, round((variance_normality * 15)::numeric, 10) AS normality_15,
       round(z_normality::numeric, 12) AS z_normality, round(p_normality::numeric, 12) AS p_normality, p_permutation FROM chain, geary('{a,b,c,d}', '{1,2,4,5}', neighbours);
SELECT regions, islands, links, round((getis_ord * 49)::numeric, 10) AS getis_ord_49, expectation, round(variance::numeric, 12) AS variance, round(z_score::numeric, 12) AS z_score, round(p_value::numeric, 12) AS p_value, p_permutation
FROM chain, getis_ord('{a,b,c,d}', '{1,2,4,5}', neighbours);

-- The order of the arrays does not matter, nor a region without a name; one without a value is left out with its links.
SELECT a = b AS same FROM chain, moran('{a,b,c,d}', '{1,2,4,5}', neighbours, 99) a, moran('{d,b,NULL,a,c}', '{5,2,7,1,4}', neighbours, 99) b;
SELECT regions, islands, links, round(moran::numeric, 12) AS moran FROM chain, moran('{a,b,c,d}', '{1,2,NULL,5}', neighbours);
-- Islands count in n, or not: one that the neighbours do not know, and one that they do.
SELECT regions, islands, links, round(moran::numeric, 12) AS moran, round(expectation::numeric, 12) AS expectation FROM chain, (SELECT cluster_matrix_agg('y', 'y', 0) AS island) i, moran('{a,b,c,d,x,y}', '{1,2,4,5,3,3}', neighbours + island);
SELECT regions, islands, links, round(moran::numeric, 12) AS moran, round(expectation::numeric, 12) AS expectation FROM chain, moran('{a,b,c,d,x,y}', '{1,2,4,5,3,3}', neighbours, islands => 'drop');
-- Of 24 orders 2 have an I of 0.4, the largest.
SELECT abs(p_permutation - 1.0 / 6) < 0.02 AS near FROM chain, moran('{a,b,c,d}', '{1,2,4,5}', neighbours, 9999);
SELECT a.p_permutation = b.p_permutation AS same, a.p_permutation = c.p_permutation AS same_seed FROM chain, moran('{a,b,c,d}', '{1,2,4,5}', neighbours, 999, 7) a,
       moran('{a,b,c,d}', '{1,2,4,5}', neighbours, 999, 7) b, moran('{a,b,c,d}', '{1,2,4,5}', neighbours, 999, 8) c;

-- Undefined: equal values, nothing linked, nothing at all; G of values below 0.
SELECT m.* FROM chain, moran('{a,b,c,d}', '{0.1,0.1,0.1,0.1}', neighbours, 99) m;
SELECT m.* FROM chain, moran('{a,d}', '{1,2}', neighbours, 99) m;
SELECT m.* FROM chain, geary('{}', '{}', neighbours, 99) m;
SELECT m.* FROM chain, moran(NULL, '{1}', neighbours) m;
SELECT m.* FROM chain, getis_ord('{a,b,c,d}', '{1,2,4,-5}', neighbours, 9) m;

-- Of a matrix: a row for each industry, location quotients by default.  A region without any size has none.
CREATE TEMP TABLE places AS
SELECT cluster_matrix_agg(r, i, s) AS m
FROM (VALUES ('a', 'I1', 1), ('a', 'I2', 9), ('b', 'I1', 2), ('b', 'I2', 8), ('c', 'I1', 4), ('c', 'I2', 6), ('d', 'I1', 5), ('d', 'I2', 5), ('e', 'I1', 0)) v(r, i, s);
SELECT industry, regions, islands, links, round(moran::numeric, 12) AS moran, round(z_score::numeric, 12) AS z_score, round(p_value::numeric, 12) AS p_value, round(p_adjusted::numeric, 12) AS p_adjusted, p_permutation FROM chain, places, moran(m, neighbours);
SELECT industry, regions, islands, round(moran::numeric, 12) AS moran FROM chain, places, moran(m, neighbours, 'share', 'I1');
SELECT industry, regions, islands, round(moran::numeric, 12) AS moran FROM chain, places, moran(m, neighbours, 'size', 'I1');
SELECT industry, regions, islands, round(moran::numeric, 12) AS moran FROM chain, places, moran(m, neighbours, 'firms', islands => 'drop');
SELECT industry, regions, round(geary::numeric, 12) AS geary FROM chain, places, geary(m, neighbours, 'log_lq');
SELECT industry, regions, round((getis_ord * 49)::numeric, 10) AS getis_ord_49, round(p_adjusted::numeric, 12) AS p_adjusted FROM chain, places, getis_ord(m, neighbours, 'share', 'I1');
SELECT x.p_permutation = y.p_permutation AS same FROM chain, places, moran(m, neighbours, permutations => 99) x, moran(m, neighbours, industry => 'I2', permutations => 99) y WHERE x.industry = y.industry;
SELECT count(*) FROM chain, moran(NULL, neighbours);
SELECT count(*) FROM places, moran(m, NULL);

-- Arguments.
SELECT * FROM chain, moran('{a,b,a}', '{1,2,3}', neighbours);
SELECT * FROM chain, moran('{a,b}', '{1,2,3}', neighbours);
SELECT * FROM chain, moran('{a,b}', '{1,Infinity}', neighbours);
SELECT * FROM chain, moran('{a,b}', '{1,2}', neighbours, -1);
SELECT * FROM chain, moran('{a,b}', '{1,2}', neighbours, seed => NULL);
SELECT * FROM chain, moran('{a,b}', '{1,2}', neighbours, islands => 'sink');
SELECT * FROM chain, places, moran(m, neighbours, 'jobs');
SELECT * FROM chain, places, getis_ord(m, neighbours, 'log_lq');
SELECT * FROM chain, places, moran(m, neighbours, industry => 'I9');
