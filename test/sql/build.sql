-- Building and merging: firms, integer codes, published cells, matrices.
\pset null '-'
CREATE TABLE firms (region text, industry text, size float8);
INSERT INTO firms VALUES
  ('A', 'x', 5), ('A', 'x', 3), ('A', 'x', 2), ('A', 'y', 7), ('B', 'x', 0), ('B', 'y', 7), ('B', 'y', 7),
  (NULL, 'x', 1), ('A', NULL, 1), ('A', 'x', NULL);
CREATE VIEW m AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM firms;

-- 3 firms of 5, 3, 2: sum of squares 38; a zero-size firm is a firm; three rows were skipped.
SELECT c.* FROM m, cells(m) c;
SELECT s.* FROM m, summary(m) s;
-- Fourth powers: x 5^4 + 3^4 + 2^4 + 0 = 722, y 3 * 7^4 = 7203.
SELECT i.* FROM m, industries(m) i;
SELECT r.* FROM m, regions(m) r;

-- No rows: NULL.  Only skipped rows: an empty matrix.
SELECT cluster_matrix_agg(region, industry, size) FROM firms WHERE false;
SELECT s.* FROM (SELECT cluster_matrix_agg(region, industry, size) AS m FROM firms WHERE size IS NULL) x, summary(m) s;
-- Integer codes become decimal labels.
SELECT c.region, c.industry, c.size
FROM (SELECT cluster_matrix_agg(r, i, 1) AS m
      FROM (VALUES (10, 2), (9, -3), (9223372036854775807, -9223372036854775808)) v(r, i)) x, cells(m) c;
SELECT (SELECT cluster_matrix_agg(r, i, s) FROM (VALUES (1, 2, 3.5), (12345, 67890, 1)) v(r, i, s))
     = (SELECT cluster_matrix_agg(r::text, i::text, s) FROM (VALUES (1, 2, 3.5), (12345, 67890, 1)) v(r, i, s)) AS same;

-- Bad rows are errors that name the row; what was there before stays.
BEGIN;
SAVEPOINT s;
SELECT cluster_matrix_agg(region, industry, size - 4) FROM firms;
ROLLBACK TO s;
SELECT cluster_matrix_agg('北京', 'x', 'NaN');
ROLLBACK TO s;
SELECT cluster_matrix_agg('A', 'x', 'Infinity');
ROLLBACK TO s;
SELECT cluster_matrix_agg('A', repeat('x', 1025), 1);
ROLLBACK TO s;
SELECT count(*) FROM firms;
SELECT s.firms FROM m, summary(m) s;
COMMIT;
SELECT length(r.region) FROM (SELECT cluster_matrix_agg(repeat('x', 1024), 'y', 1) AS m) x, regions(m) r;
-- FILTER is the way to leave rows out.
SELECT s.firms, s.size FROM (SELECT cluster_matrix_agg(region, industry, size - 4) FILTER (WHERE size >= 4) AS m FROM firms) x, summary(m) s;

-- Sizes beyond the range of squares: the sum of squares is unknown, sizes are not.
SELECT c.* FROM (SELECT cluster_matrix_agg('A', i, s)
                 FROM (VALUES ('large', 1e300), ('large', 2e300), ('small', 1e-300), ('both', 1e-300), ('both', 1e300)) v(i, s)) x(m), cells(m) c;
SELECT cluster_matrix_agg('A', 'x', s) FROM unnest(ARRAY[1.7e308, 1.7e308]) s;

-- Limits are named.
SET cluster_ext.max_cells = 3;
SELECT s.cells FROM (SELECT cluster_matrix_agg('A', i::text, 1) AS m FROM generate_series(1, 3) i) x, summary(m) s;
SELECT cluster_matrix_agg('A', i::text, 1) FROM generate_series(1, 4) i;
RESET cluster_ext.max_cells;

-- Published cells.  What is NULL is unknown; one firm tells all of itself, the larger of two firms the other.
SELECT c.* FROM (SELECT cluster_matrix_from_cells(r, i, n, s, q, l1, l2) AS m
  FROM (VALUES ('A', 'x', 3, 10.0, 38.0, 5.0, 3.0), ('A', 'y', 1, 7.0, NULL, NULL, NULL), ('B', 'x', 12, 80.0, NULL, 30.0, NULL),
               ('B', 'y', NULL, 14.0, NULL, NULL, NULL), ('C', 'y', 0, 0.0, NULL, NULL, NULL), ('C', 'z', 2, 10.0, NULL, 6.0, NULL), ('C', 'x', 2, NULL, NULL, NULL, NULL))
       v(r, i, n, s, q, l1, l2)) x, cells(m) c;
-- Rows of one cell add up; figures of a firm table published in full give the same cells as its firms.
SELECT (SELECT cluster_matrix_from_cells(region, industry, CASE WHEN size IS NOT NULL THEN 1 END, size, NULL, NULL, NULL) FROM firms) = m AS same FROM m;
SELECT bool_and(a = b) AS same_cells FROM m, cells(m) WITH ORDINALITY a
  JOIN (SELECT c.* FROM (SELECT cluster_matrix_from_cells(c.region, c.industry, c.firms, c.size, c.sum_squares, c.largest, c.second_largest) AS p
                         FROM m, cells(m) c) y, cells(p) WITH ORDINALITY c) b USING (ordinality);
-- What is unknown stays unknown in sums and differences, whatever the order.
SELECT c.*, a + f = f + a AS any_order, (a + f - f)::text = a::text AS out_again
FROM (SELECT (SELECT cluster_matrix_from_cells('A', 'x', NULL, 80, NULL, 30, NULL)) AS a,
             (SELECT cluster_matrix_agg('A', 'x', s) FROM unnest(ARRAY[40, 10]) s) AS f) y, cells(a + f) c;
