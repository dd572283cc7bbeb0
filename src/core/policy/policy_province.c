/*
 * policy_province.c: the lists of the regions of a province, and its own.
 */
#include "core/policy/policy_province.h"
#include "core/numeric/sort.h"
#include "core/numeric/undefined.h"
#include "core/policy/indicators/indicators_plan.h"

#include <math.h>

/* One target of the province or of one of its regions. */
typedef struct Target
{
	uint32_t	industry;
	uint32_t	region;
	uint64_t	place;			/* in the lists */
} Target;

static int
by_industry(const void *a, const void *b)
{
	const Target *x = a,
			   *y = b;

	if (x->industry != y->industry)
		return x->industry < y->industry ? -1 : 1;
	return (x->region > y->region) - (x->region < y->region);
}

static uint32_t
add_list(const CmLists *lists, uint32_t region, Target *target)
{
	const CmOccurrences *o = &lists->target;

	for (uint64_t k = o->row[region]; k < o->row[region + 1]; k++)
		target[k - o->row[region]] = (Target) {o->industry[k], region, k};
	return cm_targets(lists, region);
}

/* What all lists together risk. */
static void
find_risk(const CmHost *host, const CmLists *lists, const CmTargetRisk *risk, const Target *target, uint32_t count, CmProvince *p)
{
	CmTargetRisk *of = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmTargetRisk));
	double	   *amount = cm_resize(host, NULL, (size_t) count + 1, sizeof(double));

	for (uint32_t k = 0; k < count; k++)
	{
		of[k] = risk[target[k].place];
		amount[k] = lists->amount[target[k].place];
	}
	p->risk = cm_list_risk(of, amount, count);
	p->worst_region = p->worst_industry = UINT32_MAX;
	if (p->risk.worst_target != UINT64_MAX)
	{
		p->worst_region = target[p->risk.worst_target].region;
		p->worst_industry = target[p->risk.worst_target].industry;
	}
	cm_release(host, of);
	cm_release(host, amount);
}

/* Plans of the regions for one industry, and what it could grow to in them. */
typedef struct Plans
{
	double		asked;
	double		market;
} Plans;

static void
add_plans(const CmIndicators *s, uint32_t industry, const uint32_t *region, uint32_t regions, Plans *all)
{
	Plans		own = {0, 0};
	int32_t		last = s->year;

	for (uint32_t k = 0; k < regions; k++)
	{
		uint64_t	pair = cm_panel_pair(s->panel, region[k], industry);
		const CmPlan *plan = cm_plan_of(s->plans, pair);

		own.market += cm_layer_at(s->size, pair);
		if (plan == NULL || plan->measure != s->panel->base || isnan(plan->target) || plan->target_year <= s->year)
			continue;
		own.asked += plan->target;
		last = plan->target_year > last ? plan->target_year : last;
	}
	if (last == s->year)
		return;
	own.market *= exp(cm_high_growth(s, s->panel->base, industry, last - s->year) * (last - s->year));
	if (!isfinite(own.market))
		return;
	all->asked += own.asked;
	all->market += own.market;
}

void
cm_province_find(const CmIndicators *s, const CmLists *lists, const CmTargetRisk *risk, uint32_t own,
				 const uint32_t *region, uint32_t regions, CmProvince *result)
{
	const CmOccurrences *o = &lists->target;
	Target	   *target = cm_resize(s->host, NULL, o->row[o->regions] + 1, sizeof(Target));
	Plans		plans = {0, 0};
	double		entropy = 0;
	uint32_t	all;

	*result = (CmProvince) {0};
	for (uint32_t k = 0; k < regions; k++)
	{
		result->regions += cm_targets(lists, region[k]) > 0;
		result->region_targets += add_list(lists, region[k], target + result->region_targets);
	}
	result->own_targets = own == UINT32_MAX ? 0 : add_list(lists, own, target + result->region_targets);
	all = result->own_targets + result->region_targets;
	cm_sort(s->host, target, all, sizeof(Target), by_industry);
	find_risk(s->host, lists, risk, target, all, result);
	for (uint32_t k = 0, next; k < all; k = next)
	{
		uint32_t	same = 0;

		for (next = k; next < all && target[next].industry == target[k].industry; next++)
			same += target[next].region != own;
		result->industries++;
		result->duplicated += same > 1 ? same : 0;
		if (same > 0)
		{
			double		share = (double) same / result->region_targets;

			entropy -= share * log(share);
			add_plans(s, target[k].industry, region, regions, &plans);
		}
		cm_breathe(s->host);
	}
	result->distinct_share = result->region_targets > 0 ? fmin(1, exp(entropy) / result->region_targets) : NAN;
	result->sum_of_plans = cm_defined(plans.asked / plans.market);
	cm_release(s->host, target);
}
