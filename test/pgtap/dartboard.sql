-- Simulated significance of agglomeration, against the exact moments of the index.
\ir lib/begin.sql
SELECT plan(25);

-- Four industries over 12 regions of unequal weight; 'even' is thrown like darts, 'here' is all in one region.
CREATE TEMP TABLE firms AS
SELECT 'r' || (1 + (g * g * 7 + g / 3) % 12 % (1 + g % 12)) AS region, 'rest' AS industry, (1 + g * 37 % 91)::float8 AS size FROM generate_series(1, 900) g
UNION ALL SELECT 'r3', 'here', 10 + g FROM generate_series(1, 9) g
UNION ALL SELECT 'r' || 1 + g % 12, 'few', 5 * g FROM generate_series(1, 4) g
UNION ALL SELECT 'r2', 'one', 7;
CREATE TEMP VIEW m AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM firms;
CREATE TEMP VIEW s AS
SELECT i.industry, s.*, c.ellison_glaeser AS exact, c.ellison_glaeser / c.ellison_glaeser_z AS exact_deviation
FROM m, (SELECT industry, array_agg(size) AS sizes FROM firms GROUP BY industry) AS i,
     ellison_glaeser_simulated(m, i.industry, i.sizes, draws => 4000) AS s, industry_concentration(m) AS c WHERE c.industry = i.industry;

SELECT is_empty($$SELECT * FROM s WHERE ellison_glaeser IS DISTINCT FROM exact$$, 'the index is that of industry_concentration');
SELECT is((SELECT s::text FROM s WHERE industry = 'one'), '(one,,,,,,,,)', 'one plant: undefined');
SELECT is_empty($$SELECT * FROM s WHERE industry <> 'one' AND NOT abs(null_mean) < 4 * null_deviation / sqrt(4000)$$, 'mean of the draws: 0 within four standard errors');
SELECT is_empty($$SELECT * FROM s WHERE industry <> 'one' AND NOT abs(null_deviation / exact_deviation - 1) < 0.1$$, 'their deviation is the exact one within ten percent');
SELECT ok((SELECT null_lower < 0 AND null_upper > 0 AND null_lower > -1 FROM s WHERE industry = 'few'), 'the band of few plants holds 0');
SELECT is((SELECT p_value FROM s WHERE industry = 'here'), 2 / 4001::float8, 'nine plants in one region: no draw is as extreme');
SELECT cmp_ok((SELECT p_value FROM s WHERE industry = 'few'), '>', 0.05::float8, 'four plants in four regions: nothing unusual');
SELECT is((SELECT ellison_glaeser_simulated(m, 'few', (SELECT array_agg(size ORDER BY size) FROM firms WHERE industry = 'few'))::text FROM m),
          (SELECT ellison_glaeser_simulated(m, 'few', (SELECT array_agg(size ORDER BY size DESC) FROM firms WHERE industry = 'few'))::text FROM m), 'order of the sizes does not matter');
SELECT is((SELECT ellison_glaeser_simulated(m, 'few', ARRAY[5, 10, 15, 20], seed => 7)::text FROM m),
          (SELECT ellison_glaeser_simulated(m, 'few', ARRAY[5, 10, 15, 20], seed => 7)::text FROM m), 'same seed, same draws');
SELECT isnt((SELECT ellison_glaeser_simulated(m, 'few', ARRAY[5, 10, 15, 20], seed => 7)::text FROM m),
            (SELECT ellison_glaeser_simulated(m, 'few', ARRAY[5, 10, 15, 20], seed => 8)::text FROM m), 'other seed, other draws');
-- Two plants of one size, two regions of 3/4 and 1/4: together with probability 9/16 + 1/16.
SELECT cmp_ok((SELECT abs(avg((s.null_mean)::float8)) FROM (SELECT cluster_matrix_agg(r, i, z) AS m FROM (VALUES ('a', 'x', 1), ('b', 'x', 1), ('a', 'y', 5), ('b', 'y', 1)) v(r, i, z)) q,
    generate_series(1, 20) seed, ellison_glaeser_simulated(m, 'x', ARRAY[1, 1], 2000, seed) s), '<', 0.02::float8, 'mean over many seeds is 0');
