/* Build and merge: firms, published tables and other matrices into a matrix. */

CREATE FUNCTION @extschema@.cluster_matrix_accumulate(
    state @extschema@.cluster_matrix, region text, industry text, size double precision)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_build_text';
COMMENT ON FUNCTION @extschema@.cluster_matrix_accumulate(@extschema@.cluster_matrix, text, text, double precision) IS
'Adds one firm to a matrix; transition function of cluster_matrix_agg.';

CREATE FUNCTION @extschema@.cluster_matrix_accumulate(
    state @extschema@.cluster_matrix, region bigint, industry bigint, size double precision)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_build_int8';
COMMENT ON FUNCTION @extschema@.cluster_matrix_accumulate(@extschema@.cluster_matrix, bigint, bigint, double precision) IS
'Adds one firm with integer codes to a matrix; transition function of cluster_matrix_agg.';

CREATE FUNCTION @extschema@.cluster_matrix_accumulate(
    state @extschema@.cluster_matrix, region text, industry text, size double precision, copies integer)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_build_text';
COMMENT ON FUNCTION @extschema@.cluster_matrix_accumulate(@extschema@.cluster_matrix, text, text, double precision, integer) IS
'Adds so many copies of a firm to a matrix; transition function of cluster_matrix_agg.';

CREATE FUNCTION @extschema@.cluster_matrix_accumulate(
    state @extschema@.cluster_matrix, region bigint, industry bigint, size double precision, copies integer)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_build_int8';
COMMENT ON FUNCTION @extschema@.cluster_matrix_accumulate(@extschema@.cluster_matrix, bigint, bigint, double precision, integer) IS
'Adds so many copies of a firm with integer codes to a matrix; transition function of cluster_matrix_agg.';

CREATE FUNCTION @extschema@.cluster_matrix_accumulate(
    state @extschema@.cluster_matrix, region bigint, industry bigint, size double precision, region_width integer, industry_width integer)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_build_wide';
COMMENT ON FUNCTION @extschema@.cluster_matrix_accumulate(@extschema@.cluster_matrix, bigint, bigint, double precision, integer, integer) IS
'Adds one firm with integer codes of so many digits to a matrix; transition function of cluster_matrix_agg.';

CREATE FUNCTION @extschema@.cluster_matrix_accumulate_cell(
    state @extschema@.cluster_matrix, region text, industry text, firms bigint, size double precision,
    sum_squares double precision, largest double precision, second_largest double precision)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_build_cell';
COMMENT ON FUNCTION @extschema@.cluster_matrix_accumulate_cell(@extschema@.cluster_matrix, text, text, bigint,
    double precision, double precision, double precision, double precision) IS
'Adds one published cell to a matrix; transition function of cluster_matrix_from_cells.';

CREATE FUNCTION @extschema@.cluster_matrix_merge(
    state @extschema@.cluster_matrix, matrix @extschema@.cluster_matrix)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_build_merge';
COMMENT ON FUNCTION @extschema@.cluster_matrix_merge(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Adds a matrix to a matrix, a NULL adds nothing; combine function of every aggregate here.';

CREATE AGGREGATE @extschema@.cluster_matrix_agg(
    region text, industry text, size double precision) (
    SFUNC = @extschema@.cluster_matrix_accumulate,
    STYPE = @extschema@.cluster_matrix,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_matrix_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_matrix_agg(text, text, double precision) IS
'Region x industry matrix of firms. A row with a NULL is skipped and counted; a negative, NaN or infinite size raises 22023. NULL for no rows.';

CREATE AGGREGATE @extschema@.cluster_matrix_agg(
    region bigint, industry bigint, size double precision) (
    SFUNC = @extschema@.cluster_matrix_accumulate,
    STYPE = @extschema@.cluster_matrix,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_matrix_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_matrix_agg(bigint, bigint, double precision) IS
'Region x industry matrix of firms with integer codes, which become decimal labels. NULL rule and errors as for text codes.';

CREATE AGGREGATE @extschema@.cluster_matrix_agg(
    region text, industry text, size double precision, copies integer) (
    SFUNC = @extschema@.cluster_matrix_accumulate,
    STYPE = @extschema@.cluster_matrix,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_matrix_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_matrix_agg(text, text, double precision, integer) IS
'Region x industry matrix of firms that each count so many times, such as bootstrap_weight draws them. 0 copies add nothing, negative ones raise 22023. NULL rule and other errors as without copies.';

CREATE AGGREGATE @extschema@.cluster_matrix_agg(
    region bigint, industry bigint, size double precision, copies integer) (
    SFUNC = @extschema@.cluster_matrix_accumulate,
    STYPE = @extschema@.cluster_matrix,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_matrix_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_matrix_agg(bigint, bigint, double precision, integer) IS
'Region x industry matrix of firms with integer codes that each count so many times. NULL rule and errors as for text codes.';

CREATE AGGREGATE @extschema@.cluster_matrix_agg(
    region bigint, industry bigint, size double precision, region_width integer, industry_width integer) (
    SFUNC = @extschema@.cluster_matrix_accumulate,
    STYPE = @extschema@.cluster_matrix,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_matrix_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_matrix_agg(bigint, bigint, double precision, integer, integer) IS
'Region x industry matrix of firms with integer codes that get their leading zeros back. Labels have so many digits; a width of 0 or NULL leaves them as they are. 22023 for a code that is negative or has more digits. NULL rule and other errors as for text codes.';

CREATE AGGREGATE @extschema@.cluster_matrix_from_cells(
    region text, industry text, firms bigint, size double precision,
    sum_squares double precision, largest double precision, second_largest double precision) (
    SFUNC = @extschema@.cluster_matrix_accumulate_cell,
    STYPE = @extschema@.cluster_matrix,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_matrix_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_matrix_from_cells(text, text, bigint,
    double precision, double precision, double precision, double precision) IS
'Matrix of published cells. NULL firms, size, sum_squares, largest or second_largest are unknown, and what needs them is NULL; a row with neither firms nor size is skipped. Inconsistent moments raise 22023.';

CREATE AGGREGATE @extschema@.sum(@extschema@.cluster_matrix) (
    SFUNC = @extschema@.cluster_matrix_merge,
    STYPE = @extschema@.cluster_matrix,
    SSPACE = 200000,
    COMBINEFUNC = @extschema@.cluster_matrix_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.sum(@extschema@.cluster_matrix) IS
'Adds matrices cell by cell, exactly: the same bits in every order. NULLs are ignored; NULL for no rows.';

CREATE FUNCTION @extschema@.cluster_matrix_empty()
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_build_empty';
COMMENT ON FUNCTION @extschema@.cluster_matrix_empty() IS
'Matrix without regions, industries and firms: adding it changes nothing. For coalesce(sum(m), cluster_matrix_empty()), since m + NULL is NULL.';

CREATE FUNCTION @extschema@.cluster_matrix_add(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_build_add';
COMMENT ON FUNCTION @extschema@.cluster_matrix_add(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the + operator of cluster_matrix.';

CREATE FUNCTION @extschema@.cluster_matrix_subtract(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_build_subtract';
COMMENT ON FUNCTION @extschema@.cluster_matrix_subtract(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the - operator of cluster_matrix.';

CREATE OPERATOR @extschema@.+ (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_add,
    COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'adds two matrices cell by cell, exactly; NULL if one is NULL, as cluster_matrix_empty() is not';

CREATE OPERATOR @extschema@.- (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_subtract
);
COMMENT ON OPERATOR @extschema@.- (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'takes firms out again: the right side must be contained in the left (else 22023); largest sizes that cannot be derived become unknown';
