/*
 * policy_lists.h: lists of regions from the input of policy risk.
 */
#ifndef CLUSTER_EXT_PG_POLICY_LISTS_H
#define CLUSTER_EXT_PG_POLICY_LISTS_H

#include "pg/policy/policy_input.h"

#include "core/policy/policy_portfolio.h"

/* A region and what it is a part of, by parent and region; places in the panel, or UINT32_MAX. */
typedef struct CextBranch
{
	char	   *parent;
	char	   *region;
	uint32		parent_place;
	uint32		region_place;
} CextBranch;

/* The lists of the policies; of regions in the argument "pairs" those given there. */
extern void cext_lists_open(const CextPolicyInput *in, FunctionCallInfo fcinfo, CmLists *lists);

/* Is the region asked about: in the argument "pairs", if there is one? */
extern bool cext_lists_asks(const CextPolicyInput *in, FunctionCallInfo fcinfo, uint32 region);

/* Scores of all targets, in their order. */
extern CmTargetRisk *cext_lists_risk(const CextPolicyInput *in, const CmLists *lists);

/* The tree of regions; the first parent by name of a region that has several. */
extern CextBranch *cext_lists_branches(const CextPolicyInput *in, FunctionCallInfo fcinfo, uint64 *count);

#endif
