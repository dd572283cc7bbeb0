/*
 * composite_state.c: the state of the aggregates of composite indicators.
 *
 * It is an array with a row for each input row: the indicators of a unit, or the
 * value of an indicator, its weight and what else is passed.  Where it is large
 * it is held expanded, so that adding a row is cheap.
 */
#include "pg/composite/composite_state.h"

#include "catalog/pg_type.h"
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

/* Where the numbers of an array without NULLs are. */
static double *
numbers_of(ArrayType *array)
{
	return (double *) ((char *) array + ARR_OVERHEAD_NONULLS(ARR_NDIM(array)));
}

void
cext_numbers_argument(FunctionCallInfo fcinfo, int number, CmNumbers *n)
{
	AnyArrayType *array = PG_GETARG_ANY_ARRAY_P(number);
	int			dimensions = AARR_NDIM(array);
	double	   *x;
	Datum	   *element;
	bool	   *isnull;

	if (dimensions > 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("an array of rows has at most two dimensions"),
				 errdetail("This one has %d.", dimensions),
				 errhint("Collect the rows with array_agg.")));
	n->rows = dimensions == 0 ? 0 : dimensions == 1 ? 1 : AARR_DIMS(array)[0];
	n->columns = dimensions == 0 ? 0 : AARR_DIMS(array)[dimensions - 1];
	if (!VARATT_IS_EXPANDED_HEADER(array) && !ARR_HASNULL(&array->flt))
	{
		n->number = numbers_of(&array->flt);
		return;
	}
	n->number = x = MemoryContextAllocHuge(CurrentMemoryContext, (n->rows * n->columns + 1) * sizeof(double));
	if (VARATT_IS_EXPANDED_HEADER(array) && array->xpn.dvalues != NULL)
	{
		element = array->xpn.dvalues;
		isnull = array->xpn.dnulls;
	}
	else
		cext_array_argument(fcinfo, number, &element, &isnull);
	for (size_t i = 0; i < n->rows * n->columns; i++)
	{
		x[i] = isnull != NULL && isnull[i] ? NAN : DatumGetFloat8(element[i]);
		CHECK_FOR_INTERRUPTS();
	}
}

/* An expanded array of numbers in `keeper`, each of them a datum of its own. */
static ExpandedArrayHeader *
expand(Datum array, MemoryContext keeper)
{
	ExpandedArrayHeader *state = (ExpandedArrayHeader *) DatumGetEOHP(expand_array(array, keeper, NULL));

	deconstruct_expanded_array(state);
	for (int i = 0; state->dnulls != NULL && i < state->nelems; i++)
		if (state->dnulls[i])
			state->dvalues[i] = Float8GetDatum(NAN);
	state->dnulls = NULL;
	return state;
}

/* The state for change: the argument itself where it is ours to change, else a copy; a new one for NULL. */
static ExpandedArrayHeader *
state_argument(FunctionCallInfo fcinfo, int number)
{
	MemoryContext keeper;

	if (!PG_ARGISNULL(number) && VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(number))))
	{
		ExpandedArrayHeader *state = (ExpandedArrayHeader *) DatumGetEOHP(PG_GETARG_DATUM(number));

		if (state->dvalues != NULL && state->dnulls == NULL)
			return state;
	}
	if (!AggCheckCallContext(fcinfo, &keeper))
		keeper = CurrentMemoryContext;
	if (PG_ARGISNULL(number))
		return construct_empty_expanded_array(FLOAT8OID, keeper, NULL);
	return expand(PG_GETARG_DATUM(number), keeper);
}

static void
reserve(ExpandedArrayHeader *state, size_t numbers)
{
	MemoryContext context = state->hdr.eoh_context;
	size_t		capacity;

	if (numbers > MaxArraySize)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many rows for a composite indicator"),
				 errdetail("At most %zu numbers fit.", (size_t) MaxArraySize),
				 errhint("Aggregate smaller groups.")));
	if (state->dvalues != NULL && numbers <= (size_t) state->dvalueslen)
		return;
	capacity = Min(Max(numbers, (size_t) state->dvalueslen * 2), MaxArraySize);
	if (state->dvalues == NULL)
		state->dvalues = MemoryContextAlloc(context, capacity * sizeof(Datum));
	else
		state->dvalues = repalloc(state->dvalues, capacity * sizeof(Datum));
	state->dvalueslen = (int) capacity;
}

/* Gives the array two dimensions and makes its flat form, if it has one, a thing of the past. */
static void
set_rows(ExpandedArrayHeader *state, int rows, int columns)
{
	if (state->ndims != 2)
	{
		state->dims = MemoryContextAlloc(state->hdr.eoh_context, 4 * sizeof(int));
		state->lbound = state->dims + 2;
		state->ndims = 2;
	}
	state->dims[0] = rows;
	state->dims[1] = columns;
	state->lbound[0] = state->lbound[1] = 1;
	state->nelems = rows * columns;
	state->flat_size = 0;
	state->fvalue = NULL;
}

