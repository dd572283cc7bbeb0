-- M against its definition in plain SQL, over real firms; its moments against all relabellings; its p-values against chance.
\ir lib/begin.sql
SELECT plan(13);

-- Firms of Georgia with the coordinates of their postcode areas.
CREATE TEMP TABLE raw (firm_id text, county_fips text, county text, cbsa text, region text, zcta text, lat float8, lon float8, naics6 text, sector text, business_type text, nonprofit int, jobs float8, loan_amount float8, date_approved date);
\copy raw FROM PROGRAM 'gzip -dc test/data/firms_georgia.csv.gz' CSV HEADER
CREATE TEMP TABLE firms AS SELECT lon, lat, naics6 AS industry, jobs AS weight FROM raw WHERE num_nulls(lon, lat, naics6, jobs) = 0 AND naics6 ~ '^3';
CREATE TEMP TABLE georgia AS SELECT cluster_points_agg(lon, lat, industry, weight) AS p FROM firms;
SELECT cmp_ok((SELECT count(DISTINCT industry) FROM firms), '>', 150::bigint, 'industries to look at');

-- The definition: every firm of the industry, what is around it at its own place and at others, by the haversine.
CREATE TEMP TABLE places AS SELECT row_number() OVER () AS place, lon, lat FROM (SELECT DISTINCT lon, lat FROM firms) AS d;
CREATE TEMP TABLE located AS SELECT place, industry, weight FROM firms JOIN places USING (lon, lat);
CREATE TEMP TABLE apart AS
SELECT a.place AS a, b.place AS b, 2 * 6371.0088 * asin(least(1, sqrt(sin(radians(b.lat - a.lat) / 2) ^ 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(radians(b.lon - a.lon) / 2) ^ 2))) AS d
FROM places a, places b;
CREATE TEMP TABLE chosen AS SELECT industry FROM firms GROUP BY industry ORDER BY count(*) DESC, industry LIMIT 3 OFFSET 4;
CREATE FUNCTION pg_temp.oracle(around text, of text, r float8, weighted boolean) RETURNS float8 LANGUAGE sql AS $$
WITH mass AS (SELECT place, sum(CASE WHEN weighted THEN weight ELSE 1 END) AS everything, coalesce(sum(CASE WHEN weighted THEN weight ELSE 1 END) FILTER (WHERE industry = of), 0) AS wanted FROM located GROUP BY place),
     near AS (SELECT a AS place, sum(everything) AS everything, sum(wanted) AS wanted FROM apart JOIN mass ON mass.place = b WHERE d <= r GROUP BY a),
     firm AS (SELECT n.everything - w AS everything, n.wanted - w * (around = of)::int AS wanted, (t.wanted - w * (around = of)::int) / (t.everything - w) AS share
              FROM located l CROSS JOIN LATERAL (SELECT CASE WHEN weighted THEN l.weight ELSE 1 END AS w) AS o JOIN near n USING (place), (SELECT sum(everything) AS everything, sum(wanted) AS wanted FROM mass) AS t WHERE l.industry = around)
SELECT sum(wanted / everything) / sum(share) FROM firm WHERE everything > 0
$$;
SELECT is_empty($$SELECT f.*, o FROM chosen, georgia, (VALUES (false), (true)) AS w(weighted), m_function(p, industry, radii => '{0, 7.5, 30, 120.25, 2000}', weighted => weighted, draws => 0) AS f, pg_temp.oracle(chosen.industry, chosen.industry, radius, weighted) AS o
    WHERE (m - o) IS NULL OR abs(m / o - 1) > 1e-9$$, 'M is its definition, with weights and without');
SELECT is_empty($$SELECT f.*, o FROM chosen a, chosen b, georgia, (VALUES (false), (true)) AS w(weighted), m_function(p, a.industry, b.industry, '{0, 7.5, 30, 120.25}', weighted => weighted, draws => 0) AS f, pg_temp.oracle(a.industry, b.industry, radius, weighted) AS o
    WHERE a.industry <> b.industry AND ((m - o) IS NULL OR abs(m / nullif(o, 0) - 1) > 1e-9)$$, 'M of one around another is its definition');

