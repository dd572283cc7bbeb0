/*
 * rows.h: results with many rows, or one wide one.
 *
 * A row is put together column by column, from left to right.
 */
#ifndef CLUSTER_EXT_ROWS_H
#define CLUSTER_EXT_ROWS_H

#include "pg/matrix/matrix.h"

#include "core/measures/concentration.h"

#include "utils/tuplestore.h"

#define CEXT_COLUMNS_MOST 32

typedef struct CextRows
{
	Tuplestorestate *store;
	TupleDesc	descriptor;
	MemoryContext row;			/* of what is made for one row */
	int			column;			/* next to be put */
	int			place[CEXT_COLUMNS_MOST];	/* of each column in what follows; -1: nobody asks for it */
	Datum	   *value;
	bool	   *isnull;
} CextRows;

/* Does anybody ask for this column, counted from 0; for the next one?  What takes time is not found for nobody. */
static inline bool
cext_wants(const CextRows *rows, int column)
{
	return rows->place[column] >= 0;
}

static inline bool
cext_wants_next(const CextRows *rows)
{
	return rows->column < CEXT_COLUMNS_MOST && cext_wants(rows, rows->column);
}

/* A double as the value of a function; NULL if it is NaN or infinite, the core's undefined. */
extern Datum cext_double_or_null(FunctionCallInfo fcinfo, double value);

/* Starts a result in materialize mode. */
extern void cext_rows_begin(CextRows *rows, FunctionCallInfo fcinfo);

/* Starts rows that go elsewhere: values of columns, as `place` tells, to two arrays; `row` is memory of one row. */
extern void cext_rows_begin_into(CextRows *rows, TupleDesc descriptor, const int *place, Datum *value, bool *isnull, MemoryContext row);

/* Starts a single row. */
extern void cext_row_begin(CextRows *rows, FunctionCallInfo fcinfo);

extern void cext_put_datum(CextRows *rows, Datum value);

extern void cext_put_null(CextRows *rows);

/* Texts that last as long as the row. */
extern void cext_put_string(CextRows *rows, const char *string);
extern void cext_put_label(CextRows *rows, CmText label);

/* A double; NULL if it is NaN or infinite, the core's undefined. */
extern void cext_put_double(CextRows *rows, double value);

extern void cext_put_doubles(CextRows *rows, const double *values, int count);

/* A whole number as bigint; NULL if it is NaN, the core's unknown. */
extern void cext_put_count(CextRows *rows, double value);

/* Has a row all columns of its type? */
extern void cext_rows_check(const CextRows *rows);

/* Ends a row of a result, and lets the user cancel. */
extern void cext_rows_end_row(CextRows *rows);

/* The single row as the function's value. */
extern Datum cext_row_end(CextRows *rows);

/* A label as text. */
extern Datum cext_text(CmText label);

/* Texts of labels, made once. */
extern Datum *cext_texts(const CmText *labels, uint32_t count);

#endif
