-- Cells with known firms and unknown size.  What a measure tells in spite of them must hold whatever the sizes are: a matrix with an unknown
-- size is held against two whose size is filled in, one small and one large, and what is not NULL must be the same in both.
\ir lib/begin.sql

CREATE TEMP TABLE cell AS
SELECT 'R' || 10 + r AS r, 'I' || 10 + i AS i, 1 + (r * 7 + i * 3) % 5 AS n, (1 + (r * 7 + i * 3) % 5) * (1 + (r * 5 + i * 11) % 13) AS s
FROM generate_series(0, 4) AS r, generate_series(0, 5) AS i WHERE (r + 2 * i) % 7 <> 0;
-- Also links from industry to industry and from region to region, of which one is unknown.
CREATE TEMP TABLE filled AS
SELECT fill, cluster_matrix_from_cells(r, i, n, CASE WHEN (r, i) IN (('R11', 'I12'), ('R13', 'I10')) THEN nullif(fill, 0) ELSE s END, NULL, NULL, NULL) AS m,
       (SELECT cluster_matrix_from_cells('I1' || x, 'I1' || y, 2, CASE WHEN (x, y) = (1, 3) THEN nullif(fill, 0) ELSE 1 + (x + 2 * y) % 4 END, NULL, NULL, NULL) FROM generate_series(0, 5) AS x, generate_series(0, 5) AS y WHERE x < y) AS g,
       (SELECT cluster_matrix_from_cells('R1' || x, 'R1' || y, 2, CASE WHEN (x, y) = (1, 3) THEN nullif(fill, 0) ELSE 1 + (x + 2 * y) % 4 END, NULL, NULL, NULL) FROM generate_series(0, 4) AS x, generate_series(0, 4) AS y WHERE x <> y) AS v
FROM cell, unnest(ARRAY[0, 3, 700]) AS fill GROUP BY fill;
CREATE TEMP TABLE known AS
SELECT cluster_matrix_from_cells(r, i, n + 1, s + 5, NULL, NULL, NULL) FILTER (WHERE i <> 'I13') AS b, cluster_matrix_from_cells(r, i, n + 5, s + 900, NULL, NULL, NULL) AS a,
       (SELECT cluster_matrix_agg(x.r, y.r, CASE WHEN x.r > y.r THEN 1 ELSE 2 END) FROM (SELECT DISTINCT r FROM cell) AS x, (SELECT DISTINCT r FROM cell) AS y WHERE x.r <> y.r) AS w
