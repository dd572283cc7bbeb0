/*
 * columns.c: numbers of units, in a unit and a place where sums lose nothing.
 */
#include "core/composite/columns.h"

#include <math.h>

void
cm_column_sums_open(CmTails *sums, const CmHost *host, size_t count)
{
	*sums = (CmTails) {0};
	cm_tails_reserve(sums, host, count);
}

void
cm_column_sums_close(CmTails *sums, const CmHost *host)
{
	for (int i = 0; i < sums->levels; i++)
		cm_release(host, sums->level[i]);
	cm_release(host, sums->level);
}

double
cm_sum_of(const CmTails *sums, size_t which)
{
	CmExact		x;

	x.parts = 0;
	cm_tails_collect(sums, which, &x);
	return cm_exact_round(&x);
}

double
cm_sum_of_products(const CmHost *host, CmTails *sum, const double *a, const double *b, size_t rows)
{
	cm_tails_clear(sum, 0);
	for (size_t u = 0; u < rows; u++)
	{
		cm_tails_add(sum, host, 0, a[u] * b[u]);
		cm_breathe_at(host, u);
	}
	return cm_sum_of(sum, 0);
}

double
cm_center(const CmHost *host, CmTails *sum, double *x, size_t rows)
{
	size_t		known = 0;
	double		mean;

	cm_tails_clear(sum, 0);
	for (size_t u = 0; u < rows; u++)
	{
		if (!isnan(x[u]))
			cm_tails_add(sum, host, 0, x[u]);
		known += !isnan(x[u]);
		cm_breathe_at(host, u);
	}
	mean = cm_sum_of(sum, 0) / (double) known;
	for (size_t u = 0; u < rows; u++)
		x[u] -= mean;
	return mean;
}

bool
cm_range(const double *x, size_t rows, double *least, double *most)
{
	*least = INFINITY;
	*most = -INFINITY;
	for (size_t u = 0; u < rows; u++)
		if (!isnan(x[u]))
		{
			*least = fmin(*least, x[u]);
			*most = fmax(*most, x[u]);
		}
	return *least <= *most;
}

int
cm_shift(double a, double b)
{
	int			exponent;

	frexp(fmax(fabs(a), fabs(b)), &exponent);
	return -exponent;
}

/* Tables without gaps ---------------------------------------------------- */

static bool
is_complete(const CmNumbers *n, size_t row)
{
	for (size_t k = 0; k < n->columns; k++)
		if (isnan(n->number[row * n->columns + k]))
			return false;
	return true;
}

static void
fill_column(CmUnits *c, const CmNumbers *n, size_t k)
{
	double	   *x = cm_column(c, k);
	int			shift;

	for (size_t u = 0; u < c->rows; u++)
	{
		x[u] = n->number[c->row[u] * n->columns + k];
		cm_breathe_at(c->host, u);
	}
	cm_range(x, c->rows, &c->least[k], &c->most[k]);
	shift = cm_shift(c->least[k], c->most[k]);
	for (size_t u = 0; u < c->rows; u++)
		x[u] = ldexp(x[u], shift);
	c->least[k] = ldexp(c->least[k], shift);
	c->most[k] = ldexp(c->most[k], shift);
	c->varying += cm_varies(c, k);
}

void
cm_units_open(CmUnits *c, const CmHost *host, const CmNumbers *n)
{
	*c = (CmUnits) {.host = host, .columns = n->columns};
	cm_column_sums_open(&c->sum, host, 1);
	c->row = cm_resize(host, NULL, n->rows + 1, sizeof(size_t));
	for (size_t u = 0; u < n->rows; u++)
	{
		if (is_complete(n, u))
			c->row[c->rows++] = u;
		cm_breathe_at(host, u);
	}
	c->x = cm_resize(host, NULL, c->rows * c->columns + 1, sizeof(double));
	c->least = cm_resize(host, NULL, 2 * c->columns + 1, sizeof(double));
	c->most = c->least + c->columns;
	for (size_t k = 0; k < c->columns && c->rows > 0; k++)
		fill_column(c, n, k);
}

void
cm_units_close(CmUnits *c)
{
	cm_column_sums_close(&c->sum, c->host);
	cm_release(c->host, c->row);
	cm_release(c->host, c->x);
	cm_release(c->host, c->least);
}
