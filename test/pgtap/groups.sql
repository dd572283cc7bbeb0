-- Aggregates over very many groups: what states cost, and that states side by side keep apart.
\ir lib/begin.sql
SET LOCAL max_parallel_workers_per_gather = 0;

CREATE FUNCTION pg_temp.h(a int, b int) RETURNS float8 IMMUTABLE LANGUAGE sql AS $$ SELECT (hashint4extended(a, b) & 1048575) / 1048576.0 $$;
CREATE TEMP TABLE rows AS
SELECT id, floor(1500 * pg_temp.h(id, 1))::int AS g, floor(9 * pg_temp.h(id, 2))::int AS a, 'R' || floor(5 * pg_temp.h(id, 3)) AS r, 'I' || floor(6 * pg_temp.h(id, 4)) AS i,
       pg_temp.h(id, 5) * 10::float8 ^ floor(12 * pg_temp.h(id, 6)) AS x, floor(4 * pg_temp.h(id, 7)) AS w
FROM generate_series(1, 6000) AS id;
ANALYZE rows;
CREATE TEMP TABLE aggregate AS
SELECT p.oid::regprocedure::text AS signature,
       format('%s(%s)', p.proname, (SELECT string_agg(CASE WHEN p.proname = 'cluster_points_agg' AND name = 'x' THEN 'w' WHEN name = 'metric' THEN quote_literal('plane') WHEN name IN ('x', 'size', 'value', 'weight') THEN 'x' WHEN name IN ('sum_squares', 'largest', 'second_largest') THEN 'NULL::float8'
                WHEN type = 'float8'::regtype THEN '0.5::float8' WHEN type = 'text'::regtype THEN quote_literal(name) WHEN type = 'float8[]'::regtype THEN 'ARRAY[x, w]'
                WHEN type = 'cluster_matrix'::regtype THEN 'm' WHEN type = 'cluster_points'::regtype THEN 'p' WHEN type = 'boolean'::regtype THEN 'x > 1' ELSE '1::' || type::regtype END, ', ' ORDER BY n)
            FROM unnest(p.proargtypes::oid[], p.proargnames) WITH ORDINALITY AS u(type, name, n))) AS call
FROM pg_proc AS p JOIN pg_aggregate AS a ON a.aggfnoid = p.oid AND a.aggkind = 'n'
JOIN pg_depend AS d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e' JOIN pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'cluster_ext';
CREATE TEMP TABLE source AS SELECT * FROM rows, (SELECT cluster_matrix_agg(r, i, x) AS m, cluster_points_agg(w, a, i) AS p FROM rows WHERE id <= 5) AS few;
ANALYZE source;

SELECT to_regclass('pg_backend_memory_contexts') IS NOT NULL AS contexts_are_shown \gset
SELECT plan(CASE WHEN :'contexts_are_shown' THEN (SELECT count(*)::int FROM aggregate) + 6 ELSE 0 END + 7);

-- Memory contexts.  A hash aggregate looks at each of them whenever a group is new,
-- so a context for each group would take time by the square of their number.  The
-- subquery counts when all groups have their states: with the first row that comes out.
-- (Without HAVING, the aggregate would be planned away.)
CREATE FUNCTION pg_temp.query(call text, groups int) RETURNS text LANGUAGE sql AS
$$ SELECT format('SELECT max(contexts) FROM (SELECT %s AS v, (SELECT count(*) FROM pg_backend_memory_contexts) AS contexts FROM source GROUP BY g %% %s) AS x HAVING count(v) >= 0', call, groups) $$;
CREATE FUNCTION pg_temp.contexts(call text, groups int) RETURNS bigint LANGUAGE plpgsql AS
$$ DECLARE n bigint; BEGIN EXECUTE pg_temp.query(call, groups) INTO n; RETURN n; END $$;
\ir lib/plan_of.sql
SET LOCAL work_mem = '1GB';
SET LOCAL enable_sort = off;
-- PostgreSQL shows them from 14 on.
\if :contexts_are_shown
SELECT matches(pg_temp.plan_of(pg_temp.query('theil(x)', 1500)), 'HashAggregate', 'groups are hashed');
SELECT cmp_ok(pg_temp.contexts('count(x)', 1500), '<', pg_temp.contexts('count(x)', 15) + 20, 'count(x): as many memory contexts for 1,500 groups as for 15');
SELECT cmp_ok(pg_temp.contexts(call, 1500), '<', pg_temp.contexts(call, 15) + 20, signature || ': as many memory contexts for 1,500 groups as for 15') FROM aggregate ORDER BY signature COLLATE "C";
SELECT cmp_ok(pg_temp.contexts('theil(x) + gini(x, w) + (summary(cluster_matrix_agg(r, i, x))).size', 1500), '<', pg_temp.contexts('theil(x) + gini(x, w) + (summary(cluster_matrix_agg(r, i, x))).size', 15) + 20, 'several at once');