-- Seven plants of one size, two regions of 1/2: all together, index 1, comes with probability 2/128, less than the 1/40 that the band leaves above it; six against one with 14/128.  Then the
-- sum of squares is 2 (5/14)^2 = 50/196, and the index (50/196 - (1/2)(1/7))/((1/2)(6/7)) = 3/7.  Four against three is the least: (2 (1/14)^2 - 1/14)/(3/7) = -1/7.
CREATE TEMP VIEW seven AS SELECT s.* FROM (SELECT cluster_matrix_agg(r, i, z) AS m FROM (VALUES ('a', 'x', 3), ('b', 'x', 4), ('a', 'y', 4), ('b', 'y', 3)) v(r, i, n), generate_series(1, n), (VALUES (1)) w(z)) q, ellison_glaeser_simulated(m, 'x', array_fill(1::float8, ARRAY[7]), 20000) AS s;
SELECT ok((SELECT abs(null_upper - 3 / 7.0) < 1e-12 FROM seven), 'the upper end of the band, by the binomial law');
SELECT ok((SELECT abs(null_lower + 1 / 7.0) < 1e-12 FROM seven), 'the lower end');
-- Plants of 10, 20 and 30, of which the first two in a region of weight 1/2 and the third in one of 3/10: all 27 ways to throw them.
CREATE TEMP VIEW example AS SELECT cluster_matrix_agg(r, i, z) AS m FROM (VALUES ('r1', 'a', 10), ('r1', 'a', 20), ('r2', 'a', 30), ('r1', 'b', 20), ('r3', 'b', 20)) v(r, i, z);
CREATE TEMP TABLE exact AS
WITH place AS (SELECT * FROM (VALUES (1, 0.5), (2, 0.3), (3, 0.2)) AS v(r, s)),
     thrown AS (SELECT a.s * b.s * c.s AS chance, (SELECT sum((((a.r = p.r)::int * 10 + (b.r = p.r)::int * 20 + (c.r = p.r)::int * 30) / 60.0 - p.s) ^ 2) FROM place p) AS g
                FROM place a, place b, place c)
SELECT sum(chance) FILTER (WHERE g >= 0.08 - 1e-9)::float8 AS above, sum(chance) FILTER (WHERE g <= 0.08 + 1e-9)::float8 AS below FROM thrown;
SELECT is((SELECT round(above::numeric, 3) FROM exact), 0.835, 'the example of the literature notes: G is as large by chance with probability 0.835');
SELECT cmp_ok((SELECT abs(s.p_value - least(1, 2 * least(above, below))) FROM exact, example, ellison_glaeser_simulated(m, 'a', ARRAY[10, 20, 30], 20000, 3) AS s), '<', 0.02::float8,
    'the simulated p-value is the exact one within a few standard errors');

-- As an aggregate over firms: group by group, the same in every plan and order as from arrays.
CREATE TABLE thrown AS SELECT *, row_number() OVER (ORDER BY md5(size::text || region)) AS id FROM firms;
ANALYZE thrown;
CREATE TEMP VIEW grouped AS
SELECT industry, (ellison_glaeser_simulated((SELECT m FROM m), industry, 300, 9) WITHIN GROUP (ORDER BY size)).* FROM thrown GROUP BY industry;
CREATE TEMP TABLE serial AS SELECT * FROM grouped;
SELECT is((SELECT string_agg(g::text, ' ' ORDER BY industry) FROM serial g),
    (SELECT string_agg((i.industry, s.*)::text, ' ' ORDER BY industry) FROM m, (SELECT industry, array_agg(size) AS sizes FROM firms GROUP BY industry) AS i, ellison_glaeser_simulated(m, industry, sizes, 300, 9) AS s),
    'the aggregate gives what the function gives');
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
\ir lib/plan_of.sql
SELECT matches(pg_temp.plan_of('SELECT * FROM grouped'), 'Aggregate.*Gather.*Parallel Seq Scan', 'a parallel scan below it');
SELECT is_empty('SELECT * FROM grouped EXCEPT SELECT * FROM serial', 'parallel: the same');
SET LOCAL enable_hashagg = off;
SELECT is_empty('SELECT * FROM grouped EXCEPT SELECT * FROM serial', 'sorted groups: the same');
SELECT is_empty($$SELECT industry, (ellison_glaeser_simulated((SELECT m FROM m), industry, 300, 9) WITHIN GROUP (ORDER BY size)).*
    FROM (SELECT * FROM thrown ORDER BY id DESC) AS t GROUP BY industry EXCEPT SELECT * FROM serial$$, 'another order of rows: the same');
SELECT throws_ok($$SELECT ellison_glaeser_simulated((SELECT m FROM m), 'few', 300, 9) WITHIN GROUP (ORDER BY size) FROM thrown$$, '22023',
    'the sizes do not add up to the industry''s size', 'sizes of other industries are refused');
SELECT throws_ok($$SELECT ellison_glaeser_simulated(m, 'few', ARRAY[5, 10]) FROM m$$, '22023', NULL, 'sizes of other firms are refused');
SELECT throws_ok($$SELECT ellison_glaeser_simulated(m, 'few', ARRAY[5, 10, 15, -20]) FROM m$$, '22023', NULL, 'negative sizes are refused');
SELECT throws_ok($$SELECT ellison_glaeser_simulated(m, 'few', ARRAY[5, 10, 15, 20], 0) FROM m$$, '22023', NULL, 'no draws are refused');
-- 2^53 plants of size 5 in 22 bytes
SELECT throws_ok($$SELECT ellison_glaeser_simulated_result('plants:80808080808080100001058080808080808010', m, 'few', 300, 9) FROM m$$, '54000',
    'too many plants to be thrown', 'a state that says it has more plants than fit is refused before they are laid out');
SELECT * FROM finish();
ROLLBACK;
