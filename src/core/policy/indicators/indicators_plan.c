/*
 * indicators_plan.c: what plans ask for, against what ever happened.
 */
#include "core/policy/indicators/indicators_plan.h"

#include "core/numeric/sort.h"
#include "core/numeric/undefined.h"
#include "core/policy/indicators/indicators_money.h"

#include <math.h>

#define FEW_CASES 30
#define FEW_WINDOWS 3
#define LIKE_SIZE 2.0			/* cells within this factor are alike */
#define FEW_PLANNERS 3
#define PLANNED_SHARE 0.3
#define FEW_PEERS 5

/* Comparable cells of the past, and those of them that did what is asked. */
typedef struct Cases
{
	double		all;
	double		reached;
	double	   *growth;			/* factors of all of them, if there is room */
} Cases;

/* What a plan asks: from `now` to `target` in `years`, in some measure. */
typedef struct Asked
{
	CmMeasure	measure;
	double		now;
	double		target;
	int32_t		years;
} Asked;

/* Industries `first` to `last`, cells of a size within a factor of the plan's. */
static void
count_cells(const CmPanel *p, const CmLayer *from, const CmLayer *to, uint32_t first, uint32_t last,
			const Asked *asked, double factor, Cases *cases)
{
	for (uint64_t k = p->by_industry.start[first]; k < p->by_industry.start[last + 1]; k++)
	{
		double		x = from->cell[p->by_industry.cell[k]];
		double		growth = to->cell[p->by_industry.cell[k]] / x;

		cm_breathe_at(p->host, k);
		if (!(x > 0 && x >= asked->now / factor && x <= asked->now * factor) || isnan(growth))
			continue;
		if (cases->growth != NULL)
			cases->growth[(size_t) cases->all] = growth;
		cases->all++;
		cases->reached += growth >= asked->target / asked->now;
	}
}

/* The same for a plan that starts from nothing: cells that were empty, known to be, and are known later. */
static void
count_empty(const CmPanel *p, const CmLayer *from, const CmLayer *to, uint32_t first, uint32_t last,
			const Asked *asked, Cases *cases)
{
	double		regions = 0,
				industries = 0;

	for (uint32_t r = 0; r < p->pairs.regions; r++)
		regions += from->region[r] != 0;
	for (uint32_t i = first; i <= last; i++)
		industries += from->industry[i] != 0;
	cases->all += regions * industries;
	for (uint64_t k = p->by_industry.start[first]; k < p->by_industry.start[last + 1]; k++)
	{
		uint64_t	c = p->by_industry.cell[k];

		cm_breathe_at(p->host, k);
		if (from->region[p->by_industry.region[k]] == 0 || from->industry[p->pairs.column[c]] == 0)
			continue;
		if (from->cell[c] != 0 || isnan(to->cell[c]))
			cases->all--;
		else
			cases->reached += to->cell[c] >= asked->target;
	}
}

/* Which cells are comparable: of these industries, and of a size within a factor. */
typedef struct Reference
{
	uint32_t	first;
	uint32_t	last;
	double		factor;
} Reference;

/* A layer of the measure and the one so many years later, both of the past. */
static bool
window(const CmIndicators *s, int layer, CmMeasure measure, int32_t years, const CmLayer **from, const CmLayer **to)
{
	const CmPanelKey *key = &s->panel->key[layer];

	if (key->measure != measure || key->of != CM_SIZES || years > s->year - key->period)
		return false;
	*from = &s->panel->pairs.layer[layer];
	*to = cm_panel_layer(s->panel, measure, key->period + years, CM_SIZES);
	return *to != NULL;
}

/* All windows of the past that are as long as the plan; `growth` has room for all of them, or is NULL. */
static Cases
count_cases(const CmIndicators *s, const Reference *of, const Asked *asked, double *growth)
{
	const CmPanel *p = s->panel;
	Cases		cases = {0, 0, growth};

	for (int k = 0; k < p->pairs.count; k++)
	{
		const CmLayer *from,
				   *to;

		if (!window(s, k, asked->measure, asked->years, &from, &to))
			continue;
		if (asked->now > 0)
			count_cells(p, from, to, of->first, of->last, asked, of->factor, &cases);
		else if (isinf(of->factor))
			count_empty(p, from, to, of->first, of->last, asked, &cases);
	}
	return cases;
}

