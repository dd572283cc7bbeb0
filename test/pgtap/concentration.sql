-- Concentration, specialization and coagglomeration of the firms of Georgia
-- against the same indices in plain SQL, and the identities between them.
\ir lib/begin.sql
\ir lib/georgia.sql
CREATE TEMP TABLE states (year int, state text, naics text, establishments int, employment int);
\copy states FROM PROGRAM 'gzip -dc test/data/cbp_states.csv.gz' (FORMAT csv, HEADER)
CREATE FUNCTION pg_temp.h(a bigint, b int) RETURNS float8 IMMUTABLE LANGUAGE sql
AS $$ SELECT (hashint8extended(a, b) & 1048575) / 1048576.0 $$;

-- Data: firms of Georgia; establishments of the states, of which only numbers are known; and a register of plants like
-- Mexico's, 32 states and some 400 classes, where two thirds of the plants report no emission and a few report almost all.
CREATE TEMP TABLE plant AS
SELECT 'georgia' AS d, county_fips AS r, left(naics6, 4) AS i, jobs::float8 AS x FROM raw WHERE naics6 IS NOT NULL
UNION ALL
SELECT 'plants', 'E' || floor(32 * pg_temp.h(g, 1) ^ 1.5), '3' || floor(400 * pg_temp.h(g, 2) ^ 2), CASE WHEN pg_temp.h(g, 3) > 0.66 THEN exp(18 * pg_temp.h(g, 4)) ELSE 0 END
FROM generate_series(1, 8231) AS g;
CREATE TEMP TABLE cell AS
SELECT d, r, i, sum(x) AS x, count(*) AS n FROM plant GROUP BY d, r, i
UNION ALL
SELECT 'states', state, naics, establishments, establishments FROM states WHERE year = 2006 AND length(naics) = 3;
CREATE TEMP TABLE matrix AS
SELECT d, cluster_matrix_agg(r, i, x) AS m, 'size' AS measure FROM plant GROUP BY d
UNION ALL
SELECT d, cluster_matrix_from_cells(r, i, n, x, NULL, NULL, NULL), 'firms' FROM cell WHERE d = 'states' GROUP BY d;
CREATE TEMP VIEW georgia AS SELECT m FROM matrix WHERE d = 'georgia';
-- What there is to know of an industry's plants; where only numbers are known all count alike.
CREATE TEMP TABLE of_plants AS
SELECT d, i, sum(x * x) / sum(x) ^ 2 AS h, sum((x / t) ^ 4) AS z4, max(x) / sum(x) AS cr1
FROM (SELECT p.*, sum(x) OVER (PARTITION BY d, i) AS t FROM plant p) AS p WHERE t > 0 GROUP BY d, i
UNION ALL
SELECT d, i, 1 / sum(n), 1 / sum(n) ^ 3, 1 / sum(n) FROM cell WHERE d = 'states' GROUP BY d, i;
ANALYZE cell;

-- Every pair of the universe, with its shares.
CREATE TEMP TABLE grid AS
WITH byr AS (SELECT d, r, sum(x) AS xr FROM cell GROUP BY d, r), byi AS (SELECT d, i, sum(x) AS xi, sum(n) AS ni FROM cell GROUP BY d, i),
     whole AS (SELECT d, sum(x) AS xx, count(DISTINCT r) AS regions FROM cell GROUP BY d)
SELECT d, r, i, coalesce(x, 0) AS x, coalesce(n, 0) AS n, xr, xi, ni, xx, regions, coalesce(x, 0) / nullif(xi, 0) AS s, xr / xx AS w,
       coalesce(x, 0) / nullif(xr, 0) AS q, xi / xx AS v
FROM byr JOIN byi USING (d) JOIN whole USING (d) LEFT JOIN cell USING (d, r, i);
ANALYZE grid;
CREATE FUNCTION pg_temp.near(a float8, b float8) RETURNS boolean LANGUAGE sql AS
$$ SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL ELSE abs(a - b) <= 1e-10 * greatest(abs(a), abs(b), 0.01) END $$;

