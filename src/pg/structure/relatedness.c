/*
 * relatedness.c: which industries are found in the same regions.
 */
#include "pg/structure/relatedness.h"
#include "pg/host.h"
#include "pg/measures/unknown.h"
#include "pg/stream/flows.h"

#include "core/structure/industry_space.h"

#include "utils/builtins.h"

#include <math.h>

static const char *const methods[] = {"proximity", "inclusion", "cosine", "jaccard", "association", "probability", "z-score", NULL};
static const char *const margin_names[] = {"occurrences", "cooccurrences", NULL};

/* Margins as given; if NULL those that the method's literature takes. */
static CmMargins
margins_argument(FunctionCallInfo fcinfo, int number, CmRelatednessMethod method)
{
	CmMargins	margins = method == CM_RELATEDNESS_PROBABILITY ? CM_MARGINS_COOCCURRENCES : CM_MARGINS_OCCURRENCES;

	if (!PG_ARGISNULL(number))
		margins = (CmMargins) cext_choice_argument(fcinfo, number, "margins", margin_names);
	if (!cm_relatedness_has(method, margins))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("method '%s' is not defined for margins '%s'", methods[method], margin_names[margins]),
				 errdetail("Cosine, jaccard and association take both; probability takes cooccurrences, the others occurrences."),
				 errhint("Leave the argument \"margins\" out.")));
	return margins;
}

void
cext_open_occurrences(FunctionCallInfo fcinfo, CmOccurrences *o, const CmTable *t, int reference_number, bool of_firms, double threshold)
{
	CmTable		reference;

	cext_check_reference(cm_occurrences_open(o, cext_call_host(), t, cext_reference_argument(fcinfo, reference_number, &reference),
											 of_firms, threshold),
						 "industry", t->industry_label);
	if (o->unknown)
		cext_tell_amounts(fcinfo, t, of_firms);
}

void
cext_put_presence(CextRows *rows, const CmOccurrences *o, bool present)
{
	if (o->unknown)
		cext_put_null(rows);
	else
		cext_put_datum(rows, BoolGetDatum(present));
}

void
cext_flow_of_presence(CextFlow *f, FunctionCallInfo fcinfo, int number, const CmTable *t, const CmOccurrences *o)
{
	cext_flow_of_cells(f, CEXT_ALL, t->industry_label, t->industries, t->region_label, t->regions, o->column, o->region);
	if (PG_ARGISNULL(number))
		return;
	f->inner.first = cext_place_argument(fcinfo, number, "region", "regions", t->region_label, t->regions);
	f->inner.end = f->inner.first + 1;
}

typedef struct Pairs
{
	CmTable		table;
	CmOccurrences occurrences;
	CmRelatedness relatedness;
	double		minimum;
} Pairs;

/* From arguments: method, threshold and margins in a row, reference and "of" at the end.  False: there is no matrix. */
static bool
open_relatedness(FunctionCallInfo fcinfo, int number, Pairs *s)
{
	CmRelatednessMethod method = (CmRelatednessMethod) cext_choice_argument(fcinfo, number, "method", methods);
	double		threshold = cext_threshold_argument(fcinfo, number + 1);
	CmMargins	margins = margins_argument(fcinfo, number + 2, method);
	bool		of_firms = cext_of_firms_argument(fcinfo, 6);

	if (PG_ARGISNULL(0))
		return false;
	cext_table_argument(fcinfo, 0, &s->table);
	cext_open_occurrences(fcinfo, &s->occurrences, &s->table, 5, of_firms, threshold);
	cm_relatedness_open(&s->relatedness, cext_call_host(), &s->occurrences, method, margins);
	return true;
}

static bool
open_pairs(CextFlow *f, FunctionCallInfo fcinfo)
{
	Pairs	   *s = cext_flow_state(f, sizeof(Pairs));

	s->minimum = PG_ARGISNULL(4) ? -INFINITY : PG_GETARG_FLOAT8(4);
	if (!open_relatedness(fcinfo, 1, s))
		return false;
	cext_flow_of_pairs(f, s->table.industry_label, s->table.industries);
	return true;
}

static void
begin_pairs(CextFlow *f)
{
	cm_relatedness_begin(&((Pairs *) f->state)->relatedness, f->a);
}

static bool
put_pair(CextFlow *f)
{
	const Pairs *s = f->state;
	uint32_t	together = s->relatedness.together[f->b];
	double		value = together == 0 ? NAN : cm_relatedness_value(&s->relatedness, f->a, f->b);

	if (together == 0 || (s->minimum > -INFINITY && !(value >= s->minimum)))
		return false;
	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_double(&f->rows, value);
	cext_put_datum(&f->rows, Int32GetDatum((int32) together));
	cext_put_datum(&f->rows, Int32GetDatum((int32) cm_ubiquity(&s->occurrences, f->a)));
	cext_put_datum(&f->rows, Int32GetDatum((int32) cm_ubiquity(&s->occurrences, f->b)));
	return true;
}

PG_FUNCTION_INFO_V1(cext_relatedness_pairs);
const CextFlowKind cext_flow_relatedness = {cext_relatedness_pairs, 1, 2, open_pairs, begin_pairs, put_pair};

