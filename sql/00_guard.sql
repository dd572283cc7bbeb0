/* Assembled from sql/NN_topic.sql by the Makefile: edit the parts. */
\echo Use "CREATE EXTENSION cluster_ext" to load this file. \quit
