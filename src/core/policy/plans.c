/*
 * plans.c: who targets what, and what those plans say.
 */
#include "core/policy/plans.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* NaN is before all numbers. */
static int
compare(double x, double y)
{
	return isnan(x) || isnan(y) ? isnan(y) - isnan(x) : (x > y) - (x < y);
}

/* Everything that goes into a plan is compared, so that it does not depend on the order of rows. */
static int
by_place(const void *a, const void *b)
{
	const CmPolicy *x = a,
			   *y = b;
	int			order = compare(x->region_place, y->region_place);

	order = order != 0 ? order : compare(x->industry_place, y->industry_place);
	order = order != 0 ? order : compare(x->start, y->start);
	order = order != 0 ? order : compare(x->amount, y->amount);
	order = order != 0 ? order : compare(x->end, y->end);
	order = order != 0 ? order : compare(x->target_year, y->target_year);
	order = order != 0 ? order : compare(x->target, y->target);
	return order != 0 ? order : compare(x->measure, y->measure);
}

double
cm_policy_years(const CmPolicy *p, int32_t year)
{
	int32_t		last = p->end != CM_FOREVER ? p->end : p->target_year != CM_NO_YEAR ? p->target_year : year;

	return p->start == CM_NO_YEAR ? 1 : fmax(1, (double) last - p->start + 1);
}

/* Growth a year that the target asks for, as a factor; NaN without one, or where its year is past. */
static double
growth_asked(const CmPlans *s, const CmPolicy *p, uint64_t pair)
{
	const CmPeriod *now = cm_panel_layer(s->panel, p->measure, s->year, CM_SIZES);

	if (isnan(p->target) || p->target_year == CM_NO_YEAR || p->target_year <= s->year)
		return NAN;
	return pow(p->target / cm_layer_at(now, pair), 1 / ((double) p->target_year - s->year));
}

static double
due(const CmPolicy *p)
{
	return p->target_year == CM_NO_YEAR ? INFINITY : p->target_year;
}

/*
 * Does a policy ask for more than another one?  One whose growth is not known,
 * as its year is past, asks for less than any other; from nothing, all growth is
 * infinite, and the larger target asks for more, or the same one earlier.
 */
static bool
asks_more(const CmPlans *s, const CmPolicy *p, const CmPolicy *other, uint64_t pair)
{
	int			order = compare(growth_asked(s, p, pair), growth_asked(s, other, pair));

	order = order != 0 ? order : compare(p->target, other->target);
	order = order != 0 ? order : compare(due(other), due(p));
	return (order != 0 ? order : compare(other->measure, p->measure)) > 0;
}

static void
add_to_plan(const CmPlans *s, CmPlan *plan, const CmPolicy *p)
{
	CmPolicy	before = {.measure = plan->measure, .target = plan->target, .target_year = plan->target_year};

	if (p->start != CM_NO_YEAR && (plan->start == CM_NO_YEAR || p->start < plan->start))
		plan->start = p->start;
	if (!isnan(p->amount))
		plan->amount = (isnan(plan->amount) ? 0 : plan->amount) + p->amount / cm_policy_years(p, s->year);
	if (asks_more(s, p, &before, plan->pair))
	{
		plan->measure = p->measure;
		plan->target = p->target;
		plan->target_year = p->target_year;
	}
	for (int g = 0; g < CM_SAFEGUARDS; g++)
	{
		plan->safeguards += p->safeguard[g] >= 0;
		plan->absent += p->safeguard[g] == 0;
		plan->lacks |= (unsigned) (p->safeguard[g] == 0) << g;
	}
}

/* The one level that regions with plans have, as far as known: -1 if none is, CM_NO_LEVEL if there are several. */
static int
only_level(const CmPlans *s)
{
	int			only = -1;

	for (uint32_t r = 0; r < s->panel->pairs.regions; r++)
	{
		if (!s->active[r] || s->level[r] < 0 || s->level[r] == only)
			continue;
		if (only >= 0)
			return CM_NO_LEVEL;
		only = s->level[r];
	}
	return only;
}

