/* M: how much more often than elsewhere the firms around those of an industry are of it. */

CREATE TYPE @extschema@.m_function_row AS (
    industry text, radius double precision, m double precision,
    expected double precision, standard_deviation double precision,
    local_lower double precision, local_upper double precision,
    global_lower double precision, global_upper double precision);
COMMENT ON TYPE @extschema@.m_function_row IS
'Row of m_function';

CREATE FUNCTION @extschema@.m_function(
    p @extschema@.cluster_points,
    industry text DEFAULT NULL,
    neighbour text DEFAULT NULL,
    radii double precision[] DEFAULT NULL,
    weighted boolean DEFAULT false,
    minimum_firms integer DEFAULT 10,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.m_function_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000000 ROWS 6400
AS 'MODULE_PATHNAME', 'cext_m_function';
COMMENT ON FUNCTION @extschema@.m_function(@extschema@.cluster_points, text, text, double precision[], boolean, integer, double precision, integer, bigint) IS
'M: share of an industry around its firms, by distance, over its share everywhere, with bands; 1 = alike. NULL where no firm has neighbours; no rows for NULL points; 22023 for an industry that the points lack. Marcon, Puech 2010, 2017.';

CREATE TYPE @extschema@.m_function_test_row AS (
    industry text, firms bigint, p_value double precision, p_adjusted double precision,
    peak_radius double precision, peak_m double precision, kind text, chance text);
COMMENT ON TYPE @extschema@.m_function_test_row IS
'Row of m_function_test';

CREATE FUNCTION @extschema@.m_function_test(
    p @extschema@.cluster_points,
    industry text DEFAULT NULL,
    neighbour text DEFAULT NULL,
    radii double precision[] DEFAULT NULL,
    weighted boolean DEFAULT false,
    minimum_firms integer DEFAULT 10,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.m_function_test_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_m_function_test';
COMMENT ON FUNCTION @extschema@.m_function_test(@extschema@.cluster_points, text, text, double precision[], boolean, integer, double precision, integer, bigint) IS
'Whether the curve of M of an industry leaves what chance makes of it, at any distance, one row an industry. NULL where M is undefined everywhere; no rows for NULL points; 22023 for an industry that the points lack. Marcon, Puech 2010; Myllymäki et al. 2017.';
