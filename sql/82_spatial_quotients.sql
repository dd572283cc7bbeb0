/* Location quotients of regions with what surrounds them. */

CREATE TYPE @extschema@.spatial_quotients_row AS (
    region text, industry text, firms bigint, size double precision,
    focal_firms double precision, focal_size double precision, lq double precision, focal_lq double precision);
COMMENT ON TYPE @extschema@.spatial_quotients_row IS
'Row of spatial_quotients';

CREATE FUNCTION @extschema@.spatial_quotients(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    own double precision DEFAULT 1,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.spatial_quotients_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_spatial_quotients';
COMMENT ON FUNCTION @extschema@.spatial_quotients(@extschema@.cluster_matrix, @extschema@.cluster_matrix, double precision, text) IS
'Focal location quotients: of each region with its weighted neighbours, for all that either has. NULL where a total is 0 or unknown; no rows for a NULL matrix; 22023 for a bad argument. Cromley, Hanink 2012.';
