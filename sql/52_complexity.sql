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
