/*
 * plans.c: who targets what, and what those plans say.
 */
#include "core/policy/plans.h"

#include "core/numeric/sort.h"

#include <math.h>
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
	order = order != 0 ? order : compare(x->known_end, y->known_end);
	order = order != 0 ? order : compare(x->target_year, y->target_year);
	order = order != 0 ? order : compare(x->target, y->target);
	return order != 0 ? order : compare(x->measure, y->measure);
}

double
cm_policy_years(const CmPolicy *p, int32_t year)
{
	int32_t		last = p->known_end != CM_FOREVER ? p->known_end : p->target_year != CM_NO_YEAR ? p->target_year : year;

	return p->start == CM_NO_YEAR ? 1 : fmax(1, (double) last - p->start + 1);
}

/* Growth a year that the target asks for, as a factor; NaN without one, or where its year is past. */
static double
growth_asked(const CmPlans *s, const CmPolicy *p, uint64_t pair)
{
	const CmLayer *now = cm_panel_layer(s->panel, p->measure, s->year, CM_SIZES);

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

/*
 * The end of a policy, as far as it was known in the year of the plans: not if
 * it was decided later.  In hindsight nor if that is not told, unless it was past.
 */
static int32_t
known_end(const CmPlans *s, const CmPolicy *p)
{
	bool		later = p->decided != CM_NO_YEAR ? p->decided > s->year : s->hindsight && p->end >= s->year;

	return later ? CM_FOREVER : p->end;
}

/*
 * A safeguard of a policy, as far as known in the year of the plans.  An end that
 * came about before was perhaps no plan.  Of a policy without a known end
 * hindsight cannot tell whether there was one.
 */
static int8_t
safeguard_of(const CmPlans *s, const CmPolicy *p, CmSafeguard g)
{
	if (g != CM_SAFEGUARD_END || p->safeguard[g] >= 0 || !p->tells_end)
		return p->safeguard[g];
	if (p->known_end == CM_FOREVER)
		return s->hindsight ? -1 : 0;
	return p->decided != CM_NO_YEAR || p->end > s->year ? 1 : -1;
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
	plan->policies++;
	for (int g = 0; g < CM_SAFEGUARDS; g++)
	{
		int8_t		safeguard = safeguard_of(s, p, (CmSafeguard) g);

		plan->told += safeguard >= 0;
		plan->present += safeguard == 1;
		plan->lacks |= (unsigned) (safeguard != 1) << g;
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

/* What there is of a kind ------------------------------------------------ */

static uint32_t
count_of(const CmKeyed *sorted, uint32_t count, uint64_t key)
{
	return (uint32_t) (cm_count_below(sorted, count, key + 1) - cm_count_below(sorted, count, key));
}

static CmKeyed *
keys(const CmHost *host, uint32_t most)
{
	return cm_resize(host, NULL, (size_t) most + 1, sizeof(CmKeyed));
}

static void
sort_keys(const CmHost *host, CmKeyed *key, uint32_t count)
{
	cm_radix_sort(host, key, count, offsetof(CmKeyed, key));
}

static bool
is_pair_before(const CmPolicy *p)
{
	return p[-1].region_place == p->region_place && p[-1].industry_place == p->industry_place;
}

static void
open_counts(CmPlans *s)
{
	const CmHost *host = s->panel->host;

	s->peer = keys(host, s->panel->pairs.regions);
	for (uint32_t r = 0; r < s->panel->pairs.regions; r++)
		if (s->active[r])
			s->peer[s->peers++].key = cm_key_of_pair(0, s->level[r]);
	s->targeting = keys(host, s->count);
	for (uint32_t k = 0; k < s->count; k++)
		s->targeting[k].key = cm_key_of_pair((int32_t) s->plan[k].industry, s->level[s->plan[k].region]);
	s->adoption = keys(host, s->policies);
	for (uint32_t k = 0; k < s->policies; k++)
	{
		const CmPolicy *p = &s->policy[k];

		/* Those of a pair stand together, by start, and first those without one. */
		if (p->start != CM_NO_YEAR && p->start <= s->year && (k == 0 || !is_pair_before(p) || p[-1].start == CM_NO_YEAR))
			s->adoption[s->adoptions++].key = cm_key_of_pair((int32_t) p->industry_place, p->start);
	}
	sort_keys(host, s->peer, s->peers);
	sort_keys(host, s->targeting, s->count);
	sort_keys(host, s->adoption, s->adoptions);
}

/* Adds up plans by industry and measure, in the order of regions. */
static void
open_sums(CmPlans *s)
{
	const CmHost *host = s->panel->host;
	CmKeyed    *order = keys(host, s->count);
	uint32_t	count = 0;

	for (uint32_t k = 0; k < s->count; k++)
		if (!isnan(s->plan[k].target) && s->plan[k].target_year > s->year)
			order[count++] = (CmKeyed) {cm_key_of_pair((int32_t) s->plan[k].industry, (int32_t) s->plan[k].measure), k};
	sort_keys(host, order, count);
	s->sum = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmPlanSum));
	for (uint32_t k = 0; k < count; k++)
	{
		const CmPlan *plan = &s->plan[order[k].with];
		CmPlanSum  *sum;

		if (k == 0 || order[k].key != order[k - 1].key)
			s->sum[s->sums++] = (CmPlanSum) {.industry = plan->industry, .measure = plan->measure, .last = plan->target_year};
		sum = &s->sum[s->sums - 1];
		sum->plans++;
		sum->target += plan->target;
		sum->held += cm_layer_at(cm_panel_layer(s->panel, plan->measure, s->year, CM_SIZES), plan->pair);
		sum->last = plan->target_year > sum->last ? plan->target_year : sum->last;
		cm_breathe_at(host, k);
	}
	cm_release(host, order);
}

/* Opening ----------------------------------------------------------------- */

static void
add_policy(CmPlans *s, const CmPolicy *p)
{
	uint64_t	pair = cm_panel_pair(s->panel, p->region_place, p->industry_place);

	if (p->start > s->year || p->known_end < s->year)
		return;
	if (s->of_pair[pair] == UINT32_MAX)
	{
		s->of_pair[pair] = s->count;
		s->active[p->region_place] = true;
		s->plan[s->count++] = (CmPlan) {.region = p->region_place, .industry = p->industry_place, .pair = pair,
			.start = CM_NO_YEAR, .amount = NAN, .measure = CM_MEASURES, .target = NAN, .target_year = CM_NO_YEAR};
	}
	add_to_plan(s, &s->plan[s->of_pair[pair]], p);
}

void
cm_plans_open(CmPlans *s, const CmPanel *panel, CmPolicy *policies, uint32_t count, int32_t year, bool hindsight, int *level)
{
	const CmHost *host = panel->host;
	const CmLayers *t = &panel->pairs;

	*s = (CmPlans) {.panel = panel, .year = year, .hindsight = hindsight, .level = level, .policy = policies, .policies = count};
	for (uint32_t k = 0; k < count; k++)
	{
		policies[k].region_place = cm_label_place(t->region_label, t->regions, policies[k].region);
		policies[k].industry_place = cm_label_place(t->industry_label, t->industries, policies[k].industry);
		policies[k].known_end = known_end(s, &policies[k]);
		cm_breathe_at(host, k);
	}
	cm_sort(host, policies, count, sizeof(CmPolicy), by_place);
	s->plan = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmPlan));
	s->of_pair = cm_resize(host, NULL, t->cells + 1, sizeof(uint32_t));
	memset(s->of_pair, 0xff, (t->cells + 1) * sizeof(uint32_t));
	s->active = cm_zeros(host, (size_t) t->regions + 1, sizeof(bool));
	for (uint32_t k = 0; k < count; k++)
	{
		add_policy(s, &policies[k]);
		cm_breathe_at(host, k);
	}
	s->only_level = only_level(s);
	open_counts(s);
	open_sums(s);
}

