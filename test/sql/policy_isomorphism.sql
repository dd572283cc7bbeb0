-- Target lists that are alike.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
CREATE TABLE panel AS
SELECT 2020 AS period, 'employment' AS measure, cluster_matrix_agg(region, industry, jobs) AS matrix
FROM (VALUES ('A', 'w', 50), ('A', 'x', 25), ('A', 'y', 25), ('B', 'w', 25), ('B', 'x', 50), ('B', 'y', 12.5), ('B', 'z', 12.5),
             ('C', 'w', 25), ('C', 'x', 12.5), ('C', 'y', 50), ('C', 'z', 12.5), ('D', 'x', 12.5), ('D', 'y', 12.5), ('D', 'z', 75)) AS v(region, industry, jobs);
CREATE TABLE lists AS
SELECT * FROM (VALUES ('A', 'w', 30, 'city'), ('A', 'x', 10, 'city'), ('B', 'w', 3, 'city'), ('B', 'y', 4, 'city'), ('B', 'z', 0, 'city'), ('C', 'w', NULL, 'city'), ('C', 'z', 20, 'city'),
                      ('D', 'w', 60, 'city'), ('D', 'z', 80, 'city'), ('P', 'w', 1, 'province'), ('P', 'x', 1, 'province'), ('P', 'y', 1, 'province')) AS v(region, industry, amount, admin_level);
CREATE TABLE tree AS SELECT * FROM (VALUES ('A', 'P'), ('B', 'P'), ('C', 'Q')) AS v(region, parent);
-- Jaccard AB 1/4, AC 1/3, AD 1/3, BC 2/3, BD 2/3, CD 1; cosines of (30 10), (3 4 0), (60 80): AB 90/(sqrt(1000) 5), AD 1800/(sqrt(1000) 100), BD 180/500.  P has no peer.
SELECT region_a, region_b, targets_a, targets_b, shared, r(jaccard) AS jaccard, r(cosine) AS cosine, expected_jaccard, corrected_jaccard, as_of
FROM policy_isomorphism('panel', 'lists', 2020, permutations => 0) ORDER BY 1, 2;
-- By chance: w is on all lists, z on three, x and y on one each.  Besides w, B has x and y, and the others z; or B has z and one of x and y, and one of the
-- others has the other one: seven ways.  Of C and D: J = 1 in the first, and 1, 1/3, 1/3 for each of x and y: (1 + 2 x 5/3)/7 = 13/21; so for A with either.
-- Of B and another one: 1/4 in the first, and 2/3, 2/3, 1/4 for each of x and y: (1/4 + 2 x 19/12)/7 = 41/84.
SELECT region_a, region_b, abs(expected_jaccard - CASE WHEN 'B' IN (region_a, region_b) THEN 41.0 / 84 ELSE 13.0 / 21 END) < 0.02 AS expected,
       abs(corrected_jaccard - (jaccard - expected_jaccard) / (1 - expected_jaccard)) < 1e-12 AS corrected
FROM policy_isomorphism('panel', 'lists', 2020, permutations => 5000) ORDER BY 1, 2;
-- The same seed gives the same, whatever the order of rows; another seed does not.
CREATE VIEW turned AS SELECT * FROM lists ORDER BY industry DESC, region DESC;
SELECT count(*) FILTER (WHERE a.expected_jaccard = b.expected_jaccard) AS same, count(*) FILTER (WHERE a.expected_jaccard <> c.expected_jaccard) > 0 AS other
FROM policy_isomorphism('panel', 'lists', 2020) AS a JOIN policy_isomorphism('panel', 'turned', 2020) AS b USING (region_a, region_b)
JOIN policy_isomorphism('panel', 'lists', 2020, seed => 2) AS c USING (region_a, region_b);
SELECT region_a, region_b, r(jaccard) AS jaccard FROM policy_isomorphism('panel', 'lists', 2020, minimum => 0.5) ORDER BY 1, 2;
-- By region: means of the above over peers.  P lists all that A has, and w and y of B, of which y has a quotient of 1/2; Q has no list.  The tree does not know
-- D, and there are two levels: so D has no peers.
SELECT policy_risk_copy_model('standard', 'plain');
UPDATE policy_risk_models SET shrinkage_firms = 0 WHERE model = 'plain';
SELECT region, targets, peers, r(isomorphism) AS isomorphism, r(cosine) AS cosine, closest, r(closest_jaccard) AS jaccard, parent, r(follows) AS follows, r(follows_unfounded) AS unfounded
FROM policy_isomorphism_by_region('panel', 'lists', 2020, model => 'plain', permutations => 0, region_tree => 'tree') ORDER BY 1;
SELECT region, abs(expected_isomorphism - CASE region WHEN 'B' THEN 41.0 / 84 ELSE (41.0 / 84 + 26.0 / 21) / 3 END) < 0.02 AS expected, corrected_isomorphism < 0.5 AS corrected
FROM policy_isomorphism_by_region('panel', 'lists', 2020, permutations => 5000) WHERE region <> 'P' ORDER BY 1;
-- Lists that can be no others are as expected, to the last bit; equal ones always are.
CREATE VIEW equal AS SELECT * FROM lists WHERE region IN ('C', 'D');
SELECT jaccard, expected_jaccard, corrected_jaccard FROM policy_isomorphism('panel', 'equal', 2020);
CREATE VIEW nested AS SELECT * FROM lists WHERE region = 'B' OR region = 'C' AND industry = 'z';
SELECT r(jaccard) AS jaccard, expected_jaccard = jaccard AS as_expected, corrected_jaccard FROM policy_isomorphism('panel', 'nested', 2020);
-- One region; what if C listed x; nobody.
CREATE VIEW single AS SELECT * FROM lists WHERE region = 'A';
SELECT count(*) FROM policy_isomorphism('panel', 'single', 2020);
SELECT region, peers, isomorphism, expected_isomorphism, closest FROM policy_isomorphism_by_region('panel', 'single', 2020);
SELECT region_a, region_b, shared, r(jaccard) AS jaccard
FROM (SELECT cluster_matrix_agg('C', 'x', 1) AS pairs) AS p, policy_isomorphism('panel', 'lists', 2020, pairs) ORDER BY 1, 2;
CREATE VIEW nobody AS SELECT * FROM lists WHERE false;
SELECT count(*) FROM policy_isomorphism('panel', 'nobody', 2020);
-- Mistakes.
SELECT policy_isomorphism('panel', 'lists', 2020, minimum => 2);
SELECT policy_isomorphism('panel', 'lists', 2020, permutations => -1);
SELECT policy_isomorphism_by_region('panel', 'lists', 2020, seed => NULL);
CREATE VIEW many AS SELECT 'r' || g AS region, 'w' AS industry FROM generate_series(1, 20) AS g;
SET cluster_ext.max_cells = 50;
SELECT policy_isomorphism('panel', 'many', 2020);
RESET cluster_ext.max_cells;
DROP VIEW many, nobody, turned, equal, nested, single;
DROP TABLE panel, lists, tree;
DROP FUNCTION r;
DELETE FROM policy_risk_models WHERE model = 'plain';
