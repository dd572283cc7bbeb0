/* Industries that are where other industries are. */

CREATE TYPE @extschema@.coagglomeration_row AS (
    industry_a text, industry_b text,
    gamma double precision, colocation double precision, excess_colocation double precision);
COMMENT ON TYPE @extschema@.coagglomeration_row IS
'Row of coagglomeration';

CREATE FUNCTION @extschema@.coagglomeration(
    m @extschema@.cluster_matrix,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.coagglomeration_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_agglomeration_pairs';
COMMENT ON FUNCTION @extschema@.coagglomeration(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text) IS
'Ellison-Glaeser coagglomeration and Howard-Newman-Tarp colocation of every pair of industries, one row each. Undefined is NULL; 22023 for a region that the reference lacks.';

CREATE FUNCTION @extschema@.group_coagglomeration(
    m @extschema@.cluster_matrix,
    industries text[],
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS double precision
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_agglomeration_group';
COMMENT ON FUNCTION @extschema@.group_coagglomeration(@extschema@.cluster_matrix, text[], @extschema@.cluster_matrix, text) IS
'Ellison-Glaeser coagglomeration of a group of industries. 0 by chance, above 1 in small regions; NULL for fewer than two of them or one region; 22023 for a region that the reference lacks.';
