-- What published tables give away, by hand.
\pset null '-'
SET extra_float_digits = 0;
SET client_min_messages = warning;
-- Rows of 7 and 3, columns of 6 and 4, nothing else shown (Handbook on Statistical Disclosure Control, 4.4): nothing is
-- exact, and with x in the first cell the others are 7 - x, 6 - x and x - 3, so that x is from 3 to 6.
CREATE TEMP TABLE t (region text, industry text, value float8);
INSERT INTO t VALUES ('_T', '_T', 10), ('a', '_T', 7), ('b', '_T', 3), ('_T', 'x', 6), ('_T', 'y', 4), ('a', 'x', NULL), ('a', 'y', NULL), ('b', 'x', NULL), ('b', 'y', NULL);
SELECT * FROM disclosure_audit('t');
SELECT region, industry, value, finding, lower, upper, method FROM disclosure_audit('t', intervals => true);
-- Who is known to have 4 at least in the first cell, and 5 at most.
CREATE TEMP VIEW known AS SELECT *, CASE WHEN region = 'a' AND industry = 'x' THEN 4 END AS lower, CASE WHEN region = 'a' AND industry = 'x' THEN 5 END AS upper FROM t;
SELECT region, industry, finding, lower, upper FROM disclosure_audit('known', intervals => true);
-- The office knows the values: 5, 2, 1, 2. The first has to reach 3 and 7, the second 1 and 3, the third 0.5 and 1.5; the fourth asks for nothing.
CREATE TEMP VIEW office AS SELECT t.region, t.industry, coalesce(t.value, v.value) AS value, t.value IS NULL AS hidden, protection
FROM t LEFT JOIN (VALUES ('a', 'x', 5, 2), ('a', 'y', 2, 1), ('b', 'x', 1, 0.5), ('b', 'y', 2, NULL)) AS v(region, industry, value, protection) USING (region, industry);
SELECT region, industry, value, finding, lower, upper FROM disclosure_audit('office', intervals => true);
-- One more is shown: the others are what is left. Without the total of a column one moves against another.
CREATE TEMP VIEW one_more AS SELECT region, industry, value, hidden AND (region, industry) <> ('a', 'x') AS hidden FROM office;
SELECT * FROM disclosure_audit('one_more');
CREATE TEMP VIEW no_column AS SELECT * FROM one_more WHERE (region, industry) <> ('_T', 'y') AND region <> '_T';
SELECT * FROM disclosure_audit('no_column');
-- What tells the hidden: a status that is not F, or SDMX's name of it.
CREATE TEMP VIEW by_status AS SELECT region, industry, value, CASE WHEN hidden THEN 'D' ELSE 'F' END AS status FROM one_more;
CREATE TEMP VIEW by_conf_status AS SELECT region, industry, value, 'A'::text AS status, status AS conf_status FROM by_status;
SELECT count(*), count(*) FILTER (WHERE finding = 'exact') FROM (SELECT * FROM disclosure_audit('by_status') UNION ALL SELECT * FROM disclosure_audit('by_conf_status')) AS f;
-- A rest of 0: nothing is negative, so both parts are 0.
CREATE TEMP TABLE rest (region text, industry text, value float8);
INSERT INTO rest VALUES ('_T', '', 9), ('a', '', 4), ('b', '', 5), ('_T', 'x', 5), ('_T', 'y', 2), ('_T', 'z', 2), ('a', 'x', 4), ('a', 'y', NULL), ('a', 'z', NULL), ('b', 'x', 1), ('b', 'y', NULL), ('b', 'z', NULL);
SELECT * FROM disclosure_audit('rest');

