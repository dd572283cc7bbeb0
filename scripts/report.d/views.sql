-- What the report's sections have in common.  They read, in schema report, what prepare.sql makes of a register
-- (and scripts/demo of its own data):
--   periods (period, matrix)          a matrix for each year; one with a NULL period where there are no years
--   current (period, matrix)          the latest of them
--   change (period, matrix)           those whose years are compared; none, or one, where nothing can be
--   titles (code, title)              names of industries and regions
--   sectors (industry, sector)        a coarse grouping of the industries, for colours; may be empty
--   panel (period, measure, matrix), policies, setup 'report'   what policy risk is computed from; policies may be empty
--   history (period, measure, matrix) plants by year: what back-tests look at
--   borders (region, neighbour)       of a map, from both sides; a region without one beside itself
--   points (points)                   where the firms of the latest year stand; no row where nobody knows
--   subject (focus, change_focus, as_of)   one row: the region that "what next" looks at and that of change (NULL: chosen), and the year of the scores
SET client_min_messages = warning;

-- What labels are called.  A code that is both a region's and an industry's has a title of the kind whose other labels have more of them,
-- and none if that cannot be told.  Of several codes of a length with the same title each has its code behind it.
CREATE MATERIALIZED VIEW report.names AS
WITH matrices AS (SELECT matrix FROM report.periods UNION ALL SELECT matrix FROM report.change UNION ALL SELECT matrix FROM report.panel UNION ALL SELECT matrix FROM report.history),
    label AS (SELECT 'region' AS kind, region AS code FROM matrices, regions(matrix) UNION SELECT 'industry', industry FROM matrices, industries(matrix)),
    known AS (SELECT l.kind, l.code, t.title, count(*) OVER (PARTITION BY l.code) > 1 AS shared FROM label AS l LEFT JOIN report.titles AS t ON t.code = l.code),
    share AS (SELECT kind, coalesce(avg((title IS NOT NULL)::int) FILTER (WHERE NOT shared), 0) AS titled FROM known GROUP BY kind),
    called AS (SELECT k.kind, k.code, k.shared, CASE WHEN NOT k.shared OR own.titled > other.titled THEN k.title END AS title
               FROM known AS k JOIN share AS own ON own.kind = k.kind JOIN share AS other ON other.kind <> k.kind)
SELECT kind, code, shared, CASE WHEN title <> code AND count(*) OVER (PARTITION BY kind, length(code), coalesce(title, code)) > 1 THEN title || ' (' || code || ')' ELSE coalesce(title, code) END AS name
FROM called;
CREATE UNIQUE INDEX ON report.names (kind, code);

CREATE FUNCTION report.region(code text) RETURNS text STABLE LANGUAGE sql
RETURN coalesce((SELECT n.name FROM report.names AS n WHERE n.kind = 'region' AND n.code = $1), $1);
CREATE FUNCTION report.industry(code text) RETURNS text STABLE LANGUAGE sql
RETURN coalesce((SELECT n.name FROM report.names AS n WHERE n.kind = 'industry' AND n.code = $1), $1);

-- Sentences about policies look titles up without saying whether they are of a region.
CREATE VIEW report.plain_titles AS SELECT code, name AS title FROM report.names WHERE NOT shared;
UPDATE policy_risk_setups SET titles = 'report.plain_titles' WHERE setup = 'report';
-- Words of the policy model, in the page's language, which is that of the set-up.
CREATE FUNCTION report.phrase(key text) RETURNS text STABLE LANGUAGE sql
RETURN (SELECT p.phrase FROM policy_risk_setup('report') AS s JOIN policy_risk_phrases AS p USING (model, language) WHERE p.key = $1);

-- The evidence for a cluster: five firms at least, more of them than chance puts there, and a quotient above 1 also without its largest plants.
CREATE MATERIALIZED VIEW report.quotients AS
SELECT q.region, q.industry, q.firms, q.size, q.lq, q.lq_lower, q.lq_upper, q.p_adjusted, q.horizontal_cluster,
       coalesce(q.firms >= 5 AND q.p_adjusted < 0.01 AND coalesce(q.lq_lower, q.lq) > 1, false) AS strong
