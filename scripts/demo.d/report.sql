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
), heat AS (
    SELECT r.county, i.title, coalesce(c.firms, 0) AS firms, coalesce(c.size, 0) AS jobs, coalesce(c.lq, 0) AS lq
    FROM rows r CROSS JOIN columns i LEFT JOIN clusters c USING (county, title)
)
SELECT json_build_object(
    'facts', (SELECT json_build_object('firms', s.firms, 'jobs', s.size, 'counties', s.regions, 'industries', s.industries)
              FROM (SELECT coarsen(sum(matrix), NULL, 4) AS m FROM matrices) AS x, summary(m) AS s),
    'bubbles', (SELECT json_agg(b ORDER BY jobs DESC, county, title) FROM bubbles b),
    'heat', (SELECT json_agg(h ORDER BY county, title) FROM heat h));
