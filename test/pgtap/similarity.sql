-- Structural similarity of the US states and of the counties of Georgia, against
-- plain SQL over all pairs of regions and all industries.
\ir lib/begin.sql
\ir lib/states.sql
\ir lib/georgia.sql
CREATE TEMP TABLE firms AS
SELECT 'states' AS set, state AS r, naics AS i, n AS x FROM cbp WHERE year = 2006 AND length(naics) = 3
UNION ALL SELECT 'georgia', county_fips, left(naics6, 5), jobs FROM raw WHERE naics6 IS NOT NULL AND county_fips < '13130';
CREATE TEMP TABLE m AS SELECT set, cluster_matrix_agg(r, i, x) AS m FROM firms GROUP BY set;
CREATE TEMP TABLE grid AS
WITH c AS (SELECT set, r, i, sum(x) AS x FROM firms GROUP BY 1, 2, 3)
SELECT set, r, i, coalesce(x, 0) / nullif(sum(x) OVER wr, 0) AS q, coalesce(coalesce(x, 0) / nullif(sum(x) OVER wr, 0) / nullif(sum(x) OVER wi / sum(x) OVER (PARTITION BY set), 0) >= 1, false) AS present
FROM (SELECT DISTINCT set, r FROM c) AS r JOIN (SELECT DISTINCT set, i FROM c) AS i USING (set) LEFT JOIN c USING (set, r, i) WINDOW wr AS (PARTITION BY set, r), wi AS (PARTITION BY set, i);
ANALYZE grid;
\ir lib/near.sql

SELECT plan(14);

CREATE TEMP TABLE oracle AS
SELECT set, a.r AS a, b.r AS b, sum(a.q * b.q) / sqrt(sum(a.q * a.q) * sum(b.q * b.q)) AS unido, sum(CASE WHEN a.q + b.q IS NOT NULL THEN least(a.q, b.q) END) AS finger_kreinin, sum(abs(a.q - b.q)) AS krugman,
    CASE WHEN sum(a.q + b.q) IS NOT NULL THEN count(*) FILTER (WHERE a.present AND b.present)::float8 / nullif(count(*) FILTER (WHERE a.present OR b.present), 0) END AS jaccard
FROM grid a JOIN grid b USING (set, i) GROUP BY 1, 2, 3;
CREATE TEMP TABLE ours AS SELECT set, s.* FROM m, structural_similarity(m) AS s;
SELECT results_eq($$SELECT set, region_a, region_b FROM ours ORDER BY 1, 2, 3$$, $$SELECT set, a, b FROM oracle WHERE a COLLATE "C" < b COLLATE "C" AND unido > 0 ORDER BY 1, 2, 3$$, 'every pair with a common industry');
SELECT cmp_ok((SELECT count(*) FROM oracle WHERE set = 'georgia' AND a < b), '>', (SELECT count(*) FROM ours WHERE set = 'georgia'), 'some counties have no common industry');
SELECT is_empty(format($$SELECT set, a, b, ours.%1$s, oracle.%1$s FROM ours JOIN oracle USING (set) WHERE a = region_a AND b = region_b AND NOT pg_temp.near(ours.%1$s, oracle.%1$s)$$, name), name || ' of every pair')
FROM unnest(ARRAY['unido', 'finger_kreinin', 'krugman', 'jaccard']) AS name;
SELECT results_eq($$SELECT s.* FROM m, structural_similarity(m, minimum => 0.4, by => 'jaccard') AS s ORDER BY 1, 2$$, $$SELECT region_a, region_b, unido, finger_kreinin, krugman, jaccard FROM ours WHERE jaccard >= 0.4 ORDER BY 1, 2$$,
    'the cut leaves the pairs above it, as they were');

-- Against one region: the same as its pairs, to the last bit, and those that share nothing.
CREATE TEMP TABLE one AS SELECT set, target, s.* FROM m JOIN (VALUES ('states', 'MI'), ('states', 'WY'), ('georgia', '13063')) AS t(set, target) USING (set), structural_similarity_to(m, target) AS s;
SELECT is_empty($$SELECT region, target FROM one JOIN ours USING (set) WHERE (least(region COLLATE "C", target), greatest(region COLLATE "C", target)) = (region_a, region_b)
    AND (one.unido, one.finger_kreinin, one.krugman, one.jaccard) IS DISTINCT FROM (ours.unido, ours.finger_kreinin, ours.krugman, ours.jaccard)$$, 'against one region: the same bits');
SELECT is_empty($$SELECT * FROM one JOIN oracle USING (set) WHERE a = target AND b = region AND NOT (pg_temp.near(one.unido, oracle.unido) AND pg_temp.near(one.finger_kreinin, oracle.finger_kreinin) AND pg_temp.near(one.krugman, oracle.krugman) AND pg_temp.near(one.jaccard, oracle.jaccard))$$, 'also where nothing is shared');
SELECT is((SELECT count(*) FROM one WHERE region = target AND unido = 1 AND finger_kreinin = 1 AND krugman = 0 AND jaccard = 1), 3::bigint, 'a region is like itself');
-- Against all.
SELECT is_empty($$SELECT s.*, o.* FROM m, structural_similarity_to(m) AS s JOIN (SELECT g.set, r, sum(q * v) / sqrt(sum(q * q) * sum(v * v)) AS unido, sum(least(q, v)) AS fk, sum(abs(q - v)) AS krugman, count(*) FILTER (WHERE present)::float8 / count(*) FILTER (WHERE v > 0) AS jaccard
    FROM grid g JOIN (SELECT set, i, sum(x) / sum(sum(x)) OVER (PARTITION BY set) AS v FROM firms GROUP BY 1, 2) AS n USING (set, i) WHERE q IS NOT NULL GROUP BY 1, 2) AS o ON r = region
    WHERE o.set = m.set AND NOT (pg_temp.near(s.unido, o.unido) AND pg_temp.near(s.finger_kreinin, fk) AND pg_temp.near(s.krugman, o.krugman) AND pg_temp.near(s.jaccard, o.jaccard))$$, 'every region against all');
SELECT is_empty($$SELECT * FROM m, structural_similarity_to(m) AS s JOIN region_specialization(m) AS r USING (region) WHERE abs(s.krugman - r.krugman) > 1e-12$$, 'that is Krugman''s index of specialization');
-- Names and pieces do not matter; nor do units.
SELECT is_empty($$SELECT least(a, b), greatest(a, b), unido, jaccard FROM (SELECT reverse(region_a) AS a, reverse(region_b) AS b, unido, jaccard FROM ours WHERE set = 'georgia') AS o
    EXCEPT SELECT least(region_a, region_b), greatest(region_a, region_b), unido, jaccard FROM (SELECT cluster_matrix_agg(reverse(r), i, x) AS m FROM firms WHERE set = 'georgia') AS n, structural_similarity(m)$$, 'the same bits under other names of regions');
SELECT is_empty($$SELECT region_a, region_b, unido, finger_kreinin, krugman, jaccard FROM ours WHERE set = 'georgia' EXCEPT SELECT s.* FROM (SELECT cluster_matrix_agg(r, i, 4096 * x) AS m FROM firms WHERE set = 'georgia') AS n, structural_similarity(m) AS s$$, 'the same bits in another unit');
SELECT * FROM finish();
ROLLBACK;
