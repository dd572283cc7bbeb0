-- Looking at a matrix: cells, margins, summary.
\pset null '-'
CREATE TEMP TABLE plants (region text, industry text, size float8);
INSERT INTO plants VALUES
  ('R1', 'I1', 6), ('R1', 'I1', 4), ('R1', 'I2', 40), ('R2', 'I1', 20), ('R2', 'I2', 0), ('R2', 'I2', 0),
  ('R3', 'I3', 0.5), ('R3', 'I3', 0.25), ('R3', 'I3', 0.25), (NULL, 'I1', 9), ('R9', NULL, 9), ('R9', 'I9', NULL);
CREATE TEMP VIEW m AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM plants;

-- No second firm: NULL.  Two firms without jobs: largest and second are 0, and the cell is there.
SELECT c.* FROM m, cells(m) c;
-- A row skipped for a NULL leaves no label behind: no R9, no I9.
SELECT r.* FROM m, regions(m) r;
-- Fourth powers: I1 6^4 + 4^4 + 20^4 = 161552, I2 40^4, I3 2^-4 + 2 * 2^-8.
SELECT i.* FROM m, industries(m) i;
SELECT regions, industries, cells, firms, size, skipped, format FROM m, summary(m);
SELECT pg_typeof(region), pg_typeof(firms), pg_typeof(size) FROM m, cells(m) LIMIT 1;

-- Order is that of the bytes, whatever the database sorts by.
\pset format unaligned
SELECT string_agg(quote_literal(region), ' ' ORDER BY n)
FROM (SELECT region, row_number() OVER () AS n
      FROM regions((SELECT cluster_matrix_agg(r, 'i', 1) FROM unnest(ARRAY['b', 'a', 'B', '', '10', '9', 'é', 'a b', '北京', 'ab', '上海']) r))) o;
SELECT string_agg(region || industry, ' ' ORDER BY n)
FROM (SELECT region, industry, row_number() OVER () AS n
      FROM cells((SELECT cluster_matrix_agg(r, i, 1) FROM unnest(ARRAY['b', 'a', 'B']) r, unnest(ARRAY['2', '10', '1']) i))) o;

\pset format aligned

-- Published figures: what is not known stays NULL, also in the margins.
CREATE TEMP VIEW published AS
SELECT cluster_matrix_from_cells(region, industry, firms, size, squares, largest, second) AS m
FROM (VALUES ('R1', 'I1', 3, 100.0, 4600.0, 60.0, 30.0), ('R1', 'I2', NULL, 50.0, NULL, NULL, NULL),
             ('R2', 'I1', 5, 40.0, NULL, 20.0, NULL), ('R2', 'I2', 1, 7.0, NULL, NULL, NULL), ('R2', 'I3', 0, 0.0, NULL, NULL, NULL))
     v(region, industry, firms, size, squares, largest, second);
SELECT c.* FROM published, cells(m) c;
SELECT r.* FROM published, regions(m) r;
-- I1: the largest of all is R1's 60, the second R1's 30, since R2's 20 is its largest.
SELECT i.* FROM published, industries(m) i;
SELECT regions, industries, cells, firms, size, skipped FROM published, summary(m);

-- The empty matrix has no rows; of no matrix there is nothing to see.
CREATE TEMP VIEW nothing AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM plants WHERE size IS NULL;
SELECT regions, industries, cells, firms, size, skipped FROM nothing, summary(m);
SELECT (SELECT count(*) FROM nothing, cells(m)) AS cells, (SELECT count(*) FROM nothing, regions(m)) AS regions,
       (SELECT count(*) FROM nothing, industries(m)) AS industries;
SELECT count(*) FROM cells(NULL);
SELECT count(*) FROM regions(NULL);
SELECT count(*) FROM industries(NULL);
SELECT * FROM summary(NULL);

-- A function of rows stands in FROM or in the select list.
SELECT (cells(m)).industry FROM m WHERE (summary(m)).cells = 5;
