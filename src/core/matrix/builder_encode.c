/*
 * builder_encode.c: from a builder to the stored form.
 */
#include "core/matrix/builder_encode.h"

#include "core/matrix/writer.h"
#include "core/numeric/sort.h"
#include "core/status.h"

#include <math.h>
#include <string.h>

/* The labels in use, in order. */
typedef struct Ranking
{
	uint32_t	count;
	uint32_t   *cells;			/* by code; 0: not in use */
	uint32_t   *code;			/* by rank */
	uint32_t   *rank;			/* by code */
} Ranking;

typedef struct Ranked
{
	CmText		label;
	uint32_t	code;
} Ranked;

/* A cell of a region: which industry, and where it is. */
typedef struct Place
{
	uint32_t	industry;		/* rank */
	uint32_t	slot;
} Place;

typedef struct Encoder
{
	CmBuilder  *b;
	const CmHost *host;
	CmWriter	writer;
	Ranking		region;
	Ranking		industry;
	Place	   *place;			/* of cells, region after region */
	uint32_t   *slot_of;		/* scratch: slots of one region by rank of industry */
	uint64_t   *present;		/* scratch: a bit for each of them */
} Encoder;

static int
by_label(const void *a, const void *b)
{
	return cm_text_compare(&((const Ranked *) a)->label, &((const Ranked *) b)->label);
}

static void
rank_labels(const CmDictionary *d, Ranking *ranking)
{
	Ranked	   *sorted = cm_resize(d->host, NULL, (size_t) d->count + 1, sizeof(Ranked));

	for (uint32_t code = 0; code < d->count; code++)
		if (ranking->cells[code] > 0)
		{
			sorted[ranking->count].label = cm_dictionary_label(d, code);
			sorted[ranking->count++].code = code;
		}
	cm_sort(d->host, sorted, ranking->count, sizeof(Ranked), by_label);
	ranking->rank = cm_zeros(d->host, (size_t) d->count + 1, sizeof(uint32_t));
	ranking->code = cm_zeros(d->host, (size_t) ranking->count + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < ranking->count; i++)
	{
		ranking->code[i] = sorted[i].code;
		ranking->rank[sorted[i].code] = i;
	}
	cm_release(d->host, sorted);
}

static void
rank_both(Encoder *e)
{
	e->region.cells = cm_zeros(e->host, (size_t) e->b->region.count + 1, sizeof(uint32_t));
	e->industry.cells = cm_zeros(e->host, (size_t) e->b->industry.count + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < e->b->slots; i++)
	{
		const CmSlot *slot = &e->b->slot[i];

		cm_breathe_at(e->host, i);
		if (cm_slot_unknown(slot) & CM_SLOT_GONE)
			continue;
		e->region.cells[slot->region]++;
		e->industry.cells[slot->industry]++;
		e->writer.header.cells++;
	}
	rank_labels(&e->b->region, &e->region);
	rank_labels(&e->b->industry, &e->industry);
}

/* Puts the cells region after region, in one pass over the slots. */
static void
place_cells(Encoder *e)
{
	uint32_t   *next = cm_zeros(e->host, (size_t) e->region.count + 1, sizeof(uint32_t));
	uint32_t	start = 0;

	for (uint32_t r = 0; r < e->region.count; r++)
	{
		next[r] = start;
		start += e->region.cells[e->region.code[r]];
	}
	e->place = cm_resize(e->host, NULL, e->writer.header.cells + 1, sizeof(Place));
	for (uint32_t i = 0; i < e->b->slots; i++)
	{
		const CmSlot *slot = &e->b->slot[i];

		cm_breathe_at(e->host, i);
		if (!(cm_slot_unknown(slot) & CM_SLOT_GONE))
			e->place[next[e->region.rank[slot->region]]++] = (Place) {e->industry.rank[slot->industry], i};
	}
	cm_release(e->host, next);
}

static void
put_labels(Encoder *e, const CmDictionary *d, const Ranking *ranking)
{
	for (uint32_t i = 0; i < ranking->count; i++)
	{
		CmText		label = cm_dictionary_label(d, ranking->code[i]);

		cm_put_varint(&e->writer.section[0], label.length);
		cm_put_bytes(&e->writer.section[0], label.bytes, label.length);
		cm_breathe_at(e->host, i);
	}
}

static CmStatus
put_fourths(Encoder *e)
{
	CmStatus	status = CM_OK;

	for (uint32_t i = 0; i < e->industry.count && status == CM_OK; i++)
	{
		CmExact		sum;
		bool		known = cm_builder_fourth(e->b, e->industry.code[i], &sum);

		status = cm_writer_put_fourth(&e->writer, known ? &sum : NULL);
		cm_breathe_at(e->host, i);
	}
	return status;
}

