/* Inequality: indices of one column, for GROUP BY. */

CREATE TYPE @extschema@.inequality_state;

CREATE FUNCTION @extschema@.inequality_state_in(cstring)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_in';
COMMENT ON FUNCTION @extschema@.inequality_state_in(cstring) IS
'Input function of inequality_state: the name of a measure is its empty state. Raises 22P02 on malformed text.';

CREATE FUNCTION @extschema@.inequality_state_out(@extschema@.inequality_state)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_out';
COMMENT ON FUNCTION @extschema@.inequality_state_out(@extschema@.inequality_state) IS
'Output function of inequality_state: lossless.';

CREATE FUNCTION @extschema@.inequality_state_recv(internal)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_recv';
COMMENT ON FUNCTION @extschema@.inequality_state_recv(internal) IS
'Binary input function of inequality_state. Raises 22P03 on malformed bytes.';
REVOKE EXECUTE ON FUNCTION @extschema@.inequality_state_recv(internal) FROM PUBLIC;

CREATE FUNCTION @extschema@.inequality_state_send(@extschema@.inequality_state)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_send';
COMMENT ON FUNCTION @extschema@.inequality_state_send(@extschema@.inequality_state) IS
'Binary output function of inequality_state: the same bytes on every machine.';

CREATE TYPE @extschema@.inequality_state (
    INPUT = @extschema@.inequality_state_in,
    OUTPUT = @extschema@.inequality_state_out,
    RECEIVE = @extschema@.inequality_state_recv,
    SEND = @extschema@.inequality_state_send,
    INTERNALLENGTH = variable,
    ALIGNMENT = int4,
    STORAGE = extended
);
COMMENT ON TYPE @extschema@.inequality_state IS
'What an index of one column has collected so far; state of the aggregates gini, theil and the like';

CREATE FUNCTION @extschema@.inequality_accumulate(
    state @extschema@.inequality_state, x double precision)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_value';
COMMENT ON FUNCTION @extschema@.inequality_accumulate(@extschema@.inequality_state, double precision) IS
'Adds a value to a state; transition function of the indices without a parameter.';

CREATE FUNCTION @extschema@.inequality_accumulate(
    state @extschema@.inequality_state, x double precision, parameter double precision)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_pair';
COMMENT ON FUNCTION @extschema@.inequality_accumulate(@extschema@.inequality_state, double precision, double precision) IS
'Adds a value with a weight or a parameter to a state; transition function.';

CREATE FUNCTION @extschema@.inequality_accumulate(
    state @extschema@.inequality_state, x double precision, parameter integer)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_number';
COMMENT ON FUNCTION @extschema@.inequality_accumulate(@extschema@.inequality_state, double precision, integer) IS
'Adds a value with a whole number as parameter to a state; transition function.';

CREATE FUNCTION @extschema@.inequality_accumulate(
    state @extschema@.inequality_state, x double precision, parameter double precision, weight double precision)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_inequality_weighted';
COMMENT ON FUNCTION @extschema@.inequality_accumulate(@extschema@.inequality_state, double precision, double precision, double precision) IS
'Adds a value with a parameter and a weight to a state; transition function.';

CREATE FUNCTION @extschema@.inequality_merge(
    state @extschema@.inequality_state, other @extschema@.inequality_state)
RETURNS @extschema@.inequality_state
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_inequality_merge';
COMMENT ON FUNCTION @extschema@.inequality_merge(@extschema@.inequality_state, @extschema@.inequality_state) IS
'Adds a state to a state, a NULL adds nothing; combine function of every index of one column.';

CREATE FUNCTION @extschema@.inequality_result(state @extschema@.inequality_state)
RETURNS double precision
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'cext_inequality_result';
COMMENT ON FUNCTION @extschema@.inequality_result(@extschema@.inequality_state) IS
'The index of what a state has collected; final function of every index of one column.';

