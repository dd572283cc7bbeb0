-- All plans on one page: labels with their industries, stances by rules that are rows, set-ups by name.
\pset null -
CREATE TABLE jobs AS
SELECT 2015 + t AS year, region, industry, round((20 + (r * 13 + i * 17 + f * 29) % 90) * 1.02 ^ t)::float8 AS jobs
FROM unnest(ARRAY['Alder','Ash','Beech','Birch','Cedar','Elm','Fir','Hazel','Larch','Maple','Oak','Pine']) WITH ORDINALITY AS a(region, r),
     unnest(ARRAY['1011','1020','1310','1320','1610','1701','2011','2220','2410','2511','2611','2720','2812','2910','2930','3100']) WITH ORDINALITY AS b(industry, i),
     generate_series(1, 12) AS f, generate_series(0, 7) AS t WHERE f <= (r * 7 + i * i * 5 + r * i) % 13;
CREATE TABLE panel AS SELECT year AS period, 'employment'::text AS measure, cluster_matrix_agg(region, industry, jobs) AS matrix FROM jobs GROUP BY year;
CREATE TABLE policies AS SELECT region, 'new energy'::text AS industry, 2020 AS start_year, true AS has_end FROM unnest(ARRAY['Alder','Ash','Beech','Birch','Elm','Nowhere']) AS region
UNION ALL VALUES ('Cedar', '1310', 2021, NULL::boolean), ('Fir', 'old plans', 2000, NULL), ('Hazel', 'unmapped', 2020, NULL);
ALTER TABLE policies ADD end_year int;
UPDATE policies SET end_year = 2010 WHERE industry = 'old plans';
CREATE TABLE map (policy_label text, industry text, share float8);
INSERT INTO map VALUES ('new energy', '2720', .75), ('new energy', '2611', .25), ('1310', '1310', 1), ('old plans', '1610', NULL);
CREATE TABLE titles (code text, language text, title text);
INSERT INTO titles VALUES ('2720', 'en', 'Batteries'), ('2611', 'en', 'Chips'), ('2720', NULL, 'Cells'), ('2611', 'fr', 'Puces');
SELECT * FROM policy_risk_labels('policies', 2022, 'map');
SELECT * FROM policy_risk_labels('policies', 2005);
SELECT * FROM policy_risk_labels(NULL, 2022);
SELECT * FROM policy_risk_labels('policies', NULL);

-- One row for each label: the mean of its industries by their shares; the riskiest of them speaks.
CREATE TABLE page AS SELECT * FROM policy_risk_overview('panel', 'policies', 2022, industry_map => 'map', titles => 'titles');
SELECT region, label, industries, round(score::numeric, 6) AS score, band, flagged, industry, stance, alternative, status FROM page;
WITH s AS (SELECT *, CASE industry WHEN '2720' THEN .75 WHEN '2611' THEN .25 ELSE 1 END AS share FROM policy_risk_scores('panel', 'policies', 2022, industry_map => 'map'))
SELECT count(*), bool_and(abs(p.score - s.score) < 1e-9 AND abs(p.score_low - s.score_low) < 1e-9 AND abs(p.score_high - s.score_high) < 1e-9) AS means,
       bool_and(p.industry = s.worst) AS riskiest
FROM page AS p JOIN (SELECT region, sum(share * score) AS score, sum(share * score_low) AS score_low, sum(share * score_high) AS score_high,
                            (array_agg(industry ORDER BY score DESC))[1] AS worst FROM s GROUP BY region) AS s USING (region) WHERE p.score IS NOT NULL;
SELECT count(*) FILTER (WHERE p.reasons IS DISTINCT FROM e.reasons OR p.lowered_by IS DISTINCT FROM e.change) AS differ
FROM page AS p JOIN (SELECT region, industry, array_agg(sentence ORDER BY ordinal) FILTER (WHERE section = 'reason' AND ordinal <= 3) AS reasons, max(sentence) FILTER (WHERE section = 'change' AND ordinal = 1) AS change
                     FROM policy_risk_explain('panel', 'policies', 2022, industry_map => 'map', titles => 'titles') GROUP BY 1, 2) AS e USING (region, industry);

-- Stances: the first rule that fits, tried with rules of one's own.
SELECT ordinal, stance, scored, bands, stages, flagged, risky, safe, not_risky FROM policy_risk_stances WHERE model = 'standard' ORDER BY ordinal;
SELECT policy_risk_copy_model('standard', 'mine');
SELECT count(*) FROM policy_risk_stances WHERE model = 'mine';
DELETE FROM policy_risk_stances WHERE model = 'mine';
INSERT INTO policy_risk_stances (model, ordinal, stance, scored, bands, stages, flagged, risky, safe, not_risky) VALUES
    ('mine', 1, 'nothing', false, NULL, NULL, NULL, NULL, NULL, NULL), ('mine', 2, 'unfit', true, NULL, NULL, NULL, '{fit}', NULL, NULL),
    ('mine', 3, 'one plant', NULL, '{elevated,high}', NULL, 'structure', NULL, NULL, NULL), ('mine', 4, 'crowd', NULL, NULL, NULL, NULL, '{copycat,crowding}', '{lq}', '{mass,zombie}');
SELECT o.region, o.stance, o.stance_reason, round(max(i.risk) FILTER (WHERE i.indicator = 'lq')::numeric, 3) AS lq, round(max(i.risk) FILTER (WHERE i.indicator = 'mass')::numeric, 3) AS mass,
       round(avg(i.risk) FILTER (WHERE i.pillar = 'fit')::numeric, 3) AS fit, round(max(i.risk) FILTER (WHERE i.indicator = 'copycat')::numeric, 3) AS copycat, o.flagged
