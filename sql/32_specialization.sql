/* Specialization and diversity of regions. */

CREATE TYPE @extschema@.region_specialization_row AS (
    region text, firms bigint, size double precision, industries integer,
    herfindahl double precision, gini double precision, hoover double precision,
    krugman double precision, theil double precision, entropy double precision,
    related_variety double precision, unrelated_variety double precision,
    hachman double precision, relative_diversity double precision);
COMMENT ON TYPE @extschema@.region_specialization_row IS
'Row of region_specialization';

CREATE FUNCTION @extschema@.region_specialization(
    m @extschema@.cluster_matrix,
    group_digits integer DEFAULT 2,
    "of" text DEFAULT 'size',
    reference @extschema@.cluster_matrix DEFAULT NULL,
    industries_from text[] DEFAULT NULL, industries_to text[] DEFAULT NULL)
RETURNS SETOF @extschema@.region_specialization_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_specialization_rows';
COMMENT ON FUNCTION @extschema@.region_specialization(@extschema@.cluster_matrix, integer, text, @extschema@.cluster_matrix, text[], text[]) IS
'Specialization and diversity of every region, one row each. Related variety is within groups of industries that share their first characters, or that a map of labels takes together. Undefined is NULL; 22023 for an industry that the reference or the map lacks.';

CREATE TYPE @extschema@.specialization_decomposition_row AS (
    region text, theil double precision, between_groups double precision, within_groups double precision);
COMMENT ON TYPE @extschema@.specialization_decomposition_row IS
'Row of specialization_decomposition';

CREATE FUNCTION @extschema@.specialization_decomposition(
    m @extschema@.cluster_matrix,
    industry_digits integer DEFAULT 2,
    "of" text DEFAULT 'size',
    industries_from text[] DEFAULT NULL, industries_to text[] DEFAULT NULL)
RETURNS SETOF @extschema@.specialization_decomposition_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_specialization_parts';
COMMENT ON FUNCTION @extschema@.specialization_decomposition(@extschema@.cluster_matrix, integer, text, text[], text[]) IS
'Theil index of every region over industries, between and within groups of industries. Groups share their first characters, or a map of labels takes them together; the parts add up, 0 or more each.';
