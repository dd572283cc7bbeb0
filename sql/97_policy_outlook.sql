/* How likely a branch is to fall behind, beyond the chance of few firms. */

CREATE TYPE @extschema@.policy_outlook_fit_row AS (
    kind text, key text, value double precision, text text);
COMMENT ON TYPE @extschema@.policy_outlook_fit_row IS
'Row of policy_outlook_fit';

CREATE FUNCTION @extschema@.policy_outlook_fit(
    panel regclass,
    as_of integer,
    horizon integer DEFAULT 3,
    fall double precision DEFAULT -0.2,
    terms text[] DEFAULT NULL,
    measure text DEFAULT 'employment',
    folds integer DEFAULT 5,
    replicates integer DEFAULT 200,
    seed bigint DEFAULT 1)
RETURNS SETOF @extschema@.policy_outlook_fit_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000000 ROWS 500
AS 'MODULE_PATHNAME', 'cext_policy_outlook_fit';
COMMENT ON FUNCTION @extschema@.policy_outlook_fit(regclass, integer, integer, double precision, text[], text, integer, integer, bigint) IS
'How likely branches are to fall behind, learnt from a panel, as rows to be kept. A ridge logit, tested on later windows against the chance of few firms. Row fit, status says why there is none; 22023 for a term or measure that is none.';

CREATE TYPE @extschema@.policy_outlook_row AS (
    region text, industry text, size double precision, effective_firms double precision,
    probability double precision, lower double precision, upper double precision,
    chance_alone double precision, ratio double precision, outside boolean, status text, fit text);
COMMENT ON TYPE @extschema@.policy_outlook_row IS
'Row of policy_outlook';

CREATE FUNCTION @extschema@.policy_outlook(
    panel regclass,
    fit regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL)
RETURNS SETOF @extschema@.policy_outlook_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000000 ROWS 1000
AS 'MODULE_PATHNAME', 'cext_policy_outlook';
COMMENT ON FUNCTION @extschema@.policy_outlook(regclass, regclass, integer, @extschema@.cluster_matrix) IS
'How likely pairs are to fall behind by a fit of policy_outlook_fit, and by the chance of few firms alone. NULL where that is refused (status); 22023 for rows that are no fit, and for a year before it was made.';

CREATE TYPE @extschema@.policy_outlook_reasons_row AS (
    region text, industry text, place integer, term text, value double precision, contribution double precision, sentence text);
COMMENT ON TYPE @extschema@.policy_outlook_reasons_row IS
'Row of policy_outlook_reasons';

CREATE FUNCTION @extschema@.policy_outlook_reasons(
    panel regclass,
    fit regclass,
    as_of integer,
    pairs @extschema@.cluster_matrix DEFAULT NULL,
    language text DEFAULT 'en',
    titles regclass DEFAULT NULL)
RETURNS SETOF @extschema@.policy_outlook_reasons_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000000 ROWS 5000
AS 'MODULE_PATHNAME', 'cext_policy_outlook_reasons';
COMMENT ON FUNCTION @extschema@.policy_outlook_reasons(regclass, regclass, integer, @extschema@.cluster_matrix, text, regclass) IS
'The outlook of pairs in words, and what each term adds to its log odds, the most first. NULL value where a term is missing; 22023 for rows that are no fit.';
