-- What the catalogue must say of every member of the extension.
\ir lib/begin.sql
SELECT plan(25);

CREATE TEMP VIEW member AS
SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS name
FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
WHERE e.extname = 'cluster_ext' AND d.deptype = 'e';
CREATE TEMP VIEW relation AS
SELECT m.name, c.* FROM member m JOIN pg_class c ON m.classid = 'pg_class'::regclass AND m.objid = c.oid;
-- Some write; some read relations that the caller names, which may be temporary, or that a definition does; some read the models' tables; the rest compute.
CREATE TEMP VIEW function AS
SELECT m.name, p.*,
       proname IN ('policy_risk_copy_model', 'publish', 'unpublish', 'refresh_publication', 'refresh_publications', 'publication_make_table', 'publication_merge', 'publication_audit', 'publication_stage',
           'publication_write', 'publication_open', 'publication_refresh', 'publication_refresh_each', 'publication_commit_refused') OR prorettype = 'trigger'::regtype AS writes,
       'regclass'::regtype = ANY (proargtypes) OR 'publications'::regtype = ANY (proargtypes) OR proargnames[1] IN ('setup', 'publication') OR proname IN ('disclosure_status', 'suppress') AS reads_relations,
       coalesce('model' = ANY (proargnames[:pronargs]), false) AS reads_models
FROM member m JOIN pg_proc p ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid;

SELECT cmp_ok((SELECT count(*) FROM member), '>', 30::bigint, 'dozens of members');
SELECT is_empty($$SELECT name FROM member WHERE obj_description(objid, classid::regclass::name) IS NULL
    AND NOT (classid = 'pg_class'::regclass AND obj_description((SELECT reltype FROM pg_class WHERE oid = objid), 'pg_type') IS NOT NULL)
    AND NOT (classid = 'pg_type'::regclass AND obj_description((SELECT typrelid FROM pg_type WHERE oid = objid), 'pg_class') IS NOT NULL)
    AND name NOT LIKE '%[]' AND name NOT LIKE 'operator family%' AND name NOT LIKE 'function % of access method%'$$, 'every member has a comment');
SELECT is_empty($$SELECT name FROM function WHERE length(split_part(obj_description(oid, 'pg_proc'), '.', 1)) > 110$$,
    'the first sentence of a comment is short');
SELECT is_empty($$SELECT name FROM relation c WHERE relkind IN ('r', 'v') AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0
    AND NOT attisdropped AND col_description(attrelid, attnum) IS NULL)$$, 'every column of a table or view has a comment');
SELECT is_empty($$SELECT name FROM relation WHERE relkind IN ('r', 'v') AND has_table_privilege('pg_monitor', oid, 'SELECT') = (relname IN ('disclosure_rules', 'publications', 'publication_log'))$$,
    'everybody may read them, but for what must not be known of publications');
SELECT is_empty($$SELECT name FROM relation WHERE relkind = 'r' AND oid <> ALL (SELECT unnest(extconfig) FROM pg_extension WHERE extname = 'cluster_ext')$$,
    'users'' rows of the tables are dumped');
SELECT is_empty($$SELECT name FROM relation c WHERE relkind = 'r' AND relname NOT IN ('policy_risk_setups', 'disclosure_rules', 'publications', 'publication_log') AND (SELECT array_agg(tgname::text ORDER BY tgname) FROM pg_trigger
    WHERE tgrelid = c.oid AND (tgname, tgenabled) IN (('keep_shipped', 'O'), ('keep_shipped_whole', 'O'), ('pass_over_shipped', 'R'))) IS DISTINCT FROM '{keep_shipped,keep_shipped_whole,pass_over_shipped}'$$, 'shipped rows of the tables are kept, and passed over where they are replicated');
SELECT is_empty($$SELECT conname FROM pg_constraint k JOIN relation r ON k.conrelid = r.oid WHERE contype = 'f'$$, 'no foreign keys: parallel restores fill tables in any order');
SELECT is_empty($$SELECT name FROM function WHERE (prorettype IN ('trigger'::regtype, 'internal'::regtype) OR 'internal'::regtype = ANY (proargtypes)) AND has_function_privilege('pg_monitor', oid, 'EXECUTE')$$,
    'what the server alone calls is not for everybody to call');
SELECT is_empty($$SELECT name FROM function WHERE proparallel <> CASE WHEN writes THEN 'u' WHEN reads_relations THEN 'r' ELSE 's' END$$,
    'every function is parallel safe that can be');
