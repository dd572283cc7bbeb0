/*
 * composite_weights.h: weights of indicators that data give, and TOPSIS.
 *
 * What composite.h says of numbers holds here, too.
 */
#ifndef CLUSTER_EXT_COMPOSITE_WEIGHTS_H
#define CLUSTER_EXT_COMPOSITE_WEIGHTS_H

#include "core/composite/columns.h"

/* Most indicators that weights are found for: their correlations are a square. */
#define CM_INDICATORS_MOST 1000

/*
 * Weights, 0 or more with sum 1, from the rows without a missing number; false
 * if they are undefined, as with fewer than two rows or without any variance.
 * An indicator without variance has weight 0.
 */
typedef bool (*CmWeighting) (const CmHost *host, const CmNumbers *units, double *weight);

/*
 * Of (1 - e)/sum(1 - e), e = -sum p ln p/ln n the entropy of the shares p of
 * units (Shannon).  Numbers are not negative; 0 ln 0 = 0.
 */
bool		cm_entropy_weights(const CmHost *host, const CmNumbers *units, double *weight);

/*
 * Of s_k sum_l (1 - r_kl), s the standard deviation of the indicator after
 * min-max, r correlations (Diakoulaki, Mavrotas, Papayannakis 1995, Computers
 * and Operations Research 22).  Undefined if all indicators tell the same.
 */
bool		cm_critic_weights(const CmHost *host, const CmNumbers *units, double *weight);

/*
 * Squared loadings of the first principal component of the correlations
 * (OECD/JRC 2008, section 6).  Undefined if two components are first.
 */
bool		cm_pca_weights(const CmHost *host, const CmNumbers *units, double *weight);

/*
 * TOPSIS (Hwang, Yoon 1981): the distance to the worst that there is over the
 * sum of this and the distance to the best, 0 to 1; indicators are divided by
 * the root of their sum of squares and weighted, `reversed` ones are best when
 * low.  NaN for rows with a missing number, and if all others are the same.
 */
void		cm_topsis(const CmHost *host, const CmNumbers *units, const double *weight, const bool *reversed, double *score);

#endif
