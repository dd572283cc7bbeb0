/*
 * dartboard.c: the Ellison-Glaeser index of plants thrown at regions.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/inequality/inequality.h"
#include "pg/rows.h"
#include "pg/settings.h"

#include "core/measures/dartboard.h"

#include <math.h>

#define DRAWS_MOST 10000000

/* A matrix and what is prepared of it, kept for the industries to come. */
typedef struct Prepared
{
	CmHost		host;
	CmConcentration concentration;
} Prepared;

static const CmConcentration *
concentration_argument(FunctionCallInfo fcinfo, int number)
{
	CextOpened *opened = cext_opened_argument(fcinfo, number);

	if (opened->derived == NULL)
	{
		Prepared   *p = MemoryContextAlloc(opened->context, sizeof(Prepared));

		p->host = cext_host(opened->context);
		cm_concentration_open(&p->concentration, &p->host, &opened->table, NULL, false);
		opened->derived = p;
	}
	return &((Prepared *) opened->derived)->concentration;
}

/* Sizes of plants, one after the other. */
typedef struct Plants
{
	double	   *size;
	uint64_t	count;
	double		total;
} Plants;

static Plants
plants_of_array(FunctionCallInfo fcinfo, int number)
{
	Datum	   *size;
	bool	   *isnull;
	int			sizes = cext_array_argument(fcinfo, number, &size, &isnull);
	Plants		p = {.size = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) sizes + 1) * sizeof(double))};

	for (int i = 0; i < sizes; i++)
	{
		double		value = isnull[i] ? 0 : DatumGetFloat8(size[i]);

		CHECK_FOR_INTERRUPTS();
		if (!(value >= 0) || isinf(value))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"sizes\" must hold finite numbers that are not negative"),
					 errdetail("One of them is %g.", value),
					 errhint("Collect them with array_agg from the firms of the matrix.")));
		if (!isnull[i])
			p.size[p.count++] = value;
		p.total += value;
	}
	return p;
}

/* The sizes that an aggregate collected: values, and how often each came, which a few bytes can say of any number. */
static Plants
plants_of_state(CmInequality *state)
{
	Plants		p = {0};

	/* A few bytes may say that a size comes very often. */
	if (state->values > (uint64_t) cext_max_cells)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many plants to be thrown"),
				 errdetail("There are " UINT64_FORMAT "; cluster_ext.max_cells allows %d.", (uint64) state->values, cext_max_cells),
				 errhint("Raise cluster_ext.max_cells.")));
	p.size = MemoryContextAllocHuge(CurrentMemoryContext, (state->values + 1) * sizeof(double));
	cm_runs_order(&state->runs, state->host);
	for (size_t i = 0; i < state->runs.count; i++)
	{
		CmRun		run = state->runs.run[i];

		for (double times = 0; times < run.weight; times++)
		{
			p.size[p.count++] = run.value;
			CHECK_FOR_INTERRUPTS();
		}
		p.total += run.weight * run.value;
	}
	return p;
}

/* The row for the industry in the argument after the matrix, draws and seed in those at `draws_number`. */
static Datum
simulate(FunctionCallInfo fcinfo, int matrix_number, int draws_number, Plants plants)
{
	const CmConcentration *c = concentration_argument(fcinfo, matrix_number);
	const CmTable *t = c->table;
	uint32_t	industry = cext_place_argument(fcinfo, matrix_number + 1, "industry", "industries", t->industry_label, t->industries);
	int32		draws = cext_whole_argument(fcinfo, draws_number, "draws", 1, DRAWS_MOST, "1000 draws tell p-values of a few percent.");
	CextRows	result;
	double		row[CM_SIMULATION_COLUMNS];

	/* An unknown size, which has no index, may be any sum. */
	if (fabs(plants.total - t->industry.size[industry]) > 1e-9 * t->industry.size[industry])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the sizes do not add up to the industry's size"),
				 errdetail("They add up to %g, the industry to %g.", plants.total, t->industry.size[industry]),
				 errhint("Collect the sizes of the firms of this industry, those that the matrix was made from.")));
	cext_row_begin(&result, fcinfo);
	cm_simulate_ellison_glaeser(c, cext_call_host(), industry, plants.size, plants.count, draws,
								(uint64_t) PG_GETARG_INT64(draws_number + 1), row);
	cext_put_doubles(&result, row, CM_SIMULATION_COLUMNS);
	return cext_row_end(&result);
}

PG_FUNCTION_INFO_V1(cext_simulation_array);
Datum
cext_simulation_array(PG_FUNCTION_ARGS)
{
	return simulate(fcinfo, 0, 3, plants_of_array(fcinfo, 2));
}

/* Final function of the aggregate: a state of sizes, then its direct arguments. */
PG_FUNCTION_INFO_V1(cext_simulation_state);
Datum
cext_simulation_state(PG_FUNCTION_ARGS)
{
	CmInequality *state;

	for (int i = 0; i <= 4; i++)
		if (PG_ARGISNULL(i))
			PG_RETURN_NULL();
	state = cext_inequality_argument(fcinfo, 0);
	if (state->values == 0)
		PG_RETURN_NULL();
	return simulate(fcinfo, 1, 3, plants_of_state(state));
}
