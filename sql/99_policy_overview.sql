/* All plans on one page: a row for each policy label of a region, and set-ups that name the arguments. */

CREATE TYPE @extschema@.policy_risk_labels_row AS (
    region text, label text, industry text, share double precision);
COMMENT ON TYPE @extschema@.policy_risk_labels_row IS
'Row of policy_risk_labels';

CREATE FUNCTION @extschema@.policy_risk_labels(policies regclass, as_of integer, industry_map regclass DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_labels_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_labels';
COMMENT ON FUNCTION @extschema@.policy_risk_labels(regclass, integer, regclass) IS
'Labels of the policies active in a year, and the industries that each stands for, with their shares. Without a map a label is its industry; labels that the map lacks are left out (policy_risk_unmapped lists them).';

CREATE TABLE @extschema@.policy_risk_setups (
    setup text PRIMARY KEY,
    panel regclass NOT NULL,
    policies regclass,
    industry_map regclass,
    region_tree regclass,
    titles regclass,
    model text NOT NULL DEFAULT 'standard',
    measure text NOT NULL DEFAULT 'employment',
    group_digits integer DEFAULT 2,
    amount_unit text,
    language text NOT NULL DEFAULT 'en');
COMMENT ON TABLE @extschema@.policy_risk_setups IS
'Arguments of the functions of policy risk under a name. Everybody reads them; whoever owns the extension writes them, and may grant that. Relations are read with the rights of the caller all the same.';
COMMENT ON COLUMN @extschema@.policy_risk_setups.setup IS 'its name';
COMMENT ON COLUMN @extschema@.policy_risk_setups.panel IS 'relation with period, measure, matrix';
COMMENT ON COLUMN @extschema@.policy_risk_setups.policies IS 'relation with region, industry and what else is known of policies';
COMMENT ON COLUMN @extschema@.policy_risk_setups.industry_map IS 'relation with policy_label, industry, share; NULL: labels are industries';
COMMENT ON COLUMN @extschema@.policy_risk_setups.region_tree IS 'relation with region, parent; NULL: no levels but those of policies';
COMMENT ON COLUMN @extschema@.policy_risk_setups.titles IS 'relation with code, language, title; NULL: labels';
COMMENT ON COLUMN @extschema@.policy_risk_setups.model IS 'model of policy risk';
COMMENT ON COLUMN @extschema@.policy_risk_setups.measure IS 'measure of firms';
COMMENT ON COLUMN @extschema@.policy_risk_setups.group_digits IS 'characters that industries of a class share';
COMMENT ON COLUMN @extschema@.policy_risk_setups.amount_unit IS 'unit of amounts; NULL: they have but one';
COMMENT ON COLUMN @extschema@.policy_risk_setups.language IS 'of sentences';
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_risk_setups', '');
GRANT SELECT ON @extschema@.policy_risk_setups TO PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON @extschema@.policy_risk_setups TO @extowner@;

CREATE TYPE @extschema@.policy_risk_setup_row AS (
    setup text, panel regclass, policies regclass, industry_map regclass, region_tree regclass, titles regclass,
    model text, measure text, group_digits integer, amount_unit text, language text);
COMMENT ON TYPE @extschema@.policy_risk_setup_row IS
'Row of policy_risk_setup';

CREATE FUNCTION @extschema@.policy_risk_setup(setup text)
RETURNS SETOF @extschema@.policy_risk_setup_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000 ROWS 1
AS 'MODULE_PATHNAME', 'cext_policy_setup';
COMMENT ON FUNCTION @extschema@.policy_risk_setup(text) IS
'A set-up by its name. 22023 if there is none; no row for NULL.';

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

CREATE FUNCTION @extschema@.policy_risk_scores(setup text, as_of integer)
RETURNS SETOF @extschema@.policy_risk_scores_row
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS $$
    SELECT s.* FROM @extschema@.policy_risk_setup($1) AS u,
        LATERAL @extschema@.policy_risk_scores(u.panel, u.policies, $2, NULL, u.model, u.measure, u.industry_map, u.region_tree, u.group_digits, u.amount_unit) AS s
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_scores(text, integer) IS
'The same by a set-up.';

CREATE FUNCTION @extschema@.policy_risk_explain(setup text, as_of integer)
RETURNS SETOF @extschema@.policy_risk_explain_row
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS $$
    SELECT s.* FROM @extschema@.policy_risk_setup($1) AS u,
        LATERAL @extschema@.policy_risk_explain(u.panel, u.policies, $2, NULL, u.model, u.measure, u.industry_map, u.region_tree, u.group_digits, u.amount_unit, u.language, u.titles) AS s
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_explain(text, integer) IS
'The same by a set-up.';

CREATE TYPE @extschema@.policy_risk_overview_row AS (
    region text, label text, industries text[], score double precision, band text,
    score_low double precision, score_high double precision, flagged text[],
    industry text, reasons text[], stance text, stance_reason text, lowered_by text,
    opportunity double precision, alternative text, status text,
    model text, as_of integer);
COMMENT ON TYPE @extschema@.policy_risk_overview_row IS
'Row of policy_risk_overview';

CREATE FUNCTION @extschema@.policy_risk_overview(
    panel regclass,
    policies regclass,
    as_of integer,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    language text DEFAULT 'en',
    titles regclass DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_overview_row
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS $$
WITH scored AS MATERIALIZED (
    SELECT * FROM @extschema@.policy_risk_scores($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9)),
-- Risks of indicators and of pillars, by their names.
risk AS MATERIALIZED (
    SELECT i.region, i.industry, i.indicator AS name, i.risk FROM @extschema@.policy_risk_indicators($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9) AS i),
named AS (
    SELECT region, industry, pg_catalog.jsonb_object_agg(name, risk) AS risks FROM (
        SELECT * FROM risk
        UNION ALL
        SELECT r.region, r.industry, c.pillar, pg_catalog.sum(c.weight OPERATOR(pg_catalog.*) r.risk) OPERATOR(pg_catalog./) nullif(pg_catalog.sum(c.weight) FILTER (WHERE r.risk IS NOT NULL), '0')
        FROM risk AS r JOIN @extschema@.policy_risk_cuts AS c ON c.model OPERATOR(pg_catalog.=) coalesce($4, 'standard') AND c.indicator OPERATOR(pg_catalog.=) r.name
        WHERE c.pillar IS NOT NULL GROUP BY r.region, r.industry, c.pillar) AS n
    GROUP BY region, industry),
stance AS (
    SELECT DISTINCT ON (s.region, s.industry) s.region, s.industry, t.stance
    FROM scored AS s JOIN named AS n ON n.region OPERATOR(pg_catalog.=) s.region AND n.industry OPERATOR(pg_catalog.=) s.industry
    JOIN @extschema@.policy_risk_stances AS t ON t.model OPERATOR(pg_catalog.=) coalesce($4, 'standard')
    WHERE coalesce(t.scored OPERATOR(pg_catalog.=) (s.score IS NOT NULL), true)
      AND coalesce(s.band OPERATOR(pg_catalog.=) ANY (t.bands), true)
      AND coalesce(s.stage OPERATOR(pg_catalog.=) ANY (t.stages), true)
      AND (t.flagged IS NULL OR t.flagged OPERATOR(pg_catalog.=) ANY (s.flagged))
      AND (SELECT coalesce(pg_catalog.bool_and(coalesce((n.risks OPERATOR(pg_catalog.->>) x)::double precision OPERATOR(pg_catalog.>=) '0.666666666666', false)), true) FROM pg_catalog.unnest(t.risky) AS x)
      AND (SELECT coalesce(pg_catalog.bool_and(coalesce((n.risks OPERATOR(pg_catalog.->>) x)::double precision OPERATOR(pg_catalog.<=) '0.333333333334', false)), true) FROM pg_catalog.unnest(t.safe) AS x)
      AND (SELECT coalesce(pg_catalog.bool_and(coalesce((n.risks OPERATOR(pg_catalog.->>) x)::double precision OPERATOR(pg_catalog.<) '0.666666666666', true)), true) FROM pg_catalog.unnest(t.not_risky) AS x)
    ORDER BY s.region, s.industry, t.ordinal),
told AS MATERIALIZED (
    SELECT region, industry,
           pg_catalog.array_agg(sentence ORDER BY ordinal) FILTER (WHERE section OPERATOR(pg_catalog.=) 'reason' AND ordinal OPERATOR(pg_catalog.<=) 3) AS reasons,
           pg_catalog.min(sentence) FILTER (WHERE section OPERATOR(pg_catalog.=) 'change' AND ordinal OPERATOR(pg_catalog.=) 1) AS lowered_by
    FROM @extschema@.policy_risk_explain($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9, $10, $11) GROUP BY region, industry),
gain AS MATERIALIZED (
    SELECT * FROM @extschema@.policy_opportunity($1, $2, $3, NULL, $4, $5, $6, $7, $8, $9, true, 1)),
-- The industries of a label together, by their shares; the worst of them speaks.
label AS (
    SELECT l.region, l.label, pg_catalog.array_agg(l.industry ORDER BY l.share DESC, l.industry COLLATE pg_catalog."C") AS industries,
           pg_catalog.sum(l.share OPERATOR(pg_catalog.*) s.score) OPERATOR(pg_catalog./) nullif(pg_catalog.sum(l.share) FILTER (WHERE s.score IS NOT NULL), '0') AS score,
           pg_catalog.sum(l.share OPERATOR(pg_catalog.*) s.score_low) OPERATOR(pg_catalog./) nullif(pg_catalog.sum(l.share) FILTER (WHERE s.score_low IS NOT NULL), '0') AS score_low,
           pg_catalog.sum(l.share OPERATOR(pg_catalog.*) s.score_high) OPERATOR(pg_catalog./) nullif(pg_catalog.sum(l.share) FILTER (WHERE s.score_high IS NOT NULL), '0') AS score_high,
           pg_catalog.sum(l.share OPERATOR(pg_catalog.*) g.opportunity) OPERATOR(pg_catalog./) nullif(pg_catalog.sum(l.share) FILTER (WHERE g.opportunity IS NOT NULL), '0') AS opportunity,
           (pg_catalog.array_agg(l.industry ORDER BY s.score DESC NULLS LAST, l.share DESC, l.industry COLLATE pg_catalog."C"))[1] AS worst
    FROM @extschema@.policy_risk_labels($2, $3, $6) AS l
    JOIN scored AS s ON s.region OPERATOR(pg_catalog.=) l.region AND s.industry OPERATOR(pg_catalog.=) l.industry
    LEFT JOIN gain AS g ON g.targeted AND g.region OPERATOR(pg_catalog.=) l.region AND g.industry OPERATOR(pg_catalog.=) l.industry
    GROUP BY l.region, l.label)
SELECT l.region, l.label, l.industries, l.score,
       CASE WHEN l.score IS NULL THEN 'insufficient_data' WHEN l.score OPERATOR(pg_catalog.>=) (m.high_score OPERATOR(pg_catalog.-) '1e-10') THEN 'high'
            WHEN l.score OPERATOR(pg_catalog.>=) (m.elevated_score OPERATOR(pg_catalog.-) '1e-10') THEN 'elevated' ELSE 'low' END,
       l.score_low, l.score_high, s.flagged, l.worst, t.reasons, n.stance,
       (SELECT p.phrase FROM @extschema@.policy_risk_phrases AS p
        WHERE p.key OPERATOR(pg_catalog.=) ('stance.' OPERATOR(pg_catalog.||) n.stance) AND p.model OPERATOR(pg_catalog.=) ANY (ARRAY[coalesce($4, 'standard'), 'standard']) AND p.language OPERATOR(pg_catalog.=) ANY (ARRAY[$10, 'en'])
        ORDER BY (p.language OPERATOR(pg_catalog.=) $10) DESC, (p.model OPERATOR(pg_catalog.=) coalesce($4, 'standard')) DESC LIMIT 1),
       t.lowered_by, l.opportunity,
       (SELECT g.industry FROM gain AS g WHERE NOT g.targeted AND g.region OPERATOR(pg_catalog.=) l.region ORDER BY g.opportunity DESC NULLS LAST, g.industry COLLATE pg_catalog."C" LIMIT 1),
       s.status, s.model, s.as_of
FROM label AS l
JOIN scored AS s ON s.region OPERATOR(pg_catalog.=) l.region AND s.industry OPERATOR(pg_catalog.=) l.worst
JOIN told AS t ON t.region OPERATOR(pg_catalog.=) l.region AND t.industry OPERATOR(pg_catalog.=) l.worst
LEFT JOIN stance AS n ON n.region OPERATOR(pg_catalog.=) l.region AND n.industry OPERATOR(pg_catalog.=) l.worst
JOIN @extschema@.policy_risk_models AS m ON m.model OPERATOR(pg_catalog.=) s.model
ORDER BY l.score DESC NULLS LAST, l.region COLLATE pg_catalog."C", l.label COLLATE pg_catalog."C"
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_overview(regclass, regclass, integer, text, text, regclass, regclass, integer, text, text, regclass) IS
'All plans on one page, one row for each label of a region, riskiest first. Score (mean over the industries of the label, by their shares), band, plausible range; of its riskiest industry the flags, three reasons, a stance with its reason and what would lower the score most; what there is to gain, and the best untargeted alternative. NULL score where too little is known.';

CREATE FUNCTION @extschema@.policy_risk_overview(setup text, as_of integer)
RETURNS SETOF @extschema@.policy_risk_overview_row
LANGUAGE sql STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS $$
    SELECT s.* FROM @extschema@.policy_risk_setup($1) AS u,
        LATERAL @extschema@.policy_risk_overview(u.panel, u.policies, $2, u.model, u.measure, u.industry_map, u.region_tree, u.group_digits, u.amount_unit, u.language, u.titles) AS s
$$;
COMMENT ON FUNCTION @extschema@.policy_risk_overview(text, integer) IS
'The same by a set-up.';
