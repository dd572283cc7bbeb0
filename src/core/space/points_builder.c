/*
 * points_builder.c: collecting firms with coordinates.
 */
#include "core/space/points_builder.h"

#include "core/numeric/radix.h"
#include "core/numeric/sort.h"
#include "core/space/points_writer.h"

#include <string.h>

#define PENDING_LEAST 65536		/* entries that are put in order at once, at least */

void
cm_points_builder_init(CmPointsBuilder *b, const CmHost *host, CmMetric metric, uint64_t max_entries)
{
	*b = (CmPointsBuilder) {.host = host, .metric = metric, .max_entries = max_entries};
	cm_dictionary_init(&b->industry, host);
}

void
cm_points_builder_release(CmPointsBuilder *b)
{
	cm_dictionary_release(&b->industry);
	cm_place_codes_release(&b->place, b->host);
	cm_release(b->host, b->entry);
	cm_release(b->host, b->pending);
}

/* Putting in order --------------------------------------------------------- */

static uint64_t
bits_of(double weight)
{
	uint64_t	bits;

	memcpy(&bits, &weight, sizeof(bits));
	return bits;
}

static bool
are_equal(const CmPointsEntry *a, const CmPointsEntry *b)
{
	return a->at == b->at && a->weight == b->weight;
}

static bool
comes_after(const CmPointsEntry *a, const CmPointsEntry *b)
{
	return a->at != b->at ? a->at > b->at : a->weight > b->weight;
}

/* The pending entries by `at` and weight. */
static CmKeyed *
sorted_pending(const CmPointsBuilder *b)
{
	CmKeyed    *keyed = cm_resize(b->host, NULL, b->pendings + 1, sizeof(CmKeyed));

	for (size_t i = 0; i < b->pendings; i++)
		keyed[i] = (CmKeyed) {bits_of(b->pending[i].weight), i};
	cm_radix_sort(b->host, keyed, b->pendings, 0);
	for (size_t i = 0; i < b->pendings; i++)
		keyed[i].key = b->pending[keyed[i].with].at;
	cm_radix_sort(b->host, keyed, b->pendings, 0);
	return keyed;
}

/* Puts an entry before those that begin at `*first` and end at `end`, or to the first of them if that is equal. */
static void
put_before(CmPointsEntry *entry, size_t *first, size_t end, const CmPointsEntry *e)
{
	if (*first < end && are_equal(&entry[*first], e))
		entry[*first].count += e->count;
	else
		entry[--*first] = *e;
}

/*
 * Merges what is pending into the entries, from the last to the first, so that no
 * second array is needed.  Who cancels meanwhile loses the entries.
 */
static void
merge(CmPointsBuilder *b, const CmKeyed *keyed)
{
	size_t		left = b->entries,
				right = b->pendings,
				end = left + right,
				first = end;

	b->entries = 0;
	while (right > 0)
	{
		CmPointsEntry *pending = &b->pending[keyed[right - 1].with];
		bool		old = left > 0 && comes_after(&b->entry[left - 1], pending);

		put_before(b->entry, &first, end, old ? &b->entry[left - 1] : pending);
		left -= old;
		right -= !old;
		cm_breathe_at(b->host, left + right);
	}
	if (left > 0 && first < end && are_equal(&b->entry[left - 1], &b->entry[first]))
		b->entry[first].count += b->entry[--left].count;
	memmove(b->entry + left, b->entry + first, (end - first) * sizeof(CmPointsEntry));
	b->entries = left + (end - first);
	b->pendings = 0;
}

static CmStatus
put_in_order(CmPointsBuilder *b)
{
	CmKeyed    *keyed;

	if (b->pendings == 0)
		return CM_OK;
	keyed = sorted_pending(b);
	if (b->entries + b->pendings > b->entry_capacity)
	{
		b->entry = cm_resize(b->host, b->entry, b->entries + b->pendings, sizeof(CmPointsEntry));
		b->entry_capacity = b->entries + b->pendings;
	}
	merge(b, keyed);
	cm_release(b->host, keyed);
	return b->entries > b->max_entries ? CM_TOO_MANY_CELLS : CM_OK;
}

