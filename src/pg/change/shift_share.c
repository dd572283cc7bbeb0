/*
 * shift_share.c: growth of a region's industries in components.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/stream/flows.h"

#include "core/change/shift_share.h"
#include "core/numeric/sort.h"

#include "utils/builtins.h"
#include "utils/memutils.h"

#include <math.h>

static CmShiftMethod
method_argument(FunctionCallInfo fcinfo, int number)
{
	static const char *const methods[] = {"classic", "esteban-marquillas", "arcelus", NULL};

	return (CmShiftMethod) cext_choice_argument(fcinfo, number, "method", methods);
}

typedef struct Shifts
{
	CmLayers	periods;
	CmShiftMethod method;
	CmSpatial	spatial;
} Shifts;

/* Region, industry, first and last amount of a pair. */
static void
put_pair(CextFlow *f)
{
	const CmLayers *p = &((const Shifts *) f->state)->periods;

	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_double(&f->rows, p->layer[0].cell[f->cell]);
	cext_put_double(&f->rows, p->layer[p->count - 1].cell[f->cell]);
}

static bool
put_components(CextFlow *f)
{
	const Shifts *s = f->state;
	const CmLayers *p = &s->periods;
	double		row[CM_SHIFT_COLUMNS];

	if (!cm_layers_any(p, f->cell))
		return false;
	cm_shift_share_row(p, s->method, f->a, f->cell, row);
	put_pair(f);
	cext_put_doubles(&f->rows, row, CM_SHIFT_COLUMNS);
	cext_put_string(&f->rows, cm_fate_name[cm_layers_fate(p, f->a, f->cell)]);
	return true;
}

static bool
open_shifts(CextFlow *f, FunctionCallInfo fcinfo)
{
	CmShiftMethod method = method_argument(fcinfo, 2);
	bool		of_firms = cext_of_firms_argument(fcinfo, 3);
	Shifts	   *s = cext_flow_state(f, sizeof(Shifts));

	s->method = method;
	if (!cext_two_periods_argument(fcinfo, of_firms, &s->periods))
		return false;
	cext_flow_of_layers(f, CEXT_CELLS, &s->periods);
	return true;
}

PG_FUNCTION_INFO_V1(cext_shift_share_rows);
const CextFlowKind cext_flow_shift_share = {cext_shift_share_rows, 1, 2, open_shifts, NULL, put_components};

Datum
cext_shift_share_rows(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_shift_share);
}

/* Over several periods ------------------------------------------------- */

typedef struct Dated
{
	int32		period;
	Datum		matrix;
} Dated;

static int
by_period(const void *a, const void *b)
{
	const Dated *x = a,
			   *y = b;

	return (x->period > y->period) - (x->period < y->period);
}

static void
refuse_null(const char *name, int place)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"%s\" must not hold NULL", name),
			 errdetail("Element %d is NULL.", place + 1),
			 errhint("Leave such rows out with FILTER (WHERE ...), and allow the gap with step => NULL.")));
}

/* Matrices of periods that are `step` apart, or any distance for 0; in order. */
static void
check_periods(const Dated *dated, int count, int32 step)
{
	if (count < 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"periods\" must have at least two elements"),
				 errdetail("It has %d.", count),
				 errhint("A change is between two periods.")));
	for (int k = 1; k < count; k++)
	{
		int64		apart = (int64) dated[k].period - dated[k - 1].period;

		if (apart == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("period %d comes twice", dated[k].period),
					 errdetail("There must be one matrix a period."),
					 errhint("Add up the matrices of a period with sum(matrix) first.")));
		if (step != 0 && apart != step)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("no period between %d and %d, which are " INT64_FORMAT " apart and not %d",
							dated[k - 1].period, dated[k].period, apart, step),
					 errdetail("Changes over intervals of different length would be added up."),
					 errhint("Add the missing period, pass the usual distance as step, or step => NULL to allow gaps.")));
	}
}

static Dated *
dated_arguments(FunctionCallInfo fcinfo, int32 step, int *count)
{
	Datum	   *period,
			   *matrix;
	bool	   *no_period,
			   *no_matrix;
	int			periods = cext_array_argument(fcinfo, 0, &period, &no_period);
	int			matrices = cext_array_argument(fcinfo, 1, &matrix, &no_matrix);
	Dated	   *dated = palloc(((Size) periods + 1) * sizeof(Dated));

	cext_check_lengths("periods", periods, "matrices", matrices);
	for (int k = 0; k < periods; k++)
	{
		if (no_period[k])
			refuse_null("periods", k);
		if (no_matrix[k])
			refuse_null("matrices", k);
		dated[k] = (Dated) {DatumGetInt32(period[k]), matrix[k]};
	}
	cm_sort(cext_call_host(), dated, (size_t) periods, sizeof(Dated), by_period);
	check_periods(dated, periods, step);
	*count = periods;
	return dated;
}

