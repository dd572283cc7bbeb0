/*
 * firm_health.c: firms that live on credit or subsidies, and firms that are
 * too rich in capital for where they are.
 *
 * The state of the aggregates is a packed CmYears; NULL is no row.
 */
#include "pg/arguments.h"
#include "pg/rows.h"

#include "core/firms/firm_health.h"

#include <math.h>

#define USUAL_YEARS 3
#define USUAL_AGE 10

/* A debt, NaN for NULL, cannot be negative. */
static double
debt_argument(FunctionCallInfo fcinfo, int number, const char *name)
{
	return cext_figure(PG_GETARG_DATUM(number), PG_ARGISNULL(number), name, false);
}

static Datum
answer_datum(FunctionCallInfo fcinfo, CmAnswer answer)
{
	if (answer == CM_ANSWER_UNKNOWN)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(answer == CM_ANSWER_YES);
}

/* Years in a row ------------------------------------------------------------ */

static CmYears
state_argument(FunctionCallInfo fcinfo, int number)
{
	CmYears		state;

	if (!cm_years_unpack(PG_GETARG_INT64(number), &state))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no state of every_year is " INT64_FORMAT, PG_GETARG_INT64(number)),
				 errdetail("It is not what every_year_accumulate or every_year_merge returned."),
				 errhint("Aggregate the years again.")));
	return state;
}

/* An integer argument in a range, or its usual value where the signature lacks it. */
static int32
option_argument(FunctionCallInfo fcinfo, int number, const char *name, int32 usual, int32 least, int32 most)
{
	if (PG_NARGS() <= number)
		return usual;
	return cext_whole_argument(fcinfo, number, name, least, most, psprintf("The usual one is %d.", usual));
}

static CmAnswer
condition_argument(FunctionCallInfo fcinfo, int number)
{
	if (PG_ARGISNULL(number))
		return CM_ANSWER_UNKNOWN;
	return PG_GETARG_BOOL(number) ? CM_ANSWER_YES : CM_ANSWER_NO;
}

static Datum
merged(CmYears *state, const CmYears *other)
{
	if (!cm_years_merge(state, other))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"years\" differs within a group"),
				 errdetail("It is %u and %u.", state->years, other->years),
				 errhint("Pass a constant, or group by it.")));
	return Int64GetDatum(cm_years_pack(state));
}

/* Adds a row: the year is argument 1, the answer that it gives is known. */
static Datum
add_year(FunctionCallInfo fcinfo, CmAnswer answer, CmAnswer last, int32 years)
{
	CmYears		row = {.years = (uint32_t) years, .answers = answer, .last = last};
	CmYears		state;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		return PG_GETARG_DATUM(0);
	}
	row.latest = PG_GETARG_INT32(1);
	if (PG_ARGISNULL(0))
		PG_RETURN_INT64(cm_years_pack(&row));
	state = state_argument(fcinfo, 0);
	return merged(&state, &row);
}

PG_FUNCTION_INFO_V1(cext_years_condition);
Datum
cext_years_condition(PG_FUNCTION_ARGS)
{
	return add_year(fcinfo, condition_argument(fcinfo, 2), CM_ANSWER_NONE,
					option_argument(fcinfo, 3, "years", USUAL_YEARS, 1, CM_YEARS_MOST));
}

PG_FUNCTION_INFO_V1(cext_years_icr);
Datum
cext_years_icr(PG_FUNCTION_ARGS)
{
	double		ebit = cext_figure_argument(fcinfo, 2, "ebit");
	double		interest = cext_figure_argument(fcinfo, 3, "interest");
	int32		years = option_argument(fcinfo, 5, "years", USUAL_YEARS, 1, CM_YEARS_MOST);
	int32		minimum_age = option_argument(fcinfo, 6, "minimum_age", USUAL_AGE, 0, 1000);
	CmAnswer	grown = CM_ANSWER_UNKNOWN;

	if (!PG_ARGISNULL(4))
		grown = PG_GETARG_INT32(4) >= minimum_age ? CM_ANSWER_YES : CM_ANSWER_NO;
	return add_year(fcinfo, cm_interest_uncovered(ebit, interest), grown, years);
}

