-- Every column of the quotient functions against an independent computation
-- (test/oracle/location_quotients.sql), and against numbers worked by hand.
-- Run from the root of the repository: pg_prove test/pgtap/quotients_oracle.sql
\ir lib/begin.sql
\i test/oracle/location_quotients.sql

SELECT plan(136);

-- The oracle itself, against published tables -----------------------------------

SELECT is(round(oracle.normal_quantile(0.95)::numeric, 9), 1.644853627, 'oracle: normal quantile of .95');
SELECT is(round(oracle.normal_quantile(0.975)::numeric, 9), 1.959963985, 'oracle: normal quantile of .975');
SELECT is(round(oracle.normal_quantile(0.995)::numeric, 9), 2.575829304, 'oracle: normal quantile of .995');
SELECT is(oracle.binomial_two_sided(10, 2, 0.5), 112::float8 / 1024, 'oracle: 2 of 10 heads, 2 (1 + 10 + 45) / 1024');
SELECT is(round(oracle.binomial_two_sided(12, 7, 0.25)::numeric, 6), 0.028506, 'oracle: 7 of 12 plants where a quarter is expected');
SELECT is(oracle.exact(0.1)::text, '0.10000000000000000555111512312578270211815834045410156250', 'oracle: 0.1 as it is stored');

-- The worked example T, all numbers written out ------------------------------------

CREATE TEMP TABLE example (region text, industry text, size float8);
INSERT INTO example VALUES ('R1', 'I1', 10), ('R1', 'I2', 40), ('R2', 'I1', 20), ('R2', 'I2', 10), ('R3', 'I1', 30), ('R3', 'I2', 10);
CREATE TEMP TABLE example_matrix AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM example;

SELECT results_eq(
    $$SELECT region, round(lq::numeric, 5), round(log_lq::numeric, 6), round(symmetric_lq::numeric, 6), round(standardized_lq::numeric, 6),
             round(horizontal_cluster::numeric, 9)
      FROM example_matrix, location_quotients(m) WHERE industry = 'I1'$$,
    $$VALUES ('R1', 0.40000, -0.916291, -0.428571, -1.143237, -15.000000000),
             ('R2', 1.33333, 0.287682, 0.142857, 0.431056, 5.000000000),
             ('R3', 1.50000, 0.405465, 0.200000, 0.712180, 10.000000000)$$,
    'example T: LQ, log, symmetric, standardized, horizontal cluster of I1');
SELECT results_eq(
    $$SELECT round(additive_lq::numeric, 12), round(normalized_lq::numeric, 12) FROM example_matrix, location_quotients(m)
      WHERE region = 'R1' AND industry = 'I1'$$,
    'VALUES (-0.300000000000, -0.125000000000)', 'example T: additive and normalized LQ of R1, I1');
SELECT results_eq(
    $$SELECT round(standardized_lq::numeric, 6) FROM example_matrix, location_quotients(m, standardize => 'log_lq') WHERE industry = 'I1'$$,
    'VALUES (-1.150952), (0.494967), (0.655985)', 'example T: standardized logarithm of I1');
SELECT results_eq(
    $$SELECT round(lq_lower::numeric, 5), round(lq_upper::numeric, 5) FROM example_matrix, location_quotients(m, bounds => 'delta')
      WHERE region = 'R3' AND industry = 'I1'$$,
    'VALUES (1.26930, 1.73070)', 'example T: delta bounds of R3, I1');
SELECT results_eq(
    $$SELECT round(lq_lower::numeric, 5), round(lq_upper::numeric, 5) FROM example_matrix, location_quotients(m, bounds => 'fieller')
      WHERE region = 'R3' AND industry = 'I1'$$,
    'VALUES (1.27798, 1.74552)', 'example T: Fieller bounds of R3, I1');
-- H = (100 + 400 + 900) / 3600, s = 1/3: 1.5 -/+ 1.959964 sqrt(7/18 * 2) = 1.5 -/+ 1.728526
SELECT results_eq(
    $$SELECT lq_lower, round(lq_upper::numeric, 6) FROM example_matrix, location_quotients(m) WHERE region = 'R3' AND industry = 'I1'$$,
    'VALUES (0::float8, 3.228526)', 'example T: plant bounds of R3, I1');
