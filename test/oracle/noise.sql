-- The noise of cells, surprises and the chance of a fall in plain SQL, of a table
-- counts (industry, region, period, n) of plants and the variables as_of, horizon and fall.
-- Product of whole numbers first, as everywhere, so that equal expectations are equal.
CREATE TEMP TABLE totals AS SELECT industry, period, sum(n) AS n FROM counts GROUP BY 1, 2;
CREATE TEMP TABLE periods AS SELECT DISTINCT period FROM counts;
-- Every cell of every window, whether it ends by the year or not.
CREATE TEMP TABLE moves AS
SELECT a.period, a.region, a.industry, a.n AS x, coalesce(b.n, 0) AS y, a.n * (v.n - coalesce(b.n, 0)) / (u.n - a.n) AS mu
FROM counts AS a JOIN periods AS p ON p.period = a.period + :horizon LEFT JOIN counts AS b ON b.period = p.period AND b.region = a.region AND b.industry = a.industry
     JOIN totals AS u ON u.period = a.period AND u.industry = a.industry JOIN totals AS v ON v.period = p.period AND v.industry = a.industry
WHERE a.n > 0 AND u.n > a.n AND v.n > coalesce(b.n, 0);
CREATE TEMP TABLE grouped AS
SELECT *, (SELECT max(g) FROM generate_series(0, 23) AS g WHERE floor(of * g / 24.0) <= place) AS k
FROM (SELECT region, industry, period, mu, (y - mu) ^ 2 / mu AS v, row_number() OVER (ORDER BY mu, region COLLATE "C", industry COLLATE "C", period) - 1 AS place, count(*) OVER () AS of
      FROM moves WHERE period + :horizon <= :as_of AND mu >= 3) AS x;
-- Without the largest 2 % of each group, weighted least squares.
CREATE TEMP TABLE noise AS
WITH a AS (SELECT k, mu, v, count(*) OVER (PARTITION BY k) AS size, row_number() OVER (PARTITION BY k ORDER BY v) AS place FROM grouped),
     b AS (SELECT size, avg(mu) AS x, avg(v) AS y, size / avg(v) ^ 2 AS w FROM a WHERE place <= floor(0.98 * size) AND size >= 20 GROUP BY k, size),
     c AS (SELECT count(*) AS groups, sum(size) AS cells, sum(w) AS sw, sum(w * x) AS sx, sum(w * y) AS sy, sum(w * x * x) AS sxx, sum(w * x * y) AS sxy FROM b),
     d AS (SELECT *, (sw * sxy - sx * sy) / (sw * sxx - sx ^ 2) AS slope FROM c)
SELECT groups, cells, greatest(0.1, (sy - slope * sx) / sw) AS phi, greatest(0, slope) AS a2 FROM d;
-- P(Z < z) by its series (Marsaglia 2004).
CREATE FUNCTION pg_temp.normal_below(z float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE sum float8 := z; term float8 := z;
BEGIN
    IF z < -8 THEN RETURN 0; END IF;
    FOR k IN 1..400 LOOP term := term * z * z / (2 * k + 1); sum := sum + term; EXIT WHEN abs(term) < 1e-18 * abs(sum); END LOOP;
    RETURN 0.5 + sum * exp(-z * z / 2) / sqrt(2 * pi());
END $$;
CREATE TEMP TABLE chances AS
SELECT n, greatest(1e-6, pg_temp.normal_below((floor(n * exp(:fall) + 1e-9) + 0.5 - n) / sqrt(phi * n + a2 * n ^ 2))) AS p
FROM noise, (SELECT DISTINCT n FROM counts WHERE period = :as_of) AS x;
