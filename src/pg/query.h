/*
 * query.h: rows of queries on relations of the extension and of callers.
 */
#ifndef CLUSTER_EXT_QUERY_H
#define CLUSTER_EXT_QUERY_H

#include "pg/matrix/matrix.h"
#include "pg/rows.h"

/* Rows of a query on the extension's tables or the caller's relations; the caller has connected to SPI. */
extern uint64 cext_query(const char *query, int arguments, Oid *types, Datum *values);

/* The schema of the extension, quoted. */
extern const char *cext_extension_schema(FunctionCallInfo fcinfo);

/* A column of the current row; NaN, or NULL, for NULL. */
extern double cext_query_double(uint64 row, int column);
extern char *cext_query_text(uint64 row, int column, MemoryContext context);

/* A column of a row of the last query, and a text as a label. */
extern Datum cext_query_column(uint64 row, int number, bool *isnull);
extern CmText cext_label_of(const char *text);

/* Rows of a query as those of the result; connects to SPI by itself.  Returns how many. */
extern uint64 cext_put_query(CextRows *rows, const char *query, int arguments, Oid *types, Datum *values);

#endif
