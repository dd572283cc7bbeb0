/* Composite indicators: normalising, weights that data give, means of what is known. */

CREATE FUNCTION @extschema@.normalize_min_max(x double precision, direction integer DEFAULT 1)
RETURNS double precision
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_normalize_min_max';
COMMENT ON FUNCTION @extschema@.normalize_min_max(double precision, integer) IS
'Window function: (x - min)/(max - min) within the partition, 0 to 1; direction -1 turns it round. NULL for a NULL, and without any range. OECD/JRC 2008.';

CREATE FUNCTION @extschema@.normalize_z(x double precision, direction integer DEFAULT 1)
RETURNS double precision
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_normalize_z';
COMMENT ON FUNCTION @extschema@.normalize_z(double precision, integer) IS
'Window function: (x - mean)/sd within the partition, sd over n - 1; direction -1 turns it round. NULL for a NULL, and without any variance. OECD/JRC 2008.';

CREATE FUNCTION @extschema@.normalize_rank(x double precision, direction integer DEFAULT 1, ties text DEFAULT 'average')
RETURNS double precision
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_normalize_rank';
COMMENT ON FUNCTION @extschema@.normalize_rank(double precision, integer, text) IS
'Window function: rank within the partition, 1 the smallest and n the largest; direction -1 turns it round. Ties get the average, min or max of their places; NULL for a NULL. OECD/JRC 2008.';

CREATE FUNCTION @extschema@.normalize_percentile(x double precision, direction integer DEFAULT 1, ties text DEFAULT 'average')
RETURNS double precision
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_normalize_percentile';
COMMENT ON FUNCTION @extschema@.normalize_percentile(double precision, integer, text) IS
'Window function: (rank - 1)/(n - 1) within the partition, 0 to 1; direction -1 turns it round. NULL for a NULL, and for one value alone. OECD/JRC 2008.';

