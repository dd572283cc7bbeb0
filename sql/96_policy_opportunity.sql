/* What there is to gain from targets, and from others instead. */

CREATE TYPE @extschema@.policy_opportunity_row AS (
    region text, industry text, targeted boolean, score double precision, band text,
    opportunity double precision, quadrant text,
    complexity double precision, complexity_rank double precision, gain double precision, gain_rank double precision,
    growth double precision, growth_rank double precision, market_room double precision, market_room_rank double precision,
    model text, as_of integer, extension_version text);
COMMENT ON TYPE @extschema@.policy_opportunity_row IS
'Row of policy_opportunity';

CREATE FUNCTION @extschema@.policy_opportunity(
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
    untargeted boolean DEFAULT false,
    per_region integer DEFAULT 3,
    risk_from double precision DEFAULT 50,
    opportunity_from double precision DEFAULT 50)
RETURNS SETOF @extschema@.policy_opportunity_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_opportunity';
COMMENT ON FUNCTION @extschema@.policy_opportunity(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, boolean, integer, double precision, double precision) IS
'Risk of every target beside what there is to gain: complexity, what it leads to, growth, room in the market. With untargeted, what regions might look at instead. NULL opportunity below two known parts. Balland et al. 2019.';
