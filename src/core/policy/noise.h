/*
 * noise.h: how much the sizes of cells move although nothing changes.
 *
 * A cell of N effective firms that grows as its industry does elsewhere is found
 * after some years at mu (1 + e), with var(e) = phi/N + a2: phi is the turnover
 * of single firms, a2 what all firms of a cell share.  Both are fitted to the
 * panel: windows of `years` years that end at or before a year, cells sorted by
 * N in 24 groups, the largest 2 % of each left out, weighted least squares.
 */
#ifndef CLUSTER_EXT_NOISE_H
#define CLUSTER_EXT_NOISE_H

#include "core/policy/panel.h"

typedef struct CmNoise
{
	double		phi;
	double		a2;
	bool		estimated;		/* else there was too little, and they are those of other registers */
	uint64_t	cells;			/* that they rest on, one for each window */
	int			groups;
	int			windows;
} CmNoise;

/* Cost: that of sorting the cells of all windows. */
CmNoise		cm_noise(const CmPanel *panel, int32_t year, int32_t years);

/* Is every firm of a matrix of size 1, so that its sizes are numbers of plants? */
bool		cm_counts_plants(const CmTable *table, const CmHost *host);

/* Effective firms of a pair in a year of the base measure: plants, where that counts them; NaN unknown. */
double		cm_firms_behind(const CmPanel *panel, int32_t year, uint64_t pair);

#endif