static int
by_industry(const void *a, const void *b)
{
	const Place *x = a,
			   *y = b;

	return (x->industry > y->industry) - (x->industry < y->industry);
}

/* Sorts the cells of a region by industry: a bit for each, then bit after bit, unless they are very few for that. */
static void
sort_places(Encoder *e, Place *place, uint32_t count)
{
	uint32_t	sorted = 0;

	if (count < e->industry.count / (64 * 64))
	{
		cm_sort(e->host, place, count, sizeof(Place), by_industry);
		return;
	}
	for (uint32_t i = 0; i < count; i++)
	{
		e->present[place[i].industry / 64] |= UINT64_C(1) << place[i].industry % 64;
		e->slot_of[place[i].industry] = place[i].slot;
	}
	for (uint32_t word = 0; sorted < count; word++)
		for (; e->present[word] != 0; e->present[word] &= e->present[word] - 1)
		{
			uint32_t	industry = 64 * word + (uint32_t) __builtin_ctzll(e->present[word]);

			place[sorted++] = (Place) {industry, e->slot_of[industry]};
		}
}

/* Section 3: how many cells a region has, and in which industries. */
static void
put_keys(Encoder *e, const Place *place, uint32_t count)
{
	cm_put_varint(&e->writer.section[2], count);
	for (uint32_t i = 0; i < count; i++)
		cm_put_varint(&e->writer.section[2], i == 0 ? place[i].industry : place[i].industry - place[i - 1].industry - 1);
}

/* Asks the memory for cells, many at once. */
static inline __attribute__((always_inline)) void
expect_cells(const Encoder *e, const Place *place, uint32_t from, uint32_t count)
{
	for (uint32_t i = from; i < count && i < from + CM_AHEAD; i++)
		cm_slot_expect(&e->b->slot[place[i].slot]);
}

static CmStatus
put_cells(Encoder *e, const Place *place, uint32_t count)
{
	CmStatus	status = CM_OK;

	expect_cells(e, place, 0, count);
	for (uint32_t i = 0; i < count && status == CM_OK; i++)
	{
		if (i % CM_AHEAD == 0)
			expect_cells(e, place, i + CM_AHEAD, count);
		status = cm_writer_put_slot(&e->writer, e->b, place[i].slot);
		cm_breathe_at(e->host, i);
	}
	return status;
}

static CmStatus
put_regions(Encoder *e)
{
	Place	   *place = e->place;
	size_t		words = e->industry.count / 64 + 1;
	CmStatus	status = CM_OK;

	e->slot_of = cm_zeros(e->host, (size_t) e->industry.count + 1, sizeof(uint32_t));
	e->present = cm_zeros(e->host, words, sizeof(uint64_t));
	for (uint32_t r = 0; r < e->region.count && status == CM_OK; r++)
	{
		uint32_t	count = e->region.cells[e->region.code[r]];

		sort_places(e, place, count);
		put_keys(e, place, count);
		status = put_cells(e, place, count);
		place += count;
	}
	return status;
}

static CmStatus
put_sections(Encoder *e)
{
	CmStatus	status;

	put_labels(e, &e->b->region, &e->region);
	put_labels(e, &e->b->industry, &e->industry);
	status = put_fourths(e);
	return status == CM_OK ? put_regions(e) : status;
}

static void
release_ranking(const CmHost *host, Ranking *ranking)
{
	cm_release(host, ranking->cells);
	cm_release(host, ranking->code);
	cm_release(host, ranking->rank);
}

static void
release(Encoder *e)
{
	cm_writer_close(&e->writer);
	cm_release(e->host, e->place);
	cm_release(e->host, e->slot_of);
	cm_release(e->host, e->present);
	release_ranking(e->host, &e->region);
	release_ranking(e->host, &e->industry);
}

CmStatus
cm_builder_encode(CmBuilder *b, CmBytes *out)
{
	Encoder		e = {.b = b, .host = b->host};
	CmStatus	status = cm_builder_flush(b);

	if (status != CM_OK)
		return status;
	/* Memory that writing needs more than reading: the index comes back when a row does. */
	cm_places_drop(&b->index, b->host);
	cm_writer_open(&e.writer, b->host);
	rank_both(&e);
	place_cells(&e);
	e.writer.header.regions = e.region.count;
	e.writer.header.industries = e.industry.count;
	e.writer.header.skipped = b->skipped;
	status = put_sections(&e);
	if (status == CM_OK)
		status = cm_writer_finish(&e.writer, out);
	release(&e);
	return status;
}
