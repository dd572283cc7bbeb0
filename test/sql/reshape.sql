-- Reshaping: coarsen, subset, transpose.
\pset null '-'
CREATE TABLE firms (region text, industry text, size float8);
INSERT INTO firms VALUES ('1101', 'C36', 5), ('1101', 'C37', 3), ('1102', 'C36', 2), ('1102', 'D40', 7),
                         ('1201', 'C36', 4), ('12', 'C36', 1), ('1201', 'D40', 0), (NULL, 'C36', 1);
CREATE VIEW m AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM firms;

-- coarsen(m, r, i) is the matrix of the firms with shorter codes; shorter labels stay.
SELECT c.* FROM m, cells(coarsen(m, 2, 1)) c;
SELECT r.digits_region, r.digits_industry,
       coarsen(m, r.digits_region, r.digits_industry)
       = (SELECT cluster_matrix_agg(left(region, r.digits_region), left(industry, r.digits_industry), size) FROM firms) AS same
FROM m, (VALUES (0, 0), (1, 3), (2, 1), (3, 2), (9, 9)) r(digits_region, digits_industry);
SELECT coarsen(m, NULL, NULL) = m AS kept, coarsen(NULL, 1, 1) IS NULL AS null_in FROM m;
SELECT coarsen(m, -1, 2) FROM m;
-- Characters count, not bytes.
SELECT r.region, r.size FROM (SELECT cluster_matrix_agg(r, 'x', s) AS m FROM (VALUES ('广东广州', 1), ('广东深圳', 2), ('广西南宁', 4)) v(r, s)) x,
       regions(coarsen(m, 2, NULL)) r;

-- subset keeps the named labels that have cells; unknown names are ignored.
SELECT c.* FROM m, cells(subset(m, ARRAY['1101', '1201', 'nowhere', NULL], ARRAY['C36', 'D40'])) c;
SELECT subset(m) = m AS all_of_it, subset(m, NULL, ARRAY['C36', 'C37', 'D40']) = m AS all_named,
       subset(m, NULL, ARRAY['C36'])
       = (SELECT cluster_matrix_agg(region, industry, size) FROM firms WHERE industry = 'C36') AS as_filtered
FROM m;
SELECT s.* FROM m, summary(subset(m, ARRAY[]::text[])) s;
-- Sums of fourth powers belong to whole industries: C37 is all in 1101, C36 is not.
SELECT i.industry, i.sum_squares, i.sum_fourth_powers FROM m, industries(subset(m, ARRAY['1101'])) i;
SELECT i.industry, i.sum_squares, i.sum_fourth_powers FROM m, industries(coarsen(m, 2, 1)) i;

-- transpose: twice is the matrix itself but for the fourth powers.
SELECT c.* FROM m, cells(transpose(m)) c;
SELECT bool_and(a = b) AS same_cells FROM m, cells(m) WITH ORDINALITY a
  JOIN (SELECT c.* FROM m, cells(transpose(transpose(m))) WITH ORDINALITY c) b USING (ordinality);
DROP VIEW m;
DROP TABLE firms;

-- Integer codes without their leading zeros: told, and made whole by widths.
CREATE TABLE counties AS SELECT * FROM (VALUES (1001, 610, 10::float8), (1003, 690, 20), (10001, 6110, 5), (48001, 6110, 7)) AS v(county, industry, jobs);
SELECT c.region, c.size FROM (SELECT cluster_matrix_agg(county, industry, jobs) AS m FROM counties) AS q, cells(coarsen(m, 2, 0)) AS c;
SELECT c.region, c.size FROM (SELECT cluster_matrix_agg(county, industry, jobs, 5, 4) AS m FROM counties) AS q, cells(coarsen(m, 2, 0)) AS c;
SELECT cluster_matrix_agg(county, industry, jobs, 5, 4) = cluster_matrix_agg(lpad(county::text, 5, '0'), lpad(industry::text, 4, '0'), jobs) AS as_padded,
       cluster_matrix_agg(county, industry, jobs, NULL, 0) = cluster_matrix_agg(county, industry, jobs) AS as_they_are FROM counties;
