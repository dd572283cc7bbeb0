-- Models of policy risk, and scores of given values.
\pset null '-'
CREATE FUNCTION r(x float8, digits int DEFAULT 4) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, digits) $$;
-- The worked example of the literature note: all weights 1; sum_of_plans and leverage are not known.
CREATE VIEW example AS SELECT
    ARRAY['lq', 'rel_density', 'factor_gap', 'mass', 'dominance', 'footloose', 'copycat', 'overcapacity', 'sum_of_plans', 'subsidy', 'zombie', 'linkage', 'local_shift', 'volatility', 'ambition',
          'leverage', 'design_gap'] AS i,
    ARRAY[.60, -.40, ln(2::float8), .70, .35, .30, .774, .72, NULL, .03, .08, .45, -.02, .12, .04, NULL, .50] AS v;
SELECT policy_risk_copy_model('standard', 'even', 'all weights 1');
UPDATE policy_risk_cuts SET weight = 1 WHERE model = 'even' AND indicator = 'footloose';
-- By hand: pillars .5128, .4192, .6800, .4315, .4222, .7333; score 54.8223, coverage (4 + 2 * 2/3)/6, bounds 45.600 and 59.133, two flags (the ambition of .7333, the crowding of .6800)
SELECT r(score) AS score, band, band_code, r(score_lower, 3) AS lower, r(score_upper, 3) AS upper, band_lower, band_upper, r(coverage) AS coverage, grade, flags FROM example, policy_risk_score(i, v, 'even');
SELECT indicator, pillar, value, r(risk) AS risk, r(pillar_risk) AS pillar_risk, r(contribution) AS contribution FROM example, policy_risk_contributions(i, v, 'even');
SELECT pillar, r(sum(contribution), 3) AS contribution FROM example, policy_risk_contributions(i, v, 'even') GROUP BY pillar ORDER BY 2 DESC;
SELECT abs(sum(contribution) - 54.8223) < 5e-5 AS adds_up FROM example, policy_risk_contributions(i, v, 'even');
-- p = 1, 4: 53.317, 57.796; geometric mean of safety: 55.342
UPDATE policy_risk_models SET exponent = 1 WHERE model = 'even';
SELECT r(score, 3) AS plain FROM example, policy_risk_score(i, v, 'even');
UPDATE policy_risk_models SET exponent = 4 WHERE model = 'even';
SELECT r(score, 3) AS fourth FROM example, policy_risk_score(i, v, 'even');
UPDATE policy_risk_models SET aggregation = 'geometric safety' WHERE model = 'even';
SELECT r(score, 3) AS safety FROM example, policy_risk_score(i, v, 'even');
-- shares of -ln(1 - U): 1.3218, 1.1394, .7190, .5647, .5486, .5434 of 4.8369
SELECT pillar, r(sum(contribution), 3) AS contribution FROM example, policy_risk_contributions(i, v, 'even') GROUP BY pillar ORDER BY 2 DESC;
-- Standard: footloose weighs a half, so structure is (.5 + .5909 + .5 * .1667)/2.5 = .4697, and the score 100 sqrt(mean of squares) = 55.500
SELECT r(score) AS score, r(coverage) AS coverage FROM example, policy_risk_score(i, v);

-- Little known: fit must be; three pillars and 0.4 of the weights must be. lq is 1/3 of fit, mass 0.4 of structure, copycat 1/3 of crowding: 0.1778.
-- Bounds: 100 sqrt(((1/3)^2 + (0.4 * 8/9)^2 + (1/3)^2)/6) = 24.1054, 100 sqrt((5 + (0.4 * 8/9 + 0.6)^2)/6) = 99.2731
SELECT band, band_code, score, r(coverage) AS coverage, grade, r(score_lower) AS lower, r(score_upper) AS upper, flags FROM policy_risk_score(ARRAY['lq', 'mass', 'copycat'], ARRAY[0, 0, 1]);
-- All but fit: 5/6 is known, and that is no score; nor are two whole pillars and fit's third, 0.3889
SELECT band, r(coverage) AS coverage, grade, flags FROM policy_risk_score(ARRAY['mass', 'dominance', 'footloose', 'copycat', 'overcapacity', 'sum_of_plans', 'subsidy', 'zombie', 'linkage', 'local_shift', 'volatility',
    'ambition', 'leverage', 'design_gap'], array_fill(0::float8, ARRAY[14]));
