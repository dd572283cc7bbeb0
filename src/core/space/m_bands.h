/*
 * m_bands.h: M of each industry against what chance makes of it.
 *
 * Bands are those of curves in standard deviations from their mean, which change
 * slowly with the number of firms: few numbers of firms serve for all
 * (cm_null_node), and an industry's own mean and deviation lead back.  Up to
 * CM_NULL_GAUSSIAN_FROM firms curves are drawn, from there on they are a Gaussian
 * field with the exact covariance.  Where M is undefined, drawn or observed, a
 * curve counts as if it had its mean.
 *
 * Weighted, mean and deviation are those of the draws; the latter in proportion to
 * that of a mean of n firms of N, (1/n - 1/N)^(1/2), if drawn of another number.
 */
#ifndef CLUSTER_EXT_M_BANDS_H
#define CLUSTER_EXT_M_BANDS_H

#include "core/space/m_function.h"

enum
{
	CM_M_EXPECTED,
	CM_M_DEVIATION,
	CM_M_LOCAL_LOWER,
	CM_M_LOCAL_UPPER,
	CM_M_GLOBAL_LOWER,
	CM_M_GLOBAL_UPPER,
	CM_M_COLUMNS
};

typedef struct CmMBands
{
	double	   *value;			/* sectors x radii x CM_M_COLUMNS; NaN where M is undefined */
	double	   *p;				/* of each sector, by extreme rank length; NaN where M is undefined everywhere */
	double	   *adjusted;		/* Benjamini, Hochberg 1995, over the sectors */
	bool	   *gaussian;		/* no draws */
} CmMBands;

/* Of a function with draws. */
void		cm_m_bands_open(CmMBands *b, const CmHost *host, const CmMFunction *f);
void		cm_m_bands_close(CmMBands *b, const CmHost *host);

/*
 * What an industry is by its global bands: 1 above at some radius, else -1 below at
 * some, else 0.  Each side leaves 1 - level to chance, so nothing is seen where p is
 * above twice that: few firms have few different curves, between which bands may lie.
 */
int			cm_m_kind(const CmMBands *b, const CmMFunction *f, uint32_t sector);

/* The radius where M is highest, the first of them; UINT32_MAX: it is undefined everywhere. */
uint32_t	cm_m_peak(const CmMFunction *f, uint32_t sector);

#endif
