/* Assembled from sql/NN_topic.sql by the Makefile: edit the parts. */
\echo Use "CREATE EXTENSION cluster_ext" to load this file. \quit
/*
 * The extension is trusted: for whoever owns the database this runs with a superuser's rights, in a schema that others may
 * have filled.  With this path nothing that has no schema, no operator between any two types, is ever looked up there;
 * what is made here is named with its schema.
 */
SET LOCAL search_path = pg_catalog, pg_temp;
/* The type cluster_matrix: input and output, equality, hashing. */

CREATE TYPE @extschema@.cluster_matrix;

CREATE FUNCTION @extschema@.cluster_matrix_in(cstring)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_matrix_in';
COMMENT ON FUNCTION @extschema@.cluster_matrix_in(cstring) IS
'Input function of cluster_matrix. Raises 22P02 on malformed text.';

CREATE FUNCTION @extschema@.cluster_matrix_out(@extschema@.cluster_matrix)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_matrix_out';
COMMENT ON FUNCTION @extschema@.cluster_matrix_out(@extschema@.cluster_matrix) IS
'Output function of cluster_matrix: lossless JSON, readable up to 4096 stored bytes, compact beyond.';

CREATE FUNCTION @extschema@.cluster_matrix_recv(internal)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_matrix_recv';
COMMENT ON FUNCTION @extschema@.cluster_matrix_recv(internal) IS
'Binary input function of cluster_matrix. Raises 22P03 on malformed bytes.';
REVOKE EXECUTE ON FUNCTION @extschema@.cluster_matrix_recv(internal) FROM PUBLIC;

CREATE FUNCTION @extschema@.cluster_matrix_send(@extschema@.cluster_matrix)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_matrix_send';
COMMENT ON FUNCTION @extschema@.cluster_matrix_send(@extschema@.cluster_matrix) IS
'Binary output function of cluster_matrix: labels in the client encoding, numbers little-endian.';

CREATE TYPE @extschema@.cluster_matrix (
    INPUT = @extschema@.cluster_matrix_in,
    OUTPUT = @extschema@.cluster_matrix_out,
    RECEIVE = @extschema@.cluster_matrix_recv,
    SEND = @extschema@.cluster_matrix_send,
    INTERNALLENGTH = variable,
    ALIGNMENT = int4,
    STORAGE = external
);
COMMENT ON TYPE @extschema@.cluster_matrix IS
'Sparse region x industry table of what firms add up to: firms, size, sum of squares, two largest';

CREATE FUNCTION @extschema@.cluster_matrix_json(m @extschema@.cluster_matrix)
RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_matrix_json';
COMMENT ON FUNCTION @extschema@.cluster_matrix_json(@extschema@.cluster_matrix) IS
'A matrix of any size as readable JSON. The type accepts it back. Raises 54000 beyond 1 GB of text.';

