/*
 * rings.h: how much stands how far from a place, ring by ring.
 *
 * The k-th ring is what is farther than the radius before it and no farther than
 * the k-th, as circles.h compares them; the first one has the place itself, and one ring more has all
 * that is beyond the last radius.
 */
#ifndef CLUSTER_EXT_RINGS_H
#define CLUSTER_EXT_RINGS_H

#include "core/space/circles.h"
#include "core/space/window.h"

typedef struct CmRings
{
	uint32_t	radii;
	double		reach;			/* no chord to inside the last radius is longer */
	CmCircles	circles;
	const CmWindow *window;
} CmRings;

/* Rings of 1 to CM_CIRCLES_MOST ascending radii; the window must outlive them. */
void		cm_rings_open(CmRings *r, const CmHost *host, CmMetric metric, const double *radius, uint32_t radii, const CmWindow *window);
void		cm_rings_close(CmRings *r, const CmHost *host);

/*
 * Adds to each ring (radii + 1) around a place what stands at those from one to
 * before another, times a factor and the weight that the window's edge gives the
 * pair; to `squares`, unless it is NULL, the same by the square of that weight
 * (NULL it is for CM_EDGE_NONE, where both are the same).
 */
void		cm_rings_add(const CmRings *r, const CmHost *host, const CmPositions *p, const double *count, uint32_t at,
						 uint32_t from, uint32_t end, double factor, double *ring, double *squares);

#endif
