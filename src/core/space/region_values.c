/*
 * region_values.c: a value for every region, of one industry of a matrix.
 */
#include "core/space/region_values.h"

#include "core/numeric/lq.h"
#include "core/numeric/undefined.h"

void
cm_region_values_open(CmRegionValues *v, const CmHost *host, const CmTable *t, CmRegionValue of)
{
	v->table = t;
	v->of = of;
	cm_by_industry_open(&v->cells, host, t->regions, t->industries, t->row, t->column);
}

void
cm_region_values_close(CmRegionValues *v, const CmHost *host)
{
	cm_by_industry_close(&v->cells, host);
}

static double
value_of(const CmRegionValues *v, uint32_t region, uint32_t industry, double amount)
{
	const CmTable *t = v->table;

	switch (v->of)
	{
		case CM_REGION_LQ:
			return cm_location_quotient(amount, t->region.size[region], t->industry.size[industry], t->size);
		case CM_REGION_LOG_LQ:
			return log(cm_location_quotient(amount, t->region.size[region], t->industry.size[industry], t->size));
		case CM_REGION_SHARE:
			return cm_ratio(amount, t->region.size[region]);
		default:
			return amount;
	}
}

void
cm_region_values(const CmRegionValues *v, const CmHost *host, uint32_t industry, double *value)
{
	const CmTable *t = v->table;
	const double *amount = v->of == CM_REGION_FIRMS ? t->cell.firms : t->cell.size;

	for (uint32_t r = 0; r < t->regions; r++)
	{
		value[r] = cm_defined(value_of(v, r, industry, 0));
		cm_breathe_at(host, r);
	}
	for (uint64_t k = v->cells.start[industry]; k < v->cells.start[industry + 1]; k++)
	{
		uint32_t	r = v->cells.region[k];

		value[r] = cm_defined(value_of(v, r, industry, amount[v->cells.cell[k]]));
		cm_breathe_at(host, k);
	}
}
