/* What came of targets, and whether scores foresaw it. */

CREATE TYPE @extschema@.policy_event_study_row AS (
    event_year integer, treated integer, controls integer,
    gap double precision, control_gap double precision, difference double precision, standard_error double precision,
    pretrend double precision, pretrend_p double precision,
    regions integer, difference_lower double precision, difference_upper double precision, p_value double precision, status text);
COMMENT ON TYPE @extschema@.policy_event_study_row IS
'Row of policy_event_study';

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
    after integer DEFAULT 5)
RETURNS SETOF @extschema@.policy_event_study_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 9
AS 'MODULE_PATHNAME', 'cext_policy_event_study';
COMMENT ON FUNCTION @extschema@.policy_event_study(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, integer) IS
'Growth of targeted pairs beyond their industry''s, year by year around the start, and of peers not yet targeted. No error, bounds or p below three treated regions (status too_few); NULL without any pair. A description, not an effect.';

CREATE TYPE @extschema@.policy_backtest_row AS (
    as_of integer, horizon integer, outcome text, population text, predictor text, pairs bigint, events bigint,
    base_rate double precision, auc double precision, auc_lower double precision, auc_upper double precision,
    auc_within_size double precision, precision_area double precision, lift double precision,
    brier double precision, brier_skill double precision, brier_skill_chance double precision,
    calibration_slope double precision, calibration_intercept double precision,
    usefulness double precision, usefulness_80 double precision,
    difference double precision, difference_lower double precision, difference_upper double precision, verdict text);
COMMENT ON TYPE @extschema@.policy_backtest_row IS
'Row of policy_backtest';

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
    outcomes text[] DEFAULT NULL,
    replicates integer DEFAULT 200,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_backtest_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000000 ROWS 14
AS 'MODULE_PATHNAME', 'cext_policy_backtest';
COMMENT ON FUNCTION @extschema@.policy_backtest(regclass, regclass, integer[], @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, double precision, text[], integer, bigint) IS
'Whether scores by what was known in a year tell what came later, and better than the chance of few firms. outcomes are fell, beyond (the usual one, and beside fell always), behind, exit_of_established; verdict looks at bounds. NULL without events or others; 22023 for another outcome.';

CREATE TYPE @extschema@.policy_backtest_calibration_row AS (
    as_of integer, horizon integer, outcome text, population text, tenth integer, pairs bigint, events bigint,
    event_rate double precision, chance_rate double precision, score_low double precision, score_high double precision, score_mean double precision);
COMMENT ON TYPE @extschema@.policy_backtest_calibration_row IS
'Row of policy_backtest_calibration';

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
    outcomes text[] DEFAULT NULL)
RETURNS SETOF @extschema@.policy_backtest_calibration_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000000 ROWS 20
AS 'MODULE_PATHNAME', 'cext_policy_calibration';
COMMENT ON FUNCTION @extschema@.policy_backtest_calibration(regclass, regclass, integer[], @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, double precision, text[]) IS
'How often events came, and would by the chance of few firms, by tenths of the pairs by score. NULL for empty tenths, and chance_rate where no firms are known.';

CREATE TYPE @extschema@.policy_backtest_breaks_row AS (
    as_of integer, industry text, year_from integer, year_to integer,
    size_from double precision, size_to double precision, change double precision);
COMMENT ON TYPE @extschema@.policy_backtest_breaks_row IS
'Row of policy_backtest_breaks';

CREATE FUNCTION @extschema@.policy_backtest_breaks(
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
    horizon integer DEFAULT 3)
RETURNS SETOF @extschema@.policy_backtest_breaks_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000000 ROWS 10
AS 'MODULE_PATHNAME', 'cext_policy_breaks';
COMMENT ON FUNCTION @extschema@.policy_backtest_breaks(regclass, regclass, integer[], @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer) IS
'Industries that policy_backtest leaves out, as their code was redefined. Their total moves by more than a quarter between neighbouring years of the panel up to the outcome; change is NULL for a code that is new.';
