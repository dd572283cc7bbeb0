-- Primary suppression by hand (Handbook on Statistical Disclosure Control, 4.2), matrices with their totals, and what may be published.
\pset null '-'
SET extra_float_digits = 0;
-- Rules of an office; without a row called default that is a minimum of 3.
INSERT INTO disclosure_rules (rule, minimum, dominance_n, dominance_k, p, q) VALUES
  ('p10', NULL, NULL, NULL, 10, 100), ('p20', NULL, NULL, NULL, 20, 100), ('two85', NULL, 2, 85, NULL, 100), ('one90', NULL, 1, 90, NULL, 100),
  ('p10q20', NULL, NULL, NULL, 10, 20), ('all', 4, 2, 85, 10, 100);
CREATE TEMP TABLE firms (region text, industry text, jobs float8, consents boolean DEFAULT false);
-- The Handbook's cells: 60, 30, 10; 50,000, 49,000, 1,000; 90, 5, 3, 2. And a firm alone, two firms, firms of no size.
INSERT INTO firms SELECT v.r, 'x', j FROM (VALUES ('a', '{60,30,10}'::float8[]), ('b', '{50000,49000,1000}'), ('c', '{90,5,3,2}'), ('d', '{7}'), ('e', '{4,4}'), ('f', '{0,0,0,0}')) AS v(r, jobs), unnest(jobs) AS j;
CREATE TEMP VIEW m AS SELECT cluster_matrix_agg(region, industry, jobs) AS m, cluster_matrix_agg(region, industry, jobs) FILTER (WHERE NOT consents) AS unwaived FROM firms;
SELECT s.* FROM m, disclosure_status(m) s;
-- p percent: 10 < 20 % of 60 by 2; 1,000 < 10 % of 50,000 by 4,000; 5 < 10 % of 90 by 4.
SELECT s.* FROM m, disclosure_status(m, 'p10') s;
SELECT s.* FROM m, disclosure_status(m, 'p20') s WHERE region IN ('a', 'f');
-- (2,85): 100 / 85 * 90 - 100; (1,90) lets 50,000 and 49,000 of 100,000 pass, of whom one knows the other to 2 percent.
SELECT region, status, reason, round(protection::numeric, 4) AS protection FROM m, disclosure_status(m, 'two85') s;
SELECT region, status FROM m, disclosure_status(m, 'one90') s;
-- (p,q) is p percent of 100 p / q: 10 of 60's half is 30.
SELECT region, status, protection FROM m, disclosure_status(m, 'p10q20') s WHERE region = 'a';
-- The first reason is told, and the widest protection: 30 percent of 100 against 4 and 5.88.
SELECT region, status, reason, round(protection::numeric, 4) AS protection FROM m, disclosure_status(m, 'all') s;
-- Waivers. The largest of a consents: 30 is to be protected, from 60, by the rest of 10. All of c consent, and d.
UPDATE firms SET consents = true WHERE (region = 'a' AND jobs = 60) OR region IN ('c', 'd');
SELECT s.* FROM m, disclosure_status(m, 'p20', unwaived) s WHERE region IN ('a', 'c', 'd');
SELECT region, status FROM m, disclosure_status(m, 'two85', unwaived) s WHERE region IN ('a', 'c', 'd');
SELECT region, status FROM m, disclosure_status(m, unwaived => unwaived) s WHERE status = 'C';
-- Holdings: two plants of one owner count as one where the matrix is built over owners.
SELECT status, firms FROM disclosure_status((SELECT cluster_matrix_agg(r, i, jobs) FROM (SELECT r, i, owner, sum(jobs) AS jobs FROM (VALUES ('a', 'x', 'A', 1), ('a', 'x', 'A', 2), ('a', 'x', 'B', 3)) AS p(r, i, owner, jobs) GROUP BY 1, 2, 3) AS o));
-- What is unknown cannot be judged, and is confidential; what follows from the number of firms is known.
CREATE TEMP VIEW published AS SELECT cluster_matrix_from_cells(r, 'x', f, s, NULL, l, NULL) AS m FROM (VALUES ('a', 9, 90, NULL), ('b', NULL, 90, NULL), ('c', 9, NULL, NULL), ('d', 2, 10, 6), ('e', 1, 10, NULL), ('g', 0, 0, NULL)) AS v(r, f, s, l);
SELECT s.* FROM published, disclosure_status(m) s;
SELECT region, status, reason, protection FROM published, disclosure_status(m, 'p10') s;
SELECT count(*) FROM disclosure_status(NULL), m;
SELECT count(*) FROM disclosure_status(cluster_matrix_empty());
SELECT count(*) FROM m, disclosure_status(m, 'none');
SELECT count(*) FROM m, disclosure_status(m, NULL);
-- No rule that asks for nothing, or for what a matrix does not know.
INSERT INTO disclosure_rules (rule) VALUES ('nothing');
INSERT INTO disclosure_rules (rule, dominance_n, dominance_k) VALUES ('three', 3, 80);
INSERT INTO disclosure_rules (rule, dominance_n) VALUES ('half', 1);
INSERT INTO disclosure_rules (rule, p, q) VALUES ('more than is known', 30, 20);

