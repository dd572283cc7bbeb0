-- The type: text form, errors of its input, equality, hashing, order.
\pset null '-'
-- Worked example T: three regions, two industries, one firm a cell.
CREATE TABLE t (region text, industry text, size float8);
INSERT INTO t VALUES ('R1', 'I1', 10), ('R1', 'I2', 40), ('R2', 'I1', 20),
                     ('R2', 'I2', 10), ('R3', 'I1', 30), ('R3', 'I2', 10);
SELECT cluster_matrix_agg(region, industry, size) FROM t;
SELECT cluster_matrix_agg(region, industry, size)::text::cluster_matrix
     = cluster_matrix_agg(region, industry, size) AS round_trip FROM t;

-- Spaces are free; labels come in any order; a value has one form.
SELECT ' { "cluster_matrix" : 1 , "skipped" : 2 , "fourths" : { "b" : null , "a" : 17 } ,
  "cells" : { "y" : { "b" : [ null , 7 , null , null , null ] } , "x" : { "a" : [ 2 , 3 , 5 , 2 , 1 ] } } } '::cluster_matrix;
-- A firm count of zero is a published zero; an industry without fourth power has an unknown one.
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{"x":{"a":[0],"b":[1,5]}}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}}'::cluster_matrix;
-- Labels: Chinese, quotes, backslash, control characters, the empty one.
SELECT cluster_matrix_agg(r, i, 1) AS m FROM (VALUES ('上海', E'a"b\\c\td'), ('', E'\x01')) AS v(r, i) \gset
SELECT :'m' AS labels;
SELECT :'m'::cluster_matrix::text = :'m' AS round_trip;
-- A sum that no double holds is an array of doubles: 0.1 + 0.2 + 1e17 exactly.
SELECT cluster_matrix_agg('x', 'a', v)::text FROM unnest(ARRAY[0.1, 0.2, 1e17, 1]) v;

-- What is larger than 4096 bytes is written in a compact form: labels, and the rest of the stored bytes in base64.
-- Each form is read for every value; the size alone says which is written.
SELECT cluster_matrix_agg(r || repeat('x', CASE r WHEN 4 THEN n ELSE 1000 END), 'i', 1) AS m INTO TEMP edge
FROM generate_series(1, 4) r, generate_series(997, 998) n GROUP BY n;
SELECT bytes, left(m::text, 35) AS text, m::text = cluster_matrix_json(m) AS readable, cluster_matrix_json(m)::cluster_matrix = m AS json_is_read, m::text::cluster_matrix = m AS text_is_read
FROM edge, summary(m) ORDER BY bytes;
DROP TABLE edge;
SELECT ' { "cluster_matrix" : 1 , "regions" : [ "R1" , "R2" , "R3" ] , "industries" : [ "I1" , "I2" ] , "base64" :
 "Q1hNAQAAAAADAAAAAgAAAAYAAAAAAAAABgAAAAAAAAAAAAAAAABeQAAAAAAAAAAADwAAAAgAAAAJAAAADAAAAOIg9A7iIF4nAgAAAgAAAgAAAgoCKAIUAgoCHgIK" } '::cluster_matrix
     = cluster_matrix_agg(region, industry, size) AS compact_is_read FROM t;
SELECT '{"cluster_matrix":1,"regions":[],"industries":[],"base64":"Q1hNAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="}'::cluster_matrix;
-- Labels in another order, such as that of another encoding, are put in order; two that are one are not.
\set head '{"cluster_matrix":1,"regions":["y","x"],"industries":['
\set base64 '"base64":"Q1hNAQAAAAACAAAAAgAAAAMAAAAAAAAAAwAAAAAAAAAAAAAAAAAcQAAAAAAAAAAACAAAAAIAAAAFAAAABgAAAP//AgAAAQECAQICAgQ="}'
SELECT (:'head' || '"b","a"],' || :'base64')::cluster_matrix;
SELECT (:'head' || '"b","b"],' || :'base64')::cluster_matrix;
SELECT '{"cluster_matrix":1,"regions":["y","x","y"],"industries":["a"],"base64":"Q1hNAQAAAAADAAAAAQAAAAMAAAAAAAAAAwAAAAAAAAAAAAAAAAAcQAAAAAAAAAAACAAAAAEAAAAGAAAABgAAAP8BAAEAAQACAQICAgQ="}'::cluster_matrix;

