/*
 * k_density.c: how near to each other the firms of industries are.
 */
#include "pg/errors.h"
#include "pg/host.h"
#include "pg/rows.h"
#include "pg/space/curve_arguments.h"
#include "pg/space/telling.h"

#include "core/numeric/distributions.h"
#include "core/space/k_density.h"

#include <float.h>

#define STEPS_MOST 500
#define CURVES_MOST 10000000	/* steps times draws */

/* What a call has until its rows are put. */
typedef struct Call
{
	CmPoints	p;
	CmPoints	reference;
	CmKOptions	options;
	CmKDensity	density;
	CmKResult  *result;
	uint32_t	results;
} Call;

/* A length above 0, NaN for NULL. */
static double
length_argument(FunctionCallInfo fcinfo, int number, const char *name, const char *hint)
{
	double		length = PG_ARGISNULL(number) ? NAN : PG_GETARG_FLOAT8(number);

	if (!PG_ARGISNULL(number) && !(length >= 1e-9 && length <= 1e15))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be from 1e-9 to 1e15", name),
				 errdetail("It is %g.", length),
				 errhint("%s", hint)));
	return length;
}

/* The arguments from range to seed. */
static void
read_options(FunctionCallInfo fcinfo, int first, Call *call)
{
	static const char *const rules[] = {"silverman", "dbmss", NULL};
	CmKOptions *o = &call->options;

	o->range = length_argument(fcinfo, first, "range", "It is the farthest distance, in kilometres or the unit of a plane; leave it out for the median of all pairs.");
	o->steps = cext_whole_argument(fcinfo, first + 1, "steps", 1, STEPS_MOST, "64 steps draw a smooth curve.");
	o->bandwidth = length_argument(fcinfo, first + 2, "bandwidth", "It is in kilometres or the unit of a plane; leave it out for that of a rule.");
	if (o->bandwidth < CM_K_NARROWEST * o->range)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"bandwidth\" must be at least a millionth of the range"),
				 errdetail("It is %g, the range %g.", o->bandwidth, o->range),
				 errhint("Leave it out for the bandwidth of a rule.")));
	o->near = cext_choice_argument(fcinfo, first + 3, "rule", rules) == 1;
	o->weighted = cext_flag_argument(fcinfo, first + 4, "weighted");
	o->minimum_firms = cext_whole_argument(fcinfo, first + 5, "minimum_firms", 2, PG_INT32_MAX, "Fewer than two firms are no pair; curves of fewer than ten say little.");
	o->level = cext_level_argument(fcinfo, first + 6);
	o->draws = cext_whole_argument(fcinfo, first + 7, "draws", 1, CEXT_CURVE_DRAWS_MOST, "1000 draws tell p-values of a few percent.");
	o->seed = cext_seed_argument(fcinfo, first + 8);
	if ((o->steps + 1) * (uint64) o->draws > CURVES_MOST)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("so many draws of so many steps do not fit"),
				 errdetail("%u draws of curves with %u points are more than %d numbers.", o->draws, o->steps + 1, CURVES_MOST),
				 errhint("Lower \"draws\" or \"steps\".")));
	o->telling = cext_telling(fcinfo);
}

/* Reads all arguments but those that name industries; false: there is nothing to tell of. */
static bool
open_call(FunctionCallInfo fcinfo, int first, Call *call)
{
	int			reference = first + 9;

	read_options(fcinfo, first, call);
	if (PG_ARGISNULL(0))
		return false;
	cext_points_argument(fcinfo, 0, &call->p);
	if (!cext_sites_argument(fcinfo, reference, &call->p, &call->reference))
		call->reference = call->p;
	cm_k_density_open(&call->density, cext_call_host(), &call->p, &call->reference, &call->options);
	if (!isnan(call->options.bandwidth) && call->density.points > 0 && call->options.bandwidth < CM_K_NARROWEST * call->density.step[call->density.points - 1])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"bandwidth\" must be at least a millionth of the range"),
				 errdetail("It is %g, the median distance %g.", call->options.bandwidth, call->density.step[call->density.points - 1]),
				 errhint("Give a shorter \"range\".")));
	return true;
}

/* Adds a result for an industry, or two, of enough firms. */
static void
add_result(Call *call, uint32_t industry, uint32_t other)
{
	const CmPoints *p = &call->p;

	if (p->industry_firms[industry] >= call->options.minimum_firms && p->industry_firms[other] >= call->options.minimum_firms)
		call->result[call->results++] = (CmKResult) {.industry = industry, .other = other};
}

static void
make_room(Call *call)
{
	call->result = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) call->p.industries + 1) * sizeof(CmKResult));
}

static bool
find_industries(FunctionCallInfo fcinfo, Call *call)
{
	uint32_t	only;

	if (!open_call(fcinfo, 2, call))
		return false;
	only = cext_industry_argument(fcinfo, 1, "industry", &call->p);
	make_room(call);
	for (uint32_t i = 0; i < call->p.industries; i++)
		if (only == UINT32_MAX || only == i)
			add_result(call, i, i);
	cm_k_density_find(&call->density, cext_call_host(), call->result, call->results);
	return true;
}