PG_FUNCTION_INFO_V1(cext_years_loss);
Datum
cext_years_loss(PG_FUNCTION_ARGS)
{
	double		profit = cext_figure_argument(fcinfo, 2, "profit");
	double		subsidy = cext_figure_argument(fcinfo, 3, "subsidy");

	return add_year(fcinfo, cm_loss_without_subsidy(profit, subsidy), CM_ANSWER_NONE,
					option_argument(fcinfo, 4, "years", USUAL_YEARS, 1, CM_YEARS_MOST));
}

PG_FUNCTION_INFO_V1(cext_years_merge);
Datum
cext_years_merge(PG_FUNCTION_ARGS)
{
	CmYears		state = state_argument(fcinfo, 0);
	CmYears		other = state_argument(fcinfo, 1);

	return merged(&state, &other);
}

PG_FUNCTION_INFO_V1(cext_years_result);
Datum
cext_years_result(PG_FUNCTION_ARGS)
{
	CmYears		state = state_argument(fcinfo, 0);

	return answer_datum(fcinfo, cm_years_answer(&state));
}

/* One year ------------------------------------------------------------------ */

PG_FUNCTION_INFO_V1(cext_health_interest_cover);
Datum
cext_health_interest_cover(PG_FUNCTION_ARGS)
{
	return cext_double_or_null(fcinfo, cm_interest_cover(cext_figure_argument(fcinfo, 0, "ebit"),
												  cext_figure_argument(fcinfo, 1, "interest")));
}

PG_FUNCTION_INFO_V1(cext_health_minimum_interest);
Datum
cext_health_minimum_interest(PG_FUNCTION_ARGS)
{
	double		short_debt = debt_argument(fcinfo, 0, "short_debt");
	double		long_debt = debt_argument(fcinfo, 1, "long_debt");
	double		bonds = debt_argument(fcinfo, 2, "bonds");
	double		short_rate = cext_figure_argument(fcinfo, 3, "short_rate");
	double		bond_rate = cext_figure_argument(fcinfo, 5, "bond_rate");
	Datum	   *element;
	bool	   *isnull;
	int			rates = PG_ARGISNULL(4) ? 0 : cext_array_argument(fcinfo, 4, &element, &isnull);
	double	   *long_rate = palloc(((Size) rates + 1) * sizeof(double));

	for (int i = 0; i < rates; i++)
		long_rate[i] = cext_figure(element[i], isnull[i], "long_rates", true);
	return cext_double_or_null(fcinfo, cm_minimum_interest(short_debt, long_debt, bonds, short_rate, long_rate, rates, bond_rate));
}

PG_FUNCTION_INFO_V1(cext_health_zombie_chk);
Datum
cext_health_zombie_chk(PG_FUNCTION_ARGS)
{
	return answer_datum(fcinfo, cm_zombie_chk(cext_figure_argument(fcinfo, 0, "interest"),
											  cext_figure_argument(fcinfo, 1, "minimum_interest"),
											  debt_argument(fcinfo, 2, "debt_before")));
}

PG_FUNCTION_INFO_V1(cext_health_zombie_fn);
Datum
cext_health_zombie_fn(PG_FUNCTION_ARGS)
{
	return answer_datum(fcinfo, cm_zombie_fn(cext_figure_argument(fcinfo, 0, "interest"),
											 cext_figure_argument(fcinfo, 1, "minimum_interest"),
											 debt_argument(fcinfo, 2, "debt_before"),
											 cext_figure_argument(fcinfo, 3, "ebit"),
											 debt_argument(fcinfo, 4, "debt"),
											 cext_figure_argument(fcinfo, 5, "leverage_before")));
}