FROM report.current, location_quotients(matrix, bounds => 'plants_observed') AS q;
CREATE INDEX ON report.quotients (industry, region);

-- The clusters, from the most special on, and from the one with most beyond what the region would have at the overall share.
CREATE MATERIALIZED VIEW report.clusters AS
SELECT *, rank() OVER (ORDER BY strong DESC, coalesce(lq_lower, lq) DESC, size DESC, region, industry) AS place,
       rank() OVER (ORDER BY strong DESC, horizontal_cluster DESC, region, industry) AS place_by_size
FROM report.quotients WHERE lq > 1 AND coalesce(firms, 2) >= 2;
CREATE INDEX ON report.clusters (place);

-- The industries that a picture of one industry is worth drawing of: those of the largest clusters, one each.
CREATE MATERIALIZED VIEW report.featured AS
SELECT industry, rank() OVER (ORDER BY min(place_by_size), industry) AS place FROM report.clusters GROUP BY industry;

-- The region that "what next" looks at, if nobody named one: that of the largest strong cluster.
CREATE VIEW report.focus AS
SELECT coalesce((SELECT focus FROM report.subject), (SELECT region FROM report.clusters ORDER BY place_by_size LIMIT 1)) AS region;

-- The first and the last year, and the region whose change is looked at.
CREATE MATERIALIZED VIEW report.compared AS
SELECT a.period AS first, a.matrix AS base, b.period AS last, b.matrix AS final, coalesce(s.change_focus, f.region) AS focus
FROM report.change AS a, report.change AS b, report.subject AS s, report.focus AS f
WHERE a.period = (SELECT min(period) FROM report.change) AND b.period = (SELECT max(period) FROM report.change) AND a.period < b.period;

-- Industries that are large enough to tell what goes with what.
CREATE MATERIALIZED VIEW report.broad AS
SELECT subset(matrix, NULL, (SELECT array_agg(industry) FROM industries(matrix) WHERE coalesce(firms >= least(20, 0.002 * total.firms), size > 0))) AS matrix
FROM report.current, LATERAL (SELECT firms FROM summary(matrix)) AS total;

-- The years that back-tests look at: scored in the latest year after which three (or two, or one) have gone by, and learnt from those before.
CREATE VIEW report.tests AS
WITH pair AS (SELECT a.period AS scored, b.period - a.period AS horizon FROM report.history AS a JOIN report.history AS b ON b.period - a.period BETWEEN 1 AND 3),
    longest AS (SELECT horizon, max(scored) AS scored FROM pair GROUP BY horizon ORDER BY horizon DESC LIMIT 1)
SELECT scored, horizon, ARRAY(SELECT p.scored FROM pair AS p WHERE p.horizon = l.horizon AND p.scored + p.horizon <= l.scored ORDER BY 1) AS learnt FROM longest AS l;

-- Weights of the regions beside a region: all alike, and 1 together.  None where there is no map.
CREATE MATERIALIZED VIEW report.neighbours AS
SELECT neighbours_style(cluster_matrix_agg(region, neighbour, (region <> neighbour)::int), 'W') AS matrix FROM report.borders HAVING count(*) > 0;

-- Where firms stand, at 20,000 places at most: from more they are moved to the middles of square cells, as small as that allows.
CREATE MATERIALIZED VIEW report.places AS
WITH RECURSIVE coarser AS (
    SELECT 0::float8 AS side, points FROM report.points
    UNION ALL SELECT next.side, points_snap(p.points, next.side) FROM coarser AS c, report.points AS p, LATERAL (SELECT greatest(0.1, c.side * 1.4) AS side) AS next
    WHERE (SELECT places FROM points_summary(c.points)) > 20000
)
SELECT c.points, s.places FROM coarser AS c, report.points AS p, points_summary(p.points) AS s ORDER BY c.side DESC LIMIT 1;
