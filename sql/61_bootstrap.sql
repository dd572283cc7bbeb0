/* Bootstrap: how often a replicate draws a firm. */

CREATE FUNCTION @extschema@.bootstrap_weight(firm text, replicate integer, seed bigint DEFAULT 0)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_bootstrap_text';
COMMENT ON FUNCTION @extschema@.bootstrap_weight(text, integer, bigint) IS
'How often a replicate of the bootstrap draws a firm: Poisson with mean 1. A function of firm, replicate and seed alone, the same in every row, order, plan and machine; NULL for a NULL. Chamandy et al. 2012.';

CREATE FUNCTION @extschema@.bootstrap_weight(firm bigint, replicate integer, seed bigint DEFAULT 0)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cext_bootstrap_int8';
COMMENT ON FUNCTION @extschema@.bootstrap_weight(bigint, integer, bigint) IS
'How often a replicate of the bootstrap draws the firm with this number: that of its decimal text. NULL for a NULL.';
