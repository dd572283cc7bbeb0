/*
 * composite.h: building blocks of composite indicators: normalising a column,
 * and means of what is known.
 *
 * The steps and their names are those of OECD and JRC 2008, Handbook on
 * Constructing Composite Indicators.  NaN is a missing number; all others are
 * finite.  No result depends on the order of rows, and none on the unit of a
 * column, however large or small.
 */
#ifndef CLUSTER_EXT_COMPOSITE_H
#define CLUSTER_EXT_COMPOSITE_H

#include "core/composite/columns.h"

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
