/*
 * composite.c: weights and means of composite indicators: what the aggregates
 * make of their states, and means of arrays.
 */
#include "pg/composite/composite_state.h"
#include "pg/host.h"

#include "core/composite/composite_weights.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include <float.h>
#include <math.h>

/* Weights ----------------------------------------------------------------- */

/* What numbers a formula takes. */
typedef struct Rule
{
	double		least;
	double		most;
	const char *hint;
} Rule;

static const Rule any_number = {-DBL_MAX, DBL_MAX, "Pass NULL where a number is not known."};
static const Rule not_negative = {0, DBL_MAX, "Shares and powers of negative numbers have no meaning; normalize them to 0 to 1 first."};
static const Rule zero_to_one = {0, 1, "A risk is from 0 to 1; normalize it first, with goalpost or risk_ramp."};

/* `place` is that of an indicator, from 1; 0 if there is only one. */
static void
check_number(double number, const Rule *rule, size_t place)
{
	if (number < rule->least || number > rule->most)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("indicator is out of range"),
				 place > 0 ? errdetail("Indicator %zu of a unit is %g.", place, number) : errdetail("It is %g.", number),
				 errhint("%s", rule->hint)));
}

static Datum
weights_result(FunctionCallInfo fcinfo, CmWeighting formula, const Rule *rule)
{
	CmNumbers	units;
	double	   *weight;
	Datum	   *element;

	cext_composite_argument(fcinfo, 0, &units);
	if (units.columns > CM_INDICATORS_MOST)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many indicators"),
				 errdetail("There are %zu; weights are found for at most %d.", units.columns, CM_INDICATORS_MOST),
				 errhint("Weigh groups of indicators on their own.")));
	for (size_t i = 0; i < units.rows * units.columns; i++)
	{
		check_number(units.number[i], rule, i % units.columns + 1);
		CHECK_FOR_INTERRUPTS();
	}
	weight = palloc((units.columns + 1) * sizeof(double));
	if (!formula(cext_call_host(), &units, weight))
		PG_RETURN_NULL();
	element = palloc(units.columns * sizeof(Datum));
	for (size_t k = 0; k < units.columns; k++)
		element[k] = Float8GetDatum(weight[k]);
	PG_RETURN_ARRAYTYPE_P(construct_array(element, (int) units.columns, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

PG_FUNCTION_INFO_V1(cext_composite_entropy);
Datum
cext_composite_entropy(PG_FUNCTION_ARGS)
{
	return weights_result(fcinfo, cm_entropy_weights, &not_negative);
}

PG_FUNCTION_INFO_V1(cext_composite_critic);
Datum
cext_composite_critic(PG_FUNCTION_ARGS)
{
	return weights_result(fcinfo, cm_critic_weights, &any_number);
}

PG_FUNCTION_INFO_V1(cext_composite_pca);
Datum
cext_composite_pca(PG_FUNCTION_ARGS)
{
	return weights_result(fcinfo, cm_pca_weights, &any_number);
}

/* Means ------------------------------------------------------------------- */

/* A state whose rows have `columns` numbers, or one more: the least coverage. */
static void
means_argument(FunctionCallInfo fcinfo, size_t columns, CmNumbers *n)
{
	cext_composite_argument(fcinfo, 0, n);
	if (n->rows > 0 && n->columns != columns && n->columns != columns + 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rows of this mean have %zu or %zu numbers", columns, columns + 1),
				 errdetail("These have %zu.", n->columns),
				 errhint("Pass a state that composite_accumulate made for the same mean.")));
	for (size_t i = 0; i < n->rows; i++)
	{
		cext_weight("weight", n->number[i * n->columns + 1]);
		CHECK_FOR_INTERRUPTS();
	}
}

static void
check_values(const CmNumbers *n, const Rule *rule)
{
	for (size_t i = 0; i < n->rows; i++)
	{
		check_number(n->number[i * n->columns], rule, 0);
		CHECK_FOR_INTERRUPTS();
	}
}

/* What the rows of a group must agree on; NaN if there are none. */
static double
parameter_of(const CmNumbers *n, size_t column, const char *name, double least, double most, const char *range)
{
	double		parameter = n->rows == 0 ? NAN : n->number[column];

	for (size_t i = 0; i < n->rows; i++)
	{
		double		other = n->number[i * n->columns + column];

		CHECK_FOR_INTERRUPTS();
		if (!(other >= least && other <= most))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 isnan(other) ? errmsg("argument \"%s\" must be a number", name) :
					 errmsg("argument \"%s\" is out of range", name),
					 isnan(other) ? errdetail("It is NULL or NaN.") : errdetail("It is %g.", other),
					 errhint("Pass a number %s.", range)));
		if (other != parameter)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"%s\" differs within a group", name),
					 errdetail("It is %g and %g.", Min(parameter, other), Max(parameter, other)),
					 errhint("Pass a constant, or group by it.")));
	}
	return parameter;
}

