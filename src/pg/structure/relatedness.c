/*
 * relatedness.c: which industries are found in the same regions.
 */
#include "pg/structure/relatedness.h"
#include "pg/host.h"
#include "pg/measures/unknown.h"
#include "pg/rows.h"

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

CextRegions
cext_regions_argument(FunctionCallInfo fcinfo, int number, const CmTable *t)
{
	CextRegions regions = {0, t->regions, NULL};

	if (!PG_ARGISNULL(number))
	{
		regions.first = cext_place_argument(fcinfo, number, "region", "regions", t->region_label, t->regions);
		regions.end = regions.first + 1;
	}
	regions.label = cext_texts(t->region_label + regions.first, regions.end - regions.first);
	return regions;
}

/* The pairs of one industry with those after it. */
static void
put_pairs(CextRows *rows, const CmRelatedness *s, const CmOccurrences *o, uint32_t a, double minimum, const Datum *industry)
{
	for (uint32_t b = a + 1; b < o->industries; b++)
	{
		double		value = s->together[b] == 0 ? NAN : cm_relatedness_value(s, a, b);

		if (s->together[b] == 0 || (minimum > -INFINITY && !(value >= minimum)))
			continue;
		cext_put_datum(rows, industry[a]);
		cext_put_datum(rows, industry[b]);
		cext_put_double(rows, value);
		cext_put_datum(rows, Int32GetDatum((int32) s->together[b]));
		cext_put_datum(rows, Int32GetDatum((int32) cm_ubiquity(o, a)));
		cext_put_datum(rows, Int32GetDatum((int32) cm_ubiquity(o, b)));
		cext_rows_end_row(rows);
	}
}

PG_FUNCTION_INFO_V1(cext_relatedness_pairs);
Datum
cext_relatedness_pairs(PG_FUNCTION_ARGS)
{
	CmRelatednessMethod method = (CmRelatednessMethod) cext_choice_argument(fcinfo, 1, "method", methods);
	double		threshold = cext_threshold_argument(fcinfo, 2);
	CmMargins	margins = margins_argument(fcinfo, 3, method);
	double		minimum = PG_ARGISNULL(4) ? -INFINITY : PG_GETARG_FLOAT8(4);
	bool		of_firms = cext_of_firms_argument(fcinfo, 6);
	CextRows	rows;
	CmTable		t;
	CmOccurrences o;
	CmRelatedness s;
	Datum	   *industry;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	cext_table_argument(fcinfo, 0, &t);
	cext_open_occurrences(fcinfo, &o, &t, 5, of_firms, threshold);
	cm_relatedness_open(&s, cext_call_host(), &o, method, margins);
	industry = cext_texts(t.industry_label, t.industries);
	for (uint32_t a = 0; a < t.industries; a++)
	{
		cm_relatedness_begin(&s, a);
		put_pairs(&rows, &s, &o, a, minimum, industry);
	}
	return (Datum) 0;
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

PG_FUNCTION_INFO_V1(cext_relatedness_density);
Datum
cext_relatedness_density(PG_FUNCTION_ARGS)
{
	double		threshold = cext_threshold_argument(fcinfo, 1);
	bool		of_firms = cext_of_firms_argument(fcinfo, 7);
	const CmHost *host = cext_call_host();
	CextRows	rows;
	CmTable		t;
	CmOccurrences o;
	CextSource	source;
	CextRegions regions;
	double	   *phi;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	cext_table_argument(fcinfo, 0, &t);
	cext_open_occurrences(fcinfo, &o, &t, 6, of_firms, threshold);
	cext_open_source(fcinfo, 2, &source, &o, &t);
	regions = cext_regions_argument(fcinfo, 8, &t);
	phi = cm_resize(host, NULL, (size_t) t.industries + 1, sizeof(double));
	for (uint32_t i = 0; i < t.industries; i++)
	{
		Datum		industry = cext_text(t.industry_label[i]);
		uint64_t	next = cm_first_from(&o, i, regions.first);
		double		all;

		cext_fill_phi(&source, i, t.industries, phi);
		all = cm_relatedness_sum(phi, t.industries);
		for (uint32_t r = regions.first; r < regions.end; r++)
		{
			cext_put_datum(&rows, regions.label[r - regions.first]);
			cext_put_datum(&rows, industry);
			cext_put_presence(&rows, &o, cm_is_next(&o, i, &next, r));
			cext_put_double(&rows, cm_relatedness_density_of(&o, phi, all, r));
			cext_rows_end_row(&rows);
			cm_breathe_after(host, o.row[r], o.row[r + 1]);
		}
	}
	return (Datum) 0;
}
