-- The indices of one column against the same indices in plain SQL, on counties
-- of Georgia and on generated columns; and the same bits in every order and plan.
\ir lib/begin.sql
SELECT plan(40);

-- Columns ------------------------------------------------------------------------

CREATE FUNCTION pg_temp.h(a bigint, b int) RETURNS float8 IMMUTABLE LANGUAGE sql
AS $$ SELECT (hashint8extended(a, b) & 1048575) / 1048576.0 $$;
\ir lib/georgia.sql
CREATE TABLE columns AS
SELECT 'jobs of ' || county_fips AS name, row_number() OVER () AS id, jobs::float8 AS x, 1 + ascii(sector) % 7 AS w FROM raw WHERE jobs IS NOT NULL
UNION ALL SELECT 'loans of ' || county_fips, row_number() OVER (), loan_amount, 1 + ascii(sector) % 7 FROM raw
UNION ALL SELECT 'one', 1, 7, 3
UNION ALL SELECT 'equal', g, 0.1, g FROM generate_series(1, 100) g
UNION ALL SELECT 'zeros', g, CASE WHEN g % 3 = 0 THEN g ELSE 0 END, 1 + g % 5 FROM generate_series(1, 200) g
UNION ALL SELECT 'one of many', g, CASE WHEN g = 17 THEN 0.7 ELSE 0 END, 1 FROM generate_series(1, 60) g
UNION ALL SELECT 'ties', g, 1 + g % 4, 1 + g % 3 FROM generate_series(1, 1000) g
UNION ALL SELECT 'wide', g, exp(20 * pg_temp.h(g, 1) - 10), 0.1 + pg_temp.h(g, 2) FROM generate_series(1, 3000) g
UNION ALL SELECT 'alike', g, 1e6 + pg_temp.h(g, 3), 1 FROM generate_series(1, 500) g;
ANALYZE columns;

-- Plain SQL -----------------------------------------------------------------------

CREATE TEMP TABLE oracle AS
WITH total AS (SELECT name, count(*)::float8 AS n, sum(x) AS t, avg(x) AS m, min(x) AS least, sum(w * x) AS tw, sum(w) AS ws FROM columns GROUP BY name),
     ranked AS (SELECT name, n, t, m, least, tw, ws, x, w, x / t AS s, x / m AS y,
                       row_number() OVER (PARTITION BY name ORDER BY x, id) AS up, row_number() OVER (PARTITION BY name ORDER BY x DESC, id) AS down,
                       sum(w) OVER (PARTITION BY name ORDER BY x, id) - w / 2.0 AS middle
                FROM columns JOIN total USING (name))
SELECT name, n, sum(s * s) AS herfindahl, CASE WHEN n > 1 THEN (sum(s * s) - 1 / n) / (1 - 1 / n) END AS herfindahl_normalized,
       sum(s) FILTER (WHERE down <= 4) AS cr4, 2 * sum(up * s) / n - (n + 1) / n AS gini,
       2 * sum(w * x / tw * middle / ws) - 1 AS gini_weighted,
       sum(CASE WHEN x > 0 THEN y * ln(y) ELSE 0 END) / n AS theil, CASE WHEN least > 0 THEN -sum(ln(nullif(y, 0))) / n END AS mld,
       (sum(power(y, 1.5)) / n - 1) / 0.75 AS ge15, CASE WHEN least > 0 THEN (sum(power(nullif(y, 0), -1)) / n - 1) / 2 END AS ge_1,
       1 - (sum(sqrt(y)) / n) ^ 2 AS atkinson05, CASE WHEN least > 0 THEN 1 - exp(sum(ln(nullif(y, 0))) / n) ELSE 1 END AS atkinson1,
       CASE WHEN least > 0 THEN 1 - n / sum(1 / nullif(y, 0)) ELSE 1 END AS atkinson2,
       sum(abs(y - 1)) / n / 2 AS hoover, -sum(CASE WHEN x > 0 THEN s * ln(s) ELSE 0 END) AS entropy, 1 / (2 * sum(down * s) - 1) AS hall_tideman,
       sum(CASE WHEN x > 0 THEN sqrt(s) ELSE 0 END) ^ 2 AS hk05, 1 / sum(s * s) AS hk2, exp(-sum(CASE WHEN x > 0 THEN s * ln(s) ELSE 0 END)) AS hk1,
       sqrt(sum(s * s * s)) ^ -1 AS hk3, stddev_pop(x) / m AS cv,
       sum(CASE WHEN x > 0 THEN w * x * ws / tw * ln(x * ws / tw) ELSE 0 END) / ws AS theil_weighted, CASE WHEN least > 0 THEN -sum(w * ln(nullif(x * ws / tw, 0))) / ws END AS mld_weighted,
       1 - (sum(w * sqrt(x * ws / tw)) / ws) ^ 2 AS atkinson05_weighted, CASE WHEN least > 0 THEN 1 - exp(sum(w * ln(nullif(x * ws / tw, 0))) / ws) ELSE 1 END AS atkinson1_weighted,
       CASE WHEN least > 0 THEN 1 - ws / sum(w / nullif(x * ws / tw, 0)) ELSE 1 END AS atkinson2_weighted
