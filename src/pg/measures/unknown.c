/*
 * unknown.c: what callers are told of what a matrix does not know, and what
 * they know of it.
 */
#include "pg/measures/unknown.h"
#include "pg/errors.h"

#include <math.h>

static void
refuse_herfindahl(CmText industry, double value)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"herfindahl_firms\" must hold numbers above 0 and at most 1"),
			 errdetail("That of industry \"%s\" is %g.", cext_shown(industry.bytes, industry.length), value),
			 errhint("Divide indices on a scale of 10,000 by it, and pass NULL where one is not known.")));
}

static void
refuse_twice(CmText industry)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"herfindahl_industries\" has industry \"%s\" twice", cext_shown(industry.bytes, industry.length)),
			 errdetail("Herfindahl indices of parts of an industry do not add up to its own."),
			 errhint("Pass one index for each industry.")));
}

double *
cext_herfindahls_argument(FunctionCallInfo fcinfo, int labels_number, int number, const CmTable *t)
{
	Datum	   *label,
			   *figure;
	bool	   *no_label,
			   *no_figure;
	int			labels = PG_ARGISNULL(labels_number) ? 0 : cext_array_argument(fcinfo, labels_number, &label, &no_label);
	int			figures = PG_ARGISNULL(number) ? 0 : cext_array_argument(fcinfo, number, &figure, &no_figure);
	double	   *by_industry;

	cext_check_lengths("herfindahl_industries", labels, "herfindahl_firms", figures);
	if (labels == 0)
		return NULL;
	by_industry = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) t->industries + 1) * sizeof(double));
	for (uint32_t i = 0; i < t->industries; i++)
		by_industry[i] = NAN;
	for (int k = 0; k < labels; k++)
	{
		double		value = no_figure[k] ? NAN : DatumGetFloat8(figure[k]);
		CmText		industry;
		uint32_t	place;

		CHECK_FOR_INTERRUPTS();
		if (no_label[k] || no_figure[k])
			continue;
		industry = cext_label(label[k]);
		if (!(value > 0 && value <= 1))
			refuse_herfindahl(industry, value);
		place = cm_label_place(t->industry_label, t->industries, industry);
		if (place == UINT32_MAX)
			continue;
		if (!isnan(by_industry[place]))
			refuse_twice(industry);
		by_industry[place] = value;
	}
	return by_industry;
}

/* Is this the first time in a query?  Who reads many matrices need not be told for each. */
static bool
first_time(FunctionCallInfo fcinfo)
{
	bool		first = fcinfo->flinfo->fn_extra == NULL;

	fcinfo->flinfo->fn_extra = fcinfo->flinfo;
	return first;
}

void
cext_tell_plants(FunctionCallInfo fcinfo, const CmTable *t, CextMissing missing, const char *what, const char *hint)
{
	CmText		one;

	if (missing.count == 0 || !first_time(fcinfo))
		return;
	one = t->industry_label[missing.industry];
	ereport(NOTICE,
			(errmsg("%u of %u industries have no %s: the squares of the sizes of their plants are unknown", missing.count, t->industries, what),
			 errdetail("One of them is \"%s\". Published tables tell numbers of firms and their size, seldom sums of squares.",
					   cext_shown(one.bytes, one.length)),
			 errhint("%s", hint)));
}

void
cext_tell_amounts(FunctionCallInfo fcinfo, const CmTable *t, bool of_firms)
{
	const double *amount = cm_amounts(&t->cell, of_firms ? CM_FIRMS : CM_SIZES);
	uint64_t	count = 0,
				last = 0;
	uint32_t	region = 0;

	for (uint64_t c = 0; c < t->cells; c++)
		if (isnan(amount[c]))
		{
			last = c;
			count++;
		}
	if (count == 0 || !first_time(fcinfo))
		return;
	while (t->row[region + 1] <= last)
		region++;
	ereport(NOTICE,
			(errmsg("the %s of " UINT64_FORMAT " of " UINT64_FORMAT " cells %s unknown, and so is all that compares with the whole",
					of_firms ? "number of firms" : "size", count, (uint64) t->cells, count == 1 ? "is" : "are"),
			 errdetail("One of them is that of region \"%s\", industry \"%s\".",
					   cext_shown(t->region_label[region].bytes, t->region_label[region].length),
					   cext_shown(t->industry_label[t->column[last]].bytes, t->industry_label[t->column[last]].length)),
			 errhint("%s", of_firms ? "Pass of => 'size' if sizes are known, or a subset(m, ...) whose cells are." :
					 "Pass of => 'firms' to compare numbers of firms, or a subset(m, ...) whose cells are known.")));
}
