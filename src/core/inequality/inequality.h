/*
 * inequality.h: indices of one column of numbers.
 *
 * A state collects for one index what its formula needs: sums of two terms,
 * or the values in order.  States of parts add up, and what a state holds
 * depends neither on the order of values nor on the parts.  A new index is a
 * formula and a row in the table of indices.
 *
 * Values are not negative.  x is one of n values, zeros included; s = x / sum x.
 * All results are the same for x in any unit.
 */
#ifndef CLUSTER_EXT_INEQUALITY_H
#define CLUSTER_EXT_INEQUALITY_H

#include "core/inequality/runs.h"
#include "core/numeric/scaled.h"

#include <math.h>

/* Most values that a state counts. */
#define CM_VALUES_MOST (UINT64_C(1) << 53)

typedef struct CmInequality CmInequality;

/* What is kept of the values themselves. */
typedef enum CmKept
{
	CM_KEEP_SUMS,				/* nothing: sum x, and the sum of a term */
	CM_KEEP_LARGEST,			/* sums, and as many of the largest as the parameter says */
	CM_KEEP_ALL,				/* values, and how often each comes */
	CM_KEEP_WEIGHTED			/* values and weights */
} CmKept;

typedef struct CmIndex
{
	const char *name;
	const char *column;			/* as users call it */
	CmKept		kept;

	/*
	 * The term is x^p, p = power + slope * parameter.  At p = 0 and p = 1, where
	 * sums of powers say nothing, it is their derivative in p: ln x, x ln x.
	 */
	double		power;
	double		slope;

	const char *parameter;		/* its name; NULL if there is none */
	bool		whole;			/* a whole number */
	double		least;
	double		most;
	const char *range;			/* in words */

	double		(*result) (CmInequality *s);
} CmIndex;

struct CmInequality
{
	const CmHost *host;
	const CmIndex *index;
	double		parameter;		/* NaN until the first value */
	uint64_t	values;
	uint64_t	zeros;
	double		smallest;		/* above zero; 0: none */
	double		largest;
	CmScaled	sum;			/* of x, and of the term */
	CmRuns		runs;
};

/* NULL if there is no index of this name. */
const CmIndex *cm_index(const char *name, size_t length);

static inline bool
cm_parameter_fits(const CmIndex *m, double parameter)
{
	return parameter >= m->least && parameter <= m->most && (!m->whole || parameter == floor(parameter));
}

/* The p of the table, for the state's parameter. */
static inline double
cm_inequality_power(const CmInequality *s)
{
	const CmIndex *m = s->index;

	return m->slope == 0 ? m->power : m->power + m->slope * s->parameter;
}

/* The index; NaN if it is undefined, or infinite. */
double		cm_inequality_result(CmInequality *s);

/* Cumulated shares of those with the smallest values. */
typedef struct CmLorenzPoint
{
	double		population;
	double		value;
} CmLorenzPoint;

/*
 * The Lorenz curve of a state that keeps all values, from (0, 0) to (1, 1);
 * returns the number of points, at most points + 1, thinned as lorenz.h says.
 * None if there is no amount.
 */
size_t		cm_lorenz_curve(CmInequality *s, uint32_t points, CmLorenzPoint *point);

#endif
