-- Neighbours among ZIP areas of Georgia, and focal quotients of its counties,
-- against plain SQL over all pairs of places.
\ir lib/begin.sql
\ir lib/georgia.sql
\ir lib/near.sql
CREATE TEMP TABLE place AS SELECT zcta AS label, min(lon) AS lon, min(lat) AS lat FROM raw WHERE lat IS NOT NULL AND lon IS NOT NULL AND zcta IS NOT NULL GROUP BY zcta ORDER BY md5(zcta) LIMIT 220;
-- Haversine, and a plane that is twice as wide as it is high.
CREATE TEMP TABLE pair AS
SELECT metric, a.label AS a, b.label AS b,
    CASE metric WHEN 'sphere' THEN 2 * 6371.0088 * asin(sqrt(sind((a.lat - b.lat) / 2) ^ 2 + cosd(a.lat) * cosd(b.lat) * sind((a.lon - b.lon) / 2) ^ 2))
    ELSE sqrt((200 * (a.lon - b.lon)) ^ 2 + (100 * (a.lat - b.lat)) ^ 2) END AS distance
FROM place a, place b, unnest(ARRAY['sphere', 'plane']) AS metric WHERE a.label <> b.label;
CREATE TEMP TABLE points AS
SELECT 'sphere' AS metric, cluster_points_agg(lon, lat, label) AS p FROM place
UNION ALL SELECT 'plane', cluster_points_agg(200 * lon, 100 * lat, label, 1, 'plane') FROM place;
CREATE TEMP TABLE near AS SELECT metric, a, b, distance, rank() OVER (PARTITION BY metric, a ORDER BY round(distance::numeric, 6), b COLLATE "C") AS rank FROM pair;
ANALYZE near;

SELECT plan(18);

SELECT is((SELECT count(*) FROM place), 220::bigint, 'hundreds of places');
-- Cells of size 0 are those of islands.
CREATE TEMP TABLE within AS SELECT metric, d, c.* FROM points, unnest(ARRAY[0, 5, 12, 40, 1e6]) AS d, cells(neighbours_within(p, d)) AS c;
SELECT results_eq($$SELECT metric, d, region, industry, size FROM within WHERE size > 0 ORDER BY 1, 2, 3, 4$$,
    $$SELECT metric, d, a, b, 1.0::float8 FROM near, unnest(ARRAY[0, 5, 12, 40, 1e6]) AS d WHERE distance <= d ORDER BY 1, 2, 3, 4$$, 'all pairs within a distance, and none beyond');
SELECT results_eq($$SELECT metric, d, region, industry FROM within WHERE size = 0 ORDER BY 1, 2, 3$$,
    $$SELECT metric, d, a, a FROM near, unnest(ARRAY[0, 5, 12, 40, 1e6]) AS d GROUP BY 1, 2, 3 HAVING min(distance) > d ORDER BY 1, 2, 3$$, 'islands are those without');
SELECT cmp_ok((SELECT count(*) FROM within WHERE size = 0 AND d = 12 AND metric = 'sphere'), '>', 10::bigint, 'of which there are some');
CREATE TEMP TABLE nearest AS SELECT metric, k, c.* FROM points, unnest(ARRAY[1, 2, 8, 60]) AS k, cells(neighbours_nearest(p, k)) AS c;
SELECT is_empty($$SELECT metric, k, region, industry FROM nearest EXCEPT SELECT metric, k, a, b FROM near, unnest(ARRAY[1, 2, 8, 60]) AS k WHERE rank <= k$$, 'the nearest, and no others');
SELECT is_empty($$SELECT metric, k, a, b FROM near, unnest(ARRAY[1, 2, 8, 60]) AS k WHERE rank <= k EXCEPT SELECT metric, k, region, industry FROM nearest$$, 'all of the nearest');
SELECT is((SELECT count(*) FROM points, cells(neighbours_nearest(p, 100000)) AS c WHERE metric = 'sphere'), (SELECT count(*) * (count(*) - 1) FROM place), 'all others, where more are wanted');

