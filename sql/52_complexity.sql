/* How many and how rare the industries of regions are, and what regions could grow next. */

CREATE TYPE @extschema@.region_complexity_row AS (
    region text, diversity integer, average_ubiquity double precision,
    eci double precision, fitness double precision, outlook double precision,
    component integer, status text, fitness_status text, diversity_correlation double precision);
COMMENT ON TYPE @extschema@.region_complexity_row IS
'Row of region_complexity';

CREATE FUNCTION @extschema@.region_complexity(
    m @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    method text DEFAULT 'eigenvector',
    steps integer DEFAULT 20,
    scale text DEFAULT 'eci',
    fitness_steps integer DEFAULT 200,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size',
    own_industry boolean DEFAULT true)
RETURNS SETOF @extschema@.region_complexity_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_complexity_regions';
COMMENT ON FUNCTION @extschema@.region_complexity(@extschema@.cluster_matrix, double precision, text, integer, text, integer, @extschema@.cluster_matrix, text, boolean) IS
'Economic complexity, fitness and complexity outlook of every region, one row each. Undefined is NULL, and status says why; it also tells where diversity hardly decides the sign. 22023 for an unknown method or scale. Hausmann et al. 2014; Tacchella et al. 2012.';

CREATE TYPE @extschema@.industry_complexity_row AS (
    industry text, ubiquity integer, average_diversity double precision,
    pci double precision, quality double precision,
    component integer, status text, fitness_status text);
COMMENT ON TYPE @extschema@.industry_complexity_row IS
'Row of industry_complexity';

