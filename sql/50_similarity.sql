/* How alike what two regions do is. */

CREATE TYPE @extschema@.structural_similarity_row AS (
    region_a text, region_b text,
    unido double precision, finger_kreinin double precision, krugman double precision, jaccard double precision);
COMMENT ON TYPE @extschema@.structural_similarity_row IS
'Row of structural_similarity';

CREATE FUNCTION @extschema@.structural_similarity(
    m @extschema@.cluster_matrix,
    minimum double precision DEFAULT 0,
    by text DEFAULT 'unido',
    threshold double precision DEFAULT 1,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.structural_similarity_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_similarity_pairs';
COMMENT ON FUNCTION @extschema@.structural_similarity(@extschema@.cluster_matrix, double precision, text, double precision, @extschema@.cluster_matrix, text) IS
'How alike the industry mixes of regions are, one row for every pair with a common industry. Other pairs have 0, 0, 2, 0; 22023 for an industry that the reference lacks. UNIDO 1979; Finger, Kreinin 1979; Krugman 1991.';

CREATE TYPE @extschema@.structural_similarity_to_row AS (
    region text,
    unido double precision, finger_kreinin double precision, krugman double precision, jaccard double precision);
COMMENT ON TYPE @extschema@.structural_similarity_to_row IS
'Row of structural_similarity_to';

CREATE FUNCTION @extschema@.structural_similarity_to(
    m @extschema@.cluster_matrix,
    region text DEFAULT NULL,
    threshold double precision DEFAULT 1,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.structural_similarity_to_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_similarity_to';
COMMENT ON FUNCTION @extschema@.structural_similarity_to(@extschema@.cluster_matrix, text, double precision, @extschema@.cluster_matrix, text) IS
'How alike the industry mix of every region and that of one region is, or that of all regions for a NULL region. NULL for a region without any; 22023 for a region that the matrix lacks.';
