/* Which industries are found in the same regions, the network that they make, and what is close to a region's own. */

CREATE TYPE @extschema@.industry_relatedness_row AS (
    industry_a text, industry_b text, relatedness double precision,
    cooccurrences integer, occurrences_a integer, occurrences_b integer);
COMMENT ON TYPE @extschema@.industry_relatedness_row IS
'Row of industry_relatedness';

CREATE FUNCTION @extschema@.industry_relatedness(
    m @extschema@.cluster_matrix,
    method text DEFAULT 'proximity',
    threshold double precision DEFAULT 1,
    margins text DEFAULT NULL,
    minimum double precision DEFAULT NULL,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.industry_relatedness_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_relatedness_pairs';
COMMENT ON FUNCTION @extschema@.industry_relatedness(@extschema@.cluster_matrix, text, double precision, text, double precision, @extschema@.cluster_matrix, text) IS
'How related industries are that are present in the same regions, one row for each such pair. Other pairs have relatedness 0; NULL where the method is undefined. 22023 for an unknown method. Hidalgo et al. 2007; Steijn 2021.';

CREATE TYPE @extschema@.industry_space_row AS (
    industry_a text, industry_b text, relatedness double precision, backbone boolean);
COMMENT ON TYPE @extschema@.industry_space_row IS
'Row of industry_space';

CREATE FUNCTION @extschema@.industry_space(
    m @extschema@.cluster_matrix,
    minimum double precision DEFAULT 0.55,
    method text DEFAULT 'proximity',
    threshold double precision DEFAULT 1,
    margins text DEFAULT NULL,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.industry_space_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 2000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_relatedness_space';
COMMENT ON FUNCTION @extschema@.industry_space(@extschema@.cluster_matrix, double precision, text, double precision, text, @extschema@.cluster_matrix, text) IS
'The network of related industries: its backbone (maximum spanning tree) and all links of at least a minimum. One row for each link; industries related to none have no row. Arguments as of industry_relatedness. Hidalgo et al. 2007; Neffke et al. 2011.';

CREATE TYPE @extschema@.relatedness_density_row AS (
    region text, industry text, present boolean, density double precision);
COMMENT ON TYPE @extschema@.relatedness_density_row IS
'Row of relatedness_density';

CREATE FUNCTION @extschema@.relatedness_density(
    m @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    method text DEFAULT 'proximity',
    own_industry boolean DEFAULT NULL,
    relatedness @extschema@.cluster_matrix DEFAULT NULL,
    margins text DEFAULT NULL,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size',
    region text DEFAULT NULL)
RETURNS SETOF @extschema@.relatedness_density_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_relatedness_density';
COMMENT ON FUNCTION @extschema@.relatedness_density(@extschema@.cluster_matrix, double precision, text, boolean, @extschema@.cluster_matrix, text, @extschema@.cluster_matrix, text, text) IS
'How close every industry is to what a region has: the region''s share in its relatedness to all, 0 to 1. One row for every pair (of one region, if given), industry by industry; NULL for an industry related to none. Hidalgo et al. 2007.';
