-- Relatedness of industries and relatedness density of the US states and of the
-- counties of Georgia, against plain SQL over all pairs; the network of industries
-- against all forests that there are.
\ir lib/begin.sql
\ir lib/states.sql
\ir lib/georgia.sql
CREATE TEMP TABLE firms AS
SELECT 'states' AS set, state AS r, naics AS i, n AS x FROM cbp WHERE year = 2006 AND length(naics) = 3
UNION ALL SELECT 'georgia', county_fips, left(naics6, 3), jobs FROM raw WHERE naics6 IS NOT NULL AND jobs IS NOT NULL AND county_fips < '13130';
-- Six industries each, of which all forests can be listed; and islands, whose industries meet nobody else.
INSERT INTO firms
SELECT 'six of the states, ' || (place - 1) / 6, state, i, n FROM (SELECT *, naics AS i, dense_rank() OVER (ORDER BY naics) AS place FROM cbp WHERE year = 2006 AND length(naics) = 3) AS c WHERE place <= 36
UNION ALL SELECT 'six of Georgia, ' || (place - 1) / 6, r, i, x FROM (SELECT *, dense_rank() OVER (ORDER BY i) AS place FROM firms WHERE set = 'georgia' AND r < '13050') AS c WHERE place <= 36
UNION ALL SELECT 'islands', 'R' || r, 'I' || i, 1 + r * i % 5 FROM generate_series(1, 9) AS r, generate_series(1, 7) AS i WHERE CASE WHEN r <= 4 THEN i <= 3 WHEN r <= 8 THEN i BETWEEN 4 AND 6 ELSE i = 7 END;
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
ANALYZE labels; ANALYZE present; ANALYZE pair;
CREATE TEMP VIEW expected AS
SELECT set, a, b, method, margins, value FROM pair, LATERAL (VALUES
    ('proximity', 'occurrences', least(c / u, c / v)), ('inclusion', 'occurrences', greatest(c / u, c / v)), ('cosine', 'occurrences', c / sqrt(u * v)),
    ('jaccard', 'occurrences', c / (u + v - c)), ('association', 'occurrences', (c / n) / ((u / n) * (v / n))),
    ('z-score', 'occurrences', (c - u * v / n) / sqrt(nullif(u * v / n * (n - u) / n * (n - v) / (n - 1), 0))),
    ('cosine', 'cooccurrences', c / sqrt(s * w)), ('jaccard', 'cooccurrences', c / (s + w - c)), ('association', 'cooccurrences', (c / t) / ((s / t) * (w / t))),
    ('probability', 'cooccurrences', c / ((t / 2) * ((s / t) * (w / (t - s)) + (w / t) * (s / (t - w)))))) AS v(method, margins, value)
WHERE a <> b;

SELECT plan(26);
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

-- The network -----------------------------------------------------------------------

CREATE TEMP TABLE space AS
SELECT set, method, margins, s.industry_a AS a, s.industry_b AS b, s.relatedness, s.backbone
FROM m, (SELECT DISTINCT method, margins FROM expected) AS d, industry_space(m, 0.55, method, margins => margins) AS s;
CREATE TEMP TABLE link AS SELECT set, method, margins, a, b, value FROM expected WHERE a < b AND value > 1e-12;
ANALYZE space; ANALYZE link;
SELECT is_empty($$SELECT * FROM space AS s LEFT JOIN link AS l USING (set, method, margins, a, b) WHERE l.set IS NULL OR abs(value - relatedness) > 1e-12 * greatest(1, value)$$, 'every row is a link, with its relatedness');
SELECT is_empty($$SELECT * FROM link AS l LEFT JOIN space AS s USING (set, method, margins, a, b) WHERE (value > 0.55 + 1e-12 AND s.set IS NULL) OR (value < 0.55 - 1e-12 AND NOT backbone)$$, 'below the minimum there is the backbone');
SELECT is_empty($$SELECT set, method, margins, a, b, relatedness FROM space WHERE backbone EXCEPT SELECT set, method, margins, s.industry_a, s.industry_b, s.relatedness
    FROM m, (SELECT DISTINCT method, margins FROM expected) AS d, industry_space(m, NULL, method, margins => margins) AS s$$, 'which does not depend on it');