SELECT plan(32);

CREATE TEMP TABLE squares AS SELECT d, sum((xr / xx) ^ 2) AS d2, sum((xr / xx) ^ 3) AS d3 FROM (SELECT DISTINCT d, r, xr, xx FROM grid) AS g GROUP BY d;
CREATE TEMP TABLE oracle AS
WITH base AS (SELECT d, i, max(ni) AS ni, max(regions) AS all_regions, count(*) FILTER (WHERE n > 0) AS regions, sum(s * s) AS herfindahl, sum(abs(s - w)) AS krugman,
                     sum(CASE WHEN s > 0 THEN s * ln(s / w) ELSE 0 END) AS theil, -sum(CASE WHEN s > 0 THEN s * ln(s) ELSE 0 END) AS entropy,
                     CASE WHEN min(s) FILTER (WHERE w > 0) > 0 THEN sum(w * ln(w / nullif(s, 0))) FILTER (WHERE w > 0) END AS mld, sum((s - w) ^ 2) AS g,
                     sum(CASE WHEN n > 0 THEN n / ni::float8 * ln(n / ni::float8 * regions) ELSE 0 END) AS mori
              FROM grid WHERE xi > 0 GROUP BY d, i),
     gini AS (SELECT d, i, sum(s * before_w - w * before_s) AS gini
              FROM (SELECT d, i, s, w, sum(w) OVER o - w AS before_w, sum(s) OVER o - s AS before_s FROM grid WHERE xi > 0 AND w > 0
                    WINDOW o AS (PARTITION BY d, i ORDER BY s / w, r ROWS UNBOUNDED PRECEDING)) AS o GROUP BY d, i)
SELECT *, krugman / 2 AS hoover, (g - (1 - d2) * h) / nullif((1 - d2) * (1 - h), 0) AS eg,
       (g - (1 - d2) * h) / sqrt(2 * (h ^ 2 * (d2 - 2 * d3 + d2 ^ 2) - z4 * (d2 - 4 * d3 + 3 * d2 ^ 2))) AS z,
       ((herfindahl - d2) / (1 - d2) - h) / nullif(1 - h, 0) AS ms, herfindahl - 1 / least(ni, all_regions)::float8 - (h - 1 / ni::float8) AS dgs
FROM base JOIN of_plants USING (d, i) JOIN gini USING (d, i) JOIN squares USING (d);
CREATE TEMP TABLE ours AS SELECT d, c.* FROM matrix, industry_concentration(m, of => measure) AS c;

SELECT is((SELECT count(*) FROM ours JOIN oracle ON (ours.d, industry) = (oracle.d, i)), (SELECT count(*) FROM oracle), 'every industry with size is compared');
SELECT cmp_ok((SELECT min(n) FROM (SELECT count(*) AS n FROM oracle GROUP BY d) AS o), '>', 80::bigint, 'of each of three data sets');
SELECT is_empty(format($$SELECT ours.d, industry, ours.%1$s, oracle.%2$s FROM ours JOIN oracle ON (ours.d, industry) = (oracle.d, i)
    WHERE NOT pg_temp.near(ours.%1$s, oracle.%2$s)$$, ours, theirs), ours || ' of every industry')
FROM (VALUES ('herfindahl_firms', 'h'), ('cr1', 'cr1'), ('regions', 'regions'), ('herfindahl', 'herfindahl'), ('gini', 'gini'), ('krugman', 'krugman'), ('hoover', 'hoover'),
    ('theil', 'theil'), ('mean_log_deviation', 'mld'), ('entropy', 'entropy'), ('mori', 'mori'), ('devereux_griffith_simpson', 'dgs')) AS v(ours, theirs);