/* The mean, unless less is known than the rows' last number, if they have `columns` and one more, asks for. */
static Datum
mean_if_covered(FunctionCallInfo fcinfo, const CmNumbers *n, size_t columns, double mean)
{
	if (n->rows > 0 && n->columns > columns &&
		cm_coverage(cext_call_host(), n) < parameter_of(n, columns, "minimum_coverage", 0, 1, "from 0 to 1"))
		PG_RETURN_NULL();
	return cext_double_or_null(fcinfo, mean);
}

static double
power_mean(const CmNumbers *n, double exponent)
{
	check_values(n, exponent == 1 ? &any_number : &not_negative);
	return cm_power_mean(cext_call_host(), n, exponent);
}

static double
geometric_safety(const CmNumbers *n)
{
	check_values(n, &zero_to_one);
	return cm_geometric_safety(cext_call_host(), n);
}

PG_FUNCTION_INFO_V1(cext_composite_mean);
Datum
cext_composite_mean(PG_FUNCTION_ARGS)
{
	CmNumbers	n;

	means_argument(fcinfo, 2, &n);
	return mean_if_covered(fcinfo, &n, 2, power_mean(&n, 1));
}

PG_FUNCTION_INFO_V1(cext_composite_power_mean);
Datum
cext_composite_power_mean(PG_FUNCTION_ARGS)
{
	CmNumbers	n;

	means_argument(fcinfo, 3, &n);
	return mean_if_covered(fcinfo, &n, 3, power_mean(&n, parameter_of(&n, 2, "exponent", -INFINITY, INFINITY, "such as 2")));
}

PG_FUNCTION_INFO_V1(cext_composite_safety);
Datum
cext_composite_safety(PG_FUNCTION_ARGS)
{
	CmNumbers	n;

	means_argument(fcinfo, 2, &n);
	return mean_if_covered(fcinfo, &n, 2, geometric_safety(&n));
}

PG_FUNCTION_INFO_V1(cext_composite_coverage);
Datum
cext_composite_coverage(PG_FUNCTION_ARGS)
{
	CmNumbers	n;

	means_argument(fcinfo, 2, &n);
	return cext_double_or_null(fcinfo, cm_coverage(cext_call_host(), &n));
}

/* Means of arrays --------------------------------------------------------- */

/* Values from one array argument and weights from the next one, as rows of both. */
static void
arrays_argument(FunctionCallInfo fcinfo, CmNumbers *n)
{
	Datum	   *element;
	bool	   *isnull;
	int			count = cext_array_argument(fcinfo, 0, &element, &isnull);
	double	   *weight = cext_weights_argument(fcinfo, 1, "w", "u", count);
	double	   *number = palloc((2 * (Size) count + 1) * sizeof(double));

	for (int i = 0; i < count; i++)
	{
		number[2 * i] = isnull[i] ? NAN : cext_finite("u", DatumGetFloat8(element[i]));
		number[2 * i + 1] = weight[i];
		CHECK_FOR_INTERRUPTS();
	}
	*n = (CmNumbers) {number, count, 2};
}

PG_FUNCTION_INFO_V1(cext_risk_power_mean);
Datum
cext_risk_power_mean(PG_FUNCTION_ARGS)
{
	CmNumbers	n;
	double		exponent = PG_ARGISNULL(2) ? NAN : PG_GETARG_FLOAT8(2);

	if (isnan(exponent))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"p\" must be a number"),
				 errdetail("It is NULL or NaN."),
				 errhint("1 is the mean, 2 the quadratic mean, 'Infinity' the largest.")));
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	arrays_argument(fcinfo, &n);
	return cext_double_or_null(fcinfo, power_mean(&n, exponent));
}

PG_FUNCTION_INFO_V1(cext_risk_geometric_safety);
Datum
cext_risk_geometric_safety(PG_FUNCTION_ARGS)
{
	CmNumbers	n;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	arrays_argument(fcinfo, &n);
	return cext_double_or_null(fcinfo, geometric_safety(&n));
}
