-- What the benchmark of space measures: firms of 27 states at the points of their ZIP areas, and units at random places.
SET client_min_messages = warning;
CREATE EXTENSION cluster_ext;

CREATE TEMP TABLE loan (state text, naics6 text, zip text, jobs int, loans int);
\copy loan FROM PROGRAM 'gzip -dc test/data/ppp_us_under150k.csv.gz' (FORMAT csv, HEADER)
CREATE TABLE zcta (zcta text PRIMARY KEY, lat float8, lon float8);
\copy zcta FROM PROGRAM 'gzip -dc test/data/zcta_points.csv.gz' (FORMAT csv, HEADER)
CREATE UNLOGGED TABLE firms AS
SELECT z.lon, z.lat, l.naics6, l.jobs FROM loan AS l JOIN zcta AS z ON z.zcta = l.zip, generate_series(1, l.loans) WHERE l.naics6 IS NOT NULL;
CREATE TABLE points AS SELECT cluster_points_agg(lon, lat, naics6) AS p, cluster_points_agg(lon, lat, naics6, greatest(jobs, 0)) AS weighted FROM firms;

-- Units in towns of very different size.
SELECT setseed(0.5) \g /dev/null
CREATE UNLOGGED TABLE units AS
SELECT lpad(g::text, 8, '0') AS unit, -120 + 50 * abs(sin(town * 12.9898)) + 0.3 * random() * random() AS lon, 25 + 24 * abs(sin(town * 78.233)) + 0.3 * random() * random() AS lat, random() AS value
FROM (SELECT g, floor(5000 * random() * random() * random()) AS town FROM generate_series(1, :units) AS g) AS x;
CREATE TABLE neighbours AS SELECT neighbours_nearest(cluster_points_agg(lon, lat, unit), 8, 'W') AS w FROM units;
CREATE TABLE column_of AS SELECT array_agg(unit) AS regions, array_agg(value) AS vals FROM units;
VACUUM (FREEZE, ANALYZE) firms;
VACUUM (FREEZE, ANALYZE) units;
