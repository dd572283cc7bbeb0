/*
 * elimination.c: sparse systems of equations, modulo CM_PRIME.
 */
#include "core/disclosure/elimination.h"

#include "core/numeric/modular.h"
#include "core/numeric/sort.h"

#define NONE UINT32_MAX

/* Unknowns in more rows than this are all alike. */
#define LISTS 64

void
cm_elimination_open(CmElimination *e, const CmHost *host, uint32_t unknowns)
{
	*e = (CmElimination) {.host = host, .unknowns = unknowns, .last = UINT32_MAX};
	e->rows_of = cm_zeros(host, (size_t) unknowns + 1, sizeof(uint32_t));
	e->first = cm_resize(host, NULL, (size_t) unknowns + 1, sizeof(uint32_t));
	e->after = cm_resize(host, NULL, (size_t) unknowns + 1, sizeof(uint32_t));
	e->before = cm_resize(host, NULL, (size_t) unknowns + 1, sizeof(uint32_t));
	e->head = cm_resize(host, NULL, LISTS + 1, sizeof(uint32_t));
	for (uint32_t u = 0; u < unknowns; u++)
		e->first[u] = NONE;
	for (uint32_t k = 0; k <= LISTS; k++)
		e->head[k] = NONE;
}

void
cm_elimination_close(CmElimination *e)
{
	void	   *memory[] = {e->row, e->unknown, e->coefficient, e->rows_of, e->first, e->occurrence, e->head, e->after, e->before, e->single, e->order};

	for (size_t i = 0; i < sizeof(memory) / sizeof(memory[0]); i++)
		cm_release(e->host, memory[i]);
}

/* Entries of all rows that are there, close together in new memory. */
static void
pack(CmElimination *e, uint64_t capacity)
{
	uint32_t   *unknown = cm_resize(e->host, NULL, capacity, sizeof(uint32_t));
	uint64_t   *coefficient = cm_resize(e->host, NULL, capacity, sizeof(uint64_t));
	uint64_t	used = 0;

	for (uint32_t r = 0; r < e->rows; r++)
	{
		CmPivotRow *row = &e->row[r];

		cm_breathe_at(e->host, r);
		if (row->length > 0)
		{
			memcpy(unknown + used, e->unknown + row->at, row->length * sizeof(uint32_t));
			memcpy(coefficient + used, e->coefficient + row->at, row->length * sizeof(uint64_t));
		}
		row->at = used;
		used += row->length;
	}
	cm_release(e->host, e->unknown);
	cm_release(e->host, e->coefficient);
	e->unknown = unknown;
	e->coefficient = coefficient;
	e->capacity = capacity;
	e->used = used;
}

static void
make_room(CmElimination *e, uint64_t length)
{
	if (e->used + length > e->capacity)
		pack(e, 1024 + 2 * (e->live + length));
}

static void
note_occurrence(CmElimination *e, uint32_t unknown, uint32_t row)
{
	if (e->occurrences == e->occurrence_capacity)
	{
		size_t		capacity = cm_grown(e->occurrence_capacity, 1024);

		e->occurrence = cm_resize(e->host, e->occurrence, capacity, sizeof(CmOccurrence));
		e->occurrence_capacity = (uint32_t) capacity;
	}
	e->occurrence[e->occurrences] = (CmOccurrence) {row, e->first[unknown]};
	e->first[unknown] = e->occurrences++;
}

void
cm_elimination_add(CmElimination *e, const uint32_t *unknown, const uint64_t *coefficient, uint32_t length)
{
	if (length == 0)
		return;
	if (e->rows == e->row_capacity)
	{
		size_t		capacity = cm_grown(e->row_capacity, 256);

		e->row = cm_resize(e->host, e->row, capacity, sizeof(CmPivotRow));
		e->row_capacity = (uint32_t) capacity;
	}
	make_room(e, length);
	memcpy(e->unknown + e->used, unknown, length * sizeof(uint32_t));
	memcpy(e->coefficient + e->used, coefficient, length * sizeof(uint64_t));
	e->row[e->rows] = (CmPivotRow) {e->used, length, CM_NO_UNKNOWN};
	e->used += length;
	e->live += length;
	for (uint32_t k = 0; k < length; k++)
	{
		e->rows_of[unknown[k]]++;
		note_occurrence(e, unknown[k], e->rows);
	}
	e->rows++;
}