/* A row at each distance. */
static void
put_curve(const Call *call, CextRows *rows, const CmKResult *r)
{
	uint32_t	points = call->density.points;

	for (uint32_t s = 0; r->column != NULL && s < points; s++)
	{
		cext_put_label(rows, call->p.label[r->industry]);
		if (r->other != r->industry)
			cext_put_label(rows, call->p.label[r->other]);
		cext_put_double(rows, call->density.step[s]);
		for (int c = 0; c < CM_K_COLUMNS; c++)
			cext_put_double(rows, r->column[c * (size_t) points + s]);
		cext_rows_end_row(rows);
	}
}

PG_FUNCTION_INFO_V1(cext_k_density);
Datum
cext_k_density(PG_FUNCTION_ARGS)
{
	Call		call = {0};
	CextRows	rows;

	cext_rows_begin(&rows, fcinfo);
	if (find_industries(fcinfo, &call))
		for (uint32_t i = 0; i < call.results; i++)
			put_curve(&call, &rows, &call.result[i]);
	PG_RETURN_NULL();
}

static void
put_kind(CextRows *rows, const CmKResult *r)
{
	if (r->null == CM_K_NO_NULL)
		cext_put_null(rows);
	else
		cext_put_string(rows, r->gamma > 0 ? "localized" : r->psi > 0 ? "dispersed" : "neither");
}

static void
put_null_name(CextRows *rows, const CmKResult *r)
{
	if (r->null == CM_K_NO_NULL)
		cext_put_null(rows);
	else
		cext_put_string(rows, r->null == CM_K_DRAWS ? "draws" : "gaussian");
}

/* The row of an industry, or of two. */
static void
put_test(const Call *call, CextRows *rows, const CmKResult *r, double adjusted)
{
	cext_put_label(rows, call->p.label[r->industry]);
	if (r->other != r->industry)
		cext_put_label(rows, call->p.label[r->other]);
	cext_put_count(rows, r->firms);
	cext_put_count(rows, r->places);
	cext_put_double(rows, r->weight);
	cext_put_double(rows, r->bandwidth);
	cext_put_double(rows, r->gamma);
	cext_put_double(rows, r->psi);
	cext_put_double(rows, r->localized_from);
	put_kind(rows, r);
	cext_put_double(rows, r->p);
	cext_put_double(rows, adjusted);
	put_null_name(rows, r);
	cext_put_double(rows, r->error);
	cext_rows_end_row(rows);
}

static void
put_tests(const Call *call, CextRows *rows)
{
	double	   *adjusted = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) call->results + 1) * sizeof(double));

	for (uint32_t i = 0; i < call->results; i++)
		adjusted[i] = call->result[i].p;
	cm_adjust_p_values(cext_call_host(), adjusted, call->results);
	for (uint32_t i = 0; i < call->results; i++)
		put_test(call, rows, &call->result[i], adjusted[i]);
}

PG_FUNCTION_INFO_V1(cext_k_density_test);
Datum
cext_k_density_test(PG_FUNCTION_ARGS)
{
	Call		call = {0};
	CextRows	rows;

	cext_rows_begin(&rows, fcinfo);
	if (find_industries(fcinfo, &call))
		put_tests(&call, &rows);
	PG_RETURN_NULL();
}

/* Pairs of an industry with another one, or with each other one. */
static bool
find_pairs(FunctionCallInfo fcinfo, Call *call)
{
	uint32_t	one,
				other;

	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"industry_a\" must not be NULL"),
				 errdetail("Only \"industry_b\" may be, for every other industry."),
				 errhint("Name an industry.")));
	if (!open_call(fcinfo, 3, call))
		return false;
	one = cext_industry_argument(fcinfo, 1, "industry_a", &call->p);
	other = cext_industry_argument(fcinfo, 2, "industry_b", &call->p);
	if (one == other)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("an industry is not colocated with itself"),
				 errdetail("Both arguments are \"%s\".", cext_shown(call->p.label[one].bytes, call->p.label[one].length)),
				 errhint("Use k_density for the firms of one industry.")));
	make_room(call);
	for (uint32_t i = 0; i < call->p.industries; i++)
		if (i != one && (other == UINT32_MAX || other == i))
			add_result(call, one, i);
	cm_k_density_find(&call->density, cext_call_host(), call->result, call->results);
	return true;
}

PG_FUNCTION_INFO_V1(cext_k_density_colocalization);
Datum
cext_k_density_colocalization(PG_FUNCTION_ARGS)
{
	Call		call = {0};
	CextRows	rows;

	cext_rows_begin(&rows, fcinfo);
	if (find_pairs(fcinfo, &call))
		for (uint32_t i = 0; i < call.results; i++)
			put_curve(&call, &rows, &call.result[i]);
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(cext_k_density_colocalization_test);
Datum
cext_k_density_colocalization_test(PG_FUNCTION_ARGS)
{
	Call		call = {0};
	CextRows	rows;

	cext_rows_begin(&rows, fcinfo);
	if (find_pairs(fcinfo, &call))
		put_tests(&call, &rows);
	PG_RETURN_NULL();
}
