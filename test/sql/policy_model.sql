-- Models of policy risk, and scores of given values.
\pset null '-'
CREATE FUNCTION r(x float8, digits int DEFAULT 4) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, digits) $$;
-- The first worked example of the literature note: all weights 1; sum_of_plans and leverage are not known.
CREATE VIEW example AS SELECT
    ARRAY['lq', 'rel_density', 'factor_gap', 'mass', 'dominance', 'footloose', 'copycat', 'overcapacity', 'sum_of_plans', 'subsidy', 'zombie', 'linkage', 'local_shift', 'volatility',
          'branch_outlook', 'region_trend', 'related_trend', 'ambition', 'leverage', 'design_gap'] AS i,
    ARRAY[.60, -.40, ln(2::float8), .70, .35, .30, .774, .72, NULL, .03, .08, .45, -.02, .12, -.015, .004, -.012, .04, NULL, .50] AS v;
SELECT policy_risk_copy_model('standard', 'even', 'all weights 1');
UPDATE policy_risk_cuts SET weight = 1 WHERE model = 'even' AND indicator = 'footloose';
-- By hand: pillars .5128, .4192, .6800, .4315, .3467, .7333, of which crowding and ambition weigh 2/3, as one of their three indicators is not known; score 51.4503, coverage
-- (4 + 2 * 2/3)/6, if the two were at their best 44.5261, at their worst 58.3083; flags: the ambition of .7333, the crowding of .6800
SELECT r(score) AS score, band, band_code, score_low, score_high, r(score_if_best) AS if_best, r(score_if_worst) AS if_worst, band_if_best, band_if_worst, r(coverage) AS coverage, grade, flags, flagged
FROM example, policy_risk_score(i, v, 'even');
SELECT indicator, pillar, value, r(risk) AS risk, r(pillar_risk) AS pillar_risk, r(contribution) AS contribution FROM example, policy_risk_contributions(i, v, 'even');
SELECT pillar, r(sum(contribution), 3) AS contribution FROM example, policy_risk_contributions(i, v, 'even') GROUP BY pillar ORDER BY 2 DESC;
SELECT abs(sum(contribution) - 51.4503) < 5e-5 AS adds_up FROM example, policy_risk_contributions(i, v, 'even');
-- p = 1, 4: 49.7315, 54.8993; geometric mean of safety: 51.8112
UPDATE policy_risk_models SET exponent = 1 WHERE model = 'even';
SELECT r(score) AS plain FROM example, policy_risk_score(i, v, 'even');
UPDATE policy_risk_models SET exponent = 4 WHERE model = 'even';
SELECT r(score) AS fourth FROM example, policy_risk_score(i, v, 'even');
UPDATE policy_risk_models SET aggregation = 'geometric safety' WHERE model = 'even';
SELECT r(score) AS safety FROM example, policy_risk_score(i, v, 'even');
-- shares of -W ln(1 - U): 2/3 * 1.3218, 2/3 * 1.1394, .7190, .5647, .5433, .4257 of 3.8936
SELECT pillar, r(sum(contribution), 3) AS contribution FROM example, policy_risk_contributions(i, v, 'even') GROUP BY pillar ORDER BY 2 DESC;
-- Standard: footloose weighs a half, so structure is (.5 + .5909 + .5 * .1667)/2.5 = .4697, and the score 100 sqrt(1.456698/5.3333) = 52.2620
SELECT r(score) AS score, r(coverage) AS coverage FROM example, policy_risk_score(i, v);

-- The second worked example: a cell without firms.  What does not apply leaves the score, what is not known its weight: fit .7 of 2/3, structure 1, crowding .8044 of 1/2, soft budgets
-- of nothing, though linkage applies, dynamics (.5556 + 0 + .1667)/3 = .2407, ambition 1 of 1/3; score 76.3735, coverage 3.5/6, if best 50.8040, if worst 86.7176; flags: fit, structure,
-- crowding, of which half is known, and not ambition, of which a third is.
UPDATE policy_risk_models SET aggregation = 'power mean', exponent = 2 WHERE model = 'even';
CREATE VIEW empty AS SELECT
    ARRAY['lq', 'rel_density', 'mass', 'copycat', 'branch_outlook', 'region_trend', 'related_trend', 'design_gap'] AS i, ARRAY[.35, -.9, 0, .774, -.03, .01, 0, .75] AS v,
    ARRAY['dominance', 'footloose', 'overcapacity', 'subsidy', 'zombie', 'volatility', 'local_shift'] AS n;
