-- Industries are words here; what is told of prefixes of words is in reshape.
SET client_min_messages = warning;
-- Policy risk of whole lists.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
-- Four regions of 100 jobs, four industries of 100, so that a pair's quotient is its jobs over 25: A 2 1 1 0, B 1 2 .5 .5, C 1 .5 2 .5, D 0 .5 .5 3.
-- Nationally w and x double and halve in turn, y the other way round, z stands still.
CREATE TABLE panel AS
SELECT 2020 AS period, 'employment' AS measure, cluster_matrix_agg(region, industry, jobs) AS matrix
FROM (VALUES ('A', 'w', 50), ('A', 'x', 25), ('A', 'y', 25), ('B', 'w', 25), ('B', 'x', 50), ('B', 'y', 12.5), ('B', 'z', 12.5),
             ('C', 'w', 25), ('C', 'x', 12.5), ('C', 'y', 50), ('C', 'z', 12.5), ('D', 'x', 12.5), ('D', 'y', 12.5), ('D', 'z', 75)) AS v(region, industry, jobs)
UNION ALL
SELECT 2015 + t, 'employment', cluster_matrix_agg('A', industry, 100 * CASE WHEN t % 2 = 1 THEN 1 ELSE up END)
FROM (VALUES ('w', 2.0), ('x', 2), ('y', 0.5), ('z', 1)) AS v(industry, up), generate_series(1, 4) AS t GROUP BY t
UNION ALL
SELECT 2020, 'fiscal_revenue', cluster_matrix_agg(region, 'any', revenue) FROM (VALUES ('A', 2000), ('D', 1600)) AS v(region, revenue);
-- E has a list, and the panel does not know it; P is the province of A and B, Q, a parent of itself, that of C and D.
CREATE TABLE lists AS
SELECT * FROM (VALUES ('A', 'w', 30, 100, 2021), ('A', 'x', 10, NULL, NULL), ('B', 'w', NULL, NULL, NULL), ('B', 'y', NULL, NULL, NULL), ('B', 'z', NULL, NULL, NULL),
                      ('C', 'w', NULL, NULL, NULL), ('C', 'z', 20, 25, 2021), ('D', 'w', 60, NULL, NULL), ('D', 'z', 20, 150, 2021), ('E', 'w', 5, NULL, NULL),
                      ('P', 'w', 1, NULL, NULL), ('P', 'x', 1, NULL, NULL), ('P', 'y', 1, NULL, NULL)) AS v(region, industry, amount, target_value, target_year);
CREATE TABLE tree AS SELECT * FROM (VALUES ('P', NULL), ('Q', 'Q'), ('A', 'P'), ('B', 'P'), ('C', 'Q'), ('D', 'Q')) AS v(region, parent);
-- A model of the quotient alone: risk 0 from 1.5 on, 1/3 at 1, 2/3 at 0.5, 1 at 0.
SELECT policy_risk_copy_model('standard', 'quotient');
UPDATE policy_risk_models SET minimum_coverage = 0, minimum_pillars = 1, shrinkage_firms = 0 WHERE model = 'quotient';
UPDATE policy_risk_cuts SET pillar = NULL WHERE model = 'quotient' AND indicator <> 'lq';
SELECT * FROM policy_risk_portfolio_cuts WHERE model = 'quotient' ORDER BY part;

