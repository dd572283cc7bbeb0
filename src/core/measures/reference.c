/*
 * reference.c: what regions or industries weigh.
 */
#include "core/measures/reference.h"

#include "core/numeric/undefined.h"

#include <math.h>
#include <string.h>

static const double *
margin_of(const CmTable *t, bool of_regions, bool of_firms)
{
	const CmColumns *columns = of_regions ? &t->region : &t->industry;

	return of_firms ? columns->firms : columns->size;
}

uint32_t
cm_reference_open(CmReference *ref, const CmHost *host, const CmTable *t,
				  const CmTable *reference, bool of_regions, bool of_firms)
{
	const CmTable *from = reference == NULL ? t : reference;
	const double *mass = margin_of(from, of_regions, of_firms);
	const double *amount = margin_of(t, of_regions, of_firms);
	const CmText *label = of_regions ? t->region_label : t->industry_label;
	const CmText *from_label = of_regions ? from->region_label : from->industry_label;
	uint32_t	count = of_regions ? t->regions : t->industries;
	uint32_t	from_count = of_regions ? from->regions : from->industries;
	uint32_t	missing = UINT32_MAX;

	memset(ref, 0, sizeof(*ref));
	ref->total = of_firms ? from->firms : from->size;
	for (uint32_t k = 0; k < from_count; k++)
	{
		double		share = mass[k] / ref->total;

		ref->places += mass[k] != 0;
		ref->d2 += share * share;
		ref->d3 += share * share * share;
		ref->one_less_d2 += share * (1 - share);
	}
	ref->mass = cm_resize(host, NULL, (size_t) count + 1, sizeof(double));
	for (uint32_t k = 0; k < count; k++)
	{
		uint32_t	place = from == t ? k : cm_label_place(from_label, from_count, label[k]);

		cm_breathe_at(host, k);
		ref->mass[k] = place == UINT32_MAX ? 0 : mass[place];
		/* An unknown amount is some: known cells may be part of it. */
		if (amount[k] != 0 && ref->mass[k] == 0 && missing == UINT32_MAX)
			missing = k;
	}
	return missing;
}

double
cm_absent_weight(const CmReference *ref, const CmShare *shares, uint32_t count)
{
	double		present = 0;

	if (count == ref->places)
		return 0;
	for (uint32_t k = 0; k < count; k++)
		present += shares[k].weight;
	/* There are places left, however little they weigh. */
	return present < 1 ? 1 - present : 1e-300;
}
