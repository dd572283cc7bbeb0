-- Shift-share of the establishments of the US states (test/data/CBP.md) and of
-- the firms of Georgia, against the formulas in exact arithmetic of plain SQL.
\ir lib/begin.sql
\ir lib/states.sql
\ir lib/georgia.sql

-- Two data sets of two years.  Georgia's second year is made up: some firms are gone, some others are new, the rest grow by
-- their number; whole counties and industries come and go.
CREATE TEMP TABLE two AS
SELECT 'states' AS set, year - 2003 AS t, state AS r, naics AS i, n AS x FROM cbp WHERE length(naics) = 3 AND year IN (2003, 2006)
UNION ALL SELECT 'georgia', 0, county_fips, left(naics6, 4), jobs FROM raw WHERE naics6 IS NOT NULL AND jobs IS NOT NULL AND firm_id::text !~ '[37]$' AND county_fips <> '13001' AND left(naics6, 4) <> '3141'
UNION ALL SELECT 'georgia', 3, county_fips, left(naics6, 4), jobs * (1 + length(business_type) % 3) FROM raw WHERE naics6 IS NOT NULL AND jobs IS NOT NULL AND firm_id::text !~ '[5]$' AND county_fips <> '13003' AND left(naics6, 4) <> '2123';
CREATE TEMP TABLE m AS SELECT set, cluster_matrix_agg(r, i, x) FILTER (WHERE t = 0) AS a, cluster_matrix_agg(r, i, x) FILTER (WHERE t = 3) AS b FROM two GROUP BY set;

-- Every pair of two years with its margins, in exact numbers.
CREATE FUNCTION pg_temp.pairs(of_set text, first int, last int) RETURNS TABLE (r text, i text, x0 numeric, x1 numeric, r0 numeric, r1 numeric, i0 numeric, i1 numeric, t0 numeric, t1 numeric)
LANGUAGE sql AS $$
    WITH c AS (SELECT two.r, two.i, coalesce(sum(x) FILTER (WHERE t = first), 0)::numeric AS x0, coalesce(sum(x) FILTER (WHERE t = last), 0)::numeric AS x1
               FROM two WHERE set = of_set AND t IN (first, last) GROUP BY 1, 2)
    SELECT c.r, c.i, x0, x1, sum(x0) OVER (PARTITION BY c.r), sum(x1) OVER (PARTITION BY c.r), sum(x0) OVER (PARTITION BY c.i), sum(x1) OVER (PARTITION BY c.i), sum(x0) OVER (), sum(x1) OVER ()
    FROM c
$$;
-- The formulas of the literature in rates of growth; a rate of nothing is that of the industry, or 0.
CREATE FUNCTION pg_temp.oracle(of_set text, first int, last int) RETURNS TABLE (r text, i text, x0 numeric, x1 numeric, ns numeric, im numeric, rs numeric, h numeric, c numeric, a numeric,
    nh numeric, nd numeric, mh numeric, md numeric, rh numeric, rd numeric, bh numeric, bd numeric)
LANGUAGE sql AS $$
    WITH g AS (SELECT *, coalesce(round(r0 * i0, 60) / nullif(t0, 0), 0) AS h, round(t1, 60) / t0 - 1 AS g, coalesce(round(i1, 60) / nullif(i0, 0) - 1, 0) AS gi, coalesce(round(r1, 60) / nullif(r0, 0) - 1, 0) AS gr
               FROM pg_temp.pairs(of_set, first, last)),
         o AS (SELECT *, coalesce(round(x1, 60) / nullif(x0, 0) - 1, gi) AS gri, CASE WHEN i0 > 0 THEN x1 - round(x0 * i1, 60) / i0 ELSE x1 END AS rs FROM g)
    SELECT r, i, x0, x1, x0 * g, x0 * (gi - g), rs, h, h * (gri - gi), rs - h * (gri - gi),
        h * g, (x0 - h) * g, h * (gi - g), (x0 - h) * (gi - g), h * (gr - g), (x0 - h) * (gr - g), h * ((gri - gr) - (gi - g)),
        x1 - x0 - x0 * g - x0 * (gi - g) - x0 * (gr - g) - h * ((gri - gr) - (gi - g))
    FROM o
$$;
-- Within rounding of the sum of what the components are taken from.
CREATE FUNCTION pg_temp.near(a float8, b numeric, scale numeric) RETURNS boolean LANGUAGE sql AS $$ SELECT coalesce(abs(a::numeric - b) <= 1e-14 * (scale + 1), false) $$;

SELECT plan(37);
SELECT cmp_ok((SELECT count(*) FROM pg_temp.oracle('georgia', 0, 3) WHERE x0 = 0 AND x1 > 0), '>', 1000::bigint, 'many cells of Georgia are new');

