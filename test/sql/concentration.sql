-- Concentration at the edges.
\pset null '-'
SET extra_float_digits = 0;
-- The worked example of the literature: three regions, two industries.
CREATE TABLE t (region text, industry text, size float8);
INSERT INTO t VALUES ('R1', 'I1', 10), ('R1', 'I2', 40), ('R2', 'I1', 20), ('R2', 'I2', 10), ('R3', 'I1', 30), ('R3', 'I2', 10);
CREATE VIEW e AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM t;
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
SELECT industry, r(gini) AS gini, r(hoover) AS hoover, r(theil) AS theil, r(mean_log_deviation) AS mld, r(krugman) AS krugman FROM e, industry_concentration(m);

-- One plant: no Ellison-Glaeser index, but the rest of the row.  One region: nothing to compare.  No size: nothing at all.
SELECT industry, firms, size, regions, herfindahl_firms, cr1, r(gini) AS gini, ellison_glaeser, maurel_sedillot
FROM industry_concentration((SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('a', 'one', 5), ('a', 'rest', 5), ('b', 'rest', 10), ('b', 'none', 0)) v(r, i, s)));
SELECT industry, herfindahl, gini, krugman, theil, entropy, ellison_glaeser, ellison_glaeser_z
FROM industry_concentration((SELECT cluster_matrix_agg('a', i, s) FROM (VALUES ('x', 5), ('x', 7), ('y', 1)) v(i, s)));
-- One plant in a region of a thousandth: no index, so no test of it either, though G has a variance. Three: (2 .999^2 - .001998/3)/(.001998 2/3) = 1498.
SELECT industry, c.firms, r(ellison_glaeser) AS ellison_glaeser, r(ellison_glaeser_z) AS z, ellison_glaeser_p < 1e-100 AS p, r(maurel_sedillot) AS maurel_sedillot
FROM (SELECT cluster_matrix_agg(r, i, 5) AS m FROM (VALUES ('a', 'one'), ('a', 'three'), ('a', 'three'), ('a', 'three')) v(r, i)) AS x,
     (SELECT cluster_matrix_agg(r, 'all', s) AS n FROM (VALUES ('a', 1), ('b', 999)) v(r, s)) AS y, industry_concentration(m, reference => n) AS c;
-- Published cells: what needs plants is NULL.
SELECT industry, herfindahl_firms, cr1, r(gini) AS gini, ellison_glaeser, r(mori) AS mori
FROM industry_concentration((SELECT cluster_matrix_from_cells(r, i, n, s, NULL, NULL, NULL)
  FROM (VALUES ('a', 'x', 3, 60), ('b', 'x', 5, 20), ('a', 'y', 4, 20), ('b', 'y', 2, 100)) v(r, i, n, s)));
SELECT industry, r(ellison_glaeser) AS ellison_glaeser, mori
FROM industry_concentration((SELECT cluster_matrix_from_cells(r, i, NULL, s, q, NULL, NULL)
  FROM (VALUES ('a', 'x', 60, 1300), ('b', 'x', 20, 100), ('a', 'y', 20, 100), ('b', 'y', 100, 5000)) v(r, i, s, q)));
-- Known plant Herfindahls give what needs no more of them: shares (.75, .25) of x and (.4, .6) of all, D2 = .52, G = .245, H = .25,
-- so gamma = (.245 - .48 .25)/(.48 .75) = .347222, Maurel-Sedillot = ((.625 - .52)/.48 - .25)/.75 = -.041667, Devereux-Griffith-Simpson
-- = .625 - 1/2 - (.25 - 1/8) = 0; z needs fourth powers.  Of y nothing is said, and of w, which there is not, nothing is asked.
CREATE VIEW published AS SELECT cluster_matrix_from_cells(r, i, n, s, NULL, NULL, NULL) AS p
FROM (VALUES ('a', 'x', 5, 30), ('b', 'x', 3, 10), ('a', 'y', 4, 10), ('b', 'y', 9, 50)) v(r, i, n, s);
SELECT industry, herfindahl_firms, r(ellison_glaeser) AS gamma, ellison_glaeser_z AS z, r(maurel_sedillot) AS ms, r(devereux_griffith_simpson) AS dgs, status
FROM published, industry_concentration(p, herfindahl_industries => ARRAY['w', 'x', 'y'], herfindahl_firms => ARRAY[0.5, 0.25, NULL]);
-- Those of a matrix of firms, passed with the published table of the same firms: what both can tell is the same; with the firms nothing changes.
WITH firms AS (SELECT cluster_matrix_agg(region, industry, size / n) AS f FROM t, generate_series(1, 2) AS n),
     known AS (SELECT array_agg(industry) AS i, array_agg(herfindahl_firms) AS h FROM firms, industry_concentration(f)),
     public AS (SELECT cluster_matrix_from_cells(c.region, c.industry, c.firms, c.size, NULL, NULL, NULL) AS p FROM firms, cells(f) AS c)
