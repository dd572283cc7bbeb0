-- Zombie tests and technology choice on many firms, against plain SQL.
\ir lib/begin.sql
SELECT plan(14);

-- 3,000 firms over 14 years with gaps, years of several rows and unknown figures; bad years come in runs.
CREATE TABLE f AS
SELECT *, CASE WHEN interest IS NOT NULL THEN ebit < greatest(interest, 0) END AS bad
FROM (SELECT firm, 2000 + y AS year, CASE WHEN h % 17 <> 0 THEN (h >> 8) % 40 - 20.0 + 12 * ((firm + y / 5) % 2) END AS ebit,
             CASE WHEN h % 19 <> 0 THEN (h >> 16) % 12 - 1.0 END AS interest, CASE WHEN firm % 23 <> 0 THEN y + firm % 15 END::int AS age, h
      FROM generate_series(1, 3000) AS firm, generate_series(1, 14) AS y, generate_series(1, 2) AS copy, LATERAL (SELECT (hashint8extended(firm * 100 + y * 2 + copy, 1) & 1048575)::int AS h) AS c
      WHERE CASE copy WHEN 1 THEN h % 11 <> 0 ELSE h % 13 = 0 END) AS x;
ANALYZE f;
CREATE TEMP TABLE y AS
SELECT firm, year, bool_and(bad) AS bad, bool_or(bad IS NULL) AS unknown,
       bool_and(ebit < interest) AS loss, min(age) AS age FROM f GROUP BY firm, year;
CREATE INDEX ON y (firm, year);
ANALYZE y;
CREATE TEMP TABLE expected AS
SELECT firm, year, n, CASE WHEN known = n THEN p.bad END AS bad, CASE WHEN known = n THEN p.loss END AS loss, CASE WHEN known = n AND age IS NOT NULL THEN p.bad AND age >= 10 END AS icr
FROM y, unnest(ARRAY[1, 2, 3, 5, 12]) AS n,
     LATERAL (SELECT count(*) AS known, bool_and(p.bad) AS bad, bool_and(p.loss) AS loss FROM y AS p WHERE p.firm = y.firm AND p.year BETWEEN y.year - n + 1 AND y.year AND NOT p.unknown) AS p;
SELECT ok(count(*) FILTER (WHERE icr) > 500 AND count(*) FILTER (WHERE NOT icr) > 10000 AND count(*) FILTER (WHERE icr IS NULL) > 10000, 'zombies, sound firms and unknown ones')
FROM expected WHERE n = 3;

