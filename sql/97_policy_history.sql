/* What came of targets, and whether scores foresaw it. */

CREATE FUNCTION @extschema@.policy_event_study(
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
    before integer DEFAULT 3,
    after integer DEFAULT 5,
    OUT event_year integer, OUT treated integer, OUT controls integer,
    OUT gap double precision, OUT control_gap double precision, OUT difference double precision, OUT standard_error double precision,
    OUT pretrend double precision, OUT pretrend_p double precision)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 9
AS 'MODULE_PATHNAME', 'cext_policy_event_study';
COMMENT ON FUNCTION @extschema@.policy_event_study(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, integer) IS
'Growth of targeted pairs beyond their industry''s, year by year around the start, and of peers not yet targeted. NULL without any; a description, not an effect.';

CREATE FUNCTION @extschema@.policy_backtest(
    panel regclass,
    policies regclass,
    as_of integer[],
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    horizon integer DEFAULT 3,
    fall double precision DEFAULT -0.2,
    replicates integer DEFAULT 200,
    seed bigint DEFAULT 1,
    OUT as_of integer, OUT horizon integer, OUT population text, OUT predictor text, OUT pairs bigint, OUT events bigint,
    OUT base_rate double precision, OUT auc double precision, OUT auc_lower double precision, OUT auc_upper double precision,
    OUT lift double precision, OUT brier double precision, OUT verdict text)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000000 ROWS 12
AS 'MODULE_PATHNAME', 'cext_policy_backtest';
COMMENT ON FUNCTION @extschema@.policy_backtest(regclass, regclass, integer[], @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, double precision, integer, bigint) IS
'Whether scores by what was known in a year tell what came later, against naive scores. verdict says where the composite does not win; NULL without events or others.';

CREATE FUNCTION @extschema@.policy_backtest_calibration(
    panel regclass,
    policies regclass,
    as_of integer[],
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    model text DEFAULT 'standard',
    measure text DEFAULT 'employment',
    industry_map regclass DEFAULT NULL,
    region_tree regclass DEFAULT NULL,
    group_digits integer DEFAULT 2,
    amount_unit text DEFAULT NULL,
    horizon integer DEFAULT 3,
    fall double precision DEFAULT -0.2,
    OUT as_of integer, OUT horizon integer, OUT population text, OUT tenth integer, OUT pairs bigint, OUT events bigint,
    OUT event_rate double precision, OUT score_low double precision, OUT score_high double precision, OUT score_mean double precision)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000000 ROWS 20
AS 'MODULE_PATHNAME', 'cext_policy_calibration';
COMMENT ON FUNCTION @extschema@.policy_backtest_calibration(regclass, regclass, integer[], @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, double precision) IS
'How often events came, by tenths of the pairs in order of their score. NULL for empty tenths.';