-- s_ri = 1/2: 1.959964 sqrt(7/18 * 1/4) * 3 = 1.833378
SELECT results_eq(
    $$SELECT lq_lower, round(lq_upper::numeric, 6) FROM example_matrix, location_quotients(m, bounds => 'plants_observed')
      WHERE region = 'R3' AND industry = 'I1'$$,
    'VALUES (0::float8, 3.333378)', 'example T: observed plant bounds of R3, I1');
SELECT results_eq(
    $$SELECT supplying_industry, purchasing_industry, round(cross_industry_lq::numeric, 6), round(flegg_lq::numeric, 6)
      FROM example_matrix, flegg_quotients(m, 'R1')$$,
    $$VALUES ('I1', 'I1', 1.000000, 0.325388), ('I1', 'I2', 0.250000, 0.203367), ('I2', 'I1', 4.000000, 3.253875), ('I2', 'I2', 1.000000, 1.301550)$$,
    'example T: Flegg quotients of R1, lambda 0.813469');
-- log2(1 + 1.6) = 1.378512; LQ of I1 is below 1
SELECT results_eq(
    $$SELECT round(augmented_flegg_lq::numeric, 6) FROM example_matrix, flegg_quotients(m, 'R1')$$,
    'VALUES (0.325388), (0.280344), (3.253875), (1.794202)', 'example T: augmented Flegg quotients of R1');
SELECT is(round(litzenberger_sternberg(20, 100, 5, 20, 10, 100, 20, 100)::numeric, 12), 2.5, 'Litzenberger-Sternberg worked example: .2 * .25 / (.1 * .2)');
-- 12 plants of size 1, 7 of them in R1; R1 holds a quarter of everything
SELECT is(
    (SELECT round(p_value::numeric, 5) FROM location_quotients(
        (SELECT cluster_matrix_agg(CASE WHEN n <= 7 THEN 'R1' ELSE 'R2' END, 'I', 1) FROM generate_series(1, 12) n)
        + (SELECT cluster_matrix_from_cells(r, 'other', 100, s, NULL, NULL, NULL) FROM (VALUES ('R1', 93), ('R2', 295)) v(r, s)))
     WHERE region = 'R1' AND industry = 'I'),
    round(2 * 0.0142528, 5), 'dartboard worked example: 7 of 12 plants at s = 1/4, twice 0.014253');
-- H = .2, s = .25: variance .6; five equal plants give H = .2
SELECT is(
    (SELECT round((lq_upper - lq)::numeric, 6) FROM location_quotients(
        (SELECT cluster_matrix_agg(CASE WHEN n <= 2 THEN 'R1' ELSE 'R2' END, 'I', 10) FROM generate_series(1, 5) n)
        + (SELECT cluster_matrix_from_cells(r, 'other', 100, s, NULL, NULL, NULL) FROM (VALUES ('R1', 30), ('R2', 120)) v(r, s)))
     WHERE region = 'R1' AND industry = 'I'),
    round(1.959963985 * sqrt(0.6), 6), 'plant bounds worked example: variance 0.6 at H = .2, s = .25');

-- The normal quantile behind the bounds, against published digits: sqrt(.6) times it.
SELECT is(
    (SELECT count(*) FROM (VALUES (0.5, 0.674489750196082), (0.9, 1.644853626951472), (0.95, 1.959963984540054),
                                  (0.99, 2.575829303548901), (0.999, 3.290526731491895)) v(confidence, z),
        (SELECT (SELECT cluster_matrix_agg(CASE WHEN n <= 2 THEN 'R1' ELSE 'R2' END, 'I', 10) FROM generate_series(1, 5) n)
                + (SELECT cluster_matrix_from_cells(r, 'other', 100, s, NULL, NULL, NULL) FROM (VALUES ('R1', 30), ('R2', 120)) v(r, s)) AS m) f,
        location_quotients(m, confidence) q
     WHERE region = 'R1' AND industry = 'I' AND abs((lq_upper - lq) / sqrt(0.6) - z) < 1e-13), 5::bigint,
    'the normal quantile of five confidences to 13 digits');

