/*
 * composite_state.c: the type composite_state, the state of the aggregates of
 * composite indicators.
 *
 * It has a row for each input row: the indicators of a unit, or the value of an
 * indicator, its weight and what else is passed.  Its stored form is all that it
 * has, flat or expanded: to add a row is to append to it.
 */
#include "pg/composite/composite_state.h"
#include "pg/state.h"

#include "core/composite/composite_state.h"
#include "core/matrix/hex.h"

#include "utils/array.h"

#include <math.h>

/* Numbers and weights ------------------------------------------------------ */

double
cext_finite(const char *name, double number)
{
	if (isnan(number) || isinf(number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be a finite number", name),
				 errdetail("It is %g.", number),
				 errhint("Pass NULL where a number is not known.")));
	return number;
}

double
cext_weight(const char *name, double weight)
{
	if (!(weight >= 0) || isinf(weight))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("weights must be finite numbers that are not negative"),
				 isnan(weight) ? errdetail("Argument \"%s\" has one that is NULL or NaN.", name) :
				 errdetail("Argument \"%s\" has %g.", name, weight),
				 errhint("Turn an indicator round instead of giving it a negative weight.")));
	return weight;
}

double *
cext_weights_argument(FunctionCallInfo fcinfo, int number, const char *name, const char *of, int count)
{
	double	   *weight = palloc(((Size) count + 1) * sizeof(double));
	double		largest = 0;
	Datum	   *element;
	bool	   *isnull;

	for (int i = 0; i < count; i++)
		weight[i] = 1;
	if (PG_ARGISNULL(number))
		return weight;
	cext_check_lengths(of, count, name, cext_array_argument(fcinfo, number, &element, &isnull));
	for (int i = 0; i < count; i++)
	{
		weight[i] = cext_weight(name, isnull[i] ? NAN : DatumGetFloat8(element[i]));
		largest = fmax(largest, weight[i]);
		CHECK_FOR_INTERRUPTS();
	}
	if (largest == 0 && count > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must have a weight above 0", name),
				 errdetail("All %d are 0.", count),
				 errhint("Leave the argument out for equal weights.")));
	return weight;
}

/* The state ------------------------------------------------------------- */

/* How rows of so many numbers were added to a state. */
static void
check(CmStatus status, const CmBytes *state, size_t columns)
{
	if (status == CM_MALFORMED)
		cext_refuse_damaged("composite_state");
	if (status == CM_TOO_LARGE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many rows for a composite indicator"),
				 errdetail("At most %zu numbers fit.", CM_COMPOSITE_BYTES_MOST / sizeof(double)),
				 errhint("Aggregate smaller groups.")));
	if (status == CM_INCONSISTENT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rows of a composite indicator differ in length"),
				 errdetail("One has %zu numbers, another %zu.", cm_composite_columns(state->data, state->used), columns),
				 errhint("Give every unit the same indicators, with NULL where one is not known.")));
}

static void
add_rows(CmBytes *state, CextFlat other)
{
	/* The state itself moves while it grows. */
	if (other.bytes == state->data)
		other.bytes = memcpy(MemoryContextAllocHuge(CurrentMemoryContext, other.count), other.bytes, other.count);
	check(cm_composite_merge(state, other.bytes, other.count), state, cm_composite_columns(other.bytes, other.count));
}

/* Argument 0 for change: itself where it is ours to change, else a copy, of nothing if it is NULL. */
static CextExpanded *
state_argument(FunctionCallInfo fcinfo)
{
	CextExpanded *state;

	if (!PG_ARGISNULL(0) && VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(0))))
		return (CextExpanded *) DatumGetEOHP(PG_GETARG_DATUM(0));
	state = cext_expanded_new(cext_state_context(fcinfo), sizeof(CextExpanded), NULL);
	if (!PG_ARGISNULL(0))
		add_rows(&state->flat, cext_flat_of(PG_GETARG_DATUM(0)));
	return state;
}

static Datum
append(FunctionCallInfo fcinfo, const double *number, size_t columns)
{
	CextExpanded *state = state_argument(fcinfo);

	check(cm_composite_add(&state->flat, number, columns), &state->flat, columns);
	return EOHPGetRWDatum(&state->header);
}

