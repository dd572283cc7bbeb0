-- Complexity, fitness, outlook, opportunities, PRODY and EXPY of the US states and
-- of counties of Georgia, against plain SQL: the equations that they must meet,
-- and iterations written out.
\ir lib/begin.sql
\ir lib/states.sql
\ir lib/georgia.sql
CREATE TEMP TABLE firms AS
SELECT 'states' AS set, state AS r, naics AS i, n AS x FROM cbp WHERE year = 2006 AND length(naics) = 3
UNION ALL SELECT 'georgia', county_fips, left(naics6, 4), jobs FROM raw WHERE naics6 IS NOT NULL AND jobs IS NOT NULL;
CREATE TEMP TABLE m AS SELECT set, cluster_matrix_agg(r, i, x) AS m FROM firms GROUP BY set;
CREATE TEMP TABLE region AS SELECT set, o.* FROM m, region_complexity(m) AS o;
CREATE TEMP TABLE industry AS SELECT set, o.* FROM m, industry_complexity(m) AS o;

-- Plain SQL -----------------------------------------------------------------------

CREATE TEMP TABLE present AS
WITH c AS (SELECT set, r, i, sum(x) AS x FROM firms GROUP BY 1, 2, 3),
     q AS (SELECT *, x * sum(x) OVER (PARTITION BY set) / nullif((sum(x) OVER (PARTITION BY set, r)) * (sum(x) OVER (PARTITION BY set, i)), 0) AS lq FROM c)
SELECT set, r, i, count(*) OVER (PARTITION BY set, i)::float8 AS u, count(*) OVER (PARTITION BY set, r)::float8 AS k FROM q WHERE lq >= 1;
ANALYZE present;
CREATE TEMP TABLE labels AS SELECT DISTINCT set, r, i FROM (SELECT DISTINCT set, r FROM firms) AS r JOIN (SELECT DISTINCT set, i FROM firms) AS i USING (set);

SELECT plan(29);
SELECT cmp_ok((SELECT count(*) FROM present WHERE set = s), '>', 1500::bigint, s || ': thousands of industries are present') FROM unnest(ARRAY['states', 'georgia']) AS s;
SELECT is_empty($$SELECT * FROM region LEFT JOIN (SELECT set, r, count(*) AS k, avg(u) AS u FROM present GROUP BY 1, 2) AS e ON e.set = region.set AND r = region
    WHERE status <> CASE WHEN k IS NULL THEN 'absent' ELSE 'ok' END OR diversity <> coalesce(k, 0) OR abs(average_ubiquity - u) > 1e-10$$, 'diversity and average ubiquity');
SELECT is_empty($$SELECT * FROM industry LEFT JOIN (SELECT set, i, count(*) AS u, avg(k) AS k FROM present GROUP BY 1, 2) AS e ON e.set = industry.set AND i = industry
    WHERE status <> CASE WHEN u IS NULL THEN 'absent' ELSE 'ok' END OR ubiquity <> coalesce(u, 0) OR abs(average_diversity - k) > 1e-10$$, 'ubiquity and average diversity');

-- The eigen-equation: v = ECI with sum k v = 0, M~ v = lambda v.
CREATE TEMP TABLE v AS
SELECT set, region AS r, diversity AS k, eci - sum(diversity * eci) OVER s / sum(diversity) OVER s AS v FROM region WHERE eci IS NOT NULL WINDOW s AS (PARTITION BY set);
CREATE FUNCTION pg_temp.walked() RETURNS TABLE (set text, r text, k float8, v float8, w float8) LANGUAGE sql AS $$
    WITH mean AS (SELECT present.set, present.i, avg(v.v) AS v FROM present JOIN v USING (set, r) GROUP BY 1, 2)
    SELECT present.set, present.r, min(v.k)::float8, min(v.v), avg(mean.v) FROM present JOIN mean USING (set, i) JOIN v ON v.set = present.set AND v.r = present.r GROUP BY 1, 2 $$;
