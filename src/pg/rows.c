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

/* Starts rows of the function's result type.  Columns that its type lacks are not asked for. */
static void
begin(CextRows *rows, FunctionCallInfo fcinfo)
{
	memset(rows, 0, sizeof(*rows));
	if (get_call_result_type(fcinfo, NULL, &rows->descriptor) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (rows->descriptor->natts > CEXT_COLUMNS_MOST)
		refuse_columns(rows);
	for (int column = 0; column < CEXT_COLUMNS_MOST; column++)
		rows->place[column] = column < rows->descriptor->natts ? column : -1;
	rows->value = palloc(CEXT_COLUMNS_MOST * sizeof(Datum));
	rows->isnull = palloc(CEXT_COLUMNS_MOST * sizeof(bool));
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
cext_rows_begin_into(CextRows *rows, TupleDesc descriptor, const int *place, Datum *value, bool *isnull, MemoryContext row)
{
	memset(rows, 0, sizeof(*rows));
	rows->descriptor = descriptor;
	memcpy(rows->place, place, sizeof(rows->place));
	rows->value = value;
	rows->isnull = isnull;
	rows->row = row;
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
	int			place;

	if (unlikely(rows->column >= CEXT_COLUMNS_MOST))
		elog(ERROR, "a row of cluster_ext has too many columns");
	place = rows->place[rows->column++];
	if (place < 0)
		return;
	rows->isnull[place] = isnull;
	rows->value[place] = value;
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

	cext_put_datum(rows, cext_wants_next(rows) ? cext_text(label) : (Datum) 0);
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
		put(rows, double_datum(values[i]), !isfinite(values[i]));
}

void
cext_put_count(CextRows *rows, double value)
{
	put(rows, Int64GetDatum(isnan(value) ? 0 : (int64) value), isnan(value));
}

void
cext_rows_check(const CextRows *rows)
{
	if (unlikely(rows->column < rows->descriptor->natts))
		refuse_columns(rows);
}

void
cext_rows_end_row(CextRows *rows)
{
	cext_rows_check(rows);
	tuplestore_putvalues(rows->store, rows->descriptor, rows->value, rows->isnull);
	rows->column = 0;
	MemoryContextReset(rows->row);
	CHECK_FOR_INTERRUPTS();
}

Datum
cext_row_end(CextRows *rows)
{
	cext_rows_check(rows);
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
