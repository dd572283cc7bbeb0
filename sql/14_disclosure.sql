/* Disclosure control: which cells must not be published, and a matrix of the others. */

CREATE TABLE @extschema@.disclosure_rules (
    rule text PRIMARY KEY,
    minimum integer CHECK (minimum OPERATOR(pg_catalog.>=) 1),
    minimum_range double precision NOT NULL DEFAULT 30
        CHECK (minimum_range OPERATOR(pg_catalog.>=) 0 AND minimum_range OPERATOR(pg_catalog.<=) 100),
    dominance_n integer CHECK (dominance_n OPERATOR(pg_catalog.>=) 1 AND dominance_n OPERATOR(pg_catalog.<=) 2),
    dominance_k double precision CHECK (dominance_k OPERATOR(pg_catalog.>) 0 AND dominance_k OPERATOR(pg_catalog.<=) 100),
    p double precision CHECK (p OPERATOR(pg_catalog.>) 0 AND p OPERATOR(pg_catalog.<=) 100),
    q double precision NOT NULL DEFAULT 100 CHECK (q OPERATOR(pg_catalog.>) 0 AND q OPERATOR(pg_catalog.<=) 100),
    CHECK ((dominance_n IS NULL) OPERATOR(pg_catalog.=) (dominance_k IS NULL)),
    CHECK (p IS NULL OR p OPERATOR(pg_catalog.<=) q),
    CHECK (minimum IS NOT NULL OR dominance_k IS NOT NULL OR p IS NOT NULL));
COMMENT ON TABLE @extschema@.disclosure_rules IS
'Rules of an office for cells that must not be published. Whoever knows the parameters of a concentration rule can narrow hidden cells down: nobody but the owner of the extension reads them, unless it is granted. Where there is none called default, that one is a minimum of 3 firms.';
COMMENT ON COLUMN @extschema@.disclosure_rules.rule IS 'its name';
COMMENT ON COLUMN @extschema@.disclosure_rules.minimum IS 'cells with fewer firms are unsafe; 3 is usual; NULL: not asked';
COMMENT ON COLUMN @extschema@.disclosure_rules.minimum_range IS 'how uncertain the size of such a cell must stay, percent of it';
COMMENT ON COLUMN @extschema@.disclosure_rules.dominance_n IS 'n of (n,k) dominance, 1 or 2; NULL: not asked';
COMMENT ON COLUMN @extschema@.disclosure_rules.dominance_k IS 'cells in which the n largest firms have more than so many percent are unsafe';
COMMENT ON COLUMN @extschema@.disclosure_rules.p IS 'cells in which the second largest firm could tell the largest to so many percent are unsafe; NULL: not asked';
COMMENT ON COLUMN @extschema@.disclosure_rules.q IS 'percent to which firms know each other before; 100: the p percent rule';
REVOKE ALL ON @extschema@.disclosure_rules FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON @extschema@.disclosure_rules TO @extowner@;
SELECT pg_catalog.pg_extension_config_dump('@extschema@.disclosure_rules', '');

CREATE TYPE @extschema@.disclosure_status_row AS (
    region text, industry text, firms bigint, size double precision, status text, reason text, protection double precision);
COMMENT ON TYPE @extschema@.disclosure_status_row IS
'Row of disclosure_status';

CREATE FUNCTION @extschema@.disclosure_status(
    m @extschema@.cluster_matrix, rule text DEFAULT 'default', unwaived @extschema@.cluster_matrix DEFAULT NULL)
RETURNS SETOF @extschema@.disclosure_status_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_disclosure_status';
COMMENT ON FUNCTION @extschema@.disclosure_status(@extschema@.cluster_matrix, text, @extschema@.cluster_matrix) IS
'Primary suppression: each cell as free (F) or confidential (C), and why. Rules are those of the table disclosure_rules; unwaived is a matrix of the firms that have not consented to be recognised (NULL: nobody has). Protection is how far the size must stay uncertain. Build the matrix over groups of enterprises where these count as one.';

CREATE FUNCTION @extschema@.publishable(m @extschema@.cluster_matrix, pattern @extschema@.cluster_matrix)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_disclosure_publishable';
COMMENT ON FUNCTION @extschema@.publishable(@extschema@.cluster_matrix, @extschema@.cluster_matrix) IS
'The matrix without the cells of a pattern, and without what tells of single firms. What measures make of it can be shown. Sums of squares and the largest firms become unknown; sums of regions are those of the cells that are left. NULL for a NULL matrix; 22023 for a NULL pattern.';

CREATE FUNCTION @extschema@.with_totals(
    m @extschema@.cluster_matrix,
    region_digits integer[] DEFAULT NULL, industry_digits integer[] DEFAULT NULL,
    region_tree regclass DEFAULT NULL, industry_tree regclass DEFAULT NULL)
RETURNS @extschema@.cluster_matrix
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000
AS 'MODULE_PATHNAME', 'cext_disclosure_with_totals';
COMMENT ON FUNCTION @extschema@.with_totals(@extschema@.cluster_matrix, integer[], integer[], regclass, regclass) IS
'The matrix at all levels of both hierarchies, as tables are published. Digits are numbers of leading characters, 0 the total (whose label is empty); a tree is a relation of region or industry and parent. A matrix in which labels are above others has its totals already and stays as it is. NULL for a NULL matrix.';
