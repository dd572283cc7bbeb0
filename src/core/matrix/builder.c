/*
 * builder.c: a matrix that grows; the hot path of every aggregate.
 *
 * Most rows meet a cell that no cache holds, and where many matrices grow at
 * once (GROUP BY), labels that no cache holds.  To wait for them row by row would
 * take longer than everything else, so rows are only noted down, and a full
 * batch is worked off with many of them waiting at the same time.
 */
#include "core/matrix/builder.h"

#include "core/status.h"

#include <math.h>
#include <string.h>

#define FIRST_ROWS 8
#define FIRST_SLOTS 8
#define GRID_FREE 1024			/* pairs that a grid may have for nothing */
#define GRID_PER_CELL 8			/* pairs a cell beyond that */

void
cm_builder_init(CmBuilder *b, const CmHost *host, uint64_t max_cells)
{
	memset(b, 0, sizeof(*b));
	b->host = host;
	b->max_cells = max_cells < UINT32_MAX - 1 ? max_cells : UINT32_MAX - 1;
	b->labels.host = host;
	cm_dictionary_init(&b->region, host);
	cm_dictionary_init(&b->industry, host);
}

void
cm_builder_close(CmBuilder *b)
{
	void	   *owned[] = {b->region.entry, b->region.start, b->region.text.data,
		b->industry.entry, b->industry.start, b->industry.text.data,
		b->row, b->labels.data, b->slot, b->index, b->fourth, b->fourth_unknown};

	for (size_t i = 0; i < sizeof(owned) / sizeof(owned[0]); i++)
		cm_release(b->host, owned[i]);
	cm_tails_release(&b->tails, b->host);
	cm_tails_release(&b->fourth_tails, b->host);
}

/* The index ------------------------------------------------------------ */

static inline bool
is_slot(const CmBuilder *b, uint32_t number, uint32_t region, uint32_t industry)
{
	return b->slot[number - 1].region == region && b->slot[number - 1].industry == industry;
}

/* Place of a pair in the index: its cell's number, or 0. */
static inline uint32_t *
place_of(const CmBuilder *b, uint32_t region, uint32_t industry)
{
	uint64_t	at = cm_builder_home(b, region, industry);

	if (b->grid_width == 0)
		while (b->index[at] != 0 && !is_slot(b, b->index[at], region, industry))
			at = (at + 1) & (b->index_size - 1);
	return &b->index[at];
}

/*
 * A new index with room for `cells`.  A grid is quicker but needs a place for
 * every pair, so it must be well filled; its sides leave room for new labels.
 * It is ready once all cells are in it: should the user cancel before, the next
 * row makes another one.
 */
static void
rebuild_index(CmBuilder *b, uint64_t cells)
{
	uint64_t	regions = b->region.count + b->region.count / 8 + 4;
	uint64_t	industries = b->industry.count + b->industry.count / 8 + 4;
	uint64_t	size = regions * industries;
	bool		grid = size <= GRID_FREE || size <= GRID_PER_CELL * cells;
	uint32_t   *index;

	if (!grid)
		for (size = 64; size < cells * 2; size *= 2)
			;
	index = cm_zeros(b->host, size, sizeof(uint32_t));
	cm_release(b->host, b->index);
	b->index = index;
	b->index_size = size;
	b->grid_width = grid ? (uint32_t) industries : 0;
	b->regions_ready = b->industries_ready = 0;
	for (uint32_t i = 0; i < b->slots; i++)
	{
		*place_of(b, b->slot[i].region, b->slot[i].industry) = i + 1;
		cm_breathe_at(b->host, i);
	}
	b->regions_ready = grid ? (uint32_t) regions : CM_NO_CODE;
	b->industries_ready = grid ? (uint32_t) industries : CM_NO_CODE;
}

static bool
index_has_room(const CmBuilder *b, uint64_t cells)
{
	if (b->region.count > b->regions_ready || b->industry.count > b->industries_ready)
		return false;
	return b->grid_width != 0 || cells * 5 <= b->index_size * 3;
}

