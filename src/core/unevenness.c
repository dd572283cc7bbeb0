/*
 * unevenness.c: how a distribution differs from the one it is held against.
 */
#include "core/unevenness.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

CmShare
cm_share(uint32_t place, double amount, double total, double mass, double whole)
{
	CmShare		s = {amount / total, mass / whole, 0, place};

	/* A dwarf's share of a giant may be too small for a double, its logarithm is not. */
	if (s.share >= DBL_MIN && s.weight >= DBL_MIN)
		s.log_ratio = log(s.share / s.weight);
	else
		s.log_ratio = (log(amount) - log(total)) - (log(mass) - log(whole));
	return s;
}

/* By x/w; ties by weight and place, so that the same shares give the same sums. */
static int
by_ratio(const void *a, const void *b)
{
	const CmShare *x = a,
			   *y = b;

	if (x->log_ratio != y->log_ratio)
		return x->log_ratio > y->log_ratio ? 1 : -1;
	if (x->weight != y->weight)
		return x->weight > y->weight ? 1 : -1;
	return (x->place > y->place) - (x->place < y->place);
}

/*
 * Each place against all places below it; those without a share are below all.
 * Every term is positive, so that equal distributions give 0 and not rounding.
 */
static double
gini(const CmShare *sorted, uint32_t count, double absent)
{
	double		weight = absent;
	double		share = 0;
	double		sum = 0;

	for (uint32_t k = 0; k < count; k++)
	{
		sum += sorted[k].share * weight - sorted[k].weight * share;
		weight += sorted[k].weight;
		share += sorted[k].share;
	}
	return sum;
}

void
cm_unevenness(CmShare *shares, uint32_t count, double absent, CmUnevenness *result)
{
	CmUnevenness u = {.krugman = absent, .mean_log_deviation = absent > 0 ? NAN : 0};

	qsort(shares, count, sizeof(CmShare), by_ratio);
	for (uint32_t k = 0; k < count; k++)
	{
		double		x = shares[k].share,
					w = shares[k].weight;

		u.herfindahl += x * x;
		u.krugman += fabs(x - w);
		u.theil += x * shares[k].log_ratio;
		u.mean_log_deviation -= w * shares[k].log_ratio;
		if (x > 0)
			u.entropy -= x * log(x);
	}
	u.hoover = u.krugman / 2;
	u.gini = gini(shares, count, absent);
	*result = u;
}

void
cm_theil_parts(const CmShare *shares, uint32_t count, const uint32_t *group, uint32_t groups,
			   const double *group_weight, double *group_share, double *between, double *within)
{
	*between = *within = 0;
	memset(group_share, 0, groups * sizeof(double));
	for (uint32_t k = 0; k < count; k++)
		group_share[group[shares[k].place]] += shares[k].share;
	for (uint32_t g = 0; g < groups; g++)
		if (group_share[g] > 0)
			*between += group_share[g] * log(group_share[g] / group_weight[g]);
	for (uint32_t k = 0; k < count; k++)
	{
		uint32_t	g = group[shares[k].place];

		if (shares[k].share > 0)
			*within += shares[k].share * (shares[k].log_ratio - log(group_share[g] / group_weight[g]));
	}
	/* Both are divergences: below 0 only by rounding. */
	*between = fmax(0, *between);
	*within = fmax(0, *within);
}
