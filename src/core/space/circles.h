/*
 * circles.h: which of some distances a place is within, seen from another one.
 *
 * Places are within a distance if they are exactly that far, too, or farther by a
 * 10^12th of it: that is rounding.  Between two of the circles is a ring.
 */
#ifndef CLUSTER_EXT_CIRCLES_H
#define CLUSTER_EXT_CIRCLES_H

#include "core/numeric/exact.h"
#include "core/space/geometry.h"

#define CM_CIRCLES_MOST 250		/* distances: a ring is a byte, the one beyond all of them too */

typedef struct CmCircles
{
	uint32_t	radii;
	double	   *square;			/* of the straight line of each radius; then infinity */
	uint32_t	lowest;			/* leading bits of the least square that tells anything */
	uint32_t	guides;
	uint8_t    *guide;			/* ring of the least square of each leading bits from there */
	uint32_t	steps;			/* at most so many rings further is one of the same leading bits */
} CmCircles;

/* Of 1 to CM_CIRCLES_MOST distances, ascending, 0 or more. */
void		cm_circles_open(CmCircles *r, const CmHost *host, CmMetric metric, const double *radius, uint32_t radii);
void		cm_circles_close(CmCircles *r, const CmHost *host);

/* The longest chord within a distance. */
double		cm_circles_chord(CmMetric metric, double radius);

/* For the places from `from` to before `to` the number of the first radius that place `center` sees it within; `radii`: none. */
void		cm_circles_around(const CmCircles *r, const CmPositions *p, uint32_t center, uint32_t from, uint32_t to, uint8_t *ring);

/*
 * Sums of masses by ring: sum[k] of those within radius k but not the one
 * before, sum[radii] of those beyond all.  `place` says whose ring counts for
 * each mass; NULL: those of place 0, 1, ...
 */
void		cm_circles_sums(const uint8_t *ring, const uint32_t *place, const double *mass, uint32_t count, uint32_t radii, double *sum);

/* From what is in each ring to what is within each radius. */
static inline void
cm_circles_add_up(double *sum, uint32_t radii)
{
	for (uint32_t r = 1; r < radii; r++)
		sum[r] += sum[r - 1];
}

/* Adds so many times what is seen at each radius from `ring` on. */
static inline void
cm_circles_add_from(double *sum, const double *seen, double times, uint32_t ring, uint32_t radii)
{
	CmTwo		both = {times, times};

	if (ring < radii && ring % 2 != 0)
	{
		sum[ring] += times * seen[ring];
		ring++;
	}
	for (; ring + 2 <= radii; ring += 2)
		*(CmTwo *) (sum + ring) += both * *(const CmTwo *) (seen + ring);
	if (ring < radii)
		sum[ring] += times * seen[ring];
}

/* The smallest box around all places: where it begins in x, y and z, and its sides; of 1 place or more. */
void		cm_box(const CmPositions *p, double low[3], double side[3]);

/* The distance that no two places are farther apart than: the diagonal of the box around all. */
double		cm_diagonal(const CmPositions *p);

#endif
