-- Tables for everybody: what they show and hide, what refreshes change, who may read.
\pset null '-'
SET extra_float_digits = 0;
\set SHOW_CONTEXT never
-- Each cell is four equal firms, but for (a, x), which is one. Least hidden with it: (a, y), (c, x), (c, y), 78 of all.
--      x   y   z
--  a   5  20  40
--  b  30  60  10
--  c  50   8  70
CREATE TABLE publish_firms AS SELECT 2023 + y AS year, r AS region, i AS industry, s / n::float8 AS jobs, 2 * s / n::float8 AS pay
FROM (VALUES ('a', 'x', 5, 1), ('a', 'y', 20, 4), ('a', 'z', 40, 4), ('b', 'x', 30, 4), ('b', 'y', 60, 4), ('b', 'z', 10, 4), ('c', 'x', 50, 4), ('c', 'y', 8, 4), ('c', 'z', 70, 4)) AS v(r, i, s, n),
     generate_series(1, n), generate_series(0, 1) AS y;
CREATE VIEW publish_source AS SELECT year, cluster_matrix_agg(region, industry, jobs) AS matrix, cluster_matrix_agg(region, industry, pay) AS pay FROM publish_firms GROUP BY year;
CREATE ROLE regress_publish_reader;
SELECT publish('jobs', 'publish_source', 'publish_mart', 'regress_publish_reader', period_column => 'year');
SELECT id, period, as_of AT TIME ZONE 'UTC' AS as_of, region, region_level AS rl, industry, industry_level AS il, n, value, round(lq::numeric, 4) AS lq,
    round(firms_lq::numeric, 4) AS firms_lq, round(firms_lq_lower::numeric, 4) AS lower, round(firms_lq_upper::numeric, 4) AS upper, conf_status AS s
