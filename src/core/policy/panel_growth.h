/*
 * panel_growth.h: growth between years of a panel.
 */
#ifndef CLUSTER_EXT_PANEL_GROWTH_H
#define CLUSTER_EXT_PANEL_GROWTH_H

#include "core/policy/panel.h"

/* The usual distance of two years of a panel: the smallest up to a year. */
int32_t		cm_usual_step(const CmPanel *panel, int32_t year);

/* The year of a panel to compare one with: the latest that is not after the one wanted, else the first there is; CM_NO_YEAR. */
int32_t		cm_year_before(const CmPanel *panel, int32_t year, int32_t wanted);

/* What other regions have of the industry; NaN for no layer. */
double		cm_elsewhere(const CmLayer *layer, uint32_t industry, uint64_t pair);

/* Growth of the industry outside the pair's region, log points in all; NaN or infinite where there was or is nothing. */
double		cm_growth_elsewhere(const CmLayer *from, const CmLayer *to, uint32_t industry, uint64_t pair);

/* Growth of the pair beyond the industry elsewhere, log points a year between two years; NaN. */
double		cm_growth_gap(const CmLayer *from, const CmLayer *to, uint32_t industry, uint64_t pair, double years);

#endif
