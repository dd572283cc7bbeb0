/*
 * arguments.c: what functions of a matrix take besides the matrix.
 */
#include "pg/arguments.h"
#include "pg/errors.h"
#include "pg/settings.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include <math.h>

/* The place of a value, NULL for none, among those that there are.  Without a hint the first is what a function takes by itself. */
static int
choice(const char *given, const char *name, const char *const *choices, const char *hint)
{
	StringInfoData list;

	for (int i = 0; given != NULL && choices[i] != NULL; i++)
		if (strcmp(given, choices[i]) == 0)
			return i;
	initStringInfo(&list);
	for (int i = 0; choices[i] != NULL; i++)
		appendStringInfo(&list, "%s'%s'", i == 0 ? "" : ", ", choices[i]);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 given == NULL ? errmsg("argument \"%s\" must not be NULL", name) :
			 errmsg("invalid value of argument \"%s\": '%s'", name, cext_shown(given, strlen(given))),
			 errdetail("Known values are %s.", list.data),
			 hint == NULL ? errhint("Leave the argument out to use '%s'.", choices[0]) : errhint("%s", hint)));
	return -1;
}

int
cext_choice_argument(FunctionCallInfo fcinfo, int number, const char *name, const char *const *choices)
{
	char	   *given = PG_ARGISNULL(number) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(number));

	return choice(given, name, choices, NULL);
}

int
cext_choices_argument(FunctionCallInfo fcinfo, int number, const char *name, const char *const *choices, const char *hint, bool *chosen)
{
	Datum	   *value;
	bool	   *isnull;
	int			values = PG_ARGISNULL(number) ? 0 : cext_array_argument(fcinfo, number, &value, &isnull);

	for (int k = 0; k < values; k++)
		chosen[choice(isnull[k] ? NULL : TextDatumGetCString(value[k]), name, choices, hint)] = true;
	return values;
}

bool
cext_of_firms_argument(FunctionCallInfo fcinfo, int number)
{
	static const char *const choices[] = {"size", "firms", NULL};

	return cext_choice_argument(fcinfo, number, "of", choices) == 1;
}

static void
check_number(double value, const char *name, bool negative, const char *hint)
{
	if (isnan(value) || isinf(value) || (value < 0 && !negative))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be a finite number%s", name, negative ? "" : " that is not negative"),
				 errdetail("It is %g.", value),
				 errhint("%s", hint)));
}

double
cext_amount_argument(FunctionCallInfo fcinfo, int number, const char *name)
{
	double		amount = PG_GETARG_FLOAT8(number);

	check_number(amount, name, false, "Shares of negative amounts have no meaning; leave such rows out.");
	return amount;
}

double
cext_figure(Datum figure, bool isnull, const char *name, bool negative)
{
	double		value = isnull ? NAN : DatumGetFloat8(figure);

	if (!isnull)
		check_number(value, name, negative, "Correct such rows, or leave them out.");
	return value;
}

double
cext_figure_argument(FunctionCallInfo fcinfo, int number, const char *name)
{
	return cext_figure(PG_GETARG_DATUM(number), PG_ARGISNULL(number), name, true);
}

int
cext_array_argument(FunctionCallInfo fcinfo, int number, Datum **elements, bool **isnull)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(number);
	int16		length;
	bool		by_value;
	char		align;
	int			count;

	get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &by_value, &align);
	deconstruct_array(array, ARR_ELEMTYPE(array), length, by_value, align, elements, isnull, &count);
	return count;
}

uint32_t
cext_place_argument(FunctionCallInfo fcinfo, int number, const char *what, const char *plural,
					const CmText *labels, uint32_t count)
{
	CmText		label = cext_label_argument(fcinfo, number);
	uint32_t	place = cm_label_place(labels, count, label);

	if (place == UINT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the matrix has no %s \"%s\"", what, cext_shown(label.bytes, label.length)),
				 errdetail("It has %u %s.", count, plural),
				 errhint("List them with %s(m).", plural)));
	return place;
}

void
cext_check_reference(uint32_t missing, const char *what, const CmText *labels)
{
	if (missing != UINT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the reference has nothing in %s \"%.*s\"", what,
						(int) labels[missing].length, labels[missing].bytes),
				 errdetail("The matrix has, so shares cannot be compared."),
				 errhint("Use a reference that contains the matrix, or a subset of the matrix.")));
}

