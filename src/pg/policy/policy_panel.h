/*
 * policy_panel.h: the matrices of a panel, read from a relation.
 */
#ifndef CLUSTER_EXT_PG_POLICY_PANEL_H
#define CLUSTER_EXT_PG_POLICY_PANEL_H

#include "pg/policy/policy_input.h"
#include "pg/relation.h"

/* Differences of years stay far from overflow. */
#define CEXT_YEAR_MOST 1000000

/*
 * Opens the matrices that are needed, one for each measure and period; input
 * coefficients go into `in`.  Bytes of labels stay in `context`.
 */
extern CmPanelMatrix *cext_policy_read_panel(FunctionCallInfo fcinfo, CextPolicyInput *in, CmMeasure base, bool all_years,
											 MemoryContext context, int *matrices);

/* The query of a panel: period (double precision), measure, matrix; no NULLs. */
extern const char *cext_policy_panel_query(CextRelation panel);

/* A period of a panel, a whole year; raises 22023. */
extern int32 cext_policy_period(CextRelation panel, double period);

#endif
