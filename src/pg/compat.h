/*
 * compat.h: differences between PostgreSQL 13 and 18; nowhere else.
 */
#ifndef CLUSTER_EXT_COMPAT_H
#define CLUSTER_EXT_COMPAT_H


#include "postgres.h"

#include "common/base64.h"
#include "fmgr.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "nodes/extensible.h"
#include "optimizer/optimizer.h"
#include "utils/guc.h"

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* 18: what EXPLAIN prints with has a header of its own. */
#if PG_VERSION_NUM >= 180000
#include "commands/explain_format.h"
#include "commands/explain_state.h"
#else
#include "commands/explain.h"
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

#endif