FROM ranked GROUP BY name, n, t, m, least, ws, tw;
CREATE VIEW ours AS
SELECT name, herfindahl(x) AS herfindahl, herfindahl_normalized(x) AS herfindahl_normalized, concentration_ratio(x, 4) AS cr4, gini(x) AS gini,
       gini(x, w) AS gini_weighted, theil(x) AS theil, mean_log_deviation(x) AS mld, generalized_entropy(x, 1.5) AS ge15,
       generalized_entropy(x, -1) AS ge_1, atkinson(x, 0.5) AS atkinson05, atkinson(x, 1) AS atkinson1, atkinson(x, 2) AS atkinson2,
       hoover(x) AS hoover, shannon_entropy(x) AS entropy, hall_tideman(x) AS hall_tideman, hannah_kay(x, 0.5) AS hk05, hannah_kay(x, 2) AS hk2,
       hannah_kay(x, 1) AS hk1, hannah_kay(x, 3) AS hk3, coefficient_of_variation(x) AS cv,
       theil(x, w) AS theil_weighted, mean_log_deviation(x, w) AS mld_weighted, atkinson(x, 0.5, w) AS atkinson05_weighted, atkinson(x, 1, w) AS atkinson1_weighted, atkinson(x, 2, w) AS atkinson2_weighted
FROM columns GROUP BY name;
CREATE TEMP TABLE serial AS SELECT * FROM ours;

