/*
 * scaled.c: exact sums whose terms may lie far beyond the range of doubles.
 */
#include "core/numeric/scaled.h"

#include <math.h>

void
cm_scaled_init(CmScaled *s)
{
	*s = (CmScaled) {0};
	for (int sum = 0; sum < CM_SCALED_SUMS; sum++)
		s->tier[sum] = CM_NO_TIER;
}

static void
raise_tier(CmScaled *s, int sum, int32_t tier)
{
	bool		next = s->tier[sum] != CM_NO_TIER && tier == s->tier[sum] + 1;

	for (int i = 0; i < s->tails.levels; i++)
	{
		double	   *level = s->tails.level[i] + 2 * sum;

		level[1] = next ? level[0] : 0;
		level[0] = 0;
	}
	s->tier[sum] = tier;
}

void
cm_scaled_add(CmScaled *s, const CmHost *host, int sum, int32_t tier, double term)
{
	cm_tails_reserve(&s->tails, host, 2 * CM_SCALED_SUMS);
	if (tier > s->tier[sum])
		raise_tier(s, sum, tier);
	if (tier >= s->tier[sum] - 1)
		cm_tails_add(&s->tails, host, 2 * sum + (s->tier[sum] - tier), term);
}

bool
cm_scaled_canonical(const CmScaled *s, int sum, int below, CmDyadic *canonical)
{
	CmExact		x = {0};

	cm_tails_collect(&s->tails, 2 * sum + below, &x);
	return cm_exact_canonical(&x, canonical);
}

CmWide
cm_scaled_value(const CmScaled *s, int sum)
{
	CmWide		value = {NAN, 0, 0};
	CmDyadic	top,
				next;
	CmExact		x,
				more;
	int			exponent = 0;

	if (!cm_scaled_canonical(s, sum, 0, &top) || !cm_scaled_canonical(s, sum, 1, &next))
		return value;
	cm_dyadic_parts(&top, &x);
	cm_dyadic_parts(&next, &more);
	for (int i = 0; i < more.parts; i++)
		cm_exact_push(&x, ldexp(more.part[i], -CM_TIER_BITS));
	value.high = cm_exact_round(&x);
	cm_exact_push(&x, -value.high);
	value.low = cm_exact_round(&x);
	value.high = frexp(value.high, &exponent);
	value.low = ldexp(value.low, -exponent);
	value.exponent = exponent + (int64_t) CM_TIER_BITS * s->tier[sum];
	return value;
}