SELECT is_empty($$SELECT name FROM function WHERE proname <> 'cluster_matrix_rows' AND provolatile <> CASE WHEN writes THEN 'v' WHEN reads_relations OR reads_models THEN 's' ELSE 'i' END$$,
    'every function is immutable that can be, stable else');
SELECT is_empty($$SELECT name FROM function WHERE reads_relations AND proname LIKE 'policy\_%' AND proargnames[1:3] <> '{panel,policies,as_of}' AND proargnames[1] <> 'setup' AND proname <> 'policy_risk_labels' AND proname NOT LIKE 'policy\_outlook%'$$,
    'functions of policy risk begin with the same arguments');
SELECT is_empty($$SELECT name FROM function WHERE proargmodes && '{o,t,b}' OR prorettype = 'record'::regtype$$, 'columns of results are those of a named type: others cannot be appended to under views');
SELECT is_empty($$SELECT name FROM function WHERE prosecdef$$, 'no function runs with the rights of its owner');
SELECT is_empty($$SELECT name FROM function WHERE (proconfig IS NOT NULL) <> (prokind = 'f' AND (prolang IN (SELECT oid FROM pg_language WHERE lanname = 'plpgsql') OR proname LIKE 'publication\_%' AND proname <> 'publication_csv_field'))
    OR proconfig[1] <> 'search_path=pg_catalog, pg_temp' OR proconfig[2:] <> '{}' AND proname !~ 'csv$'$$, 'no function changes settings, but for the path of those in PL/pgSQL, and how files write numbers and times');
SELECT is_empty($$SELECT name FROM function WHERE pronargs > 1 AND proargnames IS NULL AND proname NOT IN
    ('cluster_matrix_eq', 'cluster_matrix_ne', 'cluster_matrix_lt', 'cluster_matrix_le', 'cluster_matrix_gt', 'cluster_matrix_ge', 'cluster_matrix_cmp', 'cluster_matrix_add', 'cluster_matrix_subtract', 'cluster_points_eq', 'cluster_points_ne', 'cluster_points_add')$$, 'every function of several arguments names them');
SELECT is_empty($$SELECT name FROM function WHERE proretset AND (prosupport = 0 AND NOT reads_relations AND proname NOT IN
    ('flegg_quotients', 'lorenz_curve', 'shift_share_dynamic', 'region_opportunities', 'policy_risk_contributions', 'policy_risk_indicator_cards', 'policy_risk_measure_cards', 'policy_risk_shipped_phrases',
    'k_density', 'k_density_test', 'k_density_colocalization', 'k_density_colocalization_test', 'm_function', 'm_function_test', 'ripley_k', 'ripley_k_test')
    OR prorows = 1000 AND NOT reads_relations AND proname NOT IN ('regions', 'industries') OR procost < 100)$$,
    'set-returning functions tell the planner rows and cost');
SELECT is_empty($$SELECT f.name FROM function f JOIN pg_aggregate a ON a.aggfnoid = f.oid WHERE a.aggtransspace = 0$$, 'every aggregate has a fair size of state');
-- What parallel plans, partitions and Citus need.
SELECT set_eq($$SELECT f.name FROM function f JOIN pg_aggregate a ON a.aggfnoid = f.oid WHERE a.aggcombinefn = 0$$,
    $$VALUES ('function ellison_glaeser_simulated(cluster_matrix,text,integer,bigint,double precision)')$$, 'every aggregate has partial plans, unless its rows are ordered');
SELECT is_empty($$SELECT f.name FROM function f JOIN pg_aggregate a ON a.aggfnoid = f.oid JOIN pg_type t ON t.oid = a.aggtranstype
    WHERE a.aggtranstype <> 'bigint'::regtype AND (a.aggtranstype NOT IN (SELECT objid FROM member WHERE classid = 'pg_type'::regclass) OR t.typtype <> 'b' OR t.typreceive = 0 OR t.typsend = 0)$$,
    'every state travels, as text and in binary: none is internal, none has floats of PostgreSQL''s, which lose digits as text');
SELECT is_empty($$SELECT name FROM member m JOIN pg_opclass c ON m.classid = 'pg_opclass'::regclass AND m.objid = c.oid WHERE NOT amvalidate(c.oid)$$, 'operator classes are complete');
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
