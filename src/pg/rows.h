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
	Datum		value[CEXT_COLUMNS_MOST];
	bool		isnull[CEXT_COLUMNS_MOST];
} CextRows;

/* A double as the value of a function; NULL if it is NaN or infinite, the core's undefined. */
extern Datum cext_double_or_null(FunctionCallInfo fcinfo, double value);

/* Starts a result in materialize mode. */
extern void cext_rows_begin(CextRows *rows, FunctionCallInfo fcinfo);

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

/* A region or an industry: its label, firms, size, and in how many of the others it is present. */
extern void cext_put_unit(CextRows *rows, CmText label, const CmColumns *columns, uint64_t at, uint32_t present);

/* Ends a row of a result, and lets the user cancel. */
extern void cext_rows_end_row(CextRows *rows);

/* The single row as the function's value. */
extern Datum cext_row_end(CextRows *rows);

/* A label as text. */
extern Datum cext_text(CmText label);

/* Texts of labels, made once. */
extern Datum *cext_texts(const CmText *labels, uint32_t count);

#endif
