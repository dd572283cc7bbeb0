/* Policy risk of whole lists: a region's portfolio, and a province with its regions. */

CREATE TYPE @extschema@.policy_portfolio_risk_row AS (
    region text, portfolio_score double precision, targets integer, scored integer, weighted_by text,
    mean_risk double precision, tail double precision, worst double precision, worst_industry text,
    breadth double precision, breadth_risk double precision,
    founded double precision, founded_expected double precision, founded_z double precision, founded_risk double precision,
    peers integer, isomorphism double precision, isomorphism_risk double precision,
    coherence double precision, coherence_expected double precision, coherence_z double precision,
    common_shock double precision, amount double precision, fiscal double precision, fiscal_risk double precision,
    model text, as_of integer, extension_version text);
COMMENT ON TYPE @extschema@.policy_portfolio_risk_row IS
'Row of policy_portfolio_risk';

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
    amount_unit text DEFAULT NULL)
RETURNS SETOF @extschema@.policy_portfolio_risk_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_portfolio_risk';
COMMENT ON FUNCTION @extschema@.policy_portfolio_risk(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text) IS
'How risky all that a region targets is together, one row for each region with a list. Score 0 to 100 and its parts; portfolio_score is NULL without a scored target, each part where it is not defined.';

CREATE TYPE @extschema@.policy_province_risk_row AS (
    region text, regions integer, own_targets integer, targets integer, industries integer, scored integer, weighted_by text,
    mean_risk double precision, tail double precision, worst double precision, worst_region text, worst_industry text,
    distinct_share double precision, duplicated integer, sum_of_plans double precision, amount double precision,
    model text, as_of integer, extension_version text);
COMMENT ON TYPE @extschema@.policy_province_risk_row IS
'Row of policy_province_risk';

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
    amount_unit text DEFAULT NULL)
RETURNS SETOF @extschema@.policy_province_risk_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_portfolio_provinces';
COMMENT ON FUNCTION @extschema@.policy_province_risk(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text) IS
'Lists of a province and of the regions below it together: risk, division of labour, sum of plans. One row for each parent in region_tree that has targets; no rows without region_tree.';
