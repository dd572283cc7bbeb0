/* What 0.2.0 adds to 0.1.0; test/t/032_update.pl compares it with a fresh installation. */
\echo Use "ALTER EXTENSION cluster_ext UPDATE" to load this file. \quit
/* As in 00_guard.sql: nothing is looked up in a schema that others may have filled. */
SET LOCAL search_path = pg_catalog, pg_temp;
/* A restore of data alone, with triggers disabled, as by pg_upgradecluster --method=dump, has left them enabled as ordinary ones. */
ALTER TABLE @extschema@.policy_risk_models ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_pillars ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_cuts ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_portfolio_cuts ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_levels ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_phrases ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_stances ENABLE REPLICA TRIGGER pass_over_shipped;

CREATE TYPE @extschema@.industry_space_row AS (
    industry_a text, industry_b text, relatedness double precision, backbone boolean);
COMMENT ON TYPE @extschema@.industry_space_row IS
'Row of industry_space';

CREATE FUNCTION @extschema@.industry_space(
    m @extschema@.cluster_matrix,
    minimum double precision DEFAULT 0.55,
    method text DEFAULT 'proximity',
    threshold double precision DEFAULT 1,
    margins text DEFAULT NULL,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.industry_space_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 2000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_relatedness_space';
COMMENT ON FUNCTION @extschema@.industry_space(@extschema@.cluster_matrix, double precision, text, double precision, text, @extschema@.cluster_matrix, text) IS
'The network of related industries: its backbone (maximum spanning tree) and all links of at least a minimum. One row for each link; industries related to none have no row. Arguments as of industry_relatedness. Hidalgo et al. 2007; Neffke et al. 2011.';

CREATE TYPE @extschema@.region_opportunities_row AS (
    industry text, present boolean, lq double precision, firms bigint, size double precision,
    industry_firms bigint, industry_size double precision, density double precision, mean_density double precision,
    pci double precision, eci double precision, gain double precision, quadrant text, status text);
COMMENT ON TYPE @extschema@.region_opportunities_row IS
'Row of region_opportunities';

CREATE FUNCTION @extschema@.region_opportunities(
    m @extschema@.cluster_matrix,
    region text,
    threshold double precision DEFAULT 1,
    method text DEFAULT 'proximity',
    own_industry boolean DEFAULT NULL,
    relatedness @extschema@.cluster_matrix DEFAULT NULL,
    margins text DEFAULT NULL,
    scale text DEFAULT 'eci',
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.region_opportunities_row
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 500
AS $$
-- Whatever expression the caller passes is computed once.  That rows are of the region tells the planner how few they are.
WITH given AS MATERIALIZED (SELECT $1 AS m, coalesce($9, $1) AS whole WHERE $2 IS NOT NULL),
gain AS MATERIALIZED (
    SELECT g.* FROM given, LATERAL @extschema@.opportunity_gain(given.m, $3, $4, $5, $6, $7, $8, $9, $10, $2) AS g WHERE g.region OPERATOR(pg_catalog.=) $2),
-- The region, and the whole that its quotients are of; nobody looks at the fitness here.
place AS MATERIALIZED (
    SELECT e.eci, e.status, r.firms, r.size, s.firms AS whole_firms, s.size AS whole_size,
           (SELECT pg_catalog.avg(g.density ORDER BY g.industry COLLATE pg_catalog."C") FROM gain AS g) AS density
    FROM given, LATERAL @extschema@.region_complexity(given.m, $3, scale => $8, fitness_steps => 1, reference => $9, "of" => $10) AS e,
        LATERAL @extschema@.regions(given.m) AS r, LATERAL @extschema@.summary(given.whole) AS s
    WHERE e.region OPERATOR(pg_catalog.=) $2 AND r.region OPERATOR(pg_catalog.=) $2 LIMIT 1),
cell AS (SELECT c.* FROM given, LATERAL @extschema@.cells(@extschema@.subset(given.m, ARRAY[$2], NULL)) AS c WHERE c.region OPERATOR(pg_catalog.=) $2),
total AS (SELECT i.* FROM given, LATERAL @extschema@.industries(given.m) AS i),
whole AS (SELECT i.* FROM given, LATERAL @extschema@.industries(given.whole) AS i),
found AS (
    SELECT g.*, p.density AS mean_density, p.eci, CASE WHEN g.pci IS NULL THEN g.status ELSE p.status END AS why,
           g.density OPERATOR(pg_catalog.>) (p.density OPERATOR(pg_catalog.+) '1e-10') AS near, g.pci OPERATOR(pg_catalog.>) (p.eci OPERATOR(pg_catalog.+) '1e-10') AS complex,
           CASE WHEN c.industry IS NULL THEN '0' ELSE c.firms END AS firms, CASE WHEN c.industry IS NULL THEN '0' ELSE c.size END AS size,
           t.firms AS industry_firms, t.size AS industry_size,
           p.firms AS place_firms, p.size AS place_size, w.firms AS shared_firms, w.size AS shared_size, p.whole_firms, p.whole_size
    FROM gain AS g CROSS JOIN place AS p
    JOIN total AS t ON t.industry OPERATOR(pg_catalog.=) g.industry
    LEFT JOIN whole AS w ON w.industry OPERATOR(pg_catalog.=) g.industry
    LEFT JOIN cell AS c ON c.industry OPERATOR(pg_catalog.=) g.industry)
SELECT industry, present,
       CASE WHEN $10 OPERATOR(pg_catalog.=) 'firms' THEN @extschema@.location_quotient(firms, place_firms, shared_firms, whole_firms)
            ELSE @extschema@.location_quotient(size, place_size, shared_size, whole_size) END,
       firms, size, industry_firms, industry_size, density, mean_density, pci, eci, gain,
       CASE WHEN present THEN 'present' WHEN present IS NULL OR near IS NULL OR complex IS NULL THEN NULL
            WHEN near AND complex THEN 'near and complex' WHEN near THEN 'near' WHEN complex THEN 'complex' ELSE 'far' END,
       why
FROM found ORDER BY industry COLLATE pg_catalog."C"
$$;
COMMENT ON FUNCTION @extschema@.region_opportunities(@extschema@.cluster_matrix, text, double precision, text, boolean, @extschema@.cluster_matrix, text, text, @extschema@.cluster_matrix, text) IS
'What one region could grow next: every industry with what opportunity_gain says of it and what it is there. Firms, size and location quotient there, firms and size of all regions, and a quadrant: present, or by density above the region''s mean and PCI above its ECI near and complex, near, complex or far; NULL where one is undefined. 22023 for an unknown region; no row for NULL. Hausmann et al. 2014; Balland et al. 2019.';

CREATE TYPE @extschema@.policy_risk_named_indicators_row AS (
    region text, industry text, indicator text, value double precision, risk double precision,
    elevated_from double precision, high_from double precision, status text,
    firms bigint, effective_firms double precision, pillar text, contribution double precision,
    model text, as_of integer, ordinal integer, name text, pillar_name text);
COMMENT ON TYPE @extschema@.policy_risk_named_indicators_row IS
'Row of policy_risk_indicators by a set-up';

CREATE FUNCTION @extschema@.policy_risk_indicators(setup text, as_of integer)
RETURNS SETOF @extschema@.policy_risk_named_indicators_row
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS $$
WITH u AS MATERIALIZED (SELECT * FROM @extschema@.policy_risk_setup($1)),
-- The model's phrase before the shipped one, the set-up's language before English.
phrase AS MATERIALIZED (
    SELECT DISTINCT ON (p.key) p.key, p.phrase
    FROM u JOIN @extschema@.policy_risk_phrases AS p ON p.model OPERATOR(pg_catalog.=) ANY (ARRAY[u.model, 'standard']) AND p.language OPERATOR(pg_catalog.=) ANY (ARRAY[u.language, 'en'])
    ORDER BY p.key, (p.language OPERATOR(pg_catalog.=) u.language) DESC, (p.model OPERATOR(pg_catalog.=) u.model) DESC)
SELECT i.region, i.industry, i.indicator, i.value, i.risk, i.elevated_from, i.high_from, i.status, i.firms, i.effective_firms, i.pillar, i.contribution, i.model, i.as_of,
       c.ordinal, coalesce(n.phrase, i.indicator), coalesce(g.phrase, i.pillar)
FROM u CROSS JOIN LATERAL @extschema@.policy_risk_indicators(u.panel, u.policies, $2, NULL, u.model, u.measure, u.industry_map, u.region_tree, u.group_digits, u.amount_unit) AS i
JOIN @extschema@.policy_risk_indicator_cards() AS c ON c.indicator OPERATOR(pg_catalog.=) i.indicator
LEFT JOIN phrase AS n ON n.key OPERATOR(pg_catalog.=) ('name.' OPERATOR(pg_catalog.||) i.indicator)
LEFT JOIN phrase AS g ON g.key OPERATOR(pg_catalog.=) ('pillar.' OPERATOR(pg_catalog.||) i.pillar)
ORDER BY i.region COLLATE pg_catalog."C", i.industry COLLATE pg_catalog."C", c.ordinal
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_indicators(text, integer) IS
'The same by a set-up, with the place of the indicator in lists, its name and that of its pillar. Names are in the language of the set-up: the phrases name.<indicator> and pillar.<pillar> of its model, else of the shipped one, else English ones, else the codes.';

/* Disclosure control and publishing: all of it is new. */

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

/*
 * Tables for everybody, made from matrices of firms: what is published, and what its tables look like.
 *
 * What readers get is rows of plain types; what must not be seen, parameters of rules among them, stays
 * with the publisher.  Functions here run on a path of their own; procedures cannot, and name all.
 */

CREATE TABLE @extschema@.publications (
    publication text PRIMARY KEY CHECK (octet_length(publication) BETWEEN 1 AND 48),
    publisher text NOT NULL DEFAULT current_user,
    source regclass NOT NULL,
    matrix_column text NOT NULL,
    period_column text NOT NULL,
    measures text[] NOT NULL DEFAULT '{}',
    unwaived_column text,
    target_schema text NOT NULL,
    reader text,
    region_digits integer[],
    industry_digits integer[],
    region_tree regclass,
    industry_tree regclass,
    rule text NOT NULL,
    cost text NOT NULL,
    singletons boolean NOT NULL,
    intervals boolean NOT NULL,
    region_titles regclass,
    industry_titles regclass,
    language text NOT NULL,
    regions regclass);
COMMENT ON TABLE @extschema@.publications IS 'What is published, from what, and by which rules. For publishers only; publish writes it.';
COMMENT ON COLUMN @extschema@.publications.publication IS 'its name, and that of its table';
COMMENT ON COLUMN @extschema@.publications.publisher IS 'role that published it, and alone refreshes it';
COMMENT ON COLUMN @extschema@.publications.source IS 'relation with a matrix for each period';
COMMENT ON COLUMN @extschema@.publications.matrix_column IS 'its column of matrices';
COMMENT ON COLUMN @extschema@.publications.period_column IS 'its column of periods';
COMMENT ON COLUMN @extschema@.publications.measures IS 'its further columns of matrices of the same firms, hidden by the same pattern';
COMMENT ON COLUMN @extschema@.publications.unwaived_column IS 'its column of matrices of the firms that have not consented to be recognisable; NULL: no firm has';
COMMENT ON COLUMN @extschema@.publications.target_schema IS 'schema of the tables';
COMMENT ON COLUMN @extschema@.publications.reader IS 'role that may read them; NULL: the publisher grants';
COMMENT ON COLUMN @extschema@.publications.region_digits IS 'lengths of labels of regions, one for each level; 0 is the total';
COMMENT ON COLUMN @extschema@.publications.industry_digits IS 'lengths of labels of industries, one for each level; 0 is the total';
COMMENT ON COLUMN @extschema@.publications.region_tree IS 'relation with region, parent';
COMMENT ON COLUMN @extschema@.publications.industry_tree IS 'relation with industry, parent';
COMMENT ON COLUMN @extschema@.publications.rule IS 'row of disclosure_rules';
COMMENT ON COLUMN @extschema@.publications.cost IS 'what suppress keeps small: cells, size or firms';
COMMENT ON COLUMN @extschema@.publications.singletons IS 'must firms that are alone in a cell not find others?';
COMMENT ON COLUMN @extschema@.publications.intervals IS 'must cells not be found nearly, either?';
COMMENT ON COLUMN @extschema@.publications.region_titles IS 'relation with code, title and perhaps language';
COMMENT ON COLUMN @extschema@.publications.industry_titles IS 'relation with code, title and perhaps language';
COMMENT ON COLUMN @extschema@.publications.language IS 'of titles';
COMMENT ON COLUMN @extschema@.publications.regions IS 'relation with region, geom';

-- Who could write another role's name here could have that role run code: a source may be a view.
CREATE FUNCTION @extschema@.publication_claim()
RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_LEVEL <> 'ROW' OR TG_WHEN <> 'BEFORE' OR TG_OP NOT IN ('INSERT', 'UPDATE') OR TG_RELID <> '@extschema@.publications'::regclass THEN
        RAISE EXCEPTION USING ERRCODE = '39P01', MESSAGE = 'publication_claim is a trigger of the table publications alone', DETAIL = 'It is called before its rows are written.',
            HINT = 'Publish by publish(...).';
    END IF;
    -- Superusers restore dumps.
    IF NOT (SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = current_user) THEN
        NEW.publisher := current_user;
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_claim() IS
'Trigger of publications: a row is of who writes it. Superusers may write rows of others. 39P01 elsewhere.';
REVOKE EXECUTE ON FUNCTION @extschema@.publication_claim() FROM PUBLIC;
CREATE TRIGGER claim BEFORE INSERT OR UPDATE ON @extschema@.publications FOR EACH ROW EXECUTE FUNCTION @extschema@.publication_claim();

CREATE TABLE @extschema@.publication_log (
    publication text NOT NULL,
    started timestamp with time zone NOT NULL,
    ended timestamp with time zone NOT NULL,
    status text NOT NULL CHECK (status IN ('done', 'failed')),
    inserted integer,
    updated integer,
    deleted integer,
    confidential integer,
    secondary integer,
    version text NOT NULL,
    error_code text,
    error text,
    error_detail text,
    error_hint text,
    PRIMARY KEY (publication, started));
COMMENT ON TABLE @extschema@.publication_log IS 'Every refresh of a publication and how it ended. For publishers only.';
COMMENT ON COLUMN @extschema@.publication_log.publication IS 'its name';
COMMENT ON COLUMN @extschema@.publication_log.started IS 'when the refresh began';
COMMENT ON COLUMN @extschema@.publication_log.ended IS 'when it ended';
COMMENT ON COLUMN @extschema@.publication_log.status IS 'done or failed; what failed has changed nothing';
COMMENT ON COLUMN @extschema@.publication_log.inserted IS 'cells that are new';
COMMENT ON COLUMN @extschema@.publication_log.updated IS 'cells that changed';
COMMENT ON COLUMN @extschema@.publication_log.deleted IS 'cells that are gone';
COMMENT ON COLUMN @extschema@.publication_log.confidential IS 'cells that a rule hides';
COMMENT ON COLUMN @extschema@.publication_log.secondary IS 'cells that are hidden to keep those';
COMMENT ON COLUMN @extschema@.publication_log.version IS 'version of the extension';
COMMENT ON COLUMN @extschema@.publication_log.error_code IS 'SQLSTATE of what went wrong';
COMMENT ON COLUMN @extschema@.publication_log.error IS 'what went wrong';
COMMENT ON COLUMN @extschema@.publication_log.error_detail IS 'its detail';
COMMENT ON COLUMN @extschema@.publication_log.error_hint IS 'its hint';

SELECT pg_catalog.pg_extension_config_dump('@extschema@.publications', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.publication_log', '');
GRANT SELECT, INSERT, UPDATE, DELETE ON @extschema@.publications, @extschema@.publication_log TO @extowner@;

CREATE FUNCTION @extschema@.publication_period_end(period text)
RETURNS timestamp with time zone
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $$
SELECT (CASE WHEN period ~ '^[1-9]\d{3}$' THEN make_date(left(period, 4)::integer, 12, 31)
             WHEN period ~ '^[1-9]\d{3}-S[12]$' THEN (make_date(left(period, 4)::integer, right(period, 1)::integer * 6, 1) + interval '1 month - 1 day')::date
             WHEN period ~ '^[1-9]\d{3}-Q[1-4]$' THEN (make_date(left(period, 4)::integer, right(period, 1)::integer * 3, 1) + interval '1 month - 1 day')::date
             WHEN period ~ '^[1-9]\d{3}-(0[1-9]|1[0-2])$' THEN (make_date(left(period, 4)::integer, right(period, 2)::integer, 1) + interval '1 month - 1 day')::date
             WHEN period ~ '^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$'
                 THEN make_date(left(period, 4)::integer, substr(period, 6, 2)::integer, 1) + (right(period, 2)::integer - 1) END)::timestamp AT TIME ZONE 'UTC'
$$;
COMMENT ON FUNCTION @extschema@.publication_period_end(text) IS
'Last day of a period as SDMX writes it (2024, 2024-S1, 2024-Q1, 2024-03, 2024-03-31), at midnight UTC. NULL for others.';

CREATE FUNCTION @extschema@.publication_attribute(relation regclass, attribute text)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 100
SET search_path = pg_catalog, pg_temp
AS $$
SELECT format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid = relation AND attname = attribute AND attnum > 0 AND NOT attisdropped
$$;
COMMENT ON FUNCTION @extschema@.publication_attribute(regclass, text) IS
'Type of a column of a relation. NULL if there is no such column.';

CREATE TYPE @extschema@.publication_columns_row AS (name text, type text, required boolean, description text);
COMMENT ON TYPE @extschema@.publication_columns_row IS
'Row of publication_columns';

CREATE FUNCTION @extschema@.publication_columns(definition @extschema@.publications, part text)
RETURNS SETOF @extschema@.publication_columns_row
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF part = 'cells' THEN
        RETURN QUERY VALUES
            ('period', CASE WHEN @extschema@.publication_attribute(relation => definition.source, attribute => definition.period_column) IN ('smallint', 'integer', 'bigint') THEN 'integer' ELSE 'text' END,
             true, 'period, as its source has it'),
            ('as_of', 'timestamp with time zone', false, 'last day of the period'),
            ('region', 'text', true, 'region; _T is the total'),
            ('region_title', 'text', true, 'title of the region'),
            ('region_level', 'integer', true, 'level of the region; 0 is the total'),
            ('industry', 'text', true, 'industry; _T is the total'),
            ('industry_title', 'text', true, 'title of the industry'),
            ('industry_level', 'integer', true, 'level of the industry; 0 is the total'),
            ('n', 'integer', false, 'firms; NULL: hidden, or unknown'),
            ('value', 'double precision', false, 'sum of what firms have of ' || definition.matrix_column || '; NULL: hidden, or unknown'),
            ('lq', 'double precision', false, 'location quotient of the value against the totals of region and industry; NULL: one of these is hidden, or 0'),
            ('firms_lq', 'double precision', false, 'location quotient of the number of firms'),
            ('firms_lq_lower', 'double precision', false, 'firms_lq less what chance does to so few firms, 95 percent'),
            ('firms_lq_upper', 'double precision', false, 'firms_lq and what chance does to so few firms, 95 percent'),
            ('conf_status', 'text', true, 'F free, C confidential, D hidden to keep others confidential (SDMX CL_CONF_STATUS)');
        RETURN QUERY SELECT m, 'double precision', false, 'sum of what firms have of ' || m || '; NULL: hidden, or unknown' FROM unnest(definition.measures) AS m;
    ELSIF part = 'refreshed' THEN
        RETURN QUERY VALUES ('refreshed_at', 'timestamp with time zone', true, 'when the tables were last compared with their source');
    ELSE
        RETURN QUERY VALUES (part, 'text', true, 'label; _T is the total'), ('title', 'text', true, 'title'), ('level', 'integer', true, 'level; 0 is the total');
        IF part = 'region' AND definition.regions IS NOT NULL THEN
            RETURN QUERY VALUES ('geom', @extschema@.publication_attribute(relation => definition.regions, attribute => 'geom'), false, 'where it is');
        END IF;
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_columns(@extschema@.publications, text) IS
'Columns of a table of a publication, without its key. Tables are those of cells, of region, of industry, and refreshed.';

CREATE FUNCTION @extschema@.publication_table(definition @extschema@.publications, part text)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 100
SET search_path = pg_catalog, pg_temp
AS $$
SELECT format('%I.%I', definition.target_schema, definition.publication || CASE part WHEN 'cells' THEN '' WHEN 'region' THEN '_regions' WHEN 'industry' THEN '_industries' WHEN 'refreshed' THEN '_refreshed' END)
$$;
COMMENT ON FUNCTION @extschema@.publication_table(@extschema@.publications, text) IS
'Name of a table of a publication. Tables are those of cells, of region, of industry, and refreshed.';

CREATE FUNCTION @extschema@.publication_period(definition @extschema@.publications)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 100
SET search_path = pg_catalog, pg_temp
AS $$
SELECT format(CASE WHEN t IN ('smallint', 'integer', 'bigint') THEN 's.%I::integer' WHEN t ~ '^(date|timestamp)' THEN 'to_char(s.%I, ''YYYY-MM-DD'')' ELSE 's.%I::text' END, definition.period_column)
FROM @extschema@.publication_attribute(relation => definition.source, attribute => definition.period_column) AS t
$$;
COMMENT ON FUNCTION @extschema@.publication_period(@extschema@.publications) IS
'Expression for the period of a row s of the source of a publication. Numbers stay numbers; dates are written as SDMX does.';

CREATE FUNCTION @extschema@.publication_make_table(definition @extschema@.publications, part text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    made text := @extschema@.publication_table(definition, part);
    key text := CASE WHEN part IN ('region', 'industry') THEN 'gid' ELSE 'id' END;
    one record;
BEGIN
    IF to_regclass(made) IS NULL THEN
        EXECUTE format('CREATE TABLE %s (%I integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)', made, key);
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', made, key, 'key; a row keeps it when it is refreshed');
    END IF;
    -- Measures and geometries come and go; what the rows are of does not.
    FOR one IN SELECT a.attname FROM pg_attribute AS a WHERE a.attrelid = made::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> key
               AND NOT EXISTS (SELECT FROM @extschema@.publication_columns(definition, part) AS c WHERE c.name = a.attname AND c.type = format_type(a.atttypid, a.atttypmod)) LOOP
        IF one.attname = 'period' THEN
            RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = format('periods of publication "%s" would be of another type', definition.publication),
                DETAIL = 'Its table has rows already.', HINT = 'Call unpublish first.';
        END IF;
        EXECUTE format('ALTER TABLE %s DROP COLUMN %I', made, one.attname);
    END LOOP;
    FOR one IN SELECT c.* FROM @extschema@.publication_columns(definition, part) AS c WHERE @extschema@.publication_attribute(relation => made::regclass, attribute => c.name) IS NULL LOOP
        EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s%s', made, one.name, one.type, CASE WHEN one.required THEN ' NOT NULL' ELSE '' END);
    END LOOP;
    FOR one IN SELECT c.* FROM @extschema@.publication_columns(definition, part) AS c LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', made, one.name, one.description);
    END LOOP;
    EXECUTE format('COMMENT ON TABLE %s IS %L', made, CASE part
        WHEN 'cells' THEN format('Cells of publication %s at all levels. What is confidential is NULL, and marked.', definition.publication)
        WHEN 'refreshed' THEN format('When publication %s was last refreshed.', definition.publication)
        ELSE format('What %s labels of publication %s mean.', part, definition.publication) END);
    IF part <> 'refreshed' AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = made::regclass AND contype = 'u') THEN
        EXECUTE format('ALTER TABLE %s ADD UNIQUE (%s)', made, CASE part WHEN 'cells' THEN 'period, region, industry' ELSE part END);
        IF part = 'cells' THEN
            EXECUTE format('CREATE INDEX ON %s (region, industry)', made);
            EXECUTE format('CREATE INDEX ON %s (industry, region)', made);
        END IF;
    END IF;
    IF definition.reader IS NOT NULL THEN
        EXECUTE format('GRANT SELECT ON %s TO %I', made, definition.reader);
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_make_table(@extschema@.publications, text) IS
'Makes a table of a publication, or gives one that is there the columns of a changed definition.';

CREATE TYPE @extschema@.publication_merge_row AS (inserted integer, updated integer, deleted integer);
COMMENT ON TYPE @extschema@.publication_merge_row IS
'Row of publication_merge';

CREATE FUNCTION @extschema@.publication_merge(target regclass, query text)
RETURNS @extschema@.publication_merge_row
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    id text := (SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND attidentity <> '');
    keys text[] := (SELECT array_agg(a.attname ORDER BY a.attnum) FROM pg_constraint AS c, pg_attribute AS a WHERE c.conrelid = target AND c.contype = 'u' AND a.attrelid = target AND a.attnum = ANY (c.conkey));
    matched text := (SELECT string_agg(format('t.%1$I = f.%1$I', k), ' AND ') FROM unnest(keys) AS k);
    ordered text := (SELECT string_agg(format(CASE @extschema@.publication_attribute(relation => target, attribute => k) WHEN 'text' THEN '%I COLLATE "C"' ELSE '%I' END, k), ', ' ORDER BY n) FROM unnest(keys) WITH ORDINALITY AS u(k, n));
    columns text;
    old text;
    new text;
    merged @extschema@.publication_merge_row;
BEGIN
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum), string_agg('t.' || quote_ident(attname), ', ' ORDER BY attnum), string_agg('f.' || quote_ident(attname), ', ' ORDER BY attnum)
    INTO columns, old, new FROM pg_attribute WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND attidentity = '';
    -- Rows are compared bit by bit, which every type can; new ones get their keys in an order that is the same everywhere.
    EXECUTE format($q$WITH f AS MATERIALIZED (
            SELECT t.%2$s, %6$s FROM %1$s AS t FULL JOIN (%3$s) AS f ON %4$s WHERE t.%2$s IS NULL OR f.%8$I IS NULL OR ROW(%5$s)::record *<> ROW(%6$s)::record),
        gone AS (DELETE FROM %1$s AS t USING f WHERE t.%2$s = f.%2$s AND f.%8$I IS NULL RETURNING 1),
        changed AS (UPDATE %1$s AS t SET (%7$s) = ROW(%6$s) FROM f WHERE t.%2$s = f.%2$s AND f.%8$I IS NOT NULL RETURNING 1),
        added AS (INSERT INTO %1$s (%7$s) SELECT %7$s FROM f WHERE %2$s IS NULL ORDER BY %9$s RETURNING 1)
        SELECT (SELECT count(*) FROM added), (SELECT count(*) FROM changed), (SELECT count(*) FROM gone)$q$, target, id, query, matched, old, new, columns, keys[1], ordered) INTO merged;
    RETURN merged;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_merge(regclass, text) IS
'Makes the rows of a table those of a query, by its unique key. Rows that are the same stay as they are, and readers are not blocked.';

CREATE FUNCTION @extschema@.publication_labels(definition @extschema@.publications, side text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    titles regclass := CASE side WHEN 'region' THEN definition.region_titles ELSE definition.industry_titles END;
    geometries regclass := CASE side WHEN 'region' THEN definition.regions END;
BEGIN
    RETURN format($q$SELECT c.%1$I, coalesce(n.title, CASE c.%1$I WHEN '_T' THEN 'Total' ELSE c.%1$I END) AS title, c.level%2$s
        FROM (SELECT %1$I, min(%3$I) AS level FROM pg_temp.publication_stage GROUP BY 1) AS c
        LEFT JOIN (%4$s) AS n ON n.code = c.%1$I%5$s$q$, side, CASE WHEN geometries IS NOT NULL THEN ', g.geom' ELSE '' END, side || '_level',
        CASE WHEN titles IS NULL THEN 'SELECT NULL::text AS code, NULL::text AS title'
            ELSE format('SELECT code::text, min(title::text COLLATE "C") COLLATE "default" AS title FROM %s%s GROUP BY 1', titles,
                CASE WHEN @extschema@.publication_attribute(relation => titles, attribute => 'language') IS NOT NULL THEN format(' WHERE language IS NULL OR language = %L', definition.language) ELSE '' END) END,
        CASE WHEN geometries IS NOT NULL THEN format(' LEFT JOIN %s AS g ON g.region::text = c.region', geometries) ELSE '' END);
END
$$;
COMMENT ON FUNCTION @extschema@.publication_labels(@extschema@.publications, text) IS
'Query for the regions or industries of the temporary table publication_stage, with titles and geometries.';

CREATE FUNCTION @extschema@.publication_cells(definition @extschema@.publications)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
SELECT format($q$WITH e AS MATERIALIZED (SELECT period, @extschema@.publication_period_end(period => period::text) AS as_of FROM pg_temp.publication_stage GROUP BY period)
    SELECT c.period, e.as_of, c.region, a.title AS region_title, c.region_level, c.industry, b1.title AS industry_title, c.industry_level,
        CASE WHEN c.status = 'F' THEN c.firms::integer END AS n, CASE WHEN c.status = 'F' THEN c.size END AS value,
        CASE WHEN s.shown THEN @extschema@.location_quotient(cell => c.size, region_total => r.size, industry_total => i.size, total => t.size) END AS lq,
        CASE WHEN s.shown THEN b.firms_lq END AS firms_lq,
        CASE WHEN s.shown THEN greatest(0, b.firms_lq - b.chance) END AS firms_lq_lower, CASE WHEN s.shown THEN b.firms_lq + b.chance END AS firms_lq_upper, c.status AS conf_status%3$s
    FROM pg_temp.publication_stage AS c JOIN e ON e.period = c.period JOIN %1$s AS a ON a.region = c.region JOIN %2$s AS b1 ON b1.industry = c.industry
    LEFT JOIN pg_temp.publication_stage AS r ON r.period = c.period AND r.region = c.region AND r.industry = '_T'
    LEFT JOIN pg_temp.publication_stage AS i ON i.period = c.period AND i.region = '_T' AND i.industry = c.industry
    LEFT JOIN pg_temp.publication_stage AS t ON t.period = c.period AND t.region = '_T' AND t.industry = '_T'
    CROSS JOIN LATERAL (SELECT c.status = 'F' AND r.status = 'F' AND i.status = 'F' AND t.status = 'F' AS shown) AS s
    -- The bounds of location_quotients of firms, each of which is 1 of the industry: a Herfindahl of 1 / n.
    CROSS JOIN LATERAL (SELECT @extschema@.location_quotient(cell => c.firms, region_total => r.firms, industry_total => i.firms, total => t.firms) AS firms_lq,
        1.959963984540054 * sqrt(greatest(0, t.firms - r.firms)::float8 / nullif(r.firms, 0) / nullif(i.firms, 0)) AS chance) AS b$q$,
    @extschema@.publication_table(definition, 'region'), @extschema@.publication_table(definition, 'industry'),
    (SELECT string_agg(format(', CASE WHEN c.status = ''F'' THEN c.%1$I END AS %1$I', m), '' ORDER BY n) FROM unnest(definition.measures) WITH ORDINALITY AS u(m, n)))
$$;
COMMENT ON FUNCTION @extschema@.publication_cells(@extschema@.publications) IS
'Query for what is shown of the temporary table publication_stage. A quotient is a function of four cells, and shown where these are; its bounds are of their numbers of firms alone.';

/* Tables for everybody: one call publishes, another refreshes.  Functions run on a path of their own; procedures, which commit, name all. */

CREATE FUNCTION @extschema@.publication_check(definition @extschema@.publications)
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    one record;
BEGIN
    IF octet_length(definition.publication) NOT BETWEEN 1 AND 48 OR num_nulls(definition.publication, definition.source, definition.target_schema, definition.matrix_column, definition.period_column, definition.measures) > 0 THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'a publication has a name of up to 48 bytes, a source with two columns, and a schema',
            DETAIL = format('They are %s, %s (%s, %s) and %s.', quote_nullable(definition.publication), definition.source, definition.matrix_column, definition.period_column, quote_nullable(definition.target_schema)),
            HINT = 'Tables are named by it: SELECT publish(''jobs'', ''matrices'', ''mart'').';
    END IF;
    IF octet_length(definition.target_schema) > 63 OR NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = definition.source) THEN
        RAISE EXCEPTION USING ERRCODE = CASE WHEN octet_length(definition.target_schema) > 63 THEN '42622' ELSE '42P01' END,
            MESSAGE = format(CASE WHEN octet_length(definition.target_schema) > 63 THEN 'the schema of publication "%s" has too long a name' ELSE 'the source of publication "%s" does not exist' END, definition.publication),
            DETAIL = format('Schema %s, source %s.', quote_ident(definition.target_schema), definition.source), HINT = 'Names have up to 63 bytes. Publish again where the source has been made anew.';
    END IF;
    FOR one IN SELECT v.relation, v.attribute, v.type FROM (VALUES
            (definition.source, definition.period_column, NULL), (definition.source, definition.matrix_column, '@extschema@.cluster_matrix'::regtype), (definition.source, definition.unwaived_column, '@extschema@.cluster_matrix'::regtype),
            (definition.region_titles, 'code', NULL), (definition.region_titles, 'title', NULL), (definition.industry_titles, 'code', NULL), (definition.industry_titles, 'title', NULL),
            (definition.regions, 'region', NULL), (definition.regions, 'geom', NULL)) AS v(relation, attribute, type)
            UNION ALL SELECT definition.source, m, '@extschema@.cluster_matrix'::regtype FROM unnest(definition.measures) AS m LOOP
        IF one.relation IS NOT NULL AND one.attribute IS NOT NULL AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = one.relation AND a.attname = one.attribute AND a.attnum > 0
                AND NOT a.attisdropped AND a.atttypid = coalesce(one.type, a.atttypid)) THEN
            RAISE EXCEPTION USING ERRCODE = '42703', MESSAGE = format('relation %s has no column "%s"%s', one.relation, one.attribute, CASE WHEN one.type IS NOT NULL THEN ' of matrices' ELSE '' END),
                DETAIL = format('Publication "%s" would be made from it.', definition.publication), HINT = 'Name another column, or publish a view that has it.';
        END IF;
    END LOOP;
    FOR one IN SELECT m FROM unnest(definition.measures) AS m WHERE m IN (SELECT name FROM @extschema@.publication_columns(definition, 'cells') GROUP BY name HAVING count(*) > 1)
            OR m IN ('id', 'firms', 'size', 'status', 'reason', 'protection', 'exposed') LOOP
        RAISE EXCEPTION USING ERRCODE = '42701', MESSAGE = format('a measure cannot be called "%s"', one.m),
            DETAIL = 'Each measure becomes a column of tables that have columns of that name.', HINT = 'Publish a view in which it has another name.';
    END LOOP;
    IF definition.reader IS NOT NULL AND to_regrole(quote_ident(definition.reader)) IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '42704', MESSAGE = format('role "%s" does not exist', definition.reader),
            DETAIL = format('Publication "%s" would be for it to read.', definition.publication), HINT = 'CREATE ROLE makes one; without a reader the publisher grants.';
    END IF;
    RETURN true;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_check(@extschema@.publications) IS
'True for a definition that can be; raises 22023, 42622, 42P01, 42703, 42701 or 42704 for others. One that lacks something, or names relations, columns or roles that are not there, or measures that cannot be columns.';

CREATE FUNCTION @extschema@.publication_definition(publication text)
RETURNS @extschema@.publications
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition @extschema@.publications;
BEGIN
    SELECT p.* INTO definition FROM @extschema@.publications AS p WHERE p.publication = $1;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = '42704', MESSAGE = format('there is no publication "%s"', publication),
            DETAIL = 'The table publications does not have it.', HINT = 'Call publish, which makes one.';
    END IF;
    -- A source may be a view that runs code of its owner.
    IF definition.publisher <> current_user THEN
        RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = format('publication "%s" is another role''s', publication),
            DETAIL = format('%s published it.', definition.publisher), HINT = 'SET ROLE to that role.';
    END IF;
    RETURN definition;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_definition(text) IS
'Row of publications that the caller published. Raises 42704 if there is none, 42501 if it is another role''s.';

CREATE FUNCTION @extschema@.publication_open(publication text)
RETURNS @extschema@.publications
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM FROM @extschema@.publications AS p WHERE p.publication = $1 FOR NO KEY UPDATE NOWAIT;
    RETURN @extschema@.publication_definition(publication => publication);
EXCEPTION WHEN lock_not_available THEN
    RAISE EXCEPTION USING ERRCODE = '55P03', MESSAGE = format('publication "%s" is being refreshed or changed', publication),
        DETAIL = 'Another transaction is at it.', HINT = 'Call again when that has ended.';
END
$$;
COMMENT ON FUNCTION @extschema@.publication_open(text) IS
'Row of publications that the caller published, locked to the end of the transaction. Raises what publication_definition raises, and 55P03 if another transaction has it.';

CREATE FUNCTION @extschema@.publication_audit(definition @extschema@.publications, period text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    findings text[] := ARRAY['exact'] || CASE WHEN definition.singletons THEN '{singleton}'::text[] END || CASE WHEN definition.intervals THEN '{narrow,unproven}'::text[] END;
    measure text;
    found bigint;
    first text;
BEGIN
    SELECT count(*), min(format('"%s", "%s"', s.region, s.industry) COLLATE "C") INTO found, first FROM pg_temp.publication_stage AS s WHERE s.period::text = $2 AND s.exposed;
    FOREACH measure IN ARRAY '{size}'::text[] || definition.measures LOOP
        EXIT WHEN found > 0;
        EXECUTE format('CREATE OR REPLACE TEMP VIEW publication_audited AS SELECT region, industry, %1$I AS value, status <> ''F'' OR %1$I IS NULL AS hidden, %2$s AS firms, %3$s AS protection'
            ' FROM pg_temp.publication_stage WHERE period = %4$L%5$s', measure, CASE WHEN definition.singletons THEN 'firms' ELSE 'NULL::bigint' END,
            CASE WHEN definition.intervals AND measure = 'size' THEN 'protection' ELSE 'NULL::double precision' END, period,
            -- A free cell that a measure does not have is seen to be none of it.
            CASE WHEN measure <> 'size' THEN format(' AND (status <> ''F'' OR %I IS NOT NULL)', measure) END);
        SELECT count(*), min(format('"%s", "%s"', a.region, a.industry) COLLATE "C") INTO found, first
        FROM @extschema@.disclosure_audit(published => 'pg_temp.publication_audited'::regclass, region_digits => definition.region_digits, industry_digits => definition.industry_digits,
            region_tree => definition.region_tree, industry_tree => definition.industry_tree, intervals => definition.intervals) AS a
        -- Free cells are not hidden, and what firms find out about cells that only keep others is not confidential.
        JOIN pg_temp.publication_stage AS s ON s.period::text = $2 AND s.region = a.region AND s.industry = a.industry
        WHERE a.finding = ANY (findings) AND s.status <> 'F' AND (a.finding <> 'singleton' OR s.status = 'C');
    END LOOP;
    IF found > 0 THEN
        RAISE EXCEPTION USING ERRCODE = '55000', MESSAGE = format('publication "%s" would give away hidden cells of period %s', definition.publication, period),
            DETAIL = format('Sums of what is shown tell of %s, the first of region, industry %s. Nothing was written.', found, first),
            HINT = 'Publish fewer levels, or coarser ones, so that there is enough to hide them with.';
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_audit(@extschema@.publications, text) IS
'Audits a period of the temporary table publication_stage as readers will see it. Raises 55000 if sums give a hidden cell away, or what else the definition asks for.';

CREATE FUNCTION @extschema@.publication_stage(definition @extschema@.publications)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    made text := @extschema@.publication_table(definition, 'cells');
    period text := @extschema@.publication_period(definition);
    listed text := (SELECT string_agg(format(', m%s.size AS %I', n, m), '' ORDER BY n) FROM unnest(definition.measures) WITH ORDINALITY AS u(m, n));
    also text := (SELECT string_agg(format('s.%I', m), ', ' ORDER BY n) FROM unnest(definition.measures) WITH ORDINALITY AS u(m, n));
    joined text := (SELECT string_agg(format($q$ LEFT JOIN LATERAL @extschema@.cells(@extschema@.with_totals(s.%1$I, ($1).region_digits, ($1).industry_digits, ($1).region_tree, ($1).industry_tree)) AS m%2$s
        ON coalesce(nullif(m%2$s.region, ''), '_T') = c.region AND coalesce(nullif(m%2$s.industry, ''), '_T') = c.industry$q$, m, n), '' ORDER BY n) FROM unnest(definition.measures) WITH ORDINALITY AS u(m, n));
    query text := format($q$SELECT %1$s AS period, c.*%2$s FROM %3$s AS s CROSS JOIN LATERAL @extschema@.suppress(s.%4$I, ($1).region_digits, ($1).industry_digits, ($1).region_tree, ($1).industry_tree,
        ($1).rule, unwaived => %5$s, also => %6$s, previous => $2, cost => ($1).cost, singletons => ($1).singletons, intervals => ($1).intervals) AS c%7$s WHERE %1$s = $3$q$,
        period, listed, definition.source, definition.matrix_column, coalesce('s.' || quote_ident(definition.unwaived_column), 'NULL'), coalesce('ARRAY[' || also || ']', 'NULL'), joined);
    one record;
    earlier text;
    published boolean;
BEGIN
    EXECUTE format('CREATE TEMP TABLE publication_stage AS SELECT %s AS period, c.*%s FROM %s AS s, @extschema@.suppress(NULL) AS c WITH NO DATA', period,
        (SELECT string_agg(format(', NULL::double precision AS %I', m), '' ORDER BY n) FROM unnest(definition.measures) WITH ORDINALITY AS u(m, n)), definition.source);
    FOR one IN EXECUTE format('SELECT %s AS period, count(*) AS rows FROM %s AS s GROUP BY 1 ORDER BY 1', period, definition.source) LOOP
        IF one.period IS NULL OR one.rows > 1 THEN
            RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = format('%s has not one row for each period', definition.source),
                DETAIL = CASE WHEN one.period IS NULL THEN 'A row has no period.' ELSE format('Period %s has %s rows.', one.period, one.rows) END,
                HINT = 'Publish a view of sum(matrix) ... GROUP BY period.';
        END IF;
        -- What was hidden of a period stays hidden where that will do; of a new one, what was of the one before.
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE period = $1)', made) INTO published USING one.period;
        EXECUTE CASE WHEN published THEN format('CREATE OR REPLACE TEMP VIEW publication_previous AS SELECT region, industry, conf_status AS status FROM %s WHERE period = %L', made, one.period)
            ELSE format('CREATE OR REPLACE TEMP VIEW publication_previous AS SELECT region, industry, status FROM pg_temp.publication_stage WHERE period = %L', earlier) END;
        EXECUTE 'INSERT INTO pg_temp.publication_stage ' || query USING definition, 'pg_temp.publication_previous'::regclass, one.period;
        PERFORM @extschema@.publication_audit(definition, one.period::text);
        earlier := one.period;
    END LOOP;
    -- A source that a policy of row-level security hides, or that is being loaded, is no reason to empty tables.
    IF earlier IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '55000', MESSAGE = format('%s has no rows', definition.source),
            DETAIL = format('Publication "%s" would lose all of its cells.', definition.publication), HINT = 'Call unpublish if that is what is meant.';
    END IF;
    ANALYZE pg_temp.publication_stage;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_stage(@extschema@.publications) IS
'Makes a temporary table, publication_stage, of the cells of a publication, what is hidden included. Raises what publication_audit raises; 22023 for two matrices of a period.';

CREATE FUNCTION @extschema@.publication_write(definition @extschema@.publications)
RETURNS @extschema@.publication_log
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    entry @extschema@.publication_log;
BEGIN
    entry.publication := definition.publication;
    entry.started := clock_timestamp();
    PERFORM @extschema@.publication_check(definition);
    PERFORM @extschema@.publication_stage(definition);
    PERFORM @extschema@.publication_merge(target => @extschema@.publication_table(definition, side)::regclass, query => @extschema@.publication_labels(definition, side)) FROM unnest('{region,industry}'::text[]) AS side;
    SELECT m.inserted, m.updated, m.deleted INTO entry.inserted, entry.updated, entry.deleted
    FROM @extschema@.publication_merge(target => @extschema@.publication_table(definition, 'cells')::regclass, query => @extschema@.publication_cells(definition)) AS m;
    SELECT count(*) FILTER (WHERE status = 'C'), count(*) FILTER (WHERE status = 'D') INTO entry.confidential, entry.secondary FROM pg_temp.publication_stage;
    EXECUTE format('INSERT INTO %s AS r (id, refreshed_at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET refreshed_at = excluded.refreshed_at', @extschema@.publication_table(definition, 'refreshed')) USING now();
    DROP VIEW IF EXISTS pg_temp.publication_previous, pg_temp.publication_audited;
    DROP TABLE pg_temp.publication_stage;
    entry.ended := clock_timestamp();
    entry.status := 'done';
    entry.version := @extschema@.cluster_ext_version();
    RETURN entry;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_write(@extschema@.publications) IS
'Refreshes the tables of a publication and tells what that did. All or nothing; readers are not blocked.';

CREATE FUNCTION @extschema@.publication_refresh(publication text)
RETURNS @extschema@.publication_log
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition @extschema@.publications := @extschema@.publication_open(publication => publication);
    entry @extschema@.publication_log;
    began timestamp with time zone := clock_timestamp();
BEGIN
    BEGIN
        entry := @extschema@.publication_write(definition);
    -- All that was done is undone here, but for the lock.  Time-outs are what fails most.
    EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
        GET STACKED DIAGNOSTICS entry.error_code = RETURNED_SQLSTATE, entry.error = MESSAGE_TEXT, entry.error_detail = PG_EXCEPTION_DETAIL, entry.error_hint = PG_EXCEPTION_HINT;
        entry.publication := definition.publication;
        entry.started := began;
        entry.ended := clock_timestamp();
        entry.status := 'failed';
        entry.version := @extschema@.cluster_ext_version();
    END;
    INSERT INTO @extschema@.publication_log SELECT entry.*;
    RETURN entry;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_refresh(text) IS
'Refreshes a publication and logs how that ended. An error becomes part of the row that is logged and returned; raises what publication_open raises.';

CREATE FUNCTION @extschema@.publish(
    publication text,
    source regclass,
    target_schema text,
    reader text DEFAULT NULL,
    matrix_column text DEFAULT 'matrix',
    period_column text DEFAULT 'period',
    region_digits integer[] DEFAULT NULL,
    industry_digits integer[] DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    industry_tree regclass DEFAULT NULL,
    rule text DEFAULT 'default',
    region_titles regclass DEFAULT NULL,
    industry_titles regclass DEFAULT NULL,
    language text DEFAULT 'en',
    regions regclass DEFAULT NULL,
    measures text[] DEFAULT '{}',
    unwaived_column text DEFAULT NULL,
    cost text DEFAULT 'cells',
    singletons boolean DEFAULT false,
    intervals boolean DEFAULT false)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition @extschema@.publications;
    was @extschema@.publications;
    entry @extschema@.publication_log;
    part text;
BEGIN
    -- Quotients are against totals, so these are always there; labels of any length are told apart by 1024 characters.
    definition := ROW(publication, current_user, source, matrix_column, period_column, measures, unwaived_column, target_schema, reader,
        CASE WHEN region_tree IS NULL THEN (SELECT array_agg(DISTINCT d ORDER BY d) FROM unnest(coalesce(region_digits, '{1024}') || 0) AS d) END,
        CASE WHEN industry_tree IS NULL THEN (SELECT array_agg(DISTINCT d ORDER BY d) FROM unnest(coalesce(industry_digits, '{1024}') || 0) AS d) END,
        region_tree, industry_tree, rule, cost, singletons, intervals, region_titles, industry_titles, language, regions);
    PERFORM @extschema@.publication_check(definition);
    IF EXISTS (SELECT FROM @extschema@.publications AS p WHERE p.publication = definition.publication) THEN
        was := @extschema@.publication_open(publication => publication);
        IF was.target_schema <> target_schema THEN
            RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = format('publication "%s" is in schema "%s"', publication, was.target_schema),
                DETAIL = 'Its tables do not move.', HINT = 'Call unpublish first.';
        END IF;
        IF was.reader IS DISTINCT FROM reader AND to_regrole(quote_ident(was.reader)) IS NOT NULL THEN
            FOREACH part IN ARRAY '{cells,region,industry,refreshed}'::text[] LOOP
                EXECUTE format('REVOKE SELECT ON %s FROM %I', @extschema@.publication_table(was, part), was.reader);
            END LOOP;
        END IF;
        DELETE FROM @extschema@.publications AS p WHERE p.publication = definition.publication;
    ELSE
        FOREACH part IN ARRAY '{cells,region,industry,refreshed}'::text[] LOOP
            IF to_regclass(@extschema@.publication_table(definition, part)) IS NOT NULL THEN
                RAISE EXCEPTION USING ERRCODE = '42P07', MESSAGE = format('relation %s exists', @extschema@.publication_table(definition, part)),
                    DETAIL = format('Publication "%s" is not the one that made it.', publication), HINT = 'Take another name, or drop it.';
            END IF;
        END LOOP;
    END IF;
    INSERT INTO @extschema@.publications SELECT definition.*;
    IF to_regnamespace(quote_ident(target_schema)) IS NULL THEN
        EXECUTE format('CREATE SCHEMA %I', target_schema);
    END IF;
    IF reader IS NOT NULL THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', target_schema, reader);
    END IF;
    FOREACH part IN ARRAY '{cells,region,industry,refreshed}'::text[] LOOP
        PERFORM @extschema@.publication_make_table(definition, part);
    END LOOP;
    entry := @extschema@.publication_write(definition);
    INSERT INTO @extschema@.publication_log SELECT entry.*;
    FOREACH part IN ARRAY '{cells,region,industry}'::text[] LOOP
        EXECUTE format('ANALYZE %s', @extschema@.publication_table(definition, part));
    END LOOP;
    RETURN entry.confidential + entry.secondary;
END
$$;
COMMENT ON FUNCTION @extschema@.publish(text, regclass, text, text, text, text, integer[], integer[], regclass, regclass, text, regclass, regclass, text, regclass, text[], text, text, boolean, boolean) IS
'Publishes matrices as tables for everybody, and tells how many cells are hidden. Again under the same name, it changes what is published. Makes schema and tables, fills them, and lets the reader read them; refresh_publication keeps them current. 55000 if hidden cells would be given away; 42703 or 42704 for columns and roles that are not there; 42P07 for tables that are; 0A000 for what calls for unpublish.';

CREATE FUNCTION @extschema@.unpublish(publication text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition @extschema@.publications := @extschema@.publication_open(publication => publication);
BEGIN
    EXECUTE format('DROP TABLE %s, %s, %s, %s', @extschema@.publication_table(definition, 'cells'), @extschema@.publication_table(definition, 'region'),
        @extschema@.publication_table(definition, 'industry'), @extschema@.publication_table(definition, 'refreshed'));
    DELETE FROM @extschema@.publications AS p WHERE p.publication = definition.publication;
END
$$;
COMMENT ON FUNCTION @extschema@.unpublish(text) IS
'Drops the tables of a publication and forgets it. The schema stays, and so does the log. 2BP01 where views need the tables.';

CREATE FUNCTION @extschema@.publication_commit_refused()
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    COMMIT;
    RETURN NULL;
EXCEPTION WHEN invalid_transaction_termination THEN
    RETURN SQLERRM;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_commit_refused() IS
'What the server says, in its language, where code that is called must not commit. No function may.';

CREATE PROCEDURE @extschema@.publication_refresh_each(publications text[])
LANGUAGE plpgsql
AS $$
DECLARE
    commits boolean;
    publication pg_catalog.text;
    entry @extschema@.publication_log;
    failed @extschema@.publication_log[];
BEGIN
    -- Within a transaction that has more to it the server says so; else that a block such as this one cannot commit.
    BEGIN
        COMMIT;
    EXCEPTION WHEN invalid_transaction_termination THEN
        commits := SQLERRM OPERATOR(pg_catalog.<>) @extschema@.publication_commit_refused();
    END;
    FOREACH publication IN ARRAY publications LOOP
        entry := @extschema@.publication_refresh(publication => publication);
        IF entry.status OPERATOR(pg_catalog.=) 'failed' THEN
            failed := pg_catalog.array_append(failed, entry);
        END IF;
        IF commits THEN
            COMMIT;
        END IF;
        EXIT WHEN entry.error_code OPERATOR(pg_catalog.=) '57014';
    END LOOP;
    IF pg_catalog.cardinality(publications) OPERATOR(pg_catalog.=) 1 AND failed IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = failed[1].error_code, MESSAGE = failed[1].error,
            DETAIL = CASE WHEN failed[1].error_detail OPERATOR(pg_catalog.<>) '' THEN failed[1].error_detail ELSE pg_catalog.format('Publication "%s" was being refreshed.', failed[1].publication) END,
            HINT = CASE WHEN failed[1].error_hint OPERATOR(pg_catalog.<>) '' THEN failed[1].error_hint ELSE 'Look into publication_log.' END;
    ELSIF failed IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = failed[1].error_code, MESSAGE = pg_catalog.format('%s of %s publications were not refreshed', pg_catalog.cardinality(failed), pg_catalog.cardinality(publications)),
            DETAIL = pg_catalog.format('The first was "%s": %s', failed[1].publication, failed[1].error), HINT = 'Look into publication_log.';
    END IF;
END
$$;
COMMENT ON PROCEDURE @extschema@.publication_refresh_each(text[]) IS
'Refreshes publications, each in a transaction of its own where that can be. Raises what went wrong in the end.';

CREATE PROCEDURE @extschema@.refresh_publication(publication text)
LANGUAGE plpgsql
AS $$
BEGIN
    CALL @extschema@.publication_refresh_each(publications => ARRAY[publication]);
END
$$;
COMMENT ON PROCEDURE @extschema@.refresh_publication(text) IS
'Makes the tables of a publication what its source says now, all or nothing. Rows that did not change are not rewritten, readers are not blocked. Failures are logged and raised; in a transaction block that is rolled back, the log with it. 55P03 while another refreshes it; 55000 if hidden cells would be given away.';

CREATE PROCEDURE @extschema@.refresh_publications()
LANGUAGE plpgsql
AS $$
DECLARE
    publications pg_catalog.text[] := (SELECT coalesce(pg_catalog.array_agg(p.publication ORDER BY p.publication COLLATE pg_catalog."C"), '{}')
        FROM @extschema@.publications AS p WHERE p.publisher OPERATOR(pg_catalog.=) current_user);
BEGIN
    CALL @extschema@.publication_refresh_each(publications => publications);
END
$$;
COMMENT ON PROCEDURE @extschema@.refresh_publications() IS
'Refreshes all publications of the caller, each in a transaction of its own. One that fails does not keep the others from it: at the end an error tells of the first. In a transaction block all is one.';

/* Files of what is published: lines of text, which psql -At or COPY write.  That of tau-ARGUS tells all, and is for the publisher. */

CREATE FUNCTION @extschema@.publication_csv_field(value text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
SELECT CASE WHEN value OPERATOR(pg_catalog.~) '[",\r\n]' OR value OPERATOR(pg_catalog.=) '' THEN pg_catalog.concat('"', pg_catalog.replace(value, '"', '""'), '"') ELSE coalesce(value, '') END
$$;
COMMENT ON FUNCTION @extschema@.publication_csv_field(text) IS
'A field of a file of comma-separated values, quoted if need be. Empty for NULL, and "" for what is empty (RFC 4180).';

CREATE FUNCTION @extschema@.publication_csv(published regclass)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 1
SET TimeZone = 'UTC'
SET DateStyle = 'ISO'
AS $$
DECLARE
    listed text;
    header text;
    key text;
BEGIN
    SELECT string_agg(format('@extschema@.publication_csv_field(value => %s)', CASE WHEN atttypid = 'timestamptz'::regtype THEN format('to_char(t.%I, ''YYYY-MM-DD"T"HH24:MI:SS"Z"'')', attname) ELSE format('t.%I::text', attname) END), ', ' ORDER BY attnum),
        string_agg(@extschema@.publication_csv_field(value => attname::text), ',' ORDER BY attnum), (array_agg(attname ORDER BY attnum))[1]
    INTO listed, header, key FROM pg_attribute WHERE attrelid = published AND attnum > 0 AND NOT attisdropped;
    RETURN NEXT header;
    RETURN QUERY EXECUTE format('SELECT concat_ws('','', %s) FROM %s AS t ORDER BY t.%I', listed, published, key);
END
$$;
COMMENT ON FUNCTION @extschema@.publication_csv(regclass) IS
'A published table as comma-separated values, by its first column. The first line names the columns; times are UTC, numbers have all their digits.';

CREATE FUNCTION @extschema@.publication_sdmx_csv(
    published regclass,
    dataflow text,
    measure text DEFAULT 'value',
    region_dimension text DEFAULT 'REF_AREA',
    industry_dimension text DEFAULT 'ACTIVITY',
    fixed text[] DEFAULT '{}')
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 1
AS $$
DECLARE
    missing text := (SELECT c FROM unnest(ARRAY[measure, 'region', 'industry', 'period', 'conf_status']) AS c WHERE @extschema@.publication_attribute(relation => published, attribute => c) IS NULL LIMIT 1);
BEGIN
    IF missing IS NOT NULL OR measure IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = '42703', MESSAGE = format('relation %s has no column "%s"', published, coalesce(missing, 'NULL')),
            DETAIL = 'It is not the table of a publication, or has no such measure.', HINT = 'Name a table that publish made, and one of its columns of numbers.';
    END IF;
    IF dataflow !~ '^[A-Za-z][A-Za-z0-9_.-]*:[A-Za-z0-9_@$-]+\(\d+(\.\d+)*\)$' OR dataflow IS NULL OR fixed IS NULL OR EXISTS (SELECT FROM unnest(fixed) AS f WHERE f IS NULL OR f !~ '^[A-Za-z0-9_@$-]+=.+') THEN
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'a dataflow is an agency, a name and a version, and what is fixed a dimension and its code',
            DETAIL = format('They are %s and %s.', coalesce(dataflow, 'NULL'), coalesce(fixed::text, 'NULL')), HINT = 'For example ''OFFICE:JOBS(1.0)'' and ''{FREQ=A}''.';
    END IF;
    RETURN NEXT concat_ws(',', 'DATAFLOW', (SELECT string_agg(split_part(f, '=', 1), ',' ORDER BY n) FROM unnest(fixed) WITH ORDINALITY AS u(f, n)),
        @extschema@.publication_csv_field(value => region_dimension), @extschema@.publication_csv_field(value => industry_dimension), 'TIME_PERIOD', 'OBS_VALUE', 'OBS_STATUS', 'CONF_STATUS');
    RETURN QUERY EXECUTE format($q$SELECT concat_ws(',', %1$s, @extschema@.publication_csv_field(value => region), @extschema@.publication_csv_field(value => industry), @extschema@.publication_csv_field(value => period::text),
            CASE WHEN conf_status = 'F' AND %2$I IS NOT NULL THEN %2$I::text ELSE '' END, CASE WHEN conf_status <> 'F' THEN 'Q' WHEN %2$I IS NULL THEN 'O' ELSE 'A' END, conf_status)
        FROM %3$s ORDER BY period::text COLLATE "C", region COLLATE "C", industry COLLATE "C"$q$,
        quote_literal(concat_ws(',', @extschema@.publication_csv_field(value => dataflow), (SELECT string_agg(@extschema@.publication_csv_field(value => substr(f, strpos(f, '=') + 1)), ',' ORDER BY n) FROM unnest(fixed) WITH ORDINALITY AS u(f, n)))), measure, published);
END
$$;
COMMENT ON FUNCTION @extschema@.publication_sdmx_csv(regclass, text, text, text, text, text[]) IS
'Published cells as SDMX-CSV 1.0. OBS_STATUS is A, Q (suppressed) or O (missing), CONF_STATUS F, C or D; fixed gives further dimensions, each with the code that all rows have. 22023 for a dataflow that is none, 42703 for another relation.';

CREATE FUNCTION @extschema@.publication_tau_argus_hierarchy(definition @extschema@.publications, side text)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 100000 ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tree regclass := CASE side WHEN 'region' THEN definition.region_tree ELSE definition.industry_tree END;
BEGIN
    -- Labels that begin another are above it, and come before it in any case.
    RETURN QUERY EXECUTE format($q$WITH RECURSIVE above AS (
            SELECT %1$I AS label, %1$I AS top, ARRAY[%1$I COLLATE "C"] AS path FROM %2$s
            UNION ALL SELECT a.label, p.parent::text, p.parent::text || a.path FROM above AS a JOIN (%3$s) AS p ON p.label::text = a.top WHERE p.parent::text NOT IN ('', '_T'))
        SELECT repeat('@', greatest(l.level - 1, 0)) || l.%1$I FROM %2$s AS l
        CROSS JOIN LATERAL (SELECT a.path FROM above AS a WHERE a.label = l.%1$I ORDER BY cardinality(a.path) DESC LIMIT 1) AS a WHERE l.%1$I <> '_T' ORDER BY a.path$q$,
        side, @extschema@.publication_table(definition, side),
        CASE WHEN tree IS NULL THEN 'SELECT NULL::text AS label, NULL::text AS parent' ELSE format('SELECT %I AS label, parent FROM %s', side, tree) END);
END
$$;
COMMENT ON FUNCTION @extschema@.publication_tau_argus_hierarchy(@extschema@.publications, text) IS
'Regions or industries of a publication as a file .hrc of tau-ARGUS. One @ for each level below the first, the total left out.';

CREATE FUNCTION @extschema@.publication_tau_argus_cells(definition @extschema@.publications, period text)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY EXECUTE format($q$WITH given AS MATERIALIZED (
            SELECT @extschema@.with_totals(s.%2$I, ($1).region_digits, ($1).industry_digits, ($1).region_tree, ($1).industry_tree) AS m,
                @extschema@.with_totals(%3$s, ($1).region_digits, ($1).industry_digits, ($1).region_tree, ($1).industry_tree) AS unwaived
            FROM %1$s AS s WHERE (%4$s)::text = $2)
        SELECT concat_ws(',', concat('"', p.region, '"'), concat('"', p.industry, '"'), coalesce(c.size::numeric::text, ''), coalesce(c.firms::text, ''), coalesce(c.largest::numeric::text, ''), CASE WHEN c.firms = 1 THEN '0' ELSE coalesce(c.second_largest::numeric::text, '') END,
            CASE WHEN j.status = 'C' THEN 'U' WHEN p.conf_status = 'F' THEN 'S' ELSE 'M' END, coalesce(j.protection::numeric, 0)::text, coalesce(j.protection::numeric, 0)::text)
        FROM given AS g CROSS JOIN LATERAL @extschema@.cells(g.m) AS c
        JOIN @extschema@.disclosure_status(g.m, ($1).rule, g.unwaived) AS j ON j.region = c.region AND j.industry = c.industry
        JOIN %5$s AS p ON p.period::text = $2 AND p.region = coalesce(nullif(c.region, ''), '_T') AND p.industry = coalesce(nullif(c.industry, ''), '_T')
        ORDER BY p.region COLLATE "C", p.industry COLLATE "C"$q$,
        definition.source, definition.matrix_column, coalesce('s.' || quote_ident(definition.unwaived_column), 'NULL'),
        @extschema@.publication_period(definition), @extschema@.publication_table(definition, 'cells')) USING definition, period;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_tau_argus_cells(@extschema@.publications, text) IS
'Cells of a publication as lines of a table of tau-ARGUS. True values, firms, the two largest, status S, U or M, and protection.';

CREATE FUNCTION @extschema@.publication_tau_argus(publication text, file text DEFAULT 'tab', period text DEFAULT NULL)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition @extschema@.publications := @extschema@.publication_definition(publication => publication);
    last text;
BEGIN
    IF file IN ('region', 'industry') THEN
        RETURN QUERY SELECT h FROM @extschema@.publication_tau_argus_hierarchy(definition, file) AS h;
    ELSIF file = 'tab' THEN
        EXECUTE format('SELECT max(period)::text FROM %s', @extschema@.publication_table(definition, 'cells')) INTO last;
        RETURN QUERY SELECT c FROM @extschema@.publication_tau_argus_cells(definition, coalesce(period, last)) AS c;
    ELSIF file = 'rda' THEN
        RETURN QUERY SELECT unnest(string_to_array(format(E'<SEPARATOR> ","\n<SAFE> "S"\n<UNSAFE> "U"\n<PROTECT> "P"\n'
            'Region\n    <RECODEABLE>\n    <TOTCODE> "_T"\n    <HIERARCHICAL>\n    <HIERCODELIST> "%1$s_regions.hrc"\n    <HIERLEADSTRING> "@"\n'
            'Industry\n    <RECODEABLE>\n    <TOTCODE> "_T"\n    <HIERARCHICAL>\n    <HIERCODELIST> "%1$s_industries.hrc"\n    <HIERLEADSTRING> "@"\n'
            'Value\n    <NUMERIC>\n    <DECIMALS> 2\nFirms\n    <FREQUENCY>\nLargest\n    <MAXSCORE>\nSecond\n    <MAXSCORE>\nStatus\n    <STATUS>\n'
            'Lower\n    <NUMERIC> <LOWERPL>\nUpper\n    <NUMERIC> <UPPERPL>', publication), E'\n'));
    ELSE
        RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = format('there is no file "%s"', file), DETAIL = 'tau-ARGUS reads a table, what its columns are, and two hierarchies.',
            HINT = 'Ask for tab, rda, region or industry.';
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.publication_tau_argus(text, text, text) IS
'Files for tau-ARGUS 4, with all that is hidden. Lines of the table (tab), metadata (rda), hierarchies (region, industry). Of the last period unless one is given; for the publisher. 22023 for another file.';

/* Space: all of it is new. */

/* Points: firms with coordinates, their type and what builds it. */

CREATE TYPE @extschema@.cluster_points;

CREATE FUNCTION @extschema@.cluster_points_in(cstring)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_in';
COMMENT ON FUNCTION @extschema@.cluster_points_in(cstring) IS
'Input function of cluster_points. Raises 22P02 on malformed text.';

CREATE FUNCTION @extschema@.cluster_points_out(@extschema@.cluster_points)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_out';
COMMENT ON FUNCTION @extschema@.cluster_points_out(@extschema@.cluster_points) IS
'Output function of cluster_points: lossless JSON, readable up to 4096 stored bytes, compact beyond.';

CREATE FUNCTION @extschema@.cluster_points_recv(internal)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_recv';
COMMENT ON FUNCTION @extschema@.cluster_points_recv(internal) IS
'Binary input function of cluster_points. Raises 22P03 on malformed bytes.';
REVOKE EXECUTE ON FUNCTION @extschema@.cluster_points_recv(internal) FROM PUBLIC;

CREATE FUNCTION @extschema@.cluster_points_send(@extschema@.cluster_points)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_send';
COMMENT ON FUNCTION @extschema@.cluster_points_send(@extschema@.cluster_points) IS
'Binary output function of cluster_points: labels in the client encoding, numbers little-endian.';

CREATE TYPE @extschema@.cluster_points (
    INPUT = @extschema@.cluster_points_in,
    OUTPUT = @extschema@.cluster_points_out,
    RECEIVE = @extschema@.cluster_points_recv,
    SEND = @extschema@.cluster_points_send,
    INTERNALLENGTH = variable,
    ALIGNMENT = int4,
    STORAGE = external
);
COMMENT ON TYPE @extschema@.cluster_points IS
'Firms with coordinates: places, industries and weights, on the sphere or in the plane';

CREATE FUNCTION @extschema@.cluster_points_eq(@extschema@.cluster_points, @extschema@.cluster_points)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_eq';
COMMENT ON FUNCTION @extschema@.cluster_points_eq(@extschema@.cluster_points, @extschema@.cluster_points) IS
'Implementation of the = operator of cluster_points: same stored bytes.';

CREATE FUNCTION @extschema@.cluster_points_ne(@extschema@.cluster_points, @extschema@.cluster_points)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_ne';
COMMENT ON FUNCTION @extschema@.cluster_points_ne(@extschema@.cluster_points, @extschema@.cluster_points) IS
'Implementation of the <> operator of cluster_points.';

CREATE FUNCTION @extschema@.cluster_points_hash(@extschema@.cluster_points)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'cext_matrix_hash';
COMMENT ON FUNCTION @extschema@.cluster_points_hash(@extschema@.cluster_points) IS
'Hash of the stored bytes, for DISTINCT, UNION, GROUP BY and hash joins.';

CREATE OPERATOR @extschema@.= (
    LEFTARG = @extschema@.cluster_points, RIGHTARG = @extschema@.cluster_points,
    FUNCTION = @extschema@.cluster_points_eq,
    COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>),
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.cluster_points, @extschema@.cluster_points) IS
'equal: the same firms at the same places, same bytes';

CREATE OPERATOR @extschema@.<> (
    LEFTARG = @extschema@.cluster_points, RIGHTARG = @extschema@.cluster_points,
    FUNCTION = @extschema@.cluster_points_ne,
    COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=),
    RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.cluster_points, @extschema@.cluster_points) IS
'not equal';

CREATE OPERATOR CLASS @extschema@.cluster_points_ops
DEFAULT FOR TYPE @extschema@.cluster_points USING hash AS
    OPERATOR 1 @extschema@.= (@extschema@.cluster_points, @extschema@.cluster_points),
    FUNCTION 1 @extschema@.cluster_points_hash(@extschema@.cluster_points);
COMMENT ON OPERATOR CLASS @extschema@.cluster_points_ops USING hash IS
'equality of points for DISTINCT, UNION and GROUP BY';

/* Firms and other points into points. */

CREATE FUNCTION @extschema@.cluster_points_accumulate(
    state @extschema@.cluster_points, x double precision, y double precision, industry text)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_points_accumulate';
COMMENT ON FUNCTION @extschema@.cluster_points_accumulate(@extschema@.cluster_points, double precision, double precision, text) IS
'Adds one firm of weight 1 to points; transition function of cluster_points_agg.';

CREATE FUNCTION @extschema@.cluster_points_accumulate(
    state @extschema@.cluster_points, x double precision, y double precision, industry text, weight double precision)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_points_accumulate';
COMMENT ON FUNCTION @extschema@.cluster_points_accumulate(@extschema@.cluster_points, double precision, double precision, text, double precision) IS
'Adds one firm with a weight to points; transition function of cluster_points_agg.';

CREATE FUNCTION @extschema@.cluster_points_accumulate(
    state @extschema@.cluster_points, x double precision, y double precision, industry text, weight double precision, metric text)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_points_accumulate';
COMMENT ON FUNCTION @extschema@.cluster_points_accumulate(@extschema@.cluster_points, double precision, double precision, text, double precision, text) IS
'Adds one firm with a weight to points of a metric; transition function of cluster_points_agg.';

CREATE FUNCTION @extschema@.cluster_points_merge(
    state @extschema@.cluster_points, points @extschema@.cluster_points)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_merge';
COMMENT ON FUNCTION @extschema@.cluster_points_merge(@extschema@.cluster_points, @extschema@.cluster_points) IS
'Adds points to points, a NULL adds nothing; combine function of every aggregate here.';

CREATE AGGREGATE @extschema@.cluster_points_agg(
    x double precision, y double precision, industry text) (
    SFUNC = @extschema@.cluster_points_accumulate,
    STYPE = @extschema@.cluster_points,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_points_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_points_agg(double precision, double precision, text) IS
'Firms of weight 1 at longitude x and latitude y, in degrees. A row with a NULL is skipped and counted; coordinates out of range raise 22023. NULL for no rows.';

CREATE AGGREGATE @extschema@.cluster_points_agg(
    x double precision, y double precision, industry text, weight double precision) (
    SFUNC = @extschema@.cluster_points_accumulate,
    STYPE = @extschema@.cluster_points,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_points_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_points_agg(double precision, double precision, text, double precision) IS
'Firms with weights, such as employment, at longitude x and latitude y, in degrees. A row with a NULL is skipped and counted; coordinates out of range and weights that are negative or not finite raise 22023. NULL for no rows.';

CREATE AGGREGATE @extschema@.cluster_points_agg(
    x double precision, y double precision, industry text, weight double precision, metric text) (
    SFUNC = @extschema@.cluster_points_accumulate,
    STYPE = @extschema@.cluster_points,
    SSPACE = 20000,
    COMBINEFUNC = @extschema@.cluster_points_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.cluster_points_agg(double precision, double precision, text, double precision, text) IS
'Firms with weights and coordinates of a metric. sphere: degrees of longitude and latitude, distances in km along great circles; plane: any unit. 22023 for another metric, or two. NULL rule and other errors as without a metric.';

CREATE AGGREGATE @extschema@.sum(@extschema@.cluster_points) (
    SFUNC = @extschema@.cluster_points_merge,
    STYPE = @extschema@.cluster_points,
    SSPACE = 200000,
    COMBINEFUNC = @extschema@.cluster_points_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.sum(@extschema@.cluster_points) IS
'All firms of several points: the same bytes in every order. NULLs are ignored; NULL for no rows; 22023 for two metrics.';

CREATE FUNCTION @extschema@.cluster_points_add(@extschema@.cluster_points, @extschema@.cluster_points)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_add';
COMMENT ON FUNCTION @extschema@.cluster_points_add(@extschema@.cluster_points, @extschema@.cluster_points) IS
'Implementation of the + operator of cluster_points.';

CREATE OPERATOR @extschema@.+ (
    LEFTARG = @extschema@.cluster_points, RIGHTARG = @extschema@.cluster_points,
    FUNCTION = @extschema@.cluster_points_add,
    COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (@extschema@.cluster_points, @extschema@.cluster_points) IS
'all firms of both; NULL if one is NULL';

/* What points hold. */

CREATE TYPE @extschema@.points_cells_row AS (
    x double precision, y double precision, industry text, firms bigint, weight double precision);
COMMENT ON TYPE @extschema@.points_cells_row IS
'Row of points_cells';

CREATE FUNCTION @extschema@.points_cells(
    p @extschema@.cluster_points)
RETURNS SETOF @extschema@.points_cells_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_points_cells';
COMMENT ON FUNCTION @extschema@.points_cells(@extschema@.cluster_points) IS
'Firms of each industry at each place, ordered by industry (C collation), x and y. NULL: a sum of weights is out of range.';

CREATE TYPE @extschema@.points_industries_row AS (
    industry text, places integer, firms bigint, weight double precision);
COMMENT ON TYPE @extschema@.points_industries_row IS
'Row of points_industries';

CREATE FUNCTION @extschema@.points_industries(
    p @extschema@.cluster_points)
RETURNS SETOF @extschema@.points_industries_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_points_industries';
COMMENT ON FUNCTION @extschema@.points_industries(@extschema@.cluster_points) IS
'One row per industry: different places, firms, and the sum of their weights. NULL: it is out of range.';

CREATE TYPE @extschema@.points_places_row AS (
    x double precision, y double precision, industries integer, firms bigint, weight double precision);
COMMENT ON TYPE @extschema@.points_places_row IS
'Row of points_places';

CREATE FUNCTION @extschema@.points_places(
    p @extschema@.cluster_points)
RETURNS SETOF @extschema@.points_places_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_points_places';
COMMENT ON FUNCTION @extschema@.points_places(@extschema@.cluster_points) IS
'One row per place, ordered by x and y: industries, firms, and the sum of their weights. NULL: it is out of range.';

CREATE TYPE @extschema@.points_summary_row AS (
    metric text, places integer, industries integer, firms bigint,
    weight double precision, skipped bigint, moved double precision, bytes bigint);
COMMENT ON TYPE @extschema@.points_summary_row IS
'Row of points_summary';

CREATE FUNCTION @extschema@.points_summary(
    p @extschema@.cluster_points)
RETURNS @extschema@.points_summary_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_summary';
COMMENT ON FUNCTION @extschema@.points_summary(@extschema@.cluster_points) IS
'One row about points: totals, input rows skipped for a NULL, how far snapping moved a firm, stored bytes. A weight that is out of range is NULL. moved is in km, in the plane in the unit of the coordinates.';

/* Some of the firms, or all of them elsewhere. */

CREATE FUNCTION @extschema@.points_subset(
    p @extschema@.cluster_points, industries text[] DEFAULT NULL)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_subset';
COMMENT ON FUNCTION @extschema@.points_subset(@extschema@.cluster_points, text[]) IS
'Only the firms of the named industries. A NULL list keeps all; names that the points lack are ignored. NULL for NULL points.';

CREATE FUNCTION @extschema@.points_snap(
    p @extschema@.cluster_points, side double precision)
RETURNS @extschema@.cluster_points
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_points_snap';
COMMENT ON FUNCTION @extschema@.points_snap(@extschema@.cluster_points, double precision) IS
'All firms at the centres of cells of a side, in km, in the plane in the unit of the coordinates. points_summary(p).moved bounds how far one was moved, from snap to snap. NULL for NULL points; 22023 for a side that is not above 0, or too small.';

/* Neighbours: who is near whom, and how much that weighs. */

CREATE FUNCTION @extschema@.neighbours_within(
    p @extschema@.cluster_points,
    distance double precision,
    style text DEFAULT 'B',
    decay double precision DEFAULT 0)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000
AS 'MODULE_PATHNAME', 'cext_neighbours_within';
COMMENT ON FUNCTION @extschema@.neighbours_within(@extschema@.cluster_points, double precision, text, double precision) IS
'Weights of the regions within a distance of each other: region by region, size = weight. A region is an industry of p, at one place. 1 each, or distance^-decay, in a style of nb2listw of spdep. NULL for no points; 22023 for a region at several places, and for decay at distance 0.';

CREATE FUNCTION @extschema@.neighbours_nearest(
    p @extschema@.cluster_points,
    k integer,
    style text DEFAULT 'B',
    decay double precision DEFAULT 0)
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000
AS 'MODULE_PATHNAME', 'cext_neighbours_nearest';
COMMENT ON FUNCTION @extschema@.neighbours_nearest(@extschema@.cluster_points, integer, text, double precision) IS
'Weights of the k nearest regions of each region: region by region, size = weight. A region is an industry of p, at one place. Of equally near ones the first by name. NULL for no points; 22023 for a region at several places, and for decay at distance 0.';

CREATE FUNCTION @extschema@.neighbours_style(
    neighbours @extschema@.cluster_matrix,
    style text DEFAULT 'B')
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_neighbours_style';
COMMENT ON FUNCTION @extschema@.neighbours_style(@extschema@.cluster_matrix, text) IS
'Weights of neighbours in another style: B, W, C, S or U, as nb2listw of spdep has them. NULL for a NULL matrix; 22023 for another style and for an unknown weight. Tiefelsdorf, Griffith, Boots 1999.';

CREATE FUNCTION @extschema@.neighbours_symmetric(
    neighbours @extschema@.cluster_matrix,
    by text DEFAULT 'max')
RETURNS @extschema@.cluster_matrix
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_neighbours_symmetric';
COMMENT ON FUNCTION @extschema@.neighbours_symmetric(@extschema@.cluster_matrix, text) IS
'Weights of neighbours made the same both ways: the larger, the smaller or the mean of the two. by: ''max'', ''min'', ''mean''. NULL for a NULL matrix; 22023 for an unknown weight.';

CREATE TYPE @extschema@.neighbours_summary_row AS (
    regions integer, links bigint, islands integer, island_labels text[],
    is_symmetric boolean, fewest integer, mean double precision, most integer, own integer, components integer,
    s0 double precision, s1 double precision, s2 double precision);
COMMENT ON TYPE @extschema@.neighbours_summary_row IS
'Row of neighbours_summary';

CREATE FUNCTION @extschema@.neighbours_summary(
    neighbours @extschema@.cluster_matrix)
RETURNS @extschema@.neighbours_summary_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_neighbours_summary';
COMMENT ON FUNCTION @extschema@.neighbours_summary(@extschema@.cluster_matrix) IS
'What weights of neighbours are like: links, islands (100 by name), symmetry, components, S0, S1, S2. NULL for a NULL matrix; fewest, mean and most are NULL without a region; 22023 for an unknown weight. Cliff, Ord 1981.';

/* Location quotients of regions with what surrounds them. */

CREATE TYPE @extschema@.spatial_quotients_row AS (
    region text, industry text, firms bigint, size double precision,
    focal_firms double precision, focal_size double precision, lq double precision, focal_lq double precision);
COMMENT ON TYPE @extschema@.spatial_quotients_row IS
'Row of spatial_quotients';

CREATE FUNCTION @extschema@.spatial_quotients(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    own double precision DEFAULT 1,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.spatial_quotients_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 10000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_spatial_quotients';
COMMENT ON FUNCTION @extschema@.spatial_quotients(@extschema@.cluster_matrix, @extschema@.cluster_matrix, double precision, text) IS
'Focal location quotients: of each region with its weighted neighbours, for all that either has. NULL where a total is 0 or unknown; no rows for a NULL matrix; 22023 for a bad argument. Cromley, Hanink 2012.';

/* Is what is near alike? */

CREATE TYPE @extschema@.moran_row AS (
    industry text,
    regions integer, islands integer, links bigint,
    moran double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    p_adjusted double precision,
    variance_normality double precision, z_normality double precision, p_normality double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.moran_row IS
'Row of moran';

CREATE FUNCTION @extschema@.moran(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'lq',
    industry text DEFAULT NULL,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS SETOF @extschema@.moran_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_moran_rows';
COMMENT ON FUNCTION @extschema@.moran(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text, integer, bigint, text) IS
'Moran''s I of each industry over regions: above its expectation where neighbours are alike. NULL where all values are equal or nothing is linked; no rows for a NULL matrix; 22023 for an industry that m lacks. Moran 1950; Cliff, Ord 1981.';

CREATE TYPE @extschema@.moran_values_row AS (
    regions integer, islands integer, links bigint,
    moran double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    variance_normality double precision, z_normality double precision, p_normality double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.moran_values_row IS
'Row of moran of columns';

CREATE FUNCTION @extschema@.moran(
    regions text[],
    "values" double precision[],
    neighbours @extschema@.cluster_matrix,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS @extschema@.moran_values_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_moran_values';
COMMENT ON FUNCTION @extschema@.moran(text[], double precision[], @extschema@.cluster_matrix, integer, bigint, text) IS
'Moran''s I of a value of regions: above its expectation where neighbours are alike. NULL where all are equal or nothing is linked, or for NULL arrays; 22023 for a region named twice. Moran 1950; Cliff, Ord 1981.';

CREATE TYPE @extschema@.geary_row AS (
    industry text,
    regions integer, islands integer, links bigint,
    geary double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    p_adjusted double precision,
    variance_normality double precision, z_normality double precision, p_normality double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.geary_row IS
'Row of geary';

CREATE FUNCTION @extschema@.geary(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'lq',
    industry text DEFAULT NULL,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS SETOF @extschema@.geary_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_geary_rows';
COMMENT ON FUNCTION @extschema@.geary(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text, integer, bigint, text) IS
'Geary''s C of each industry over regions, 0 or more: below 1 where neighbours are alike. NULL where all values are equal or nothing is linked; no rows for a NULL matrix; 22023 for an industry that m lacks. Geary 1954; Cliff, Ord 1981.';

CREATE TYPE @extschema@.geary_values_row AS (
    regions integer, islands integer, links bigint,
    geary double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    variance_normality double precision, z_normality double precision, p_normality double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.geary_values_row IS
'Row of geary of columns';

CREATE FUNCTION @extschema@.geary(
    regions text[],
    "values" double precision[],
    neighbours @extschema@.cluster_matrix,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS @extschema@.geary_values_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_geary_values';
COMMENT ON FUNCTION @extschema@.geary(text[], double precision[], @extschema@.cluster_matrix, integer, bigint, text) IS
'Geary''s C of a value of regions, 0 or more: below 1 where neighbours are alike. NULL where all are equal or nothing is linked, or for NULL arrays; 22023 for a region named twice. Geary 1954; Cliff, Ord 1981.';

CREATE TYPE @extschema@.getis_ord_row AS (
    industry text,
    regions integer, islands integer, links bigint,
    getis_ord double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    p_adjusted double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.getis_ord_row IS
'Row of getis_ord';

CREATE FUNCTION @extschema@.getis_ord(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'lq',
    industry text DEFAULT NULL,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS SETOF @extschema@.getis_ord_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_getis_ord_rows';
COMMENT ON FUNCTION @extschema@.getis_ord(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text, integer, bigint, text) IS
'Getis and Ord''s global G of each industry: above its expectation where large values are neighbours. NULL where all values are equal or nothing is linked; no rows for a NULL matrix; 22023 for an industry that m lacks. Getis, Ord 1992.';

CREATE TYPE @extschema@.getis_ord_values_row AS (
    regions integer, islands integer, links bigint,
    getis_ord double precision, expectation double precision, variance double precision, z_score double precision, p_value double precision,
    p_permutation double precision);
COMMENT ON TYPE @extschema@.getis_ord_values_row IS
'Row of getis_ord of columns';

CREATE FUNCTION @extschema@.getis_ord(
    regions text[],
    "values" double precision[],
    neighbours @extschema@.cluster_matrix,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    islands text DEFAULT 'keep')
RETURNS @extschema@.getis_ord_values_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'cext_getis_ord_values';
COMMENT ON FUNCTION @extschema@.getis_ord(text[], double precision[], @extschema@.cluster_matrix, integer, bigint, text) IS
'Getis and Ord''s global G of values of 0 or more: above its expectation where large ones are neighbours. NULL where all are equal or nothing is linked, or for NULL arrays; 22023 for a region named twice. Getis, Ord 1992.';

/* Where is what is near alike? */

CREATE TYPE @extschema@.local_moran_row AS (
    industry text, region text,
    value double precision, neighbours integer, z double precision, lag double precision,
    local_moran double precision, expectation double precision, variance double precision, z_score double precision,
    p_value double precision, p_adjusted double precision, p_permutation double precision, p_permutation_adjusted double precision,
    quadrant text);
COMMENT ON TYPE @extschema@.local_moran_row IS
'Row of local_moran';

CREATE FUNCTION @extschema@.local_moran(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'lq',
    industry text DEFAULT NULL,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    variance text DEFAULT 'population')
RETURNS SETOF @extschema@.local_moran_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_local_moran_rows';
COMMENT ON FUNCTION @extschema@.local_moran(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text, integer, bigint, text) IS
'Local Moran''s I: which regions are like their neighbours, and which differ. A row for each industry and region; NULL without a value or without neighbours, no rows for NULL; 22023 for an industry that the matrix lacks. Anselin 1995; Sokal, Oden, Thomson 1998.';

CREATE TYPE @extschema@.local_moran_values_row AS (
    region text,
    value double precision, neighbours integer, z double precision, lag double precision,
    local_moran double precision, expectation double precision, variance double precision, z_score double precision,
    p_value double precision, p_adjusted double precision, p_permutation double precision, p_permutation_adjusted double precision,
    quadrant text);
COMMENT ON TYPE @extschema@.local_moran_values_row IS
'Row of local_moran of columns';

CREATE FUNCTION @extschema@.local_moran(
    regions text[],
    "values" double precision[],
    neighbours @extschema@.cluster_matrix,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1,
    variance text DEFAULT 'population')
RETURNS SETOF @extschema@.local_moran_values_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_local_moran_values';
COMMENT ON FUNCTION @extschema@.local_moran(text[], double precision[], @extschema@.cluster_matrix, integer, bigint, text) IS
'Local Moran''s I: which regions are like their neighbours, and which differ. A row for each region; NULL without a value or without neighbours, no rows for NULL; 22023 for a region named twice. Anselin 1995; Sokal, Oden, Thomson 1998.';

CREATE TYPE @extschema@.local_getis_ord_row AS (
    industry text, region text,
    value double precision, neighbours integer,
    g double precision, expectation double precision, variance double precision, z_score double precision,
    p_value double precision, p_adjusted double precision, p_permutation double precision, p_permutation_adjusted double precision);
COMMENT ON TYPE @extschema@.local_getis_ord_row IS
'Row of local_getis_ord';

CREATE FUNCTION @extschema@.local_getis_ord(
    m @extschema@.cluster_matrix,
    neighbours @extschema@.cluster_matrix,
    "of" text DEFAULT 'lq',
    industry text DEFAULT NULL,
    star boolean DEFAULT true,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.local_getis_ord_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 100000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_local_getis_ord_rows';
COMMENT ON FUNCTION @extschema@.local_getis_ord(@extschema@.cluster_matrix, @extschema@.cluster_matrix, text, text, boolean, integer, bigint) IS
'Gi* (star => false: Gi): around which regions values are large, hot spots, or small, cold spots. A row for each industry and region; NULL without a value or without neighbours, no rows for NULL; 22023 for an industry that the matrix lacks. Getis, Ord 1992; Ord, Getis 1995.';

CREATE TYPE @extschema@.local_getis_ord_values_row AS (
    region text,
    value double precision, neighbours integer,
    g double precision, expectation double precision, variance double precision, z_score double precision,
    p_value double precision, p_adjusted double precision, p_permutation double precision, p_permutation_adjusted double precision);
COMMENT ON TYPE @extschema@.local_getis_ord_values_row IS
'Row of local_getis_ord of columns';

CREATE FUNCTION @extschema@.local_getis_ord(
    regions text[],
    "values" double precision[],
    neighbours @extschema@.cluster_matrix,
    star boolean DEFAULT true,
    permutations integer DEFAULT 0,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.local_getis_ord_values_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000 ROWS 500
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_local_getis_ord_values';
COMMENT ON FUNCTION @extschema@.local_getis_ord(text[], double precision[], @extschema@.cluster_matrix, boolean, integer, bigint) IS
'Gi* (star => false: Gi): around which regions values are large, hot spots, or small, cold spots. A row for each region; NULL without a value or without neighbours, no rows for NULL; 22023 for a region named twice. Getis, Ord 1992; Ord, Getis 1995.';

/* How near to each other firms are: the density of their distances, against chance. */

CREATE TYPE @extschema@.k_density_row AS (
    industry text,
    distance double precision, k double precision, expected double precision, standard_deviation double precision,
    local_lower double precision, local_upper double precision, global_lower double precision, global_upper double precision,
    gamma double precision, psi double precision);
COMMENT ON TYPE @extschema@.k_density_row IS
'Row of k_density';

CREATE FUNCTION @extschema@.k_density(
    p @extschema@.cluster_points,
    industry text DEFAULT NULL,
    range double precision DEFAULT NULL,
    steps integer DEFAULT 64,
    bandwidth double precision DEFAULT NULL,
    rule text DEFAULT 'silverman',
    weighted boolean DEFAULT false,
    minimum_firms integer DEFAULT 10,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1,
    reference @extschema@.cluster_points DEFAULT NULL)
RETURNS SETOF @extschema@.k_density_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000000 ROWS 65000
AS 'MODULE_PATHNAME', 'cext_k_density';
COMMENT ON FUNCTION @extschema@.k_density(@extschema@.cluster_points, text, double precision, integer, double precision, text, boolean, integer, double precision, integer, bigint, @extschema@.cluster_points) IS
'K-density of distances between an industry''s firms, per kilometre, with bands of chance, at each distance. The median distance of all sites is the range where none is given; no rows where all distances are equal and no bandwidth is given, NULL bands where sites are fewer than firms; no rows for NULL points; 22023 for an unknown industry. Duranton, Overman 2005.';

CREATE TYPE @extschema@.k_density_test_row AS (
    industry text,
    firms bigint, places bigint, weight double precision, bandwidth double precision,
    gamma double precision, psi double precision, localized_from double precision, kind text,
    p_value double precision, p_adjusted double precision, chance text, error_bound double precision);
COMMENT ON TYPE @extschema@.k_density_test_row IS
'Row of k_density_test';

CREATE FUNCTION @extschema@.k_density_test(
    p @extschema@.cluster_points,
    industry text DEFAULT NULL,
    range double precision DEFAULT NULL,
    steps integer DEFAULT 64,
    bandwidth double precision DEFAULT NULL,
    rule text DEFAULT 'silverman',
    weighted boolean DEFAULT false,
    minimum_firms integer DEFAULT 10,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1,
    reference @extschema@.cluster_points DEFAULT NULL)
RETURNS SETOF @extschema@.k_density_test_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000000 ROWS 500
AS 'MODULE_PATHNAME', 'cext_k_density_test';
COMMENT ON FUNCTION @extschema@.k_density_test(@extschema@.cluster_points, text, double precision, integer, double precision, text, boolean, integer, double precision, integer, bigint, @extschema@.cluster_points) IS
'Whether industries are localized or dispersed, from which distance on, and how likely that is by chance. One row for every industry of at least minimum_firms; kind and what follows from bands is NULL where there is no bandwidth or sites are fewer than firms; no rows for NULL points; 22023 for an unknown industry. Duranton, Overman 2005; p-values by extreme rank length, Myllymäki et al. 2017; adjusted by Benjamini, Hochberg 1995.';

CREATE TYPE @extschema@.k_density_colocalization_row AS (
    industry_a text, industry_b text,
    distance double precision, k double precision, expected double precision, standard_deviation double precision,
    local_lower double precision, local_upper double precision, global_lower double precision, global_upper double precision,
    gamma double precision, psi double precision);
COMMENT ON TYPE @extschema@.k_density_colocalization_row IS
'Row of k_density_colocalization';

CREATE FUNCTION @extschema@.k_density_colocalization(
    p @extschema@.cluster_points,
    industry_a text,
    industry_b text,
    range double precision DEFAULT NULL,
    steps integer DEFAULT 64,
    bandwidth double precision DEFAULT NULL,
    rule text DEFAULT 'silverman',
    weighted boolean DEFAULT false,
    minimum_firms integer DEFAULT 10,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1,
    reference @extschema@.cluster_points DEFAULT NULL)
RETURNS SETOF @extschema@.k_density_colocalization_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000000 ROWS 65
AS 'MODULE_PATHNAME', 'cext_k_density_colocalization';
COMMENT ON FUNCTION @extschema@.k_density_colocalization(@extschema@.cluster_points, text, text, double precision, integer, double precision, text, boolean, integer, double precision, integer, bigint, @extschema@.cluster_points) IS
'K-density of distances between firms of two industries, per kilometre, with bands of chance. Chance draws the sites of both from all of p or of the reference; a NULL industry_b stands for every other industry; no rows for NULL points; 22023 for an unknown industry. Duranton, Overman 2005, 2008.';

CREATE TYPE @extschema@.k_density_colocalization_test_row AS (
    industry_a text, industry_b text,
    firms bigint, places bigint, weight double precision, bandwidth double precision,
    gamma double precision, psi double precision, localized_from double precision, kind text,
    p_value double precision, p_adjusted double precision, chance text, error_bound double precision);
COMMENT ON TYPE @extschema@.k_density_colocalization_test_row IS
'Row of k_density_colocalization_test';

CREATE FUNCTION @extschema@.k_density_colocalization_test(
    p @extschema@.cluster_points,
    industry_a text,
    industry_b text,
    range double precision DEFAULT NULL,
    steps integer DEFAULT 64,
    bandwidth double precision DEFAULT NULL,
    rule text DEFAULT 'silverman',
    weighted boolean DEFAULT false,
    minimum_firms integer DEFAULT 10,
    level double precision DEFAULT 0.95,
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1,
    reference @extschema@.cluster_points DEFAULT NULL)
RETURNS SETOF @extschema@.k_density_colocalization_test_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10000000 ROWS 10
AS 'MODULE_PATHNAME', 'cext_k_density_colocalization_test';
COMMENT ON FUNCTION @extschema@.k_density_colocalization_test(@extschema@.cluster_points, text, text, double precision, integer, double precision, text, boolean, integer, double precision, integer, bigint, @extschema@.cluster_points) IS
'Whether firms of two industries stand closer together, or farther apart, than by chance. Columns as of k_density_test; firms and weight of both, places of the first; a NULL industry_b stands for every other industry; no rows for NULL points; 22023 for an unknown industry. Duranton, Overman 2005, 2008.';

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
