-- Relatedness of industries and relatedness density of the US states and of the
-- counties of Georgia, against plain SQL over all pairs.
\ir lib/begin.sql
\ir lib/states.sql
\ir lib/georgia.sql
CREATE TEMP TABLE firms AS
SELECT 'states' AS set, state AS r, naics AS i, n AS x FROM cbp WHERE year = 2006 AND length(naics) = 3
UNION ALL SELECT 'georgia', county_fips, left(naics6, 3), jobs FROM raw WHERE naics6 IS NOT NULL AND jobs IS NOT NULL AND county_fips < '13130';
CREATE TEMP TABLE m AS SELECT set, cluster_matrix_agg(r, i, x) AS m FROM firms GROUP BY set;

-- Plain SQL -----------------------------------------------------------------------

CREATE TEMP TABLE present AS
WITH c AS (SELECT set, r, i, sum(x) AS x FROM firms GROUP BY 1, 2, 3),
     q AS (SELECT *, x * sum(x) OVER (PARTITION BY set) / nullif((sum(x) OVER (PARTITION BY set, r)) * (sum(x) OVER (PARTITION BY set, i)), 0) AS lq FROM c)
SELECT set, r, i, count(*) OVER (PARTITION BY set, i) AS u, count(*) OVER (PARTITION BY set, r) AS k FROM q WHERE lq >= 1;
CREATE TEMP TABLE labels AS SELECT DISTINCT set, r, i FROM (SELECT DISTINCT set, r FROM firms) AS r JOIN (SELECT DISTINCT set, i FROM firms) AS i USING (set);
CREATE TEMP TABLE pair AS
WITH c AS (SELECT a.set, a.i AS a, b.i AS b, count(*)::float8 AS c, min(a.u)::float8 AS u, min(b.u)::float8 AS v FROM present a JOIN present b USING (set, r) GROUP BY 1, 2, 3),
     s AS (SELECT set, a, sum(c) AS s FROM c WHERE a <> b GROUP BY 1, 2), t AS (SELECT set, sum(s) AS t FROM s GROUP BY 1), n AS (SELECT set, count(DISTINCT r)::float8 AS n FROM present GROUP BY 1)
SELECT c.*, coalesce(x.s, 0) AS s, coalesce(y.s, 0) AS w, t, n FROM c LEFT JOIN s AS x ON x.set = c.set AND x.a = c.a LEFT JOIN s AS y ON y.set = c.set AND y.a = c.b JOIN t ON t.set = c.set JOIN n ON n.set = c.set;
ANALYZE present; ANALYZE pair;
CREATE TEMP VIEW expected AS
SELECT set, a, b, method, margins, value FROM pair, LATERAL (VALUES
    ('proximity', 'occurrences', least(c / u, c / v)), ('inclusion', 'occurrences', greatest(c / u, c / v)), ('cosine', 'occurrences', c / sqrt(u * v)),
    ('jaccard', 'occurrences', c / (u + v - c)), ('association', 'occurrences', (c / n) / ((u / n) * (v / n))),
    ('z-score', 'occurrences', (c - u * v / n) / sqrt(nullif(u * v / n * (n - u) / n * (n - v) / (n - 1), 0))),
    ('cosine', 'cooccurrences', c / sqrt(s * w)), ('jaccard', 'cooccurrences', c / (s + w - c)), ('association', 'cooccurrences', (c / t) / ((s / t) * (w / t))),
    ('probability', 'cooccurrences', c / ((t / 2) * ((s / t) * (w / (t - s)) + (w / t) * (s / (t - w)))))) AS v(method, margins, value)
WHERE a <> b;

