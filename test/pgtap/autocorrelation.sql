-- Spatial autocorrelation of the sectors of Georgia's counties against plain SQL: neighbours
-- are the counties within 50 km of each other, most with several, a few with none.
\ir lib/begin.sql
\ir lib/georgia.sql
-- Sums of squares and of fourth powers in SQL lose some digits.
CREATE FUNCTION pg_temp.near(a float8, b float8) RETURNS boolean LANGUAGE sql AS
$$ SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL ELSE abs(a - b) <= 1e-9 * greatest(abs(a), abs(b)) OR abs(a - b) <= 1e-12 END $$;
CREATE TEMP TABLE firms AS SELECT county_fips AS r, left(naics6, 2) AS i, jobs AS x, lon, lat FROM raw WHERE naics6 IS NOT NULL;
CREATE TEMP TABLE place AS SELECT r, avg(lon) AS lon, avg(lat) AS lat FROM firms GROUP BY r;
CREATE TEMP TABLE link AS
SELECT a, b, d, 1 / d AS w FROM (SELECT p.r AS a, q.r AS b, 111.2 * sqrt((p.lat - q.lat) ^ 2 + (cos(radians(p.lat)) * (p.lon - q.lon)) ^ 2) AS d FROM place p, place q WHERE p.r <> q.r) x WHERE d < 50;
-- Of three kinds: 1, 1/k in each row, and by distance, from one county in three on only, so that most have no way back.
CREATE TEMP TABLE weight AS
SELECT 'binary' AS kind, a, b, 1::float8 AS w FROM link
UNION ALL SELECT 'row', a, b, 1.0 / count(*) OVER (PARTITION BY a) FROM link
UNION ALL SELECT 'distance', a, b, w FROM link WHERE right(a, 1)::int % 3 = 0;
CREATE TEMP TABLE setup AS SELECT kind, w, m FROM (SELECT kind, cluster_matrix_agg(a, b, w) AS w FROM weight GROUP BY kind) v, (SELECT cluster_matrix_agg(r, i, x) AS m FROM firms) f;

CREATE TEMP TABLE grid AS
WITH c AS (SELECT r, i, sum(x)::float8 AS x, count(*)::float8 AS firms FROM firms GROUP BY 1, 2)
SELECT of, r, i, v FROM (
    SELECT r, i, coalesce(x, 0) / nullif(sum(x) OVER wr, 0) / nullif(sum(x) OVER wi / sum(x) OVER (), 0) AS lq, coalesce(x, 0) AS size, coalesce(firms, 0) AS firms, coalesce(x, 0) / nullif(sum(x) OVER wr, 0) AS share
    FROM (SELECT DISTINCT r FROM c) a CROSS JOIN (SELECT DISTINCT i FROM c) b LEFT JOIN c USING (r, i) WINDOW wr AS (PARTITION BY r), wi AS (PARTITION BY i)) g,
    LATERAL (VALUES ('lq', lq), ('log_lq', CASE WHEN lq > 0 THEN ln(lq) END), ('size', size), ('firms', firms), ('share', share)) AS x(of, v) WHERE v IS NOT NULL;
ANALYZE grid;
ANALYZE weight;
-- In standard deviations: m is the mean of those.
CREATE TEMP TABLE unit AS
SELECT of, i, r, v, (v - avg(v) OVER s) / stddev_pop(v) OVER s AS z, avg(v) OVER s / stddev_pop(v) OVER s AS m, v / stddev_pop(v) OVER s AS y, count(*) OVER s AS n FROM grid WINDOW s AS (PARTITION BY of, i);
CREATE INDEX ON unit (r);
ANALYZE unit;

SELECT plan(24);

-- Sums over the links among the counties that have a value, and over the counties.
CREATE TEMP TABLE sums AS
WITH linked AS (
    SELECT w.kind, s.of, s.i, s.r, t.r AS "to", w.w, coalesce(back.w, 0) AS back, s.z, t.z AS tz, s.y, t.y AS ty
    FROM unit s JOIN weight w ON w.a = s.r JOIN unit t ON t.r = w.b AND t.of = s.of AND t.i = s.i LEFT JOIN weight back ON (back.kind, back.a, back.b) = (w.kind, w.b, w.a)),
both_ways AS (SELECT kind, of, i, sum(x ^ 2) AS s2 FROM (SELECT kind, of, i, r, sum(w) AS x FROM (SELECT kind, of, i, r, w FROM linked UNION ALL SELECT kind, of, i, "to", w FROM linked) l GROUP BY 1, 2, 3, 4) l GROUP BY 1, 2, 3)
SELECT * FROM (SELECT kind, of, i, count(*) AS links, sum(w) AS s0, sum(w * w + w * back) AS s1, sum(w * z * tz) AS crossed, sum(w * (z - tz) ^ 2) AS apart, sum(w * y * ty) AS products FROM linked GROUP BY 1, 2, 3) l
JOIN both_ways USING (kind, of, i)
JOIN (SELECT of, i, count(*)::float8 AS n, avg(z ^ 4) AS b2, sum(y) ^ 2 - sum(y * y) AS pairs, sum(y) AS t1, sum(y ^ 2) AS t2, sum(y ^ 3) AS t3, sum(y ^ 4) AS t4, min(v) AS least FROM unit GROUP BY 1, 2) u USING (of, i);

