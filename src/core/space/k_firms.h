/*
 * k_firms.h: pairs of firms of one industry, or of two.
 */
#ifndef CLUSTER_EXT_K_FIRMS_H
#define CLUSTER_EXT_K_FIRMS_H

#include "core/space/bandwidth.h"
#include "core/space/null.h"
#include "core/space/points.h"

/* The firms of an industry by place.  Weights are in units of a power of two, so that products stay in range. */
typedef struct CmKFirms
{
	double		firms;
	uint32_t	places;
	uint32_t   *place;
	double	   *count;			/* firms of each place, */
	double	   *weight;			/* the sum of their weights, */
	double	   *squares;		/* and of the squares */
	double		power[5];		/* sums of powers of weights */
	double		total;			/* weight in its own unit */
	double	   *each;			/* weight of each firm */
} CmKFirms;

/* `each`: with room for the weight of each firm. */
void		cm_k_firms_open(CmKFirms *f, const CmHost *host, const CmPoints *p, uint32_t industry, bool each);
void		cm_k_firms_close(CmKFirms *f, const CmHost *host);

/* Pairs of firms of one industry, or of a firm of each of two. */
typedef struct CmKPairs
{
	const CmPositions *at;
	const CmExtent *extent;
	const CmKFirms *one;
	const CmKFirms *other;		/* or NULL */
} CmKPairs;

/* What all pairs weigh together; unweighted: how many they are. */
double		cm_k_pairs_all(const CmKPairs *p, bool weighted);

/*
 * What S and Q of null.h count for.  Of two industries, whose firms are drawn together without
 * replacement and keep their weights: power[k] is the sum of k-th powers of weights of each.
 */
CmNullFactors cm_k_factors_between(double sites, const double one[3], const double other[3]);
CmNullFactors cm_k_pairs_factors(const CmKPairs *p, double sites, bool weighted);

/* Their weights by bins. */
void		cm_k_pairs_count(const CmKPairs *p, const CmHost *host, const CmBins *b, bool weighted, double *count);

/* Their distances, each as it is; unweighted. */
void		cm_k_pairs_spread(const CmKPairs *p, const CmHost *host, CmSpread *spread);

/* The density at some distances, each pair as it is. */
void		cm_k_pairs_density(const CmKPairs *p, const CmHost *host, bool weighted, double bandwidth, const double *step, uint32_t steps, double *density);

#endif
