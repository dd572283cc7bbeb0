-- Location quotients, Flegg quotients, the index of Litzenberger and Sternberg.
-- R1 50, R2 30, R3 40 jobs; I1 60, I2 60.  I1 has 12 plants with 52 + 100 + 150 = 302
-- as sum of squares, I2 16 plants with 160 + 20 + 100 = 280.
\pset null '-'
CREATE TEMP TABLE plants AS
SELECT region, industry, size FROM (VALUES
  ('R1', 'I1', 6::float8, 1), ('R1', 'I1', 4, 1), ('R1', 'I2', 4, 10), ('R2', 'I1', 5, 4), ('R2', 'I2', 2, 5), ('R3', 'I1', 5, 6), ('R3', 'I2', 10, 1))
  v(region, industry, size, plants), generate_series(1, plants);
CREATE TEMP VIEW m AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM plants;
CREATE FUNCTION pg_temp.r(x float8) RETURNS numeric LANGUAGE sql AS 'SELECT round(x::numeric, 6)';

SELECT region, industry, firms, size, pg_temp.r(lq) AS lq, pg_temp.r(log_lq) AS log_lq, pg_temp.r(symmetric_lq) AS symmetric_lq,
       pg_temp.r(standardized_lq) AS standardized_lq
FROM m, location_quotients(m);
SELECT region, industry, pg_temp.r(additive_lq) AS additive_lq, pg_temp.r(normalized_lq) AS normalized_lq,
       pg_temp.r(horizontal_cluster) AS horizontal_cluster, pg_temp.r(lq_lower) AS lq_lower, pg_temp.r(lq_upper) AS lq_upper,
       pg_temp.r(p_value) AS p_value, pg_temp.r(p_adjusted) AS p_adjusted
FROM m, location_quotients(m);

-- The same of numbers of plants: R1 12, R2 9, R3 7; I1 12, I2 16; H is 1/N.
SELECT region, industry, pg_temp.r(lq) AS lq, pg_temp.r(horizontal_cluster) AS horizontal_cluster, pg_temp.r(lq_lower) AS lq_lower,
       pg_temp.r(lq_upper) AS lq_upper, pg_temp.r(p_value) AS p_value
FROM m, location_quotients(m, "of" => 'firms');
-- Logarithms standardized.
SELECT region, industry, pg_temp.r(standardized_lq) AS standardized_lq FROM m, location_quotients(m, standardize => 'log_lq') WHERE industry = 'I1';
-- Bounds of R3, I1: four ways, and a higher confidence.
SELECT bounds, confidence, pg_temp.r(lq_lower) AS lq_lower, pg_temp.r(lq_upper) AS lq_upper
FROM m, (VALUES (1, 'plants', 0.95), (2, 'plants_observed', 0.95), (3, 'delta', 0.95), (4, 'fieller', 0.95), (5, 'fieller', 0.99)) v(n, bounds, confidence),
     location_quotients(m, confidence, bounds => bounds)
WHERE region = 'R3' AND industry = 'I1' ORDER BY n;

-- Absent pairs: R2 has no I3, R3 none but I3.  LQ 0 has no logarithm; p tests them too.
CREATE TEMP VIEW holes AS
SELECT cluster_matrix_agg(region, industry, size) AS m
FROM (VALUES ('R1', 'I1', 10::float8), ('R1', 'I3', 10), ('R2', 'I1', 20), ('R3', 'I3', 40), ('R3', 'I2', 0), ('R4', 'I2', 0)) v(region, industry, size);
SELECT region, industry, firms, size, pg_temp.r(lq) AS lq, pg_temp.r(log_lq) AS log_lq, pg_temp.r(symmetric_lq) AS symmetric_lq,
       pg_temp.r(additive_lq) AS additive_lq, pg_temp.r(normalized_lq) AS normalized_lq, pg_temp.r(p_value) AS p_value, pg_temp.r(p_adjusted) AS p_adjusted
FROM holes, location_quotients(m, absent => true);
-- Workers as draws: an absent industry and a whole one have one-sided limits by Fieller, none by the delta method.
SELECT bounds, region, industry, pg_temp.r(lq) AS lq, pg_temp.r(lq_lower) AS lq_lower, pg_temp.r(lq_upper) AS lq_upper
FROM holes, unnest(ARRAY['delta', 'fieller']) bounds, location_quotients(m, absent => true, bounds => bounds)
WHERE industry = 'I1' AND region <> 'R4' ORDER BY bounds, region;

