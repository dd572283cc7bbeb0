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
-- Chance among two regions cannot be told.
SELECT event_year, regions, status, standard_error, difference_lower, difference_upper, p_value FROM policy_event_study('panel', 'policies', 2013, before => 1, after => 0);
-- Three regions of four that want different things from 2012 on, and grow by 10, 20 and 60 % then; D is the control of each, and so are the others, of all sizes alike.
--   J in B: ln 1.2 against the others' 0, each of whom has 0 - ln(320/300): 0.18232 + 0.06454 = 0.24686; I in A: ln 1.1 + ln(310/300) = 0.12810; K in C: ln 1.6 + ln(360/300) = 0.65233.
--   Mean 0.34243; off by -0.21433, -0.09557, 0.30990: the standard error is that of a mean of three, sqrt(0.15111/(2*3)) = 0.1587; t 2.1577, at two degrees of freedom p = 1 - t/sqrt(t^2 + 2) = 0.1636.
--   Bounds -/+ 4.30265 errors: -0.3404, 1.0252.  As the three want different things they share no controls, and the jackknife sees it all.
CREATE TABLE three AS
SELECT r AS region, i AS industry, y AS year, 100 * CASE WHEN y = 2012 THEN CASE r || i WHEN 'AI' THEN 1.1 WHEN 'BJ' THEN 1.2 WHEN 'CK' THEN 1.6 ELSE 1 END ELSE 1 END::float8 AS x
FROM unnest(ARRAY['A', 'B', 'C', 'D']) AS r, unnest(ARRAY['I', 'J', 'K']) AS i, unnest(ARRAY[2011, 2012]) AS y;
CREATE VIEW three_panel AS SELECT year AS period, 'employment'::text AS measure, cluster_matrix_agg(region, industry, x) AS matrix FROM three GROUP BY year;
CREATE VIEW three_policies AS SELECT region, industry, 2012 AS start_year FROM three WHERE year = 2012 AND x > 100;
SELECT event_year, treated, controls, regions, r(difference) AS difference, r(standard_error) AS error, r(difference_lower) AS lower, r(difference_upper) AS upper, r(p_value) AS p, status
FROM policy_event_study('three_panel', 'three_policies', 2012, before => 0, after => 0);
-- If they want the same, K, all three are held against D alone, of which each difference has the noise: as if of one third of the variance to three thirds, error times sqrt((1/3 + 1)/(1/3)) = 2.
--   s is the plain standard error of a mean of three.
UPDATE three SET x = CASE WHEN year = 2012 THEN CASE region WHEN 'A' THEN 110 WHEN 'B' THEN 120 WHEN 'C' THEN 160 ELSE 100 END ELSE 100 END WHERE industry = 'K';
CREATE VIEW same_policies AS SELECT region, 'K' AS industry, 2012 AS start_year FROM unnest(ARRAY['A', 'B', 'C']) AS region;
SELECT treated, controls, regions, r(standard_error / s) AS times
FROM policy_event_study('three_panel', 'same_policies', 2012, before => 0, after => 0),
     (SELECT stddev(ln(x / 100) - ln((490 - x) / 300)) / sqrt(3) AS s FROM three WHERE industry = 'K' AND year = 2012 AND region <> 'D') AS x;
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
FROM policy_backtest('past_panel', NULL, ARRAY[2010], outcomes => '{fell}') WHERE outcome = 'fell' AND predictor IN ('small_size', 'past_decline', 'dominance') ORDER BY predictor;
SELECT policy_risk_copy_model('standard', 'unshrunk');
UPDATE policy_risk_models SET shrinkage_firms = 0 WHERE model = 'unshrunk';
SELECT predictor, pairs, auc FROM policy_backtest('past_panel', NULL, ARRAY[2010], model => 'unshrunk', outcomes => '{fell}') WHERE outcome = 'fell' AND predictor IN ('low_lq', 'composite') ORDER BY predictor;
-- A harder fall leaves one event, an easier one the same two; targeted pairs alone; what is asked about alone.
SELECT fall, events FROM unnest(ARRAY[-0.6, -0.5]) AS f(fall), policy_backtest('past_panel', NULL, ARRAY[2010], fall => f.fall, outcomes => '{fell}') WHERE outcome = 'fell' AND predictor = 'small_size' ORDER BY fall;
SELECT population, pairs, events FROM policy_backtest('past_panel', 'policies', ARRAY[2010], outcomes => '{fell}') WHERE outcome = 'fell' AND predictor = 'small_size';
CREATE VIEW early AS SELECT region, industry, 2009 AS start_year FROM policies;
SELECT population, pairs, events FROM policy_backtest('past_panel', 'early', ARRAY[2010], outcomes => '{fell}') WHERE outcome = 'fell' AND predictor = 'small_size';
SELECT population, pairs, events FROM policy_backtest('past_panel', NULL, ARRAY[2010], pairs => (SELECT cluster_matrix_agg('A', i, 1) FROM unnest(ARRAY['I', 'J']) AS i), outcomes => '{fell}') WHERE outcome = 'fell' AND predictor = 'small_size';
SELECT tenth, pairs, events FROM policy_backtest_calibration('past_panel', NULL, ARRAY[2010], outcomes => '{fell}') WHERE outcome = 'fell' AND pairs > 0 ORDER BY tenth;
SELECT count(*) FROM policy_backtest('past_panel', NULL, '{}'), policy_backtest_breaks('past_panel', NULL, '{}');
-- K was redefined: from 2010 to 2013 it falls by a third. L is new in 2013. Neither is looked at, and both are told; from 100 to 75 is no break.
INSERT INTO past SELECT r, i, y, CASE WHEN y = 2013 AND i = 'K' THEN 20 WHEN y = 2013 AND i = 'M' THEN 75 WHEN i = 'K' THEN 30 ELSE 100 END
FROM unnest(ARRAY['A', 'B', 'C', 'D']) AS r, unnest(ARRAY['K', 'L', 'M']) AS i, unnest(ARRAY[2010, 2013]) AS y WHERE i <> 'L' OR y = 2013;
SELECT * FROM policy_backtest_breaks('past_panel', NULL, ARRAY[2010, 2010]);
SELECT pairs, events FROM policy_backtest('past_panel', NULL, ARRAY[2010], outcomes => '{fell}') WHERE outcome = 'fell' AND predictor = 'small_size';
SELECT sum(pairs) AS pairs, sum(events) AS events FROM policy_backtest_calibration('past_panel', NULL, ARRAY[2010], outcomes => '{fell}') WHERE outcome = 'fell';
-- An end that was decided later was not known then: the target is active, and has no safeguard; one of which it is not told when it was decided tells nothing.
CREATE FUNCTION scored(ends int, decided int) RETURNS TABLE (population text, tenth int, pairs bigint, score float8) LANGUAGE plpgsql AS $$ BEGIN
    EXECUTE format('CREATE OR REPLACE VIEW ending AS SELECT region, ''I'' AS industry, 2009 AS start_year, %L::int AS end_year, %L::int AS decided, region <> ''A'' AS has_review FROM unnest(ARRAY[''A'', ''B'', ''C'', ''D'']) AS region', ends, decided);
    RETURN QUERY SELECT c.population, c.tenth, c.pairs, c.score_mean FROM policy_backtest_calibration('past_panel', 'ending', ARRAY[2010], outcomes => '{fell}') AS c WHERE c.outcome = 'fell'; END $$;
