/* Secondary suppression: a pattern of hidden cells from which none can be computed. */

CREATE TYPE @extschema@.suppress_row AS (
    region text, industry text, region_level integer, industry_level integer, firms bigint, size double precision,
    status text, reason text, protection double precision, exposed boolean);
COMMENT ON TYPE @extschema@.suppress_row IS
'Row of suppress';

CREATE FUNCTION @extschema@.suppress(
    m @extschema@.cluster_matrix,
    region_digits integer[] DEFAULT NULL, industry_digits integer[] DEFAULT NULL,
    region_tree regclass DEFAULT NULL, industry_tree regclass DEFAULT NULL,
    rule text DEFAULT 'default',
    unwaived @extschema@.cluster_matrix DEFAULT NULL,
    also @extschema@.cluster_matrix[] DEFAULT NULL,
    previous regclass DEFAULT NULL,
    cost text DEFAULT 'cells',
    singletons boolean DEFAULT false,
    intervals boolean DEFAULT false)
RETURNS SETOF @extschema@.suppress_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_suppress';
COMMENT ON FUNCTION @extschema@.suppress(@extschema@.cluster_matrix, integer[], integer[], regclass, regclass, text, @extschema@.cluster_matrix, @extschema@.cluster_matrix[], regclass, text, boolean, boolean) IS
'Each cell of all levels as free (F), confidential (C) by the rule, or hidden to keep those (D). The table as a whole is audited; what cannot be kept is exposed, and a warning counts it. Cost is cells (fewest, then least size), size or firms; cells hidden in the table previous cost none. Also has matrices of other measures that the same pattern must hide. With singletons a firm alone in a hidden cell cannot compute another C by sums. With intervals no C of the first measure can be told to closer than its protection.';