-- Scores of targets: A w 0, x 100/3; B w 100/3, y and z 200/3, which is high; C w 100/3, z 200/3; D w 100, z 0.  A weighs them 3 to 1, D too, B and C equally.
SELECT region, targets, scored, weighted_by, r(mean_risk) AS mean_risk, r(tail) AS tail, r(worst) AS worst, worst_industry
FROM policy_portfolio_risk('panel', 'lists', 2020, model => 'quotient', region_tree => 'tree') ORDER BY 1;
-- Industries of quotient 1: A 3, B 2, C 2, D 1 of 4.  Hits 2, 1, 1, 1 of lists of 2, 3, 2, 2; expected 1.5, 1.5, 1, 0.5; variances n K/N (1-K/N) (N-n)/(N-1) =
-- 1/4, 1/4, 1/3, 1/4.
SELECT region, r(breadth) AS breadth, r(breadth_risk) AS risk, r(founded) AS founded, r(founded_expected) AS expected, r(founded_z) AS z, r(founded_risk) AS risk
FROM policy_portfolio_risk('panel', 'lists', 2020, model => 'quotient', region_tree => 'tree') ORDER BY 1;
-- Jaccard: AB 1/4, AC and AD 1/3, BC and BD 2/3, CD 1, so means of 11/36, 19/36, 2/3, 2/3.  Shocks: A two that move alike; B one against another, and one that
-- stands still; C and D one that moves.  Too few regions and industries for relatedness.
SELECT region, peers, r(isomorphism) AS isomorphism, r(isomorphism_risk) AS risk, coherence, coherence_expected AS expected, r(common_shock) AS shock, amount, r(fiscal) AS fiscal, r(fiscal_risk) AS risk
FROM policy_portfolio_risk('panel', 'lists', 2020, model => 'quotient', region_tree => 'tree') ORDER BY 1;
-- A: 0.5 x 25/3 + 10 (2/9 + 0 + 0.342593) = 9.814815; B: 0.5 x 500/9 + 20 x 2/3 + 10 (1/2 + 5/9 + 0.712963) = 58.796296;
-- C: 25 + 20 x 1/2 + 10 (1/3 + 1/3 + 0.944444) = 51.111111; D: 0.5 x 75 + 20 x 0.75 + 10 (2/3 + 1/3 + 0.944444) = 71.944444
SELECT region, r(portfolio_score) AS score, model, as_of, extension_version = (SELECT extversion FROM pg_extension WHERE extname = 'cluster_ext') AS version
FROM policy_portfolio_risk('panel', 'lists', 2020, model => 'quotient', region_tree => 'tree') ORDER BY 1;
-- Of one level, without a tree: E and P are peers too.  Alone there are none: (0.5 x 75 + 20 x 0.75 + 15 (2/3 + 1/3)) = 67.5
SELECT region, peers FROM policy_portfolio_risk('panel', 'lists', 2020, model => 'quotient') ORDER BY 1;
CREATE VIEW alone AS SELECT * FROM lists WHERE region = 'D';
SELECT region, peers, isomorphism, r(portfolio_score) AS score FROM policy_portfolio_risk('panel', 'alone', 2020, model => 'quotient');
-- One target: no pairs, a basket of one; (0 - 1/4)/sqrt(3/16).
CREATE VIEW single AS SELECT * FROM lists WHERE region = 'D' AND industry = 'w';
SELECT targets, r(mean_risk) AS mean_risk, r(tail) AS tail, r(founded_z) AS z, coherence, r(common_shock) AS shock FROM policy_portfolio_risk('panel', 'single', 2020, model => 'quotient');
-- What if B listed x and w, and D too?  They keep their peers A and C: Jaccard 1, 1/3, 1.  D's x is given without a policy, thus without an amount, so D weighs
-- its 100 and 200/3 equally.
SELECT region, targets, weighted_by, r(mean_risk) AS mean_risk, r(breadth) AS breadth, r(founded) AS founded, r(isomorphism) AS isomorphism
FROM (SELECT cluster_matrix_agg(region, industry, 1) AS pairs FROM (VALUES ('B', 'w'), ('B', 'x'), ('D', 'w'), ('D', 'x')) AS v(region, industry)) AS p,
     policy_portfolio_risk('panel', 'lists', 2020, pairs, model => 'quotient', region_tree => 'tree') ORDER BY 1;
SELECT region, targets, peers, r(mean_risk) AS mean_risk
FROM (SELECT cluster_matrix_agg('B', 'x', 1) AS pairs) AS p, policy_portfolio_risk('panel', NULL, 2020, pairs, model => 'quotient');
-- Other weights and cuts are rows of a model: D by its mean risk alone is 75; by the fiscal risk of 2/3 too, 70.833333.
UPDATE policy_risk_portfolio_cuts SET weight = CASE WHEN part IN ('mean_risk', 'fiscal') THEN 1 ELSE 0 END WHERE model = 'quotient';
SELECT region, r(portfolio_score) AS score FROM policy_portfolio_risk('panel', 'lists', 2020, model => 'quotient', region_tree => 'tree') ORDER BY 1;
-- A list of a region of which the panel knows nothing; and a year in which only A has any.
SELECT region, portfolio_score, targets, scored, mean_risk, tail, worst, worst_industry FROM policy_portfolio_risk('panel', 'lists', 2020) WHERE region = 'E';
SELECT count(*) FROM policy_portfolio_risk('panel', 'lists', 2019) WHERE breadth IS NULL;

-- Provinces.  P: its own w, x, y; A w, x; B w, y, z.  The five of its regions by industry 2 1 1 1: exp(entropy) = 5/4^(1/5), of 5.  Q: 2 2, 2 of 4.
-- Plans: A's w 100 of (50 + 25) x 2; C's and D's z 175 of 12.5 + 75.  Mean risk of P: amounts of B are unknown, A 0 + 100/3, B 500/3, P itself has none: 200/5;
-- Q: C's w has no amount: (100/3 + 200/3 + 100 + 0)/4.
SELECT region, regions, own_targets, targets, industries, scored, weighted_by, r(mean_risk) AS mean_risk, r(tail) AS tail, r(worst) AS worst, worst_region, worst_industry
FROM policy_province_risk('panel', 'lists', 2020, model => 'quotient', region_tree => 'tree') ORDER BY 1;
SELECT region, r(distinct_share) AS distinct_share, r(5 / 4 ^ 0.2 / 5) AS p, duplicated, r(sum_of_plans) AS sum_of_plans, amount, model, as_of
FROM policy_province_risk('panel', 'lists', 2020, model => 'quotient', region_tree => 'tree') ORDER BY 1;
SELECT count(*) FROM policy_province_risk('panel', 'lists', 2020);

-- Mistakes.
SELECT policy_portfolio_risk('panel', NULL, 2020);
SELECT policy_portfolio_risk('panel', 'lists', 2020, model => 'nobody');
SELECT policy_province_risk('panel', 'lists', 2020, region_tree => 'lists');
INSERT INTO policy_risk_portfolio_cuts VALUES ('quotient', 'length', 1, 2, 3);
INSERT INTO policy_risk_portfolio_cuts VALUES ('standard2', 'tail', 1);
DROP VIEW alone, single;
DROP TABLE panel, lists, tree;
DROP FUNCTION r;
DELETE FROM policy_risk_models WHERE model = 'quotient';
