/*
 * builder_merge.c: whole matrices into a builder, and out of it again.
 */
#include "core/matrix/builder_merge.h"

#include "core/status.h"

#include <string.h>

/* Codes of a matrix' labels in the builder's dictionary; NULL if it is full. */
static uint32_t *
codes_of(CmDictionary *d, CmCursor *labels, uint32_t count)
{
	uint32_t   *code = cm_resize(d->host, NULL, (size_t) count + 1, sizeof(uint32_t));

	for (uint32_t i = 0; i < count; i++)
	{
		CmText		label = cm_get_label(labels);

		cm_breathe_at(d->host, i);
		code[i] = cm_dictionary_code(d, label.bytes, label.length);
		if (code[i] == CM_NO_CODE)
		{
			cm_release(d->host, code);
			return NULL;
		}
	}
	return code;
}

static bool
map_labels(CmBuilder *b, CmReader *reader, CmMapping *mapping)
{
	mapping->transposed = false;
	mapping->region = codes_of(&b->region, &reader->labels, reader->header.regions);
	mapping->industry = mapping->region == NULL ? NULL :
		codes_of(&b->industry, &reader->labels, reader->header.industries);
	return mapping->industry != NULL;
}

static void
unmap_labels(CmBuilder *b, CmMapping *mapping)
{
	cm_release(b->host, mapping->region);
	cm_release(b->host, mapping->industry);
}

/* Cells are read in batches; their pairs come first, in codes of the builder. */
typedef struct Batch
{
	uint32_t	count;
	bool		keep[CM_BATCH];
	uint32_t	region[CM_BATCH];
	uint32_t	industry[CM_BATCH];
} Batch;

static bool
next_batch(CmReader *reader, uint64_t left, const CmMapping *mapping, Batch *batch, uint8_t *dropped)
{
	batch->count = left < CM_BATCH ? (uint32_t) left : CM_BATCH;
	for (uint32_t i = 0; i < batch->count; i++)
	{
		uint32_t	region,
					industry,
					r,
					c;

		if (!cm_reader_key(reader, &region, &industry))
			return false;
		r = mapping->region[region];
		c = mapping->industry[industry];
		batch->keep[i] = r != CM_NO_CODE && c != CM_NO_CODE;
		if (!batch->keep[i])
			dropped[industry] = 1;
		batch->region[i] = mapping->transposed ? c : r;
		batch->industry[i] = mapping->transposed ? r : c;
	}
	return true;
}

CmStatus
cm_builder_join_stored(CmBuilder *b, uint32_t slot, CmCursor *values)
{
	CmCell		cell;
	CmPlainCell plain;

	if (!cm_get_plain_cell(values, &plain))
		cm_get_cell(values, &cell);
	else if (cm_slot_unknown(&b->slot[slot]) == 0)
		return cm_builder_join_plain(b, slot, &plain);
	else
		cm_cell_of_plain(&plain, &cell);
	return cm_builder_join(b, slot, &cell);
}

/* Joins the next cell, if it is kept, with the one of its pair. */
static CmStatus
join_next(CmBuilder *b, CmReader *reader, const Batch *batch, uint32_t i)
{
	CmCell		left_out;
	uint32_t	slot;
	CmStatus	status;

	if (!batch->keep[i])
	{
		cm_get_cell(&reader->values, &left_out);
		return CM_OK;
	}
	status = cm_builder_slot(b, batch->region[i], batch->industry[i], &slot);
	return status == CM_OK ? cm_builder_join_stored(b, slot, &reader->values) : status;
}

static CmStatus
join_batch(CmBuilder *b, CmReader *reader, const Batch *batch)
{
	CmStatus	status = CM_OK;

	for (uint32_t i = 0; i < batch->count + 2 * CM_AHEAD && status == CM_OK; i++)
	{
		uint32_t	near = i - CM_AHEAD,
					now = i - 2 * CM_AHEAD;

		if (i < batch->count && batch->keep[i])
			cm_builder_expect(b, batch->region[i], batch->industry[i]);
		if (near < batch->count && batch->keep[near])
			cm_builder_expect_slot(b, batch->region[near], batch->industry[near]);
		if (now < batch->count)
			status = join_next(b, reader, batch, now);
	}
	return status;
}

