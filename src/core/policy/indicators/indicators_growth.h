/*
 * indicators_growth.h: how the cell grew against its industry elsewhere.
 */
#ifndef CLUSTER_EXT_INDICATORS_GROWTH_H
#define CLUSTER_EXT_INDICATORS_GROWTH_H

#include "core/policy/indicators/ground.h"

CmFinding	cm_find_local_shift(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_volatility(const CmIndicators *s, const CmPair *p);

#endif
