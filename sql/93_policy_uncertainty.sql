/* How far policy-risk scores depend on choices of ours. */

CREATE TYPE @extschema@.policy_risk_uncertainty_row AS (
    region text, industry text, score double precision,
    score_p05 double precision, score_p50 double precision, score_p95 double precision,
    rank integer, rank_p05 double precision, rank_p95 double precision,
    prob_elevated double precision, prob_high double precision, draws integer, model text, as_of integer);
COMMENT ON TYPE @extschema@.policy_risk_uncertainty_row IS
'Row of policy_risk_uncertainty';

CREATE FUNCTION @extschema@.policy_risk_uncertainty(
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
    alternative_measure text DEFAULT NULL,
    draws integer DEFAULT 500,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_risk_uncertainty_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_uncertainty';
COMMENT ON FUNCTION @extschema@.policy_risk_uncertainty(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, text, integer, bigint) IS
'How far each score and rank depends on our choices and on what is unknown. Seeded draws of weights, exponent, cuts, shrinkage and, from pairs that are like it, what is unknown; prob_high is the share of draws in band high, not the chance of failure; NULL without a score.';

CREATE TYPE @extschema@.policy_risk_sensitivity_row AS (
    kind text, choice text, mean_rank_shift double precision);
COMMENT ON TYPE @extschema@.policy_risk_sensitivity_row IS
'Row of policy_risk_sensitivity';

CREATE FUNCTION @extschema@.policy_risk_sensitivity(
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
    alternative_measure text DEFAULT NULL,
    draws integer DEFAULT 500,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_risk_sensitivity_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 22
AS 'MODULE_PATHNAME', 'cext_policy_sensitivity';
COMMENT ON FUNCTION @extschema@.policy_risk_sensitivity(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, text, integer, bigint) IS
'By how many places ranks move when one choice is drawn anew, or one indicator left out. NULL without scores. Saisana, Saltelli, Tarantola 2005.';
