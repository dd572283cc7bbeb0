/*
 * complexity.c: complexity of regions and industries, and what it could grow to.
 */
#include "pg/host.h"
#include "pg/stream/flows.h"
#include "pg/structure/relatedness.h"

#include "core/structure/complexity.h"
#include "core/structure/fitness.h"
#include "core/structure/outlook.h"

#include "utils/builtins.h"

#include <math.h>

#define STEPS_MOST 100000

static CmComplexityScale
scale_argument(FunctionCallInfo fcinfo, int number)
{
	static const char *const scales[] = {"eci", "own", "raw", NULL};

	return (CmComplexityScale) cext_choice_argument(fcinfo, number, "scale", scales);
}

static uint32_t
steps_argument(FunctionCallInfo fcinfo, int number, const char *name)
{
	return (uint32_t) cext_whole_argument(fcinfo, number, name, 1, STEPS_MOST, "Leave the argument out for the usual number.");
}

/* What both functions compute: arguments threshold, method, steps, scale, fitness_steps, reference, of. */
typedef struct Work
{
	CmTable		table;
	CmOccurrences occurrences;
	CmComplexity complexity;
	CmFitness	fitness;
} Work;

static void
open_work(FunctionCallInfo fcinfo, Work *w)
{
	static const char *const methods[] = {"eigenvector", "reflections", NULL};
	double		threshold = cext_threshold_argument(fcinfo, 1);
	CmComplexityMethod method = (CmComplexityMethod) cext_choice_argument(fcinfo, 2, "method", methods);
	uint32_t	steps = steps_argument(fcinfo, 3, "steps");
	CmComplexityScale scale = scale_argument(fcinfo, 4);
	uint32_t	fitness_steps = steps_argument(fcinfo, 5, "fitness_steps");
	bool		of_firms = cext_of_firms_argument(fcinfo, 7);
	const CmHost *host = cext_call_host();

	cext_table_argument(fcinfo, 0, &w->table);
	cext_open_occurrences(fcinfo, &w->occurrences, &w->table, 6, of_firms, threshold);
	cm_complexity_open(&w->complexity, host, &w->occurrences, method, steps, scale);
	cm_fitness_open(&w->fitness, host, &w->occurrences, fitness_steps);
}

/* How many of the other side one has, as far as known. */
static void
put_degree(CextRows *rows, const Work *w, uint32_t degree)
{
	if (w->occurrences.unknown)
		cext_put_null(rows);
	else
		cext_put_datum(rows, Int32GetDatum((int32) degree));
}

/* The columns that both sides end with. */
static void
put_status(CextRows *rows, const Work *w, uint32_t component)
{
	CmComplexityStatus status = cm_complexity_status_of(&w->complexity, component);

	if (component == 0)
		cext_put_null(rows);
	else
		cext_put_datum(rows, Int32GetDatum((int32) component));
	cext_put_string(rows, cm_complexity_status_name[status]);
	cext_put_string(rows, component == 0 ? cm_complexity_status_name[status] : w->fitness.converged ? "ok" : "not_converged");
}

/* Mean over what each has of how much that has: average ubiquity, average diversity. */
static double *
mean_degrees(const CmSide *side, const CmSide *other)
{
	const CmHost *host = cext_call_host();
	double	   *degree = cm_resize(host, NULL, (size_t) other->count + 1, sizeof(double)),
			   *mean = cm_resize(host, NULL, (size_t) side->count + 1, sizeof(double));

	for (uint32_t p = 0; p < other->count; p++)
		degree[p] = cm_degree(other, p);
	cm_side_means(host, side, degree, mean);
	cm_release(host, degree);
	return mean;
}

/* Complexity outlook of all regions, by proximity, with the industry's own or not. */
static double *
outlooks(const Work *w, bool own)
{
	const CmHost *host = cext_call_host();
	const CmOccurrences *o = &w->occurrences;
	CmRelatedness s;
	double	   *outlook = cm_resize(host, NULL, (size_t) o->regions + 1, sizeof(double)),
			   *phi = cm_resize(host, NULL, (size_t) o->industries + 1, sizeof(double)),
			   *density = cm_resize(host, NULL, (size_t) o->regions + 1, sizeof(double));

	for (uint32_t r = 0; r < o->regions; r++)
		outlook[r] = isnan(w->complexity.region[r]) ? NAN : 0;
	cm_relatedness_open(&s, host, o, CM_RELATEDNESS_PROXIMITY, CM_MARGINS_OCCURRENCES);
	for (uint32_t i = 0; i < o->industries; i++)
	{
		if (isnan(w->complexity.industry[i]))
			continue;
		cm_relatedness_begin(&s, i);
		cm_relatedness_fill(&s, i, phi);
		if (!own)
			phi[i] = 0;
		cm_relatedness_density(host, o, phi, density);
		cm_outlook_add(o, i, density, w->complexity.industry[i], outlook);
	}
	cm_relatedness_close(&s);
	cm_release(host, phi);
	cm_release(host, density);
	return outlook;
}

