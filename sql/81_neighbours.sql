/* Neighbours: who is near whom, and how much that weighs. */

CREATE FUNCTION @extschema@.neighbours_within(
    p @extschema@.cluster_points,
    distance double precision,
    style text DEFAULT 'B',
    decay double precision DEFAULT 0)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000
AS 'MODULE_PATHNAME', 'cext_neighbours_within';
COMMENT ON FUNCTION @extschema@.neighbours_within(@extschema@.cluster_points, double precision, text, double precision) IS
'Weights of the regions within a distance of each other: region by region, size = weight. A region is an industry of p, at one place. 1 each, or distance^-decay, in a style of nb2listw of spdep. NULL for no points; 22023 for a region at several places, and for decay at distance 0.';

CREATE FUNCTION @extschema@.neighbours_nearest(
    p @extschema@.cluster_points,
    k integer,
    style text DEFAULT 'B',
    decay double precision DEFAULT 0)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000
AS 'MODULE_PATHNAME', 'cext_neighbours_nearest';
COMMENT ON FUNCTION @extschema@.neighbours_nearest(@extschema@.cluster_points, integer, text, double precision) IS
'Weights of the k nearest regions of each region: region by region, size = weight. A region is an industry of p, at one place. Of equally near ones the first by name. NULL for no points; 22023 for a region at several places, and for decay at distance 0.';

CREATE FUNCTION @extschema@.neighbours_style(
    neighbours @extschema@.cluster_matrix,
    style text DEFAULT 'B')
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_neighbours_style';
COMMENT ON FUNCTION @extschema@.neighbours_style(@extschema@.cluster_matrix, text) IS
'Weights of neighbours in another style: B, W, C, S or U, as nb2listw of spdep has them. NULL for a NULL matrix; 22023 for another style and for an unknown weight. Tiefelsdorf, Griffith, Boots 1999.';

CREATE FUNCTION @extschema@.neighbours_symmetric(
    neighbours @extschema@.cluster_matrix,
    by text DEFAULT 'max')
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_neighbours_symmetric';
COMMENT ON FUNCTION @extschema@.neighbours_symmetric(@extschema@.cluster_matrix, text) IS
'Weights of neighbours made the same both ways: the larger, the smaller or the mean of the two. by: ''max'', ''min'', ''mean''. NULL for a NULL matrix; 22023 for an unknown weight.';

CREATE TYPE @extschema@.neighbours_summary_row AS (
    regions integer, links bigint, islands integer, island_labels text[],
    is_symmetric boolean, fewest integer, mean double precision, most integer, own integer, components integer,
    s0 double precision, s1 double precision, s2 double precision);
COMMENT ON TYPE @extschema@.neighbours_summary_row IS
'Row of neighbours_summary';

CREATE FUNCTION @extschema@.neighbours_summary(
    neighbours @extschema@.cluster_matrix)
RETURNS @extschema@.neighbours_summary_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_neighbours_summary';
COMMENT ON FUNCTION @extschema@.neighbours_summary(@extschema@.cluster_matrix) IS
'What weights of neighbours are like: links, islands (100 by name), symmetry, components, S0, S1, S2. NULL for a NULL matrix; fewest, mean and most are NULL without a region; 22023 for an unknown weight. Cliff, Ord 1981.';
