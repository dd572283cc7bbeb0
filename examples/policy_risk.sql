-- Policy risk for dashboards: a panel, indicators, scores, explanations, and plain
-- views of them, refreshed at night.  Expects
--   firm_years (year, firm, region, industry, jobs, owner, capital, value_added, subsidy)
--   policies   (region, industry, ...)
-- Adapt the names; leave out of the panel what you do not have, and add what you
-- have (see policy_risk_measures): a measure that is missing lowers the coverage.
-- Run it with psql -f, again if you like: it makes what is not there, and all or
-- nothing of it. What you want otherwise than it is there, drop before.
-- If policies name labels that are no industries of the firms, if you know which
-- region is part of which, if codes have titles, say so by relations of yours:
--   psql -v industry_map=my_map -v region_tree=my_tree -v titles=my_titles -f policy_risk.sql
\set ON_ERROR_STOP on
-- Each becomes a constant, which keeps the relation itself: names are not looked up again at a refresh, which has
-- a search path of its own from PostgreSQL 17 on.
\if :{?industry_map} \set industry_map :'industry_map'::regclass \else \set industry_map NULL::regclass \endif
\if :{?region_tree} \set region_tree :'region_tree'::regclass \else \set region_tree NULL::regclass \endif
\if :{?titles} \set titles :'titles'::regclass \else \set titles NULL::regclass \endif

-- Once:
BEGIN;

CREATE MATERIALIZED VIEW IF NOT EXISTS risk_panel AS
SELECT f.year AS period, v.measure, cluster_matrix_agg(f.region, f.industry, v.x) AS matrix
FROM firm_years AS f, LATERAL (VALUES
    ('employment', f.jobs),
    ('capital', CASE WHEN f.capital < 0 THEN 0 ELSE f.capital END),
    ('capital_employment', CASE WHEN f.capital IS NOT NULL THEN f.jobs END),
    ('value_added', CASE WHEN f.value_added < 0 THEN 0 ELSE f.value_added END),
    ('subsidy', CASE WHEN f.subsidy < 0 THEN 0 ELSE f.subsidy END)) AS v(measure, x)
WHERE v.x IS NOT NULL
GROUP BY f.year, v.measure
UNION ALL
-- Plants of one owner are no competitors.
SELECT o.year, 'group_employment', cluster_matrix_agg(o.region, o.industry, o.jobs)
FROM (SELECT year, region, industry, sum(jobs) AS jobs FROM firm_years
      GROUP BY year, region, industry, coalesce('owner ' || owner, 'firm ' || firm)) AS o
GROUP BY o.year;
CREATE UNIQUE INDEX IF NOT EXISTS risk_panel_key ON risk_panel (period, measure);

-- The latest year; freeze a year here to publish it.
CREATE OR REPLACE VIEW risk_year AS SELECT max(period) AS as_of, :industry_map AS industry_map, :region_tree AS region_tree, :titles AS titles
FROM risk_panel WHERE measure = 'employment';

CREATE MATERIALIZED VIEW IF NOT EXISTS risk_indicators AS
SELECT i.* FROM risk_year AS y, policy_risk_indicators('risk_panel', 'policies', y.as_of, industry_map => y.industry_map, region_tree => y.region_tree) AS i;
CREATE UNIQUE INDEX IF NOT EXISTS risk_indicators_key ON risk_indicators (region, industry, indicator);

CREATE MATERIALIZED VIEW IF NOT EXISTS risk_scores AS
SELECT s.* FROM risk_year AS y, policy_risk_scores('risk_panel', 'policies', y.as_of, industry_map => y.industry_map, region_tree => y.region_tree) AS s;
CREATE UNIQUE INDEX IF NOT EXISTS risk_scores_key ON risk_scores (region, industry);

CREATE MATERIALIZED VIEW IF NOT EXISTS risk_explanations AS
SELECT e.* FROM risk_year AS y, policy_risk_explain('risk_panel', 'policies', y.as_of, industry_map => y.industry_map, region_tree => y.region_tree, titles => y.titles) AS e;
CREATE UNIQUE INDEX IF NOT EXISTS risk_explanations_key ON risk_explanations (region, industry, section, ordinal);