-- Malformed text is refused with place and reason.
\set SHOW_CONTEXT never
\set VERBOSITY sqlstate
SELECT ''::cluster_matrix;
\set VERBOSITY default
SELECT '{"cluster_matrix":0,"skipped":0,"fourths":{},"cells":{}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{}} x'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":-1,"fourths":{},"cells":{}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{"a":1},"cells":{}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{"x":{}}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{"x":{"a":[1,-5]}}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{"x":{"a":[1,1e999]}}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{"x":{"a":[1,NaN]}}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{"x":{"a":[1,5],"a":[1,5]}}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{"x":{"a":[2,5,13,3,4]}}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{"x":{"a":[2,5,99,3,2]}}}'::cluster_matrix;
SELECT '{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{"x":{"a":[3,5,9,2]}}}'::cluster_matrix;
SELECT ('{"cluster_matrix":1,"skipped":0,"fourths":{},"cells":{"' || repeat('x', 1025) || '":{"a":[1,5]}}}')::cluster_matrix;
-- So is compact text.
SELECT (:'head' || '"b","a"],"base64":"')::cluster_matrix;
SELECT (:'head' || '"b","a"],"base64":""}')::cluster_matrix;
SELECT (:'head' || '"b","a"],"base64":"Q1hN"}')::cluster_matrix;
SELECT (:'head' || '"a"],' || :'base64')::cluster_matrix;
SELECT (:'head' || '"b","a"]' || :'base64')::cluster_matrix;
SELECT (:'head' || '"b","a"},' || :'base64')::cluster_matrix;
SELECT (:'head' || '"b",a],' || :'base64')::cluster_matrix;
SELECT (:'head' || '"b","a"],' || replace(:'base64', '=', ''))::cluster_matrix;
SELECT (:'head' || '"b","a"],' || replace(:'base64', '=', '=QUFB'))::cluster_matrix;
SELECT (:'head' || '"b","a"],' || replace(:'base64', 'Q=', 'Q=A='))::cluster_matrix;
SELECT (:'head' || '"b","a"],' || replace(:'base64', 'AAAA', 'AA A'))::cluster_matrix;
SELECT (:'head' || '"b","a"],' || replace(:'base64', 'gQ=', 'gU='))::cluster_matrix;
SELECT (:'head' || '"b","a"],' || :'base64' || '1')::cluster_matrix;

