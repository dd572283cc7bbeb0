/* Spatial concentration of industries. */

CREATE FUNCTION @extschema@.industry_concentration(
    m @extschema@.cluster_matrix,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size',
    area_regions text[] DEFAULT NULL,
    area double precision[] DEFAULT NULL,
    OUT industry text, OUT firms bigint, OUT size double precision, OUT regions integer,
    OUT herfindahl_firms double precision, OUT cr1 double precision, OUT herfindahl double precision,
    OUT gini double precision, OUT hoover double precision, OUT theil double precision,
    OUT mean_log_deviation double precision, OUT krugman double precision, OUT entropy double precision,
    OUT ellison_glaeser double precision, OUT ellison_glaeser_z double precision, OUT ellison_glaeser_p double precision,
    OUT maurel_sedillot double precision, OUT devereux_griffith_simpson double precision, OUT mori double precision)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_concentration_rows';
COMMENT ON FUNCTION @extschema@.industry_concentration(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text[], double precision[]) IS
'Spatial concentration and agglomeration of every industry, one row each. Undefined is NULL; 22023 for a region that the reference lacks.';

CREATE FUNCTION @extschema@.theil_decomposition(
    m @extschema@.cluster_matrix,
    region_digits integer DEFAULT 2,
    "of" text DEFAULT 'size',
    OUT industry text, OUT theil double precision, OUT between_groups double precision, OUT within_groups double precision)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_concentration_parts';
COMMENT ON FUNCTION @extschema@.theil_decomposition(@extschema@.cluster_matrix, integer, text) IS
'Theil index of every industry over regions, between groups of regions (same first characters) and within them. The parts add up, 0 or more each.';

CREATE FUNCTION @extschema@.locational_lorenz(
    m @extschema@.cluster_matrix, industry text, "of" text DEFAULT 'size', points integer DEFAULT 1000,
    OUT region text, OUT lq double precision, OUT region_share double precision, OUT industry_share double precision,
    OUT gini double precision)
RETURNS SETOF record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_concentration_lorenz';
COMMENT ON FUNCTION @extschema@.locational_lorenz(@extschema@.cluster_matrix, text, text, integer) IS
'Lorenz curve of an industry over regions, ordered by location quotient. Cumulated shares of all industries and of this one, 0 to 1, thinned to at most `points` points; gini is that of the whole curve.';
