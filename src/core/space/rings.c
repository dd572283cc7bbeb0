/*
 * rings.c: how much stands how far from a place, ring by ring.
 */
#include "core/space/rings.h"

#define BLOCK 256				/* pairs whose rings are found at once */

void
cm_rings_open(CmRings *r, const CmHost *host, CmMetric metric, const double *radius, uint32_t radii, const CmWindow *window)
{
	*r = (CmRings) {.radii = radii, .reach = cm_circles_chord(metric, radius[radii - 1]), .window = window};
	cm_circles_open(&r->circles, host, metric, radius, radii);
}

void
cm_rings_close(CmRings *r, const CmHost *host)
{
	cm_circles_close(&r->circles, host);
}

/* Only a plane has edges, where a chord is the distance. */
static void
add_weighted(const CmRings *r, const CmPositions *p, const double *count, uint32_t at, uint32_t other, uint8_t k,
			 double factor, double *ring, double *squares)
{
	double		weight;

	if (k == r->radii)
		return;
	weight = cm_edge_weight(r->window, p->x[at], p->y[at], p->x[other], p->y[other], cm_chord(p, at, other));
	ring[k] += factor * count[other] * weight;
	if (squares != NULL)
		squares[k] += factor * count[other] * weight * weight;
}

void
cm_rings_add(const CmRings *r, const CmHost *host, const CmPositions *p, const double *count, uint32_t at,
			 uint32_t from, uint32_t end, double factor, double *ring, double *squares)
{
	uint8_t		of[BLOCK];

	for (uint32_t length; from < end; from += length)
	{
		length = end - from < BLOCK ? end - from : BLOCK;
		cm_circles_around(&r->circles, p, at, from, from + length, of);
		if (r->window->edge == CM_EDGE_NONE)
			for (uint32_t k = 0; k < length; k++)
				ring[of[k]] += factor * count[from + k];
		else
			for (uint32_t k = 0; k < length; k++)
				add_weighted(r, p, count, at, from + k, of[k], factor, ring, squares);
		cm_breathe_after(host, from, (uint64_t) from + length);
	}
}