-- All plans on one page.
CREATE MATERIALIZED VIEW IF NOT EXISTS risk_overview AS
SELECT o.* FROM risk_year AS y, policy_risk_overview('risk_panel', 'policies', y.as_of, industry_map => y.industry_map, region_tree => y.region_tree, titles => y.titles) AS o;
CREATE UNIQUE INDEX IF NOT EXISTS risk_overview_key ON risk_overview (region, label);

-- Policies without a score, because the map or the panel lacks their labels: look at it after every refresh.
CREATE OR REPLACE VIEW risk_unmapped AS
SELECT u.* FROM risk_year AS y, policy_risk_unmapped('risk_panel', 'policies', y.as_of, y.industry_map) AS u;

-- One row a pair, one column an indicator: what a table or a map wants.  NULL is unknown.
CREATE OR REPLACE VIEW risk_wide AS
SELECT s.region, s.industry, s.score, s.band, s.band_code, s.score_low, s.score_high, s.grade, s.fragile, s.firms,
       max(i.value) FILTER (WHERE i.indicator = 'lq') AS location_quotient,
       max(i.value) FILTER (WHERE i.indicator = 'rel_density') AS relatedness_density,
       max(i.value) FILTER (WHERE i.indicator = 'factor_gap') AS capital_intensity_gap,
       max(i.value) FILTER (WHERE i.indicator = 'mass') AS critical_mass,
       max(i.value) FILTER (WHERE i.indicator = 'dominance') AS owner_herfindahl,
       max(i.value) FILTER (WHERE i.indicator = 'footloose') AS outside_share,
       max(i.value) FILTER (WHERE i.indicator = 'copycat') AS peers_share,
       max(i.value) FILTER (WHERE i.indicator = 'overcapacity') AS capacity_use,
       max(i.value) FILTER (WHERE i.indicator = 'sum_of_plans') AS plans_over_market,
       max(i.value) FILTER (WHERE i.indicator = 'subsidy') AS subsidy_share,
       max(i.value) FILTER (WHERE i.indicator = 'zombie') AS zombie_share,
       max(i.value) FILTER (WHERE i.indicator = 'linkage') AS local_inputs,
       max(i.value) FILTER (WHERE i.indicator = 'local_shift') AS growth_gap,
       max(i.value) FILTER (WHERE i.indicator = 'volatility') AS growth_volatility,
       max(i.value) FILTER (WHERE i.indicator = 'branch_outlook') AS industry_growth_elsewhere,
       max(i.value) FILTER (WHERE i.indicator = 'region_trend') AS region_growth_gap,
       max(i.value) FILTER (WHERE i.indicator = 'related_trend') AS related_growth_gap,
       max(i.value) FILTER (WHERE i.indicator = 'ambition') AS cases_that_managed,
       max(i.value) FILTER (WHERE i.indicator = 'leverage') AS money_over_value_added,
       max(i.value) FILTER (WHERE i.indicator = 'design_gap') AS absent_safeguards