-- Totals: the matrix at all levels.
CREATE TEMP VIEW places AS SELECT cluster_matrix_agg(r, i, s) AS m FROM (VALUES ('13001', '3111', 5), ('13001', '3112', 2), ('13003', '3111', 1), ('37001', '3121', 4), ('37001', '3121', 8)) AS v(r, i, s);
SELECT c.region, c.industry, firms, size, largest, second_largest FROM places, cells(with_totals(m, '{5,2,0}', '{0,3}')) c;
-- By a relation; a label that it lacks is part of the total alone. Sums of firms are those of coarsen.
CREATE TEMP TABLE tree (region text, parent text);
INSERT INTO tree VALUES ('13001', 'south'), ('13003', 'south'), ('south', '_T'), ('elsewhere', 'north');
SELECT c.region, c.industry, firms, size FROM places, cells(with_totals(m, region_tree => 'tree')) c;
SELECT bool_and(with_totals(m, '{2,5}', '{3,4}') = m + coarsen(m, 2, NULL) + coarsen(m, NULL, 3) + coarsen(m, 2, 3)) FROM places;
-- It has its totals already: it stays as it is. Neither digits nor a tree: so does any. Labels are cut to the lowest level.
SELECT with_totals(with_totals(m, '{0,2,5}'), '{0,2,5}') = with_totals(m, '{0,2,5}') AS again, with_totals(m) = m AS none, with_totals(m, '{2}', '{2}') = coarsen(m, 2, 2) AS cut, with_totals(NULL) IS NULL AS "null", with_totals(cluster_matrix_empty(), '{0}') = cluster_matrix_empty() AS empty FROM places;
-- Characters, not bytes.
SELECT region, size FROM cells(with_totals((SELECT cluster_matrix_agg(r, 'x', 1) FROM (VALUES ('粤广州'), ('粤深圳'), ('京')) AS v(r)), '{0,1,3}')) c;
SELECT with_totals(m, '{2,NULL}') FROM places;
SELECT with_totals(m, '{2,-1}') FROM places;
SELECT with_totals(m, '{2}', region_tree => 'tree') FROM places;
SELECT with_totals(m, industry_tree => 'tree') FROM places;
INSERT INTO tree VALUES ('_T', 'world'), ('world', '_T');
SELECT with_totals(m, region_tree => 'tree') FROM places;
DELETE FROM tree WHERE parent = '_T' OR region = '_T';
INSERT INTO tree VALUES ('13001', 'east');
SELECT with_totals(m, region_tree => 'tree') FROM places;

-- A matrix that may be published: no hidden cells, no firms told apart but one that is alone.
SELECT c.* FROM places, cells(publishable(m, (SELECT cluster_matrix_agg('13001', '3112', 1)))) c;
SELECT cluster_matrix_json(publishable(m, cluster_matrix_empty())) FROM places;
-- All hidden; labels and cells that the matrix lacks; both sides must be hidden.
SELECT publishable(m, m) = cluster_matrix_empty() AS all_hidden, publishable(m, (SELECT cluster_matrix_agg(r, i, 1) FROM (VALUES ('13001', 'x'), ('x', '3111'), ('13003', '3112')) AS v(r, i))) = publishable(m, cluster_matrix_empty()) AS nothing, publishable(NULL, m) IS NULL AS "null" FROM places;
-- Once is enough, and every measure answers or is NULL.
SELECT publishable(p, cluster_matrix_empty()) = p FROM places, publishable(m, (SELECT cluster_matrix_agg('13001', '3112', 1))) AS p;
SELECT region, industry, round(lq::numeric, 4) AS lq, lq_lower FROM places, location_quotients(publishable(m, (SELECT cluster_matrix_agg('13001', '3112', 1)))) q;
SELECT industry, cr1, ellison_glaeser FROM places, industry_concentration(publishable(m, cluster_matrix_empty())) q;
SELECT publishable(m, NULL) FROM places;
DELETE FROM disclosure_rules;