-- Where one plant is almost all of the industry, 1 - H cancels in plain SQL.
SELECT is_empty(format($$SELECT ours.d, industry, ours.%1$s, oracle.%2$s FROM ours JOIN oracle ON (ours.d, industry) = (oracle.d, i)
    WHERE h < 0.999 AND NOT pg_temp.near(ours.%1$s, oracle.%2$s)$$, ours, theirs), ours || ' of every industry')
FROM (VALUES ('ellison_glaeser', 'eg'), ('ellison_glaeser_z', 'z'), ('maurel_sedillot', 'ms')) AS v(ours, theirs);
-- erfc of Abramowitz and Stegun 7.1.26 is off by 1.5e-7 at most.
SELECT is_empty($$SELECT industry, ellison_glaeser_p, t * exp(-z * z / 2) FROM (SELECT *, abs(ellison_glaeser_z) AS z, 1 / (1 + 0.3275911 * abs(ellison_glaeser_z) / sqrt(2)) AS u FROM ours) AS a,
    LATERAL (SELECT ((((1.061405429 * u - 1.453152027) * u + 1.421413741) * u - 0.284496736) * u + 0.254829592) * u AS t) AS b
    WHERE z < 35 AND abs(ellison_glaeser_p - t * exp(-z * z / 2)) > 2e-7$$, 'ellison_glaeser_p is the two-sided normal p of z');

-- Regions.
CREATE TEMP TABLE region AS
WITH groups AS (SELECT d, r, left(i, 2) AS p, sum(q) AS pg FROM grid GROUP BY 1, 2, 3),
     gini AS (SELECT d, r, sum(q * before_v - v * before_q) AS gini
              FROM (SELECT d, r, q, v, sum(v) OVER o - v AS before_v, sum(q) OVER o - q AS before_q FROM grid WHERE v > 0 AND xr > 0
                    WINDOW o AS (PARTITION BY d, r ORDER BY q / v, i ROWS UNBOUNDED PRECEDING)) AS o GROUP BY d, r)
SELECT d, r, gini, count(*) FILTER (WHERE n > 0) AS industries, sum(q * q) AS herfindahl, sum(abs(q - v)) AS krugman, 1 / sum(q * q / nullif(v, 0)) AS hachman,
       sum(CASE WHEN q > 0 THEN q * ln(q / v) ELSE 0 END) AS theil, -sum(CASE WHEN q > 0 THEN q * ln(q) ELSE 0 END) AS entropy,
       (SELECT -sum(CASE WHEN pg > 0 THEN pg * log(2, pg::numeric) ELSE 0 END) FROM groups WHERE groups.d = grid.d AND groups.r = grid.r)::float8 AS unrelated
FROM grid LEFT JOIN gini USING (d, r) GROUP BY d, r, gini;
SELECT is_empty($$SELECT s.* FROM matrix, region_specialization(m, of => measure) AS s JOIN region ON r = s.region
    WHERE region.d = matrix.d AND NOT (pg_temp.near(s.herfindahl, region.herfindahl) AND pg_temp.near(s.krugman, region.krugman) AND pg_temp.near(s.hachman, region.hachman)
        AND pg_temp.near(s.theil, region.theil) AND pg_temp.near(s.entropy, region.entropy) AND pg_temp.near(s.unrelated_variety, unrelated)
        AND pg_temp.near(s.gini, region.gini) AND pg_temp.near(s.hoover, region.krugman / 2) AND s.industries = region.industries
        AND pg_temp.near(s.related_variety + s.unrelated_variety, region.entropy / ln(2.0::float8)) AND pg_temp.near(s.relative_diversity, 1 / region.krugman))$$,
    'specialization of every region');
