/*
 * policy_truth.sql: made-up countries of 50 regions, 60 industries and eight
 * years of firms, whose targets are known to be good or bad, by kind:
 *   suited       ten firms and more where their class is at home, a modest plan      good
 *   infant       a few young firms that grow, where their class is at home           good
 *   unsuited     one or two firms where nothing of their class is at home            bad
 *   empty        nothing there, where nothing of the class is at home                bad
 *   copied       what half of all regions want, at home there or not; idle plants    bad
 *   rash         five to twenty times as much in three years, money, no safeguards   bad
 *   dying        a town of an industry that shrinks by 8 % a year everywhere, where
 *                suppliers shrink with it and plants are idle                        bad
 *   one_company  nearly all is one plant, controlled from outside more often         bad
 * Faults show where they are, with noise, and others show up among the good ones.
 *
 * Chance is a hash of what it decides on, so countries are the same every time.
 * Nothing here calls the extension.  Load it with \i inside a transaction, with
 * the variable countries set; it makes the tables
 *   truth(country, region, industry, kind, bad)
 *   firms(country, year, firm, region, industry, owner, jobs, ...)
 *   policies(country, region, industry, ...)
 *   inputs(supplier, industry, coefficient)
 */
CREATE FUNCTION pg_temp.u(what text, key text) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT (('x' || substr(md5(what || ' ' || key), 1, 8))::bit(32)::bigint + 0.5) / 4294967296.0::float8 $$;
-- Standard normal (Box, Muller 1958).
CREATE FUNCTION pg_temp.z(what text, key text) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT sqrt(-2 * ln(pg_temp.u(what || ' radius', key))) * cos(2 * pi() * pg_temp.u(what || ' angle', key)) $$;

-- Five industries to a class of two digits.  A class is at home in three regions of ten.
CREATE TEMP TABLE grid AS
SELECT c, r, i, (i - 1) / 5 AS class, pg_temp.u('home', c || ' ' || r || ' ' || (i - 1) / 5) < 0.3 AS home, pg_temp.u('draw', c || ' ' || r || ' ' || i) AS lot,
       'R' || lpad(r::text, 2, '0') AS region, (10 + (i - 1) / 5)::text || lpad(i::text, 2, '0') AS industry, c || ' ' || r || ' ' || i AS key
FROM generate_series(1, :countries) AS c, generate_series(1, 50) AS r, generate_series(1, 60) AS i;
-- Industries 8 and 33 die, 45 is what everybody wants.
CREATE TEMP TABLE planted AS
WITH fixed AS (
    SELECT c, r, i, CASE i WHEN 45 THEN 'copied' ELSE 'dying' END AS kind, row_number() OVER (PARTITION BY c, i ORDER BY lot) AS place FROM grid WHERE i IN (8, 33, 45)),
free AS (
    SELECT c, r, i, home, row_number() OVER (PARTITION BY c, home ORDER BY lot) AS place FROM grid WHERE i NOT IN (8, 33, 45))
SELECT c, r, i, kind FROM fixed WHERE place <= CASE i WHEN 45 THEN 25 ELSE 6 END
UNION ALL SELECT c, r, i, CASE WHEN place <= 70 THEN 'suited' WHEN place <= 90 THEN 'infant' WHEN place <= 105 THEN 'rash' ELSE 'one_company' END FROM free WHERE home AND place <= 117
UNION ALL SELECT c, r, i, CASE WHEN place <= 30 THEN 'unsuited' ELSE 'empty' END FROM free WHERE NOT home AND place <= 60;
CREATE TEMP TABLE cells AS
SELECT g.*, coalesce(kind, '') AS kind, CASE kind
    WHEN 'suited' THEN 10 + floor(20 * lot2) WHEN 'infant' THEN 3 + floor(3 * lot2) WHEN 'unsuited' THEN 1 + floor(2 * lot2) WHEN 'empty' THEN 0
    WHEN 'rash' THEN 6 + floor(8 * lot2) WHEN 'dying' THEN 12 + floor(12 * lot2) WHEN 'one_company' THEN 2 + floor(2 * lot2)
    ELSE floor(-ln(lot2) * exp(0.4 * pg_temp.z('large', c || ' ' || r)) * CASE WHEN home THEN 7 ELSE 0.8 END) END::int AS firms,
    -- log points a year: of the industry, of the region, of the cell
    CASE WHEN i IN (8, 33) THEN -0.08 ELSE 0.015 * pg_temp.z('branch', c || ' ' || i) END + 0.01 * pg_temp.z('place', c || ' ' || r) +
    CASE WHEN kind = 'infant' THEN 0.12 WHEN i NOT IN (8, 33) AND bool_or(kind = 'dying') OVER (PARTITION BY c, r, class) THEN -0.03 ELSE 0 END + 0.02 * pg_temp.z('trend', g.key) AS trend
FROM (SELECT *, pg_temp.u('count', key) AS lot2 FROM grid) AS g LEFT JOIN planted USING (c, r, i);
CREATE TEMP TABLE truth AS SELECT c AS country, region, industry, kind, kind NOT IN ('suited', 'infant') AS bad FROM cells WHERE kind <> '';

