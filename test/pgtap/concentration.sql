-- Concentration, specialization and coagglomeration of the firms of Georgia
-- against the same indices in plain SQL, and the identities between them.
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
\set ON_ERROR_STOP 1
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION cluster_ext;
SET LOCAL jit = off;
CREATE TEMP TABLE raw (firm_id text, county_fips text, county text, cbsa text, region text, zcta text, lat float8, lon float8, naics6 text,
    sector text, business_type text, nonprofit int, jobs int, loan_amount float8, date_approved date);
\copy raw FROM PROGRAM 'gzip -dc test/data/firms_georgia.csv.gz' (FORMAT csv, HEADER)
CREATE TEMP TABLE firms AS SELECT county_fips AS r, left(naics6, 4) AS i, jobs::float8 AS x FROM raw WHERE naics6 IS NOT NULL;
CREATE TEMP TABLE matrix AS SELECT cluster_matrix_agg(r, i, x) AS m FROM firms;
ANALYZE firms;

-- Every pair of the universe, with its shares.
CREATE TEMP TABLE grid AS
WITH cell AS (SELECT r, i, sum(x) AS x, count(*) AS n FROM firms GROUP BY r, i),
     byr AS (SELECT r, sum(x) AS xr FROM firms GROUP BY r), byi AS (SELECT i, sum(x) AS xi, count(*) AS ni FROM firms GROUP BY i)
SELECT r, i, coalesce(x, 0) AS x, coalesce(n, 0) AS n, xr, xi, ni, t.xx, coalesce(x, 0) / nullif(xi, 0) AS s, xr / t.xx AS w,
       coalesce(x, 0) / nullif(xr, 0) AS q, xi / t.xx AS v
FROM byr CROSS JOIN byi CROSS JOIN (SELECT sum(x) AS xx FROM firms) AS t LEFT JOIN cell USING (r, i);
ANALYZE grid;
CREATE FUNCTION pg_temp.near(a float8, b float8) RETURNS boolean LANGUAGE sql AS
$$ SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL ELSE abs(a - b) <= 1e-10 * greatest(abs(a), abs(b), 0.01) END $$;

SELECT plan(24);

CREATE TEMP TABLE d AS SELECT sum((xr / xx) ^ 2) AS d2, sum((xr / xx) ^ 3) AS d3 FROM (SELECT DISTINCT r, xr, xx FROM grid) AS g;
CREATE TEMP TABLE oracle AS
WITH plants AS (SELECT i, sum(x * x) / sum(x) ^ 2 AS h, sum((x / t) ^ 4) AS z4, max(x) / sum(x) AS cr1
                FROM (SELECT f.*, sum(x) OVER (PARTITION BY i) AS t FROM firms f) AS f WHERE t > 0 GROUP BY i),
     base AS (SELECT i, max(ni) AS ni, count(*) FILTER (WHERE n > 0) AS regions, sum(s * s) AS herfindahl, sum(abs(s - w)) AS krugman,
                     sum(CASE WHEN s > 0 THEN s * ln(s / w) ELSE 0 END) AS theil, -sum(CASE WHEN s > 0 THEN s * ln(s) ELSE 0 END) AS entropy,
                     CASE WHEN min(s) > 0 THEN sum(w * ln(w / nullif(s, 0))) END AS mld, sum((s - w) ^ 2) AS g,
                     sum(CASE WHEN n > 0 THEN n / ni::float8 * ln(n / ni::float8 * 150) ELSE 0 END) AS mori
              FROM grid WHERE xi > 0 GROUP BY i),
     gini AS (SELECT i, sum(s * before_w - w * before_s) AS gini
              FROM (SELECT i, s, w, sum(w) OVER o - w AS before_w, sum(s) OVER o - s AS before_s FROM grid WHERE xi > 0
                    WINDOW o AS (PARTITION BY i ORDER BY s / w, r ROWS UNBOUNDED PRECEDING)) AS o GROUP BY i)
SELECT *, (g - (1 - d2) * h) / nullif((1 - d2) * (1 - h), 0) AS eg,
       (g - (1 - d2) * h) / sqrt(2 * (h ^ 2 * (d2 - 2 * d3 + d2 ^ 2) - z4 * (d2 - 4 * d3 + 3 * d2 ^ 2))) AS z,
       ((herfindahl - d2) / (1 - d2) - h) / nullif(1 - h, 0) AS ms, herfindahl - 1 / least(ni, 150)::float8 - (h - 1 / ni::float8) AS dgs
FROM base JOIN plants USING (i) JOIN gini USING (i) CROSS JOIN d;
CREATE TEMP TABLE ours AS SELECT c.* FROM matrix, industry_concentration(m) AS c;

SELECT is((SELECT count(*) FROM ours JOIN oracle ON industry = i), (SELECT count(*) FROM oracle), 'every industry with jobs is compared');
SELECT is_empty(format($$SELECT industry, ours.%1$s, oracle.%2$s FROM ours JOIN oracle ON industry = i WHERE NOT pg_temp.near(ours.%1$s, oracle.%2$s)$$, ours, theirs), ours || ' of every industry')
FROM (VALUES ('herfindahl_firms', 'h'), ('cr1', 'cr1'), ('herfindahl', 'herfindahl'), ('gini', 'gini'), ('krugman', 'krugman'), ('theil', 'theil'),
    ('mean_log_deviation', 'mld'), ('entropy', 'entropy'), ('mori', 'mori'), ('devereux_griffith_simpson', 'dgs')) AS v(ours, theirs);