PG_FUNCTION_INFO_V1(cext_complexity_regions);
Datum
cext_complexity_regions(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	Work		w;
	CmSide		regions,
				industries;
	double	   *mean,
			   *outlook;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	open_work(fcinfo, &w);
	regions = cm_regions_side(&w.occurrences);
	industries = cm_industries_side(&w.occurrences);
	mean = mean_degrees(&regions, &industries);
	outlook = outlooks(&w, PG_ARGISNULL(8) || PG_GETARG_BOOL(8));
	for (uint32_t r = 0; r < regions.count; r++)
	{
		cext_put_label(&rows, w.table.region_label[r]);
		put_degree(&rows, &w, cm_degree(&regions, r));
		cext_put_double(&rows, mean[r]);
		cext_put_double(&rows, w.complexity.region[r]);
		cext_put_double(&rows, w.fitness.fitness[r]);
		cext_put_double(&rows, outlook[r]);
		put_status(&rows, &w, w.complexity.region_component[r]);
		cext_put_double(&rows, isnan(w.complexity.region[r]) ? NAN : w.complexity.sign);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_complexity_industries);
Datum
cext_complexity_industries(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	Work		w;
	CmSide		regions,
				industries;
	double	   *mean;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	open_work(fcinfo, &w);
	regions = cm_regions_side(&w.occurrences);
	industries = cm_industries_side(&w.occurrences);
	mean = mean_degrees(&industries, &regions);
	for (uint32_t i = 0; i < industries.count; i++)
	{
		cext_put_label(&rows, w.table.industry_label[i]);
		put_degree(&rows, &w, cm_degree(&industries, i));
		cext_put_double(&rows, mean[i]);
		cext_put_double(&rows, w.complexity.industry[i]);
		cext_put_double(&rows, w.fitness.quality[i]);
		put_status(&rows, &w, w.complexity.industry_component[i]);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

/* Opportunities ---------------------------------------------------------- */

typedef struct Opportunities
{
	CmTable		table;
	CmOccurrences occurrences;
	CmComplexity complexity;
	CextSource	source;
	double	   *phi;			/* of one industry, in a unit of its own */
	double	   *own_unit;		/* by industry */
	double		unit;			/* the largest of these */
	double	   *worth;			/* by industry */
	double		related;		/* of the industry begun: sums of phi, and of phi times worth */
	double		all;
} Opportunities;

/* How much each industry weighs once it comes nearer; all relatedness in one unit. */
static void
fill_worth(Opportunities *a)
{
	uint32_t	industries = a->occurrences.industries;
	double	   *sum = cm_resize(cext_call_host(), NULL, (size_t) industries + 1, sizeof(double));

	a->unit = 0;
	for (uint32_t j = 0; j < industries; j++)
	{
		a->own_unit[j] = cext_fill_phi(&a->source, j, industries, a->phi);
		sum[j] = cm_relatedness_sum(a->phi, industries);
		a->unit = fmax(a->unit, a->own_unit[j]);
	}
	for (uint32_t j = 0; j < industries; j++)
		sum[j] *= a->own_unit[j] / a->unit;
	cm_opportunity_worth(a->complexity.industry, sum, industries, a->worth);
	cm_release(cext_call_host(), sum);
}

static bool
open_opportunities(CextFlow *f, FunctionCallInfo fcinfo)
{
	double		threshold = cext_threshold_argument(fcinfo, 1);
	CmComplexityScale scale = scale_argument(fcinfo, 6);
	bool		of_firms = cext_of_firms_argument(fcinfo, 8);
	const CmHost *host = cext_call_host();
	Opportunities *a = cext_flow_state(f, sizeof(Opportunities));
	CmTable    *t = &a->table;

	if (PG_ARGISNULL(0))
		return false;
	cext_table_argument(fcinfo, 0, t);
	cext_open_occurrences(fcinfo, &a->occurrences, t, 7, of_firms, threshold);
	cext_open_source(fcinfo, 2, &a->source, &a->occurrences, t);
	cm_complexity_open(&a->complexity, host, &a->occurrences, CM_COMPLEXITY_EIGENVECTOR, 0, scale);
	cext_flow_of_presence(f, fcinfo, 9, t, &a->occurrences);
	a->phi = cm_resize(host, NULL, (size_t) t->industries + 1, sizeof(double));
	a->own_unit = cm_resize(host, NULL, (size_t) t->industries + 1, sizeof(double));
	a->worth = cm_resize(host, NULL, (size_t) t->industries + 1, sizeof(double));
	fill_worth(a);
	return true;
}

static void
begin_opportunities(CextFlow *f)
{
	Opportunities *a = f->state;
	uint32_t	industries = a->occurrences.industries;

	cext_fill_phi(&a->source, f->a, industries, a->phi);
	a->related = cm_relatedness_sum(a->phi, industries);
	a->all = cm_opportunity_all(a->phi, a->worth, industries);
}

static bool
put_opportunity(CextFlow *f)
{
	const Opportunities *a = f->state;
	const CmOccurrences *o = &a->occurrences;
	bool		present = f->cell != UINT64_MAX;
	double		pci = a->complexity.industry[f->a],
				unit = a->own_unit[f->a] / a->unit;

	cext_put_inner(f);
	cext_put_outer(f);
	cext_put_presence(&f->rows, o, present);
	cext_put_double(&f->rows, cext_wants_next(&f->rows) ? cm_relatedness_density_of(o, a->phi, a->related, f->b) : NAN);
	cext_put_double(&f->rows, pci);
	cext_put_double(&f->rows, present || isnan(pci) || !cext_wants_next(&f->rows) ? NAN :
					unit * cm_opportunity_gain_of(o, a->phi, a->worth, a->all, f->b));
	cext_put_string(&f->rows, cm_complexity_status_name[cm_complexity_status_of(&a->complexity, cm_ubiquity(o, f->a))]);
	return true;
}

PG_FUNCTION_INFO_V1(cext_complexity_opportunities);
const CextFlowKind cext_flow_opportunities = {cext_complexity_opportunities, 2, 1, open_opportunities, begin_opportunities, put_opportunity};

Datum
cext_complexity_opportunities(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_opportunities);
}