CREATE TEMP TABLE expected AS SELECT 'states' AS set, * FROM pg_temp.oracle('states', 0, 3) UNION ALL SELECT 'georgia', * FROM pg_temp.oracle('georgia', 0, 3);
CREATE TEMP TABLE classic AS SELECT set, s.* FROM m, shift_share(a, b) AS s;
CREATE TEMP TABLE esteban AS SELECT set, s.* FROM m, shift_share(a, b, 'esteban-marquillas') AS s;
CREATE TEMP TABLE arcelus AS SELECT set, s.* FROM m, shift_share(a, b, 'arcelus') AS s;
CREATE TEMP TABLE ours AS SELECT set, region, industry, c.base, c.final, c.change, c.national, c.industry_mix, c.regional, c.status,
    e.homothetic, e.competitive, e.allocation, a.national_homothetic, a.national_differential, a.mix_homothetic, a.mix_differential,
    a.regional_homothetic, a.regional_differential, a.regional_industry_homothetic, a.regional_industry_differential,
    e.national AS e_national, e.regional AS e_regional, a.national AS a_national, a.regional AS a_regional
FROM classic c JOIN esteban e USING (set, region, industry) JOIN arcelus a USING (set, region, industry);
SELECT results_eq($$SELECT set, region, industry, base, final FROM ours ORDER BY 1, 2, 3$$,
    $$SELECT set, r, i, x0::float8, x1::float8 FROM expected WHERE x0 > 0 OR x1 > 0 ORDER BY 1, 2, 3$$, 'every pair that has something at one time');
SELECT is_empty(format($$SELECT region, industry, %1$s, %2$s FROM ours JOIN expected USING (set) WHERE r = region AND i = industry
    AND NOT pg_temp.near(%1$s, %2$s, abs(x0) + abs(x1) + 4 * (abs(ns) + abs(im) + abs(rs) + abs(c) + abs(nh) + abs(rh) + abs(h)))$$, ours, theirs), ours || ' of every pair')
FROM (VALUES ('national', 'ns'), ('industry_mix', 'im'), ('regional', 'rs'), ('homothetic', 'h'), ('competitive', 'c'), ('allocation', 'a'),
    ('national_homothetic', 'nh'), ('national_differential', 'nd'), ('mix_homothetic', 'mh'), ('mix_differential', 'md'), ('regional_homothetic', 'rh'),
    ('regional_differential', 'rd'), ('regional_industry_homothetic', 'bh'), ('regional_industry_differential', 'bd')) AS v(ours, theirs);

-- Whole numbers: the sums are exact, in doubles, forwards and backwards.
SELECT is_empty($$SELECT * FROM ours WHERE national + industry_mix + regional <> change OR regional + industry_mix + national <> change OR change <> final - base$$, 'classic components add up exactly');
SELECT is_empty($$SELECT * FROM ours WHERE competitive + allocation <> e_regional$$, 'competitive and allocation add up to regional exactly');
SELECT is_empty($$SELECT * FROM esteban WHERE national + industry_mix + competitive + allocation <> change OR allocation + competitive + industry_mix + national <> change$$, 'components of Esteban-Marquillas add up exactly');
SELECT is_empty($$SELECT * FROM arcelus WHERE national_homothetic + national_differential + mix_homothetic + mix_differential + regional_homothetic + regional_differential
    + regional_industry_homothetic + regional_industry_differential <> change OR national_homothetic + national_differential <> national OR mix_homothetic + mix_differential <> industry_mix
    OR regional_homothetic + regional_differential + regional_industry_homothetic + regional_industry_differential <> regional$$, 'components of Arcelus add up exactly, in pairs too');
-- Among methods, and over pairs.
SELECT is_empty($$SELECT * FROM ours WHERE abs(competitive - regional_homothetic - regional_industry_homothetic) > 1e-12 * (1 + abs(competitive) + abs(regional_homothetic)) OR abs(e_national - national) > 1e-12 * (1 + abs(change) + abs(e_regional) + abs(competitive)) OR abs(a_regional - regional) > 1e-12 * (1 + abs(regional) + abs(competitive) + abs(homothetic))$$,
    'the methods split the same components');
SELECT is_empty($$SELECT set, industry, sum(regional) FROM ours GROUP BY 1, 2 HAVING sum(base) > 0 AND abs(sum(regional)) > 1e-9 * sum(base + final)$$, 'regional components of an industry add up to 0');
SELECT is_empty($$SELECT set FROM ours GROUP BY 1 HAVING abs(sum(industry_mix) + sum(regional)) > 1e-9 * sum(base)$$, 'and so do those of industry mix, but for new industries');
SELECT is_empty($$SELECT o.* FROM ours o JOIN m USING (set), shift_share(coarsen(a, NULL, 0), coarsen(b, NULL, 0)) AS s WHERE o.region = s.region AND s.base > 0
    AND abs(s.national - (SELECT sum(p.national) FROM ours p WHERE p.set = o.set AND p.region = o.region)) > 1e-9 * s.base$$, 'national components of a region add up to that of the region as a whole');
