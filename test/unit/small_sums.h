/*
 * small_sums.h: sums of small tables whose sides are lists of parents, for tests.
 */
#ifndef CLUSTER_EXT_SMALL_SUMS_H
#define CLUSTER_EXT_SMALL_SUMS_H

#include "host.h"

#include "core/disclosure/sums.h"

#define SMALL_SIDE 16

/* Cells in the order of regions, then industries: their nodes, and where the core has them. */
typedef struct SmallCells
{
	uint32_t	count;
	uint32_t	region[SMALL_SIDE * SMALL_SIDE];
	uint32_t	industry[SMALL_SIDE * SMALL_SIDE];
	uint32_t	place[SMALL_SIDE * SMALL_SIDE];
} SmallCells;

/*
 * Opens the sums of the cells that are there, `stride` apart from one region to the next.  A side is the parents of its
 * nodes, -1 for none; labels are 'a' and so on.
 */
extern void test_open_sums(CmSums *sums, SmallCells *cells, const int *const parent[2], const int count[2], const bool *is_there, int stride);

#endif
