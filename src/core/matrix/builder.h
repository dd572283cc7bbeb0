/*
 * builder.h: a matrix that grows.
 *
 * Firms and whole matrices go in, in any order; the stored form comes out.
 */
#ifndef CLUSTER_EXT_BUILDER_H
#define CLUSTER_EXT_BUILDER_H

#include "core/matrix/dictionary.h"
#include "core/matrix/reader.h"
#include "core/matrix/slots.h"
#include "core/status.h"

/*
 * Rows are applied in batches.  Each thing that a row needs from memory (its
 * labels' codes, its place in the index, its cell) is asked for CM_AHEAD rows
 * before it is used.
 */
#define CM_BATCH 256
#define CM_AHEAD 16

/* A row of the batch; a long label is at its key's `with` in CmBuilder.labels. */
typedef struct CmRow
{
	CmKey		region;
	CmKey		industry;
	double		size;
} CmRow;

typedef struct CmBuilder
{
	const CmHost *host;
	uint64_t	max_cells;
	uint64_t	skipped;		/* input rows with a NULL */
	CmDictionary region;
	CmDictionary industry;

	/* Rows not yet applied. */
	CmRow	   *row;
	uint32_t	rows;
	uint32_t	row_capacity;
	CmBytes		labels;			/* long ones of these rows */

	/* Cells in order of arrival. */
	CmSlot	   *slot;
	uint32_t	slots;
	uint32_t	slot_capacity;
	CmTails		tails;			/* 2n: size of slot n, 2n+1: squares */

	CmPlaces	index;

	/* Sums of fourth powers by industry. */
	double	   *fourth;
	uint8_t    *fourth_unknown;
	uint32_t	fourth_capacity;
	CmTails		fourth_tails;

	uint32_t	fault_slot;		/* where CM_OVERFLOW or CM_NOT_CONTAINED arose */
} CmBuilder;

void		cm_builder_init(CmBuilder *b, const CmHost *host, uint64_t max_cells);

/* Makes room for a row of cm_builder_row, below. */
CmStatus	cm_builder_make_room(CmBuilder *b);

/* Adds a complete, plausible cell (cell.h); fourth powers are the caller's. */
CmStatus	cm_builder_add_cell(CmBuilder *b, uint32_t region, uint32_t industry, const CmCell *cell);

/* Adds (sign 1) or takes off (sign -1) a sum of fourth powers. */
void		cm_builder_add_fourth(CmBuilder *b, uint32_t industry, const CmExact *sum, int sign);
void		cm_builder_forget_fourth(CmBuilder *b, uint32_t industry);

/* Releases all memory. */
void		cm_builder_close(CmBuilder *b);

/* Applies the rows not yet applied; every reader's first step. */
CmStatus	cm_builder_flush(CmBuilder *b);

/* Does the matrix have a cell of this pair?  Rows must be flushed. */
bool		cm_builder_has_cell(const CmBuilder *b, uint32_t region, uint32_t industry);

/* The cell of a slot as exact numbers. */
void		cm_builder_cell(const CmBuilder *b, uint32_t slot, CmCell *cell);

/* The same as single doubles; false if that is not all there is to the cell. */
bool		cm_builder_plain_cell(const CmBuilder *b, uint32_t slot, CmPlainCell *cell);

/* The sum of fourth powers of an industry; false if unknown, and then 0. */
bool		cm_builder_fourth(const CmBuilder *b, uint32_t industry, CmExact *sum);

/* Room for `more` cells, for all labels seen, and for their fourth powers. */
CmStatus	cm_builder_reserve(CmBuilder *b, uint64_t more);

/* The slot of a pair of codes, made if new. */
CmStatus	cm_builder_slot(CmBuilder *b, uint32_t region, uint32_t industry, uint32_t *slot);

/* Adds a cell to a slot. */
CmStatus	cm_builder_join(CmBuilder *b, uint32_t slot, const CmCell *cell);
CmStatus	cm_builder_join_plain(CmBuilder *b, uint32_t slot, const CmPlainCell *cell);

/*
 * Room for the next row, NULL if `status` is not CM_OK: for callers with many
 * rows at hand, who fill them in where they wait.
 *
 *		row = cm_builder_row(b, &status);
 *		cm_builder_note_label(b, region, region_length, &row->region);
 *		cm_key_of_integer(industry, &row->industry);
 *		row->size = size;
 *		b->rows++;
 *
 * Once noted, a label may go.  A row that is not counted is none.
 */
static inline CmRow *
cm_builder_row(CmBuilder *b, CmStatus *status)
{
	*status = CM_OK;
	if (b->rows == b->row_capacity)
		*status = cm_builder_make_room(b);
	return *status == CM_OK ? &b->row[b->rows] : NULL;
}

/* The key of a label of at most CM_LABEL_MAX bytes in a row of the batch. */
static inline void
cm_builder_note_label(CmBuilder *b, const char *label, size_t length, CmKey *key)
{
	cm_key_of_label(label, length, key);
	if (length <= CM_SHORT_LABEL)
		return;
	key->with = (uint32_t) b->labels.used;
	cm_put_bytes(&b->labels, label, length);
}

/*
 * Adds a firm.  Labels of at most CM_LABEL_MAX bytes, size finite and not
 * negative: the caller has looked.
 */
static inline CmStatus
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

/* The same for integer codes, which become decimal labels. */
static inline CmStatus
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

/*
 * Asks the memory for the place of a pair in the index, and later for its cell,
 * whose number it returns as far as known by then; 0 for none.  Compilers drop
 * calls of functions that only do this, so they must be inlined.
 */
static inline __attribute__((always_inline)) void
cm_builder_expect(const CmBuilder *b, uint32_t region, uint32_t industry)
{
	__builtin_prefetch(&b->index.place[cm_places_home(&b->index, region, industry)], 1);
}

static inline __attribute__((always_inline)) uint32_t
cm_builder_expect_slot(const CmBuilder *b, uint32_t region, uint32_t industry)
{
	uint32_t	number = cm_places_number(&b->index, region, industry);

	if (number == 0)
		return 0;
	cm_slot_expect(&b->slot[number - 1]);
	if (b->tails.levels > 0)
		__builtin_prefetch(&b->tails.level[0][2 * (size_t) (number - 1)], 1);
	return number;
}

#endif