-- Decay and styles.
CREATE TEMP TABLE w AS SELECT 'within' AS how, region AS a, industry AS b, size AS w FROM points, cells(neighbours_within(p, 20, decay => 1.5)) WHERE metric = 'sphere' AND size > 0
UNION ALL SELECT 'nearest', region, industry, size FROM points, cells(neighbours_nearest(p, 5, decay => 0.5)) WHERE metric = 'sphere';
SELECT is_empty($$SELECT how, a, b, w, distance FROM w JOIN near USING (a, b) WHERE metric = 'sphere' AND NOT pg_temp.near(w, distance ^ CASE how WHEN 'within' THEN -1.5 ELSE -0.5 END)$$, 'weights decay with the distance');
CREATE TEMP TABLE styled AS SELECT how, style, c.region AS a, c.industry AS b, c.size AS w
FROM points, unnest(ARRAY['W', 'C', 'S', 'U']) AS style, unnest(ARRAY['within', 'nearest']) AS how, cells(CASE how WHEN 'within' THEN neighbours_within(p, 20, style, 1.5) ELSE neighbours_nearest(p, 5, style, 0.5) END) AS c WHERE metric = 'sphere' AND size > 0;
CREATE TEMP VIEW raw_sums AS SELECT *, sum(w) OVER (PARTITION BY how, a) AS row_sum, sum(w) OVER (PARTITION BY how) AS all_sum, sqrt(sum(w * w) OVER (PARTITION BY how, a)) AS root FROM w;
CREATE TEMP TABLE expected AS WITH q AS (SELECT *, sum(w / root) OVER (PARTITION BY how) AS roots, (SELECT count(DISTINCT a) FROM w AS u WHERE u.how = r.how) AS n FROM raw_sums AS r)
SELECT how, a, b, style, CASE style WHEN 'W' THEN w / row_sum WHEN 'C' THEN n * w / all_sum WHEN 'S' THEN n * (w / root) / roots ELSE w / all_sum END AS w FROM q, unnest(ARRAY['W', 'C', 'S', 'U']) AS style;
SELECT is_empty($$SELECT how, style, a, b, s.w, e.w FROM styled s FULL JOIN expected e USING (how, style, a, b) WHERE s.w IS NULL OR e.w IS NULL OR NOT pg_temp.near(s.w, e.w)$$, 'styles of spdep');

-- Summary and symmetry.
CREATE TEMP TABLE both_ways AS SELECT how, a, b, coalesce(x.w, 0) AS there, coalesce(y.w, 0) AS back FROM w AS x FULL JOIN (SELECT how, b AS a, a AS b, w FROM w) AS y USING (how, a, b);
CREATE TEMP TABLE n AS SELECT how, CASE how WHEN 'within' THEN neighbours_within(p, 20, decay => 1.5) ELSE neighbours_nearest(p, 5, decay => 0.5) END AS n FROM points, unnest(ARRAY['within', 'nearest']) AS how WHERE metric = 'sphere';
CREATE TEMP TABLE summary AS SELECT how, s.* FROM n, neighbours_summary(n) AS s;
SELECT is_empty($$SELECT how, s.s0, s.s1, s.s2, o.* FROM summary s JOIN (SELECT how, sum(there) AS s0, sum((there + back) ^ 2) / 2 AS s1 FROM both_ways GROUP BY how) AS o USING (how)
    JOIN (SELECT how, sum(x * x) AS s2 FROM (SELECT how, a, sum(there + back) AS x FROM both_ways GROUP BY how, a) AS t GROUP BY how) AS p USING (how)
    WHERE NOT (pg_temp.near(s.s0, o.s0) AND pg_temp.near(s.s1, o.s1) AND pg_temp.near(s.s2, p.s2))$$, 'S0, S1, S2');
SELECT results_eq($$SELECT how, regions::bigint, links, islands::bigint, is_symmetric, fewest::bigint, most::bigint, own FROM summary ORDER BY how$$,
    $$SELECT how, count(*), sum(k)::bigint, count(*) FILTER (WHERE k = 0), how = 'within', min(k), max(k), 0 FROM (SELECT how, label, (SELECT count(*) FROM w WHERE w.how = h.how AND a = label) AS k FROM place, unnest(ARRAY['within', 'nearest']) AS h(how)) AS t GROUP BY how ORDER BY how$$,
    'links, islands, fewest and most');
SELECT is((SELECT sum(cardinality(island_labels)) FROM summary), (SELECT least(sum(islands), 100) FROM summary), 'islands have names');
-- Parts: the lowest label that can be reached, spread link by link.
CREATE TEMP TABLE part AS SELECT how, label, label AS lowest FROM place, unnest(ARRAY['within', 'nearest']) AS how;
DO $$ DECLARE changed bigint := 1; BEGIN
    WHILE changed > 0 LOOP
        UPDATE part SET lowest = t.lowest FROM (SELECT b.how, b.a, min(p.lowest COLLATE "C") AS lowest FROM both_ways b JOIN part p ON p.how = b.how AND p.label = b.b GROUP BY b.how, b.a) AS t
        WHERE t.how = part.how AND t.a = part.label AND t.lowest COLLATE "C" < part.lowest;
        GET DIAGNOSTICS changed = ROW_COUNT;
    END LOOP;
