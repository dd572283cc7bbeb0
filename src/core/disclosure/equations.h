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

#define CM_NO_EQUATION UINT32_MAX

/* What an equation may lack in the end, of all that is summed: published figures are rounded (sums.c). */
#define CM_EQUATION_TOLERANCE 1e-9

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

/* Arguments are those of cm_intervals (intervals.h). */
void		cm_equations_open(CmEquations *e, const CmHost *host, const CmSums *sums, const double *value, const uint8_t *hidden,
							  const double *least, const double *most);
void		cm_equations_close(CmEquations *e, const CmHost *host);

#endif