/* Adding ---------------------------------------------------------------- */

/* More room for what is pending, or none of it any more. */
static CmStatus
make_room(CmPointsBuilder *b)
{
	size_t		most = b->entries / 2 > PENDING_LEAST ? b->entries / 2 : PENDING_LEAST;
	size_t		capacity = cm_grown(b->pending_capacity, 4);

	if (b->pendings >= most)
		return put_in_order(b);
	capacity = capacity > most ? most : capacity;
	b->pending = cm_resize(b->host, b->pending, capacity, sizeof(CmPointsEntry));
	b->pending_capacity = capacity;
	return CM_OK;
}

static CmStatus
add(CmPointsBuilder *b, uint32_t industry, uint32_t place, double weight, uint64_t count)
{
	CmStatus	status = b->pendings == b->pending_capacity ? make_room(b) : CM_OK;

	if (status != CM_OK)
		return status;
	if (industry == CM_NO_CODE || place == CM_NO_CODE)
		return CM_TOO_MANY_LABELS;
	if (count > CM_POINTS_MOST - b->firms)
		return CM_OVERFLOW;
	b->pending[b->pendings++] = (CmPointsEntry) {(uint64_t) industry << 32 | place, weight + 0.0, count};
	b->firms += count;
	return CM_OK;
}

CmStatus
cm_points_builder_add(CmPointsBuilder *b, double x, double y, CmText industry, double weight, uint64_t count)
{
	return add(b, cm_dictionary_code(&b->industry, industry.bytes, industry.length),
			   cm_place_code(&b->place, b->host, x, y), weight, count);
}

CmStatus
cm_points_builder_skip(CmPointsBuilder *b, uint64_t rows)
{
	if (rows > CM_POINTS_MOST - b->skipped)
		return CM_OVERFLOW;
	b->skipped += rows;
	return CM_OK;
}

/* The entries of an industry; `place` has the code of each place of theirs that was added before. */
static CmStatus
add_industry(CmPointsBuilder *b, const CmPoints *p, uint32_t i, const double *x, const double *y, uint32_t *place)
{
	uint32_t	industry = cm_dictionary_code(&b->industry, p->label[i].bytes, p->label[i].length);
	CmStatus	status = CM_OK;

	for (uint64_t e = p->start[i]; e < p->start[i + 1] && status == CM_OK; e++)
	{
		uint32_t	at = p->place[e];

		if (place[at] == CM_NO_CODE)
			place[at] = cm_place_code(&b->place, b->host, x[at], y[at]);
		status = add(b, industry, place[at], p->weight[e], p->count[e]);
		cm_breathe_at(b->host, e);
	}
	return status;
}

CmStatus
cm_points_builder_add_placed(CmPointsBuilder *b, const CmPoints *p, const double *x, const double *y, const bool *chosen)
{
	CmStatus	status = p->metric == b->metric ? cm_points_builder_skip(b, p->skipped) : CM_INCONSISTENT;
	uint32_t   *place;

	if (status != CM_OK)
		return status;
	if (p->moved > b->moved)
		b->moved = p->moved;
	place = cm_resize(b->host, NULL, (size_t) p->places + 1, sizeof(uint32_t));
	memset(place, 0xff, p->places * sizeof(uint32_t));	/* CM_NO_CODE */
	for (uint32_t i = 0; i < p->industries && status == CM_OK; i++)
		if (chosen == NULL || chosen[i])
			status = add_industry(b, p, i, x, y, place);
	cm_release(b->host, place);
	return status;
}

CmStatus
cm_points_builder_add_points(CmPointsBuilder *b, const CmPoints *p)
{
	return cm_points_builder_add_placed(b, p, p->x, p->y, NULL);
}

/* Stored form ------------------------------------------------------------ */

