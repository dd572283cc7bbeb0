/*
 * arguments.c: what functions of a matrix take besides the matrix.
 */
#include "pg/arguments.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include <math.h>

CmText
cext_label(Datum datum)
{
	text	   *value = DatumGetTextPP(datum);
	CmText		label = {VARDATA_ANY(value), (uint32_t) VARSIZE_ANY_EXHDR(value)};

	return label;
}

CmText
cext_label_argument(FunctionCallInfo fcinfo, int number)
{
	return cext_label(PG_GETARG_DATUM(number));
}

int
cext_choice_argument(FunctionCallInfo fcinfo, int number, const char *name, const char *const *choices)
{
	char	   *given = PG_ARGISNULL(number) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(number));
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
			 errmsg("invalid value of argument \"%s\": '%s'", name, given),
			 errdetail("Known values are %s.", list.data),
			 errhint("Leave the argument out to use '%s'.", choices[0])));
	return -1;
}

bool
cext_of_firms_argument(FunctionCallInfo fcinfo, int number)
{
	static const char *const choices[] = {"size", "firms", NULL};

	return cext_choice_argument(fcinfo, number, "of", choices) == 1;
}

double
cext_amount_argument(FunctionCallInfo fcinfo, int number, const char *name)
{
	double		amount = PG_GETARG_FLOAT8(number);

	if (!(amount >= 0) || isinf(amount))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be a finite number that is not negative", name),
				 errdetail("It is %g.", amount),
				 errhint("Shares of negative amounts have no meaning; leave such rows out.")));
	return amount;
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
