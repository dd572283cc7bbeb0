-- How risky the targets are: of those with the highest and with the lowest scores, indicator by indicator.
-- needs: policies
-- table: target score band risks unknown
-- data: scores
CREATE TEMP TABLE active AS SELECT s.* FROM report.subject AS j, policy_risk_scores('report', j.as_of) AS s;
CREATE TEMP TABLE score AS
SELECT s.*, report.region(s.region) || ': ' || report.industry(s.industry) AS target, row_number() OVER (ORDER BY score DESC, s.region, s.industry) AS from_above, row_number() OVER (ORDER BY score, s.region, s.industry) AS from_below
FROM active AS s WHERE s.score IS NOT NULL AND coalesce(s.firms, 1) > 0;
CREATE TEMP TABLE finding AS
SELECT s.target, s.score, report.phrase('band.' || s.band) AS band, s.band AS band_code, s.firms, i.ordinal, i.name AS indicator, i.pillar AS pillar_code, i.pillar_name AS pillar, i.value, i.risk
FROM report.subject AS j, policy_risk_indicators('report', j.as_of) AS i JOIN score AS s USING (region, industry) WHERE least(s.from_above, s.from_below) <= 10 AND i.pillar IS NOT NULL;
SELECT target, score, band, array_agg(indicator || ' ' || round(risk::numeric, 2) ORDER BY risk DESC, ordinal) FILTER (WHERE risk > 0) AS risks, count(*) FILTER (WHERE risk IS NULL) AS unknown
FROM finding GROUP BY target, score, band ORDER BY score DESC, target;
-- data: findings
SELECT * FROM finding ORDER BY score DESC, target, ordinal;
-- data: targets
SELECT (SELECT count(*) FROM report.policies) AS listed, count(*) AS active, count(score) AS scored, (SELECT as_of FROM report.subject) AS as_of FROM active;
