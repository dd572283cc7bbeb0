/*
 * among.c: the links among those units that have a value.
 */
#include "core/space/among.h"

#include <math.h>
#include <stdlib.h>

/* Powers of two of the largest weight beyond which squares of weights might leave the range of doubles. */
#define EXPONENT_MOST 200

/* Whether links can be taken as they are. */
static void
look_at_links(CmAmong *a, const CmHost *host)
{
	const CmGraph *all = a->all;
	double		largest = 0;
	int			exponent;

	for (uint32_t r = 0; r < all->units; r++)
	{
		cm_breathe_after(host, all->start[r], all->start[r + 1]);
		for (uint64_t k = all->start[r]; k < all->start[r + 1]; k++)
		{
			largest = all->weight[k] > largest ? all->weight[k] : largest;
			a->links_to_itself |= all->to[k] == r;
		}
	}
	frexp(largest, &exponent);
	a->exponent = abs(exponent) > EXPONENT_MOST ? exponent : 0;
}

void
cm_among_open(CmAmong *a, const CmHost *host, const CmGraph *all, bool drop_islands)
{
	memset(a, 0, sizeof(*a));
	a->all = all;
	a->drop_islands = drop_islands;
	a->asked = cm_zeros(host, (size_t) all->units + 1, sizeof(bool));
	a->used = cm_zeros(host, (size_t) all->units + 1, sizeof(bool));
	a->own = cm_zeros(host, (size_t) all->units + 1, sizeof(double));
	a->chosen.units = all->units;
	a->chosen.start = cm_zeros(host, (size_t) all->units + 1, sizeof(uint64_t));
	a->links = a->chosen;
	look_at_links(a, host);
}

void
cm_among_close(CmAmong *a, const CmHost *host)
{
	cm_release(host, a->asked);
	cm_release(host, a->used);
	cm_release(host, a->own);
	cm_graph_close(&a->chosen, host);
}

/* The links among the units that are asked for. */
static void
choose_links(CmAmong *a, const CmHost *host)
{
	const CmGraph *all = a->all;
	CmGraph    *g = &a->chosen;
	double		half = ldexp(1, -(a->exponent / 2)),
				rest = ldexp(1, -(a->exponent - a->exponent / 2));

	if (g->to == NULL)
	{
		g->to = cm_resize(host, NULL, all->links + 1, sizeof(uint32_t));
		g->weight = cm_resize(host, NULL, all->links + 1, sizeof(double));
	}
	g->links = 0;
	for (uint32_t r = 0; r < all->units; r++)
	{
		g->start[r] = g->links;
		a->own[r] = 0;
		cm_breathe_at(host, r);
		for (uint64_t k = all->start[r]; a->asked[r] && k < all->start[r + 1]; k++)
		{
			uint32_t	to = all->to[k];
			double		weight = all->weight[k] * half * rest;

			cm_breathe_at(host, k);
			if (to == r)
				a->own[r] = weight;
			if (to == r || !a->asked[to])
				continue;
			g->to[g->links] = to;
			g->weight[g->links++] = weight;
		}
	}
	g->start[all->units] = g->links;
	a->links = *g;
}

/* Those that a link touches: most have one themselves. */
static void
mark_touched(const CmGraph *g, const CmHost *host, bool *touched)
{
	bool		all = true;

	for (uint32_t r = 0; r < g->units; r++)
	{
		touched[r] = g->start[r] < g->start[r + 1];
		all = all && touched[r];
		cm_breathe_at(host, r);
	}
	for (uint64_t k = 0; !all && k < g->links; k++)
	{
		touched[g->to[k]] = true;
		cm_breathe_at(host, k);
	}
}

bool
cm_among_those(CmAmong *a, const CmHost *host, const double *value)
{
	uint32_t	units = a->all->units;
	bool	   *touched;
	bool		others = false,
				everybody = true;

	for (uint32_t r = 0; r < units; r++)
	{
		bool		defined = isfinite(value[r]);

		others |= a->asked[r] != defined;
		a->asked[r] = defined;
		everybody = everybody && defined;
		cm_breathe_at(host, r);
	}
	if (!others)
		return false;
	if (everybody && !a->links_to_itself && a->exponent == 0)
		a->links = *a->all;
	else
		choose_links(a, host);
	touched = cm_resize(host, NULL, (size_t) units + 1, sizeof(bool));
	mark_touched(&a->links, host, touched);
	a->count = a->islands = 0;
	for (uint32_t r = 0; r < units; r++)
	{
		a->used[r] = a->asked[r] && (touched[r] || !a->drop_islands);
		a->count += a->used[r];
		a->islands += a->asked[r] && !touched[r];
		cm_breathe_at(host, r);
	}
	cm_release(host, touched);
	return true;
}

/*
 * Units come in order, and so do the links of each; the way back of a link is
 * therefore never before where the last one to the same unit was found.
 */
static double
products_with_way_back(const CmGraph *g, const CmHost *host)
{
	uint64_t   *at = cm_resize(host, NULL, (size_t) g->units + 1, sizeof(uint64_t));
	double		sum = 0;

	memcpy(at, g->start, g->units * sizeof(uint64_t));
	for (uint32_t r = 0; r < g->units; r++)
		for (uint64_t k = g->start[r]; k < g->start[r + 1]; k++)
		{
			uint32_t	s = g->to[k];

			cm_breathe_at(host, k);
			while (at[s] < g->start[s + 1] && g->to[at[s]] < r)
				at[s]++;
			if (at[s] < g->start[s + 1] && g->to[at[s]] == r)
				sum += g->weight[k] * g->weight[at[s]];
		}
	cm_release(host, at);
	return sum;
}

CmWeightSums
cm_weight_sums(const CmGraph *g, const CmHost *host)
{
	double	   *both = cm_zeros(host, (size_t) g->units + 1, sizeof(double));	/* w_r. + w_.r */
	CmWeightSums sums = {0};

	for (uint32_t r = 0; r < g->units; r++)
	{
		double		from = 0;

		for (uint64_t k = g->start[r]; k < g->start[r + 1]; k++)
		{
			from += g->weight[k];
			both[g->to[k]] += g->weight[k];
			sums.s1 += g->weight[k] * g->weight[k];
			cm_breathe_at(host, k);
		}
		both[r] += from;
		sums.s0 += from;
	}
	for (uint32_t r = 0; r < g->units; r++)
	{
		sums.s2 += both[r] * both[r];
		cm_breathe_at(host, r);
	}
	sums.s1 += products_with_way_back(g, host);
	cm_release(host, both);
	return sums;
}
