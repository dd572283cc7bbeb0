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
	void	   *owned[] = {b->row, b->labels.data, b->slot, b->fourth, b->fourth_unknown};

	for (size_t i = 0; i < sizeof(owned) / sizeof(owned[0]); i++)
		cm_release(b->host, owned[i]);
	cm_dictionary_release(&b->region);
	cm_dictionary_release(&b->industry);
	cm_places_drop(&b->index, b->host);
	cm_tails_release(&b->tails, b->host);
	cm_tails_release(&b->fourth_tails, b->host);
}

/* Cells ---------------------------------------------------------------- */

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

static inline bool
index_has_room(const CmBuilder *b, uint64_t more)
{
	return cm_places_has_room(&b->index, b->region.count, b->industry.count, b->slots + more);
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
	if (!index_has_room(b, more))
		cm_places_make(&b->index, b->host, b->region.count, b->industry.count, cells, b->slot, b->slots);
	return CM_OK;
}

bool
cm_builder_has_cell(const CmBuilder *b, uint32_t region, uint32_t industry)
{
	return region < b->index.regions && industry < b->index.industries &&
		*cm_places_find(&b->index, b->slot, region, industry) != 0;
}

/* A cell for a pair whose place is empty. */
static CmStatus
new_slot(CmBuilder *b, uint32_t region, uint32_t industry, uint32_t *place)
{
	if (b->slots >= b->max_cells)
		return CM_TOO_MANY_CELLS;
	if (b->slots == b->slot_capacity || !index_has_room(b, 1))
	{
		CmStatus	status = cm_builder_reserve(b, 1);

		if (status != CM_OK)
			return status;
		place = cm_places_find(&b->index, b->slot, region, industry);
	}
	b->slot[b->slots] = (CmSlot) {.region = region, .industry = industry};
	cm_places_put(&b->index, place, region, industry, ++b->slots);
	return CM_OK;
}

CmStatus
cm_builder_slot(CmBuilder *b, uint32_t region, uint32_t industry, uint32_t *slot)
{
	uint32_t   *place = cm_places_find(&b->index, b->slot, region, industry);
	uint32_t	number = *place & b->index.number;
	CmStatus	status = number == 0 ? new_slot(b, region, industry, place) : CM_OK;

	*slot = number == 0 ? b->slots - 1 : number - 1;
	return status;
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
	b->slot[slot].firms |= (uint64_t) CM_SQUARES_UNKNOWN << CM_SLOT_FIRMS_BITS;
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

	cell->firms = cm_slot_firms(s);
	cell->top.unknown = cm_slot_unknown(s) & CM_UNKNOWN_BITS;
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

	*cell = (CmPlainCell) {cm_slot_firms(s), s->size, s->squares, s->largest, s->second};
	for (int i = 0; i < b->tails.levels; i++)
		if (b->tails.level[i][2 * (size_t) slot] != 0 || b->tails.level[i][2 * (size_t) slot + 1] != 0)
			return false;
	return cm_slot_unknown(s) == 0;
}