FROM publish_mart.jobs WHERE period = 2023 ORDER BY id;
-- Both years are hidden alike, and nothing tells of what is hidden.
SELECT region, industry, string_agg(conf_status, '' ORDER BY period) FROM publish_mart.jobs WHERE conf_status <> 'F' GROUP BY 1, 2 ORDER BY 1, 2;
SELECT count(*) FROM publish_mart.jobs WHERE conf_status <> 'F' AND (n, value, lq, firms_lq, firms_lq_lower, firms_lq_upper) IS DISTINCT FROM (NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TEMP VIEW shown AS SELECT region, industry, value, conf_status FROM publish_mart.jobs WHERE period = 2023;
SELECT a.* FROM disclosure_audit('shown', '{0,1}', '{0,1}') AS a;
DROP VIEW shown;
-- A free cell that a measure does not have is not hidden; the firm of (a, x) finds out (a, y), which is not confidential.
CREATE VIEW publish_partly AS SELECT s.year, s.matrix, (SELECT cluster_matrix_agg(f.region, f.industry, f.pay) FROM publish_firms AS f WHERE f.year = s.year AND (f.region, f.industry) <> ('b', 'z')) AS pay FROM publish_source AS s;
SELECT publish('partly', 'publish_partly', 'publish_mart', period_column => 'year', measures => '{pay}', singletons => true);
SELECT region, industry, n, value, pay, conf_status FROM publish_mart.partly WHERE period = 2023 AND region IN ('_T', 'b') ORDER BY id;
SELECT unpublish('partly');
DELETE FROM publication_log WHERE publication = 'partly';
DROP VIEW publish_partly;
SELECT * FROM publish_mart.jobs_regions ORDER BY gid;
SELECT * FROM publish_mart.jobs_industries ORDER BY gid;
SELECT id, refreshed_at <= now() AS past FROM publish_mart.jobs_refreshed;
-- Every table and column says what it is; all but a few are never NULL.
SELECT c.relname, obj_description(c.oid, 'pg_class') FROM pg_class AS c WHERE relnamespace = 'publish_mart'::regnamespace AND relkind = 'r' ORDER BY 1;
SELECT count(*) FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND attnum > 0 WHERE relnamespace = 'publish_mart'::regnamespace AND relkind = 'r' AND col_description(c.oid, attnum) IS NULL;

-- A refresh rewrites what changed, and rows keep their keys. A firm of (b, z) grows by 2.5: that cell, its totals, and quotients against those.
CREATE TEMP TABLE was AS SELECT id, period, region, industry, xmin::text AS version FROM publish_mart.jobs;
CALL refresh_publication('jobs');
SELECT count(*) AS rows, count(*) FILTER (WHERE version = jobs.xmin::text) AS kept FROM publish_mart.jobs JOIN was USING (id, period, region, industry);
UPDATE publish_firms SET jobs = 5 WHERE ctid = (SELECT ctid FROM publish_firms WHERE (year, region, industry) = (2024, 'b', 'z') LIMIT 1);
CALL refresh_publication('jobs');
SELECT region, industry, value FROM publish_mart.jobs JOIN was USING (id, period, region, industry) WHERE version <> jobs.xmin::text AND period = 2024 AND 'b' || 'z' ~ (region || '|' || industry) ORDER BY id;
SELECT period, count(*) FROM publish_mart.jobs JOIN was USING (id, period, region, industry) WHERE version <> jobs.xmin::text GROUP BY 1;
-- A cell that is gone, and one that is new.
DELETE FROM publish_firms WHERE (year, region, industry) = (2024, 'c', 'z');
INSERT INTO publish_firms SELECT 2024, 'd', 'z', 5, 1 FROM generate_series(1, 4);
CALL refresh_publication('jobs');
SELECT inserted, updated > 0 AS updated, deleted, confidential, secondary > 0 AS secondary, status, ended >= started AS ended, version = cluster_ext_version() AS version, error FROM publication_log ORDER BY started;
SELECT j.period, j.region, j.industry, id > 32 AS new FROM publish_mart.jobs AS j LEFT JOIN was USING (id) WHERE was.id IS NULL ORDER BY id;

-- Titles, shapes and measures come and go with the definition; keys stay.
CREATE TABLE publish_titles (code text, language text, title text);
INSERT INTO publish_titles VALUES ('a', 'en', 'Ash'), ('a', 'de', 'Esche'), ('b', NULL, 'Birch'), ('_T', 'en', 'All, and more');
CREATE TABLE publish_shapes AS SELECT r AS region, box(point(0, 0), point(1, 1)) AS geom FROM unnest('{a,b}'::text[]) AS r;
SELECT publish('jobs', 'publish_source', 'publish_mart', 'regress_publish_reader', period_column => 'year', measures => '{pay}', region_titles => 'publish_titles', regions => 'publish_shapes');
SELECT * FROM publish_mart.jobs_regions ORDER BY gid;
SELECT count(*) FILTER (WHERE pay = 2 * value) AS twice, count(*) FILTER (WHERE (pay IS NULL) <> (value IS NULL)) AS torn, count(*) FILTER (WHERE region_title = 'Ash') AS ash, count(was.id) AS kept FROM publish_mart.jobs LEFT JOIN was USING (id);
SELECT publish('jobs', 'publish_source', 'publish_mart', period_column => 'year', language => 'de', region_titles => 'publish_titles') IS NOT NULL AS again;
SELECT * FROM publish_mart.jobs_regions WHERE region IN ('_T', 'a', 'b') ORDER BY gid;
SELECT count(*) FROM publication_columns((SELECT p FROM publications AS p), 'cells') AS c WHERE publication_attribute('publish_mart.jobs', c.name) = c.type;
-- Readers see what is published, while they are its readers, and nothing else.
SELECT has_table_privilege('regress_publish_reader', 'publish_mart.jobs', 'SELECT') AS no_more;
SELECT publish('jobs', 'publish_source', 'publish_mart', 'regress_publish_reader', period_column => 'year') IS NOT NULL AS again;
SET ROLE regress_publish_reader;
SELECT count(*) > 0 AS read FROM publish_mart.jobs, publish_mart.jobs_regions, publish_mart.jobs_industries, publish_mart.jobs_refreshed;
SELECT * FROM publications;
SELECT * FROM publication_log;
SELECT * FROM disclosure_rules;
SELECT * FROM publish_source;
SELECT publish('jobs', 'publish_source', 'publish_mart', period_column => 'year');
CALL refresh_publication('jobs');
RESET ROLE;

-- What is wrong is told, and changes nothing.
SELECT publish('jobs', 'publish_source', 'elsewhere', period_column => 'year');
SELECT publish('more', 'publish_source', 'publish_mart');
SELECT publish('more', 'publish_source', 'publish_mart', period_column => 'year', matrix_column => 'year');
SELECT publish('more', 'publish_source', 'publish_mart', period_column => 'year', measures => '{matrix,matrix}');
SELECT publish('more', 'publish_source', 'publish_mart', 'regress_publish_nobody', period_column => 'year');
SELECT publish('more', 'publish_source', 'publish_mart', period_column => 'year', regions => 'publish_titles');
SELECT publish('jobs', 'publish_source', 'publish_mart', period_column => 'matrix');
SELECT publish('', 'publish_source', 'publish_mart', period_column => 'year');
CALL refresh_publication('more');
SELECT unpublish('more');
SELECT publish(NULL, 'publish_source', 'publish_mart', period_column => 'year');
SELECT publish(repeat('x', 49), 'publish_source', 'publish_mart', period_column => 'year');
SELECT publish('more', 'publish_source', repeat('x', 64), period_column => 'year');
CREATE VIEW publish_sizes AS SELECT year, matrix, matrix AS size FROM publish_source;
SELECT publish('more', 'publish_sizes', 'publish_mart', period_column => 'year', measures => '{size}');
-- What is there already is not taken over, nor emptied by a source without rows.
CREATE TABLE publish_mart.more_regions (id integer);
SELECT publish('more', 'publish_source', 'publish_mart', period_column => 'year');
DROP TABLE publish_mart.more_regions;
CREATE VIEW publish_none AS SELECT * FROM publish_source WHERE year > 3000;
SELECT publish('more', 'publish_none', 'publish_mart', period_column => 'year');
-- A row is of who writes it, whoever it says: one's source is not another's code.
CREATE ROLE regress_publish_other;
GRANT SELECT, INSERT, UPDATE ON publications TO regress_publish_other;
BEGIN;
SET LOCAL ROLE regress_publish_other;
INSERT INTO publications SELECT (jsonb_populate_record(p, jsonb_build_object('publication', 'planted', 'publisher', session_user))).* FROM publications AS p WHERE publication = 'jobs';
UPDATE publications SET rule = 'other' WHERE publication = 'jobs';
SELECT publication, publisher FROM publications ORDER BY 1;
RESET ROLE;
CALL refresh_publication('planted');
ROLLBACK;
REVOKE ALL ON publications FROM regress_publish_other;
DROP ROLE regress_publish_other;
DROP VIEW publish_sizes, publish_none;
-- What sums give away is not published, whoever made the pattern: 65 - 20 - 40.
CREATE TEMP TABLE publication_stage AS SELECT period, region, industry, coalesce(value, 5) AS size, n AS firms, conf_status AS status, 0::float8 AS protection, false AS exposed FROM publish_mart.jobs WHERE period = 2023 AND conf_status <> 'D'
UNION ALL SELECT 2023, r, i, s, 4, 'F', 0, false FROM (VALUES ('a', 'y', 20), ('c', 'x', 50), ('c', 'y', 8)) AS v(r, i, s);
SELECT publication_audit(p, '2023') FROM publications AS p;
UPDATE publication_stage SET status = 'D' WHERE (region, industry) IN (('a', 'y'), ('c', 'x'), ('c', 'y'));
SELECT publication_audit(p, '2023') FROM publications AS p;
UPDATE publication_stage SET exposed = true WHERE (region, industry) = ('a', 'x');
SELECT publication_audit(p, '2023') FROM publications AS p;
DROP VIEW pg_temp.publication_audited;
DROP TABLE pg_temp.publication_stage;
-- Two matrices of a period: nothing is written, and the log tells. In a transaction block the error alone does.
CREATE OR REPLACE VIEW publish_source AS SELECT year, cluster_matrix_agg(region, industry, jobs) AS matrix, cluster_matrix_agg(region, industry, pay) AS pay FROM publish_firms GROUP BY year, region;
CALL refresh_publication('jobs');
CALL refresh_publications();
BEGIN;
CALL refresh_publication('jobs');
COMMIT;
CREATE OR REPLACE VIEW publish_source AS SELECT NULL::int AS year, cluster_matrix_empty() AS matrix, NULL::cluster_matrix AS pay;
CALL refresh_publication('jobs');
SELECT status, inserted, error_code, error, error_detail, error_hint FROM publication_log WHERE status = 'failed' ORDER BY started;
SELECT count(*) FROM publish_mart.jobs WHERE period = 2024;

SELECT unpublish('jobs');
SELECT count(*) FROM pg_class WHERE relnamespace = 'publish_mart'::regnamespace;
SELECT count(*) FROM publications;
DELETE FROM publication_log;
DROP VIEW publish_source;
DROP TABLE publish_firms, publish_titles, publish_shapes;
DROP SCHEMA publish_mart;
DROP ROLE regress_publish_reader;
