-- What aggregates keep travels: through text with whatever digits a client asks for floats, with the same bits,
-- and parts that did so add up to the whole.
\ir lib/begin.sql
SELECT plan(5);
SET LOCAL extra_float_digits = -5;
SET LOCAL max_parallel_workers_per_gather = 0;

CREATE TABLE firm AS
SELECT g % 3 AS part, g, exp((g % 31 - 15)::float8) / g AS x, (SELECT cluster_matrix_agg('R' || g % 7, 'I' || k, g / 7.0 + k) FROM generate_series(1, 3) AS k) AS m,
       (SELECT cluster_points_agg(g / 7.0, k / 3.0, 'I' || k, 1.0 / g) FROM generate_series(1, 3) AS k) AS p FROM generate_series(1, 300) AS g;
SELECT cmp_ok((SELECT count(*) FROM firm WHERE x::text::float8 <> x), '>', 200::bigint, 'numbers lose digits as text');

-- What each argument is given, by name, else by type.
CREATE TEMP TABLE given (name text, type text, expression text);
INSERT INTO given VALUES
    ('region', 'text', $$'R' || g % 7$$), ('region', 'bigint', 'g % 7'), ('industry', 'text', $$'I' || g % 11$$), ('industry', 'bigint', 'g % 11'), ('size', NULL, 'x'), ('copies', NULL, 'g % 3'), ('region_width', NULL, '3'), ('industry_width', NULL, '0'),
    ('firms', NULL, '1 + g % 2'), ('sum_squares', NULL, 'NULL::float8'), ('largest', NULL, 'NULL::float8'), ('second_largest', NULL, 'NULL::float8'),
    ('x', NULL, 'x / 1000'), ('y', NULL, 'x / 2000'), ('metric', NULL, $$'sphere'$$), ('weight', NULL, '1.0 / (1 + g % 7)'), ('k', NULL, '3'), ('alpha', NULL, '0.3'), ('epsilon', NULL, '0.7'),
    ('year', NULL, '2000 + g % 5'), ('condition', NULL, 'g % 5 > 1'), ('years', NULL, '4'), ('ebit', NULL, 'x'), ('interest', NULL, '1'), ('age', NULL, '9 + g % 5'), ('minimum_age', NULL, '9'),
    ('profit', NULL, 'x - 1'), ('subsidy', NULL, '1'), ('indicators', NULL, 'ARRAY[x, 1.0 / g, g % 13]'), ('value', NULL, 'CASE WHEN g % 9 > 0 THEN x END'), ('risk', NULL, 'CASE WHEN g % 9 > 0 THEN 1.0 / g END'),
    ('exponent', NULL, '1.0 / 3'), ('minimum_coverage', NULL, '1.0 / 3'), (NULL, 'cluster_matrix', 'm'), (NULL, 'cluster_points', 'p');
CREATE TEMP VIEW argument AS
SELECT a.aggfnoid, n, format_type(t.type, NULL) AS type, format('CAST(%s AS %s)', expression, format_type(t.type, NULL)) AS expression
FROM pg_depend AS d JOIN pg_extension AS e ON e.extname = 'cluster_ext' AND d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND d.classid = 'pg_proc'::regclass
     JOIN pg_aggregate AS a ON a.aggfnoid = d.objid JOIN pg_proc AS p ON p.oid = d.objid, unnest(p.proargtypes::oid[]) WITH ORDINALITY AS t(type, n)
     LEFT JOIN LATERAL (SELECT expression FROM given WHERE name IS NOT DISTINCT FROM NULLIF(p.proargnames[n], 'm') AND coalesce(type, format_type(t.type, NULL)) = format_type(t.type, NULL)) AS g ON true
WHERE a.aggkind = 'n' OR n > a.aggnumdirectargs;
CREATE TEMP VIEW aggregate AS
SELECT a.aggfnoid::regprocedure AS name, a.aggkind, aggtransfn::regproc AS transition, aggtranstype::regtype AS state, coalesce(', INITCOND = ' || quote_literal(agginitval), '') AS beginning, aggcombinefn::regproc AS combine,
       aggfinalfn, format('%s', a.aggfnoid::regproc) AS called, string_agg(type, ', ' ORDER BY n) AS types, string_agg(expression, ', ' ORDER BY n) AS expressions, bool_and(expression IS NOT NULL) AS complete
FROM argument JOIN pg_aggregate AS a USING (aggfnoid) GROUP BY a.aggfnoid, a.aggkind, aggtransfn, aggtranstype, agginitval, aggcombinefn, aggfinalfn;
SELECT is_empty('SELECT name FROM aggregate WHERE expressions IS NULL OR NOT complete', 'every argument is given something');
SELECT ok((SELECT count(*) FROM aggregate) = (SELECT count(*) FROM pg_aggregate AS a JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = a.aggfnoid AND d.deptype = 'e'
    JOIN pg_extension AS e ON d.refobjid = e.oid AND e.extname = 'cluster_ext'), 'every aggregate is looked at');

-- The same aggregate without its end gives the state, and one of states adds them up.
CREATE TEMP TABLE found (name regprocedure, lost bigint, states bigint, as_whole boolean);
DO $$
DECLARE a aggregate; lost bigint; states bigint; as_whole boolean;
BEGIN
    FOR a IN SELECT * FROM aggregate LOOP
        EXECUTE format('CREATE AGGREGATE pg_temp.state_of(%s) (SFUNC = %s, STYPE = %s%s)', a.types, a.transition, a.state, a.beginning);
        EXECUTE format('CREATE TEMP TABLE kept AS SELECT part, pg_temp.state_of(%s) AS s FROM firm GROUP BY part', a.expressions);
        EXECUTE format('SELECT count(*) FILTER (WHERE NOT a *= b), count(a.s) FROM (SELECT s FROM kept) AS a, LATERAL (SELECT a.s::text::%s AS s) AS b', a.state) INTO lost, states;
        as_whole := NULL;
        IF a.aggkind = 'n' THEN
            EXECUTE format('CREATE AGGREGATE pg_temp.whole_of(%1$s) (SFUNC = %2$s, STYPE = %1$s%3$s%4$s)', a.state, a.combine, a.beginning, CASE WHEN a.aggfinalfn <> 0 THEN format(', FINALFUNC = %s', a.aggfinalfn) ELSE '' END);
            EXECUTE format('SELECT a *= b FROM (SELECT pg_temp.whole_of(s::text::%s) AS r FROM kept) AS a, (SELECT %s(%s) AS r FROM firm) AS b', a.state, a.called, a.expressions) INTO as_whole;
            EXECUTE format('DROP AGGREGATE pg_temp.whole_of(%s)', a.state);
        END IF;
        INSERT INTO found VALUES (a.name, lost, states, as_whole);
        EXECUTE format('DROP TABLE kept; DROP AGGREGATE pg_temp.state_of(%s)', a.types);
    END LOOP;
END $$;
SELECT is_empty('SELECT * FROM found WHERE lost > 0 OR states <> 3', 'states come back from text bit by bit');
SELECT is_empty($$SELECT * FROM found WHERE NOT as_whole$$, 'and add up to what all rows give');
SELECT * FROM finish();
ROLLBACK;
