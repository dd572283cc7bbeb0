/* How the industries of regions change between two times. */

CREATE FUNCTION @extschema@.structural_change(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    "of" text DEFAULT 'size',
    OUT region text, OUT base double precision, OUT final double precision, OUT growth double precision,
    OUT unido double precision, OUT finger_kreinin double precision, OUT krugman double precision, OUT jaccard double precision,
    OUT structural_change double precision, OUT moore double precision,
    OUT industries_entered integer, OUT industries_left integer, OUT industries_stayed integer, OUT status text)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_change_structural';
COMMENT ON FUNCTION @extschema@.structural_change(@extschema@.cluster_matrix, @extschema@.cluster_matrix, double precision, text) IS
'How much the industry mix of every region changed between two matrices. NULL for a region that one of them lacks; 22023 for a threshold that is not above 0.';

CREATE FUNCTION @extschema@.entry_exit(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    threshold double precision DEFAULT 1,
    "of" text DEFAULT 'size',
    absent boolean DEFAULT false,
    OUT region text, OUT industry text, OUT base double precision, OUT final double precision,
    OUT base_lq double precision, OUT final_lq double precision, OUT entry integer, OUT exit integer, OUT status text)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_change_entry_exit';
COMMENT ON FUNCTION @extschema@.entry_exit(@extschema@.cluster_matrix, @extschema@.cluster_matrix, double precision, text, boolean) IS
'Industries that entered a region''s specialisations, left them, stayed or were absent: LQ >= threshold. entry is NULL where the industry was present, exit where it was absent; 22023 for a threshold that is not above 0.';

CREATE FUNCTION @extschema@.portfolio(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    "of" text DEFAULT 'size',
    OUT region text, OUT industry text, OUT base double precision, OUT final double precision,
    OUT growth double precision, OUT industry_growth double precision,
    OUT base_lq double precision, OUT final_lq double precision, OUT lq_change double precision,
    OUT category text, OUT status text)
RETURNS SETOF record
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_change_portfolio';
COMMENT ON FUNCTION @extschema@.portfolio(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text) IS
'Every cell as star, mature, emerging or transforming: final LQ at least 1 or below, and rising or falling. NULL where a location quotient is undefined.';