-- Of six industries: each forest, as it grows link by link; `part` tells to which tree each industry belongs.
CREATE TEMP TABLE best AS
WITH RECURSIVE numbered AS (
    SELECT *, dense_rank() OVER (PARTITION BY set ORDER BY i) AS n FROM labels WHERE set LIKE 'six%' OR set = 'islands'
), edge AS (
    SELECT l.set, method, margins, x.n AS x, y.n AS y, value, row_number() OVER (PARTITION BY l.set, method, margins ORDER BY a, b) AS k, count(*) OVER (PARTITION BY l.set, method, margins) AS edges
    FROM link AS l JOIN (SELECT DISTINCT set, i, n FROM numbered) AS x ON x.set = l.set AND x.i = l.a JOIN (SELECT DISTINCT set, i, n FROM numbered) AS y ON y.set = l.set AND y.i = l.b
), forest AS (
    SELECT DISTINCT set, method, margins, 0::bigint AS k, '{1,2,3,4,5,6,7}'::bigint[] AS part, 0 AS links, 0::float8 AS total FROM edge
    UNION ALL
    SELECT f.set, f.method, f.margins, e.k, CASE WHEN taken THEN array_replace(part, part[x], part[y]) ELSE part END, links + taken::int, total + CASE WHEN taken THEN value ELSE 0 END
    FROM forest AS f JOIN edge AS e ON (e.set, e.method, e.margins, e.k) = (f.set, f.method, f.margins, f.k + 1), (VALUES (true), (false)) AS v(taken) WHERE NOT taken OR part[x] <> part[y]
)
SELECT set, method, margins, count(*) AS forests, max(links) AS links, max(total) AS total
FROM forest JOIN (SELECT DISTINCT set, method, margins, edges FROM edge) AS e USING (set, method, margins) WHERE k = edges GROUP BY 1, 2, 3;
SELECT cmp_ok((SELECT sum(forests) FROM best), '>', 100000::numeric, 'a hundred thousand forests');
SELECT is_empty($$SELECT * FROM best FULL JOIN (SELECT set, method, margins, count(*) AS ours, sum(relatedness) AS sum FROM space WHERE backbone AND (set LIKE 'six%' OR set = 'islands') GROUP BY 1, 2, 3) AS s
    USING (set, method, margins) WHERE ours IS DISTINCT FROM links OR abs(sum - total) > 1e-9 * total IS NOT FALSE$$, 'no forest has more');
-- Of any number, by proximity: who is reached from whom by all links, and who by those of the backbone but one.
CREATE TEMP VIEW network AS SELECT l.set, l.a, l.b, value, coalesce(backbone, false) AS backbone FROM link AS l LEFT JOIN space AS s USING (set, method, margins, a, b) WHERE method = 'proximity';
CREATE TEMP TABLE together AS
WITH RECURSIVE step AS (SELECT set, a, b FROM network UNION ALL SELECT set, b, a FROM network), reached AS (SELECT set, a, a AS b FROM step UNION SELECT r.set, r.a, s.b FROM reached AS r JOIN step AS s ON s.set = r.set AND s.a = r.b)
SELECT * FROM reached;
SELECT results_eq($$SELECT set, count(*) FROM network WHERE backbone GROUP BY 1 ORDER BY 1$$,
    $$SELECT set, sum(industries - 1)::bigint FROM (SELECT set, first, count(*) AS industries FROM (SELECT set, a, min(b) AS first FROM together GROUP BY 1, 2) AS x GROUP BY 1, 2) AS part GROUP BY 1 ORDER BY 1$$, 'industries with links less the parts of the network');
SELECT is((SELECT count(DISTINCT first)::int FROM (SELECT min(b) AS first FROM together WHERE set = 'islands' GROUP BY a) AS x), 2, 'islands are parts');
CREATE TEMP TABLE side AS
WITH RECURSIVE tree AS (SELECT set, a, b FROM network WHERE backbone), step AS (SELECT set, a, b FROM tree UNION ALL SELECT set, b, a FROM tree), reached AS (
    SELECT set, a AS cut_a, b AS cut_b, a AS i FROM tree
    UNION
    SELECT r.set, cut_a, cut_b, s.b FROM reached AS r JOIN step AS s ON s.set = r.set AND s.a = r.i WHERE (s.a, s.b) <> (cut_a, cut_b) AND (s.b, s.a) <> (cut_a, cut_b))
SELECT * FROM reached;
ANALYZE side;
SELECT is_empty($$SELECT * FROM side WHERE i = cut_b$$, 'without a link of the backbone its industries are apart: there is no circle');
SELECT is_empty($$
    SELECT * FROM network AS cut JOIN network AS l USING (set) LEFT JOIN side AS x ON (x.set, x.cut_a, x.cut_b, x.i) = (cut.set, cut.a, cut.b, l.a) LEFT JOIN side AS y ON (y.set, y.cut_a, y.cut_b, y.i) = (cut.set, cut.a, cut.b, l.b)
    WHERE cut.backbone AND (x.i IS NULL) <> (y.i IS NULL) AND (l.value > cut.value OR l.value = cut.value AND (l.a, l.b) < (cut.a, cut.b))$$, 'across it no other is before it, by relatedness, then by label');
SELECT * FROM finish();
ROLLBACK;
