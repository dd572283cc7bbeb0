/*
 * rows.c: results with many rows, or one wide one.
 */
#include "pg/rows.h"

#include "access/htup_details.h"
#include "executor/executor.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include <math.h>

/*
 * Columns are only ever appended.  Objects of an earlier release get those that they know, so that a database goes on
 * between the update of the package and its own; objects of a later one would get too few.
 */
static pg_noinline void
refuse_columns(const CextRows *rows)
{
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("cluster_ext's objects in this database are of a later version than its library"),
			 errdetail("The loaded library is of version %s; rows of type %s have more columns than it fills.", CEXT_VERSION,
					   format_type_be(rows->descriptor->tdtypeid)),
			 errhint("Reconnect, so that the installed library is loaded; if the error stays, install the version that pg_extension tells.")));
}

/* Starts rows of the function's result type. */
static void
begin(CextRows *rows, FunctionCallInfo fcinfo)
{
	memset(rows, 0, sizeof(*rows));
	if (get_call_result_type(fcinfo, NULL, &rows->descriptor) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (rows->descriptor->natts > CEXT_COLUMNS_MOST)
		refuse_columns(rows);
}

void
cext_rows_begin(CextRows *rows, FunctionCallInfo fcinfo)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext before;

	if (result == NULL || !IsA(result, ReturnSetInfo) || !(result->allowedModes & SFRM_Materialize))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("set-valued function called in context that cannot accept a set")));
	before = MemoryContextSwitchTo(result->econtext->ecxt_per_query_memory);
	begin(rows, fcinfo);
	rows->row = AllocSetContextCreate(CurrentMemoryContext, "cluster_ext row", ALLOCSET_SMALL_SIZES);
	rows->store = tuplestore_begin_heap((result->allowedModes & SFRM_Materialize_Random) != 0,
										false, work_mem);
	result->returnMode = SFRM_Materialize;
	result->setResult = rows->store;
	result->setDesc = rows->descriptor;
	MemoryContextSwitchTo(before);
}

void
cext_row_begin(CextRows *rows, FunctionCallInfo fcinfo)
{
	begin(rows, fcinfo);
	rows->row = CurrentMemoryContext;
	BlessTupleDesc(rows->descriptor);
}

static inline void
put(CextRows *rows, Datum value, bool isnull)
{
	if (unlikely(rows->column >= CEXT_COLUMNS_MOST))
		elog(ERROR, "a row of cluster_ext has too many columns");
	rows->isnull[rows->column] = isnull;
	rows->value[rows->column++] = value;
}

void
cext_put_datum(CextRows *rows, Datum value)
{
	put(rows, value, false);
}

void
cext_put_null(CextRows *rows)
{
	put(rows, (Datum) 0, true);
}

/* -0 is 0 to everybody but to a text comparison. */
static inline Datum
double_datum(double value)
{
	return Float8GetDatum(value + 0.0);
}

Datum
cext_double_or_null(FunctionCallInfo fcinfo, double value)
{
	if (!isfinite(value))
		PG_RETURN_NULL();
	return double_datum(value);
}

void
cext_put_string(CextRows *rows, const char *string)
{
	cext_put_label(rows, (CmText) {string, (uint32_t) strlen(string)});
}

void
cext_put_label(CextRows *rows, CmText label)
{
	MemoryContext before = MemoryContextSwitchTo(rows->row);

	cext_put_datum(rows, cext_text(label));
	MemoryContextSwitchTo(before);
}

void
cext_put_double(CextRows *rows, double value)
{
	put(rows, double_datum(value), !isfinite(value));
}

void
cext_put_doubles(CextRows *rows, const double *values, int count)
{
	for (int i = 0; i < count; i++)
		cext_put_double(rows, values[i]);
}

void
cext_put_count(CextRows *rows, double value)
{
	put(rows, Int64GetDatum(isnan(value) ? 0 : (int64) value), isnan(value));
}

void
cext_put_unit(CextRows *rows, CmText label, const CmColumns *columns, uint64_t at, uint32_t present)
{
	cext_put_label(rows, label);
	cext_put_count(rows, columns->firms[at]);
	cext_put_double(rows, columns->size[at]);
	cext_put_datum(rows, Int32GetDatum((int32) present));
}

void
cext_rows_end_row(CextRows *rows)
{
	if (rows->column < rows->descriptor->natts)
		refuse_columns(rows);
	tuplestore_putvalues(rows->store, rows->descriptor, rows->value, rows->isnull);
	rows->column = 0;
	MemoryContextReset(rows->row);
	CHECK_FOR_INTERRUPTS();
}

Datum
cext_row_end(CextRows *rows)
{
	if (rows->column < rows->descriptor->natts)
		refuse_columns(rows);
	return HeapTupleGetDatum(heap_form_tuple(rows->descriptor, rows->value, rows->isnull));
}

Datum
cext_text(CmText label)
{
	return PointerGetDatum(cstring_to_text_with_len(label.bytes, label.length));
}

Datum *
cext_texts(const CmText *labels, uint32_t count)
{
	Datum	   *texts = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) count + 1) * sizeof(Datum));

	for (uint32_t i = 0; i < count; i++)
	{
		texts[i] = cext_text(labels[i]);
		CHECK_FOR_INTERRUPTS();
	}
	return texts;
}