-- Coal 0610 and 0690, hotels 6110: the mix is half and half, coal half and half within.
SELECT related_variety, unrelated_variety FROM (SELECT cluster_matrix_agg(1, n, j, 1, 4) AS m FROM (VALUES (610, 50), (690, 50), (6110, 100)) AS v(n, j)) AS q, region_specialization(m);
SELECT related_variety, unrelated_variety FROM (SELECT cluster_matrix_agg(1, n, j) AS m FROM (VALUES (610, 50), (690, 50), (6110, 100)) AS v(n, j)) AS q, region_specialization(m);
SELECT count(*) FROM (SELECT cluster_matrix_agg('R', 'WZ08-' || c, 1) AS m FROM unnest('{A,B,C}'::text[]) AS c) AS q, region_specialization(m);
SELECT count(*) FROM (SELECT cluster_matrix_agg('R', 'WZ08-' || c, 1) AS m FROM unnest('{A,B,C}'::text[]) AS c) AS q, region_specialization(m, 6);
SELECT cluster_matrix_agg(county, industry, jobs, 4, 4) FROM counties;
SELECT cluster_matrix_agg(-1, industry, jobs, 4, 4) FROM counties;
SELECT cluster_matrix_agg(county, industry, jobs, 19, 4) FROM counties;
SELECT cluster_matrix_agg(county, industry, jobs, 5, -1) FROM counties;
SELECT cluster_matrix_agg(county, industry, jobs, 5 + county % 7, 4) FROM counties;
SELECT cluster_matrix_agg(county, industry, jobs, CASE WHEN county > 1001 THEN 5 END, 4) FROM counties;
SELECT r.region FROM regions(cluster_matrix_accumulate(cluster_matrix_accumulate(NULL, 7, 7, 1, 18, 1), 123456789012345678, 7, 1, 18, 1)) AS r;

-- Regroup: merged regions and industries are those of the firms with the new codes, fourth powers included.
CREATE TABLE plants AS SELECT (ARRAY['FR24', 'FR26', 'FR43', 'DE11'])[1 + k % 4] AS region, 'I' || k % 3 AS industry, (k * 7919 % 97)::float8 / 10 AS jobs FROM generate_series(1, 400) AS k;
CREATE TABLE stored AS SELECT cluster_matrix_agg(region, industry, jobs) AS m FROM plants;
SELECT regroup(m, '{FR26,FR43}', '{FRC,FRC}', unmapped => 'keep') = (SELECT cluster_matrix_agg(CASE WHEN region IN ('FR26', 'FR43') THEN 'FRC' ELSE region END, industry, jobs) FROM plants) AS merged,
       regroup(m, '{FR24,FR26,FR43,DE11}', '{FR,FR,FR,DE}', '{I0,I1,I2}', '{a,b,a}') =
           (SELECT cluster_matrix_agg(left(region, 2), CASE industry WHEN 'I1' THEN 'b' ELSE 'a' END, jobs) FROM plants) AS both_sides,
       regroup(m, '{FR24,FR26}', '{F,F}', others => 'rest') = (SELECT cluster_matrix_agg(CASE WHEN region IN ('FR24', 'FR26') THEN 'F' ELSE 'rest' END, industry, jobs) FROM plants) AS others,
       regroup(m, '{FR24,FR26}', '{F,F}', unmapped => 'drop') = subset((SELECT cluster_matrix_agg(CASE WHEN region IN ('FR24', 'FR26') THEN 'F' ELSE 'rest' END, industry, jobs) FROM plants), '{F}') AS dropped,
       regroup(m) = m AS untouched, regroup(NULL::cluster_matrix) IS NULL AS nothing, regroup(m, '{}', '{}', unmapped => 'keep') = m AS by_nothing,
       regroup(m, '{FR24,nowhere}', '{FR24,else}', unmapped => 'keep') = m AS of_no_region