SELECT r(score) AS score, band, r(score_if_best) AS if_best, r(score_if_worst) AS if_worst, band_if_best, band_if_worst, r(coverage) AS coverage, grade, flags, flagged
FROM empty, policy_risk_score(i, v, 'even', not_applicable => n);
SELECT pillar, r(max(pillar_risk)) AS risk, r(sum(contribution), 3) AS contribution, count(risk) AS known FROM empty, policy_risk_contributions(i, v, 'even', not_applicable => n) GROUP BY pillar ORDER BY 3 DESC NULLS LAST;
-- Were they unknown, they would count: fit .7 of 2/3, structure 1 of 1/3, crowding of 1/3, dynamics of 3/5, ambition of 1/3: 2.2667/6
SELECT band, r(coverage) AS coverage FROM empty, policy_risk_score(i, v, 'even');
-- An indicator that does not apply and another one of its pillar that is known: nothing of the coverage is missing.
-- 100 sqrt((1/9 + 4/9 + 1/9)/3) = 47.1405
SELECT r(score) AS score, r(coverage) AS coverage, flagged FROM policy_risk_score(ARRAY['lq', 'copycat', 'design_gap'], ARRAY[1, 0.65, 0.25], not_applicable => ARRAY['rel_density', 'factor_gap', 'mass', 'dominance', 'footloose',
    'overcapacity', 'sum_of_plans', 'subsidy', 'zombie', 'linkage', 'local_shift', 'volatility', 'branch_outlook', 'region_trend', 'related_trend', 'ambition', 'leverage']);

-- Little known: fit must be; three pillars and 0.4 of the weights must be. lq is 1/3 of fit, mass 0.4 of structure, copycat 1/3 of crowding: 0.1778. Of no pillar half is known: no flags.
-- Mass 0.1 has a risk of 1/3 + 0.9/1.8 = 5/6. If best 100 sqrt((1/3)^2 * 3/6) = 23.5702, if worst 100 sqrt((5 + (1/3 + 0.6)^2)/6) = 98.9201
SELECT band, band_code, score, r(coverage) AS coverage, grade, r(score_if_best) AS if_best, r(score_if_worst) AS if_worst, flags FROM policy_risk_score(ARRAY['lq', 'mass', 'copycat'], ARRAY[0, 0.1, 1]);
-- All but fit: 5/6 is known, and that is no score; nor are two whole pillars and fit's third, 0.3889
SELECT band, r(coverage) AS coverage, grade, flags FROM policy_risk_score(ARRAY['mass', 'dominance', 'footloose', 'copycat', 'overcapacity', 'sum_of_plans', 'subsidy', 'zombie', 'linkage', 'local_shift', 'volatility',
    'branch_outlook', 'region_trend', 'related_trend', 'ambition', 'leverage', 'design_gap'], array_fill(0::float8, ARRAY[17]));
SELECT band, r(coverage) AS coverage FROM policy_risk_score(ARRAY['lq', 'local_shift', 'volatility', 'branch_outlook', 'region_trend', 'related_trend', 'ambition', 'leverage', 'design_gap'], ARRAY[1, 0, 0, 0, 0, 0, 1, 0, 0]);
SELECT count(*), count(contribution), count(risk) FROM policy_risk_contributions(ARRAY['lq', 'mass', 'copycat'], ARRAY[0, 0, 1]);
-- Exactly 0.4 is enough: (1 + 0.4 + 1)/6
SELECT band, r(coverage) AS coverage, grade FROM policy_risk_score(ARRAY['lq', 'rel_density', 'factor_gap', 'local_shift', 'volatility', 'branch_outlook', 'region_trend', 'related_trend', 'mass'], ARRAY[1, 0, 0, 0, 0, 0, 0, 0, 1]);
-- Nothing, nothing known, and the worst and the best there can be.
SELECT band, coverage, score_if_best, score_if_worst FROM policy_risk_score('{}', '{}');
SELECT band, coverage, score_if_best, score_if_worst FROM policy_risk_score(NULL, NULL);
SELECT band, coverage FROM policy_risk_score(ARRAY['lq', 'mass'], ARRAY[NULL, 'NaN']::float8[]);
-- Flags: fit, soft budgets, ambition; of structure 0.4 is known, of crowding 1/3, of dynamics 1/5.
SELECT v < 0 AS worst, score, band, band_if_best, flagged FROM unnest(ARRAY[-1e300, 1e300]) AS v,
    policy_risk_score(ARRAY['lq', 'rel_density', 'mass', 'copycat', 'subsidy', 'zombie', 'local_shift', 'ambition', 'design_gap'], ARRAY[v, v, v, -v, -v, -v, v, v, -v]);
-- Everything at its cuts is a third, and elevated, or two thirds, and high.
SELECT r(score) AS score, band, flags, score = score_if_best AND score = score_if_worst AS complete
FROM (SELECT array_agg(indicator ORDER BY indicator) AS i, array_agg(elevated_from ORDER BY indicator) AS a, array_agg(high_from ORDER BY indicator) AS b FROM policy_risk_cuts WHERE model = 'even' AND pillar IS NOT NULL) AS c,
    unnest(ARRAY[true, false]) AS elevated, policy_risk_score(i, CASE WHEN elevated THEN a ELSE b END, 'even');
