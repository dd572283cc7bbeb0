/*
 * weights.c: weights of neighbours: their styles, their symmetry, what they are like.
 */
#include "core/space/weights.h"

#include "core/matrix/by_industry.h"
#include "core/numeric/joins.h"

#include <math.h>

CmText *
cm_weights_labels(const CmHost *host, const CmTable *w, uint32_t *count)
{
	CmText	   *label = cm_resize(host, NULL, (size_t) w->regions + w->industries + 1, sizeof(CmText));
	uint32_t	row = 0,
				column = 0;

	*count = 0;
	while (row < w->regions || column < w->industries)
	{
		int			order = row == w->regions ? 1 : column == w->industries ? -1 :
			cm_text_compare(&w->region_label[row], &w->industry_label[column]);

		cm_breathe_at(host, *count);
		label[(*count)++] = order <= 0 ? w->region_label[row] : w->industry_label[column];
		row += order <= 0;
		column += order >= 0;
	}
	return label;
}

bool
cm_weights_known(const CmGraph *g, const CmHost *host, uint32_t *from, uint32_t *to)
{
	for (*from = 0; *from < g->units; (*from)++)
	{
		for (uint64_t k = g->start[*from]; k < g->start[*from + 1]; k++)
		{
			*to = g->to[k];
			if (isnan(g->weight[k]))
				return false;
		}
		cm_breathe_after(host, g->start[*from], g->start[*from + 1]);
	}
	return true;
}

/* Styles ----------------------------------------------------------------- */

/* Weights from one to before another, in a unit in which the largest is between 1/2 and 1 and sums stay in range. */
static void
shift(const CmGraph *g, const CmHost *host, uint64_t first, uint64_t end)
{
	double		largest = 0;
	int			exponent;

	for (uint64_t k = first; k < end; k++)
	{
		largest = g->weight[k] > largest ? g->weight[k] : largest;
		cm_breathe_at(host, k);
	}
	frexp(largest, &exponent);
	for (uint64_t k = first; k < end; k++)
	{
		g->weight[k] = ldexp(g->weight[k], -exponent);
		cm_breathe_at(host, k);
	}
}

static double
sum(const CmGraph *g, const CmHost *host, uint64_t first, uint64_t end)
{
	double		all = 0;

	for (uint64_t k = first; k < end; k++)
	{
		all += g->weight[k];
		cm_breathe_at(host, k);
	}
	return all;
}

static double
root_of_squares(const CmGraph *g, const CmHost *host, uint64_t first, uint64_t end)
{
	double		squares = 0;

	for (uint64_t k = first; k < end; k++)
	{
		squares += g->weight[k] * g->weight[k];
		cm_breathe_at(host, k);
	}
	return sqrt(squares);
}

/* A weight is multiplied before it is divided: 3 of 4 is 0.75, and not 3 times a rounded fourth. */
static void
scale(const CmGraph *g, const CmHost *host, uint64_t first, uint64_t end, double by, double to)
{
	for (uint64_t k = first; k < end; k++)
	{
		g->weight[k] = g->weight[k] * to / by;
		cm_breathe_at(host, k);
	}
}

/* Scales the weights of each unit; returns how many units have any. */
static double
scale_units(const CmGraph *g, const CmHost *host, CmStyle style)
{
	double		units = 0;

	for (uint32_t r = 0; r < g->units; r++)
	{
		uint64_t	first = g->start[r],
					end = g->start[r + 1];

		cm_breathe_at(host, r);
		if (first == end)
			continue;
		units++;
		if (style != CM_STYLE_W && style != CM_STYLE_S)
			continue;
		shift(g, host, first, end);
		scale(g, host, first, end, style == CM_STYLE_W ? sum(g, host, first, end) : root_of_squares(g, host, first, end), 1);
	}
	return units;
}

void
cm_weights_style(CmGraph *g, const CmHost *host, CmStyle style)
{
	double		units = scale_units(g, host, style);

	if (style == CM_STYLE_B)
		for (uint64_t k = 0; k < g->links; k++)
		{
			g->weight[k] = 1;
			cm_breathe_at(host, k);
		}
	if (style == CM_STYLE_B || style == CM_STYLE_W || g->links == 0)
		return;
	shift(g, host, 0, g->links);
	scale(g, host, 0, g->links, sum(g, host, 0, g->links), style == CM_STYLE_U ? 1 : units);
}

/* Both ways -------------------------------------------------------------- */

/* The units that a unit has a link to, or from, one after the other. */
typedef struct Walk
{
	const CmGraph *g;
	const CmByIndustry *back;	/* the links as they lead back */
	uint64_t	there_at;
	uint64_t	there_end;
	uint64_t	back_at;
	uint64_t	back_end;
	uint32_t	to;
	double		there;			/* the weights; 0: no link */
	double		comes;
} Walk;

