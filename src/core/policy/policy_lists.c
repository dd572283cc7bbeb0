/*
 * policy_lists.c: what each region targets, and whose lists are compared.
 */
#include "core/policy/policy_lists.h"

#include "core/numeric/sort.h"
#include "core/policy/indicators/indicators_fit.h"

#include <math.h>

/* The list of one region: `count` of its industries from the pairs given, or, without any, its plans from `plan` on. */
static uint64_t
put_list(CmLists *l, const CmPlans *plans, uint32_t region, uint64_t at, const uint32_t *industry, uint32_t count, uint32_t plan)
{
	for (uint32_t k = 0; k < count; k++)
	{
		const CmPlan *planned = cm_plan_of(plans, cm_panel_pair(plans->panel, region, industry[k]));

		l->target.industry[at] = industry[k];
		l->amount[at++] = planned == NULL ? NAN : planned->amount;
	}
	for (; count == 0 && plan < plans->count && plans->plan[plan].region == region; plan++)
	{
		l->target.industry[at] = plans->plan[plan].industry;
		l->amount[at++] = plans->plan[plan].amount;
	}
	return at;
}

typedef struct Member
{
	int			level;
	uint32_t	region;
} Member;

static int
by_level(const void *a, const void *b)
{
	const Member *x = a,
			   *y = b;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	return (x->region > y->region) - (x->region < y->region);
}

static void
open_groups(CmLists *l, const CmHost *host, const CmPlans *plans)
{
	Member	   *member = cm_resize(host, NULL, (size_t) l->target.regions + 1, sizeof(Member));

	for (uint32_t r = 0; r < l->target.regions; r++)
		if (cm_targets(l, r) > 0)
			member[l->members++] = (Member) {cm_level_of_peers(plans, r), r};
	cm_sort(host, member, l->members, sizeof(Member), by_level);
	l->member = cm_resize(host, NULL, (size_t) l->members + 1, sizeof(uint32_t));
	l->group = cm_resize(host, NULL, (size_t) l->members + 1, sizeof(uint32_t));
	for (uint32_t k = 0; k < l->members; k++)
	{
		if (k == 0 || member[k].level != member[k - 1].level || member[k].level == CM_NO_LEVEL)
			l->group[l->groups++] = k;
		l->member[k] = member[k].region;
	}
	l->group[l->groups] = l->members;
	cm_release(host, member);
}

void
cm_lists_open(CmLists *l, const CmHost *host, const CmPlans *plans,
			  const uint32_t *region, const uint32_t *industry, uint32_t count)
{
	const CmLayers *t = &plans->panel->pairs;
	CmOccurrences *o = &l->target;
	uint32_t	given = 0,
				plan = 0;
	uint64_t	most = (uint64_t) plans->count + count + 1;

	*l = (CmLists) {.target = {.regions = t->regions, .industries = t->industries}};
	o->row = cm_resize(host, NULL, (size_t) t->regions + 1, sizeof(uint64_t));
	o->industry = cm_resize(host, NULL, most, sizeof(uint32_t));
	l->amount = cm_resize(host, NULL, most, sizeof(double));
	o->row[0] = 0;
	for (uint32_t r = 0; r < t->regions; r++)
	{
		uint32_t	first = given;

		cm_breathe(host);
		while (given < count && region[given] == r)
			given++;
		o->row[r + 1] = put_list(l, plans, r, o->row[r], industry + first, given - first, plan);
		while (plan < plans->count && plans->plan[plan].region == r)
			plan++;
	}
	cm_occurrences_columns(o, host);
	open_groups(l, host, plans);
}

void
cm_lists_close(CmLists *l, const CmHost *host)
{
	cm_occurrences_close(&l->target, host);
	cm_release(host, l->amount);
	cm_release(host, l->member);
	cm_release(host, l->group);
}

bool
cm_targeted(const CmLists *l, uint32_t region, uint32_t industry)
{
	return cm_find(l->target.industry, l->target.row[region], l->target.row[region + 1], industry) != UINT64_MAX;
}

void
cm_follows(const CmLists *l, const CmIndicators *s, uint32_t region, uint32_t leader, double *share, double *unfounded)
{
	double		followed = 0,
				known = 0,
				below = 0;

	for (uint64_t k = l->target.row[region]; k < l->target.row[region + 1]; k++)
	{
		uint32_t	industry = l->target.industry[k];
		double		lq;

		if (!cm_targeted(l, leader, industry))
			continue;
		lq = cm_shrunk_quotient(s, region, industry, cm_panel_pair(s->panel, region, industry));
		followed++;
		known += !isnan(lq);
		below += lq < 1;
	}
	*share = cm_targets(l, leader) > 0 ? followed / cm_targets(l, region) : NAN;
	*unfounded = below / known;
}
