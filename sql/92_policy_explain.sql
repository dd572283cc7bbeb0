/* Why a pair has its risk score, in sentences; the sentences are rows.  This script is ASCII: those in other letters come from the library. */

CREATE TYPE @extschema@.policy_risk_shipped_phrases_row AS (
    language text, key text, phrase text);
COMMENT ON TYPE @extschema@.policy_risk_shipped_phrases_row IS
'Row of policy_risk_shipped_phrases';

CREATE FUNCTION @extschema@.policy_risk_shipped_phrases()
RETURNS SETOF @extschema@.policy_risk_shipped_phrases_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 ROWS 260
AS 'MODULE_PATHNAME', 'cext_policy_shipped_phrases';
COMMENT ON FUNCTION @extschema@.policy_risk_shipped_phrases() IS
'Sentences that come with the library, in languages that the database can hold. English everywhere, Chinese in UTF8 and EUC_CN.';

INSERT INTO @extschema@.policy_risk_phrases (model, language, key, phrase)
SELECT 'standard', language, key, phrase FROM @extschema@.policy_risk_shipped_phrases();

CREATE TYPE @extschema@.policy_risk_explain_row AS (
    region text, industry text, section text, ordinal integer, indicator text, pillar text,
    value double precision, risk double precision, contribution double precision,
    peer_rank integer, peers integer, score_if double precision, sentence text,
    model text, as_of integer);
COMMENT ON TYPE @extschema@.policy_risk_explain_row IS
'Row of policy_risk_explain';

CREATE FUNCTION @extschema@.policy_risk_explain(
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
    language text DEFAULT 'en',
    titles regclass DEFAULT NULL)
RETURNS SETOF @extschema@.policy_risk_explain_row
LANGUAGE c STABLE PARALLEL RESTRICTED COST 1000000 ROWS 10000
AS 'MODULE_PATHNAME', 'cext_policy_explain';
COMMENT ON FUNCTION @extschema@.policy_risk_explain(regclass, regclass, integer, @extschema@.cluster_matrix, text, text, regclass, regclass, integer, text, text, regclass) IS
'Why each pair has its risk score, in sentences. The verdict, flags, at most five reasons of a point and more, what speaks for it, changes that would lower the score, caveats. Regions and industries by titles (code, language, title), if given. contribution NULL without a score; 22023 for a language without phrases.';
