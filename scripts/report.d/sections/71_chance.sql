-- How much of what grew and fell is chance: growth of plants against the branch elsewhere.
-- needs: history
-- table of chance: cell base final expected surprise
-- data: chance_band
CREATE TEMP TABLE move AS
SELECT s.*, a.period AS first, b.period AS last
FROM report.tests AS t JOIN report.history AS a ON a.period = t.scored JOIN report.history AS b ON b.period = t.scored + t.horizon,
     LATERAL growth_surprise(a.matrix, b.matrix) AS s
WHERE s.status = 'ok' AND s.base >= 1 AND s.expected > 0
  AND s.industry NOT IN (SELECT industry FROM report.tests AS t, policy_backtest_breaks('report.history', NULL, ARRAY[t.scored], measure => 'establishments', horizon => t.horizon));
SELECT first, last, n, 1 - 1.96 * sqrt(phi / n + a2) AS low, 1 + 1.96 * sqrt(phi / n + a2) AS high
FROM (SELECT DISTINCT first, last, phi, a2 FROM move) AS noise, generate_series(-3, 48) AS k, LATERAL (SELECT 10 ^ (k / 10.0) AS n) AS grid ORDER BY n;
-- data: chance
SELECT report.region(region) || ': ' || report.industry(industry) AS cell, base, final, expected, final / expected AS times, surprise, p_adjusted < 0.05 AS beyond
FROM (SELECT * FROM move ORDER BY p, region, industry LIMIT 5000) AS m ORDER BY beyond DESC, abs(surprise) DESC, cell;
