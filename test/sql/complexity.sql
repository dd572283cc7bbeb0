-- Complexity of regions and industries, and what regions could grow next.
\pset null '-'
CREATE FUNCTION r(x float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round(x::numeric, 6) $$;
-- The worked example of the literature: regions 1 to 4 have industries 1110, 1100, 1000, 0111, with one job each.
CREATE VIEW e AS
SELECT cluster_matrix_agg(region, 'I' || i, 1) AS m
FROM (VALUES ('R1', '1110'), ('R2', '1100'), ('R3', '1000'), ('R4', '0111')) AS v(region, has), generate_series(1, 4) AS i WHERE substr(has, i, 1) = '1';
-- Diversity 3, 2, 1, 3, ubiquity 3, 3, 2, 1, so average ubiquity 8/3, 3, 3, 2. By another program's eigenvector (values printed with the
-- literature's formulas): ECI .186385, -.379060, -1.282613, 1.475289; PCI -1.282613, .524493, 1.317274, 2.584100.
-- Outlook from densities R1: 4 5/11; R2: 3 2/5, 4 2/11; R3: 2 1/4, 3 2/15, 4 0; R4: 1 1/2: 1.174591, .996746, .306760, -.641307
SELECT region, diversity, r(average_ubiquity) AS average_ubiquity, r(eci) AS eci, r(outlook) AS outlook, component, status FROM e, region_complexity(m) ORDER BY 1;
-- Average diversity 2, 8/3, 3, 3
SELECT industry, ubiquity, r(average_diversity) AS average_diversity, r(pci) AS pci, component, status FROM e, industry_complexity(m) ORDER BY 1;
-- Industries by themselves, printed with n - 1: -1.277638, -.161414, .328276, 1.110776. Raw: sum u PCI = 0
SELECT industry, r(i.pci * sqrt(3.0 / 4)) AS own, r(j.pci) AS raw, r(sum(i.ubiquity * j.pci) OVER ()) AS zero
FROM e, industry_complexity(m, scale => 'own') AS i JOIN industry_complexity((SELECT m FROM e), scale => 'raw') AS j USING (industry) ORDER BY 1;
SELECT region, r(eci * sqrt(3.0 / 4)) AS eci FROM e, region_complexity(m) ORDER BY 1;
-- A region has the mean of its industries, by every method on the scale of regions.
SELECT method, steps, max(abs(eci - mean)) < 1e-12 AS mean_of_its_industries
FROM (VALUES ('eigenvector', 20), ('reflections', 2), ('reflections', 20), ('reflections', 200)) AS v(method, steps), e,
     LATERAL (SELECT c.region, min(r.eci) AS eci, avg(i.pci) AS mean FROM cells(m) AS c JOIN region_complexity(m, method => method, steps => steps) AS r USING (region)
              JOIN industry_complexity(m, method => method, steps => steps) AS i USING (industry) GROUP BY c.region) AS x GROUP BY 1, 2 ORDER BY 1, 2;
-- Two reflections: k_1 = 8/3, 3, 3, 2; u_1 = 2, 8/3, 3, 3; k_2 = 23/9, 7/3, 2, 26/9, mean 22/9 and deviation sqrt(8.5)/9 = .323942:
-- .342997, -.342997, -1.371989, 1.371989; PCI (u_1 - 22/9)/.323942 = -1.371989, .685994, 1.714986, 1.714986. Many come to the eigenvector.
SELECT region, r(eci) AS eci FROM e, region_complexity(m, method => 'reflections', steps => 2) ORDER BY 1;
SELECT industry, r(pci) AS pci FROM e, industry_complexity(m, method => 'reflections', steps => 2) ORDER BY 1;
SELECT region, r(eci) AS eci FROM e, region_complexity(m, method => 'reflections', steps => 100) ORDER BY 1;
-- Odd ones come of ubiquity. One: k_1 has mean 8/3 and deviation 1/sqrt 6: 0, .816497, .816497, -1.632993; PCI (u_0 - 8/3) sqrt 6 = .816497, .816497,
-- -1.632993, -4.082483. Three: u_2 = 26/9, 23/9, 7/3, 2; k_3 = 70/27, 49/18, 26/9, 62/27, mean 21/8, deviation .216901: -.149410, .448231, 1.216627, -1.515448
SELECT region, r(a.eci) AS step_1, r(b.eci) AS step_3 FROM e, region_complexity(m, method => 'reflections', steps => 1) AS a
JOIN region_complexity((SELECT m FROM e), method => 'reflections', steps => 3) AS b USING (region) ORDER BY 1;
SELECT industry, r(pci) AS pci FROM e, industry_complexity(m, method => 'reflections', steps => 1) ORDER BY 1;
-- Fitness after one step 1.333333, .888889, .444444, 1.333333, after two 1.166667, .666667, .333333, 1.833333;
-- quality .615385, .615385, .923077, 1.846154 and .369637, .580858, 1.016502, 2.033003
SELECT region, r(a.fitness) AS step_1, r(b.fitness) AS step_2, a.fitness_status FROM e, region_complexity(m, fitness_steps => 1) AS a
JOIN region_complexity((SELECT m FROM e), fitness_steps => 2) AS b USING (region) ORDER BY 1;
SELECT industry, r(a.quality) AS step_1, r(b.quality) AS step_2 FROM e, industry_complexity(m, fitness_steps => 1) AS a
JOIN industry_complexity((SELECT m FROM e), fitness_steps => 2) AS b USING (industry) ORDER BY 1;
-- Where every step is the same: F_r = sum Q_i / mean, Q_i = 1 / sum 1/F_r / mean. Three regions of 12, 23, 13: all are alike, F = Q = 1.
SELECT region, r(fitness) AS fitness, status, fitness_status FROM (SELECT cluster_matrix_agg(r, i, 1) AS m
    FROM (VALUES ('a', '1'), ('a', '2'), ('b', '2'), ('b', '3'), ('c', '1'), ('c', '3')) AS v(r, i)) AS x, region_complexity(m) ORDER BY 1;

-- Opportunities: S = 2, 8/3, 5/2, 11/6, so PCI/S = -.641307, .196685, .526910, 1.409509. Gains R1: 4 1.409509; R2: 3 .526910 + 1.409509/2 = 1.231664,
-- 4 1.672964; R3: 2 .196685 + .526910 2/3 + 1.409509/3 = 1.017794, 3 1.362787, 4 1.738525; R4: 1 -.641307
SELECT region, industry, r(density) AS density, r(pci) AS pci, r(gain) AS gain, status FROM e, opportunity_gain(m) WHERE NOT present ORDER BY 1, 2;
SELECT count(*), count(density), count(gain) FROM e, opportunity_gain(m) WHERE present;
-- The outlook of regions is what their opportunities have of density times PCI.
SELECT g.region, r(sum(density * g.pci)) AS outlook FROM e, opportunity_gain(m) AS g WHERE NOT present GROUP BY 1 ORDER BY 1;
-- Outlook without the industry's own: densities R1: 4 1; R2: 3 2/3, 4 2/5; R3: 2 2/5, 3 2/9, 4 0; R4: 1 1: 2.584100, 1.911823, .502525, -1.282613
SELECT region, r(outlook) AS outlook FROM e, region_complexity(m, own_industry => false) ORDER BY 1;
-- One region alone has the same rows, in every bit.
SELECT count(*), count(*) FILTER (WHERE a IS NOT DISTINCT FROM b) AS same FROM e, regions(m) AS r, opportunity_gain(m, region => r.region) AS a
JOIN opportunity_gain((SELECT m FROM e)) AS b USING (region, industry);
-- Of one region with what one wants beside it. Densities R2: (1 + 2/3)/2, (1 + 2/3)/(8/3), 2/5, 2/11, mean .510038; R3: 1/2, 1/4, 2/15, 0, mean .220833; R4: 1/2, 3/4, 13/15, 1, mean .779167.
-- Two of nine jobs are in R2, three in I1: quotient 1/2 over 3/9.
SELECT o.industry, present, r(lq) AS lq, firms, size, industry_firms, industry_size, r(density) AS density, r(mean_density) AS mean_density, r(pci) AS pci, r(eci) AS eci, r(gain) AS gain, quadrant, status
FROM e, region_opportunities(m, 'R2') AS o;
SELECT region, o.industry, r(density) AS density, r(mean_density) AS mean_density, r(pci) AS pci, r(eci) AS eci, quadrant FROM e, unnest(ARRAY['R3', 'R4']) AS region, region_opportunities(m, region) AS o WHERE NOT present;
-- Options are those of its parts, and all of them reach these.
SELECT count(*), count(*) FILTER (WHERE (o.present, o.lq, o.density, o.pci, o.eci, o.gain) IS DISTINCT FROM (g.present, q.lq, g.density, g.pci, c.eci, g.gain)) AS differ
FROM (SELECT e.m, e.m + cluster_matrix_agg('R6', i, 2) AS whole, cluster_matrix_agg('I1', i, 3) AS related FROM e, unnest(ARRAY['I2', 'I3', 'I4']) AS i GROUP BY e.m) AS x, regions(m) AS r,
     (VALUES ('cosine', 'cooccurrences'), ('proximity', NULL)) AS v(method, margins), unnest(ARRAY[related, NULL]) AS given,
     region_opportunities(m, r.region, 0.6, method, false, given, margins, 'raw', whole, 'firms') AS o, opportunity_gain(m, 0.6, method, false, given, margins, 'raw', whole, 'firms') AS g,
     location_quotients(m, reference => whole, absent => true, "of" => 'firms') AS q, region_complexity(m, 0.6, scale => 'raw', reference => whole, "of" => 'firms') AS c
WHERE (g.region, g.industry) = (r.region, o.industry) AND (q.region, q.industry) = (r.region, o.industry) AND c.region = r.region;
-- corr(ECI, k) of k = 3, 2, 1, 3: (.75 .186385 + .25 .379060 + 1.25 1.282613 + .75 1.475289)/sqrt(4 * 2.75)
SELECT region, r(diversity_correlation) AS diversity_correlation FROM e, region_complexity(m) ORDER BY 1;
-- Without the industry itself: S = 1, 5/3, 3/2, 5/6; R2: 3 1/2 * 2.584100 / (5/6) = 1.550460, 4 1/2 * 1.317274 / (3/2) = .439091.
SELECT industry, r(density) AS density, r(gain) AS gain FROM e, opportunity_gain(m, own_industry => false) WHERE region = 'R2' AND NOT present ORDER BY 1;
-- The same from a table of one's own, in any unit and one direction: the diagonal is not in it.
SELECT x.unit, max(abs(g.gain - h.gain)) < 1e-12 AS same, count(*)
FROM e, unnest(ARRAY[1, 1e-300, 1e300]::float8[]) AS x(unit),
     LATERAL (SELECT cluster_matrix_from_cells(industry_b, industry_a, NULL, relatedness * unit, NULL, NULL, NULL) AS given FROM industry_relatedness(m)) AS y,
     opportunity_gain(m, relatedness => given) AS g JOIN opportunity_gain((SELECT m FROM e), own_industry => false) AS h USING (region, industry) WHERE NOT g.present GROUP BY 1 ORDER BY 1;
-- An industry related to none has no density and gains nothing.
SELECT region, industry, r(density) AS density, r(gain) AS gain FROM e, (SELECT cluster_matrix_from_cells('I1', 'I2', NULL, 3, NULL, NULL, NULL) AS f) AS x, opportunity_gain(m, relatedness => f)
WHERE NOT present ORDER BY 1, 2;

-- Reasons for no value. Each row is a list of region:industries.
CREATE FUNCTION matrix(list text) RETURNS cluster_matrix LANGUAGE sql AS $$
    SELECT cluster_matrix_agg(split_part(row, ':', 1), i, 1) FROM unnest(string_to_array(list, ' ')) AS row, regexp_split_to_table(split_part(row, ':', 2), '') AS i $$;
SELECT what, string_agg(DISTINCT s.status, ', ') AS regions, count(s.eci) AS eci, count(s.fitness) AS fitness, count(s.outlook) AS outlook, string_agg(s.component::text, ' ' ORDER BY s.region) AS components,
       (SELECT string_agg(DISTINCT status, ', ') FROM industry_complexity(matrix(list))) AS industries
FROM (VALUES ('one', 'a:1'), ('two', 'a:12 b:23'), ('all have all', 'a:12 b:12 c:12'), ('apart', 'a:1 b:23 c:34 d:24'), ('alike around a hub', 'a:1234 b:1 c:2 d:3 e:4'),
             ('a path', 'a:12 b:23 c:34'), ('a ring', 'a:12 b:23 c:34 d:41'), ('as diverse', 'a:12 b:12 c:13 d:24 e:45'), ('labels', '北京:甲乙丙 上海:甲乙 广州:甲')) AS v(what, list), region_complexity(matrix(list)) AS s GROUP BY 1, list ORDER BY 1;
-- Nothing; an industry that is nowhere present and a region that has none (its gains: I1 -.641307 + .196685 2/3 + .526910/3 = -.334547 and so on); giants and dwarfs.
SELECT count(*) FROM (SELECT cluster_matrix_agg('r', 'i', 1) FILTER (WHERE false) AS m) AS x, region_complexity(m);
SELECT count(*) FROM (SELECT cluster_matrix_agg('r', 'i', 1) FILTER (WHERE false) AS m) AS x, opportunity_gain(m);
CREATE VIEW zeros AS SELECT m + cluster_matrix_agg(r, i, 0) AS m FROM e, (VALUES ('R5', 'I1'), ('R1', 'I5')) AS v(r, i) GROUP BY m;
SELECT region, diversity, average_ubiquity IS NULL AS unknown, r(eci) AS eci, r(outlook) AS outlook, component, status, fitness_status FROM zeros, region_complexity(m) ORDER BY 1;
SELECT industry, ubiquity, r(pci) AS pci, r(quality) AS quality, component, status, fitness_status FROM zeros, industry_complexity(m, fitness_steps => 2) ORDER BY 1;
SELECT region, industry, present, density, pci, r(gain) AS gain, status FROM zeros, opportunity_gain(m) WHERE region = 'R5' OR industry = 'I5' ORDER BY 1, 2;
SELECT o.industry, present, lq, firms, size, industry_firms, industry_size, density, mean_density, r(pci) AS pci, eci, quadrant, status FROM zeros, region_opportunities(m, 'R5') AS o;
SELECT o.industry, present, r(lq) AS lq, firms, size, density, mean_density, pci, eci, gain, quadrant, status FROM (SELECT cluster_matrix_agg('R1', i, 1) AS m FROM unnest(ARRAY['I1', 'I2']) AS i) AS x, region_opportunities(m, 'R1') AS o;
-- Numbers of firms that nobody told, and a size: what is not there is 0 all the same.
CREATE VIEW published AS
SELECT cluster_matrix_from_cells(region, industry, NULL, size, NULL, NULL, NULL) AS of_size,
       cluster_matrix_from_cells(region, industry, 5, CASE WHEN region <> 'R4' OR industry <> 'I4' THEN size END, NULL, NULL, NULL) AS of_firms FROM e, cells(m);
SELECT o.industry, present, r(lq) AS lq, firms, size, industry_firms, industry_size, quadrant, status FROM published, region_opportunities(of_size, 'R2') AS o;
SELECT o.industry, present, lq, firms, size, industry_firms, industry_size, density, mean_density, pci, eci, gain, quadrant, status FROM published, region_opportunities(of_firms, 'R4') AS o;
SELECT count(*) AS differ FROM (SELECT o.industry, present, lq, density, gain, quadrant FROM published, region_opportunities(of_firms, 'R4', "of" => 'firms') AS o
    EXCEPT SELECT o.industry, present, lq, density, gain, quadrant FROM e, region_opportunities(m, 'R4') AS o) AS x;
DROP VIEW published;
-- a has x, y; b has x, z; c has z, w, v: lambda = (13 + sqrt 37)/24, v = -1, -4(lambda - 3/4), .786969, which is 1.257098 for c
SELECT r(max(eci)) AS highest, count(*) FROM (SELECT cluster_matrix_agg(r, i, s) AS m
    FROM (VALUES ('a', 'x', 1e300), ('a', 'y', 1e300), ('b', 'x', 1e-300), ('b', 'z', 1e-300), ('c', 'x', 1), ('c', 'z', 1), ('c', 'w', 1), ('c', 'v', 1)) AS v(r, i, s)) AS v, region_complexity(m);
-- A threshold, a reference, the plants.
SELECT region, diversity FROM e, region_complexity(m, threshold => 1.5) ORDER BY 1;
SELECT region, diversity FROM e, region_complexity(subset(m, ARRAY['R1', 'R2'], NULL), reference => m) ORDER BY 1;
SELECT count(*) FROM e, region_complexity(m, "of" => 'firms') AS a JOIN region_complexity((SELECT m FROM e)) AS b ON a IS NOT DISTINCT FROM b;
SELECT count(*) FROM region_complexity(NULL), industry_complexity(NULL), opportunity_gain(NULL);
SELECT count(*) FROM region_opportunities(NULL, 'R1');
SELECT count(*) FROM e, region_opportunities(m, NULL);
SELECT count(*) FROM (SELECT cluster_matrix_agg('r', 'i', 1) FILTER (WHERE false) AS m) AS x, region_opportunities(m, NULL);
-- Mistakes.
SELECT region_complexity(m, method => 'magic') FROM e;
SELECT region_complexity(m, method => 'reflections', steps => 0) FROM e;
SELECT industry_complexity(m, steps => NULL) FROM e;
SELECT industry_complexity(m, fitness_steps => 0) FROM e;
SELECT industry_complexity(m, scale => 'zscore') FROM e;
SELECT opportunity_gain(m, method => 'z-score') FROM e;
SELECT opportunity_gain(m, threshold => -1) FROM e;
SELECT opportunity_gain(m, region => 'R9') FROM e;
SELECT o.* FROM e, region_opportunities(m, 'R9') AS o;
SELECT o.* FROM e, region_opportunities(m, 'R1', method => 'z-score') AS o;
SELECT o.* FROM e, region_opportunities(m, 'R1', "of" => 'jobs') AS o;
DROP VIEW zeros, e;
DROP FUNCTION matrix, r;
