/*
 * elimination.h: sparse systems of equations SUM coefficient * unknown = 0, modulo CM_PRIME.
 *
 * Gaussian elimination that takes next the unknown in fewest rows, and of these
 * the shortest (Markowitz 1957): the sums of tables stay sparse so.
 */
#ifndef CLUSTER_EXT_ELIMINATION_H
#define CLUSTER_EXT_ELIMINATION_H

#include "core/host.h"

/* A row: entries from `at` on in `unknown` and `coefficient`, ascending by unknown. */
typedef struct CmPivotRow
{
	uint64_t	at;
	uint32_t	length;
	uint32_t	pivot;			/* the unknown that it tells, or CM_NO_UNKNOWN */
} CmPivotRow;

#define CM_NO_UNKNOWN UINT32_MAX

/* A row in which an unknown has been since it began; and the next such one. */
typedef struct CmOccurrence
{
	uint32_t	row;
	uint32_t	next;
} CmOccurrence;

typedef struct CmElimination
{
	const CmHost *host;
	uint32_t	unknowns;
	uint32_t	rows;
	uint32_t	row_capacity;
	CmPivotRow *row;

	/* Entries of all rows; what is no more is left behind until there is no room. */
	uint64_t	used;
	uint64_t	capacity;
	uint64_t	live;
	uint32_t   *unknown;
	uint64_t   *coefficient;

	/* Of each unknown: in how many rows it is that are still to be used, and which. */
	uint32_t   *rows_of;
	uint32_t   *first;
	CmOccurrence *occurrence;
	uint32_t	occurrences;
	uint32_t	occurrence_capacity;

	uint32_t	last;			/* for the caller to set: unknowns from here on are told after all others, in their order; else UINT32_MAX */

	/* Unknowns by the number of their rows: lists of both directions. */
	uint32_t   *head;
	uint32_t   *after;
	uint32_t   *before;
	uint32_t	least;

	/* Rows of one entry that are to be used first; rows that were used, in order. */
	uint32_t   *single;
	uint32_t	singles;
	uint32_t   *order;
	uint32_t	ordered;
} CmElimination;

void		cm_elimination_open(CmElimination *e, const CmHost *host, uint32_t unknowns);
void		cm_elimination_close(CmElimination *e);

/* A row; unknowns ascend and coefficients are not 0. */
void		cm_elimination_add(CmElimination *e, const uint32_t *unknown, const uint64_t *coefficient, uint32_t length);

/* After the last row. */
void		cm_elimination_run(CmElimination *e);

/* A solution: what no row tells keeps the value that it has in `value`. */
void		cm_elimination_solve(const CmElimination *e, uint64_t *value);

#endif
