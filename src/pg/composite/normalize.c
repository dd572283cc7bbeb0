/*
 * normalize.c: normalising the numbers of many rows: window functions, and two
 * points that do not depend on rows.
 *
 * A window function reads its whole partition at the first row and keeps the
 * results of all rows: whatever order a window has does not matter.
 */
#include "pg/composite/composite_state.h"
#include "pg/host.h"

#include "core/composite/composite_weights.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "windowapi.h"

#include <limits.h>
#include <math.h>

/* Partitions ---------------------------------------------------------------- */

#define OPTIONS_MOST 2

typedef struct Option
{
	const char *name;
	bool		by_value;
	int			length;			/* as in pg_type */
} Option;

typedef struct Partition
{
	double	   *result;			/* of each row; NULL before the first one */
	bool		no_option[OPTIONS_MOST];
	Datum		option[OPTIONS_MOST];
} Partition;

/* The window of a call.  An operator of a window function, which anybody may create, calls it without one. */
static WindowObject
window_of(FunctionCallInfo fcinfo)
{
	WindowObject w = PG_WINDOW_OBJECT();

	if (!WindowObjectIsValid(w))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("%s is a window function", get_func_name(fcinfo->flinfo->fn_oid)),
				 errdetail("It compares the rows of a window, and is called without one."),
				 errhint("Call it with OVER ().")));
	return w;
}

/* The arguments after the first, which are the same in all rows, as if this were a plain call. */
static void
hold_options(FunctionCallInfo fcinfo, Partition *p, const Option *options, int count)
{
	WindowObject w = PG_WINDOW_OBJECT();

	for (int i = 0; i < count; i++)
	{
		const Option *o = &options[i];
		NullableDatum *argument = &fcinfo->args[i + 1];

		argument->value = WinGetFuncArgCurrent(w, i + 1, &argument->isnull);
		if (p->result == NULL)
		{
			MemoryContext old = MemoryContextSwitchTo(GetMemoryChunkContext(p));

			p->no_option[i] = argument->isnull;
			p->option[i] = argument->isnull ? (Datum) 0 : datumCopy(argument->value, o->by_value, o->length);
			MemoryContextSwitchTo(old);
		}
		else if (argument->isnull != p->no_option[i] ||
				 (!argument->isnull && !datum_image_eq(argument->value, p->option[i], o->by_value, o->length)))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"%s\" differs within a partition", o->name),
					 errdetail("All rows that are compared must have the same."),
					 errhint("Pass a constant, or partition by it.")));
	}
}

/* Hands the first argument of each row where it is not NULL to `put`. */
static void
read_rows(WindowObject w, int64 rows, void (*put) (void *into, int64 row, Datum value), void *into)
{
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "rows of a partition", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(scratch);

	if (rows > INT_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many rows in a partition"),
				 errdetail("At most %d can be compared.", INT_MAX),
				 errhint("Partition by region or period.")));
	for (int64 row = 0; row < rows; row++)
	{
		bool		isnull,
					outside;
		Datum		value = WinGetFuncArgInPartition(w, 0, (int) row, WINDOW_SEEK_HEAD, false, &isnull, &outside);

		if (!isnull)
			put(into, row, value);
		CHECK_FOR_INTERRUPTS();
		if (row % 1024 == 0)
			MemoryContextReset(scratch);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(scratch);
}

/* Numbers that live as long as the partition, all of them NaN. */
static double *
keep_numbers(Partition *p, Size count)
{
	double	   *number = MemoryContextAllocHuge(GetMemoryChunkContext(p), (count + 1) * sizeof(double));

	for (Size i = 0; i < count; i++)
	{
		number[i] = NAN;
		CHECK_FOR_INTERRUPTS();
	}
	return number;
}

static Datum
result_of_row(FunctionCallInfo fcinfo, const Partition *p)
{
	return cext_double_or_null(fcinfo, p->result[WinGetCurrentPosition(PG_WINDOW_OBJECT())]);
}

/* Columns ------------------------------------------------------------------- */

static const char *const ties_names[] = {"average", "min", "max", NULL};

static bool
is_reversed(const char *name, bool isnull, int32 direction)
{
	if (isnull || (direction != 1 && direction != -1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be 1 or -1", name),
				 isnull ? errdetail("It is NULL.") : errdetail("It is %d.", direction),
				 errhint("-1 turns an indicator round: low values are then the high ones.")));
	return direction == -1;
}

static void
put_number(void *into, int64 row, Datum value)
{
	((double *) into)[row] = cext_finite("x", DatumGetFloat8(value));
}

static Datum
normalized(FunctionCallInfo fcinfo, CmNormalization method, bool has_ties)
{
	static const Option options[] = {{"direction", true, sizeof(int32)}, {"ties", false, -1}};
	WindowObject w = window_of(fcinfo);
	Partition  *p = WinGetPartitionLocalMemory(w, sizeof(Partition));

	hold_options(fcinfo, p, options, has_ties ? 2 : 1);
	if (p->result == NULL)
	{
		bool		reversed = is_reversed("direction", PG_ARGISNULL(1), PG_ARGISNULL(1) ? 0 : PG_GETARG_INT32(1));
		CmTies		ties = has_ties ? (CmTies) cext_choice_argument(fcinfo, 2, "ties", ties_names) : CM_TIES_AVERAGE;
		int64		rows = WinGetPartitionRowCount(w);
		double	   *x = keep_numbers(p, rows);

		read_rows(w, rows, put_number, x);
		cm_normalize(cext_call_host(), method, ties, reversed, x, rows);
		p->result = x;
	}
	return result_of_row(fcinfo, p);
}

