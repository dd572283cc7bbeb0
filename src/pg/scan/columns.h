/*
 * columns.h: some columns of a stored row, without the others.
 *
 * Values are found, not fetched: what is noted is where they lie.
 */
#ifndef CLUSTER_EXT_COLUMNS_H
#define CLUSTER_EXT_COLUMNS_H

#include "pg/compat.h"

#include "access/htup_details.h"
#include "access/tupdesc.h"

/* A column on the way to the last one that is wanted. */
typedef struct CextStep
{
	int16		length;			/* as pg_type.typlen */
	int8		align;			/* a multiple of this, less 1 */
	int16		place;			/* among the wanted ones, or -1 */
} CextStep;

typedef struct CextColumns
{
	TupleDesc	descriptor;
	CextStep   *step;			/* one for each column */
	int			steps;
	CextStep   *stride;			/* the same for rows without a NULL, with what nobody wants in one step */
	int			strides;
	uint32		first_at;		/* where the first of them starts */
	int			wanted;
	const char **value;			/* of the row at hand, in order of asking; NULL for NULL */
	const char **missing;		/* where rows end before the column: its default when it was added */
} CextColumns;

extern void cext_columns_init(CextColumns *c, TupleDesc descriptor);

/* The place of a column's value; asked for before any row is read. */
extern int	cext_columns_want(CextColumns *c, AttrNumber column);

/* A value where it can be pointed at, as a row's can. */
extern const char *cext_columns_stored(Datum value, bool by_value, int length);

extern void cext_columns_of_null_row(CextColumns *c, HeapTupleHeader row, int columns);

/* Where the next value begins that is not NULL. */
static inline uint32
cext_columns_begin_of(const CextStep *step, const char *data, uint32 at)
{
	/* A short text needs no alignment, and a pad byte is none. */
	if (step->length == -1 && VARATT_NOT_PAD_BYTE(data + at))
		return at;
	return (at + step->align) & ~(uint32) step->align;
}

static inline uint32
cext_columns_end_of(const CextStep *step, const char *value, uint32 at)
{
	if (step->length > 0)
		return at + step->length;
	if (step->length == -1)
		return at + VARSIZE_ANY(value);
	return at + strlen(value) + 1;
}

/* Finds the values of a row; they are there as long as it is. */
static inline void
cext_columns_read(CextColumns *c, HeapTupleHeader row)
{
	const char *data = (const char *) row + row->t_hoff;
	uint32		at = c->first_at;

	if ((row->t_infomask & HEAP_HASNULL) != 0 || (int) HeapTupleHeaderGetNatts(row) < c->steps)
	{
		cext_columns_of_null_row(c, row, HeapTupleHeaderGetNatts(row));
		return;
	}
	for (const CextStep *step = c->stride, *end = step + c->strides; step < end; step++)
	{
		uint32		begin = at;

		/* Most texts are short: their first byte tells that it is no pad byte, and their length. */
		if (step->length == -1 && VARATT_IS_1B(data + at) && !VARATT_IS_1B_E(data + at))
			at += VARSIZE_1B(data + at);
		else
		{
			begin = cext_columns_begin_of(step, data, at);
			at = cext_columns_end_of(step, data + begin, begin);
		}
		if (step->place >= 0)
			c->value[step->place] = data + begin;
	}
}

#endif