void
cm_plans_close(CmPlans *s)
{
	const CmHost *host = s->panel->host;

	cm_release(host, s->plan);
	cm_release(host, s->of_pair);
	cm_release(host, s->active);
	cm_release(host, s->peer);
	cm_release(host, s->targeting);
	cm_release(host, s->adoption);
	cm_release(host, s->sum);
}

const CmPlan *
cm_plan_of(const CmPlans *s, uint64_t pair)
{
	return pair == UINT64_MAX || s->of_pair[pair] == UINT32_MAX ? NULL : &s->plan[s->of_pair[pair]];
}

const CmPlanSum *
cm_plan_sum(const CmPlans *s, uint32_t industry, CmMeasure measure)
{
	uint64_t	key = cm_key_of_pair((int32_t) industry, (int32_t) measure);
	uint32_t	low = 0,
				high = s->sums;

	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;

		if (cm_key_of_pair((int32_t) s->sum[middle].industry, (int32_t) s->sum[middle].measure) < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->sums && s->sum[low].industry == industry && s->sum[low].measure == measure ? &s->sum[low] : NULL;
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

	return count_of(s->peer, s->peers, cm_key_of_pair(0, level)) - (s->active[region] && s->level[region] == level);
}

uint32_t
cm_peers_targeting(const CmPlans *s, uint32_t region, uint32_t industry)
{
	int			level = cm_level_of_peers(s, region);
	bool		own = cm_plan_of(s, cm_panel_pair(s->panel, region, industry)) != NULL;

	return count_of(s->targeting, s->count, cm_key_of_pair((int32_t) industry, level)) - (own && s->level[region] == level);
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
			return s->policy[low].start <= s->year ? s->policy[low].start : CM_NO_YEAR;
	return CM_NO_YEAR;
}

double
cm_follower_rank(const CmPlans *s, uint32_t region, uint32_t industry)
{
	int32_t		own = cm_first_start(s, region, industry),
				i = (int32_t) industry;
	size_t		first = cm_count_below(s->adoption, s->adoptions, cm_key_of_pair(i, CM_NO_YEAR)),
				before = cm_count_below(s->adoption, s->adoptions, cm_key_of_pair(i, own)) - first,
				all = cm_count_below(s->adoption, s->adoptions, cm_key_of_pair(i + 1, CM_NO_YEAR)) - first;

	return own == CM_NO_YEAR || all < 2 ? NAN : (double) before / (double) (all - 1);
}