-- Two regions are too few to standardize; one region is average in everything.
SELECT region, industry, pg_temp.r(lq) AS lq, standardized_lq FROM location_quotients((SELECT cluster_matrix_agg(region, industry, size) FROM plants WHERE region <> 'R2'));
SELECT region, industry, lq, standardized_lq, lq_lower, lq_upper, p_value
FROM location_quotients((SELECT cluster_matrix_agg('R', industry, size) FROM plants));
-- The same mix everywhere: nothing deviates from the mean, be it 1 or, against a reference, 4.854592.
SELECT DISTINCT lq, standardized_lq FROM location_quotients((SELECT cluster_matrix_agg(r::text, i::text, r * i) FROM generate_series(1, 5) r, generate_series(1, 4) i));
SELECT DISTINCT pg_temp.r(lq) AS lq, standardized_lq
FROM location_quotients((SELECT cluster_matrix_agg(r::text, i::text, r * i) FROM generate_series(1, 9) r, generate_series(1, 7) i),
       reference => (SELECT cluster_matrix_agg(r::text, i::text, r * r * i * i + 1) FROM generate_series(1, 9) r, generate_series(1, 7) i)) WHERE industry = '1';
-- An industry of one region only: its quotient, 120/80, follows from the totals, and the workers' variance is 0.
SELECT bounds, pg_temp.r(lq) AS lq, pg_temp.r(lq_lower) AS lq_lower, pg_temp.r(lq_upper) AS lq_upper
FROM unnest(ARRAY['delta', 'fieller']) bounds,
     location_quotients((SELECT cluster_matrix_agg(r, i, 40) FROM (VALUES ('R1', 'I1'), ('R1', 'I2'), ('R2', 'I2')) v(r, i)), bounds => bounds)
WHERE industry = 'I1' ORDER BY bounds;

-- A reference: R3 against the three regions, with an industry that the reference lacks.
SELECT q.region, q.industry, pg_temp.r(lq) AS lq, pg_temp.r(additive_lq) AS additive_lq, pg_temp.r(lq_lower) AS lq_lower, pg_temp.r(lq_upper) AS lq_upper, pg_temp.r(p_value) AS p_value
FROM m, location_quotients(subset(m, ARRAY['R3']) + (SELECT cluster_matrix_agg('R3', 'I9', 10)), reference => m) q;
-- Larger than its reference: quotients, but no share to test against.
SELECT q.region, q.industry, pg_temp.r(lq) AS lq, pg_temp.r(lq_lower) AS lq_lower, pg_temp.r(lq_upper) AS lq_upper, pg_temp.r(p_value) AS p_value
FROM m, location_quotients(subset(m, ARRAY['R1']), reference => subset(m, ARRAY['R3'])) q;
-- The workers' variance takes the region as part of the whole; where that makes it negative there are no bounds.
SELECT bounds, industry, pg_temp.r(lq) AS lq, pg_temp.r(lq_lower) AS lq_lower, pg_temp.r(lq_upper) AS lq_upper
FROM unnest(ARRAY['delta', 'fieller']) bounds,
     location_quotients((SELECT cluster_matrix_agg('A', i, s) FROM (VALUES ('I1', 30), ('I2', 70)) v(i, s)), bounds => bounds,
                        reference => (SELECT cluster_matrix_agg(r, i, s) FROM (VALUES ('B', 'I1', 2), ('C', 'I2', 8)) v(r, i, s)))
ORDER BY bounds, industry;

-- Published figures: no plants, no tests; no sum of squares, no bounds.
SELECT region, industry, firms, pg_temp.r(lq) AS lq, pg_temp.r(lq_lower) AS lq_lower, pg_temp.r(lq_upper) AS lq_upper, pg_temp.r(p_value) AS p_value
FROM location_quotients((SELECT cluster_matrix_from_cells(r, i, n, s, q, NULL, NULL)
  FROM (VALUES ('R1', 'I1', 2, 10.0, 52.0), ('R1', 'I2', NULL, 40.0, NULL), ('R2', 'I1', 4, 20.0, 100.0), ('R2', 'I2', 5, 10.0, 20.0),
               ('R1', 'I4', 0, 0.0, NULL)) v(r, i, n, s, q)));