SELECT band, r(coverage) AS coverage FROM policy_risk_score(ARRAY['lq', 'local_shift', 'volatility', 'ambition', 'leverage', 'design_gap'], ARRAY[1, 0, 0, 1, 0, 0]);
SELECT count(*), count(contribution), count(risk) FROM policy_risk_contributions(ARRAY['lq', 'mass', 'copycat'], ARRAY[0, 0, 1]);
-- Exactly 0.4 is enough: (1 + 0.4 + 1)/6
SELECT band, r(coverage) AS coverage, grade FROM policy_risk_score(ARRAY['lq', 'rel_density', 'factor_gap', 'local_shift', 'volatility', 'mass'], ARRAY[1, 0, 0, 0, 0, 1]);
-- Nothing, nothing known, and the worst and the best there can be.
SELECT band, coverage, score_lower, score_upper FROM policy_risk_score('{}', '{}');
SELECT band, coverage, score_lower, score_upper FROM policy_risk_score(NULL, NULL);
SELECT band, coverage FROM policy_risk_score(ARRAY['lq', 'mass'], ARRAY[NULL, 'NaN']::float8[]);
SELECT v < 0 AS worst, score, band, band_lower, flags FROM unnest(ARRAY[-1e300, 1e300]) AS v,
    policy_risk_score(ARRAY['lq', 'rel_density', 'mass', 'copycat', 'subsidy', 'zombie', 'local_shift', 'ambition', 'design_gap'], ARRAY[v, v, v, -v, -v, -v, v, v, -v]);
-- Beside the score: reported, in no pillar, without a contribution.
SELECT count(*) FROM example, policy_risk_contributions(i || 'export_share'::text, v || 0.3::float8) WHERE indicator = 'export_share';
-- Three flags make high whatever the score: pillars 0, 0.0606/2 = 0.0303, 2/3, 2/3, 2/3, 0; 100 sqrt(mean of squares) = 47.157
SELECT r(score) AS score, band, flags FROM policy_risk_score(ARRAY['lq', 'rel_density', 'factor_gap', 'mass', 'dominance', 'copycat', 'overcapacity', 'subsidy', 'zombie', 'local_shift', 'volatility', 'ambition'],
    ARRAY[9, 9, -9, 9, 0, 0.65, 0.7, 0.05, 0.15, -0.04, 0.2, 1]);

-- Editing a copy: a pillar twice as heavy, cuts, an indicator out of the score.
SELECT policy_risk_copy_model('standard', 'ours');
SELECT description FROM policy_risk_models WHERE model IN ('standard', 'ours', 'even') ORDER BY model COLLATE "C";
UPDATE policy_risk_pillars SET weight = 3 WHERE model = 'ours' AND pillar = 'ambition';
UPDATE policy_risk_cuts SET elevated_from = 2, high_from = 1 WHERE model = 'ours' AND indicator = 'lq';
UPDATE policy_risk_cuts SET pillar = NULL WHERE model = 'ours' AND indicator = 'rel_density';
-- fit: lq 0.6 is 1/3 + 1.4/3 = .8, factor_gap .4717, mean .6358; 100 sqrt((.6358^2 + .4697^2 + .68^2 + .4315^2 + .4222^2 + 3 * .7333^2)/8) = 61.90
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
SELECT (policy_risk_score(ARRAY['lq'], ARRAY[1], NULL)).coverage = (policy_risk_score(ARRAY['lq'], ARRAY[1])).coverage AS null_is_standard;
-- Cards.
SELECT count(*), count(*) FILTER (WHERE pillar IS NOT NULL), count(DISTINCT source) > 10 AS sources FROM policy_risk_catalog WHERE model = 'standard';
SELECT indicator, direction, unit FROM policy_risk_catalog WHERE model = 'standard' AND indicator IN ('lq', 'copycat', 'top1_share') ORDER BY ordinal;
SELECT count(*), count(DISTINCT measure) FROM policy_risk_measures;
DELETE FROM policy_risk_models WHERE model IN ('even', 'wide');
DROP VIEW example;
DROP FUNCTION r;
