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
