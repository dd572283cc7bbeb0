/*
 * cluster_ext.c: module magic and settings.
 */
#include "pg/compat.h"
#include "pg/host.h"
#include "pg/stream/plan.h"

#include "utils/builtins.h"

#include <limits.h>

PG_MODULE_MAGIC;

void		_PG_init(void);

void
_PG_init(void)
{
	DefineCustomIntVariable("cluster_ext.max_cells",
							"Most non-empty cells that a cluster_matrix may have.",
							"Bounds the memory that one matrix may take.",
							&cext_max_cells, 50000000, 1, INT_MAX, PGC_USERSET, 0, NULL, NULL, NULL);
	DefineCustomBoolVariable("cluster_ext.enable_scan",
							 "Lets the planner use cluster_ext's own scans.",
							 "Results are the same with them and without.",
							 &cext_enable_scan, true, PGC_USERSET, GUC_EXPLAIN, NULL, NULL, NULL);
	MarkGUCPrefixReserved("cluster_ext");
	cext_stream_init();
}

PG_FUNCTION_INFO_V1(cext_version);
Datum
cext_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(CEXT_VERSION));
}
