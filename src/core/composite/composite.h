/*
 * composite.h: building blocks of composite indicators: normalising a column,
 * weights that data give, and means of what is known.
 *
 * The steps and their names are those of OECD and JRC 2008, Handbook on
 * Constructing Composite Indicators.  NaN is a missing number; all others are
 * finite.  No result depends on the order of rows, and none on the unit of a
 * column, however large or small.
 */
#ifndef CLUSTER_EXT_COMPOSITE_H
#define CLUSTER_EXT_COMPOSITE_H

#include "core/composite/columns.h"

/* Most indicators that weights are found for: their correlations are a square. */
#define CM_INDICATORS_MOST 1000

/* Normalising one column ------------------------------------------------ */

typedef enum CmNormalization
{
	CM_NORMALIZE_MIN_MAX,		/* (x - min)/(max - min), 0 to 1 */
	CM_NORMALIZE_Z,				/* (x - mean)/sd, the sd over n - 1 */
	CM_NORMALIZE_RANK,			/* 1 for the smallest of n, n for the largest */
	CM_NORMALIZE_PERCENTILE		/* (rank - 1)/(n - 1), 0 to 1 */
} CmNormalization;

/* The rank of values that are equal: the mean of their places, the first, the last. */
typedef enum CmTies
{
	CM_TIES_AVERAGE,
	CM_TIES_MIN,
	CM_TIES_MAX
} CmTies;

/*
 * Normalises the n values that are known among `rows`, in place; `reversed`
 * turns their signs before.  All are NaN where there is nothing to divide by: no
 * variance for min-max and z, one value for z and percentile.
 */
void		cm_normalize(const CmHost *host, CmNormalization method, CmTies ties, bool reversed, double *x, size_t rows);

/* (x - low)/(high - low), not below 0 nor above 1; low may be the larger one, but not equal. */
double		cm_goalpost(double x, double low, double high);

/* 1/3 at elevated_from, 2/3 at high_from, linear and kept from 0 to 1; high_from may be the smaller one, but not equal. */
double		cm_risk_ramp(double x, double elevated_from, double high_from);

/* Weights: a row for each unit, a column for each indicator --------------- */

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

/* Means: a row for each indicator, its value and its weight ---------------- */

/* Share of the weight that has a value, 0 to 1; NaN without any weight.  Weights are not negative. */
double		cm_coverage(const CmHost *host, const CmNumbers *indicators);

/*
 * (sum w x^p/sum w)^(1/p) over what is known: p = 1 the mean, 0 the geometric
 * one, -1 the harmonic one, infinite the largest or smallest.  Values must not
 * be negative unless p = 1.  A 0 with a weight makes it 0 for p <= 0.  NaN if
 * nothing with a weight is known.
 */
double		cm_power_mean(const CmHost *host, const CmNumbers *indicators, double p);

/* Safety below which a risk does not count as worse, so that one certain failure does not drown all else. */
#define CM_LEAST_SAFETY 0.01

/* 1 - prod max(1 - u, 0.01)^(w/sum w) over what is known, of risks u from 0 to 1; NaN if nothing with a weight is. */
double		cm_geometric_safety(const CmHost *host, const CmNumbers *indicators);

#endif