CREATE FUNCTION @extschema@.industry_complexity(
    m @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    method text DEFAULT 'eigenvector',
    steps integer DEFAULT 20,
    scale text DEFAULT 'eci',
    fitness_steps integer DEFAULT 200,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.industry_complexity_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_complexity_industries';
COMMENT ON FUNCTION @extschema@.industry_complexity(@extschema@.cluster_matrix, double precision, text, integer, text, integer, @extschema@.cluster_matrix, text) IS
'Complexity and quality of every industry, one row each. Undefined is NULL, and status says why; 22023 for an unknown method or scale. Hausmann et al. 2014; Tacchella et al. 2012.';

CREATE TYPE @extschema@.opportunity_gain_row AS (
    region text, industry text, present boolean, density double precision,
    pci double precision, gain double precision, status text);
COMMENT ON TYPE @extschema@.opportunity_gain_row IS
'Row of opportunity_gain';

CREATE FUNCTION @extschema@.opportunity_gain(
    m @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    method text DEFAULT 'proximity',
    own_industry boolean DEFAULT NULL,
    relatedness @extschema@.cluster_matrix DEFAULT NULL,
    margins text DEFAULT NULL,
    scale text DEFAULT 'eci',
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size',
    region text DEFAULT NULL)
RETURNS SETOF @extschema@.opportunity_gain_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_complexity_opportunities';
COMMENT ON FUNCTION @extschema@.opportunity_gain(@extschema@.cluster_matrix, double precision, text, boolean, @extschema@.cluster_matrix, text, text, @extschema@.cluster_matrix, text, text) IS
'How near every industry is to what a region has, how complex, and what others it would bring nearer. One row for every pair (of one region, if given), industry by industry; gain is NULL where the industry is present, or has no complexity. Hausmann et al. 2014.';

CREATE TYPE @extschema@.region_opportunities_row AS (
    industry text, present boolean, lq double precision, firms bigint, size double precision,
    industry_firms bigint, industry_size double precision, density double precision, mean_density double precision,
    pci double precision, eci double precision, gain double precision, quadrant text, status text);
COMMENT ON TYPE @extschema@.region_opportunities_row IS
'Row of region_opportunities';

CREATE FUNCTION @extschema@.region_opportunities(
    m @extschema@.cluster_matrix,
    region text,
    threshold double precision DEFAULT 1,
    method text DEFAULT 'proximity',
    own_industry boolean DEFAULT NULL,
    relatedness @extschema@.cluster_matrix DEFAULT NULL,
    margins text DEFAULT NULL,
    scale text DEFAULT 'eci',
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.region_opportunities_row
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 500
AS $$
-- Whatever expression the caller passes is computed once.  That rows are of the region tells the planner how few they are.
WITH given AS MATERIALIZED (SELECT $1 AS m, coalesce($9, $1) AS whole WHERE $2 IS NOT NULL),
gain AS MATERIALIZED (
    SELECT g.* FROM given, LATERAL @extschema@.opportunity_gain(given.m, $3, $4, $5, $6, $7, $8, $9, $10, $2) AS g WHERE g.region OPERATOR(pg_catalog.=) $2),
-- The region, and the whole that its quotients are of; nobody looks at the fitness here.
place AS MATERIALIZED (
    SELECT e.eci, e.status, r.firms, r.size, s.firms AS whole_firms, s.size AS whole_size,
           (SELECT pg_catalog.avg(g.density ORDER BY g.industry COLLATE pg_catalog."C") FROM gain AS g) AS density
    FROM given, LATERAL @extschema@.region_complexity(given.m, $3, scale => $8, fitness_steps => 1, reference => $9, "of" => $10) AS e,
        LATERAL @extschema@.regions(given.m) AS r, LATERAL @extschema@.summary(given.whole) AS s
    WHERE e.region OPERATOR(pg_catalog.=) $2 AND r.region OPERATOR(pg_catalog.=) $2 LIMIT 1),
cell AS (SELECT c.* FROM given, LATERAL @extschema@.cells(@extschema@.subset(given.m, ARRAY[$2], NULL)) AS c WHERE c.region OPERATOR(pg_catalog.=) $2),
total AS (SELECT i.* FROM given, LATERAL @extschema@.industries(given.m) AS i),
whole AS (SELECT i.* FROM given, LATERAL @extschema@.industries(given.whole) AS i),
found AS (
    SELECT g.*, p.density AS mean_density, p.eci, CASE WHEN g.pci IS NULL THEN g.status ELSE p.status END AS why,
           g.density OPERATOR(pg_catalog.>) (p.density OPERATOR(pg_catalog.+) '1e-10') AS near, g.pci OPERATOR(pg_catalog.>) (p.eci OPERATOR(pg_catalog.+) '1e-10') AS complex,
           CASE WHEN c.industry IS NULL THEN '0' ELSE c.firms END AS firms, CASE WHEN c.industry IS NULL THEN '0' ELSE c.size END AS size,
           t.firms AS industry_firms, t.size AS industry_size,
           p.firms AS place_firms, p.size AS place_size, w.firms AS shared_firms, w.size AS shared_size, p.whole_firms, p.whole_size
    FROM gain AS g CROSS JOIN place AS p
    JOIN total AS t ON t.industry OPERATOR(pg_catalog.=) g.industry
    LEFT JOIN whole AS w ON w.industry OPERATOR(pg_catalog.=) g.industry
    LEFT JOIN cell AS c ON c.industry OPERATOR(pg_catalog.=) g.industry)
SELECT industry, present,
       CASE WHEN $10 OPERATOR(pg_catalog.=) 'firms' THEN @extschema@.location_quotient(firms, place_firms, shared_firms, whole_firms)
            ELSE @extschema@.location_quotient(size, place_size, shared_size, whole_size) END,
       firms, size, industry_firms, industry_size, density, mean_density, pci, eci, gain,
       CASE WHEN present THEN 'present' WHEN present IS NULL OR near IS NULL OR complex IS NULL THEN NULL
            WHEN near AND complex THEN 'near and complex' WHEN near THEN 'near' WHEN complex THEN 'complex' ELSE 'far' END,
       why
FROM found ORDER BY industry COLLATE pg_catalog."C"
$$;
COMMENT ON FUNCTION @extschema@.region_opportunities(@extschema@.cluster_matrix, text, double precision, text, boolean, @extschema@.cluster_matrix, text, text, @extschema@.cluster_matrix, text) IS
'What one region could grow next: every industry with what opportunity_gain says of it and what it is there. Firms, size and location quotient there, firms and size of all regions, and a quadrant: present, or by density above the region''s mean and PCI above its ECI near and complex, near, complex or far; NULL where one is undefined. 22023 for an unknown region; no row for NULL. Hausmann et al. 2014; Balland et al. 2019.';
