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