SELECT cmp_ok((SELECT count(*) FROM oracle JOIN serial USING (name)), '>', 300::bigint, 'hundreds of columns are compared');
SELECT is_empty(format('SELECT name, o.%1$I AS expected, s.%1$I AS got FROM oracle o JOIN serial s USING (name)
    WHERE (o.%1$I IS NULL) <> (s.%1$I IS NULL) OR abs(o.%1$I - s.%1$I) > 1e-11 * greatest(abs(o.%1$I), %2$s)', c, least), c || ' of every column')
FROM (VALUES ('herfindahl', '0'), ('herfindahl_normalized', '0.01'), ('cr4', '0'), ('gini', '0.01'), ('gini_weighted', '0.01'), ('theil', '0.01'), ('mld', '0.01'),
             ('ge15', '0.01'), ('ge_1', '0.01'), ('atkinson05', '0.01'), ('atkinson1', '0.01'), ('atkinson2', '0.01'), ('hoover', '0.01'), ('entropy', '0.01'),
             ('hall_tideman', '0'), ('hk05', '0'), ('hk2', '0'), ('hk1', '0'), ('hk3', '0'), ('cv', '0.01'),
             ('theil_weighted', '0.01'), ('mld_weighted', '0.01'), ('atkinson05_weighted', '0.01'), ('atkinson1_weighted', '0.01'), ('atkinson2_weighted', '0.01')) v(c, least);

-- Numbers that are almost alike: the variance has all its digits, as if a million had been taken off first.
SELECT cmp_ok((SELECT abs(cv / (SELECT stddev_pop(x - 1e6) / avg(x) FROM columns WHERE name = 'alike') - 1) FROM serial WHERE name = 'alike'), '<', 1e-13::float8,
    'the coefficient of variation of numbers that are almost alike');

-- A Lorenz curve with all its corners has the Gini as twice its area; a thinned one lies on it.
SELECT is_empty($$
    SELECT name, o.gini, area, c.gini FROM oracle o, LATERAL (
        SELECT 1 - sum((population_share - p) * (value_share + v)) AS area, max(gini) AS gini
        FROM (SELECT *, lag(population_share) OVER r AS p, lag(value_share) OVER r AS v
              FROM lorenz_curve((SELECT array_agg(x) FROM columns c WHERE c.name = o.name), NULL, 100000) WITH ORDINALITY WINDOW r AS (ORDER BY ordinality)) AS l) AS c
    WHERE abs(area - o.gini) > 1e-11 OR abs(c.gini - o.gini) > 1e-11$$, 'twice the area of every Lorenz curve');
SELECT is_empty($$
    SELECT * FROM lorenz_curve((SELECT array_agg(x) FROM columns WHERE name = 'wide'), (SELECT array_agg(w) FROM columns WHERE name = 'wide'), 30)
    EXCEPT SELECT * FROM lorenz_curve((SELECT array_agg(x) FROM columns WHERE name = 'wide'), (SELECT array_agg(w) FROM columns WHERE name = 'wide'), 100000)$$,
    'every point of a thinned curve is one of the whole curve');
SELECT is((SELECT count(*) FROM lorenz_curve((SELECT array_agg(x) FROM columns WHERE name = 'wide'), NULL, 30)), 31::bigint, 'thirty points after the first');

-- Orders ---------------------------------------------------------------------------

-- 1e300 among 1e-300, and numbers whose plain sum depends on their order.
CREATE TABLE wild AS
SELECT g AS id, 'w' || g % 3 AS name, CASE g % 3 WHEN 0 THEN (pg_temp.h(g, 5) + 1e-7) * 10::float8 ^ (600 * pg_temp.h(g, 6) - 300)
       WHEN 1 THEN (pg_temp.h(g, 7) + 1e-7) * 10::float8 ^ (floor(40 * pg_temp.h(g, 6)) - 20) ELSE 0.1 + round((1000 * pg_temp.h(g, 8))::numeric, 1) END AS x,
       pg_temp.h(g, 9) AS w FROM generate_series(1, 60000) g;
CREATE TABLE reversed AS SELECT * FROM wild ORDER BY id DESC;
CREATE TABLE shuffled AS SELECT * FROM wild ORDER BY pg_temp.h(id, 10);
CREATE TABLE ascending AS SELECT * FROM wild ORDER BY x;
CREATE TABLE parts (LIKE wild) PARTITION BY HASH (id);
CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO parts SELECT * FROM wild;
ANALYZE wild; ANALYZE parts;
CREATE FUNCTION pg_temp.indices(source text, OUT text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT string_agg(v::text, '','' ORDER BY name) FROM (SELECT name, (herfindahl(x), herfindahl_normalized(x), concentration_ratio(x, 7), gini(x), gini(x, w),
        theil(x), mean_log_deviation(x), generalized_entropy(x, 1.5), generalized_entropy(x, -0.5), atkinson(x, 0.3), atkinson(x, 1), hoover(x), shannon_entropy(x),
        hall_tideman(x), hannah_kay(x, 7), hannah_kay(x, 0.1), coefficient_of_variation(x)) AS v FROM %I GROUP BY name) s', source) INTO $2;
END $$;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT cmp_ok((SELECT count(DISTINCT s) FROM (SELECT sum(x) AS s FROM wild WHERE name = 'w1' UNION ALL SELECT sum(x) FROM reversed WHERE name = 'w1' UNION ALL SELECT sum(x) FROM shuffled WHERE name = 'w1') v),
    '>', 1::bigint, 'plain sums of these numbers depend on their order');
CREATE TEMP TABLE expected AS SELECT pg_temp.indices('wild') AS bits;
SELECT is((regexp_match(bits, ',,'))[1], NULL, 'none of the indices is undefined') FROM expected;
SELECT is(pg_temp.indices(t), bits, t || ': the same bits') FROM expected, unnest(ARRAY['reversed', 'shuffled', 'ascending']) t;

-- Plans ----------------------------------------------------------------------------

\ir lib/plan_of.sql
SET LOCAL enable_partitionwise_aggregate = on;
SELECT matches(pg_temp.plan_of('SELECT gini(x), theil(x) FROM parts'), 'Finalize Aggregate.*Append.*Partial Aggregate.*Partial Aggregate', 'partition-wise: a partial aggregate for each partition');
SELECT is(pg_temp.indices('parts'), bits, 'partition-wise: the same bits') FROM expected;
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT matches(pg_temp.plan_of('SELECT gini(x), theil(x) FROM wild'), 'Finalize Aggregate.*Gather.*Partial Aggregate', 'parallel: a partial plan');
SELECT is(pg_temp.indices('wild'), bits, 'parallel: the same bits') FROM expected;

-- Partial states as Citus ships them, through text, merged in any order.
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE AGGREGATE pg_temp.merged(inequality_state) (SFUNC = inequality_merge, STYPE = inequality_state, FINALFUNC = inequality_result);
CREATE FUNCTION pg_temp.through_text(measure text, arguments text, by text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE result float8;
BEGIN
    EXECUTE format('CREATE AGGREGATE pg_temp.partial(%s) (SFUNC = inequality_accumulate, STYPE = inequality_state, INITCOND = %L)',
                   regexp_replace(arguments, '\w+', 'float8', 'g'), measure);
    EXECUTE format('SELECT pg_temp.merged(state::text::inequality_state ORDER BY %s)
                    FROM (SELECT id %% 7 AS part, pg_temp.partial(%s) AS state FROM wild GROUP BY 1) AS p', by, arguments) INTO result;
    EXECUTE format('DROP AGGREGATE pg_temp.partial(%s)', regexp_replace(arguments, '\w+', 'float8', 'g'));
    RETURN result;
END $$;
SELECT is(ARRAY[pg_temp.through_text('herfindahl', 'x', 'part'), pg_temp.through_text('herfindahl', 'x', 'part DESC'),
                pg_temp.through_text('theil', 'x', 'part'), pg_temp.through_text('mean_log_deviation', 'x', 'part DESC'),
                pg_temp.through_text('gini', 'x', 'part'), pg_temp.through_text('gini_weighted', 'x, w', 'part'),
                pg_temp.through_text('coefficient_of_variation', 'x', 'part % 3, part'), pg_temp.through_text('theil_weighted', 'x, w', 'part DESC')],
          (SELECT ARRAY[herfindahl(x), herfindahl(x), theil(x), mean_log_deviation(x), gini(x), gini(x, w), coefficient_of_variation(x), theil(x, w)] FROM wild),
          'states of seven parts through text: the same bits');
SELECT * FROM finish();
ROLLBACK;
