/*
 * settings.c: what users set.
 */
#include "pg/settings.h"

#include <limits.h>

int			cext_max_cells = 50000000;
bool		cext_enable_scan = true;

void
cext_settings_init(void)
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
}
