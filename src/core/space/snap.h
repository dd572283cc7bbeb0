/*
 * snap.h: places moved to the centres of cells, so that there are fewer of them.
 *
 * In the plane a cell is a square of a side, one corner of one of them at the
 * origin.  On the sphere it is about one: n = ceil(half a meridian / side) bands of
 * 180/n degrees of latitude from the south pole on, each cut from the antimeridian
 * on into m = ceil(length of the parallel in the middle of the band / side) cells
 * of 360/m degrees.
 */
#ifndef CLUSTER_EXT_SNAP_H
#define CLUSTER_EXT_SNAP_H

#include "core/space/points.h"

#define CM_SNAP_LEAST 1e-6		/* km, a side on the sphere */
#define CM_SNAP_CELLS 1e12		/* most cells from the origin to a place in the plane */

/* Can places be snapped to cells of this side, above 0 and finite? */
bool		cm_snap_fits(const CmPoints *p, const CmHost *host, double side);

/*
 * The centre of each place's cell, for a side that fits, in new memory; it is a
 * settled place (points.h).  Returns the farthest distance that one was moved.
 */
double		cm_snap(const CmPoints *p, const CmHost *host, double side, double **x, double **y);

#endif
