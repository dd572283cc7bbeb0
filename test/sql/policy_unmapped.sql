-- Industries are words here; what is told of prefixes of words is in reshape.
SET client_min_messages = warning;
-- Policies that are in no score, or of which the panel knows nothing.
\pset null '-'
\pset format unaligned
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 4) $$;
-- Five counties with lists, one with a list of what it has not, and forty places that have none.  汽车 in 上海: two firms with 6 and 4 jobs.
CREATE TABLE plants (year int, region text, industry text, jobs float8);
INSERT INTO plants SELECT y, '上海', '汽车', unnest(ARRAY[6, 4]) FROM unnest(ARRAY[2019, 2022]) AS y;
INSERT INTO plants SELECT y, '上海', 'other', 90 FROM unnest(ARRAY[2019, 2022]) AS y;
INSERT INTO plants SELECT y, c, i, CASE i WHEN '汽车' THEN 38 ELSE 62 END
FROM unnest(ARRAY[2019, 2022]) AS y, unnest(ARRAY['B', 'C', 'D', 'E', 'F']) AS c, unnest(ARRAY['汽车', 'other']) AS i;
-- Of the forty, two doubled in three years, nine grew to 13.31, by 10 percent a year.
INSERT INTO plants SELECT y, 'p' || g, '汽车', CASE WHEN y = 2019 OR g > 11 THEN 10 WHEN g > 2 THEN 13.31 ELSE 20 END
FROM unnest(ARRAY[2019, 2022]) AS y, generate_series(1, 40) AS g;
CREATE VIEW panel AS
SELECT year AS period, m AS measure, cluster_matrix_agg(region, industry, CASE m WHEN 'employment' THEN jobs ELSE 2 * jobs END) AS matrix
FROM plants, unnest(ARRAY['employment', 'value_added']) AS m GROUP BY year, m;
CREATE TABLE policies (region text, industry text, start_year int, end_year int, amount float8, target_value float8, target_year int, is_competitive boolean);
INSERT INTO policies VALUES ('上海', '汽车', 2020, NULL, 36, 20, 2025, true);
INSERT INTO policies VALUES ('B', '汽车', 2020, NULL, 57), ('C', '汽车', 2020, NULL, 57), ('D', '汽车', 2020, NULL, 57), ('E', '汽车', 2020, NULL, 57), ('F', 'chips', 2020, NULL, NULL);
CREATE TABLE map (policy_label text, industry text, share float8);
INSERT INTO map VALUES ('cars', '汽车', 0.75), ('cars', 'other', 0.25), ('even', '汽车', NULL), ('even', 'other', NULL), ('short', '汽车', 0.5), ('short', 'other', 0.2),
    ('mixed', '汽车', 0.5), ('mixed', 'other', NULL), ('void', NULL, 1), ('rounded', '汽车', 0.3333333), ('rounded', 'other', 0.6666666), ('moon', 'cheese', 1);
CREATE TABLE plans (region text, industry text, start_year int, amount float8);
INSERT INTO plans SELECT 'B', label, 2020, 16 FROM unnest(ARRAY['cars', 'even', 'short', 'mixed', 'void', 'rounded', 'moon', 'nobody', 'nobody']) AS label;
INSERT INTO plans VALUES ('Mars', 'cars', 2020), ('B', 'later', 2023), (NULL, 'cars', 2020);
SELECT * FROM policy_risk_unmapped('panel', 'plans', 2022, 'map');
SELECT region, label, industry, reason, policies FROM policy_risk_unmapped('panel', 'policies', 2022);
SELECT count(*) FROM policy_risk_scores('panel', 'plans', 2022, industry_map => 'map');
DELETE FROM plans WHERE region IS NULL OR industry = 'short';
SELECT count(*) FROM policy_risk_scores('panel', 'plans', 2022, industry_map => 'map');
DELETE FROM plans WHERE industry = 'mixed';
-- Of 16/3 a year, 3/4 + 1/2 + 1/3 go to 汽车 and 1/4 + 1/2 + 2/3 to the other, over a value added of 76 and 124: 0.1111, 0.0609
SELECT industry, r(value) AS value FROM policy_risk_indicators('panel', 'plans', 2022, industry_map => 'map') WHERE indicator = 'leverage' AND region = 'B';
-- The map may lack shares altogether.
CREATE VIEW halves AS SELECT policy_label, industry FROM map WHERE policy_label = 'even';
SELECT industry, r(value) AS value FROM policy_risk_indicators('panel', 'plans', 2022, industry_map => 'halves') WHERE indicator = 'leverage';
SELECT policy_risk_unmapped(NULL, 'plans', 2022);
SELECT policy_risk_unmapped('panel', 'plans', NULL);
SELECT policy_risk_unmapped('panel', 'map', 2022);
DROP TABLE plans, policies CASCADE;
DROP VIEW panel, halves CASCADE;
DROP TABLE map, plants;
DROP FUNCTION r;
