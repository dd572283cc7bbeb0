/*
 * standardized.h: values of units in standard deviations.
 *
 * Statistics of neighbours do not depend on the unit of their values, nor most
 * of them on where zero is; so nothing here leaves the range of doubles, and a
 * small variance beside a large mean loses no digits.
 */
#ifndef CLUSTER_EXT_STANDARDIZED_H
#define CLUSTER_EXT_STANDARDIZED_H

#include "core/host.h"

typedef struct CmStandardized
{
	uint32_t	units;
	uint32_t	count;			/* n, of those used */
	uint32_t   *unit;			/* those used, ascending */
	double	   *z;				/* of each unit: (value - mean)/s, s^2 = SUM (value - mean)^2 / n; 0 where it is not used */
	double	   *y;				/* value/s; 0 where it is not used */
	bool		constant;		/* s is 0, or nothing is used: there is neither z nor y */
	bool		negative;		/* is a value below 0? */
	double		mean;			/* of y */
	double		third;			/* SUM z^3 / n */
	double		fourth;			/* SUM z^4 / n */
} CmStandardized;

/* `value` is finite where `used`. */
void		cm_standardized_open(CmStandardized *s, const CmHost *host, uint32_t units, const double *value, const bool *used);
void		cm_standardized_close(CmStandardized *s, const CmHost *host);

/* The variance of z, over their number, among all that are used but one; 0 only where they are equal. */
double		cm_variance_of_others(const CmStandardized *s, const CmHost *host, uint32_t unit);

#endif
