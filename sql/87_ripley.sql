/* Ripley's K of industries, and whether chance makes such curves. */

CREATE TYPE @extschema@.ripley_k_row AS (
    industry text, radius double precision,
    k double precision, l double precision, l_minus_r double precision, g double precision, d double precision,
    expected double precision, standard_deviation double precision,
    local_lower double precision, local_upper double precision,
    global_lower double precision, global_upper double precision);
COMMENT ON TYPE @extschema@.ripley_k_row IS
'Row of ripley_k';

CREATE FUNCTION @extschema@.ripley_k(
    p @extschema@.cluster_points,
    industry text DEFAULT NULL,
    radii double precision[] DEFAULT NULL,
    edge text DEFAULT 'none',
    rectangle double precision[] DEFAULT NULL,
    area double precision DEFAULT NULL,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1,
    reference @extschema@.cluster_points DEFAULT NULL)
RETURNS SETOF @extschema@.ripley_k_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 6400
AS 'MODULE_PATHNAME', 'cext_ripley_k';
COMMENT ON FUNCTION @extschema@.ripley_k(@extschema@.cluster_points, text, double precision[], text, double precision[], double precision, double precision, integer, bigint, @extschema@.cluster_points) IS
'Ripley''s K, Besag''s L and pair correlation of each industry by radius, against firms at drawn sites. NULL below two firms; no rows for NULL points; 22023 for an industry that is not there. Ripley 1976, 1977; Besag 1977.';

CREATE TYPE @extschema@.ripley_k_test_row AS (
    industry text, firms bigint, p_value double precision, p_adjusted double precision);
COMMENT ON TYPE @extschema@.ripley_k_test_row IS
'Row of ripley_k_test';

CREATE FUNCTION @extschema@.ripley_k_test(
    p @extschema@.cluster_points,
    industry text DEFAULT NULL,
    radii double precision[] DEFAULT NULL,
    edge text DEFAULT 'none',
    rectangle double precision[] DEFAULT NULL,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1,
    reference @extschema@.cluster_points DEFAULT NULL)
RETURNS SETOF @extschema@.ripley_k_test_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_ripley_k_test';
COMMENT ON FUNCTION @extschema@.ripley_k_test(@extschema@.cluster_points, text, double precision[], text, double precision[], integer, bigint, @extschema@.cluster_points) IS
'How likely chance makes an industry''s whole curve of Ripley''s K, two-sided, by extreme rank length. NULL below two firms; no rows for NULL points; p_adjusted over all rows; 22023 for an industry that is not there. Myllymäki et al. 2017; Benjamini, Hochberg 1995.';
