-- Structural change, entry and exit, portfolio, at the edges.
\pset null '-'
SET extra_float_digits = 0;
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
-- r goes from (.6, .4, 0) to (.3, .4, .3), s stays, gone goes and fresh comes, zero is empty.
CREATE VIEW e AS SELECT
  (SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('r', 'a', 6), ('r', 'b', 4), ('s', 'a', 10), ('s', 'b', 10), ('s', 'c', 10), ('gone', 'a', 1), ('zero', 'a', 0)) v(r, i, s)) AS a,
  (SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('r', 'a', 6), ('r', 'b', 8), ('r', 'c', 6), ('s', 'a', 10), ('s', 'b', 10), ('s', 'c', 10), ('fresh', 'd', 1), ('zero', 'a', 0)) v(r, i, s)) AS b;
SELECT region, c.base, c.final, growth, r(unido) AS unido, r(finger_kreinin) AS finger_kreinin, r(krugman) AS krugman, r(jaccard) AS jaccard, r(c.structural_change) AS structural_change, r(moore) AS moore,
  industries_entered AS entered, industries_left AS left, industries_stayed AS stayed, status FROM e, structural_change(a, b) AS c;
-- No industry has a quotient of 5; of the nation as a whole; of firms; without a common industry.
SELECT region, unido IS NULL AS none, jaccard FROM e, structural_change(a, b, threshold => 5) AS c WHERE region = 's';
SELECT region, c.base, c.final, r(krugman) AS krugman, jaccard FROM e, structural_change(coarsen(a, 0, NULL), coarsen(b, 0, NULL)) AS c;
SELECT region, c.base, c.final, unido, moore, status FROM e, structural_change(a, a + a, of => 'firms') AS c WHERE region = 'r';
SELECT unido, finger_kreinin, krugman, jaccard, c.structural_change, r(moore) AS moore FROM structural_change((SELECT cluster_matrix_agg('r', 'a', 1)), (SELECT cluster_matrix_agg('r', 'b', 1))) AS c;
SELECT region, c.base, c.final, unido, status FROM e, structural_change(a, (SELECT cluster_matrix_from_cells('r', 'a', NULL, 5, NULL, NULL, NULL)), of => 'firms') AS c WHERE region = 'r';

SELECT region, industry, c.base, c.final, r(base_lq) AS base_lq, r(final_lq) AS final_lq, entry, exit, status FROM e, entry_exit(a, b) AS c;
-- All pairs of the labels; the pairs that are listed anyway are the same.
SELECT region, industry, c.base, c.final, r(base_lq) AS base_lq, r(final_lq) AS final_lq, entry, exit, status FROM e, entry_exit(a, b, absent => true) AS c
EXCEPT SELECT region, industry, c.base, c.final, r(base_lq), r(final_lq), entry, exit, status FROM e, entry_exit(a, b) AS c ORDER BY 1, 2;
SELECT count(*), count(entry), count(exit), sum(entry) AS entries, sum(exit) AS exits FROM e, entry_exit(a, b, absent => true);
SELECT region, industry, status FROM e, entry_exit(a, b, threshold => 0.8) AS c WHERE region = 'r';
SELECT region, industry, entry, exit, status FROM e, entry_exit(a, (SELECT cluster_matrix_from_cells('r', 'a', NULL, 5, NULL, NULL, NULL)), of => 'firms') AS c WHERE region = 'r';
SELECT count(*) FROM e, entry_exit(NULL, b);

SELECT region, industry, c.base, c.final, r(growth) AS growth, r(industry_growth) AS industry_growth, r(base_lq) AS base_lq, r(final_lq) AS final_lq, r(lq_change) AS change, category, status FROM e, portfolio(a, b) AS c;
-- A quotient of 1 counts as specialised, an unchanged one as rising.
SELECT region, industry, base_lq, final_lq, lq_change, category FROM portfolio((SELECT cluster_matrix_agg(r, i, 0.1) FROM (VALUES ('a', 'x'), ('a', 'y'), ('b', 'x'), ('b', 'y')) v(r, i)), (SELECT cluster_matrix_agg(r, i, 0.7) FROM (VALUES ('a', 'x'), ('a', 'y'), ('b', 'x'), ('b', 'y')) v(r, i)));
-- Nor does it go or come.
SELECT region, industry, entry, exit, status FROM entry_exit((SELECT cluster_matrix_agg(r, i, 0.1) FROM (VALUES ('a', 'x'), ('a', 'y'), ('b', 'x'), ('b', 'y')) v(r, i)), (SELECT cluster_matrix_agg(r, i, 0.7) FROM (VALUES ('a', 'x'), ('a', 'y'), ('b', 'x'), ('b', 'y')) v(r, i)));
SELECT count(*) FROM portfolio('{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}}', '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}}');

-- Errors.
\set VERBOSITY default
SELECT * FROM e, structural_change(a, b, 0);
SELECT * FROM e, entry_exit(a, b, NULL);
SELECT * FROM e, entry_exit(a, b, 'infinity');
SELECT * FROM e, portfolio(a, b, 'jobs');
SET cluster_ext.max_cells = 10;
SELECT * FROM e, entry_exit(a, b, absent => true);
RESET cluster_ext.max_cells;
DROP VIEW e;
DROP FUNCTION r;