FROM cell;
CREATE FUNCTION pg_temp.labels(x jsonb) RETURNS jsonb IMMUTABLE LANGUAGE sql AS $$
SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(x) WHERE key ~ '^(region|industry)(_[ab])?$' OR key ~ '_industry$' $$;
-- What a call tells of the unknown matrix and not of both filled ones; status says why there is nothing, bytes are those of the value, p_adjusted is over the p there are.
CREATE FUNCTION pg_temp.wrong(call text) RETURNS TABLE (place jsonb, name text, told jsonb, fill int, true_value jsonb) LANGUAGE plpgsql AS $$ BEGIN
    RETURN QUERY EXECUTE format('WITH told AS (SELECT fill, to_jsonb(x) AS x FROM filled, known, LATERAL %s AS x)
        SELECT pg_temp.labels(u.x), e.key, e.value, k.fill, k.x -> e.key
        FROM told AS u CROSS JOIN LATERAL jsonb_each(u.x) AS e LEFT JOIN told AS k ON k.fill > 0 AND pg_temp.labels(k.x) = pg_temp.labels(u.x)
        WHERE u.fill = 0 AND e.value <> ''null'' AND e.key NOT IN (''status'', ''fitness_status'', ''bytes'', ''p_adjusted'')
            AND CASE WHEN jsonb_typeof(e.value) = ''number'' AND jsonb_typeof(k.x -> e.key) = ''number'' THEN abs((e.value #>> ''{}'')::float8 - (k.x ->> e.key)::float8) > 1e-9
                ELSE k.x -> e.key IS DISTINCT FROM e.value END', call);
END $$;
CREATE TEMP TABLE calls (call text);
INSERT INTO calls VALUES
    ('cells(m)'), ('regions(m)'), ('industries(m)'), ('summary(m)'), ('cells(m + b)'), ('cells(m + b - b)'), ('cells(m + m - m)'), ('cells(b + m - m)'), ('cells(transpose(m))'),
    ('cells(coarsen(m, 2, 2))'), ('industries(coarsen(m, 2, 3))'), ('cells(subset(m, ARRAY[''R10'', ''R11'']))'), ('regions(subset(m, NULL, ARRAY[''I11'', ''I14'']))'),
    ('cells(regroup(m, ARRAY[''R10'', ''R11'', ''R12'', ''R13'', ''R14''], ARRAY[''N'', ''N'', ''S'', ''S'', ''S'']))'),
    ('cells(regroup(m, industries_from => ARRAY[''I10'', ''I12'', ''I12''], industries_to => ARRAY[''J'', ''J'', ''K''], shares => ARRAY[1, 0.25, 0.75], unmapped => ''keep''))'),
    ('location_quotients(m)'), ('location_quotients(m, absent => true, bounds => ''plants_observed'')'), ('location_quotients(m, bounds => ''delta'')'), ('location_quotients(m, bounds => ''fieller'')'),
    ('location_quotients(m, of => ''firms'')'), ('location_quotients(m, reference => a)'), ('location_quotients(m, reference => a, standardize => ''log_lq'')'), ('location_quotients(b, reference => m)'),
    ('location_quotients(m, herfindahl_industries => ARRAY[''I10'', ''I11''], herfindahl_firms => ARRAY[0.5, 0.5])'),
    ('(SELECT location_quotient(m, ''R11'', ''I12''), location_quotient(m, ''R10'', ''I10''))'), ('flegg_quotients(m, ''R11'')'), ('flegg_quotients(m, ''R10'')'),
    ('litzenberger_sternberg(m, ARRAY[''R10'', ''R11''], ARRAY[2, 3], ARRAY[5, 7])'),
    ('industry_concentration(m)'), ('industry_concentration(m, of => ''firms'')'), ('industry_concentration(m, reference => a)'), ('industry_concentration(b, reference => m)'),
    ('theil_decomposition(m, 2)'), ('locational_lorenz(m, ''I10'')'), ('locational_lorenz(m, ''I11'')'), ('locational_lorenz(m, ''I11'', of => ''firms'')'),
    ('region_specialization(m)'), ('region_specialization(m, of => ''firms'')'), ('region_specialization(m, reference => a)'), ('specialization_decomposition(m, 2)'),
    ('coagglomeration(m)'), ('coagglomeration(m, of => ''firms'')'), ('(SELECT group_coagglomeration(m, ARRAY[''I10'', ''I11'']), group_coagglomeration(m, ARRAY[''I11'', ''I14'']))'),
    ('shift_share(m, b)'), ('shift_share(b, m, method => ''arcelus'')'), ('shift_share(m, b, of => ''firms'')'), ('shift_share_spatial(m, b, w)'), ('shift_share_spatial(b, m, w)'),
    ('shift_share_dynamic(ARRAY[1, 2, 3], ARRAY[b, m, b])'), ('structural_change(m, b)'), ('structural_change(b, m)'), ('entry_exit(m, b, absent => true)'), ('entry_exit(b, m)'), ('portfolio(m, b)'), ('portfolio(b, m)'),
    ('structural_similarity(m)'), ('structural_similarity(m, reference => a)'), ('structural_similarity_to(m)'), ('structural_similarity_to(m, ''R10'')'), ('structural_similarity_to(m, ''R11'')'),
    ('industry_relatedness(m)'), ('industry_space(m)'), ('industry_space(m, 0, of => ''firms'')'), ('industry_relatedness(m, reference => a)'), ('relatedness_density(m)'), ('relatedness_density(m, reference => a)'), ('relatedness_density(m, of => ''firms'')'),
    ('region_complexity(m)'), ('industry_complexity(m)'), ('region_complexity(m, of => ''firms'')'), ('opportunity_gain(m)'), ('opportunity_gain(m, reference => a)'),
    ('prody(m, ARRAY[''R10'', ''R11'', ''R12'', ''R13'', ''R14''], ARRAY[1, 2, 3, 4, 5])'), ('technology_choice(m, b)'), ('technology_choice(b, m)'),
    ('shift_share_spatial(b, b + b, v)'), ('relatedness_density(b, relatedness => g)'), ('opportunity_gain(b, relatedness => g)');
SELECT plan(13 + (SELECT count(*) FROM calls)::int);
SET LOCAL client_min_messages = warning;
SELECT is_empty(format('SELECT * FROM pg_temp.wrong(%L)', call), call) FROM calls ORDER BY call;

-- The cell, its region, its industry and the whole are unknown, all else is known; numbers of firms are.
SELECT results_eq($$SELECT region, industry, firms, size FROM filled, cells(m) WHERE fill = 0 AND size IS NULL ORDER BY 1$$, $$SELECT r, i, n::bigint, NULL::float8 FROM cell WHERE (r, i) IN (('R11', 'I12'), ('R13', 'I10')) ORDER BY 1$$, 'cells of unknown size');
SELECT results_eq($$SELECT region FROM filled, regions(m) WHERE fill = 0 AND size IS NULL AND firms > 0 AND largest IS NULL ORDER BY 1$$, ARRAY['R11', 'R13'], 'their regions');
SELECT results_eq($$SELECT industry FROM filled, industries(m) WHERE fill = 0 AND size IS NULL AND firms > 0 AND sum_squares IS NULL ORDER BY 1$$, ARRAY['I10', 'I12'], 'their industries');
SELECT results_eq($$SELECT size IS NULL, firms, skipped FROM filled, summary(m) WHERE fill = 0$$, $$SELECT true, sum(n), 0::bigint FROM cell$$, 'and the whole');
SELECT is_empty($$SELECT a.* FROM filled AS u, filled AS k, LATERAL location_quotients(u.m, of => 'firms') AS a JOIN LATERAL location_quotients(k.m, of => 'firms') AS b USING (region, industry)
    WHERE u.fill = 0 AND k.fill > 0 AND (a.lq, a.lq_lower, a.p_adjusted, a.standardized_lq) IS DISTINCT FROM (b.lq, b.lq_lower, b.p_adjusted, b.standardized_lq)$$, 'of numbers of firms all is known');
-- Written and read, as readable text and as compact, and added up in any order.
SELECT ok((SELECT m::text::cluster_matrix = m AND m::text LIKE '%"I12":[4,null]%' FROM filled WHERE fill = 0), 'as readable text');
SELECT ok(m::text::cluster_matrix = m AND m::text LIKE '%base64%' AND cluster_matrix_json(m)::text::cluster_matrix = m, 'as compact text')
FROM (SELECT cluster_matrix_from_cells('r' || g % 70, 'i' || g, g % 7, nullif(g * 1.25, 125) * (g % 7 > 0)::int, NULL, NULL, NULL) AS m FROM generate_series(1, 1500) AS g) AS x;
SELECT ok((SELECT bool_and(m + b = b + m AND m + m + b = b + m + m AND (SELECT sum(x) FROM unnest(ARRAY[m, b, m]) AS x) = m + b + m) FROM filled, known), 'sums in any order');
-- Rows: firms or size must be known, no firms have no size, and no moments are known of an unknown size.
SELECT results_eq($$SELECT c.industry, c.firms, c.size, s.skipped FROM (SELECT cluster_matrix_from_cells('R', i, n, NULL, NULL, NULL, NULL) AS m FROM (VALUES ('one', 1), ('none', 0), ('nobody knows', NULL)) AS v(i, n)) AS x, cells(m) AS c, summary(m) AS s ORDER BY 2$$,
    $$VALUES ('none', 0::bigint, 0::float8, 1::bigint), ('one', 1, NULL, 1)$$, 'rows without a size');
SELECT throws_ok($$SELECT cluster_matrix_from_cells('R', 'I', 3, NULL, NULL, 5, NULL)$$, '22023', 'published figures of region "R", industry "I" contradict each other', 'largest of an unknown size');
SELECT results_eq($$SELECT firms, size FROM cells((SELECT cluster_matrix_from_cells('R', 'I', n, s, NULL, NULL, NULL) FROM (VALUES (NULL, 5), (3, NULL)) AS v(n, s)))$$, $$VALUES (NULL::bigint, NULL::float8)$$, 'of one cell nothing may be known');

-- Policy risk: no indicator of a panel with unknown sizes differs from that of the filled panels.
CREATE TEMP TABLE world AS
SELECT year, 'r' || 10 + r AS r, 'i' || 10 + i AS i, 1 + (r * 7 + i * 3) % 15 AS n, (1 + (r * 7 + i * 3) % 15) * (1 + (r * 5 + i * 11) % 13) + ((year - 2010) * (r + 2 * i)) % 7 AS s
FROM generate_series(0, 11) AS r, generate_series(0, 16) AS i, generate_series(2010, 2020) AS year WHERE (r + 2 * i) % 7 <> 0;
CREATE TEMP TABLE panels AS
SELECT fill, year AS period, measure, cluster_matrix_from_cells(r, i, n, CASE WHEN (r, i) IN (('r11', 'i12'), ('r13', 'i10')) AND year IN (2015, 2020) THEN nullif(fill, 0) ELSE s * factor END, NULL, NULL, NULL) AS matrix
FROM world, unnest(ARRAY[0, 3, 700]) AS fill, (VALUES ('employment', 1), ('capital', 40), ('value_added', 9), ('output', 30), ('subsidy', 2), ('capacity', 35), ('capacity_output', 30),
    ('capacity_employment', 1), ('outside_employment', 0.3), ('zombie_capital', 4), ('emissions', 2), ('export', 11)) AS v(measure, factor) GROUP BY fill, year, measure
UNION ALL SELECT fill, 2020, 'input_coefficients', cluster_matrix_from_cells('i' || 10 + i, 'i' || 10 + (i + 3) % 17, NULL, 0.2, NULL, NULL, NULL) FROM generate_series(0, 16) AS i, unnest(ARRAY[0, 3, 700]) AS fill GROUP BY fill;
CREATE TEMP TABLE targets AS SELECT r AS region, i AS industry, 2016 AS start_year, 2023 AS target_year, 2.0 * s AS target_value, 5.0 AS amount FROM world WHERE year = 2020 AND (length(r || i) + n + s) % 3 = 0;
CREATE TEMP VIEW panel_0 AS SELECT period, measure, matrix FROM panels WHERE fill = 0;
CREATE TEMP VIEW panel_3 AS SELECT period, measure, matrix FROM panels WHERE fill = 3;
CREATE TEMP VIEW panel_700 AS SELECT period, measure, matrix FROM panels WHERE fill = 700;
CREATE TEMP TABLE found AS
SELECT 0 AS fill, x.* FROM policy_risk_indicators('panel_0', 'targets', 2020) AS x UNION ALL SELECT 3, x.* FROM policy_risk_indicators('panel_3', 'targets', 2020) AS x
UNION ALL SELECT 700, x.* FROM policy_risk_indicators('panel_700', 'targets', 2020) AS x;
SELECT is_empty($$SELECT u.region, u.industry, u.indicator, u.value, k.fill, k.value FROM found AS u JOIN found AS k USING (region, industry, indicator)
    WHERE u.fill = 0 AND k.fill > 0 AND u.value IS NOT NULL AND u.indicator NOT IN ('ambition', 'volatility') AND NOT coalesce(abs(u.value - k.value) < 1e-9, false)$$, 'indicators of policy risk, but for those over as many years and cases as are known');
SELECT cmp_ok((SELECT count(DISTINCT indicator) FROM found WHERE fill = 0 AND value IS NOT NULL), '>=', 8::bigint, 'of which many are known');
SELECT * FROM finish();
ROLLBACK;