-- Figures that no firms can have are refused.
SELECT cluster_matrix_from_cells('A', 'x', 2, 10, NULL, 11, NULL);
SELECT cluster_matrix_from_cells('A', 'x', 2, 10, 101, NULL, NULL);
SELECT cluster_matrix_from_cells('A', 'x', 2, 10, 49, NULL, NULL);
SELECT cluster_matrix_from_cells('A', 'x', 2, 10, NULL, 4, NULL);
SELECT cluster_matrix_from_cells('A', 'x', 3, 10, NULL, 5, 2);
SELECT cluster_matrix_from_cells('A', 'x', 0, 10, NULL, NULL, NULL);
SELECT cluster_matrix_from_cells('A', 'x', -1, 10, NULL, NULL, NULL);
SELECT cluster_matrix_from_cells('A', 'x', 2, 10, NULL, -1, NULL);

-- Sums: NULL adds nothing, + and sum() agree, counts of skipped rows add up.
SELECT s.* FROM (SELECT sum(v) AS m FROM (SELECT m FROM m UNION ALL SELECT NULL UNION ALL SELECT m FROM m) u(v)) x, summary(m) s;
SELECT sum(v) IS NULL AS nothing FROM (VALUES (NULL::cluster_matrix)) u(v);
-- No rows give NULL, and NULL added or taken out gives NULL: a night without rows would wipe a matrix. The empty matrix changes nothing.
SELECT cluster_matrix_empty(), s.*, m + cluster_matrix_empty() = m AND cluster_matrix_empty() + m = m AND m - cluster_matrix_empty() = m AS nothing_changes, m - m = cluster_matrix_empty() AS nothing_left,
       (SELECT count(*) FROM cells(cluster_matrix_empty())) + (SELECT count(*) FROM location_quotients(cluster_matrix_empty())) AS rows FROM m, summary(cluster_matrix_empty()) AS s;
SELECT cluster_matrix_agg('A', 'x', 1::float8) AS agg, cluster_matrix_agg(1, 2, 1, 1) AS copies, cluster_matrix_from_cells('A', 'x', 1, 1, 1, 1, NULL) AS cells, sum(m) AS sum, coalesce(sum(m), cluster_matrix_empty()) AS by_name FROM m WHERE false;
CREATE TEMP TABLE stock AS SELECT m FROM m;
UPDATE stock SET m = m + (SELECT coalesce(cluster_matrix_agg('A', 'x', 1::float8), cluster_matrix_empty()) FROM m WHERE false);
SELECT stock.m = m.m AS kept FROM stock, m;
DROP TABLE stock;
SELECT m + m = (SELECT sum(v) FROM (VALUES (m), (m)) u(v)) AS same, m + NULL IS NULL AS null_in FROM m;

-- Subtraction: exact, labels without firms vanish, largest sizes only where they are certain
-- (of three firms the two left are: the rest of the size is the second).
SELECT c.* FROM m, cells(m - (SELECT cluster_matrix_agg('A', 'x', 2::float8))) c;
SELECT c.* FROM m, cells(m - (SELECT cluster_matrix_agg('A', 'x', 5::float8))) c;
SELECT c.* FROM m, cells(m + m - (SELECT cluster_matrix_agg('A', 'x', 3::float8))) c;
SELECT c.* FROM m, cells(m + m - (SELECT cluster_matrix_agg('A', 'x', 5::float8))) c;
SELECT c.* FROM m, cells(m - (SELECT cluster_matrix_agg('B', i, s) FROM (VALUES ('x', 0), ('y', 7), ('y', 7)) v(i, s))) c;
SELECT s.* FROM m, summary(m - m) s;
-- Out in cents what went in: no residue of rounding, as plain doubles would leave.
SELECT ((a + b) - b)::text = a::text AS exact, ((a + b) - a)::text = b::text AS exact_too
FROM (SELECT cluster_matrix_agg('A', 'x', 0.1) AS a, cluster_matrix_agg('A', 'x', 1e16 + 0.7) AS b) x;
SELECT m - (SELECT cluster_matrix_agg('A', 'z', 1)) FROM m;
SELECT m - (SELECT cluster_matrix_agg('A', 'y', 6)) FROM m;
SELECT m - (SELECT cluster_matrix_agg('A', 'y', 8)) FROM m;
SELECT (SELECT cluster_matrix_agg('A', 'y', 6)) - m FROM m;

-- The functions under the aggregates may be called directly.
SELECT cluster_matrix_merge(NULL, NULL) IS NULL AS nothing, cluster_matrix_merge(NULL, m) = m AS left_null,
       cluster_matrix_merge(m, NULL) = m AS right_null, cluster_matrix_merge(m, m) = m + m AS both FROM m;
SELECT cluster_matrix_accumulate(cluster_matrix_accumulate(NULL, 'A', 'x', 1), 'A', 'x', 2)
     = (SELECT cluster_matrix_agg('A', 'x', s) FROM (VALUES (1), (2)) v(s)) AS same;
-- As a window aggregate: a running matrix.
SELECT g, (summary(cluster_matrix_agg('A', (g % 2)::text, g) OVER (ORDER BY g))).* FROM generate_series(1, 4) g;
DROP VIEW m;
DROP TABLE firms;

-- A total beyond the range of a double is refused, also where no cell is.
SELECT cluster_matrix_agg(g::text, 'x', 1.7e308) FROM generate_series(1, 2) g;