-- The moments of permutations: Cliff, Ord 1981 for I and C, Getis, Ord 1992 in powers of the values for G.
CREATE TEMP TABLE oracle AS
SELECT kind, of, i, n, links, n / s0 * crossed / n AS moran, -1 / (n - 1) AS moran_e,
    (n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 ^ 2) - b2 * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 ^ 2)) / ((n - 1) * (n - 2) * (n - 3) * s0 ^ 2) - 1 / (n - 1) ^ 2 AS moran_v,
    (n * n * s1 - n * s2 + 3 * s0 ^ 2) / ((n * n - 1) * s0 ^ 2) - 1 / (n - 1) ^ 2 AS moran_vn,
    (n - 1) * apart / (2 * s0 * n) AS geary,
    ((n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * b2) - (n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * b2) / 4 + s0 ^ 2 * (n * n - 3 - (n - 1) ^ 2 * b2)) / (n * (n - 2) * (n - 3) * s0 ^ 2) AS geary_v,
    ((2 * s1 + s2) * (n - 1) - 4 * s0 ^ 2) / (2 * (n + 1) * s0 ^ 2) AS geary_vn,
    CASE WHEN least >= 0 THEN products / pairs END AS g, CASE WHEN least >= 0 THEN s0 / (n * (n - 1)) END AS g_e,
    CASE WHEN least >= 0 THEN (((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 ^ 2) * t2 ^ 2 - ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 ^ 2) * t4 - (2 * n * s1 - (n + 3) * s2 + 6 * s0 ^ 2) * t1 ^ 2 * t2
        + (4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0 ^ 2) * t1 * t3 + (s1 - s2 + s0 ^ 2) * t1 ^ 4) / ((t1 ^ 2 - t2) ^ 2 * n * (n - 1) * (n - 2) * (n - 3)) - (s0 / (n * (n - 1))) ^ 2 END AS g_v
FROM sums;

CREATE TEMP TABLE ours AS
SELECT s.kind, of, moran.*, row_to_json(c) AS geary, row_to_json(g) AS g FROM setup s CROSS JOIN unnest('{lq,log_lq,size,firms,share}'::text[]) AS x(of) CROSS JOIN LATERAL moran(m, w, of) JOIN LATERAL geary(m, w, of) AS c USING (industry)
    LEFT JOIN LATERAL getis_ord(m, w, CASE WHEN of = 'log_lq' THEN 'lq' ELSE of END) AS g ON g.industry = moran.industry AND of <> 'log_lq';
SELECT results_eq($$SELECT kind, of, industry FROM ours ORDER BY 1, 2, 3$$, $$SELECT kind, of, i FROM oracle ORDER BY 1, 2, 3$$, 'a row for each industry');
SELECT is_empty($$SELECT kind, of, industry, regions, n, ours.links, oracle.links FROM ours JOIN oracle USING (kind, of) WHERE industry = i AND (regions, ours.links) IS DISTINCT FROM (n, oracle.links)$$, 'counties with a value, and links among them');
SELECT cmp_ok((SELECT max(islands) FROM ours), '>', 0, 'some counties have no neighbours');
SELECT is_empty(format($$SELECT kind, of, industry, %1$s, oracle.%2$s FROM ours JOIN oracle USING (kind, of) WHERE industry = i AND NOT pg_temp.near(%1$s, oracle.%2$s)$$, ours, oracle), ours || ' is ' || oracle)
FROM (VALUES ('ours.moran', 'moran'), ('ours.expectation', 'moran_e'), ('ours.variance', 'moran_v'), ('ours.variance_normality', 'moran_vn'), ('(ours.geary->>''geary'')::float8', 'geary'), ('(ours.geary->>''variance'')::float8', 'geary_v'),
    ('(ours.geary->>''variance_normality'')::float8', 'geary_vn')) AS v(ours, oracle);
SELECT is_empty(format($$SELECT kind, of, industry, ours.g->>%1$L, oracle.%2$s FROM ours JOIN oracle USING (kind, of) WHERE industry = i AND of <> 'log_lq' AND NOT pg_temp.near((ours.g->>%1$L)::float8, oracle.%2$s)$$, ours, oracle), ours || ' is ' || oracle)
FROM (VALUES ('getis_ord', 'g'), ('expectation', 'g_e'), ('variance', 'g_v')) AS v(ours, oracle);
SELECT is_empty($$SELECT * FROM ours WHERE NOT (pg_temp.near(z_score, (moran - expectation) / sqrt(variance)) AND pg_temp.near((g->>'z_score')::float8, ((g->>'getis_ord')::float8 - (g->>'expectation')::float8) / sqrt((g->>'variance')::float8)))$$, 'z is of them');
-- Benjamini, Hochberg.
SELECT is_empty($$SELECT * FROM (SELECT *, min(least(1, p_value * tests / rank)) OVER (PARTITION BY kind, of ORDER BY rank DESC) AS expected
    FROM (SELECT kind, of, industry, p_value, p_adjusted, count(*) OVER (PARTITION BY kind, of) AS tests, rank() OVER (PARTITION BY kind, of ORDER BY p_value) AS rank FROM ours WHERE p_value IS NOT NULL) r) a WHERE NOT pg_temp.near(p_adjusted, expected)$$, 'p_adjusted over the industries of a call');

