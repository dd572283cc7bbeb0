/* What a published table gives away about its hidden cells. */

CREATE TYPE @extschema@.disclosure_audit_row AS (
    region text, industry text, value double precision, finding text, known_by_region text, known_by_industry text,
    lower double precision, upper double precision, method text);
COMMENT ON TYPE @extschema@.disclosure_audit_row IS
'Row of disclosure_audit';

CREATE FUNCTION @extschema@.disclosure_audit(
    published regclass,
    region_digits integer[] DEFAULT NULL, industry_digits integer[] DEFAULT NULL,
    region_tree regclass DEFAULT NULL, industry_tree regclass DEFAULT NULL,
    intervals boolean DEFAULT false,
    derived text[] DEFAULT NULL)
RETURNS SETOF @extschema@.disclosure_audit_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_disclosure_audit';
COMMENT ON FUNCTION @extschema@.disclosure_audit(regclass, integer[], integer[], regclass, regclass, boolean, text[]) IS
'Hidden cells that readers of a table, or a firm alone in one, can compute. The table has region, industry and value at all levels; hidden, or a conf_status or status other than F, marks what is not shown, else a NULL value does. Findings: exact (sums give it away), derived (with the columns named), singleton (to the only firm of known_by); intervals add all other hidden cells with what they may be: narrow (less than value and protection ask for), unproven, interval. Totals have the label _T or an empty one. No row: nothing is found of this kind, in this table alone.';