CREATE FUNCTION @extschema@.goalpost(x double precision, low double precision, high double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_goalpost';
COMMENT ON FUNCTION @extschema@.goalpost(double precision, double precision, double precision) IS
'(x - low)/(high - low), kept from 0 to 1: min-max between fixed points. 22023 if both points are the same. OECD/JRC 2008.';

CREATE FUNCTION @extschema@.risk_ramp(value double precision, elevated_from double precision, high_from double precision)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_risk_ramp';
COMMENT ON FUNCTION @extschema@.risk_ramp(double precision, double precision, double precision) IS
'Risk from two cuts: 1/3 at elevated_from, 2/3 at high_from, linear, kept from 0 to 1. high_from < elevated_from: low values are risky. 22023 if both cuts are the same.';

/* The state: a row for each input row. */

CREATE TYPE @extschema@.composite_state;

CREATE FUNCTION @extschema@.composite_state_in(cstring)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_in';
COMMENT ON FUNCTION @extschema@.composite_state_in(cstring) IS
'Input function of composite_state. Raises 22P02 on malformed text.';

CREATE FUNCTION @extschema@.composite_state_out(@extschema@.composite_state)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_out';
COMMENT ON FUNCTION @extschema@.composite_state_out(@extschema@.composite_state) IS
'Output function of composite_state: lossless.';

CREATE FUNCTION @extschema@.composite_state_recv(internal)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_recv';
COMMENT ON FUNCTION @extschema@.composite_state_recv(internal) IS
'Binary input function of composite_state. Raises 22P03 on malformed bytes.';
REVOKE EXECUTE ON FUNCTION @extschema@.composite_state_recv(internal) FROM PUBLIC;

CREATE FUNCTION @extschema@.composite_state_send(@extschema@.composite_state)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_send';
COMMENT ON FUNCTION @extschema@.composite_state_send(@extschema@.composite_state) IS
'Binary output function of composite_state: the same bytes on every machine.';

CREATE TYPE @extschema@.composite_state (
    INPUT = @extschema@.composite_state_in,
    OUTPUT = @extschema@.composite_state_out,
    RECEIVE = @extschema@.composite_state_recv,
    SEND = @extschema@.composite_state_send,
    INTERNALLENGTH = variable,
    ALIGNMENT = int4,
    STORAGE = extended
);
COMMENT ON TYPE @extschema@.composite_state IS
'Rows of indicators, or of values and weights, collected so far; state of the aggregates of composite indicators';

CREATE FUNCTION @extschema@.composite_accumulate(state @extschema@.composite_state, indicators double precision[])
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_indicators';
COMMENT ON FUNCTION @extschema@.composite_accumulate(@extschema@.composite_state, double precision[]) IS
'Adds the indicators of a unit, unless one is NULL, to a state; transition function of the weights.';

CREATE FUNCTION @extschema@.composite_accumulate(state @extschema@.composite_state, value double precision, weight double precision)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_value';
COMMENT ON FUNCTION @extschema@.composite_accumulate(@extschema@.composite_state, double precision, double precision) IS
'Adds a value, NaN if NULL, and its weight to a state; transition function of the means.';

CREATE FUNCTION @extschema@.composite_accumulate(
    state @extschema@.composite_state, value double precision, weight double precision, parameter double precision)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_value';
COMMENT ON FUNCTION @extschema@.composite_accumulate(@extschema@.composite_state, double precision, double precision, double precision) IS
'Adds a value, its weight and a parameter to a state; transition function of the means.';

CREATE FUNCTION @extschema@.composite_accumulate(
    state @extschema@.composite_state, value double precision, weight double precision, exponent double precision, minimum_coverage double precision)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_composite_value';
COMMENT ON FUNCTION @extschema@.composite_accumulate(@extschema@.composite_state, double precision, double precision, double precision, double precision) IS
'Adds a value, its weight and two parameters to a state; transition function of the power mean.';

CREATE FUNCTION @extschema@.composite_merge(state @extschema@.composite_state, other @extschema@.composite_state)
RETURNS @extschema@.composite_state
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_composite_merge';
COMMENT ON FUNCTION @extschema@.composite_merge(@extschema@.composite_state, @extschema@.composite_state) IS
'Adds the rows of a state to a state, a NULL adds nothing; combine function of weights and means.';

/* Weights. */

CREATE FUNCTION @extschema@.entropy_weights_result(state @extschema@.composite_state)
RETURNS double precision[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_composite_entropy';
COMMENT ON FUNCTION @extschema@.entropy_weights_result(@extschema@.composite_state) IS
'Entropy weights of the units of a state; final function of entropy_weights.';

CREATE FUNCTION @extschema@.critic_weights_result(state @extschema@.composite_state)
RETURNS double precision[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_composite_critic';
COMMENT ON FUNCTION @extschema@.critic_weights_result(@extschema@.composite_state) IS
'CRITIC weights of the units of a state; final function of critic_weights.';

CREATE FUNCTION @extschema@.pca_weights_result(state @extschema@.composite_state)
RETURNS double precision[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'cext_composite_pca';
COMMENT ON FUNCTION @extschema@.pca_weights_result(@extschema@.composite_state) IS
'PCA weights of the units of a state; final function of pca_weights.';

CREATE AGGREGATE @extschema@.entropy_weights(indicators double precision[]) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 10000,
    FINALFUNC = @extschema@.entropy_weights_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.entropy_weights(double precision[]) IS
'Weights from how unevenly units share an indicator, (1 - e)/sum(1 - e), e its entropy over ln n. Units with a NULL are left out; NULL for fewer than two; 22023 for negative numbers. Shannon 1948.';

CREATE AGGREGATE @extschema@.critic_weights(indicators double precision[]) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 10000,
    FINALFUNC = @extschema@.critic_weights_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.critic_weights(double precision[]) IS
'Weights from contrast and conflict: sd after min-max times the sum of 1 - correlation with the others. Units with a NULL are left out; NULL for fewer than two. Diakoulaki, Mavrotas, Papayannakis 1995.';

CREATE AGGREGATE @extschema@.pca_weights(indicators double precision[]) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 10000,
    FINALFUNC = @extschema@.pca_weights_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.pca_weights(double precision[]) IS
'Weights from squared loadings of the first principal component of the correlations. Units with a NULL are left out; NULL for fewer than two, and if no component is first. OECD/JRC 2008.';

/* Means. */

CREATE FUNCTION @extschema@.composite_mean_result(state @extschema@.composite_state)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_composite_mean';
COMMENT ON FUNCTION @extschema@.composite_mean_result(@extschema@.composite_state) IS
'The mean of the rows of a state; final function of composite_mean.';

CREATE FUNCTION @extschema@.composite_power_mean_result(state @extschema@.composite_state)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_composite_power_mean';
COMMENT ON FUNCTION @extschema@.composite_power_mean_result(@extschema@.composite_state) IS
'The power mean of the rows of a state; final function of composite_power_mean.';

CREATE FUNCTION @extschema@.composite_geometric_safety_result(state @extschema@.composite_state)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_composite_safety';
COMMENT ON FUNCTION @extschema@.composite_geometric_safety_result(@extschema@.composite_state) IS
'The risk of the rows of a state; final function of composite_geometric_safety.';

CREATE FUNCTION @extschema@.composite_coverage_result(state @extschema@.composite_state)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_composite_coverage';
COMMENT ON FUNCTION @extschema@.composite_coverage_result(@extschema@.composite_state) IS
'The share of weight that has a value in a state; final function of composite_coverage.';

CREATE AGGREGATE @extschema@.composite_mean(value double precision, weight double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_mean_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_mean(double precision, double precision) IS
'Weighted mean of the values that are known: sum w x/sum w. NULL values are missing; NULL if all are. Full compensation. OECD/JRC 2008.';

CREATE AGGREGATE @extschema@.composite_mean(value double precision, weight double precision, minimum_coverage double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_mean_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_mean(double precision, double precision, double precision) IS
'The same, but NULL if the values that are known have less than this share of the weight.';

CREATE AGGREGATE @extschema@.composite_power_mean(value double precision, weight double precision, exponent double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_power_mean_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_power_mean(double precision, double precision, double precision) IS
'Power mean (sum w x^p/sum w)^(1/p) of the values that are known. p = 0 is the geometric mean, -1 the harmonic one, Infinity the largest. NULL if all are missing; 22023 for negative values unless p = 1. OECD/JRC 2008.';

CREATE AGGREGATE @extschema@.composite_power_mean(
    value double precision, weight double precision, exponent double precision, minimum_coverage double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_power_mean_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_power_mean(double precision, double precision, double precision, double precision) IS
'The same, but NULL if the values that are known have less than this share of the weight.';

CREATE AGGREGATE @extschema@.composite_geometric_safety(risk double precision, weight double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_geometric_safety_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_geometric_safety(double precision, double precision) IS
'1 - prod max(1 - u, 0.01)^(w/sum w) of the risks that are known: one high risk counts, one zero does not wipe out. NULL if all are missing; 22023 unless from 0 to 1.';

CREATE AGGREGATE @extschema@.composite_geometric_safety(risk double precision, weight double precision, minimum_coverage double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_geometric_safety_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_geometric_safety(double precision, double precision, double precision) IS
'The same, but NULL if the risks that are known have less than this share of the weight.';

CREATE AGGREGATE @extschema@.composite_coverage(value double precision, weight double precision) (
    SFUNC = @extschema@.composite_accumulate,
    STYPE = @extschema@.composite_state,
    SSPACE = 500,
    FINALFUNC = @extschema@.composite_coverage_result,
    COMBINEFUNC = @extschema@.composite_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.composite_coverage(double precision, double precision) IS
'Share of the weight whose values are not NULL, 0 to 1. NULL without any weight.';

CREATE FUNCTION @extschema@.risk_power_mean(u double precision[], w double precision[] DEFAULT NULL, p double precision DEFAULT 2)
RETURNS double precision
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_risk_power_mean';
COMMENT ON FUNCTION @extschema@.risk_power_mean(double precision[], double precision[], double precision) IS
'Power mean (sum w u^p/sum w)^(1/p) of the elements of an array that are known. Weights are equal if NULL; as composite_power_mean.';

CREATE FUNCTION @extschema@.risk_geometric_safety(u double precision[], w double precision[] DEFAULT NULL)
RETURNS double precision
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_risk_geometric_safety';
COMMENT ON FUNCTION @extschema@.risk_geometric_safety(double precision[], double precision[]) IS
'1 - prod max(1 - u, 0.01)^(w/sum w) of the elements of an array that are known. Weights are equal if NULL; as composite_geometric_safety.';

CREATE FUNCTION @extschema@.topsis(
    indicators double precision[], weights double precision[] DEFAULT NULL, directions integer[] DEFAULT NULL)
RETURNS double precision
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_topsis';
COMMENT ON FUNCTION @extschema@.topsis(double precision[], double precision[], integer[]) IS
'Window function: closeness to the best and distance from the worst of the partition, 0 to 1. NULL for a unit with a NULL, and if all others are the same. Hwang, Yoon 1981.';
