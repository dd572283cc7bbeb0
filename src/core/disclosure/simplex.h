/*
 * simplex.h: variables within bounds that depend on each other, and how far each can go.
 */
#ifndef CLUSTER_EXT_SIMPLEX_H
#define CLUSTER_EXT_SIMPLEX_H

#include "core/host.h"

typedef struct CmVariable
{
	double		low;
	double		high;
	double		start;			/* with the others' it keeps what they depend on */
	double		value;
	double		least;			/* of the values that it has had */
	double		most;
} CmVariable;

/* Differences of the variables of rows from their start are sums of those of columns. */
typedef struct CmSimplex
{
	const CmHost *host;
	uint32_t	variables;
	CmVariable *variable;
	uint32_t	rows;
	uint32_t	columns;
	double	   *factor;			/* of each column in each row */
	uint32_t   *in_row;			/* variable of each row */
	uint32_t   *in_column;
	uint32_t   *place;			/* row of each variable, or rows + column */
	uint32_t   *entry;			/* columns of a row that are not 0 */
	uint64_t	work;			/* so many numbers may still be computed; 0: enough */
	uint32_t	turns;			/* since values were computed anew */
} CmSimplex;

/*
 * From equations: rows of coefficients by variable, which are used up; the sum of each is to
 * stay what it is at the start.  Variables are filled.
 */
void		cm_simplex_open(CmSimplex *s, const CmHost *host, CmVariable *variable, uint32_t variables, double *coefficient, uint32_t equations,
							uint64_t work);
void		cm_simplex_close(CmSimplex *s);

/* How far a variable gets upwards or downwards, no farther than a bound that holds anyway; NaN if work runs out before. */
double		cm_simplex_reach(CmSimplex *s, uint32_t variable, bool rise, double bound);

#endif
