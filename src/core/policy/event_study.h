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

/* With fewer treated regions nothing is said of how sure a mean is: chance among them cannot be told. */
#define CM_EVENT_REGIONS_LEAST 3

/* A mean of differences between cells and their controls, log points a year. */
typedef struct CmEventMean
{
	uint32_t	regions;		/* with treated cells */
	double		mean;
	double		error;			/* standard error, cells of a region taken together, as treated ones and as controls; NaN for too few regions */
	double		lower;			/* 95 percent, by Student's t with regions - 1 degrees of freedom (Cameron, Miller 2015); NaN as above */
	double		upper;
	double		p;				/* two-sided; NaN as above, or without an error */
} CmEventMean;

/* One year around the start; year 0 is the first year of the policy. */
typedef struct CmEventYear
{
	int32_t		year;
	uint32_t	treated;		/* cells with growth and controls */
	uint32_t	controls;		/* cells held against them, some more than once */
	double		gap;			/* mean growth beyond the industry's, log points a year */
	double		control_gap;
	CmEventMean difference;		/* of the cells' own differences */
} CmEventYear;

typedef struct CmEventStudy
{
	CmEventYear *year;			/* from -before to after */
	uint32_t	years;
	CmEventMean pretrend;		/* of the differences in the years before 0 */
} CmEventStudy;

/* Years up to the plans' own; every pair (of `asked`, if not NULL) with a policy that has a start. */
void		cm_event_study(CmEventStudy *s, const CmHost *host, const CmPlans *plans, const bool *asked,
						   int32_t before, int32_t after);
void		cm_event_study_close(CmEventStudy *s, const CmHost *host);

#endif