Datum
cext_relatedness_pairs(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_relatedness);
}

/* The network ----------------------------------------------------------- */

typedef struct Network
{
	Pairs		pairs;
	CmIndustrySpace space;
} Network;

static bool
open_space(CextFlow *f, FunctionCallInfo fcinfo)
{
	Network    *s = cext_flow_state(f, sizeof(Network));
	const CmTable *t = &s->pairs.table;

	s->pairs.minimum = PG_ARGISNULL(1) ? INFINITY : PG_GETARG_FLOAT8(1);
	if (!open_relatedness(fcinfo, 2, &s->pairs))
		return false;
	cm_industry_space_open(&s->space, &s->pairs.relatedness, s->pairs.minimum);
	cext_flow_of_cells(f, CEXT_CELLS, t->industry_label, t->industries, t->industry_label, t->industries, s->space.start, s->space.later);
	return true;
}

static bool
put_link(CextFlow *f)
{
	const Network *s = f->state;

	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_double(&f->rows, s->space.link[f->cell].relatedness);
	cext_put_datum(&f->rows, BoolGetDatum(cm_industry_space_is_backbone(&s->space, f->cell)));
	return true;
}

PG_FUNCTION_INFO_V1(cext_relatedness_space);
const CextFlowKind cext_flow_space = {cext_relatedness_space, 1, 2, open_space, NULL, put_link};

Datum
cext_relatedness_space(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_space);
}

/* Density --------------------------------------------------------------- */

static void
refuse_own(const char *why)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"own_industry\" must not be true here"),
			 errdetail("%s", why),
			 errhint("Leave the argument out.")));
}

void
cext_open_source(FunctionCallInfo fcinfo, int number, CextSource *s, const CmOccurrences *o, const CmTable *t)
{
	CmRelatednessMethod method = (CmRelatednessMethod) cext_choice_argument(fcinfo, number, "method", methods);
	CmMargins	margins = margins_argument(fcinfo, number + 3, method);

	if (method == CM_RELATEDNESS_Z_SCORE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a density of z-scores is not defined"),
				 errdetail("Its weights would be negative."),
				 errhint("Use another method, such as 'proximity'.")));
	s->own = PG_ARGISNULL(number + 1) ? margins == CM_MARGINS_OCCURRENCES : PG_GETARG_BOOL(number + 1);
	if (s->own && margins == CM_MARGINS_COOCCURRENCES)
		refuse_own("Co-occurrences of an industry with itself are not counted.");
	s->given = cext_reference_argument(fcinfo, number + 2, &s->table) != NULL;
	if (s->given)
		cm_given_open(&s->elsewhere, cext_call_host(), &s->table, t);
	else
		cm_relatedness_open(&s->here, cext_call_host(), o, method, margins);
}

double
cext_fill_phi(CextSource *s, uint32_t industry, uint32_t industries, double *phi)
{
	double		unit = 1;

	CHECK_FOR_INTERRUPTS();
	if (s->given)
		unit = cm_given_phi(&s->elsewhere, industry, industries, phi);
	else
	{
		cm_relatedness_begin(&s->here, industry);
		cm_relatedness_fill(&s->here, industry, phi);
	}
	if (!s->own)
		phi[industry] = 0;
	return unit;
}

typedef struct Density
{
	CmTable		table;
	CmOccurrences occurrences;
	CextSource	source;
	double	   *phi;			/* of the industry begun */
	double		all;			/* its sum */
} Density;

static bool
open_density(CextFlow *f, FunctionCallInfo fcinfo)
{
	double		threshold = cext_threshold_argument(fcinfo, 1);
	bool		of_firms = cext_of_firms_argument(fcinfo, 7);
	Density    *s = cext_flow_state(f, sizeof(Density));
	CmTable    *t = &s->table;

	if (PG_ARGISNULL(0))
		return false;
	cext_table_argument(fcinfo, 0, t);
	cext_open_occurrences(fcinfo, &s->occurrences, t, 6, of_firms, threshold);
	cext_open_source(fcinfo, 2, &s->source, &s->occurrences, t);
	s->phi = cm_resize(cext_call_host(), NULL, (size_t) t->industries + 1, sizeof(double));
	cext_flow_of_presence(f, fcinfo, 8, t, &s->occurrences);
	return true;
}

static void
begin_density(CextFlow *f)
{
	Density    *s = f->state;

	cext_fill_phi(&s->source, f->a, s->table.industries, s->phi);
	s->all = cm_relatedness_sum(s->phi, s->table.industries);
}

static bool
put_density(CextFlow *f)
{
	const Density *s = f->state;

	cext_put_inner(f);
	cext_put_outer(f);
	cext_put_presence(&f->rows, &s->occurrences, f->cell != UINT64_MAX);
	cext_put_double(&f->rows, cext_wants_next(&f->rows) ?
					cm_relatedness_density_of(&s->occurrences, s->phi, s->all, f->b) : NAN);
	return true;
}

PG_FUNCTION_INFO_V1(cext_relatedness_density);
const CextFlowKind cext_flow_density = {cext_relatedness_density, 2, 1, open_density, begin_density, put_density};

Datum
cext_relatedness_density(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_density);
}
