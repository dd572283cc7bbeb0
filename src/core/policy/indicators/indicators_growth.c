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

CmFinding
cm_find_local_shift(const CmIndicators *s, const CmPair *p)
{
	int32_t		from = cm_earlier_year(s, p->plan);
	const CmLayer *before;

	if (from == CM_NO_YEAR)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	before = cm_panel_base(s->panel, from);
	if (!(cm_layer_at(before, p->at) > 0))
		return cm_not_found(CM_EVIDENCE_NO_DATA);
	if (cm_layer_at(s->size, p->at) == 0)
		return (CmFinding) {.value = NAN, .risk = 1, .evidence = CM_EVIDENCE_ZERO_BASE};
	return cm_marked_small(cm_found(cm_growth_gap(before, s->size, p->industry, p->at, (double) s->year - from)),
						is_plant_driven(s, from, p->at));
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