static void
reserve_fourths(CmBuilder *b)
{
	uint32_t	capacity;

	if (b->industry.count <= b->fourth_capacity)
		return;
	capacity = (uint32_t) cm_grown(b->industry.count, 4);
	b->fourth = cm_resize(b->host, b->fourth, capacity, sizeof(double));
	b->fourth_unknown = cm_resize(b->host, b->fourth_unknown, capacity, 1);
	cm_tails_reserve(&b->fourth_tails, b->host, capacity);
	memset(b->fourth + b->fourth_capacity, 0, (capacity - b->fourth_capacity) * sizeof(double));
	memset(b->fourth_unknown + b->fourth_capacity, 0, capacity - b->fourth_capacity);
	b->fourth_capacity = capacity;
}

CmStatus
cm_builder_reserve(CmBuilder *b, uint64_t more)
{
	uint64_t	cells = b->slots + more;

	reserve_fourths(b);
	if (cells > b->slot_capacity)
	{
		uint64_t	capacity = cm_grown(b->slot_capacity, cells < FIRST_SLOTS ? FIRST_SLOTS : cells);

		if (capacity > UINT32_MAX - 1)
			return CM_TOO_MANY_CELLS;
		b->slot = cm_resize(b->host, b->slot, capacity, sizeof(CmSlot));
		cm_tails_reserve(&b->tails, b->host, 2 * capacity);
		b->slot_capacity = (uint32_t) capacity;
	}
	if (!index_has_room(b, cells))
		rebuild_index(b, cells);
	return CM_OK;
}

bool
cm_builder_has_cell(const CmBuilder *b, uint32_t region, uint32_t industry)
{
	return region < b->regions_ready && industry < b->industries_ready && *place_of(b, region, industry) != 0;
}

/* Out of line, so that looking up stays short. */
static __attribute__((noinline)) CmStatus
new_slot(CmBuilder *b, uint32_t region, uint32_t industry)
{
	CmSlot	   *fresh;
	CmStatus	status;

	if (b->slots >= b->max_cells)
		return CM_TOO_MANY_CELLS;
	status = cm_builder_reserve(b, 1);
	if (status != CM_OK)
		return status;
	fresh = &b->slot[b->slots];
	memset(fresh, 0, sizeof(*fresh));
	fresh->region = region;
	fresh->industry = industry;
	*place_of(b, region, industry) = ++b->slots;
	return CM_OK;
}

CmStatus
cm_builder_slot(CmBuilder *b, uint32_t region, uint32_t industry, uint32_t *slot)
{
	uint32_t	number = *place_of(b, region, industry);

	if (number == 0)
	{
		CmStatus	status = new_slot(b, region, industry);

		if (status != CM_OK)
			return status;
		number = b->slots;
	}
	*slot = number - 1;
	return CM_OK;
}

/* Sums ----------------------------------------------------------------- */

/* Adds what rounding left of a slot's size; NaN tells that the sum overflowed. */
static CmStatus
carry_size(CmBuilder *b, uint32_t slot, double error)
{
	if (error == 0)
		return CM_OK;
	if (isnan(error))
	{
		b->fault_slot = slot;
		return CM_OVERFLOW;
	}
	cm_tails_add(&b->tails, b->host, 2 * (size_t) slot, error);
	return CM_OK;
}

static void
forget_size(CmBuilder *b, uint32_t slot)
{
	b->slot[slot].size = 0;
	cm_tails_clear(&b->tails, 2 * (size_t) slot);
}

static void
forget_squares(CmBuilder *b, uint32_t slot)
{
	b->slot[slot].unknown |= CM_SQUARES_UNKNOWN;
	b->slot[slot].squares = 0;
	cm_tails_clear(&b->tails, 2 * (size_t) slot + 1);
}