CREATE FUNCTION pg_temp.differences(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
    EXECUTE 'SELECT count(*) FROM expected FULL JOIN (SELECT DISTINCT * FROM (' || query || ') AS q) AS o USING (firm, year, n)
        WHERE expected.firm IS NULL OR o.firm IS NULL OR expected.bad IS DISTINCT FROM o.b OR expected.loss IS DISTINCT FROM o.l OR expected.icr IS DISTINCT FROM o.i' INTO n;
    RETURN n;
END $$;
SELECT is(pg_temp.differences(format($$SELECT firm, year, n, every_year(year, bad, n) OVER w AS b, zombie_loss(year, ebit, interest, n) OVER w AS l, zombie_icr(year, ebit, interest, age, n, 10) OVER w AS i
    FROM f, unnest(ARRAY[1, 2, 3, 5, 12]) AS n WINDOW w AS (PARTITION BY firm, n ORDER BY year %s)$$, frame)), 0::bigint, 'every firm, year and number of years: ' || frame)
FROM unnest(ARRAY['', 'RANGE BETWEEN 11 PRECEDING AND CURRENT ROW', 'GROUPS BETWEEN 11 PRECEDING AND CURRENT ROW']) AS frame;
SELECT is((SELECT count(*) FROM (SELECT firm, year, every_year(year, bad) OVER w AS b, zombie_loss(year, ebit, interest) OVER w AS l, zombie_icr(year, ebit, interest, age) OVER w AS i
    FROM f WINDOW w AS (PARTITION BY firm ORDER BY year)) AS o JOIN expected AS e USING (firm, year) WHERE n = 3 AND (e.bad, e.loss, e.icr) IS DISTINCT FROM (b, l, i)), 0::bigint, 'three years and age 10 without saying so');

-- Groups: the latest year; any order, any plan.
CREATE TEMP TABLE last AS SELECT DISTINCT ON (firm) firm, bad, loss, icr FROM expected WHERE n = 3 ORDER BY firm, year DESC;
\ir lib/plan_of.sql
PREPARE groups AS SELECT firm, every_year(year, bad), zombie_loss(year, ebit, interest), zombie_icr(year, ebit, interest, age) FROM f GROUP BY firm;
SELECT set_eq('groups', 'SELECT * FROM last', 'grouped: the state of the latest year');
SELECT set_eq($$SELECT firm, every_year(year, bad ORDER BY h), zombie_loss(year, ebit, interest ORDER BY h), zombie_icr(year, ebit, interest, age ORDER BY h) FROM f GROUP BY firm$$,
    'SELECT * FROM last', 'grouped, rows in another order');
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches(pg_temp.plan_of('SELECT firm, zombie_icr(year, ebit, interest, age) FROM f GROUP BY firm'), 'Finalize .*Gather.*Partial ', 'a partial plan');
SELECT set_eq($$SELECT firm, every_year(year, bad), zombie_loss(year, ebit, interest), zombie_icr(year, ebit, interest, age) FROM f GROUP BY firm$$,
    'SELECT * FROM last', 'grouped in parallel');

-- States from anywhere: refused, or good for merging with anything of as many years.
SELECT is((WITH RECURSIVE s AS (SELECT 1 AS i, every_year_accumulate(NULL, year, bad, 12) AS state, firm, year FROM (SELECT DISTINCT ON (firm) * FROM y ORDER BY firm, year) AS a
        UNION ALL SELECT i + 1, every_year_merge(state, every_year_accumulate(NULL, n.year, CASE WHEN NOT n.unknown THEN n.bad END, 12)), s.firm, n.year FROM s,
            LATERAL (SELECT * FROM y WHERE y.firm = s.firm AND y.year > s.year ORDER BY year LIMIT 1) AS n)
    SELECT count(*) FROM s WHERE every_year_merge(state, state) <> state), 0::bigint, 'a state and itself are that state');
CREATE FUNCTION pg_temp.take(state bigint) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM every_year_result(state);
    IF every_year_merge(state, state) <> state THEN RETURN 'changed'; END IF;
    RETURN 'taken';
EXCEPTION WHEN invalid_parameter_value THEN RETURN 'refused';
END $$;
SELECT results_eq($$SELECT pg_temp.take(hashint8extended(g, 5) & CASE g % 3 WHEN 0 THEN -1 WHEN 1 THEN 1073741823 ELSE 486539267 END) AS t FROM generate_series(1, 20000) g GROUP BY 1 ORDER BY 1$$,
    ARRAY['refused', 'taken'], 'numbers that are no states are refused, others keep what they are');

-- Technology choice of cells against the scalar of sums, on 40 regions and 30 industries.
CREATE TEMP TABLE c AS SELECT 'r' || h % 40 AS r, 'i' || (h >> 6) % 30 AS i, ((h >> 3) % 1000)::float8 AS v, ((h >> 12) % 50)::float8 AS l FROM f;
CREATE TEMP TABLE t AS SELECT t.* FROM (SELECT cluster_matrix_agg(r, i, v) AS v, cluster_matrix_agg(r, i, l) AS l FROM c) AS m, technology_choice(v, l) AS t;
SELECT is_empty($$SELECT * FROM (SELECT r, i, sum(v) / nullif(sum(l), 0) / (sum(sum(v)) OVER (PARTITION BY r) / sum(sum(l)) OVER (PARTITION BY r)) AS x, sum(v) > 0 AS positive FROM c GROUP BY r, i) AS e
    FULL JOIN t ON (region, industry) = (r, i) WHERE positive AND (abs(x / technology_choice_index - 1) < 1e-12) IS DISTINCT FROM (CASE WHEN x IS NOT NULL THEN true END)$$, 'technology choice is the ratio of ratios');
SELECT is_empty($$SELECT * FROM (SELECT *, sum(value_added) OVER w AS vr, sum(employment) OVER w AS lr FROM t WINDOW w AS (PARTITION BY region)) AS x
    WHERE technology_choice_index IS DISTINCT FROM technology_choice_index(value_added, employment, vr, lr)$$, 'and the scalar of its parts');
SELECT is_empty($$SELECT region FROM t GROUP BY region HAVING NOT abs(sum(technology_choice_index * employment) / sum(employment) - 1) < 1e-12$$, 'weighted by employment its mean is 1');
SELECT * FROM finish();
ROLLBACK;
