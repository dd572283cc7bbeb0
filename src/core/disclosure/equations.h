/*
 * equations.h: the sums of a published table as equations of its hidden cells.
 *
 * Unknowns are counted from a point: values of the hidden cells, true ones or any
 * others.  An equation says that the parts of a cell together differ from the
 * point by as much as their sum does, and by what is `lacking` at the point, which is 0 at true values.
 */
#ifndef CLUSTER_EXT_EQUATIONS_H
#define CLUSTER_EXT_EQUATIONS_H

#include "core/disclosure/sums.h"

#include <math.h>

#define CM_NO_EQUATION UINT32_MAX

/* The equations that an unknown is in. */
enum
{
	CM_PART_OF_REGION,
	CM_PART_OF_INDUSTRY,
	CM_WHOLE_OF_REGIONS,
	CM_WHOLE_OF_INDUSTRIES,
	CM_PLACES
};

typedef struct CmUnknown
{
	uint32_t	cell;
	uint32_t	equation[CM_PLACES];	/* or CM_NO_EQUATION */
	double		point;			/* all below are differences from it */
	double		low;			/* bounds that are given */
	double		high;
	double		least;			/* bounds that were found: nothing beyond is possible */
	double		most;
	double		seen_least;		/* what was found to be possible; 0 if the point is */
	double		seen_most;
} CmUnknown;

typedef struct CmEquation
{
	uint32_t	first;			/* of its terms */
	uint32_t	whole;			/* the cell that is the sum */
	bool		of_regions;
	double		lacking;
	double		mass;			/* of all its cells together, hidden or not */
} CmEquation;

typedef struct CmEquations
{
	const CmSums *sums;
	uint32_t	unknowns;
	CmUnknown  *unknown;		/* ascending by cells */
	uint32_t	count;
	CmEquation *equation;		/* one more than there are */
	uint32_t   *term;			/* unknowns of each equation, ascending */
	uint32_t   *sum[2];			/* of each cell: the equation of its parts of the industry's and of the region's side, if any */
	int			exponent;		/* values are so many powers of 2 of those that are given */

	uint32_t	groups;			/* of unknowns that hang together by equations */
	uint32_t   *first;			/* of each group in `member`; one more than groups */
	uint32_t   *member;			/* unknowns, ascending within a group */
} CmEquations;

/* What an unknown counts for in one of its equations. */
static inline int
cm_sign_in(const CmEquation *q, const CmUnknown *u)
{
	return u->cell == q->whole ? -1 : 1;
}

/* What an equation may lack in the end: published figures are rounded (sums.c), and so is what is computed of values below 1. */
static inline double
cm_slack_of(const CmEquation *q)
{
	return 1e-9 * q->mass + 1e-14;
}

/* Are two values of an unknown the same but for rounding? */
static inline bool
cm_is_same(const CmUnknown *u, double a, double b)
{
	return a == b || (isfinite(a) && isfinite(b) && fabs(a - b) <= 1e-12 * (fabs(u->point) + fmax(fabs(a), fabs(b))));
}

/* Is all possible that bounds allow? */
static inline bool
cm_is_exact(const CmUnknown *u)
{
	return cm_is_same(u, u->least, u->seen_least) && cm_is_same(u, u->most, u->seen_most);
}

/* Arguments are those of cm_intervals (intervals.h). */
void		cm_equations_open(CmEquations *e, const CmHost *host, const CmSums *sums, const double *value, const uint8_t *hidden,
							  const double *least, const double *most);
void		cm_equations_close(CmEquations *e, const CmHost *host);

#endif
