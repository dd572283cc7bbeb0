/*
 * policy_lists.h: what each region targets, and whose lists are compared.
 */
#ifndef CLUSTER_EXT_POLICY_LISTS_H
#define CLUSTER_EXT_POLICY_LISTS_H

#include "core/policy/indicators/indicators.h"

/*
 * Regions are those of the panel.  A group of peers are the regions with a list
 * that are of one level; a region whose level is unknown has a group of its own,
 * unless the others have but one level (cm_level_of_peers).
 */
typedef struct CmLists
{
	CmOccurrences target;		/* by region and by industry */
	double	   *amount;			/* of each target by region, a year; NaN: unknown */
	uint32_t   *member;			/* regions with a list, group by group, ascending */
	uint32_t	members;
	uint32_t   *group;			/* where each group's members begin; groups + 1 */
	uint32_t	groups;
} CmLists;

/*
 * The lists of all plans.  Pairs given, by region and industry, are the lists
 * of their regions instead of what is planned there.
 */
void		cm_lists_open(CmLists *l, const CmHost *host, const CmPlans *plans,
						  const uint32_t *region, const uint32_t *industry, uint32_t count);
void		cm_lists_close(CmLists *l, const CmHost *host);

/* Targets of a region. */
static inline uint32_t
cm_targets(const CmLists *l, uint32_t region)
{
	return cm_diversity(&l->target, region);
}

/* Is an industry on the list of a region? */
bool		cm_targeted(const CmLists *l, uint32_t region, uint32_t industry);

/*
 * A region that follows another: the share of its targets that are on the
 * other's list too, and of these the share whose location quotient is below 1;
 * NaN where that is of none.
 */
void		cm_follows(const CmLists *l, const CmIndicators *s, uint32_t region, uint32_t leader,
					   double *share, double *unfounded);

#endif
