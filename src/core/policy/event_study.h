/*
 * event_study.h: how targeted cells grew before and after their policies began.
 *
 * Growth of a cell beyond its industry elsewhere, year by year around the start
 * of the pair's first policy, less that of the same industry in peer regions
 * without a policy for it so far.  Only cells not yet treated are controls:
 * those treated earlier would carry their own effect (Goodman-Bacon 2021;
 * Callaway, Sant'Anna 2021, Journal of Econometrics 225).
 */
#ifndef CLUSTER_EXT_EVENT_STUDY_H
#define CLUSTER_EXT_EVENT_STUDY_H

#include "core/policy/plans.h"

/* One year around the start; year 0 is the first year of the policy. */
typedef struct CmEventYear
{
	int32_t		year;
	uint32_t	treated;		/* cells with growth and controls */
	uint32_t	controls;		/* cells held against them, some more than once */
	double		gap;			/* mean growth beyond the industry's, log points a year */
	double		control_gap;
	double		difference;		/* mean of the cells' own differences */
	double		error;			/* its standard error, cells of a region taken together; NaN for one region */
} CmEventYear;

typedef struct CmEventStudy
{
	CmEventYear *year;			/* from -before to after */
	uint32_t	years;
	double		pretrend;		/* mean difference over the years before 0 */
	double		pretrend_p;		/* two-sided, normal; NaN */
} CmEventStudy;

/* Years up to the plans' own; every pair (of `asked`, if not NULL) with a policy that has a start. */
void		cm_event_study(CmEventStudy *s, const CmHost *host, const CmPlans *plans, const bool *asked,
						   int32_t before, int32_t after);
void		cm_event_study_close(CmEventStudy *s, const CmHost *host);

#endif
