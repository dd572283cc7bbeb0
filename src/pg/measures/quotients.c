/*
 * quotients.c: location quotients and what is derived from them.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/measures/unknown.h"
#include "pg/stream/flows.h"

#include "core/measures/quotients.h"
#include "core/numeric/distributions.h"

#include "utils/builtins.h"
#include "utils/memutils.h"

#include <math.h>

/* location_quotients --------------------------------------------------- */

/* Columns of its rows, from 0; those of the core's rows begin after four. */
enum
{
	COLUMN_CORE = 4,
	COLUMN_P = COLUMN_CORE + CM_QUOTIENT_COLUMNS,
	COLUMN_P_ADJUSTED
};

typedef struct Quotients
{
	CmTable		table;
	CmTable		reference;
	CmQuotients q;
	/* By cell, or by pair if all are listed; NULL where nobody asks for it, or each is found when its row is. */
	double	   *p;
	double	   *adjusted;
} Quotients;

/* The cell of a row, unless there is nothing in it. */
static uint64_t
filled_cell(const CmTable *t, uint64_t cell)
{
	return cell == UINT64_MAX || !cm_is_any(t->cell.firms[cell], t->cell.size[cell]) ? UINT64_MAX : cell;
}

static inline double
value_of(uint64_t cell, const double *column)
{
	return cell == UINT64_MAX ? 0 : column[cell];
}

/* Where the p-value of a row is. */
static uint64_t
place_of_p(const CextFlow *f)
{
	const CmTable *t = &((const Quotients *) f->state)->table;

	return f->order == CEXT_ALL ? (uint64_t) f->a * t->industries + f->b : f->cell;
}

static double
p_value(const CextFlow *f)
{
	const Quotients *s = f->state;

	return cm_quotients_p(&s->q, f->a, f->b, value_of(filled_cell(&s->table, f->cell), s->table.cell.firms));
}

/* Is there a row for where the walk is? */
static bool
is_listed(const CextFlow *f)
{
	const Quotients *s = f->state;

	return f->order == CEXT_ALL || filled_cell(&s->table, f->cell) != UINT64_MAX;
}

/* Adjusted p-values take all that there are, whatever rows are asked for. */
static void
open_p_values(CextFlow *f, Quotients *s)
{
	const CmTable *t = &s->table;
	uint64_t	count = f->order == CEXT_ALL ? (uint64_t) t->regions * t->industries : t->cells;
	Size		size = (count + 1) * sizeof(double);

	s->adjusted = MemoryContextAllocHuge(CurrentMemoryContext, size);
	while (cext_flow_step(f))
		s->adjusted[place_of_p(f)] = is_listed(f) ? p_value(f) : NAN;
	cext_flow_restart(f);
	if (cext_wants(&f->rows, COLUMN_P))
		s->p = memcpy(MemoryContextAllocHuge(CurrentMemoryContext, size), s->adjusted, size);
	cm_adjust_p_values(cext_call_host(), s->adjusted, count);
}

static bool
put_quotients(CextFlow *f)
{
	const Quotients *s = f->state;
	const CmTable *t = &s->table;
	CextRows   *rows = &f->rows;
	uint64_t	cell = filled_cell(t, f->cell);
	double		row[CM_QUOTIENT_COLUMNS];

	if (!is_listed(f))
		return false;
	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_count(rows, value_of(cell, t->cell.firms));
	cext_put_double(rows, value_of(cell, t->cell.size));
	cm_quotients_row(&s->q, f->a, f->b, value_of(cell, s->q.amount), row);
	cext_put_doubles(rows, row, CM_QUOTIENT_COLUMNS);
	cext_put_double(rows, !cext_wants_next(rows) ? NAN : s->p != NULL ? s->p[place_of_p(f)] : p_value(f));
	cext_put_double(rows, s->adjusted != NULL ? s->adjusted[place_of_p(f)] : NAN);
	return true;
}

static double
confidence_argument(FunctionCallInfo fcinfo, int number)
{
	double		confidence = PG_ARGISNULL(number) ? NAN : PG_GETARG_FLOAT8(number);

	if (!(confidence > 0 && confidence < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"confidence\" must be between 0 and 1"),
				 isnan(confidence) ? errdetail("It is NULL or NaN.") : errdetail("It is %g.", confidence),
				 errhint("For bounds with 95 percent confidence pass 0.95.")));
	return confidence;
}

