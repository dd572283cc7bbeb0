/*
 * policy_plans.h: policies, the map of their labels and the tree of regions, read from relations.
 */
#ifndef CLUSTER_EXT_PG_POLICY_PLANS_H
#define CLUSTER_EXT_PG_POLICY_PLANS_H

#include "pg/label_map.h"
#include "pg/policy/policy_input.h"
#include "pg/relation.h"

/* A region and the administrative level that it is of. */
typedef struct CextLevel
{
	char	   *region;
	char	   *level;
} CextLevel;

/* A query of the industry map: policy_label, industry, share, and shares, their sum over the label, NULL where it is not known. */
extern const char *cext_policy_map_query(Oid map);

/* A query of region and label of the policies that are active in the year $1. */
extern const char *cext_policy_active_query(CextRelation policies);

/* All policies into `in`, and levels of regions as they tell them, in `context`. */
extern void cext_policy_read_policies(FunctionCallInfo fcinfo, CextPolicyInput *in, CmMeasure base, MemoryContext context,
									  CextLevel **level, uint32 *levels);

/* Levels by the tree of regions, if there is one: its own word for them, else how deep they are. */
extern void cext_policy_read_tree(FunctionCallInfo fcinfo, MemoryContext context, CextLevel **level, uint32 *levels);

#endif