/* Lists ------------------------------------------------------------------ */

static uint32_t
list_of(const CmElimination *e, uint32_t unknown)
{
	return e->rows_of[unknown] < LISTS ? e->rows_of[unknown] : LISTS;
}

static void
leave_list(CmElimination *e, uint32_t unknown)
{
	uint32_t	before = e->before[unknown],
				after = e->after[unknown];

	if (before == NONE)
		e->head[list_of(e, unknown)] = after;
	else
		e->after[before] = after;
	if (after != NONE)
		e->before[after] = before;
}

static void
enter_list(CmElimination *e, uint32_t unknown)
{
	uint32_t	list = list_of(e, unknown);

	e->before[unknown] = NONE;
	e->after[unknown] = e->head[list];
	if (e->head[list] != NONE)
		e->before[e->head[list]] = unknown;
	e->head[list] = unknown;
	if (list < e->least)
		e->least = list;
}

/* One row more, or less, has the unknown. */
static void
count_row(CmElimination *e, uint32_t unknown, int change)
{
	if (unknown >= e->last)
	{
		e->rows_of[unknown] += (uint32_t) change;
		return;
	}
	leave_list(e, unknown);
	e->rows_of[unknown] += (uint32_t) change;
	enter_list(e, unknown);
}

/* Rows ------------------------------------------------------------------- */

/* Where an unknown is in a row, or UINT64_MAX. */
static uint64_t
entry_of(const CmElimination *e, const CmPivotRow *row, uint32_t unknown)
{
	return cm_find(e->unknown, row->at, row->at + row->length, unknown);
}

/* The row tells this unknown from now on, and counts no more. */
static void
use_row(CmElimination *e, uint32_t r, uint32_t unknown)
{
	CmPivotRow *row = &e->row[r];

	row->pivot = unknown;
	e->order[e->ordered++] = r;
	for (uint64_t k = row->at; k < row->at + row->length; k++)
		count_row(e, e->unknown[k], -1);
}

static void
note_single(CmElimination *e, uint32_t r)
{
	if (e->row[r].length == 1)
		e->single[e->singles++] = r;
}

/* An unknown that is 0 leaves a row. */
static void
drop_entry(CmElimination *e, uint32_t r, uint64_t entry)
{
	CmPivotRow *row = &e->row[r];
	size_t		behind = (size_t) (row->at + row->length - entry - 1);

	count_row(e, e->unknown[entry], -1);
	memmove(e->unknown + entry, e->unknown + entry + 1, behind * sizeof(uint32_t));
	memmove(e->coefficient + entry, e->coefficient + entry + 1, behind * sizeof(uint64_t));
	row->length--;
	e->live--;
	note_single(e, r);
}

static void
append(CmElimination *e, uint32_t unknown, uint64_t coefficient)
{
	e->unknown[e->used] = unknown;
	e->coefficient[e->used++] = coefficient;
}

/* Row += factor * other, behind all rows; `pivot` vanishes by it. */
static void
add_rows(CmElimination *e, uint32_t r, const CmPivotRow *other, uint64_t factor, uint32_t pivot)
{
	CmPivotRow	row;
	uint64_t	a,
				b,
				a_end,
				b_end,
				start;

	make_room(e, (uint64_t) e->row[r].length + other->length);
	row = e->row[r];
	start = e->used;
	a_end = (a = row.at) + row.length;
	b_end = (b = other->at) + other->length;
	while (a < a_end || b < b_end)
	{
		uint32_t	ua = a < a_end ? e->unknown[a] : NONE,
					ub = b < b_end ? e->unknown[b] : NONE;

		if (ua < ub)
		{
			append(e, ua, e->coefficient[a++]);
			continue;
		}
		if (ub < ua)
		{
			append(e, ub, cm_modular_product(factor, e->coefficient[b++]));
			count_row(e, ub, 1);
			note_occurrence(e, ub, r);
			continue;
		}
		append(e, ua, cm_modular_sum(e->coefficient[a++], cm_modular_product(factor, e->coefficient[b++])));
		if (e->coefficient[e->used - 1] == 0)
		{
			e->used--;
			if (ua != pivot)
				count_row(e, ua, -1);
		}
	}
	e->live = e->live + (e->used - start) - row.length;
	e->row[r].at = start;
	e->row[r].length = (uint32_t) (e->used - start);
	note_single(e, r);
}

