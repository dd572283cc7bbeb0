/*
 * policy_input.c: what policy risk is computed from, read from relations.
 */
#include "pg/policy/policy_input.h"
#include "pg/errors.h"
#include "pg/host.h"
#include "pg/measures/groups.h"
#include "pg/policy/policy_model.h"
#include "pg/policy/policy_panel.h"
#include "pg/policy/policy_plans.h"
#include "pg/query.h"
#include "pg/relation.h"
#include "pg/settings.h"

#include "core/numeric/sort.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include <math.h>

/* Pairs and regions ---------------------------------------------------- */

static void
add_zero(CmBuilder *b, CmText region, CmText industry)
{
	CmCell		zero = {0};
	uint32_t	region_code = cext_code(&b->region, region);
	uint32_t	industry_code = cext_code(&b->industry, industry);

	cext_check(cm_builder_add_cell(b, region_code, industry_code, &zero), b);
}

/* A table of zeros for the pairs of all policies and those asked about, so that each of them is a pair of the panel. */
static void
open_asked(CextPolicyInput *in, const CmTable *pairs, CmTable *asked)
{
	CmBuilder	b;

	cm_builder_init(&b, in->host, (uint64_t) cext_max_cells);
	for (uint32 k = 0; k < in->policies; k++)
	{
		add_zero(&b, in->policy[k].region, in->policy[k].industry);
		CHECK_FOR_INTERRUPTS();
	}
	for (uint32 r = 0; pairs != NULL && r < pairs->regions; r++)
		for (uint64 c = pairs->row[r]; c < pairs->row[r + 1]; c++)
		{
			add_zero(&b, pairs->region_label[r], pairs->industry_label[pairs->column[c]]);
			CHECK_FOR_INTERRUPTS();
		}
	cext_table_of(cext_matrix_flat_datum(&b), asked);
}

static int
by_region_level(const void *a, const void *b)
{
	const CextLevel *x = a,
			   *y = b;
	int			order = strcmp(x->region, y->region);

	return order != 0 ? order : strcmp(x->level, y->level);
}

/* The level of each region of the panel, or NULL; the first of several. */
static char **
levels_by_region(const CextPolicyInput *in, CextLevel *level, uint32 levels)
{
	const CmLayers *t = &in->panel.pairs;
	char	  **of = palloc0(((Size) t->regions + 1) * sizeof(char *));

	cm_sort(in->host, level, levels, sizeof(CextLevel), by_region_level);
	for (uint32 k = 0; k < levels; k++)
	{
		uint32		r = cm_label_place(t->region_label, t->regions, cext_label_of(level[k].region));

		CHECK_FOR_INTERRUPTS();
		if (r != UINT32_MAX && of[r] == NULL)
			of[r] = level[k].level;
	}
	return of;
}

/* What is critical mass. */
typedef struct Mass
{
	double		firms;
	double		size;
} Mass;

/* Critical mass by level, and at the end that of regions without one or of a level that the model does not know. */
static Mass *
read_masses(FunctionCallInfo fcinfo, const CextPolicyInput *in, CmDictionary *names)
{
	Datum		model = CStringGetTextDatum(in->model_name);
	Oid			type = TEXTOID;
	uint32		known = names->count;
	Mass	   *mass = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) known + 1) * sizeof(Mass));
	uint64		rows;

	SPI_connect();
	cext_query(psprintf("SELECT mass_firms, mass_size FROM %s.policy_risk_models WHERE model OPERATOR(pg_catalog.=) $1", cext_extension_schema(fcinfo)),
					  1, &type, &model);
	for (uint32 l = 0; l <= known; l++)
		mass[l] = (Mass) {cext_query_double(0, 1), cext_query_double(0, 2)};
	rows = cext_query(psprintf("SELECT admin_level, mass_firms, mass_size FROM %s.policy_risk_levels WHERE model OPERATOR(pg_catalog.=) $1", cext_extension_schema(fcinfo)),
							 1, &type, &model);
	for (uint64 k = 0; k < rows; k++)
	{
		int			l = (int) cext_code(names, cext_label_of(cext_query_text(k, 1, CurrentMemoryContext)));

		CHECK_FOR_INTERRUPTS();
		if (l < (int) known)
			mass[l] = (Mass) {cext_query_double(k, 2), cext_query_double(k, 3)};
	}
	SPI_finish();
	return mass;
}

