/*
 * inequality.c: the type inequality_state and the aggregates of one column.
 *
 * The state of every aggregate is an inequality_state: flat (the bytes of
 * core/inequality/inequality_state.h) or expanded.  Its initial value is the text of an empty
 * state, which is the name of the measure.
 */
#include "pg/inequality/inequality.h"
#include "pg/arguments.h"
#include "pg/errors.h"
#include "pg/expanded.h"
#include "pg/host.h"
#include "pg/rows.h"
#include "pg/state.h"

#include "core/inequality/inequality_state.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include <math.h>

typedef struct Expanded
{
	CextExpanded frame;
	CmInequality state;
} Expanded;

/* Errors --------------------------------------------------------------- */

static void
check(CmStatus status, const CmIndex *m)
{
	if (status == CM_MALFORMED)
		cext_refuse_damaged("inequality_state");
	if (status == CM_TOO_LARGE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many different values for %s", m->column),
				 errdetail("At most %zu fit.", (size_t) CM_RUNS_MOST),
				 errhint("Aggregate by smaller groups, or round the values.")));
	if (status == CM_INCONSISTENT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 m->parameter == NULL ? errmsg("states of different measures cannot be merged") :
				 errmsg("argument \"%s\" of %s differs within a group", m->parameter, m->column),
				 errdetail("All rows of a group must have the same measure and the same parameter."),
				 errhint("Pass a constant, or group by it.")));
}

static pg_noinline void
refuse_amount(const CmIndex *m, const char *what, double amount)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s %s in %s", isnan(amount) ? "NaN" : isinf(amount) ? "infinite" : "negative", what, m->column),
			 errdetail("The %s is %g.", what, amount),
			 errhint("Leave such rows out with FILTER (WHERE ...), or correct them.")));
}

static pg_noinline void
refuse_parameter(const CmIndex *m, bool isnull, double parameter)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 isnull ? errmsg("argument \"%s\" of %s must not be NULL", m->parameter, m->column) :
			 errmsg("argument \"%s\" of %s is out of range", m->parameter, m->column),
			 isnull ? errdetail("It is NULL.") : errdetail("It is %g.", parameter),
			 errhint("Pass a %snumber %s.", m->whole ? "whole " : "", m->range)));
}

/* A state by hand, with the arguments of another measure. */
static void
check_arguments(const CmIndex *m, bool fit)
{
	if (!fit)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("these are not the arguments of %s", m->column),
				 m->kept == CM_KEEP_WEIGHTED ? errdetail("It takes values and weights.") :
				 m->parameter == NULL ? errdetail("It takes values, and no parameter.") :
				 errdetail("It takes values and the parameter \"%s\".", m->parameter),
				 errhint("Use the aggregate, or a state of the measure that is meant.")));
}

/* The expanded form ---------------------------------------------------- */

static void
encode(CextExpanded *frame)
{
	cm_inequality_encode(&((Expanded *) frame)->state, &frame->flat);
}

static Expanded *
expanded(Datum datum)
{
	Expanded   *e = (Expanded *) DatumGetEOHP(datum);

	Assert(e->frame.encode == encode);
	return e;
}

/* An expanded copy of an argument. */
static Expanded *
expand(FunctionCallInfo fcinfo, int number, MemoryContext context)
{
	CextFlat	flat = cext_flat_of(PG_GETARG_DATUM(number));
	const CmIndex *m = cm_inequality_index_of(flat.bytes, flat.count);
	Expanded   *e;

	if (m == NULL)
		check(CM_MALFORMED, NULL);
	e = cext_expanded_new(context, sizeof(Expanded), encode);
	cm_inequality_init(&e->state, &e->frame.host, m);
	check(cm_inequality_add_flat(&e->state, flat.bytes, flat.count), m);
	return e;
}

/* A state for change: the argument itself where it is ours to change, else a copy. */
static Expanded *
state_argument(FunctionCallInfo fcinfo, int number)
{
	if (VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(number))))
	{
		Expanded   *e = expanded(PG_GETARG_DATUM(number));

		e->frame.flat.used = 0;
		return e;
	}
	return expand(fcinfo, number, cext_state_context(fcinfo));
}

/* Aggregates ----------------------------------------------------------- */

static inline bool
is_amount(double amount)
{
	return likely(amount >= 0 && !isinf(amount));
}

static Datum
add(Expanded *e, double value, double weight)
{
	const CmIndex *m = e->state.index;

	if (!is_amount(value))
		refuse_amount(m, "value", value);
	check(cm_inequality_add(&e->state, value, weight), m);
	return EOHPGetRWDatum(&e->frame.header);
}

