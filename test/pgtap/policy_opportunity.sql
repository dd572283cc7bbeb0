-- Opportunities of targets, and of others, against plain SQL, on a random world of 16 regions and 20 industries.
\ir lib/begin.sql

-- A number in [0, 1) of some words, the same on every machine.
CREATE FUNCTION pg_temp.chance(VARIADIC words text[]) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
    SELECT ('x' || substr(md5(array_to_string(words, ' ')), 1, 8))::bit(32)::bigint::float8 / 4294967296 $$;
CREATE TEMP TABLE cell AS
SELECT year, r, i, ceil(500 * pg_temp.chance('size', r, i) ^ 2 * exp(0.3 * pg_temp.chance('growth', r, i, year::text) + 0.4 * pg_temp.chance('nation', i, year::text))) AS jobs
FROM (SELECT 'r' || 10 + n AS r FROM generate_series(0, 15) AS n) AS region, (SELECT 'i' || 10 + n AS i FROM generate_series(0, 19) AS n) AS industry, generate_series(2013, 2020) AS year
WHERE pg_temp.chance('there', r, i) < 0.6 AND NOT (i = 'i19' AND r <> 'r12');
CREATE TEMP TABLE panel AS SELECT year AS period, 'employment' AS measure, cluster_matrix_agg(r, i, jobs) AS matrix FROM cell GROUP BY year;
CREATE TEMP TABLE policies AS
SELECT r AS region, i AS industry FROM (SELECT DISTINCT r FROM cell) AS a, (SELECT DISTINCT i FROM cell) AS b WHERE pg_temp.chance('lists', r, i) < 0.25 AND r <> 'r17'
UNION ALL SELECT 'r10', 'i99';
SELECT policy_risk_copy_model('standard', 'plain') \gset
UPDATE policy_risk_models SET shrinkage_firms = 0, minimum_coverage = 0.2, minimum_pillars = 1 WHERE model = 'plain';

CREATE TEMP TABLE now AS SELECT matrix AS m FROM panel WHERE period = 2020;
CREATE TEMP TABLE present AS
SELECT r, i FROM cell AS c WHERE year = 2020 AND jobs * (SELECT sum(jobs) FROM cell WHERE year = 2020) >= (SELECT sum(jobs) FROM cell WHERE year = 2020 AND r = c.r) * (SELECT sum(jobs) FROM cell WHERE year = 2020 AND i = c.i);
-- Complexity of industries: the second eigenvector of the walk from industry to region to industry, by powers, on the scale where a region's standardized complexity is the mean of its industries'.
CREATE TEMP TABLE walk AS
SELECT a.i AS a, b.i AS b, sum(1.0::float8 / (SELECT count(*) FROM present WHERE r = a.r)) / (SELECT count(*) FROM present WHERE i = a.i) AS w FROM present AS a JOIN present AS b USING (r) GROUP BY 1, 2;
CREATE TEMP TABLE vector AS SELECT i, pg_temp.chance('start', i) AS x, count(*)::float8 AS k FROM present GROUP BY i;
DO $$ BEGIN
    FOR step IN 1 .. 1500 LOOP
        UPDATE vector AS v SET x = n.x FROM (SELECT a, sum(w * x) AS x FROM walk JOIN vector ON i = b GROUP BY a) AS n WHERE n.a = v.i;
        UPDATE vector AS v SET x = (v.x - mean) / size FROM (SELECT sum(k * x) / sum(k) AS mean, max(abs(x)) AS size FROM vector) AS n;
    END LOOP;
END $$;
CREATE TEMP TABLE eci AS SELECT r, avg(x) AS x, count(*) AS diversity FROM present JOIN vector USING (i) GROUP BY r;
CREATE TEMP TABLE pci AS
SELECT i, (x - mean) / deviation * way AS pci FROM (SELECT DISTINCT i FROM cell WHERE year = 2020) AS a LEFT JOIN vector USING (i), (SELECT avg(x) AS mean, stddev_pop(x) AS deviation, sign(corr(x, diversity)) AS way FROM eci) AS s;
CREATE TEMP TABLE phi AS
SELECT a.i AS a, b.i AS b, (SELECT count(*) FROM present AS x JOIN present AS y USING (r) WHERE x.i = a.i AND y.i = b.i)::float8
       / greatest((SELECT count(*) FROM present WHERE i = a.i), (SELECT count(*) FROM present WHERE i = b.i)) AS phi
