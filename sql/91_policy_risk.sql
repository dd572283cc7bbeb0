/* Policy risk: indicators and scores of targeted pairs of region and industry. */

CREATE TYPE @extschema@.policy_risk_indicators_row AS (
    region text, industry text, indicator text, value double precision, risk double precision,
    elevated_from double precision, high_from double precision, status text,
    firms bigint, effective_firms double precision, pillar text, contribution double precision,
    model text, as_of integer);
COMMENT ON TYPE @extschema@.policy_risk_indicators_row IS
'Row of policy_risk_indicators';

CREATE FUNCTION @extschema@.policy_risk_indicators(
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
RETURNS SETOF @extschema@.policy_risk_indicators_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_policy_risk_indicators';
COMMENT ON FUNCTION @extschema@.policy_risk_indicators(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text) IS
'Risk indicators of every targeted pair, or of the pairs given, one row each. value and risk are NULL where status tells why; 42703 for relations that lack a column, 22023 for a year, measure or model that there is not.';

CREATE TYPE @extschema@.policy_risk_scores_row AS (
    region text, industry text, score double precision, band text, band_code integer,
    score_low double precision, score_high double precision,
    score_if_best double precision, score_if_worst double precision, band_if_best text, band_if_worst text,
    coverage double precision, grade text, flags integer, flagged text[], fragile boolean, has_proxy boolean,
    status text, stage text, firms bigint, effective_firms double precision,
    model text, as_of integer, extension_version text);
COMMENT ON TYPE @extschema@.policy_risk_scores_row IS
'Row of policy_risk_scores';

CREATE FUNCTION @extschema@.policy_risk_scores(
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
    draws integer DEFAULT 500,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_risk_scores_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_risk_scores';
COMMENT ON FUNCTION @extschema@.policy_risk_scores(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, bigint) IS
'Risk score of every targeted pair, or of the pairs given. 0 to 100, band, plausible range (5th and 95th percentile of draws of what is unknown from pairs that are like it), bounds, coverage, flagged pillars. NULL score and band insufficient_data where too little is known.';
