/* Is what is near alike? */

CREATE TYPE @extschema@.moran_row AS (
    industry text,
    regions integer, islands integer, links bigint,
    moran double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    p_adjusted double precision,
    variance_normality double precision, z_normality double precision, p_normality double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.moran_row IS
'Row of moran';

CREATE FUNCTION @extschema@.moran(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'lq',
    industry text DEFAULT NULL,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS SETOF @extschema@.moran_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_moran_rows';
COMMENT ON FUNCTION @extschema@.moran(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text, integer, bigint, text) IS
'Moran''s I of each industry over regions: above its expectation where neighbours are alike. NULL where all values are equal or nothing is linked; no rows for a NULL matrix; 22023 for an industry that m lacks. Moran 1950; Cliff, Ord 1981.';

CREATE TYPE @extschema@.moran_values_row AS (
    regions integer, islands integer, links bigint,
    moran double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    variance_normality double precision, z_normality double precision, p_normality double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.moran_values_row IS
'Row of moran of columns';

CREATE FUNCTION @extschema@.moran(
    regions text[],
    "values" double precision[],
    neighbours @extschema@.cluster_matrix,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS @extschema@.moran_values_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_moran_values';
COMMENT ON FUNCTION @extschema@.moran(text[], double precision[], @extschema@.cluster_matrix, integer, bigint, text) IS
'Moran''s I of a value of regions: above its expectation where neighbours are alike. NULL where all are equal or nothing is linked, or for NULL arrays; 22023 for a region named twice. Moran 1950; Cliff, Ord 1981.';

CREATE TYPE @extschema@.geary_row AS (
    industry text,
    regions integer, islands integer, links bigint,
    geary double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    p_adjusted double precision,
    variance_normality double precision, z_normality double precision, p_normality double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.geary_row IS
'Row of geary';

CREATE FUNCTION @extschema@.geary(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'lq',
    industry text DEFAULT NULL,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS SETOF @extschema@.geary_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_geary_rows';
COMMENT ON FUNCTION @extschema@.geary(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text, integer, bigint, text) IS
'Geary''s C of each industry over regions, 0 or more: below 1 where neighbours are alike. NULL where all values are equal or nothing is linked; no rows for a NULL matrix; 22023 for an industry that m lacks. Geary 1954; Cliff, Ord 1981.';

CREATE TYPE @extschema@.geary_values_row AS (
    regions integer, islands integer, links bigint,
    geary double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    variance_normality double precision, z_normality double precision, p_normality double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.geary_values_row IS
'Row of geary of columns';

CREATE FUNCTION @extschema@.geary(
    regions text[],
    "values" double precision[],
    neighbours @extschema@.cluster_matrix,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS @extschema@.geary_values_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_geary_values';
COMMENT ON FUNCTION @extschema@.geary(text[], double precision[], @extschema@.cluster_matrix, integer, bigint, text) IS
'Geary''s C of a value of regions, 0 or more: below 1 where neighbours are alike. NULL where all are equal or nothing is linked, or for NULL arrays; 22023 for a region named twice. Geary 1954; Cliff, Ord 1981.';

CREATE TYPE @extschema@.getis_ord_row AS (
    industry text,
    regions integer, islands integer, links bigint,
    getis_ord double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    p_adjusted double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.getis_ord_row IS
'Row of getis_ord';

CREATE FUNCTION @extschema@.getis_ord(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'lq',
    industry text DEFAULT NULL,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS SETOF @extschema@.getis_ord_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_getis_ord_rows';
COMMENT ON FUNCTION @extschema@.getis_ord(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text, integer, bigint, text) IS
'Getis and Ord''s global G of each industry: above its expectation where large values are neighbours. NULL where all values are equal or nothing is linked; no rows for a NULL matrix; 22023 for an industry that m lacks. Getis, Ord 1992.';

CREATE TYPE @extschema@.getis_ord_values_row AS (
    regions integer, islands integer, links bigint,
    getis_ord double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.getis_ord_values_row IS
'Row of getis_ord of columns';

CREATE FUNCTION @extschema@.getis_ord(
    regions text[],
    "values" double precision[],
    neighbours @extschema@.cluster_matrix,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS @extschema@.getis_ord_values_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_getis_ord_values';
COMMENT ON FUNCTION @extschema@.getis_ord(text[], double precision[], @extschema@.cluster_matrix, integer, bigint, text) IS
'Getis and Ord''s global G of values of 0 or more: above its expectation where large ones are neighbours. NULL where all are equal or nothing is linked, or for NULL arrays; 22023 for a region named twice. Getis, Ord 1992.';
