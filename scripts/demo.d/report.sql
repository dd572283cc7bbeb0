-- One JSON document with everything that the report's charts draw.
\pset format unaligned
\pset tuples_only on
WITH strong AS (
    SELECT *, rank() OVER (ORDER BY lq_lower DESC, region, industry) AS place
    FROM clusters WHERE firms >= 5 AND p_adjusted < 0.01 AND lq_lower > 1
), bubbles AS (
    SELECT county, title, firms, size AS jobs, lq, lq_lower, lq_upper, p_adjusted,
           CASE WHEN industry < '2' THEN 'Farming and forestry'
                WHEN industry < '4' THEN 'Mining, utilities, building, manufacturing'
                ELSE 'Trade and services' END AS branch,
           CASE WHEN place <= 14 OR jobs_place <= 6 THEN county || ': ' || title END AS label
    FROM (SELECT *, rank() OVER (ORDER BY size DESC, region, industry) AS jobs_place FROM strong) AS s
), rows AS (
    SELECT county, min(place) FROM strong GROUP BY county ORDER BY 2, 1 LIMIT 20
), columns AS (
    SELECT title, min(place) FROM strong GROUP BY title ORDER BY 2, 1 LIMIT 16
), industry AS (
    SELECT n.title, c.* FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x, industry_concentration(m) AS c
    JOIN naics n ON n.code = c.industry WHERE c.firms >= 10 AND c.ellison_glaeser_z IS NOT NULL
), funnel AS (
    -- Where 95 of 100 industries would fall if plants were thrown at counties.
    SELECT title, firms, size AS jobs, ellison_glaeser AS gamma, ellison_glaeser_z AS z,
           -1.96 * ellison_glaeser / ellison_glaeser_z AS low, 1.96 * ellison_glaeser / ellison_glaeser_z AS high,
           abs(ellison_glaeser_z) > 1.96 AS beyond,
           CASE WHEN rank() OVER (ORDER BY ellison_glaeser DESC, title) <= 10 THEN title END AS label
    FROM industry
), special AS (
    SELECT county, krugman, size AS jobs, round((2 ^ (related_variety + unrelated_variety))::numeric, 1) AS variety
    FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x, region_specialization(m) AS r
    JOIN counties c ON c.county_fips = r.region WHERE size >= 2000 ORDER BY krugman DESC, county LIMIT 20
), lorenz AS (
    SELECT n.title, l.lq, l.region_share, l.industry_share
    FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x, naics n, locational_lorenz(m, n.code) AS l
    WHERE n.code IN ('3141', '1111', '2361', '7225')
), heat AS (
    SELECT r.county, i.title, coalesce(c.firms, 0) AS firms, coalesce(c.size, 0) AS jobs, coalesce(c.lq, 0) AS lq
    FROM rows r CROSS JOIN columns i LEFT JOIN clusters c USING (county, title)
)
SELECT json_build_object(
    'facts', (SELECT json_build_object('firms', s.firms, 'jobs', s.size, 'counties', s.regions, 'industries', s.industries)
              FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x, summary(m) AS s),
    'bubbles', (SELECT json_agg(b ORDER BY jobs DESC, county, title) FROM bubbles b),
    'heat', (SELECT json_agg(h ORDER BY county, title) FROM heat h),
    'funnel', (SELECT json_agg(f ORDER BY firms, title) FROM funnel f),
    'special', (SELECT json_agg(s ORDER BY krugman DESC, county) FROM special s),
    'lorenz', (SELECT json_agg(l ORDER BY title, region_share) FROM lorenz l));
