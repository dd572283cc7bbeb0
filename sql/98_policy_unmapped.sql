/* Policies that risk scores leave out, or know nothing about. */

CREATE TYPE @extschema@.policy_risk_unmapped_row AS (
    region text, label text, industry text, reason text, policies bigint);
COMMENT ON TYPE @extschema@.policy_risk_unmapped_row IS
'Row of policy_risk_unmapped';

CREATE FUNCTION @extschema@.policy_risk_unmapped(
    panel regclass,
    policies regclass,
    as_of integer,
    industry_map regclass DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_unmapped_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 100000 ROWS 100
AS 'MODULE_PATHNAME', 'cext_policy_unmapped';
COMMENT ON FUNCTION @extschema@.policy_risk_unmapped(regclass, regclass, integer, regclass) IS
'Active policies that are in no score, or whose region or industry no matrix of the panel has, and why. NULL industry: the map lacks the label. No row: all is well.';
