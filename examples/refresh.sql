-- Matrices by year, refreshed at night, and a plain view for dashboards.
-- Expects a table firms (year, county, industry, jobs); adapt the names.
-- Run it with psql -f, again if you like: it makes what is not there, and all or
-- nothing of it. What you want otherwise than it is there, drop before.
\set ON_ERROR_STOP on

-- Once:
BEGIN;

CREATE MATERIALIZED VIEW IF NOT EXISTS matrices AS
SELECT year, cluster_matrix_agg(county, industry, jobs) AS matrix
FROM firms GROUP BY year;
CREATE UNIQUE INDEX IF NOT EXISTS matrices_key ON matrices (year);

CREATE MATERIALIZED VIEW IF NOT EXISTS quotients AS
SELECT m.year, q.*
FROM matrices AS m, location_quotients(m.matrix) AS q;
CREATE UNIQUE INDEX IF NOT EXISTS quotients_key ON quotients (year, region, industry);

-- Tools list views; suppression of small cells belongs here as well.
CREATE OR REPLACE VIEW published_quotients AS
SELECT year, region, industry, firms, lq, lq_lower, lq_upper, p_adjusted
FROM quotients WHERE firms >= 3;

COMMIT;

-- Every night, in this order, for example from cron by psql -c; readers are not
-- blocked, and rows that did not change are not rewritten.
REFRESH MATERIALIZED VIEW CONCURRENTLY matrices;
REFRESH MATERIALIZED VIEW CONCURRENTLY quotients;
