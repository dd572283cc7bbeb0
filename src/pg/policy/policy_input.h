/*
 * policy_input.h: what policy risk is computed from: a model, a panel of
 * matrices and a list of policies, which are rows of relations.
 *
 * Relations are read with the rights of the caller.
 */
#ifndef CLUSTER_EXT_POLICY_INPUT_H
#define CLUSTER_EXT_POLICY_INPUT_H

#include "pg/arguments.h"

#include "core/policy/indicators/indicators.h"

/* Everything opened for one call. */
typedef struct CextPolicyInput
{
	const CmHost *host;
	char	   *model_name;
	CmRiskModel model;
	int32		as_of;
	bool		hindsight;		/* looks at what came later, too */
	CmPanel		panel;
	CmTable		inputs;
	bool		has_inputs;
	CmPolicy   *policy;
	uint32		policies;
	CmPlans		plans;
	CmIndicators indicators;
	Datum	   *region_text;	/* labels of the panel */
	Datum	   *industry_text;
	uint32	   *group;			/* by industry */
	double	   *mass_firms;		/* by region */
	double	   *mass_size;
	int		   *level;			/* by region; -1 none */
	uint32		count;			/* pairs that are asked about, by region and industry */
	uint32	   *region;
	uint32	   *industry;
} CextPolicyInput;

/* The arguments that all functions of policy risk begin with, in this order. */
enum
{
	CEXT_POLICY_PANEL,
	CEXT_POLICY_POLICIES,
	CEXT_POLICY_AS_OF,
	CEXT_POLICY_PAIRS,
	CEXT_POLICY_MODEL,
	CEXT_POLICY_MEASURE,
	CEXT_POLICY_INDUSTRY_MAP,
	CEXT_POLICY_REGION_TREE,
	CEXT_POLICY_GROUP_DIGITS,
	CEXT_POLICY_AMOUNT_UNIT,
	CEXT_POLICY_ARGUMENTS
};

/* Opens all of them, the panel up to the year of "as_of". */
extern void cext_policy_open(CextPolicyInput *in, FunctionCallInfo fcinfo);

/*
 * The same for a measure and a year from elsewhere; with all years of the
 * panel for those who look at what came later.
 */
extern void cext_policy_open_at(CextPolicyInput *in, FunctionCallInfo fcinfo, CmMeasure base, int32 as_of, bool all_years);

/*
 * The panel alone, up to a year, and these pairs with it: for what needs no
 * policies.  Only the panel is an argument, the first one.
 */
extern void cext_policy_open_panel(CextPolicyInput *in, FunctionCallInfo fcinfo, CmMeasure base, int32 as_of,
								   const CmTable *pairs);

/* The year to look from; raises 22004. */
extern int32 cext_policy_as_of_argument(FunctionCallInfo fcinfo, int number);

/* A measure of firms by its name, employment for NULL; raises 22023 else. */
extern CmMeasure cext_policy_measure_argument(FunctionCallInfo fcinfo, int number);

/*
 * The same at another year of that panel, by another model or both: plans and
 * indicators anew.
 */
extern void cext_policy_reopen(CextPolicyInput *in, const CmRiskModel *model, int32 year);

/* The score of what was found of a pair. */
extern void cext_policy_score(const CextPolicyInput *in, const CmFinding finding[CM_INDICATORS], CmRiskScore *score);

/* Finds the indicators of a pair, and its score. */
extern void cext_policy_find(const CextPolicyInput *in, uint32 region, uint32 industry,
							 CmFinding finding[CM_INDICATORS], CmRiskScore *score);

#endif
