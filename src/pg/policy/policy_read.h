/*
 * policy_read.h: what the files that read the input of policy risk share, and
 * nobody else.
 */
#ifndef CLUSTER_EXT_POLICY_READ_H
#define CLUSTER_EXT_POLICY_READ_H

#include "pg/policy/policy_input.h"

/* Differences of years stay far from overflow. */
#define CEXT_YEAR_MOST 1000000

/* A region and the administrative level that it is of. */
typedef struct CextLevel
{
	char	   *region;
	char	   *level;
} CextLevel;

/* A column of a row of the last query, and a text as a label. */
extern Datum cext_policy_column(uint64 row, int number, bool *isnull);
extern CmText cext_policy_label(const char *text);

/*
 * Opens the matrices that are needed, one for each measure and period; input
 * coefficients go into `in`.  Bytes of labels stay in `context`.
 */
extern CmPanelMatrix *cext_policy_read_panel(FunctionCallInfo fcinfo, CextPolicyInput *in, CmMeasure base, bool all_years,
											 MemoryContext context, int *matrices);

/* All policies into `in`, and levels of regions as they tell them, in `context`. */
extern void cext_policy_read_policies(FunctionCallInfo fcinfo, CextPolicyInput *in, CmMeasure base, MemoryContext context,
									  CextLevel **level, uint32 *levels);

/* Levels by the tree of regions, if there is one: its own word for them, else how deep they are. */
extern void cext_policy_read_tree(FunctionCallInfo fcinfo, MemoryContext context, CextLevel **level, uint32 *levels);

#endif
