/* Policy risk: indicators and scores of targeted pairs of region and industry. */

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
    amount_unit text DEFAULT NULL,
    OUT region text, OUT industry text, OUT indicator text, OUT value double precision, OUT risk double precision,
    OUT elevated_from double precision, OUT high_from double precision, OUT status text,
    OUT firms bigint, OUT effective_firms double precision, OUT pillar text, OUT contribution double precision,
    OUT model text, OUT as_of integer)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_policy_risk_indicators';
COMMENT ON FUNCTION @extschema@.policy_risk_indicators(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text) IS
'Risk indicators of every targeted pair, or of the pairs given, one row each. value and risk are NULL where status tells why; 42703 for relations that lack a column, 22023 for a year, measure or model that there is not.';

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
    OUT region text, OUT industry text, OUT score double precision, OUT band text, OUT band_code integer,
    OUT score_lower double precision, OUT score_upper double precision, OUT band_lower text, OUT band_upper text,
    OUT coverage double precision, OUT grade text, OUT flags integer, OUT fragile boolean, OUT has_proxy boolean,
    OUT stage text, OUT firms bigint, OUT effective_firms double precision,
    OUT model text, OUT as_of integer, OUT extension_version text)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_risk_scores';
COMMENT ON FUNCTION @extschema@.policy_risk_scores(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text) IS
'Risk score of every targeted pair, or of the pairs given: 0 to 100, band, bounds from missing data, coverage. NULL score and band insufficient_data where too little is known.';
