-- Bootstrap weights: the Poisson law, independence, and what replicates say of a total.
\ir lib/begin.sql
SELECT plan(23);

-- Chi-square of weights against 1/(e k!), 8 and more together: 8 degrees of freedom, 26.1 at 1 of 1,000.
CREATE FUNCTION pg_temp.chi_square(query text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE x float8;
BEGIN
    EXECUTE 'WITH o AS (SELECT least(w, 8) AS k, count(*) AS o FROM (' || query || ') AS q(w) GROUP BY 1), n AS (SELECT sum(o) AS n FROM o),
        p AS (SELECT k, CASE WHEN k < 8 THEN exp(-1.0::float8) / factorial(k)::float8 ELSE 1 - exp(-1.0::float8) * (SELECT sum(1 / factorial(j)::float8) FROM generate_series(0, 7) j) END AS p FROM generate_series(0, 8) k)
        SELECT sum((coalesce(o, 0) - n * p) ^ 2 / (n * p)) FROM p CROSS JOIN n LEFT JOIN o USING (k)' INTO x;
    RETURN x;
END $$;
SELECT cmp_ok(pg_temp.chi_square(q), '<', 26.1::float8, 'Poisson(1): ' || q)
FROM (VALUES ('SELECT bootstrap_weight(g, 1) FROM generate_series(1, 1000000) g'), ('SELECT bootstrap_weight(g * 1000, 2, 5) FROM generate_series(1, 300000) g'),
             ('SELECT bootstrap_weight(''企业-'' || g, 1) FROM generate_series(1, 300000) g'), ('SELECT bootstrap_weight(md5(g::text), 1) FROM generate_series(1, 300000) g'),
             ('SELECT bootstrap_weight(repeat(''x'', g), 1) FROM generate_series(1, 20000) g'), ('SELECT bootstrap_weight(''one firm'', g) FROM generate_series(-150000, 150000) g'),
             ('SELECT bootstrap_weight(''one firm'', 1, g) FROM generate_series(1, 300000) g'), ('SELECT bootstrap_weight(chr(g % 26 + 97) || chr(g / 26 % 26 + 97) || chr(g / 676 + 97), g % 7) FROM generate_series(0, 17575) g')) AS v(q);

-- Independence: weights of a firm in two replicates, with two seeds, of neighbours, and replicate beside seed; 0, 1, 2, 3 and more: 9 degrees of freedom, 27.9 at 1 of 1,000.
CREATE FUNCTION pg_temp.dependence(query text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE x float8;
BEGIN
    EXECUTE 'WITH o AS (SELECT least(a, 3) AS a, least(b, 3) AS b, count(*)::float8 AS o FROM (' || query || ') AS q(a, b) GROUP BY 1, 2)
        SELECT sum((o - e) ^ 2 / e) FROM (SELECT o, sum(o) OVER (PARTITION BY a) * sum(o) OVER (PARTITION BY b) / sum(o) OVER () AS e FROM o) AS x' INTO x;
    RETURN x;
END $$;
SELECT cmp_ok(pg_temp.dependence(q), '<', 27.9::float8, 'independent: ' || q)
FROM (VALUES ('SELECT bootstrap_weight(g, 1), bootstrap_weight(g, 2) FROM generate_series(1, 300000) g'), ('SELECT bootstrap_weight(g, 1, 1), bootstrap_weight(g, 1, 2) FROM generate_series(1, 300000) g'),
             ('SELECT bootstrap_weight(g, 1), bootstrap_weight(g + 1, 1) FROM generate_series(1, 300000) g'), ('SELECT bootstrap_weight(g, 1), bootstrap_weight(g + 1, 2) FROM generate_series(1, 300000) g'),
             ('SELECT bootstrap_weight(g, 1, 2), bootstrap_weight(g, 2, 1) FROM generate_series(1, 300000) g'), ('SELECT bootstrap_weight(7, g), bootstrap_weight(7, g + 1) FROM generate_series(1, 300000) g'),
             ('SELECT bootstrap_weight(''a'' || g, 3), bootstrap_weight(''b'' || g, 3) FROM generate_series(1, 300000) g'), ('SELECT bootstrap_weight(7, g, 1), bootstrap_weight(7, 1, g) FROM generate_series(2, 300000) g')) AS v(q);

-- A number is its decimal text.
SELECT is_empty($$SELECT g FROM unnest(ARRAY[0, -1, 9223372036854775807, -9223372036854775808, 12345678, 1234567812345678]) AS g, generate_series(1, 200) AS r WHERE bootstrap_weight(g, r, 9) <> bootstrap_weight(g::text, r, 9)$$, 'a number is its decimal text');

-- Replicates of a total: its mean is the total, its variance the sum of squares, its covariance with a part the part's sum of squares. 800 firms, 4,000 replicates.
CREATE TEMP TABLE firms AS SELECT g AS firm, 'r' || g % 3 AS region, 'i' || g % 5 AS industry, exp((hashint4(g) & 1023) / 200.0)::float8 AS size FROM generate_series(1, 800) g;
CREATE TEMP TABLE replicates AS
SELECT r, sum(w * size) AS total, sum(w * size) FILTER (WHERE region = 'r1') AS part FROM (SELECT firm, region, size, r, bootstrap_weight(firm, r) AS w FROM firms, generate_series(1, 4000) AS r) AS x GROUP BY r;
SELECT cmp_ok(abs(avg(total) - (SELECT sum(size) FROM firms)), '<', 4 * sqrt((SELECT sum(size ^ 2) FROM firms) / 4000), 'mean of a total') FROM replicates;
SELECT cmp_ok(abs(var_samp(total) / (SELECT sum(size ^ 2) FROM firms) - 1), '<', 4 * sqrt(2 / 4000.0)::float8, 'variance of a total') FROM replicates;
SELECT cmp_ok(abs(covar_samp(total, part) / (SELECT sum(size ^ 2) FROM firms WHERE region = 'r1') - 1), '<', 4 * sqrt(4 / 4000.0)::float8, 'covariance with a part') FROM replicates;

-- Inside the aggregate, and all replicates in one pass: firms, sizes, squares and the two largest are those of each firm taken so often.
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0;
CREATE TABLE stored AS SELECT * FROM firms;
CREATE TEMP TABLE matrices AS
SELECT replicate, cluster_matrix_agg(region, industry, size, bootstrap_weight(firm, replicate)) AS m FROM stored, generate_series(1, 40) AS replicate GROUP BY replicate;
SELECT is_empty($$WITH e AS (SELECT replicate, region, industry, sum(w) AS firms, sum(w * size) AS size, sum(w * size ^ 2) AS sum_squares, max(size) FILTER (WHERE w > 0) AS largest
        FROM (SELECT *, bootstrap_weight(firm, replicate) AS w FROM firms, generate_series(1, 40) AS replicate) AS x GROUP BY 1, 2, 3 HAVING sum(w) > 0)
    SELECT * FROM e FULL JOIN (SELECT replicate, c.* FROM matrices, cells(m) AS c) AS o USING (replicate, region, industry)
    WHERE (e.firms = o.firms AND abs(e.size / o.size - 1) < 1e-12 AND abs(e.sum_squares / o.sum_squares - 1) < 1e-12 AND e.largest = o.largest) IS NOT true$$, 'replicates of a matrix');
SELECT is_empty($$SELECT replicate FROM matrices WHERE m <> (SELECT cluster_matrix_agg(region, industry, size ORDER BY size) FROM firms, generate_series(1, bootstrap_weight(firm, replicate)))$$,
    'one by one, as rows, in another order: the same bits');
SELECT is((SELECT count(*) FROM matrices AS a JOIN (SELECT replicate, cluster_matrix_agg(substr(region, 2)::bigint, substr(industry, 2)::bigint, size, bootstrap_weight(firm, replicate)) AS m
        FROM firms, generate_series(1, 40) AS replicate GROUP BY replicate) AS b USING (replicate), cells(a.m) AS c JOIN cells(b.m) AS d ON (c.region, c.industry) = ('r' || d.region, 'i' || d.industry)
    WHERE (c.firms, c.size, c.sum_squares, c.largest, c.second_largest) IS NOT DISTINCT FROM (d.firms, d.size, d.sum_squares, d.largest, d.second_largest)), (SELECT sum((summary(m)).cells)::bigint FROM matrices), 'the same with integer codes');
SELECT * FROM finish();
ROLLBACK;
