/*
 * layers.c: the same pairs of region and industry at several times.
 */
#include "core/matrix/layers.h"

#include <math.h>
#include <string.h>

const char *const cm_fate_name[] = {
	"unknown", "continuing", "new", "vanished", "new_region", "vanished_region",
	"new_industry", "vanished_industry", "temporary", "empty"
};

/* Labels --------------------------------------------------------------- */

/* All labels of two sorted lists; releases the first one. */
static CmText *
merged(const CmHost *host, CmText *a, uint32_t *a_count, const CmText *b, uint32_t b_count)
{
	CmText	   *both = cm_resize(host, NULL, (size_t) *a_count + b_count + 1, sizeof(CmText));
	uint32_t	i = 0,
				j = 0,
				count = 0;

	while (i < *a_count || j < b_count)
	{
		int			order = i == *a_count ? 1 : j == b_count ? -1 : cm_text_compare(&a[i], &b[j]);

		cm_breathe_at(host, count);
		both[count++] = order <= 0 ? a[i] : b[j];
		i += order <= 0;
		j += order >= 0;
	}
	cm_release(host, a);
	*a_count = count;
	return both;
}

/* Where each label of a sorted list is in a longer one that has them all. */
static uint32_t *
places(const CmHost *host, const CmText *labels, uint32_t count, const CmText *all)
{
	uint32_t   *place = cm_resize(host, NULL, (size_t) count + 1, sizeof(uint32_t));
	uint32_t	at = 0;

	for (uint32_t i = 0; i < count; i++)
	{
		cm_breathe_at(host, i);
		while (cm_text_compare(&all[at], &labels[i]) != 0)
			at++;
		place[i] = at++;
	}
	return place;
}

/* Cells ---------------------------------------------------------------- */

/* A table while its cells are put beside those of others. */
typedef struct Source
{
	const CmTable *table;
	const double *amount;
	uint32_t   *region;			/* place among all regions */
	uint32_t   *industry;
	uint32_t	next_region;
	uint64_t	at;				/* cells of this region still to come */
	uint64_t	end;
} Source;

static void
turn_to_region(Source *s, uint32_t region)
{
	s->at = s->end = 0;
	if (s->next_region == s->table->regions || s->region[s->next_region] != region)
		return;
	s->at = s->table->row[s->next_region];
	s->end = s->table->row[++s->next_region];
}

/* The pairs of all tables in order: a first pass counts them, a second one writes them. */
static uint64_t
join_cells(CmLayers *p, const CmHost *host, Source *source, bool write)
{
	uint64_t	cell = 0;

	for (int k = 0; k < p->count; k++)
		source[k].next_region = 0;
	for (uint32_t r = 0; r < p->regions; r++)
	{
		for (int k = 0; k < p->count; k++)
			turn_to_region(&source[k], r);
		for (;; cell++)
		{
			uint32_t	least = UINT32_MAX;

			cm_breathe_at(host, cell);
			for (int k = 0; k < p->count; k++)
				if (source[k].at < source[k].end && source[k].industry[source[k].table->column[source[k].at]] < least)
					least = source[k].industry[source[k].table->column[source[k].at]];
			if (least == UINT32_MAX)
				break;
			for (int k = 0; k < p->count; k++)
			{
				Source	   *s = &source[k];
				bool		has = s->at < s->end && s->industry[s->table->column[s->at]] == least;

				if (write)
					p->layer[k].cell[cell] = has ? s->amount[s->at] : 0;
				s->at += has;
			}
			if (write)
				p->column[cell] = least;
		}
		if (write)
			p->row[r + 1] = cell;
	}
	return cell;
}

static double *
spread(const CmHost *host, const double *margin, const uint32_t *place, uint32_t count, uint32_t all)
{
	double	   *x = cm_zeros(host, (size_t) all + 1, sizeof(double));

	for (uint32_t i = 0; i < count; i++)
		x[place[i]] = margin[i];
	return x;
}

void
cm_layers_open(CmLayers *p, const CmHost *host, const CmTable *tables, int count, bool of_firms)
{
	CmLayerOf    *layers = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmLayerOf));

	for (int k = 0; k < count; k++)
		layers[k] = (CmLayerOf) {&tables[k], of_firms ? CM_FIRMS : CM_SIZES};
	cm_layers_open_of(p, host, layers, count);
	cm_release(host, layers);
}

static double
total_of(const CmTable *t, CmAmount of)
{
	return of == CM_SIZES ? t->size : of == CM_FIRMS ? t->firms : NAN;
}

