/*
 * neighbours.c: weights of neighbours from where units are.
 */
#include "core/space/neighbours.h"

#include "core/space/nearby.h"

#include <math.h>

uint32_t
cm_neighbours_stand(const CmPoints *p, const CmHost *host, CmPositions *units)
{
	double	   *x = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(double)),
			   *y = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(double));
	uint32_t	torn = UINT32_MAX;

	for (uint32_t u = 0; u < p->industries && torn == UINT32_MAX; u++)
	{
		/* Entries are in order of places. */
		uint32_t	place = p->place[p->start[u]];

		if (p->place[p->start[u + 1] - 1] != place)
			torn = u;
		x[u] = p->x[place];
		y[u] = p->y[place];
		cm_breathe_at(host, u);
	}
	if (torn == UINT32_MAX)
		cm_positions_open(units, host, p->metric, p->industries, x, y);
	cm_release(host, x);
	cm_release(host, y);
	return torn;
}

/* Who is near ------------------------------------------------------------- */

static void
open_graph(CmGraph *g, const CmHost *host, uint32_t units, uint64_t links)
{
	*g = (CmGraph) {.units = units, .links = links};
	g->start = cm_zeros(host, (size_t) units + 1, sizeof(uint64_t));
	g->to = cm_resize(host, NULL, links + 1, sizeof(uint32_t));
	g->weight = cm_resize(host, NULL, links + 1, sizeof(double));
}

static void
put_found(CmGraph *g, uint32_t unit, const CmNear *near, uint32_t found)
{
	for (uint32_t i = 0; i < found; i++)
	{
		g->to[g->start[unit] + i] = near[i].number;
		g->weight[g->start[unit] + i] = near[i].square;
	}
}

CmStatus
cm_neighbours_nearest(CmGraph *g, const CmHost *host, const CmPositions *units, uint32_t k, uint64_t max_cells)
{
	uint32_t	each = units->count == 0 ? 0 : k < units->count ? k : units->count - 1;
	CmNearby	t;

	if ((uint64_t) each * units->count > max_cells)
		return CM_TOO_MANY_CELLS;
	open_graph(g, host, units->count, (uint64_t) each * units->count);
	for (uint32_t u = 0; u <= units->count; u++)
		g->start[u] = (uint64_t) each * u;
	cm_nearby_open(&t, host, units);
	for (uint32_t which = 0; which < t.count; which++)
	{
		uint32_t	unit = cm_nearby_nearest(&t, which, each);

		put_found(g, unit, t.near, t.found);
	}
	cm_nearby_close(&t);
	return CM_OK;
}

/* What searches found, in the order of the tree. */
typedef struct Harvest
{
	CmNear	   *near;
	uint64_t	count;
	uint64_t	capacity;
} Harvest;

static void
keep_found(Harvest *h, const CmHost *host, const CmNearby *t)
{
	if (h->count + t->found > h->capacity)
	{
		h->capacity = cm_grown(h->capacity, h->count + t->found);
		h->near = cm_resize(host, h->near, h->capacity, sizeof(CmNear));
	}
	if (t->found > 0)
		memcpy(h->near + h->count, t->near, t->found * sizeof(CmNear));
	h->count += t->found;
}

/* The links of all units, from what was found and how much each time. */
static void
put_harvest(CmGraph *g, const CmHost *host, const CmNearby *t, const Harvest *h, const uint32_t *found)
{
	const CmNear *near = h->near;

	open_graph(g, host, t->count, h->count);
	for (uint32_t which = 0; which < t->count; which++)
		g->start[t->standing[which].number + 1] = found[which];
	for (uint32_t u = 0; u < t->count; u++)
		g->start[u + 1] += g->start[u];
	for (uint32_t which = 0; which < t->count; which++)
	{
		put_found(g, t->standing[which].number, near, found[which]);
		near += found[which];
		cm_breathe_at(host, which);
	}
}

CmStatus
cm_neighbours_within(CmGraph *g, const CmHost *host, const CmPositions *units, double distance, uint64_t max_cells)
{
	uint32_t   *found = cm_resize(host, NULL, (size_t) units->count + 1, sizeof(uint32_t));
	Harvest		h = {0};
	CmNearby	t;
	CmStatus	status;

	cm_nearby_open(&t, host, units);
	for (uint32_t which = 0; which < t.count && h.count <= max_cells; which++)
	{
		cm_nearby_within(&t, which, distance);
		keep_found(&h, host, &t);
		found[which] = t.found;
	}
	status = h.count > max_cells ? CM_TOO_MANY_CELLS : CM_OK;
	if (status == CM_OK)
		put_harvest(g, host, &t, &h, found);
	cm_nearby_close(&t);
	cm_release(host, h.near);
	cm_release(host, found);
	return status;
}

/* Weights ----------------------------------------------------------------- */

bool
cm_neighbours_weigh(CmGraph *g, const CmHost *host, CmMetric metric, double decay, CmStyle style, uint32_t *from, uint32_t *to)
{
	for (uint32_t u = 0; u < g->units; u++)
		for (uint64_t k = g->start[u]; k < g->start[u + 1]; k++)
		{
			cm_breathe_at(host, k);
			if (decay > 0)
				g->weight[k] = pow(cm_distance_of_chord(metric, sqrt(g->weight[k])), -decay);
			else
				g->weight[k] = 1;
			if (!(g->weight[k] > 0 && isfinite(g->weight[k])))
			{
				*from = u;
				*to = g->to[k];
				return false;
			}
		}
	if (style != CM_STYLE_B)
		cm_weights_style(g, host, style);
	return true;
}
