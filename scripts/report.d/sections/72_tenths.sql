-- Would a score of the past have told?  By tenths of the score.
-- needs: history
-- table: tenth pairs events event_rate chance_rate
-- data: tenths
SELECT c.as_of, c.horizon, c.tenth, c.pairs, c.events, c.event_rate, c.chance_rate
FROM report.tests AS t, policy_backtest_calibration('report.history', NULL, ARRAY[t.scored], measure => 'establishments', outcomes => '{fell}', horizon => t.horizon) AS c WHERE c.outcome = 'fell' AND c.pairs > 0 ORDER BY c.tenth;
