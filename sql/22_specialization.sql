/* Specialization and diversity of regions. */

CREATE FUNCTION @extschema@.region_specialization(
    m @extschema@.cluster_matrix,
    group_digits integer DEFAULT 2,
    "of" text DEFAULT 'size',
    reference @extschema@.cluster_matrix DEFAULT NULL,
    OUT region text, OUT firms bigint, OUT size double precision, OUT industries integer,
    OUT herfindahl double precision, OUT gini double precision, OUT hoover double precision,
    OUT krugman double precision, OUT theil double precision, OUT entropy double precision,
    OUT related_variety double precision, OUT unrelated_variety double precision,
    OUT hachman double precision, OUT relative_diversity double precision)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_specialization_rows';
COMMENT ON FUNCTION @extschema@.region_specialization(@extschema@.cluster_matrix, integer, text, @extschema@.cluster_matrix) IS
'Specialization and diversity of every region, one row each. Undefined is NULL; 22023 for an industry that the reference lacks.';

CREATE FUNCTION @extschema@.specialization_decomposition(
    m @extschema@.cluster_matrix,
    industry_digits integer DEFAULT 2,
    "of" text DEFAULT 'size',
    OUT region text, OUT theil double precision, OUT between_groups double precision, OUT within_groups double precision)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_specialization_parts';
COMMENT ON FUNCTION @extschema@.specialization_decomposition(@extschema@.cluster_matrix, integer, text) IS
'Theil index of every region over industries, between and within groups of industries. Groups share their first characters; the parts add up, 0 or more each.';
