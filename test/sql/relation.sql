-- Relations that a caller names are read column by column: types that say the same give the same, others are refused by name.
CREATE TABLE jobs AS
SELECT 2015 + t AS year, region, industry, round((20 + (r * 13 + i * 17 + f * 29) % 90) * 1.02 ^ t)::float8 AS jobs
FROM unnest(ARRAY['Alder','Ash','Beech','Birch','Cedar','Elm','Fir','Hazel','Larch','Maple','Oak','Pine']) WITH ORDINALITY AS a(region, r),
     unnest(ARRAY['1011','1020','1310','1320','1610','1701','2011','2220','2410','2511','2611','2720','2812','2910','2930','3100']) WITH ORDINALITY AS b(industry, i),
     generate_series(1, 12) AS f, generate_series(0, 7) AS t WHERE f <= (r * 7 + i * i * 5 + r * i) % 13;
CREATE TABLE panel AS SELECT year AS period, 'employment'::text AS measure, cluster_matrix_agg(region, industry, jobs) AS matrix FROM jobs GROUP BY year;
CREATE TABLE policies AS
SELECT region, 'new energy'::text AS industry, 2020 AS start_year, NULL::int AS end_year, 3::int AS amount, 'million'::text AS amount_unit, 'employment'::text AS measure,
       'county'::text AS admin_level, true AS has_end
FROM unnest(ARRAY['Alder','Ash','Beech','Birch','Elm','Cedar']) AS region;
CREATE TABLE map (policy_label text, industry text, share float8);
INSERT INTO map VALUES ('new energy', '2720', .75), ('new energy', '2611', .25);
CREATE TABLE tree AS SELECT DISTINCT region, CASE WHEN region < 'E' THEN 'P1' ELSE 'P2' END AS parent, 'county'::text AS admin_level FROM jobs;

-- The same in other types: padded, short and domains; numbers of all widths.
CREATE DOMAIN matrices AS cluster_matrix;
CREATE DOMAIN years AS numeric(6, 1);
CREATE TYPE levels AS ENUM ('county', 'province');
CREATE VIEW panel_else AS SELECT period::years, measure::char(20), matrix::matrices FROM panel;
CREATE VIEW policies_else AS SELECT region::char(20), industry::varchar(20), start_year::real, end_year::bigint, amount::numeric(10, 3), amount_unit::char(10), measure::name, admin_level::levels, has_end FROM policies;
CREATE VIEW map_else AS SELECT policy_label::char(30), industry::char(6), share::numeric FROM map;
CREATE VIEW tree_else AS SELECT region::char(12), parent::char(12), admin_level::char(20) FROM tree;
CREATE FUNCTION differ(panel text, policies text, map text, tree text) RETURNS TABLE (rows bigint, unlike bigint) LANGUAGE sql AS $$
    WITH a AS (SELECT * FROM policy_risk_scores('panel', 'policies', 2022, industry_map => 'map', region_tree => 'tree')),
         b AS (SELECT * FROM policy_risk_scores($1::regclass, $2::regclass, 2022, industry_map => $3::regclass, region_tree => $4::regclass))
    SELECT (SELECT count(*) FROM b), (SELECT count(*) FROM (SELECT * FROM a EXCEPT SELECT * FROM b) AS x) + (SELECT count(*) FROM (SELECT * FROM b EXCEPT SELECT * FROM a) AS x)
$$;
SELECT count(*), count(score), sum(firms) > 0 AS firms FROM policy_risk_scores('panel', 'policies', 2022, industry_map => 'map', region_tree => 'tree');
SELECT * FROM differ('panel_else', 'policies', 'map', 'tree');
SELECT * FROM differ('panel', 'policies_else', 'map', 'tree');
SELECT * FROM differ('panel', 'policies', 'map_else', 'tree');
SELECT * FROM differ('panel', 'policies', 'map', 'tree_else');
SELECT * FROM differ('panel_else', 'policies_else', 'map_else', 'tree_else');
SELECT * FROM policy_risk_unmapped('panel_else', 'policies_else', 2022, industry_map => 'map_else');
SELECT count(*) AS unlike FROM (SELECT * FROM policy_portfolio_risk('panel', 'policies', 2022, industry_map => 'map', region_tree => 'tree')
                                EXCEPT SELECT * FROM policy_portfolio_risk('panel_else', 'policies_else', 2022, industry_map => 'map_else', region_tree => 'tree_else')) AS x;

