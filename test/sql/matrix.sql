-- The type: text form, errors of its input, equality, hashing.
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

-- Malformed text is refused with place and reason.
\set VERBOSITY verbose
\set SHOW_CONTEXT never
SELECT ''::cluster_matrix;
\set VERBOSITY default
SELECT '{"cluster_matrix":2,"skipped":0,"fourths":{},"cells":{}}'::cluster_matrix;
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

-- Binary form: what send wrote is what the header says; receive is tested by COPY BINARY in test/t.
SELECT length(cluster_matrix_send(cluster_matrix_agg(region, industry, size))) FROM t;
SELECT cluster_ext_version();
DROP TABLE t;
