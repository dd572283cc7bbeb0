/*
 * columns.h: numbers of units, in a unit and a place where sums lose nothing.
 *
 * Sums are exact sums of terms that depend on one row alone, so that the order
 * of rows does not matter.  NaN is a missing number; all others are finite.
 */
#ifndef CLUSTER_EXT_COLUMNS_H
#define CLUSTER_EXT_COLUMNS_H

#include "core/numeric/exact.h"

/* A table of numbers, row by row. */
typedef struct CmNumbers
{
	const double *number;
	size_t		rows;
	size_t		columns;
} CmNumbers;

/* Sums that are exact until they are read: cm_tails_add adds to them. */
void		cm_column_sums_open(CmTails *sums, const CmHost *host, size_t count);
void		cm_column_sums_close(CmTails *sums, const CmHost *host);
double		cm_sum_of(const CmTails *sums, size_t which);

/* sum a b of two columns, or of one with itself, by means of sum 0 */
double		cm_sum_of_products(const CmHost *host, CmTails *sum, const double *a, const double *b, size_t rows);

/* Takes the mean of what is known, which is the result, off a column in place, by means of sum 0. */
double		cm_center(const CmHost *host, CmTails *sum, double *x, size_t rows);

/* Least and largest of what is known; false if nothing is. */
bool		cm_range(const double *x, size_t rows, double *least, double *most);

/* Multiplied by 2^result, the larger of two numbers is between 1/2 and 1 (or 0). */
int			cm_shift(double a, double b);

/* The rows without a missing number, column by column, each in a unit in which its largest is between 1/2 and 1. */
typedef struct CmUnits
{
	const CmHost *host;
	size_t		rows;
	size_t		columns;
	size_t	   *row;			/* where they come from */
	double	   *x;
	double	   *least;			/* of each column */
	double	   *most;
	size_t		varying;		/* columns of which these differ */
	CmTails		sum;
} CmUnits;

static inline double *
cm_column(const CmUnits *c, size_t k)
{
	return c->x + k * c->rows;
}

static inline bool
cm_varies(const CmUnits *c, size_t k)
{
	return c->least[k] < c->most[k];
}

void		cm_units_open(CmUnits *c, const CmHost *host, const CmNumbers *n);
void		cm_units_close(CmUnits *c);

#endif
