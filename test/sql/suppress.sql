-- Secondary suppression by hand, of Georgia's counties, and what it refuses.
\pset null '-'
SET extra_float_digits = 0;
-- Three regions by three industries. The 1 is confidential; 20, 40 and 9 are the least that close a circle with it: together 69, against 108 by way of 30, 70, 8.
CREATE TEMP TABLE cells (region text, industry text, firms bigint, size float8);
INSERT INTO cells SELECT r, i, n, n FROM (VALUES ('a', '{1,20,30}'::int[]), ('b', '{40,9,60}'), ('c', '{70,80,8}')) AS v(r, x), unnest('{x,y,z}'::text[], x) AS u(i, n);
CREATE TEMP VIEW m AS SELECT cluster_matrix_from_cells(region, industry, firms, size, NULL, NULL, NULL) AS m FROM cells;
SELECT s.* FROM m, suppress(m, '{0,1}', '{0,1}') s;
-- By size the circle is the same; with firms that are the other way round it is the other one.
SELECT string_agg(region || industry, ' ' ORDER BY region, industry) AS hidden FROM m, suppress(m, '{0,1}', '{0,1}', cost => 'size') WHERE status <> 'F';
SELECT string_agg(region || industry, ' ' ORDER BY region, industry) AS hidden FROM suppress((SELECT cluster_matrix_from_cells(region, industry, CASE WHEN size > 1 THEN 100 - firms ELSE 1 END, size, NULL, NULL, NULL) FROM cells), '{0,1}', '{0,1}', cost => 'firms') WHERE status <> 'F';
-- What was hidden before costs nothing: 30, 70 and 8. Totals have either name; what is not there any more does not count.
CREATE TEMP TABLE before (region text, industry text, status text);
INSERT INTO before VALUES ('a', 'z', 'D'), ('c', 'x', 'D'), ('c', 'z', 'D'), ('b', 'y', 'F'), ('q', 'x', 'C'), ('_T', 'w', 'D'), (NULL, 'x', 'D');
SELECT string_agg(region || industry, ' ' ORDER BY region, industry) AS hidden FROM m, suppress(m, '{0,1}', '{0,1}', previous => 'before') WHERE status <> 'F';
CREATE TEMP VIEW flags AS SELECT region, industry, status <> 'F' AS hidden FROM before;
SELECT string_agg(region || industry, ' ' ORDER BY region, industry) AS hidden FROM m, suppress(m, '{0,1}', '{0,1}', previous => 'flags') WHERE status <> 'F';
-- Another measure of the same firms: what is confidential there is hidden, too, and nothing of it is given away.
CREATE TEMP VIEW other AS SELECT cluster_matrix_from_cells(region, industry, CASE WHEN region = 'c' AND industry = 'z' THEN 2 ELSE 9 END, size * 7, NULL, NULL, NULL) AS m FROM cells;
CREATE TEMP TABLE both_measures AS SELECT s.* FROM m, other o, suppress(m.m, '{0,1}', '{0,1}', also => ARRAY[o.m, NULL]) s;
SELECT string_agg(region || industry || status, ' ' ORDER BY region, industry) AS hidden FROM both_measures WHERE status <> 'F';
CREATE TEMP VIEW shown AS SELECT region, industry, CASE status WHEN 'F' THEN size END AS value FROM both_measures;
SELECT count(*) FROM disclosure_audit('shown', '{0,1}', '{0,1}');
-- Rules and waivers are those of disclosure_status: nobody else has to consent.
SELECT count(*) FILTER (WHERE status <> 'F') FROM m, suppress(m, '{0,1}', '{0,1}', unwaived => cluster_matrix_empty());
-- A firm alone and two others in the row of a: the firm would know the two by the sum of the row, and one cell more keeps it from that.
CREATE TEMP VIEW alone AS SELECT cluster_matrix_from_cells(region, industry, CASE WHEN region = 'a' AND industry = 'y' THEN 2 ELSE firms END, CASE WHEN region = 'a' AND industry = 'y' THEN 2 ELSE size END, NULL, NULL, NULL) AS m FROM cells;
CREATE TEMP TABLE once AS SELECT s.*, size AS value FROM alone, suppress(m, '{0,1}', '{0,1}') s;
CREATE TEMP TABLE twice AS SELECT s.*, size AS value FROM alone, suppress(m, '{0,1}', '{0,1}', singletons => true) s;
SELECT string_agg(region || industry || status, ' ' ORDER BY region, industry) AS hidden FROM once WHERE status <> 'F';
SELECT region, industry, finding, known_by_region, known_by_industry FROM disclosure_audit('once');
SELECT string_agg(region || industry || status, ' ' ORDER BY region, industry) AS hidden FROM twice WHERE status <> 'F';
SELECT a.region, a.industry FROM disclosure_audit('twice') a JOIN twice t USING (region, industry) WHERE status = 'C';
-- Two firms of together 5, which must seem possible from 0 to 10. The least circle is 2, 3 and 40, but 2 and 3 do not give way by 5; 30, 70 and 90 do.
INSERT INTO disclosure_rules (rule, minimum, minimum_range) VALUES ('wide', 3, 100);
CREATE TEMP VIEW pair AS SELECT cluster_matrix_from_cells(r, i, CASE WHEN n = 5 THEN 2 ELSE 9 END, n, NULL, NULL, NULL) AS m FROM (VALUES ('a', '{5,2,30}'::int[]), ('b', '{3,40,60}'), ('c', '{70,80,90}')) AS v(r, x), unnest('{x,y,z}'::text[], x) AS u(i, n);
SELECT string_agg(region || industry || status, ' ' ORDER BY region, industry) AS hidden FROM pair, suppress(m, '{0,1}', '{0,1}', rule => 'wide') WHERE status <> 'F';
CREATE TEMP TABLE wide AS SELECT s.*, size AS value FROM pair, suppress(m, '{0,1}', '{0,1}', rule => 'wide', intervals => true) s;
SELECT string_agg(region || industry || status, ' ' ORDER BY region, industry) AS hidden FROM wide WHERE status <> 'F';
SELECT region, industry, finding, lower, upper FROM disclosure_audit('wide', intervals => true) WHERE region = 'a' AND industry = 'x';
-- A firm of no size beside others of none, whose total of nothing tells it; another one that the total would not tell without its neighbour.
SELECT region, industry, firms, size, status, exposed FROM suppress((SELECT cluster_matrix_from_cells(r, i, f, s, NULL, NULL, NULL) FROM (VALUES ('a', 'x', 1, 0), ('a', 'y', 5, 0), ('b', 'x', 1, 0), ('b', 'y', 5, 9)) AS v(r, i, f, s)), industry_digits => '{0,1}') s;
-- Trees by relations; labels keep their names.
CREATE TEMP TABLE regions (region text, parent text);
INSERT INTO regions VALUES ('a', 'north'), ('b', 'north'), ('c', 'south'), ('north', '_T'), ('south', '_T');
SELECT region, region_level, industry, industry_level, size, status FROM m, suppress(m, region_tree => 'regions', industry_digits => '{0,1}') WHERE industry IN ('x', '_T');
-- Without totals there are no sums, and nothing to be hidden for others.
SELECT region, industry, status FROM m, suppress(m) WHERE status <> 'F' OR region_level + industry_level > 0;
SELECT count(*) FROM suppress(NULL), m;
SELECT count(*) FROM suppress(cluster_matrix_empty(), '{0,1}', '{0,1}');

