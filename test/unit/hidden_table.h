/*
 * hidden_table.h: small tables with hidden cells, for tests.
 */
#ifndef CLUSTER_EXT_HIDDEN_TABLE_H
#define CLUSTER_EXT_HIDDEN_TABLE_H

#include "small_sums.h"

#define TABLE_SIDE SMALL_SIDE

/* A side is the parents of its nodes, which come before them; -1 for none. */
typedef struct HiddenTable
{
	int			count[2];
	int			parent[2][TABLE_SIDE];
	bool		there[TABLE_SIDE][TABLE_SIDE];
	bool		hidden[TABLE_SIDE][TABLE_SIDE];
	double		value[TABLE_SIDE][TABLE_SIDE];
	double		least[TABLE_SIDE][TABLE_SIDE];
	double		most[TABLE_SIDE][TABLE_SIDE];
} HiddenTable;

/* The same by its cells. */
typedef struct HiddenCells
{
	CmSums		sums;
	uint32_t	at[TABLE_SIDE][TABLE_SIDE];
	uint8_t    *hidden;
	double	   *value;
	double	   *least;
	double	   *most;
} HiddenCells;

extern void test_open_cells(HiddenCells *c, const HiddenTable *t);
extern void test_close_cells(HiddenCells *c);

/* A table that adds up, of chance: up to three levels a side, some without totals; some cells left out that sums do not need; bounds if asked for. */
extern void test_random_table(HiddenTable *t, uint64_t nodes, bool whole_numbers, bool bounds);

#endif
