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

/*
 * The change of an industry's total from one year of the panel, by its number,
 * to the next, as a share, if it is of more than a quarter: the code was
 * redefined, or is new or gone (infinite or -1); else NaN.
 */
double		cm_break(const CmPanel *p, uint32_t industry, int before);

/* Is there any such break up to a year? */
bool		cm_is_redefined(const CmPanel *p, uint32_t industry, int32_t year);

/* The same of all industries; the caller releases it. */
bool	   *cm_redefined(const CmPanel *p, int32_t year);

/* What other regions have of the industry; NaN for no layer. */
double		cm_elsewhere(const CmLayer *layer, uint32_t industry, uint64_t pair);

/* Growth of the industry outside the pair's region, log points in all; NaN or infinite where there was or is nothing. */
double		cm_growth_elsewhere(const CmLayer *from, const CmLayer *to, uint32_t industry, uint64_t pair);

/*
 * The size that the pair would have if it grew as its industry elsewhere; NaN or
 * infinite where there was or is nothing.  Of whole numbers equal ones are equal to the bit.
 */
double		cm_expected_size(const CmLayer *from, const CmLayer *to, uint32_t industry, uint64_t pair);

/* Growth of the pair beyond the industry elsewhere, log points a year between two years; NaN. */
double		cm_growth_gap(const CmLayer *from, const CmLayer *to, uint32_t industry, uint64_t pair, double years);

#endif
