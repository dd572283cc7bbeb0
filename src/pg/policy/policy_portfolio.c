/*
 * policy_portfolio.c: policy risk of whole lists.
 */
#include "pg/policy/policy_lists.h"
#include "pg/query.h"
#include "pg/rows.h"

#include "core/policy/policy_province.h"

#include "executor/spi.h"
#include "utils/builtins.h"

#include <math.h>

static void
put_region(CextRows *rows, const CextPolicyInput *in, uint32 region)
{
	if (region == UINT32_MAX)
		cext_put_null(rows);
	else
		cext_put_datum(rows, in->region_text[region]);
}

static void
put_industry(CextRows *rows, const CextPolicyInput *in, uint32 industry)
{
	if (industry == UINT32_MAX)
		cext_put_null(rows);
	else
		cext_put_datum(rows, in->industry_text[industry]);
}

static void
put_integer(CextRows *rows, uint32 value)
{
	cext_put_datum(rows, Int32GetDatum((int32) value));
}

/* The columns scored to worst of a row. */
static void
put_list_risk(CextRows *rows, const CmListRisk *risk)
{
	put_integer(rows, risk->scored);
	cext_put_string(rows, risk->by_amount ? "amount" : "equal");
	cext_put_double(rows, risk->mean);
	cext_put_double(rows, risk->tail);
	cext_put_double(rows, risk->worst);
}

static void
put_origin(CextRows *rows, const CextPolicyInput *in)
{
	cext_put_string(rows, in->model_name);
	cext_put_datum(rows, Int32GetDatum(in->as_of));
	cext_put_string(rows, CEXT_VERSION);
	cext_rows_end_row(rows);
}

/* Portfolios ----------------------------------------------------------- */

/* Weights and cuts of a model; parts without a row weigh nothing. */
static void
read_parts(FunctionCallInfo fcinfo, const CextPolicyInput *in, CmPartCut cut[CM_PARTS])
{
	Datum		model = CStringGetTextDatum(in->model_name);
	Oid			type = TEXTOID;
	uint64		rows;

	for (int part = 0; part < CM_PARTS; part++)
		cut[part] = (CmPartCut) {0, NAN, NAN};
	SPI_connect();
	rows = cext_query(psprintf("SELECT part, weight, elevated_from, high_from FROM %s.policy_risk_portfolio_cuts "
									  "WHERE model OPERATOR(pg_catalog.=) $1", cext_extension_schema(fcinfo)), 1, &type, &model);
	for (uint64 k = 0; k < rows; k++)
		for (int part = 0; part < CM_PARTS; part++)
			if (strcmp(cext_query_text(k, 1, CurrentMemoryContext), cm_part_name[part]) == 0)
				cut[part] = (CmPartCut) {cext_query_double(k, 2), cext_query_double(k, 3), cext_query_double(k, 4)};
	SPI_finish();
}

static void
put_portfolio(CextRows *rows, const CextPolicyInput *in, uint32 region, const CmLists *lists, const CmPortfolio *p)
{
	uint64		worst = p->risk.worst_target;

	cext_put_datum(rows, in->region_text[region]);
	cext_put_double(rows, p->score);
	put_integer(rows, p->risk.targets);
	put_list_risk(rows, &p->risk);
	put_industry(rows, in, worst == UINT64_MAX ? UINT32_MAX : lists->target.industry[lists->target.row[region] + worst]);
	cext_put_double(rows, p->breadth);
	cext_put_double(rows, p->part_risk[CM_PART_BREADTH]);
	cext_put_double(rows, p->founded);
	cext_put_double(rows, p->founded_expected);
	cext_put_double(rows, p->founded_z);
	cext_put_double(rows, p->part_risk[CM_PART_FOUNDED]);
	put_integer(rows, p->alike.peers);
	cext_put_double(rows, p->alike.jaccard);
	cext_put_double(rows, p->part_risk[CM_PART_ISOMORPHISM]);
	cext_put_double(rows, p->coherence);
	cext_put_double(rows, p->coherence_expected);
	cext_put_double(rows, p->coherence_z);
	cext_put_double(rows, p->common_shock);
	cext_put_double(rows, p->risk.amount);
	cext_put_double(rows, p->fiscal);
	cext_put_double(rows, p->part_risk[CM_PART_FISCAL]);
	put_origin(rows, in);
}

PG_FUNCTION_INFO_V1(cext_portfolio_risk);
Datum
cext_portfolio_risk(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CextPolicyInput in;
	CmLists		lists;
	CmTargetRisk *risk;
	CmPartCut	cut[CM_PARTS];
	CmPortfolios portfolios;

	cext_rows_begin(&rows, fcinfo);
	cext_policy_open(&in, fcinfo);
	cext_lists_open(&in, fcinfo, &lists);
	risk = cext_lists_risk(&in, &lists);
	read_parts(fcinfo, &in, cut);
	cm_portfolios_open(&portfolios, &in.indicators, &lists, cut);
	for (uint32 g = 0; g < lists.groups; g++)
	{
		CmIsomorphism group;

		cm_isomorphism_open(&group, in.host, &lists, g, 0, 0);
		for (uint32 m = 0; m < group.members; m++)
		{
			uint32		region = group.member[m];
			CmMeanAlike alike;
			CmPortfolio portfolio;

			CHECK_FOR_INTERRUPTS();
			if (!cext_lists_asks(&in, fcinfo, region))
				continue;
			alike = cm_isomorphism_member(&group, m);
			cm_portfolio_find(&portfolios, region, risk + lists.target.row[region], &alike, &portfolio);
			put_portfolio(&rows, &in, region, &lists, &portfolio);
		}
		cm_isomorphism_close(&group);
	}
	return (Datum) 0;
}

/* Provinces ------------------------------------------------------------ */

static void
put_province(CextRows *rows, const CextPolicyInput *in, const char *name, const CmProvince *p)
{
	cext_put_string(rows, name);
	put_integer(rows, p->regions);
	put_integer(rows, p->own_targets);
	put_integer(rows, p->risk.targets);
	put_integer(rows, p->industries);
	put_list_risk(rows, &p->risk);
	put_region(rows, in, p->worst_region);
	put_industry(rows, in, p->worst_industry);
	cext_put_double(rows, p->distinct_share);
	put_integer(rows, p->duplicated);
	cext_put_double(rows, p->sum_of_plans);
	cext_put_double(rows, p->risk.amount);
	put_origin(rows, in);
}

PG_FUNCTION_INFO_V1(cext_portfolio_provinces);
Datum
cext_portfolio_provinces(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CextPolicyInput in;
	CmLists		lists;
	CmTargetRisk *risk;
	CextBranch *branch;
	uint32	   *region;
	uint64		count;

	cext_rows_begin(&rows, fcinfo);
	cext_policy_open(&in, fcinfo);
	cext_lists_open(&in, fcinfo, &lists);
	branch = cext_lists_branches(&in, fcinfo, &count);
	risk = cext_lists_risk(&in, &lists);
	region = cm_resize(in.host, NULL, (Size) in.panel.pairs.regions + 1, sizeof(uint32));
	for (uint64 k = 0, next; k < count; k = next)
	{
		CmProvince	province;
		uint32		regions = 0;

		for (next = k; next < count && strcmp(branch[next].parent, branch[k].parent) == 0; next++)
			if (branch[next].region_place != UINT32_MAX)
				region[regions++] = branch[next].region_place;
		cm_province_find(&in.indicators, &lists, risk, branch[k].parent_place, region, regions, &province);
		if (province.risk.targets > 0)
			put_province(&rows, &in, branch[k].parent, &province);
	}
	return (Datum) 0;
}
