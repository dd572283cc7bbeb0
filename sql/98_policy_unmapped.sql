/* Policies that risk scores leave out, or know nothing about. */

CREATE FUNCTION @extschema@.policy_risk_unmapped(
    panel regclass,
    policies regclass,
    as_of integer,
    industry_map regclass DEFAULT NULL,
    OUT region text, OUT label text, OUT industry text, OUT reason text, OUT policies bigint)
RETURNS SETOF record
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_policy_unmapped';
COMMENT ON FUNCTION @extschema@.policy_risk_unmapped(regclass, regclass, integer, regclass) IS
'Active policies that are in no score, or whose region or industry no matrix of the panel has, and why. NULL industry: the map lacks the label. No row: all is well.';
