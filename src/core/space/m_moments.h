/*
 * m_moments.h: mean and covariance of M when an industry's firms are drawn from all.
 *
 * Where every firm weighs 1 and an industry is n of the N sites, without
 * replacement, M(r) is the measure of pairs of null.h with
 * phi_ij = (N-1) 1(d <= r) (1/D_i + 1/D_j)/2, D_i being the number of sites around
 * site i.  What theta, S and Q are made of is D_i and B_i, the sum of 1/D_j around i:
 *
 *     mean of phi over the pairs of i = (1(D_i > 0) + B_i)/2
 *     SUM_{i<j} phi phi' = ((N-1)/2)^2 SUM_i (1(D_i > 0) + B_i) / D_i'          r <= r'
 *
 * Sites without neighbours within r are left out, so of the drawn ones a random
 * number a counts, hypergeometric among those N+ that have some.  Given a, M is
 * (a-1)(N-1) / ((n-1)(N+ - 1)) times the measure of a of N+ sites, whose mean is 1:
 * mean and variance are exact again.  The covariance of two radii is so where all
 * have neighbours within the smaller one, else that of the linear terms of the ratio.
 */
#ifndef CLUSTER_EXT_M_MOMENTS_H
#define CLUSTER_EXT_M_MOMENTS_H

#include "core/space/m_function.h"

typedef struct CmMMoments
{
	double		sites;
	uint32_t	radii;
	double	   *linked;			/* N+ for each radius */
	double	   *s;				/* S and Q among those */
	double	   *q;
	double	   *all_s;			/* radii x radii, among all sites, of M's linear terms */
	double	   *all_q;
} CmMMoments;

/* Of a function with draws that is not weighted. */
void		cm_m_moments_open(CmMMoments *m, const CmHost *host, const CmMFunction *f);
void		cm_m_moments_close(CmMMoments *m, const CmHost *host);

/* For an industry of n >= 2 sites: mean and standard deviation at each radius, NaN where no site has neighbours. */
void		cm_m_moments_of(const CmMMoments *m, const CmHost *host, double firms, double *mean, double *deviation);

/* The covariances: radii x radii. */
void		cm_m_covariance(const CmMMoments *m, double firms, double *covariance);

#endif
