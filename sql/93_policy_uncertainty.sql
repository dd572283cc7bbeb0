/* How far policy-risk scores depend on choices of ours. */

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
    seed bigint DEFAULT 1,
    OUT region text, OUT industry text, OUT score double precision,
    OUT score_p05 double precision, OUT score_p50 double precision, OUT score_p95 double precision,
    OUT rank integer, OUT rank_p05 double precision, OUT rank_p95 double precision,
    OUT prob_elevated double precision, OUT prob_high double precision, OUT draws integer, OUT model text, OUT as_of integer)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_uncertainty';
COMMENT ON FUNCTION @extschema@.policy_risk_uncertainty(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, text, integer, bigint) IS
'How far each score and rank depends on weights, exponent, cuts and shrinkage: seeded draws of all of them. prob_high is the share of draws in band high, not the chance of failure; NULL without a score.';

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
    seed bigint DEFAULT 1,
    OUT kind text, OUT choice text, OUT mean_rank_shift double precision)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 22
AS 'MODULE_PATHNAME', 'cext_policy_sensitivity';
COMMENT ON FUNCTION @extschema@.policy_risk_sensitivity(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, text, integer, bigint) IS
'By how many places ranks move when one choice is drawn anew, or one indicator left out. NULL without scores. Saisana, Saltelli, Tarantola 2005.';
