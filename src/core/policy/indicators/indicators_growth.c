/*
 * indicators_growth.c: how the cell grew against its industry elsewhere.
 */
#include "core/policy/indicators/indicators_parts.h"

#include <math.h>

#define FEW_EFFECTIVE_FIRMS 11	/* below, one plant makes the growth */
#define LOCAL_YEARS 3			/* without a policy's start */
#define FEW_YEARS 5

int32_t
cm_year_before(const CmPanel *panel, int32_t year, int32_t wanted)
{
	int32_t		found = CM_NO_YEAR;

	for (int k = 0; k < panel->years && panel->year[k] < year; k++)
		if (found == CM_NO_YEAR || panel->year[k] <= wanted)
			found = panel->year[k];
	return found;
}

/* The year of the panel to compare with: that of the policy's start, else three years ago, or the next there is; CM_NO_YEAR. */
int32_t
cm_earlier_year(const CmIndicators *s, const CmPlan *plan)
{
	return cm_year_before(s->panel, s->year,
						  plan != NULL && plan->start != CM_NO_YEAR && plan->start < s->year ? plan->start : s->year - LOCAL_YEARS);
}

double
cm_growth_elsewhere(const CmPeriod *from, const CmPeriod *to, uint32_t industry, uint64_t pair)
{
	return log(cm_elsewhere(to, industry, pair) / cm_elsewhere(from, industry, pair));
}

double
cm_growth_gap(const CmPeriod *from, const CmPeriod *to, uint32_t industry, uint64_t pair, double years)
{
	double		own = log(cm_layer_at(to, pair) / cm_layer_at(from, pair));

	return (own - cm_growth_elsewhere(from, to, industry, pair)) / years;
}

static double
effective_firms(const CmIndicators *s, int32_t year, uint64_t pair)
{
	return cm_effective_firms(cm_layer_at(cm_panel_base(s->panel, year), pair),
							  cm_layer_at(cm_panel_layer(s->panel, s->panel->base, year, CM_SQUARES), pair));
}

bool
cm_has_few_firms(const CmIndicators *s, uint64_t pair)
{
	return effective_firms(s, s->year, pair) < FEW_EFFECTIVE_FIRMS;
}

/* Few enough firms at either end that one plant can make the growth; not where nothing is known of them. */
static bool
few_effective_firms(const CmIndicators *s, int32_t from, uint64_t pair)
{
	return effective_firms(s, from, pair) < FEW_EFFECTIVE_FIRMS || cm_has_few_firms(s, pair);
}

CmFinding
cm_find_local_shift(const CmIndicators *s, const CmPair *p)
{
	int32_t		from = cm_earlier_year(s, p->plan);
	const CmPeriod *before;

	if (from == CM_NO_YEAR)
		return cm_not_found(CM_EVIDENCE_TOO_FEW);
	before = cm_panel_base(s->panel, from);
	if (!(cm_layer_at(before, p->at) > 0))
		return cm_not_found(CM_EVIDENCE_NO_DATA);
	if (cm_layer_at(s->size, p->at) == 0)
		return (CmFinding) {.value = NAN, .risk = 1, .evidence = CM_EVIDENCE_ZERO_BASE};
	return cm_marked_small(cm_found(cm_growth_gap(before, s->size, p->industry, p->at, (double) s->year - from)),
						few_effective_firms(s, from, p->at));
}

int32_t
cm_usual_step(const CmPanel *panel, int32_t year)
{
	int32_t		step = INT32_MAX;

	for (int k = 1; k < panel->years && panel->year[k] <= year; k++)
		if (panel->year[k] - panel->year[k - 1] < step)
			step = panel->year[k] - panel->year[k - 1];
	return step;
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
		const CmPeriod *from = cm_panel_base(panel, panel->year[k - 1]),
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
	return cm_marked_small(cm_found(sqrt(fmax(0, squares) / changes)), few_effective_firms(s, first, p->at));
}
