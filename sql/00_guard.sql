/* Assembled from sql/NN_topic.sql by the Makefile: edit the parts. */
\echo Use "CREATE EXTENSION cluster_ext" to load this file. \quit
/*
 * The extension is trusted: for whoever owns the database this runs with a superuser's rights, in a schema that others may
 * have filled.  With this path nothing that has no schema, no operator between any two types, is ever looked up there;
 * what is made here is named with its schema.
 */
SET LOCAL search_path = pg_catalog, pg_temp;
