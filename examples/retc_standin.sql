-- A stand-in for Mexico's register of emissions and transfers (RETC), which is not shipped: invented plants with the
-- columns and the faults of the real ones. doc/studies.md makes the study with it.
-- The same rows on every machine and version: what looks like chance are digests of names, not random().
\set ON_ERROR_STOP on
BEGIN;

-- A number from 0 to below 1 for each key.
CREATE FUNCTION pg_temp.chance(key text) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT ('x' || substr(md5('retc 1 ' || key), 1, 8))::bit(32)::bigint / 4294967296::float8 $$;

CREATE TABLE retc (nra text, year int, scian6 text, sector text, state text, municipality text, lat float8, lon float8, co2_air_kg float8);

-- Ten states, about where they are, with the trade that half of their plants are in, and how many plants they have.
CREATE TEMP TABLE state AS SELECT * FROM (VALUES
    ('MÉXICO', 19.35, -99.63, '325', 420), ('NUEVO LEÓN', 25.65, -100.25, '331', 340), ('TAMAULIPAS', 24.30, -98.60, '211', 260),
    ('CHIHUAHUA', 28.70, -106.10, '334', 220), ('JALISCO', 20.60, -103.35, '312', 200), ('GUANAJUATO', 20.95, -101.20, '336', 180),
    ('QUERÉTARO', 20.60, -100.40, '336', 140), ('TABASCO', 17.95, -92.90, '211', 120), ('PUEBLA', 19.05, -98.20, '313', 120),
    ('SONORA', 29.10, -110.95, '221', 100)) AS v(state, lat, lon, trade, plants);

-- Trades: SCIAN of three digits, one of six, what the ministry calls them, share among plants that follow no tradition, tonnes of a middling plant.
CREATE TEMP TABLE trade AS SELECT *, sum(share) OVER (ORDER BY code) - share AS low, sum(share) OVER (ORDER BY code) AS high FROM (VALUES
    ('211', '211110', 'Petroleo y petroquimica', 0.04, 9000), ('221', '221110', 'Generación de energia electrica', 0.04, 60000),
    ('312', '312111', 'Bebidas y tabaco', 0.08, 900), ('313', '313210', 'Textiles, fibras e hilos', 0.08, 400),
    ('325', '325412', 'Quimica', 0.26, 1500), ('326', '326193', 'Articulos y productos plasticos', 0.15, 200),
    ('327', '327310', 'Cemento y Cal', 0.09, 30000), ('331', '331510', 'Metalurgica (incluye la siderurgica)', 0.10, 8000),
    ('334', '334410', 'Equipos y articulos electronicos, electricos y domesticos', 0.06, 100), ('336', '336390', 'Automotriz', 0.10, 500))
    AS v(code, scian6, sector, share, tonnes);

-- A plant: its state, trade, municipality, site, and the years in which it works. Half follow the trade of the state, but in
-- chemicals and plastics nobody follows anybody. New car works open on the plateau (Guanajuato, Querétaro) after 2010.
CREATE TEMP TABLE plant AS
SELECT p.*, t.scian6, t.sector, t.tonnes,
       s_lat + CASE WHEN pg_temp.chance(key || 'park') < 0.06 THEN 0.05 ELSE 0.3 * (pg_temp.chance(key || 'lat') - 0.5) END + (place / 3 - 0.5) * 0.9 AS site_lat,
       s_lon + CASE WHEN pg_temp.chance(key || 'park') < 0.06 THEN 0.05 ELSE 0.3 * (pg_temp.chance(key || 'lon') - 0.5) END + (place % 3 - 1) * 0.8 AS site_lon,
       CASE WHEN t.code = '336' AND p.state IN ('GUANAJUATO', 'QUERÉTARO') AND pg_temp.chance(key || 'new') < 0.7 THEN 2010 + floor(6 * pg_temp.chance(key || 'opens'))::int
            WHEN pg_temp.chance(key || 'old') < 0.7 THEN 2000 ELSE 2006 + floor(12 * pg_temp.chance(key || 'opens'))::int END AS opens