/* The class of industries that one is in. */
static void
class_of(const CmIndicators *s, uint32_t industry, uint32_t *first, uint32_t *last)
{
	*first = *last = industry;
	while (*first > 0 && s->group[*first - 1] == s->group[industry])
		(*first)--;
	while (*last + 1 < s->panel->pairs.industries && s->group[*last + 1] == s->group[industry])
		(*last)++;
}

/* What the plan of a pair asks, or why nothing. */
static CmEvidence
ask(const CmIndicators *s, uint64_t pair, Asked *asked)
{
	const CmPlan *plan = cm_plan_of(s->plans, pair);
	const CmLayer *now;

	if (plan == NULL || isnan(plan->target) || plan->target_year == CM_NO_YEAR)
		return CM_EVIDENCE_NO_POLICY;
	if (plan->target_year <= s->year)
		return CM_EVIDENCE_NOT_DEFINED;
	now = cm_panel_layer(s->panel, plan->measure, s->year, CM_SIZES);
	if (now == NULL)
		return CM_EVIDENCE_MISSING_MEASURE;
	*asked = (Asked) {plan->measure, cm_layer_at(now, pair), plan->target, plan->target_year - s->year};
	if (isnan(asked->now))
		return CM_EVIDENCE_NO_DATA;
	return asked->now == 0 && asked->target == 0 ? CM_EVIDENCE_NOT_DEFINED : CM_EVIDENCE_OK;
}

/* Like industries of like size, if they are enough, then any industry, then any size. */
static Cases
comparable_cases(const CmIndicators *s, uint32_t industry, const Asked *asked, Reference *of)
{
	Cases		cases;

	of->factor = asked->now > 0 ? LIKE_SIZE : INFINITY;
	class_of(s, industry, &of->first, &of->last);
	cases = count_cases(s, of, asked, NULL);
	for (int wider = asked->now > 0 ? 0 : 1; wider < 2 && cases.all < FEW_CASES; wider++)
	{
		*of = (Reference) {0, s->panel->pairs.industries - 1, wider == 0 ? LIKE_SIZE : INFINITY};
		cases = count_cases(s, of, asked, NULL);
	}
	return cases;
}

CmFinding
cm_find_ambition(const CmIndicators *s, const CmPair *p)
{
	Asked		asked;
	Reference	of;
	Cases		cases;
	CmEvidence	evidence = ask(s, p->at, &asked);

	if (evidence != CM_EVIDENCE_OK)
		return cm_not_found(evidence);
	cases = comparable_cases(s, p->industry, &asked, &of);
	return cases.all < FEW_CASES ? cm_not_found(CM_EVIDENCE_TOO_FEW) : cm_found_among(cases.reached, cases.all);
}

double
cm_asked_growth(const CmIndicators *s, uint64_t pair)
{
	Asked		asked;

	return ask(s, pair, &asked) == CM_EVIDENCE_OK ? pow(asked.target / asked.now, 1.0 / asked.years) - 1 : NAN;
}

/* The k-th smallest, from 0 (Hoare 1961); orders the numbers as far as that takes. */
static double
kth_smallest(const CmHost *host, double *x, size_t count, size_t k)
{
	size_t		low = 0,
				high = count - 1;

	while (low < high)
	{
		double		pivot = x[low + (high - low) / 2];
		size_t		i = low,
					j = high;

		for (;; i++, j--)
		{
			double		swap;

			cm_breathe_at(host, i);
			while (x[i] < pivot)
				i++;
			while (x[j] > pivot)
				j--;
			if (i >= j)
				break;
			swap = x[i];
			x[i] = x[j];
			x[j] = swap;
		}
		if (k <= j)
			high = j;
		else
			low = j + 1;
	}
	return x[k];
}