/* Levels by region of the panel, as small numbers in the order of regions, and the critical mass of each. */
static void
open_levels(FunctionCallInfo fcinfo, CextPolicyInput *in, CextLevel *level, uint32 levels)
{
	uint32		regions = in->panel.pairs.regions;
	char	  **name = levels_by_region(in, level, levels);
	CmDictionary names;
	Mass	   *mass;
	uint32		none;

	cm_dictionary_init(&names, in->host);
	for (uint32 r = 0; r < regions; r++)
	{
		in->level[r] = name[r] == NULL ? -1 : (int) cext_code(&names, cext_label_of(name[r]));
		CHECK_FOR_INTERRUPTS();
	}
	none = names.count;
	mass = read_masses(fcinfo, in, &names);
	for (uint32 r = 0; r < regions; r++)
	{
		const Mass *m = &mass[in->level[r] < 0 ? none : (uint32) in->level[r]];

		in->mass_firms[r] = m->firms;
		in->mass_size[r] = m->size;
	}
}

/* The pairs asked about: those given, else those with a plan. */
static void
list_pairs(CextPolicyInput *in, const CmTable *pairs)
{
	const CmLayers *t = &in->panel.pairs;
	uint64		most = pairs == NULL ? in->plans.count : pairs->cells;

	in->count = 0;
	in->region = MemoryContextAllocHuge(CurrentMemoryContext, (most + 1) * sizeof(uint32));
	in->industry = MemoryContextAllocHuge(CurrentMemoryContext, (most + 1) * sizeof(uint32));
	for (uint32 k = 0; pairs == NULL && k < in->plans.count; k++)
	{
		in->region[in->count] = in->plans.plan[k].region;
		in->industry[in->count++] = in->plans.plan[k].industry;
	}
	for (uint32 r = 0; pairs != NULL && r < pairs->regions; r++)
		for (uint64 c = pairs->row[r]; c < pairs->row[r + 1]; c++)
		{
			in->region[in->count] = cm_label_place(t->region_label, t->regions, pairs->region_label[r]);
			in->industry[in->count++] = cm_label_place(t->industry_label, t->industries, pairs->industry_label[pairs->column[c]]);
			CHECK_FOR_INTERRUPTS();
		}
}

/* Opening -------------------------------------------------------------- */

CmMeasure
cext_policy_measure_argument(FunctionCallInfo fcinfo, int number)
{
	char	   *name = PG_ARGISNULL(number) ? pstrdup("employment") : text_to_cstring(PG_GETARG_TEXT_PP(number));
	CmMeasure	measure = cm_measure_of(cext_label_of(name));

	if (measure == CM_MEASURES || measure == CM_INPUT_COEFFICIENTS || measure == CM_FISCAL_REVENUE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is no measure of firms", name),
				 errdetail("Shares and growth are of one measure of the panel, by default employment."),
				 errhint("See the view policy_risk_measures.")));
	return measure;
}

/* Plans and indicators of a year. */
static void
open_year(CextPolicyInput *in, const CmRiskModel *model, int32 year)
{
	cm_plans_open(&in->plans, &in->panel, in->policy, in->policies, year, in->hindsight, in->level);
	cm_indicators_open(&in->indicators, in->host, model, &in->panel, &in->plans, year, in->group,
					   in->mass_firms, in->mass_size, in->has_inputs ? &in->inputs : NULL);
}

void
cext_policy_reopen(CextPolicyInput *in, const CmRiskModel *model, int32 year)
{
	cm_indicators_close(&in->indicators);
	cm_plans_close(&in->plans);
	open_year(in, model, year);
}

int32
cext_policy_as_of_argument(FunctionCallInfo fcinfo, int number)
{
	if (PG_ARGISNULL(number))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"as_of\" must not be NULL"),
				 errdetail("It tells the year of the panel to look from."),
				 errhint("Pass a year that the panel has.")));
	return PG_GETARG_INT32(number);
}

