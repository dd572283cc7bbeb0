/*
 * scaled.h: exact sums whose terms may lie far beyond the range of doubles.
 *
 * A term is a double times 2^(1024 * tier).  Terms of the highest tier seen and
 * of the one below it are summed exactly; all others together are below
 * 2^-1024 of the sum and count for nothing.  The sum therefore depends neither
 * on the order of its terms nor on how they were split into partial sums.
 */
#ifndef CLUSTER_EXT_SCALED_H
#define CLUSTER_EXT_SCALED_H

#include "core/numeric/exact.h"

#include <math.h>

#define CM_TIER_BITS 1024
#define CM_NO_TIER INT32_MIN	/* nothing added yet */

/* Several sums side by side; slots 2n and 2n+1 of `tails` belong to sum n. */
#define CM_SCALED_SUMS 2

typedef struct CmScaled
{
	CmTails		tails;
	int32_t		tier[CM_SCALED_SUMS];	/* the highest */
} CmScaled;

/* (high + low) * 2^exponent, |high| from 1/2 to 1 or 0, low what high leaves over. */
typedef struct CmWide
{
	double		high;
	double		low;
	int64_t		exponent;
} CmWide;

#define CM_LN2 0.69314718055994530942

/* x 2^exponent, x not negative */
static inline CmWide
cm_wide(double x, int64_t exponent)
{
	int			shift;
	double		high = frexp(x, &shift);

	return (CmWide) {high, 0, exponent + shift};
}

static inline CmWide
cm_wide_product(CmWide a, CmWide b)
{
	return (CmWide) {a.high * b.high, 0, a.exponent + b.exponent};
}

/* ln x; where a double holds x, its logarithm loses least. */
static inline double
cm_wide_log(CmWide x)
{
	if (x.exponent > -1000 && x.exponent < 1000)
		return log(ldexp(x.high, (int) x.exponent));
	return log(x.high) + (double) x.exponent * CM_LN2;
}

/* a / b, infinite or 0 beyond the range of doubles */
static inline double
cm_wide_ratio(CmWide a, CmWide b)
{
	int64_t		exponent = a.exponent - b.exponent;

	if (exponent > 4000 || exponent < -4000)
		exponent = exponent > 0 ? 4000 : -4000;
	return ldexp(a.high / b.high, (int) exponent);
}

void		cm_scaled_init(CmScaled *s);

/* Adds term * 2^(1024 * tier); |term| from 2^-600 to 2^600, or 0. */
void		cm_scaled_add(CmScaled *s, const CmHost *host, int sum, int32_t tier, double term);

/* The canonical form of the highest tier of a sum (below 0) or of the next one (below 1). */
bool		cm_scaled_canonical(const CmScaled *s, int sum, int below, CmDyadic *canonical);

CmWide		cm_scaled_value(const CmScaled *s, int sum);

#endif
