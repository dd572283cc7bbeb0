-- What location quotients must satisfy whatever the data, on 1.4 million real
-- firms (test/data/PPP_US.md): adding-up, scale, an empty region, transposition.
-- Run from the root of the repository: pg_prove test/pgtap/quotients_identities.sql
\ir lib/begin.sql

SELECT plan(67);

CREATE TEMP TABLE firms (state text, naics6 text, zip text, jobs float8, loans int);
\copy firms FROM PROGRAM 'zcat test/data/ppp_us_under150k.csv.gz' CSV HEADER
ANALYZE firms;

-- One firm has -3 jobs, and the matrix says so.
SELECT throws_ok('SELECT cluster_matrix_agg(state, naics6, jobs) FROM firms', '22023', NULL, 'a negative size is refused');

CREATE TEMP TABLE level (name text PRIMARY KEY, m cluster_matrix);
INSERT INTO level
SELECT unnest(ARRAY['state', 'area', 'zip']),
       unnest(ARRAY[cluster_matrix_agg(state, naics6, jobs) FILTER (WHERE jobs IS NULL OR jobs >= 0),
                    cluster_matrix_agg(state || ' ' || left(zip, 3), naics6, jobs) FILTER (WHERE jobs IS NULL OR jobs >= 0),
                    cluster_matrix_agg(zip, naics6, jobs) FILTER (WHERE jobs IS NULL OR jobs >= 0)])
FROM firms, generate_series(1, loans);

-- Nothing was lost on the way.
SELECT results_eq(
    'SELECT s.firms, s.size, s.skipped FROM level, summary(m) s ORDER BY name',
    $$SELECT sum(loans) FILTER (WHERE known), sum(jobs * loans) FILTER (WHERE known), sum(loans) FILTER (WHERE NOT known)
      FROM (SELECT *, jobs IS NOT NULL AND naics6 IS NOT NULL AND zip IS NOT NULL AS known FROM firms WHERE jobs IS NULL OR jobs >= 0) f
      UNION ALL
      SELECT sum(loans) FILTER (WHERE known), sum(jobs * loans) FILTER (WHERE known), sum(loans) FILTER (WHERE NOT known)
      FROM (SELECT *, jobs IS NOT NULL AND naics6 IS NOT NULL AS known FROM firms WHERE jobs IS NULL OR jobs >= 0) f
      UNION ALL
      SELECT sum(loans) FILTER (WHERE known), sum(jobs * loans) FILTER (WHERE known), sum(loans) FILTER (WHERE NOT known)
      FROM (SELECT *, jobs IS NOT NULL AND naics6 IS NOT NULL AND zip IS NOT NULL AS known FROM firms WHERE jobs IS NULL OR jobs >= 0) f$$,
    'firms, jobs and skipped rows of the three levels are those of the table');
SELECT results_eq(
    $$SELECT c.region, c.industry, c.firms, c.size, c.sum_squares, c.largest FROM level, cells(m) c WHERE name = 'zip'$$,
    $$SELECT zip, naics6, sum(loans), sum(jobs * loans), sum(jobs * jobs * loans), max(jobs)
      FROM firms WHERE jobs >= 0 AND zip IS NOT NULL AND naics6 IS NOT NULL
      GROUP BY zip, naics6 ORDER BY zip COLLATE "C", naics6 COLLATE "C"$$,
    'ZIP by NAICS 6: every cell');