void
cm_plans_open(CmPlans *s, const CmPanel *panel, CmPolicy *policies, uint32_t count, int32_t year, int *level)
{
	const CmHost *host = panel->host;
	const CmPeriods *t = &panel->pairs;

	*s = (CmPlans) {.panel = panel, .year = year, .level = level, .policy = policies, .policies = count};
	for (uint32_t k = 0; k < count; k++)
	{
		policies[k].region_place = cm_label_place(t->region_label, t->regions, policies[k].region);
		policies[k].industry_place = cm_label_place(t->industry_label, t->industries, policies[k].industry);
	}
	if (count > 0)
		qsort(policies, count, sizeof(CmPolicy), by_place);
	s->plan = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmPlan));
	s->of_pair = cm_resize(host, NULL, t->cells + 1, sizeof(uint32_t));
	memset(s->of_pair, 0xff, (t->cells + 1) * sizeof(uint32_t));
	s->active = cm_resize(host, NULL, (size_t) t->regions + 1, sizeof(bool));
	memset(s->active, 0, ((size_t) t->regions + 1) * sizeof(bool));
	for (uint32_t k = 0; k < count; k++)
	{
		const CmPolicy *p = &policies[k];
		uint64_t	pair = cm_panel_pair(panel, p->region_place, p->industry_place);

		if (p->start > year || p->end < year)
			continue;
		if (s->of_pair[pair] == UINT32_MAX)
		{
			s->of_pair[pair] = s->count;
			s->active[p->region_place] = true;
			s->plan[s->count++] = (CmPlan) {.region = p->region_place, .industry = p->industry_place, .pair = pair,
				.start = CM_NO_YEAR, .amount = NAN, .measure = CM_MEASURES, .target = NAN, .target_year = CM_NO_YEAR};
		}
		add_to_plan(s, &s->plan[s->of_pair[pair]], p);
	}
	s->only_level = only_level(s);
}

const CmPlan *
cm_plan_of(const CmPlans *s, uint64_t pair)
{
	return pair == UINT64_MAX || s->of_pair[pair] == UINT32_MAX ? NULL : &s->plan[s->of_pair[pair]];
}

/* Peers ---------------------------------------------------------------- */

int
cm_level_of_peers(const CmPlans *s, uint32_t region)
{
	return s->level[region] >= 0 ? s->level[region] : s->only_level;
}

uint32_t
cm_peers(const CmPlans *s, uint32_t region)
{
	int			level = cm_level_of_peers(s, region);
	uint32_t	count = 0;

	for (uint32_t r = 0; r < s->panel->pairs.regions; r++)
		count += r != region && s->active[r] && s->level[r] == level;
	return count;
}

uint32_t
cm_peers_targeting(const CmPlans *s, uint32_t region, uint32_t industry)
{
	const CmByIndustry *c = &s->panel->by_industry;
	int			level = cm_level_of_peers(s, region);
	uint32_t	count = 0;

	for (uint64_t k = c->start[industry]; k < c->start[industry + 1]; k++)
		count += c->region[k] != region && s->level[c->region[k]] == level && s->of_pair[c->cell[k]] != UINT32_MAX;
	return count;
}

int32_t
cm_first_start(const CmPlans *s, uint32_t region, uint32_t industry)
{
	uint32_t	low = 0,
				high = s->policies;

	/* Those of a pair stand together, by start. */
	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;
		const CmPolicy *p = &s->policy[middle];

		if (p->region_place < region || (p->region_place == region && p->industry_place < industry))
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < s->policies && s->policy[low].region_place == region && s->policy[low].industry_place == industry; low++)
		if (s->policy[low].start != CM_NO_YEAR)
			return s->policy[low].start;
	return CM_NO_YEAR;
}

double
cm_follower_rank(const CmPlans *s, uint32_t region, uint32_t industry)
{
	const CmByIndustry *c = &s->panel->by_industry;
	int32_t		own = cm_first_start(s, region, industry);
	double		others = 0,
				before = 0;

	if (own == CM_NO_YEAR)
		return NAN;
	for (uint64_t k = c->start[industry]; k < c->start[industry + 1]; k++)
	{
		int32_t		start = c->region[k] == region ? CM_NO_YEAR : cm_first_start(s, c->region[k], industry);

		others += start != CM_NO_YEAR;
		before += start != CM_NO_YEAR && start < own;
	}
	return others > 0 ? before / others : NAN;
}
