/*
 * indicators_plan.h: what plans ask for, against what ever happened.
 */
#ifndef CLUSTER_EXT_INDICATORS_PLAN_H
#define CLUSTER_EXT_INDICATORS_PLAN_H

#include "core/policy/indicators/ground.h"

CmFinding	cm_find_copycat(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_sum_of_plans(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_ambition(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_leverage(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_design_gap(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_follower_rank(const CmIndicators *s, const CmPair *p);

/* Growth a year that the plan of a pair asks for, a share; infinite where there is nothing yet, NaN without a target. */
double		cm_asked_growth(const CmIndicators *s, uint64_t pair);

/* Growth a year that so large a share of the comparable cells reached; NaN where there are too few, or the plan starts from nothing. */
double		cm_managed_growth(const CmIndicators *s, uint32_t industry, uint64_t pair, double share);

/* The 90th percentile of past growth of an industry, log points a year over windows of so many years; NaN. */
double		cm_high_growth(const CmIndicators *s, CmMeasure measure, uint32_t industry, int32_t years);

#endif
