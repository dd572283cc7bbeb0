/* Points: firms with coordinates, their type and what builds it. */

CREATE TYPE @extschema@.cluster_points;

CREATE FUNCTION @extschema@.cluster_points_in(cstring)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_in';
COMMENT ON FUNCTION @extschema@.cluster_points_in(cstring) IS
'Input function of cluster_points. Raises 22P02 on malformed text.';

CREATE FUNCTION @extschema@.cluster_points_out(@extschema@.cluster_points)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_out';
COMMENT ON FUNCTION @extschema@.cluster_points_out(@extschema@.cluster_points) IS
'Output function of cluster_points: lossless JSON, readable up to 4096 stored bytes, compact beyond.';

CREATE FUNCTION @extschema@.cluster_points_recv(internal)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_recv';
COMMENT ON FUNCTION @extschema@.cluster_points_recv(internal) IS
'Binary input function of cluster_points. Raises 22P03 on malformed bytes.';
REVOKE EXECUTE ON FUNCTION @extschema@.cluster_points_recv(internal) FROM PUBLIC;

CREATE FUNCTION @extschema@.cluster_points_send(@extschema@.cluster_points)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_send';
COMMENT ON FUNCTION @extschema@.cluster_points_send(@extschema@.cluster_points) IS
'Binary output function of cluster_points: labels in the client encoding, numbers little-endian.';

CREATE TYPE @extschema@.cluster_points (
    INPUT = @extschema@.cluster_points_in,
    OUTPUT = @extschema@.cluster_points_out,
    RECEIVE = @extschema@.cluster_points_recv,
    SEND = @extschema@.cluster_points_send,
    INTERNALLENGTH = variable,
    ALIGNMENT = int4,
    STORAGE = external
);
COMMENT ON TYPE @extschema@.cluster_points IS
'Firms with coordinates: places, industries and weights, on the sphere or in the plane';

CREATE FUNCTION @extschema@.cluster_points_eq(@extschema@.cluster_points, @extschema@.cluster_points)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_eq';
COMMENT ON FUNCTION @extschema@.cluster_points_eq(@extschema@.cluster_points, @extschema@.cluster_points) IS
'Implementation of the = operator of cluster_points: same stored bytes.';

CREATE FUNCTION @extschema@.cluster_points_ne(@extschema@.cluster_points, @extschema@.cluster_points)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_ne';
COMMENT ON FUNCTION @extschema@.cluster_points_ne(@extschema@.cluster_points, @extschema@.cluster_points) IS
'Implementation of the <> operator of cluster_points.';

CREATE FUNCTION @extschema@.cluster_points_hash(@extschema@.cluster_points)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_hash';
COMMENT ON FUNCTION @extschema@.cluster_points_hash(@extschema@.cluster_points) IS
'Hash of the stored bytes, for DISTINCT, UNION, GROUP BY and hash joins.';

CREATE OPERATOR @extschema@.= (
    LEFTARG = @extschema@.cluster_points, RIGHTARG = @extschema@.cluster_points,
    FUNCTION = @extschema@.cluster_points_eq,
    COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>),
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.cluster_points, @extschema@.cluster_points) IS
'equal: the same firms at the same places, same bytes';

CREATE OPERATOR @extschema@.<> (
    LEFTARG = @extschema@.cluster_points, RIGHTARG = @extschema@.cluster_points,
    FUNCTION = @extschema@.cluster_points_ne,
    COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=),
    RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.cluster_points, @extschema@.cluster_points) IS
'not equal';

CREATE OPERATOR CLASS @extschema@.cluster_points_ops
DEFAULT FOR TYPE @extschema@.cluster_points USING hash AS
    OPERATOR 1 @extschema@.= (@extschema@.cluster_points, @extschema@.cluster_points),
    FUNCTION 1 @extschema@.cluster_points_hash(@extschema@.cluster_points);
COMMENT ON OPERATOR CLASS @extschema@.cluster_points_ops USING hash IS
'equality of points for DISTINCT, UNION and GROUP BY';

/* Firms and other points into points. */

CREATE FUNCTION @extschema@.cluster_points_accumulate(
    state @extschema@.cluster_points, x double precision, y double precision, industry text)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_points_accumulate';
COMMENT ON FUNCTION @extschema@.cluster_points_accumulate(@extschema@.cluster_points, double precision, double precision, text) IS
'Adds one firm of weight 1 to points; transition function of cluster_points_agg.';

CREATE FUNCTION @extschema@.cluster_points_accumulate(
    state @extschema@.cluster_points, x double precision, y double precision, industry text, weight double precision)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_points_accumulate';
COMMENT ON FUNCTION @extschema@.cluster_points_accumulate(@extschema@.cluster_points, double precision, double precision, text, double precision) IS
'Adds one firm with a weight to points; transition function of cluster_points_agg.';

CREATE FUNCTION @extschema@.cluster_points_accumulate(
    state @extschema@.cluster_points, x double precision, y double precision, industry text, weight double precision, metric text)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_points_accumulate';
COMMENT ON FUNCTION @extschema@.cluster_points_accumulate(@extschema@.cluster_points, double precision, double precision, text, double precision, text) IS
'Adds one firm with a weight to points of a metric; transition function of cluster_points_agg.';

CREATE FUNCTION @extschema@.cluster_points_merge(
    state @extschema@.cluster_points, points @extschema@.cluster_points)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_merge';
COMMENT ON FUNCTION @extschema@.cluster_points_merge(@extschema@.cluster_points, @extschema@.cluster_points) IS
'Adds points to points, a NULL adds nothing; combine function of every aggregate here.';

