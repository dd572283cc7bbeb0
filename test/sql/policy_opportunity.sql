-- Risk of targets beside what there is to gain.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
-- Quotients of A 2 1 1 0, B 1 2 .5 .5, C 1 .5 2 .5, D 0 .5 .5 3.  In five years w doubled everywhere, x stood still, y halved, z grew fourfold.
CREATE TABLE panel AS
SELECT year AS period, 'employment' AS measure, cluster_matrix_agg(region, v.industry, jobs / CASE year WHEN 2020 THEN 1 ELSE factor END) AS matrix
FROM (VALUES ('A', 'w', 50), ('A', 'x', 25), ('A', 'y', 25), ('B', 'w', 25), ('B', 'x', 50), ('B', 'y', 12.5), ('B', 'z', 12.5),
             ('C', 'w', 25), ('C', 'x', 12.5), ('C', 'y', 50), ('C', 'z', 12.5), ('D', 'x', 12.5), ('D', 'y', 12.5), ('D', 'z', 75)) AS v(region, industry, jobs)
JOIN (VALUES ('w', 2), ('x', 1), ('y', 0.5), ('z', 4)) AS g(industry, factor) USING (industry), unnest(ARRAY[2015, 2020]) AS year GROUP BY year;
-- E and F have lists, and the panel does not know them.
CREATE TABLE lists AS
SELECT * FROM (VALUES ('A', 'w'), ('A', 'x'), ('B', 'w'), ('B', 'y'), ('B', 'z'), ('C', 'w'), ('C', 'z'), ('D', 'w'), ('D', 'z'), ('E', 'x'), ('F', 'y')) AS v(region, industry);
SELECT policy_risk_copy_model('standard', 'quotient');
UPDATE policy_risk_models SET minimum_coverage = 0, minimum_pillars = 1, shrinkage_firms = 0 WHERE model = 'quotient';
UPDATE policy_risk_cuts SET pillar = NULL WHERE model = 'quotient' AND indicator <> 'lq';
-- Growth a year: w ln 2/5 on four lists, x 0 and y -ln 2/5 on two, z ln 4/5 on three, so ranks of 11 are 6, 3, 1, 9.5.  Of five peers, E and F among them, three
-- others list w, two z, one x or y: room 1 - u(0.6) = 7/18, 1 - u(0.4) = 11/18, 1 - u(0.2) = 5/6, of nine, as of E and F nothing is told: ranks 2, 5.5, 8, 8.  Too few industries for complexity.
SELECT region, industry, targeted, r(score) AS score, r(opportunity) AS opportunity, quadrant, complexity, gain, r(growth) AS growth, r(11 * growth_rank) AS rank_11, r(market_room) AS room, r(9 * market_room_rank) AS rank_9
FROM policy_opportunity('panel', 'lists', 2020, model => 'quotient') ORDER BY 1, 2;
-- Others: y for A is on two of five lists, (1/11 + 5.5/9)/2, and its risk 1/3; x for B likewise (3/11 + 5.5/9)/2, risk 0; y for C as for A, risk 0.  z for A would be
-- (9.5/11 + 2/9)/2, but at risk 1; x for C 2/3.
SELECT count(*) FROM policy_opportunity('panel', 'lists', 2020, model => 'quotient', untargeted => true);
SELECT region, industry, targeted, r(score) AS score, r(opportunity) AS opportunity, quadrant
FROM policy_opportunity('panel', 'lists', 2020, model => 'quotient', untargeted => true, opportunity_from => 25) ORDER BY 1, 2;
-- The largest opportunity of each region, at more risk; then all.
SELECT region, industry, r(score) AS score, r(opportunity) AS opportunity, quadrant
FROM policy_opportunity('panel', 'lists', 2020, model => 'quotient', untargeted => true, opportunity_from => 25, risk_from => 70, per_region => 1) ORDER BY 1, 2;
SELECT region, count(*) FROM policy_opportunity('panel', 'lists', 2020, model => 'quotient', untargeted => true, opportunity_from => 25, risk_from => 70, per_region => NULL) GROUP BY 1 ORDER BY 1;
-- What if A listed y alone?  Among ten targets growth ranks 1.5, among eight room of 2/5 (3 + 2): (1.5/10 + 5/8)/2.
SELECT region, industry, r(opportunity) AS opportunity, r(score) AS score, quadrant
FROM (SELECT cluster_matrix_agg('A', 'y', 1) AS pairs) AS p, policy_opportunity('panel', 'lists', 2020, pairs, model => 'quotient');
-- One part alone is no opportunity: no earlier year, or fewer than five peers.
SELECT count(*), count(growth), count(market_room), count(opportunity), count(quadrant) FROM policy_opportunity('panel', 'lists', 2015, model => 'quotient');
CREATE VIEW few AS SELECT * FROM lists WHERE region < 'C';
SELECT count(*), count(growth), count(market_room), count(opportunity), count(quadrant) FROM policy_opportunity('panel', 'few', 2020, model => 'quotient');
-- Mistakes.
SELECT policy_opportunity('panel', 'lists', 2020, per_region => 0);
SELECT policy_opportunity('panel', 'lists', 2020, risk_from => 101);
SELECT policy_opportunity('panel', 'lists', 2020, opportunity_from => NULL);
DROP VIEW few;
DROP TABLE panel, lists;
DROP FUNCTION r;
DELETE FROM policy_risk_models WHERE model = 'quotient';
