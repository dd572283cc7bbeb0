-- From the rows that were read to what the sections read; views.sql says what that is.
-- psql's variables: rows (auto, firms or cells), region_digits and industry_digits (empty: whole codes), focus (empty:
-- chosen), unit (jobs, size or firms), language (of the page).
SET client_min_messages = warning;
ANALYZE report.firms;

CREATE TABLE report.read AS
SELECT year AS period, cluster_matrix_agg(region, industry, coalesce(size, 1)) AS matrix FROM report.firms GROUP BY year;

-- Are the rows firms, or cells of a table?  Those of a table say how many firms they stand for, or are one for each pair and most pairs have one.
SELECT :'rows' = 'cells' OR :'rows' = 'auto' AND (EXISTS (SELECT FROM report.firms WHERE firms IS NOT NULL)
           OR EXISTS (SELECT FROM report.firms WHERE size IS NOT NULL) AND coalesce(bool_and(s.cells = s.firms AND s.cells > 1 AND s.cells * 3 >= s.regions::bigint * s.industries), false)) AS cells
FROM report.read, summary(matrix) AS s \gset
-- Published numbers of firms may be means of months: where there are jobs, there is one.
\if :cells
UPDATE report.read AS r SET matrix = c.matrix
FROM (SELECT year, cluster_matrix_from_cells(region, industry, CASE WHEN size > 0 AND firms < 1 THEN 1 ELSE round(firms)::bigint END, coalesce(size, firms), NULL, NULL, NULL) AS matrix
      FROM report.firms WHERE firms IS DISTINCT FROM 0 OR size IS NOT NULL GROUP BY year) AS c WHERE c.year IS NOT DISTINCT FROM r.period;
\endif

CREATE TABLE report.periods AS
SELECT period, coarsen(matrix, nullif(:'region_digits', '')::int, nullif(:'industry_digits', '')::int) AS matrix FROM report.read;
UPDATE report.policies SET region = coalesce(left(region, nullif(:'region_digits', '')::int), region), industry = coalesce(left(industry, nullif(:'industry_digits', '')::int), industry);

CREATE MATERIALIZED VIEW report.current AS SELECT period, matrix FROM report.periods ORDER BY period DESC NULLS LAST LIMIT 1;
CREATE VIEW report.change AS SELECT period, matrix FROM report.periods WHERE period IS NOT NULL;

-- Firms that have a place; rows of a published table are none.
CREATE MATERIALIZED VIEW report.points AS
SELECT cluster_points_agg(f.lon, f.lat, coalesce(left(f.industry, nullif(:'industry_digits', '')::int), f.industry)) AS points
FROM report.firms AS f, report.current AS c WHERE NOT :'cells' AND f.lon IS NOT NULL AND f.year IS NOT DISTINCT FROM c.period HAVING count(*) > 0;

-- Plants by year, each of size 1, where their number is known.
CREATE MATERIALIZED VIEW report.history AS
SELECT p.period, 'establishments'::text AS measure, cluster_matrix_from_cells(c.region, c.industry, c.firms, c.firms, c.firms, 1, CASE WHEN c.firms > 1 THEN 1 END) AS matrix
FROM report.periods AS p, cells(p.matrix) AS c WHERE p.period IS NOT NULL AND c.firms > 0 GROUP BY p.period;
CREATE UNIQUE INDEX ON report.history (period, measure);

-- Sizes that are no jobs are output to the model: no number of workers is asked of them.  A register without years is of this year.
CREATE MATERIALIZED VIEW report.panel AS
SELECT coalesce(period, extract(year FROM current_date)::int) AS period, CASE :'unit' WHEN 'jobs' THEN 'employment' WHEN 'size' THEN 'output' ELSE 'establishments' END AS measure, matrix FROM report.periods
UNION ALL SELECT period, measure, matrix FROM report.history WHERE :'unit' <> 'firms';
CREATE UNIQUE INDEX ON report.panel (period, measure);

-- Sectors: the first two digits, if most of them have a title, which is not that of a region.
CREATE MATERIALIZED VIEW report.sectors AS
WITH prefix AS (
    SELECT i.industry, t.title FROM report.current, industries(matrix) AS i
    LEFT JOIN report.titles AS t ON t.code = left(i.industry, 2) AND t.code <> i.industry AND t.code NOT IN (SELECT region FROM report.current, regions(matrix))
)
SELECT industry, title AS sector FROM prefix WHERE title IS NOT NULL AND (SELECT count(title) * 10 >= count(*) * 7 FROM prefix);

SELECT policy_risk_copy_model('standard', 'report', 'standard, for data that tell little') \g /dev/null
UPDATE policy_risk_models SET minimum_coverage = 0.3 WHERE model = 'report';
INSERT INTO policy_risk_setups (setup, panel, policies, titles, model, measure, language)
SELECT 'report', 'report.panel', 'report.policies', 'report.titles', 'report', measure, :'language' FROM report.panel ORDER BY measure = 'establishments' LIMIT 1;

-- The focus as it was named: by its code, by more digits of it than are looked at, or by its title; NULL if there is no such region.
CREATE TABLE report.subject AS
SELECT (SELECT r.region FROM report.current, regions(matrix) AS r LEFT JOIN report.titles AS t ON t.code = r.region
        WHERE :'focus' IN (r.region, t.title) OR r.region = left(:'focus', nullif(:'region_digits', '')::int) ORDER BY r.region = :'focus' DESC, r.region LIMIT 1) AS focus,
       NULL::text AS change_focus, (SELECT max(period) FROM report.panel) AS as_of;
