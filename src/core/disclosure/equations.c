/*
 * equations.c: the sums of a published table as equations of its hidden cells.
 */
#include "core/disclosure/equations.h"

#include "core/numeric/joins.h"

#include <math.h>

/* The powers of 2 that bring the largest finite number of a table below 1, so that no sum overflows. */
static int
exponent_of(const CmSums *sums, const CmHost *host, const double *const list[3])
{
	double		largest = 0;
	int			exponent;

	for (int i = 0; i < 3; i++)
		for (uint32_t k = 0; list[i] != NULL && k < sums->cells; k++)
		{
			cm_breathe_at(host, k);
			if (isfinite(list[i][k]) && fabs(list[i][k]) > largest)
				largest = fabs(list[i][k]);
		}
	frexp(largest, &exponent);
	return -exponent;
}

static double
given(const double *bound, uint32_t cell, double otherwise, int exponent)
{
	return bound == NULL || isnan(bound[cell]) ? otherwise : ldexp(bound[cell], exponent);
}

/* An unknown with its bounds, which are none where its value does not keep them. */
static CmUnknown
unknown_of(uint32_t cell, const double *value, const double *least, const double *most, int exponent)
{
	double		low = given(least, cell, 0, exponent),
				high = given(most, cell, INFINITY, exponent),
				point = ldexp(value[cell], exponent);
	bool		known = !isnan(point);
	CmUnknown	u = {.cell = cell, .point = point};

	if (!known)
		u.point = isfinite(low) ? low : isfinite(high) ? high : 0;
	if (known && low > point)
		low = point;
	if (known && high < point)
		high = point;
	u.low = u.least = low - u.point;
	u.high = u.most = high - u.point;
	if (!known)
		u.seen_least = u.seen_most = NAN;
	for (int p = 0; p < CM_PLACES; p++)
		u.equation[p] = CM_NO_EQUATION;
	return u;
}

static const uint32_t *
above(const CmSums *sums, bool of_regions)
{
	return of_regions ? sums->above_region : sums->above_industry;
}

/* Numbers the sums of a side that have hidden cells: `number` of each cell that is such a sum. */
static void
number_sums(CmEquations *e, const CmHost *host, const uint32_t *unknown, bool of_regions, uint32_t *number)
{
	const CmSums *sums = e->sums;
	const uint32_t *whole = above(sums, of_regions);

	for (uint32_t k = 0; k < sums->cells; k++)
		number[k] = CM_NO_EQUATION;
	for (uint32_t k = 0; k < sums->cells; k++)
	{
		uint32_t	w = whole[k];

		cm_breathe_at(host, k);
		if (w == CM_NO_CELL || number[w] != CM_NO_EQUATION || (unknown[k] == CM_NO_CELL && unknown[w] == CM_NO_CELL))
			continue;
		e->equation[e->count] = (CmEquation) {.whole = w, .of_regions = of_regions};
		number[w] = e->count++;
	}
}

static double
at_point(const CmEquations *e, const double *value, uint32_t cell, uint32_t unknown)
{
	return unknown == CM_NO_CELL ? ldexp(value[cell], e->exponent) : e->unknown[unknown].point;
}

/* Puts the unknowns of a side into its equations, and what these lack. */
static void
put_side(CmEquations *e, const CmHost *host, const double *value, const uint32_t *unknown, const uint32_t *number, bool of_regions)
{
	const CmSums *sums = e->sums;
	const uint32_t *whole = above(sums, of_regions);

	for (uint32_t k = 0; k < sums->cells; k++)
	{
		uint32_t	part_of = whole[k] == CM_NO_CELL ? CM_NO_EQUATION : number[whole[k]],
					u = unknown[k];
		double		x = at_point(e, value, k, u);

		cm_breathe_at(host, k);
		if (part_of != CM_NO_EQUATION)
		{
			e->equation[part_of].lacking -= x;
			e->equation[part_of].mass += fabs(x);
		}
		if (number[k] != CM_NO_EQUATION)
		{
			e->equation[number[k]].lacking += x;
			e->equation[number[k]].mass += fabs(x);
		}
		if (u == CM_NO_CELL)
			continue;
		e->unknown[u].equation[of_regions ? CM_PART_OF_REGION : CM_PART_OF_INDUSTRY] = part_of;
		e->unknown[u].equation[of_regions ? CM_WHOLE_OF_REGIONS : CM_WHOLE_OF_INDUSTRIES] = number[k];
	}
}