/* The usual distance of periods; 0 for NULL, any. */
static int32
step_argument(FunctionCallInfo fcinfo, int number)
{
	if (PG_ARGISNULL(number))
		return 0;
	if (PG_GETARG_INT32(number) < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"step\" must be at least 1"),
				 errdetail("It is %d.", PG_GETARG_INT32(number)),
				 errhint("Pass the usual distance of two periods, or NULL to allow gaps.")));
	return PG_GETARG_INT32(number);
}

static bool
open_dynamic(CextFlow *f, FunctionCallInfo fcinfo)
{
	CmShiftMethod method = method_argument(fcinfo, 2);
	bool		of_firms = cext_of_firms_argument(fcinfo, 3);
	int32		step = step_argument(fcinfo, 4);
	Shifts	   *s = cext_flow_state(f, sizeof(Shifts));
	int			count;
	Dated	   *dated;
	CmTable    *tables;

	s->method = method;
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	dated = dated_arguments(fcinfo, step, &count);
	tables = palloc((Size) count * sizeof(CmTable));
	for (int k = 0; k < count; k++)
	{
		cext_table_of(dated[k].matrix, &tables[k]);
		cm_table_keep_amounts(&tables[k], cext_call_host(), of_firms);
	}
	cm_layers_open(&s->periods, cext_call_host(), tables, count, of_firms);
	for (int k = 0; k < count; k++)
		cm_table_close(&tables[k], cext_call_host());
	cext_flow_of_layers(f, CEXT_CELLS, &s->periods);
	return true;
}

PG_FUNCTION_INFO_V1(cext_shift_share_dynamic);
const CextFlowKind cext_flow_shift_share_dynamic = {cext_shift_share_dynamic, 1, 2, open_dynamic, NULL, put_components};

Datum
cext_shift_share_dynamic(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_shift_share_dynamic);
}

/* Against neighbours --------------------------------------------------- */

/* What became of a pair, or why it cannot be held against neighbours. */
static const char *
spatial_status(const CmSpatial *s, uint32_t region, uint64_t cell, const double *row)
{
	if (s->periods->layer[0].cell[cell] > 0 && !s->connected)
		return "no_neighbours";
	if (s->connected && isnan(row[CM_SPATIAL_NEIGHBOUR_BASE]))
		return cm_fate_name[CM_FATE_UNKNOWN];
	if (s->periods->layer[0].cell[cell] > 0 && row[CM_SPATIAL_NEIGHBOUR_BASE] == 0)
		return "no_neighbour_base";
	return cm_fate_name[cm_layers_fate(s->periods, region, cell)];
}

static bool
open_spatial(CextFlow *f, FunctionCallInfo fcinfo)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 3);
	Shifts	   *s = cext_flow_state(f, sizeof(Shifts));
	CmTable    *weights = palloc(sizeof(CmTable));

	if (PG_ARGISNULL(2) || !cext_two_periods_argument(fcinfo, of_firms, &s->periods))
		return false;
	cext_table_argument(fcinfo, 2, weights);
	cm_spatial_open(&s->spatial, cext_call_host(), &s->periods, weights);
	cext_flow_of_layers(f, CEXT_CELLS, &s->periods);
	return true;
}

static void
begin_spatial(CextFlow *f)
{
	cm_spatial_begin(&((Shifts *) f->state)->spatial, f->a);
}

static bool
put_spatial(CextFlow *f)
{
	const Shifts *s = f->state;
	double		row[CM_SPATIAL_COLUMNS];

	if (!cm_layers_any(&s->periods, f->cell))
		return false;
	cm_spatial_row(&s->spatial, f->a, f->cell, row);
	put_pair(f);
	cext_put_doubles(&f->rows, row, CM_SPATIAL_COLUMNS);
	cext_put_string(&f->rows, spatial_status(&s->spatial, f->a, f->cell, row));
	return true;
}

PG_FUNCTION_INFO_V1(cext_shift_share_spatial);
const CextFlowKind cext_flow_shift_share_spatial = {cext_shift_share_spatial, 1, 2, open_spatial, begin_spatial, put_spatial};

Datum
cext_shift_share_spatial(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_shift_share_spatial);
}
