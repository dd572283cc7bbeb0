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
ANALYZE;
