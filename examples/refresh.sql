-- Matrices by year, refreshed at night, and tables of them that anybody may see.
-- Expects a table firms (year, county, industry, jobs); adapt the names.
-- Run it with psql -f, again if you like: it makes what is not there, and all or
-- nothing of it. What you want otherwise than it is there, drop before.
-- If the database has pg_cron, it keeps the schedule, with the role that runs this and that role's search path:
--   psql -v schedule='0 3 * * *' -f refresh.sql
\set ON_ERROR_STOP on

-- Once:
BEGIN;

CREATE MATERIALIZED VIEW IF NOT EXISTS matrices AS
SELECT year, cluster_matrix_agg(county, industry, jobs) AS matrix
FROM firms GROUP BY year;
CREATE UNIQUE INDEX IF NOT EXISTS matrices_key ON matrices (year);

-- For the office: every cell.
CREATE MATERIALIZED VIEW IF NOT EXISTS quotients AS
SELECT m.year, q.*
FROM matrices AS m, location_quotients(m.matrix) AS q;
CREATE UNIQUE INDEX IF NOT EXISTS quotients_key ON quotients (year, region, industry);

-- For everybody: tables mart.county_jobs, mart.county_jobs_regions and the like, with nothing in them that tells of
-- single firms. GRANT SELECT, or name a role: reader => 'everybody'. Levels: region_digits => '{2,5}'.
SELECT publish('county_jobs', 'matrices', 'mart', period_column => 'year') AS hidden \gset

CREATE OR REPLACE PROCEDURE refresh_county_jobs() LANGUAGE plpgsql AS $$
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY matrices;
    REFRESH MATERIALIZED VIEW CONCURRENTLY quotients;
    CALL refresh_publication('county_jobs');
END
$$;

\if :{?schedule}
SELECT cron.schedule('county_jobs', :'schedule', 'CALL refresh_county_jobs()') AS job \gset
\endif

COMMIT;

-- Every night; readers are not blocked, and rows that did not change are not rewritten.
CALL refresh_county_jobs();