SELECT is((SELECT count(*) FROM matrix, region_specialization(m, of => measure)), (SELECT count(*) FROM region), 'of all regions');
-- Prefixes of any length: the groups' entropy, and what is left of the whole.
SELECT is_empty($$SELECT digits, s.region, unrelated FROM georgia, generate_series(0, 5) AS digits, region_specialization(m, group_digits => digits) AS s,
    LATERAL (SELECT -sum(CASE WHEN pg > 0 THEN pg * ln(pg) / ln(2.0::float8) ELSE 0 END) AS unrelated
             FROM (SELECT sum(q) AS pg FROM grid WHERE d = 'georgia' AND r = s.region GROUP BY left(i, digits)) AS g) AS o
    WHERE NOT (pg_temp.near(s.unrelated_variety, unrelated) AND pg_temp.near(s.related_variety + s.unrelated_variety, s.entropy / ln(2.0::float8)) AND s.related_variety >= 0)$$,
    'related and unrelated variety for groups by 0 to 5 digits');

-- Pairs.
SELECT is_empty($$SELECT c.* FROM matrix, coagglomeration(m, of => measure) AS c JOIN LATERAL
    (SELECT sum((a.s - a.w) * (b.s - b.w)) / (1 - max(d2)) AS gamma, sum(a.n * b.n)::float8 / (max(a.ni) * max(b.ni)) AS cl,
            sum((a.n + b.n) * (a.n + b.n - 1))::float8 / ((max(a.ni) + max(b.ni)) * (max(a.ni) + max(b.ni) - 1)) AS e0
     FROM grid a JOIN grid b USING (d, r) JOIN squares USING (d) WHERE d = matrix.d AND a.i = c.industry_a AND b.i = c.industry_b) AS o ON true
    WHERE c.industry_a IN ('3141', '1151', '321', '334', '30', '3100') AND NOT (pg_temp.near(c.gamma, o.gamma) AND pg_temp.near(c.colocation, o.cl) AND pg_temp.near(c.excess_colocation, o.cl - o.e0))$$,
    'coagglomeration and colocation of six industries with all others');
SELECT ok(pg_temp.near((SELECT group_coagglomeration(m, ARRAY['3141', '3131', '1151', '7225']) FROM georgia),
    (SELECT sum(w.a * w.b * c.gamma) / sum(w.a * w.b) FROM georgia, coagglomeration(m) AS c
     JOIN LATERAL (SELECT max(xi) FILTER (WHERE i = c.industry_a) AS a, max(xi) FILTER (WHERE i = c.industry_b) AS b FROM grid WHERE d = 'georgia') AS w ON true
     WHERE c.industry_a IN ('3141', '3131', '1151', '7225') AND c.industry_b IN ('3141', '3131', '1151', '7225'))),
    'the index of a group is the weighted mean of its pairs');

-- Identities.
SELECT is_empty($$SELECT t.* FROM matrix, theil_decomposition(m, 4, of => measure) AS t JOIN ours USING (industry)
    WHERE ours.d = matrix.d AND NOT (pg_temp.near(t.theil, ours.theil) AND pg_temp.near(t.between_groups + t.within_groups, ours.theil) AND t.between_groups >= 0 AND t.within_groups >= 0)$$,
    'Theil between and within groups of counties adds up');
SELECT is_empty($$SELECT digits, t.*, o.* FROM matrix, unnest(ARRAY[1, 3, 4, NULL]) AS digits, theil_decomposition(m, digits, of => measure) AS t,
    LATERAL (SELECT sum(CASE WHEN s > 0 THEN s * ln(s / w) ELSE 0 END) AS between
             FROM (SELECT sum(s) AS s, sum(w) AS w FROM grid WHERE grid.d = matrix.d AND i = t.industry GROUP BY coalesce(left(r, digits), r)) AS g) AS o
    WHERE t.industry IN ('3141', '7225', '321', '334', '30', '3100') AND NOT pg_temp.near(t.between_groups, o.between)$$, 'Theil between groups of regions by 1, 3, 4 and all digits');