FROM pci AS a, pci AS b;
-- Everything of every region with a list and every industry.
CREATE TEMP TABLE pair AS
SELECT r, i, p.region IS NOT NULL AS targeted FROM (SELECT DISTINCT region AS r FROM policies) AS r CROSS JOIN (SELECT i FROM pci UNION SELECT 'i99') AS i LEFT JOIN policies AS p ON p.region = r AND p.industry = i;
CREATE TEMP TABLE asked AS SELECT cluster_matrix_agg(r, i, 1) AS pairs FROM pair;
CREATE TEMP TABLE gain AS
SELECT r, a AS i, sum(phi * pci / (SELECT sum(phi) FROM phi AS all_of WHERE all_of.b = phi.b)) FILTER (WHERE NOT EXISTS (SELECT FROM present AS p WHERE p.r = pair.r AND p.i = phi.b)) AS gain
FROM pair JOIN phi ON a = pair.i JOIN pci ON pci.i = phi.b GROUP BY 1, 2;
CREATE TEMP TABLE growth AS
SELECT p.r, p.i, ln(nullif(sum(jobs) FILTER (WHERE year = 2020), 0) / nullif(sum(jobs) FILTER (WHERE year = 2015), 0)) / 5 AS growth FROM pair AS p LEFT JOIN cell AS c ON c.i = p.i AND c.r <> p.r GROUP BY 1, 2;
-- Of the other regions with a list, the share that lists it too: risk 1/3 at 0.35 and 2/3 at 0.65, straight between and beyond, within 0 and 1. Nothing of what the panel does not know.
CREATE TEMP TABLE room AS
SELECT r, i, CASE WHEN i <> 'i99' THEN 1 - least(greatest(1 / 3.0::float8 + (share - 0.35) / 0.9, 0), 1) END AS room FROM pair AS p,
    LATERAL (SELECT count(DISTINCT region) FILTER (WHERE industry = p.i) / count(DISTINCT region)::float8 AS share FROM policies WHERE region <> p.r) AS s;
CREATE TEMP TABLE part AS
SELECT p.*, v.* FROM pair AS p LEFT JOIN pci USING (i) LEFT JOIN gain USING (r, i) LEFT JOIN growth USING (r, i) LEFT JOIN room USING (r, i),
    LATERAL (VALUES ('complexity', pci), ('gain', coalesce(gain, 0 * pci)), ('growth', growth), ('room', room)) AS v(part, value) WHERE value IS NOT NULL;
CREATE TEMP TABLE opportunity AS
SELECT r, i, bool_and(targeted) AS targeted, CASE WHEN count(*) >= 2 THEN 100 * avg(rank) END AS opportunity, max(value) FILTER (WHERE part = 'gain') AS gain, max(value) FILTER (WHERE part = 'growth') AS growth,
       max(value) FILTER (WHERE part = 'room') AS room, max(value) FILTER (WHERE part = 'complexity') AS pci, min(rank) AS least, max(rank) AS largest
FROM (SELECT p.*, (SELECT (count(*) FILTER (WHERE q.value < p.value - 1e-9) + count(*) FILTER (WHERE abs(q.value - p.value) <= 1e-9) / 2.0) / count(*) FROM part AS q WHERE q.part = p.part AND q.targeted)::float8 AS rank FROM part AS p) AS x
GROUP BY 1, 2;
CREATE TEMP TABLE found AS SELECT * FROM policy_opportunity('panel', 'policies', 2020, model => 'plain', risk_from => 60);
CREATE TEMP TABLE score AS SELECT * FROM asked, policy_risk_scores('panel', 'policies', 2020, pairs, model => 'plain');

