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

void		cm_scaled_init(CmScaled *s);

/* Adds term * 2^(1024 * tier); |term| from 2^-600 to 2^600, or 0. */
void		cm_scaled_add(CmScaled *s, const CmHost *host, int sum, int32_t tier, double term);

/* The canonical form of the highest tier of a sum (below 0) or of the next one (below 1). */
bool		cm_scaled_canonical(const CmScaled *s, int sum, int below, CmDyadic *canonical);

CmWide		cm_scaled_value(const CmScaled *s, int sum);

#endif