-- Georgia: counties by groups of industries, with the totals of three levels, a minimum of 3. No cell can be computed.
CREATE TEMP TABLE establishments (county text, naics4 text, n bigint);
\copy establishments FROM PROGRAM 'gzip -dc test/data/cbp_establishments.csv.gz' (FORMAT csv, HEADER)
CREATE TEMP TABLE georgia AS SELECT s.*, size AS value FROM suppress((SELECT cluster_matrix_from_cells(county, naics4, n, n, NULL, NULL, NULL) FROM establishments WHERE county LIKE '13%' AND n > 0), '{2,5}', '{0,2,3,4}') s;
SELECT count(*), count(*) FILTER (WHERE status = 'C') AS confidential, count(*) FILTER (WHERE status = 'C') = count(*) FILTER (WHERE size < 3) AS as_ruled, count(*) FILTER (WHERE status = 'D') BETWEEN 1 AND 2116 AS few, count(*) FILTER (WHERE exposed) AS exposed FROM georgia;
SELECT finding, count(*) FROM disclosure_audit('georgia', '{2,5}', '{0,2,3,4}') GROUP BY 1;
-- The same pattern of rows in another order.
SELECT count(*) FROM (SELECT region, industry, status FROM georgia EXCEPT SELECT region, industry, status FROM suppress((SELECT cluster_matrix_from_cells(county, naics4, n, n, NULL, NULL, NULL) FROM (SELECT * FROM establishments WHERE county LIKE '13%' AND n > 0 ORDER BY md5(county || naics4)) AS e), '{2,5}', '{0,2,3,4}')) AS t;
-- What was hidden before stays as it is where that is enough, though less would do: a pattern that changes without need tells by its changes.
SELECT count(*) FROM (SELECT region, industry, status FROM georgia EXCEPT SELECT region, industry, status FROM suppress((SELECT cluster_matrix_from_cells(county, naics4, n, n, NULL, NULL, NULL) FROM establishments WHERE county LIKE '13%' AND n > 0), '{2,5}', '{0,2,3,4}', previous => 'georgia')) AS t;
INSERT INTO before SELECT 'c', i, 'D' FROM unnest('{x,y,z}'::text[]) AS i;
INSERT INTO before SELECT r, i, 'D' FROM unnest('{a,b}'::text[]) AS r, unnest('{x,y}'::text[]) AS i;
SELECT string_agg(region || industry, ' ' ORDER BY region, industry) AS hidden FROM m, suppress(m, '{0,1}', '{0,1}', previous => 'before') WHERE status <> 'F';
-- Years that differ by a few firms: patterns that know of each other are more alike.
CREATE TEMP VIEW next_year AS SELECT cluster_matrix_from_cells(county, naics4, n + (hashtext(county || naics4) % 20 = 0)::int, n + (hashtext(county || naics4) % 20 = 0)::int, NULL, NULL, NULL) AS m FROM establishments WHERE county LIKE '13%' AND n > 0;
SELECT (SELECT count(*) FROM (SELECT region, industry FROM suppress(m, '{2,5}', '{0,2,3,4}', previous => 'georgia') WHERE status = 'D' EXCEPT SELECT region, industry FROM georgia WHERE status <> 'F') AS t) <
  (SELECT count(*) FROM (SELECT region, industry FROM suppress(m, '{2,5}', '{0,2,3,4}') WHERE status = 'D' EXCEPT SELECT region, industry FROM georgia WHERE status <> 'F') AS t) AS more_alike FROM next_year;

-- Errors.
\set VERBOSITY default
SELECT count(*) FROM m, suppress(m, rule => 'none');
SELECT count(*) FROM m, suppress(m, cost => 'least');
SELECT count(*) FROM m, suppress(m, previous => 'cells');
SELECT count(*) FROM m, suppress(m, '{0,1}', region_tree => 'regions');
SELECT count(*) FROM m, suppress(m, also => ARRAY[(SELECT cluster_matrix_agg('d', 'x', 1))]);
SELECT count(*) FROM suppress((SELECT cluster_matrix_from_cells(r, 'x', 5, s, NULL, NULL, NULL) FROM (VALUES ('a', 3), ('ab', 1), ('ac', 1)) AS v(r, s)), '{1,2}');