FROM (SELECT s.state, s.lat AS s_lat, s.lon AS s_lon, s.trade, s.state || n AS key, floor(6 * pg_temp.chance(s.state || n || 'place') * pg_temp.chance(s.state || n || 'again'))::int AS place,
             CASE WHEN pg_temp.chance(s.state || n || 'follows') < 0.5 AND s.trade <> '325' THEN s.trade END AS follows
      FROM state AS s, generate_series(1, s.plants) AS n) AS p
     JOIN trade AS t ON CASE WHEN follows IS NOT NULL THEN t.code = follows ELSE pg_temp.chance(key || 'trade') >= t.low AND pg_temp.chance(key || 'trade') < t.high END;

-- What it reports: a quarter one year only, others four years in five, in 2014 one in two; a site measured anew in some years, no longitude, no coordinates,
-- or degrees without their minutes; names of municipalities in three spellings; CO2 from six in ten.
INSERT INTO retc
SELECT 'X' || upper(substr(md5(key), 1, 11)), year, scian6, sector, state,
       CASE WHEN pg_temp.chance(at || 'spelt') < 0.04 THEN upper(name) WHEN pg_temp.chance(at || 'spelt') < 0.07 THEN name || ' ' ELSE name END,
       CASE WHEN whole THEN floor(site_lat) WHEN pg_temp.chance(at || 'point') >= 0.01 THEN round((site_lat + moved)::numeric, 5) END,
       CASE WHEN whole THEN ceil(site_lon) WHEN pg_temp.chance(at || 'point') >= 0.03 THEN round((site_lon - moved)::numeric, 5) END,
       CASE WHEN pg_temp.chance(key || 'tells') < 0.6
            THEN round((1000 * tonnes * (0.9 + 0.2 * pg_temp.chance(at || 'output')) * 0.1 / (pg_temp.chance(key || 'size') + 0.002))::numeric) END
FROM (SELECT p.*, year, key || ' ' || year || ' ' AS at, pg_temp.chance(key || 'whole') < 0.004 AS whole,
             (ARRAY['Centro', 'Benito Juarez', 'Guadalupe', 'Hidalgo', 'San Juan', 'Morelos'])[place + 1] AS name,
             CASE WHEN year >= 2012 AND pg_temp.chance(key || 'moved') < 0.4 THEN 0.01 ELSE 0 END AS moved,
             CASE WHEN pg_temp.chance(key || 'once') < 0.25 THEN 2006 + floor(13 * pg_temp.chance(key || 'when'))::int END AS only_year
      FROM plant AS p, generate_series(2006, 2018) AS year
      WHERE year >= opens AND year < CASE WHEN pg_temp.chance(key || 'closes') < 0.2 THEN 2008 + floor(10 * pg_temp.chance(key || 'closed'))::int ELSE 2100 END) AS y
WHERE CASE WHEN only_year IS NOT NULL THEN year = only_year ELSE pg_temp.chance(at || 'reports') < CASE year WHEN 2014 THEN 0.5 ELSE 0.8 END END;

-- Six rows without an industry, and a car works that wrote grams for kilogrammes.
UPDATE retc SET scian6 = NULL WHERE (nra, year) IN (SELECT nra, year FROM retc ORDER BY md5(nra || year) LIMIT 6);
UPDATE retc SET co2_air_kg = 1000 * co2_air_kg
WHERE (nra, year) = (SELECT r.nra, max(year) FROM retc AS r WHERE state = 'MÉXICO' AND scian6 = '336390' AND co2_air_kg IS NOT NULL GROUP BY r.nra HAVING count(*) >= 5 ORDER BY max(co2_air_kg) DESC, r.nra LIMIT 1);

DROP TABLE plant, trade, state;
COMMIT;
ANALYZE retc;
