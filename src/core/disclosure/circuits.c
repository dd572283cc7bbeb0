/*
 * circuits.c: cells to hide so that a cell is not known by all sums of a table.
 */
#include "core/disclosure/circuits.h"

#include "core/disclosure/elimination.h"
#include "core/numeric/modular.h"
#include "core/numeric/radix.h"

/* Regions beside the one of a cell among which a circuit is sought first. */
#define CM_ROWS_MOST 8

/* The sums of which a cell is the whole. */
#define OVER_REGIONS(cell) (2 * (uint64_t) (cell))
#define OVER_INDUSTRIES(cell) (2 * (uint64_t) (cell) + 1)

void
cm_circuits_open(CmCircuits *c, const CmHost *host, const CmSums *sums, const CmSubtables *subtables, const CmCost *cost)
{
	*c = (CmCircuits) {.host = host, .sums = sums, .subtables = subtables, .cost = cost};
	c->has = cm_zeros(host, 2 * (size_t) sums->cells + 1, 1);
	c->is_near = cm_zeros(host, (size_t) sums->cells + 1, 1);
	c->near = cm_resize(host, NULL, (size_t) sums->cells + 1, sizeof(uint32_t));
	c->found = cm_resize(host, NULL, (size_t) sums->cells + 1, sizeof(uint32_t));
	c->met = cm_zeros(host, (size_t) subtables->count + 1, 1);
	for (uint32_t k = 0; k < sums->cells; k++)
	{
		cm_breathe_at(host, k);
		if (sums->above_region[k] != CM_NO_CELL)
			c->has[OVER_REGIONS(sums->above_region[k])] = 1;
		if (sums->above_industry[k] != CM_NO_CELL)
			c->has[OVER_INDUSTRIES(sums->above_industry[k])] = 1;
	}
}

void
cm_circuits_close(CmCircuits *c)
{
	cm_release(c->host, c->has);
	cm_release(c->host, c->is_near);
	cm_release(c->host, c->near);
	cm_release(c->host, c->found);
	cm_release(c->host, c->met);
}

/* What is near -------------------------------------------------------------- */

static void
take(CmCircuits *c, uint32_t cell)
{
	c->near[c->count++] = cell;
	c->is_near[cell] = 1;
}

static void
forget(CmCircuits *c)
{
	while (c->count > 0)
		c->is_near[c->near[--c->count]] = 0;
	memset(c->met, 0, c->subtables->count);
}

/* Takes a cell, if it may be used. */
static void
take_usable(CmCircuits *c, uint32_t cell, const uint8_t *use)
{
	if (!c->is_near[cell] && use[cell] != CM_USE_NEVER)
		take(c, cell);
}

/*
 * Takes the region of the cell in question, and some beside it, by all industries: what one of
 * them changes is made up for by another.  First those that hide the same industry.
 */
static void
take_rows(CmCircuits *c, const uint8_t *use)
{
	const CmSubtables *s = c->subtables;
	const CmSums *sums = c->sums;
	uint32_t	cell = c->near[0],
				column = s->to[s->place[s->at[cell]]],
				rows = 0;

	for (uint32_t k = sums->row[sums->region_of[cell]]; k < sums->row[sums->region_of[cell] + 1]; k++)
		take_usable(c, k, use);
	for (int kind = CM_USE_HIDDEN; kind <= CM_USE_OTHER; kind++)
		for (uint32_t a = s->around[column]; a < s->around[column + 1] && rows < CM_ROWS_MOST; a++)
		{
			uint32_t	other = s->cell[s->edge[a]];

			if (other == cell || use[other] != kind || sums->above_region[other] != sums->above_region[cell])
				continue;
			rows++;
			for (uint32_t k = sums->row[sums->region_of[other]]; k < sums->row[sums->region_of[other] + 1]; k++)
				take_usable(c, k, use);
		}
}

/* Takes all cells that may be used of the subtables of those that were taken from one on; false if that are too many, or none. */
static bool
spread(CmCircuits *c, uint32_t from, const uint8_t *use, uint32_t most)
{
	const CmSubtables *s = c->subtables;
	uint32_t	to = c->count;

	for (uint32_t n = from; n < to; n++)
		for (uint32_t a = s->at[c->near[n]]; a < s->at[c->near[n] + 1]; a++)
		{
			uint32_t	t = cm_subtables_of(s, s->place[a]);

			if (c->met[t])
				continue;
			c->met[t] = 1;
			if (s->first_edge[t + 1] - s->first_edge[t] > most)
				return false;
			for (uint32_t e = s->first_edge[t]; e < s->first_edge[t + 1]; e++)
				take_usable(c, s->cell[e], use);
			cm_breathe(c->host);
			if (c->count > most)
				return false;
		}
	return c->count > to;
}

/* Sums ------------------------------------------------------------------------ */

/*
 * What is near in the order of unknowns: hidden cells, others from cheap to dear, those that come last, and
 * the cell in question behind all.  Returns how many of the first kind there are.
 */