SELECT plan(17);
SELECT cmp_ok((SELECT count(*) FROM present), '>', 2000::bigint, 'thousands of industries are present');
SELECT is_empty(format($$
    SELECT * FROM (SELECT set, a, b, value FROM expected WHERE method = %1$L AND margins = %2$L AND a < b) AS e
    FULL JOIN (SELECT set, industry_a AS a, industry_b AS b, relatedness FROM m, industry_relatedness(m, %1$L, margins => %2$L)) AS o USING (set, a, b)
    WHERE (o.set IS NULL) OR (e.set IS NULL) OR (value IS NULL) <> (relatedness IS NULL) OR abs(value - relatedness) > 1e-12 * greatest(1, abs(value))$$, method, margins),
    method || ' from ' || margins || ' of every pair')
FROM (SELECT DISTINCT method, margins FROM expected) AS d ORDER BY method, margins;
SELECT is_empty($$
    SELECT * FROM m, industry_relatedness(m) AS o JOIN pair AS p ON p.a = o.industry_a AND p.b = o.industry_b
    WHERE p.set = m.set AND (o.cooccurrences, o.occurrences_a, o.occurrences_b) IS DISTINCT FROM (p.c::int, p.u::int, p.v::int)$$, 'counts of every pair');

-- Density: with the industry itself, without, and with a table of relatedness given.
CREATE TEMP TABLE density AS
SELECT l.set, l.r, l.i, y.u IS NOT NULL AS present, coalesce(sum(phi) FILTER (WHERE x.u IS NOT NULL), 0) / nullif(sum(phi), 0) AS with_own,
       coalesce(sum(phi) FILTER (WHERE x.u IS NOT NULL AND p.b <> l.i), 0) / nullif(sum(phi) FILTER (WHERE p.b <> l.i), 0) AS without,
       coalesce(sum(prob) FILTER (WHERE x.u IS NOT NULL AND p.b <> l.i), 0) / nullif(sum(prob) FILTER (WHERE p.b <> l.i), 0) AS by_probability
FROM labels AS l LEFT JOIN present AS y USING (set, r, i)
LEFT JOIN (SELECT *, c / greatest(u, v) AS phi, c / (s * w / 2 * (1 / (t - s) + 1 / (t - w))) AS prob FROM pair) AS p ON p.set = l.set AND p.a = l.i
LEFT JOIN present AS x ON x.set = l.set AND x.r = l.r AND x.i = p.b
GROUP BY 1, 2, 3, 4;
CREATE FUNCTION pg_temp.differs(density text, arguments text) RETURNS text LANGUAGE sql AS $$
    SELECT format('SELECT * FROM density AS e FULL JOIN (SELECT set, region AS r, industry AS i, o.present AS here, o.density FROM m, relatedness_density(m%2$s) AS o) AS o USING (set, r, i)
        WHERE here IS DISTINCT FROM e.present OR (o.density IS NULL) <> (e.%1$I IS NULL) OR abs(o.density - e.%1$I) > 1e-12', density, arguments) $$;
SELECT cmp_ok((SELECT count(*) FROM density), '>', 5000::bigint, 'thousands of densities');
SELECT is_empty(pg_temp.differs('with_own', ''), 'density with the industry itself');
SELECT is_empty(pg_temp.differs('without', ', own_industry => false'), 'density without it');
SELECT is_empty(pg_temp.differs('by_probability', ', method => ''probability'''), 'density by the probability index');
CREATE TEMP TABLE given AS SELECT set, cluster_matrix_from_cells(industry_a, industry_b, NULL, relatedness * 1e300, NULL, NULL, NULL) AS g FROM m, industry_relatedness(m) GROUP BY set;
SELECT is_empty($$
    SELECT * FROM density AS e JOIN (SELECT m.set, region AS r, industry AS i, o.density FROM m JOIN given USING (set), relatedness_density(m, relatedness => g) AS o) AS o USING (set, r, i)
    WHERE (o.density IS NULL) <> (e.without IS NULL) OR abs(o.density - e.without) > 1e-12$$, 'density from a table of one direction, in a huge unit');
SELECT * FROM finish();
ROLLBACK;