-- Known plant Herfindahls give bounds: 1.875 -/+ 1.959964 sqrt(.25 .6/.4) = .674772, 3.075228; those of workers need none, those of numbers of firms neither.
CREATE TEMP VIEW published AS SELECT cluster_matrix_from_cells(r, i, n, s, NULL, NULL, NULL) AS p
FROM (VALUES ('a', 'x', 5, 30), ('b', 'x', 3, 10), ('a', 'y', 4, 10), ('b', 'y', 9, 50)) v(r, i, n, s);
SELECT q.region, q.industry, q.lq, pg_temp.r(q.lq_lower) AS lq_lower, pg_temp.r(q.lq_upper) AS lq_upper
FROM published, location_quotients(p, herfindahl_industries => ARRAY['x'], herfindahl_firms => ARRAY[0.25]) AS q;
SELECT count(q.lq_lower) AS bounds FROM published, (VALUES ('delta', 'size'), ('fieller', 'size'), ('plants', 'firms')) AS v(b, o), location_quotients(p, bounds => b, of => o) AS q;
SELECT location_quotients(p, herfindahl_industries => ARRAY['x'], herfindahl_firms => ARRAY[25]) FROM published;
-- No matrix, no rows; an empty one, no rows.
SELECT count(*) FROM location_quotients(NULL);
SELECT count(*) FROM location_quotients((SELECT cluster_matrix_agg(region, industry, NULL) FROM plants), absent => true);

-- Scalars.  A pair without a cell is 0, a label that is not there NULL.
SELECT pg_temp.r(location_quotient(m, 'R3', 'I1')) AS r3_i1, location_quotient(m, 'R3', 'I9') AS no_industry, location_quotient(m, 'R9', 'I1') AS no_region,
       location_quotient(NULL, 'R3', 'I1') AS no_matrix FROM m;
SELECT location_quotient(m, 'R2', 'I3') AS absent, location_quotient(m, 'R4', 'I2') AS idle_region, location_quotient(m, 'R3', 'I2') AS idle_industry FROM holes;
SELECT pg_temp.r(location_quotient(30, 40, 60, 120)) AS lq, location_quotient(0, 40, 60, 120) AS none, location_quotient(0, 0, 60, 120) AS no_region,
       location_quotient(0, 40, 0, 120) AS no_industry, location_quotient(0, 0, 0, 0) AS nothing, location_quotient(NULL, 40, 60, 120) AS unknown;
-- A negative zero is a zero in every function that returns one number.
SELECT location_quotient('-0'::float8, 10, 10, 10) AS lq, litzenberger_sternberg('-0', 1, 1, 1, 1, 1, 1, 1) AS litzenberger, goalpost('-0', 0, 1) AS goalpost, interest_cover('-0', 1) AS cover;

-- Flegg quotients of R1: lambda (log2(1 + 5/12))^0.3 = 0.813469; the whole is its own region with lambda 1.
SELECT supplying_industry AS i, purchasing_industry AS j, pg_temp.r(cross_industry_lq) AS cross_industry_lq, pg_temp.r(flegg_lq) AS flegg_lq,
       pg_temp.r(augmented_flegg_lq) AS augmented_flegg_lq FROM m, flegg_quotients(m, 'R1');
SELECT supplying_industry AS i, purchasing_industry AS j, pg_temp.r(flegg_lq) AS flegg_lq FROM m, flegg_quotients(m, 'R1', 0.5, 'firms');
SELECT supplying_industry AS i, purchasing_industry AS j, pg_temp.r(flegg_lq) AS flegg_lq FROM m, flegg_quotients(m, 'R1', delta => 0) WHERE supplying_industry = 'I1';
-- R2 has no I3, nobody has jobs in I2.
SELECT supplying_industry AS i, purchasing_industry AS j, pg_temp.r(cross_industry_lq) AS cross_industry_lq, pg_temp.r(flegg_lq) AS flegg_lq,
       pg_temp.r(augmented_flegg_lq) AS augmented_flegg_lq FROM holes, flegg_quotients(m, 'R2');
SELECT count(*) FROM flegg_quotients(NULL, 'R1');

-- Litzenberger and Sternberg: (20/100)(5/20) / ((10/100)(20/100)) = 2.5.
SELECT pg_temp.r(litzenberger_sternberg(20, 100, 5, 20, 10, 100, 20, 100)) AS index, litzenberger_sternberg(0, 100, 0, 20, 10, 100, 20, 100) AS none,
       litzenberger_sternberg(20, 100, 5, 20, NULL, 100, 20, 100) AS unknown;