/* A value with the weight in an argument; nothing is added where that is NULL. */
static Datum
add_weighted(FunctionCallInfo fcinfo, int number, Expanded *e, double value)
{
	double		weight = PG_ARGISNULL(number) ? 0 : PG_GETARG_FLOAT8(number);

	if (PG_ARGISNULL(number))
		return EOHPGetRWDatum(&e->frame.header);
	if (!is_amount(weight))
		refuse_amount(e->state.index, "weight", weight);
	return add(e, value, weight);
}

static void
set_parameter(Expanded *e, bool isnull, double parameter)
{
	const CmIndex *m = e->state.index;

	if (isnull || !cm_parameter_fits(m, parameter))
		refuse_parameter(m, isnull, parameter);
	check(cm_inequality_parameter(&e->state, parameter), m);
}

static Datum
add_with_parameter(Expanded *e, double value, bool isnull, double parameter)
{
	const CmIndex *m = e->state.index;

	check_arguments(m, m->parameter != NULL && m->kept != CM_KEEP_WEIGHTED);
	set_parameter(e, isnull, parameter);
	return add(e, value, 1);
}

PG_FUNCTION_INFO_V1(cext_inequality_value);
Datum
cext_inequality_value(PG_FUNCTION_ARGS)
{
	Expanded   *e;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	e = state_argument(fcinfo, 0);
	check_arguments(e->state.index, e->state.index->parameter == NULL && e->state.index->kept != CM_KEEP_WEIGHTED);
	if (PG_ARGISNULL(1))
		return EOHPGetRWDatum(&e->frame.header);
	return add(e, PG_GETARG_FLOAT8(1), 1);
}

/* The second number is a weight or a parameter. */
PG_FUNCTION_INFO_V1(cext_inequality_pair);
Datum
cext_inequality_pair(PG_FUNCTION_ARGS)
{
	Expanded   *e;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	e = state_argument(fcinfo, 0);
	if (PG_ARGISNULL(1))
		return EOHPGetRWDatum(&e->frame.header);
	if (e->state.index->kept != CM_KEEP_WEIGHTED || e->state.index->parameter != NULL)
		return add_with_parameter(e, PG_GETARG_FLOAT8(1), PG_ARGISNULL(2), PG_ARGISNULL(2) ? 0 : PG_GETARG_FLOAT8(2));
	return add_weighted(fcinfo, 2, e, PG_GETARG_FLOAT8(1));
}

/* A parameter and a weight. */
PG_FUNCTION_INFO_V1(cext_inequality_weighted);
Datum
cext_inequality_weighted(PG_FUNCTION_ARGS)
{
	Expanded   *e;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	e = state_argument(fcinfo, 0);
	check_arguments(e->state.index, e->state.index->kept == CM_KEEP_WEIGHTED && e->state.index->parameter != NULL);
	if (PG_ARGISNULL(1))
		return EOHPGetRWDatum(&e->frame.header);
	set_parameter(e, PG_ARGISNULL(2), PG_ARGISNULL(2) ? 0 : PG_GETARG_FLOAT8(2));
	return add_weighted(fcinfo, 3, e, PG_GETARG_FLOAT8(1));
}

PG_FUNCTION_INFO_V1(cext_inequality_number);
Datum
cext_inequality_number(PG_FUNCTION_ARGS)
{
	Expanded   *e;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	e = state_argument(fcinfo, 0);
	if (PG_ARGISNULL(1))
		return EOHPGetRWDatum(&e->frame.header);
	return add_with_parameter(e, PG_GETARG_FLOAT8(1), PG_ARGISNULL(2), PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2));
}

PG_FUNCTION_INFO_V1(cext_inequality_merge);
Datum
cext_inequality_merge(PG_FUNCTION_ARGS)
{
	Expanded   *e;
	CextFlat	flat;

	if (PG_ARGISNULL(0) && PG_ARGISNULL(1))
		PG_RETURN_NULL();
	e = state_argument(fcinfo, PG_ARGISNULL(0) ? 1 : 0);
	if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1))
	{
		flat = cext_flat_of(PG_GETARG_DATUM(1));
		check(cm_inequality_add_flat(&e->state, flat.bytes, flat.count), e->state.index);
		/* Should the argument be the state itself, its bytes are old now. */
		e->frame.flat.used = 0;
	}
	return EOHPGetRWDatum(&e->frame.header);
}

CmInequality *
cext_inequality_argument(FunctionCallInfo fcinfo, int number)
{
	if (VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(PG_GETARG_DATUM(number))))
		return &expanded(PG_GETARG_DATUM(number))->state;
	return &expand(fcinfo, number, CurrentMemoryContext)->state;
}