-- One or all, in this order or another: the same bits.
CREATE TEMP TABLE all_curves AS SELECT f.* FROM georgia, m_function(p, draws => 200) AS f;
SELECT cmp_ok((SELECT count(*) FROM all_curves), '>', 4000::bigint, 'curves of all');
SELECT is_empty($$SELECT f::text FROM chosen, georgia, m_function(p, industry, draws => 200) AS f EXCEPT SELECT c::text FROM all_curves c$$, 'an industry alone has the same rows');
SELECT is((SELECT md5(string_agg(f::text, ' ' ORDER BY f.industry, radius)) FROM (SELECT cluster_points_agg(lon, lat, industry, weight) AS p FROM (SELECT * FROM firms ORDER BY md5(lon::text || industry || weight)) AS s) AS q, m_function(p, draws => 200) AS f),
          (SELECT md5(string_agg(c::text, ' ' ORDER BY c.industry, radius)) FROM all_curves AS c), 'rows in another order make the same curves');
SELECT is_empty($$SELECT * FROM all_curves WHERE NOT (global_lower <= local_lower AND local_lower <= local_upper AND local_upper <= global_upper AND standard_deviation >= 0) $$, 'the global band holds the local one');
SELECT is_empty($$SELECT t.*, one.p_value FROM georgia, m_function_test(p, draws => 200) AS t JOIN chosen USING (industry), m_function_test(p, chosen.industry, draws => 200) AS one WHERE t.p_value <> one.p_value OR t.peak_m <> one.peak_m OR one.p_adjusted <> one.p_value$$, 'so has its test');

-- Seven firms, three of them at one place, one far from all, and all 35 ways to call three of them A.
CREATE TEMP TABLE seven AS SELECT * FROM (VALUES (1, 0), (2, 0), (3, 0), (4, 1), (5, 2), (6, 4), (7, 50)) AS v(k, x);
CREATE TEMP TABLE relabelled AS
SELECT radius, count(m) AS ways, avg(m) AS mean, var_pop(m) AS variance
FROM (SELECT cluster_points_agg(x, 0, CASE WHEN k IN (a, b, c) THEN 'A' ELSE 'B' END, 1, 'plane') AS p FROM generate_series(1, 7) a, generate_series(a + 1, 7) b, generate_series(b + 1, 7) c, seven GROUP BY a, b, c) AS q,
     m_function(p, 'A', radii => '{0, 1, 2, 100}', minimum_firms => 1, draws => 0)
GROUP BY radius;
SELECT is((SELECT string_agg(ways::text, ' ' ORDER BY radius) FROM relabelled), '31 35 35 35', 'at distance 0 four ways leave nobody with a neighbour');
SELECT is_empty($$SELECT r.*, f.expected, f.standard_deviation FROM relabelled r, m_function((SELECT cluster_points_agg(x, 0, CASE WHEN k > 4 THEN 'A' ELSE 'B' END, 1, 'plane') FROM seven), 'A', radii => '{0, 1, 2, 100}', minimum_firms => 1, draws => 10) AS f
    WHERE f.radius = r.radius AND NOT (abs(expected - mean) < 1e-12 AND abs(standard_deviation ^ 2 - variance) < 1e-12)$$, 'expectation and deviation are those of all relabellings');

-- Labels thrown at random: a p below 0.2 comes to a fifth of the industries, of few firms by draws, of many by a Gaussian field.
CREATE TEMP TABLE random AS SELECT cluster_points_agg(h % 31 + h % 7 * 0.3, h / 31 % 37, 'I' || i, 1, 'plane') AS p
FROM (SELECT ('x' || substr(md5(g::text), 1, 7))::bit(28)::int AS h, CASE WHEN g <= 12000 THEN 'L' || g / 1200 ELSE 'S' || g / 15 END AS i FROM generate_series(1, 14000) g) AS v;
CREATE TEMP TABLE tested AS SELECT t.* FROM random, m_function_test(p, draws => 500) AS t;
SELECT is((SELECT string_agg(chance || ' ' || (firms >= 1000) || ' ' || (n > 9), ', ' ORDER BY chance) FROM (SELECT chance, min(firms) AS firms, count(*) AS n FROM tested GROUP BY chance) AS s), 'draws false true, gaussian true true', 'few firms are drawn, many are Gaussian');
SELECT ok((SELECT avg((p_value < 0.2)::int) BETWEEN 0.1 AND 0.3 FROM tested WHERE chance = 'draws'), 'p of few firms is uniform');
SELECT ok((SELECT count(*) FILTER (WHERE p_value < 0.2) BETWEEN 0 AND 5 AND min(p_value) > 0.005 FROM tested WHERE chance = 'gaussian'), 'p of many firms is no smaller than chance makes it');
SELECT * FROM finish();
ROLLBACK;