SELECT a.industry, a.ellison_glaeser = b.ellison_glaeser AND a.maurel_sedillot = b.maurel_sedillot AND a.devereux_griffith_simpson = b.devereux_griffith_simpson AS same,
       b.ellison_glaeser_z AS z, a = c AS nothing_new
FROM firms, known, public, industry_concentration(f) AS a,
     industry_concentration(p, herfindahl_industries => i, herfindahl_firms => h) AS b, industry_concentration(f, herfindahl_industries => i, herfindahl_firms => h) AS c
WHERE a.industry = b.industry AND a.industry = c.industry;
-- Why there is no index, by industry; a NOTICE once a query, not for each matrix, and none where plants are not asked for.
SELECT c.industry, c.ellison_glaeser, c.status FROM published, generate_series(1, 2) AS k, industry_concentration(p, of => CASE k WHEN 1 THEN 'size' ELSE 'size' END) AS c;
SELECT c.industry, r(c.ellison_glaeser) AS gamma, c.status FROM published, industry_concentration(p, of => 'firms') AS c;
SELECT c.industry, c.status FROM industry_concentration((SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('a', 'one', 5), ('a', 'two', 5), ('b', 'two', 10), ('b', 'none', 0)) v(r, i, s))) AS c;
SELECT c.industry, c.status FROM industry_concentration((SELECT cluster_matrix_agg('a', 'x', 5))) AS c;
SELECT c.industry, c.status FROM industry_concentration((SELECT cluster_matrix_from_cells(r, 'x', n, 5, NULL, NULL, NULL) FROM (VALUES ('a', 1), ('b', NULL)) v(r, n)), of => 'firms') AS c;
-- Numbers of firms instead of size.
SELECT industry, r(herfindahl_firms) AS plants, r(herfindahl) AS herfindahl, r(krugman) AS krugman FROM e, industry_concentration(m, of => 'firms');
-- Areas: plants (1/2, 1/2, 0) on areas (1/4, 1/4, 1/2) give ln 2.
SELECT r(mori) AS mori FROM industry_concentration((SELECT cluster_matrix_agg(r, i, 1) FROM (VALUES ('a', 'x'), ('b', 'x'), ('c', 'y')) v(r, i)),
  area_regions => ARRAY['a', 'b', 'c'], area => ARRAY[1, 1, 2]) WHERE industry = 'x';

-- Worked examples: plants of 10 and 20 in r1, 30 in r2, none in r3, against a nation of (.5, .3, .2).
-- G = .08, H = .388889, gamma -.425220, variance .0356309, z -.853517, Maurel-Sedillot -.319648, Devereux-Griffith-Simpson .111111
CREATE VIEW plants AS SELECT cluster_matrix_agg(r, i, s) AS m FROM (VALUES ('r1', 'a', 10), ('r1', 'a', 20), ('r2', 'a', 30), ('r1', 'b', 2), ('r2', 'b', 4), ('r3', 'b', 4)) v(r, i, s);
CREATE VIEW nation AS SELECT cluster_matrix_agg(r, 'all', s) AS n FROM (VALUES ('r1', 50), ('r2', 30), ('r3', 20)) v(r, s);
SELECT r(c.herfindahl_firms) AS h, r(c.ellison_glaeser) AS gamma, round((((c.ellison_glaeser * (1 - c.herfindahl_firms) * 0.62) / c.ellison_glaeser_z) ^ 2)::numeric, 7) AS variance,
       r(c.ellison_glaeser_z) AS z, r(c.maurel_sedillot) AS ms, r(c.devereux_griffith_simpson) AS dgs