-- Firms for good, and their years.  Some have one owner.
CREATE TEMP TABLE firm AS
SELECT c.*, k, c.key || ' ' || k AS id, CASE
    WHEN kind = 'one_company' THEN CASE k WHEN 1 THEN 400 + floor(800 * pg_temp.u('size', c.key)) ELSE 20 END
    WHEN kind = 'infant' THEN 5 + floor(15 * pg_temp.u('size', c.key || ' ' || k))
    ELSE 1 + floor(18 * exp(pg_temp.z('size', c.key || ' ' || k))) END AS size,
    CASE WHEN pg_temp.u('owned', c.key || ' ' || k) < 0.2 THEN 'owner ' || floor(2 * pg_temp.u('owner', c.key || ' ' || k)) ELSE k::text END AS owner
FROM cells AS c, generate_series(1, firms) AS k;
CREATE TEMP TABLE firms AS
SELECT f.*, round(jobs * capital_a_job) AS capital, round(jobs * 40 * (0.7 + 0.6 * pg_temp.u('makes', id))) AS value_added, round(jobs * 120) AS output
FROM (SELECT c AS country, year, id AS firm, region, industry, kind, owner,
             greatest(1, round(size * exp(trend * (year - 2017) + 0.08 * pg_temp.z('year', id || ' ' || year)))) AS jobs,
             30 * exp(0.5 * pg_temp.z('heavy', c || ' ' || class) + 0.2 * pg_temp.z('heavy', id)) AS capital_a_job, c, r, i, key, id
      FROM firm, generate_series(2013, 2020) AS year WHERE kind <> 'infant' OR year >= 2015) AS f;
-- What only registers tell, of 2020: idle plants of what all want and of what dies, soft budgets in half of the bad cells and a tenth of the good ones, control from outside.
CREATE TEMP TABLE told AS
SELECT firm, year, round(output / CASE WHEN kind IN ('copied', 'dying') THEN 0.55 + 0.2 * pg_temp.u('idle', firm) ELSE 0.75 + 0.2 * pg_temp.u('idle', firm) END) AS capacity,
       soft, round(value_added * CASE WHEN soft THEN 0.06 ELSE 0.01 END * 2 * pg_temp.u('subsidy', firm)) AS subsidy,
       pg_temp.u('zombie', firm) < CASE WHEN soft THEN 0.25 ELSE 0.04 END AS zombie, pg_temp.u('outside', firm) < CASE WHEN kind = 'one_company' THEN 0.7 ELSE 0.15 END AS outside
FROM (SELECT *, pg_temp.u('soft', key) < CASE WHEN kind IN ('', 'suited', 'infant') THEN 0.1 ELSE 0.5 END AS soft FROM firms WHERE year = 2020) AS f;
ANALYZE firms;

-- Plans: of seven in ten the target is told, of six in ten each safeguard; good ones have more of them.
CREATE TEMP TABLE policies AS
SELECT c AS country, region, industry, 'city' AS admin_level, 2017 + floor(3 * pg_temp.u('start', key))::int AS start_year,
       CASE WHEN kind = 'rash' OR pg_temp.u('target', key) < 0.7 THEN round(coalesce(jobs, 200) * CASE
           WHEN kind = 'rash' THEN 5 + 15 * pg_temp.u('more', key) WHEN kind = 'copied' THEN 1.5 + 2 * pg_temp.u('more', key) WHEN jobs IS NULL THEN 0.5 + pg_temp.u('more', key)
           ELSE 1.02 + 0.2 * pg_temp.u('more', key) END) END AS target_value,
       CASE WHEN kind = 'rash' OR pg_temp.u('target', key) < 0.7 THEN 2023 END AS target_year,
       round(coalesce(value_added, 8000) * CASE WHEN kind = 'rash' THEN 2 ELSE 0.3 END * pg_temp.u('amount', key)) AS amount,
       CASE WHEN pg_temp.u('end told', key) < 0.6 THEN pg_temp.u('end', key) < careful END AS has_end,
       CASE WHEN pg_temp.u('fair told', key) < 0.6 THEN pg_temp.u('fair', key) < careful END AS is_competitive,
       CASE WHEN pg_temp.u('review told', key) < 0.6 THEN pg_temp.u('review', key) < careful END AS has_review
FROM (SELECT *, CASE kind WHEN 'rash' THEN 0.05 WHEN 'suited' THEN 0.8 WHEN 'infant' THEN 0.8 ELSE 0.5 END AS careful FROM cells WHERE kind <> '') AS t
LEFT JOIN (SELECT c, r, i, sum(jobs) AS jobs, sum(value_added) AS value_added FROM firms WHERE year = 2020 GROUP BY 1, 2, 3) AS now USING (c, r, i);
-- Most inputs are of the own class.
CREATE TEMP TABLE inputs AS
SELECT DISTINCT a.industry AS supplier, b.industry, round(100 * pg_temp.u('input', a.industry || ' ' || b.industry)) / 1000.0::float8 AS coefficient
FROM grid AS a, grid AS b WHERE a.c = 1 AND a.r = 1 AND b.c = 1 AND b.r = 1 AND pg_temp.u('uses', a.industry || ' ' || b.industry) < CASE WHEN a.class = b.class THEN 0.8 ELSE 0.06 END;