void
cm_layers_open_of(CmLayers *p, const CmHost *host, const CmLayerOf *layers, int count)
{
	Source	   *source = cm_resize(host, NULL, (size_t) count + 1, sizeof(Source));

	memset(p, 0, sizeof(*p));
	p->count = count;
	p->layer = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmLayer));
	for (int k = 0; k < count; k++)
	{
		const CmTable *t = layers[k].table;

		p->region_label = merged(host, p->region_label, &p->regions, t->region_label, t->regions);
		p->industry_label = merged(host, p->industry_label, &p->industries, t->industry_label, t->industries);
	}
	for (int k = 0; k < count; k++)
	{
		const CmTable *t = layers[k].table;
		CmAmount	of = layers[k].of;
		Source	   *s = &source[k];
		CmLayer    *layer = &p->layer[k];

		s->table = t;
		s->amount = cm_amounts(&t->cell, of);
		s->region = places(host, t->region_label, t->regions, p->region_label);
		s->industry = places(host, t->industry_label, t->industries, p->industry_label);
		layer->region = spread(host, cm_amounts(&t->region, of), s->region, t->regions, p->regions);
		layer->industry = spread(host, cm_amounts(&t->industry, of), s->industry, t->industries, p->industries);
		layer->total = total_of(t, of);
	}
	p->cells = join_cells(p, host, source, false);
	p->row = cm_resize(host, NULL, (size_t) p->regions + 1, sizeof(uint64_t));
	p->row[0] = 0;
	p->column = cm_resize(host, NULL, p->cells + 1, sizeof(uint32_t));
	for (int k = 0; k < count; k++)
		p->layer[k].cell = cm_resize(host, NULL, p->cells + 1, sizeof(double));
	join_cells(p, host, source, true);
	for (int k = 0; k < count; k++)
	{
		cm_release(host, source[k].region);
		cm_release(host, source[k].industry);
	}
	cm_release(host, source);
}

void
cm_layers_close(CmLayers *p, const CmHost *host)
{
	for (int k = 0; k < p->count; k++)
	{
		cm_release(host, p->layer[k].cell);
		cm_release(host, p->layer[k].region);
		cm_release(host, p->layer[k].industry);
	}
	cm_release(host, p->layer);
	cm_release(host, p->region_label);
	cm_release(host, p->industry_label);
	cm_release(host, p->row);
	cm_release(host, p->column);
	memset(p, 0, sizeof(*p));
}

/* Pairs ---------------------------------------------------------------- */

bool
cm_layers_any(const CmLayers *p, uint64_t cell)
{
	for (int k = 0; k < p->count; k++)
		if (p->layer[k].cell[cell] != 0)
			return true;
	return false;
}

static bool
all_known(const CmLayers *p)
{
	for (int k = 0; k < p->count; k++)
		if (isnan(p->layer[k].total))
			return false;
	return true;
}

CmFate
cm_layers_fate(const CmLayers *p, uint32_t region, uint64_t cell)
{
	const CmLayer *first = &p->layer[0],
			   *last = &p->layer[p->count - 1];
	uint32_t	industry = p->column[cell];

	if (!all_known(p))
		return CM_FATE_UNKNOWN;
	if (first->cell[cell] > 0 && last->cell[cell] > 0)
		return CM_FATE_CONTINUING;
	if (last->cell[cell] > 0)
		return first->industry[industry] == 0 ? CM_FATE_NEW_INDUSTRY :
			first->region[region] == 0 ? CM_FATE_NEW_REGION : CM_FATE_NEW;
	if (first->cell[cell] > 0)
		return last->industry[industry] == 0 ? CM_FATE_VANISHED_INDUSTRY :
			last->region[region] == 0 ? CM_FATE_VANISHED_REGION : CM_FATE_VANISHED;
	return cm_layers_any(p, cell) ? CM_FATE_TEMPORARY : CM_FATE_EMPTY;
}

CmFate
cm_layers_region_fate(const CmLayers *p, uint32_t region)
{
	double		first = p->layer[0].region[region],
				last = p->layer[p->count - 1].region[region];

	if (!all_known(p))
		return CM_FATE_UNKNOWN;
	if (first > 0)
		return last > 0 ? CM_FATE_CONTINUING : CM_FATE_VANISHED_REGION;
	return last > 0 ? CM_FATE_NEW_REGION : CM_FATE_EMPTY;
}