-- Every identity of one level, of jobs or of firms.
CREATE FUNCTION pg_temp.identities(of_level text, "of" text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    label text := of_level || ', ' || "of" || ': ';
BEGIN
    EXECUTE format('CREATE TEMP TABLE q AS SELECT q.*, CASE %L WHEN ''firms'' THEN firms ELSE size END AS amount
                    FROM level, location_quotients(m, "of" => %L) q WHERE name = %L', "of", "of", of_level);
    EXECUTE format('CREATE TEMP TABLE r AS SELECT region, amount, amount / sum(amount) OVER () AS share
                    FROM (SELECT region, CASE %L WHEN ''firms'' THEN firms ELSE size END AS amount FROM level, regions(m) WHERE name = %L) t', "of", of_level);
    EXECUTE format('CREATE TEMP TABLE i AS SELECT industry, amount, amount / sum(amount) OVER () AS share
                    FROM (SELECT industry, CASE %L WHEN ''firms'' THEN firms ELSE size END AS amount FROM level, industries(m) WHERE name = %L) t', "of", of_level);
    ANALYZE q; ANALYZE r; ANALYZE i;

    RETURN NEXT cmp_ok((SELECT count(*) FROM q), '>', 10000::bigint, label || format('%s cells', (SELECT count(*) FROM q)));
    RETURN NEXT is((SELECT count(*) FROM q WHERE lq IS NULL AND amount > 0), 0::bigint, label || 'a cell with an amount has a quotient');
    RETURN NEXT is((SELECT count(*) FROM (SELECT sum(r.share * q.lq) AS one FROM q JOIN r USING (region) WHERE lq IS NOT NULL GROUP BY industry) s
                    WHERE abs(one - 1) > 1e-12), 0::bigint, label || 'quotients weighted by the shares of regions add to 1');
    RETURN NEXT is((SELECT count(*) FROM (SELECT sum(i.share * q.lq) AS one FROM q JOIN i USING (industry) WHERE lq IS NOT NULL GROUP BY region) s
                    WHERE abs(one - 1) > 1e-12), 0::bigint, label || 'quotients weighted by the shares of industries add to 1');
    -- absent pairs hold -s_r q_i each
    RETURN NEXT is((SELECT count(*) FROM (SELECT sum(q.normalized_lq) AS present, i.share * (1 - sum(r.share)) AS absent
                                          FROM q JOIN r USING (region) JOIN i USING (industry) GROUP BY industry, i.share) s
                    WHERE abs(present - absent) > 1e-12), 0::bigint, label || 'normalized quotients of an industry add to 0');
    RETURN NEXT is((SELECT count(*) FROM (SELECT sum(q.normalized_lq) AS present, r.share * (1 - sum(i.share)) AS absent
                                          FROM q JOIN r USING (region) JOIN i USING (industry) GROUP BY region, r.share) s
                    WHERE abs(present - absent) > 1e-12), 0::bigint, label || 'normalized quotients of a region add to 0');
    RETURN NEXT is((SELECT count(*) FROM (SELECT sum(q.horizontal_cluster) / (SELECT sum(amount) FROM r) AS present, i.share * (1 - sum(r.share)) AS absent
                                          FROM q JOIN r USING (region) JOIN i USING (industry) GROUP BY industry, i.share) s
                    WHERE abs(present - absent) > 1e-12), 0::bigint, label || 'horizontal clusters of an industry add to 0');
    RETURN NEXT is((SELECT count(*) FROM (SELECT sum(q.horizontal_cluster) / (SELECT sum(amount) FROM r) AS present, r.share * (1 - sum(i.share)) AS absent
                                          FROM q JOIN r USING (region) JOIN i USING (industry) GROUP BY region, r.share) s
                    WHERE abs(present - absent) > 1e-12), 0::bigint, label || 'horizontal clusters of a region add to 0');
    RETURN NEXT is((SELECT count(*) FROM (SELECT sum(q.additive_lq) AS present, 1 - sum(i.share) AS absent
                                          FROM q JOIN i USING (industry) WHERE additive_lq IS NOT NULL GROUP BY region) s
                    WHERE abs(present - absent) > 1e-12), 0::bigint, label || 'additive quotients of a region add to 0');
    RETURN NEXT is((SELECT count(*) FROM q WHERE abs(horizontal_cluster - amount * (1 - 1 / lq)) > 1e-12 * amount / least(1, lq) AND amount > 0), 0::bigint,
        label || 'horizontal cluster is amount (1 - 1 / LQ)');
    RETURN NEXT is((SELECT count(*) FROM q WHERE lq_lower > lq OR lq_upper < lq OR lq_lower < 0), 0::bigint, label || 'the bounds hold the quotient');
    RETURN NEXT is((SELECT count(*) FROM (SELECT p_value, p_adjusted, lag(p_adjusted) OVER (ORDER BY p_value) AS before FROM q) s
                    WHERE p_value NOT BETWEEN 0 AND 1 OR p_adjusted NOT BETWEEN p_value AND 1 OR p_adjusted < before), 0::bigint,
        label || 'adjusted p-values are at least the p-values, at most 1, and in the same order');
    DROP TABLE q, r, i;
END $$;
SELECT pg_temp.identities(l, o) FROM (VALUES ('state', 'size'), ('area', 'size'), ('area', 'firms'), ('zip', 'size')) v(l, o);

-- With the absent pairs written out.
CREATE TEMP TABLE pairs AS SELECT q.* FROM level, location_quotients(m, absent => true) q WHERE name = 'state';
SELECT is(count(*), (SELECT regions::bigint * industries FROM level, summary(m) WHERE name = 'state'), 'state: every pair is listed') FROM pairs;
SELECT is(count(*), 0::bigint, 'state: normalized quotients of an industry add to 0 over all pairs')
FROM (SELECT sum(normalized_lq) AS zero FROM pairs GROUP BY industry) s WHERE abs(zero) > 1e-12;
SELECT is(count(*), 0::bigint, 'state: additive quotients of a region add to 0 over all pairs')
FROM (SELECT sum(additive_lq) AS zero FROM pairs GROUP BY region) s WHERE abs(zero) > 1e-12;
SELECT is(count(*), 0::bigint, 'state: standardized quotients of an industry have mean 0 and variance 1')
FROM (SELECT avg(standardized_lq) AS zero, var_samp(standardized_lq) AS one FROM pairs WHERE standardized_lq IS NOT NULL GROUP BY industry) s
WHERE abs(zero) > 1e-12 OR abs(one - 1) > 1e-12;
SELECT cmp_ok(count(DISTINCT industry), '>', 1000::bigint, 'state: over a thousand industries are standardized') FROM pairs WHERE standardized_lq IS NOT NULL;

-- Scale: another unit of size changes nothing but the horizontal cluster.
CREATE TEMP TABLE base AS SELECT q.* FROM level, location_quotients(m) q WHERE name = 'area';
CREATE TEMP TABLE scaled AS
SELECT f.factor, q.*
FROM (VALUES (1024::float8), (0.001), (1e12)) f(factor),
     LATERAL (SELECT cluster_matrix_agg(state || ' ' || left(zip, 3), naics6, jobs * f.factor) AS m
              FROM firms, generate_series(1, loans) WHERE jobs >= 0) t,
     location_quotients(m) q;
CREATE FUNCTION pg_temp.far(a float8, b float8, tolerance float8) RETURNS boolean LANGUAGE sql IMMUTABLE AS
    $$SELECT (a IS NULL) <> (b IS NULL) OR coalesce(abs(a - b) > tolerance * greatest(1, abs(a)), false)$$;
SELECT is(count(*) FILTER (WHERE s.region IS NULL OR pg_temp.far(b.lq, s.lq, 1e-12) OR pg_temp.far(b.log_lq, s.log_lq, 1e-12)
                           OR pg_temp.far(b.symmetric_lq, s.symmetric_lq, 1e-12) OR pg_temp.far(b.standardized_lq, s.standardized_lq, 1e-11)
                           OR pg_temp.far(b.additive_lq, s.additive_lq, 1e-12) OR pg_temp.far(b.normalized_lq, s.normalized_lq, 1e-12)
                           OR pg_temp.far(b.lq_lower, s.lq_lower, 1e-11) OR pg_temp.far(b.lq_upper, s.lq_upper, 1e-11)
                           OR pg_temp.far(b.p_value, s.p_value, 1e-9) OR pg_temp.far(b.p_adjusted, s.p_adjusted, 1e-9)
                           OR pg_temp.far(b.horizontal_cluster, s.horizontal_cluster / f.factor, 1e-11) OR b.firms <> s.firms), 0::bigint,
    format('sizes times %s: nothing that is a share changes', f.factor))
FROM base b CROSS JOIN (SELECT DISTINCT factor FROM scaled) f
LEFT JOIN scaled s ON s.factor = f.factor AND s.region = b.region AND s.industry = b.industry GROUP BY f.factor ORDER BY f.factor;
SELECT is(count(*) FILTER (WHERE (b.lq, b.log_lq, b.symmetric_lq, b.standardized_lq, b.additive_lq, b.normalized_lq, b.lq_lower, b.lq_upper, b.p_value, b.p_adjusted)
                           IS DISTINCT FROM (s.lq, s.log_lq, s.symmetric_lq, s.standardized_lq, s.additive_lq, s.normalized_lq, s.lq_lower, s.lq_upper, s.p_value, s.p_adjusted)),
    0::bigint, 'sizes times 1024: the very same bits') FROM base b JOIN scaled s USING (region, industry) WHERE factor = 1024;

-- A region in which every size is 0 changes nothing elsewhere that is made of sizes.
CREATE TEMP TABLE with_idle AS
SELECT q.* FROM level l, LATERAL (SELECT l.m + cluster_matrix_agg('idle', industry, 0) AS m FROM industries(l.m)) t, location_quotients(t.m) q
WHERE name = 'area';
SELECT is(count(*), (SELECT count(*) FROM base), 'an idle region: the other cells are still there') FROM with_idle WHERE region <> 'idle';
SELECT is(count(*) FILTER (WHERE (b.lq, b.log_lq, b.symmetric_lq, b.standardized_lq, b.additive_lq, b.normalized_lq, b.horizontal_cluster, b.lq_lower, b.lq_upper)
                           IS DISTINCT FROM (s.lq, s.log_lq, s.symmetric_lq, s.standardized_lq, s.additive_lq, s.normalized_lq, s.horizontal_cluster, s.lq_lower, s.lq_upper)),
    0::bigint, 'an idle region changes no quotient elsewhere') FROM base b LEFT JOIN with_idle s USING (region, industry);
SELECT is(count(*) FILTER (WHERE lq IS NOT NULL OR additive_lq IS NOT NULL OR normalized_lq <> 0 OR horizontal_cluster <> 0 OR p_value IS NOT NULL), 0::bigint,
    'an idle region has no quotient itself') FROM with_idle WHERE region = 'idle';

-- Regions and industries change places.
SELECT is(count(*) FILTER (WHERE t.lq IS NULL AND b.lq IS NOT NULL OR abs(t.lq - b.lq) > 1e-12 * b.lq OR abs(t.normalized_lq - b.normalized_lq) > 1e-15), 0::bigint,
    'the transposed matrix has the same quotients')
FROM base b LEFT JOIN (SELECT q.* FROM level, location_quotients(transpose(m)) q WHERE name = 'area') t ON t.region = b.industry AND t.industry = b.region;

-- The whole as its own reference, and levels that add up.
SELECT is((SELECT count(*) FROM base b FULL JOIN (SELECT q.* FROM level, location_quotients(m, reference => m) q WHERE name = 'area') s USING (region, industry)
           WHERE (b.*) IS DISTINCT FROM (s.*)), 0::bigint, 'the whole as reference of itself changes nothing');
SELECT ok((SELECT m FROM level WHERE name = 'state')
          = (SELECT sum(m) FROM (SELECT cluster_matrix_agg(state, naics6, jobs) AS m FROM firms, generate_series(1, loans)
                                 WHERE jobs IS NULL OR jobs >= 0 GROUP BY state) s), 'the sum of 27 states is the whole');
-- coarsen clips what the area label adds to the state's, but 9 firms have no ZIP
SELECT is((SELECT count(*) FROM (SELECT c.* FROM level, cells(coarsen(m, 2, 2)) c WHERE name = 'area') a
           FULL JOIN (SELECT state AS region, left(naics6, 2) AS industry, sum(loans) AS firms, sum(jobs * loans) AS size
                      FROM firms WHERE jobs >= 0 AND naics6 IS NOT NULL AND zip IS NOT NULL GROUP BY 1, 2) b USING (region, industry)
           WHERE (a.firms, a.size) IS DISTINCT FROM (b.firms, b.size)), 0::bigint, 'area by NAICS 6 coarsens to state by NAICS 2');

SELECT * FROM finish();
ROLLBACK;
