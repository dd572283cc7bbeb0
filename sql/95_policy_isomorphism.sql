/* Target lists that copy each other, beyond what chance gives. */

CREATE TYPE @extschema@.policy_isomorphism_row AS (
    region_a text, region_b text, targets_a integer, targets_b integer, shared integer,
    jaccard double precision, expected_jaccard double precision, corrected_jaccard double precision, cosine double precision,
    as_of integer);
COMMENT ON TYPE @extschema@.policy_isomorphism_row IS
'Row of policy_isomorphism';

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
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_isomorphism_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_isomorphism_pairs';
COMMENT ON FUNCTION @extschema@.policy_isomorphism(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, double precision, integer, bigint) IS
'How alike the target lists of regions of one level are, and would be by chance. One row for each pair with a Jaccard of minimum or more, NULL where undefined, seeded. Strona et al. 2014.';

CREATE TYPE @extschema@.policy_isomorphism_by_region_row AS (
    region text, targets integer, peers integer,
    isomorphism double precision, expected_isomorphism double precision, corrected_isomorphism double precision, cosine double precision,
    closest text, closest_jaccard double precision,
    parent text, follows double precision, follows_unfounded double precision, as_of integer);
COMMENT ON TYPE @extschema@.policy_isomorphism_by_region_row IS
'Row of policy_isomorphism_by_region';

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
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_isomorphism_by_region_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_isomorphism_members';
COMMENT ON FUNCTION @extschema@.policy_isomorphism_by_region(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, integer, bigint) IS
'How alike each region''s list is to those of its peers, and whether it follows the list of its parent. Means over peers; NULL without peers, or without a list of the parent.';