-- Generated firms ---------------------------------------------------------------

-- A number in [0, 1) that depends on n alone.
CREATE FUNCTION pg_temp.draw(n bigint, salt text) RETURNS float8 LANGUAGE sql IMMUTABLE AS
    $$SELECT ('x' || left(md5(n || salt), 8))::bit(32)::bigint / 4294967296.0$$;

-- 4,000 firms: skewed, tied, fractional and zero sizes; Chinese, empty and
-- prefix-sharing labels; a region and an industry in which every size is 0;
-- rows with a NULL.
CREATE TEMP TABLE firms AS
SELECT (ARRAY['北京', '上海', '广东省深圳市', 'North', 'N', '', 'Nord', 'Ñ', 'a', 'Z', '01', '1'])
           [1 + floor(12 * pg_temp.draw(n, 'region') ^ 2)::int] AS region,
       'C' || floor(30 * pg_temp.draw(n, 'industry') ^ 1.5)::int AS industry,
       CASE WHEN n % 7 = 0 THEN 0
            WHEN n % 3 = 0 THEN round((exp(5 * pg_temp.draw(n, 'size')) / 7)::numeric, 3)::float8
            WHEN n % 5 = 0 THEN 0.1 * (n % 11)
            ELSE 1 + floor(exp(7 * pg_temp.draw(n, 'size'))) END AS size
FROM generate_series(1, 4000) n;
INSERT INTO firms SELECT 'idle', 'C' || n, 0 FROM generate_series(1, 9) n;
INSERT INTO firms SELECT r, '停业', 0 FROM unnest(ARRAY['北京', 'North', '']) r;
INSERT INTO firms VALUES (NULL, 'C1', 5), ('North', NULL, 5), ('North', 'C1', NULL), (NULL, NULL, NULL);
ANALYZE firms;
CREATE TEMP TABLE firms_matrix AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM firms;

