-- What the catalogue must say of every member of the extension.
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION cluster_ext;
SELECT plan(14);

CREATE TEMP VIEW member AS
SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS name
FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
WHERE e.extname = 'cluster_ext' AND d.deptype = 'e';
CREATE TEMP VIEW function AS
SELECT m.name, p.* FROM member m JOIN pg_proc p ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid;

SELECT cmp_ok((SELECT count(*) FROM member), '>', 30::bigint, 'dozens of members');
SELECT is_empty($$SELECT name FROM member WHERE obj_description(objid, classid::regclass::name) IS NULL
    AND NOT (classid = 'pg_class'::regclass AND obj_description((SELECT reltype FROM pg_class WHERE oid = objid), 'pg_type') IS NOT NULL)
    AND name NOT LIKE '%[]' AND name NOT LIKE 'operator family%' AND name NOT LIKE 'function % of access method%'$$, 'every member has a comment');
SELECT is_empty($$SELECT name FROM function WHERE length(split_part(obj_description(oid, 'pg_proc'), '.', 1)) > 110$$,
    'the first sentence of a comment is short');
SELECT is_empty($$SELECT name FROM function WHERE proparallel <> 's'$$, 'every function is parallel safe');
SELECT is_empty($$SELECT name FROM function WHERE provolatile <> 'i' AND proname <> 'cluster_matrix_rows'$$, 'every function is immutable');
SELECT is_empty($$SELECT name FROM function WHERE prosecdef$$, 'no function runs with the rights of its owner');
SELECT is_empty($$SELECT name FROM function WHERE proconfig IS NOT NULL$$, 'no function changes settings');
SELECT is_empty($$SELECT name FROM function WHERE pronargs > 1 AND proargnames IS NULL AND proname NOT IN
    ('cluster_matrix_eq', 'cluster_matrix_ne', 'cluster_matrix_add', 'cluster_matrix_subtract')$$, 'every function of several arguments names them');
SELECT is_empty($$SELECT name FROM function WHERE proretset AND (prosupport = 0 AND proname NOT IN ('flegg_quotients', 'lorenz_curve', 'shift_share_dynamic') OR prorows = 1000 AND proname NOT IN ('regions', 'industries') OR procost < 100)$$,
    'set-returning functions tell the planner rows and cost');
SELECT is_empty($$SELECT f.name FROM function f JOIN pg_aggregate a ON a.aggfnoid = f.oid WHERE a.aggcombinefn = 0 AND a.aggkind = 'n' OR a.aggtransspace = 0 OR a.aggtranstype = 'internal'::regtype$$,
    'every aggregate has partial plans (unless its rows are ordered), a fair size of state, and a state that can travel');
SELECT is_empty($$SELECT f.name FROM function f JOIN pg_aggregate a ON a.aggfnoid = f.oid WHERE a.aggkind = 'n' AND (a.aggfinalmodify <> 'r' OR a.aggmfinalmodify <> 'r')$$,
    'every aggregate (unless its rows are ordered) leaves its state as it is, so that it is a window function, too');
-- Window functions see rows with NULL, and only the partition, whatever its order and frame.
SELECT set_eq($$SELECT proname, proisstrict FROM function WHERE prokind = 'w'$$,
    $$VALUES ('normalize_min_max'::name, false), ('normalize_z', false), ('normalize_rank', false), ('normalize_percentile', false), ('topsis', false)$$, 'window functions are known, and none is strict');
SELECT is((SELECT t.typstorage FROM pg_type t WHERE typname = 'cluster_matrix'), 'e', 'values are stored out of line, not compressed twice');
-- A matrix known at planning time tells the number of rows.
CREATE TEMP TABLE plan AS SELECT ''::text AS line WHERE false;
DO $$
DECLARE j json;
BEGIN
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT * FROM cells(%L)', (SELECT cluster_matrix_agg(g, g % 17, 1) FROM generate_series(1, 777) g)) INTO j;
    INSERT INTO plan SELECT j->0->'Plan'->>'Plan Rows';
END $$;
SELECT is((SELECT line FROM plan), '777', 'the planner knows the rows of a constant matrix');
SELECT * FROM finish();
ROLLBACK;