CREATE AGGREGATE @extschema@.cluster_points_agg(
    x double precision, y double precision, industry text) (
    SFUNC = @extschema@.cluster_points_accumulate,
    STYPE = @extschema@.cluster_points,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_points_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_points_agg(double precision, double precision, text) IS
'Firms of weight 1 at longitude x and latitude y, in degrees. A row with a NULL is skipped and counted; coordinates out of range raise 22023. NULL for no rows.';

CREATE AGGREGATE @extschema@.cluster_points_agg(
    x double precision, y double precision, industry text, weight double precision) (
    SFUNC = @extschema@.cluster_points_accumulate,
    STYPE = @extschema@.cluster_points,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_points_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_points_agg(double precision, double precision, text, double precision) IS
'Firms with weights, such as employment, at longitude x and latitude y, in degrees. A row with a NULL is skipped and counted; coordinates out of range and weights that are negative or not finite raise 22023. NULL for no rows.';

CREATE AGGREGATE @extschema@.cluster_points_agg(
    x double precision, y double precision, industry text, weight double precision, metric text) (
    SFUNC = @extschema@.cluster_points_accumulate,
    STYPE = @extschema@.cluster_points,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_points_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_points_agg(double precision, double precision, text, double precision, text) IS
'Firms with weights and coordinates of a metric. sphere: degrees of longitude and latitude, distances in km along great circles; plane: any unit. 22023 for another metric, or two. NULL rule and other errors as without a metric.';

CREATE AGGREGATE @extschema@.sum(@extschema@.cluster_points) (
    SFUNC = @extschema@.cluster_points_merge,
    STYPE = @extschema@.cluster_points,
    SSPACE = 200000,
    COMBINEFUNC = @extschema@.cluster_points_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.sum(@extschema@.cluster_points) IS
'All firms of several points: the same bytes in every order. NULLs are ignored; NULL for no rows; 22023 for two metrics.';

CREATE FUNCTION @extschema@.cluster_points_add(@extschema@.cluster_points, @extschema@.cluster_points)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_add';
COMMENT ON FUNCTION @extschema@.cluster_points_add(@extschema@.cluster_points, @extschema@.cluster_points) IS
'Implementation of the + operator of cluster_points.';

CREATE OPERATOR @extschema@.+ (
    LEFTARG = @extschema@.cluster_points, RIGHTARG = @extschema@.cluster_points,
    FUNCTION = @extschema@.cluster_points_add,
    COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (@extschema@.cluster_points, @extschema@.cluster_points) IS
'all firms of both; NULL if one is NULL';

/* What points hold. */

CREATE TYPE @extschema@.points_cells_row AS (
    x double precision, y double precision, industry text, firms bigint, weight double precision);
COMMENT ON TYPE @extschema@.points_cells_row IS
'Row of points_cells';

CREATE FUNCTION @extschema@.points_cells(
    p @extschema@.cluster_points)
RETURNS SETOF @extschema@.points_cells_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_points_cells';
COMMENT ON FUNCTION @extschema@.points_cells(@extschema@.cluster_points) IS
'Firms of each industry at each place, ordered by industry (C collation), x and y. NULL: a sum of weights is out of range.';

CREATE TYPE @extschema@.points_industries_row AS (
    industry text, places integer, firms bigint, weight double precision);
COMMENT ON TYPE @extschema@.points_industries_row IS
'Row of points_industries';

CREATE FUNCTION @extschema@.points_industries(
    p @extschema@.cluster_points)
RETURNS SETOF @extschema@.points_industries_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_points_industries';
COMMENT ON FUNCTION @extschema@.points_industries(@extschema@.cluster_points) IS
'One row per industry: different places, firms, and the sum of their weights. NULL: it is out of range.';

CREATE TYPE @extschema@.points_places_row AS (
    x double precision, y double precision, industries integer, firms bigint, weight double precision);
COMMENT ON TYPE @extschema@.points_places_row IS
'Row of points_places';

CREATE FUNCTION @extschema@.points_places(
    p @extschema@.cluster_points)
RETURNS SETOF @extschema@.points_places_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_points_places';
COMMENT ON FUNCTION @extschema@.points_places(@extschema@.cluster_points) IS
'One row per place, ordered by x and y: industries, firms, and the sum of their weights. NULL: it is out of range.';

CREATE TYPE @extschema@.points_summary_row AS (
    metric text, places integer, industries integer, firms bigint,
    weight double precision, skipped bigint, moved double precision, bytes bigint);
COMMENT ON TYPE @extschema@.points_summary_row IS
'Row of points_summary';

CREATE FUNCTION @extschema@.points_summary(
    p @extschema@.cluster_points)
RETURNS @extschema@.points_summary_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_summary';
COMMENT ON FUNCTION @extschema@.points_summary(@extschema@.cluster_points) IS
'One row about points: totals, input rows skipped for a NULL, how far snapping moved a firm, stored bytes. A weight that is out of range is NULL. moved is in km, in the plane in the unit of the coordinates.';

/* Some of the firms, or all of them elsewhere. */

CREATE FUNCTION @extschema@.points_subset(
    p @extschema@.cluster_points, industries text[] DEFAULT NULL)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_subset';
COMMENT ON FUNCTION @extschema@.points_subset(@extschema@.cluster_points, text[]) IS
'Only the firms of the named industries. A NULL list keeps all; names that the points lack are ignored. NULL for NULL points.';

CREATE FUNCTION @extschema@.points_snap(
    p @extschema@.cluster_points, side double precision)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_snap';
COMMENT ON FUNCTION @extschema@.points_snap(@extschema@.cluster_points, double precision) IS
'All firms at the centres of cells of a side, in km, in the plane in the unit of the coordinates. points_summary(p).moved bounds how far one was moved, from snap to snap. NULL for NULL points; 22023 for a side that is not above 0, or too small.';
