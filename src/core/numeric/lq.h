/*
 * lq.h: the location quotient of plain numbers, and whether it reaches a threshold.
 *
 * Whether an industry is present must not depend on the unit: 3 of 10 is as
 * much as 0.3 of 1, but in binary not quite.  Whole numbers (below 2^53) are
 * compared exactly, cell * total with threshold * region * industry; the
 * threshold as the decimal that it was written as, if of at most six places.
 * Other amounts reach a threshold that they miss by 1e-12 of it or less.
 */
#ifndef CLUSTER_EXT_LQ_H
#define CLUSTER_EXT_LQ_H

#include <math.h>
#include <stdbool.h>

/* a/b, undefined for b = 0. */
static inline double
cm_ratio(double a, double b)
{
	return b == 0 ? NAN : a / b;
}

/* (cell/region)/(industry/total), 0 or more; NaN if a total is 0.  At least 1 just where 1 is reached. */
double		cm_location_quotient(double cell, double region, double industry, double total);

/* Is it the threshold or more?  Not, if there is none. */
bool		cm_location_quotient_reaches(double cell, double region, double industry, double total, double threshold);

#endif
