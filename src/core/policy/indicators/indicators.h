/*
 * indicators.h: what is measured of a region that targets an industry.
 */
#ifndef CLUSTER_EXT_INDICATORS_H
#define CLUSTER_EXT_INDICATORS_H

#include "core/policy/indicators/ground.h"

/* All indicators of a pair, and one alone. */
void		cm_indicators_find(const CmIndicators *s, uint32_t region, uint32_t industry, CmFinding finding[CM_INDICATORS]);
CmFinding	cm_indicators_find_one(const CmIndicators *s, uint32_t region, uint32_t industry, CmIndicator indicator);

#endif
