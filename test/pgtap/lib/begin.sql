-- Every test begins so: quiet, in one transaction that finish() and ROLLBACK end, with the extension and pgTAP.
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
\set ON_ERROR_STOP 1
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION cluster_ext;
SET LOCAL jit = off;
SET LOCAL client_min_messages = warning;
