/* Look: what a matrix holds, as rows. */

CREATE FUNCTION @extschema@.cluster_matrix_rows(internal)
RETURNS internal
LANGUAGE c STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_look_support';
COMMENT ON FUNCTION @extschema@.cluster_matrix_rows(internal) IS
'Planner support: how many rows a function of a matrix returns.';

CREATE FUNCTION @extschema@.cells(
    m @extschema@.cluster_matrix,
    OUT region text, OUT industry text, OUT firms bigint, OUT size double precision,
    OUT sum_squares double precision, OUT largest double precision, OUT second_largest double precision)
RETURNS SETOF record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_look_cells';
COMMENT ON FUNCTION @extschema@.cells(@extschema@.cluster_matrix) IS
'The cells (non-empty ones and published zeros), ordered by region and industry (C collation). NULL: unknown, or there is no such firm.';

CREATE FUNCTION @extschema@.regions(
    m @extschema@.cluster_matrix,
    OUT region text, OUT firms bigint, OUT size double precision, OUT industries integer,
    OUT sum_squares double precision, OUT largest double precision, OUT second_largest double precision)
RETURNS SETOF record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 1000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_look_regions';
COMMENT ON FUNCTION @extschema@.regions(@extschema@.cluster_matrix) IS
'One row per region: firms, size, industries present. sum_squares and the largest are over single firms; NULL: unknown.';

CREATE FUNCTION @extschema@.industries(
    m @extschema@.cluster_matrix,
    OUT industry text, OUT firms bigint, OUT size double precision, OUT regions integer,
    OUT sum_squares double precision, OUT largest double precision, OUT second_largest double precision,
    OUT sum_fourth_powers double precision)
RETURNS SETOF record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 1000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_look_industries';
COMMENT ON FUNCTION @extschema@.industries(@extschema@.cluster_matrix) IS
'One row per industry: firms, size, regions it is present in. The sums of powers and the largest are over single firms; NULL: unknown.';

CREATE FUNCTION @extschema@.summary(
    m @extschema@.cluster_matrix,
    OUT regions integer, OUT industries integer, OUT cells bigint, OUT firms bigint,
    OUT size double precision, OUT skipped bigint, OUT bytes bigint, OUT format integer)
RETURNS record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_look_summary';
COMMENT ON FUNCTION @extschema@.summary(@extschema@.cluster_matrix) IS
'One row about a matrix, read from its header alone. Dimensions, cells, totals, input rows skipped for a NULL, stored bytes, version of the stored form.';