static uint32_t
put_in_order(const CmCircuits *c, const uint8_t *use, CmKeyed *unknown)
{
	uint32_t	free = 0;

	for (uint32_t n = 1; n < c->count; n++)
	{
		unknown[n - 1] = (CmKeyed) {cm_key(use[c->near[n]] == CM_USE_OTHER ? c->cost[c->near[n]].second : 0), c->near[n]};
		free += use[c->near[n]] == CM_USE_HIDDEN;
	}
	cm_radix_sort(c->host, unknown, c->count - 1, 0);
	for (uint32_t n = 0; n < c->count - 1; n++)
		unknown[n].key = cm_key(use[unknown[n].with] == CM_USE_OTHER ? c->cost[unknown[n].with].first : 0);
	cm_radix_sort(c->host, unknown, c->count - 1, 0);
	for (uint32_t n = 0; n < c->count - 1; n++)
		unknown[n].key = use[unknown[n].with];
	cm_radix_sort(c->host, unknown, c->count - 1, 0);
	unknown[c->count - 1].with = c->near[0];
	return free;
}

/* The sums that unknowns are in, as keys, with their numbers, and whether they are the whole. */
static size_t
list_entries(const CmCircuits *c, const CmKeyed *unknown, CmKeyed *entry)
{
	size_t		count = 0;

	for (uint32_t n = 0; n < c->count; n++)
	{
		size_t		k = (size_t) unknown[n].with;
		const uint64_t sum[4] = {
			c->sums->above_region[k] == CM_NO_CELL ? UINT64_MAX : OVER_REGIONS(c->sums->above_region[k]),
			c->sums->above_industry[k] == CM_NO_CELL ? UINT64_MAX : OVER_INDUSTRIES(c->sums->above_industry[k]),
			c->has[OVER_REGIONS(k)] ? OVER_REGIONS(k) : UINT64_MAX,
			c->has[OVER_INDUSTRIES(k)] ? OVER_INDUSTRIES(k) : UINT64_MAX
		};

		cm_breathe_at(c->host, n);
		for (int i = 0; i < 4; i++)
			if (sum[i] != UINT64_MAX)
				entry[count++] = (CmKeyed) {sum[i], 2 * (uint64_t) n + (i >= 2)};
	}
	cm_radix_sort(c->host, entry, count, 0);
	return count;
}

static void
add_sums(const CmCircuits *c, const CmKeyed *unknown, CmElimination *e)
{
	CmKeyed    *entry = cm_resize(c->host, NULL, 4 * (size_t) c->count + 1, sizeof(CmKeyed));
	uint32_t   *part = cm_resize(c->host, NULL, (size_t) c->count + 1, sizeof(uint32_t));
	uint64_t   *coefficient = cm_resize(c->host, NULL, (size_t) c->count + 1, sizeof(uint64_t));
	size_t		count = list_entries(c, unknown, entry);

	for (size_t begin = 0, end; begin < count; begin = end)
	{
		uint32_t	length = 0;

		for (end = begin; end < count && entry[end].key == entry[begin].key; end++)
		{
			part[length] = (uint32_t) (entry[end].with / 2);
			coefficient[length++] = entry[end].with % 2 == 0 ? 1 : CM_PRIME - 1;
		}
		cm_elimination_add(e, part, coefficient, length);
	}
	cm_release(c->host, entry);
	cm_release(c->host, part);
	cm_release(c->host, coefficient);
}

/* The movement of the cell by 1, with 0 for all that rows do not tell; is there one? */
static bool
solve(CmCircuits *c, const uint8_t *use)
{
	CmElimination e;
	CmKeyed    *unknown = cm_resize(c->host, NULL, (size_t) c->count + 1, sizeof(CmKeyed));
	uint64_t   *movement = cm_zeros(c->host, (size_t) c->count + 1, sizeof(uint64_t));
	uint32_t	own = c->count - 1;
	bool		moves;

	cm_elimination_open(&e, c->host, c->count);
	e.last = put_in_order(c, use, unknown);
	add_sums(c, unknown, &e);
	cm_elimination_run(&e);
	movement[own] = 1;
	cm_elimination_solve(&e, movement);
	cm_elimination_close(&e);
	moves = movement[own] != 0;
	c->founds = 0;
	for (uint32_t n = 0; n < own && moves; n++)
		if (movement[n] != 0)
			c->found[c->founds++] = (uint32_t) unknown[n].with;
	cm_release(c->host, unknown);
	cm_release(c->host, movement);
	return moves;
}

bool
cm_circuit(CmCircuits *c, uint32_t cell, const uint8_t *use, uint32_t most)
{
	uint32_t	from = 0;
	bool		found = false;

	take(c, cell);
	if (c->subtables->at[cell] < c->subtables->at[cell + 1])
	{
		take_rows(c, use);
		found = c->count <= most && solve(c, use);
		while (!found && c->count > 1)
			c->is_near[c->near[--c->count]] = 0;
	}
	while (!found)
	{
		uint32_t	to = c->count;

		if (!spread(c, from, use, most))
			break;
		from = to;
		found = solve(c, use);
	}
	forget(c);
	return found;
}
