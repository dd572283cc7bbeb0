/*
 * sums.h: a table to be published, as its cells and what they add up to.
 *
 * A cell is a region and an industry, each at any level.  It is part of at most two
 * others: the same industry in a region above, and an industry above in the
 * same region, the nearest of which there is a cell.  The parts of a cell along one side
 * add up to it.  Cells that are not in the table are 0, or known by their parts.
 */
#ifndef CLUSTER_EXT_SUMS_H
#define CLUSTER_EXT_SUMS_H

#include "core/disclosure/tree.h"

#define CM_NO_CELL UINT32_MAX

/* Edges of subtables are four a cell, at most, and have numbers of 32 bits. */
#define CM_SUMS_CELLS_MOST (UINT32_MAX / 4)

typedef struct CmSums
{
	CmTree		region;
	CmTree		industry;
	uint32_t	cells;
	uint32_t   *region_of;		/* node of each cell; cells ascend by region, then industry */
	uint32_t   *industry_of;
	uint32_t   *row;			/* first cell of each region; one more than regions */
	uint32_t   *above_region;	/* cell of the nearest region above, or CM_NO_CELL */
	uint32_t   *above_industry; /* cell of the nearest industry above, or CM_NO_CELL */
} CmSums;

/*
 * The table of cells that are given by labels, in any order; trees are handed
 * over.  `place` gets the cell of each.  False if two have the same labels, of which
 * `twice` tells the second.
 */
bool		cm_sums_open(CmSums *sums, const CmHost *host, const CmTree *region, const CmTree *industry, const uint32_t *region_of,
						 const uint32_t *industry_of, uint32_t cells, uint32_t *place, uint32_t *twice);

/* The cell of two nodes, or CM_NO_CELL. */
uint32_t	cm_sums_cell(const CmSums *sums, uint32_t region, uint32_t industry);

/*
 * Do parts add up?  The first cell, or CM_NO_CELL, that is more than a billionth off the sum of its
 * parts along a side, where it has any; `of_regions` tells the side.  Values that are NaN are not compared.
 */
uint32_t	cm_sums_fault(const CmSums *sums, const CmHost *host, const double *value, bool *of_regions);

void		cm_sums_close(CmSums *sums, const CmHost *host);

#endif
