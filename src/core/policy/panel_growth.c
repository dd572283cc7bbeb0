/*
 * panel_growth.c: growth between years of a panel.
 */
#include "core/policy/panel_growth.h"

#include "core/numeric/undefined.h"

#include <math.h>

#define BREAK 0.25

int32_t
cm_year_before(const CmPanel *panel, int32_t year, int32_t wanted)
{
	int32_t		found = CM_NO_YEAR;

	for (int k = 0; k < panel->years && panel->year[k] < year; k++)
		if (found == CM_NO_YEAR || panel->year[k] <= wanted)
			found = panel->year[k];
	return found;
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

double
cm_elsewhere(const CmLayer *layer, uint32_t industry, uint64_t pair)
{
	return layer == NULL ? NAN : cm_not_below_zero(layer->industry[industry] - cm_layer_at(layer, pair));
}

double
cm_growth_elsewhere(const CmLayer *from, const CmLayer *to, uint32_t industry, uint64_t pair)
{
	return log(cm_elsewhere(to, industry, pair) / cm_elsewhere(from, industry, pair));
}

double
cm_expected_size(const CmLayer *from, const CmLayer *to, uint32_t industry, uint64_t pair)
{
	double		size = cm_layer_at(from, pair),
				was = cm_elsewhere(from, industry, pair),
				is = cm_elsewhere(to, industry, pair);

	return isnormal(size * is) ? size * is / was : size * (is / was);
}

double
cm_growth_gap(const CmLayer *from, const CmLayer *to, uint32_t industry, uint64_t pair, double years)
{
	double		own = log(cm_layer_at(to, pair) / cm_layer_at(from, pair));

	return (own - cm_growth_elsewhere(from, to, industry, pair)) / years;
}

double
cm_break(const CmPanel *p, uint32_t industry, int before)
{
	double		change = cm_panel_base(p, p->year[before + 1])->industry[industry] / cm_panel_base(p, p->year[before])->industry[industry] - 1;

	return fabs(change) > BREAK ? change : NAN;
}

bool
cm_is_redefined(const CmPanel *p, uint32_t industry, int32_t year)
{
	for (int k = 0; k + 1 < p->years && p->year[k + 1] <= year; k++)
		if (!isnan(cm_break(p, industry, k)))
			return true;
	return false;
}

bool *
cm_redefined(const CmPanel *p, int32_t year)
{
	bool	   *redefined = cm_resize(p->host, NULL, (size_t) p->pairs.industries + 1, sizeof(bool));

	for (uint32_t i = 0; i < p->pairs.industries; i++)
	{
		redefined[i] = cm_is_redefined(p, i, year);
		cm_breathe_at(p->host, i);
	}
	return redefined;
}
