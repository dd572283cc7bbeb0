/*
 * indicators_growth.c: how the cell grew against its industry elsewhere.
 */
#include "core/policy/indicators/indicators_growth.h"

#include "core/policy/panel_growth.h"

#include <math.h>

#define FEW_YEARS 5

/* Few enough firms at either end that one plant can make the growth; not where nothing is known of them. */
static bool
is_plant_driven(const CmIndicators *s, int32_t from, uint64_t pair)
{
	return cm_is_plant_driven(s, from, pair) || cm_is_plant_driven(s, s->year, pair);
}

/* Growth against the industry elsewhere, before what part of it is noise is taken off. */
static CmFinding
shift(const CmIndicators *s, const CmPair *p, int32_t from)
{
	const CmLayer *before;

	if (from == CM_NO_YEAR)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	before = cm_panel_base(s->panel, from);
	if (cm_layer_at(before, p->at) == 0 && cm_layer_at(s->size, p->at) == 0)
		return cm_not_found(CM_EVIDENCE_NOT_APPLICABLE);
	if (!(cm_layer_at(before, p->at) > 0))
		return cm_not_found(CM_EVIDENCE_NO_DATA);
	if (cm_layer_at(s->size, p->at) == 0)
		return (CmFinding) {.value = NAN, .risk = 1, .evidence = CM_EVIDENCE_ZERO_BASE};
	return cm_marked_small(cm_found(cm_growth_gap(before, s->size, p->industry, p->at, (double) s->year - from)),
						is_plant_driven(s, from, p->at));
}

CmFinding
cm_find_raw_shift(const CmIndicators *s, const CmPair *p)
{
	return shift(s, p, cm_earlier_year(s, p->plan));
}

CmFinding
cm_find_local_shift(const CmIndicators *s, const CmPair *p)
{
	int32_t		from = cm_earlier_year(s, p->plan);
	CmFinding	f = shift(s, p, from);
	double		firms = isnan(f.value) ? NAN : cm_firms_behind(s->panel, from, p->at);

	/* Where nothing is known of the firms, neither is their noise. */
	if (!isnan(firms))
		f.value *= s->noise.a2 / (s->noise.a2 + s->noise.phi / firms);
	return f;
}

CmFinding
cm_find_volatility(const CmIndicators *s, const CmPair *p)
{
	const CmPanel *panel = s->panel;
	int32_t		step = cm_usual_step(panel, s->year),
				first = s->year;
	double		mean = 0,
				squares = 0;
	int			changes = 0;

	for (int k = 1; k < panel->years && panel->year[k] <= s->year; k++)
	{
		const CmLayer *from = cm_panel_base(panel, panel->year[k - 1]),
				   *to = cm_panel_base(panel, panel->year[k]);
		double		gap = (log(cm_layer_at(to, p->at) / cm_layer_at(from, p->at)) -
						   log(to->industry[p->industry] / from->industry[p->industry])) / step;
		double		off = gap - mean;

		/* Changes over gaps of the panel would be smaller or larger. */
		if (panel->year[k] - panel->year[k - 1] != step || !isfinite(gap))
			continue;
		if (changes++ == 0)
			first = panel->year[k - 1];
		mean += off / changes;
		squares += off * (gap - mean);
	}
	if (changes < FEW_YEARS - 1)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	return cm_marked_small(cm_found(sqrt(fmax(0, squares) / changes)), is_plant_driven(s, first, p->at));
}

/* What is around the cell ------------------------------------------------ */

CmFinding
cm_find_branch_outlook(const CmIndicators *s, const CmPair *p)
{
	const CmLayer *before = s->trend.before;

	return before == NULL ? cm_not_found(CM_EVIDENCE_TOO_FEW) :
		cm_found(cm_growth_elsewhere(before, s->size, p->industry, p->at) / s->trend.years);
}

/* What all other regions have in all other industries. */
static double
beyond(const CmLayer *layer, const CmPair *p)
{
	return layer->total - layer->region[p->region] - layer->industry[p->industry] + cm_layer_at(layer, p->at);
}

CmFinding
cm_find_region_trend(const CmIndicators *s, const CmPair *p)
{
	const CmLayer *before = s->trend.before;

	if (before == NULL)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	return cm_found((log(cm_beside(s->size, p->region, p->at) / cm_beside(before, p->region, p->at)) -
					 log(beyond(s->size, p) / beyond(before, p))) / s->trend.years);
}

CmFinding
cm_find_related_trend(const CmIndicators *s, const CmPair *p)
{
	if (s->trend.before == NULL || s->trend.related == NULL)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	return cm_found(p->at == UINT64_MAX ? cm_related_trend(s, p->region, p->industry) : s->trend.related[p->at]);
}
