/* Where is what is near alike? */

CREATE TYPE @extschema@.local_moran_row AS (
    industry text, region text,
    value double precision, neighbours integer, z double precision, lag double precision,
    local_moran double precision, expectation double precision, variance double precision, z_score double precision,
    p_value double precision, p_adjusted double precision, p_permutation double precision, p_permutation_adjusted double precision,
    quadrant text);
COMMENT ON TYPE @extschema@.local_moran_row IS
'Row of local_moran';

CREATE FUNCTION @extschema@.local_moran(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'lq',
    industry text DEFAULT NULL,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    variance text DEFAULT 'population')
RETURNS SETOF @extschema@.local_moran_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_local_moran_rows';
COMMENT ON FUNCTION @extschema@.local_moran(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text, integer, bigint, text) IS
'Local Moran''s I: which regions are like their neighbours, and which differ. A row for each industry and region; NULL without a value or without neighbours, no rows for NULL; 22023 for an industry that the matrix lacks. Anselin 1995; Sokal, Oden, Thomson 1998.';

CREATE TYPE @extschema@.local_moran_values_row AS (
    region text,
    value double precision, neighbours integer, z double precision, lag double precision,
    local_moran double precision, expectation double precision, variance double precision, z_score double precision,
    p_value double precision, p_adjusted double precision, p_permutation double precision, p_permutation_adjusted double precision,
    quadrant text);
COMMENT ON TYPE @extschema@.local_moran_values_row IS
'Row of local_moran of columns';

CREATE FUNCTION @extschema@.local_moran(
    regions text[],
    "values" double precision[],
    neighbours @extschema@.cluster_matrix,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    variance text DEFAULT 'population')
RETURNS SETOF @extschema@.local_moran_values_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_local_moran_values';
COMMENT ON FUNCTION @extschema@.local_moran(text[], double precision[], @extschema@.cluster_matrix, integer, bigint, text) IS
'Local Moran''s I: which regions are like their neighbours, and which differ. A row for each region; NULL without a value or without neighbours, no rows for NULL; 22023 for a region named twice. Anselin 1995; Sokal, Oden, Thomson 1998.';

CREATE TYPE @extschema@.local_getis_ord_row AS (
    industry text, region text,
    value double precision, neighbours integer,
    g double precision, expectation double precision, variance double precision, z_score double precision,
    p_value double precision, p_adjusted double precision, p_permutation double precision, p_permutation_adjusted double precision);
COMMENT ON TYPE @extschema@.local_getis_ord_row IS
'Row of local_getis_ord';

CREATE FUNCTION @extschema@.local_getis_ord(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'lq',
    industry text DEFAULT NULL,
    star boolean DEFAULT true,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.local_getis_ord_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_local_getis_ord_rows';
COMMENT ON FUNCTION @extschema@.local_getis_ord(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text, boolean, integer, bigint) IS
'Gi* (star => false: Gi): around which regions values are large, hot spots, or small, cold spots. A row for each industry and region; NULL without a value or without neighbours, no rows for NULL; 22023 for an industry that the matrix lacks. Getis, Ord 1992; Ord, Getis 1995.';

CREATE TYPE @extschema@.local_getis_ord_values_row AS (
    region text,
    value double precision, neighbours integer,
    g double precision, expectation double precision, variance double precision, z_score double precision,
    p_value double precision, p_adjusted double precision, p_permutation double precision, p_permutation_adjusted double precision);
COMMENT ON TYPE @extschema@.local_getis_ord_values_row IS
'Row of local_getis_ord of columns';

CREATE FUNCTION @extschema@.local_getis_ord(
    regions text[],
    "values" double precision[],
    neighbours @extschema@.cluster_matrix,
    star boolean DEFAULT true,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.local_getis_ord_values_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_local_getis_ord_values';
COMMENT ON FUNCTION @extschema@.local_getis_ord(text[], double precision[], @extschema@.cluster_matrix, boolean, integer, bigint) IS
'Gi* (star => false: Gi): around which regions values are large, hot spots, or small, cold spots. A row for each region; NULL without a value or without neighbours, no rows for NULL; 22023 for a region named twice. Getis, Ord 1992; Ord, Getis 1995.';