CREATE TEMP TABLE equation AS SELECT *, sum(k * v * w) OVER (PARTITION BY set) / sum(k * v * v) OVER (PARTITION BY set) AS lambda FROM pg_temp.walked();
SELECT cmp_ok((SELECT sqrt(sum((w - lambda * v) ^ 2) / sum(v * v)) FROM equation WHERE set = s), '<', 1e-10::float8, s || ': M~ v = lambda v') FROM unnest(ARRAY['states', 'georgia']) AS s;
SELECT is_empty($$SELECT set FROM region GROUP BY set HAVING abs(avg(eci)) > 1e-12 OR abs(stddev_pop(eci) - 1) > 1e-12 OR NOT corr(eci, diversity) > 0.1$$, 'mean 0, deviation 1, high where diversity is');
SELECT is_empty($$SELECT set FROM (SELECT set, diversity_correlation AS c, corr(eci, diversity) OVER (PARTITION BY set) AS expected FROM region WHERE eci IS NOT NULL) AS x WHERE abs(c - expected) < 1e-12 IS NOT TRUE$$,
    'diversity_correlation is corr(ECI, diversity)');
-- In 2003 diversity hardly told which end is the complex one: the sign that another year's firms would turn is told by the status, with values as ever.
CREATE TEMP TABLE weak AS SELECT o.* FROM (SELECT cluster_matrix_agg(state, naics, jobs) AS m FROM cbp WHERE year = 2003 AND length(naics) = 3) AS x, region_complexity(m) AS o;
SELECT cmp_ok((SELECT corr(eci, diversity) FROM weak), '<', 0.01::float8, 'a sign that diversity hardly tells');
SELECT is((SELECT count(*) FROM weak WHERE status = 'weak_sign' AND abs(diversity_correlation - (SELECT corr(eci, diversity) FROM weak)) < 1e-12), 51::bigint, 'is told by the status, next to values');
SELECT is_empty($$SELECT set, region, min(eci) FROM region JOIN present USING (set) JOIN industry USING (set) WHERE r = region AND i = industry
    GROUP BY 1, 2 HAVING abs(min(eci) - avg(pci)) > 1e-9$$, 'ECI is the mean PCI of the portfolio');
SELECT is_empty($$SELECT p.set, industry FROM industry JOIN present AS p USING (set) JOIN equation AS e USING (set, r) JOIN region ON region.set = p.set AND region = r WHERE i = industry
    GROUP BY 1, 2 HAVING abs(min(pci) - (avg(e.v) / min(e.lambda) + min(region.eci - e.v))) > 1e-9$$, 'PCI is of the same vector');

-- The second eigenvalue: from any start, less what is along the first vector, walking comes to it and never above.
CREATE TEMP TABLE found AS SELECT DISTINCT set, lambda FROM equation;
CREATE TEMP TABLE kept AS SELECT * FROM v;
UPDATE v SET v = ('x' || substr(md5(r), 1, 8))::bit(32)::int / 2e9;
DO $$ BEGIN
    FOR n IN 1..100 LOOP
        UPDATE v SET v = (v.v - s.mean) / s.length
        FROM (SELECT set, sum(k * v.v) / sum(k) AS mean, max(abs(v.v)) AS length FROM v GROUP BY set) AS s WHERE s.set = v.set;
        UPDATE v SET v = w.w FROM pg_temp.walked() AS w WHERE w.set = v.set AND w.r = v.r;
    END LOOP;
    UPDATE v SET v = v.v - s.mean FROM (SELECT set, sum(k * v.v) / sum(k) AS mean FROM v GROUP BY set) AS s WHERE s.set = v.set;
END $$;
CREATE TEMP TABLE walked AS SELECT *, sum(k * v * w) OVER (PARTITION BY set) / sum(k * v * v) OVER (PARTITION BY set) AS lambda FROM pg_temp.walked();
SELECT ok(walked.lambda <= found.lambda + 1e-10 AND walked.lambda > found.lambda - 1e-6, set || ': the second largest eigenvalue')
FROM found JOIN (SELECT DISTINCT set, lambda FROM walked) AS walked USING (set) ORDER BY set;
SELECT ok(abs(corr(v.v, kept.v)) > 0.9999, set || ': its vector') FROM v JOIN kept USING (set, r) GROUP BY set ORDER BY set;