END $$;
SELECT results_eq($$SELECT how, components::bigint FROM summary ORDER BY how$$, $$SELECT how, count(DISTINCT lowest) FROM part GROUP BY how ORDER BY how$$, 'components');
SELECT cmp_ok((SELECT max(components) FROM summary), '>', 1, 'of which there are several');
SELECT is_empty($$SELECT how, choice, a, b, c.size, o.w FROM (SELECT how, choice, c.* FROM n, unnest(ARRAY['max', 'min', 'mean']) AS choice, cells(neighbours_symmetric(n, choice)) AS c WHERE size > 0) AS c(how, choice, a, b, firms, size)
    FULL JOIN (SELECT how, choice, a, b, CASE choice WHEN 'max' THEN greatest(there, back) WHEN 'min' THEN least(there, back) ELSE (there + back) / 2 END AS w FROM both_ways, unnest(ARRAY['max', 'min', 'mean']) AS choice) AS o USING (how, choice, a, b)
    WHERE coalesce(size, 0) <> coalesce(w, 0)$$, 'the same both ways');

-- Focal quotients of counties that are near each other.
CREATE TEMP TABLE firm AS SELECT county_fips AS r, left(naics6, 3) AS i, jobs AS x FROM raw WHERE naics6 IS NOT NULL AND jobs IS NOT NULL AND county_fips IS NOT NULL;
CREATE TEMP TABLE m AS SELECT cluster_matrix_agg(r, i, x) AS m FROM firm;
CREATE TEMP TABLE county AS SELECT county_fips AS label, avg(lon) AS lon, avg(lat) AS lat FROM raw WHERE county_fips > '13020' AND lon IS NOT NULL AND lat IS NOT NULL GROUP BY 1;
CREATE TEMP TABLE around AS SELECT neighbours_within(cluster_points_agg(lon, lat, label), 45, decay => 1) AS n FROM county;
CREATE TEMP TABLE cell AS SELECT r, i, count(*) AS f, sum(x)::float8 AS x FROM firm GROUP BY r, i;
CREATE TEMP TABLE weighed AS SELECT region AS r, industry AS s, size AS w FROM around, cells(n) WHERE size > 0 AND region <> industry UNION ALL SELECT DISTINCT r, r, 0.5 FROM cell;
CREATE TEMP TABLE focal AS SELECT w.r, i, sum(w * f) AS f, sum(w * x) AS x FROM weighed w JOIN cell c ON c.r = w.s WHERE w.r IN (SELECT r FROM cell) GROUP BY 1, 2;
CREATE TEMP TABLE oracle AS SELECT r, i, coalesce(c.f, 0) AS firms, coalesce(c.x, 0) AS size, o.f AS focal_firms, o.x AS focal_size, o.x / sum(o.x) OVER (PARTITION BY r) / share AS focal_lq
FROM focal o LEFT JOIN cell c USING (r, i) JOIN (SELECT i, sum(x) / sum(sum(x)) OVER () AS share FROM cell GROUP BY i) AS whole USING (i);
CREATE TEMP TABLE quotient AS SELECT q.* FROM m, around, spatial_quotients(m, n, own => 0.5) AS q;
ANALYZE oracle, quotient;
SELECT results_eq($$SELECT region, industry, firms, size FROM quotient ORDER BY 1, 2$$, $$SELECT r, i, firms, size FROM oracle ORDER BY 1, 2$$, 'a row for all that is in a county or around it');
SELECT is_empty($$SELECT q.*, o.* FROM quotient q JOIN oracle o ON r = region AND i = industry WHERE NOT (pg_temp.near(q.focal_firms, o.focal_firms) AND pg_temp.near(q.focal_size, o.focal_size) AND pg_temp.near(q.focal_lq, o.focal_lq))$$, 'focal amounts and quotients');
SELECT is_empty($$SELECT * FROM quotient q LEFT JOIN (SELECT l.region, l.industry, l.lq FROM m, location_quotients(m) AS l) AS l USING (region, industry) WHERE q.lq IS DISTINCT FROM coalesce(l.lq, 0)$$, 'beside the location quotient');
