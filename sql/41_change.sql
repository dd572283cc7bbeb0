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
