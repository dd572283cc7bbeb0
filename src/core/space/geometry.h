/*
 * geometry.h: where places are, and how far from each other.
 *
 * On the sphere coordinates are degrees of longitude and latitude, distances
 * kilometres along great circles of a sphere of the Earth's mean radius; in the
 * plane both are of the unit that the coordinates have.
 *
 * Distances are found by straight lines: through the Earth, between points of
 * the unit sphere.  Two chords compare as their arcs do, there is no seam at the
 * antimeridian or at a pole, and an arc is found only where somebody reads it.
 */
#ifndef CLUSTER_EXT_GEOMETRY_H
#define CLUSTER_EXT_GEOMETRY_H

#include "core/host.h"

#include <math.h>

#define CM_EARTH_RADIUS 6371.0088	/* km, the mean of IUGG */
#define CM_HALF_ROUND 20015.114442035925	/* pi times it: no two points are farther apart */

typedef enum CmMetric
{
	CM_SPHERE,
	CM_PLANE
} CmMetric;

/* Places in space: x, y and z of the unit sphere; in the plane z is 0. */
typedef struct CmPositions
{
	CmMetric	metric;
	uint32_t	count;
	double	   *x;
	double	   *y;
	double	   *z;
} CmPositions;

void		cm_positions_open(CmPositions *p, const CmHost *host, CmMetric metric, uint32_t count,
							  const double *x, const double *y);
void		cm_positions_close(CmPositions *p, const CmHost *host);

/* The straight line between two places; in the plane it is the distance. */
static inline double
cm_chord(const CmPositions *p, uint32_t a, uint32_t b)
{
	double		x = p->x[a] - p->x[b],
				y = p->y[a] - p->y[b],
				z = p->z[a] - p->z[b];

	return sqrt(x * x + y * y + z * z);
}

/* The distance along a chord's arc, and the chord of a distance, 0 or more, infinity too. */
static inline double
cm_distance_of_chord(CmMetric metric, double chord)
{
	return metric == CM_PLANE ? chord : 2 * CM_EARTH_RADIUS * asin(fmin(1, chord / 2));
}

static inline double
cm_chord_of_distance(CmMetric metric, double distance)
{
	return metric == CM_PLANE ? distance : distance >= CM_HALF_ROUND ? 2 : 2 * sin(distance / (2 * CM_EARTH_RADIUS));
}

static inline double
cm_distance(const CmPositions *p, uint32_t a, uint32_t b)
{
	return cm_distance_of_chord(p->metric, cm_chord(p, a, b));
}

#endif
