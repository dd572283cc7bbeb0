-- How well had each number told which branches would fall?
-- needs: history
-- table: outcome predictor pairs events auc auc_lower auc_upper verdict
-- data: tests
SELECT b.as_of, b.horizon, b.outcome, b.predictor, b.pairs, b.events, b.auc, b.auc_lower, b.auc_upper, b.verdict
FROM report.tests AS t, policy_backtest('report.history', NULL, t.learnt || t.scored, measure => 'establishments', outcomes => '{fell}', horizon => t.horizon) AS b
WHERE b.auc IS NOT NULL AND b.as_of = t.scored ORDER BY b.outcome DESC, b.auc DESC, b.predictor;