static CmStatus
add_cells(CmBuilder *b, CmReader *reader, const CmMapping *mapping, uint8_t *dropped)
{
	CmStatus	status = cm_builder_reserve(b, 0);
	Batch		batch;

	for (uint64_t done = 0; done < reader->header.cells && status == CM_OK; done += batch.count)
	{
		if (!next_batch(reader, reader->header.cells - done, mapping, &batch, dropped))
			return CM_MALFORMED;
		status = join_batch(b, reader, &batch);
		cm_breathe(b->host);
	}
	return status;
}

/*
 * Sums of fourth powers belong to whole industries: those of which a cell was
 * left out have none, nor have regions that became industries.
 */
static void
add_fourths(CmBuilder *b, CmReader *reader, const CmMapping *mapping, const uint8_t *dropped)
{
	if (mapping->transposed)
	{
		for (uint32_t i = 0; i < reader->header.regions; i++)
			if (mapping->region[i] != CM_NO_CODE)
				cm_builder_forget_fourth(b, mapping->region[i]);
		return;
	}
	for (uint32_t i = 0; i < reader->header.industries; i++)
	{
		CmDyadic	sum;
		CmExact		parts;
		bool		known = cm_reader_fourth(reader, &sum);

		cm_breathe_at(b->host, i);
		if (mapping->industry[i] == CM_NO_CODE)
			continue;
		if (!known || dropped[i])
			cm_builder_forget_fourth(b, mapping->industry[i]);
		else
		{
			cm_dyadic_parts(&sum, &parts);
			cm_builder_add_fourth(b, mapping->industry[i], &parts, 1);
		}
	}
}

CmStatus
cm_builder_add_flat(CmBuilder *b, const uint8_t *bytes, size_t count, const CmMapping *mapping)
{
	CmReader	reader;
	CmMapping	plain;
	CmStatus	status = cm_reader_open(&reader, bytes, count);
	uint8_t    *dropped;

	if (status != CM_OK)
		return status;
	if (mapping == NULL && !map_labels(b, &reader, &plain))
		return CM_TOO_MANY_LABELS;
	dropped = cm_resize(b->host, NULL, (size_t) reader.header.industries + 1, 1);
	memset(dropped, 0, (size_t) reader.header.industries + 1);
	/* Into an empty builder: all memory at once, and the right kind of index. */
	status = b->slots == 0 && mapping == NULL && reader.header.cells <= b->max_cells ?
		cm_builder_reserve(b, (uint32_t) reader.header.cells) : CM_OK;
	if (status == CM_OK)
		status = add_cells(b, &reader, mapping == NULL ? &plain : mapping, dropped);
	if (status == CM_OK)
	{
		add_fourths(b, &reader, mapping == NULL ? &plain : mapping, dropped);
		b->skipped += reader.header.skipped;
	}
	cm_release(b->host, dropped);
	if (mapping == NULL)
		unmap_labels(b, &plain);
	return status != CM_OK || cm_reader_sound(&reader) ? status : CM_MALFORMED;
}

/* Subtraction ---------------------------------------------------------- */

static CmExact *
negated(CmExact *x)
{
	for (int i = 0; i < x->parts; i++)
		x->part[i] = -x->part[i];
	return x;
}

void
cm_builder_clear_slot(CmBuilder *b, uint32_t slot)
{
	CmSlot	   *s = &b->slot[slot];

	cm_slot_set(s, 0, 0);
	s->size = s->squares = s->largest = s->second = 0;
	cm_tails_clear(&b->tails, 2 * (size_t) slot);
	cm_tails_clear(&b->tails, 2 * (size_t) slot + 1);
}

static void
append(CmExact *x, const CmExact *y)
{
	for (int i = 0; i < y->parts && x->parts < CM_EXACT_PARTS; i++)
		cm_exact_push(x, y->part[i]);
}

/* Canonical parts of x: few, and none if it is zero.  False if negative. */
static bool
shorten(CmExact *x)
{
	CmDyadic	canonical;

	if (!cm_exact_canonical(x, &canonical) || canonical.negative)
		return false;
	if (canonical.head == 0)
		x->parts = 0;
	else
		cm_dyadic_parts(&canonical, x);
	return true;
}