-- A rest of nothing over two sums: b has 10 at least, for its part 11 is shown, and that is all there is of 1; so 12 and a have none.
CREATE TEMP TABLE rest_of_two (region text, industry text, value float8, hidden boolean);
INSERT INTO rest_of_two SELECT r, i, v, (r, i) NOT IN (('_T', '1'), ('b', '11')) FROM (VALUES ('_T', '1', 10), ('_T', '11', 10), ('_T', '12', 0), ('a', '1', 0), ('a', '11', 0), ('a', '12', 0), ('b', '1', 10), ('b', '11', 10), ('b', '12', 0)) AS x(r, i, v);
SELECT * FROM disclosure_audit('rest_of_two', '{0,1}', '{0,1,2}');
CREATE TEMP VIEW rest_not_given AS SELECT region, industry, CASE WHEN NOT hidden THEN value END AS value FROM rest_of_two;
SELECT region, industry, finding, method FROM disclosure_audit('rest_not_given', '{0,1}', '{0,1,2}');
-- More than the sums ask for is no rest of nothing.
UPDATE rest_of_two SET value = value + 1 WHERE region IN ('a', '_T') AND industry IN ('1', '12');
SELECT count(*) FROM disclosure_audit('rest_of_two', '{0,1}', '{0,1,2}');

-- Counties 131 and 132 of state 13, industries 1 and 2, of which 2 has parts 21 and 22. Shown are the state and the totals of counties: parts
-- 21 and 22 can move against each other, and 1 against 2 with one of them.
CREATE TEMP TABLE levels (region text, industry text, value int, hidden boolean);
INSERT INTO levels SELECT r.region, i.industry, sum(v.value), false FROM (VALUES ('131', '10', 2), ('131', '21', 3), ('131', '22', 4), ('132', '10', 5), ('132', '21', 6), ('132', '22', 7)) AS v(region, industry, value),
  LATERAL (SELECT left(v.region, n) FROM unnest('{2,3}'::int[]) AS n) AS r(region), LATERAL (SELECT left(v.industry, n) FROM unnest('{0,1,2}'::int[]) AS n) AS i(industry) GROUP BY 1, 2;
DELETE FROM levels WHERE industry = '10';
UPDATE levels SET hidden = true WHERE industry IN ('1', '2', '21', '22') AND region <> '13';
SELECT * FROM disclosure_audit('levels', '{2,3}', '{0,1,2}');
-- 22 is shown of 132, which gives it away of 131; 21 and 2 then hang together as before.
UPDATE levels SET hidden = false WHERE industry = '22' AND region = '132';
SELECT region, industry, value, finding FROM disclosure_audit('levels', '{2,3}', '{0,1,2}');
-- With industry 1 all is known. Without saying what is part of what, nothing is.
UPDATE levels SET hidden = false WHERE industry = '1';
SELECT region, industry, value, finding FROM disclosure_audit('levels', '{2,3}', '{0,1,2}');
-- The same by relations.
CREATE TEMP TABLE region_tree AS SELECT '131' AS region, '13' AS parent UNION ALL SELECT '132', '13';
CREATE TEMP TABLE industry_tree AS SELECT v.* FROM (VALUES ('21', '2'), ('22', '2'), ('1', ''), ('2', '')) AS v(industry, parent);
SELECT count(*), count(*) FILTER (WHERE finding = 'exact') FROM disclosure_audit('levels', region_tree => 'region_tree', industry_tree => 'industry_tree');

-- A firm alone in a cell knows it, and with it all of a rectangle. What it is alone in twice is no news to it.
CREATE TEMP VIEW alone AS SELECT *, CASE WHEN region = 'a' AND industry = 'x' THEN 1 ELSE 3 END AS firms FROM office;
SELECT region, industry, value, finding, known_by_region, known_by_industry FROM disclosure_audit('alone');
-- What everybody sees comes before what one firm does: narrow before singleton.
CREATE TEMP VIEW alone_and_narrow AS SELECT region, industry, value, hidden, firms, CASE WHEN region = 'a' AND industry = 'y' THEN 1.9 END AS protection FROM alone;
SELECT region, industry, finding, known_by_region FROM disclosure_audit('alone_and_narrow', intervals => true);
CREATE TEMP VIEW alone_twice AS SELECT *, CASE WHEN region = 'a' AND industry = 'x' OR region = 'b' AND industry = 'y' THEN 1 ELSE 3 END AS firms FROM office;
SELECT region, industry, value, finding, known_by_region, known_by_industry FROM disclosure_audit('alone_twice');
-- One firm is all of 2 in 131, in its part 21; 1 is hidden with it.
CREATE TEMP TABLE same (region text, industry text, value int, hidden boolean, firms int);
INSERT INTO same VALUES ('131', '1', 5, true, 4), ('131', '2', 3, true, 1), ('131', '21', 3, true, 1), ('132', '1', 6, true, 4), ('132', '2', 9, true, 4), ('132', '21', 9, true, 4),
  ('131', '', 8, false, 5), ('132', '', 15, false, 8), ('13', '1', 11, false, 8), ('13', '2', 12, false, 5), ('13', '21', 12, false, 5), ('13', '', 23, false, 13);
