/*
 * policy_province.h: the lists of the regions of a province, and its own.
 *
 * A province without any duplicate has divided the work; one whose regions all
 * list the same has its plans compete.  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_POLICY_PROVINCE_H
#define CLUSTER_EXT_POLICY_PROVINCE_H

#include "core/policy/policy_portfolio.h"

typedef struct CmProvince
{
	CmListRisk	risk;			/* of its own targets and of those of its regions */
	uint32_t	regions;		/* with a list */
	uint32_t	own_targets;
	uint32_t	region_targets; /* of its regions: pairs */
	uint32_t	industries;		/* on any of these lists */
	double		distinct_share; /* exp(entropy of the regions' targets by industry) over their number: 1 for all different; NaN without any */
	uint32_t	duplicated;		/* targets of regions that another of its regions has too */
	double		sum_of_plans;	/* targets stated in the base measure over what the industries could grow to; NaN */
	uint32_t	worst_region;	/* with the largest score; UINT32_MAX */
	uint32_t	worst_industry;
} CmProvince;

/*
 * A province of some regions, and with a list of its own unless `own` is
 * UINT32_MAX.  `risk` is of all targets of the lists, in their order.
 *
 * The sum of plans is of industries for which a target is still due and growth
 * is known: targets of its regions over what the industry has in all of them,
 * grown until the last of these plans by the 90th percentile of its past
 * national growth.
 */
void		cm_province_find(const CmIndicators *s, const CmLists *lists, const CmTargetRisk *risk, uint32_t own,
							 const uint32_t *region, uint32_t regions, CmProvince *result);

#endif
