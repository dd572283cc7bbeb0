-- Firms for the benchmark: :firms rows in random physical order.
-- Regions grow with the number of firms (3,000 for 20 million), industries are
-- 1,200; both follow a shifted Zipf law, and a quarter of the firms stands in
-- one of the eight clusters of its region: about 9 firms a non-empty cell.
SELECT greatest(20, (:firms::float8 / 20e6 * 3000)::int) AS regions \gset
SELECT setseed(0.42);
CREATE UNLOGGED TABLE firms AS
SELECT (110000 + region)::text AS region,
       region AS region_code,
       'C' || 1000 + industry AS industry,
       industry AS industry_code,
       ceil(exp(2.2 * a + 1.3 * (b + c + d - 1.5))) AS jobs,
       round(exp(9 + 4 * (a + b + c + d - 2))::numeric, 2)::float8 AS revenue
FROM (SELECT region, a, b, c, d,
             CASE WHEN in_cluster < 0.25 THEN (region * 7919 + floor(u * 8)::int * 104729) % 1200
                  ELSE floor(5 * power(241, u) - 5)::int END AS industry
      FROM (SELECT floor(:regions / 150.0 * (power(151, random()) - 1))::int AS region,
                   random() AS u, random() AS in_cluster,
                   random() AS a, random() AS b, random() AS c, random() AS d
            FROM generate_series(1, :firms)) AS x) AS y;
VACUUM (FREEZE, ANALYZE) firms;
