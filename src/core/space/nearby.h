/*
 * nearby.h: which places are near a place.
 *
 * Places lie in a tree of boxes: each box holds half of the places of the one
 * above it, so that places may be as crowded, or as far apart, as they like.
 * Boxes are of space, on the sphere too, where no pole and no antimeridian is a
 * special case then.
 *
 * Distances that differ by less than some two billionths count as equal, so that
 * rounding does not decide what is a neighbour on a lattice.
 */
#ifndef CLUSTER_EXT_NEARBY_H
#define CLUSTER_EXT_NEARBY_H

#include "core/space/geometry.h"

/* A place, and where it is. */
typedef struct CmStanding
{
	double		at[3];
	uint32_t	number;
} CmStanding;

typedef struct CmBox
{
	double		low[3];
	double		high[3];
	uint32_t	least;			/* number of a place in it */
} CmBox;

/* A place that was found, and the square of the chord to it. */
typedef struct CmNear
{
	double		square;
	uint32_t	number;
} CmNear;

typedef struct CmNearby
{
	const CmHost *host;
	CmMetric	metric;
	uint32_t	count;
	uint32_t	levels;			/* of boxes below the one of all */
	CmStanding *standing;		/* those of a box one after the other */
	CmBox	   *box;			/* the one of all is number 1; the halves of box b are 2b and 2b + 1 */

	/* What was found last, ascending by number. */
	CmNear	   *near;
	uint32_t	found;
	uint32_t	capacity;

	/* The search. */
	double		from[3];
	uint32_t	self;
	double		most;			/* square of the chord that may be found */
	uint32_t	wanted;
} CmNearby;

/* The positions are not needed any more afterwards. */
void		cm_nearby_open(CmNearby *t, const CmHost *host, const CmPositions *p);
void		cm_nearby_close(CmNearby *t);

/*
 * Finds the other places within a distance of the `which`-th place of the tree,
 * or the k nearest, the lower number first among equally near ones; fewer, if
 * there are no more.  Returns its number.  One after the other they stand near
 * each other, and what one search reads another will find at hand.
 */
uint32_t	cm_nearby_within(CmNearby *t, uint32_t which, double distance);
uint32_t	cm_nearby_nearest(CmNearby *t, uint32_t which, uint32_t k);

#endif
