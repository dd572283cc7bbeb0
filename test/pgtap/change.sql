-- Structural change, entry and exit, and portfolio of the US states, 2003 to
-- 2006, against plain SQL over all pairs of states and industries.
\ir lib/begin.sql
\ir lib/states.sql
-- Published jobs; what is withheld is not there.  Utah is missing in the first year, Ohio in the second.
CREATE TEMP TABLE two AS SELECT (year - 2003) / 3 AS t, state AS r, naics AS i, jobs AS x FROM cbp
WHERE length(naics) = 3 AND (year, state) NOT IN ((2003, 'UT'), (2006, 'OH')) AND year IN (2003, 2006) AND jobs IS NOT NULL;
CREATE TEMP TABLE m AS SELECT cluster_matrix_agg(r, i, x) FILTER (WHERE t = 0) AS a, cluster_matrix_agg(r, i, x) FILTER (WHERE t = 1) AS b FROM two;

CREATE TEMP TABLE grid AS
SELECT r, i, coalesce(sum(x) FILTER (WHERE t = 0), 0) AS x0, coalesce(sum(x) FILTER (WHERE t = 1), 0) AS x1
FROM (SELECT DISTINCT r FROM two) AS r CROSS JOIN (SELECT DISTINCT i FROM two) AS i LEFT JOIN two USING (r, i) GROUP BY r, i;
CREATE TEMP TABLE shares AS
SELECT *, x0 / nullif(sum(x0) OVER wr, 0) AS q0, x1 / nullif(sum(x1) OVER wr, 0) AS q1, sum(x0) OVER wi AS i0, sum(x1) OVER wi AS i1,
    x0 / nullif(sum(x0) OVER wr, 0) / nullif(sum(x0) OVER wi / sum(x0) OVER (), 0) AS lq0, x1 / nullif(sum(x1) OVER wr, 0) / nullif(sum(x1) OVER wi / sum(x1) OVER (), 0) AS lq1
FROM grid WINDOW wr AS (PARTITION BY r), wi AS (PARTITION BY i);
ANALYZE shares;
\ir lib/near.sql

SELECT plan(19);

CREATE TEMP TABLE oracle AS
SELECT r, sum(x0) AS x0, sum(x1) AS x1, sum(q0 * q1) / sqrt(sum(q0 * q0) * sum(q1 * q1)) AS unido, sum(CASE WHEN q0 + q1 IS NOT NULL THEN least(q0, q1) END) AS finger_kreinin, sum(abs(q0 - q1)) AS krugman,
    acos(least(1, sum(q0 * q1) / sqrt(sum(q0 * q0) * sum(q1 * q1)))) AS moore,
    CASE WHEN sum(x0) > 0 AND sum(x1) > 0 THEN count(*) FILTER (WHERE lq0 >= 1.2 AND lq1 >= 1.2)::float8 / count(*) FILTER (WHERE lq0 >= 1.2 OR lq1 >= 1.2) END AS jaccard,
    count(*) FILTER (WHERE x0 = 0 AND x1 > 0) AS entered, count(*) FILTER (WHERE x0 > 0 AND x1 = 0) AS gone, count(*) FILTER (WHERE x0 > 0 AND x1 > 0) AS stayed
FROM shares GROUP BY r;
CREATE TEMP TABLE ours AS SELECT c.* FROM m, structural_change(a, b, threshold => 1.2) AS c;
SELECT is((SELECT count(*) FROM ours JOIN oracle ON r = region), 51::bigint, 'all states are compared');
SELECT is_empty(format($$SELECT region, ours.%1$s, oracle.%2$s FROM ours JOIN oracle ON r = region WHERE NOT pg_temp.near(ours.%1$s, oracle.%2$s)$$, ours, theirs), ours || ' of every state')
FROM (VALUES ('base', 'x0'), ('final', 'x1'), ('unido', 'unido'), ('finger_kreinin', 'finger_kreinin'), ('krugman', 'krugman'), ('jaccard', 'jaccard'),
    ('industries_entered', 'entered'), ('industries_left', 'gone'), ('industries_stayed', 'stayed')) AS v(ours, theirs);
