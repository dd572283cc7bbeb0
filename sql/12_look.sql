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