SELECT tenth, r(score) AS score FROM scored(NULL, NULL) WHERE population = 'targeted' AND pairs > 0;
SELECT e.*, count(x) AS unlike FROM (VALUES (2012, 2011), (2009, 2011), (2012, NULL), (2012, 2010), (2009, 2009)) AS e(ends, decided)
LEFT JOIN LATERAL (SELECT * FROM scored(ends, decided) EXCEPT SELECT * FROM scored(NULL, NULL)) AS x ON true GROUP BY 1, 2 ORDER BY 1, 2;
-- Plants, of whom chance alone makes cells fall. Noise is that of other registers, phi 0.9, a2 0.0011, where so few cells cannot tell it. K in A to E:
--   A 40 -> 33, elsewhere 180 -> 180: ln 0.825 = -0.192, no fall of 0.2, and (33 - 40)/sqrt(0.9 40 + 0.0011 1600) = -7/6.14492 = -1.13915, not beyond; but behind. B 36 -> 45 against 184 -> 168: rose.
--   C 9 -> 2 against 211 -> 211: fell, and beyond: -7/2.86166 = -2.44613; too few to be asked whether behind. D 35 -> 0 against 185 -> 213: expected 40.29730, off by -40.29730/6.16878 = -6.53246. E 100 -> 133: rose.
--   In 2007 A, D and E had K: of these D left. L stays as it was in A and B, which are asked, too.
-- By chance, P(Z < (floor(n e^-.2) + 1/2 - n)/sd): A (32.5 - 40)/6.14492: 0.11113; B (29.5 - 36)/5.81618: 0.13187; C -1.5/2.86166: 0.30008; D (28.5 - 35)/5.73128: 0.12837; E (81.5 - 100)/10.04988 = -1.84082: 0.03282;
--   L (409.5 - 500)/26.92582 = -3.36109: 0.00039. That D's 35 leave, (0.5 - 35)/5.73128 = -6.02, is at least 1e-6.
CREATE VIEW plant_panel AS
SELECT year AS period, 'establishments'::text AS measure, cluster_matrix_from_cells(region, industry, x::bigint, x, x, NULL, NULL) AS matrix
FROM (VALUES ('A', 'K', 50, 40, 33), ('B', 'K', 0, 36, 45), ('C', 'K', 0, 9, 2), ('D', 'K', 50, 35, 0), ('E', 'K', 110, 100, 133), ('A', 'L', 500, 500, 500), ('B', 'L', 500, 500, 500)) AS v(region, industry, a, b, c),
     LATERAL (VALUES (2007, a::float8), (2010, b), (2013, c)) AS y(year, x) WHERE x > 0 GROUP BY year;
