/*
 * policy_country.sql: a country of 40 regions, 60 industries and ten years of
 * firms, with policies, twice: world 'sound', and world 'faulty', which differs
 * in seven planted faults.
 *
 * Chance is a hash of what it decides on, so the country is the same every
 * time.  Nothing here calls the extension.  Load it with \i inside a
 * transaction; it makes the tables
 *   firms(world, year, firm, region, industry, owner, jobs, ...)
 *   policies(world, region, industry, ...)
 *   inputs(supplier, industry, coefficient)
 *   faults(fault, region, industry, pillar)
 */
CREATE FUNCTION pg_temp.u(key text) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT ('x' || substr(md5(key), 1, 8))::bit(32)::bigint / 4294967296.0::float8 $$;
CREATE FUNCTION pg_temp.region(r int) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'R' || lpad(r::text, 2, '0') $$;
-- Six industries to a class of two digits.
CREATE FUNCTION pg_temp.industry(i int) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT (10 + (i - 1) / 6)::text || lpad(i::text, 2, '0') $$;

CREATE TEMP TABLE faults (fault text, r int, i int, pillar text, region text, industry text);
INSERT INTO faults VALUES
    ('unfit', 6, 38, 'fit'),                -- a big place that has nothing of a capital-heavy industry, nor of its kin
    ('dominated', 4, 20, 'structure'),      -- two firms, one of them nearly all, both controlled from outside
    ('copied', 1, 30, 'crowding'),          -- twenty regions want the same, plants are idle, plans add up to a multiple
    ('zombies', 3, 26, 'softbudget'),       -- most capital is in zombies, a fifth of value added is subsidies
    ('fading', 8, 44, 'dynamics'),          -- it shrinks by fits and starts
    ('rash', 2, 32, 'ambition'),            -- twentyfold in three years, much money, no safeguard
    ('none', 7, 13, NULL);                  -- a sound cluster
UPDATE faults SET region = pg_temp.region(r), industry = pg_temp.industry(i);

-- Firms: many where the region has an affinity to the class; planted cells have thirty.
CREATE TEMP TABLE firm AS
SELECT world, r, i, k, r || ' ' || i || ' ' || k AS id, coalesce(fault, '') AS fault, world = 'faulty' AS faulty
FROM unnest(ARRAY['sound', 'faulty']) AS world, generate_series(1, 40) AS r CROSS JOIN generate_series(1, 60) AS i LEFT JOIN faults USING (r, i)
CROSS JOIN LATERAL generate_series(1, CASE
    WHEN world = 'faulty' AND r = 6 AND (i - 1) / 6 = 6 THEN 0
    WHEN world = 'faulty' AND fault = 'dominated' THEN 2
    WHEN fault IS NOT NULL THEN 30
    WHEN r IN (6, 7) THEN 8
    ELSE floor(-ln(1 - pg_temp.u('count ' || r || ' ' || i)) * CASE WHEN pg_temp.u('affinity ' || r || ' ' || ((i - 1) / 6)) < 0.35 THEN 7 ELSE 0.8 END)::int END) AS k;
-- What chance makes of a firm for good.
CREATE TEMP TABLE made AS
SELECT id, pg_temp.u('born ' || id) AS born, pg_temp.u('dead ' || id) AS dead, pg_temp.u('size ' || id) AS size, pg_temp.u('trend ' || i) AS trend,
       CASE WHEN pg_temp.u('owned ' || id) < 0.4 THEN 'owner ' || floor(3 * pg_temp.u('owner ' || id)) ELSE id END AS owner,
       pg_temp.u('capital ' || id) AS capital, pg_temp.u('output ' || id) AS output, pg_temp.u('value added ' || id) AS value_added,
       pg_temp.u('capacity ' || id) AS capacity, pg_temp.u('used ' || id) AS used, pg_temp.u('subsidy ' || id) AS subsidy, pg_temp.u('classified ' || id) AS classified,
       pg_temp.u('zombie ' || id) AS zombie, pg_temp.u('outside ' || id) AS outside, pg_temp.u('export ' || id) AS export, pg_temp.u('emissions ' || id) AS emissions
FROM (SELECT DISTINCT id, i FROM firm) AS f;
-- Their years.  Odd industries need twice the capital; what is NULL a firm does not tell.
CREATE TEMP TABLE sizes AS
SELECT f.*, year, greatest(1, round(size * exp((year - 2016) * (0.02 + 0.03 * trend) + CASE
    WHEN fault = '' THEN 0.3 * (pg_temp.u('shock ' || id || ' ' || year) - 0.5)
    WHEN fault = 'fading' AND faulty THEN (2011 - year) * 0.12 + year % 2 * 0.3
    ELSE 0.02 * (year - 2011) END)))::float8 AS jobs
FROM (SELECT firm.*, trend, CASE WHEN fault = 'dominated' AND faulty THEN CASE k WHEN 1 THEN 3000 ELSE 30 END
           WHEN fault <> '' THEN 60 + round(60 * size) ELSE 1 + floor(20 * power(-ln(1 - size), 1.5)) END AS size,
           CASE WHEN fault <> '' THEN 2000 ELSE 2000 + floor(18 * born) END AS born, CASE WHEN fault <> '' THEN 2100 ELSE 2012 + floor(40 * dead) END AS dead
    FROM firm JOIN made USING (id)) AS f, generate_series(2011, 2020) AS year WHERE year BETWEEN born AND dead;
