/*
 * disproportionality.c: how a distribution differs from the one it is held against.
 */
#include "core/measures/disproportionality.h"
#include "core/numeric/radix.h"

#include <float.h>
#include <math.h>

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

/*
 * Each place against all places below it, by x/w; those without a share are
 * below all.  Every term is positive, so that equal distributions give 0 and
 * not rounding.
 */
static double
gini(const CmHost *host, const CmShare *shares, uint32_t count, double absent)
{
	CmKeyed    *sorted = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmKeyed));
	double		weight = absent;
	double		share = 0;
	double		sum = 0;

	for (uint32_t k = 0; k < count; k++)
		sorted[k] = (CmKeyed) {cm_key(shares[k].log_ratio), k};
	cm_radix_sort(host, sorted, count, offsetof(CmKeyed, key));
	for (uint32_t k = 0; k < count; k++)
	{
		const CmShare *s = &shares[sorted[k].with];

		sum += s->share * weight - s->weight * share;
		weight += s->weight;
		share += s->share;
	}
	cm_release(host, sorted);
	return sum;
}

void
cm_unevenness(const CmHost *host, const CmShare *shares, uint32_t count, double absent, bool gini_wanted,
			  CmUnevenness *result)
{
	CmUnevenness u = {.krugman = absent, .mean_log_deviation = absent > 0 ? NAN : 0};

	for (uint32_t k = 0; k < count; k++)
	{
		double		x = shares[k].share,
					w = shares[k].weight;

		u.herfindahl += x * x;
		u.krugman += fabs(x - w);
		u.theil += x * shares[k].log_ratio;
		u.mean_log_deviation -= w * shares[k].log_ratio;
		/* A share of 0 adds nothing, an unknown one makes the sum unknown. */
		if (x != 0)
			u.entropy -= x * log(x);
	}
	u.hoover = u.krugman / 2;
	u.gini = gini_wanted ? gini(host, shares, count, absent) : NAN;
	*result = u;
}

/* ln(x/w), w = mass/whole, which may be too small for a double. */
static double
log_ratio(double share, double mass, double whole)
{
	double		weight = mass / whole;

	return weight >= DBL_MIN ? log(share / weight) : log(share) - (log(mass) - log(whole));
}

void
cm_group_shares(const CmShare *shares, uint32_t count, const uint32_t *group, double *group_share)
{
	for (uint32_t k = 0; k < count; k++)
		group_share[group[shares[k].place]] = 0;
	for (uint32_t k = 0; k < count; k++)
		group_share[group[shares[k].place]] += shares[k].share;
}

void
cm_theil_parts(const CmShare *shares, uint32_t count, const uint32_t *group,
			   const double *group_mass, double whole, double *group_share, double *between, double *within)
{
	*between = *within = 0;
	cm_group_shares(shares, count, group, group_share);
	for (uint32_t k = 0; k < count; k++)
	{
		uint32_t	g = group[shares[k].place];
		double		of_group;

		if (shares[k].share == 0)
			continue;
		of_group = log_ratio(group_share[g], group_mass[g], whole);
		*between += shares[k].share * of_group;
		*within += shares[k].share * (shares[k].log_ratio - of_group);
	}
	/* Both are divergences: below 0 only by rounding. */
	*between = *between < 0 ? 0 : *between;
	*within = *within < 0 ? 0 : *within;
}
