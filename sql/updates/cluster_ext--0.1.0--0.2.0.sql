/* What 0.2.0 adds to 0.1.0; test/t/032_update.pl compares it with a fresh installation. */
\echo Use "ALTER EXTENSION cluster_ext UPDATE" to load this file. \quit
/* As in 00_guard.sql: nothing is looked up in a schema that others may have filled. */
SET LOCAL search_path = pg_catalog, pg_temp;
/* A restore of data alone, with triggers disabled, as by pg_upgradecluster --method=dump, has left them enabled as ordinary ones. */
ALTER TABLE @extschema@.policy_risk_models ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_pillars ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_cuts ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_portfolio_cuts ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_levels ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_phrases ENABLE REPLICA TRIGGER pass_over_shipped;
ALTER TABLE @extschema@.policy_risk_stances ENABLE REPLICA TRIGGER pass_over_shipped;

CREATE TYPE @extschema@.industry_space_row AS (
    industry_a text, industry_b text, relatedness double precision, backbone boolean);
COMMENT ON TYPE @extschema@.industry_space_row IS
'Row of industry_space';

CREATE FUNCTION @extschema@.industry_space(
    m @extschema@.cluster_matrix,
    minimum double precision DEFAULT 0.55,
    method text DEFAULT 'proximity',
    threshold double precision DEFAULT 1,
    margins text DEFAULT NULL,
    reference @extschema@.cluster_matrix DEFAULT NULL,
    "of" text DEFAULT 'size')
RETURNS SETOF @extschema@.industry_space_row
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100000 ROWS 2000
SUPPORT @extschema@.cluster_matrix_rows
AS 'MODULE_PATHNAME', 'cext_relatedness_space';
COMMENT ON FUNCTION @extschema@.industry_space(@extschema@.cluster_matrix, double precision, text, double precision, text, @extschema@.cluster_matrix, text) IS
'The network of related industries: its backbone (maximum spanning tree) and all links of at least a minimum. One row for each link; industries related to none have no row. Arguments as of industry_relatedness. Hidalgo et al. 2007; Neffke et al. 2011.';