static CmStatus
part(CmBuilder *b, uint32_t slot, CmCell *gone)
{
	CmCell		cell;
	bool		counted;
	bool		fits;

	b->fault_slot = slot;
	cm_builder_cell(b, slot, &cell);
	counted = !((cell.top.unknown | gone->top.unknown) & CM_FIRMS_UNKNOWN);
	if ((counted && gone->firms > cell.firms) ||
		(gone->top.largest > cell.top.largest && !(cell.top.unknown & CM_LARGEST_UNKNOWN)))
		return CM_NOT_CONTAINED;
	if (gone->firms > 0 || gone->top.unknown & CM_FIRMS_UNKNOWN)
		cm_top_part(&cell.top, &gone->top);
	cell.firms = counted ? cell.firms - gone->firms : 0;
	cell.top.unknown |= gone->top.unknown & (CM_FIRMS_UNKNOWN | CM_SIZE_UNKNOWN | CM_SQUARES_UNKNOWN);
	if (cell.top.unknown & CM_SIZE_UNKNOWN)
		cell.size.parts = 0;
	else
		append(&cell.size, negated(&gone->size));
	fits = shorten(&cell.size);
	if (cell.top.unknown & CM_SQUARES_UNKNOWN)
		cell.squares.parts = 0;
	else
	{
		append(&cell.squares, negated(&gone->squares));
		fits = shorten(&cell.squares) && fits;
	}
	/* One firm is one double; no firm leaves nothing. */
	if (counted)
		fits = fits && (cell.firms > 0 || (cell.size.parts == 0 && cell.squares.parts == 0)) &&
			(cell.firms != 1 || cell.size.parts <= 1);
	if (!fits || cm_cell_fault(&cell) != NULL)
		return CM_NOT_CONTAINED;
	cm_cell_complete(&cell);
	cm_builder_clear_slot(b, slot);
	if (cm_builder_join(b, slot, &cell) != CM_OK)
		return CM_OVERFLOW;
	if (counted && cell.firms == 0)
		cm_slot_set(&b->slot[slot], 0, CM_SLOT_GONE);
	return CM_OK;
}

static CmStatus
subtract_cells(CmBuilder *b, CmReader *reader, const CmMapping *mapping)
{
	CmCell		cell;
	CmStatus	status = cm_builder_reserve(b, 0);

	for (uint64_t i = 0; i < reader->header.cells && status == CM_OK; i++)
	{
		uint32_t	slots = b->slots;
		uint32_t	region,
					industry,
					slot;

		if (!cm_reader_key(reader, &region, &industry))
			return CM_MALFORMED;
		cm_get_cell(&reader->values, &cell);
		region = mapping->region[region];
		industry = mapping->industry[industry];
		status = cm_builder_slot(b, region, industry, &slot);
		if (status != CM_OK)
			return status;
		b->fault_slot = slot;
		if (b->slots != slots)
			return CM_NOT_CONTAINED;
		status = part(b, slot, &cell);
		cm_breathe_at(b->host, i);
	}
	return status;
}

static CmStatus
subtract_fourths(CmBuilder *b, CmReader *reader, const CmMapping *mapping)
{
	for (uint32_t i = 0; i < reader->header.industries; i++)
	{
		uint32_t	industry = mapping->industry[i];
		CmDyadic	sum;
		CmExact		parts;

		cm_breathe_at(b->host, i);
		if (!cm_reader_fourth(reader, &sum))
		{
			cm_builder_forget_fourth(b, industry);
			continue;
		}
		cm_dyadic_parts(&sum, &parts);
		cm_builder_add_fourth(b, industry, &parts, -1);
		cm_builder_fourth(b, industry, &parts);
		if (!shorten(&parts))
			return CM_NOT_CONTAINED;
	}
	return CM_OK;
}

CmStatus
cm_builder_subtract_flat(CmBuilder *b, const uint8_t *bytes, size_t count)
{
	CmReader	reader;
	CmMapping	mapping;
	CmStatus	status = cm_builder_flush(b);

	if (status == CM_OK)
		status = cm_reader_open(&reader, bytes, count);
	if (status != CM_OK)
		return status;
	if (!map_labels(b, &reader, &mapping))
		return CM_TOO_MANY_LABELS;
	status = subtract_cells(b, &reader, &mapping);
	if (status == CM_OK)
		status = subtract_fourths(b, &reader, &mapping);
	if (status == CM_OK)
		b->skipped -= reader.header.skipped < b->skipped ? reader.header.skipped : b->skipped;
	unmap_labels(b, &mapping);
	return status != CM_OK || cm_reader_sound(&reader) ? status : CM_MALFORMED;
}
