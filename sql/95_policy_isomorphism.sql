/* Target lists that copy each other, beyond what chance gives. */

CREATE FUNCTION @extschema@.policy_isomorphism(
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
    minimum double precision DEFAULT 0,
    permutations integer DEFAULT 300,
    seed bigint DEFAULT 1,
    OUT region_a text, OUT region_b text, OUT targets_a integer, OUT targets_b integer, OUT shared integer,
    OUT jaccard double precision, OUT expected_jaccard double precision, OUT corrected_jaccard double precision, OUT cosine double precision,
    OUT as_of integer)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_isomorphism_pairs';
COMMENT ON FUNCTION @extschema@.policy_isomorphism(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, double precision, integer, bigint) IS
'How alike the target lists of regions of one level are, and would be by chance. One row for each pair with a Jaccard of minimum or more, NULL where undefined, seeded. Strona et al. 2014.';

CREATE FUNCTION @extschema@.policy_isomorphism_by_region(
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
    permutations integer DEFAULT 300,
    seed bigint DEFAULT 1,
    OUT region text, OUT targets integer, OUT peers integer,
    OUT isomorphism double precision, OUT expected_isomorphism double precision, OUT corrected_isomorphism double precision, OUT cosine double precision,
    OUT closest text, OUT closest_jaccard double precision,
    OUT parent text, OUT follows double precision, OUT follows_unfounded double precision, OUT as_of integer)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_isomorphism_members';
COMMENT ON FUNCTION @extschema@.policy_isomorphism_by_region(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, bigint) IS
'How alike each region''s list is to those of its peers, and whether it follows the list of its parent. Means over peers; NULL without peers, or without a list of the parent.';
