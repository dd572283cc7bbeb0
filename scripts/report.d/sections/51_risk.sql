-- How risky the targets are: of those with the highest and with the lowest scores, indicator by indicator.
-- needs: policies
-- table: target score band risks unknown
-- data: scores
CREATE TEMP TABLE setup AS SELECT s.* FROM policy_risk_setup('report') AS s;
CREATE TEMP VIEW phrase AS SELECT p.key, p.phrase FROM policy_risk_phrases AS p, setup AS s WHERE p.model = s.model AND p.language = :'language';
CREATE TEMP TABLE score AS
SELECT s.*, report.region(s.region) || ': ' || report.industry(s.industry) AS target, row_number() OVER (ORDER BY score DESC, s.region, s.industry) AS from_above, row_number() OVER (ORDER BY score, s.region, s.industry) AS from_below
FROM report.subject AS j, policy_risk_scores('report', j.as_of) AS s WHERE s.score IS NOT NULL AND coalesce(s.firms, 1) > 0;
CREATE TEMP TABLE finding AS
SELECT s.target, s.score, s.band AS band_code, b.phrase AS band, s.firms, k.ordinal, n.phrase AS indicator, k.pillar AS pillar_code, p.phrase AS pillar, i.value, i.risk, i.status
FROM score AS s JOIN (SELECT i.* FROM setup AS u, report.subject AS j, policy_risk_indicators(u.panel::regclass, u.policies::regclass, j.as_of, model => u.model, measure => u.measure) AS i) AS i USING (region, industry)
     JOIN policy_risk_catalog AS k ON k.model = s.model AND k.indicator = i.indicator JOIN phrase AS n ON n.key = 'name.' || k.indicator
     JOIN phrase AS p ON p.key = 'pillar.' || k.pillar JOIN phrase AS b ON b.key = 'band.' || s.band
WHERE least(s.from_above, s.from_below) <= 10;
SELECT target, score, band, string_agg(indicator || ' ' || round(risk::numeric, 2), '; ' ORDER BY risk DESC, ordinal) FILTER (WHERE risk > 0) AS risks, count(*) FILTER (WHERE risk IS NULL) AS unknown
FROM finding GROUP BY target, score, band ORDER BY score DESC, target;
-- data: findings
SELECT target, score, band, band_code, firms, ordinal, indicator, pillar_code, pillar, value, risk FROM finding ORDER BY score DESC, target, ordinal;
