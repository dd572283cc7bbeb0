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

/* What users read: the finding, and how it is found. */
static const struct
{
	const char *finding;
	const char *method;
}			words[] = {
	[CM_FOUND_SUMS] = {"exact", "sums"},
	[CM_FOUND_ZERO] = {"exact", "zero"},
	[CM_FOUND_DERIVED] = {"derived", "gradient"},
	[CM_FOUND_SINGLETON] = {"singleton", "sums"},
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

static void
put_cell(CextRows *rows, const CextPublished *p, uint32_t cell, CmFound found, uint32_t known_by)
{
	const CmSums *s = &p->sums;
	bool		exact = found == CM_FOUND_SUMS || found == CM_FOUND_ZERO;

	cext_put_label(rows, s->region.label[s->region_of[cell]]);
	cext_put_label(rows, s->industry.label[s->industry_of[cell]]);
	cext_put_double(rows, p->value[cell]);
	cext_put_string(rows, words[found].finding);
	if (known_by == CM_NO_CELL)
	{
		cext_put_null(rows);
		cext_put_null(rows);
	}
	else
	{
		cext_put_label(rows, s->region.label[s->region_of[known_by]]);
		cext_put_label(rows, s->industry.label[s->industry_of[known_by]]);
	}
	cext_put_double(rows, exact ? p->value[cell] : NAN);
	cext_put_double(rows, exact ? p->value[cell] : NAN);
	cext_put_string(rows, words[found].method);
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
	uint8_t    *found;
	uint32_t   *known_by;

	cext_rows_begin(&rows, fcinfo);
	cext_choices_argument(fcinfo, DERIVED, "derived", cm_figure_name, "Name columns of the table that are functions of its cells.", asked);
	if (!PG_ARGISNULL(INTERVALS) && PG_GETARG_BOOL(INTERVALS))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("intervals are not there yet")));
	cext_published_argument(fcinfo, PUBLISHED, REGION_DIGITS, asked, &p);
	open_derived(&p, &derived);
	found = MemoryContextAllocHuge(CurrentMemoryContext, (Size) p.sums.cells + 1);
	known_by = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) p.sums.cells + 1) * sizeof(uint32_t));
	cm_audit(cext_call_host(), &p.sums, p.value, p.firms, p.hidden, &derived, found, known_by);
	for (uint32_t c = 0; c < p.sums.cells; c++)
		if (found[c] != CM_FOUND_NOTHING)
			put_cell(&rows, &p, c, (CmFound) found[c], known_by[c]);
	return (Datum) 0;
}
