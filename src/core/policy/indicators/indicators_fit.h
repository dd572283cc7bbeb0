/*
 * indicators_fit.h: does the industry fit the region, and is there a cluster or one plant?
 */
#ifndef CLUSTER_EXT_INDICATORS_FIT_H
#define CLUSTER_EXT_INDICATORS_FIT_H

#include "core/policy/indicators/ground.h"

CmFinding	cm_find_lq(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_density(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_factor_gap(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_mass(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_dominance(const CmIndicators *s, const CmPair *p);
CmFinding	cm_find_footloose(const CmIndicators *s, const CmPair *p);

/*
 * The location quotient as if k firms of the industry's mean size were there and
 * expected besides: (x + k m)/(E + k m); `pair` may be UINT64_MAX.  NaN for an
 * empty region or industry.
 */
double		cm_shrunk_quotient(const CmIndicators *s, uint32_t region, uint32_t industry, uint64_t pair);

/* Sum of squared shares of owners; NaN for an empty cell. */
double		cm_owner_herfindahl(const CmIndicators *s, uint64_t pair);

#endif
