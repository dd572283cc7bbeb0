-- Matrices by year, refreshed at night, and a plain view for dashboards.
-- Expects a table firms (year, county, industry, jobs); adapt the names.

-- Once:

CREATE MATERIALIZED VIEW matrices AS
SELECT year, cluster_matrix_agg(county, industry, jobs) AS matrix
FROM firms GROUP BY year;
CREATE UNIQUE INDEX ON matrices (year);

CREATE MATERIALIZED VIEW quotients AS
SELECT m.year, q.*
FROM matrices AS m, location_quotients(m.matrix) AS q;
CREATE UNIQUE INDEX ON quotients (year, region, industry);

-- Tools list views; suppression of small cells belongs here as well.
CREATE VIEW published_quotients AS
SELECT year, region, industry, firms, lq, lq_lower, lq_upper, p_adjusted
FROM quotients WHERE firms >= 3;

-- Every night, in this order, for example from cron by psql -c; readers are not
-- blocked, and rows that did not change are not rewritten.
REFRESH MATERIALIZED VIEW CONCURRENTLY matrices;
REFRESH MATERIALIZED VIEW CONCURRENTLY quotients;
