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
