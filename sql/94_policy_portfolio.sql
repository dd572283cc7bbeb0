/* Policy risk of whole lists: a region's portfolio, and a province with its regions. */

CREATE FUNCTION @extschema@.policy_portfolio_risk(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    OUT region text, OUT portfolio_score double precision, OUT targets integer, OUT scored integer, OUT weighted_by text,
    OUT mean_risk double precision, OUT tail double precision, OUT worst double precision, OUT worst_industry text,
    OUT breadth double precision, OUT breadth_risk double precision,
    OUT founded double precision, OUT founded_expected double precision, OUT founded_z double precision, OUT founded_risk double precision,
    OUT peers integer, OUT isomorphism double precision, OUT isomorphism_risk double precision,
    OUT coherence double precision, OUT coherence_expected double precision, OUT coherence_z double precision,
    OUT common_shock double precision, OUT amount double precision, OUT fiscal double precision, OUT fiscal_risk double precision,
    OUT model text, OUT as_of integer, OUT extension_version text)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_portfolio_risk';
COMMENT ON FUNCTION @extschema@.policy_portfolio_risk(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text) IS
'How risky all that a region targets is together, one row for each region with a list. Score 0 to 100 and its parts; portfolio_score is NULL without a scored target, each part where it is not defined.';

CREATE FUNCTION @extschema@.policy_province_risk(
    panel regclass,
    policies regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    OUT region text, OUT regions integer, OUT own_targets integer, OUT targets integer, OUT industries integer, OUT scored integer, OUT weighted_by text,
    OUT mean_risk double precision, OUT tail double precision, OUT worst double precision, OUT worst_region text, OUT worst_industry text,
    OUT distinct_share double precision, OUT duplicated integer, OUT sum_of_plans double precision, OUT amount double precision,
    OUT model text, OUT as_of integer, OUT extension_version text)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_portfolio_provinces';
COMMENT ON FUNCTION @extschema@.policy_province_risk(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text) IS
'Lists of a province and of the regions below it together: risk, division of labour, sum of plans. One row for each parent in region_tree that has targets; no rows without region_tree.';
