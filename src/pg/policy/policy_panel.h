/*
 * policy_panel.h: the matrices of a panel, read from a relation.
 */
#ifndef CLUSTER_EXT_PG_POLICY_PANEL_H
#define CLUSTER_EXT_PG_POLICY_PANEL_H

#include "pg/policy/policy_input.h"

/*
 * Opens the matrices that are needed, one for each measure and period; input
 * coefficients go into `in`.  Bytes of labels stay in `context`.
 */
extern CmPanelMatrix *cext_policy_read_panel(FunctionCallInfo fcinfo, CextPolicyInput *in, CmMeasure base, bool all_years,
											 MemoryContext context, int *matrices);

#endif
