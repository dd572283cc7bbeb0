/*
 * encode.c: from a builder to the stored form.
 */
#include "core/builder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>


/* The labels in use, in order. */
typedef struct Ranking
{
	uint32_t	count;
	uint32_t   *code;			/* by rank */
	uint32_t   *rank;			/* by code; CM_NO_CODE if not in use */
} Ranking;

typedef struct Ranked
{
	CmText		label;
	uint32_t	code;
} Ranked;

typedef struct Encoder
{
	CmBuilder  *b;
	const CmHost *host;
	CmHeader	header;
	Ranking		region;
	Ranking		industry;
	uint32_t   *order;			/* slots by region and industry */
	CmBytes		section[4];
	CmTails		size;			/* exact total */
} Encoder;

static int
by_label(const void *a, const void *b)
{
	return cm_text_compare(&((const Ranked *) a)->label, &((const Ranked *) b)->label);
}

/* `rank` comes in with 0 for labels in use. */
static void
rank_labels(const CmDictionary *d, Ranking *ranking)
{
	Ranked	   *sorted = cm_resize(d->host, NULL, (size_t) d->count + 1, sizeof(Ranked));
	uint32_t	count = 0;

	for (uint32_t code = 0; code < d->count; code++)
		if (ranking->rank[code] != CM_NO_CODE)
		{
			sorted[count].label = cm_dictionary_label(d, code);
			sorted[count++].code = code;
		}
	qsort(sorted, count, sizeof(Ranked), by_label);
	ranking->count = count;
	ranking->code = cm_resize(d->host, NULL, (size_t) count + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < count; i++)
	{
		ranking->code[i] = sorted[i].code;
		ranking->rank[sorted[i].code] = i;
	}
	cm_release(d->host, sorted);
}

static uint32_t *
no_ranks(const CmDictionary *d)
{
	uint32_t   *rank = cm_resize(d->host, NULL, (size_t) d->count + 1, sizeof(uint32_t));

	memset(rank, 0xff, ((size_t) d->count + 1) * sizeof(uint32_t));
	return rank;
}

static void
rank_both(Encoder *e)
{
	e->region.rank = no_ranks(&e->b->region);
	e->industry.rank = no_ranks(&e->b->industry);
	for (uint32_t i = 0; i < e->b->slots; i++)
	{
		const CmSlot *slot = &e->b->slot[i];

		if (slot->unknown & CM_SLOT_GONE)
			continue;
		e->region.rank[slot->region] = 0;
		e->industry.rank[slot->industry] = 0;
		e->header.cells++;
	}
	rank_labels(&e->b->region, &e->region);
	rank_labels(&e->b->industry, &e->industry);
}

/* One stable counting sort of slots by the rank of one label. */
static uint32_t *
sort_slots(Encoder *e, const uint32_t *from, bool by_region)
{
	const Ranking *ranking = by_region ? &e->region : &e->industry;
	uint32_t	count = from == NULL ? e->b->slots : (uint32_t) e->header.cells;
	uint32_t   *start = cm_resize(e->host, NULL, (size_t) ranking->count + 1, sizeof(uint32_t));
	uint32_t   *order = cm_resize(e->host, NULL, e->header.cells + 1, sizeof(uint32_t));

	memset(start, 0, ((size_t) ranking->count + 1) * sizeof(uint32_t));
	for (int pass = 0; pass < 2; pass++)
	{
		for (uint32_t i = 0; i < count; i++)
		{
			uint32_t	number = from == NULL ? i : from[i];
			const CmSlot *slot = &e->b->slot[number];
			uint32_t	rank;

			if (slot->unknown & CM_SLOT_GONE)
				continue;
			rank = ranking->rank[by_region ? slot->region : slot->industry];
			if (pass == 0)
				start[rank + 1]++;
			else
				order[start[rank]++] = number;
		}
		if (pass == 0)
			for (uint32_t i = 0; i < ranking->count; i++)
				start[i + 1] += start[i];
	}
	cm_release(e->host, start);
	return order;
}

static void
put_labels(Encoder *e, const CmDictionary *d, const Ranking *ranking)
{
	for (uint32_t i = 0; i < ranking->count; i++)
	{
		CmText		label = cm_dictionary_label(d, ranking->code[i]);

		cm_put_varint(&e->section[0], label.length);
		cm_put_bytes(&e->section[0], label.bytes, label.length);
	}
}

static CmStatus
put_fourths(Encoder *e)
{
	for (uint32_t i = 0; i < e->industry.count; i++)
	{
		CmExact		sum;
		CmDyadic	canonical;

		if (!cm_builder_fourth(e->b, e->industry.code[i], &sum))
		{
			cm_put_byte(&e->section[1], CM_FOURTH_UNKNOWN);
			continue;
		}
		if (!cm_exact_canonical(&sum, &canonical) || canonical.negative)
			return CM_OVERFLOW;
		cm_put_number(&e->section[1], &canonical);
	}
	return CM_OK;
}

