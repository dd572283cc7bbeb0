-- Points against GROUP BY, and snapped places against the definition of cells.
\ir lib/begin.sql
SELECT plan(13);

-- 20,000 firms at 900 places, in 40 industries, with few weights.
CREATE TEMP TABLE firm AS
SELECT g, round((-180 + 360 * h(g, 1))::numeric, 0)::float8 AS x, round((-45 + 90 * h(g, 2))::numeric / 30, 0)::float8 * 30 AS y,
       'I' || floor(40 * h(g, 3) ^ 2) AS industry, floor(5 * h(g, 4)) / 2 AS weight
FROM (SELECT g FROM generate_series(1, 20000) g) s, LATERAL (SELECT 1) l, LATERAL (SELECT 1) k;
