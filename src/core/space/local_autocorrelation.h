/*
 * local_autocorrelation.h: where is what is near alike?
 *
 * Of n units: z_r = (y_r - mean)/s, s^2 = SUM (y - mean)^2 / n; W_r = SUM_s w_rs, W2_r = SUM_s w_rs^2, s <> r.
 * Undefined is NaN: everything where all values are equal.
 */
#ifndef CLUSTER_EXT_LOCAL_AUTOCORRELATION_H
#define CLUSTER_EXT_LOCAL_AUTOCORRELATION_H

#include "core/space/among.h"
#include "core/space/standardized.h"

/*
 * Local Moran: I_r = z_r SUM w_rs z_s (Anselin 1995, Geographical Analysis 27).
 * Gi and Gi*: the share of all values that is near, without the unit itself or with
 * it (Getis, Ord 1992; Ord, Getis 1995, Geographical Analysis 24, 27).
 */
typedef enum CmLocalKind
{
	CM_LOCAL_MORAN,
	CM_LOCAL_GI,
	CM_LOCAL_GI_STAR
} CmLocalKind;

/* The columns of local Moran. */
enum
{
	CM_LOCAL_MORAN_Z,
	/* SUM w_rs z_s; undefined without neighbours, and so is all that follows */
	CM_LOCAL_MORAN_LAG,
	CM_LOCAL_MORAN_STATISTIC,
	/* when y_r stays and all permutations of the other values are equally likely: exact (Sokal, Oden, Thomson 1998) */
	CM_LOCAL_MORAN_EXPECTATION,
	CM_LOCAL_MORAN_VARIANCE,
	CM_LOCAL_MORAN_Z_SCORE,
	CM_LOCAL_MORAN_COLUMNS
};

/* The columns of Gi and Gi*. */
enum
{
	/* SUM w_rs y_s / SUM y_s; like expectation and variance undefined if a value is below 0, or none above */
	CM_LOCAL_G_STATISTIC,
	/* as above; of Gi* when all permutations of all values are equally likely */
	CM_LOCAL_G_EXPECTATION,
	CM_LOCAL_G_VARIANCE,
	/* (lag - expected)/deviation, above 0 where large values are near: of values of any sign */
	CM_LOCAL_G_Z_SCORE,
	CM_LOCAL_G_COLUMNS
};

typedef struct CmLocal
{
	const CmHost *host;
	const CmAmong *among;
	const CmStandardized *values;
	double	   *lag;			/* SUM w z; NaN without neighbours */
	double	   *weight;			/* W */
	double	   *squares;		/* W2 */
	double		total;			/* SUM y */
} CmLocal;

void		cm_local_open(CmLocal *l, const CmHost *host, const CmAmong *among, const CmStandardized *values);
void		cm_local_close(CmLocal *l, const CmHost *host);

/* A unit that is used; s^2 with n - 1 if it is that of a sample. */
void		cm_local_moran(const CmLocal *l, uint32_t unit, bool sample, double row[CM_LOCAL_MORAN_COLUMNS]);

/*
 * For Gi* a unit without a link to itself has one of the mean weight of its
 * others, and of 1 if there are none.
 */
void		cm_local_getis_ord(const CmLocal *l, uint32_t unit, bool star, double row[CM_LOCAL_G_COLUMNS]);

/* Two-sided normal probabilities of the z-scores of all units. */
void		cm_local_p(const CmLocal *l, CmLocalKind kind, double *p);

/* The same from values of the others that are permuted at random (conditional.h), which of Gi* are those of Gi. */
void		cm_local_permutation_p(const CmLocal *l, CmLocalKind kind, uint32_t permutations, uint64_t seed, double *p);

/* 'high-high', 'low-high', ... of a value and its neighbours; NULL if one of them is the mean, or undefined. */
const char *cm_local_quadrant(double z, double lag);

#endif