/* What a transition function returns that has nothing to add. */
static Datum
unchanged(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

/* The indicators of a unit, none of them missing. */
PG_FUNCTION_INFO_V1(cext_composite_indicators);
Datum
cext_composite_indicators(PG_FUNCTION_ARGS)
{
	ArrayType  *indicators = PG_ARGISNULL(1) ? NULL : PG_GETARG_ARRAYTYPE_P(1);
	Datum	   *element;
	bool	   *isnull;
	double	   *number;
	int			count;

	if (indicators == NULL)
		return unchanged(fcinfo);
	if (ARR_NDIM(indicators) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"indicators\" must be a list of numbers"),
				 errdetail("It is empty, or has two dimensions."),
				 errhint("Pass the indicators of one unit: ARRAY[a, b, c].")));
	if (array_contains_nulls(indicators))
		return unchanged(fcinfo);
	count = cext_array_argument(fcinfo, 1, &element, &isnull);
	number = palloc(count * sizeof(double));
	for (int k = 0; k < count; k++)
		number[k] = cext_finite("indicators", DatumGetFloat8(element[k]));
	return append(fcinfo, number, count);
}

/* The value of an indicator, its weight, and what else the mean takes. */
PG_FUNCTION_INFO_V1(cext_composite_value);
Datum
cext_composite_value(PG_FUNCTION_ARGS)
{
	double		row[FUNC_MAX_ARGS];
	int			columns = PG_NARGS() - 1;

	if (PG_ARGISNULL(2) || cext_weight("weight", PG_GETARG_FLOAT8(2)) == 0)
		return unchanged(fcinfo);
	for (int i = 0; i < columns; i++)
		row[i] = PG_ARGISNULL(i + 1) ? NAN : PG_GETARG_FLOAT8(i + 1);
	if (!PG_ARGISNULL(1))
		cext_finite("value", row[0]);
	return append(fcinfo, row, columns);
}

PG_FUNCTION_INFO_V1(cext_composite_merge);
Datum
cext_composite_merge(PG_FUNCTION_ARGS)
{
	CextExpanded *state;

	if (PG_ARGISNULL(1))
		return unchanged(fcinfo);
	state = state_argument(fcinfo);
	add_rows(&state->flat, cext_flat_of(PG_GETARG_DATUM(1)));
	return EOHPGetRWDatum(&state->header);
}

void
cext_composite_argument(FunctionCallInfo fcinfo, int number, CmNumbers *rows)
{
	CextFlat	flat = cext_flat_of(PG_GETARG_DATUM(number));

	if (!cm_composite_rows(cext_call_host(), flat.bytes, flat.count, rows))
		cext_refuse_damaged("composite_state");
}

/* Text and binary form ------------------------------------------------------ */

PG_FUNCTION_INFO_V1(cext_composite_out);
Datum
cext_composite_out(PG_FUNCTION_ARGS)
{
	CextFlat	flat = cext_flat_of(PG_GETARG_DATUM(0));
	CmBytes		text = {.host = cext_call_host()};

	cm_put_hex(&text, flat.bytes, flat.count);
	cm_put_byte(&text, '\0');
	PG_RETURN_CSTRING((char *) text.data);
}

PG_FUNCTION_INFO_V1(cext_composite_in);
Datum
cext_composite_in(PG_FUNCTION_ARGS)
{
	CmBytes		bytes = {.host = cext_call_host()};

	if (!cm_get_hex(PG_GETARG_CSTRING(0), &bytes) || !cm_composite_sound(bytes.host, bytes.data, bytes.used))
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s", "composite_state"),
				 errdetail("These are not the digits of a state."),
				 errhint("Write what the output function wrote.")));
	return cext_flat_datum(&bytes);
}

PG_FUNCTION_INFO_V1(cext_composite_send);
Datum
cext_composite_send(PG_FUNCTION_ARGS)
{
	return cext_send_state(fcinfo);
}

PG_FUNCTION_INFO_V1(cext_composite_recv);
Datum
cext_composite_recv(PG_FUNCTION_ARGS)
{
	return cext_receive_state(fcinfo, "composite_state", cm_composite_sound);
}
