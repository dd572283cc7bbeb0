-- The riskiest target in words.
-- needs: policies
-- words: sentence
-- data: reasons
SELECT e.sentence
FROM report.subject AS j, policy_risk_explain('report', j.as_of) AS e JOIN (SELECT region, industry FROM score WHERE coalesce(firms, 5) >= 5 ORDER BY from_above LIMIT 1) AS riskiest USING (region, industry)
ORDER BY array_position(ARRAY['summary', 'flag', 'reason', 'strength', 'change', 'caveat'], section), ordinal;
