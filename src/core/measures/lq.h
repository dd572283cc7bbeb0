/*
 * lq.h: the location quotient of plain numbers.
 */
#ifndef CLUSTER_EXT_LQ_H
#define CLUSTER_EXT_LQ_H

#include <math.h>

/* a/b, undefined for b = 0. */
static inline double
cm_ratio(double a, double b)
{
	return b == 0 ? NAN : a / b;
}

/* (cell/region)/(industry/total), 0 or more; NaN if a total is 0. */
double		cm_location_quotient(double cell, double region, double industry, double total);

#endif
