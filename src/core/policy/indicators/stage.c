/*
 * stage.c: the stage of a cluster.
 */
#include "core/policy/indicators/stage.h"

#include "core/numeric/lq.h"

#include <math.h>

const char *
cm_stage(const CmIndicators *s, uint32_t region, uint32_t industry, const CmFinding finding[CM_INDICATORS])
{
	uint64_t	pair = cm_panel_pair(s->panel, region, industry);
	int32_t		from = cm_earlier_year(s, cm_plan_of(s->plans, pair));
	const CmLayer *before = from == CM_NO_YEAR ? NULL : cm_panel_base(s->panel, from);
	double		firms = cm_layer_at(s->firms, pair);
	double		firms_before = from == CM_NO_YEAR ? NAN :
		cm_layer_at(cm_panel_layer(s->panel, s->panel->base, from, CM_FIRMS), pair);
	double		shift = finding[CM_INDICATOR_RAW_SHIFT].value;
	double		lq = cm_location_quotient(cm_layer_at(s->size, pair), s->size->region[region],
										  s->size->industry[industry], s->size->total);
	double		lq_before = before == NULL ? NAN :
		cm_location_quotient(cm_layer_at(before, pair), before->region[region], before->industry[industry], before->total);

	if (cm_is_empty(s, pair))
		return "absent";
	if (finding[CM_INDICATOR_MASS].value < 1 && (shift > 0 || cm_layer_at(before, pair) == 0))
		return "emerging";
	if (shift < -0.02 && firms < firms_before)
		return "declining";
	if (lq > lq_before && firms > firms_before)
		return "growing";
	return lq >= 1 ? "mature" : "other";
}