double
cm_managed_growth(const CmIndicators *s, uint32_t industry, uint64_t pair, double share)
{
	Asked		asked;
	Reference	of;
	Cases		cases;
	double		found,
				needed;
	double	   *growth;

	if (ask(s, pair, &asked) != CM_EVIDENCE_OK || asked.now == 0 || !(share > 0 && share <= 1))
		return NAN;
	cases = comparable_cases(s, industry, &asked, &of);
	if (cases.all < FEW_CASES)
		return NAN;
	growth = cm_resize(s->host, NULL, (size_t) cases.all, sizeof(double));
	count_cases(s, &of, &asked, growth);
	/* A share that is a whole number of cases but for rounding is that number; at least one case it is. */
	needed = fmax(1, ceil(share * cases.all - 1e-9));
	found = cm_defined(pow(kth_smallest(s->host, growth, (size_t) cases.all, (size_t) (cases.all - needed)), 1.0 / asked.years) - 1);
	cm_release(s->host, growth);
	return found;
}

/* All plans of an industry --------------------------------------------- */

double
cm_high_growth(const CmIndicators *s, CmMeasure measure, uint32_t industry, int32_t years)
{
	const CmPanel *p = s->panel;
	double	   *growth = cm_resize(s->host, NULL, (size_t) p->pairs.count + 1, sizeof(double));
	double		found;
	int			count = 0;

	for (int k = 0; k < p->pairs.count; k++)
	{
		const CmLayer *from,
				   *to;

		if (!window(s, k, measure, years, &from, &to))
			continue;
		growth[count] = log(to->industry[industry] / from->industry[industry]) / years;
		count += isfinite(growth[count]);
	}
	cm_sort(p->host, growth, (size_t) count, sizeof(double), cm_ascending);
	found = count < FEW_WINDOWS ? NAN : cm_quantile(growth, (size_t) count, 0.9);
	cm_release(s->host, growth);
	return found;
}

CmFinding
cm_find_sum_of_plans(const CmIndicators *s, const CmPair *p)
{
	const CmPlan *own = cm_plan_of(s->plans, p->at);
	CmMeasure	measure = own != NULL && !isnan(own->target) ? own->measure : s->panel->base;
	const CmLayer *now = cm_panel_layer(s->panel, measure, s->year, CM_SIZES);
	const CmPlanSum *all = cm_plan_sum(s->plans, p->industry, measure);
	double		market;
	int32_t		years;

	if (now == NULL)
		return cm_not_found(CM_EVIDENCE_MISSING_MEASURE);
	if (all == NULL)
		return cm_not_found(CM_EVIDENCE_NO_POLICY);
	if (all->plans < FEW_PLANNERS || !(all->held >= PLANNED_SHARE * now->industry[p->industry]))
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	/* The market is given until the last of them is due. */
	years = all->last - s->year;
	market = now->industry[p->industry] * exp(cm_high_growth(s, measure, p->industry, years) * years);
	return isnan(market) ? cm_not_found(CM_EVIDENCE_TOO_FEW) : cm_found(all->target / market);
}

/* Others, money and safeguards ------------------------------------------ */

CmFinding
cm_find_copycat(const CmIndicators *s, const CmPair *p)
{
	uint32_t	peers = cm_peers(s->plans, p->region);

	if (peers < FEW_PEERS)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	return cm_found_among(cm_peers_targeting(s->plans, p->region, p->industry), peers);
}

CmFinding
cm_find_follower_rank(const CmIndicators *s, const CmPair *p)
{
	double		rank = cm_follower_rank(s->plans, p->region, p->industry);

	return isnan(rank) ? cm_not_found(CM_EVIDENCE_NO_POLICY) : cm_found(rank);
}

CmFinding
cm_find_leverage(const CmIndicators *s, const CmPair *p)
{
	const CmLayer *value_added = cm_sizes_of(s, CM_VALUE_ADDED);

	if (p->plan == NULL || isnan(p->plan->amount))
		return cm_not_found(CM_EVIDENCE_NO_POLICY);
	return value_added == NULL ? cm_not_found(CM_EVIDENCE_MISSING_MEASURE) :
		cm_against_value_added(p->plan->amount, cm_layer_at(value_added, p->at));
}

CmFinding
cm_find_design_gap(const CmIndicators *s, const CmPair *p)
{
	double		all = p->plan == NULL ? 0 : p->plan->policies * CM_SAFEGUARDS;

	/* Who tells of one and is silent on the others is not better off than who tells that they are absent. */
	if (p->plan == NULL || p->plan->told == 0)
		return cm_not_found(CM_EVIDENCE_NO_POLICY);
	return cm_found_among(all - p->plan->present, all);
}
