-- The riskiest target in words.
-- needs: policies
-- words: sentence
-- data: reasons
SELECT e.sentence
FROM setup AS s, report.subject AS j, policy_risk_explain(s.panel::regclass, s.policies::regclass, j.as_of, model => s.model, measure => s.measure, language => :'language', titles => s.titles::regclass) AS e
     JOIN (SELECT region, industry FROM score WHERE coalesce(firms, 5) >= 5 ORDER BY from_above LIMIT 1) AS riskiest USING (region, industry)
ORDER BY array_position(ARRAY['summary', 'flag', 'reason', 'strength', 'change', 'caveat'], section), ordinal;
