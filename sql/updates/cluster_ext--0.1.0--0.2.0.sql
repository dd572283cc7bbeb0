/* What 0.2.0 adds to 0.1.0; test/t/032_update.pl compares it with a fresh installation. */
\echo Use "ALTER EXTENSION cluster_ext UPDATE" to load this file. \quit
/* As in 00_guard.sql: nothing is looked up in a schema that others may have filled. */
SET LOCAL search_path = pg_catalog, pg_temp;