FROM plants, nation, industry_concentration(m, reference => n) AS c WHERE industry = 'a';
-- Gini of unweighted quotients .226804, half the area .131944, relative GE(2) .130556 of I1.
SELECT r(gini(q.lq)) AS unweighted, r(max(c.gini) / 2) AS half, r((1 / max(h.hachman) - 1) / 2) AS ge2
FROM e, location_quotients(m, absent => true) AS q, industry_concentration(m) AS c, region_specialization(transpose(m)) AS h
WHERE q.industry = 'I1' AND c.industry = 'I1' AND h.region = 'I1';
-- Groups {R1, R2} and {R3}: .058892 + .087020 = .1459115.
SELECT r(d.between_groups) AS between, r(d.within_groups) AS within, r(d.theil) AS theil
FROM (SELECT cluster_matrix_agg(CASE region WHEN 'R3' THEN 'B' ELSE 'A' END || region, industry, size) AS m FROM t) AS x, theil_decomposition(m, 1) AS d WHERE industry = 'I1';
DROP VIEW plants, nation;

-- NULL digits keep labels whole: all is between regions.
SELECT d.between_groups = d.theil AS all_between, d.within_groups FROM e, theil_decomposition(m, NULL) AS d;
SELECT count(*) FROM theil_decomposition(NULL);

-- The longer list of regions is the reference's, in mori as well: p = (1/2, 1/2) of four regions gives ln 2.
SELECT r(c.mori) AS mori, r(c.herfindahl) AS herfindahl, r(c.devereux_griffith_simpson) AS dgs
FROM industry_concentration((SELECT cluster_matrix_agg(r, 'x', 1) FROM (VALUES ('a'), ('b')) v(r)),
  reference => (SELECT cluster_matrix_agg(r, 'all', 1) FROM (VALUES ('a'), ('b'), ('c'), ('d')) v(r))) AS c;
-- A reference whose numbers of firms are unknown leaves NULL what needs them; it is not an error.
SELECT c.gini, c.krugman, r(c.herfindahl) AS herfindahl, c.ellison_glaeser FROM e,
  industry_concentration(m, of => 'firms', reference => (SELECT cluster_matrix_from_cells(region, 'all', NULL, size, NULL, NULL, NULL) FROM t)) AS c WHERE industry = 'I1';

-- One giant among dwarfs: the dwarf region has industry x alone, and a share of everything that no double holds.
CREATE VIEW giants AS SELECT cluster_matrix_agg(r, i, s) AS m FROM (VALUES ('g', 'x', 1e-300), ('g', 'y', 1e300), ('d', 'x', 1e-300), ('h', 'y', 1e300), ('z', 'z', 0)) v(r, i, s);
SELECT c.industry, r(herfindahl) AS herfindahl, r(gini) AS gini, r(hoover) AS hoover, r(theil) AS theil, r(mean_log_deviation) AS mld, r(entropy) AS entropy, cr1, r(ellison_glaeser) AS eg, r(mori) AS mori
FROM giants, industry_concentration(m) AS c;
SELECT l.region, l.lq, r(l.region_share) AS region_share, l.industry_share, r(l.gini) AS gini FROM giants, locational_lorenz(m, 'x') AS l;
DROP VIEW giants;

-- Errors.
\set VERBOSITY default
SELECT * FROM industry_concentration((SELECT m FROM e), reference => (SELECT cluster_matrix_agg(region, industry, size) FROM t WHERE region <> 'R2'));
SELECT * FROM industry_concentration((SELECT m FROM e), of => 'jobs');
SELECT * FROM industry_concentration((SELECT m FROM e), area_regions => ARRAY['R1'], area => ARRAY[1, 2]);
SELECT * FROM locational_lorenz((SELECT m FROM e), 'I3');
SELECT industry_concentration(p, herfindahl_industries => ARRAY['x', 'y'], herfindahl_firms => ARRAY[0.5]) FROM published;
SELECT industry_concentration(p, herfindahl_firms => ARRAY[0.5]) FROM published;
SELECT industry_concentration(p, herfindahl_industries => ARRAY['x'], herfindahl_firms => ARRAY[1800]) FROM published;
SELECT industry_concentration(p, herfindahl_industries => ARRAY['x'], herfindahl_firms => ARRAY[0]) FROM published;
SELECT industry_concentration(p, herfindahl_industries => ARRAY['x'], herfindahl_firms => ARRAY['NaN'::float8]) FROM published;
SELECT industry_concentration(p, herfindahl_industries => ARRAY['x', 'y', 'x'], herfindahl_firms => ARRAY[0.5, 0.3, 0.5]) FROM published;
DROP VIEW published;
-- Ten regions of weight 1/10 each, the k-th with k of 55: half the sum of k/10 and k(k+1)/110 passes 1/4, 1/2, 3/4 at k = 4, 7, 9,
-- where the curve is at (1+..4, ..7, ..9)/55; twice the area over the whole curve is 2 (1 1 + 2 2 + .. 10 10)/(10 55) - 11/10 = 0.3.
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