FROM risk_scores AS s JOIN risk_indicators AS i USING (region, industry)
GROUP BY s.region, s.industry, s.score, s.band, s.band_code, s.score_low, s.score_high, s.grade, s.fragile, s.firms;
COMMENT ON VIEW risk_wide IS 'Risk of every targeted pair of region and industry, one column for each indicator. NULL is unknown. Not a forecast.';
COMMENT ON COLUMN risk_wide.region IS 'region that targets the industry';
COMMENT ON COLUMN risk_wide.industry IS 'industry that is targeted';
COMMENT ON COLUMN risk_wide.score IS 'risk, 0 to 100';
COMMENT ON COLUMN risk_wide.band IS 'low, elevated, high or insufficient_data';
COMMENT ON COLUMN risk_wide.band_code IS '1 low to 3 high, for sorting';
COMMENT ON COLUMN risk_wide.score_low IS 'plausible from here, given what is missing';
COMMENT ON COLUMN risk_wide.score_high IS 'plausible up to here';
COMMENT ON COLUMN risk_wide.grade IS 'evidence: A much, B, C little';
COMMENT ON COLUMN risk_wide.fragile IS 'numbers of few firms make more than half of the score';
COMMENT ON COLUMN risk_wide.firms IS 'firms of the industry in the region';
COMMENT ON COLUMN risk_wide.location_quotient IS 'weight of the industry in the region against the whole, shrunk; elevated below 1';
COMMENT ON COLUMN risk_wide.relatedness_density IS 'closeness to what the region does, in standard deviations; elevated below 0';
COMMENT ON COLUMN risk_wide.capital_intensity_gap IS 'logarithm of capital per worker in the industry over that of the region; elevated from 0.41';
COMMENT ON COLUMN risk_wide.critical_mass IS 'share of a critical mass that is there; elevated below 1';
COMMENT ON COLUMN risk_wide.owner_herfindahl IS 'Herfindahl index of owners; elevated from 0.18';
COMMENT ON COLUMN risk_wide.outside_share IS 'share of employment controlled from outside; elevated from 0.4';
COMMENT ON COLUMN risk_wide.peers_share IS 'share of peers that target the same; elevated from 0.35';
COMMENT ON COLUMN risk_wide.capacity_use IS 'output over capacity; elevated below 0.76';
COMMENT ON COLUMN risk_wide.plans_over_market IS 'targets of all over what the industry could reach; elevated from 1';
COMMENT ON COLUMN risk_wide.subsidy_share IS 'subsidies over value added; elevated from 0.02';
COMMENT ON COLUMN risk_wide.zombie_share IS 'share of zombie firms; elevated from 0.05';
COMMENT ON COLUMN risk_wide.local_inputs IS 'share of inputs that can be had in the region; elevated below 0.5';
COMMENT ON COLUMN risk_wide.growth_gap IS 'growth against the industry elsewhere, less noise of few firms, log points a year; elevated below -0.01';
COMMENT ON COLUMN risk_wide.growth_volatility IS 'standard deviation of that growth; elevated from 0.1';
COMMENT ON COLUMN risk_wide.industry_growth_elsewhere IS 'growth of the industry elsewhere, log points a year; elevated below -0.01';
COMMENT ON COLUMN risk_wide.region_growth_gap IS 'growth of the region''s other industries against those elsewhere; elevated below -0.005';
COMMENT ON COLUMN risk_wide.related_growth_gap IS 'growth of related industries of the region against theirs elsewhere; elevated below -0.01';
COMMENT ON COLUMN risk_wide.cases_that_managed IS 'share of comparable cases that ever grew as planned; elevated below 0.25';
COMMENT ON COLUMN risk_wide.money_over_value_added IS 'policy money a year over value added; elevated from 0.1';
COMMENT ON COLUMN risk_wide.absent_safeguards IS 'share of four safeguards that are absent or not told; elevated from 0.25';

-- One row a pair, one column a pillar: what a radar chart wants.
CREATE OR REPLACE VIEW risk_pillars AS
SELECT i.region, i.industry,
       sum(c.weight * i.risk) FILTER (WHERE c.pillar = 'fit') / sum(c.weight) FILTER (WHERE c.pillar = 'fit' AND i.risk IS NOT NULL) AS fit,
       sum(c.weight * i.risk) FILTER (WHERE c.pillar = 'structure') / sum(c.weight) FILTER (WHERE c.pillar = 'structure' AND i.risk IS NOT NULL) AS structure,
       sum(c.weight * i.risk) FILTER (WHERE c.pillar = 'crowding') / sum(c.weight) FILTER (WHERE c.pillar = 'crowding' AND i.risk IS NOT NULL) AS crowding,
       sum(c.weight * i.risk) FILTER (WHERE c.pillar = 'softbudget') / sum(c.weight) FILTER (WHERE c.pillar = 'softbudget' AND i.risk IS NOT NULL) AS softbudget,
       sum(c.weight * i.risk) FILTER (WHERE c.pillar = 'dynamics') / sum(c.weight) FILTER (WHERE c.pillar = 'dynamics' AND i.risk IS NOT NULL) AS dynamics,
       sum(c.weight * i.risk) FILTER (WHERE c.pillar = 'ambition') / sum(c.weight) FILTER (WHERE c.pillar = 'ambition' AND i.risk IS NOT NULL) AS ambition
