-- Firms at places that all differ, in towns of very different size, a thousand industries; each also a unit of its own.
DROP TABLE IF EXISTS scaled, scaled_points;
SELECT setseed(0.25) \g /dev/null
CREATE UNLOGGED TABLE scaled AS
SELECT lpad(g::text, 8, '0') AS unit, 'I' || g % 1000 AS industry,
       -120 + 50 * abs(sin(town * 12.9898)) + 0.3 * random() * random() AS lon, 25 + 24 * abs(sin(town * 78.233)) + 0.3 * random() * random() AS lat
FROM (SELECT g, floor(5000 * random() * random() * random()) AS town FROM generate_series(1, :units) AS g) AS x;
CREATE TABLE scaled_points AS SELECT cluster_points_agg(lon, lat, industry) AS p FROM scaled;
VACUUM (FREEZE, ANALYZE) scaled;