-- Where one plant is almost all of the industry, 1 - H cancels in plain SQL.
SELECT is_empty(format($$SELECT industry, ours.%1$s, oracle.%2$s FROM ours JOIN oracle ON industry = i WHERE h < 0.999 AND NOT pg_temp.near(ours.%1$s, oracle.%2$s)$$, ours, theirs), ours || ' of every industry')
FROM (VALUES ('ellison_glaeser', 'eg'), ('ellison_glaeser_z', 'z'), ('maurel_sedillot', 'ms')) AS v(ours, theirs);

-- Regions.
CREATE TEMP TABLE region AS
WITH groups AS (SELECT r, left(i, 2) AS p, sum(q) AS pg FROM grid GROUP BY 1, 2)
SELECT r, sum(q * q) AS herfindahl, sum(abs(q - v)) AS krugman, 1 / sum(q * q / nullif(v, 0)) AS hachman,
       sum(CASE WHEN q > 0 THEN q * ln(q / v) ELSE 0 END) AS theil, -sum(CASE WHEN q > 0 THEN q * ln(q) ELSE 0 END) AS entropy,
       (SELECT -sum(CASE WHEN pg > 0 THEN pg * log(2, pg::numeric) ELSE 0 END) FROM groups WHERE groups.r = grid.r)::float8 AS unrelated
FROM grid GROUP BY r;
SELECT is_empty($$SELECT s.* FROM matrix, region_specialization(m) AS s JOIN region ON r = s.region
    WHERE NOT (pg_temp.near(s.herfindahl, region.herfindahl) AND pg_temp.near(s.krugman, region.krugman) AND pg_temp.near(s.hachman, region.hachman)
        AND pg_temp.near(s.theil, region.theil) AND pg_temp.near(s.entropy, region.entropy) AND pg_temp.near(s.unrelated_variety, unrelated)
        AND pg_temp.near(s.related_variety + s.unrelated_variety, region.entropy / ln(2.0::float8)) AND pg_temp.near(s.relative_diversity, 1 / region.krugman))$$,
    'specialization of every county');

-- Pairs.
SELECT is_empty($$SELECT c.* FROM matrix, coagglomeration(m) AS c JOIN LATERAL
    (SELECT sum((a.s - a.w) * (b.s - b.w)) / (1 - max(d2)) AS gamma, sum(a.n * b.n)::float8 / (max(a.ni) * max(b.ni)) AS cl,
            sum((a.n + b.n) * (a.n + b.n - 1))::float8 / ((max(a.ni) + max(b.ni)) * (max(a.ni) + max(b.ni) - 1)) AS e0
     FROM grid a JOIN grid b USING (r) CROSS JOIN d WHERE a.i = c.industry_a AND b.i = c.industry_b) AS o ON true
    WHERE c.industry_a IN ('3141', '1151') AND NOT (pg_temp.near(c.gamma, o.gamma) AND pg_temp.near(c.colocation, o.cl) AND pg_temp.near(c.excess_colocation, o.cl - o.e0))$$,
    'coagglomeration and colocation of two industries with all others');
SELECT ok(pg_temp.near((SELECT group_coagglomeration(m, ARRAY['3141', '3131', '1151', '7225']) FROM matrix),
    (SELECT sum(w.a * w.b * c.gamma) / sum(w.a * w.b) FROM matrix, coagglomeration(m) AS c
     JOIN LATERAL (SELECT max(xi) FILTER (WHERE i = c.industry_a) AS a, max(xi) FILTER (WHERE i = c.industry_b) AS b FROM grid) AS w ON true
     WHERE c.industry_a IN ('3141', '3131', '1151', '7225') AND c.industry_b IN ('3141', '3131', '1151', '7225'))),
    'the index of a group is the weighted mean of its pairs');

-- Identities.
SELECT is_empty($$SELECT t.* FROM matrix, theil_decomposition(m, 4) AS t JOIN ours USING (industry)
    WHERE NOT (pg_temp.near(t.theil, ours.theil) AND pg_temp.near(t.between_groups + t.within_groups, ours.theil) AND t.between_groups >= 0 AND t.within_groups >= 0)$$,
    'Theil between and within groups of counties adds up');
SELECT is_empty($$SELECT t.* FROM matrix, theil_decomposition(m, 0) AS t WHERE t.theil IS NOT NULL AND NOT pg_temp.near(t.between_groups, 0)$$, 'one group: nothing between groups');
SELECT is_empty($$SELECT industry FROM matrix, industry_concentration(coarsen(m, NULL, 0)) AS c WHERE NOT (c.gini = 0 AND c.krugman = 0 AND c.theil = 0)$$,
    'all industries together are spread like all industries together');
-- A larger universe: a region without anything changes nothing.
SELECT is_empty($$SELECT a.* FROM ours a, LATERAL (SELECT c.* FROM (SELECT m + cluster_matrix_from_cells('00000', '3141', 0, 0, NULL, NULL, NULL) AS wide FROM matrix GROUP BY m) AS x, industry_concentration(wide) AS c) AS b
    WHERE a.industry = b.industry AND (a.gini, a.theil, a.ellison_glaeser) IS DISTINCT FROM (b.gini, b.theil, b.ellison_glaeser)$$, 'a region without anything changes nothing');
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
