/* How much cells move by the chance of few firms, and which moved more. */

CREATE TYPE @extschema@.cell_noise_row AS (
    as_of integer, horizon integer, phi double precision, a2 double precision, estimated boolean,
    cells bigint, groups integer, windows integer);
COMMENT ON TYPE @extschema@.cell_noise_row IS
'Row of cell_noise';

CREATE FUNCTION @extschema@.cell_noise(
    panel regclass,
    as_of integer,
    horizon integer DEFAULT 3,
    measure text DEFAULT 'employment')
RETURNS @extschema@.cell_noise_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000
AS 'MODULE_PATHNAME', 'cext_cell_noise';
COMMENT ON FUNCTION @extschema@.cell_noise(regclass, integer, integer, text) IS
'How much cells grow apart from their industry elsewhere by chance: variance phi/N + a2 of N effective firms. estimated is false where a panel is too small to tell; phi and a2 are those of American states then.';

CREATE TYPE @extschema@.growth_surprise_row AS (
    region text, industry text, base double precision, final double precision, expected double precision,
    effective_firms double precision, surprise double precision, p double precision, p_adjusted double precision,
    status text, phi double precision, a2 double precision, noise text);
COMMENT ON TYPE @extschema@.growth_surprise_row IS
'Row of growth_surprise';

CREATE FUNCTION @extschema@.growth_surprise(
    base @extschema@.cluster_matrix,
    final @extschema@.cluster_matrix,
    phi double precision DEFAULT NULL,
    a2 double precision DEFAULT NULL)
RETURNS SETOF @extschema@.growth_surprise_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_growth_surprise';
COMMENT ON FUNCTION @extschema@.growth_surprise(@extschema@.cluster_matrix, @extschema@.cluster_matrix, double precision, double precision) IS
'Growth of every cell against its industry elsewhere in standard deviations of its own noise. p is two-sided, p_adjusted that for all cells (Benjamini-Hochberg). NULL where nothing was, the industry is nowhere else or its firms are unknown (status); 22023 for half a noise.';