FROM stored;
-- A concordance: I0 goes to a by 2/3 and to b by 1/3; sizes add up exactly, firms and moments are not known any more.
WITH s AS (SELECT m, regroup(m, NULL, NULL, '{I0,I0,I1,I2}', '{a,b,b,c}', ARRAY[2 / 3::float8, 1 / 3::float8, 1, 1]) AS s FROM stored)
SELECT c.industry, c.size, c.firms, c.sum_squares, c.largest, g.ellison_glaeser_z IS NULL AS no_z FROM s, cells(s) AS c JOIN industry_concentration((SELECT s FROM s)) AS g USING (industry) WHERE c.region = 'DE11' ORDER BY 1;
WITH s AS (SELECT m, regroup(m, NULL, NULL, '{I0,I0,I1,I2}', '{a,b,b,c}', ARRAY[2 / 3::float8, 1 / 3::float8, 1, 1]) AS s FROM stored)
SELECT (SELECT sum(size::numeric) FROM cells(m)) AS before, (SELECT sum(size::numeric) FROM cells(s)) AS after, (summary(m)).size = (summary(s)).size AS exactly,
       (SELECT bool_and(a.size = b.size) FROM regions(m) AS a JOIN regions(s) AS b USING (region)) AS in_each_region, subset(s, NULL, '{c}') = regroup(subset(m, NULL, '{I2}'), NULL, NULL, '{I2}', '{c}') AS whole_ones_as_they_were FROM s;
SELECT c.region, c.size, c.firms FROM stored, cells(regroup(m, '{FR24,FR24,FR26,FR43,DE11}', '{north,south,north,south,DE}', shares => '{.25,.75,1,1,1}')) AS c WHERE c.industry = 'I0' ORDER BY 1;
SELECT r.region, r.size FROM (SELECT regroup(cluster_matrix_agg('R', 'I', x), '{R,R,R}', '{a,b,c}', shares => array_fill(1 / 3::float8, ARRAY[3])) AS m FROM unnest('{1e300,1e-300,0.1,7}'::float8[]) AS x) AS q, regions(m) AS r;
SELECT regroup(m, '{FR24}', '{F}') FROM stored;
SELECT regroup(m, '{FR24}', '{F}', unmapped => 'lose') FROM stored;
SELECT regroup(m, '{FR24}') FROM stored;
SELECT regroup(m, '{FR24,FR26}', '{F}') FROM stored;
SELECT regroup(m, '{FR24,NULL}', '{F,F}') FROM stored;
SELECT regroup(m, '{FR24,FR24}', '{F,G}', unmapped => 'keep') FROM stored;
SELECT regroup(m, '{FR24,FR24}', '{F,G}', shares => '{.5,.4}', unmapped => 'keep') FROM stored;
SELECT regroup(m, '{FR24,FR24}', '{F,G}', shares => '{1.5,-.5}', unmapped => 'keep') FROM stored;
SELECT regroup(m, '{FR24}', '{F}', '{I0}', '{a}', shares => '{1}', unmapped => 'keep') FROM stored;

-- Groups by a map: the same as by prefixes where those say so, in any order of names.
SELECT count(*) FILTER (WHERE a IS DISTINCT FROM b) AS differ FROM stored, theil_decomposition(m, 2) AS a JOIN theil_decomposition(m, regions_from => '{DE11,FR24,FR26,FR43}', regions_to => '{z,a,a,a}') AS b USING (industry);
SELECT count(*) FILTER (WHERE a IS DISTINCT FROM b) AS differ FROM stored, region_specialization(transpose(m), 2) AS a JOIN region_specialization(transpose(m), industries_from => '{DE11,FR24,FR26,FR43}', industries_to => '{z,a,a,a}') AS b USING (region);
SELECT count(*) FILTER (WHERE a IS DISTINCT FROM b) AS differ FROM stored, specialization_decomposition(transpose(m), 2) AS a JOIN specialization_decomposition(transpose(m), industries_from => '{DE11,FR24,FR26,FR43}', industries_to => '{z,a,a,a}') AS b USING (region);
-- Groups that do not lie together: shares 1/4 each, two groups of a half.
SELECT related_variety, unrelated_variety FROM region_specialization((SELECT cluster_matrix_agg('R', i, 1) FROM unnest('{a,b,c,d}'::text[]) AS i), industries_from => '{a,b,c,d}', industries_to => '{x,y,x,y}');
SELECT count(*) FROM stored, theil_decomposition(m, regions_from => '{DE11}', regions_to => '{DE}');
DROP TABLE counties, plants, stored;
