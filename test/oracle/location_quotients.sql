/*
 * location_quotients.sql: what location_quotients() and its kin must return,
 * written a second time from the literature, in plain SQL, slowly.
 *
 * Nothing here calls the extension.  Every function reads a plain table of
 * firms with the columns region text, industry text, size float8; a row with a
 * NULL in one of them is left out.  Arithmetic is numeric: sizes enter as the
 * exact value of their double, sums and products are exact, quotients carry
 * more than 60 decimals.  Load it with \i inside a transaction.
 */
CREATE SCHEMA oracle;

-- Numbers ---------------------------------------------------------------

-- 5^k, to write 2^-k as 5^k / 10^k without a division.
CREATE TABLE oracle.powers_of_five AS
WITH RECURSIVE p(k, value) AS (
    SELECT 0, 1::numeric UNION ALL SELECT k + 1, value * 5 FROM p WHERE k < 1100)
SELECT * FROM p;
ALTER TABLE oracle.powers_of_five ADD PRIMARY KEY (k);

-- The exact value of a finite double that is not negative: sign, exponent and
-- mantissa are read from its bits (the cast to numeric keeps 15 digits only).
CREATE FUNCTION oracle.exact(x float8) RETURNS numeric LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
    bits bigint;
    exponent int;
    mantissa bigint;
BEGIN
    IF x = trunc(x) AND x < 1e15 THEN
        RETURN x::numeric;
    END IF;
    bits := ('x' || encode(float8send(x), 'hex'))::bit(64)::bigint;
    exponent := (bits >> 52)::int & 2047;
    mantissa := bits & 4503599627370495;
    IF exponent = 0 THEN
        exponent := 1;
    ELSE
        mantissa := mantissa + 4503599627370496;
    END IF;
    exponent := exponent - 1075;
    IF exponent >= 0 THEN
        -- 2^e = 10^e / 5^e, which divides without a rest
        RETURN (mantissa * ('1e' || exponent)::numeric) / (SELECT value FROM oracle.powers_of_five WHERE k = exponent);
    END IF;
    RETURN mantissa * (SELECT value FROM oracle.powers_of_five WHERE k = -exponent) * ('1e' || exponent)::numeric;
END $$;

-- The nearest double; NULL beyond its range, 0 below it.
CREATE FUNCTION oracle.nearest(x numeric) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN abs(x) > 1.797693134862315e308 THEN NULL
                WHEN abs(x) < 2.3e-308 THEN 0
                ELSE x::float8 END $$;