CREATE FUNCTION @extschema@.cluster_matrix_eq(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_eq';
COMMENT ON FUNCTION @extschema@.cluster_matrix_eq(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the = operator of cluster_matrix: same stored bytes.';

CREATE FUNCTION @extschema@.cluster_matrix_ne(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_ne';
COMMENT ON FUNCTION @extschema@.cluster_matrix_ne(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the <> operator of cluster_matrix.';

CREATE FUNCTION @extschema@.cluster_matrix_hash(@extschema@.cluster_matrix)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_hash';
COMMENT ON FUNCTION @extschema@.cluster_matrix_hash(@extschema@.cluster_matrix) IS
'Hash of the stored bytes, for DISTINCT, UNION, GROUP BY and hash joins.';

CREATE OPERATOR @extschema@.= (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_eq,
    COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>),
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'equal: same labels, same cells, same bytes';

CREATE OPERATOR @extschema@.<> (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_ne,
    COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=),
    RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'not equal';

CREATE OPERATOR CLASS @extschema@.cluster_matrix_ops
DEFAULT FOR TYPE @extschema@.cluster_matrix USING hash AS
    OPERATOR 1 @extschema@.= (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    FUNCTION 1 @extschema@.cluster_matrix_hash(@extschema@.cluster_matrix);
COMMENT ON OPERATOR CLASS @extschema@.cluster_matrix_ops USING hash IS
'equality of matrices for DISTINCT, UNION and GROUP BY';

/* An order, for what sorts or needs keys. It is that of stored bytes and means nothing. */

CREATE FUNCTION @extschema@.cluster_matrix_lt(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_lt';
COMMENT ON FUNCTION @extschema@.cluster_matrix_lt(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the < operator of cluster_matrix: by stored bytes, without a meaning.';

CREATE FUNCTION @extschema@.cluster_matrix_le(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_le';
COMMENT ON FUNCTION @extschema@.cluster_matrix_le(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the <= operator of cluster_matrix: by stored bytes, without a meaning.';

CREATE FUNCTION @extschema@.cluster_matrix_gt(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_gt';
COMMENT ON FUNCTION @extschema@.cluster_matrix_gt(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the > operator of cluster_matrix: by stored bytes, without a meaning.';

CREATE FUNCTION @extschema@.cluster_matrix_ge(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_ge';
COMMENT ON FUNCTION @extschema@.cluster_matrix_ge(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Implementation of the >= operator of cluster_matrix: by stored bytes, without a meaning.';

CREATE FUNCTION @extschema@.cluster_matrix_cmp(@extschema@.cluster_matrix, @extschema@.cluster_matrix)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_cmp';
COMMENT ON FUNCTION @extschema@.cluster_matrix_cmp(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Order of two matrices by stored bytes, below, at or above 0; without a meaning.';

CREATE OPERATOR @extschema@.< (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_lt,
    COMMUTATOR = OPERATOR(@extschema@.>), NEGATOR = OPERATOR(@extschema@.>=),
    RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'before, by stored bytes: an order without meaning';

CREATE OPERATOR @extschema@.<= (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_le,
    COMMUTATOR = OPERATOR(@extschema@.>=), NEGATOR = OPERATOR(@extschema@.>),
    RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'before, or equal, by stored bytes: an order without meaning';

CREATE OPERATOR @extschema@.> (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_gt,
    COMMUTATOR = OPERATOR(@extschema@.<), NEGATOR = OPERATOR(@extschema@.<=),
    RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'after, by stored bytes: an order without meaning';

CREATE OPERATOR @extschema@.>= (
    LEFTARG = @extschema@.cluster_matrix, RIGHTARG = @extschema@.cluster_matrix,
    FUNCTION = @extschema@.cluster_matrix_ge,
    COMMUTATOR = OPERATOR(@extschema@.<=), NEGATOR = OPERATOR(@extschema@.<),
    RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'after, or equal, by stored bytes: an order without meaning';

CREATE OPERATOR CLASS @extschema@.cluster_matrix_ops
DEFAULT FOR TYPE @extschema@.cluster_matrix USING btree AS
    OPERATOR 1 @extschema@.< (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    OPERATOR 2 @extschema@.<= (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    OPERATOR 3 @extschema@.= (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    OPERATOR 4 @extschema@.>= (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    OPERATOR 5 @extschema@.> (@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    FUNCTION 1 @extschema@.cluster_matrix_cmp(@extschema@.cluster_matrix, @extschema@.cluster_matrix),
    FUNCTION 4 (@extschema@.cluster_matrix, @extschema@.cluster_matrix) pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS @extschema@.cluster_matrix_ops USING btree IS
'order of matrices by stored bytes, for count(DISTINCT), UNIQUE, ORDER BY and comparing rows';

CREATE FUNCTION @extschema@.cluster_ext_version()
RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_version';
COMMENT ON FUNCTION @extschema@.cluster_ext_version() IS
'Version of the loaded cluster_ext library.';
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
/* Look: what a matrix holds, as rows. */

CREATE FUNCTION @extschema@.cluster_matrix_rows(internal)
RETURNS internal
LANGUAGE c STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_look_support';
COMMENT ON FUNCTION @extschema@.cluster_matrix_rows(internal) IS
'Planner support: how many rows a function of a matrix returns.';
REVOKE EXECUTE ON FUNCTION @extschema@.cluster_matrix_rows(internal) FROM PUBLIC;

CREATE TYPE @extschema@.cells_row AS (
    region text, industry text, firms bigint, size double precision,
    sum_squares double precision, largest double precision, second_largest double precision);
COMMENT ON TYPE @extschema@.cells_row IS
'Row of cells';

CREATE FUNCTION @extschema@.cells(
    m @extschema@.cluster_matrix)
RETURNS SETOF @extschema@.cells_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_look_cells';
COMMENT ON FUNCTION @extschema@.cells(@extschema@.cluster_matrix) IS
'The cells (non-empty ones and published zeros), ordered by region and industry (C collation). NULL: unknown, or there is no such firm.';

CREATE TYPE @extschema@.regions_row AS (
    region text, firms bigint, size double precision, industries integer,
    sum_squares double precision, largest double precision, second_largest double precision);
COMMENT ON TYPE @extschema@.regions_row IS
'Row of regions';

CREATE FUNCTION @extschema@.regions(
    m @extschema@.cluster_matrix)
RETURNS SETOF @extschema@.regions_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 1000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_look_regions';
COMMENT ON FUNCTION @extschema@.regions(@extschema@.cluster_matrix) IS
'One row per region: firms, size, industries present. sum_squares and the largest are over single firms; NULL: unknown.';

CREATE TYPE @extschema@.industries_row AS (
    industry text, firms bigint, size double precision, regions integer,
    sum_squares double precision, largest double precision, second_largest double precision,
    sum_fourth_powers double precision);
COMMENT ON TYPE @extschema@.industries_row IS
'Row of industries';

CREATE FUNCTION @extschema@.industries(
    m @extschema@.cluster_matrix)
RETURNS SETOF @extschema@.industries_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 1000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_look_industries';
COMMENT ON FUNCTION @extschema@.industries(@extschema@.cluster_matrix) IS
'One row per industry: firms, size, regions it is present in. The sums of powers and the largest are over single firms; NULL: unknown.';

CREATE TYPE @extschema@.summary_row AS (
    regions integer, industries integer, cells bigint, firms bigint,
    size double precision, skipped bigint, bytes bigint, format integer);
COMMENT ON TYPE @extschema@.summary_row IS
'Row of summary';

CREATE FUNCTION @extschema@.summary(
    m @extschema@.cluster_matrix)
RETURNS @extschema@.summary_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_look_summary';
COMMENT ON FUNCTION @extschema@.summary(@extschema@.cluster_matrix) IS
'One row about a matrix, read from its header alone. Dimensions, cells, totals, input rows skipped for a NULL, stored bytes, version of the stored form.';
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
/* Inequality: indices of one column, for GROUP BY. */

CREATE TYPE @extschema@.inequality_state;

CREATE FUNCTION @extschema@.inequality_state_in(cstring)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_in';
COMMENT ON FUNCTION @extschema@.inequality_state_in(cstring) IS
'Input function of inequality_state: the name of a measure is its empty state. Raises 22P02 on malformed text.';

CREATE FUNCTION @extschema@.inequality_state_out(@extschema@.inequality_state)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_out';
COMMENT ON FUNCTION @extschema@.inequality_state_out(@extschema@.inequality_state) IS
'Output function of inequality_state: lossless.';

CREATE FUNCTION @extschema@.inequality_state_recv(internal)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_recv';
COMMENT ON FUNCTION @extschema@.inequality_state_recv(internal) IS
'Binary input function of inequality_state. Raises 22P03 on malformed bytes.';
REVOKE EXECUTE ON FUNCTION @extschema@.inequality_state_recv(internal) FROM PUBLIC;

CREATE FUNCTION @extschema@.inequality_state_send(@extschema@.inequality_state)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_send';
COMMENT ON FUNCTION @extschema@.inequality_state_send(@extschema@.inequality_state) IS
'Binary output function of inequality_state: the same bytes on every machine.';

CREATE TYPE @extschema@.inequality_state (
    INPUT = @extschema@.inequality_state_in,
    OUTPUT = @extschema@.inequality_state_out,
    RECEIVE = @extschema@.inequality_state_recv,
    SEND = @extschema@.inequality_state_send,
    INTERNALLENGTH = variable,
    ALIGNMENT = int4,
    STORAGE = extended
);
COMMENT ON TYPE @extschema@.inequality_state IS
'What an index of one column has collected so far; state of the aggregates gini, theil and the like';

CREATE FUNCTION @extschema@.inequality_accumulate(
    state @extschema@.inequality_state, x double precision)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_value';
COMMENT ON FUNCTION @extschema@.inequality_accumulate(@extschema@.inequality_state, double precision) IS
'Adds a value to a state; transition function of the indices without a parameter.';

CREATE FUNCTION @extschema@.inequality_accumulate(
    state @extschema@.inequality_state, x double precision, parameter double precision)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_pair';
COMMENT ON FUNCTION @extschema@.inequality_accumulate(@extschema@.inequality_state, double precision, double precision) IS
'Adds a value with a weight or a parameter to a state; transition function.';

CREATE FUNCTION @extschema@.inequality_accumulate(
    state @extschema@.inequality_state, x double precision, parameter integer)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_number';
COMMENT ON FUNCTION @extschema@.inequality_accumulate(@extschema@.inequality_state, double precision, integer) IS
'Adds a value with a whole number as parameter to a state; transition function.';

CREATE FUNCTION @extschema@.inequality_accumulate(
    state @extschema@.inequality_state, x double precision, parameter double precision, weight double precision)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_weighted';
COMMENT ON FUNCTION @extschema@.inequality_accumulate(@extschema@.inequality_state, double precision, double precision, double precision) IS
'Adds a value with a parameter and a weight to a state; transition function.';

CREATE FUNCTION @extschema@.inequality_merge(
    state @extschema@.inequality_state, other @extschema@.inequality_state)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_inequality_merge';
COMMENT ON FUNCTION @extschema@.inequality_merge(@extschema@.inequality_state, @extschema@.inequality_state) IS
'Adds a state to a state, a NULL adds nothing; combine function of every index of one column.';

CREATE FUNCTION @extschema@.inequality_result(state @extschema@.inequality_state)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_inequality_result';
COMMENT ON FUNCTION @extschema@.inequality_result(@extschema@.inequality_state) IS
'The index of what a state has collected; final function of every index of one column.';

CREATE AGGREGATE @extschema@.herfindahl(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'herfindahl',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.herfindahl(double precision) IS
'Herfindahl-Hirschman index: sum of squared shares, 1/n to 1. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.herfindahl_normalized(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'herfindahl_normalized',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.herfindahl_normalized(double precision) IS
'(H - 1/n)/(1 - 1/n) of the Herfindahl index, 0 to 1; n counts zeros. NULL if the total is 0, or for one value.';

CREATE AGGREGATE @extschema@.concentration_ratio(x double precision, k integer) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'concentration_ratio',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.concentration_ratio(double precision, integer) IS
'Share of the k largest values in the total; 1 for k or fewer values. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.gini(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'gini',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.gini(double precision) IS
'Gini index, not corrected for n: 0 to 1 - 1/n. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.gini(x double precision, weight double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'gini_weighted',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.gini(double precision, double precision) IS
'Gini index of values that weigh differently, as if a value came weight times. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.theil(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'theil',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.theil(double precision) IS
'Theil index T, 0 to ln n; zeros count. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.theil(x double precision, weight double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'theil_weighted',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.theil(double precision, double precision) IS
'Theil index as if each value came weight times, 0 or more. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.mean_log_deviation(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'mean_log_deviation',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.mean_log_deviation(double precision) IS
'Mean log deviation (Theil L), 0 or more. NULL with any zero.';

CREATE AGGREGATE @extschema@.mean_log_deviation(x double precision, weight double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'mean_log_deviation_weighted',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.mean_log_deviation(double precision, double precision) IS
'Mean logarithmic deviation as if each value came weight times, 0 or more. NULL with any zero.';

CREATE AGGREGATE @extschema@.generalized_entropy(x double precision, alpha double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'generalized_entropy',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.generalized_entropy(double precision, double precision) IS
'Generalized entropy GE(alpha), alpha from -100 to 100; 0 is the mean log deviation, 1 Theil. NULL with any zero if alpha <= 0.';

CREATE AGGREGATE @extschema@.atkinson(x double precision, epsilon double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'atkinson',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.atkinson(double precision, double precision) IS
'Atkinson index, epsilon from 0 to 100; 0 to 1. 1 with any zero if epsilon >= 1; NULL if the total is 0.';

CREATE AGGREGATE @extschema@.atkinson(x double precision, epsilon double precision, weight double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'atkinson_weighted',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.atkinson(double precision, double precision, double precision) IS
'Atkinson index as if each value came weight times, 0 to 1; epsilon from 0 to 100. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.hoover(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'hoover',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.hoover(double precision) IS
'Hoover index: the share that would have to move for all to be equal, 0 to 1 - 1/n. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.shannon_entropy(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'shannon_entropy',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.shannon_entropy(double precision) IS
'Shannon entropy of the shares, natural logarithm, 0 to ln n. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.hall_tideman(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'hall_tideman',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.hall_tideman(double precision) IS
'Hall-Tideman (Rosenbluth) index 1/(2 sum k s_k - 1), k = 1 the largest; 1/n to 1. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.hannah_kay(x double precision, alpha double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'hannah_kay',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.hannah_kay(double precision, double precision) IS
'Hannah-Kay number of equivalents (Hill number), alpha above 0 to 100; 1 to n. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.coefficient_of_variation(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'coefficient_of_variation',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.coefficient_of_variation(double precision) IS
'Standard deviation (over n) divided by the mean, 0 or more. NULL if the total is 0.';

CREATE TYPE @extschema@.lorenz_curve_row AS (
    population_share double precision, value_share double precision, gini double precision);
COMMENT ON TYPE @extschema@.lorenz_curve_row IS
'Row of lorenz_curve';

CREATE FUNCTION @extschema@.lorenz_curve(
    "values" double precision[], weights double precision[] DEFAULT NULL, points integer DEFAULT 100)
RETURNS SETOF @extschema@.lorenz_curve_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_inequality_lorenz';
COMMENT ON FUNCTION @extschema@.lorenz_curve(double precision[], double precision[], integer) IS
'Lorenz curve of values from (0, 0) to (1, 1), thinned to at most `points` points after the first. gini is that of all values.';
/* Location quotients and what is derived from them. */

CREATE TYPE @extschema@.location_quotients_row AS (
    region text, industry text, firms bigint, size double precision,
    lq double precision, log_lq double precision, symmetric_lq double precision,
    standardized_lq double precision, additive_lq double precision, normalized_lq double precision,
    horizontal_cluster double precision, lq_lower double precision, lq_upper double precision,
    p_value double precision, p_adjusted double precision);
COMMENT ON TYPE @extschema@.location_quotients_row IS
'Row of location_quotients';

CREATE FUNCTION @extschema@.location_quotients(
    m @extschema@.cluster_matrix,
    confidence double precision DEFAULT 0.95,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    absent boolean DEFAULT false,
    "of" text DEFAULT 'size',
    bounds text DEFAULT 'plants',
    standardize text DEFAULT 'lq',
    herfindahl_industries text[] DEFAULT NULL,
    herfindahl_firms double precision[] DEFAULT NULL)
RETURNS SETOF @extschema@.location_quotients_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_quotients_rows';
COMMENT ON FUNCTION @extschema@.location_quotients(@extschema@.cluster_matrix, double precision,
    @extschema@.cluster_matrix, boolean, text, text, text, text[], double precision[]) IS
'Location quotient of every non-empty cell with its variants, confidence bounds and dartboard test. Undefined is NULL; a NOTICE tells where the sizes of plants are unknown and bounds need them. 22023 for a bad argument.';

CREATE FUNCTION @extschema@.location_quotient(
    m @extschema@.cluster_matrix, region text, industry text)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_quotients_of_cell';
COMMENT ON FUNCTION @extschema@.location_quotient(@extschema@.cluster_matrix, text, text) IS
'Location quotient (share of the industry in the region / its share overall) of one cell, 0 or more. NULL for a label the matrix lacks or a zero total.';

CREATE FUNCTION @extschema@.location_quotient(
    cell double precision, region_total double precision, industry_total double precision, total double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_quotients_of_totals';
COMMENT ON FUNCTION @extschema@.location_quotient(double precision, double precision, double precision, double precision) IS
'Location quotient (cell / region_total) / (industry_total / total) from plain numbers, 0 or more. NULL for a zero total; 22023 for a negative or non-finite number.';

CREATE FUNCTION @extschema@.location_quotient_reaches(
    cell double precision, region_total double precision, industry_total double precision, total double precision,
    threshold double precision DEFAULT 1)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_quotients_reach';
COMMENT ON FUNCTION @extschema@.location_quotient_reaches(double precision, double precision, double precision, double precision, double precision) IS
'Is the location quotient the threshold or more: the rule of presence of all measures. Whole numbers below 2^53 are compared exactly (cell * total with threshold * region_total * industry_total, the threshold as a decimal of up to 6 places), others within 1e-12 of the threshold. NULL for a zero total; 22023 for a negative or non-finite number.';

CREATE TYPE @extschema@.flegg_quotients_row AS (
    supplying_industry text, purchasing_industry text,
    cross_industry_lq double precision, flegg_lq double precision, augmented_flegg_lq double precision);
COMMENT ON TYPE @extschema@.flegg_quotients_row IS
'Row of flegg_quotients';

CREATE FUNCTION @extschema@.flegg_quotients(
    m @extschema@.cluster_matrix,
    region text,
    delta double precision DEFAULT 0.3,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.flegg_quotients_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100000
AS 'MODULE_PATHNAME', 'cext_quotients_flegg';
COMMENT ON FUNCTION @extschema@.flegg_quotients(@extschema@.cluster_matrix, text, double precision, text) IS
'Cross-industry, Flegg (FLQ) and augmented Flegg (AFLQ) quotients of one region, one row per pair of industries. NULL where the purchasing industry is absent.';

CREATE FUNCTION @extschema@.litzenberger_sternberg(
    size double precision, industry_size double precision,
    firms double precision, industry_firms double precision,
    area double precision, total_area double precision,
    population double precision, total_population double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_quotients_litzenberger';
COMMENT ON FUNCTION @extschema@.litzenberger_sternberg(double precision, double precision, double precision,
    double precision, double precision, double precision, double precision, double precision) IS
'Litzenberger-Sternberg cluster index from plain numbers, 0 or more, 1 = average. NULL for a zero denominator; 22023 for a negative or non-finite number.';

CREATE TYPE @extschema@.litzenberger_sternberg_row AS (
    region text, industry text, firms bigint, size double precision, cluster_index double precision);
COMMENT ON TYPE @extschema@.litzenberger_sternberg_row IS
'Row of litzenberger_sternberg';

CREATE FUNCTION @extschema@.litzenberger_sternberg(
    m @extschema@.cluster_matrix, regions text[], area double precision[], population double precision[])
RETURNS SETOF @extschema@.litzenberger_sternberg_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_quotients_litzenberger_rows';
COMMENT ON FUNCTION @extschema@.litzenberger_sternberg(@extschema@.cluster_matrix, text[], double precision[], double precision[]) IS
'Litzenberger-Sternberg cluster index of every non-empty cell. The arrays give area and population of each region; NULL for a region that they lack.';
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
/* The Ellison-Glaeser index of plants thrown at regions. */

CREATE TYPE @extschema@.ellison_glaeser_simulated_row AS (
    ellison_glaeser double precision, p_value double precision,
    null_mean double precision, null_deviation double precision,
    null_lower double precision, null_upper double precision);
COMMENT ON TYPE @extschema@.ellison_glaeser_simulated_row IS
'An index, its two-sided p-value among draws, and mean, deviation and the middle 95 percent of the draws';

CREATE FUNCTION @extschema@.ellison_glaeser_simulated(
    m @extschema@.cluster_matrix,
    industry text,
    sizes double precision[],
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1)
RETURNS @extschema@.ellison_glaeser_simulated_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'cext_simulation_array';
COMMENT ON FUNCTION @extschema@.ellison_glaeser_simulated(@extschema@.cluster_matrix, text, double precision[], integer, bigint) IS
'Ellison-Glaeser index of an industry against plants of the same sizes thrown at regions. Same seed, same result in every order and plan; NULL where the index is undefined.';

CREATE FUNCTION @extschema@.ellison_glaeser_simulated_result(
    state @extschema@.inequality_state, m @extschema@.cluster_matrix, industry text, draws integer, seed bigint)
RETURNS @extschema@.ellison_glaeser_simulated_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'cext_simulation_state';
COMMENT ON FUNCTION @extschema@.ellison_glaeser_simulated_result(@extschema@.inequality_state, @extschema@.cluster_matrix, text, integer, bigint) IS
'Ellison-Glaeser index against thrown plants whose sizes a state holds. Final function of ellison_glaeser_simulated.';

CREATE AGGREGATE @extschema@.ellison_glaeser_simulated(
    m @extschema@.cluster_matrix, industry text, draws integer, seed bigint ORDER BY size double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'plants',
    FINALFUNC = @extschema@.ellison_glaeser_simulated_result,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.ellison_glaeser_simulated(@extschema@.cluster_matrix, text, integer, bigint ORDER BY double precision) IS
'Ellison-Glaeser index of an industry against plants of the aggregated sizes thrown at regions. Same seed, same result in every plan; NULL where the index is undefined.';
/* Is an industry too rich in capital for its region? */

CREATE FUNCTION @extschema@.technology_choice_index(
    value_added double precision, employment double precision,
    region_value_added double precision, region_employment double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_technology_choice_index';
COMMENT ON FUNCTION @extschema@.technology_choice_index(double precision, double precision, double precision, double precision) IS
'Lin''s technology choice index: value added (or capital) a worker over that of the region. NULL unless all four are above 0; 22023 for a number that is not finite. Lin 2003, Economic Development and Cultural Change 51.';

CREATE TYPE @extschema@.technology_choice_row AS (
    region text, industry text, value_added double precision, employment double precision,
    technology_choice_index double precision);
COMMENT ON TYPE @extschema@.technology_choice_row IS
'Row of technology_choice';

CREATE FUNCTION @extschema@.technology_choice(
    value_added @extschema@.cluster_matrix,
    employment @extschema@.cluster_matrix)
RETURNS SETOF @extschema@.technology_choice_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_technology_choice_rows';
COMMENT ON FUNCTION @extschema@.technology_choice(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'Lin''s technology choice index of every cell, from matrices of value added (or capital) and employment. NULL where one of them is 0; no rows for a NULL matrix. Lin 2003.';
/* Growth of a region's industries in components. */

CREATE TYPE @extschema@.shift_share_row AS (
    region text, industry text, base double precision, final double precision,
    change double precision, "national" double precision, industry_mix double precision, regional double precision,
    homothetic double precision, competitive double precision, allocation double precision,
    national_homothetic double precision, national_differential double precision,
    mix_homothetic double precision, mix_differential double precision,
    regional_homothetic double precision, regional_differential double precision,
    regional_industry_homothetic double precision, regional_industry_differential double precision,
    status text);
COMMENT ON TYPE @extschema@.shift_share_row IS
'Row of shift_share';

CREATE FUNCTION @extschema@.shift_share(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    method text DEFAULT 'classic',
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.shift_share_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_shift_share_rows';
COMMENT ON FUNCTION @extschema@.shift_share(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text) IS
'Change of every cell, split into national, industry-mix and regional components that add up. No rows for a NULL matrix; 22023 for an unknown method. Dunn 1960; Esteban-Marquillas 1972; Arcelus 1984.';

CREATE TYPE @extschema@.shift_share_dynamic_row AS (
    region text, industry text, base double precision, final double precision,
    change double precision, "national" double precision, industry_mix double precision, regional double precision,
    homothetic double precision, competitive double precision, allocation double precision,
    national_homothetic double precision, national_differential double precision,
    mix_homothetic double precision, mix_differential double precision,
    regional_homothetic double precision, regional_differential double precision,
    regional_industry_homothetic double precision, regional_industry_differential double precision,
    status text);
COMMENT ON TYPE @extschema@.shift_share_dynamic_row IS
'Row of shift_share_dynamic';

CREATE FUNCTION @extschema@.shift_share_dynamic(
    periods integer[],
    matrices @extschema@.cluster_matrix[],
    method text DEFAULT 'classic',
    "of" text DEFAULT 'size',
    step integer DEFAULT 1)
RETURNS SETOF @extschema@.shift_share_dynamic_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_shift_share_dynamic';
COMMENT ON FUNCTION @extschema@.shift_share_dynamic(integer[], @extschema@.cluster_matrix[], text, text, integer) IS
'Shift-share between each period and the next, added up over periods. No rows for a NULL array; 22023 for a missing, NULL or repeated period. Barff, Knight 1988.';

CREATE TYPE @extschema@.shift_share_spatial_row AS (
    region text, industry text, base double precision, final double precision,
    change double precision, neighbour_base double precision, neighbour_final double precision,
    "national" double precision, industry_mix double precision, neighbourhood double precision, regional double precision,
    status text);
COMMENT ON TYPE @extschema@.shift_share_spatial_row IS
'Row of shift_share_spatial';

CREATE FUNCTION @extschema@.shift_share_spatial(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.shift_share_spatial_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_shift_share_spatial';
COMMENT ON FUNCTION @extschema@.shift_share_spatial(@extschema@.cluster_matrix, @extschema@.cluster_matrix, @extschema@.cluster_matrix, text) IS
'Shift-share of every cell with the growth of the same industry in neighbouring regions. No rows for a NULL matrix; components are NULL without neighbours. Nazara, Hewings 2004.';
/* How the industries of regions change between two times. */

CREATE TYPE @extschema@.structural_change_row AS (
    region text, base double precision, final double precision, growth double precision,
    unido double precision, finger_kreinin double precision, krugman double precision, jaccard double precision,
    structural_change double precision, moore double precision,
    industries_entered integer, industries_left integer, industries_stayed integer, status text);
COMMENT ON TYPE @extschema@.structural_change_row IS
'Row of structural_change';

CREATE FUNCTION @extschema@.structural_change(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.structural_change_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_change_structural';
COMMENT ON FUNCTION @extschema@.structural_change(@extschema@.cluster_matrix, @extschema@.cluster_matrix, double precision, text) IS
'How much the industry mix of every region changed between two matrices. NULL for a region that one of them lacks; 22023 for a threshold that is not above 0.';

CREATE TYPE @extschema@.entry_exit_row AS (
    region text, industry text, base double precision, final double precision,
    base_lq double precision, final_lq double precision, entry integer, exit integer, status text);
COMMENT ON TYPE @extschema@.entry_exit_row IS
'Row of entry_exit';

CREATE FUNCTION @extschema@.entry_exit(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    "of" text DEFAULT 'size',
    absent boolean DEFAULT false)
RETURNS SETOF @extschema@.entry_exit_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_change_entry_exit';
COMMENT ON FUNCTION @extschema@.entry_exit(@extschema@.cluster_matrix, @extschema@.cluster_matrix, double precision, text, boolean) IS
'Industries that entered a region''s specialisations, left them, stayed or were absent: LQ >= threshold. entry is NULL where the industry was present, exit where it was absent; 22023 for a threshold that is not above 0.';

CREATE TYPE @extschema@.portfolio_row AS (
    region text, industry text, base double precision, final double precision,
    growth double precision, industry_growth double precision,
    base_lq double precision, final_lq double precision, lq_change double precision,
    category text, status text);
COMMENT ON TYPE @extschema@.portfolio_row IS
'Row of portfolio';

CREATE FUNCTION @extschema@.portfolio(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.portfolio_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_change_portfolio';
COMMENT ON FUNCTION @extschema@.portfolio(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text) IS
'Every cell as star, mature, emerging or transforming: final LQ at least 1 or below, and rising or falling. NULL where a location quotient is undefined.';
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
/* Which industries are found in the same regions, and what is close to a region's own. */

CREATE TYPE @extschema@.industry_relatedness_row AS (
    industry_a text, industry_b text, relatedness double precision,
    cooccurrences integer, occurrences_a integer, occurrences_b integer);
COMMENT ON TYPE @extschema@.industry_relatedness_row IS
'Row of industry_relatedness';

CREATE FUNCTION @extschema@.industry_relatedness(
    m @extschema@.cluster_matrix,
    method text DEFAULT 'proximity',
    threshold double precision DEFAULT 1,
    margins text DEFAULT NULL,
    minimum double precision DEFAULT NULL,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.industry_relatedness_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_relatedness_pairs';
COMMENT ON FUNCTION @extschema@.industry_relatedness(@extschema@.cluster_matrix, text, double precision, text, double precision, @extschema@.cluster_matrix, text) IS
'How related industries are that are present in the same regions, one row for each such pair. Other pairs have relatedness 0; NULL where the method is undefined. 22023 for an unknown method. Hidalgo et al. 2007; Steijn 2021.';

CREATE TYPE @extschema@.relatedness_density_row AS (
    region text, industry text, present boolean, density double precision);
COMMENT ON TYPE @extschema@.relatedness_density_row IS
'Row of relatedness_density';

CREATE FUNCTION @extschema@.relatedness_density(
    m @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    method text DEFAULT 'proximity',
    own_industry boolean DEFAULT NULL,
    relatedness @extschema@.cluster_matrix DEFAULT NULL,
    margins text DEFAULT NULL,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size',
    region text DEFAULT NULL)
RETURNS SETOF @extschema@.relatedness_density_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_relatedness_density';
COMMENT ON FUNCTION @extschema@.relatedness_density(@extschema@.cluster_matrix, double precision, text, boolean, @extschema@.cluster_matrix, text, @extschema@.cluster_matrix, text, text) IS
'How close every industry is to what a region has: the region''s share in its relatedness to all, 0 to 1. One row for every pair (of one region, if given), industry by industry; NULL for an industry related to none. Hidalgo et al. 2007.';
/* How many and how rare the industries of regions are, and what regions could grow next. */

CREATE TYPE @extschema@.region_complexity_row AS (
    region text, diversity integer, average_ubiquity double precision,
    eci double precision, fitness double precision, outlook double precision,
    component integer, status text, fitness_status text, diversity_correlation double precision);
COMMENT ON TYPE @extschema@.region_complexity_row IS
'Row of region_complexity';

CREATE FUNCTION @extschema@.region_complexity(
    m @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    method text DEFAULT 'eigenvector',
    steps integer DEFAULT 20,
    scale text DEFAULT 'eci',
    fitness_steps integer DEFAULT 200,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size',
    own_industry boolean DEFAULT true)
RETURNS SETOF @extschema@.region_complexity_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_complexity_regions';
COMMENT ON FUNCTION @extschema@.region_complexity(@extschema@.cluster_matrix, double precision, text, integer, text, integer, @extschema@.cluster_matrix, text, boolean) IS
'Economic complexity, fitness and complexity outlook of every region, one row each. Undefined is NULL, and status says why; it also tells where diversity hardly decides the sign. 22023 for an unknown method or scale. Hausmann et al. 2014; Tacchella et al. 2012.';

CREATE TYPE @extschema@.industry_complexity_row AS (
    industry text, ubiquity integer, average_diversity double precision,
    pci double precision, quality double precision,
    component integer, status text, fitness_status text);
COMMENT ON TYPE @extschema@.industry_complexity_row IS
'Row of industry_complexity';

CREATE FUNCTION @extschema@.industry_complexity(
    m @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    method text DEFAULT 'eigenvector',
    steps integer DEFAULT 20,
    scale text DEFAULT 'eci',
    fitness_steps integer DEFAULT 200,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.industry_complexity_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_complexity_industries';
COMMENT ON FUNCTION @extschema@.industry_complexity(@extschema@.cluster_matrix, double precision, text, integer, text, integer, @extschema@.cluster_matrix, text) IS
'Complexity and quality of every industry, one row each. Undefined is NULL, and status says why; 22023 for an unknown method or scale. Hausmann et al. 2014; Tacchella et al. 2012.';

CREATE TYPE @extschema@.opportunity_gain_row AS (
    region text, industry text, present boolean, density double precision,
    pci double precision, gain double precision, status text);
COMMENT ON TYPE @extschema@.opportunity_gain_row IS
'Row of opportunity_gain';

CREATE FUNCTION @extschema@.opportunity_gain(
    m @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    method text DEFAULT 'proximity',
    own_industry boolean DEFAULT NULL,
    relatedness @extschema@.cluster_matrix DEFAULT NULL,
    margins text DEFAULT NULL,
    scale text DEFAULT 'eci',
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size',
    region text DEFAULT NULL)
RETURNS SETOF @extschema@.opportunity_gain_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_complexity_opportunities';
COMMENT ON FUNCTION @extschema@.opportunity_gain(@extschema@.cluster_matrix, double precision, text, boolean, @extschema@.cluster_matrix, text, text, @extschema@.cluster_matrix, text, text) IS
'How near every industry is to what a region has, how complex, and what others it would bring nearer. One row for every pair (of one region, if given), industry by industry; gain is NULL where the industry is present, or has no complexity. Hausmann et al. 2014.';
/* How rich the regions are where industries are. */

CREATE TYPE @extschema@.prody_row AS (
    industry text, prody double precision);
COMMENT ON TYPE @extschema@.prody_row IS
'Row of prody';

CREATE FUNCTION @extschema@.prody(
    m @extschema@.cluster_matrix,
    figure_regions text[],
    figures double precision[],
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.prody_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_sophistication_prody';
COMMENT ON FUNCTION @extschema@.prody(@extschema@.cluster_matrix, text[], double precision[], text) IS
'Mean of a figure of regions, such as income, over the regions specialised in each industry. NULL for an industry in no region with a figure; 22023 for negative figures. Hausmann, Hwang, Rodrik 2007.';

CREATE TYPE @extschema@.expy_row AS (
    region text, figure double precision, expy double precision, coverage double precision);
COMMENT ON TYPE @extschema@.expy_row IS
'Row of expy';

CREATE FUNCTION @extschema@.expy(
    m @extschema@.cluster_matrix,
    figure_regions text[],
    figures double precision[],
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.expy_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_sophistication_expy';
COMMENT ON FUNCTION @extschema@.expy(@extschema@.cluster_matrix, text[], double precision[], text) IS
'Mean of prody over the industries of every region, weighted by their shares. coverage is the share of industries that have one; NULL without any; 22023 for negative figures. Hausmann, Hwang, Rodrik 2007.';
/* Firm measures: zombie tests by calendar year, and the technology choice index. */

CREATE FUNCTION @extschema@.interest_cover(ebit double precision, interest double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_health_interest_cover';
COMMENT ON FUNCTION @extschema@.interest_cover(double precision, double precision) IS
'Interest coverage ratio: EBIT over interest. NULL where no interest is paid (0 or less), so test ebit < interest instead; 22023 for a number that is not finite.';

CREATE FUNCTION @extschema@.minimum_interest(
    short_debt double precision, long_debt double precision, bonds double precision,
    short_rate double precision, long_rates double precision[], bond_rate double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_health_minimum_interest';
COMMENT ON FUNCTION @extschema@.minimum_interest(double precision, double precision, double precision, double precision, double precision[], double precision) IS
'Least interest of a firm without favours on last year''s debt, rates as fractions, the mean of the long ones. NULL bonds or bond_rate: without bonds; any other NULL gives NULL. 22023 for negative debt. Caballero, Hoshi, Kashyap 2008.';

CREATE FUNCTION @extschema@.zombie_chk(
    interest double precision, minimum_interest double precision, debt_before double precision)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_health_zombie_chk';
COMMENT ON FUNCTION @extschema@.zombie_chk(double precision, double precision, double precision) IS
'Zombie firm of Caballero, Hoshi and Kashyap: pays less than the minimum interest. NULL without debt the year before; 22023 for negative debt. 2008, American Economic Review 98.';

CREATE FUNCTION @extschema@.zombie_fn(
    interest double precision, minimum_interest double precision, debt_before double precision,
    ebit double precision, debt double precision, leverage_before double precision)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_health_zombie_fn';
COMMENT ON FUNCTION @extschema@.zombie_fn(double precision, double precision, double precision, double precision, double precision, double precision) IS
'Zombie firm of Fukuda and Nakamura: EBIT below minimum interest, and zombie_chk or growing high debt. NULL without debt the year before; 22023 for negative debt. 2011, World Economy 34.';

CREATE FUNCTION @extschema@.every_year_accumulate(state bigint, year integer, condition boolean)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_condition';
COMMENT ON FUNCTION @extschema@.every_year_accumulate(bigint, integer, boolean) IS
'Adds a row to what is known of three years; transition function of every_year.';

CREATE FUNCTION @extschema@.every_year_accumulate(state bigint, year integer, condition boolean, years integer)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_condition';
COMMENT ON FUNCTION @extschema@.every_year_accumulate(bigint, integer, boolean, integer) IS
'Adds a row to what is known of some years; transition function of every_year.';

CREATE FUNCTION @extschema@.zombie_icr_accumulate(
    state bigint, year integer, ebit double precision, interest double precision, age integer)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_icr';
COMMENT ON FUNCTION @extschema@.zombie_icr_accumulate(bigint, integer, double precision, double precision, integer) IS
'Adds a year of a firm; transition function of zombie_icr.';

CREATE FUNCTION @extschema@.zombie_icr_accumulate(
    state bigint, year integer, ebit double precision, interest double precision, age integer, years integer, minimum_age integer)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_icr';
COMMENT ON FUNCTION @extschema@.zombie_icr_accumulate(bigint, integer, double precision, double precision, integer, integer, integer) IS
'Adds a year of a firm; transition function of zombie_icr with years and age of one''s own.';

CREATE FUNCTION @extschema@.zombie_loss_accumulate(
    state bigint, year integer, profit double precision, subsidy double precision)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_loss';
COMMENT ON FUNCTION @extschema@.zombie_loss_accumulate(bigint, integer, double precision, double precision) IS
'Adds a year of a firm; transition function of zombie_loss.';

CREATE FUNCTION @extschema@.zombie_loss_accumulate(
    state bigint, year integer, profit double precision, subsidy double precision, years integer)
RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_loss';
COMMENT ON FUNCTION @extschema@.zombie_loss_accumulate(bigint, integer, double precision, double precision, integer) IS
'Adds a year of a firm; transition function of zombie_loss with years of one''s own.';

CREATE FUNCTION @extschema@.every_year_merge(state bigint, other bigint)
RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_merge';
COMMENT ON FUNCTION @extschema@.every_year_merge(bigint, bigint) IS
'Adds a state to a state; combine function of every_year, zombie_icr and zombie_loss.';

CREATE FUNCTION @extschema@.every_year_result(state bigint)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_years_result';
COMMENT ON FUNCTION @extschema@.every_year_result(bigint) IS
'The answer of what a state has collected; final function of every_year, zombie_icr and zombie_loss.';

CREATE AGGREGATE @extschema@.every_year(year integer, condition boolean) (
    SFUNC = @extschema@.every_year_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.every_year(integer, boolean) IS
'Does a condition hold in each of the last three calendar years, up to the latest. NULL unless it is known in all three; in several rows of a year it must hold in all.';

CREATE AGGREGATE @extschema@.every_year(year integer, condition boolean, years integer) (
    SFUNC = @extschema@.every_year_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.every_year(integer, boolean, integer) IS
'Does a condition hold in each of the last years, 1 to 12 calendar years up to the latest. NULL unless it is known in all of them; in several rows of a year it must hold in all.';

CREATE AGGREGATE @extschema@.zombie_icr(year integer, ebit double precision, interest double precision, age integer) (
    SFUNC = @extschema@.zombie_icr_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.zombie_icr(integer, double precision, double precision, integer) IS
'Zombie firm: EBIT below interest in each of three calendar years up to the latest, at age 10 or more. NULL unless all is known. McGowan, Andrews, Millot 2018, Economic Policy 33.';

CREATE AGGREGATE @extschema@.zombie_icr(year integer, ebit double precision, interest double precision, age integer, years integer, minimum_age integer) (
    SFUNC = @extschema@.zombie_icr_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.zombie_icr(integer, double precision, double precision, integer, integer, integer) IS
'Zombie firm: EBIT below interest in each of some calendar years (1 to 12) up to the latest, at a minimum age. NULL unless all is known; 22023 for years out of range. McGowan, Andrews, Millot 2018.';

CREATE AGGREGATE @extschema@.zombie_loss(year integer, profit double precision, subsidy double precision) (
    SFUNC = @extschema@.zombie_loss_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.zombie_loss(integer, double precision, double precision) IS
'Zombie firm: a loss but for subsidies in each of three calendar years up to the latest. NULL unless all is known.';

CREATE AGGREGATE @extschema@.zombie_loss(year integer, profit double precision, subsidy double precision, years integer) (
    SFUNC = @extschema@.zombie_loss_accumulate,
    STYPE = bigint,
    SSPACE = 8,
    FINALFUNC = @extschema@.every_year_result,
    COMBINEFUNC = @extschema@.every_year_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.zombie_loss(integer, double precision, double precision, integer) IS
'Zombie firm: a loss but for subsidies in each of some calendar years (1 to 12) up to the latest. NULL unless all is known; 22023 for years out of range.';
/* Bootstrap: how often a replicate draws a firm. */

CREATE FUNCTION @extschema@.bootstrap_weight(firm text, replicate integer, seed bigint DEFAULT 0)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_bootstrap_text';
COMMENT ON FUNCTION @extschema@.bootstrap_weight(text, integer, bigint) IS
'How often a replicate of the bootstrap draws a firm: Poisson with mean 1. A function of firm, replicate and seed alone, the same in every row, order, plan and machine; NULL for a NULL. Chamandy et al. 2012.';

CREATE FUNCTION @extschema@.bootstrap_weight(firm bigint, replicate integer, seed bigint DEFAULT 0)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_bootstrap_int8';
COMMENT ON FUNCTION @extschema@.bootstrap_weight(bigint, integer, bigint) IS
'How often a replicate of the bootstrap draws the firm with this number: that of its decimal text. NULL for a NULL.';
/* Composite indicators: normalising, weights that data give, means of what is known. */

CREATE FUNCTION @extschema@.normalize_min_max(x double precision, direction integer DEFAULT 1)
RETURNS double precision
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_normalize_min_max';
COMMENT ON FUNCTION @extschema@.normalize_min_max(double precision, integer) IS
'Window function: (x - min)/(max - min) within the partition, 0 to 1; direction -1 turns it round. NULL for a NULL, and without any range. OECD/JRC 2008.';

CREATE FUNCTION @extschema@.normalize_z(x double precision, direction integer DEFAULT 1)
RETURNS double precision
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_normalize_z';
COMMENT ON FUNCTION @extschema@.normalize_z(double precision, integer) IS
'Window function: (x - mean)/sd within the partition, sd over n - 1; direction -1 turns it round. NULL for a NULL, and without any variance. OECD/JRC 2008.';

CREATE FUNCTION @extschema@.normalize_rank(x double precision, direction integer DEFAULT 1, ties text DEFAULT 'average')
RETURNS double precision
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_normalize_rank';
COMMENT ON FUNCTION @extschema@.normalize_rank(double precision, integer, text) IS
'Window function: rank within the partition, 1 the smallest and n the largest; direction -1 turns it round. Ties get the average, min or max of their places; NULL for a NULL. OECD/JRC 2008.';

CREATE FUNCTION @extschema@.normalize_percentile(x double precision, direction integer DEFAULT 1, ties text DEFAULT 'average')
RETURNS double precision
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_normalize_percentile';
COMMENT ON FUNCTION @extschema@.normalize_percentile(double precision, integer, text) IS
'Window function: (rank - 1)/(n - 1) within the partition, 0 to 1; direction -1 turns it round. NULL for a NULL, and for one value alone. OECD/JRC 2008.';

CREATE FUNCTION @extschema@.goalpost(x double precision, low double precision, high double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_goalpost';
COMMENT ON FUNCTION @extschema@.goalpost(double precision, double precision, double precision) IS
'(x - low)/(high - low), kept from 0 to 1: min-max between fixed points. 22023 if both points are the same. OECD/JRC 2008.';

CREATE FUNCTION @extschema@.risk_ramp(value double precision, elevated_from double precision, high_from double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_risk_ramp';
COMMENT ON FUNCTION @extschema@.risk_ramp(double precision, double precision, double precision) IS
'Risk from two cuts: 1/3 at elevated_from, 2/3 at high_from, linear, kept from 0 to 1. high_from < elevated_from: low values are risky. 22023 if both cuts are the same.';

/* The state: a row for each input row. */

CREATE TYPE @extschema@.composite_state;

CREATE FUNCTION @extschema@.composite_state_in(cstring)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_in';
COMMENT ON FUNCTION @extschema@.composite_state_in(cstring) IS
'Input function of composite_state. Raises 22P02 on malformed text.';

CREATE FUNCTION @extschema@.composite_state_out(@extschema@.composite_state)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_out';
COMMENT ON FUNCTION @extschema@.composite_state_out(@extschema@.composite_state) IS
'Output function of composite_state: lossless.';

CREATE FUNCTION @extschema@.composite_state_recv(internal)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_recv';
COMMENT ON FUNCTION @extschema@.composite_state_recv(internal) IS
'Binary input function of composite_state. Raises 22P03 on malformed bytes.';
REVOKE EXECUTE ON FUNCTION @extschema@.composite_state_recv(internal) FROM PUBLIC;

CREATE FUNCTION @extschema@.composite_state_send(@extschema@.composite_state)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_send';
COMMENT ON FUNCTION @extschema@.composite_state_send(@extschema@.composite_state) IS
'Binary output function of composite_state: the same bytes on every machine.';

CREATE TYPE @extschema@.composite_state (
    INPUT = @extschema@.composite_state_in,
    OUTPUT = @extschema@.composite_state_out,
    RECEIVE = @extschema@.composite_state_recv,
    SEND = @extschema@.composite_state_send,
    INTERNALLENGTH = variable,
    ALIGNMENT = int4,
    STORAGE = extended
);
COMMENT ON TYPE @extschema@.composite_state IS
'Rows of indicators, or of values and weights, collected so far; state of the aggregates of composite indicators';

CREATE FUNCTION @extschema@.composite_accumulate(state @extschema@.composite_state, indicators double precision[])
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_indicators';
COMMENT ON FUNCTION @extschema@.composite_accumulate(@extschema@.composite_state, double precision[]) IS
'Adds the indicators of a unit, unless one is NULL, to a state; transition function of the weights.';

CREATE FUNCTION @extschema@.composite_accumulate(state @extschema@.composite_state, value double precision, weight double precision)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_value';
COMMENT ON FUNCTION @extschema@.composite_accumulate(@extschema@.composite_state, double precision, double precision) IS
'Adds a value, NaN if NULL, and its weight to a state; transition function of the means.';

CREATE FUNCTION @extschema@.composite_accumulate(
    state @extschema@.composite_state, value double precision, weight double precision, parameter double precision)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_value';
COMMENT ON FUNCTION @extschema@.composite_accumulate(@extschema@.composite_state, double precision, double precision, double precision) IS
'Adds a value, its weight and a parameter to a state; transition function of the means.';

CREATE FUNCTION @extschema@.composite_accumulate(
    state @extschema@.composite_state, value double precision, weight double precision, exponent double precision, minimum_coverage double precision)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_value';
COMMENT ON FUNCTION @extschema@.composite_accumulate(@extschema@.composite_state, double precision, double precision, double precision, double precision) IS
'Adds a value, its weight and two parameters to a state; transition function of the power mean.';

CREATE FUNCTION @extschema@.composite_merge(state @extschema@.composite_state, other @extschema@.composite_state)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_composite_merge';
COMMENT ON FUNCTION @extschema@.composite_merge(@extschema@.composite_state, @extschema@.composite_state) IS
'Adds the rows of a state to a state, a NULL adds nothing; combine function of weights and means.';

/* Weights. */

CREATE FUNCTION @extschema@.entropy_weights_result(state @extschema@.composite_state)
RETURNS double precision[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_composite_entropy';
COMMENT ON FUNCTION @extschema@.entropy_weights_result(@extschema@.composite_state) IS
'Entropy weights of the units of a state; final function of entropy_weights.';

CREATE FUNCTION @extschema@.critic_weights_result(state @extschema@.composite_state)
RETURNS double precision[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_composite_critic';
COMMENT ON FUNCTION @extschema@.critic_weights_result(@extschema@.composite_state) IS
'CRITIC weights of the units of a state; final function of critic_weights.';

CREATE FUNCTION @extschema@.pca_weights_result(state @extschema@.composite_state)
RETURNS double precision[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_composite_pca';
COMMENT ON FUNCTION @extschema@.pca_weights_result(@extschema@.composite_state) IS
'PCA weights of the units of a state; final function of pca_weights.';

CREATE AGGREGATE @extschema@.entropy_weights(indicators double precision[]) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 10000,
    FINALFUNC = @extschema@.entropy_weights_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.entropy_weights(double precision[]) IS
'Weights from how unevenly units share an indicator, (1 - e)/sum(1 - e), e its entropy over ln n. Units with a NULL are left out; NULL for fewer than two; 22023 for negative numbers. Shannon 1948.';

CREATE AGGREGATE @extschema@.critic_weights(indicators double precision[]) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 10000,
    FINALFUNC = @extschema@.critic_weights_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.critic_weights(double precision[]) IS
'Weights from contrast and conflict: sd after min-max times the sum of 1 - correlation with the others. Units with a NULL are left out; NULL for fewer than two. Diakoulaki, Mavrotas, Papayannakis 1995.';

CREATE AGGREGATE @extschema@.pca_weights(indicators double precision[]) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 10000,
    FINALFUNC = @extschema@.pca_weights_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.pca_weights(double precision[]) IS
'Weights from squared loadings of the first principal component of the correlations. Units with a NULL are left out; NULL for fewer than two, and if no component is first. OECD/JRC 2008.';

/* Means. */

CREATE FUNCTION @extschema@.composite_mean_result(state @extschema@.composite_state)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_composite_mean';
COMMENT ON FUNCTION @extschema@.composite_mean_result(@extschema@.composite_state) IS
'The mean of the rows of a state; final function of composite_mean.';

CREATE FUNCTION @extschema@.composite_power_mean_result(state @extschema@.composite_state)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_composite_power_mean';
COMMENT ON FUNCTION @extschema@.composite_power_mean_result(@extschema@.composite_state) IS
'The power mean of the rows of a state; final function of composite_power_mean.';

CREATE FUNCTION @extschema@.composite_geometric_safety_result(state @extschema@.composite_state)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_composite_safety';
COMMENT ON FUNCTION @extschema@.composite_geometric_safety_result(@extschema@.composite_state) IS
'The risk of the rows of a state; final function of composite_geometric_safety.';

CREATE FUNCTION @extschema@.composite_coverage_result(state @extschema@.composite_state)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_composite_coverage';
COMMENT ON FUNCTION @extschema@.composite_coverage_result(@extschema@.composite_state) IS
'The share of weight that has a value in a state; final function of composite_coverage.';

CREATE AGGREGATE @extschema@.composite_mean(value double precision, weight double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_mean_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_mean(double precision, double precision) IS
'Weighted mean of the values that are known: sum w x/sum w. NULL values are missing; NULL if all are. Full compensation. OECD/JRC 2008.';

CREATE AGGREGATE @extschema@.composite_mean(value double precision, weight double precision, minimum_coverage double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_mean_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_mean(double precision, double precision, double precision) IS
'The same, but NULL if the values that are known have less than this share of the weight.';

CREATE AGGREGATE @extschema@.composite_power_mean(value double precision, weight double precision, exponent double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_power_mean_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_power_mean(double precision, double precision, double precision) IS
'Power mean (sum w x^p/sum w)^(1/p) of the values that are known. p = 0 is the geometric mean, -1 the harmonic one, Infinity the largest. NULL if all are missing; 22023 for negative values unless p = 1. OECD/JRC 2008.';

CREATE AGGREGATE @extschema@.composite_power_mean(
    value double precision, weight double precision, exponent double precision, minimum_coverage double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_power_mean_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_power_mean(double precision, double precision, double precision, double precision) IS
'The same, but NULL if the values that are known have less than this share of the weight.';

CREATE AGGREGATE @extschema@.composite_geometric_safety(risk double precision, weight double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_geometric_safety_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_geometric_safety(double precision, double precision) IS
'1 - prod max(1 - u, 0.01)^(w/sum w) of the risks that are known: one high risk counts, one zero does not wipe out. NULL if all are missing; 22023 unless from 0 to 1.';

CREATE AGGREGATE @extschema@.composite_geometric_safety(risk double precision, weight double precision, minimum_coverage double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_geometric_safety_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_geometric_safety(double precision, double precision, double precision) IS
'The same, but NULL if the risks that are known have less than this share of the weight.';

CREATE AGGREGATE @extschema@.composite_coverage(value double precision, weight double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_coverage_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_coverage(double precision, double precision) IS
'Share of the weight whose values are not NULL, 0 to 1. NULL without any weight.';

CREATE FUNCTION @extschema@.risk_power_mean(u double precision[], w double precision[] DEFAULT NULL, p double precision DEFAULT 2)
RETURNS double precision
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_risk_power_mean';
COMMENT ON FUNCTION @extschema@.risk_power_mean(double precision[], double precision[], double precision) IS
'Power mean (sum w u^p/sum w)^(1/p) of the elements of an array that are known. Weights are equal if NULL; as composite_power_mean.';

CREATE FUNCTION @extschema@.risk_geometric_safety(u double precision[], w double precision[] DEFAULT NULL)
RETURNS double precision
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_risk_geometric_safety';
COMMENT ON FUNCTION @extschema@.risk_geometric_safety(double precision[], double precision[]) IS
'1 - prod max(1 - u, 0.01)^(w/sum w) of the elements of an array that are known. Weights are equal if NULL; as composite_geometric_safety.';

CREATE FUNCTION @extschema@.topsis(
    indicators double precision[], weights double precision[] DEFAULT NULL, directions integer[] DEFAULT NULL)
RETURNS double precision
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_topsis';
COMMENT ON FUNCTION @extschema@.topsis(double precision[], double precision[], integer[]) IS
'Window function: closeness to the best and distance from the worst of the partition, 0 to 1. NULL for a unit with a NULL, and if all others are the same. Hwang, Yoon 1981.';
/*
 * How evidence becomes a risk score: models as rows, and the score of given values.
 *
 * Numbers in the checks are quoted so that they have the type of their column, whatever that is.
 */

CREATE TABLE @extschema@.policy_risk_models (
    model text PRIMARY KEY,
    description text NOT NULL,
    aggregation text NOT NULL DEFAULT 'power mean' CHECK (aggregation IN ('power mean', 'geometric safety')),
    exponent double precision NOT NULL DEFAULT 2 CHECK (exponent BETWEEN '1' AND '100'),
    shrinkage_firms double precision NOT NULL DEFAULT 5 CHECK (shrinkage_firms BETWEEN '0' AND '1e6'),
    mass_firms double precision NOT NULL DEFAULT 10 CHECK (mass_firms > '0' AND mass_firms < 'Infinity'),
    mass_size double precision NOT NULL DEFAULT 1000 CHECK (mass_size > '0' AND mass_size < 'Infinity'),
    elevated_score double precision NOT NULL DEFAULT 33.333333333333336 CHECK (elevated_score BETWEEN '0' AND '100'),
    high_score double precision NOT NULL DEFAULT 66.66666666666667 CHECK (high_score BETWEEN '0' AND '100'),
    flag_from double precision NOT NULL DEFAULT 0.6666666666666666 CHECK (flag_from BETWEEN '0' AND '1'),
    minimum_coverage double precision NOT NULL DEFAULT 0.4 CHECK (minimum_coverage BETWEEN '0' AND '1'),
    minimum_pillars integer NOT NULL DEFAULT 3 CHECK (minimum_pillars >= 1),
    grade_a double precision NOT NULL DEFAULT 0.8 CHECK (grade_a BETWEEN '0' AND '1'),
    grade_b double precision NOT NULL DEFAULT 0.6 CHECK (grade_b BETWEEN '0' AND '1'),
    CHECK (elevated_score <= high_score));
COMMENT ON TABLE @extschema@.policy_risk_models IS
'Models of policy risk: how pillars are put together and what the bands are. Those named standard... belong to the extension; copy one with policy_risk_copy_model to change it.';
COMMENT ON COLUMN @extschema@.policy_risk_models.model IS 'its name; those that begin with standard belong to the extension';
COMMENT ON COLUMN @extschema@.policy_risk_models.description IS 'what it is and why it differs';
COMMENT ON COLUMN @extschema@.policy_risk_models.aggregation IS 'power mean of the pillars'' risks, or 1 - geometric mean of their safety';
COMMENT ON COLUMN @extschema@.policy_risk_models.exponent IS 'of the power mean: 1 is the plain mean, large ones look at the worst pillar';
COMMENT ON COLUMN @extschema@.policy_risk_models.shrinkage_firms IS 'firms of prior evidence in the location quotient; 0 takes it as it is';
COMMENT ON COLUMN @extschema@.policy_risk_models.mass_firms IS 'firms that make a critical mass, unless policy_risk_levels tells for the administrative level';
COMMENT ON COLUMN @extschema@.policy_risk_models.mass_size IS 'workers that make a critical mass; not asked for where the measure counts none';
COMMENT ON COLUMN @extschema@.policy_risk_models.elevated_score IS 'band elevated from this score on, 0 to 100';
COMMENT ON COLUMN @extschema@.policy_risk_models.high_score IS 'band high from this score on';
COMMENT ON COLUMN @extschema@.policy_risk_models.flag_from IS 'a pillar''s risk from which on it is flagged beside the band, 0 to 1, if half of its weight is known';
COMMENT ON COLUMN @extschema@.policy_risk_models.minimum_coverage IS 'share of the weights that must be known for a score';
COMMENT ON COLUMN @extschema@.policy_risk_models.minimum_pillars IS 'pillars of which something must be known for a score';
COMMENT ON COLUMN @extschema@.policy_risk_models.grade_a IS 'coverage from which on the evidence is graded A';
COMMENT ON COLUMN @extschema@.policy_risk_models.grade_b IS 'coverage from which on the evidence is graded B';

CREATE TABLE @extschema@.policy_risk_pillars (
    model text NOT NULL,
    pillar text NOT NULL,
    ordinal integer NOT NULL,
    weight double precision NOT NULL DEFAULT 1 CHECK (weight BETWEEN '0' AND '1e6'),
    required boolean NOT NULL DEFAULT false,
    PRIMARY KEY (model, pillar));
COMMENT ON TABLE @extschema@.policy_risk_pillars IS 'Pillars of a model: kinds of failure, each with its weight in the score.';
COMMENT ON COLUMN @extschema@.policy_risk_pillars.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_pillars.pillar IS 'a kind of failure';
COMMENT ON COLUMN @extschema@.policy_risk_pillars.ordinal IS 'place in lists';
COMMENT ON COLUMN @extschema@.policy_risk_pillars.weight IS 'in the score, 0 or more; only proportions matter';
COMMENT ON COLUMN @extschema@.policy_risk_pillars.required IS 'no score if nothing is known of it';

CREATE TABLE @extschema@.policy_risk_cuts (
    model text NOT NULL,
    indicator text NOT NULL,
    pillar text,
    weight double precision NOT NULL DEFAULT 1 CHECK (weight BETWEEN '0' AND '1e6'),
    elevated_from double precision,
    high_from double precision,
    proxy_elevated_from double precision,
    proxy_high_from double precision,
    movable boolean NOT NULL DEFAULT false,
    PRIMARY KEY (model, indicator),
    CHECK (elevated_from > '-Infinity' AND elevated_from < 'Infinity'),
    CHECK (high_from > '-Infinity' AND high_from < 'Infinity' AND high_from <> elevated_from),
    CHECK (proxy_elevated_from > '-Infinity' AND proxy_elevated_from < 'Infinity'),
    CHECK (proxy_high_from > '-Infinity' AND proxy_high_from < 'Infinity'),
    CHECK (coalesce(proxy_elevated_from, elevated_from) <> coalesce(proxy_high_from, high_from)));
COMMENT ON TABLE @extschema@.policy_risk_cuts IS 'Indicators of a model: their pillar, their weight in it, and from where their values are risky.';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.indicator IS 'one of the view policy_risk_catalog';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.pillar IS 'NULL: reported, not scored';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.weight IS 'within its pillar, 0 or more; only proportions matter';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.elevated_from IS 'value with risk 1/3';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.high_from IS 'value with risk 2/3; below elevated_from if less is riskier';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.proxy_elevated_from IS 'the same where a substitute is measured; NULL: as elevated_from';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.proxy_high_from IS 'the same where a substitute is measured; NULL: as high_from';
COMMENT ON COLUMN @extschema@.policy_risk_cuts.movable IS 'can the policy itself change it?';

CREATE TABLE @extschema@.policy_risk_portfolio_cuts (
    model text NOT NULL,
    part text NOT NULL CHECK (part IN ('mean_risk', 'tail', 'breadth', 'founded', 'isomorphism', 'fiscal')),
    weight double precision NOT NULL DEFAULT 1 CHECK (weight >= '0' AND weight < 'Infinity'),
    elevated_from double precision,
    high_from double precision,
    PRIMARY KEY (model, part),
    CHECK (elevated_from <> high_from),
    CHECK (part NOT IN ('mean_risk', 'tail') OR elevated_from IS NULL AND high_from IS NULL));
COMMENT ON TABLE @extschema@.policy_risk_portfolio_cuts IS 'Parts of the score of a whole list: what they weigh, and from where their values are risky.';
COMMENT ON COLUMN @extschema@.policy_risk_portfolio_cuts.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_portfolio_cuts.part IS 'mean_risk and tail, or one of the shape of the list';
COMMENT ON COLUMN @extschema@.policy_risk_portfolio_cuts.weight IS 'in the score of a list, 0 or more; only proportions matter';
COMMENT ON COLUMN @extschema@.policy_risk_portfolio_cuts.elevated_from IS 'value with risk 1/3; NULL: no risk is told';
COMMENT ON COLUMN @extschema@.policy_risk_portfolio_cuts.high_from IS 'value with risk 2/3; below elevated_from if less is riskier';

CREATE TABLE @extschema@.policy_risk_levels (
    model text NOT NULL,
    admin_level text NOT NULL,
    mass_firms double precision NOT NULL CHECK (mass_firms > '0' AND mass_firms < 'Infinity'),
    mass_size double precision NOT NULL CHECK (mass_size > '0' AND mass_size < 'Infinity'),
    PRIMARY KEY (model, admin_level));
COMMENT ON TABLE @extschema@.policy_risk_levels IS 'Critical mass by administrative level: a county needs less than a province.';
COMMENT ON COLUMN @extschema@.policy_risk_levels.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_levels.admin_level IS 'as policies or the tree of regions name it';
COMMENT ON COLUMN @extschema@.policy_risk_levels.mass_firms IS 'firms that make a critical mass there';
COMMENT ON COLUMN @extschema@.policy_risk_levels.mass_size IS 'workers that make a critical mass there';

CREATE TABLE @extschema@.policy_risk_phrases (
    model text NOT NULL,
    language text NOT NULL,
    key text NOT NULL,
    phrase text NOT NULL,
    PRIMARY KEY (model, language, key));
COMMENT ON TABLE @extschema@.policy_risk_phrases IS 'Sentences of policy_risk_explain. A model without a phrase takes that of the shipped model.';
COMMENT ON COLUMN @extschema@.policy_risk_phrases.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_phrases.language IS 'en, zh, or one of your own';
COMMENT ON COLUMN @extschema@.policy_risk_phrases.key IS 'what the sentence is about';
COMMENT ON COLUMN @extschema@.policy_risk_phrases.phrase IS 'the sentence; words in braces are filled in';

CREATE TABLE @extschema@.policy_risk_stances (
    model text NOT NULL,
    ordinal integer NOT NULL,
    stance text NOT NULL,
    scored boolean,
    bands text[],
    stages text[],
    flagged text,
    risky text[],
    safe text[],
    not_risky text[],
    PRIMARY KEY (model, ordinal));
COMMENT ON TABLE @extschema@.policy_risk_stances IS 'What a government might do about a target: rules of thumb, of which the first that fits wins. A rule fits if all its conditions do; NULL asks nothing. Its sentence is the phrase stance.<stance>. After Rodrik 2004, Porter 2000, Lin 2012, Duranton 2011.';
COMMENT ON COLUMN @extschema@.policy_risk_stances.model IS 'the model';
COMMENT ON COLUMN @extschema@.policy_risk_stances.ordinal IS 'rules are tried in this order';
COMMENT ON COLUMN @extschema@.policy_risk_stances.stance IS 'what to do';
COMMENT ON COLUMN @extschema@.policy_risk_stances.scored IS 'is there a score?';
COMMENT ON COLUMN @extschema@.policy_risk_stances.bands IS 'bands that it is for';
COMMENT ON COLUMN @extschema@.policy_risk_stances.stages IS 'stages of the cluster that it is for';
COMMENT ON COLUMN @extschema@.policy_risk_stances.flagged IS 'a pillar that is flagged';
COMMENT ON COLUMN @extschema@.policy_risk_stances.risky IS 'pillars or indicators with a risk of 2/3 and more';
COMMENT ON COLUMN @extschema@.policy_risk_stances.safe IS 'pillars or indicators with a risk of 1/3 and less';
COMMENT ON COLUMN @extschema@.policy_risk_stances.not_risky IS 'pillars or indicators whose risk is not known to be 2/3 or more';

CREATE FUNCTION @extschema@.policy_risk_keep_shipped()
RETURNS trigger
LANGUAGE c
AS 'MODULE_PATHNAME', 'cext_policy_keep_shipped';
COMMENT ON FUNCTION @extschema@.policy_risk_keep_shipped() IS
'Trigger that refuses to change models whose name begins with standard. They belong to the extension; raises 55000.';
REVOKE EXECUTE ON FUNCTION @extschema@.policy_risk_keep_shipped() FROM PUBLIC;

CREATE FUNCTION @extschema@.policy_risk_pass_over_shipped()
RETURNS trigger
LANGUAGE c
AS 'MODULE_PATHNAME', 'cext_policy_pass_over_shipped';
COMMENT ON FUNCTION @extschema@.policy_risk_pass_over_shipped() IS
'Trigger that passes over models whose name begins with standard where rows are replicated. The subscriber has its own.';
REVOKE EXECUTE ON FUNCTION @extschema@.policy_risk_pass_over_shipped() FROM PUBLIC;

CREATE FUNCTION @extschema@.policy_risk_take_rows_along()
RETURNS trigger
LANGUAGE c
AS 'MODULE_PATHNAME', 'cext_policy_take_rows_along';
COMMENT ON FUNCTION @extschema@.policy_risk_take_rows_along() IS
'Trigger that renames or deletes the rows of a model, or of a pillar, with it. Foreign keys would, too, but parallel restores fill tables in any order.';
REVOKE EXECUTE ON FUNCTION @extschema@.policy_risk_take_rows_along() FROM PUBLIC;

INSERT INTO @extschema@.policy_risk_models (model, description)
VALUES ('standard', 'Six pillars of equal weight, each as far as it is known, quadratic mean, cuts of 2026');

INSERT INTO @extschema@.policy_risk_pillars (model, pillar, ordinal, required) VALUES
    ('standard', 'fit', 1, true), ('standard', 'structure', 2, false), ('standard', 'crowding', 3, false),
    ('standard', 'softbudget', 4, false), ('standard', 'dynamics', 5, false), ('standard', 'ambition', 6, false);

INSERT INTO @extschema@.policy_risk_cuts
    (model, indicator, pillar, weight, elevated_from, high_from, proxy_elevated_from, proxy_high_from, movable) VALUES
    ('standard', 'lq', 'fit', 1, 1, 0.5, NULL, NULL, false),
    ('standard', 'rel_density', 'fit', 1, 0, -1, NULL, NULL, false),
    ('standard', 'factor_gap', 'fit', 1, pg_catalog.ln(1.5::double precision), pg_catalog.ln(3::double precision), NULL, NULL, false),
    ('standard', 'mass', 'structure', 1, 1, 0.4, NULL, NULL, false),
    ('standard', 'dominance', 'structure', 1, 0.18, 0.4, NULL, NULL, false),
    ('standard', 'footloose', 'structure', 0.5, 0.4, 0.6, 0.2, 0.35, false),
    ('standard', 'copycat', 'crowding', 1, 0.35, 0.65, NULL, NULL, true),
    ('standard', 'overcapacity', 'crowding', 1, 0.76, 0.7, NULL, NULL, false),
    ('standard', 'sum_of_plans', 'crowding', 1, 1, 1.3, NULL, NULL, true),
    ('standard', 'subsidy', 'softbudget', 1, 0.02, 0.05, NULL, NULL, true),
    ('standard', 'zombie', 'softbudget', 1, 0.05, 0.15, NULL, NULL, false),
    ('standard', 'linkage', 'softbudget', 1, 0.5, 0.3, NULL, NULL, false),
    ('standard', 'local_shift', 'dynamics', 1, -0.01, -0.04, NULL, NULL, false),
    ('standard', 'volatility', 'dynamics', 1, 0.1, 0.2, NULL, NULL, false),
    ('standard', 'branch_outlook', 'dynamics', 1, -0.01, -0.04, NULL, NULL, false),
    ('standard', 'region_trend', 'dynamics', 1, -0.005, -0.02, NULL, NULL, false),
    ('standard', 'related_trend', 'dynamics', 1, -0.01, -0.03, NULL, NULL, false),
    ('standard', 'ambition', 'ambition', 1, 0.25, 0.1, NULL, NULL, true),
    ('standard', 'leverage', 'ambition', 1, 0.1, 0.3, NULL, NULL, true),
    ('standard', 'design_gap', 'ambition', 1, 0.25, 0.5, NULL, NULL, true),
    ('standard', 'export_share', NULL, 0, NULL, NULL, NULL, NULL, false),
    ('standard', 'champion_bias', NULL, 0, NULL, NULL, NULL, NULL, false),
    ('standard', 'follower_rank', NULL, 0, NULL, NULL, NULL, NULL, false),
    ('standard', 'env_gap', NULL, 0, 0, pg_catalog.ln(1.5::double precision), NULL, NULL, false),
    ('standard', 'top1_share', NULL, 0, NULL, NULL, NULL, NULL, false),
    ('standard', 'raw_shift', NULL, 0, NULL, NULL, NULL, NULL, false);

INSERT INTO @extschema@.policy_risk_stances (model, ordinal, stance, scored, bands, stages, flagged, risky, safe, not_risky) VALUES
    ('standard', 1, 'learn first', false, NULL, NULL, NULL, NULL, NULL, NULL),
    ('standard', 2, 'stay out', NULL, '{high}', NULL, NULL, '{fit}', NULL, NULL),
    ('standard', 3, 'reform first', NULL, NULL, NULL, 'softbudget', NULL, NULL, NULL),
    ('standard', 4, 'scale back', NULL, NULL, NULL, 'crowding', NULL, '{fit}', NULL),
    ('standard', 5, 'scale back', NULL, NULL, NULL, 'ambition', NULL, '{fit}', NULL),
    ('standard', 6, 'broaden', NULL, NULL, NULL, NULL, '{dominance}', '{mass}', NULL),
    ('standard', 7, 'manage the decline', NULL, NULL, NULL, NULL, '{branch_outlook}', NULL, NULL),
    ('standard', 8, 'pilot', NULL, '{low,elevated}', '{emerging}', NULL, NULL, NULL, '{fit}'),
    ('standard', 9, 'enable', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO @extschema@.policy_risk_portfolio_cuts (model, part, weight, elevated_from, high_from) VALUES
    ('standard', 'mean_risk', 0.5, NULL, NULL),
    ('standard', 'tail', 0.2, NULL, NULL),
    ('standard', 'breadth', 0.1, 1, 2),
    ('standard', 'founded', 0.1, 0.5, 0.25),
    ('standard', 'isomorphism', 0.1, 0.3, 0.5),
    ('standard', 'fiscal', 0, 0.02, 0.05);

CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_models
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_models
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_models
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_models ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_models', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_pillars
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_pillars
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_pillars
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_pillars ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_pillars', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_cuts
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_cuts
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_cuts
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_cuts ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_cuts', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_portfolio_cuts
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_portfolio_cuts
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_portfolio_cuts
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_portfolio_cuts ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_portfolio_cuts', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_levels
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_levels
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_levels
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_levels ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_levels', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_phrases
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_phrases
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_phrases
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_phrases ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_phrases', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER keep_shipped AFTER INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_stances
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER keep_shipped_whole AFTER TRUNCATE ON @extschema@.policy_risk_stances
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.policy_risk_keep_shipped();
CREATE TRIGGER pass_over_shipped BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.policy_risk_stances
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_pass_over_shipped();
ALTER TABLE @extschema@.policy_risk_stances ENABLE REPLICA TRIGGER pass_over_shipped;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_stances', 'WHERE model NOT LIKE ''standard%''');
CREATE TRIGGER take_rows_along AFTER UPDATE OR DELETE ON @extschema@.policy_risk_models
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_take_rows_along('policy_risk_pillars', 'policy_risk_cuts', 'policy_risk_portfolio_cuts', 'policy_risk_levels', 'policy_risk_phrases', 'policy_risk_stances');
CREATE TRIGGER take_rows_along AFTER UPDATE OR DELETE ON @extschema@.policy_risk_pillars
    FOR EACH ROW EXECUTE FUNCTION @extschema@.policy_risk_take_rows_along('policy_risk_cuts');
-- Everybody reads all models.  Whoever owns the extension edits them; more rights on tables that a superuser owns, such as TRIGGER, could be turned against that superuser.
GRANT SELECT ON @extschema@.policy_risk_models, @extschema@.policy_risk_pillars, @extschema@.policy_risk_cuts,
    @extschema@.policy_risk_portfolio_cuts, @extschema@.policy_risk_levels, @extschema@.policy_risk_phrases, @extschema@.policy_risk_stances TO PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON @extschema@.policy_risk_models, @extschema@.policy_risk_pillars, @extschema@.policy_risk_cuts,
    @extschema@.policy_risk_portfolio_cuts, @extschema@.policy_risk_levels, @extschema@.policy_risk_phrases, @extschema@.policy_risk_stances TO @extowner@;

CREATE FUNCTION @extschema@.policy_risk_copy_model(source text, target text, description text DEFAULT NULL)
RETURNS text
LANGUAGE sql VOLATILE PARALLEL UNSAFE
AS $$
    INSERT INTO @extschema@.policy_risk_models (model, description, aggregation, exponent, shrinkage_firms, mass_firms, mass_size, elevated_score, high_score, flag_from,
        minimum_coverage, minimum_pillars, grade_a, grade_b)
    SELECT target, coalesce(policy_risk_copy_model.description, m.description), aggregation, exponent, shrinkage_firms, mass_firms, mass_size, elevated_score, high_score, flag_from,
        minimum_coverage, minimum_pillars, grade_a, grade_b
    FROM @extschema@.policy_risk_models AS m WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_pillars (model, pillar, ordinal, weight, required)
    SELECT target, pillar, ordinal, weight, required
    FROM @extschema@.policy_risk_pillars WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_cuts (model, indicator, pillar, weight, elevated_from, high_from, proxy_elevated_from, proxy_high_from, movable)
    SELECT target, indicator, pillar, weight, elevated_from, high_from, proxy_elevated_from, proxy_high_from, movable
    FROM @extschema@.policy_risk_cuts WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_portfolio_cuts (model, part, weight, elevated_from, high_from)
    SELECT target, part, weight, elevated_from, high_from
    FROM @extschema@.policy_risk_portfolio_cuts WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_levels (model, admin_level, mass_firms, mass_size)
    SELECT target, admin_level, mass_firms, mass_size
    FROM @extschema@.policy_risk_levels WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_phrases (model, language, key, phrase)
    SELECT target, language, key, phrase
    FROM @extschema@.policy_risk_phrases WHERE model OPERATOR(pg_catalog.=) source;
    INSERT INTO @extschema@.policy_risk_stances (model, ordinal, stance, scored, bands, stages, flagged, risky, safe, not_risky)
    SELECT target, ordinal, stance, scored, bands, stages, flagged, risky, safe, not_risky
    FROM @extschema@.policy_risk_stances WHERE model OPERATOR(pg_catalog.=) source;
    SELECT target FROM @extschema@.policy_risk_models WHERE model OPERATOR(pg_catalog.=) source
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_copy_model(text, text, text) IS
'Copies a model of policy risk under a new name, to be edited. Returns the name, NULL if there is no such source; 23505 if the name is taken.';

CREATE TYPE @extschema@.policy_risk_score_row AS (
    score double precision, band text, band_code integer,
    score_low double precision, score_high double precision,
    score_if_best double precision, score_if_worst double precision, band_if_best text, band_if_worst text,
    coverage double precision, grade text, flags integer, flagged text[]);
COMMENT ON TYPE @extschema@.policy_risk_score_row IS
'Row of policy_risk_score';

CREATE FUNCTION @extschema@.policy_risk_score(
    indicators text[],
    "values" double precision[],
    model text DEFAULT 'standard',
    not_applicable text[] DEFAULT NULL)
RETURNS @extschema@.policy_risk_score_row
LANGUAGE c STABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_policy_model_score';
COMMENT ON FUNCTION @extschema@.policy_risk_score(text[], double precision[], text, text[]) IS
'Risk score, 0 to 100, of given values of indicators by a model. Those that are not given lower the coverage, unless they do not apply; NULL below the model''s minimum. score_low and score_high need a panel and are NULL. 22023 for unknown indicators or models.';

CREATE TYPE @extschema@.policy_risk_contributions_row AS (
    indicator text, pillar text, value double precision, risk double precision,
    pillar_risk double precision, contribution double precision);
COMMENT ON TYPE @extschema@.policy_risk_contributions_row IS
'Row of policy_risk_contributions';

CREATE FUNCTION @extschema@.policy_risk_contributions(
    indicators text[],
    "values" double precision[],
    model text DEFAULT 'standard',
    not_applicable text[] DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_contributions_row
LANGUAGE c STABLE PARALLEL SAFE COST 1000 ROWS 20
AS 'MODULE_PATHNAME', 'cext_policy_model_contributions';
COMMENT ON FUNCTION @extschema@.policy_risk_contributions(text[], double precision[], text, text[]) IS
'What each indicator contributes to the risk score of given values. Contributions add up to the score; NULL where the value is missing.';

CREATE TYPE @extschema@.policy_risk_indicator_cards_row AS (
    indicator text, ordinal integer, title text, unit text, formula text, needs text, fallback text, source text);
COMMENT ON TYPE @extschema@.policy_risk_indicator_cards_row IS
'Row of policy_risk_indicator_cards';

CREATE FUNCTION @extschema@.policy_risk_indicator_cards()
RETURNS SETOF @extschema@.policy_risk_indicator_cards_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 ROWS 26
AS 'MODULE_PATHNAME', 'cext_policy_model_cards';
COMMENT ON FUNCTION @extschema@.policy_risk_indicator_cards() IS
'The indicators of policy risk as the library computes them. See the view policy_risk_catalog.';

CREATE TYPE @extschema@.policy_risk_measure_cards_row AS (
    measure text, unit text, meaning text);
COMMENT ON TYPE @extschema@.policy_risk_measure_cards_row IS
'Row of policy_risk_measure_cards';

CREATE FUNCTION @extschema@.policy_risk_measure_cards()
RETURNS SETOF @extschema@.policy_risk_measure_cards_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 ROWS 25
AS 'MODULE_PATHNAME', 'cext_policy_model_measures';
COMMENT ON FUNCTION @extschema@.policy_risk_measure_cards() IS
'The measures that a panel may have. See the view policy_risk_measures.';

CREATE VIEW @extschema@.policy_risk_catalog AS
SELECT c.model, i.ordinal, i.indicator, i.title, c.pillar, c.weight, i.unit, i.formula,
       CASE WHEN c.high_from OPERATOR(pg_catalog.<) c.elevated_from THEN 'less is riskier' WHEN c.high_from IS NOT NULL THEN 'more is riskier' END AS direction,
       c.elevated_from, c.high_from, c.proxy_elevated_from, c.proxy_high_from, c.movable, i.needs, i.fallback, i.source
FROM @extschema@.policy_risk_indicator_cards() AS i
JOIN @extschema@.policy_risk_cuts AS c ON c.indicator OPERATOR(pg_catalog.=) i.indicator;
COMMENT ON VIEW @extschema@.policy_risk_catalog IS 'What every indicator of policy risk is: formula, unit, direction, cuts of each model, data it needs, source.';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.model IS 'the model whose cuts these are';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.ordinal IS 'place in lists';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.indicator IS 'its name';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.title IS 'its name for people';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.pillar IS 'kind of failure that it is evidence of; NULL: reported, not scored';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.weight IS 'within its pillar';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.unit IS 'unit of the value';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.formula IS 'how the value is computed';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.direction IS 'whether more or less of it is riskier; NULL: neither';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.elevated_from IS 'value with risk 1/3';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.high_from IS 'value with risk 2/3';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.proxy_elevated_from IS 'the same where a substitute is measured; NULL: as elevated_from';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.proxy_high_from IS 'the same where a substitute is measured; NULL: as high_from';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.movable IS 'can the policy itself change it?';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.needs IS 'measures of the panel, and columns of the policies';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.fallback IS 'what is measured without some of them';
COMMENT ON COLUMN @extschema@.policy_risk_catalog.source IS 'literature that the indicator rests on';
GRANT SELECT ON @extschema@.policy_risk_catalog TO PUBLIC;

CREATE VIEW @extschema@.policy_risk_measures AS
SELECT measure, unit, meaning FROM @extschema@.policy_risk_measure_cards();
COMMENT ON VIEW @extschema@.policy_risk_measures IS 'Names of the measures that a panel may have, their units and meanings.';
COMMENT ON COLUMN @extschema@.policy_risk_measures.measure IS 'its name in the panel';
COMMENT ON COLUMN @extschema@.policy_risk_measures.unit IS 'unit of the sizes';
COMMENT ON COLUMN @extschema@.policy_risk_measures.meaning IS 'what the firms of its matrix add up to';
GRANT SELECT ON @extschema@.policy_risk_measures TO PUBLIC;
/* Policy risk: indicators and scores of targeted pairs of region and industry. */

CREATE TYPE @extschema@.policy_risk_indicators_row AS (
    region text, industry text, indicator text, value double precision, risk double precision,
    elevated_from double precision, high_from double precision, status text,
    firms bigint, effective_firms double precision, pillar text, contribution double precision,
    model text, as_of integer);
COMMENT ON TYPE @extschema@.policy_risk_indicators_row IS
'Row of policy_risk_indicators';

CREATE FUNCTION @extschema@.policy_risk_indicators(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_indicators_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_policy_risk_indicators';
COMMENT ON FUNCTION @extschema@.policy_risk_indicators(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text) IS
'Risk indicators of every targeted pair, or of the pairs given, one row each. value and risk are NULL where status tells why; 42703 for relations that lack a column, 22023 for a year, measure or model that there is not.';

CREATE TYPE @extschema@.policy_risk_scores_row AS (
    region text, industry text, score double precision, band text, band_code integer,
    score_low double precision, score_high double precision,
    score_if_best double precision, score_if_worst double precision, band_if_best text, band_if_worst text,
    coverage double precision, grade text, flags integer, flagged text[], fragile boolean, has_proxy boolean,
    status text, stage text, firms bigint, effective_firms double precision,
    model text, as_of integer, extension_version text);
COMMENT ON TYPE @extschema@.policy_risk_scores_row IS
'Row of policy_risk_scores';

CREATE FUNCTION @extschema@.policy_risk_scores(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    draws integer DEFAULT 500,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_risk_scores_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_risk_scores';
COMMENT ON FUNCTION @extschema@.policy_risk_scores(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, bigint) IS
'Risk score of every targeted pair, or of the pairs given. 0 to 100, band, plausible range (5th and 95th percentile of draws of what is unknown from pairs that are like it), bounds, coverage, flagged pillars. NULL score and band insufficient_data where too little is known.';
/* Why a pair has its risk score, in sentences; the sentences are rows.  This script is ASCII: those in other letters come from the library. */

CREATE TYPE @extschema@.policy_risk_shipped_phrases_row AS (
    language text, key text, phrase text);
COMMENT ON TYPE @extschema@.policy_risk_shipped_phrases_row IS
'Row of policy_risk_shipped_phrases';

CREATE FUNCTION @extschema@.policy_risk_shipped_phrases()
RETURNS SETOF @extschema@.policy_risk_shipped_phrases_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 ROWS 260
AS 'MODULE_PATHNAME', 'cext_policy_shipped_phrases';
COMMENT ON FUNCTION @extschema@.policy_risk_shipped_phrases() IS
'Sentences that come with the library, in languages that the database can hold. English everywhere, Chinese in UTF8 and EUC_CN.';

INSERT INTO @extschema@.policy_risk_phrases (model, language, key, phrase)
SELECT 'standard', language, key, phrase FROM @extschema@.policy_risk_shipped_phrases();

CREATE TYPE @extschema@.policy_risk_explain_row AS (
    region text, industry text, section text, ordinal integer, indicator text, pillar text,
    value double precision, risk double precision, contribution double precision,
    peer_rank integer, peers integer, score_if double precision, sentence text,
    model text, as_of integer);
COMMENT ON TYPE @extschema@.policy_risk_explain_row IS
'Row of policy_risk_explain';

CREATE FUNCTION @extschema@.policy_risk_explain(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    language text DEFAULT 'en',
    titles regclass DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_explain_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_policy_explain';
COMMENT ON FUNCTION @extschema@.policy_risk_explain(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, text, regclass) IS
'Why each pair has its risk score, in sentences. The verdict, flags, at most five reasons of a point and more, what speaks for it, changes that would lower the score, caveats. Regions and industries by titles (code, language, title), if given. contribution NULL without a score; 22023 for a language without phrases.';
/* How far policy-risk scores depend on choices of ours. */

CREATE TYPE @extschema@.policy_risk_uncertainty_row AS (
    region text, industry text, score double precision,
    score_p05 double precision, score_p50 double precision, score_p95 double precision,
    rank integer, rank_p05 double precision, rank_p95 double precision,
    prob_elevated double precision, prob_high double precision, draws integer, model text, as_of integer);
COMMENT ON TYPE @extschema@.policy_risk_uncertainty_row IS
'Row of policy_risk_uncertainty';

CREATE FUNCTION @extschema@.policy_risk_uncertainty(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    alternative_measure text DEFAULT NULL,
    draws integer DEFAULT 500,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_risk_uncertainty_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_uncertainty';
COMMENT ON FUNCTION @extschema@.policy_risk_uncertainty(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, text, integer, bigint) IS
'How far each score and rank depends on our choices and on what is unknown. Seeded draws of weights, exponent, cuts, shrinkage and, from pairs that are like it, what is unknown; prob_high is the share of draws in band high, not the chance of failure; NULL without a score.';

CREATE TYPE @extschema@.policy_risk_sensitivity_row AS (
    kind text, choice text, mean_rank_shift double precision);
COMMENT ON TYPE @extschema@.policy_risk_sensitivity_row IS
'Row of policy_risk_sensitivity';

CREATE FUNCTION @extschema@.policy_risk_sensitivity(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    alternative_measure text DEFAULT NULL,
    draws integer DEFAULT 500,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_risk_sensitivity_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 22
AS 'MODULE_PATHNAME', 'cext_policy_sensitivity';
COMMENT ON FUNCTION @extschema@.policy_risk_sensitivity(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, text, integer, bigint) IS
'By how many places ranks move when one choice is drawn anew, or one indicator left out. NULL without scores. Saisana, Saltelli, Tarantola 2005.';
/* Policy risk of whole lists: a region's portfolio, and a province with its regions. */

CREATE TYPE @extschema@.policy_portfolio_risk_row AS (
    region text, portfolio_score double precision, targets integer, scored integer, weighted_by text,
    mean_risk double precision, tail double precision, worst double precision, worst_industry text,
    breadth double precision, breadth_risk double precision,
    founded double precision, founded_expected double precision, founded_z double precision, founded_risk double precision,
    peers integer, isomorphism double precision, isomorphism_risk double precision,
    coherence double precision, coherence_expected double precision, coherence_z double precision,
    common_shock double precision, amount double precision, fiscal double precision, fiscal_risk double precision,
    model text, as_of integer, extension_version text);
COMMENT ON TYPE @extschema@.policy_portfolio_risk_row IS
'Row of policy_portfolio_risk';

CREATE FUNCTION @extschema@.policy_portfolio_risk(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL)
RETURNS SETOF @extschema@.policy_portfolio_risk_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_portfolio_risk';
COMMENT ON FUNCTION @extschema@.policy_portfolio_risk(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text) IS
'How risky all that a region targets is together, one row for each region with a list. Score 0 to 100 and its parts; portfolio_score is NULL without a scored target, each part where it is not defined.';

CREATE TYPE @extschema@.policy_province_risk_row AS (
    region text, regions integer, own_targets integer, targets integer, industries integer, scored integer, weighted_by text,
    mean_risk double precision, tail double precision, worst double precision, worst_region text, worst_industry text,
    distinct_share double precision, duplicated integer, sum_of_plans double precision, amount double precision,
    model text, as_of integer, extension_version text);
COMMENT ON TYPE @extschema@.policy_province_risk_row IS
'Row of policy_province_risk';

CREATE FUNCTION @extschema@.policy_province_risk(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL)
RETURNS SETOF @extschema@.policy_province_risk_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_portfolio_provinces';
COMMENT ON FUNCTION @extschema@.policy_province_risk(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text) IS
'Lists of a province and of the regions below it together: risk, division of labour, sum of plans. One row for each parent in region_tree that has targets; no rows without region_tree.';
/* Target lists that copy each other, beyond what chance gives. */

CREATE TYPE @extschema@.policy_isomorphism_row AS (
    region_a text, region_b text, targets_a integer, targets_b integer, shared integer,
    jaccard double precision, expected_jaccard double precision, corrected_jaccard double precision, cosine double precision,
    as_of integer);
COMMENT ON TYPE @extschema@.policy_isomorphism_row IS
'Row of policy_isomorphism';

CREATE FUNCTION @extschema@.policy_isomorphism(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    minimum double precision DEFAULT 0,
    permutations integer DEFAULT 300,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_isomorphism_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_isomorphism_pairs';
COMMENT ON FUNCTION @extschema@.policy_isomorphism(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, double precision, integer, bigint) IS
'How alike the target lists of regions of one level are, and would be by chance. One row for each pair with a Jaccard of minimum or more, NULL where undefined, seeded. Strona et al. 2014.';

CREATE TYPE @extschema@.policy_isomorphism_by_region_row AS (
    region text, targets integer, peers integer,
    isomorphism double precision, expected_isomorphism double precision, corrected_isomorphism double precision, cosine double precision,
    closest text, closest_jaccard double precision,
    parent text, follows double precision, follows_unfounded double precision, as_of integer);
COMMENT ON TYPE @extschema@.policy_isomorphism_by_region_row IS
'Row of policy_isomorphism_by_region';

CREATE FUNCTION @extschema@.policy_isomorphism_by_region(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    permutations integer DEFAULT 300,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_isomorphism_by_region_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_isomorphism_members';
COMMENT ON FUNCTION @extschema@.policy_isomorphism_by_region(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, bigint) IS
'How alike each region''s list is to those of its peers, and whether it follows the list of its parent. Means over peers; NULL without peers, or without a list of the parent.';
/* What there is to gain from targets, and from others instead. */

CREATE TYPE @extschema@.policy_opportunity_row AS (
    region text, industry text, targeted boolean, score double precision, band text,
    opportunity double precision, quadrant text,
    complexity double precision, complexity_rank double precision, gain double precision, gain_rank double precision,
    growth double precision, growth_rank double precision, market_room double precision, market_room_rank double precision,
    model text, as_of integer, extension_version text);
COMMENT ON TYPE @extschema@.policy_opportunity_row IS
'Row of policy_opportunity';

CREATE FUNCTION @extschema@.policy_opportunity(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    untargeted boolean DEFAULT false,
    per_region integer DEFAULT 3,
    risk_from double precision DEFAULT 50,
    opportunity_from double precision DEFAULT 50)
RETURNS SETOF @extschema@.policy_opportunity_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_opportunity';
COMMENT ON FUNCTION @extschema@.policy_opportunity(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, boolean, integer, double precision, double precision) IS
'Risk of every target beside what there is to gain: complexity, what it leads to, growth, room in the market. With untargeted, what regions might look at instead. NULL opportunity below two known parts. Balland et al. 2019.';
/* How much cells move by the chance of few firms, and which moved more. */

CREATE TYPE @extschema@.cell_noise_row AS (
    as_of integer, horizon integer, phi double precision, a2 double precision, estimated boolean,
    cells bigint, groups integer, windows integer);
COMMENT ON TYPE @extschema@.cell_noise_row IS
'Row of cell_noise';

CREATE FUNCTION @extschema@.cell_noise(
    panel regclass,
    as_of integer,
    horizon integer DEFAULT 3,
    measure text DEFAULT 'employment')
RETURNS @extschema@.cell_noise_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000
AS 'MODULE_PATHNAME', 'cext_cell_noise';
COMMENT ON FUNCTION @extschema@.cell_noise(regclass, integer, integer, text) IS
'How much cells grow apart from their industry elsewhere by chance: variance phi/N + a2 of N effective firms. estimated is false where a panel is too small to tell; phi and a2 are those of American states then.';

CREATE TYPE @extschema@.growth_surprise_row AS (
    region text, industry text, base double precision, final double precision, expected double precision,
    effective_firms double precision, surprise double precision, p double precision, p_adjusted double precision,
    status text, phi double precision, a2 double precision, noise text);
COMMENT ON TYPE @extschema@.growth_surprise_row IS
'Row of growth_surprise';

CREATE FUNCTION @extschema@.growth_surprise(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    phi double precision DEFAULT NULL,
    a2 double precision DEFAULT NULL)
RETURNS SETOF @extschema@.growth_surprise_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_growth_surprise';
COMMENT ON FUNCTION @extschema@.growth_surprise(@extschema@.cluster_matrix, @extschema@.cluster_matrix, double precision, double precision) IS
'Growth of every cell against its industry elsewhere in standard deviations of its own noise. p is two-sided, p_adjusted that for all cells (Benjamini-Hochberg). NULL where nothing was, the industry is nowhere else or its firms are unknown (status); 22023 for half a noise.';
/* What came of targets, and whether scores foresaw it. */

CREATE TYPE @extschema@.policy_event_study_row AS (
    event_year integer, treated integer, controls integer,
    gap double precision, control_gap double precision, difference double precision, standard_error double precision,
    pretrend double precision, pretrend_p double precision,
    regions integer, difference_lower double precision, difference_upper double precision, p_value double precision, status text);
COMMENT ON TYPE @extschema@.policy_event_study_row IS
'Row of policy_event_study';

CREATE FUNCTION @extschema@.policy_event_study(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    before integer DEFAULT 3,
    after integer DEFAULT 5)
RETURNS SETOF @extschema@.policy_event_study_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 9
AS 'MODULE_PATHNAME', 'cext_policy_event_study';
COMMENT ON FUNCTION @extschema@.policy_event_study(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, integer) IS
'Growth of targeted pairs beyond their industry''s, year by year around the start, and of peers not yet targeted. No error, bounds or p below three treated regions (status too_few); NULL without any pair. A description, not an effect.';

CREATE TYPE @extschema@.policy_backtest_row AS (
    as_of integer, horizon integer, outcome text, population text, predictor text, pairs bigint, events bigint,
    base_rate double precision, auc double precision, auc_lower double precision, auc_upper double precision,
    auc_within_size double precision, precision_area double precision, lift double precision,
    brier double precision, brier_skill double precision, brier_skill_chance double precision,
    calibration_slope double precision, calibration_intercept double precision,
    usefulness double precision, usefulness_80 double precision,
    difference double precision, difference_lower double precision, difference_upper double precision, verdict text);
COMMENT ON TYPE @extschema@.policy_backtest_row IS
'Row of policy_backtest';

CREATE FUNCTION @extschema@.policy_backtest(
    panel regclass,
    policies regclass,
    as_of integer[],
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    horizon integer DEFAULT 3,
    fall double precision DEFAULT -0.2,
    outcomes text[] DEFAULT NULL,
    replicates integer DEFAULT 200,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_backtest_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000000 ROWS 14
AS 'MODULE_PATHNAME', 'cext_policy_backtest';
COMMENT ON FUNCTION @extschema@.policy_backtest(regclass, regclass, integer[], @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, double precision, text[], integer, bigint) IS
'Whether scores by what was known in a year tell what came later, and better than the chance of few firms. outcomes are fell, beyond (the usual one, and beside fell always), behind, exit_of_established; verdict looks at bounds. NULL without events or others; 22023 for another outcome.';

CREATE TYPE @extschema@.policy_backtest_calibration_row AS (
    as_of integer, horizon integer, outcome text, population text, tenth integer, pairs bigint, events bigint,
    event_rate double precision, chance_rate double precision, score_low double precision, score_high double precision, score_mean double precision);
COMMENT ON TYPE @extschema@.policy_backtest_calibration_row IS
'Row of policy_backtest_calibration';

CREATE FUNCTION @extschema@.policy_backtest_calibration(
    panel regclass,
    policies regclass,
    as_of integer[],
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    horizon integer DEFAULT 3,
    fall double precision DEFAULT -0.2,
    outcomes text[] DEFAULT NULL)
RETURNS SETOF @extschema@.policy_backtest_calibration_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000000 ROWS 20
AS 'MODULE_PATHNAME', 'cext_policy_calibration';
COMMENT ON FUNCTION @extschema@.policy_backtest_calibration(regclass, regclass, integer[], @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, double precision, text[]) IS
'How often events came, and would by the chance of few firms, by tenths of the pairs by score. NULL for empty tenths, and chance_rate where no firms are known.';

CREATE TYPE @extschema@.policy_backtest_breaks_row AS (
    as_of integer, industry text, year_from integer, year_to integer,
    size_from double precision, size_to double precision, change double precision);
COMMENT ON TYPE @extschema@.policy_backtest_breaks_row IS
'Row of policy_backtest_breaks';

CREATE FUNCTION @extschema@.policy_backtest_breaks(
    panel regclass,
    policies regclass,
    as_of integer[],
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    horizon integer DEFAULT 3)
RETURNS SETOF @extschema@.policy_backtest_breaks_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 10
AS 'MODULE_PATHNAME', 'cext_policy_breaks';
COMMENT ON FUNCTION @extschema@.policy_backtest_breaks(regclass, regclass, integer[], @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer) IS
'Industries that policy_backtest leaves out, as their code was redefined. Their total moves by more than a quarter between neighbouring years of the panel up to the outcome; change is NULL for a code that is new.';
/* How likely a branch is to fall behind, beyond the chance of few firms. */

CREATE TYPE @extschema@.policy_outlook_fit_row AS (
    kind text, key text, value double precision, text text);
COMMENT ON TYPE @extschema@.policy_outlook_fit_row IS
'Row of policy_outlook_fit';

CREATE FUNCTION @extschema@.policy_outlook_fit(
    panel regclass,
    as_of integer,
    horizon integer DEFAULT 3,
    fall double precision DEFAULT -0.2,
    terms text[] DEFAULT NULL,
    measure text DEFAULT 'employment',
    folds integer DEFAULT 5,
    replicates integer DEFAULT 200,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_outlook_fit_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000000 ROWS 500
AS 'MODULE_PATHNAME', 'cext_policy_outlook_fit';
COMMENT ON FUNCTION @extschema@.policy_outlook_fit(regclass, integer, integer, double precision, text[], text, integer, integer, bigint) IS
'How likely branches are to fall behind, learnt from a panel, as rows to be kept. A ridge logit, tested on later windows against the chance of few firms. Row fit, status says why there is none; 22023 for a term or measure that is none.';

CREATE TYPE @extschema@.policy_outlook_row AS (
    region text, industry text, size double precision, effective_firms double precision,
    probability double precision, lower double precision, upper double precision,
    chance_alone double precision, ratio double precision, outside boolean, status text, fit text);
COMMENT ON TYPE @extschema@.policy_outlook_row IS
'Row of policy_outlook';

CREATE FUNCTION @extschema@.policy_outlook(
    panel regclass,
    fit regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL)
RETURNS SETOF @extschema@.policy_outlook_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_outlook';
COMMENT ON FUNCTION @extschema@.policy_outlook(regclass, regclass, integer, @extschema@.cluster_matrix) IS
'How likely pairs are to fall behind by a fit of policy_outlook_fit, and by the chance of few firms alone. NULL where that is refused (status); 22023 for rows that are no fit, and for a year before it was made.';

CREATE TYPE @extschema@.policy_outlook_reasons_row AS (
    region text, industry text, place integer, term text, value double precision, contribution double precision, sentence text);
COMMENT ON TYPE @extschema@.policy_outlook_reasons_row IS
'Row of policy_outlook_reasons';

CREATE FUNCTION @extschema@.policy_outlook_reasons(
    panel regclass,
    fit regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    language text DEFAULT 'en',
    titles regclass DEFAULT NULL)
RETURNS SETOF @extschema@.policy_outlook_reasons_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000000 ROWS 5000
AS 'MODULE_PATHNAME', 'cext_policy_outlook_reasons';
COMMENT ON FUNCTION @extschema@.policy_outlook_reasons(regclass, regclass, integer, @extschema@.cluster_matrix, text, regclass) IS
'The outlook of pairs in words, and what each term adds to its log odds, the most first. NULL value where a term is missing; 22023 for rows that are no fit.';
/* Policies that risk scores leave out, or know nothing about. */

CREATE TYPE @extschema@.policy_risk_unmapped_row AS (
    region text, label text, industry text, reason text, policies bigint);
COMMENT ON TYPE @extschema@.policy_risk_unmapped_row IS
'Row of policy_risk_unmapped';

CREATE FUNCTION @extschema@.policy_risk_unmapped(
    panel regclass,
    policies regclass,
    as_of integer,
    industry_map regclass DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_unmapped_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_policy_unmapped';
COMMENT ON FUNCTION @extschema@.policy_risk_unmapped(regclass, regclass, integer, regclass) IS
'Active policies that are in no score, or whose region or industry no matrix of the panel has, and why. NULL industry: the map lacks the label. No row: all is well.';
/* All plans on one page: a row for each policy label of a region, and set-ups that name the arguments. */

CREATE TYPE @extschema@.policy_risk_labels_row AS (
    region text, label text, industry text, share double precision);
COMMENT ON TYPE @extschema@.policy_risk_labels_row IS
'Row of policy_risk_labels';

CREATE FUNCTION @extschema@.policy_risk_labels(policies regclass, as_of integer, industry_map regclass DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_labels_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_labels';
COMMENT ON FUNCTION @extschema@.policy_risk_labels(regclass, integer, regclass) IS
'Labels of the policies active in a year, and the industries that each stands for, with their shares. Without a map a label is its industry; labels that the map lacks are left out (policy_risk_unmapped lists them).';

CREATE TABLE @extschema@.policy_risk_setups (
    setup text PRIMARY KEY,
    panel regclass NOT NULL,
    policies regclass,
    industry_map regclass,
    region_tree regclass,
    titles regclass,
    model text NOT NULL DEFAULT 'standard',
    measure text NOT NULL DEFAULT 'employment',
    group_digits integer DEFAULT 2,
    amount_unit text,
    language text NOT NULL DEFAULT 'en');
COMMENT ON TABLE @extschema@.policy_risk_setups IS
'Arguments of the functions of policy risk under a name. Everybody reads them; whoever owns the extension writes them, and may grant that. Relations are read with the rights of the caller all the same.';
COMMENT ON COLUMN @extschema@.policy_risk_setups.setup IS 'its name';
COMMENT ON COLUMN @extschema@.policy_risk_setups.panel IS 'relation with period, measure, matrix';
COMMENT ON COLUMN @extschema@.policy_risk_setups.policies IS 'relation with region, industry and what else is known of policies';
COMMENT ON COLUMN @extschema@.policy_risk_setups.industry_map IS 'relation with policy_label, industry, share; NULL: labels are industries';
COMMENT ON COLUMN @extschema@.policy_risk_setups.region_tree IS 'relation with region, parent; NULL: no levels but those of policies';
COMMENT ON COLUMN @extschema@.policy_risk_setups.titles IS 'relation with code, language, title; NULL: labels';
COMMENT ON COLUMN @extschema@.policy_risk_setups.model IS 'model of policy risk';
COMMENT ON COLUMN @extschema@.policy_risk_setups.measure IS 'measure of firms';
COMMENT ON COLUMN @extschema@.policy_risk_setups.group_digits IS 'characters that industries of a class share';
COMMENT ON COLUMN @extschema@.policy_risk_setups.amount_unit IS 'unit of amounts; NULL: they have but one';
COMMENT ON COLUMN @extschema@.policy_risk_setups.language IS 'of sentences';
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_setups', '');
GRANT SELECT ON @extschema@.policy_risk_setups TO PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON @extschema@.policy_risk_setups TO @extowner@;

CREATE TYPE @extschema@.policy_risk_setup_row AS (
    setup text, panel regclass, policies regclass, industry_map regclass, region_tree regclass, titles regclass,
    model text, measure text, group_digits integer, amount_unit text, language text);
COMMENT ON TYPE @extschema@.policy_risk_setup_row IS
'Row of policy_risk_setup';

CREATE FUNCTION @extschema@.policy_risk_setup(setup text)
RETURNS SETOF @extschema@.policy_risk_setup_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000 ROWS 1
AS 'MODULE_PATHNAME', 'cext_policy_setup';
COMMENT ON FUNCTION @extschema@.policy_risk_setup(text) IS
'A set-up by its name. 22023 if there is none; no row for NULL.';

CREATE FUNCTION @extschema@.policy_risk_scores(setup text, as_of integer)
RETURNS SETOF @extschema@.policy_risk_scores_row
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS $$
    SELECT s.* FROM @extschema@.policy_risk_setup($1) AS u,
        LATERAL @extschema@.policy_risk_scores(u.panel, u.policies, $2, NULL, u.model, u.measure, u.industry_map, u.region_tree, u.group_digits, u.amount_unit) AS s
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_scores(text, integer) IS
'The same by a set-up.';

CREATE FUNCTION @extschema@.policy_risk_explain(setup text, as_of integer)
RETURNS SETOF @extschema@.policy_risk_explain_row
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS $$
    SELECT s.* FROM @extschema@.policy_risk_setup($1) AS u,
        LATERAL @extschema@.policy_risk_explain(u.panel, u.policies, $2, NULL, u.model, u.measure, u.industry_map, u.region_tree, u.group_digits, u.amount_unit, u.language, u.titles) AS s
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_explain(text, integer) IS
'The same by a set-up.';

CREATE TYPE @extschema@.policy_risk_overview_row AS (
    region text, label text, industries text[], score double precision, band text,
    score_low double precision, score_high double precision, flagged text[],
    industry text, reasons text[], stance text, stance_reason text, lowered_by text,
    opportunity double precision, alternative text, status text,
    model text, as_of integer);
COMMENT ON TYPE @extschema@.policy_risk_overview_row IS
'Row of policy_risk_overview';

CREATE FUNCTION @extschema@.policy_risk_overview(
    panel regclass,
    policies regclass,
    as_of integer,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    language text DEFAULT 'en',
    titles regclass DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_overview_row
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS $$
WITH scored AS MATERIALIZED (
    SELECT * FROM @extschema@.policy_risk_scores($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9)),
-- Risks of indicators and of pillars, by their names.
risk AS MATERIALIZED (
    SELECT i.region, i.industry, i.indicator AS name, i.risk FROM @extschema@.policy_risk_indicators($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9) AS i),
named AS (
    SELECT region, industry, pg_catalog.jsonb_object_agg(name, risk) AS risks FROM (
        SELECT * FROM risk
        UNION ALL
        SELECT r.region, r.industry, c.pillar, pg_catalog.sum(c.weight OPERATOR(pg_catalog.*) r.risk) OPERATOR(pg_catalog./) nullif(pg_catalog.sum(c.weight) FILTER (WHERE r.risk IS NOT NULL), '0')
        FROM risk AS r JOIN @extschema@.policy_risk_cuts AS c ON c.model OPERATOR(pg_catalog.=) coalesce($4, 'standard') AND c.indicator OPERATOR(pg_catalog.=) r.name
        WHERE c.pillar IS NOT NULL GROUP BY r.region, r.industry, c.pillar) AS n
    GROUP BY region, industry),
stance AS (
    SELECT DISTINCT ON (s.region, s.industry) s.region, s.industry, t.stance
    FROM scored AS s JOIN named AS n ON n.region OPERATOR(pg_catalog.=) s.region AND n.industry OPERATOR(pg_catalog.=) s.industry
    JOIN @extschema@.policy_risk_stances AS t ON t.model OPERATOR(pg_catalog.=) coalesce($4, 'standard')
    WHERE coalesce(t.scored OPERATOR(pg_catalog.=) (s.score IS NOT NULL), true)
      AND coalesce(s.band OPERATOR(pg_catalog.=) ANY (t.bands), true)
      AND coalesce(s.stage OPERATOR(pg_catalog.=) ANY (t.stages), true)
      AND (t.flagged IS NULL OR t.flagged OPERATOR(pg_catalog.=) ANY (s.flagged))
      AND (SELECT coalesce(pg_catalog.bool_and(coalesce((n.risks OPERATOR(pg_catalog.->>) x)::double precision OPERATOR(pg_catalog.>=) '0.666666666666', false)), true) FROM pg_catalog.unnest(t.risky) AS x)
      AND (SELECT coalesce(pg_catalog.bool_and(coalesce((n.risks OPERATOR(pg_catalog.->>) x)::double precision OPERATOR(pg_catalog.<=) '0.333333333334', false)), true) FROM pg_catalog.unnest(t.safe) AS x)
      AND (SELECT coalesce(pg_catalog.bool_and(coalesce((n.risks OPERATOR(pg_catalog.->>) x)::double precision OPERATOR(pg_catalog.<) '0.666666666666', true)), true) FROM pg_catalog.unnest(t.not_risky) AS x)
    ORDER BY s.region, s.industry, t.ordinal),
told AS MATERIALIZED (
    SELECT region, industry,
           pg_catalog.array_agg(sentence ORDER BY ordinal) FILTER (WHERE section OPERATOR(pg_catalog.=) 'reason' AND ordinal OPERATOR(pg_catalog.<=) 3) AS reasons,
           pg_catalog.min(sentence) FILTER (WHERE section OPERATOR(pg_catalog.=) 'change' AND ordinal OPERATOR(pg_catalog.=) 1) AS lowered_by
    FROM @extschema@.policy_risk_explain($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9, $10, $11) GROUP BY region, industry),
gain AS MATERIALIZED (
    SELECT * FROM @extschema@.policy_opportunity($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9, true, 1)),
-- The industries of a label together, by their shares; the worst of them speaks.
label AS (
    SELECT l.region, l.label, pg_catalog.array_agg(l.industry ORDER BY l.share DESC, l.industry COLLATE pg_catalog."C") AS industries,
           pg_catalog.sum(l.share OPERATOR(pg_catalog.*) s.score) OPERATOR(pg_catalog./) nullif(pg_catalog.sum(l.share) FILTER (WHERE s.score IS NOT NULL), '0') AS score,
           pg_catalog.sum(l.share OPERATOR(pg_catalog.*) s.score_low) OPERATOR(pg_catalog./) nullif(pg_catalog.sum(l.share) FILTER (WHERE s.score_low IS NOT NULL), '0') AS score_low,
           pg_catalog.sum(l.share OPERATOR(pg_catalog.*) s.score_high) OPERATOR(pg_catalog./) nullif(pg_catalog.sum(l.share) FILTER (WHERE s.score_high IS NOT NULL), '0') AS score_high,
           pg_catalog.sum(l.share OPERATOR(pg_catalog.*) g.opportunity) OPERATOR(pg_catalog./) nullif(pg_catalog.sum(l.share) FILTER (WHERE g.opportunity IS NOT NULL), '0') AS opportunity,
           (pg_catalog.array_agg(l.industry ORDER BY s.score DESC NULLS LAST, l.share DESC, l.industry COLLATE pg_catalog."C"))[1] AS worst
    FROM @extschema@.policy_risk_labels($2, $3, $6) AS l
    JOIN scored AS s ON s.region OPERATOR(pg_catalog.=) l.region AND s.industry OPERATOR(pg_catalog.=) l.industry
    LEFT JOIN gain AS g ON g.targeted AND g.region OPERATOR(pg_catalog.=) l.region AND g.industry OPERATOR(pg_catalog.=) l.industry
    GROUP BY l.region, l.label)
SELECT l.region, l.label, l.industries, l.score,
       CASE WHEN l.score IS NULL THEN 'insufficient_data' WHEN l.score OPERATOR(pg_catalog.>=) (m.high_score OPERATOR(pg_catalog.-) '1e-10') THEN 'high'
            WHEN l.score OPERATOR(pg_catalog.>=) (m.elevated_score OPERATOR(pg_catalog.-) '1e-10') THEN 'elevated' ELSE 'low' END,
       l.score_low, l.score_high, s.flagged, l.worst, t.reasons, n.stance,
       (SELECT p.phrase FROM @extschema@.policy_risk_phrases AS p
        WHERE p.key OPERATOR(pg_catalog.=) ('stance.' OPERATOR(pg_catalog.||) n.stance) AND p.model OPERATOR(pg_catalog.=) ANY (ARRAY[coalesce($4, 'standard'), 'standard']) AND p.language OPERATOR(pg_catalog.=) ANY (ARRAY[$10, 'en'])
        ORDER BY (p.language OPERATOR(pg_catalog.=) $10) DESC, (p.model OPERATOR(pg_catalog.=) coalesce($4, 'standard')) DESC LIMIT 1),
       t.lowered_by, l.opportunity,
       (SELECT g.industry FROM gain AS g WHERE NOT g.targeted AND g.region OPERATOR(pg_catalog.=) l.region ORDER BY g.opportunity DESC NULLS LAST, g.industry COLLATE pg_catalog."C" LIMIT 1),
       s.status, s.model, s.as_of
FROM label AS l
JOIN scored AS s ON s.region OPERATOR(pg_catalog.=) l.region AND s.industry OPERATOR(pg_catalog.=) l.worst
JOIN told AS t ON t.region OPERATOR(pg_catalog.=) l.region AND t.industry OPERATOR(pg_catalog.=) l.worst
LEFT JOIN stance AS n ON n.region OPERATOR(pg_catalog.=) l.region AND n.industry OPERATOR(pg_catalog.=) l.worst
JOIN @extschema@.policy_risk_models AS m ON m.model OPERATOR(pg_catalog.=) s.model
ORDER BY l.score DESC NULLS LAST, l.region COLLATE pg_catalog."C", l.label COLLATE pg_catalog."C"
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_overview(regclass, regclass, integer, text, text, regclass, regclass, integer, text, text, regclass) IS
'All plans on one page, one row for each label of a region, riskiest first. Score (mean over the industries of the label, by their shares), band, plausible range; of its riskiest industry the flags, three reasons, a stance with its reason and what would lower the score most; what there is to gain, and the best untargeted alternative. NULL score where too little is known.';

CREATE FUNCTION @extschema@.policy_risk_overview(setup text, as_of integer)
RETURNS SETOF @extschema@.policy_risk_overview_row
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS $$
    SELECT s.* FROM @extschema@.policy_risk_setup($1) AS u,
        LATERAL @extschema@.policy_risk_overview(u.panel, u.policies, $2, u.model, u.measure, u.industry_map, u.region_tree, u.group_digits, u.amount_unit, u.language, u.titles) AS s
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_overview(text, integer) IS
'The same by a set-up.';
