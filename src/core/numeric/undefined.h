/*
 * undefined.h: results that no double can tell.
 */
#ifndef CLUSTER_EXT_UNDEFINED_H
#define CLUSTER_EXT_UNDEFINED_H

#include <math.h>

/* A result; what lies beyond the range of doubles is undefined, too: NaN. */
static inline double
cm_defined(double result)
{
	return isfinite(result) ? result : NAN;
}

/* The same for the columns of a row, after all that is decided by them. */
static inline void
cm_define_row(double *column, int columns)
{
	for (int i = 0; i < columns; i++)
		column[i] = cm_defined(column[i]);
}

/* What differs from 0 downwards only by rounding; the unknown stays unknown, as it does not in fmax(0, x). */
static inline double
cm_not_below_zero(double x)
{
	return x < 0 ? 0 : x;
}

#endif
