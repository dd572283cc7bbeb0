/*
 * spatial_quotients.c: location quotients of regions with what surrounds them.
 */
#include "core/space/spatial_quotients.h"

#include "core/numeric/lq.h"
#include "core/numeric/undefined.h"

static inline size_t
words_of(const CmFocal *f)
{
	return (size_t) f->table->industries / 64 + 1;
}

void
cm_focal_open(CmFocal *f, const CmHost *host, const CmTable *table, const CmGraph *graph, double own, bool of_firms)
{
	*f = (CmFocal) {.host = host, .table = table, .graph = graph, .own = own, .of_firms = of_firms};
	f->amounts = cm_zeros(host, (size_t) table->industries + 1, sizeof(CmFocalAmounts));
	f->industry = cm_resize(host, NULL, (size_t) table->industries + 1, sizeof(uint32_t));
	f->met = cm_zeros(host, words_of(f), sizeof(uint64_t));
}

void
cm_focal_close(CmFocal *f)
{
	cm_release(f->host, f->amounts);
	cm_release(f->host, f->industry);
	cm_release(f->host, f->met);
}

/* The amounts of a cell of this region or of another. */
static CmFocalAmounts *
meet(CmFocal *f, uint64_t cell)
{
	const CmTable *t = f->table;
	uint32_t	i = t->column[cell];

	f->met[i / 64] |= UINT64_C(1) << i % 64;
	f->amounts[i].any |= cm_is_any(t->cell.firms[cell], t->cell.size[cell]);
	return &f->amounts[i];
}

/* Adds so much of a region to what is around. */
static void
add_region(CmFocal *f, uint32_t region, double weight)
{
	const CmTable *t = f->table;

	for (uint64_t c = t->row[region]; c < t->row[region + 1]; c++)
	{
		CmFocalAmounts *a = meet(f, c);

		a->focal_firms += weight * t->cell.firms[c];
		a->focal_size += weight * t->cell.size[c];
	}
	f->region += weight * (f->of_firms ? t->region.firms : t->region.size)[region];
	cm_breathe(f->host);
}

/* What it has itself is met, even if it does not weigh. */
static void
set_own(CmFocal *f, uint32_t region)
{
	const CmTable *t = f->table;

	for (uint64_t c = t->row[region]; c < t->row[region + 1]; c++)
	{
		CmFocalAmounts *a = meet(f, c);

		a->firms = t->cell.firms[c];
		a->size = t->cell.size[c];
	}
}

static void
list_met(CmFocal *f)
{
	f->count = 0;
	for (size_t word = 0; word < words_of(f); word++)
		for (; f->met[word] != 0; f->met[word] &= f->met[word] - 1)
			f->industry[f->count++] = (uint32_t) (64 * word) + (uint32_t) __builtin_ctzll(f->met[word]);
}

void
cm_focal_begin(CmFocal *f, uint32_t region)
{
	const CmGraph *g = f->graph;

	for (uint32_t i = 0; i < f->count; i++)
		f->amounts[f->industry[i]] = (CmFocalAmounts) {0};
	f->region = 0;
	set_own(f, region);
	if (f->own > 0)
		add_region(f, region, f->own);
	for (uint64_t k = g->start[region]; k < g->start[region + 1]; k++)
		if (g->to[k] != region)
			add_region(f, g->to[k], g->weight[k]);
	list_met(f);
}

bool
cm_focal_row(const CmFocal *f, uint32_t region, uint32_t place, double row[CM_FOCAL_COLUMNS])
{
	const CmTable *t = f->table;
	uint32_t	i = f->industry[place];
	const CmFocalAmounts *a = &f->amounts[i];
	double		industry = (f->of_firms ? t->industry.firms : t->industry.size)[i],
				total = f->of_firms ? t->firms : t->size;

	row[CM_FOCAL_FIRMS] = a->firms;
	row[CM_FOCAL_SIZE] = a->size;
	row[CM_FOCAL_FOCAL_FIRMS] = a->focal_firms;
	row[CM_FOCAL_FOCAL_SIZE] = a->focal_size;
	row[CM_FOCAL_LQ] = cm_location_quotient(f->of_firms ? a->firms : a->size,
											(f->of_firms ? t->region.firms : t->region.size)[region], industry, total);
	row[CM_FOCAL_FOCAL_LQ] = cm_location_quotient(f->of_firms ? a->focal_firms : a->focal_size, f->region, industry, total);
	cm_define_row(row, CM_FOCAL_COLUMNS);
	return a->any;
}
