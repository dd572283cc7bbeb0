-- All plans of the region in focus on one page, with what a government might do.
-- needs: policies
-- words: plan score band plausible flagged reasons stance
-- data: plans
SELECT report.industry(o.label) AS plan, o.score, b.phrase AS band, o.score_low, o.score_high,
       (SELECT string_agg(p.phrase, ', ' ORDER BY f.place) FROM unnest(o.flagged) WITH ORDINALITY AS f(pillar, place) JOIN phrase AS p ON p.key = 'pillar.' || f.pillar) AS flagged,
       array_to_string(o.reasons, ' ') AS reasons, o.stance_reason AS stance
FROM (SELECT o.* FROM setup AS s, report.subject AS j, policy_risk_overview(s.panel::regclass, s.policies::regclass, j.as_of, model => s.model, measure => s.measure, language => :'language', titles => s.titles::regclass) AS o) AS o
     JOIN phrase AS b ON b.key = 'band.' || o.band
WHERE o.region = coalesce((SELECT region FROM report.focus WHERE region IN (SELECT region FROM score)), (SELECT region FROM score ORDER BY from_above LIMIT 1)) ORDER BY o.score DESC NULLS LAST, plan;