-- Beside the score: reported, in no pillar, without a contribution.
SELECT count(*) FROM example, policy_risk_contributions(i || 'export_share'::text, v || 0.3::float8) WHERE indicator = 'export_share';
-- Three flags change no band: pillars 0, 0.0606/2 = 0.0303 of 0.8, 2/3 of 2/3, 2/3 of 2/3, 2/3, 0 of 1/3; 100 sqrt((0.8 * 0.0303^2 + 7/3 * 4/9)/(4 + 7/15)) = 48.201
SELECT r(score) AS score, band, flags, flagged FROM policy_risk_score(ARRAY['lq', 'rel_density', 'factor_gap', 'mass', 'dominance', 'copycat', 'overcapacity', 'subsidy', 'zombie', 'local_shift', 'volatility',
    'branch_outlook', 'region_trend', 'related_trend', 'ambition'], ARRAY[9, 9, -9, 9, 0, 0.65, 0.7, 0.05, 0.15, -0.04, 0.2, -0.04, -0.02, -0.03, 1]);
-- Even the worst of what is not known may be a mean between the rest, in a pillar that then weighs more: five pillars of 1, of the last a third, 0: 100 sqrt(5/(5 + 1/3)) = 96.8246 is more than
-- 100 sqrt((5 + (2/3)^2)/6) = 95.2579, and the most there is; at best 100 sqrt(5/6) = 91.2871
SELECT r(score) AS score, r(score_if_best) AS if_best, r(score_if_worst) AS if_worst FROM policy_risk_score(ARRAY['lq', 'rel_density', 'factor_gap', 'mass', 'dominance', 'footloose', 'copycat', 'overcapacity', 'sum_of_plans',
    'subsidy', 'zombie', 'linkage', 'local_shift', 'volatility', 'branch_outlook', 'region_trend', 'related_trend', 'design_gap'], ARRAY[0, -9, 9, -9, 9, 9, 9, 0, 9, 9, 9, 0, -9, 9, -9, -9, -9, 0]);

-- Editing a copy: a pillar twice as heavy, cuts, an indicator out of the score.
SELECT policy_risk_copy_model('standard', 'ours');
SELECT description FROM policy_risk_models WHERE model IN ('standard', 'ours', 'even') ORDER BY model COLLATE "C";
UPDATE policy_risk_pillars SET weight = 3 WHERE model = 'ours' AND pillar = 'ambition';
UPDATE policy_risk_cuts SET elevated_from = 2, high_from = 1 WHERE model = 'ours' AND indicator = 'lq';
UPDATE policy_risk_cuts SET pillar = NULL WHERE model = 'ours' AND indicator = 'rel_density';
-- fit: lq 0.6 is 1/3 + 1.4/3 = .8, factor_gap .4717, mean .6358; 100 sqrt((.6358^2 + .4697^2 + 2/3 * .68^2 + .4315^2 + .3467^2 + 2 * .7333^2)/6.6667) = 58.93
SELECT r(score, 2) AS score FROM example, policy_risk_score(i, v, 'ours');
DELETE FROM policy_risk_pillars WHERE model = 'ours' AND pillar = 'structure';
SELECT count(*) FROM policy_risk_cuts WHERE model = 'ours';
SELECT r(coverage) AS coverage FROM example, policy_risk_score(i, v, 'ours');
UPDATE policy_risk_models SET model = 'theirs' WHERE model = 'ours';
SELECT count(*) FROM policy_risk_cuts WHERE model = 'theirs';
INSERT INTO policy_risk_cuts (model, indicator, pillar, elevated_from, high_from) VALUES ('theirs', 'nonsense', 'fit', 0, 1);
SELECT score FROM policy_risk_score('{}', '{}', 'theirs');
DELETE FROM policy_risk_models WHERE model = 'theirs';
-- More pillars than fit.
SELECT policy_risk_copy_model('standard', 'wide');
INSERT INTO policy_risk_pillars SELECT 'wide', 'p' || g, 10 + g FROM generate_series(1, 11) AS g;
SELECT score FROM policy_risk_score('{}', '{}', 'wide');

