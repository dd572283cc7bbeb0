/*
 * quotients.c: location quotients and what is derived from them.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/measures/unknown.h"
#include "pg/rows.h"

#include "core/measures/quotients.h"
#include "core/numeric/distributions.h"

#include "utils/builtins.h"
#include "utils/memutils.h"

#include <math.h>

/* location_quotients --------------------------------------------------- */

/* The pairs that are listed: non-empty cells, or all of them. */
typedef struct Walk
{
	const CmTable *table;
	bool		absent;
	uint32_t	region;
	uint32_t	industry;
	uint64_t	next_cell;
	uint64_t	cell;			/* UINT64_MAX: no firms here */
} Walk;

static Walk
walk_from_start(const CmTable *t, bool absent)
{
	Walk		w = {.table = t, .absent = absent};

	return w;
}

static bool
is_empty(const CmTable *t, uint64_t cell)
{
	return !cm_is_any(t->cell.firms[cell], t->cell.size[cell]);
}

/* To the next non-empty cell; its region is the one whose cells end after it. */
static bool
walk_cells(Walk *w)
{
	const CmTable *t = w->table;

	while (w->next_cell < t->cells && is_empty(t, w->next_cell))
		w->next_cell++;
	if (w->next_cell >= t->cells)
		return false;
	w->cell = w->next_cell++;
	while (w->cell >= t->row[w->region + 1])
		w->region++;
	w->industry = t->column[w->cell];
	return true;
}

/* To the next pair; its cell is the next one unread if that is of this pair. */
static bool
walk_pairs(Walk *w)
{
	const CmTable *t = w->table;
	bool		first = w->next_cell == 0 && w->region == 0 && w->industry == 0 && w->cell == 0;

	if (first)
		w->cell = UINT64_MAX;
	else if (++w->industry == t->industries)
	{
		w->industry = 0;
		w->region++;
	}
	if (w->region >= t->regions || t->industries == 0)
		return false;
	w->cell = UINT64_MAX;
	if (w->next_cell < t->row[w->region + 1] && t->column[w->next_cell] == w->industry)
	{
		if (!is_empty(t, w->next_cell))
			w->cell = w->next_cell;
		w->next_cell++;
	}
	return true;
}

static bool
walk_next(Walk *w)
{
	return w->absent ? walk_pairs(w) : walk_cells(w);
}

static inline double
walk_value(const Walk *w, const double *column)
{
	return w->cell == UINT64_MAX ? 0 : column[w->cell];
}

static uint64_t
rows_of(const CmTable *t, bool absent)
{
	if (!absent)
		return t->cells;
	cext_check_pairs(t->regions, t->industries);
	return (uint64_t) t->regions * t->industries;
}

/* Of all pairs that are listed, at most `rows`; tells how many there are. */
static double *
p_values(const CmQuotients *q, bool absent, uint64_t rows, uint64_t *listed)
{
	double	   *p = MemoryContextAllocHuge(CurrentMemoryContext, (rows + 1) * sizeof(double));
	Walk		w = walk_from_start(q->table, absent);

	for (*listed = 0; walk_next(&w); (*listed)++)
	{
		p[*listed] = cm_quotients_p(q, w.region, w.industry, walk_value(&w, q->table->cell.firms));
		CHECK_FOR_INTERRUPTS();
	}
	return p;
}

