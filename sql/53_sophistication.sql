/* How rich the regions are where industries are. */

CREATE TYPE @extschema@.prody_row AS (
    industry text, prody double precision);
COMMENT ON TYPE @extschema@.prody_row IS
'Row of prody';

CREATE FUNCTION @extschema@.prody(
    m @extschema@.cluster_matrix,
    figure_regions text[],
    figures double precision[],
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.prody_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_sophistication_prody';
COMMENT ON FUNCTION @extschema@.prody(@extschema@.cluster_matrix, text[], double precision[], text) IS
'Mean of a figure of regions, such as income, over the regions specialised in each industry. NULL for an industry in no region with a figure; 22023 for negative figures. Hausmann, Hwang, Rodrik 2007.';

CREATE TYPE @extschema@.expy_row AS (
    region text, figure double precision, expy double precision, coverage double precision);
COMMENT ON TYPE @extschema@.expy_row IS
'Row of expy';

CREATE FUNCTION @extschema@.expy(
    m @extschema@.cluster_matrix,
    figure_regions text[],
    figures double precision[],
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.expy_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_sophistication_expy';
COMMENT ON FUNCTION @extschema@.expy(@extschema@.cluster_matrix, text[], double precision[], text) IS
'Mean of prody over the industries of every region, weighted by their shares. coverage is the share of industries that have one; NULL without any; 22023 for negative figures. Hausmann, Hwang, Rodrik 2007.';
