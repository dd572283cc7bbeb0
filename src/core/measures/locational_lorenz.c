/*
 * locational_lorenz.c: the Lorenz curve of an industry over regions.
 */
#include "core/measures/locational_lorenz.h"

#include "core/measures/disproportionality.h"
#include "core/numeric/lorenz.h"
#include "core/numeric/sort.h"

#include <math.h>

/* By location quotient; its logarithm is known where the quotient is out of range. */
static int
by_lq(const void *a, const void *b)
{
	const CmShare *x = a,
			   *y = b;

	if (x->log_ratio != y->log_ratio)
		return x->log_ratio > y->log_ratio ? 1 : -1;
	return (x->place > y->place) - (x->place < y->place);
}

/* Shares of all regions with weight, in order; returns how many. */
static uint32_t
order_regions(const CmConcentration *c, uint32_t present, CmShare *share)
{
	uint32_t	kept = 0;

	for (uint32_t r = 0; r < c->table->regions; r++)
		share[r] = (CmShare) {0, c->reference.mass[r] / c->reference.total, -INFINITY, r};
	for (uint32_t k = 0; k < present; k++)
		share[c->scratch[k].place] = c->scratch[k];
	for (uint32_t r = 0; r < c->table->regions; r++)
		if (c->reference.mass[r] > 0)
			share[kept++] = share[r];
	cm_sort(c->host, share, kept, sizeof(CmShare), by_lq);
	return kept;
}

uint32_t
cm_locational_lorenz(const CmConcentration *c, uint32_t industry, uint32_t points, CmLocationalStep *step, double *gini)
{
	CmShare    *share = cm_resize(c->host, NULL, (size_t) c->table->regions + 1, sizeof(CmShare));
	double		absent,
				weight = 0,
				amount = 0;
	uint32_t	present = cm_concentration_shares(c, industry, c->scratch, &absent);
	uint32_t	regions,
				count = 0;
	CmThinning	thinning;
	CmUnevenness u;

	cm_unevenness(c->host, c->scratch, present, absent, true, &u);
	*gini = u.gini;
	/* No curve of nothing, nor of what is unknown. */
	regions = present == 0 || isnan(u.gini) ? 0 : order_regions(c, present, share);
	thinning = cm_thinning(regions, points);
	for (uint32_t k = 0; k < regions; k++)
	{
		bool		last = k + 1 == regions;

		weight += share[k].weight;
		amount += share[k].share;
		if (last || cm_thinning_keeps(&thinning, weight, amount))
			step[count++] = (CmLocationalStep) {share[k].place, cm_share_ratio(&share[k]), last ? 1 : fmin(1, weight), last ? 1 : fmin(1, amount)};
		cm_breathe_at(c->host, k);
	}
	cm_release(c->host, share);
	return count;
}
