/*
 * narrow.c: bounds of unknowns that follow from one equation after the other.
 */
#include "core/disclosure/narrow.h"

#include <math.h>

/* Where bounds creep towards each other, so many rounds are enough: they hold all the same. */
#define ROUNDS 20

/* What is narrower by less does not count. */
#define TOLERANCE 1e-9

/* A sum of bounds, some of which may be infinite. */
typedef struct Total
{
	double		finite;
	uint32_t	infinite;
} Total;

static void
add(Total *t, double bound)
{
	if (isinf(bound))
		t->infinite++;
	else
		t->finite += bound;
}

/* The sum without one of its bounds; `infinite` where others have none. */
static double
without(const Total *t, double bound, double infinite)
{
	if (t->infinite > (isinf(bound) ? 1 : 0))
		return infinite;
	return isinf(bound) ? t->finite : t->finite - bound;
}

/* Its bounds as a term of an equation. */
static double
smallest(const CmUnknown *u, int sign)
{
	return sign > 0 ? u->least : -u->most;
}

static double
largest(const CmUnknown *u, int sign)
{
	return sign > 0 ? u->most : -u->least;
}

/* Takes bounds that are narrower, but never leaves out what was seen; is it more than rounding? */
static bool
take(CmUnknown *u, double least, double most)
{
	double		width = u->most - u->least;

	if (!isnan(u->seen_least))
	{
		least = fmin(least, u->seen_least);
		most = fmax(most, u->seen_most);
	}
	least = fmax(least, u->least);
	most = fmin(most, u->most);
	if (isinf(u->least) != isinf(least) || isinf(u->most) != isinf(most) || most - least < width * (1 - TOLERANCE))
	{
		u->least = least;
		u->most = most;
		return true;
	}
	return false;
}

/* Narrows the unknowns of an equation; marks other equations of those that get narrower. */
static bool
narrow(CmEquations *e, uint32_t number, uint8_t *marked)
{
	const CmEquation *q = &e->equation[number];
	Total		low = {0},
				high = {0};

	for (uint32_t t = q->first; t < q[1].first; t++)
	{
		const CmUnknown *u = &e->unknown[e->term[t]];

		add(&low, smallest(u, cm_sign_in(q, u)));
		add(&high, largest(u, cm_sign_in(q, u)));
	}
	for (uint32_t t = q->first; t < q[1].first; t++)
	{
		CmUnknown  *u = &e->unknown[e->term[t]];
		int			sign = cm_sign_in(q, u);
		double		most = q->lacking - without(&low, smallest(u, sign), -INFINITY),
					least = q->lacking - without(&high, largest(u, sign), INFINITY);

		if (!take(u, sign > 0 ? least : -most, sign > 0 ? most : -least))
			continue;
		if (u->least > u->most + cm_slack_of(q))
			return false;
		if (u->least > u->most)
			u->least = u->most = (u->least + u->most) / 2;
		for (int p = 0; p < CM_PLACES; p++)
			if (u->equation[p] != CM_NO_EQUATION && u->equation[p] != number)
				marked[u->equation[p]] = 1;
	}
	return true;
}

bool
cm_narrow(CmEquations *e, const CmHost *host)
{
	uint8_t    *marked = cm_resize(host, NULL, (size_t) e->count + 1, 1);
	bool		more = true,
				sound = true;

	memset(marked, 1, (size_t) e->count + 1);
	for (int round = 0; more && sound && round < ROUNDS; round++)
	{
		more = false;
		for (uint32_t q = 0; sound && q < e->count; q++)
		{
			cm_breathe_at(host, q);
			if (!marked[q])
				continue;
			marked[q] = 0;
			more = true;
			sound = narrow(e, q, marked);
		}
	}
	cm_release(host, marked);
	return sound;
}