/* Of the rows of an unknown the shortest. */
static uint32_t
shortest_row(const CmElimination *e, uint32_t unknown)
{
	uint32_t	best = NONE;

	for (uint32_t o = e->first[unknown]; o != NONE; o = e->occurrence[o].next)
	{
		uint32_t	r = e->occurrence[o].row;

		if (e->row[r].pivot == CM_NO_UNKNOWN && (best == NONE || e->row[r].length < e->row[best].length) &&
			entry_of(e, &e->row[r], unknown) != UINT64_MAX)
			best = r;
	}
	return best;
}

/* The row tells the unknown: no other one has it any more. */
static void
eliminate(CmElimination *e, uint32_t unknown, uint32_t pivot)
{
	uint64_t	inverse = cm_modular_negative(cm_modular_inverse(e->coefficient[entry_of(e, &e->row[pivot], unknown)]));
	bool		is_zero = e->row[pivot].length == 1;

	use_row(e, pivot, unknown);
	for (uint32_t o = e->first[unknown]; o != NONE && e->rows_of[unknown] > 0; o = e->occurrence[o].next)
	{
		uint32_t	r = e->occurrence[o].row;
		uint64_t	entry;

		cm_breathe(e->host);
		if (e->row[r].pivot != CM_NO_UNKNOWN)
			continue;
		entry = entry_of(e, &e->row[r], unknown);
		if (entry == UINT64_MAX)
			continue;
		if (is_zero)
		{
			drop_entry(e, r, entry);
			continue;
		}
		count_row(e, unknown, -1);
		add_rows(e, r, &e->row[pivot], cm_modular_product(inverse, e->coefficient[entry]), unknown);
	}
}

static void
run_singles(CmElimination *e)
{
	while (e->singles > 0)
	{
		uint32_t	r = e->single[--e->singles];

		if (e->row[r].pivot == CM_NO_UNKNOWN && e->row[r].length == 1)
			eliminate(e, e->unknown[e->row[r].at], r);
	}
}

/* The next unknown: of a row as few as there are, or the next of the last; NONE if no rows are left. */
static uint32_t
next_unknown(CmElimination *e)
{
	e->least = e->least == 0 ? 1 : e->least;
	while (e->least < LISTS && e->head[e->least] == NONE)
		e->least++;
	if (e->head[e->least] != NONE)
		return e->head[e->least];
	for (; e->last < e->unknowns; e->last++)
		if (e->rows_of[e->last] > 0)
			return e->last;
	return NONE;
}

void
cm_elimination_run(CmElimination *e)
{
	/* A row has one entry once, at most, unless it had more in between. */
	e->single = cm_resize(e->host, NULL, (size_t) e->rows + 1, sizeof(uint32_t));
	e->order = cm_resize(e->host, NULL, (size_t) e->rows + 1, sizeof(uint32_t));
	e->least = LISTS;
	for (uint32_t u = e->unknowns < e->last ? e->unknowns : e->last; u-- > 0;)
		enter_list(e, u);
	for (uint32_t r = 0; r < e->rows; r++)
		note_single(e, r);
	for (;;)
	{
		uint32_t	unknown;

		run_singles(e);
		unknown = next_unknown(e);
		if (unknown == NONE)
			break;
		eliminate(e, unknown, shortest_row(e, unknown));
	}
}

void
cm_elimination_solve(const CmElimination *e, uint64_t *value)
{
	for (uint32_t k = e->ordered; k-- > 0;)
	{
		const CmPivotRow *row = &e->row[e->order[k]];
		uint64_t	rest = 0,
					own = 1;

		cm_breathe_at(e->host, k);
		for (uint64_t i = row->at; i < row->at + row->length; i++)
			if (e->unknown[i] == row->pivot)
				own = e->coefficient[i];
			else
				rest = cm_modular_sum(rest, cm_modular_product(e->coefficient[i], value[e->unknown[i]]));
		value[row->pivot] = cm_modular_product(cm_modular_negative(rest), cm_modular_inverse(own));
	}
}
