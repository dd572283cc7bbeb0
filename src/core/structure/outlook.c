/*
 * outlook.c: what a region that lacks industries could gain from them.
 */
#include "core/structure/outlook.h"

#include <math.h>

void
cm_outlook_add(const CmOccurrences *o, uint32_t industry, const double *density, double pci, double *outlook)
{
	uint64_t	next = o->column[industry];

	if (isnan(pci))
		return;
	for (uint32_t r = 0; r < o->regions; r++)
		if (!cm_is_next(o, industry, &next, r) && !isnan(density[r]))
			outlook[r] += density[r] * pci;
}

void
cm_opportunity_worth(const double *pci, const double *sum, uint32_t industries, double *worth)
{
	for (uint32_t j = 0; j < industries; j++)
		worth[j] = isnan(pci[j]) || sum[j] == 0 ? 0 : pci[j] / sum[j];
}

double
cm_opportunity_all(const double *phi, const double *worth, uint32_t industries)
{
	double		all = 0;

	for (uint32_t j = 0; j < industries; j++)
		all += phi[j] * worth[j];
	return all;
}

double
cm_opportunity_gain_of(const CmOccurrences *o, const double *phi, const double *worth, double all, uint32_t region)
{
	double		here = 0;

	for (uint64_t k = o->row[region]; k < o->row[region + 1]; k++)
		here += phi[o->industry[k]] * worth[o->industry[k]];
	return all - here;
}
