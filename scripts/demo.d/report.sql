-- The demo's data as the report's sections want them (scripts/report.d/views.sql): clusters and plans are of Georgia's
-- counties, what changed and what is tested on the past is of all states.
SET client_min_messages = warning;
CREATE SCHEMA report;
CREATE MATERIALIZED VIEW report.periods AS SELECT NULL::int AS period, coarsen(sum(matrix), NULL, 4) AS matrix FROM matrices;
CREATE MATERIALIZED VIEW report.current AS SELECT * FROM report.periods;
CREATE TABLE report.titles AS SELECT code, replace(title, ' County', '') AS title FROM titles UNION ALL SELECT 'GA', 'Georgia';
CREATE UNIQUE INDEX ON report.titles (code);
CREATE MATERIALIZED VIEW report.sectors AS
SELECT industry, CASE WHEN industry < '2' THEN :'farming' WHEN industry < '4' THEN :'making' ELSE :'serving' END AS sector FROM report.periods, industries(matrix);
CREATE VIEW report.panel AS SELECT * FROM panel;
CREATE VIEW report.policies AS SELECT * FROM targets;
CREATE VIEW report.change AS SELECT period, matrix FROM state_panel;
CREATE VIEW report.history AS SELECT * FROM state_panel;
CREATE TABLE report.borders (region text NOT NULL, neighbour text NOT NULL);
CREATE MATERIALIZED VIEW report.points AS SELECT cluster_points_agg(lon, lat, left(naics6, 4)) AS points FROM firms WHERE lon IS NOT NULL AND lat IS NOT NULL;
CREATE VIEW report.subject AS SELECT (SELECT county_fips FROM counties WHERE county = 'Whitfield') AS focus, 'GA' AS change_focus, 2020 AS as_of;
INSERT INTO policy_risk_setups (setup, panel, policies, titles, model, language) VALUES ('report', 'report.panel', 'report.policies', 'report.titles', 'counties', :'language');