CmStatus
cm_builder_join_plain(CmBuilder *b, uint32_t slot, const CmPlainCell *cell)
{
	CmSlot	   *s = &b->slot[slot];
	double		less = cell->largest < s->largest ? cell->largest : s->largest;
	double		size_error,
				square_error;

	if (cm_slot_firms(s) + cell->firms > CM_FIRMS_MOST)
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
	CmTop		top = {.unknown = cm_slot_unknown(s) & CM_UNKNOWN_BITS, .largest = s->largest, .second = s->second};
	double		error;

	if (cm_slot_firms(s) + cell->firms > CM_FIRMS_MOST)
	{
		b->fault_slot = slot;
		return CM_OVERFLOW;
	}
	cm_top_join(&top, &cell->top);
	cm_slot_set(s, cm_slot_firms(s) + cell->firms,
				top.unknown | (cell->top.unknown & (CM_FIRMS_UNKNOWN | CM_SIZE_UNKNOWN | CM_SQUARES_UNKNOWN)));
	s->largest = top.largest;
	s->second = top.second;
	for (int i = 0; i < cell->size.parts && !(cm_slot_unknown(s) & CM_SIZE_UNKNOWN); i++)
	{
		s->size = cm_two_sum(s->size, cell->size.part[i], &error);
		if (carry_size(b, slot, error) != CM_OK)
			return CM_OVERFLOW;
	}
	for (int i = 0; i < cell->squares.parts && !(cm_slot_unknown(s) & CM_SQUARES_UNKNOWN); i++)
	{
		s->squares = cm_two_sum(s->squares, cell->squares.part[i], &error);
		if (error != 0)
			carry_squares(b, slot, error);
	}
	if (cm_slot_unknown(s) & CM_SIZE_UNKNOWN)
		forget_size(b, slot);
	if (cm_slot_unknown(s) & CM_SQUARES_UNKNOWN)
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

/* A firm whose sums leave something over, as amounts in cents do. */
static __attribute__((noinline)) CmStatus
apply_row(CmBuilder *b, uint32_t slot, double size)
{
	CmSlot	   *s = &b->slot[slot];
	double	   *fourth = &b->fourth[s->industry];
	double		square = size * size;
	double		less = size < s->largest ? size : s->largest;
	double		size_error,
				square_error,
				fourth_error;

	if (cm_slot_unknown(s) != 0 || !cm_has_fourth(size))
		return apply_odd_row(b, slot, size);
	s->firms++;
	s->size = cm_two_sum(s->size, size, &size_error);
	s->squares = cm_two_sum(s->squares, square, &square_error);
	*fourth = cm_two_sum(*fourth, square * square, &fourth_error);
	s->second = less > s->second ? less : s->second;
	s->largest = size > s->largest ? size : s->largest;
	if (fourth_error != 0)
		carry_fourth(b, s->industry, fourth_error);
	if (square_error != 0)
		carry_squares(b, slot, square_error);
	return carry_size(b, slot, size_error);
}

/* What is known of the rows of a batch. */
typedef struct Batch
{
	uint32_t	region[CM_BATCH];	/* codes */
	uint32_t	industry[CM_BATCH];
	uint32_t	number[CM_BATCH];	/* of the cell as far as the index knew; 0: none */
} Batch;

static inline const CmKey *
key_of(const CmRow *row, bool of_industry)
{
	return of_industry ? &row->industry : &row->region;
}

/* The label of a key that does not tell it; of others `with` is a hash, and no place. */
static inline const char *
long_label(const CmBuilder *b, const CmKey *key)
{
	return key->length <= CM_SHORT_LABEL || key->length == CM_INTEGER_KEY ? NULL : (const char *) b->labels.data + key->with;
}

/* Codes of one label of all rows. */
static inline __attribute__((always_inline)) CmStatus
find_codes(const CmBuilder *b, CmDictionary *d, bool of_industry, uint32_t *code)
{
	CmDictionary at_hand = *d;
	const CmRow *row = b->row;
	uint32_t	rows = b->rows;

	for (uint32_t i = 0; i < rows; i++)
		cm_dictionary_expect(&at_hand, key_of(&row[i], of_industry));
	for (uint32_t i = 0; i < rows; i++)
	{
		const CmKey *key = key_of(&row[i], of_industry);

		if (cm_dictionary_knows(&at_hand, key, &code[i]))
			continue;
		code[i] = cm_dictionary_search(d, key, long_label(b, key));
		if (code[i] == CM_NO_CODE)
			return CM_TOO_MANY_LABELS;
		at_hand = *d;
	}
	return CM_OK;
}

static inline uint32_t
step_after(const CmBuilder *b, uint32_t row)
{
	return row + CM_AHEAD < b->rows ? row + CM_AHEAD : b->rows;
}

/*
 * What rows need from memory is asked for in loops that do nothing else: a processor
 * waits for many things at once as long as little stands between.
 */
static inline __attribute__((always_inline)) void
expect_places(const CmBuilder *b, const Batch *batch, uint32_t row, bool grid)
{
	CmPlaces	index = cm_places_of_kind(&b->index, grid);
	uint32_t	end = step_after(b, row);

	for (; row < end; row++)
		__builtin_prefetch(&index.place[cm_places_home(&index, batch->region[row], batch->industry[row])], 1);
}

static inline __attribute__((always_inline)) void
expect_slots(const CmBuilder *b, Batch *batch, uint32_t row, bool grid)
{
	CmPlaces	index = cm_places_of_kind(&b->index, grid);
	const CmSlot *slot = b->slot;
	const double *tail = b->tails.levels > 0 ? b->tails.level[0] : NULL;
	uint32_t	end = step_after(b, row);

	for (; row < end; row++)
	{
		uint32_t	number = cm_places_number(&index, batch->region[row], batch->industry[row]);

		batch->number[row] = number;
		number -= number != 0;
		cm_slot_expect(&slot[number]);
		if (tail != NULL)
			__builtin_prefetch(&tail[2 * (size_t) number], 1);
	}
}

/* A row whose cell is not there, or not where it was expected. */
static __attribute__((noinline)) CmStatus
apply_unexpected_row(CmBuilder *b, const Batch *batch, uint32_t row)
{
	uint32_t	slot;
	CmStatus	status = cm_builder_slot(b, batch->region[row], batch->industry[row], &slot);

	if (status == CM_OK && !cm_slot_add_plainly(&b->slot[slot], &b->fourth[batch->industry[row]], b->row[row].size))
		status = apply_row(b, slot, b->row[row].size);
	return status;
}

/* Brings rows to their cells, from `row` on to before `end`. */
static CmStatus
apply_step(CmBuilder *b, const Batch *batch, uint32_t row, uint32_t end)
{
	CmSlot	   *slot = b->slot;
	double	   *fourth = b->fourth;
	CmStatus	status = CM_OK;

	for (; row < end && status == CM_OK; row++)
	{
		/* A cell that was not there may have come since: in sorted tables it is the last. */
		uint32_t	number = batch->number[row] != 0 ? batch->number[row] : b->slots;
		uint32_t	industry = batch->industry[row];
		double		size = b->row[row].size;

		if (number == 0 || slot[number - 1].region != batch->region[row] || slot[number - 1].industry != industry)
		{
			status = apply_unexpected_row(b, batch, row);
			slot = b->slot;
		}
		else if (!cm_slot_add_plainly(&slot[number - 1], &fourth[industry], size))
			status = apply_row(b, number - 1, size);
	}
	return status;
}

/* Asks for the places of rows from `places` on, and for the cells of those from `slots` on. */
static void
expect(const CmBuilder *b, Batch *batch, uint32_t places, uint32_t slots)
{
	if (b->index.grid_width != 0)
	{
		expect_places(b, batch, places, true);
		expect_slots(b, batch, slots, true);
	}
	else
	{
		expect_places(b, batch, places, false);
		expect_slots(b, batch, slots, false);
	}
}

/* Brings all rows to their cells. */
static CmStatus
apply_rows(CmBuilder *b, Batch *batch)
{
	CmStatus	status = cm_builder_reserve(b, b->slots == 0);

	if (status == CM_OK)
	{
		expect(b, batch, 0, b->rows);
		expect(b, batch, CM_AHEAD, 0);
	}
	for (uint32_t row = 0; row < b->rows && status == CM_OK; row += CM_AHEAD)
	{
		expect(b, batch, row + 2 * CM_AHEAD, row + CM_AHEAD);
		status = apply_step(b, batch, row, step_after(b, row));
	}
	return status;
}

CmStatus
cm_builder_flush(CmBuilder *b)
{
	Batch		batch;
	CmStatus	status;

	if (b->rows == 0)
		return CM_OK;
	status = find_codes(b, &b->region, false, batch.region);
	if (status == CM_OK)
		status = find_codes(b, &b->industry, true, batch.industry);
	if (status == CM_OK)
		status = apply_rows(b, &batch);
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
