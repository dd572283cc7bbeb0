/*
 * neighbours.h: weights of neighbours from where units are.
 *
 * Units are the industries of points, each of which stands at one place.
 * Distances that differ by less than some two billionths count as equal (nearby.h).
 */
#ifndef CLUSTER_EXT_NEIGHBOURS_H
#define CLUSTER_EXT_NEIGHBOURS_H

#include "core/space/points.h"
#include "core/space/weights.h"

/* Where each unit is; returns the first one that stands at several places, or UINT32_MAX. */
uint32_t	cm_neighbours_stand(const CmPoints *p, const CmHost *host, CmPositions *units);

/*
 * Who is a neighbour: every other unit within a distance, 0 or more, or the k
 * nearest other ones, fewer if there are no more, the first in order of labels
 * among equally near ones.  A weight is the square of the chord, until
 * cm_neighbours_weigh.
 */
CmStatus	cm_neighbours_within(CmGraph *g, const CmHost *host, const CmPositions *units, double distance, uint64_t max_cells);
CmStatus	cm_neighbours_nearest(CmGraph *g, const CmHost *host, const CmPositions *units, uint32_t k, uint64_t max_cells);

/*
 * Weights in a style; style B leaves them as they are: distance^-decay, 1 for
 * decay 0.  False if one would be 0 or beyond the range of doubles, as those at
 * distance 0 are: `from` and `to` are the first such link.
 */
bool		cm_neighbours_weigh(CmGraph *g, const CmHost *host, CmMetric metric, double decay, CmStyle style, uint32_t *from, uint32_t *to);

#endif