/* Codes of places in their order. */
static CmKeyed *
sorted_places(const CmPointsBuilder *b)
{
	const CmPlaceCodes *c = &b->place;
	CmKeyed    *keyed = cm_resize(b->host, NULL, (size_t) c->count + 1, sizeof(CmKeyed));

	for (uint32_t i = 0; i < c->count; i++)
		keyed[i] = (CmKeyed) {cm_key(c->y[i]), i};
	cm_radix_sort(b->host, keyed, c->count, 0);
	for (uint32_t i = 0; i < c->count; i++)
		keyed[i].key = cm_key(c->x[keyed[i].with]);
	cm_radix_sort(b->host, keyed, c->count, 0);
	return keyed;
}

/* Writes all places; returns where each code is among them. */
static uint32_t *
write_places(CmPointsWriter *w, const CmPointsBuilder *b)
{
	CmKeyed    *keyed = sorted_places(b);
	uint32_t   *rank = cm_resize(b->host, NULL, (size_t) b->place.count + 1, sizeof(uint32_t));

	for (uint32_t i = 0; i < b->place.count; i++)
	{
		rank[keyed[i].with] = i;
		cm_points_write_place(w, b->place.x[keyed[i].with], b->place.y[keyed[i].with]);
		cm_breathe_at(b->host, i);
	}
	cm_release(b->host, keyed);
	return rank;
}

/* Entries of an industry, from one to before another, of which equal places stay in order of weight. */
static void
write_industry(CmPointsWriter *w, const CmPointsBuilder *b, size_t from, size_t to, const uint32_t *rank)
{
	CmKeyed    *keyed = cm_resize(b->host, NULL, to - from + 1, sizeof(CmKeyed));

	for (size_t e = from; e < to; e++)
		keyed[e - from] = (CmKeyed) {rank[(uint32_t) b->entry[e].at], e};
	cm_radix_sort(b->host, keyed, to - from, 0);
	cm_points_write_industry(w, to - from);
	for (size_t i = 0; i < to - from; i++)
	{
		const CmPointsEntry *e = &b->entry[keyed[i].with];

		cm_points_write_entry(w, (uint32_t) keyed[i].key, e->weight, e->count);
		cm_breathe_at(b->host, i);
	}
	cm_release(b->host, keyed);
}

typedef struct Labelled
{
	CmText		label;
	size_t		from;			/* entries */
	size_t		to;
} Labelled;

static int
compare_labels(const void *a, const void *b)
{
	return cm_text_compare(&((const Labelled *) a)->label, &((const Labelled *) b)->label);
}

/* The industries in order, each with its entries. */
static Labelled *
sorted_industries(const CmPointsBuilder *b)
{
	Labelled   *industry = cm_resize(b->host, NULL, (size_t) b->industry.count + 1, sizeof(Labelled));
	size_t		e = 0;

	for (uint32_t i = 0; i < b->industry.count; i++)
	{
		industry[i] = (Labelled) {cm_dictionary_label(&b->industry, i), e, e};
		for (; e < b->entries && b->entry[e].at >> 32 == i; e++)
			cm_breathe_at(b->host, e);
		industry[i].to = e;
	}
	cm_sort(b->host, industry, b->industry.count, sizeof(Labelled), compare_labels);
	return industry;
}

CmStatus
cm_points_builder_encode(CmPointsBuilder *b, CmBytes *out)
{
	CmStatus	status = put_in_order(b);
	CmPoints	head = {.metric = b->metric, .moved = b->moved, .skipped = b->skipped, .places = b->place.count,
	.industries = b->industry.count};
	size_t		before = out->used,
				labels;
	CmPointsWriter w;
	Labelled   *industry;
	uint32_t   *rank;

	if (status != CM_OK)
		return status;
	head.entries = b->entries;
	industry = sorted_industries(b);
	cm_points_write_head(&w, out, &head, cm_points_decimals(b->host, b->place.count, b->place.x, b->place.y));
	rank = write_places(&w, b);
	for (uint32_t i = 0; i < head.industries; i++)
		write_industry(&w, b, industry[i].from, industry[i].to, rank);
	labels = out->used;
	for (uint32_t i = 0; i < head.industries; i++)
		cm_points_write_label(&w, industry[i].label);
	cm_release(b->host, industry);
	cm_release(b->host, rank);
	return cm_flat_fits(out->used - labels, labels - before) ? CM_OK : CM_TOO_LARGE;
}