-- Columns of an odd name, beside those that are read.
CREATE VIEW odd AS SELECT *, 1 AS t, 2 AS x, 3 AS m, '{}'::json AS "j" FROM policies;
SELECT * FROM differ('panel', 'odd', 'map', 'tree');

-- What cannot be meant is refused by the name of the column.
CREATE FUNCTION refused(argument text, definition text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; message text; detail text;
BEGIN
    EXECUTE 'CREATE TEMP VIEW bad AS ' || definition;
    EXECUTE 'SELECT count(*) FROM policy_risk_scores('
        || (SELECT string_agg(format('%s => %L', a, CASE a WHEN argument THEN 'bad' ELSE d END), ', ')
            FROM (VALUES ('panel', 'panel'), ('policies', 'policies'), ('industry_map', 'map'), ('region_tree', 'tree')) AS v(a, d)) || ', as_of => 2022)';
    DROP VIEW bad;
    RETURN 'not refused';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
    RETURN state || ': ' || message || ' | ' || detail;
END $$;
SELECT refused('panel', 'SELECT make_date(period, 1, 1) AS period, measure, matrix FROM panel');
SELECT refused('panel', 'SELECT period::text, measure, matrix FROM panel');
SELECT refused('panel', 'SELECT period + q / 4.0 AS period, measure, matrix FROM panel, generate_series(0, 3) AS q');
SELECT refused('panel', 'SELECT period + .25 AS period, measure, matrix FROM panel WHERE period = 2022 UNION ALL SELECT * FROM panel');
SELECT refused('panel', 'SELECT period, measure, matrix FROM panel UNION ALL SELECT ''NaN''::float8, measure, matrix FROM panel');
SELECT refused('panel', 'SELECT period, measure, matrix FROM panel UNION ALL SELECT ''-Infinity''::float8, measure, matrix FROM panel');
SELECT refused('panel', 'SELECT period, ARRAY[measure] AS measure, matrix FROM panel');
SELECT refused('panel', 'SELECT period, measure, matrix::text FROM panel');
SELECT refused('panel', 'SELECT period, measure FROM panel');
SELECT refused('policies', 'SELECT region, industry, make_date(start_year, 1, 1) AS start_year FROM policies');
SELECT refused('policies', 'SELECT region, industry, 2020.5 AS start_year FROM policies');
SELECT refused('policies', 'SELECT region, industry, ''2020''::text AS end_year FROM policies');
SELECT refused('policies', 'SELECT region, industry, 1 AS has_review FROM policies');
SELECT refused('policies', 'SELECT p.region, tree AS industry FROM policies AS p JOIN tree USING (region)');
SELECT refused('policies', 'SELECT to_jsonb(region) AS region, industry FROM policies');
SELECT refused('industry_map', 'SELECT policy_label, ARRAY[industry] AS industry FROM map');
SELECT refused('industry_map', 'SELECT policy_label, industry, share::text FROM map');
SELECT refused('region_tree', 'SELECT region, ARRAY[parent] AS parent FROM tree');
SELECT refused('region_tree', 'SELECT region, parent, ''{}''::json AS admin_level FROM tree');
SELECT refused('region_tree', 'SELECT region FROM tree');
DROP FUNCTION refused, differ;
DROP VIEW odd, panel_else, policies_else, map_else, tree_else;
DROP TABLE jobs, panel, policies, map, tree;
DROP DOMAIN matrices, years;
DROP TYPE levels;
