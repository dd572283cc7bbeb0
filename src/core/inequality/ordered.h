/*
 * ordered.h: runs in order, and what each shares of their weight and amount.
 *
 * Values x and weights w may be anywhere in the range of doubles, the small with
 * the large: their products, which may lie far beyond it, are added up in a unit
 * in which the largest is between 1/4 and 1; and weights as they are, unless their
 * sum could be beyond it.
 */
#ifndef CLUSTER_EXT_ORDERED_H
#define CLUSTER_EXT_ORDERED_H

#include "core/inequality/runs.h"
#include "core/numeric/scaled.h"

#include <math.h>

/* A sum of doubles with twice their bits. */
typedef struct CmLongSum
{
	double		high;
	double		low;
} CmLongSum;

static inline void
cm_long_add(CmLongSum *sum, double term)
{
	double		error;

	sum->high = cm_two_sum(sum->high, term, &error);
	sum->low += error;
}

static inline double
cm_long_value(CmLongSum sum)
{
	return sum.high + sum.low;
}

static inline double
cm_long_difference(CmLongSum a, CmLongSum b)
{
	return (a.high - b.high) + (a.low - b.low);
}

typedef struct CmOrdered
{
	const CmRun *run;
	size_t		count;
	int			weight_shift;	/* units are 2^-shift */
	int			amount_shift;
	CmLongSum	weight;			/* sum w */
	CmLongSum	amount;			/* sum w x */
	CmWide		whole_weight;	/* the same, without their units */
	CmWide		whole_amount;
	CmWide		average;		/* their quotient */
} CmOrdered;

/* Orders runs and adds them up; false if there is no amount to be shared. */
bool		cm_ordered_open(CmOrdered *o, CmRuns *runs, const CmHost *host);

/* In the unit of weights. */
static inline double
cm_weight_at(const CmOrdered *o, size_t i)
{
	return o->weight_shift == 0 ? o->run[i].weight : ldexp(o->run[i].weight, o->weight_shift);
}

/* Adds w x, in the unit of amounts. */
static inline void
cm_add_amount(const CmOrdered *o, CmLongSum *sum, size_t i)
{
	CmWide		w = cm_wide(o->run[i].weight, 0);
	CmWide		x = cm_wide(o->run[i].value, 0);
	double		product = w.high * x.high;
	int			shift = (int) (w.exponent + x.exponent) + o->amount_shift;

	cm_long_add(sum, ldexp(product, shift));
	sum->low += ldexp(fma(w.high, x.high, -product), shift);
}

/* p = w / sum w, and its logarithm, which is known where p is 0. */
static inline double
cm_share_of_weight(const CmOrdered *o, size_t i)
{
	return cm_wide_ratio(cm_wide(o->run[i].weight, 0), o->whole_weight);
}

static inline double
cm_log_weight(const CmOrdered *o, size_t i)
{
	return log(o->run[i].weight) - cm_wide_log(o->whole_weight);
}

/* s = w x / sum w x */
static inline double
cm_share_of_amount(const CmOrdered *o, size_t i)
{
	return cm_wide_ratio(cm_wide_product(cm_wide(o->run[i].weight, 0), cm_wide(o->run[i].value, 0)), o->whole_amount);
}

/* s - p; near the mean, where they would cancel, by how far off it the value is. */
double		cm_share_gap(const CmOrdered *o, size_t i);

/* ln of a value over the mean, which is known where their ratio is beyond all doubles. */
double		cm_log_ratio(const CmOrdered *o, size_t i);

#endif
