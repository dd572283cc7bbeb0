/*
 * null.h: an industry of n firms drawn from the sites of all N.
 *
 * A measure of pairs, 2/(n(n-1)) SUM_{k<l} phi(site k, site l), has under this
 * null the mean theta and the covariance between steps d and d'
 *
 *     of_s S(d, d') + of_q Q(d, d')
 *
 * where theta, S and Q belong to the sites alone (Hoeffding's decomposition for
 * draws without replacement): theta the mean of phi over all pairs of sites,
 * g_i = (N-1)/(N-2) (mean of phi over the pairs of site i - theta),
 * S = SUM_i g_i g_i' / (N-1), Q = SUM_{i<j} h_ij h_ij' with h = phi - theta - g_i - g_j.
 */
#ifndef CLUSTER_EXT_NULL_H
#define CLUSTER_EXT_NULL_H

#include "core/host.h"

/* What S and Q count for; industry of n >= 2 firms among N >= n sites.  S and Q are 0 where N is 2, Q also where it is 3. */
typedef struct CmNullFactors
{
	double		of_s;
	double		of_q;
} CmNullFactors;

CmNullFactors cm_null_factors(double sites, double firms);

/*
 * The same where pairs count by the product of their weights, which firms keep
 * wherever they are drawn: power[k] is the sum of the k-th powers of the weights, k from 0 to 4.
 * NaN where no pair weighs anything.
 */
CmNullFactors cm_null_factors_weighted(double sites, const double power[5]);

/*
 * Draws of firms at places.  The n-th draw of a seed is the same whatever else is drawn.
 */
typedef struct CmSites
{
	uint32_t	places;
	uint64_t	firms;			/* of all places: the sites */
	uint64_t   *below;			/* sites of earlier places; places + 1 */
	uint32_t   *guide;			/* where to begin to look */
	uint32_t	guide_shift;
} CmSites;

void		cm_sites_open(CmSites *s, const CmHost *host, uint32_t places, const uint64_t *firms);
void		cm_sites_close(CmSites *s, const CmHost *host);

/*
 * The places of `firms` different sites, at most all, in random order; `stream` says
 * which draw it is.  A draw of fewer firms is how one of more begins.
 */
void		cm_sites_draw(const CmSites *s, const CmHost *host, uint64_t seed, uint64_t stream, uint64_t firms, uint32_t *place);

/* From so many firms on curves of the null are drawn as a Gaussian field. */
#define CM_NULL_GAUSSIAN_FROM 1000

/*
 * How many firms a null has that serves for an industry of n among so many sites:
 * n itself to 100 and where it is more than half of the sites, else the nearest of
 * a geometric series, each 2^(1/4) of the one before, and CM_NULL_GAUSSIAN_FROM
 * from there on.  Curves in standard deviations from their mean change but slowly
 * with n while most sites are others'.
 */
uint64_t	cm_null_node(uint64_t sites, uint64_t firms);

/*
 * Curves of a Gaussian field of mean 0 with a covariance (steps x steps, may be
 * singular): curves x steps.  What is asked for last does not change the first curves.
 */
void		cm_gaussian_curves(const CmHost *host, const double *covariance, uint32_t steps, uint64_t seed, uint32_t curves, double *curve);

#endif
