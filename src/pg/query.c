/*
 * query.c: rows of queries on relations of the extension and of callers.
 */
#include "pg/query.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include <math.h>

uint64
cext_query(const char *query, int arguments, Oid *types, Datum *values)
{
	int			code = SPI_execute_with_args(query, arguments, types, values, NULL, true, 0);

	if (code != SPI_OK_SELECT)
		elog(ERROR, "cannot read: %s", SPI_result_code_string(code));
	return SPI_processed;
}

Datum
cext_query_column(uint64 row, int number, bool *isnull)
{
	return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, number, isnull);
}

double
cext_query_double(uint64 row, int number)
{
	bool		isnull;
	Datum		value = cext_query_column(row, number, &isnull);

	return isnull ? NAN : DatumGetFloat8(value);
}

char *
cext_query_text(uint64 row, int number, MemoryContext context)
{
	bool		isnull;
	Datum		value = cext_query_column(row, number, &isnull);
	MemoryContext before = MemoryContextSwitchTo(context);
	char	   *string = isnull ? NULL : TextDatumGetCString(value);

	MemoryContextSwitchTo(before);
	return string;
}

const char *
cext_extension_schema(FunctionCallInfo fcinfo)
{
	return quote_identifier(get_namespace_name(get_func_namespace(fcinfo->flinfo->fn_oid)));
}

CmText
cext_label_of(const char *text)
{
	CmText		label = {text, (uint32_t) strlen(text)};

	return label;
}

static void
put_row(CextRows *rows, uint64 row)
{
	for (int c = 1; c <= SPI_tuptable->tupdesc->natts; c++)
	{
		bool		isnull;
		Datum		value = cext_query_column(row, c, &isnull);

		if (isnull)
			cext_put_null(rows);
		else
			cext_put_datum(rows, value);
	}
	cext_rows_end_row(rows);
}

uint64
cext_put_query(CextRows *rows, const char *query, int arguments, Oid *types, Datum *values)
{
	uint64		found;

	SPI_connect();
	found = cext_query(query, arguments, types, values);
	for (uint64 k = 0; k < found; k++)
		put_row(rows, k);
	SPI_finish();
	return found;
}
