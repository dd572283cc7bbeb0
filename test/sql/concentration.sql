-- Concentration, specialization and coagglomeration at the edges.
\pset null '-'
SET extra_float_digits = 0;
-- The worked example of the literature: three regions, two industries.
CREATE TABLE t (region text, industry text, size float8);
INSERT INTO t VALUES ('R1', 'I1', 10), ('R1', 'I2', 40), ('R2', 'I1', 20), ('R2', 'I2', 10), ('R3', 'I1', 30), ('R3', 'I2', 10);
CREATE VIEW e AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM t;
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
SELECT industry, r(gini) AS gini, r(hoover) AS hoover, r(theil) AS theil, r(mean_log_deviation) AS mld, r(krugman) AS krugman FROM e, industry_concentration(m);
SELECT region, r(krugman) AS krugman, r(hachman) AS hachman, r(relative_diversity) AS diversity, r(unrelated_variety) AS bits FROM e, region_specialization(m, group_digits => 2);

-- One plant: no Ellison-Glaeser index, but the rest of the row.  One region: nothing to compare.  No size: nothing at all.
SELECT industry, firms, size, regions, herfindahl_firms, cr1, r(gini) AS gini, ellison_glaeser, maurel_sedillot
FROM industry_concentration((SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('a', 'one', 5), ('a', 'rest', 5), ('b', 'rest', 10), ('b', 'none', 0)) v(r, i, s)));
SELECT industry, herfindahl, gini, krugman, theil, entropy, ellison_glaeser, ellison_glaeser_z
FROM industry_concentration((SELECT cluster_matrix_agg('a', i, s) FROM (VALUES ('x', 5), ('x', 7), ('y', 1)) v(i, s)));
SELECT region, herfindahl, gini, krugman, entropy, hachman, relative_diversity
FROM region_specialization((SELECT cluster_matrix_agg(r, 'only', s) FROM (VALUES ('a', 5), ('b', 7), ('c', 0)) v(r, s)));
-- Published cells: what needs plants is NULL.
SELECT industry, herfindahl_firms, cr1, r(gini) AS gini, ellison_glaeser, r(mori) AS mori
FROM industry_concentration((SELECT cluster_matrix_from_cells(r, i, n, s, NULL, NULL, NULL)
  FROM (VALUES ('a', 'x', 3, 60), ('b', 'x', 5, 20), ('a', 'y', 4, 20), ('b', 'y', 2, 100)) v(r, i, n, s)));
SELECT industry, r(ellison_glaeser) AS ellison_glaeser, mori
FROM industry_concentration((SELECT cluster_matrix_from_cells(r, i, NULL, s, q, NULL, NULL)
  FROM (VALUES ('a', 'x', 60, 1300), ('b', 'x', 20, 100), ('a', 'y', 20, 100), ('b', 'y', 100, 5000)) v(r, i, s, q)));
-- Numbers of firms instead of size.
SELECT industry, r(herfindahl_firms) AS plants, r(herfindahl) AS herfindahl, r(krugman) AS krugman FROM e, industry_concentration(m, of => 'firms');
-- Areas: plants (1/2, 1/2, 0) on areas (1/4, 1/4, 1/2) give ln 2.
SELECT r(mori) AS mori FROM industry_concentration((SELECT cluster_matrix_agg(r, i, 1) FROM (VALUES ('a', 'x'), ('b', 'x'), ('c', 'y')) v(r, i)),
  area_regions => ARRAY['a', 'b', 'c'], area => ARRAY[1, 1, 2]) WHERE industry = 'x';

-- Pairs: n_a = (2, 1, 0), n_b = (1, 1, 2) give 0.25 and 0.011905 beyond chance.
SELECT industry_a, industry_b, r(colocation) AS colocation, r(excess_colocation) AS excess
FROM coagglomeration((SELECT cluster_matrix_agg(r, i, 1) FROM (VALUES ('1', 'a'), ('1', 'a'), ('2', 'a'), ('1', 'b'), ('2', 'b'), ('3', 'b'), ('3', 'b')) v(r, i)));
SELECT count(*) FROM coagglomeration((SELECT cluster_matrix_agg('r', 'i', 1)));
SELECT r(group_coagglomeration(m, ARRAY['I1', 'I2'])) AS both, group_coagglomeration(m, ARRAY['I1', 'nothing']) AS one, group_coagglomeration(m, NULL) AS no_group FROM e;

-- Errors.
\set VERBOSITY default
SELECT * FROM industry_concentration((SELECT m FROM e), reference => (SELECT cluster_matrix_agg(region, industry, size) FROM t WHERE region <> 'R2'));
SELECT * FROM region_specialization((SELECT m FROM e), reference => (SELECT cluster_matrix_agg(region, industry, size) FROM t WHERE industry <> 'I1'));
SELECT * FROM industry_concentration((SELECT m FROM e), of => 'jobs');
SELECT * FROM industry_concentration((SELECT m FROM e), area_regions => ARRAY['R1'], area => ARRAY[1, 2]);
SELECT * FROM locational_lorenz((SELECT m FROM e), 'I3');
-- Ten regions of weight 1/10 each, the k-th with k of 55: of four steps of population the first corners are at 0.3, 0.5, 0.8 and the
-- end, with (1+2+3, .. 5, .. 8)/55; twice the area over the whole curve is 2 (1 1 + 2 2 + .. 10 10)/(10 55) - 11/10 = 0.3.
CREATE VIEW ten AS SELECT cluster_matrix_from_cells('R' || k, i, NULL, CASE i WHEN 'A' THEN k ELSE 100 - k END, NULL, NULL, NULL) AS m
FROM generate_series(0, 9) r, LATERAL (SELECT r + 1 AS k) AS x, (VALUES ('A'), ('B')) AS v(i);
SELECT region, round(lq::numeric, 6) AS lq, round(region_share::numeric, 12) AS region_share, round(industry_share::numeric, 12) AS industry_share,
       round(gini::numeric, 12) AS gini FROM ten, locational_lorenz(m, 'A', points => 4);
SELECT count(*), round(min(gini)::numeric, 12) AS gini FROM ten, locational_lorenz(m, 'A', points => 10);
SELECT locational_lorenz(m, 'A', points => 0) FROM ten;
DROP VIEW ten;
SELECT * FROM theil_decomposition((SELECT m FROM e), -1);
DROP VIEW e;
DROP TABLE t;
DROP FUNCTION r;
