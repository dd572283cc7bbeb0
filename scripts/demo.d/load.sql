-- The demo database: 79,756 real employers of Georgia, and their matrices.
-- Run from the root of the repository.
SET client_min_messages = warning;
CREATE EXTENSION cluster_ext;

CREATE TABLE firms (
    firm_id text PRIMARY KEY, county_fips text NOT NULL, county text NOT NULL, cbsa text, region text,
    zcta text, lat float8, lon float8, naics6 text, sector text, business_type text, nonprofit int,
    jobs int, loan_amount numeric(12, 2), date_approved date NOT NULL);
\copy firms FROM PROGRAM 'gzip -dc test/data/firms_georgia.csv.gz' (FORMAT csv, HEADER)

CREATE TABLE naics (code text PRIMARY KEY, digits int, title text NOT NULL);
\copy naics FROM PROGRAM 'gzip -dc test/data/naics_titles.csv.gz' (FORMAT csv, HEADER)

CREATE VIEW counties AS
SELECT DISTINCT ON (county_fips) county_fips, replace(county, ' County', '') AS county FROM firms ORDER BY county_fips;

-- One matrix a month; sum(matrix) is the whole of them.
CREATE MATERIALIZED VIEW matrices AS
SELECT date_trunc('month', date_approved)::date AS month,
       cluster_matrix_agg(county_fips, naics6, jobs) AS matrix
FROM firms GROUP BY 1;
CREATE UNIQUE INDEX ON matrices (month);

-- What people and dashboards query: counties x 4-digit industries, with names.
CREATE MATERIALIZED VIEW clusters AS
SELECT c.county, coalesce(n.title, 'Industry ' || q.industry) AS title, q.*
FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x,
     LATERAL location_quotients(m, bounds => 'plants_observed') AS q
     JOIN counties c ON c.county_fips = q.region
     LEFT JOIN naics n ON n.code = q.industry;
CREATE UNIQUE INDEX ON clusters (region, industry);

-- What policy risk is computed from: a panel of matrices by year and measure, and a list of targets. The loans of 2020
-- were no cluster policy, but real public money: as targets stand the five branches in which each county got most.
CREATE MATERIALIZED VIEW panel AS
SELECT 2020 AS period, measure, cluster_matrix_agg(county_fips, left(naics6, 3), size) AS matrix
FROM firms, LATERAL (VALUES ('employment', jobs::float8), ('subsidy', loan_amount::float8)) AS v(measure, size) GROUP BY measure;
CREATE UNIQUE INDEX ON panel (period, measure);
CREATE MATERIALIZED VIEW targets AS
SELECT region, industry, 2020 AS start_year, 2020 AS end_year, amount, 'USD' AS amount_unit
FROM (SELECT c.region, c.industry, c.size AS amount, row_number() OVER (PARTITION BY c.region ORDER BY c.size DESC, c.industry) AS place
      FROM panel, cells(matrix) AS c WHERE measure = 'subsidy') AS x WHERE place <= 5;
CREATE UNIQUE INDEX ON targets (region, industry);
-- A county needs less than a province; and these data tell of three tenths of the weights only.
SELECT policy_risk_copy_model('standard', 'counties', 'standard with the critical mass of a county, for data that tell little') \g /dev/null
UPDATE policy_risk_models SET mass_firms = 5, mass_size = 200, minimum_coverage = 0.3 WHERE model = 'counties';
-- What codes are called, and all of it under one name.
CREATE VIEW titles AS SELECT code, title FROM naics UNION ALL SELECT county_fips, county || ' County' FROM counties;
INSERT INTO policy_risk_setups (setup, panel, policies, titles, model) VALUES ('georgia', 'panel', 'targets', 'titles', 'counties');

-- All states in seven years, by number of establishments: what back-tests look at.
CREATE TABLE states (year int, state text, naics text, establishments int, employment int);
\copy states FROM PROGRAM 'gzip -dc test/data/cbp_states.csv.gz' (FORMAT csv, HEADER)
CREATE MATERIALIZED VIEW state_panel AS
SELECT year AS period, 'establishments'::text AS measure,
       cluster_matrix_from_cells(state, naics, establishments, establishments, establishments, 1, CASE WHEN establishments > 1 THEN 1 END) AS matrix
FROM states WHERE length(naics) = 3 AND establishments > 0 GROUP BY year;
CREATE UNIQUE INDEX ON state_panel (period, measure);
-- What became of branches in those years, and how much of it was chance.
CREATE TABLE state_outlook AS SELECT * FROM policy_outlook_fit('state_panel', 2010, measure => 'establishments');
ANALYZE;
