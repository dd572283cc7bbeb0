/* What there is to gain from targets, and from others instead. */

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
    opportunity_from double precision DEFAULT 50,
    OUT region text, OUT industry text, OUT targeted boolean, OUT score double precision, OUT band text,
    OUT opportunity double precision, OUT quadrant text,
    OUT complexity double precision, OUT complexity_rank double precision, OUT gain double precision, OUT gain_rank double precision,
    OUT growth double precision, OUT growth_rank double precision, OUT market_room double precision, OUT market_room_rank double precision,
    OUT model text, OUT as_of integer, OUT extension_version text)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_opportunity';
COMMENT ON FUNCTION @extschema@.policy_opportunity(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, boolean, integer, double precision, double precision) IS
'Risk of every target beside what there is to gain: complexity, what it leads to, growth, room in the market. With untargeted, what regions might look at instead. NULL opportunity below two known parts. Balland et al. 2019.';