-- Reflections and fitness, step by step ---------------------------------------------

CREATE TEMP TABLE reflected AS SELECT 0 AS n, set, 'region' AS side, r AS label, k AS value FROM present GROUP BY 2, 4, 5 UNION ALL SELECT 0, set, 'industry', i, u FROM present GROUP BY 2, 4, 5;
DO $$ BEGIN
    FOR s IN 1..4 LOOP
        INSERT INTO reflected SELECT s, p.set, 'region', r, avg(value) FROM present p JOIN reflected f ON f.set = p.set AND side = 'industry' AND label = i AND n = s - 1 GROUP BY 2, 4
        UNION ALL SELECT s, p.set, 'industry', i, avg(value) FROM present p JOIN reflected f ON f.set = p.set AND side = 'region' AND label = r AND n = s - 1 GROUP BY 2, 4;
    END LOOP;
END $$;
CREATE TEMP TABLE spread AS SELECT set, avg(value) AS mean, stddev_pop(value) AS deviation FROM reflected WHERE n = 4 AND side = 'region' GROUP BY 1;
CREATE TEMP TABLE reflected_region AS SELECT set, o.* FROM m, region_complexity(m, method => 'reflections', steps => 4, fitness_steps => 6) AS o;
CREATE TEMP TABLE reflected_industry AS SELECT set, o.* FROM m, industry_complexity(m, method => 'reflections', steps => 4, fitness_steps => 6) AS o;
SELECT is_empty($$SELECT * FROM reflected_region AS o, reflected AS e, spread AS s
    WHERE e.set = o.set AND s.set = o.set AND n = 4 AND side = 'region' AND label = region AND abs(o.eci - (value - mean) / deviation) > 1e-8$$, 'four reflections: k_4');
SELECT is_empty($$SELECT * FROM reflected_industry AS o, reflected AS e, spread AS s
    WHERE e.set = o.set AND s.set = o.set AND n = 3 AND side = 'industry' AND label = industry AND abs(o.pci - (value - mean) / deviation) > 1e-8$$, 'four reflections: u_3');
CREATE TEMP TABLE fit AS SELECT 0 AS n, set, side, label, 1::float8 AS value FROM reflected WHERE n = 0;
DO $$ BEGIN
    FOR s IN 1..6 LOOP
        INSERT INTO fit SELECT s, set, 'region', r, f / avg(f) OVER (PARTITION BY set) FROM (
            SELECT p.set, r, sum(value) AS f FROM present p JOIN fit ON fit.set = p.set AND side = 'industry' AND label = i AND n = s - 1 GROUP BY 1, 2) AS x;
        INSERT INTO fit SELECT s, set, 'industry', i, q / avg(q) OVER (PARTITION BY set) FROM (
            SELECT p.set, i, 1 / sum(1 / value) AS q FROM present p JOIN fit ON fit.set = p.set AND side = 'region' AND label = r AND n = s - 1 GROUP BY 1, 2) AS x;
    END LOOP;
END $$;
SELECT is_empty($$SELECT * FROM reflected_region AS o, fit AS e
    WHERE e.set = o.set AND n = 6 AND side = 'region' AND label = region AND abs(ln(o.fitness / value)) > 1e-11$$, 'six steps of fitness');
SELECT is_empty($$SELECT * FROM reflected_industry AS o, fit AS e
    WHERE e.set = o.set AND n = 6 AND side = 'industry' AND label = industry AND abs(ln(o.quality / value)) > 1e-11$$, 'six steps of quality');

-- Outlook and opportunities --------------------------------------------------------

