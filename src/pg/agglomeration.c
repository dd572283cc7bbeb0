/*
 * agglomeration.c: industries that are where other industries are.
 */
#include "pg/arguments.h"
#include "pg/rows.h"

#include "core/agglomeration.h"
#include "core/simulation.h"

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
	cext_table_argument(fcinfo, 0, &t);
	cext_check_reference(cm_coagglomeration_open(&c, cext_call_host(), &t, cext_reference_argument(fcinfo, 1, &reference), of_firms),
						 "region", t.region_label);
	industry = cext_texts(t.industry_label, t.industries);
	for (uint32_t a = 0; a < t.industries; a++)
	{
		CHECK_FOR_INTERRUPTS();
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
	double		index;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	cext_table_argument(fcinfo, 0, &t);
	cext_check_reference(cm_concentration_open(&c, cext_call_host(), &t, cext_reference_argument(fcinfo, 2, &reference), of_firms),
						 "region", t.region_label);
	index = cm_group_coagglomeration(&c, cext_call_host(), members_argument(fcinfo, 1, &t));
	if (!isfinite(index))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(index);
}

/* The plants' sizes; they must be those of the industry. */
static double *
plants_argument(FunctionCallInfo fcinfo, int number, const CmTable *t, uint32_t industry, uint64_t *plants)
{
	Datum	   *size;
	bool	   *isnull;
	int			sizes = cext_array_argument(fcinfo, number, &size, &isnull);
	double	   *plant = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) sizes + 1) * sizeof(double));
	double		total = 0;

	*plants = 0;
	for (int i = 0; i < sizes; i++)
	{
		double		value = isnull[i] ? 0 : DatumGetFloat8(size[i]);

		if (!(value >= 0) || isinf(value))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"sizes\" must hold finite numbers that are not negative"),
					 errdetail("One of them is %g.", value),
					 errhint("Collect them with array_agg from the firms of the matrix.")));
		if (!isnull[i])
			plant[(*plants)++] = value;
		total += value;
	}
	if (fabs(total - t->industry.size[industry]) > 1e-9 * t->industry.size[industry])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"sizes\" does not add up to the industry's size"),
				 errdetail("They add up to %g, the industry to %g.", total, t->industry.size[industry]),
				 errhint("Collect them with array_agg from the firms of this industry and matrix.")));
	return plant;
}

PG_FUNCTION_INFO_V1(cext_agglomeration_simulated);
Datum
cext_agglomeration_simulated(PG_FUNCTION_ARGS)
{
	int32		draws = PG_GETARG_INT32(3);
	CextRows	result;
	CmTable		t;
	CmConcentration c;
	uint32_t	industry;
	uint64_t	plants;
	double	   *plant;
	double		row[CM_SIMULATION_COLUMNS];

	if (draws < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"draws\" must be at least 1"),
				 errdetail("It is %d.", draws),
				 errhint("1000 draws tell p-values of a few percent.")));
	cext_row_begin(&result, fcinfo);
	cext_table_argument(fcinfo, 0, &t);
	industry = cext_place_argument(fcinfo, 1, "industry", "industries", t.industry_label, t.industries);
	plant = plants_argument(fcinfo, 2, &t, industry, &plants);
	cm_concentration_open(&c, cext_call_host(), &t, NULL, false);
	cm_simulate_ellison_glaeser(&c, cext_call_host(), industry, plant, plants, draws, (uint64_t) PG_GETARG_INT64(4), row);
	cext_put_doubles(&result, row, CM_SIMULATION_COLUMNS);
	return cext_row_end(&result);
}