SELECT results_eq($$SELECT status, count(*) FROM ours WHERE set = 'georgia' GROUP BY 1 ORDER BY 1$$,
    $$SELECT CASE WHEN x0 > 0 AND x1 > 0 THEN 'continuing' WHEN x0 = 0 THEN CASE WHEN i0 = 0 THEN 'new_industry' WHEN r0 = 0 THEN 'new_region' ELSE 'new' END
      ELSE CASE WHEN i1 = 0 THEN 'vanished_industry' WHEN r1 = 0 THEN 'vanished_region' ELSE 'vanished' END END, count(*) FROM pg_temp.pairs('georgia', 0, 3) WHERE x0 > 0 OR x1 > 0 GROUP BY 1 ORDER BY 1$$, 'what became of every pair');
SELECT is((SELECT count(DISTINCT status) FROM ours WHERE set = 'georgia'), 7::bigint, 'all of it happens in Georgia');

-- Neither the names of regions nor the way the matrix came about matters.
CREATE TEMP TABLE renamed AS SELECT cluster_matrix_agg(reverse(r), md5(i), x) FILTER (WHERE t = 0) AS a, cluster_matrix_agg(reverse(r), md5(i), x) FILTER (WHERE t = 3) AS b FROM two WHERE set = 'georgia';
SELECT is_empty($$SELECT reverse(e.region), md5(e.industry), to_jsonb(e) - '{set,region,industry}'::text[] FROM esteban e WHERE set = 'georgia'
    EXCEPT SELECT s.region, s.industry, to_jsonb(s) - '{region,industry}'::text[] FROM renamed, shift_share(a, b, 'esteban-marquillas') AS s$$, 'the same bits under other names');
CREATE TEMP TABLE pieces AS SELECT sum(p ORDER BY k DESC) FILTER (WHERE t = 0) AS a, sum(p ORDER BY k) FILTER (WHERE t = 3) AS b
    FROM (SELECT t, length(r || i || x) * 7 % 5 AS k, cluster_matrix_agg(r, i, x) AS p FROM two WHERE set = 'georgia' GROUP BY 1, 2) AS g;
SELECT is_empty($$SELECT to_jsonb(e) - 'set' FROM arcelus e WHERE set = 'georgia' EXCEPT SELECT to_jsonb(s) FROM pieces, shift_share(a, b, 'arcelus') AS s$$, 'the same bits from pieces');
-- A unit of 2^k changes nothing but the unit.
SELECT is_empty($$SELECT region, industry, national * 1024, regional * 1024, competitive * 1024 FROM esteban WHERE set = 'georgia'
    EXCEPT SELECT region, industry, s.national, regional, competitive FROM (SELECT cluster_matrix_agg(r, i, x * 1024) FILTER (WHERE t = 0) AS a, cluster_matrix_agg(r, i, x * 1024) FILTER (WHERE t = 3) AS b FROM two WHERE set = 'georgia') AS u, shift_share(a, b, 'esteban-marquillas') AS s$$,
    'the same components in another unit');

-- Dynamic: the sum over years; the year 2007 is missing.
CREATE TEMP TABLE yearly AS SELECT year, cluster_matrix_agg(state, naics, n) AS m FROM cbp WHERE length(naics) = 2 GROUP BY year;
INSERT INTO two SELECT 'sectors', year, state, naics, n FROM cbp WHERE length(naics) = 2;
CREATE TEMP TABLE steps AS SELECT o.* FROM (SELECT year, lag(year) OVER (ORDER BY year) AS before FROM yearly) AS y, pg_temp.oracle('sectors', before, year) AS o WHERE before IS NOT NULL;
SELECT throws_ok($$SELECT s.* FROM (SELECT array_agg(year) AS y, array_agg(m) AS m FROM yearly) AS a, shift_share_dynamic(y, m) AS s$$, '22023',
    'no period between 2006 and 2008, which are 2 apart and not 1', 'a missing year is an error');
