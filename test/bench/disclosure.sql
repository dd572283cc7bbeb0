-- What the benchmark of disclosure control measures: counties of 26 states by industry groups, and those of Georgia.
SET client_min_messages = warning;
CREATE EXTENSION cluster_ext;
CREATE TABLE cbp (county text, naics4 text, establishments bigint);
\copy cbp FROM PROGRAM 'gzip -dc test/data/cbp_establishments.csv.gz' (FORMAT csv, HEADER)
CREATE TABLE states AS SELECT cluster_matrix_from_cells(county, naics4, establishments, establishments, NULL, NULL, NULL) AS m FROM cbp;
CREATE TABLE georgia AS SELECT cluster_matrix_from_cells(county, naics4, establishments, establishments, NULL, NULL, NULL) AS m FROM cbp WHERE county LIKE '13%';

-- Tables to be published: with the cells of fewer than three firms hidden, and with what suppress hides.
CREATE TABLE georgia_pattern AS SELECT s.*, size AS value FROM georgia, suppress(m, '{2,5}', '{0,2,3,4}') AS s;
CREATE TABLE states_pattern AS SELECT s.*, size AS value FROM states, suppress(m, '{0,2,5}', '{0,2,3,4}') AS s;
CREATE VIEW georgia_primary AS SELECT region, industry, value, firms, status = 'C' AS hidden FROM georgia_pattern;
CREATE VIEW states_primary AS SELECT region, industry, value, firms, status = 'C' AS hidden FROM states_pattern;

-- The same as tables for everybody.
CREATE VIEW georgia_source AS SELECT 2014 AS period, m AS matrix FROM georgia;
CREATE VIEW states_source AS SELECT 2014 AS period, m AS matrix FROM states;
SELECT publish('georgia', 'georgia_source', 'mart', region_digits => '{2,5}', industry_digits => '{2,3,4}') \g /dev/null
SELECT publish('states', 'states_source', 'mart', region_digits => '{2,5}', industry_digits => '{2,3,4}') \g /dev/null