-- A column of a query is as a matrix that holds it.
SELECT is_empty($$SELECT o.kind, o.industry FROM ours o JOIN setup s USING (kind), 
    LATERAL (SELECT array_agg(r ORDER BY v, r) AS rs, array_agg(v ORDER BY v, r) AS vs FROM grid WHERE grid.of = o.of AND i = o.industry) b, LATERAL moran(b.rs, b.vs, w) AS x WHERE o.of = 'size' AND (x.moran, x.variance, x.p_normality) IS DISTINCT FROM (o.moran, o.variance, o.p_normality)$$, 'the same bits from a column in another order');

-- Local forms, of one industry each.
CREATE TEMP TABLE local_sums AS
SELECT kind, u.of, u.i, u.r, u.v, u.z, u.y, u.n, l.* FROM (SELECT DISTINCT kind FROM weight) k CROSS JOIN unit u
LEFT JOIN LATERAL (SELECT count(*) AS degree, sum(w) AS w, sum(w * w) AS w2, sum(w * t.z) AS lag, sum(w * t.y) AS near FROM weight JOIN unit t ON t.r = b AND t.of = u.of AND t.i = u.i WHERE weight.kind = k.kind AND a = u.r) l ON true
WHERE u.of IN ('lq', 'log_lq') AND u.i IN ('23', '31', '52');
CREATE TEMP TABLE local_oracle AS
SELECT *, z * lag AS moran, -z * z * w / (n - 1) AS moran_e, z * z * n / (n - 2) * (w2 - w * w / (n - 1)) * (1 - z * z / (n - 1)) AS moran_v,
    (coalesce(lag, 0) + own * z) / sqrt((n * (coalesce(w2, 0) + own * own) - (coalesce(w, 0) + own) ^ 2) / (n - 1)) AS star_z,
    CASE WHEN of = 'lq' THEN (coalesce(near, 0) + own * y) / sum(y) OVER (PARTITION BY kind, of, i) END AS star, CASE WHEN of = 'lq' THEN near / (sum(y) OVER (PARTITION BY kind, of, i) - y) END AS g
FROM (SELECT *, coalesce(w / degree, 1) AS own FROM (SELECT kind, of, i, r, v, z, y, n, nullif(degree, 0) AS degree, w, w2, lag, near FROM local_sums) s) s;
CREATE TEMP TABLE local_ours AS
SELECT s.kind, of, x.*, row_to_json(gs) AS star, row_to_json(gi) AS g FROM setup s CROSS JOIN unnest('{lq,log_lq}'::text[]) AS y(of) CROSS JOIN unnest('{23,31,52}'::text[]) AS i CROSS JOIN LATERAL local_moran(m, w, of, i, 199) AS x JOIN LATERAL local_getis_ord(m, w, of, i) AS gs USING (industry, region)
    JOIN LATERAL local_getis_ord(m, w, of, i, false, 199) AS gi USING (industry, region);
SELECT is((SELECT count(*) FROM local_ours), (SELECT 18 * count(*) FROM place), 'a row for each region');
SELECT is_empty(format($$SELECT kind, of, i, r, %1$s, o.%2$s FROM local_oracle o JOIN local_ours USING (kind, of) WHERE industry = i AND region = r AND NOT pg_temp.near(%1$s, o.%2$s)$$, ours, oracle), ours || ' is ' || oracle)
FROM (VALUES ('local_moran', 'moran'), ('expectation', 'moran_e'), ('variance', 'moran_v'), ('(local_ours.star->>''z_score'')::float8', 'star_z'), ('(local_ours.star->>''g'')::float8', 'star'), ('(local_ours.g->>''g'')::float8', 'g')) AS v(ours, oracle);
SELECT is_empty($$SELECT * FROM local_ours WHERE NOT (pg_temp.near(z_score, (local_moran - expectation) / sqrt(variance)) AND pg_temp.near(z_score, sign(z) * (g->>'z_score')::float8))
    OR quadrant <> CASE WHEN z > 0 THEN 'high-' ELSE 'low-' END || CASE WHEN lag > 0 THEN 'high' ELSE 'low' END OR p_permutation <> (g->>'p_permutation')::float8$$, 'z_score is of them, and Gi''s but for the sign; quadrants');
SELECT * FROM finish();
ROLLBACK;