-- a / b with at least 60 decimals; NULL for b = 0.
CREATE FUNCTION oracle.ratio(a numeric, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT a * 1.000000000000000000000000000000000000000000000000000000000000 / nullif(b, 0) $$;

-- A variance or a discriminant: 0 where only the 60th decimal makes it negative, NULL where it is.
CREATE FUNCTION oracle.not_negative(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN x >= 0 THEN x WHEN x > -1e-40 THEN 0 END $$;

-- Standard normal distribution function: 1/2 + density(z) (z + z^3/3 + z^5/15 + ...),
-- Marsaglia 2004 (Journal of Statistical Software 11).  All terms have one sign.
CREATE FUNCTION oracle.normal_cdf(z float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    term float8 := z;
    total float8 := z;
    k int := 1;
BEGIN
    WHILE abs(term) > abs(total) * 1e-18 LOOP
        k := k + 2;
        term := term * z * z / k;
        total := total + term;
    END LOOP;
    RETURN 0.5 + total * exp(-z * z / 2) / sqrt(2 * pi());
END $$;

-- Its inverse, by bisection.
CREATE FUNCTION oracle.normal_quantile(p float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    low float8 := -7;
    high float8 := 7;
    middle float8;
BEGIN
    FOR i IN 1 .. 80 LOOP
        middle := (low + high) / 2;
        IF oracle.normal_cdf(middle) < p THEN low := middle; ELSE high := middle; END IF;
    END LOOP;
    RETURN (low + high) / 2;
END $$;

-- P(N = k) for N ~ Binomial(trials, chance) as a plain product; the factors
-- 1 - chance are taken in as the product grows, so that it stays in range.
CREATE FUNCTION oracle.binomial_probability(trials bigint, k bigint, chance float8, rest float8)
RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    product float8 := 1;
    left_over bigint := trials - k;
    drop float8;
BEGIN
    FOR j IN 1 .. k LOOP
        product := product * (trials - k + j) / j * chance;
        WHILE product > 1 AND left_over > 0 LOOP
            product := product * rest;
            left_over := left_over - 1;
        END LOOP;
    END LOOP;
    IF left_over > 0 THEN
        drop := left_over * ln(rest) + ln(product);
        RETURN CASE WHEN drop < -690 THEN 0 ELSE product * power(rest, left_over) END;
    END IF;
    RETURN product;
END $$;

-- 2 min(P(N >= k), P(N <= k)), at most 1: both tails summed term by term.
-- NULL unless 0 < chance <= 1 and k <= trials.
CREATE FUNCTION oracle.binomial_two_sided(trials bigint, k bigint, chance numeric)
RETURNS float8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    s float8 := oracle.nearest(chance);
    rest float8 := oracle.nearest(1 - chance);
    first float8;
    term float8;
    upper_tail float8;
    lower_tail float8;
BEGIN
    IF k > trials OR chance <= 0 OR chance > 1 THEN
        RETURN NULL;
    ELSIF chance = 1 THEN
        RETURN CASE WHEN k = trials THEN 1 ELSE 0 END;
    END IF;
    first := oracle.binomial_probability(trials, k, s, rest);
    IF k = 0 THEN
        upper_tail := 1;
    ELSE
        upper_tail := first;
        term := first;
        FOR j IN k + 1 .. trials LOOP
            term := term * (trials - j + 1) / j * s / rest;
            upper_tail := upper_tail + term;
            EXIT WHEN j > trials * s AND term < upper_tail * 1e-20;
        END LOOP;
    END IF;
    IF k = trials THEN
        lower_tail := 1;
    ELSE
        lower_tail := first;
        term := first;
        FOR j IN REVERSE k - 1 .. 0 LOOP
            term := term * (j + 1) / (trials - j) * rest / s;
            lower_tail := lower_tail + term;
            EXIT WHEN j < trials * s AND term < lower_tail * 1e-20;
        END LOOP;
    END IF;
    RETURN least(1, 2 * least(upper_tail, lower_tail));
END $$;

-- What a matrix holds -----------------------------------------------------

-- Squares count as known while they are 0 or normal doubles; each square is
-- rounded to a double once, the sums are exact and rounded once.
CREATE FUNCTION oracle.square(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN x = 0 THEN 0
                WHEN x BETWEEN 1.4916681462400414e-154 AND 1.3407807929942596e154 THEN x * x END $$;

CREATE FUNCTION oracle.fourth_power(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN x = 0 THEN 0
                WHEN x BETWEEN 1.3e-77 AND 1.1e77 THEN (x * x) * (x * x) END $$;

-- One row per group of the firms: `groups` is a list of columns among region, industry.
CREATE FUNCTION oracle.groups(firms_table regclass, with_region boolean, with_industry boolean)
RETURNS TABLE (region text, industry text, firms bigint, size numeric, sum_squares numeric,
               sum_fourth_powers numeric, largest float8, second_largest float8, regions bigint, industries bigint)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY EXECUTE format($q$
        SELECT g.region, g.industry, count(*), sum(oracle.exact(g.size)),
               CASE WHEN bool_and(oracle.square(g.size) IS NOT NULL) THEN sum(oracle.exact(oracle.square(g.size))) END,
               CASE WHEN bool_and(oracle.fourth_power(g.size) IS NOT NULL)
                    THEN sum(oracle.exact(oracle.fourth_power(g.size))) END,
               max(g.size), max(g.size) FILTER (WHERE g.place = 2),
               count(DISTINCT g.own_region), count(DISTINCT g.own_industry)
        FROM (SELECT *, row_number() OVER (PARTITION BY f.region, f.industry ORDER BY f.size DESC) AS place
              FROM (SELECT CASE WHEN %L THEN t.region END AS region, CASE WHEN %L THEN t.industry END AS industry,
                           t.region AS own_region, t.industry AS own_industry, t.size
                    FROM %s t
                    WHERE t.region IS NOT NULL AND t.industry IS NOT NULL AND t.size IS NOT NULL) f) g
        GROUP BY g.region, g.industry$q$, with_region, with_industry, firms_table);
END $$;

CREATE FUNCTION oracle.cells(firms_table regclass)
RETURNS TABLE (region text, industry text, firms bigint, size float8, sum_squares float8,
               largest float8, second_largest float8)
LANGUAGE sql STABLE AS $$
    SELECT g.region, g.industry, g.firms, oracle.nearest(g.size), oracle.nearest(g.sum_squares), g.largest, g.second_largest
    FROM oracle.groups(firms_table, true, true) g ORDER BY g.region COLLATE "C", g.industry COLLATE "C" $$;

CREATE FUNCTION oracle.regions(firms_table regclass)
RETURNS TABLE (region text, firms bigint, size float8, industries integer, sum_squares float8,
               largest float8, second_largest float8)
LANGUAGE sql STABLE AS $$
    SELECT g.region, g.firms, oracle.nearest(g.size), g.industries::integer, oracle.nearest(g.sum_squares),
           g.largest, g.second_largest
    FROM oracle.groups(firms_table, true, false) g ORDER BY g.region COLLATE "C" $$;

CREATE FUNCTION oracle.industries(firms_table regclass)
RETURNS TABLE (industry text, firms bigint, size float8, regions integer, sum_squares float8,
               largest float8, second_largest float8, sum_fourth_powers float8)
LANGUAGE sql STABLE AS $$
    SELECT g.industry, g.firms, oracle.nearest(g.size), g.regions::integer, oracle.nearest(g.sum_squares),
           g.largest, g.second_largest, oracle.nearest(g.sum_fourth_powers)
    FROM oracle.groups(firms_table, false, true) g ORDER BY g.industry COLLATE "C" $$;

-- Location quotients --------------------------------------------------------

/*
 * Notation as in the literature: a amount of the cell, r its region's total,
 * i its industry's total (of the reference, if there is one), x the grand total
 * (likewise).  d = a x - r i is exact, so the differences carry no rounding.
 */
CREATE FUNCTION oracle.location_quotients(
    firms_table regclass,
    confidence float8 DEFAULT 0.95,
    reference regclass DEFAULT NULL,
    absent boolean DEFAULT false,
    "of" text DEFAULT 'size',
    bounds text DEFAULT 'plants',
    standardize text DEFAULT 'lq')
RETURNS TABLE (place bigint, region text, industry text, firms bigint, size float8,
               lq float8, log_lq float8, symmetric_lq float8, standardized_lq float8, additive_lq float8,
               normalized_lq float8, horizontal_cluster float8, lq_lower float8, lq_upper float8,
               p_value float8, p_adjusted float8,
               amount float8, region_total float8, industry_total float8, total float8)
LANGUAGE sql STABLE SET enable_nestloop = off SET jit = off AS $$
WITH
input AS MATERIALIZED (
    SELECT g.region, g.industry, g.firms, g.size, CASE "of" WHEN 'firms' THEN g.firms ELSE g.size END AS a
    FROM oracle.groups(firms_table, true, true) g),
region_total AS MATERIALIZED (
    SELECT region, sum(a) AS r FROM input GROUP BY region),
own_industry AS MATERIALIZED (
    SELECT industry, sum(a) AS i FROM input GROUP BY industry),
reference_cell AS MATERIALIZED (
    SELECT g.region, g.industry, CASE "of" WHEN 'firms' THEN g.firms ELSE g.size END AS a
    FROM oracle.groups(coalesce(reference, firms_table), true, true) g),
reference_industry AS MATERIALIZED (
    SELECT g.industry, g.firms AS n, CASE "of" WHEN 'firms' THEN g.firms ELSE g.size END AS i,
           CASE "of" WHEN 'firms' THEN g.firms ELSE g.sum_squares END AS squares
    FROM oracle.groups(coalesce(reference, firms_table), false, true) g),
-- V of Moineddin et al.: over the regions s of the reference, n_s p_s (1 - p_s) / n^2
reference_variance AS MATERIALIZED (
    SELECT c.industry, sum(c.a - oracle.ratio(c.a * c.a, t.r)) AS spread
    FROM reference_cell c
    JOIN (SELECT region, sum(a) AS r FROM reference_cell GROUP BY region) t USING (region)
    WHERE t.r > 0 GROUP BY c.industry),
whole AS MATERIALIZED (SELECT sum(i) AS x FROM reference_industry),
constants AS MATERIALIZED (
    SELECT oracle.exact(oracle.normal_quantile((1 + confidence) / 2)) AS z, (1 - oracle.exact(confidence)) / 2 AS tail),
-- what can be listed, and what O'Donoghue and Gleave average over
pair AS MATERIALIZED (
    SELECT rt.region, rt.r, l.industry, c.firms, c.size, coalesce(c.a, 0) AS a,
           round(oracle.ratio(coalesce(c.a, 0) * (SELECT sum(i) FROM own_industry), rt.r * l.i), 60) AS own_lq
    FROM region_total rt CROSS JOIN own_industry l
    LEFT JOIN input c ON c.region = rt.region AND c.industry = l.industry),
-- A reference multiplies the LQs of an industry by a constant, which standardizing takes out
valued AS MATERIALIZED (
    SELECT *, CASE standardize WHEN 'log_lq' THEN CASE WHEN own_lq > 0 THEN ln(round(own_lq, 30)) END ELSE own_lq END AS value
    FROM pair),
mean AS MATERIALIZED (
    SELECT industry, avg(value) AS mean, count(value) AS number, min(own_lq) FILTER (WHERE value IS NOT NULL)
               = max(own_lq) FILTER (WHERE value IS NOT NULL) AS equal
    FROM valued GROUP BY industry),
deviation AS MATERIALIZED (
    SELECT industry, mean, CASE WHEN number >= 3 AND NOT equal
                           THEN sqrt(oracle.ratio(sum((value - mean) * (value - mean)), number - 1)) END AS sd
    FROM valued JOIN mean USING (industry) GROUP BY industry, mean, number, equal),
listed AS MATERIALIZED (
    SELECT v.region, v.industry, coalesce(v.firms, 0) AS firms, coalesce(v.size, 0) AS size, v.a, v.r, f.n, f.squares, w.x,
           f.i, v.a * w.x - v.r * f.i AS d,
           CASE WHEN v.r > 0 AND f.i > 0 THEN oracle.ratio(v.a * w.x, v.r * f.i) END AS lq,
           CASE WHEN v.r > 0 AND f.i > 0 THEN oracle.ratio(v.value - s.mean, s.sd) END AS standardized,
           oracle.ratio(v.r, w.x) AS share, rv.spread
    FROM valued v
    JOIN deviation s USING (industry)
    LEFT JOIN reference_industry f USING (industry)
    LEFT JOIN reference_variance rv USING (industry)
    CROSS JOIN whole w
    WHERE absent OR v.firms > 0 OR v.size > 0),
-- variances of p_r and p, and their covariance, all over p^2 (methods: delta and Fieller)
spread AS MATERIALIZED (
    SELECT l.*, c.z, c.tail,
           oracle.ratio(l.a * (l.r - l.a) * l.x * l.x, l.r * l.r * l.r * l.i * l.i) AS v_r,
           oracle.ratio(l.spread, l.i * l.i) AS v,
           oracle.ratio(l.a * (l.r - l.a) * l.x, l.r * l.r * l.i * l.i) AS c
    FROM listed l CROSS JOIN constants c),
half AS MATERIALIZED (
    SELECT *, CASE bounds
        WHEN 'plants' THEN CASE WHEN share > 0 AND share <= 1
                           THEN z * sqrt(oracle.ratio(squares * (x - r), i * i * r)) END
        WHEN 'plants_observed' THEN CASE WHEN share > 0 AND share <= 1 AND a <= i
                           THEN z * sqrt(squares * a * (i - a)) * oracle.ratio(x, i * i * r) END
        WHEN 'delta' THEN z * sqrt(oracle.not_negative(v_r + lq * lq * v - 2 * lq * c)) END AS width,
        1 - z * z * v AS fa, lq - z * z * c AS fb, lq * lq - z * z * v_r AS fc
    FROM spread),
rooted AS MATERIALIZED (
    SELECT *, sqrt(oracle.not_negative(fb * fb - fa * fc)) AS root FROM half),
bounded AS MATERIALIZED (
    SELECT *, CASE
        WHEN lq IS NULL THEN NULL
        WHEN bounds <> 'fieller' THEN CASE WHEN lq < width THEN 0 ELSE lq - width END
        WHEN a = 0 THEN 0
        WHEN a = r THEN exp(ln(tail) / r) * x / i
        WHEN fa > 0 AND root IS NOT NULL THEN greatest(oracle.ratio(fb - root, fa), 0) END AS low,
        CASE
        WHEN lq IS NULL THEN NULL
        WHEN bounds <> 'fieller' THEN lq + width
        WHEN a = 0 THEN (1 - exp(ln(tail) / r)) * x / i
        WHEN a = r THEN x / i
        WHEN fa > 0 AND root IS NOT NULL THEN oracle.ratio(fb + root, fa) END AS high
    FROM rooted),
tested AS MATERIALIZED (
    SELECT *, CASE WHEN lq IS NOT NULL THEN oracle.binomial_two_sided(n, firms, share) END AS p FROM bounded),
adjusted AS (
    SELECT region, industry,
           min(p * tests / rank) OVER (ORDER BY rank DESC ROWS UNBOUNDED PRECEDING) AS p_adjusted
    FROM (SELECT region, industry, p, row_number() OVER (ORDER BY p) AS rank, count(*) OVER () AS tests
          FROM tested WHERE p IS NOT NULL) o)
SELECT row_number() OVER (ORDER BY t.region COLLATE "C", t.industry COLLATE "C"),
       t.region, t.industry, t.firms, oracle.nearest(t.size), oracle.nearest(t.lq),
       CASE WHEN t.lq > 0 THEN oracle.nearest(ln(round(t.lq, 30 + greatest(0, -floor(log(t.lq))::int)))) END,
       oracle.nearest(CASE WHEN t.lq IS NOT NULL THEN oracle.ratio(t.d, t.a * t.x + t.r * t.i) END),
       oracle.nearest(t.standardized),
       oracle.nearest(oracle.ratio(t.d, t.r * t.x)), oracle.nearest(oracle.ratio(t.d, t.x * t.x)),
       oracle.nearest(oracle.ratio(t.d, t.x)),
       oracle.nearest(t.low), oracle.nearest(t.high), t.p, CASE WHEN a.p_adjusted > 1 THEN 1 ELSE a.p_adjusted END,
       -- not columns of the extension: what differences were taken of, to measure rounding by
       oracle.nearest(t.a), oracle.nearest(t.r), oracle.nearest(t.i), oracle.nearest(t.x)
FROM tested t LEFT JOIN adjusted a USING (region, industry)
ORDER BY 1 $$;

-- Flegg -----------------------------------------------------------------------

CREATE FUNCTION oracle.flegg_quotients(firms_table regclass, of_region text, delta float8 DEFAULT 0.3, "of" text DEFAULT 'size')
RETURNS TABLE (place bigint, supplying_industry text, purchasing_industry text,
               cross_industry_lq float8, flegg_lq float8, augmented_flegg_lq float8)
LANGUAGE sql STABLE AS $$
WITH
input AS MATERIALIZED (
    SELECT g.region, g.industry, CASE "of" WHEN 'firms' THEN g.firms ELSE g.size END AS a
    FROM oracle.groups(firms_table, true, true) g),
total AS (SELECT sum(a) AS x, sum(a) FILTER (WHERE region = of_region) AS r FROM input),
quotient AS MATERIALIZED (
    SELECT industry, oracle.ratio(coalesce(sum(a) FILTER (WHERE region = of_region), 0) * x, r * sum(a)) AS lq,
           power(ln(1 + oracle.ratio(r, x)) / ln(2::numeric), delta::numeric) AS lambda
    FROM input CROSS JOIN total GROUP BY industry, x, r),
pair AS (
    SELECT s.industry AS i, p.industry AS j, oracle.ratio(s.lq, p.lq) AS cross_lq, s.lambda, p.lq AS purchasing,
           s.lambda * CASE WHEN s.industry = p.industry THEN s.lq ELSE oracle.ratio(s.lq, p.lq) END AS flegg
    FROM quotient s CROSS JOIN quotient p)
SELECT row_number() OVER (ORDER BY i COLLATE "C", j COLLATE "C"), i, j, oracle.nearest(cross_lq), oracle.nearest(flegg),
       oracle.nearest(flegg * CASE WHEN purchasing > 1 THEN ln(1 + purchasing) / ln(2::numeric) ELSE 1 END)
FROM pair ORDER BY 1 $$;

-- Litzenberger and Sternberg ------------------------------------------------------

CREATE FUNCTION oracle.litzenberger_sternberg(firms_table regclass, regions text[], area float8[], population float8[])
RETURNS TABLE (place bigint, region text, industry text, firms bigint, size float8, cluster_index float8)
LANGUAGE sql STABLE AS $$
WITH
land AS (
    SELECT u.region, oracle.exact(u.area) AS area, oracle.exact(u.population) AS people
    FROM unnest(regions, area, population) AS u(region, area, population)),
whole AS (SELECT sum(area) AS area, sum(people) AS people FROM land),
share AS (
    SELECT l.region, oracle.ratio(sum(l.area), w.area) * oracle.ratio(sum(l.people), w.people) AS share
    FROM land l CROSS JOIN whole w GROUP BY l.region, w.area, w.people),
cell AS (SELECT * FROM oracle.groups(firms_table, true, true)),
industry AS (SELECT * FROM oracle.groups(firms_table, false, true))
SELECT row_number() OVER (ORDER BY c.region COLLATE "C", c.industry COLLATE "C"), c.region, c.industry, c.firms,
       oracle.nearest(c.size),
       oracle.nearest(oracle.ratio(oracle.ratio(c.size, i.size) * oracle.ratio(c.firms, i.firms), s.share))
FROM cell c JOIN industry i USING (industry) LEFT JOIN share s ON s.region = c.region
ORDER BY 1 $$;

-- Comparing ---------------------------------------------------------------------

-- Is one NULL and the other not, or do they differ by more than `tolerance`
-- times the larger of the two (or of `scale`, what was subtracted on the way)?
-- What lies below the range of normal doubles counts as 0.
CREATE FUNCTION oracle.differ(a float8, b float8, tolerance float8, scale float8 DEFAULT 0)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (a IS NULL) <> (b IS NULL)
        OR coalesce(abs(a - b) > tolerance * greatest(abs(a), abs(b), abs(scale)) + 1e-290, false) $$;

-- Compares two tables with the columns of location_quotients and `place`, the
-- number of the row; the second is the oracle's.  '' if they agree, else one
-- line per column that does not, with its first row.  Where the variance is 0
-- (the only region of an industry) rounding of 1e-16 is 1e-8 in its root.
CREATE FUNCTION oracle.quotients_that_differ(got regclass, want regclass) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    column_name text;
    tolerance float8;
    scale text;
    rows bigint;
    example text;
    report text := '';
BEGIN
    EXECUTE format('SELECT count(*), min(coalesce(g.place, w.place)::text) FROM %s g FULL JOIN %s w USING (place, region, industry)
                    WHERE g.region IS NULL OR w.region IS NULL', got, want) INTO rows, example;
    IF rows > 0 THEN
        RETURN format('%s rows are missing, too many or out of order, such as row %s', rows, example);
    END IF;
    FOR column_name, tolerance, scale IN VALUES
        ('firms', 0, '0'), ('size', 1e-15, '0'),
        ('lq', 1e-12, '0'), ('log_lq', 1e-12, '1'), ('symmetric_lq', 1e-12, '1'), ('standardized_lq', 1e-9, '1'),
        ('additive_lq', 1e-12, 'greatest(w.amount / nullif(w.region_total, 0), w.industry_total / nullif(w.total, 0))'),
        ('normalized_lq', 1e-12, 'greatest(w.amount / nullif(w.total, 0), w.region_total / nullif(w.total, 0) * (w.industry_total / nullif(w.total, 0)))'),
        ('horizontal_cluster', 1e-12, 'greatest(w.amount, w.region_total * (w.industry_total / nullif(w.total, 0)))'),
        ('lq_lower', 1e-9, 'w.lq_upper * CASE WHEN w.lq_upper - w.lq_lower < 1e-6 * w.lq THEN 1000 ELSE 1 END'), ('lq_upper', 1e-9, 'w.lq_upper * CASE WHEN w.lq_upper - w.lq_lower < 1e-6 * w.lq THEN 1000 ELSE 1 END'), ('p_value', 1e-9, '0'), ('p_adjusted', 1e-9, '0')
    LOOP
        EXECUTE format($q$
            SELECT count(*), min(format('%%s / %%s is %%s, not %%s', w.region, w.industry,
                                        coalesce(g.%1$I::text, 'NULL'), coalesce(w.%1$I::text, 'NULL')))
            FROM %2$s g JOIN %3$s w USING (place) WHERE oracle.differ(g.%1$I, w.%1$I, %4$s, coalesce(%5$s, 0))$q$,
            column_name, got, want, tolerance, scale) INTO rows, example;
        IF rows > 0 THEN
            report := report || format(E'%s: %s rows, such as %s\n', column_name, rows, example);
        END IF;
    END LOOP;
    RETURN report;
END $$;

-- The same for any two queries whose first column numbers the rows: text and
-- integers must be equal, doubles agree to `tolerance`.
CREATE FUNCTION oracle.rows_that_differ(got text, want text, tolerance float8) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    g record;
    w record;
    row_number bigint := 0;
    pairs record;
    report text := '';
    got_rows refcursor;
    want_rows refcursor;
BEGIN
    OPEN got_rows FOR EXECUTE got;
    OPEN want_rows FOR EXECUTE want;
    LOOP
        FETCH got_rows INTO g;
        FETCH want_rows INTO w;
        EXIT WHEN g IS NULL AND w IS NULL;
        row_number := row_number + 1;
        FOR pairs IN
            SELECT coalesce(a.key, b.key) AS key, a.value AS a, b.value AS b
            FROM jsonb_each_text(to_jsonb(g)) a FULL JOIN jsonb_each_text(to_jsonb(w)) b USING (key)
        LOOP
            IF pairs.a IS NOT DISTINCT FROM pairs.b THEN
                CONTINUE;
            END IF;
            IF pairs.a IS NULL OR pairs.b IS NULL OR pairs.a !~ '^-?[0-9.]+(e[-+]?[0-9]+)?$' OR pairs.b !~ '^-?[0-9.]+(e[-+]?[0-9]+)?$'
               OR oracle.differ(pairs.a::float8, pairs.b::float8, tolerance) THEN
                report := report || format(E'row %s, %s: %s, not %s\n', row_number, pairs.key, coalesce(pairs.a, 'NULL'), coalesce(pairs.b, 'NULL'));
            END IF;
        END LOOP;
        IF length(report) > 1000 THEN
            RETURN report || '...';
        END IF;
    END LOOP;
    RETURN CASE WHEN row_number = 0 THEN 'no rows' ELSE report END;
END $$;