SELECT region, industry, value, finding, known_by_region, known_by_industry FROM disclosure_audit('same', '{2,3}', '{0,1,2}');

-- Derived figures. Totals of both regions are hidden and their x: nothing is exact, but the quotient of one y, 2 * 10 / (7 * 4), tells the total of its region.
CREATE TEMP VIEW quotients AS SELECT region, industry, value, region <> '_T' AND industry IN ('_T', 'x') AS hidden,
  CASE WHEN region = 'a' AND industry = 'y' THEN 2 * 10 / (7 * 4.0) END AS lq, CASE WHEN region = 'a' AND industry = 'y' THEN 2 / 7.0 END AS region_share, CASE WHEN region = 'a' AND industry = 'y' THEN 2 / 4.0 END AS industry_share FROM office;
SELECT * FROM disclosure_audit('quotients');
SELECT region, industry, value, finding, method FROM disclosure_audit('quotients', derived => '{lq}');
SELECT count(*) FROM disclosure_audit('quotients', derived => '{region_share}');
SELECT count(*) FROM disclosure_audit('quotients', derived => '{industry_share}');

-- Empty tables.
CREATE TEMP VIEW nothing AS SELECT * FROM office WHERE false;
SELECT * FROM disclosure_audit('nothing', intervals => true);

-- Errors.
\set VERBOSITY default
SELECT * FROM disclosure_audit(NULL);
CREATE TEMP VIEW twice AS SELECT * FROM t UNION ALL SELECT 'a', 'y', 1;
SELECT * FROM disclosure_audit('twice');
CREATE TEMP VIEW no_label AS SELECT NULL::text AS region, industry, value FROM t;
SELECT * FROM disclosure_audit('no_label');
CREATE TEMP VIEW not_shown AS SELECT region, industry, value, false AS hidden FROM t;
SELECT * FROM disclosure_audit('not_shown');
CREATE TEMP VIEW not_told AS SELECT region, industry, 1 AS value, NULL::boolean AS hidden FROM t;
SELECT * FROM disclosure_audit('not_told');
CREATE TEMP VIEW wrong AS SELECT region, industry, value + (region = 'a')::int AS value FROM office;
SELECT * FROM disclosure_audit('wrong');
CREATE TEMP VIEW crossed AS SELECT region, industry, value, 2 AS lower, 1 AS upper FROM t;
SELECT * FROM disclosure_audit('crossed');
CREATE TEMP VIEW negative AS SELECT region, industry, value, -1 AS firms FROM t;
SELECT * FROM disclosure_audit('negative');
CREATE TEMP VIEW too_long AS SELECT repeat('a', 5000) AS region, industry, value FROM t;
SELECT * FROM disclosure_audit('too_long');
-- Rows of 7 and 3 in columns of 6 and 4, of which one is known to have more than 6.
CREATE TEMP VIEW impossible AS SELECT *, CASE WHEN region = 'a' AND industry = 'x' THEN 6.5 END AS lower FROM t;
SELECT * FROM disclosure_audit('impossible', intervals => true);
SELECT * FROM disclosure_audit('t', derived => '{hhi}');
SELECT * FROM disclosure_audit('t', derived => '{lq}');
CREATE TEMP VIEW quotient_of_null AS SELECT region, industry, value, 1.5 AS lq FROM t;
SELECT * FROM disclosure_audit('quotient_of_null', derived => '{lq}');
CREATE TEMP VIEW no_total AS SELECT region, industry, value, hidden, 1.5 AS lq FROM office WHERE region <> '_T';
SELECT * FROM disclosure_audit('no_total', derived => '{lq}');
SELECT * FROM disclosure_audit('levels', '{2,3}', region_tree => 'region_tree');
