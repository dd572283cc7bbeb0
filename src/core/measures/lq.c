/*
 * lq.c: the location quotient of plain numbers.
 */
#include "core/measures/lq.h"

#include <float.h>

/* The quotient from mantissas and exponents, where shares leave the range of doubles. */
static double
far_quotient(double cell, double region, double industry, double total)
{
	int			c,
				r,
				i,
				t;
	double		left = frexp(cell, &c) / frexp(region, &r);
	double		right = frexp(industry, &i) / frexp(total, &t);

	return ldexp(left / right, c - r - i + t);
}

double
cm_location_quotient(double cell, double region, double industry, double total)
{
	/* Shares first: products of totals may overflow. */
	double		left = cm_ratio(cell, region);
	double		right = cm_ratio(industry, total);

	if ((left < DBL_MIN && cell > 0) || (right < DBL_MIN && industry > 0))
		return far_quotient(cell, region, industry, total);
	return cm_ratio(left, right);
}