static void
carry_squares(CmBuilder *b, uint32_t slot, double error)
{
	if (isnan(error))
		forget_squares(b, slot);
	else
		cm_tails_add(&b->tails, b->host, 2 * (size_t) slot + 1, error);
}

void
cm_builder_forget_fourth(CmBuilder *b, uint32_t industry)
{
	reserve_fourths(b);
	b->fourth_unknown[industry] = 1;
	b->fourth[industry] = 0;
	cm_tails_clear(&b->fourth_tails, industry);
}

static void
carry_fourth(CmBuilder *b, uint32_t industry, double error)
{
	if (isnan(error) || b->fourth_unknown[industry])
		cm_builder_forget_fourth(b, industry);
	else
		cm_tails_add(&b->fourth_tails, b->host, industry, error);
}

void
cm_builder_add_fourth(CmBuilder *b, uint32_t industry, const CmExact *sum, int sign)
{
	reserve_fourths(b);
	for (int i = 0; i < sum->parts && !b->fourth_unknown[industry]; i++)
	{
		double		error;

		b->fourth[industry] = cm_two_sum(b->fourth[industry], sign * sum->part[i], &error);
		carry_fourth(b, industry, error);
	}
}

bool
cm_builder_fourth(const CmBuilder *b, uint32_t industry, CmExact *sum)
{
	sum->parts = 0;
	if (industry >= b->fourth_capacity)
		return true;
	cm_exact_push(sum, b->fourth[industry]);
	cm_tails_collect(&b->fourth_tails, industry, sum);
	return !b->fourth_unknown[industry];
}

void
cm_builder_cell(const CmBuilder *b, uint32_t slot, CmCell *cell)
{
	const CmSlot *s = &b->slot[slot];

	cell->firms = s->firms;
	cell->top.unknown = s->unknown & CM_UNKNOWN_BITS;
	cell->top.largest = s->largest;
	cell->top.second = s->second;
	cm_exact_set(&cell->size, s->size);
	cm_tails_collect(&b->tails, 2 * (size_t) slot, &cell->size);
	cm_exact_set(&cell->squares, s->squares);
	cm_tails_collect(&b->tails, 2 * (size_t) slot + 1, &cell->squares);
}

bool
cm_builder_plain_cell(const CmBuilder *b, uint32_t slot, CmPlainCell *cell)
{
	const CmSlot *s = &b->slot[slot];

	*cell = (CmPlainCell) {s->firms, s->size, s->squares, s->largest, s->second};
	for (int i = 0; i < b->tails.levels; i++)
		if (b->tails.level[i][2 * (size_t) slot] != 0 || b->tails.level[i][2 * (size_t) slot + 1] != 0)
			return false;
	return s->unknown == 0;
}

CmStatus
cm_builder_join_plain(CmBuilder *b, uint32_t slot, const CmPlainCell *cell)
{
	CmSlot	   *s = &b->slot[slot];
	double		less = cell->largest < s->largest ? cell->largest : s->largest;
	double		size_error,
				square_error;

	if (s->firms + cell->firms > CM_FIRMS_MOST)
	{
		b->fault_slot = slot;
		return CM_OVERFLOW;
	}
	s->firms += cell->firms;
	s->size = cm_two_sum(s->size, cell->size, &size_error);
	s->squares = cm_two_sum(s->squares, cell->squares, &square_error);
	less = cell->second > less ? cell->second : less;
	s->second = less > s->second ? less : s->second;
	s->largest = cell->largest > s->largest ? cell->largest : s->largest;
	if (square_error != 0)
		carry_squares(b, slot, square_error);
	return carry_size(b, slot, size_error);
}