SELECT is_empty($$SELECT region, ours.moore, oracle.moore FROM ours JOIN oracle ON r = region WHERE abs(ours.moore - oracle.moore) > 1e-8 OR abs(cos(ours.moore) - ours.unido) > 1e-12 OR structural_change <> ours.krugman / 2 OR abs(ours.finger_kreinin + structural_change - 1) > 1e-12$$,
    'the angle, and what is the same by definition');
SELECT results_eq($$SELECT region, status FROM ours WHERE status <> 'continuing' OR unido IS NULL ORDER BY 1$$, $$VALUES ('OH', 'vanished_region'), ('UT', 'new_region')$$, 'Utah is new, Ohio vanished');

CREATE TEMP TABLE changes AS SELECT c.* FROM m, entry_exit(a, b, absent => true) AS c;
SELECT results_eq($$SELECT region, industry, base, final, entry, exit, status FROM changes ORDER BY 1, 2$$,
    $$SELECT r, i, x0, x1, CASE WHEN m0 THEN NULL WHEN m1 THEN 1 ELSE 0 END, CASE WHEN NOT m0 THEN NULL WHEN m1 THEN 0 ELSE 1 END,
        CASE WHEN m0 THEN CASE WHEN m1 THEN 'stay' ELSE 'exit' END WHEN m1 THEN 'entry' ELSE 'absent' END
      FROM (SELECT *, coalesce(lq0 >= 1, false) AS m0, coalesce(lq1 >= 1, false) AS m1 FROM shares) AS s ORDER BY 1, 2$$, 'entry and exit of every pair');
SELECT is_empty($$SELECT * FROM changes JOIN shares ON r = region AND i = industry WHERE NOT (pg_temp.near(base_lq, lq0) AND pg_temp.near(final_lq, lq1))$$, 'quotients of every pair');
SELECT results_eq($$SELECT c.* FROM m, entry_exit(a, b) AS c ORDER BY region, industry$$, $$SELECT * FROM changes WHERE base > 0 OR final > 0 ORDER BY region, industry$$, 'pairs without anything are left out unless asked for');
SELECT cmp_ok((SELECT least(sum(entry), sum(exit)) FROM changes), '>', 100::bigint, 'there are entries and exits');

SELECT results_eq($$SELECT p.region, p.industry, p.base, p.final, category, status FROM m, portfolio(a, b) AS p WHERE category IS NOT NULL ORDER BY 1, 2$$,
    $$SELECT r, i, x0, x1, CASE WHEN lq1 >= 1 THEN CASE WHEN lq1 >= lq0 THEN 'star' ELSE 'mature' END ELSE CASE WHEN lq1 >= lq0 THEN 'emerging' ELSE 'transforming' END END,
        CASE WHEN x0 = 0 THEN 'new' WHEN x1 = 0 THEN CASE WHEN i1 = 0 THEN 'vanished_industry' ELSE 'vanished' END ELSE 'continuing' END
      FROM shares WHERE x0 + x1 > 0 AND lq0 IS NOT NULL AND lq1 IS NOT NULL ORDER BY 1, 2$$, 'category of every pair');
SELECT is_empty($$SELECT * FROM m, portfolio(a, b) AS p JOIN shares ON r = region AND i = industry
    WHERE NOT (pg_temp.near(growth, x1 / nullif(x0, 0) - 1) AND pg_temp.near(industry_growth, i1 / nullif(i0, 0) - 1) AND pg_temp.near(base_lq, lq0) AND pg_temp.near(final_lq, lq1) AND pg_temp.near(lq_change, lq1 - lq0))$$, 'growth and quotients of every pair');
-- A year three times as large changes no mix and no category but by growth.
SELECT is_empty($$SELECT p.* FROM m, portfolio(a, a + a + a) AS p WHERE lq_change <> 0 OR category NOT IN ('star', 'emerging') OR growth <> 2$$, 'growth alone moves nothing');
SELECT * FROM finish();
ROLLBACK;