-- The states are enough: the sums are over all pairs of industries.
CREATE TEMP TABLE phi AS
SELECT a.i AS a, b.i AS b, count(*) / greatest(min(a.u), min(b.u)) AS phi FROM present a JOIN present b USING (set, r) WHERE set = 'states' GROUP BY 1, 2;
CREATE TEMP TABLE sums AS SELECT a AS i, sum(phi) AS s FROM phi GROUP BY 1;
CREATE TEMP TABLE opportunity AS
SELECT l.r, l.i, o.industry IS NOT NULL AS here, sum(p.phi) FILTER (WHERE h.u IS NOT NULL) / sum(p.phi) AS density,
       coalesce(sum(p.phi / s.s * j.pci) FILTER (WHERE h.u IS NULL), 0) AS gain
FROM labels AS l JOIN phi AS p ON p.a = l.i JOIN sums AS s ON s.i = p.b JOIN industry AS j ON j.set = 'states' AND j.industry = p.b
LEFT JOIN present AS h ON h.set = 'states' AND h.r = l.r AND h.i = p.b
LEFT JOIN (SELECT r AS region, i AS industry FROM present WHERE set = 'states') AS o ON o.region = l.r AND o.industry = l.i
WHERE l.set = 'states' GROUP BY 1, 2, 3;
SELECT is_empty($$SELECT * FROM opportunity AS e JOIN industry AS j ON j.set = 'states' AND j.industry = e.i FULL JOIN (SELECT o.* FROM m, opportunity_gain(m) AS o WHERE set = 'states') AS o ON o.region = r AND o.industry = i
    WHERE r IS NULL OR o.region IS NULL OR present <> here OR abs(o.density - coalesce(e.density, 0)) > 1e-12 OR o.pci <> j.pci OR (o.gain IS NULL) <> here OR abs(o.gain - e.gain) > 1e-12$$, 'every opportunity of the states');
SELECT is_empty($$SELECT * FROM (SELECT r, sum(coalesce(density, 0) * pci) FILTER (WHERE NOT here) AS outlook FROM opportunity JOIN industry ON set = 'states' AND industry = i GROUP BY 1) AS e
    JOIN region AS o ON o.set = 'states' AND region = r WHERE abs(o.outlook - coalesce(e.outlook, 0)) > 1e-11$$, 'complexity outlook of the states');

-- What one region could grow next: the functions put together by hand, and by the plain SQL above.
CREATE TEMP TABLE next AS SELECT set, r.region, o.* FROM m, regions(m) AS r, region_opportunities(m, r.region) AS o WHERE set = 'states';
SELECT is_empty($$
    SELECT * FROM next AS n FULL JOIN (
        SELECT g.*, q.lq, q.firms, q.size, i.firms AS all_firms, i.size AS all_size, e.eci, avg(g.density) OVER (PARTITION BY g.region) AS mean,
               CASE WHEN g.present THEN 'present' WHEN g.density > avg(g.density) OVER (PARTITION BY g.region) + 1e-10 THEN CASE WHEN g.pci > e.eci THEN 'near and complex' ELSE 'near' END
                    WHEN g.pci > e.eci THEN 'complex' ELSE 'far' END AS called
        FROM m, opportunity_gain(m) AS g, location_quotients(m, absent => true) AS q, industries(m) AS i, region_complexity(m) AS e
        WHERE set = 'states' AND (q.region, q.industry) = (g.region, g.industry) AND i.industry = g.industry AND e.region = g.region) AS e ON (e.region, e.industry) = (n.region, n.industry)
    WHERE (n.present, n.lq, n.firms, n.size, n.industry_firms, n.industry_size, n.density, n.pci, n.eci, n.gain, n.quadrant, n.status)
        IS DISTINCT FROM (e.present, e.lq, e.firms, e.size, e.all_firms, e.all_size, e.density, e.pci, e.eci, e.gain, e.called, e.status) OR abs(n.mean_density - e.mean) < 1e-14 IS NOT TRUE$$, 'region_opportunities is its parts');