SELECT plan(9);
SELECT cmp_ok((SELECT count(*) FROM found WHERE opportunity IS NOT NULL), '>', 50::bigint, 'dozens of targets');
SELECT is((SELECT string_agg(DISTINCT quadrant, ' ') FROM found), 'avoid build_on careful_bet steady', 'of all kinds');
SELECT is_empty($$
    SELECT * FROM found AS f FULL JOIN (SELECT * FROM opportunity WHERE targeted) AS e ON e.r = f.region AND e.i = f.industry
    WHERE e.r IS NULL AND f.industry <> 'i99' OR f.region IS NULL OR (f.complexity IS NULL, f.gain IS NULL, f.growth IS NULL, f.market_room IS NULL) IS DISTINCT FROM (e.pci IS NULL, e.gain IS NULL, e.growth IS NULL, e.room IS NULL)
       OR abs(f.complexity - e.pci) > 1e-9 OR abs(f.gain - e.gain) > 1e-9 OR abs(f.growth - e.growth) > 1e-12 OR abs(f.market_room - e.room) > 1e-12$$, 'the four parts');
SELECT is_empty($$
    SELECT * FROM found AS f, now, opportunity_gain(m) AS g WHERE (g.region, g.industry) = (f.region, f.industry) AND NOT g.present AND f.gain IS DISTINCT FROM g.gain AND abs(f.gain - g.gain) > 1e-12$$, 'the gain of opportunity_gain');
SELECT is_empty($$
    SELECT * FROM found AS f JOIN opportunity AS e ON e.r = f.region AND e.i = f.industry
    WHERE (f.opportunity IS NULL) <> (e.opportunity IS NULL) OR abs(f.opportunity - e.opportunity) > 1e-9
       OR least(f.complexity_rank, f.gain_rank, f.growth_rank, f.market_room_rank) - least > 1e-12 OR largest - greatest(f.complexity_rank, f.gain_rank, f.growth_rank, f.market_room_rank) > 1e-12$$, 'ranks and their mean');
SELECT is_empty($$
    SELECT * FROM found AS f JOIN score AS s USING (region, industry)
    WHERE f.score IS DISTINCT FROM s.score OR f.band IS DISTINCT FROM s.band
       OR quadrant IS DISTINCT FROM CASE WHEN f.score IS NULL OR opportunity IS NULL THEN NULL WHEN opportunity >= 50 THEN CASE WHEN f.score < 60 THEN 'build_on' ELSE 'careful_bet' END WHEN f.score < 60 THEN 'steady' ELSE 'avoid' END$$, 'scores and quadrants');
-- What else: industries with firms that the region does not list, of low risk, the best two of each region.
CREATE TEMP TABLE others AS
SELECT * FROM (SELECT r, i, e.opportunity, score, row_number() OVER (PARTITION BY r ORDER BY e.opportunity DESC, i) AS place
               FROM opportunity AS e JOIN score AS s ON s.region = r AND s.industry = i WHERE NOT targeted AND i <> 'i99' AND e.opportunity >= 40 AND score < 60) AS x;
SELECT cmp_ok((SELECT count(*) FROM others WHERE place > 2), '>', 5::bigint, 'some regions have more than two');
SELECT is_empty($$
    SELECT * FROM policy_opportunity('panel', 'policies', 2020, model => 'plain', untargeted => true, per_region => 2, risk_from => 60, opportunity_from => 40) AS f
    FULL JOIN (SELECT * FROM others WHERE place <= 2) AS e ON e.r = f.region AND e.i = f.industry
    WHERE e.r IS NULL OR f.region IS NULL OR f.targeted OR quadrant <> 'build_on' OR f.score <> e.score OR abs(f.opportunity - e.opportunity) > 1e-9$$, 'what to look at instead');
SELECT is_empty($$
    SELECT * FROM policy_opportunity('panel', 'policies', 2020, model => 'plain', untargeted => true, per_region => NULL, risk_from => 60, opportunity_from => 40) AS f
    FULL JOIN others AS e ON e.r = f.region AND e.i = f.industry WHERE e.r IS NULL OR f.region IS NULL$$, 'all of it');
SELECT * FROM finish();
ROLLBACK;