static CmQuotientOptions
options_arguments(FunctionCallInfo fcinfo, const CextRows *rows)
{
	static const char *const bounds[] = {"plants", "plants_observed", "delta", "fieller", NULL};
	static const char *const standardize[] = {"lq", "log_lq", NULL};
	CmQuotientOptions options = {0};

	options.confidence = confidence_argument(fcinfo, 1);
	options.of_firms = cext_of_firms_argument(fcinfo, 4);
	options.bounds = (CmBounds) cext_choice_argument(fcinfo, 5, "bounds", bounds);
	options.standardize_log = cext_choice_argument(fcinfo, 6, "standardize", standardize) == 1;
	for (int i = 0; i < CM_QUOTIENT_COLUMNS; i++)
		if (!cext_wants(rows, COLUMN_CORE + i))
			options.unasked |= 1U << i;
	return options;
}

static void
tell_plants(FunctionCallInfo fcinfo, const CmQuotients *q)
{
	CextMissing missing = {0};

	for (uint32_t i = 0; i < q->table->industries; i++)
		if (cm_quotients_lack_plants(q, i))
			cext_miss(&missing, i);
	cext_tell_plants(fcinfo, q->table, missing, "bounds of their location quotients",
					 "Pass bounds => 'delta', which needs no plants, known plant Herfindahls as herfindahl_industries and herfindahl_firms, or of => 'firms'.");
}

static bool
open_quotients(CextFlow *f, FunctionCallInfo fcinfo)
{
	CmQuotientOptions options = options_arguments(fcinfo, &f->rows);
	Quotients  *s = cext_flow_state(f, sizeof(Quotients));
	CextOrder	order = cext_order_argument(fcinfo, 3);

	if (PG_ARGISNULL(0))
		return false;
	cext_table_argument(fcinfo, 0, &s->table);
	options.herfindahl = cext_herfindahls_argument(fcinfo, 7, 8, &s->table);
	cm_quotients_open(&s->q, cext_call_host(), &s->table, cext_reference_argument(fcinfo, 2, &s->reference), &options);
	if (order == CEXT_ALL)
		cext_check_pairs(s->table.regions, s->table.industries);
	cext_flow_of_table(f, order, &s->table);
	if (cext_wants(&f->rows, COLUMN_P_ADJUSTED))
		open_p_values(f, s);
	cext_tell_amounts(fcinfo, &s->table, options.of_firms);
	tell_plants(fcinfo, &s->q);
	return true;
}

PG_FUNCTION_INFO_V1(cext_quotients_rows);
const CextFlowKind cext_flow_quotients = {cext_quotients_rows, 1, 2, open_quotients, NULL, put_quotients};

Datum
cext_quotients_rows(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_quotients);
}

/* Scalar forms --------------------------------------------------------- */

PG_FUNCTION_INFO_V1(cext_quotients_of_cell);
Datum
cext_quotients_of_cell(PG_FUNCTION_ARGS)
{
	const CmTable *t = &cext_opened_argument(fcinfo, 0)->table;
	uint32_t	region = cm_label_place(t->region_label, t->regions, cext_label_argument(fcinfo, 1));
	uint32_t	industry = cm_label_place(t->industry_label, t->industries, cext_label_argument(fcinfo, 2));
	uint64_t	cell;

	if (region == UINT32_MAX || industry == UINT32_MAX)
		PG_RETURN_NULL();
	cell = cm_table_cell(t, region, industry);
	return cext_double_or_null(fcinfo, cm_location_quotient(cell == UINT64_MAX ? 0 : t->cell.size[cell],
															t->region.size[region], t->industry.size[industry], t->size));
}

PG_FUNCTION_INFO_V1(cext_quotients_of_totals);
Datum
cext_quotients_of_totals(PG_FUNCTION_ARGS)
{
	return cext_double_or_null(fcinfo, cm_location_quotient(cext_amount_argument(fcinfo, 0, "cell"),
															cext_amount_argument(fcinfo, 1, "region_total"),
															cext_amount_argument(fcinfo, 2, "industry_total"),
															cext_amount_argument(fcinfo, 3, "total")));
}

PG_FUNCTION_INFO_V1(cext_quotients_reach);
Datum
cext_quotients_reach(PG_FUNCTION_ARGS)
{
	double		region = cext_amount_argument(fcinfo, 1, "region_total"),
				industry = cext_amount_argument(fcinfo, 2, "industry_total"),
				total = cext_amount_argument(fcinfo, 3, "total");
	bool		reached = cm_location_quotient_reaches(cext_amount_argument(fcinfo, 0, "cell"), region, industry, total,
													   cext_amount_argument(fcinfo, 4, "threshold"));

	if (region == 0 || industry == 0 || total == 0)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(reached);
}

/* Flegg ---------------------------------------------------------------- */

