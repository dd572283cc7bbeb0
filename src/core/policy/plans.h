/*
 * plans.h: who targets what, and what those plans say.
 *
 * Policies are rows of a list; those of a pair that are active in a year add up
 * to a plan.
 */
#ifndef CLUSTER_EXT_PLANS_H
#define CLUSTER_EXT_PLANS_H

#include "core/numeric/radix.h"
#include "core/policy/panel.h"

#define CM_FOREVER INT32_MAX

/* What keeps a policy from going on for its own sake (Rodrik 2004). */
typedef enum CmSafeguard
{
	CM_SAFEGUARD_END,
	CM_SAFEGUARD_TARGET,
	CM_SAFEGUARD_COMPETITION,
	CM_SAFEGUARD_REVIEW,
	CM_SAFEGUARDS
} CmSafeguard;

/* One row of the list, for one industry. */
typedef struct CmPolicy
{
	CmText		region;
	CmText		industry;
	uint32_t	region_place;	/* in a panel */
	uint32_t	industry_place;
	int32_t		start;			/* CM_NO_YEAR: always */
	int32_t		end;			/* CM_FOREVER: open */
	int32_t		known_end;		/* the same, as it was known in the year of the plans */
	double		amount;			/* of the whole policy; NaN: unknown */
	CmMeasure	measure;		/* what the target is in; CM_MEASURES: unknown */
	double		target;			/* NaN: none, or unknown */
	int32_t		target_year;	/* CM_NO_YEAR: none */
	int32_t		decided;		/* when its end was; CM_NO_YEAR: unknown */
	bool		tells_end;		/* no end means that it has none */
	int8_t		safeguard[CM_SAFEGUARDS];	/* 1 yes, 0 no, -1 not told; of the end, what is said of it besides */
} CmPolicy;

/* All active policies of a pair. */
typedef struct CmPlan
{
	uint32_t	region;
	uint32_t	industry;
	uint64_t	pair;
	int32_t		start;			/* the earliest; CM_NO_YEAR: none has one */
	double		amount;			/* a year, of those that tell; NaN: none does */
	CmMeasure	measure;		/* of the target */
	double		target;			/* the one that asks for most growth; NaN: none */
	int32_t		target_year;
	int			policies;
	int			told;			/* safeguards of all its policies of which it is said whether they are there */
	int			present;		/* of those */
	unsigned	lacks;			/* which ones some policy lacks, or does not tell: bits by CmSafeguard */
} CmPlan;

/* The plans of all regions for an industry, with targets in one measure that are still to be reached. */
typedef struct CmPlanSum
{
	uint32_t	industry;
	CmMeasure	measure;
	uint32_t	plans;
	double		target;
	double		held;			/* in the year, of the measure */
	int32_t		last;			/* target year */
} CmPlanSum;

typedef struct CmPlans
{
	const CmPanel *panel;
	int32_t		year;
	bool		hindsight;		/* may the list tell what was learnt after the year? */
	CmPlan	   *plan;			/* by region and industry */
	uint32_t	count;
	uint32_t   *of_pair;		/* by pair of the panel: its plan, or UINT32_MAX */
	bool	   *active;			/* by region: has it any plan? */
	int		   *level;			/* by region; regions are peers of those of their level */
	int			only_level;		/* of all whose level is unknown */
	const CmPolicy *policy;		/* all, by region and industry */
	uint32_t	policies;
	/* What there is of a kind, in order: as many as there are of it. */
	CmKeyed    *peer;			/* levels of regions with plans */
	uint32_t	peers;
	CmKeyed    *targeting;		/* industries and levels of plans */
	CmKeyed    *adoption;		/* industries and years of the first policies of pairs, as far as they have a year */
	uint32_t	adoptions;
	CmPlanSum  *sum;
	uint32_t	sums;
} CmPlans;

/*
 * Orders policies, finds their places in a panel, which has all their pairs,
 * and adds up those active in a year.  Nothing depends on policies that start
 * later, nor on an end that was decided later; in hindsight an end that does not
 * tell when counts for nothing, either, until it is past.  `level` is by region,
 * -1 unknown; it is kept.
 */
void		cm_plans_open(CmPlans *s, const CmPanel *panel, CmPolicy *policies, uint32_t count,
						  int32_t year, bool hindsight, int *level);
void		cm_plans_close(CmPlans *s);

/* The plan of a pair, or NULL. */
const CmPlan *cm_plan_of(const CmPlans *s, uint64_t pair);

/* All plans for an industry with targets in a measure, or NULL. */
const CmPlanSum *cm_plan_sum(const CmPlans *s, uint32_t industry, CmMeasure measure);

/* Years that a policy's amount is for: to its known end, else to its target year, else to `year`; 1 or more. */
double		cm_policy_years(const CmPolicy *p, int32_t year);

/*
 * The level whose regions are peers of a region: its own, else the only one
 * that regions with plans have, -1 if none of theirs is known, else CM_NO_LEVEL.
 */
#define CM_NO_LEVEL (-2)
int			cm_level_of_peers(const CmPlans *s, uint32_t region);

/*
 * Other regions of the same level with any plan, and those of them with a plan
 * for an industry.  A region without a level has as peers those of the only
 * level that regions with a plan have, none if they have several.
 */
uint32_t	cm_peers(const CmPlans *s, uint32_t region);
uint32_t	cm_peers_targeting(const CmPlans *s, uint32_t region, uint32_t industry);

/* The first year in which a policy of the pair starts, up to that of the plans, active or not; CM_NO_YEAR. */
int32_t		cm_first_start(const CmPlans *s, uint32_t region, uint32_t industry);

/* The share of the other regions that have adopted an industry by the year of the plans which did so before this one; NaN if no year is known. */
double		cm_follower_rank(const CmPlans *s, uint32_t region, uint32_t industry);

#endif