/* The rows that a state has; raises 22023 unless new ones fit to them. */
static size_t
rows_before(int dimensions, const int *dim, size_t columns)
{
	if (dimensions > 0 && (dimensions > 2 || (size_t) dim[dimensions - 1] != columns))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rows of a composite indicator differ in length"),
				 errdetail("One has %d numbers, another %zu.", dim[dimensions - 1], columns),
				 errhint("Give every unit the same indicators, with NULL where one is not known.")));
	return dimensions == 0 ? 0 : dimensions == 1 ? 1 : (size_t) dim[0];
}

static Datum
append_expanded(ExpandedArrayHeader *state, const double *number, size_t rows, size_t columns)
{
	size_t		before = rows_before(state->ndims, state->dims, columns);
	MemoryContext old;

	reserve(state, (before + rows) * columns);
	old = MemoryContextSwitchTo(state->hdr.eoh_context);
	for (size_t i = 0; i < rows * columns; i++)
	{
		state->dvalues[before * columns + i] = Float8GetDatum(number[i]);
		CHECK_FOR_INTERRUPTS();
	}
	MemoryContextSwitchTo(old);
	set_rows(state, (int) (before + rows), (int) columns);
	return EOHPGetRWDatum(&state->hdr);
}

static Datum
append_flat(const CmNumbers *before, const double *number, size_t rows, size_t columns)
{
	size_t		first = before->rows * columns;
	Size		size = ARR_OVERHEAD_NONULLS(2) + (first + rows * columns) * sizeof(double);
	ArrayType  *state = palloc0(size);

	SET_VARSIZE(state, size);
	state->ndim = 2;
	state->elemtype = FLOAT8OID;
	ARR_DIMS(state)[0] = (int) (before->rows + rows);
	ARR_DIMS(state)[1] = (int) columns;
	ARR_LBOUND(state)[0] = ARR_LBOUND(state)[1] = 1;
	if (first > 0)
		memcpy(numbers_of(state), before->number, first * sizeof(double));
	memcpy(numbers_of(state) + first, number, rows * columns * sizeof(double));
	return PointerGetDatum(state);
}

/*
 * Most numbers of a state that is held flat.  Copying it for each row is cheap,
 * and it needs no memory context: a hash aggregate looks at all of them whenever
 * a group is new, so that many small states would take forever.
 */
#define FLAT_MOST 256

/* Rows added to the state, argument 0. */
static Datum
append(FunctionCallInfo fcinfo, const double *number, size_t rows, size_t columns)
{
	CmNumbers	before = {NULL, 0, columns};

	if (!PG_ARGISNULL(0))
	{
		AnyArrayType *state = PG_GETARG_ANY_ARRAY_P(0);
		size_t		old = rows_before(AARR_NDIM(state), AARR_DIMS(state), columns);

		if (VARATT_IS_EXPANDED_HEADER(state) || (old + rows) * columns > FLAT_MOST)
			return append_expanded(state_argument(fcinfo, 0), number, rows, columns);
		cext_numbers_argument(fcinfo, 0, &before);
	}
	if (rows * columns > FLAT_MOST)
		return append_expanded(state_argument(fcinfo, 0), number, rows, columns);
	return append_flat(&before, number, rows, columns);
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
	CmNumbers	unit;

	if (PG_ARGISNULL(1))
		return unchanged(fcinfo);
	cext_numbers_argument(fcinfo, 1, &unit);
	if (unit.rows != 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"indicators\" must be a list of numbers"),
				 errdetail("It is empty, or has two dimensions."),
				 errhint("Pass the indicators of one unit: ARRAY[a, b, c].")));
	if (array_contains_nulls(PG_GETARG_ARRAYTYPE_P(1)))
		return unchanged(fcinfo);
	for (size_t k = 0; k < unit.columns; k++)
		cext_finite("indicators", unit.number[k]);
	return append(fcinfo, unit.number, 1, unit.columns);
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
	return append(fcinfo, row, 1, columns);
}

PG_FUNCTION_INFO_V1(cext_composite_merge);
Datum
cext_composite_merge(PG_FUNCTION_ARGS)
{
	CmNumbers	other;

	if (PG_ARGISNULL(1))
		return unchanged(fcinfo);
	cext_numbers_argument(fcinfo, 1, &other);
	if (other.rows == 0)
		return unchanged(fcinfo);
	return append(fcinfo, other.number, other.rows, other.columns);
}