PG_FUNCTION_INFO_V1(cext_normalize_min_max);
Datum
cext_normalize_min_max(PG_FUNCTION_ARGS)
{
	return normalized(fcinfo, CM_NORMALIZE_MIN_MAX, false);
}

PG_FUNCTION_INFO_V1(cext_normalize_z);
Datum
cext_normalize_z(PG_FUNCTION_ARGS)
{
	return normalized(fcinfo, CM_NORMALIZE_Z, false);
}

PG_FUNCTION_INFO_V1(cext_normalize_rank);
Datum
cext_normalize_rank(PG_FUNCTION_ARGS)
{
	return normalized(fcinfo, CM_NORMALIZE_RANK, true);
}

PG_FUNCTION_INFO_V1(cext_normalize_percentile);
Datum
cext_normalize_percentile(PG_FUNCTION_ARGS)
{
	return normalized(fcinfo, CM_NORMALIZE_PERCENTILE, true);
}

/* TOPSIS -------------------------------------------------------------------- */

/* The units of a partition, row by row; columns is 0 before the first one. */
typedef struct Units
{
	int64		rows;
	int			columns;
	MemoryContext context;
	double	   *number;
} Units;

static void
put_unit(void *into, int64 row, Datum value)
{
	Units	   *units = into;
	Datum	   *element;
	bool	   *isnull;
	int			count;

	deconstruct_array(DatumGetArrayTypeP(value), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
					  &element, &isnull, &count);
	if (units->columns == 0)
	{
		Size		numbers = (Size) units->rows * count;

		units->columns = count;
		units->number = MemoryContextAllocHuge(units->context, (numbers + 1) * sizeof(double));
		for (Size i = 0; i < numbers; i++)
		{
			units->number[i] = NAN;
			CHECK_FOR_INTERRUPTS();
		}
	}
	if (count == 0 || count != units->columns)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"indicators\" is empty, or differs in length within a partition"),
				 errdetail("One has %d numbers, another %d.", units->columns, count),
				 errhint("Give every unit the same indicators, with NULL where one is not known.")));
	for (int k = 0; k < count; k++)
		if (!isnull[k])
			units->number[row * count + k] = cext_finite("indicators", DatumGetFloat8(element[k]));
}

static bool *
directions_argument(FunctionCallInfo fcinfo, int number, int count)
{
	bool	   *reversed = palloc0(((Size) count + 1) * sizeof(bool));
	Datum	   *element;
	bool	   *isnull;

	if (PG_ARGISNULL(number))
		return reversed;
	cext_check_lengths("indicators", count, "directions", cext_array_argument(fcinfo, number, &element, &isnull));
	for (int k = 0; k < count; k++)
		reversed[k] = is_reversed("directions", isnull[k], isnull[k] ? 0 : DatumGetInt32(element[k]));
	return reversed;
}

PG_FUNCTION_INFO_V1(cext_topsis);
Datum
cext_topsis(PG_FUNCTION_ARGS)
{
	static const Option options[] = {{"weights", false, -1}, {"directions", false, -1}};
	WindowObject w = window_of(fcinfo);
	Partition  *p = WinGetPartitionLocalMemory(w, sizeof(Partition));

	hold_options(fcinfo, p, options, 2);
	if (p->result == NULL)
	{
		Units		units = {.rows = WinGetPartitionRowCount(w), .context = CurrentMemoryContext};
		double	   *score = keep_numbers(p, units.rows);

		read_rows(w, units.rows, put_unit, &units);
		if (units.columns > 0)
			cm_topsis(cext_call_host(), &(CmNumbers) {units.number, units.rows, units.columns},
					  cext_weights_argument(fcinfo, 1, "weights", "indicators", units.columns),
					  directions_argument(fcinfo, 2, units.columns), score);
		p->result = score;
	}
	return result_of_row(fcinfo, p);
}

/* Two points that do not depend on rows ---------------------------------------- */

/* Two points of a line, which must be two. */
static Datum
placed_between(FunctionCallInfo fcinfo, const char *name, const char *first, const char *second, double (*place) (double, double, double))
{
	double		from = cext_finite(first, PG_GETARG_FLOAT8(1));
	double		to = cext_finite(second, PG_GETARG_FLOAT8(2));

	if (from == to)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("arguments \"%s\" and \"%s\" must differ", first, second),
				 errdetail("Both are %g.", from),
				 errhint("Where low values are the good ones, the second one is the smaller.")));
	return cext_double_or_null(fcinfo, place(cext_finite(name, PG_GETARG_FLOAT8(0)), from, to));
}

PG_FUNCTION_INFO_V1(cext_goalpost);
Datum
cext_goalpost(PG_FUNCTION_ARGS)
{
	return placed_between(fcinfo, "x", "low", "high", cm_goalpost);
}

PG_FUNCTION_INFO_V1(cext_risk_ramp);
Datum
cext_risk_ramp(PG_FUNCTION_ARGS)
{
	return placed_between(fcinfo, "value", "elevated_from", "high_from", cm_risk_ramp);
}