static Walk
walk_from(const CmGraph *g, const CmByIndustry *back, uint32_t unit)
{
	return (Walk) {.g = g, .back = back, .there_at = g->start[unit], .there_end = g->start[unit + 1],
	.back_at = back->start[unit], .back_end = back->start[unit + 1]};
}

static bool
step(Walk *w)
{
	uint32_t	there = w->there_at < w->there_end ? w->g->to[w->there_at] : UINT32_MAX,
				comes = w->back_at < w->back_end ? w->back->region[w->back_at] : UINT32_MAX;

	w->to = there < comes ? there : comes;
	w->there = there == w->to && w->there_at < w->there_end ? w->g->weight[w->there_at++] : 0;
	w->comes = comes == w->to && w->back_at < w->back_end ? w->g->weight[w->back->cell[w->back_at++]] : 0;
	return w->to != UINT32_MAX;
}

static double
become(CmBothWays both, double a, double b)
{
	return both == CM_BOTH_MEAN ? a / 2 + b / 2 : (both == CM_BOTH_MAX) == (a > b) ? a : b;
}

/* Counts the links of all units, or puts them where there is room. */
static uint64_t
join_ways(const CmGraph *g, const CmByIndustry *back, const CmHost *host, CmBothWays both, CmGraph *into)
{
	uint64_t	links = 0;

	for (uint32_t r = 0; r < g->units; r++)
	{
		Walk		w = walk_from(g, back, r);

		if (into != NULL)
			into->start[r] = links;
		while (step(&w))
		{
			double		weight = become(both, w.there, w.comes);

			cm_breathe_at(host, links);
			if (weight == 0)
				continue;
			if (into != NULL)
			{
				into->to[links] = w.to;
				into->weight[links] = weight;
			}
			links++;
		}
		cm_breathe_at(host, r);
	}
	if (into != NULL)
		into->start[g->units] = links;
	return links;
}

void
cm_weights_symmetric(const CmGraph *g, const CmHost *host, CmBothWays both, CmGraph *symmetric)
{
	CmByIndustry back;

	cm_by_industry_open(&back, host, g->units, g->units, g->start, g->to);
	symmetric->units = g->units;
	symmetric->links = join_ways(g, &back, host, both, NULL);
	symmetric->start = cm_resize(host, NULL, (size_t) g->units + 1, sizeof(uint64_t));
	symmetric->to = cm_resize(host, NULL, symmetric->links + 1, sizeof(uint32_t));
	symmetric->weight = cm_resize(host, NULL, symmetric->links + 1, sizeof(double));
	join_ways(g, &back, host, both, symmetric);
	cm_by_industry_close(&back, host);
}

/* Summary ---------------------------------------------------------------- */

static uint32_t
count_components(const CmGraph *g, const CmHost *host)
{
	uint32_t   *group = cm_joins_open(host, g->units);
	uint32_t	components = g->units;

	for (uint32_t r = 0; r < g->units; r++)
		for (uint64_t k = g->start[r]; k < g->start[r + 1]; k++)
		{
			cm_breathe_at(host, k);
			components -= cm_join(group, r, g->to[k]);
		}
	cm_release(host, group);
	return components;
}

static void
count_links(CmWeightsSummary *s, uint32_t unit, uint32_t others)
{
	s->links += others;
	s->fewest = others < s->fewest ? others : s->fewest;
	s->most = others > s->most ? others : s->most;
	if (others > 0)
		return;
	if (s->islands < CM_ISLANDS_TOLD)
		s->island[s->islands] = unit;
	s->islands++;
}

static void
add_unit(CmWeightsSummary *s, const CmHost *host, const CmGraph *g, const CmByIndustry *back, uint32_t unit)
{
	Walk		w = walk_from(g, back, unit);
	uint32_t	others = 0;
	double		both_sums = 0;

	while (step(&w))
	{
		double		both = w.there + w.comes;

		cm_breathe_at(host, w.there_at);
		others += w.there > 0 && w.to != unit;
		s->own += w.there > 0 && w.to == unit;
		s->symmetric = s->symmetric && w.there == w.comes;
		s->s0 += w.there;
		s->s1 += both * both / 2;
		both_sums += both;
	}
	s->s2 += both_sums * both_sums;
	count_links(s, unit, others);
}

void
cm_weights_summary(const CmGraph *g, const CmHost *host, CmWeightsSummary *s)
{
	CmByIndustry back;

	memset(s, 0, sizeof(*s));
	s->symmetric = true;
	s->fewest = UINT32_MAX;
	cm_by_industry_open(&back, host, g->units, g->units, g->start, g->to);
	for (uint32_t r = 0; r < g->units; r++)
	{
		add_unit(s, host, g, &back, r);
		cm_breathe_at(host, r);
	}
	s->mean = g->units == 0 ? NAN : (double) s->links / g->units;
	s->components = count_components(g, host);
	cm_by_industry_close(&back, host);
}
