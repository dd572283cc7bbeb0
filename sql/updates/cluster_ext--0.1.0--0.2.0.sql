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
'The matrix without the cells of a pattern, and without what tells of single firms. What measures make of it can be shown. Sums of squares and the largest firms become unknown; sums of regions are those of the cells that are left. NULL for a NULL matrix; 22004 for a NULL pattern.';

CREATE FUNCTION @extschema@.with_totals(
    m @extschema@.cluster_matrix,
    region_digits integer[] DEFAULT NULL, industry_digits integer[] DEFAULT NULL,
    region_tree regclass DEFAULT NULL, industry_tree regclass DEFAULT NULL)
RETURNS @extschema@.cluster_matrix
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000
AS 'MODULE_PATHNAME', 'cext_disclosure_with_totals';
COMMENT ON FUNCTION @extschema@.with_totals(@extschema@.cluster_matrix, integer[], integer[], regclass, regclass) IS
'The matrix at all levels of both hierarchies, as tables are published. Digits are numbers of leading characters, 0 the total (whose label is empty); a tree is a relation of region or industry and parent. A matrix in which labels are above others has its totals already and stays as it is. NULL for a NULL matrix.';

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
