/*
 * shift_share.h: growth of a region's industries, split into what they share
 * with others and what is their own.
 *
 * Notation: x amount of a cell at the base and x' at the end, X_r, X_i, X the
 * totals of its region, of its industry and of all; g = X'/X - 1, g_i, g_r and
 * g_ri growth of the whole, the industry, the region and the cell; h = X_r X_i/X
 * what the cell would have if its region were like the whole.  Unknown is NaN.
 *
 * A cell that was empty has no growth: what it gains is all regional, and none
 * of it homothetic.
 */
#ifndef CLUSTER_EXT_SHIFT_SHARE_H
#define CLUSTER_EXT_SHIFT_SHARE_H

#include "core/matrix/layers.h"

typedef enum CmShiftMethod
{
	CM_SHIFT_CLASSIC,			/* Dunn 1960 */
	CM_SHIFT_ESTEBAN,			/* Esteban-Marquillas 1972, Regional and Urban Economics 2 */
	CM_SHIFT_ARCELUS			/* Arcelus 1984, Growth and Change 15 */
} CmShiftMethod;

/* The columns of one row of shift_share, in order; those of other methods are NaN. */
enum
{
	CM_SHIFT_CHANGE,			/* x' - x */
	CM_SHIFT_NATIONAL,			/* x g */
	CM_SHIFT_MIX,				/* x (g_i - g) */
	CM_SHIFT_REGIONAL,			/* x (g_ri - g_i) = x' - x X'_i/X_i */
	/* Esteban-Marquillas: the regional component in two */
	CM_SHIFT_HOMOTHETIC,		/* h */
	CM_SHIFT_COMPETITIVE,		/* h (g_ri - g_i) */
	CM_SHIFT_ALLOCATION,		/* (x - h)(g_ri - g_i) */
	/* Arcelus: each rate times h, and times x - h */
	CM_SHIFT_NATIONAL_HOMOTHETIC,	/* of g */
	CM_SHIFT_NATIONAL_DIFFERENTIAL,
	CM_SHIFT_MIX_HOMOTHETIC,	/* of g_i - g */
	CM_SHIFT_MIX_DIFFERENTIAL,
	CM_SHIFT_REGIONAL_HOMOTHETIC,	/* of g_r - g */
	CM_SHIFT_REGIONAL_DIFFERENTIAL,
	CM_SHIFT_REGIONAL_INDUSTRY_HOMOTHETIC,	/* of (g_ri - g_r) - (g_i - g) */
	CM_SHIFT_REGIONAL_INDUSTRY_DIFFERENTIAL,
	CM_SHIFT_COLUMNS
};

/*
 * All columns of one cell.  With more than two periods each component is the
 * sum over consecutive ones (Barff, Knight 1988, Growth and Change 19), h that
 * of the first.
 *
 * A component is the difference of two gains: what x, or h, would gain at this
 * or that rate.  The gains of a cell are rounded to multiples of one power of
 * two, at most 2^-52 of the sum of the components' absolute values, for which
 * all sums of components are exact.  So those of whole numbers add up to the
 * change exactly, in any order, while that sum is below 2^52; else to within that
 * unit.  What is 0 by the formula stays 0 wherever its gains are equal.
 */
void		cm_shift_share_row(const CmLayers *p, CmShiftMethod method, uint32_t region, uint64_t cell,
							   double row[CM_SHIFT_COLUMNS]);

/* The columns of one row of shift_share_spatial, in order. */
enum
{
	CM_SPATIAL_CHANGE,
	CM_SPATIAL_NEIGHBOUR_BASE,	/* mean of the neighbours, by weight */
	CM_SPATIAL_NEIGHBOUR_FINAL,
	CM_SPATIAL_NATIONAL,		/* x g */
	CM_SPATIAL_MIX,				/* x (g_i - g) */
	CM_SPATIAL_NEIGHBOURHOOD,	/* x (n - g_i), n growth of the neighbours' industry */
	CM_SPATIAL_REGIONAL,		/* x (g_ri - n) */
	CM_SPATIAL_COLUMNS
};

/* Shift-share against neighbours (Nazara, Hewings 2004, Growth and Change 35). */
typedef struct CmSpatial
{
	const CmHost *host;
	const CmLayers *periods;	/* two of them */
	const CmTable *weights;		/* region by region */
	uint32_t   *neighbour;		/* by column of the weights: its region, or UINT32_MAX */
	double	   *base;			/* by industry: mean of the neighbours of one region */
	double	   *final;
	bool		connected;		/* has it neighbours? */
} CmSpatial;

void		cm_spatial_open(CmSpatial *s, const CmHost *host, const CmLayers *p, const CmTable *weights);
void		cm_spatial_close(CmSpatial *s, const CmHost *host);

/* Prepares the cells of a region: cost in proportion to those of its neighbours. */
void		cm_spatial_begin(CmSpatial *s, uint32_t region);

/*
 * All columns of one cell of that region; adds up as above.  The last two are
 * undefined for x > 0 if the neighbours had nothing.
 */
void		cm_spatial_row(const CmSpatial *s, uint32_t region, uint64_t cell, double row[CM_SPATIAL_COLUMNS]);

#endif
