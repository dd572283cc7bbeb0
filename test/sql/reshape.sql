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