-- Memory of a group's state: hashed, a few rows take hundreds of bytes, those of a matrix two or three thousand.
CREATE FUNCTION pg_temp.bytes(call text) RETURNS bigint LANGUAGE plpgsql AS
$$ DECLARE n bigint; BEGIN
    EXECUTE format('SELECT max(bytes) / count(*) FROM (SELECT %s AS v, (SELECT sum(total_bytes) FROM pg_backend_memory_contexts WHERE name IN (''cluster_ext states'', ''cluster_ext groups'')) AS bytes FROM source GROUP BY g) AS x HAVING count(v) >= 0', call) INTO n;
    RETURN n;
END $$;
SELECT ok(pg_temp.bytes('theil(x)') BETWEEN 1 AND 700, 'theil(x): less than 700 bytes a group');
SELECT ok(pg_temp.bytes('gini(x)') BETWEEN 1 AND 1200, 'gini(x): less than 1,200 bytes a group');
SELECT ok(pg_temp.bytes('cluster_matrix_agg(r, i, x)') BETWEEN 1 AND 4000, 'cluster_matrix_agg: less than 4,000 bytes a group');
\endif
RESET enable_sort;

-- States of many groups and of several sets of groups grow side by side: the same bits as one after another.
CREATE TEMP VIEW side_by_side AS
SELECT g, a, grouping(g, a) AS which, theil(x) AS theil, gini(x) AS gini, gini(x, w) AS weighted, concentration_ratio(x, 3) AS cr, generalized_entropy(x, -1.5) AS entropy, md5(cluster_matrix_send(cluster_matrix_agg(r, i, x))) AS bits
FROM rows GROUP BY GROUPING SETS ((g), (a), (g, a), ());
SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE sorted AS TABLE side_by_side;
SELECT cmp_ok((SELECT count(*) FROM sorted), '>', 5000::bigint, 'thousands of groups');
SET LOCAL enable_hashagg = on;
SET LOCAL enable_sort = off;
CREATE TEMP TABLE hashed AS TABLE side_by_side;
SELECT set_eq('TABLE hashed', 'TABLE sorted', 'grouping sets, hashed');
SET LOCAL work_mem = '64kB';
CREATE TEMP TABLE spilled AS TABLE side_by_side;
SELECT set_eq('TABLE spilled', 'TABLE sorted', 'grouping sets, hashed with too little memory');
SET LOCAL work_mem = '1GB';

-- Partial states, and their merging beside each other.
CREATE TEMP TABLE parts (LIKE rows) PARTITION BY HASH (id);
SELECT format('CREATE TEMP TABLE part_%s PARTITION OF parts FOR VALUES WITH (MODULUS 3, REMAINDER %s)', i, i) FROM generate_series(0, 2) AS i \gexec
INSERT INTO parts TABLE rows;
ANALYZE parts;
SET LOCAL enable_partitionwise_aggregate = on;
SET LOCAL cpu_tuple_cost = 1;
CREATE TEMP VIEW merged AS
SELECT a, theil(x) AS theil, gini(x) AS gini, gini(x, w) AS weighted, concentration_ratio(x, 3) AS cr, md5(cluster_matrix_send(cluster_matrix_agg(r, i, x))) AS bits FROM parts GROUP BY a;
SELECT matches(pg_temp.plan_of('TABLE merged'), 'Finalize HashAggregate.*Partial HashAggregate.*Partial HashAggregate', 'partial hash aggregates');
SELECT set_eq('TABLE merged', 'SELECT a, theil, gini, weighted, cr, bits FROM sorted WHERE which = 2', 'merged, hashed');
SET LOCAL enable_sort = on;
RESET cpu_tuple_cost;

-- Windows, whose states begin anew for each row.
SELECT set_eq($$SELECT id, theil(x) OVER f, gini(x) OVER f, md5(cluster_matrix_send(cluster_matrix_agg(r, i, x) OVER f)) FROM rows WHERE g < 60 WINDOW f AS (PARTITION BY a ORDER BY id ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING)$$,
    $$WITH numbered AS (SELECT *, row_number() OVER (PARTITION BY a ORDER BY id) AS n FROM rows WHERE g < 60)
      SELECT o.id, theil(f.x), gini(f.x), md5(cluster_matrix_send(cluster_matrix_agg(f.r, f.i, f.x))) FROM numbered AS o JOIN numbered AS f ON f.a = o.a AND f.n BETWEEN o.n - 3 AND o.n + 1 GROUP BY o.id$$,
    'frames that move');

-- An aggregate of the user's own, of our functions, whose state goes through PL/pgSQL.
CREATE FUNCTION pg_temp.into_theil(state inequality_state, x float8) RETURNS inequality_state LANGUAGE plpgsql AS $$ BEGIN state := inequality_accumulate(state, x); RETURN state; END $$;
CREATE AGGREGATE pg_temp.own_theil(x float8) (SFUNC = pg_temp.into_theil, STYPE = inequality_state, INITCOND = 'theil', FINALFUNC = inequality_result);
SELECT set_eq('SELECT g, theil(x), pg_temp.own_theil(x) FROM rows GROUP BY g', 'SELECT g, theil, theil AS own FROM sorted WHERE which = 1', 'a state that PL/pgSQL hands on');
SELECT * FROM finish();
ROLLBACK;
