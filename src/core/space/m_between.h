/*
 * m_between.h: the null of M between two industries.
 *
 * The firms of the one stay where they are, and the label of the other, of n
 * firms, falls on any n of those that are not of the first.  M is then a mean of
 * what each of them would add, its expectation and covariance are those of means
 * of draws without replacement, and 1 only where the first is not clustered itself.
 */
#ifndef CLUSTER_EXT_M_BETWEEN_H
#define CLUSTER_EXT_M_BETWEEN_H

#include "core/space/m_draws.h"

typedef struct CmMBetween
{
	const CmMFunction *f;
	CmMSites	sites;			/* all firms but those of the first industry */
	double	   *score;			/* places x radii: M if all firms of the other were there */
	bool	   *defined;		/* at each radius: has a firm of the first one neighbours? */
} CmMBetween;

void		cm_m_between_open(CmMBetween *b, const CmHost *host, const CmMFunction *f, const CmMSites *all,
							   const CmMSector *first);
void		cm_m_between_close(CmMBetween *b, const CmHost *host);

/* Unless weighted: the mean, NaN where M is undefined, and the covariance, radii x radii. */
void		cm_m_between_moments(const CmMBetween *b, const CmHost *host, double firms, double *mean, double *covariance);

/* Curves of draws of so many firms, as cm_m_draws has them. */
void		cm_m_between_draws(const CmMBetween *b, const CmHost *host, uint32_t firms, float *curve);

#endif
