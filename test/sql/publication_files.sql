-- Files of what is published, line by line: CSV (RFC 4180), SDMX-CSV 1.0, tables for tau-ARGUS.
\pset null '-'
\pset tuples_only on
\pset format unaligned
\set SHOW_CONTEXT never
SELECT publication_csv_field(f) FROM unnest(ARRAY['plain', 'a,b', 'say "no"', E'two\nlines', '', NULL, ' ']) AS f;
-- Whatever dates and numbers look like elsewhere.
SET timezone = 'Asia/Shanghai';
SET datestyle = 'German';
SET extra_float_digits = -3;
CREATE TABLE files_published (id int, period int, as_of timestamptz, region text, industry text, value float8, "odd, name" boolean, conf_status text);
INSERT INTO files_published VALUES (10, 2024, '2024-12-31 00:00+00', '上海', 'x', 0.1::float8 + 0.2, true, 'F'), (2, 2024, '2024-12-31 00:00+00', 'a,b', '_T', NULL, NULL, 'C'), (3, 2023, NULL, '_T', 'x', NULL, false, 'F'), (4, 2024, NULL, '_T', 'x', 1e21, false, 'D');
SELECT publication_csv('files_published');
SELECT publication_sdmx_csv('files_published', 'OFFICE.SUB:JOBS_1(1.0)', region_dimension => 'GEO', fixed => '{FREQ=A,"UNIT=a,b"}');
SELECT publication_sdmx_csv('files_published', 'JOBS(1.0)');
SELECT publication_sdmx_csv('files_published', NULL);
SELECT publication_sdmx_csv('files_published', 'OFFICE:JOBS(1.0)', fixed => '{FREQ}');
SELECT publication_sdmx_csv('files_published', 'OFFICE:JOBS(1.0)', measure => 'none');
DROP TABLE files_published;
-- Two plants of (13001, 3111) have 60 and 30 of 100 jobs, of (13003, 3112) there is one.
CREATE TABLE files_firms AS SELECT v.r AS region, v.i AS industry, j AS jobs
FROM (VALUES ('13001', '3111', '{60,30,10}'::float8[]), ('13001', '3112', '{4,4,4.5,4}'), ('13003', '3111', '{5,5,5}'), ('13003', '3112', '{7}'), ('37001', '3111', '{8,8,8}'), ('37001', '3112', '{9,9,9}')) AS v(r, i, jobs), unnest(jobs) AS j;
CREATE VIEW files_source AS SELECT p AS period, cluster_matrix_agg(region, industry, jobs * CASE p WHEN '2023-Q4' THEN 1 ELSE 2 END) AS matrix FROM files_firms, unnest('{2023-Q4,2024-Q1}'::text[]) AS p GROUP BY p;
SELECT publish('files', 'files_source', 'files_mart', region_digits => '{2,5}', industry_digits => '{2,4}') > 0;
-- As data/tableinput/pp.rda of tau-ARGUS has it: table, metadata, hierarchies without their total.
SELECT publication_tau_argus('files', period => '2023-Q4');
SELECT count(*), bool_and(line ~ '^("[^"]+",){2}([0-9.]+,){4}[SUM],[0-9.]+,[0-9.]+$') FROM publication_tau_argus('files') AS line;
SELECT publication_tau_argus('files', 'rda');
SELECT publication_tau_argus('files', 'region');
SELECT publication_tau_argus('files', 'industry');
SELECT publication_tau_argus('files', 'hst');
SELECT publication_tau_argus('nothing');
-- By a tree: parts follow what they are parts of, whatever their names.
CREATE TABLE files_tree AS SELECT * FROM (VALUES ('13001', 'zone'), ('13003', 'zone'), ('37001', 'area'), ('zone', '_T'), ('area', '_T')) AS v(region, parent);
SELECT publish('files', 'files_source', 'files_mart', region_tree => 'files_tree', industry_digits => '{2,4}') > 0;
SELECT publication_tau_argus('files', 'region');
SELECT unpublish('files');
DELETE FROM publication_log;
DROP VIEW files_source;
DROP TABLE files_firms, files_tree;
DROP SCHEMA files_mart;