CREATE TEMP TABLE dynamic AS SELECT s.* FROM (SELECT array_agg(year ORDER BY year DESC) AS y, array_agg(m ORDER BY year DESC) AS m FROM yearly) AS a, shift_share_dynamic(y, m, method => 'arcelus', step => NULL) AS s;
SELECT is((SELECT count(*) FROM dynamic), 1020::bigint, 'every sector of every state');
SELECT is_empty($$SELECT d.*, o.* FROM dynamic d JOIN (SELECT r, i, sum(x1 - x0) AS change, sum(ns) AS ns, sum(im) AS im, sum(rs) AS rs, sum(nh) AS nh, sum(mh) AS mh, sum(rh) AS rh, sum(bh) AS bh, sum(bd) AS bd FROM steps GROUP BY 1, 2) AS o ON r = region AND i = industry
    WHERE d.change <> o.change OR NOT (pg_temp.near(d.national, ns, 10 * d.base::numeric) AND pg_temp.near(d.industry_mix, im, 10 * d.base::numeric) AND pg_temp.near(d.regional, rs, 10 * d.base::numeric) AND pg_temp.near(national_homothetic, nh, 10 * homothetic::numeric)
        AND pg_temp.near(mix_homothetic, mh, 10 * homothetic::numeric) AND pg_temp.near(regional_homothetic, rh, 10 * homothetic::numeric) AND pg_temp.near(regional_industry_homothetic, bh, 10 * (d.base + homothetic)::numeric) AND pg_temp.near(regional_industry_differential, bd, 10 * (d.base + homothetic)::numeric))$$,
    'components over years are the sum of those of each year');
SELECT is_empty($$SELECT * FROM dynamic WHERE national + industry_mix + regional <> change$$, 'and add up exactly');

-- Neighbours: states of the same Census division, by their number of establishments.
CREATE TEMP TABLE division (state text, division int);
INSERT INTO division SELECT unnest(string_to_array(states, ' ')), d FROM (VALUES (1, 'CT ME MA NH RI VT'), (2, 'NJ NY PA'), (3, 'IL IN MI OH WI'), (4, 'IA KS MN MO NE ND SD'),
    (5, 'DE DC FL GA MD NC SC VA WV'), (6, 'AL KY MS TN'), (7, 'AR LA OK TX'), (8, 'AZ CO ID MT NV NM UT WY'), (9, 'CA OR WA'), (10, 'AK'), (11, 'HI')) AS v(d, states);
CREATE TEMP TABLE near AS SELECT a.state AS r, b.state AS s, (SELECT sum(n) FROM cbp WHERE cbp.state = b.state AND length(naics) = 2 AND year = 2003) AS w
    FROM division a JOIN division b USING (division) WHERE a.state <> b.state;
CREATE TEMP TABLE spatial AS SELECT s.* FROM m, (SELECT cluster_matrix_agg(r, s, w) AS w FROM near) AS n, shift_share_spatial(a, b, w) AS s WHERE set = 'states';
CREATE TEMP TABLE growth AS
SELECT near.r, i, sum(w * x0) / sum(w) AS n0, sum(w * x1) / sum(w) AS n1 FROM near JOIN pg_temp.pairs('states', 0, 3) AS p ON p.r = near.s GROUP BY 1, 2;
SELECT is_empty($$SELECT s.*, e.*, n0, n1 FROM spatial s JOIN expected e ON set = 'states' AND e.r = region AND e.i = industry LEFT JOIN growth g ON g.r = region AND g.i = industry
    WHERE status IN ('continuing', 'vanished') AND NOT (pg_temp.near(s.neighbourhood, x0 * (n1 / n0 - 1)::numeric - ns - im, 10 * (x0 + x1 + abs(x0 * (n1 / n0)::numeric))) AND s.national + s.industry_mix + s.neighbourhood + s.regional = s.change)$$,
    'growth of the neighbourhood, and the components add up exactly');
SELECT is_empty($$SELECT s.*, total FROM spatial s JOIN (SELECT r, sum(w) AS total FROM near GROUP BY r) AS t ON r = region
    LEFT JOIN (SELECT near.r, i, sum(w * x0) AS n0, sum(w * x1) AS n1 FROM near JOIN pg_temp.pairs('states', 0, 3) AS p ON p.r = near.s GROUP BY 1, 2) AS g ON g.r = region AND g.i = industry
    WHERE abs(neighbour_base - coalesce(n0, 0) / total) > 1e-12 * n0 OR abs(neighbour_final - coalesce(n1, 0) / total) > 1e-12 * n1$$, 'means of the neighbours are weighted');
SELECT results_eq($$SELECT DISTINCT region FROM spatial WHERE status = 'no_neighbours' AND neighbourhood IS NULL AND regional IS NULL ORDER BY 1$$, $$VALUES ('AK'), ('HI')$$, 'Alaska and Hawaii have no neighbours');
-- The region itself as its only neighbour leaves nothing regional.
SELECT is_empty($$SELECT s.* FROM m, shift_share_spatial(a, b, (SELECT cluster_matrix_agg(state, state, 7) FROM division)) AS s WHERE set = 'states' AND s.base > 0 AND abs(s.regional) > 1e-12 * (s.base + s.final)$$, 'its own neighbour: nothing is regional');
SELECT * FROM finish();
ROLLBACK;