SELECT is_empty($$SELECT digits, t.*, o.* FROM matrix, unnest(ARRAY[1, 2, 3, NULL]) AS digits, specialization_decomposition(m, digits, of => measure) AS t,
    LATERAL (SELECT sum(CASE WHEN q > 0 THEN q * ln(q / v) ELSE 0 END) AS between
             FROM (SELECT sum(q) AS q, sum(v) AS v FROM grid WHERE grid.d = matrix.d AND r = t.region GROUP BY coalesce(left(i, digits), i)) AS g) AS o, region
    WHERE t.region IN ('13313', '13061', 'TX', 'DC', 'E0', 'E31') AND (region.d, region.r) = (matrix.d, t.region)
        AND NOT (pg_temp.near(t.between_groups, o.between) AND pg_temp.near(t.within_groups, region.theil - o.between))$$, 'Theil of regions between and within groups of industries by 1, 2, 3 and all digits');
SELECT is_empty($$SELECT t.* FROM matrix, theil_decomposition(m, 0) AS t WHERE t.theil IS NOT NULL AND NOT pg_temp.near(t.between_groups, 0)$$, 'one group: nothing between groups');
SELECT is_empty($$SELECT industry FROM matrix, industry_concentration(coarsen(m, NULL, 0)) AS c WHERE NOT (c.gini = 0 AND c.krugman = 0 AND c.theil = 0)$$,
    'all industries together are spread like all industries together');
-- A larger universe: a region without anything changes nothing.
SELECT is_empty($$SELECT a.* FROM ours a, LATERAL (SELECT c.* FROM (SELECT m + cluster_matrix_from_cells('00000', '3141', 0, 0, NULL, NULL, NULL) AS wide FROM georgia GROUP BY m) AS x, industry_concentration(wide) AS c) AS b
    WHERE a.d = 'georgia' AND a.industry = b.industry AND (a.gini, a.theil, a.ellison_glaeser) IS DISTINCT FROM (b.gini, b.theil, b.ellison_glaeser)$$, 'a region without anything changes nothing');
-- All 81 ways to throw four plants at three regions: the index is 0 on average, and z has variance 1.
CREATE TEMP TABLE throw AS
SELECT a.s * b.s * c.s * d.s AS chance, x.ellison_glaeser AS gamma, x.ellison_glaeser_z AS z, y.ellison_glaeser AS gamma_of_firms, y.ellison_glaeser_z AS z_of_firms
FROM (VALUES ('r1', 0.5::float8), ('r2', 0.3), ('r3', 0.2)) AS a(r, s), (VALUES ('r1', 0.5::float8), ('r2', 0.3), ('r3', 0.2)) AS b(r, s),
     (VALUES ('r1', 0.5::float8), ('r2', 0.3), ('r3', 0.2)) AS c(r, s), (VALUES ('r1', 0.5::float8), ('r2', 0.3), ('r3', 0.2)) AS d(r, s),
     (SELECT cluster_matrix_agg(r, 'all', w) AS nation FROM (VALUES ('r1', 5), ('r1', 5), ('r1', 5), ('r1', 5), ('r1', 5), ('r2', 5), ('r2', 5), ('r2', 5), ('r3', 5), ('r3', 5)) AS n(r, w)) AS n,
     LATERAL (SELECT cluster_matrix_agg(r, 'plants', w) AS m FROM (VALUES (a.r, 10), (b.r, 20), (c.r, 30), (d.r, 7)) AS v(r, w)) AS p,
     LATERAL industry_concentration(m, reference => nation) AS x, LATERAL industry_concentration(m, reference => nation, of => 'firms') AS y;
SELECT is((SELECT count(*) FROM throw), 81::bigint, 'all placements of four plants');
SELECT ok((SELECT abs(sum(chance) - 1) < 1e-12 AND abs(sum(chance * gamma)) < 1e-12 AND abs(sum(chance * gamma_of_firms)) < 1e-12 FROM throw), 'their mean index is 0');
SELECT ok((SELECT abs(sum(chance * z)) < 1e-12 AND abs(sum(chance * z * z) - 1) < 1e-12 AND abs(sum(chance * z_of_firms * z_of_firms) - 1) < 1e-12 FROM throw), 'z has mean 0 and variance 1');
SELECT * FROM finish();
ROLLBACK;