FROM risk_indicators AS i JOIN policy_risk_cuts AS c USING (model, indicator)
GROUP BY i.region, i.industry;
COMMENT ON VIEW risk_pillars IS 'Risk of every targeted pair by pillar, 0 to 1, two thirds and more is high. NULL is unknown.';
COMMENT ON COLUMN risk_pillars.region IS 'region that targets the industry';
COMMENT ON COLUMN risk_pillars.industry IS 'industry that is targeted';
COMMENT ON COLUMN risk_pillars.fit IS 'does the industry fit the place?';
COMMENT ON COLUMN risk_pillars.structure IS 'is there a cluster, or one plant?';
COMMENT ON COLUMN risk_pillars.crowding IS 'does everybody do the same?';
COMMENT ON COLUMN risk_pillars.softbudget IS 'does money keep alive what would die?';
COMMENT ON COLUMN risk_pillars.dynamics IS 'does it lose ground, or boom and bust?';
COMMENT ON COLUMN risk_pillars.ambition IS 'does the plan ask for too much?';

-- Few firms disclose each other: what is published is bands and sentences about cells that are published themselves.
CREATE MATERIALIZED VIEW IF NOT EXISTS risk_free AS
SELECT c.region, c.industry
FROM risk_year AS y JOIN risk_panel AS p ON p.period = y.as_of AND p.measure = 'employment', suppress(p.matrix, '{0,1024}', '{0,1024}') AS c
WHERE c.status = 'F';
CREATE UNIQUE INDEX IF NOT EXISTS risk_free_key ON risk_free (region, industry);

CREATE OR REPLACE VIEW risk_published AS
SELECT s.region, s.industry, s.band, s.band_code, s.grade, e.section, e.ordinal, e.sentence
FROM risk_scores AS s JOIN risk_free USING (region, industry) JOIN risk_explanations AS e USING (region, industry)
WHERE e.indicator IS DISTINCT FROM 'dominance';
COMMENT ON VIEW risk_published IS 'Bands and sentences for publication; pairs whose number of firms or jobs is hidden are left out.';
COMMENT ON COLUMN risk_published.region IS 'region that targets the industry';
COMMENT ON COLUMN risk_published.industry IS 'industry that is targeted';
COMMENT ON COLUMN risk_published.band IS 'low, elevated, high or insufficient_data';
COMMENT ON COLUMN risk_published.band_code IS '1 low to 3 high, for sorting';
COMMENT ON COLUMN risk_published.grade IS 'evidence: A much, B, C little';
COMMENT ON COLUMN risk_published.section IS 'summary, flag, reason, strength, change or caveat';
COMMENT ON COLUMN risk_published.ordinal IS 'place in the section';
COMMENT ON COLUMN risk_published.sentence IS 'what there is to say';

COMMIT;

-- Every night, in this order; readers are not blocked, and rows that did not change are not rewritten.
REFRESH MATERIALIZED VIEW CONCURRENTLY risk_panel;
REFRESH MATERIALIZED VIEW CONCURRENTLY risk_free;
REFRESH MATERIALIZED VIEW CONCURRENTLY risk_indicators;
REFRESH MATERIALIZED VIEW CONCURRENTLY risk_scores;
REFRESH MATERIALIZED VIEW CONCURRENTLY risk_explanations;
REFRESH MATERIALIZED VIEW CONCURRENTLY risk_overview;