PG_FUNCTION_INFO_V1(cext_inequality_result);
Datum
cext_inequality_result(PG_FUNCTION_ARGS)
{
	return cext_double_or_null(fcinfo, cm_inequality_result(cext_inequality_argument(fcinfo, 0)));
}

/* Lorenz curve --------------------------------------------------------- */

/* The elements of an array of float8; NULL ones have `isnull` set. */
static int
numbers_argument(FunctionCallInfo fcinfo, int number, Datum **elements, bool **isnull)
{
	int			count;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(number), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
					  elements, isnull, &count);
	return count;
}

/* The arrays as a state of Gini's index. */
static void
read_distribution(FunctionCallInfo fcinfo, CmInequality *state)
{
	bool		weighted = !PG_ARGISNULL(1);
	const CmIndex *m = weighted ? cm_index("gini_weighted", 13) : cm_index("gini", 4);
	Datum	   *value,
			   *weight = NULL;
	bool	   *no_value,
			   *no_weight = NULL;
	int			count = numbers_argument(fcinfo, 0, &value, &no_value);
	int			weights = weighted ? numbers_argument(fcinfo, 1, &weight, &no_weight) : count;

	if (weights != count)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("arguments \"values\" and \"weights\" differ in length"),
				 errdetail("They have %d and %d elements.", count, weights),
				 errhint("Collect them with array_agg from the same rows.")));
	cm_inequality_init(state, cext_call_host(), m);
	for (int i = 0; i < count; i++)
	{
		double		w = 1;

		CHECK_FOR_INTERRUPTS();
		if (no_value[i] || (weighted && no_weight[i]))
			continue;
		if (weighted)
			w = DatumGetFloat8(weight[i]);
		if (!is_amount(DatumGetFloat8(value[i])))
			refuse_amount(m, "value", DatumGetFloat8(value[i]));
		if (!is_amount(w))
			refuse_amount(m, "weight", w);
		check(cm_inequality_add(state, DatumGetFloat8(value[i]), w), m);
	}
}

PG_FUNCTION_INFO_V1(cext_inequality_lorenz);
Datum
cext_inequality_lorenz(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmInequality state;
	CmLorenzPoint *point;
	int32		points;
	size_t		count;
	double		gini;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	points = cext_curve_argument(fcinfo, 2);
	read_distribution(fcinfo, &state);
	point = palloc(((Size) points + 1) * sizeof(CmLorenzPoint));
	gini = cm_inequality_result(&state);
	count = cm_lorenz_curve(&state, (uint32_t) points, point);
	for (size_t i = 0; i < count; i++)
	{
		cext_put_double(&rows, point[i].population);
		cext_put_double(&rows, point[i].value);
		cext_put_double(&rows, gini);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

/* Text form ------------------------------------------------------------ */

PG_FUNCTION_INFO_V1(cext_inequality_out);
Datum
cext_inequality_out(PG_FUNCTION_ARGS)
{
	CextFlat	flat = cext_flat_of(PG_GETARG_DATUM(0));
	CmBytes		text = {.host = cext_call_host()};

	if (!cm_inequality_print(flat.bytes, flat.count, &text))
		check(CM_MALFORMED, NULL);
	cm_put_byte(&text, '\0');
	PG_RETURN_CSTRING((char *) text.data);
}

PG_FUNCTION_INFO_V1(cext_inequality_in);
Datum
cext_inequality_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	size_t		length = strcspn(text, ":");
	const CmIndex *m = cm_index(text, length);
	CmBytes		bytes = {.host = cext_call_host()};

	if (m == NULL)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s", "inequality_state"),
				 errdetail("\"%s\" is not the name of a measure.", cext_shown(text, length)),
				 errhint("An empty state is written as the name of its measure, such as theil.")));
	if (!cm_inequality_parse(m, text + length, &bytes))
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s", "inequality_state"),
				 errdetail("What follows \"%s:\" is not the state of this measure.", m->name),
				 errhint("Write what the output function wrote.")));
	return cext_flat_datum(&bytes);
}

/* Binary form: the stored form -------------------------------------------- */

PG_FUNCTION_INFO_V1(cext_inequality_send);
Datum
cext_inequality_send(PG_FUNCTION_ARGS)
{
	return cext_send_state(fcinfo);
}

PG_FUNCTION_INFO_V1(cext_inequality_recv);
Datum
cext_inequality_recv(PG_FUNCTION_ARGS)
{
	return cext_receive_state(fcinfo, "inequality_state", cm_inequality_sound);
}