void
cext_check_lengths(const char *name, int length, const char *other_name, int other_length)
{
	if (length != other_length)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("arguments \"%s\" and \"%s\" differ in length", name, other_name),
				 errdetail("They have %d and %d elements.", length, other_length),
				 errhint("Collect them with array_agg from the same rows.")));
}

void
cext_check_pairs(uint32_t regions, uint32_t industries)
{
	if ((uint64_t) regions * industries > (uint64_t) cext_max_cells)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("absent => true would list more than %d pairs", cext_max_cells),
				 errdetail("%u regions by %u industries.", regions, industries),
				 errhint("Raise cluster_ext.max_cells, or use a subset or coarser labels.")));
}

double
cext_threshold_argument(FunctionCallInfo fcinfo, int number)
{
	double		threshold = PG_ARGISNULL(number) ? NAN : PG_GETARG_FLOAT8(number);

	if (!(threshold > 0) || isinf(threshold))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"threshold\" must be a finite number above 0"),
				 isnan(threshold) ? errdetail("It is NULL or NaN.") : errdetail("It is %g.", threshold),
				 errhint("An industry is present where its location quotient is at least this; the usual one is 1.")));
	return threshold;
}

double *
cext_figures_argument(FunctionCallInfo fcinfo, int labels_number, const char *labels_name,
					  int number, const char *name, const CmTable *t, double *total)
{
	Datum	   *label,
			   *figure;
	bool	   *no_label,
			   *no_figure;
	int			labels = PG_ARGISNULL(labels_number) ? 0 : cext_array_argument(fcinfo, labels_number, &label, &no_label);
	int			figures = PG_ARGISNULL(number) ? 0 : cext_array_argument(fcinfo, number, &figure, &no_figure);
	double	   *by_region = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) t->regions + 1) * sizeof(double));

	*total = 0;
	cext_check_lengths(labels_name, labels, name, figures);
	for (uint32_t r = 0; r < t->regions; r++)
		by_region[r] = NAN;
	for (int i = 0; i < labels; i++)
	{
		double		value = no_figure[i] ? 0 : DatumGetFloat8(figure[i]);
		uint32_t	place;

		CHECK_FOR_INTERRUPTS();
		if (!(value >= 0) || isinf(value))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"%s\" must hold finite numbers that are not negative", name),
					 errdetail("One of them is %g.", value),
					 errhint("Pass NULL where a figure is not known.")));
		if (no_label[i] || no_figure[i])
			continue;
		*total += value;
		place = cm_label_place(t->region_label, t->regions, cext_label(label[i]));
		if (place != UINT32_MAX)
			by_region[place] = isnan(by_region[place]) ? value : by_region[place] + value;
	}
	return by_region;
}

int32
cext_whole_argument(FunctionCallInfo fcinfo, int number, const char *name, int32 least, int32 most, const char *hint)
{
	int32		value = PG_ARGISNULL(number) ? 0 : PG_GETARG_INT32(number);

	if (PG_ARGISNULL(number) || value < least || value > most)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be from %d to %d", name, least, most),
				 PG_ARGISNULL(number) ? errdetail("It is NULL.") : errdetail("It is %d.", value),
				 errhint("%s", hint)));
	return value;
}

double
cext_range_argument(FunctionCallInfo fcinfo, int number, const char *name, double least, double most, const char *hint)
{
	double		value = PG_ARGISNULL(number) ? NAN : PG_GETARG_FLOAT8(number);

	if (!(value >= least && value <= most))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be between %g and %g", name, least, most),
				 isnan(value) ? errdetail("It is NULL or NaN.") : errdetail("It is %g.", value),
				 errhint("%s", hint)));
	return value;
}

uint64
cext_seed_argument(FunctionCallInfo fcinfo, int number)
{
	if (PG_ARGISNULL(number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"seed\" must not be NULL"),
				 errdetail("Equal seeds give equal draws."),
				 errhint("Pass any number, or leave the argument out.")));
	return (uint64) PG_GETARG_INT64(number);
}