CmStatus
cm_builder_join(CmBuilder *b, uint32_t slot, const CmCell *cell)
{
	CmSlot	   *s = &b->slot[slot];
	CmTop		top = {.unknown = s->unknown & CM_UNKNOWN_BITS, .largest = s->largest, .second = s->second};
	double		error;

	if (s->firms + cell->firms > CM_FIRMS_MOST)
	{
		b->fault_slot = slot;
		return CM_OVERFLOW;
	}
	cm_top_join(&top, &cell->top);
	s->firms += cell->firms;
	s->unknown = top.unknown | (cell->top.unknown & (CM_FIRMS_UNKNOWN | CM_SIZE_UNKNOWN | CM_SQUARES_UNKNOWN));
	s->largest = top.largest;
	s->second = top.second;
	for (int i = 0; i < cell->size.parts && !(s->unknown & CM_SIZE_UNKNOWN); i++)
	{
		s->size = cm_two_sum(s->size, cell->size.part[i], &error);
		if (carry_size(b, slot, error) != CM_OK)
			return CM_OVERFLOW;
	}
	for (int i = 0; i < cell->squares.parts && !(s->unknown & CM_SQUARES_UNKNOWN); i++)
	{
		s->squares = cm_two_sum(s->squares, cell->squares.part[i], &error);
		if (error != 0)
			carry_squares(b, slot, error);
	}
	if (s->unknown & CM_SIZE_UNKNOWN)
		forget_size(b, slot);
	if (s->unknown & CM_SQUARES_UNKNOWN)
		forget_squares(b, slot);
	return CM_OK;
}

CmStatus
cm_builder_add_cell(CmBuilder *b, uint32_t region, uint32_t industry, const CmCell *cell)
{
	uint32_t	slot;
	CmStatus	status = cm_builder_reserve(b, 1);

	if (status == CM_OK)
		status = cm_builder_slot(b, region, industry, &slot);
	return status == CM_OK ? cm_builder_join(b, slot, cell) : status;
}

/* Rows ----------------------------------------------------------------- */

/* A firm whose square or fourth power has no double, or whose cell has unknowns. */
static CmStatus
apply_odd_row(CmBuilder *b, uint32_t slot, double size)
{
	CmCell		firm = {.firms = 1};
	CmExact		fourth;
	uint32_t	industry = b->slot[slot].industry;

	cm_exact_set(&firm.size, size);
	cm_cell_complete(&firm);
	if (cm_has_fourth(size))
	{
		cm_exact_set(&fourth, (size * size) * (size * size));
		cm_builder_add_fourth(b, industry, &fourth, 1);
	}
	else
		cm_builder_forget_fourth(b, industry);
	return cm_builder_join(b, slot, &firm);
}

static inline CmStatus
apply_row(CmBuilder *b, uint32_t slot, double size)
{
	CmSlot	   *s = &b->slot[slot];
	double	   *fourth = &b->fourth[s->industry];
	double		square = size * size;
	double		less = size < s->largest ? size : s->largest;
	double		size_error,
				square_error,
				fourth_error;

	if (s->unknown != 0 || !cm_has_fourth(size))
		return apply_odd_row(b, slot, size);
	s->firms++;
	s->size = cm_two_sum(s->size, size, &size_error);
	s->squares = cm_two_sum(s->squares, square, &square_error);
	*fourth = cm_two_sum(*fourth, square * square, &fourth_error);
	s->second = less > s->second ? less : s->second;
	s->largest = size > s->largest ? size : s->largest;
	/* None of the three for whole numbers. */
	if (fabs(size_error) + fabs(square_error) + fabs(fourth_error) == 0)
		return CM_OK;
	if (fourth_error != 0)
		carry_fourth(b, s->industry, fourth_error);
	if (square_error != 0)
		carry_squares(b, slot, square_error);
	return carry_size(b, slot, size_error);
}

static inline uint32_t
find_code(const CmBuilder *b, CmDictionary *d, const CmKey *key, uint32_t hash)
{
	return cm_dictionary_find(d, key, hash, b->labels.used == 0 ? NULL : (const char *) b->labels.data + key->with);
}