/* The terms of each equation; one of known values only lacks nothing but what was rounded. */
static void
put_terms(CmEquations *e, const CmHost *host)
{
	uint32_t   *filled = cm_zeros(host, (size_t) e->count + 1, sizeof(uint32_t));
	uint8_t    *open = cm_zeros(host, (size_t) e->count + 1, 1);

	for (uint64_t at = 0; at < (uint64_t) e->unknowns * CM_PLACES; at++)
	{
		const CmUnknown *u = &e->unknown[at / CM_PLACES];
		uint32_t	q = u->equation[at % CM_PLACES];

		cm_breathe_at(host, at);
		if (q == CM_NO_EQUATION)
			continue;
		filled[q]++;
		open[q] |= isnan(u->seen_least);
	}
	for (uint32_t q = 0; q < e->count; q++)
	{
		e->equation[q + 1].first = e->equation[q].first + filled[q];
		filled[q] = e->equation[q].first;
		if (!open[q])
			e->equation[q].lacking = 0;
	}
	e->term = cm_resize(host, NULL, (size_t) e->equation[e->count].first + 1, sizeof(uint32_t));
	for (uint64_t at = 0; at < (uint64_t) e->unknowns * CM_PLACES; at++)
	{
		uint32_t	q = e->unknown[at / CM_PLACES].equation[at % CM_PLACES];

		cm_breathe_at(host, at);
		if (q != CM_NO_EQUATION)
			e->term[filled[q]++] = (uint32_t) (at / CM_PLACES);
	}
	cm_release(host, filled);
	cm_release(host, open);
}

/* Groups of unknowns that hang together, by their first ones. */
static void
put_groups(CmEquations *e, const CmHost *host)
{
	uint32_t   *joined = cm_joins_open(host, e->unknowns);
	uint32_t   *number = cm_resize(host, NULL, (size_t) e->unknowns + 1, sizeof(uint32_t));

	for (uint32_t q = 0; q < e->count; q++)
		for (uint32_t t = e->equation[q].first + 1; t < e->equation[q + 1].first; t++)
		{
			cm_breathe_at(host, t);
			cm_join(joined, e->term[t - 1], e->term[t]);
		}
	e->first = cm_zeros(host, (size_t) e->unknowns + 2, sizeof(uint32_t));
	e->member = cm_resize(host, NULL, (size_t) e->unknowns + 1, sizeof(uint32_t));
	for (uint32_t u = 0; u < e->unknowns; u++)
	{
		uint32_t	r = cm_joined(joined, u);

		number[u] = r == u ? e->groups++ : number[r];
		e->first[number[u] + 2]++;
	}
	for (uint32_t g = 0; g < e->groups; g++)
		e->first[g + 2] += e->first[g + 1];
	for (uint32_t u = 0; u < e->unknowns; u++)
		e->member[e->first[number[u] + 1]++] = u;
	cm_release(host, joined);
	cm_release(host, number);
}

void
cm_equations_open(CmEquations *e, const CmHost *host, const CmSums *sums, const double *value, const uint8_t *hidden, const double *least,
				  const double *most)
{
	const double *const lists[3] = {value, least, most};
	uint32_t   *unknown = cm_resize(host, NULL, (size_t) sums->cells + 1, sizeof(uint32_t));

	*e = (CmEquations) {.sums = sums, .exponent = exponent_of(sums, host, lists)};
	for (uint32_t k = 0; k < sums->cells; k++)
		unknown[k] = hidden[k] ? e->unknowns++ : CM_NO_CELL;
	e->unknown = cm_resize(host, NULL, (size_t) e->unknowns + 1, sizeof(CmUnknown));
	e->equation = cm_zeros(host, (size_t) 2 * sums->cells + 1, sizeof(CmEquation));
	for (uint32_t k = 0; k < sums->cells; k++)
		if (hidden[k])
			e->unknown[unknown[k]] = unknown_of(k, value, least, most, e->exponent);
	for (int side = 0; side < 2; side++)
	{
		e->sum[side] = cm_resize(host, NULL, (size_t) sums->cells + 1, sizeof(uint32_t));
		number_sums(e, host, unknown, side == 1, e->sum[side]);
		put_side(e, host, value, unknown, e->sum[side], side == 1);
	}
	put_terms(e, host);
	put_groups(e, host);
	cm_release(host, unknown);
}

void
cm_equations_close(CmEquations *e, const CmHost *host)
{
	cm_release(host, e->unknown);
	cm_release(host, e->equation);
	cm_release(host, e->term);
	cm_release(host, e->sum[0]);
	cm_release(host, e->sum[1]);
	cm_release(host, e->first);
	cm_release(host, e->member);
	memset(e, 0, sizeof(*e));
}
