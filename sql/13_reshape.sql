/* Reshape: the same firms under other labels. */

CREATE FUNCTION @extschema@.coarsen(
    m @extschema@.cluster_matrix, region_digits integer, industry_digits integer)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_reshape_coarsen';
COMMENT ON FUNCTION @extschema@.coarsen(@extschema@.cluster_matrix, integer, integer) IS
'Adds cells up along code prefixes: keeps the first n characters of each label. NULL digits leave that side as it is, 0 makes it one group.';

CREATE FUNCTION @extschema@.subset(
    m @extschema@.cluster_matrix, regions text[] DEFAULT NULL, industries text[] DEFAULT NULL)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_reshape_subset';
COMMENT ON FUNCTION @extschema@.subset(@extschema@.cluster_matrix, text[], text[]) IS
'Only the cells of the named regions and industries. A NULL list keeps all; names that the matrix lacks are ignored.';

CREATE FUNCTION @extschema@.regroup(
    m @extschema@.cluster_matrix,
    regions_from text[] DEFAULT NULL, regions_to text[] DEFAULT NULL,
    industries_from text[] DEFAULT NULL, industries_to text[] DEFAULT NULL,
    shares double precision[] DEFAULT NULL,
    unmapped text DEFAULT 'error',
    others text DEFAULT NULL)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_reshape_regroup';
COMMENT ON FUNCTION @extschema@.regroup(@extschema@.cluster_matrix, text[], text[], text[], text[], double precision[], text, text) IS
'Regions and industries by other labels, as maps of them say. Merged ones are those of the firms with the new codes. With shares (0 to 1, adding up to 1 for each label; of the one map that is given) a label is split: sizes add up exactly, firms and moments of the parts are unknown. Labels that a map lacks raise 22023, stay (keep), are left out (drop), or go to the label others.';

CREATE FUNCTION @extschema@.transpose(m @extschema@.cluster_matrix)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_reshape_transpose';
COMMENT ON FUNCTION @extschema@.transpose(@extschema@.cluster_matrix) IS
'Regions become industries and industries regions. Sums of fourth powers belong to industries and become unknown.';