/* Codes of the labels of all rows; until they are found, hashes are in their places. */
static CmStatus
find_codes(CmBuilder *b, uint32_t *region, uint32_t *industry)
{
	for (uint32_t i = 0; i < b->rows + CM_AHEAD; i++)
	{
		uint32_t	now = i - CM_AHEAD;

		if (i < b->rows)
		{
			region[i] = cm_dictionary_expect(&b->region, &b->row[i].region);
			industry[i] = cm_dictionary_expect(&b->industry, &b->row[i].industry);
		}
		if (now >= b->rows)
			continue;
		region[now] = find_code(b, &b->region, &b->row[now].region, region[now]);
		industry[now] = find_code(b, &b->industry, &b->row[now].industry, industry[now]);
		if (region[now] == CM_NO_CODE || industry[now] == CM_NO_CODE)
			return CM_TOO_MANY_LABELS;
	}
	return CM_OK;
}

/* Brings all rows to their cells. */
static CmStatus
apply_rows(CmBuilder *b, const uint32_t *region, const uint32_t *industry)
{
	CmStatus	status = cm_builder_reserve(b, 0);
	uint32_t	number[CM_AHEAD];

	for (uint32_t i = 0; i < b->rows + 2 * CM_AHEAD && status == CM_OK; i++)
	{
		uint32_t	near = i - CM_AHEAD,
					now = i - 2 * CM_AHEAD;
		uint32_t	slot = 0;

		if (now < b->rows)
		{
			slot = number[now % CM_AHEAD] - 1;
			/* Not there sixteen rows ago, or not at home? */
			if (slot >= b->slots || b->slot[slot].region != region[now] || b->slot[slot].industry != industry[now])
				status = cm_builder_slot(b, region[now], industry[now], &slot);
			if (status == CM_OK)
				status = apply_row(b, slot, b->row[now].size);
		}
		if (near < b->rows)
			number[near % CM_AHEAD] = cm_builder_expect_slot(b, region[near], industry[near]);
		if (i < b->rows)
			cm_builder_expect(b, region[i], industry[i]);
	}
	return status;
}

CmStatus
cm_builder_flush(CmBuilder *b)
{
	uint32_t	region[CM_BATCH],
				industry[CM_BATCH];
	CmStatus	status;

	if (b->rows == 0)
		return CM_OK;
	status = find_codes(b, region, industry);
	if (status == CM_OK)
		status = apply_rows(b, region, industry);
	b->rows = 0;
	b->labels.used = 0;
	return status;
}

/* The buffer starts small: GROUP BY may make very many matrices. */
static void
grow_buffer(CmBuilder *b)
{
	uint32_t	capacity = b->row_capacity == 0 ? FIRST_ROWS : 2 * b->row_capacity;

	b->row = cm_resize(b->host, b->row, capacity, sizeof(CmRow));
	b->row_capacity = capacity;
}

CmStatus
cm_builder_make_room(CmBuilder *b)
{
	CmStatus	status = cm_builder_flush(b);

	if (status == CM_OK && b->row_capacity < CM_BATCH)
		grow_buffer(b);
	return status;
}

CmStatus
cm_builder_add_firm(CmBuilder *b, const char *region, size_t region_length,
					const char *industry, size_t industry_length, double size)
{
	CmStatus	status;
	CmRow	   *row = cm_builder_row(b, &status);

	if (row == NULL)
		return status;
	cm_builder_note_label(b, region, region_length, &row->region);
	cm_builder_note_label(b, industry, industry_length, &row->industry);
	row->size = size;
	b->rows++;
	return CM_OK;
}

CmStatus
cm_builder_add_coded_firm(CmBuilder *b, int64_t region, int64_t industry, double size)
{
	CmStatus	status;
	CmRow	   *row = cm_builder_row(b, &status);

	if (row == NULL)
		return status;
	cm_key_of_integer(region, &row->region);
	cm_key_of_integer(industry, &row->industry);
	row->size = size;
	b->rows++;
	return CM_OK;
}
