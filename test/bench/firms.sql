-- A register of firms like real ones, of about :firms rows.
--   :regions, :industries    how many labels there are
--   :spread                  0: firms gather as they do in US counties; 1: far more thinly, which is hard
--   :long                    1: labels of some 40 bytes instead of 5 and 6
--   :sorted                  1: in order of region and industry instead of at random
--   :narrow                  1: without the columns that no query here reads
-- Sizes of regions, industries and firms follow what was measured on 1.4 million
-- US firms: regions lognormal(6.5, 1.5), industries by rank -0.87 to 200 and -3
-- beyond, every pair off by lognormal(0, 1), in a tenth of the industries by
-- lognormal(0, 2.5); jobs lognormal(1.45, 1.1), beyond 500 Pareto.
SELECT setseed(0.42);
CREATE FUNCTION pg_temp.normal() RETURNS float8 VOLATILE LANGUAGE sql AS 'SELECT random() + random() + random() + random() + random() + random()
    + random() + random() + random() + random() + random() + random() - 6';
CREATE TEMP TABLE region AS
SELECT r, CASE WHEN :spread = 1 THEN power(r / 20.0 + 1, -1) ELSE exp(1.5 * pg_temp.normal()) END AS weight
FROM generate_series(0, :regions - 1) r;
CREATE TEMP TABLE industry AS
SELECT i, CASE WHEN :spread = 1 THEN power(i / 5.0 + 1, -1) WHEN i < 200 THEN power(i + 1, -0.87) ELSE power(200, -0.87) * power((i + 1) / 200.0, -3) END AS weight,
       CASE WHEN i % 10 = 3 THEN 2.5 ELSE 1 END AS unevenness, 0.6 * pg_temp.normal() AS size
FROM generate_series(0, :industries - 1) i;
CREATE TEMP TABLE cell AS
SELECT r, i, size, region.weight * industry.weight * exp(unevenness * pg_temp.normal() - unevenness * unevenness / 2) AS weight
FROM region, industry;
CREATE TEMP TABLE firm AS
SELECT r, i, exp(1.45 + size + 1.1 * pg_temp.normal()) AS jobs
FROM (SELECT *, floor(:firms * weight / (SELECT sum(weight) FROM cell) + random())::int AS firms FROM cell) AS c, generate_series(1, firms);
CREATE UNLOGGED TABLE firms AS
SELECT firm_id, CASE WHEN :narrow = 0 THEN 'Firm ' || firm_id || ' of ' || r END AS name,
       CASE WHEN :long = 1 THEN 'Administrative region no. ' ELSE '' END || (110000 + r)::text || CASE WHEN :long = 1 THEN ' of the country' ELSE '' END AS region,
       CASE WHEN :long = 1 THEN 'Manufacture of goods of the class ' ELSE 'C' END || (1000 + i)::text AS industry,
       r AS region_code, i AS industry_code, (1975 + firm_id % 50)::smallint AS year, jobs,
       round(exp(8.9 + 0.76 * ln(jobs) + pg_temp.normal())::numeric, 2)::float8 AS revenue,
       CASE WHEN :narrow = 0 THEN 'private limited company' END AS legal_form, CASE WHEN :narrow = 0 THEN date '1975-01-01' + (firm_id % 18000)::int END AS founded
FROM (SELECT row_number() OVER () AS firm_id, r, i,
             greatest(1, round(CASE WHEN jobs > 500 THEN 500 * power((jobs * 1e6)::bigint % 9973 / 9973.0 + 1e-4, -0.65) ELSE jobs END)) AS jobs
      FROM (SELECT * FROM firm ORDER BY CASE WHEN :sorted = 1 THEN r * :industries::float8 + i ELSE random() END) AS o) AS f;
VACUUM (FREEZE, ANALYZE) firms;