void
cext_policy_open(CextPolicyInput *in, FunctionCallInfo fcinfo)
{
	int32		as_of = cext_policy_as_of_argument(fcinfo, CEXT_POLICY_AS_OF);

	/* Without policies somebody must say what to look at. */
	if (PG_ARGISNULL(CEXT_POLICY_PAIRS))
		cext_relation_argument(fcinfo, CEXT_POLICY_POLICIES, "policies");
	cext_policy_open_at(in, fcinfo, cext_policy_measure_argument(fcinfo, CEXT_POLICY_MEASURE), as_of, false);
}

/* The panel, with the pairs of all policies and those asked about, and its labels. */
static void
open_panel(CextPolicyInput *in, FunctionCallInfo fcinfo, CmMeasure base, bool all_years, const CmTable *pairs)
{
	CmTable		asked;
	int			matrices;
	CmPanelMatrix *matrix = cext_policy_read_panel(fcinfo, in, base, all_years, CurrentMemoryContext, &matrices);

	open_asked(in, pairs, &asked);
	cm_panel_open(&in->panel, in->host, matrix, matrices, &asked, base);
	for (int m = 0; m < matrices; m++)
		cm_table_close(&matrix[m].table, in->host);
	in->region_text = cext_texts(in->panel.pairs.region_label, in->panel.pairs.regions);
	in->industry_text = cext_texts(in->panel.pairs.industry_label, in->panel.pairs.industries);
}

void
cext_policy_open_panel(CextPolicyInput *in, FunctionCallInfo fcinfo, CmMeasure base, int32 as_of, const CmTable *pairs)
{
	*in = (CextPolicyInput) {.host = cext_call_host(), .as_of = as_of};
	cext_relation_argument(fcinfo, CEXT_POLICY_PANEL, "panel");
	open_panel(in, fcinfo, base, false, pairs);
}

void
cext_policy_open_at(CextPolicyInput *in, FunctionCallInfo fcinfo, CmMeasure base, int32 as_of, bool all_years)
{
	MemoryContext context = CurrentMemoryContext;
	CmTable		pairs;
	const CmTable *given = cext_reference_argument(fcinfo, CEXT_POLICY_PAIRS, &pairs);
	CextGrouping grouping;
	CextLevel  *level = NULL;
	uint32		levels;

	*in = (CextPolicyInput) {.host = cext_call_host(), .as_of = as_of, .hindsight = all_years};
	cext_relation_argument(fcinfo, CEXT_POLICY_PANEL, "panel");
	in->model_name = cext_policy_model(fcinfo, CEXT_POLICY_MODEL, &in->model);
	cext_policy_read_policies(fcinfo, in, base, context, &level, &levels);
	cext_policy_read_tree(fcinfo, context, &level, &levels);
	open_panel(in, fcinfo, base, all_years, given);
	grouping = cext_grouping_argument(fcinfo, CEXT_POLICY_GROUP_DIGITS, "group_digits", -1, NULL, NULL);
	in->group = cext_groups(fcinfo, &grouping, in->panel.pairs.industry_label, in->panel.pairs.industries, NULL).group;
	in->level = palloc(((Size) in->panel.pairs.regions + 1) * sizeof(int));
	in->mass_firms = palloc(((Size) in->panel.pairs.regions + 1) * sizeof(double));
	in->mass_size = palloc(((Size) in->panel.pairs.regions + 1) * sizeof(double));
	open_levels(fcinfo, in, level, levels);
	open_year(in, &in->model, in->as_of);
	list_pairs(in, given);
}

void
cext_policy_score(const CextPolicyInput *in, const CmFinding finding[CM_INDICATORS], CmRiskScore *score)
{
	double		risk[CM_INDICATORS];

	for (int i = 0; i < CM_INDICATORS; i++)
		risk[i] = finding[i].risk;
	cm_risk_score(in->indicators.model, risk, score);
}

void
cext_policy_find(const CextPolicyInput *in, uint32 region, uint32 industry, CmFinding finding[CM_INDICATORS], CmRiskScore *score)
{
	cm_indicators_find(&in->indicators, region, industry, finding);
	cext_policy_score(in, finding, score);
}
