-- The riskiest target in words.  What speaks for it is not told among the reasons, too.
-- needs: policies
-- words: sentence
-- data: reasons
WITH told AS (
    SELECT e.* FROM report.subject AS j, policy_risk_explain('report', j.as_of) AS e
         JOIN (SELECT region, industry FROM score WHERE coalesce(firms, 5) >= 5 ORDER BY from_above LIMIT 1) AS riskiest USING (region, industry)
)
SELECT sentence FROM told AS t
WHERE section <> 'reason' OR NOT EXISTS (SELECT FROM told AS s WHERE s.section = 'strength' AND s.indicator = t.indicator)
ORDER BY array_position(ARRAY['summary', 'flag', 'reason', 'strength', 'change', 'caveat'], section), ordinal;
