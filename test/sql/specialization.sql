-- Specialization of regions at the edges.
\pset null '-'
SET extra_float_digits = 0;
-- The worked example of the literature: three regions, two industries.
CREATE TABLE t (region text, industry text, size float8);
INSERT INTO t VALUES ('R1', 'I1', 10), ('R1', 'I2', 40), ('R2', 'I1', 20), ('R2', 'I2', 10), ('R3', 'I1', 30), ('R3', 'I2', 10);
CREATE VIEW e AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM t;
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
SELECT region, r(krugman) AS krugman, r(hachman) AS hachman, r(relative_diversity) AS diversity, r(unrelated_variety) AS bits FROM e, region_specialization(m, group_digits => 2);

-- One industry: nothing to compare.
SELECT region, herfindahl, gini, krugman, entropy, hachman, relative_diversity
FROM region_specialization((SELECT cluster_matrix_agg(r, 'only', s) FROM (VALUES ('a', 5), ('b', 7), ('c', 0)) v(r, s)));
-- Against the rest of the nation, and the mean mix of the other regions: 1.028571, .444444, .75 and 1.016667, .383333, .633333.
SELECT s.region, r(s.krugman / (1 - s.size / n.size)) AS rest, r(o.krugman * n.regions / (n.regions - 1)) AS mean_of_others
FROM e, summary(m) AS n, region_specialization(m) AS s,
     LATERAL (SELECT cluster_matrix_from_cells(k.region, k.industry, NULL, k.size / g.size, NULL, NULL, NULL) AS alike FROM cells(m) AS k JOIN regions(m) AS g USING (region)) AS x,
     region_specialization(alike) AS o WHERE o.region = s.region;
-- Shares (.4, .1 | .3, .2): 1 bit between, .846439 within, 1.846439 in all.
SELECT r(s.unrelated_variety) AS unrelated, r(s.related_variety) AS related, r(s.entropy / ln(2.0::float8)) AS bits
FROM region_specialization((SELECT cluster_matrix_agg('r', i, x) FROM (VALUES ('A1', 4), ('A2', 1), ('B1', 3), ('B2', 2)) AS v(i, x)), group_digits => 1) AS s;
-- Chinese labels are cut by characters.
SELECT d.region, r(d.between_groups) AS between, r(d.within_groups) AS within
FROM specialization_decomposition((SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('北', '汽车', 3), ('北', '汽修', 1), ('南', '汽车', 1), ('南', '纺织', 5)) v(r, i, s)), 1) AS d;

-- One giant among dwarfs.
CREATE VIEW giants AS SELECT cluster_matrix_agg(r, i, s) AS m FROM (VALUES ('g', 'x', 1e-300), ('g', 'y', 1e300), ('d', 'x', 1e-300), ('h', 'y', 1e300), ('z', 'z', 0)) v(r, i, s);
SELECT s.region, r(herfindahl) AS herfindahl, r(gini) AS gini, r(krugman) AS krugman, r(theil) AS theil, r(related_variety + unrelated_variety) AS bits, hachman FROM giants, region_specialization(m) AS s;
DROP VIEW giants;

-- Errors.
\set VERBOSITY default
SELECT * FROM region_specialization((SELECT m FROM e), reference => (SELECT cluster_matrix_agg(region, industry, size) FROM t WHERE industry <> 'I1'));
DROP VIEW e;
DROP TABLE t;
DROP FUNCTION r;
