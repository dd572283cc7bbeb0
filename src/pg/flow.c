/*
 * flow.c: functions whose rows can be had one by one.
 */
#include "pg/flow.h"

#include "core/numeric/sort.h"

#include "utils/memutils.h"

/* What rows there are --------------------------------------------------- */

static CextSide
side_of(const CmText *label, uint32_t count)
{
	CextSide	side = {.label = label, .end = count};

	side.text = MemoryContextAllocExtended(CurrentMemoryContext, ((Size) count + 1) * sizeof(Datum), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	return side;
}

void
cext_flow_of_labels(CextFlow *f, const CmText *label, uint32_t count)
{
	f->order = CEXT_OUTER;
	f->outer = side_of(label, count);
}

void
cext_flow_of_pairs(CextFlow *f, const CmText *label, uint32_t count)
{
	f->order = CEXT_AFTER;
	f->outer = f->inner = side_of(label, count);
}

void
cext_flow_of_cells(CextFlow *f, CextOrder order, const CmText *outer, uint32_t outers, const CmText *inner,
				   uint32_t inners, const uint64_t *start, const uint32_t *column)
{
	f->order = order;
	f->outer = side_of(outer, outers);
	f->inner = side_of(inner, inners);
	f->start = start;
	f->column = column;
}

void
cext_flow_of_table(CextFlow *f, CextOrder order, const CmTable *t)
{
	cext_flow_of_cells(f, order, t->region_label, t->regions, t->industry_label, t->industries, t->row, t->column);
}

void
cext_flow_of_layers(CextFlow *f, CextOrder order, const CmLayers *p)
{
	cext_flow_of_cells(f, order, p->region_label, p->regions, p->industry_label, p->industries, p->row, p->column);
}

CextOrder
cext_order_argument(FunctionCallInfo fcinfo, int absent)
{
	return !PG_ARGISNULL(absent) && PG_GETARG_BOOL(absent) ? CEXT_ALL : CEXT_CELLS;
}

static int
ascending_places(const void *a, const void *b)
{
	uint32_t	x = *(const uint32_t *) a,
				y = *(const uint32_t *) b;

	return (x > y) - (x < y);
}

void
cext_side_narrow(CextSide *side, const CmText *labels, int count, uint32_t *room)
{
	uint32_t	found = 0,
				distinct = 0;

	for (int k = 0; k < count; k++)
	{
		uint32_t	place = cm_label_place(side->label + side->first, side->end - side->first, labels[k]);

		CHECK_FOR_INTERRUPTS();
		if (place != UINT32_MAX)
			room[found++] = side->first + place;
	}
	if (found > 1)
		cm_sort(cext_call_host(), room, found, sizeof(uint32_t), ascending_places);
	for (uint32_t k = 0; k < found; k++)
		if (distinct == 0 || room[k] != room[distinct - 1])
			room[distinct++] = room[k];
	side->narrowed = true;
	side->only = room;
	side->count = distinct;
}

/* The walk --------------------------------------------------------------- */

void *
cext_flow_state(CextFlow *f, Size size)
{
	return f->state = palloc0(size);
}

bool
cext_flow_open(CextFlow *f, const CextFlowKind *kind, FunctionCallInfo fcinfo)
{
	f->kind = kind;
	f->memory = CurrentMemoryContext;
	f->outer = f->inner = (CextSide) {0};
	f->start = NULL;
	cext_flow_restart(f);
	return kind->open(f, fcinfo);
}

void
cext_flow_restart(CextFlow *f)
{
	f->inside = false;
	f->outer_at = 0;
}

/* The place that a side has `at` places after its first one; false if it ends before. */
static inline bool
place_at(const CextSide *side, uint32_t at, uint32_t *place)
{
	if (at >= (side->narrowed ? side->count : side->end - side->first))
		return false;
	*place = side->narrowed ? side->only[at] : side->first + at;
	return true;
}

/* To the next outer label. */
static bool
next_outer(CextFlow *f)
{
	if (!place_at(&f->outer, f->outer_at, &f->a) || (f->inner.narrowed && f->inner.count == 0))
		return false;
	f->outer_at++;
	f->inner_at = 0;
	if (f->start != NULL)
	{
		f->cell_at = f->start[f->a];
		f->cell_end = f->start[f->a + 1];
	}
	if (f->kind->begin != NULL)
		f->kind->begin(f);
	return true;
}

/* To the next cell of the outer label. */
static inline bool
next_cell(CextFlow *f)
{
	if (!f->inner.narrowed)
	{
		f->cell = f->cell_at++;
		if (f->cell >= f->cell_end)
			return false;
		f->b = f->column[f->cell];
		return true;
	}
	while (place_at(&f->inner, f->inner_at++, &f->b))
		if ((f->cell = cm_find(f->column, f->cell_at, f->cell_end, f->b)) != UINT64_MAX)
			return true;
	return false;
}

/* To the next inner label, and its cell if it has one. */
static bool
next_of_all(CextFlow *f)
{
	if (!place_at(&f->inner, f->inner_at++, &f->b))
		return false;
	f->cell = UINT64_MAX;
	if (f->start == NULL)
		return true;
	if (f->inner.narrowed || f->inner.first > 0)
		f->cell = cm_find(f->column, f->cell_at, f->cell_end, f->b);
	else if (f->cell_at < f->cell_end && f->column[f->cell_at] == f->b)
		f->cell = f->cell_at++;
	return true;
}

static bool
next_after(CextFlow *f)
{
	if (f->inner_at == 0 && !f->inner.narrowed)
		f->inner_at = f->a - f->inner.first + 1;
	while (place_at(&f->inner, f->inner_at++, &f->b))
		if (f->b > f->a)
			return true;
	return false;
}

/* To the next row of the outer label. */
static inline bool
next_inner(CextFlow *f)
{
	switch (f->order)
	{
		case CEXT_OUTER:
			return f->inner_at++ == 0;
		case CEXT_CELLS:
			return next_cell(f);
		case CEXT_ALL:
			return next_of_all(f);
		case CEXT_AFTER:
			return next_after(f);
	}
	return false;
}

bool
cext_flow_step(CextFlow *f)
{
	do
	{
		CHECK_FOR_INTERRUPTS();
		if (!f->inside && !next_outer(f))
			return false;
		f->inside = next_inner(f);
	} while (!f->inside);
	return true;
}

bool
cext_flow_next(CextFlow *f)
{
	do
	{
		if (!cext_flow_step(f))
			return false;
		f->rows.column = 0;
	} while (!f->kind->put(f));
	cext_rows_check(&f->rows);
	return true;
}

/* Rows ------------------------------------------------------------------- */

static inline void
put_side(CextFlow *f, CextSide *side, uint32_t place)
{
	if (cext_wants_next(&f->rows) && unlikely(side->text[place] == 0))
	{
		MemoryContext before = MemoryContextSwitchTo(f->memory);

		side->text[place] = cext_text(side->label[place]);
		MemoryContextSwitchTo(before);
	}
	cext_put_datum(&f->rows, side->text[place]);
}

void
cext_put_outer(CextFlow *f)
{
	put_side(f, &f->outer, f->a);
}

void
cext_put_inner(CextFlow *f)
{
	put_side(f, &f->inner, f->b);
}

void
cext_put_unit(CextFlow *f, const CmColumns *columns, const uint32_t *present)
{
	cext_put_outer(f);
	cext_put_count(&f->rows, columns->firms[f->a]);
	cext_put_double(&f->rows, columns->size[f->a]);
	cext_put_datum(&f->rows, Int32GetDatum((int32) present[f->a]));
}

Datum
cext_flow_rows(FunctionCallInfo fcinfo, const CextFlowKind *kind)
{
	CextFlow	f;

	cext_rows_begin(&f.rows, fcinfo);
	if (!cext_flow_open(&f, kind, fcinfo))
		return (Datum) 0;
	while (cext_flow_next(&f))
		cext_rows_end_row(&f.rows);
	return (Datum) 0;
}
