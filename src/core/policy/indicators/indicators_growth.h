/*
 * indicators_growth.h: how the cell grew against its industry elsewhere, and what grew around it.
 */
#ifndef CLUSTER_EXT_INDICATORS_GROWTH_H
#define CLUSTER_EXT_INDICATORS_GROWTH_H

#include "core/policy/indicators/ground.h"

CmFinding	cm_find_local_shift(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_raw_shift(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_volatility(const CmIndicators *s, const CmPair *p);

/* What grows or shrinks around the cell, since three years ago. */
CmFinding	cm_find_branch_outlook(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_region_trend(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_related_trend(const CmIndicators *s, const CmPair *p);

#endif
