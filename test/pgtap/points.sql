-- Points against GROUP BY, and snapped places against the definition of cells.
\ir lib/begin.sql
SELECT plan(18);

-- 20,000 firms in 40 industries, with few weights and a NULL now and then: at places that many share, and at their own.
CREATE FUNCTION pg_temp.h(a bigint, b int) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT (hashint8extended(a, b) & 1048575) / 1048576.0';
CREATE TEMP TABLE firm AS
SELECT g, CASE WHEN g % 999 > 0 THEN round(360 * pg_temp.h(g % 700, 1)::numeric - 180, 2)::float8 END AS x, round(180 * pg_temp.h(g % 700, 2)::numeric - 90, 2)::float8 AS y,
       'I' || floor(40 * pg_temp.h(g, 3) ^ 2) AS industry, CASE WHEN g % 777 > 0 THEN floor(5 * pg_temp.h(g, 4)) / 2 END AS weight
FROM generate_series(1, 20000) g;
CREATE TEMP TABLE apart AS SELECT g, 360 * pg_temp.h(g, 5) - 180 AS x, 180 * pg_temp.h(g, 6) - 90 AS y, industry, weight FROM firm;

CREATE FUNCTION pg_temp.compare(of text, metric text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TEMP TABLE whole AS SELECT cluster_points_agg(x, y, industry, weight, %L) AS p FROM %I', metric, of);
    EXECUTE format('CREATE TEMP VIEW known AS SELECT * FROM %I WHERE x IS NOT NULL AND weight IS NOT NULL', of);
    RETURN QUERY SELECT results_eq('SELECT c.* FROM whole, points_cells(p) c',
        'SELECT x, y, industry, count(*), sum(weight) FROM known GROUP BY 1, 2, 3 ORDER BY industry COLLATE "C", x, y', of || ': cells');
    RETURN QUERY SELECT results_eq('SELECT i.* FROM whole, points_industries(p) i',
        'SELECT industry, count(DISTINCT (x, y))::int, count(*), sum(weight) FROM known GROUP BY 1 ORDER BY industry COLLATE "C"', of || ': industries');
    RETURN QUERY SELECT results_eq('SELECT l.* FROM whole, points_places(p) l',
        'SELECT x, y, count(DISTINCT industry)::int, count(*), sum(weight) FROM known GROUP BY 1, 2 ORDER BY x, y', of || ': places');
    RETURN QUERY SELECT results_eq('SELECT metric, places, industries, firms, weight, skipped, moved FROM whole, points_summary(p)',
        format('SELECT %L, count(DISTINCT (x, y))::int, count(DISTINCT industry)::int, count(*), sum(weight), (SELECT count(*) FROM %I) - count(*), 0::float8 FROM known', metric, of), of || ': summary');
    RETURN QUERY SELECT results_eq($q$SELECT c.* FROM whole, points_cells(points_subset(p, '{I3,I17,I99}')) c$q$,
        $q$SELECT x, y, industry, count(*), sum(weight) FROM known WHERE industry IN ('I3', 'I17') GROUP BY 1, 2, 3 ORDER BY industry COLLATE "C", x, y$q$, of || ': subset');
    RETURN QUERY EXECUTE format($q$SELECT ok((SELECT p FROM whole) = (SELECT cluster_points_agg(x, y, industry, weight, %1$L ORDER BY g DESC) FROM %2$I), '%2$s: the same in another order')$q$, metric, of);
    RETURN QUERY SELECT ok(p::text::cluster_points = p, of || ': read as it is written') FROM whole;
    DROP VIEW known;
    DROP TABLE whole;
END $$;
SELECT * FROM pg_temp.compare('firm', 'sphere');
SELECT * FROM pg_temp.compare('apart', 'plane');

-- Where a cell's centre is, by the words of the reference.
CREATE FUNCTION pg_temp.centre(metric text, side float8, x float8, y float8) RETURNS TABLE (to_x float8, to_y float8) LANGUAGE sql AS $$
SELECT (floor(x / side) + 0.5) * side, (floor(y / side) + 0.5) * side WHERE metric = 'plane'
UNION ALL
SELECT -180 + (least(floor((x + 180) * m / 360), m - 1) + 0.5) * 360 / m, b
FROM (SELECT b, greatest(ceil(2 * pi() * 6371.0088 * cosd(b) / side), 1) AS m
      FROM (SELECT -90 + (least(floor((y + 90) * n / 180), n - 1) + 0.5) * 180 / n AS b FROM ceil(pi() * 6371.0088 / side) AS n) bands) cells
WHERE metric = 'sphere' $$;
CREATE FUNCTION pg_temp.far(metric text, x float8, y float8, to_x float8, to_y float8) RETURNS float8 LANGUAGE sql AS $$
SELECT CASE metric WHEN 'plane' THEN sqrt((x - to_x) ^ 2 + (y - to_y) ^ 2)
    ELSE 2 * 6371.0088 * asin(sqrt(least(1, sind((to_y - y) / 2) ^ 2 + cosd(y) * cosd(to_y) * sind((to_x - x) / 2) ^ 2))) END $$;
CREATE TEMP TABLE snapped AS
SELECT metric, side, points_snap(p, side) AS s, p FROM (VALUES ('sphere', 0.3), ('sphere', 25), ('sphere', 9000), ('plane', 0.7), ('plane', 40)) v(metric, side),
    LATERAL (SELECT cluster_points_agg(x, y, g::text, weight, metric) AS p FROM apart WHERE g % 10 = 0) a;
SELECT is((SELECT count(*) FROM snapped, points_cells(p) a JOIN LATERAL points_cells(s) b USING (industry), LATERAL pg_temp.centre(metric, side, a.x, a.y) c WHERE abs(b.x - to_x) > 1e-9 OR abs(b.y - to_y) > 1e-9),
    0::bigint, 'every firm is at the centre of its cell');
SELECT is_empty($$SELECT snapped.metric, side FROM snapped, points_summary(s) t, LATERAL (SELECT max(pg_temp.far(snapped.metric, a.x, a.y, b.x, b.y)) AS far FROM points_cells(p) a JOIN points_cells(s) b USING (industry)) m WHERE abs(far - t.moved) > 1e-6 OR far > 0.9 * side$$,
    'the summary tells how far the farthest went, which is within a cell');
SELECT is_empty('SELECT metric, side FROM snapped WHERE points_snap(s, side) <> s OR (points_summary(points_snap(s, side * 3))).moved <= (points_summary(s)).moved', 'nobody is moved twice, but to larger cells, and that adds up');
SELECT is_empty('SELECT snapped.metric, side FROM snapped, points_summary(s) a, points_summary(p) b WHERE (a.firms, a.weight, a.industries, a.skipped) <> (b.firms, b.weight, b.industries, b.skipped)', 'and nobody is lost');
SELECT * FROM finish();
ROLLBACK;