static double
delta_argument(FunctionCallInfo fcinfo, int number)
{
	double		delta = PG_GETARG_FLOAT8(number);

	if (!(delta >= 0 && delta < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"delta\" must be at least 0 and below 1"),
				 errdetail("It is %g.", delta),
				 errhint("The literature starts from 0.3.")));
	return delta;
}

typedef struct Flegg
{
	CmTable		table;
	double		lambda;
	double	   *lq;				/* of the region, by industry */
} Flegg;

static bool
open_flegg(CextFlow *f, FunctionCallInfo fcinfo)
{
	CmQuotientOptions options = {.confidence = 0.95, .unasked = ~0U};
	double		delta = delta_argument(fcinfo, 2);
	Flegg	   *s = cext_flow_state(f, sizeof(Flegg));
	CmTable    *t = &s->table;
	CmQuotients q;
	uint32_t	region;

	options.of_firms = cext_of_firms_argument(fcinfo, 3);
	cext_table_argument(fcinfo, 0, t);
	region = cext_place_argument(fcinfo, 1, "region", "regions", t->region_label, t->regions);
	cm_quotients_open(&q, cext_call_host(), t, NULL, &options);
	s->lambda = cm_flegg_lambda(q.region_total[region], q.total, delta);
	s->lq = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) t->industries + 1) * sizeof(double));
	for (uint32_t i = 0; i < t->industries; i++)
	{
		uint64_t	cell = cm_table_cell(t, region, i);

		s->lq[i] = cm_quotients_lq(&q, region, i, cell == UINT64_MAX ? 0 : q.amount[cell]);
		CHECK_FOR_INTERRUPTS();
	}
	cm_quotients_close(&q, cext_call_host());
	cext_flow_of_cells(f, CEXT_ALL, t->industry_label, t->industries, t->industry_label, t->industries, NULL, NULL);
	return true;
}

static bool
put_flegg(CextFlow *f)
{
	const Flegg *s = f->state;
	double		row[CM_FLEGG_COLUMNS];

	cm_flegg_row(s->lq[f->a], s->lq[f->b], f->a == f->b, s->lambda, row);
	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_doubles(&f->rows, row, CM_FLEGG_COLUMNS);
	return true;
}

PG_FUNCTION_INFO_V1(cext_quotients_flegg);
const CextFlowKind cext_flow_flegg = {cext_quotients_flegg, 1, 2, open_flegg, NULL, put_flegg};

Datum
cext_quotients_flegg(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_flegg);
}

/* Litzenberger and Sternberg ------------------------------------------- */

PG_FUNCTION_INFO_V1(cext_quotients_litzenberger);
Datum
cext_quotients_litzenberger(PG_FUNCTION_ARGS)
{
	static const char *const name[] = {"size", "industry_size", "firms", "industry_firms",
	"area", "total_area", "population", "total_population"};
	double		x[8];

	for (int i = 0; i < 8; i++)
		x[i] = cext_amount_argument(fcinfo, i, name[i]);
	return cext_double_or_null(fcinfo, cm_litzenberger_sternberg(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]));
}

typedef struct Litzenberger
{
	CmTable		table;
	double	   *area;			/* by region */
	double	   *population;
	double		total_area;
	double		total_population;
} Litzenberger;

static bool
open_litzenberger(CextFlow *f, FunctionCallInfo fcinfo)
{
	Litzenberger *s = cext_flow_state(f, sizeof(Litzenberger));

	cext_table_argument(fcinfo, 0, &s->table);
	s->area = cext_figures_argument(fcinfo, 1, "regions", 2, "area", &s->table, &s->total_area);
	s->population = cext_figures_argument(fcinfo, 1, "regions", 3, "population", &s->table, &s->total_population);
	cext_flow_of_table(f, CEXT_CELLS, &s->table);
	return true;
}

static bool
put_litzenberger(CextFlow *f)
{
	const Litzenberger *s = f->state;
	const CmTable *t = &s->table;
	double		firms = t->cell.firms[f->cell];
	double		size = t->cell.size[f->cell];

	if (!cm_is_any(firms, size))
		return false;
	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_count(&f->rows, firms);
	cext_put_double(&f->rows, size);
	cext_put_double(&f->rows, cm_litzenberger_sternberg(size, t->industry.size[f->b], firms, t->industry.firms[f->b],
														s->area[f->a], s->total_area,
														s->population[f->a], s->total_population));
	return true;
}

PG_FUNCTION_INFO_V1(cext_quotients_litzenberger_rows);
const CextFlowKind cext_flow_litzenberger = {cext_quotients_litzenberger_rows, 1, 2, open_litzenberger, NULL, put_litzenberger};

Datum
cext_quotients_litzenberger_rows(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_litzenberger);
}
