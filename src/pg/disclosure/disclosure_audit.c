/*
 * disclosure_audit.c: what a published table gives away about its hidden cells.
 */
#include "pg/disclosure/published.h"
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/rows.h"

#include "core/disclosure/audit.h"

enum
{
	PUBLISHED, REGION_DIGITS, INDUSTRY_DIGITS, REGION_TREE, INDUSTRY_TREE, INTERVALS, DERIVED
};

/* Numbers of linear programs that an audit computes, at most: a few seconds. */
#define WORK_MOST UINT64_C(2000000000)

/* What users read: the finding, and how it is found; of intervals that depends. */
static const struct
{
	const char *finding;
	const char *method;
}			words[] = {
	[CM_FOUND_SUMS] = {"exact", "sums"},
	[CM_FOUND_ZERO] = {"exact", "zero"},
	[CM_FOUND_DERIVED] = {"derived", "gradient"},
	[CM_FOUND_SINGLETON] = {"singleton", "sums"},
	[CM_FOUND_POINT] = {"exact", NULL},
	[CM_FOUND_NARROW] = {"narrow", NULL},
	[CM_FOUND_UNPROVEN] = {"unproven", NULL},
	[CM_FOUND_INTERVAL] = {"interval", NULL},
};

static pg_noinline void
refuse_figure(const CmSums *sums, uint32_t cell, CmFigureFault fault)
{
	CmText		region = sums->region.label[sums->region_of[cell]],
				industry = sums->industry.label[sums->industry_of[cell]];

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cannot tell what derived columns give away"),
			 errdetail("Region \"%s\", industry \"%s\": %s", cext_shown(region.bytes, region.length), cext_shown(industry.bytes, industry.length),
					   fault == CM_FIGURE_NO_TOTAL ? "the table lacks a total that the figure is made of." :
					   "the figure is made of a hidden cell whose value is NULL."),
			 fault == CM_FIGURE_NO_TOTAL ? errhint("Give the totals of the region, of the industry and of all; their label is _T or empty.") :
			 errhint("Give the values of hidden cells, too, and mark them as hidden.")));
}

/* Equations of the derived columns that the caller names; none: no equations. */
static void
open_derived(const CextPublished *p, CmDerived *derived)
{
	uint32_t	faulty;
	CmFigureFault fault = cm_derived_open(derived, cext_call_host(), &p->sums, p->value, p->hidden, (const uint8_t *const *) p->given, &faulty);

	if (fault != CM_FIGURE_SOUND)
		refuse_figure(&p->sums, faulty, fault);
}

/* Intervals of all hidden cells, and what they say of those of which nothing else is found. */
static CmInterval *
find_intervals(const CextPublished *p, uint8_t *found)
{
	CmInterval *interval = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) p->sums.cells + 1) * sizeof(CmInterval));

	if (!cm_intervals(cext_call_host(), &p->sums, p->value, p->hidden, p->least, p->most, WORK_MOST, interval))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the table contradicts itself"),
				 errdetail("No values of the hidden cells, within their bounds, add up to what is shown."),
				 errhint("Nothing is negative where lower does not say so, and parts that are not in the table are 0.")));
	for (uint32_t c = 0; c < p->sums.cells; c++)
		if (p->hidden[c] && (found[c] == CM_FOUND_NOTHING || found[c] == CM_FOUND_SINGLETON))
		{
			CmFound		seen = cm_audit_interval(&interval[c], p->value[c], p->protection[c], p->least[c], p->most[c]);

			/* What everybody sees comes before what one firm does. */
			if (found[c] == CM_FOUND_NOTHING || seen == CM_FOUND_POINT || seen == CM_FOUND_NARROW)
				found[c] = (uint8_t) seen;
		}
	return interval;
}

/* `interval` may be NULL. */
static void
put_cell(CextRows *rows, const CextPublished *p, uint32_t cell, CmFound found, uint32_t known_by, const CmInterval *interval)
{
	const CmSums *s = &p->sums;
	bool		exact = found == CM_FOUND_SUMS || found == CM_FOUND_ZERO;
	double		otherwise = exact ? p->value[cell] : NAN;

	cext_put_label(rows, s->region.label[s->region_of[cell]]);
	cext_put_label(rows, s->industry.label[s->industry_of[cell]]);
	cext_put_double(rows, p->value[cell]);
	cext_put_string(rows, words[found].finding);
	if (known_by == CM_NO_CELL || found != CM_FOUND_SINGLETON)
	{
		cext_put_null(rows);
		cext_put_null(rows);
	}
	else
	{
		cext_put_label(rows, s->region.label[s->region_of[known_by]]);
		cext_put_label(rows, s->industry.label[s->industry_of[known_by]]);
	}
	cext_put_double(rows, interval == NULL ? otherwise : interval->lower);
	cext_put_double(rows, interval == NULL ? otherwise : interval->upper);
	cext_put_string(rows, words[found].method != NULL ? words[found].method : interval->exact ? "program" : "outer");
	cext_rows_end_row(rows);
}

PG_FUNCTION_INFO_V1(cext_disclosure_audit);
Datum
cext_disclosure_audit(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CextPublished p;
	CmDerived	derived;
	bool		asked[CM_FIGURES] = {false};
	CmInterval *interval = NULL;
	uint8_t    *found;
	uint32_t   *known_by;

	cext_rows_begin(&rows, fcinfo);
	cext_choices_argument(fcinfo, DERIVED, "derived", cm_figure_name, "Name columns of the table that are functions of its cells.", asked);
	cext_published_argument(fcinfo, PUBLISHED, REGION_DIGITS, asked, &p);
	open_derived(&p, &derived);
	found = MemoryContextAllocHuge(CurrentMemoryContext, (Size) p.sums.cells + 1);
	known_by = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) p.sums.cells + 1) * sizeof(uint32_t));
	cm_audit(cext_call_host(), &p.sums, p.value, p.firms, p.hidden, &derived, found, known_by);
	if (!PG_ARGISNULL(INTERVALS) && PG_GETARG_BOOL(INTERVALS))
		interval = find_intervals(&p, found);
	for (uint32_t c = 0; c < p.sums.cells; c++)
		if (found[c] != CM_FOUND_NOTHING)
			put_cell(&rows, &p, c, (CmFound) found[c], known_by[c], interval == NULL ? NULL : &interval[c]);
	return (Datum) 0;
}