FROM policy_risk_overview('panel', 'policies', 2022, model => 'mine', industry_map => 'map') AS o
JOIN policy_risk_indicators('panel', 'policies', 2022, model => 'mine', industry_map => 'map') AS i USING (region, industry) GROUP BY 1, 2, 3, o.flagged, o.score ORDER BY o.region;

-- Plans of provinces are judged on the province: the panel by the tree of regions, which changes nothing but the regions.
CREATE TABLE tree AS SELECT DISTINCT region, CASE WHEN region < 'E' THEN 'West' ELSE 'East' END AS parent FROM jobs;
CREATE VIEW provinces AS SELECT period, measure, regroup(matrix, (SELECT array_agg(region) FROM tree), (SELECT array_agg(parent) FROM tree)) AS matrix FROM panel;
CREATE TABLE panel_of_firms AS SELECT year AS period, 'employment'::text AS measure, cluster_matrix_agg(parent, industry, jobs) AS matrix FROM jobs JOIN tree USING (region) GROUP BY year;
CREATE VIEW province_plans AS SELECT 'West' AS region, 'new energy' AS industry UNION ALL VALUES ('East', 'new energy');
SELECT region, industries, score IS NOT NULL AS scored, status FROM policy_risk_overview('provinces', 'province_plans', 2022, industry_map => 'map');
SELECT count(*) AS differ FROM (SELECT * FROM policy_risk_scores('provinces', 'province_plans', 2022, industry_map => 'map') EXCEPT SELECT * FROM policy_risk_scores('panel_of_firms', 'province_plans', 2022, industry_map => 'map')) AS x;
DROP VIEW province_plans, provinces;
DROP TABLE tree, panel_of_firms;

-- Set-ups.
INSERT INTO policy_risk_setups (setup, panel, policies, industry_map, titles) VALUES ('here', 'panel', 'policies', 'map', 'titles');
SELECT count(*) AS differ FROM (SELECT * FROM policy_risk_overview('here', 2022) EXCEPT SELECT * FROM page) AS x;
SELECT count(*) AS differ FROM (SELECT * FROM policy_risk_scores('here', 2022) EXCEPT SELECT * FROM policy_risk_scores('panel', 'policies', 2022, industry_map => 'map')) AS x;
SELECT count(*) AS differ FROM (SELECT * FROM policy_risk_explain('here', 2022) EXCEPT SELECT * FROM policy_risk_explain('panel', 'policies', 2022, industry_map => 'map', titles => 'titles')) AS x;
SELECT setup, panel, model, measure, language FROM policy_risk_setup('here');
-- Indicators by a set-up: the same rows, with names.
SELECT count(*) AS rows, count(*) FILTER (WHERE (n.value, n.risk, n.elevated_from, n.high_from, n.status, n.firms, n.effective_firms, n.pillar, n.contribution, n.model, n.as_of)
                                 IS DISTINCT FROM (i.value, i.risk, i.elevated_from, i.high_from, i.status, i.firms, i.effective_firms, i.pillar, i.contribution, i.model, i.as_of)) AS differ
FROM policy_risk_indicators('here', 2022) AS n FULL JOIN policy_risk_indicators('panel', 'policies', 2022, industry_map => 'map') AS i USING (region, industry, indicator);
SELECT ordinal, indicator, name, pillar, pillar_name FROM policy_risk_indicators('here', 2022) WHERE region = 'Cedar';
-- Names of another language and of a model of one's own; of a pillar that has none, and in a language that has none.
INSERT INTO policy_risk_setups (setup, panel, policies, industry_map, model, language) SELECT language, 'panel', 'policies', 'map', 'mine', language FROM unnest(ARRAY['en', 'zh', 'fr']) AS language;
UPDATE policy_risk_pillars SET pillar = 'herd' WHERE model = 'mine' AND pillar = 'crowding';
DELETE FROM policy_risk_phrases WHERE model = 'mine' AND (key = 'name.lq' OR key = 'name.mass' AND language = 'zh');
UPDATE policy_risk_phrases SET phrase = 'enough of it' WHERE model = 'mine' AND language = 'en' AND key = 'name.mass';
INSERT INTO policy_risk_phrases (model, language, key, phrase) VALUES ('mine', 'fr', 'name.dominance', 'un seul');
SELECT language, indicator, name, pillar_name FROM unnest(ARRAY['en', 'zh', 'fr']) WITH ORDINALITY AS v(language, place), policy_risk_indicators(language, 2022)
WHERE region = 'Cedar' AND indicator IN ('lq', 'mass', 'dominance', 'copycat', 'raw_shift') ORDER BY place, ordinal;
SELECT count(*) FROM policy_risk_indicators(NULL::text, 2022);
SELECT * FROM policy_risk_indicators('nowhere', 2022);
DELETE FROM policy_risk_setups WHERE model = 'mine';
SELECT * FROM policy_risk_scores('nowhere', 2022);
SELECT count(*) FROM policy_risk_scores(NULL::text, 2022);
CREATE ROLE regress_overview;
SET ROLE regress_overview;
SELECT setup FROM policy_risk_setups;
INSERT INTO policy_risk_setups (setup, panel) VALUES ('theirs', 'panel');
SELECT count(*) FROM policy_risk_scores('here', 2022);
RESET ROLE;
DELETE FROM policy_risk_setups;
DELETE FROM policy_risk_models WHERE model = 'mine';
SELECT count(*) FROM policy_risk_stances WHERE model = 'mine';
DROP ROLE regress_overview;
DROP TABLE jobs, panel, policies, map, titles, page;