-- Compares one call of location_quotients with the oracle.
CREATE FUNCTION pg_temp.agrees(arguments text, oracle_arguments text, description text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    rows bigint;
    report text;
BEGIN
    EXECUTE format('CREATE TEMP TABLE got AS SELECT q.ordinality AS place, q.* FROM location_quotients(%s) WITH ORDINALITY q', arguments);
    EXECUTE format('CREATE TEMP TABLE want AS SELECT * FROM oracle.location_quotients(%s)', oracle_arguments);
    ANALYZE got;
    ANALYZE want;
    SELECT count(*) INTO rows FROM want WHERE lq IS NOT NULL AND lq_upper IS NOT NULL AND p_value IS NOT NULL;
    report := oracle.quotients_that_differ('got', 'want');
    RETURN NEXT is(report, '', format('%s: %s rows with every column', description, rows));
    IF report <> '' AND rows = 0 THEN
        RETURN NEXT diag('no row to compare');
    END IF;
    DROP TABLE got, want;
END $$;

-- The comparison sees a wrong digit, a wrong NULL, a missing row, a wrong order.
CREATE TEMP TABLE want AS SELECT * FROM oracle.location_quotients('firms');
CREATE TEMP TABLE got AS SELECT * FROM want;
SELECT is(oracle.quotients_that_differ('got', 'want'), '', 'comparison: a copy agrees');
SAVEPOINT sound;
UPDATE got SET lq = lq * (1 + 1e-11) WHERE place = 17;
SELECT matches(oracle.quotients_that_differ('got', 'want'), '^lq: 1 rows', 'comparison: sees a factor 1 + 1e-11');
ROLLBACK TO sound;
UPDATE got SET p_adjusted = NULL WHERE place = 17;
SELECT matches(oracle.quotients_that_differ('got', 'want'), '^p_adjusted: 1 rows', 'comparison: sees a NULL');
ROLLBACK TO sound;
DELETE FROM got WHERE place = 17;
SELECT matches(oracle.quotients_that_differ('got', 'want'), '^1 rows are missing', 'comparison: sees a missing row');
ROLLBACK TO sound;
UPDATE got SET place = 35 - place WHERE place IN (17, 18);
SELECT matches(oracle.quotients_that_differ('got', 'want'), 'out of order', 'comparison: sees a wrong order');
ROLLBACK TO sound;
SELECT cmp_ok(count(*), '>', 250::bigint, 'generated firms: cells to compare') FROM want;
DROP TABLE got, want;

SELECT results_eq('SELECT c.* FROM firms_matrix, cells(m) c', $$SELECT * FROM oracle.cells('firms')$$,
    'generated firms: cells, to the last bit and in order');
SELECT is(oracle.rows_that_differ('SELECT r.* FROM firms_matrix, regions(m) r', $$SELECT * FROM oracle.regions('firms')$$, 1e-15), '',
    'generated firms: regions');
SELECT is(oracle.rows_that_differ('SELECT i.* FROM firms_matrix, industries(m) i', $$SELECT * FROM oracle.industries('firms')$$, 1e-15), '',
    'generated firms: industries');
SELECT is(oracle.rows_that_differ(
    'SELECT regions, industries, cells, firms, size, skipped FROM firms_matrix, summary(m)',
    $$SELECT count(DISTINCT region) AS regions, count(DISTINCT industry) AS industries, count(DISTINCT (region, industry)) AS cells,
             count(*) AS firms, oracle.nearest(sum(oracle.exact(size))) AS size, 4 AS skipped
      FROM firms WHERE region IS NOT NULL AND industry IS NOT NULL AND size IS NOT NULL$$, 1e-15), '', 'generated firms: summary');

SELECT pg_temp.agrees('(SELECT m FROM firms_matrix)', $$'firms'$$, 'generated firms');
SELECT pg_temp.agrees('(SELECT m FROM firms_matrix), absent => true', $$'firms', absent => true$$, 'generated firms, absent pairs');
SELECT pg_temp.agrees($$(SELECT m FROM firms_matrix), "of" => 'firms'$$, $$'firms', "of" => 'firms'$$, 'generated firms, of firms');
SELECT pg_temp.agrees($$(SELECT m FROM firms_matrix), "of" => 'firms', absent => true, standardize => 'log_lq', confidence => 0.9$$,
    $$'firms', "of" => 'firms', absent => true, standardize => 'log_lq', confidence => 0.9$$, 'generated firms, of firms, absent, log, 90 percent');
SELECT pg_temp.agrees($$(SELECT m FROM firms_matrix), 0.99, standardize => 'log_lq'$$, $$'firms', 0.99, standardize => 'log_lq'$$,
    'generated firms, log, 99 percent');
SELECT pg_temp.agrees($$(SELECT m FROM firms_matrix), bounds => 'plants_observed', absent => true$$,
    $$'firms', bounds => 'plants_observed', absent => true$$, 'generated firms, observed plants');
SELECT pg_temp.agrees($$(SELECT m FROM firms_matrix), 0.8, "of" => 'firms', bounds => 'plants_observed'$$,
    $$'firms', 0.8, "of" => 'firms', bounds => 'plants_observed'$$, 'generated firms, observed plants of firms, 80 percent');
SELECT pg_temp.agrees($$(SELECT m FROM firms_matrix), bounds => 'delta', absent => true$$, $$'firms', bounds => 'delta', absent => true$$,
    'generated firms, delta');
SELECT pg_temp.agrees($$(SELECT m FROM firms_matrix), 0.9, bounds => 'fieller', absent => true$$, $$'firms', 0.9, bounds => 'fieller', absent => true$$,
    'generated firms, Fieller');
SELECT pg_temp.agrees($$(SELECT m FROM firms_matrix), 0.999, bounds => 'fieller', "of" => 'firms', absent => true$$,
    $$'firms', 0.999, bounds => 'fieller', "of" => 'firms', absent => true$$, 'generated firms, Fieller of firms, 99.9 percent');
SELECT pg_temp.agrees($$(SELECT m FROM firms_matrix), 0.5, bounds => 'delta', "of" => 'firms'$$,
    $$'firms', 0.5, bounds => 'delta', "of" => 'firms'$$, 'generated firms, delta of firms, 50 percent');

SELECT is(
    (SELECT count(*) FROM firms_matrix, oracle.location_quotients('firms', absent => true) w
     WHERE oracle.differ(location_quotient(m, w.region, w.industry), w.lq, 1e-12)), 0::bigint, 'generated firms: the scalar of every pair');
SELECT is(
    (SELECT count(*) FROM oracle.location_quotients('firms', absent => true) w
     WHERE oracle.differ(location_quotient(w.amount, w.region_total, w.industry_total, w.total), w.lq, 1e-12)), 0::bigint,
    'generated firms: the scalar of plain numbers for every pair');

SELECT is(oracle.rows_that_differ(format('SELECT f.* FROM firms_matrix, flegg_quotients(m, %L) f', r),
    format($$SELECT supplying_industry, purchasing_industry, cross_industry_lq, flegg_lq, augmented_flegg_lq
             FROM oracle.flegg_quotients('firms', %L)$$, r), 1e-12), '', format('generated firms: Flegg quotients of region "%s"', r))
FROM unnest(ARRAY['北京', '', 'Z', 'idle']) r;
SELECT is(oracle.rows_that_differ($$SELECT f.* FROM firms_matrix, flegg_quotients(m, 'North', 0.9, 'firms') f$$,
    $$SELECT supplying_industry, purchasing_industry, cross_industry_lq, flegg_lq, augmented_flegg_lq
      FROM oracle.flegg_quotients('firms', 'North', 0.9, 'firms')$$, 1e-12), '', 'generated firms: Flegg quotients of firms, delta 0.9');
SELECT is(oracle.rows_that_differ($$SELECT f.* FROM firms_matrix, flegg_quotients(m, 'North', 0) f$$,
    $$SELECT supplying_industry, purchasing_industry, cross_industry_lq, flegg_lq, augmented_flegg_lq
      FROM oracle.flegg_quotients('firms', 'North', 0)$$, 1e-12), '', 'generated firms: Flegg quotients, delta 0');

CREATE TEMP TABLE land (region text, area float8, population float8);
INSERT INTO land
SELECT region, 100 * (1 + n % 4) + 0.25, 1000.5 * (1 + n * n % 17)
FROM (SELECT region, row_number() OVER (ORDER BY region COLLATE "C") AS n FROM firms WHERE region IS NOT NULL GROUP BY region) r;
UPDATE land SET area = 0 WHERE region = 'Z';
UPDATE land SET population = 0 WHERE region = 'a';
DELETE FROM land WHERE region = '01';
INSERT INTO land VALUES ('elsewhere', 777, 7777);
SELECT is(oracle.rows_that_differ(
    $$SELECT f.* FROM firms_matrix, (SELECT array_agg(region) r, array_agg(area) a, array_agg(population) p FROM land) l,
                     litzenberger_sternberg(m, r, a, p) f$$,
    $$SELECT f.region, f.industry, f.firms, f.size, f.cluster_index
      FROM (SELECT array_agg(region) r, array_agg(area) a, array_agg(population) p FROM land) l,
           oracle.litzenberger_sternberg('firms', r, a, p) f$$, 1e-12), '',
    'generated firms: Litzenberger-Sternberg, with empty, unknown and foreign regions');
SELECT is(
    (SELECT count(*) FROM (SELECT array_agg(region) r, array_agg(area) a, array_agg(population) p FROM land) l,
        oracle.litzenberger_sternberg('firms', r, a, p) w
     JOIN oracle.industries('firms') i USING (industry) JOIN land USING (region)
     WHERE oracle.differ(litzenberger_sternberg(w.size, i.size, w.firms, i.firms, area, (SELECT sum(area) FROM land), population,
                                                (SELECT sum(population) FROM land)), w.cluster_index, 1e-12)), 0::bigint,
    'generated firms: Litzenberger-Sternberg from plain numbers');

-- Small universes -------------------------------------------------------------------

CREATE TEMP TABLE one_region AS SELECT 'here' AS region, industry, size FROM firms WHERE industry LIKE 'C1_';
CREATE TEMP TABLE one_industry AS SELECT region, 'all' AS industry, size FROM firms;
CREATE TEMP TABLE one_firm AS SELECT '孤' AS region, '独' AS industry, 7.5::float8 AS size;
CREATE TEMP TABLE zero_firm AS SELECT 'R' AS region, 'I' AS industry, 0::float8 AS size;
CREATE TEMP TABLE two_regions AS SELECT CASE WHEN region IN ('北京', 'North', '1') THEN 'east' ELSE 'west' END AS region, industry, size FROM firms;
-- one region has all the jobs, the other only firms without any
CREATE TEMP TABLE all_in_one AS SELECT * FROM (VALUES ('R1', 'I1', 5::float8), ('R1', 'I2', 6), ('R2', 'I1', 0), ('R3', 'I3', 0)) v(region, industry, size);
CREATE TEMP TABLE disjoint AS SELECT 'R' || n AS region, 'I' || n AS industry, (n * n)::float8 AS size FROM generate_series(1, 6) n, generate_series(1, 3);
-- the same mix everywhere: every LQ is 1 and none deviates
CREATE TEMP TABLE alike AS
SELECT 'R' || r AS region, 'I' || i AS industry, (r * i)::float8 AS size FROM generate_series(1, 9) r, generate_series(1, 7) i;
CREATE TEMP TABLE alike_tenths AS
SELECT 'R' || r AS region, 'I' || i AS industry, r * i * 0.5::float8 AS size FROM generate_series(1, 20) r, generate_series(1, 13) i;
-- the same share of the regions where it is present at all: ln LQ does not deviate
CREATE TEMP TABLE alike_if_present AS
SELECT 'R' || r AS region, 'I' || i AS industry, CASE WHEN i = 0 THEN 100 - 21 * (r % 3) ELSE 7 * i * (r % 3) / greatest(r % 3, 1) END::float8 AS size
FROM generate_series(0, 10) r, generate_series(0, 2) i WHERE i = 0 OR r % 3 > 0;
-- 30 orders of magnitude
CREATE TEMP TABLE wide AS
SELECT 'R' || n % 4 AS region, 'I' || n % 3 AS industry, 10::float8 ^ (n % 31 - 15) AS size FROM generate_series(1, 200) n;
-- sizes so small or large that products of totals leave the range of doubles
CREATE TEMP TABLE tiny AS SELECT region, industry, size * 1e-300 AS size FROM example;
CREATE TEMP TABLE huge AS SELECT region, industry, size * 1e300 AS size FROM example;
CREATE TEMP TABLE extreme AS
SELECT * FROM example UNION ALL VALUES ('R1', 'I3', 1e-300::float8), ('R2', 'I3', 1e-300), ('R4', 'I1', 2e-300), ('R4', 'I2', 5e-300);

CREATE FUNCTION pg_temp.universe_agrees(name text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TEMP TABLE u AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM %I', name);
    RETURN QUERY SELECT results_eq('SELECT c.* FROM u, cells(m) c', format('SELECT * FROM oracle.cells(%L)', name), name || ': cells');
    RETURN QUERY SELECT pg_temp.agrees('(SELECT m FROM u)', format('%L', name), name);
    RETURN QUERY SELECT pg_temp.agrees($q$(SELECT m FROM u), 0.9, absent => true, "of" => 'firms', bounds => 'fieller', standardize => 'log_lq'$q$,
        format($q$%L, 0.9, absent => true, "of" => 'firms', bounds => 'fieller', standardize => 'log_lq'$q$, name), name || ', firms, Fieller');
    RETURN QUERY SELECT pg_temp.agrees($q$(SELECT m FROM u), bounds => 'plants_observed'$q$, format($q$%L, bounds => 'plants_observed'$q$, name), name || ', observed plants');
    DROP TABLE u;
END $$;
SELECT pg_temp.universe_agrees(name)
FROM unnest(ARRAY['one_region', 'one_industry', 'one_firm', 'zero_firm', 'two_regions', 'all_in_one', 'disjoint', 'alike', 'alike_tenths', 'alike_if_present',
                  'wide', 'tiny', 'huge', 'extreme']) name;
SELECT pg_temp.agrees($$(SELECT cluster_matrix_agg(region, industry, size) FROM disjoint), bounds => 'delta', absent => true$$,
    $$'disjoint', bounds => 'delta', absent => true$$, 'disjoint, delta');
SELECT pg_temp.agrees($$(SELECT cluster_matrix_agg(region, industry, size) FROM disjoint), bounds => 'fieller', absent => true$$,
    $$'disjoint', bounds => 'fieller', absent => true$$, 'disjoint, Fieller: nobody or everybody is in the industry');

-- A reference ---------------------------------------------------------------------------

CREATE TEMP TABLE part AS SELECT * FROM firms WHERE region IN ('北京', 'N', '', '1', 'idle');
CREATE TEMP TABLE elsewhere AS
SELECT * FROM firms UNION ALL SELECT 'rest of the world', industry, size * 3 FROM firms WHERE region IS NOT NULL;
-- lacks industries that the firms have, has others, and is smaller than some regions
CREATE TEMP TABLE other AS
SELECT region, CASE industry WHEN 'C3' THEN 'C99' ELSE industry END AS industry, size FROM firms
WHERE region IN ('Z', 'a', 'Nord', '') AND industry <> 'C5';
-- LQs of `alike` against it are one number an industry, but not 1
CREATE TEMP TABLE tilted AS SELECT region, industry, size ^ 2 + 1 AS size FROM alike;
SELECT pg_temp.agrees(format('(SELECT cluster_matrix_agg(region, industry, size) FROM %1$I), 0.95, (SELECT cluster_matrix_agg(region, industry, size) FROM %2$I), %3$s', a, b, c),
    format('%1$L, 0.95, %2$L, %3$s', a, b, c), format('%s against %s, %s', a, b, c))
FROM (VALUES ('part', 'firms', 'false'), ('part', 'firms', 'true'), ('firms', 'elsewhere', 'true'), ('firms', 'other', 'true'),
             ('other', 'firms', 'true'), ('part', 'firms', $$true, 'firms', 'fieller', 'log_lq'$$), ('part', 'firms', $$true, 'size', 'delta'$$),
             ('firms', 'elsewhere', $$false, 'size', 'fieller', 'log_lq'$$), ('firms', 'other', $$true, 'firms', 'delta'$$),
             ('firms', 'zero_firm', 'true'), ('part', 'firms', $$true, 'size', 'plants_observed'$$), ('firms', 'other', $$true, 'size', 'plants_observed'$$), ('alike', 'tilted', 'true')) v(a, b, c);

-- Firms of Georgia, 2020 -----------------------------------------------------------------

CREATE TEMP TABLE georgia_file (firm_id text, county_fips text, county text, cbsa text, region text, zcta text, lat text, lon text,
    naics6 text, sector text, business_type text, nonprofit text, jobs float8, loan_amount float8, date_approved text);
\copy georgia_file FROM PROGRAM 'zcat test/data/firms_georgia.csv.gz' CSV HEADER
CREATE TEMP TABLE georgia AS SELECT county_fips AS region, naics6 AS industry, jobs AS size FROM georgia_file;
CREATE TEMP TABLE subsidies AS SELECT county_fips AS region, left(naics6, 4) AS industry, loan_amount / 12 AS size FROM georgia_file WHERE county_fips < '13150';
CREATE TEMP TABLE sectors AS SELECT county_fips AS region, left(naics6, 3) AS industry, jobs AS size FROM georgia_file;
CREATE TEMP TABLE south AS
SELECT s.* FROM sectors s WHERE region IN (SELECT county_fips FROM georgia_file WHERE georgia_file.region = 'South');
-- Georgia inside a larger whole: every fifth firm twice more, under another state
CREATE TEMP TABLE nation AS
SELECT * FROM sectors UNION ALL
SELECT 'other state', industry, 7 * size + 1 FROM (SELECT *, row_number() OVER (ORDER BY region, industry, size) AS n FROM sectors) s WHERE n % 5 = 0;
ANALYZE georgia; ANALYZE subsidies; ANALYZE sectors; ANALYZE south; ANALYZE nation;
CREATE TEMP TABLE georgia_matrix AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM georgia;
CREATE TEMP TABLE subsidies_matrix AS SELECT cluster_matrix_agg(region, industry, size) AS m FROM subsidies;

SELECT results_eq('SELECT c.* FROM georgia_matrix, cells(m) c', $$SELECT * FROM oracle.cells('georgia')$$, 'Georgia: every cell');
SELECT results_eq('SELECT c.* FROM subsidies_matrix, cells(m) c', $$SELECT * FROM oracle.cells('subsidies')$$,
    'Georgia, twelfths of subsidies in half of the counties: every cell to the last bit');
SELECT is(oracle.rows_that_differ('SELECT r.* FROM georgia_matrix, regions(m) r', $$SELECT * FROM oracle.regions('georgia')$$, 1e-15), '', 'Georgia: regions');
SELECT is(oracle.rows_that_differ('SELECT i.* FROM georgia_matrix, industries(m) i', $$SELECT * FROM oracle.industries('georgia')$$, 1e-15), '', 'Georgia: industries');
SELECT is(oracle.rows_that_differ('SELECT i.* FROM subsidies_matrix, industries(m) i', $$SELECT * FROM oracle.industries('subsidies')$$, 1e-15), '',
    'Georgia, twelfths of subsidies in half of the counties: industries');
SELECT pg_temp.agrees('(SELECT m FROM georgia_matrix)', $$'georgia'$$, 'Georgia, NAICS 6');
SELECT pg_temp.agrees($$(SELECT m FROM georgia_matrix), 0.9, "of" => 'firms', standardize => 'log_lq'$$,
    $$'georgia', 0.9, "of" => 'firms', standardize => 'log_lq'$$, 'Georgia, NAICS 6, of firms, 90 percent');
SELECT pg_temp.agrees($$(SELECT coarsen(m, NULL, 3) FROM georgia_matrix), 0.9, bounds => 'plants_observed'$$,
    $$'sectors', 0.9, bounds => 'plants_observed'$$, 'Georgia, NAICS 3, observed plants, 90 percent');
SELECT pg_temp.agrees($$(SELECT m FROM subsidies_matrix), 0.99, bounds => 'delta'$$, $$'subsidies', 0.99, bounds => 'delta'$$,
    'Georgia, NAICS 4, subsidies, delta, 99 percent');
SELECT pg_temp.agrees($$(SELECT coarsen(m, NULL, 3) FROM georgia_matrix), absent => true, bounds => 'fieller'$$,
    $$'sectors', absent => true, bounds => 'fieller'$$, 'Georgia, NAICS 3, absent pairs, Fieller');
SELECT pg_temp.agrees($$(SELECT coarsen(m, NULL, 3) FROM georgia_matrix), 0.99, absent => true, bounds => 'delta', "of" => 'firms'$$,
    $$'sectors', 0.99, absent => true, bounds => 'delta', "of" => 'firms'$$, 'Georgia, NAICS 3, absent pairs, delta of firms, 99 percent');
SELECT pg_temp.agrees($$(SELECT coarsen(m, NULL, 3) FROM georgia_matrix), absent => true$$, $$'sectors', absent => true$$, 'Georgia, NAICS 3, absent pairs');
SELECT pg_temp.agrees(
    $$(SELECT subset(coarsen(m, NULL, 3), (SELECT array_agg(DISTINCT region) FROM south)) FROM georgia_matrix), absent => true,
      reference => (SELECT coarsen(m, NULL, 3) FROM georgia_matrix)$$,
    $$'south', absent => true, reference => 'sectors'$$, 'counties of the South against Georgia');
SELECT pg_temp.agrees(
    $$(SELECT coarsen(m, NULL, 3) FROM georgia_matrix), bounds => 'fieller',
      reference => (SELECT cluster_matrix_agg(region, industry, size) FROM nation)$$,
    $$'sectors', bounds => 'fieller', reference => 'nation'$$, 'Georgia against a larger whole, Fieller');
SELECT pg_temp.agrees(
    $$(SELECT coarsen(m, NULL, 3) FROM georgia_matrix), "of" => 'firms',
      reference => (SELECT cluster_matrix_agg(region, industry, size) FROM nation)$$,
    $$'sectors', "of" => 'firms', reference => 'nation'$$, 'Georgia against a larger whole, of firms');

SELECT * FROM finish();
ROLLBACK;
