/*
 * ripley_sites.h: what surrounds the sites of all firms, and what follows for samples of them.
 *
 * Shares are of pairs: of all weights of pairs no farther apart than a radius
 * over the number of pairs.  Ripley's K is a share times the area.
 */
#ifndef CLUSTER_EXT_RIPLEY_SITES_H
#define CLUSTER_EXT_RIPLEY_SITES_H

#include "core/numeric/radix.h"
#include "core/space/null.h"
#include "core/space/rings.h"

/* Firms at places, in the order in which these lie along the x of positions. */
typedef struct CmCrowd
{
	CmPositions at;
	double	   *count;			/* of firms at each of them */
	uint32_t   *place;			/* each is */
	CmKeyed    *order;
} CmCrowd;

/* Room for firms at so many places, and firms that come there: at places (NULL: at each in turn), so many each (NULL: one). */
void		cm_crowd_open(CmCrowd *c, const CmHost *host, CmMetric metric, uint32_t places);
void		cm_crowd_fill(CmCrowd *c, const CmHost *host, const CmPositions *positions, const uint32_t *place, const double *firms,
						  uint32_t count);
void		cm_crowd_close(CmCrowd *c, const CmHost *host);

/* Adds up what pairs of firms of a crowd weigh, up to each radius. */
void		cm_crowd_pairs(const CmCrowd *c, const CmHost *host, const CmRings *rings, double *pairs);

typedef struct CmRipleySites
{
	uint32_t	radii;
	double		sites;
	CmPositions positions;		/* of all places */
	/* What is around firms up to each radius, themselves left out, summed for each industry asked for: industries x radii. */
	double	   *around;
	double	   *share;			/* the mean of each radius: theta of null.h */
	double	   *s;				/* radii x radii */
	double	   *q;
} CmRipleySites;

/* Of the industries from one to before another `around` is found. */
void		cm_ripley_sites_open(CmRipleySites *s, const CmHost *host, const CmPoints *p, const CmRings *rings, uint32_t first, uint32_t end);
void		cm_ripley_sites_close(CmRipleySites *s, const CmHost *host);

/* The covariance of the shares of n firms at two radii. */
double		cm_ripley_covariance(const CmRipleySites *s, CmNullFactors f, uint32_t radius, uint32_t other);

#endif
