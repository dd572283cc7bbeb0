/*
 * policy_opportunity.c: what there is to gain from targets, and from others instead.
 */
#include "pg/policy/policy_lists.h"
#include "pg/rows.h"
#include "pg/settings.h"

#include "core/numeric/sort.h"
#include "core/policy/policy_opportunity.h"

#include "utils/builtins.h"

#include <math.h>

enum
{
	UNTARGETED = CEXT_POLICY_ARGUMENTS,
	PER_REGION,
	RISK_FROM,
	OPPORTUNITY_FROM
};

/* One call. */
typedef struct Work
{
	CextRows	rows;
	CextPolicyInput in;
	CmLists		lists;
	CmOpportunities opportunities;
	double		risk_from;
	double		opportunity_from;
} Work;

/* A score, 0 to 100. */
static double
score_argument(FunctionCallInfo fcinfo, int number, const char *name)
{
	return cext_range_argument(fcinfo, number, name, 0, 100, "It divides low from high.");
}

/* How many to list of each region; NULL: all. */
static uint32
per_region_argument(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(PER_REGION))
		return UINT32_MAX;
	if (PG_GETARG_INT32(PER_REGION) < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"per_region\" must be at least 1"),
				 errdetail("It is %d.", PG_GETARG_INT32(PER_REGION)),
				 errhint("Pass NULL for all.")));
	return (uint32) PG_GETARG_INT32(PER_REGION);
}

/* Every region with a list holds a figure of every industry. */
static void
check_size(const Work *w)
{
	if ((uint64) w->lists.members * w->in.panel.pairs.industries > (uint64) cext_max_cells)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%u regions with lists by %u industries are too many", w->lists.members, w->in.panel.pairs.industries),
				 errdetail("cluster_ext.max_cells allows %d pairs.", cext_max_cells),
				 errhint("Raise cluster_ext.max_cells, or use coarser labels.")));
}

static void
put_row(Work *w, uint32 member, uint32 industry, bool targeted, const CmRiskScore *score, const CmOpportunity *o)
{
	CmRiskQuadrant	quadrant = cm_risk_quadrant(score->score, o->opportunity, w->risk_from, w->opportunity_from);

	cext_put_datum(&w->rows, w->in.region_text[w->lists.member[member]]);
	cext_put_datum(&w->rows, w->in.industry_text[industry]);
	cext_put_datum(&w->rows, BoolGetDatum(targeted));
	cext_put_double(&w->rows, score->score);
	cext_put_string(&w->rows, cm_band_name[score->band]);
	cext_put_double(&w->rows, o->opportunity);
	if (quadrant == CM_RISK_QUADRANT_UNKNOWN)
		cext_put_null(&w->rows);
	else
		cext_put_string(&w->rows, cm_risk_quadrant_name[quadrant]);
	for (int part = 0; part < CM_RETURNS; part++)
	{
		cext_put_double(&w->rows, o->value[part]);
		cext_put_double(&w->rows, o->rank[part]);
	}
	cext_put_string(&w->rows, w->in.model_name);
	cext_put_datum(&w->rows, Int32GetDatum(w->in.as_of));
	cext_put_string(&w->rows, CEXT_VERSION);
	cext_rows_end_row(&w->rows);
}

/* What the region targets. */
static void
put_targets(Work *w, uint32 member)
{
	const CmOccurrences *o = &w->lists.target;
	uint32		region = w->lists.member[member];

	for (uint64 k = o->row[region]; k < o->row[region + 1]; k++)
	{
		CmFinding	finding[CM_INDICATORS];
		CmRiskScore score;
		CmOpportunity opportunity;

		cext_policy_find(&w->in, region, o->industry[k], finding, &score);
		cm_opportunity_find(&w->opportunities, member, o->industry[k], &opportunity);
		put_row(w, member, o->industry[k], true, &score, &opportunity);
	}
}

typedef struct Other
{
	uint32		industry;
	CmOpportunity opportunity;
} Other;

/* The largest opportunity first. */
static int
by_opportunity(const void *a, const void *b)
{
	const Other *x = a,
			   *y = b;

	if (x->opportunity.opportunity != y->opportunity.opportunity)
		return x->opportunity.opportunity > y->opportunity.opportunity ? -1 : 1;
	return (x->industry > y->industry) - (x->industry < y->industry);
}

/* The best of what it does not target and that has a low risk; only these need to be scored. */
static void
put_others(Work *w, uint32 member, uint32 most, Other *other)
{
	uint32		region = w->lists.member[member],
				count = 0,
				listed = 0;

	for (uint32 i = 0; i < w->in.panel.pairs.industries; i++)
	{
		Other	   *o = &other[count];

		CHECK_FOR_INTERRUPTS();
		if (w->in.indicators.size->industry[i] == 0 || cm_targeted(&w->lists, region, i))
			continue;
		o->industry = i;
		cm_opportunity_find(&w->opportunities, member, i, &o->opportunity);
		count += o->opportunity.opportunity >= w->opportunity_from;
	}
	cm_sort(w->in.host, other, count, sizeof(Other), by_opportunity);
	for (uint32 k = 0; k < count && listed < most; k++)
	{
		CmFinding	finding[CM_INDICATORS];
		CmRiskScore score;

		cext_policy_find(&w->in, region, other[k].industry, finding, &score);
		if (!(score.score < w->risk_from))
			continue;
		put_row(w, member, other[k].industry, false, &score, &other[k].opportunity);
		listed++;
	}
}

PG_FUNCTION_INFO_V1(cext_policy_opportunity);
Datum
cext_policy_opportunity(PG_FUNCTION_ARGS)
{
	bool		untargeted = !PG_ARGISNULL(UNTARGETED) && PG_GETARG_BOOL(UNTARGETED);
	uint32		most = per_region_argument(fcinfo);
	Work		w;
	Other	   *other;

	w.risk_from = score_argument(fcinfo, RISK_FROM, "risk_from");
	w.opportunity_from = score_argument(fcinfo, OPPORTUNITY_FROM, "opportunity_from");
	cext_rows_begin(&w.rows, fcinfo);
	cext_policy_open(&w.in, fcinfo);
	cext_lists_open(&w.in, fcinfo, &w.lists);
	check_size(&w);
	cm_opportunities_open(&w.opportunities, &w.in.indicators, &w.lists);
	other = cm_resize(w.in.host, NULL, (Size) w.in.panel.pairs.industries + 1, sizeof(Other));
	for (uint32 m = 0; m < w.lists.members; m++)
	{
		if (!cext_lists_asks(&w.in, fcinfo, w.lists.member[m]))
			continue;
		if (untargeted)
			put_others(&w, m, most, other);
		else
			put_targets(&w, m);
	}
	return (Datum) 0;
}