static void
put_quotients(CextRows *rows, const CmQuotients *q, bool absent)
{
	const CmTable *t = q->table;
	uint64_t	listed;
	double	   *p = p_values(q, absent, rows_of(t, absent), &listed);
	double	   *adjusted = MemoryContextAllocHuge(CurrentMemoryContext, (listed + 1) * sizeof(double));
	Datum	   *region = cext_texts(t->region_label, t->regions);
	Datum	   *industry = cext_texts(t->industry_label, t->industries);
	Walk		w = walk_from_start(t, absent);

	memcpy(adjusted, p, listed * sizeof(double));
	cm_adjust_p_values(cext_call_host(), adjusted, listed);
	for (uint64_t i = 0; walk_next(&w); i++)
	{
		double		row[CM_QUOTIENT_COLUMNS];

		cm_quotients_row(q, w.region, w.industry, walk_value(&w, q->amount), row);
		cext_put_datum(rows, region[w.region]);
		cext_put_datum(rows, industry[w.industry]);
		cext_put_count(rows, walk_value(&w, t->cell.firms));
		cext_put_double(rows, walk_value(&w, t->cell.size));
		cext_put_doubles(rows, row, CM_QUOTIENT_COLUMNS);
		cext_put_double(rows, p[i]);
		cext_put_double(rows, adjusted[i]);
		cext_rows_end_row(rows);
	}
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
options_arguments(FunctionCallInfo fcinfo)
{
	static const char *const bounds[] = {"plants", "plants_observed", "delta", "fieller", NULL};
	static const char *const standardize[] = {"lq", "log_lq", NULL};
	CmQuotientOptions options = {0};

	options.confidence = confidence_argument(fcinfo, 1);
	options.of_firms = cext_of_firms_argument(fcinfo, 4);
	options.bounds = (CmBounds) cext_choice_argument(fcinfo, 5, "bounds", bounds);
	options.standardize_log = cext_choice_argument(fcinfo, 6, "standardize", standardize) == 1;
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

PG_FUNCTION_INFO_V1(cext_quotients_rows);
Datum
cext_quotients_rows(PG_FUNCTION_ARGS)
{
	CmQuotientOptions options = options_arguments(fcinfo);
	bool		absent = !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);
	CextRows	rows;
	CmTable		table;
	CmTable		reference;
	CmQuotients q;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	cext_table_argument(fcinfo, 0, &table);
	options.herfindahl = cext_herfindahls_argument(fcinfo, 7, 8, &table);
	cm_quotients_open(&q, cext_call_host(), &table, cext_reference_argument(fcinfo, 2, &reference), &options);
	put_quotients(&rows, &q, absent);
	cext_tell_amounts(fcinfo, &table, options.of_firms);
	tell_plants(fcinfo, &q);
	return (Datum) 0;
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

PG_FUNCTION_INFO_V1(cext_quotients_flegg);
Datum
cext_quotients_flegg(PG_FUNCTION_ARGS)
{
	CmQuotientOptions options = {.confidence = 0.95};
	double		delta = delta_argument(fcinfo, 2);
	CextRows	rows;
	CmTable		t;
	CmQuotients q;
	uint32_t	region;
	double		lambda;
	double	   *lq;
	Datum	   *industry;

	options.of_firms = cext_of_firms_argument(fcinfo, 3);
	cext_rows_begin(&rows, fcinfo);
	cext_table_argument(fcinfo, 0, &t);
	region = cext_place_argument(fcinfo, 1, "region", "regions", t.region_label, t.regions);
	cm_quotients_open(&q, cext_call_host(), &t, NULL, &options);
	lambda = cm_flegg_lambda(q.region_total[region], q.total, delta);
	industry = cext_texts(t.industry_label, t.industries);
	lq = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) t.industries + 1) * sizeof(double));
	for (uint32_t i = 0; i < t.industries; i++)
	{
		uint64_t	cell = cm_table_cell(&t, region, i);

		lq[i] = cm_quotients_lq(&q, region, i, cell == UINT64_MAX ? 0 : q.amount[cell]);
		CHECK_FOR_INTERRUPTS();
	}
	for (uint32_t i = 0; i < t.industries; i++)
		for (uint32_t j = 0; j < t.industries; j++)
		{
			double		row[CM_FLEGG_COLUMNS];

			cm_flegg_row(lq[i], lq[j], i == j, lambda, row);
			cext_put_datum(&rows, industry[i]);
			cext_put_datum(&rows, industry[j]);
			cext_put_doubles(&rows, row, CM_FLEGG_COLUMNS);
			cext_rows_end_row(&rows);
		}
	return (Datum) 0;
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

PG_FUNCTION_INFO_V1(cext_quotients_litzenberger_rows);
Datum
cext_quotients_litzenberger_rows(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmTable		t;
	double	   *area,
			   *population;
	double		total_area,
				total_population;
	Datum	   *region,
			   *industry;

	cext_rows_begin(&rows, fcinfo);
	cext_table_argument(fcinfo, 0, &t);
	area = cext_figures_argument(fcinfo, 1, "regions", 2, "area", &t, &total_area);
	population = cext_figures_argument(fcinfo, 1, "regions", 3, "population", &t, &total_population);
	region = cext_texts(t.region_label, t.regions);
	industry = cext_texts(t.industry_label, t.industries);
	for (Walk w = walk_from_start(&t, false); walk_next(&w);)
	{
		uint32_t	i = w.industry;
		double		firms = t.cell.firms[w.cell];
		double		size = t.cell.size[w.cell];

		cext_put_datum(&rows, region[w.region]);
		cext_put_datum(&rows, industry[i]);
		cext_put_count(&rows, firms);
		cext_put_double(&rows, size);
		cext_put_double(&rows, cm_litzenberger_sternberg(size, t.industry.size[i], firms, t.industry.firms[i],
														 area[w.region], total_area,
														 population[w.region], total_population));
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}
