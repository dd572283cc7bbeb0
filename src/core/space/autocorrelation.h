/*
 * autocorrelation.h: is what is near alike?
 *
 * Of n units with values y and weights w_rs, w_rr = 0; z_r = y_r - mean(y), S0 = SUM w_rs.
 * Undefined is NaN: everything where all values are equal or no link is among the units.
 */
#ifndef CLUSTER_EXT_AUTOCORRELATION_H
#define CLUSTER_EXT_AUTOCORRELATION_H

#include "core/space/among.h"
#include "core/space/standardized.h"

typedef enum CmAutocorrelation
{
	/* I = n/S0 SUM w z_r z_s / SUM z^2; above its expectation where neighbours are alike (Moran 1950; Cliff, Ord 1981) */
	CM_MORAN,
	/* C = (n - 1) SUM w (y_r - y_s)^2 / (2 S0 SUM z^2); below 1 where neighbours are alike (Geary 1954) */
	CM_GEARY,
	/* G = SUM w y_r y_s / SUM_{r<>s} y_r y_s, of values of 0 or more; above its expectation where large ones are neighbours (Getis, Ord 1992) */
	CM_GETIS_ORD
} CmAutocorrelation;

/* In order; z are (statistic - expectation) / standard deviation, p their two-sided normal probabilities. */
enum
{
	CM_AUTO_STATISTIC,
	CM_AUTO_EXPECTATION,
	/* when all permutations of the values are equally likely: exact; of 4 units or more */
	CM_AUTO_VARIANCE,
	CM_AUTO_Z,
	CM_AUTO_P,
	/* when values are independent draws from a normal distribution; not of G */
	CM_AUTO_VARIANCE_NORMALITY,
	CM_AUTO_Z_NORMALITY,
	CM_AUTO_P_NORMALITY,
	CM_AUTO_COLUMNS
};

/* Values of units, and the links among them. */
typedef struct CmAutocorrelated
{
	const CmAmong *among;
	const CmStandardized *values;
	CmWeightSums weights;
} CmAutocorrelated;

void		cm_autocorrelation(const CmAutocorrelated *a, const CmHost *host, CmAutocorrelation kind, double row[CM_AUTO_COLUMNS]);

/*
 * Two-sided, 2 (1 + least tail) / (1 + permutations), at most 1, from values that are
 * permuted at random; the n-th permutation of a seed depends on the units alone.
 */
double		cm_autocorrelation_p(const CmAutocorrelated *a, const CmHost *host, CmAutocorrelation kind, uint32_t permutations, uint64_t seed);

#endif
