/*
 * rings.c: how much stands how far from a place, ring by ring.
 */
#include "core/space/rings.h"

#define TABLE 4096				/* places in it */
#define BLOCK 64				/* pairs whose distances are found at once */
#define SAME 1e-12				/* distances that differ by less are equal */

static inline uint32_t
place_in_table(const CmRings *r, double square)
{
	double		place = square * r->scale;

	return place < TABLE + 1 ? (uint32_t) place : TABLE + 1;
}

void
cm_rings_open(CmRings *r, const CmHost *host, CmMetric metric, const double *radius, uint32_t radii, const CmWindow *window)
{
	uint32_t	ring = 0;

	*r = (CmRings) {.radii = radii, .window = window};
	r->square = cm_resize(host, NULL, (size_t) radii + 1, sizeof(double));
	r->table = cm_resize(host, NULL, TABLE + 2, sizeof(uint32_t));
	for (uint32_t k = 0; k < radii; k++)
	{
		r->reach = cm_chord_of_distance(metric, radius[k]) * (1 + SAME);
		r->square[k] = r->reach * r->reach;
	}
	r->square[radii] = INFINITY;
	r->scale = r->reach * r->reach > 1e-300 ? TABLE / (r->reach * r->reach) : 0;
	for (uint32_t t = 0; t <= TABLE + 1; t++)
	{
		while (ring < radii && place_in_table(r, r->square[ring]) < t)
			ring++;
		r->table[t] = ring;
	}
}

void
cm_rings_close(CmRings *r, const CmHost *host)
{
	cm_release(host, r->square);
	cm_release(host, r->table);
}

static inline uint32_t
ring_of(const CmRings *r, double square)
{
	uint32_t	ring = r->table[place_in_table(r, square)];

	while (square > r->square[ring])
		ring++;
	return ring;
}

/* Squares of chords; inline, so that a whole block of them is a loop of a known length. */
static inline void
squares_of_chords(const CmPositions *p, uint32_t at, uint32_t from, uint32_t count, double *restrict square)
{
	const double *px = p->x + from,
			   *py = p->y + from,
			   *pz = p->z + from;
	double		x = p->x[at],
				y = p->y[at],
				z = p->z[at];

	for (uint32_t k = 0; k < count; k++)
		square[k] = (px[k] - x) * (px[k] - x) + (py[k] - y) * (py[k] - y) + (pz[k] - z) * (pz[k] - z);
}

/* Only a plane has edges, where a chord is the distance. */
static void
add_weighted(const CmRings *r, const CmPositions *p, const double *count, uint32_t at, uint32_t other, double square,
			 double factor, double *ring, double *squares)
{
	uint32_t	k = ring_of(r, square);
	double		weight;

	if (k == r->radii)
		return;
	weight = cm_edge_weight(r->window, p->x[at], p->y[at], p->x[other], p->y[other], sqrt(square));
	ring[k] += factor * count[other] * weight;
	if (squares != NULL)
		squares[k] += factor * count[other] * weight * weight;
}

void
cm_rings_add(const CmRings *r, const CmHost *host, const CmPositions *p, const double *count, uint32_t at,
			 uint32_t from, uint32_t end, double factor, double *ring, double *squares)
{
	double		square[BLOCK];

	for (uint32_t length; from < end; from += length)
	{
		length = end - from < BLOCK ? end - from : BLOCK;
		if (length == BLOCK)
			squares_of_chords(p, at, from, BLOCK, square);
		else
			squares_of_chords(p, at, from, length, square);
		if (r->window->edge == CM_EDGE_NONE)
			for (uint32_t k = 0; k < length; k++)
				ring[ring_of(r, square[k])] += factor * count[from + k];
		else
			for (uint32_t k = 0; k < length; k++)
				add_weighted(r, p, count, at, from + k, square[k], factor, ring, squares);
		cm_breathe_after(host, from, (uint64_t) from + length);
	}
}