-- Whichever denominator is 0, the index is NULL.
SELECT litzenberger_sternberg(20, 0, 5, 20, 10, 100, 20, 100) AS industry_size, litzenberger_sternberg(20, 100, 5, 0, 10, 100, 20, 100) AS industry_firms,
       litzenberger_sternberg(20, 100, 5, 20, 0, 100, 20, 100) AS area, litzenberger_sternberg(20, 100, 5, 20, 10, 0, 20, 100) AS total_area,
       litzenberger_sternberg(20, 100, 5, 20, 10, 100, 0, 100) AS population, litzenberger_sternberg(20, 100, 5, 20, 10, 100, 20, 0) AS total_population;
-- Areas 10, 30 and 20 of 100; of R3 no population is known, and R8 counts in the totals only.
SELECT region, industry, firms, size, pg_temp.r(cluster_index) AS cluster_index
FROM m, litzenberger_sternberg(m, ARRAY['R1', 'R2', 'R3', 'R8'], ARRAY[10, 30, 20, 40], ARRAY[100, 200, NULL, 100]);

-- Errors say what is wrong, what was given, what to do.
SELECT count(*) FROM m, location_quotients(m, confidence => 1);
SELECT count(*) FROM m, location_quotients(m, confidence => 95);
SELECT count(*) FROM m, location_quotients(m, confidence => NULL);
SELECT count(*) FROM m, location_quotients(m, "of" => 'jobs');
SELECT count(*) FROM m, location_quotients(m, "of" => NULL);
SELECT count(*) FROM m, location_quotients(m, bounds => 'wald');
SELECT count(*) FROM m, location_quotients(m, standardize => 'z');
SELECT location_quotient(-1, 40, 60, 120);
SELECT location_quotient(1, 'NaN', 60, 120);
SELECT location_quotient(1, 40, 60, 'Infinity');
SELECT count(*) FROM m, flegg_quotients(m, 'R9');
SELECT count(*) FROM m, flegg_quotients(m, 'R1', 1);
SELECT count(*) FROM m, flegg_quotients(m, 'R1', -0.1);
SELECT count(*) FROM m, flegg_quotients(m, 'R1', 'NaN');
SELECT count(*) FROM m, flegg_quotients(m, 'R1', "of" => 'jobs');
SELECT litzenberger_sternberg(20, 100, 5, 20, -10, 100, 20, 100);
SELECT count(*) FROM m, litzenberger_sternberg(m, ARRAY['R1', 'R2'], ARRAY[1], ARRAY[1, 2]);
SELECT count(*) FROM m, litzenberger_sternberg(m, ARRAY['R1'], ARRAY[1], ARRAY[-2]);
SELECT count(*) FROM m, litzenberger_sternberg(m, ARRAY['R1'], ARRAY['NaN'::float8], ARRAY[2]);

-- Whether 1 is reached does not depend on the unit: quotients, complexity, similarity, change.
CREATE TABLE units AS
SELECT name, unit, cluster_matrix_agg('R' || r, 'I' || i, r * i * unit) AS m
FROM (VALUES ('persons', 1::float8), ('tenths', .1), ('thousands', .001), ('thirds', 1 / 3::float8)) AS u(name, unit), generate_series(1, 60) AS r, generate_series(1, 70) AS i
GROUP BY name, unit;
SELECT name, count(*), count(*) FILTER (WHERE lq >= 1) AS present, min(lq), max(lq) FROM units, location_quotients(m) GROUP BY name ORDER BY name;
SELECT name, status, count(*), min(diversity), max(diversity), max(eci) FROM units, region_complexity(m) GROUP BY name, status ORDER BY name;
SELECT name, min(d.density), max(d.density) FROM units, relatedness_density(m) AS d GROUP BY name ORDER BY name;
SELECT name, min(jaccard), max(jaccard) FROM units, structural_similarity(m) GROUP BY name ORDER BY name;
SELECT u.name, v.name, e.status, count(*) FROM units AS u, units AS v, entry_exit(u.m, v.m) AS e GROUP BY 1, 2, 3 HAVING e.status <> 'stay';
SELECT location_quotient_reaches(11, 100, 100, 1000, 1.1) AS reached, location_quotient_reaches(.11, 1, 1, 10, 1.1) AS in_hundreds,
       location_quotient_reaches(10, 100, 100, 1000, 1.1) AS below, location_quotient_reaches(94906265, 94906266, 94906266, 94906267) AS by_a_hair,
       location_quotient_reaches(1, 0, 1, 1) AS no_total, location_quotient_reaches(1, 1, 1, 1, NULL) AS no_threshold;
SELECT location_quotient_reaches(-1, 1, 1, 1);
SELECT location_quotient_reaches(1, 1, 1, 1, 'NaN');
DROP TABLE units;
