-- How far policy-risk scores depend on choices of ours.
\pset null '-'
CREATE TABLE firms AS
SELECT year, 'R' || r AS region, 'I' || i AS industry, ((r * 7 + i * 5 + f * 3) % 23 + 1)::float8 * (1 + (r + i) % 3 * 0.1 * (year - 2015)) AS jobs
FROM generate_series(10, 21) AS r, generate_series(10, 26) AS i, generate_series(1, 12) AS f, generate_series(2015, 2020) AS year WHERE f <= (r * i + i) % 13;
CREATE TABLE panel AS SELECT year AS period, 'employment' AS measure, cluster_matrix_agg(region, industry, jobs) AS matrix FROM firms GROUP BY year;
INSERT INTO panel SELECT year, 'output', cluster_matrix_agg(region, industry, jobs * (10 + length(region || industry) + ascii(right(industry, 1)) % 5)) FROM firms GROUP BY year;
CREATE TABLE policies AS SELECT 'R' || r AS region, 'I' || i AS industry, 2018 AS start_year, r % 2 = 0 AS has_review, true AS is_competitive
FROM generate_series(10, 21) AS r, generate_series(10, 26) AS i WHERE (r + i) % 5 = 0;
CREATE TABLE u AS SELECT * FROM policy_risk_uncertainty('panel', 'policies', 2020, draws => 200);

-- The score is that of policy_risk_scores, its rank the usual one; percentiles are in order; shares are shares.
SELECT count(*) AS pairs, count(u.score) AS scored, bool_and(u.score IS NOT DISTINCT FROM s.score) AS same_score, bool_and(u.rank IS NOT DISTINCT FROM s.rank) AS same_rank,
       bool_and(score_p05 <= score_p50 AND score_p50 <= score_p95 AND rank_p05 <= rank_p95 AND prob_high <= prob_elevated AND prob_elevated <= 1) AS in_order
FROM u FULL JOIN (SELECT region, industry, score, CASE WHEN score IS NOT NULL THEN rank() OVER (ORDER BY score DESC NULLS LAST) END AS rank
                  FROM policy_risk_scores('panel', 'policies', 2020)) AS s USING (region, industry);
-- The same seed gives the same, another does not; another measure widens the choice.
SELECT (SELECT count(*) FROM (SELECT * FROM u EXCEPT SELECT * FROM policy_risk_uncertainty('panel', 'policies', 2020, draws => 200)) AS d) AS same,
       (SELECT count(*) > 0 FROM (SELECT * FROM u EXCEPT SELECT * FROM policy_risk_uncertainty('panel', 'policies', 2020, draws => 200, seed => 2)) AS d) AS other_seed,
       (SELECT count(*) > 0 FROM (SELECT * FROM u EXCEPT SELECT * FROM policy_risk_uncertainty('panel', 'policies', 2020, draws => 200, alternative_measure => 'output')) AS d) AS other_measure;
-- Pairs asked about, without any policy.
SELECT region, industry, score, score_p95, rank, prob_high, draws FROM policy_risk_uncertainty('panel', NULL, 2020, pairs => (SELECT cluster_matrix_agg('R10', 'I1' || i, 1) FROM generate_series(1, 2) AS i), draws => 5);
-- One draw of one pair is all percentiles; no policy at all gives no rows.
SELECT bool_and(score_p05 = score_p95 AND rank = 1 AND rank_p95 = 1) FROM policy_risk_uncertainty('panel', 'policies', 2020, pairs => (SELECT cluster_matrix_agg('R10', 'I10', 1)), draws => 1);
CREATE VIEW none AS SELECT * FROM policies WHERE false;
SELECT count(*) FROM policy_risk_uncertainty('panel', 'none', 2020);
SELECT kind, choice, mean_rank_shift FROM policy_risk_sensitivity('panel', 'none', 2020, draws => 1) LIMIT 1;
-- Nothing is drawn but what is named: with one way of measuring, measuring moves nothing where no location quotient is scored.
SELECT policy_risk_copy_model('standard', 'no quotients');
DELETE FROM policy_risk_cuts WHERE model = 'no quotients' AND indicator IN ('lq', 'rel_density', 'linkage');
UPDATE policy_risk_pillars SET required = false WHERE model = 'no quotients';
UPDATE policy_risk_models SET minimum_coverage = 0 WHERE model = 'no quotients';
SELECT choice, mean_rank_shift = 0 AS none FROM policy_risk_sensitivity('panel', 'policies', 2020, model => 'no quotients', draws => 20) WHERE kind = 'assumption';
-- Mistakes.
SELECT * FROM policy_risk_uncertainty('panel', 'policies', 2020, draws => 0);
SELECT * FROM policy_risk_uncertainty('panel', 'policies', 2020, draws => NULL);
SELECT * FROM policy_risk_uncertainty('panel', 'policies', 2020, alternative_measure => 'capital');
SELECT * FROM policy_risk_uncertainty('panel', 'policies', 2020, alternative_measure => 'happiness');
SET cluster_ext.max_cells = 1000;
SELECT * FROM policy_risk_uncertainty('panel', 'policies', 2020, draws => 100);
RESET cluster_ext.max_cells;
DELETE FROM policy_risk_models WHERE model = 'no quotients';
DROP VIEW none;
DROP TABLE firms, panel, policies, u;