-- What a later version wrote is told from what is malformed or damaged: in all forms, and by all that read it.
SELECT '{"cluster_matrix":2,"whatever":0}'::cluster_matrix;
SELECT (:'head' || '"b","a"],' || replace(:'base64', 'Q1hNAQ', 'Q1hNAg'))::cluster_matrix;
CREATE CAST (cluster_matrix AS bytea) WITHOUT FUNCTION;
CREATE CAST (bytea AS cluster_matrix) WITHOUT FUNCTION;
CREATE TABLE stored AS SELECT version, overlay(m::bytea PLACING version FROM 4)::cluster_matrix AS m
FROM (SELECT cluster_matrix_agg(region, industry, size) AS m FROM t) x, unnest(ARRAY['\x00', '\x02']::bytea[]) version;
SELECT cells(m) FROM stored WHERE version = '\x02';
SELECT cells(m) FROM stored WHERE version = '\x00';
CREATE FUNCTION state_of(q text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN EXECUTE q; RETURN 'none'; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$;
SELECT version, state_of(format('SELECT %s FROM stored, (SELECT cluster_matrix_agg(region, industry, size) AS n FROM t) x WHERE version = %L', q, version)) AS error, string_agg(q, ' ' ORDER BY q)
FROM unnest('{m::text,cluster_matrix_json(m),cluster_matrix_send(m),summary(m),cells(m),regions(m),location_quotients(m),"location_quotients(n, reference => m)","coarsen(m, 1, 1)",transpose(m),"subset(m, NULL, NULL)",m+n,n+m,m-n,n-m,sum(m),m=n}'::text[]) q,
     (SELECT DISTINCT version FROM stored) v GROUP BY 1, 2 ORDER BY 1, 2;
DROP TABLE stored;
DROP CAST (cluster_matrix AS bytea);
DROP CAST (bytea AS cluster_matrix);
DROP FUNCTION state_of;

-- Equality is equality of values, so DISTINCT, UNION, GROUP BY and hash joins work.
SELECT a = b AS same, a <> b AS different, a = c AS same_c, a <> c AS different_c
FROM (SELECT cluster_matrix_agg(region, industry, size ORDER BY size) AS a,
             cluster_matrix_agg(region, industry, size ORDER BY region DESC) AS b,
             cluster_matrix_agg(region, industry, size + 1) AS c FROM t) AS x;
SELECT count(*) AS distinct_ones
FROM (SELECT cluster_matrix_agg(region, industry, size) FROM t
      UNION SELECT cluster_matrix_agg(region, industry, size) FROM t
      UNION SELECT cluster_matrix_agg(industry, region, size) FROM t) AS u;
SELECT NULL::cluster_matrix = NULL::cluster_matrix AS null_is_unknown;

-- An order of stored bytes, without meaning: count(DISTINCT), rows, DISTINCT ON, UNIQUE, paging. Of 27 rows with three matrices, nine times each.
CREATE TABLE keyed AS SELECT g AS id, g % 3 AS year, cluster_matrix_agg(region, 'I' || g % 3, size) AS m FROM t, generate_series(1, 27) AS g GROUP BY g;
SELECT count(*) AS rows, count(DISTINCT m) AS matrices, count(DISTINCT ROW(year, m)) AS pairs FROM keyed;
SELECT count(*) AS all_of_them FROM keyed WHERE (year, m) IN (SELECT year, m FROM keyed);
SELECT count(*) AS first_ones, bool_and(id <= 3) AS are_first FROM (SELECT DISTINCT ON (m) m, id FROM keyed ORDER BY m, id) AS x;
SELECT count(*) AS up_to, count(*) FILTER (WHERE ROW(1, a.m) < ROW(1, b.m)) AS before, count(*) FILTER (WHERE ROW(1, a.m) > ROW(1, b.m)) AS after
FROM keyed AS a, keyed AS b WHERE a.id < 4 AND b.id < 4 AND ROW(1, a.m) <= ROW(1, b.m);
-- Each pair is before, equal or after, by all operators alike; as many steps up as the rank says; also where one matrix has the labels of the other and more.
CREATE TABLE ordered AS SELECT m FROM keyed WHERE id < 4 UNION ALL SELECT cluster_matrix_empty() UNION ALL SELECT cluster_matrix_agg(region, industry, size) FROM t GROUP BY GROUPING SETS ((), (region), (industry))
    UNION ALL SELECT cluster_matrix_agg((g % n)::text, 'x', 1) FROM unnest(ARRAY[2, 40, 2000]) AS n, generate_series(1, 4000) AS g GROUP BY n;
SELECT count(*) AS pairs, bool_and((a.m < b.m)::int + (a.m = b.m)::int + (a.m > b.m)::int = 1) AS one_of_three,
       bool_and((a.m <= b.m) = (a.m < b.m OR a.m = b.m) AND (a.m >= b.m) = (a.m > b.m OR a.m = b.m) AND (a.m <> b.m) = NOT (a.m = b.m)) AS alike,
       bool_and(sign(cluster_matrix_cmp(a.m, b.m)) = (a.m > b.m)::int - (a.m < b.m)::int AND (a.m < b.m) = (b.m > a.m)) AS by_one_function FROM ordered AS a, ordered AS b;
SELECT count(*) AS ranked, bool_and(rank = (SELECT count(*) + 1 FROM ordered AS b WHERE b.m < x.m)) AS in_order FROM (SELECT m, rank() OVER (ORDER BY m) FROM ordered) AS x;
-- Joins agree, whether hashed, merged or looped: 3 * 9 * 9.
SET enable_hashjoin = off; SET enable_nestloop = off;
SELECT count(*) AS merged FROM keyed AS a JOIN keyed AS b USING (m);
SET enable_mergejoin = off; SET enable_hashjoin = on;
SELECT count(*) AS hashed FROM keyed AS a JOIN keyed AS b USING (m);
RESET enable_mergejoin; RESET enable_hashjoin; RESET enable_nestloop;
-- A key, for values of up to 2.7 kB; EXCLUDE USING hash for any.
CREATE TABLE k (m cluster_matrix UNIQUE);
INSERT INTO k SELECT DISTINCT m FROM keyed;
INSERT INTO k SELECT m FROM keyed ON CONFLICT DO NOTHING;
SELECT count(*) FROM k;
SET enable_seqscan = off;
SELECT count(*) AS found FROM k WHERE m = (SELECT m FROM keyed WHERE id = 1);
RESET enable_seqscan;
CREATE TABLE l (m cluster_matrix, EXCLUDE USING hash (m WITH =));
INSERT INTO l SELECT m FROM ordered ON CONFLICT DO NOTHING;
INSERT INTO l SELECT m FROM ordered ON CONFLICT DO NOTHING;
SELECT count(*) = (SELECT count(DISTINCT m) FROM ordered) AS each_once FROM l;
DROP TABLE keyed, ordered, k, l;

-- Binary form: what send wrote is what the header says; receive is tested by COPY BINARY in test/t.
SELECT length(cluster_matrix_send(cluster_matrix_agg(region, industry, size))) FROM t;
SELECT cluster_ext_version();
DROP TABLE t;
