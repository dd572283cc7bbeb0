/*
 * occurrences.c: which industries are present in which regions.
 */
#include "core/structure/occurrences.h"

#include "core/numeric/lq.h"

#include <math.h>
#include <string.h>

void
cm_occurrences_columns(CmOccurrences *o, const CmHost *host)
{
	CmByIndustry columns;

	cm_by_industry_open(&columns, host, o->regions, o->industries, o->row, o->industry);
	o->column = columns.start;
	o->region = columns.region;
	cm_release(host, columns.cell);
}

uint32_t
cm_occurrences_open(CmOccurrences *o, const CmHost *host, const CmTable *t,
					const CmTable *reference, bool of_firms, double threshold)
{
	const double *amount = of_firms ? t->cell.firms : t->cell.size;
	const double *total = of_firms ? t->region.firms : t->region.size;
	CmReference ref;
	uint32_t	missing = cm_reference_open(&ref, host, t, reference, false, of_firms);
	uint64_t	count = 0;
	double		industry;

	*o = (CmOccurrences) {.regions = t->regions, .industries = t->industries};
	o->row = cm_resize(host, NULL, (size_t) t->regions + 1, sizeof(uint64_t));
	o->industry = cm_resize(host, NULL, t->cells + 1, sizeof(uint32_t));
	o->row[0] = 0;
	for (uint32_t r = 0; r < t->regions; r++)
	{
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
		{
			industry = ref.mass[t->column[c]];
			if (cm_location_quotient_reaches(amount[c], total[r], industry, ref.total, threshold))
				o->industry[count++] = t->column[c];
			o->unknown |= amount[c] != 0 && isnan(amount[c] + total[r] + industry + ref.total);
		}
		o->row[r + 1] = count;
		cm_breathe_after(host, t->row[r], t->row[r + 1]);
	}
	if (o->unknown)
		memset(o->row, 0, ((size_t) t->regions + 1) * sizeof(uint64_t));
	cm_release(host, ref.mass);
	cm_occurrences_columns(o, host);
	return missing;
}

void
cm_occurrences_close(CmOccurrences *o, const CmHost *host)
{
	cm_release(host, o->row);
	cm_release(host, o->industry);
	cm_release(host, o->column);
	cm_release(host, o->region);
}

uint32_t
cm_side_present(const CmSide *side)
{
	uint32_t	count = 0;

	for (uint32_t p = 0; p < side->count; p++)
		count += cm_degree(side, p) > 0;
	return count;
}

void
cm_side_means(const CmHost *host, const CmSide *side, const double *value, double *mean)
{
	for (uint32_t p = 0; p < side->count; p++)
	{
		double		sum = 0;

		for (uint64_t k = side->start[p]; k < side->start[p + 1]; k++)
			sum += value[side->other[k]];
		mean[p] = cm_degree(side, p) == 0 ? NAN : sum / cm_degree(side, p);
		cm_breathe_after(host, side->start[p], side->start[p + 1]);
	}
}
