-- A panel of 300 regions x 400 industries x 10 years with five measures, and
-- 1,000 policies, for policy risk.  Two thirds of the pairs have firms.
CREATE TABLE policy_panel AS
SELECT year AS period, measure, cluster_matrix_from_cells(region, industry, firms, size, NULL, NULL, NULL) AS matrix
FROM (SELECT year, measure, (1000 + r)::text AS region, (1000 + i)::text AS industry, 1 + h % 40 AS firms,
             (20 + h % 1000) * (1 + 0.02 * (year - 2010)) * CASE measure WHEN 'employment' THEN 1 WHEN 'capital' THEN 50 + i % 70 WHEN 'subsidy' THEN h % 7 ELSE 90 + h % 13 END AS size
      FROM (SELECT r, i, abs(hashint4(r * 4001 + i)) AS h FROM generate_series(1, 300) AS r, generate_series(1, 400) AS i) AS pair,
           generate_series(2010, 2019) AS year, unnest(ARRAY['employment', 'capital', 'value_added', 'output', 'subsidy']) AS measure
      WHERE h % 3 > 0) AS cell
GROUP BY year, measure;
CREATE TABLE policy_list AS
SELECT (1001 + abs(hashint4(k)) % 300)::text AS region, (1001 + abs(hashint4(-k)) % 400)::text AS industry, 2012 + k % 6 AS start_year,
       CASE WHEN k % 2 = 0 THEN 2025 END AS end_year, 1000.0 * (k % 50) AS amount, 200.0 + k % 900 AS target_value, 2023 AS target_year, k % 3 = 0 AS has_review
FROM generate_series(1, 1000) AS k;
ANALYZE policy_list;
-- Plants of the same pairs, which open and close by chance, for outlooks.
CREATE TABLE plant_panel AS
SELECT year AS period, 'establishments'::text AS measure, cluster_matrix_from_cells(region, industry, n, n, n, NULL, NULL) AS matrix
FROM (SELECT year, (1000 + r)::text AS region, (1000 + i)::text AS industry, greatest(1, 1 + h % 40 + hashint4(r * 4001 + i + year * 7919) % 7) AS n
      FROM (SELECT r, i, abs(hashint4(r * 4001 + i)) AS h FROM generate_series(1, 300) AS r, generate_series(1, 400) AS i) AS pair, generate_series(2010, 2019) AS year
      WHERE h % 3 > 0) AS cell
GROUP BY year;
