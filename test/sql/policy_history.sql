-- What came of targets, and whether scores foresaw it.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 5) $$;
-- One industry in three regions, of which A is targeted from 2012 on:
--   A 100 110 132 132, B 100 throughout, C 200 throughout.
-- Gaps of A: ln 1.1, ln 1.2, 0, since the others do not grow. Controls: B 0 - ln(310/300), 0 - ln(332/310), 0; C 0 - ln(210/200), 0 - ln(232/210), 0.
--   year -1: 0.09531, controls -(0.03279 + 0.04879)/2 = -0.04079, difference 0.13610; year 0: 0.18232, -(0.06856 + 0.09963)/2 = -0.08410, 0.26642; year 1: 0.
CREATE TABLE cells AS
SELECT region, 'I' AS industry, 2009 + n::int AS year, x::float8
FROM (VALUES ('A', ARRAY[100, 110, 132, 132]), ('B', ARRAY[100, 100, 100, 100]), ('C', ARRAY[200, 200, 200, 200])) AS v(region, xs), unnest(xs) WITH ORDINALITY AS u(x, n);
CREATE VIEW panel AS SELECT year AS period, 'employment'::text AS measure, cluster_matrix_agg(region, industry, x) AS matrix FROM cells GROUP BY year;
CREATE TABLE policies (region text, industry text, start_year int, admin_level text);
INSERT INTO policies VALUES ('A', 'I', 2012), ('A', 'I', 2013);
SELECT event_year, treated, controls, r(gap) AS gap, r(control_gap) AS control_gap, r(difference) AS difference, standard_error, r(pretrend) AS pretrend, pretrend_p
FROM policy_event_study('panel', 'policies', 2013, before => 2, after => 3);
-- B is targeted from 2013 on: until then it is a control, and C is one of B.
--   of B in 2011 (year -2): 0 - ln(310/300) = -0.03279 against C -0.04879 and A, not targeted yet, 0.09531: mean 0.02326, difference -0.05605.
INSERT INTO policies VALUES ('B', 'I', 2013);
SELECT event_year, treated, controls, r(gap) AS gap, r(difference) AS difference, r(standard_error) AS error, r(pretrend_p) AS p FROM policy_event_study('panel', 'policies', 2013, before => 2, after => 1);
-- In year -2 and -1: A 0.13610 in 2011; B -0.05605 in 2011, and in 2012, with C alone, -0.06856 + 0.09963 = 0.03107. By regions: A 0.13610, B -0.02498; mean of three 0.03704;
--   off by 0.09906 and -0.09906, standard error sqrt(2 * 2 * 0.09906^2) / 3 = 0.06604; z 0.5609, p 0.5749.
SELECT DISTINCT r(pretrend) AS pretrend, r(pretrend_p) AS p FROM policy_event_study('panel', 'policies', 2013, before => 2, after => 1);
-- Only what was known by 2012; only A; regions of other levels are no controls.
SELECT event_year, treated, controls FROM policy_event_study('panel', 'policies', 2012, before => 1, after => 1);
SELECT event_year, treated, controls FROM policy_event_study('panel', 'policies', 2013, before => 1, after => 0, pairs => (SELECT cluster_matrix_agg('A', 'I', 1)));
CREATE VIEW levelled AS SELECT region, industry, start_year, CASE region WHEN 'A' THEN 'city' ELSE 'county' END AS admin_level FROM policies;
SELECT event_year, treated, controls FROM policy_event_study('panel', 'levelled', 2013, before => 1, after => 0);

-- Did scores foresee it? 2010: I 10, 20, 30, 40 in A to D, J 100 in each; 2013: I 0, 10, 30, 40. So A is gone, B fell by ln 0.5 - ln(70/80) = -0.56 against I elsewhere,
-- C and D rose against it, J stayed: 2 events in 8. The smallest are A and B: area 1; the riskiest 0.8 of 8 is A: lift 0.8 / 0.2 = 4.
-- Location quotients, unshrunk: I 0.45, 0.83, 1.15, 1.43, J 1.14, 1.04, 0.96, 0.89: the lowest are A and B as well. All plants stand alone: dominance says nothing, area 1/2.
CREATE TABLE past AS
SELECT region, industry, year, x::float8
FROM (VALUES ('A', 10, 0), ('B', 20, 10), ('C', 30, 30), ('D', 40, 40)) AS v(region, a, b), LATERAL (VALUES ('I', 2010, a), ('I', 2013, b), ('J', 2010, 100), ('J', 2013, 100)) AS w(industry, year, x) WHERE x > 0;
CREATE VIEW past_panel AS SELECT year AS period, 'employment'::text AS measure, cluster_matrix_agg(region, industry, x) AS matrix FROM past GROUP BY year;
SELECT as_of, population, predictor, pairs, events, r(base_rate) AS base_rate, auc, r(lift) AS lift, brier, verdict
FROM policy_backtest('past_panel', NULL, ARRAY[2010]) WHERE predictor IN ('small_size', 'past_decline', 'dominance') ORDER BY predictor;
SELECT policy_risk_copy_model('standard', 'unshrunk');
UPDATE policy_risk_models SET shrinkage_firms = 0 WHERE model = 'unshrunk';
SELECT predictor, pairs, auc FROM policy_backtest('past_panel', NULL, ARRAY[2010], model => 'unshrunk') WHERE predictor IN ('low_lq', 'composite') ORDER BY predictor;
-- A harder fall leaves one event, an easier one the same two; targeted pairs alone; what is asked about alone.
SELECT fall, events FROM unnest(ARRAY[-0.6, -0.5]) AS f(fall), policy_backtest('past_panel', NULL, ARRAY[2010], fall => f.fall) WHERE predictor = 'small_size' ORDER BY fall;
SELECT population, pairs, events FROM policy_backtest('past_panel', 'policies', ARRAY[2010]) WHERE predictor = 'small_size';
CREATE VIEW early AS SELECT region, industry, 2009 AS start_year FROM policies;
SELECT population, pairs, events FROM policy_backtest('past_panel', 'early', ARRAY[2010]) WHERE predictor = 'small_size';
SELECT population, pairs, events FROM policy_backtest('past_panel', NULL, ARRAY[2010], pairs => (SELECT cluster_matrix_agg('A', i, 1) FROM unnest(ARRAY['I', 'J']) AS i)) WHERE predictor = 'small_size';
SELECT tenth, pairs, events FROM policy_backtest_calibration('past_panel', NULL, ARRAY[2010]) WHERE pairs > 0 ORDER BY tenth;
SELECT count(*) FROM policy_backtest('past_panel', NULL, '{}');
-- Mistakes.
SELECT * FROM policy_backtest('past_panel', NULL, ARRAY[2010], horizon => 2);
SELECT * FROM policy_backtest('past_panel', NULL, ARRAY[2010, NULL]);
SELECT * FROM policy_backtest('past_panel', NULL, ARRAY[2011]);
SELECT * FROM policy_backtest('past_panel', NULL, ARRAY[2010], horizon => 0);
SELECT * FROM policy_event_study('panel', NULL, 2013);
SELECT * FROM policy_event_study('panel', 'policies', 2013, before => -1);
DELETE FROM policy_risk_models WHERE model = 'unshrunk';
DROP VIEW panel, past_panel, levelled, early;
DROP TABLE cells, policies, past;
DROP FUNCTION r;
