/*
 * plain_table.h: small tables with two hierarchies, and what their sums tell by dense matrices.
 */
#ifndef CLUSTER_EXT_TEST_PLAIN_TABLE_H
#define CLUSTER_EXT_TEST_PLAIN_TABLE_H

#include "small_sums.h"

/* Labels of a side are 'a' and so on. */
enum {SIDE = 9, CELLS = SIDE * SIDE, EQUATIONS = 4, ROWS = 2 * CELLS + CELLS + EQUATIONS};

/* A table in words of its own: a parent is a place before its parts, -1 for none. */
typedef struct Plain
{
	int			count[2];		/* regions, industries */
	int			parent[2][SIDE];
	bool		is_there[SIDE][SIDE];
	bool		is_hidden[SIDE][SIDE];
	int			value[SIDE][SIDE];
	int			equations;		/* more of them, over cells, each divided by 8 */
	int			times[EQUATIONS][SIDE][SIDE];
} Plain;

/* A table of random sides of up to three levels, now and then flat, or of parts without a whole; without some cells. */
extern void plain_draw(Plain *p);

/* The same, complete; values of all cells are sums of random ones, from `least` on, of those without parts. */
extern void plain_draw_complete(Plain *p, int least);

/* A total with its parts on both sides, nothing hidden. */
extern Plain plain_flat(int regions, int industries);

/* Is a node part of another one, or the same? */
extern bool plain_is_within(const Plain *p, int side, int node, int whole);

/* The table as the core has it, and the cell of each pair of labels that is there. */
extern void plain_open(const Plain *p, CmSums *sums, int cell_of[SIDE][SIDE]);

/* Dense matrices modulo a prime that is not the one of the core. */
#define PLAIN_PRIME INT64_C(998244353)

typedef struct Dense
{
	int			rows;
	int			columns;
	int64_t		entry[ROWS][CELLS];
} Dense;

extern int64_t dense_inverse(int64_t a);

/* Reduces rows to those that begin with a 1 that is alone in its column. */
extern void dense_reduce(Dense *m);

/* A row of 0. */
extern int64_t *dense_add(Dense *m);

/* Of a reduced matrix: is an unknown told, which is a row of its own? */
extern bool dense_tells(const Dense *m, int unknown);

/* Of a reduced matrix: does it tell another one as soon as one is known? */
extern bool dense_bonds(const Dense *m, int unknown, int other);

/* All sums and equations over hidden cells, reduced; -1 for the unknown of other cells. */
extern void plain_write(const Plain *p, Dense *m, int unknown_of[SIDE][SIDE]);

#endif