/* Section 3: how many cells each region has, and in which industries. */
static void
put_keys(Encoder *e)
{
	uint64_t	at = 0;

	for (uint32_t r = 0; r < e->region.count; r++)
	{
		uint64_t	end = at;
		uint32_t	before = 0;

		while (end < e->header.cells && e->b->slot[e->order[end]].region == e->region.code[r])
			end++;
		cm_put_varint(&e->section[2], end - at);
		for (uint64_t i = at; i < end; i++)
		{
			uint32_t	industry = e->industry.rank[e->b->slot[e->order[i]].industry];

			cm_put_varint(&e->section[2], i == at ? industry : industry - before - 1);
			before = industry;
		}
		at = end;
	}
}

static CmStatus
put_cells(Encoder *e)
{
	CmCell		cell;

	cm_tails_reserve(&e->size, e->host, 1);
	for (uint64_t i = 0; i < e->header.cells; i++)
	{
		uint32_t	slot = e->order[i];

		e->b->fault_slot = slot;
		if (i + 8 < e->header.cells)
			__builtin_prefetch(&e->b->slot[e->order[i + 8]]);
		cm_builder_cell(e->b, slot, &cell);
		cm_cell_complete(&cell);
		cm_put_cell(&e->section[3], &cell);
		e->header.firms += cell.firms;
		if (cell.top.unknown & CM_FIRMS_UNKNOWN)
			e->header.flags |= CM_FLAG_FIRMS_UNKNOWN;
		for (int p = 0; p < cell.size.parts; p++)
			cm_tails_add(&e->size, e->host, 0, cell.size.part[p]);
		if (e->size.levels > 0 && !isfinite(e->size.level[0][0]))
			return CM_OVERFLOW;
		if (i % 4096 == 0)
			cm_breathe(e->host);
	}
	return e->header.firms <= CM_FIRMS_MOST ? CM_OK : CM_OVERFLOW;
}

static CmStatus
put_total(Encoder *e)
{
	CmExact		size = {0};

	cm_tails_collect(&e->size, 0, &size);
	e->header.size = cm_exact_round(&size);
	return isnan(e->header.size) ? CM_OVERFLOW : CM_OK;
}

static CmStatus
put_sections(Encoder *e)
{
	CmStatus	status;

	put_labels(e, &e->b->region, &e->region);
	put_labels(e, &e->b->industry, &e->industry);
	status = put_fourths(e);
	put_keys(e);
	if (status == CM_OK)
		status = put_cells(e);
	return status == CM_OK ? put_total(e) : status;
}

static CmStatus
join_sections(Encoder *e, CmBytes *out)
{
	uint8_t		header[CM_HEADER_BYTES];
	size_t		total = CM_HEADER_BYTES;

	for (int i = 0; i < 4; i++)
		total += e->section[i].used;
	if (total > CM_FLAT_MAX)
		return CM_TOO_LARGE;
	e->header.regions = e->region.count;
	e->header.industries = e->industry.count;
	e->header.skipped = e->b->skipped;
	for (int i = 0; i < 4; i++)
		e->header.section[i] = (uint32_t) e->section[i].used;
	cm_put_header(header, &e->header);
	cm_put_bytes(out, header, sizeof(header));
	for (int i = 0; i < 4; i++)
	{
		cm_put_bytes(out, e->section[i].data, e->section[i].used);
		cm_release(e->host, e->section[i].data);
		e->section[i].data = NULL;
	}
	return CM_OK;
}

static void
release(Encoder *e)
{
	for (int i = 0; i < 4; i++)
		cm_release(e->host, e->section[i].data);
	for (int i = 0; i < e->size.levels; i++)
		cm_release(e->host, e->size.level[i]);
	cm_release(e->host, e->size.level);
	cm_release(e->host, e->order);
	cm_release(e->host, e->region.code);
	cm_release(e->host, e->region.rank);
	cm_release(e->host, e->industry.code);
	cm_release(e->host, e->industry.rank);
}

CmStatus
cm_builder_encode(CmBuilder *b, CmBytes *out)
{
	Encoder		e = {.b = b, .host = b->host};
	CmStatus	status = cm_builder_flush(b);
	uint32_t   *by_industry;

	if (status != CM_OK)
		return status;
	for (int i = 0; i < 4; i++)
		e.section[i].host = b->host;
	rank_both(&e);
	by_industry = sort_slots(&e, NULL, false);
	e.order = sort_slots(&e, by_industry, true);
	cm_release(b->host, by_industry);
	status = put_sections(&e);
	if (status == CM_OK)
		status = join_sections(&e, out);
	release(&e);
	return status;
}
