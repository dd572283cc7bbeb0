-- All plans of the region in focus on one page, with what a government might do.
-- needs: policies
-- words: plan score band plausible flagged reasons stance
-- data: plans
SELECT report.region(o.region) || ': ' || report.industry(o.label) AS plan, o.score, report.phrase('band.' || o.band) AS band, o.score_low, o.score_high,
       (SELECT string_agg(report.phrase('pillar.' || f.pillar), report.phrase('separator') ORDER BY f.place) FROM unnest(o.flagged) WITH ORDINALITY AS f(pillar, place)) AS flagged,
       o.reasons, o.stance_reason AS stance
FROM report.subject AS j, policy_risk_overview('report', j.as_of) AS o
WHERE o.region = coalesce((SELECT region FROM report.focus WHERE region IN (SELECT region FROM score)), (SELECT region FROM score ORDER BY from_above LIMIT 1)) ORDER BY o.score DESC NULLS LAST, plan;