SELECT is_empty($$
    SELECT * FROM next AS n FULL JOIN (
        SELECT o.r, o.i, o.here, coalesce(c.x, 0) AS x, c.n, sum(c.x) OVER (PARTITION BY o.i) AS all_x, sum(c.n) OVER (PARTITION BY o.i) AS all_n, o.density, avg(coalesce(o.density, 0)) OVER (PARTITION BY o.r) AS mean
        FROM opportunity AS o LEFT JOIN (SELECT r, i, sum(x) AS x, count(*) AS n FROM firms WHERE set = 'states' GROUP BY 1, 2) AS c USING (r, i)) AS e ON (e.r, e.i) = (region, industry)
    WHERE present IS DISTINCT FROM here OR size IS DISTINCT FROM x OR firms IS DISTINCT FROM coalesce(n, 0) OR industry_size IS DISTINCT FROM all_x OR industry_firms IS DISTINCT FROM all_n
        OR abs(mean_density - mean) < 1e-12 IS NOT TRUE OR (quadrant = 'present') IS DISTINCT FROM here OR NOT here AND (quadrant ~ '^near') IS DISTINCT FROM (coalesce(e.density, 0) > mean)$$, 'and what plain SQL says');
SELECT set_eq('SELECT quadrant FROM next', ARRAY['present', 'near and complex', 'near', 'complex', 'far'], 'of every kind there are some');

-- PRODY and EXPY -------------------------------------------------------------------

CREATE TEMP TABLE income AS SELECT state AS r, sum(jobs) / sum(n) AS y FROM cbp WHERE year = 2006 AND length(naics) = 2 GROUP BY 1;
CREATE TEMP TABLE figures AS SELECT array_agg(r) AS regions, array_agg(y) AS y FROM income;
CREATE TEMP TABLE mix AS SELECT r, i, x / sum(x) OVER (PARTITION BY r) AS q FROM firms WHERE set = 'states';
CREATE TEMP TABLE rich AS SELECT i, sum(q * y) / sum(q) AS prody FROM mix JOIN income USING (r) WHERE y IS NOT NULL GROUP BY 1;
SELECT is_empty($$SELECT * FROM rich FULL JOIN (SELECT o.* FROM m, figures, prody(m, regions, y) AS o WHERE set = 'states') AS o ON industry = i WHERE abs(o.prody / rich.prody - 1) IS DISTINCT FROM 0 AND NOT abs(o.prody / rich.prody - 1) < 1e-12$$, 'prody of every industry');
SELECT is_empty($$SELECT * FROM (SELECT r, sum(q * prody) AS expy FROM mix JOIN rich USING (i) GROUP BY 1) AS e FULL JOIN (SELECT o.* FROM m, figures, expy(m, regions, y) AS o WHERE set = 'states') AS o ON region = r
    WHERE NOT abs(o.expy / e.expy - 1) < 1e-12 OR abs(coverage - 1) > 1e-12 OR region IS NULL OR r IS NULL$$, 'expy of every state');

-- Labels and merges ----------------------------------------------------------------

CREATE TEMP TABLE other AS
SELECT set, cluster_matrix_agg(reverse(md5(r)), md5(i), x ORDER BY md5(i || r)) AS m FROM firms GROUP BY set;
CREATE TEMP TABLE relabelled AS SELECT set, o.* FROM other, region_complexity(m) AS o;
SELECT is_empty($$SELECT * FROM region AS a JOIN relabelled AS b ON a.set = b.set AND b.region = reverse(md5(a.region))
    WHERE a.diversity <> b.diversity OR abs(a.eci - b.eci) > 1e-9 OR abs(a.outlook - b.outlook) > 1e-9 OR abs(a.fitness / b.fitness - 1) > 1e-9$$, 'other labels, same numbers');
SELECT is((SELECT string_agg(o::text, ' ' ORDER BY o.region) FROM (SELECT sum(m) AS m FROM (SELECT cluster_matrix_agg(r, i, x) AS m FROM firms WHERE set = 'georgia' GROUP BY md5(r || i || x) < '8') AS halves) AS x, region_complexity(m) AS o),
          (SELECT string_agg(o::text, ' ' ORDER BY o.region) FROM m, region_complexity(m) AS o WHERE set = 'georgia'), 'merged from halves: the same bits');
SELECT * FROM finish();
ROLLBACK;
