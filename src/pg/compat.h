/*
 * compat.h: differences between PostgreSQL 13 and 18; nowhere else.
 */
#ifndef CLUSTER_EXT_COMPAT_H
#define CLUSTER_EXT_COMPAT_H

#include "postgres.h"

#include "access/heapam.h"
#include "access/relscan.h"
#include "commands/explain.h"
#include "common/base64.h"
#include "executor/executor.h"
#include "fmgr.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "nodes/extensible.h"
#include "nodes/plannodes.h"
#include "optimizer/optimizer.h"
#include "pgstat.h"
#include "utils/acl.h"
#include "utils/guc.h"
#include "utils/rel.h"

#if PG_VERSION_NUM >= 150000
#include "access/syncscan.h"
#endif
#if PG_VERSION_NUM >= 160000
#include "catalog/pg_proc.h"
#include "varatt.h"
#endif
#if PG_VERSION_NUM >= 180000
#include "commands/explain_format.h"
#include "commands/explain_state.h"
#endif

/* 16: one function asks for permission on anything. */
#if PG_VERSION_NUM < 160000
#define object_aclcheck(catalog, object, user, mode) pg_proc_aclcheck(object, user, mode)
#endif

/* 15: a scan says that it can compute expressions; before, all were taken to. */
#ifndef CUSTOMPATH_SUPPORT_PROJECTION
#define CUSTOMPATH_SUPPORT_PROJECTION 0
#endif

/* 14: relations in an expression may depend on the whole query. */
#if PG_VERSION_NUM < 140000
#define pull_varnos(root, node) pull_varnos(node)
#endif

/* 15: placeholders of unknown settings are refused. */
#if PG_VERSION_NUM < 150000
#define MarkGUCPrefixReserved(prefix) EmitWarningsOnPlaceholders(prefix)
#endif

/* 18: what base64 stands for is bytes, not characters. */
#if PG_VERSION_NUM < 180000
#define pg_b64_encode(bytes, count, text, room) pg_b64_encode((const char *) (bytes), count, text, room)
#define pg_b64_decode(text, length, bytes, room) pg_b64_decode(text, length, (char *) (bytes), room)
#endif

/* 17: a count never counts itself. */
#if PG_VERSION_NUM < 170000
#define pq_sendcountedtext(buffer, text, length) pq_sendcountedtext(buffer, text, length, false)
#endif

/* 16: input functions report errors softly; before, they just raise them. */
#if PG_VERSION_NUM < 160000
#define ereturn(context, dummy, ...) \
	do { (void) (context); ereport(ERROR, __VA_ARGS__); return dummy; } while (0)
#endif

/* 14: processes take several blocks of a parallel scan at once, and each keeps a note of its own. */
static inline void
cext_parallel_begin(HeapScanDesc scan)
{
	ParallelBlockTableScanDesc shared = (ParallelBlockTableScanDesc) scan->rs_base.rs_parallel;

#if PG_VERSION_NUM >= 140000
	table_block_parallelscan_startblock_init(scan->rs_base.rs_rd, scan->rs_parallelworkerdata, shared);
#else
	table_block_parallelscan_startblock_init(scan->rs_base.rs_rd, shared);
#endif
}

static inline BlockNumber
cext_parallel_next(HeapScanDesc scan)
{
	ParallelBlockTableScanDesc shared = (ParallelBlockTableScanDesc) scan->rs_base.rs_parallel;

#if PG_VERSION_NUM >= 140000
	return table_block_parallelscan_nextpage(scan->rs_base.rs_rd, scan->rs_parallelworkerdata, shared);
#else
	return table_block_parallelscan_nextpage(scan->rs_base.rs_rd, shared);
#endif
}

/* 14: what modifies a table has one plan, where others have theirs. */
static inline List *
cext_modifying_plans(const ModifyTable *node)
{
#if PG_VERSION_NUM >= 140000
	return NIL;
#else
	return node->plans;
#endif
}

/* What counting one row read does, for many. */
static inline void
cext_count_rows_read(Relation relation, int rows)
{
#if PG_VERSION_NUM >= 160000
	if (pgstat_should_count_relation(relation))
		relation->pgstat_info->counts.tuples_returned += rows;
#elif PG_VERSION_NUM >= 150000
	if (pgstat_should_count_relation(relation))
		relation->pgstat_info->t_counts.t_tuples_returned += rows;
#else
	if (relation->pgstat_info != NULL)
		relation->pgstat_info->t_counts.t_tuples_returned += rows;
#endif
}

/* 17: snapshots no longer grow too old. */
#if PG_VERSION_NUM >= 170000
#define TestForOldSnapshot(snapshot, relation, page) ((void) 0)
#endif

/* 18: not everything in the range table is a table.  Columns are told by theirs where there are several. */
static inline int
cext_explain_tables(const ExplainState *es)
{
#if PG_VERSION_NUM >= 180000
	return es->rtable_size;
#else
	return list_length(es->rtable);
#endif
}

/* 18: hash tables of rows know the kind of their slots, and keep what belongs to an entry beside it. */
#if PG_VERSION_NUM >= 180000
#define BuildTupleHashTableExt(parent, descriptor, ...) BuildTupleHashTable(parent, descriptor, NULL, __VA_ARGS__)
#define CEXT_ENTRY_BYTES sizeof(void *)
#else
#define TupleHashEntryGetAdditional(table, entry) ((void *) &(entry)->additional)
#define CEXT_ENTRY_BYTES 0
#endif

#endif
