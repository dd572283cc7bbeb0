/*
 * graph.c: a weights matrix at the units that are measured.
 */
#include "core/space/graph.h"

/* Where labels of the weights are among the units. */
static uint32_t *
places(const CmHost *host, const CmText *label, uint32_t units, const CmText *wanted, uint32_t wanteds)
{
	uint32_t   *place = cm_resize(host, NULL, (size_t) wanteds + 1, sizeof(uint32_t));

	cm_label_places(host, label, units, wanted, wanteds, place);
	return place;
}

/* The links of a row of the weights. */
static void
add_links(CmGraph *g, const CmHost *host, const CmTable *w, uint32_t row, const uint32_t *column_place)
{
	for (uint64_t k = w->row[row]; k < w->row[row + 1]; k++)
	{
		uint32_t	to = column_place[w->column[k]];

		cm_breathe_at(host, k);
		if (to == UINT32_MAX || w->cell.size[k] == 0)
			continue;
		g->to[g->links] = to;
		g->weight[g->links++] = w->cell.size[k];
	}
}

void
cm_graph_open(CmGraph *g, const CmHost *host, const CmTable *w, const CmText *label, uint32_t units)
{
	uint32_t   *row_place = places(host, label, units, w->region_label, w->regions);
	uint32_t   *column_place = places(host, label, units, w->industry_label, w->industries);
	uint32_t	filled = 0;		/* units whose first link is known */

	memset(g, 0, sizeof(*g));
	g->units = units;
	g->start = cm_resize(host, NULL, (size_t) units + 1, sizeof(uint64_t));
	g->to = cm_resize(host, NULL, w->cells + 1, sizeof(uint32_t));
	g->weight = cm_resize(host, NULL, w->cells + 1, sizeof(double));
	/* Rows of the weights and units are in the same order. */
	for (uint32_t row = 0; row < w->regions; row++)
	{
		cm_breathe_at(host, row);
		if (row_place[row] == UINT32_MAX)
			continue;
		while (filled <= row_place[row])
			g->start[filled++] = g->links;
		add_links(g, host, w, row, column_place);
	}
	while (filled <= units)
		g->start[filled++] = g->links;
	cm_release(host, row_place);
	cm_release(host, column_place);
}

void
cm_graph_close(CmGraph *g, const CmHost *host)
{
	cm_release(host, g->start);
	cm_release(host, g->to);
	cm_release(host, g->weight);
}
