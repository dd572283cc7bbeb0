/* Spatial concentration of industries. */

CREATE TYPE @extschema@.industry_concentration_row AS (
    industry text, firms bigint, size double precision, regions integer,
    herfindahl_firms double precision, cr1 double precision, herfindahl double precision,
    gini double precision, hoover double precision, theil double precision,
    mean_log_deviation double precision, krugman double precision, entropy double precision,
    ellison_glaeser double precision, ellison_glaeser_z double precision, ellison_glaeser_p double precision,
    maurel_sedillot double precision, devereux_griffith_simpson double precision, mori double precision, status text);
COMMENT ON TYPE @extschema@.industry_concentration_row IS
'Row of industry_concentration';

CREATE FUNCTION @extschema@.industry_concentration(
    m @extschema@.cluster_matrix,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size',
    area_regions text[] DEFAULT NULL,
    area double precision[] DEFAULT NULL,
    herfindahl_industries text[] DEFAULT NULL,
    herfindahl_firms double precision[] DEFAULT NULL)
RETURNS SETOF @extschema@.industry_concentration_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_concentration_rows';
COMMENT ON FUNCTION @extschema@.industry_concentration(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text[], double precision[], text[], double precision[]) IS
'Spatial concentration and agglomeration of every industry, one row each. Undefined is NULL, and status says why ellison_glaeser and maurel_sedillot are; 22023 for a region that the reference lacks, and for a Herfindahl that is not above 0 and at most 1.';

CREATE TYPE @extschema@.theil_decomposition_row AS (
    industry text, theil double precision, between_groups double precision, within_groups double precision);
COMMENT ON TYPE @extschema@.theil_decomposition_row IS
'Row of theil_decomposition';

CREATE FUNCTION @extschema@.theil_decomposition(
    m @extschema@.cluster_matrix,
    region_digits integer DEFAULT 2,
    "of" text DEFAULT 'size',
    regions_from text[] DEFAULT NULL, regions_to text[] DEFAULT NULL)
RETURNS SETOF @extschema@.theil_decomposition_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_concentration_parts';
COMMENT ON FUNCTION @extschema@.theil_decomposition(@extschema@.cluster_matrix, integer, text, text[], text[]) IS
'Theil index of every industry over regions, between groups of regions and within them. Groups share their first characters, or a map of labels takes them together. The parts add up, 0 or more each.';

CREATE TYPE @extschema@.locational_lorenz_row AS (
    region text, lq double precision, region_share double precision, industry_share double precision,
    gini double precision);
COMMENT ON TYPE @extschema@.locational_lorenz_row IS
'Row of locational_lorenz';

CREATE FUNCTION @extschema@.locational_lorenz(
    m @extschema@.cluster_matrix, industry text, "of" text DEFAULT 'size', points integer DEFAULT 1000)
RETURNS SETOF @extschema@.locational_lorenz_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_concentration_lorenz';
COMMENT ON FUNCTION @extschema@.locational_lorenz(@extschema@.cluster_matrix, text, text, integer) IS
'Lorenz curve of an industry over regions, ordered by location quotient. Cumulated shares of all industries and of this one, 0 to 1, thinned to at most `points` points; gini is that of the whole curve.';
