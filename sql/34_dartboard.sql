/* The Ellison-Glaeser index of plants thrown at regions. */

CREATE TYPE @extschema@.ellison_glaeser_simulated_row AS (
    ellison_glaeser double precision, p_value double precision,
    null_mean double precision, null_deviation double precision,
    null_lower double precision, null_upper double precision);
COMMENT ON TYPE @extschema@.ellison_glaeser_simulated_row IS
'An index, its two-sided p-value among draws, and mean, deviation and the middle 95 percent of the draws';

CREATE FUNCTION @extschema@.ellison_glaeser_simulated(
    m @extschema@.cluster_matrix,
    industry text,
    sizes double precision[],
    draws integer DEFAULT 1000,
    seed bigint DEFAULT 1)
RETURNS @extschema@.ellison_glaeser_simulated_row
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'cext_simulation_array';
COMMENT ON FUNCTION @extschema@.ellison_glaeser_simulated(@extschema@.cluster_matrix, text, double precision[], integer, bigint) IS
'Ellison-Glaeser index of an industry against plants of the same sizes thrown at regions. Same seed, same result in every order and plan; NULL where the index is undefined.';

CREATE FUNCTION @extschema@.ellison_glaeser_simulated_result(
    state @extschema@.inequality_state, m @extschema@.cluster_matrix, industry text, draws integer, seed bigint)
RETURNS @extschema@.ellison_glaeser_simulated_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'cext_simulation_state';
COMMENT ON FUNCTION @extschema@.ellison_glaeser_simulated_result(@extschema@.inequality_state, @extschema@.cluster_matrix, text, integer, bigint) IS
'Ellison-Glaeser index against thrown plants whose sizes a state holds. Final function of ellison_glaeser_simulated.';

CREATE AGGREGATE @extschema@.ellison_glaeser_simulated(
    m @extschema@.cluster_matrix, industry text, draws integer, seed bigint ORDER BY size double precision) (
    SFUNC = @extschema@.inequality_accumulate,
    STYPE = @extschema@.inequality_state,
    SSPACE = 10000,
    INITCOND = 'plants',
    FINALFUNC = @extschema@.ellison_glaeser_simulated_result,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.ellison_glaeser_simulated(@extschema@.cluster_matrix, text, integer, bigint ORDER BY double precision) IS
'Ellison-Glaeser index of an industry against plants of the aggregated sizes thrown at regions. Same seed, same result in every plan; NULL where the index is undefined.';