SELECT outcome, pairs, events, r(base_rate) AS base_rate FROM policy_backtest('plant_panel', NULL, ARRAY[2010], measure => 'establishments', outcomes => '{fell,beyond,behind,exit_of_established}') WHERE predictor = 'chance_of_few_firms';
SELECT DISTINCT outcome FROM policy_backtest('plant_panel', NULL, ARRAY[2010], measure => 'establishments') ORDER BY 1;
SELECT DISTINCT outcome FROM policy_backtest('plant_panel', NULL, ARRAY[2010], measure => 'establishments', outcomes => '{fell}') ORDER BY 1;
SELECT outcome, tenth, pairs, events, r(chance_rate) AS chance FROM policy_backtest_calibration('plant_panel', NULL, ARRAY[2010], measure => 'establishments', outcomes => '{fell,exit_of_established}') WHERE pairs > 0 ORDER BY 1, 2;
-- Mistakes.
SELECT * FROM policy_backtest('plant_panel', NULL, ARRAY[2010], measure => 'establishments', outcomes => '{fall}');
SELECT * FROM policy_backtest('past_panel', NULL, ARRAY[2010], horizon => 2);
SELECT * FROM policy_backtest('past_panel', NULL, ARRAY[2010, NULL]);
SELECT * FROM policy_backtest('past_panel', NULL, ARRAY[2011]);
SELECT * FROM policy_backtest('past_panel', NULL, ARRAY[2010], horizon => 0);
SELECT * FROM policy_event_study('panel', NULL, 2013);
SELECT * FROM policy_event_study('panel', 'policies', 2013, before => -1);
DELETE FROM policy_risk_models WHERE model = 'unshrunk';
DROP VIEW panel, past_panel, plant_panel, levelled, early, three_panel, three_policies, same_policies, ending;
DROP TABLE cells, policies, past, three;
DROP FUNCTION r, scored;