CREATE TEMP TABLE firms AS
SELECT world, year, id AS firm, pg_temp.region(r) AS region, pg_temp.industry(i) AS industry, CASE WHEN fault = '' THEN m.owner ELSE id END AS owner, jobs,
       round(jobs * (20 + 20 * (i % 2) + CASE i WHEN 38 THEN 200 ELSE 0 END) * (0.5 + m.capital)) AS capital, o.output,
       CASE WHEN m.value_added >= 0.05 THEN floor(o.output / 3) END AS value_added,
       CASE WHEN m.capacity >= 0.3 THEN round(o.output / CASE WHEN i = 30 AND faulty THEN 0.5 ELSE 0.8 + 0.15 * m.used END) END AS capacity,
       CASE WHEN fault = 'zombies' AND faulty THEN round(0.2 * o.output / 3) WHEN m.subsidy < 0.2 THEN round(0.02 * o.output / 3) END AS subsidy,
       m.classified < 0.9 AS classified,
       m.classified < 0.9 AND m.zombie < CASE WHEN fault = 'zombies' AND faulty THEN 0.8 WHEN fault = '' THEN 0.04 ELSE 0 END AS zombie,
       fault = 'dominated' AND faulty OR fault = '' AND m.outside < 0.15 AS outside,
       CASE WHEN m.export < 0.3 THEN round(o.output / 4) END AS export, round(1 + jobs * 3 * m.emissions) AS emissions
FROM sizes JOIN made AS m USING (id), LATERAL (SELECT round(jobs * (20 + 40 * m.output) * (0.9 + 0.2 * pg_temp.u('demand ' || i || ' ' || year))) AS output OFFSET 0) AS o;
ANALYZE firms;

-- Five modest plans to a region, some with little said of them; the planted ones; the regions that copy.
CREATE TEMP TABLE policies AS
WITH now AS (SELECT world, region, industry, sum(jobs) AS jobs, sum(value_added) AS value_added, sum(output) AS output FROM firms WHERE year = 2020 GROUP BY 1, 2, 3),
listed(world, r, i, k) AS (
    SELECT world, r, 1 + floor(60 * pg_temp.u('list ' || r || ' ' || k))::int, k FROM unnest(ARRAY['sound', 'faulty']) AS world, generate_series(1, 40) AS r, generate_series(1, 5) AS k
    UNION ALL SELECT world, r, i, 6 FROM unnest(ARRAY['sound', 'faulty']) AS world, faults
    UNION ALL SELECT 'faulty', r, 30, 7 FROM generate_series(11, 30) AS r)
SELECT world, pg_temp.region(r) AS region, pg_temp.industry(i) AS industry, CASE WHEN r <= 30 THEN 'city' ELSE 'county' END AS admin_level,
       CASE WHEN k >= 6 OR pg_temp.u('start ' || r || ' ' || k) < 0.8 THEN (2014 + floor(6 * pg_temp.u('start ' || r || ' ' || k)))::int END AS start_year,
       CASE WHEN rash THEN NULL WHEN k >= 6 THEN 2025 WHEN pg_temp.u('end ' || r || ' ' || k) < 0.7 THEN (2018 + floor(10 * pg_temp.u('end ' || r || ' ' || k)))::int END AS end_year,
       CASE WHEN rash THEN 20 * value_added WHEN k >= 6 OR pg_temp.u('money ' || r || ' ' || k) < 0.7
            THEN round(coalesce(value_added, 1000) * 0.2 * pg_temp.u('amount ' || r || ' ' || k)) END AS amount,
       CASE WHEN k < 6 AND pg_temp.u('measure ' || r || ' ' || k) < 0.2 THEN 'output' END AS measure,
       CASE WHEN rash THEN 20 * jobs WHEN k = 7 THEN 10 * coalesce(jobs, 100) WHEN k = 6 THEN round(1.05 * coalesce(jobs, 100))
            WHEN pg_temp.u('target ' || r || ' ' || k) < 0.7 THEN round((1 + pg_temp.u('more ' || r || ' ' || k)) *
                coalesce(CASE WHEN pg_temp.u('measure ' || r || ' ' || k) < 0.2 THEN output ELSE jobs END, 50)) END AS target_value,
       CASE WHEN rash OR k >= 6 THEN 2023 WHEN pg_temp.u('target ' || r || ' ' || k) < 0.7 THEN (2020 + floor(6 * pg_temp.u('due ' || r || ' ' || k)))::int END AS target_year,
       CASE WHEN rash THEN false WHEN k = 6 THEN true WHEN pg_temp.u('fair ' || r || ' ' || k) < 0.7 THEN pg_temp.u('fair ' || r || ' ' || k) < 0.4 END AS is_competitive,
       CASE WHEN rash THEN false WHEN k = 6 THEN true WHEN pg_temp.u('review ' || r || ' ' || k) < 0.7 THEN pg_temp.u('review ' || r || ' ' || k) < 0.4 END AS has_review
FROM (SELECT *, world = 'faulty' AND (r, i, k) = (2, 32, 6) AS rash FROM listed) AS l
LEFT JOIN (SELECT world, right(region, 2)::int AS r, right(industry, 2)::int AS i, jobs, value_added, output FROM now) AS now USING (world, r, i);

CREATE TEMP TABLE inputs AS
SELECT pg_temp.industry(j) AS supplier, pg_temp.industry(i) AS industry, round(100 * pg_temp.u('input ' || j || ' ' || i)) / 1000.0::float8 AS coefficient
FROM generate_series(1, 60) AS j, generate_series(1, 60) AS i WHERE pg_temp.u('uses ' || j || ' ' || i) < CASE WHEN (i - 1) / 6 = (j - 1) / 6 THEN 0.8 ELSE 0.1 END;