-- Shipped models stay as they are; names are taken once; sources exist.
UPDATE policy_risk_models SET exponent = 1 WHERE model = 'standard';
UPDATE policy_risk_cuts SET weight = 2 WHERE model = 'standard' AND indicator = 'lq';
UPDATE policy_risk_pillars SET model = 'standard 2' WHERE model = 'even';
DELETE FROM policy_risk_models WHERE model = 'standard';
INSERT INTO policy_risk_levels VALUES ('standard', 'county', 3, 300);
SET client_min_messages = error;
TRUNCATE policy_risk_models CASCADE;
RESET client_min_messages;
TRUNCATE policy_risk_phrases;
SELECT policy_risk_copy_model('standard', 'standard');
SELECT policy_risk_copy_model('standard', 'even');
SELECT policy_risk_copy_model('nonsense', 'even');
-- What a model cannot be.
\set VERBOSITY terse
UPDATE policy_risk_models SET exponent = 0.5 WHERE model = 'even';
UPDATE policy_risk_models SET exponent = 'NaN' WHERE model = 'even';
UPDATE policy_risk_models SET aggregation = 'median' WHERE model = 'even';
UPDATE policy_risk_models SET elevated_score = 70 WHERE model = 'even';
UPDATE policy_risk_models SET mass_firms = 0 WHERE model = 'even';
UPDATE policy_risk_pillars SET weight = -1 WHERE model = 'even';
UPDATE policy_risk_pillars SET weight = 'Infinity' WHERE model = 'even';
UPDATE policy_risk_cuts SET high_from = elevated_from WHERE model = 'even' AND indicator = 'lq';
UPDATE policy_risk_cuts SET high_from = 'NaN' WHERE model = 'even' AND indicator = 'lq';
UPDATE policy_risk_cuts SET proxy_high_from = elevated_from WHERE model = 'even' AND indicator = 'lq';
\set VERBOSITY default
-- No foreign key forbids a pillar that is not there: no score comes of it.
UPDATE policy_risk_cuts SET pillar = 'nonsense' WHERE model = 'even' AND indicator = 'lq';
SELECT score FROM policy_risk_score('{}', '{}', 'even');
UPDATE policy_risk_cuts SET pillar = 'fit' WHERE model = 'even' AND indicator = 'lq';
-- Rows go along with a pillar and with a model, under every name, and not with what is changed beside the name.
UPDATE policy_risk_pillars SET pillar = 'it''s {5}' WHERE model = 'even' AND pillar = 'fit';
SELECT indicator, pillar FROM policy_risk_cuts WHERE model = 'even' AND indicator IN ('lq', 'mass', 'top1_share') ORDER BY indicator;
UPDATE policy_risk_models SET model = 'ours; DROP TABLE policy_risk_cuts', description = 'renamed' WHERE model = 'even';
SELECT (SELECT count(*) FROM policy_risk_cuts WHERE model LIKE 'ours%'), (SELECT count(*) FROM policy_risk_pillars WHERE model LIKE 'ours%'), (SELECT count(*) FROM policy_risk_phrases WHERE model LIKE 'ours%'),
    (SELECT count(*) FROM policy_risk_portfolio_cuts WHERE model LIKE 'ours%');
UPDATE policy_risk_pillars SET pillar = 'fit' WHERE model LIKE 'ours%' AND pillar LIKE 'it%';
UPDATE policy_risk_models SET model = 'even' WHERE model LIKE 'ours%';
SELECT score IS NULL AS nothing_known, band FROM policy_risk_score('{}', '{}', 'even');
-- Mistakes.
SELECT policy_risk_score(ARRAY['lqq'], ARRAY[1]);
SELECT policy_risk_score(ARRAY[NULL], ARRAY[1]);
SELECT policy_risk_score(ARRAY['lq', 'lq'], ARRAY[NULL, 1]);
SELECT policy_risk_score(ARRAY['lq'], ARRAY[1, 2]);
SELECT policy_risk_score(ARRAY['lq'], NULL);
SELECT policy_risk_score(ARRAY['lq'], ARRAY[1], 'nonsense');
SELECT policy_risk_contributions(ARRAY['lq'], ARRAY[1], '''; DROP TABLE x; --');
SELECT policy_risk_score(ARRAY['lq'], ARRAY[1], not_applicable => ARRAY['lqq']);
SELECT policy_risk_score(ARRAY['lq'], ARRAY[1], not_applicable => ARRAY['zombie', NULL]);
SELECT policy_risk_score(ARRAY['lq', 'zombie'], ARRAY[1, 0], not_applicable => ARRAY['dominance', 'zombie']);
SELECT (policy_risk_score(ARRAY['lq'], ARRAY[1], NULL)).coverage = (policy_risk_score(ARRAY['lq'], ARRAY[1])).coverage AS null_is_standard;
-- Cards.
SELECT count(*), count(*) FILTER (WHERE pillar IS NOT NULL), count(DISTINCT source) > 10 AS sources FROM policy_risk_catalog WHERE model = 'standard';
SELECT indicator, direction, unit FROM policy_risk_catalog WHERE model = 'standard' AND indicator IN ('lq', 'copycat', 'top1_share') ORDER BY ordinal;
SELECT count(*), count(DISTINCT measure) FROM policy_risk_measures;
DELETE FROM policy_risk_models WHERE model IN ('even', 'wide');
DROP VIEW example, empty;
DROP FUNCTION r;
