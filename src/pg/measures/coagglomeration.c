/*
 * coagglomeration.c: industries that are where other industries are.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/rows.h"

#include "core/measures/coagglomeration.h"

#include <math.h>

PG_FUNCTION_INFO_V1(cext_agglomeration_pairs);
Datum
cext_agglomeration_pairs(PG_FUNCTION_ARGS)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	CextRows	rows;
	CmTable		t,
				reference;
	CmCoagglomeration c;
	Datum	   *industry;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	cext_amounts_argument(fcinfo, 0, &t);
	cext_check_reference(cm_coagglomeration_open(&c, cext_call_host(), &t, cext_reference_argument(fcinfo, 1, &reference), of_firms),
						 "region", t.region_label);
	industry = cext_texts(t.industry_label, t.industries);
	for (uint32_t a = 0; a < t.industries; a++)
	{
		cm_coagglomeration_begin(&c, a);
		for (uint32_t b = a + 1; b < t.industries; b++)
		{
			double		row[CM_COAGGLOMERATION_COLUMNS];

			cm_coagglomeration_row(&c, a, b, row);
			cext_put_datum(&rows, industry[a]);
			cext_put_datum(&rows, industry[b]);
			cext_put_doubles(&rows, row, CM_COAGGLOMERATION_COLUMNS);
			cext_rows_end_row(&rows);
		}
	}
	return (Datum) 0;
}

/* Which industries of a table an array names; names that it lacks are ignored. */
static bool *
members_argument(FunctionCallInfo fcinfo, int number, const CmTable *t)
{
	bool	   *member = MemoryContextAllocZero(CurrentMemoryContext, (Size) t->industries + 1);
	Datum	   *name;
	bool	   *isnull;
	int			names = cext_array_argument(fcinfo, number, &name, &isnull);

	for (int n = 0; n < names; n++)
	{
		uint32_t	place = isnull[n] ? UINT32_MAX :
			cm_label_place(t->industry_label, t->industries, cext_label(name[n]));

		CHECK_FOR_INTERRUPTS();
		if (place != UINT32_MAX)
			member[place] = true;
	}
	return member;
}

PG_FUNCTION_INFO_V1(cext_agglomeration_group);
Datum
cext_agglomeration_group(PG_FUNCTION_ARGS)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 3);
	CmTable		t,
				reference;
	CmConcentration c;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	cext_amounts_argument(fcinfo, 0, &t);
	cext_check_reference(cm_concentration_open(&c, cext_call_host(), &t, cext_reference_argument(fcinfo, 2, &reference), of_firms),
						 "region", t.region_label);
	return cext_double_or_null(fcinfo, cm_group_coagglomeration(&c, cext_call_host(), members_argument(fcinfo, 1, &t)));
}
