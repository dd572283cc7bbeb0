/*
 * bandwidth.h: how distances of pairs are spread, and the bandwidth that this asks for.
 */
#ifndef CLUSTER_EXT_BANDWIDTH_H
#define CLUSTER_EXT_BANDWIDTH_H

#include "core/space/pairs.h"

/* Distances in ascending order, each so many times; evenly over a breadth around it, if there are breadths. */
typedef struct CmSpread
{
	size_t		count;
	double	   *distance;
	double	   *times;
	double	   *breadth;		/* or NULL */
} CmSpread;

/* Room for so many. */
void		cm_spread_open(CmSpread *s, const CmHost *host, size_t room);
void		cm_spread_close(CmSpread *s, const CmHost *host);
void		cm_spread_add(CmSpread *s, double distance, double times);

/* Puts what was added in order. */
void		cm_spread_order(CmSpread *s, const CmHost *host);

/* What bins counted, those beyond the last but one left out. */
void		cm_spread_of_bins(CmSpread *s, const CmHost *host, const CmBins *b, const double *count);

/* The distance that a share q is below, between the two nearest; NaN of none. */
double		cm_spread_quantile(const CmSpread *s, double q);

/*
 * Silverman's rule, .9 min(deviation, interquartile range / 1.34) m^(-1/5) of the m
 * pairs that are not farther apart than a limit, which may be infinite (1986, Density Estimation,
 * equation 3.31); the deviation alone where half of the pairs are equal.  NaN where all are.
 */
double		cm_bandwidth(const CmSpread *s, double limit);

#endif
