/*
 * lorenz.h: which corners of a Lorenz curve a picture needs.
 *
 * All, if there are no more than `points`; else the first one in each of
 * `points` equal steps along the curve, where population and value count alike:
 * two points that follow each other are at most 2/points apart on either axis,
 * unless no corner lies between them.  What is drawn lies on the curve.
 */
#ifndef CLUSTER_EXT_LORENZ_H
#define CLUSTER_EXT_LORENZ_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct CmThinning
{
	uint32_t	points;
	bool		all;
	double		step;			/* which the corner before was in */
} CmThinning;

static inline CmThinning
cm_thinning(uint64_t corners, uint32_t points)
{
	return (CmThinning) {points, corners <= points, 0};
}

/* Is the next corner, at these shares of population and value, one of them? */
static inline bool
cm_thinning_keeps(CmThinning *t, double population, double value)
{
	double		step = floor((population + value) / 2 * t->points);
	bool		first = step > t->step && step < t->points;

	t->step = step;
	return t->all || first;
}

#endif
