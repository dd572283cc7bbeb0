-- Back-tests of a made country know nothing of what came later: a panel and a
-- list cut off in the year of the score give the same bits.
\ir lib/begin.sql
\i test/oracle/policy_country.sql
SELECT plan(8);

CREATE TEMP TABLE panel AS
SELECT year AS period, measure, cluster_matrix_agg(region, industry, x) AS matrix FROM firms, LATERAL (VALUES
    ('employment', jobs), ('capital', capital), ('value_added', value_added), ('output', output), ('capacity', capacity),
    ('capacity_output', CASE WHEN capacity IS NOT NULL THEN output END), ('subsidy', subsidy),
    ('zombie_capital', CASE WHEN zombie THEN capital END), ('classified_capital', CASE WHEN classified THEN capital END),
    ('outside_employment', CASE WHEN outside THEN jobs END)) AS v(measure, x) WHERE x IS NOT NULL AND world = 'faulty' GROUP BY 1, 2
UNION ALL SELECT 2012, 'input_coefficients', cluster_matrix_from_cells(supplier, industry, NULL, coefficient, NULL, NULL, NULL) FROM inputs;
-- Of two ends in three it is told when they were decided.
CREATE TEMP TABLE list AS
SELECT region, industry, admin_level, start_year, end_year, amount, measure, target_value, target_year, is_competitive, has_review,
       CASE WHEN pg_temp.u('decided ' || region || industry) < 0.67 THEN start_year + floor(5 * pg_temp.u('when ' || region || industry))::int END AS decided
FROM policies WHERE world = 'faulty';

-- What was known in 2016: no later years, but for what came of it; no later starts; no end that was decided later, or perhaps was.
CREATE TEMP VIEW panel_then AS SELECT * FROM panel WHERE period <= 2016 OR measure = 'employment' AND period <= 2019;
CREATE TEMP VIEW list_then AS
SELECT region, industry, admin_level, start_year, CASE WHEN decided <= 2016 OR decided IS NULL AND end_year < 2016 THEN end_year END AS end_year, amount, measure, target_value, target_year,
       is_competitive, has_review, CASE WHEN decided <= 2016 THEN decided END AS decided
FROM list WHERE start_year <= 2016 OR start_year IS NULL;
SELECT isnt((SELECT count(*) FROM list_then), (SELECT count(*) FROM list), 'there are policies that came later');
SELECT ok((SELECT count(*) FROM list WHERE decided > 2016) > 10 AND (SELECT count(*) FROM list WHERE decided <= 2016 AND end_year IS NOT NULL) > 10 AND
          (SELECT count(*) FROM list WHERE decided IS NULL AND end_year > 2016) > 10, 'and ends that were learnt later, earlier, and perhaps');
SELECT isnt_empty($$SELECT * FROM policy_backtest_breaks('panel', NULL, ARRAY[2016]) WHERE year_to <= 2016$$, 'industries were redefined, one of them by then');
SELECT bag_eq($$SELECT * FROM policy_backtest_breaks('panel', NULL, ARRAY[2016])$$,
              $$SELECT 2016 AS as_of, *, after / before - 1 AS change FROM (SELECT industry, year - 1 AS year_from, year AS year_to, lag(jobs) OVER i AS before, jobs AS after FROM
                (SELECT industry, year, sum(jobs) AS jobs FROM firms WHERE world = 'faulty' GROUP BY 1, 2) AS x WINDOW i AS (PARTITION BY industry ORDER BY year)) AS y
                WHERE year_to <= 2019 AND abs(after / before - 1) > 0.25$$, 'as plain SQL finds');

SELECT bag_eq($$SELECT * FROM policy_backtest('panel', 'list', ARRAY[2016], replicates => 20)$$,
              $$SELECT * FROM policy_backtest('panel_then', 'list_then', ARRAY[2016], replicates => 20)$$, 'later years change no bit of a back-test');
SELECT bag_eq($$SELECT * FROM policy_backtest_calibration('panel', 'list', ARRAY[2016])$$,
              $$SELECT * FROM policy_backtest_calibration('panel_then', 'list_then', ARRAY[2016])$$, 'nor of its tenths');
SELECT ok((SELECT count(*) FROM policy_backtest('panel', 'list', ARRAY[2016]) WHERE population = 'targeted' AND pairs > 50 AND auc IS NOT NULL) >= 5, 'which say something');
-- What is reported beside scores does not know of later starts, either; scores of a year take ends that are not past as planned.
CREATE TEMP VIEW list_ended AS SELECT l.*, CASE WHEN decided <= 2016 OR decided IS NULL THEN end_year END AS known FROM list AS l;
CREATE TEMP VIEW list_known AS SELECT region, industry, admin_level, start_year, known AS end_year, amount, measure, target_value, target_year, is_competitive, has_review,
       CASE WHEN known IS NOT NULL THEN decided END AS decided FROM list_ended WHERE start_year <= 2016 OR start_year IS NULL;
SELECT bag_eq($$SELECT region, industry, indicator, value, risk, status, contribution FROM policy_risk_indicators('panel', 'list', 2016)$$,
              $$SELECT region, industry, indicator, value, risk, status, contribution FROM policy_risk_indicators('panel_then', 'list_known', 2016)$$, 'indicators of a year do not know of later ones');
SELECT * FROM finish();
ROLLBACK;