CREATE AGGREGATE @extschema@.herfindahl(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'herfindahl',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.herfindahl(double precision) IS
'Herfindahl-Hirschman index: sum of squared shares, 1/n to 1. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.herfindahl_normalized(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'herfindahl_normalized',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.herfindahl_normalized(double precision) IS
'(H - 1/n)/(1 - 1/n) of the Herfindahl index, 0 to 1; n counts zeros. NULL if the total is 0, or for one value.';

CREATE AGGREGATE @extschema@.concentration_ratio(x double precision, k integer) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'concentration_ratio',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.concentration_ratio(double precision, integer) IS
'Share of the k largest values in the total; 1 for k or fewer values. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.gini(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'gini',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.gini(double precision) IS
'Gini index, not corrected for n: 0 to 1 - 1/n. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.gini(x double precision, weight double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'gini_weighted',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.gini(double precision, double precision) IS
'Gini index of values that weigh differently, as if a value came weight times. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.theil(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'theil',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.theil(double precision) IS
'Theil index T, 0 to ln n; zeros count. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.theil(x double precision, weight double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'theil_weighted',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.theil(double precision, double precision) IS
'Theil index as if each value came weight times, 0 or more. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.mean_log_deviation(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'mean_log_deviation',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.mean_log_deviation(double precision) IS
'Mean log deviation (Theil L), 0 or more. NULL with any zero.';

CREATE AGGREGATE @extschema@.mean_log_deviation(x double precision, weight double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'mean_log_deviation_weighted',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.mean_log_deviation(double precision, double precision) IS
'Mean logarithmic deviation as if each value came weight times, 0 or more. NULL with any zero.';

CREATE AGGREGATE @extschema@.generalized_entropy(x double precision, alpha double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'generalized_entropy',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.generalized_entropy(double precision, double precision) IS
'Generalized entropy GE(alpha), alpha from -100 to 100; 0 is the mean log deviation, 1 Theil. NULL with any zero if alpha <= 0.';

CREATE AGGREGATE @extschema@.atkinson(x double precision, epsilon double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'atkinson',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.atkinson(double precision, double precision) IS
'Atkinson index, epsilon from 0 to 100; 0 to 1. 1 with any zero if epsilon >= 1; NULL if the total is 0.';

CREATE AGGREGATE @extschema@.atkinson(x double precision, epsilon double precision, weight double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'atkinson_weighted',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.atkinson(double precision, double precision, double precision) IS
'Atkinson index as if each value came weight times, 0 to 1; epsilon from 0 to 100. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.hoover(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'hoover',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.hoover(double precision) IS
'Hoover index: the share that would have to move for all to be equal, 0 to 1 - 1/n. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.shannon_entropy(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'shannon_entropy',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.shannon_entropy(double precision) IS
'Shannon entropy of the shares, natural logarithm, 0 to ln n. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.hall_tideman(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'hall_tideman',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.hall_tideman(double precision) IS
'Hall-Tideman (Rosenbluth) index 1/(2 sum k s_k - 1), k = 1 the largest; 1/n to 1. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.hannah_kay(x double precision, alpha double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'hannah_kay',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.hannah_kay(double precision, double precision) IS
'Hannah-Kay number of equivalents (Hill number), alpha above 0 to 100; 1 to n. NULL if the total is 0.';

CREATE AGGREGATE @extschema@.coefficient_of_variation(x double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 2000,
    INITCOND = 'coefficient_of_variation',
    FINALFUNC = @extschema@.inequality_result,
    COMBINEFUNC = @extschema@.inequality_merge,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.coefficient_of_variation(double precision) IS
'Standard deviation (over n) divided by the mean, 0 or more. NULL if the total is 0.';

CREATE TYPE @extschema@.lorenz_curve_row AS (
    population_share double precision, value_share double precision, gini double precision);
COMMENT ON TYPE @extschema@.lorenz_curve_row IS
'Row of lorenz_curve';

CREATE FUNCTION @extschema@.lorenz_curve(
    "values" double precision[], weights double precision[] DEFAULT NULL, points integer DEFAULT 100)
RETURNS SETOF @extschema@.lorenz_curve_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_inequality_lorenz';
COMMENT ON FUNCTION @extschema@.lorenz_curve(double precision[], double precision[], integer) IS
'Lorenz curve of values from (0, 0) to (1, 1), thinned to at most `points` points after the first. gini is that of all values.';
