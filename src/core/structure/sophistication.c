/*
 * sophistication.c: how rich the regions are where industries are.
 */
#include "core/structure/sophistication.h"

#include <math.h>
#include <string.h>

/* A cell's share of its region. */
static double
share(const CmTable *t, bool of_firms, uint32_t region, uint64_t cell)
{
	return of_firms ? t->cell.firms[cell] / t->region.firms[region] : t->cell.size[cell] / t->region.size[region];
}

/* Does a region have a figure, and anything that it could be the mean of? */
static bool
counts(const CmTable *t, bool of_firms, uint32_t region, const double *figure)
{
	return !isnan(figure[region]) && (of_firms ? t->region.firms[region] : t->region.size[region]) != 0;
}

void
cm_prody(const CmHost *host, const CmTable *t, bool of_firms, const double *figure, double *prody)
{
	double	   *sum = cm_zeros(host, (size_t) t->industries + 1, sizeof(double));

	memset(prody, 0, (size_t) t->industries * sizeof(double));
	for (uint32_t r = 0; r < t->regions; r++)
	{
		for (uint64_t c = t->row[r]; c < t->row[r + 1] && counts(t, of_firms, r, figure); c++)
			sum[t->column[c]] += share(t, of_firms, r, c);
		cm_breathe_after(host, t->row[r], t->row[r + 1]);
	}
	/* Divided by their sum first, the weights make no figure overflow. */
	for (uint32_t r = 0; r < t->regions; r++)
	{
		for (uint64_t c = t->row[r]; c < t->row[r + 1] && counts(t, of_firms, r, figure); c++)
			if (sum[t->column[c]] != 0)
				prody[t->column[c]] += share(t, of_firms, r, c) / sum[t->column[c]] * figure[r];
		cm_breathe_after(host, t->row[r], t->row[r + 1]);
	}
	for (uint32_t i = 0; i < t->industries; i++)
		if (!(sum[i] > 0))
			prody[i] = NAN;
	cm_release(host, sum);
}

double
cm_expy(const CmTable *t, bool of_firms, uint32_t region, const double *prody, double *coverage)
{
	double		covered = 0,
				sum = 0;

	for (uint64_t c = t->row[region]; c < t->row[region + 1]; c++)
		if (!isnan(prody[t->column[c]]))
			covered += share(t, of_firms, region, c);
	for (uint64_t c = t->row[region]; c < t->row[region + 1]; c++)
		if (!isnan(prody[t->column[c]]))
			sum += share(t, of_firms, region, c) / covered * prody[t->column[c]];
	*coverage = covered;
	return covered > 0 ? sum : NAN;
}
