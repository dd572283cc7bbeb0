/*
 * coagglomeration.c: industries that are where other industries are.
 */
#include "core/measures/coagglomeration.h"
#include "core/numeric/undefined.h"

#include <math.h>
#include <string.h>

uint32_t
cm_coagglomeration_open(CmCoagglomeration *c, const CmHost *host, const CmTable *t,
						const CmTable *reference, bool of_firms)
{
	uint32_t	missing = cm_concentration_open(&c->base, host, t, reference, of_firms);

	cm_by_industry_open(&c->by_industry, host, t->regions, t->industries, t->row, t->column);
	c->weighted = cm_zeros(host, (size_t) t->industries + 1, sizeof(double));
	c->pairs = cm_zeros(host, (size_t) t->industries + 1, sizeof(double));
	c->product = cm_zeros(host, (size_t) t->industries + 1, sizeof(double));
	c->meetings = cm_zeros(host, (size_t) t->industries + 1, sizeof(double));
	for (uint32_t r = 0; r < t->regions; r++)
		for (uint64_t k = t->row[r]; k < t->row[r + 1]; k++)
		{
			uint32_t	i = t->column[k];
			double		n = t->cell.firms[k];

			cm_breathe_at(host, k);
			c->weighted[i] += c->base.amount[k] / cm_concentration_total(&c->base, i) *
				(c->base.reference.mass[r] / c->base.reference.total);
			c->pairs[i] += n * (n - 1);
		}
	return missing;
}

void
cm_coagglomeration_begin(CmCoagglomeration *c, uint32_t a)
{
	const CmConcentration *base = &c->base;
	const CmTable *t = base->table;
	double		total = cm_concentration_total(base, a);

	memset(c->product, 0, t->industries * sizeof(double));
	memset(c->meetings, 0, t->industries * sizeof(double));
	for (uint64_t k = c->by_industry.start[a]; k < c->by_industry.start[a + 1]; k++)
	{
		uint64_t	own = c->by_industry.cell[k];
		double		share = base->amount[own] / total;

		/* The cells of a region are sorted by industry: those after this one follow it. */
		for (uint64_t other = own + 1; other < t->row[c->by_industry.region[k] + 1]; other++)
		{
			c->product[t->column[other]] += share * base->amount[other];
			c->meetings[t->column[other]] += t->cell.firms[own] * t->cell.firms[other];
		}
		cm_breathe(base->host);
	}
}

void
cm_coagglomeration_row(const CmCoagglomeration *c, uint32_t a, uint32_t b,
					   double row[CM_COAGGLOMERATION_COLUMNS])
{
	const CmReference *ref = &c->base.reference;
	const double *firms = c->base.table->industry.firms;
	double		n = firms[a] + firms[b];
	double		same = c->pairs[a] + c->pairs[b] + 2 * c->meetings[b];
	double		both = c->product[b] / cm_concentration_total(&c->base, b);

	row[CM_COAGGLOMERATION_GAMMA] = ref->places < 2 ? NAN :
		(both - c->weighted[a] - c->weighted[b] + ref->d2) / ref->one_less_d2;
	row[CM_COAGGLOMERATION_COLOCATION] = c->meetings[b] / (firms[a] * firms[b]);
	row[CM_COAGGLOMERATION_EXCESS] = row[CM_COAGGLOMERATION_COLOCATION] - same / (n * (n - 1));
	cm_define_row(row, CM_COAGGLOMERATION_COLUMNS);
}

/* sum (s_r - x_r)^2 of an industry, or of a group given by its shares of all regions. */
static double
raw_concentration(const CmConcentration *c, const double *share)
{
	const CmReference *ref = &c->reference;
	double		g = 0,
				present = 0;

	for (uint32_t r = 0; r < c->table->regions; r++)
	{
		double		weight = ref->mass[r] / ref->total;

		g += (share[r] - weight) * (share[r] - weight);
		present += weight * weight;
	}
	return g + fmax(0, ref->d2 - present);
}

double
cm_group_coagglomeration(const CmConcentration *c, const CmHost *host, const bool *member)
{
	const CmTable *t = c->table;
	double	   *group = cm_zeros(host, (size_t) t->regions + 1, sizeof(double));
	double	   *single = cm_zeros(host, (size_t) t->regions + 1, sizeof(double));
	double		total = 0,
				squares = 0,
				singles = 0;
	double		index;

	for (uint32_t i = 0; i < t->industries; i++)
		total += member[i] ? cm_concentration_total(c, i) : 0;
	for (uint32_t i = 0; i < t->industries; i++)
	{
		double		weight = cm_concentration_total(c, i) / total;

		if (!member[i] || weight == 0)
			continue;
		cm_breathe(host);
		memset(single, 0, t->regions * sizeof(double));
		for (uint64_t k = c->start[i]; k < c->start[i + 1]; k++)
		{
			single[c->cell[k].region] = c->cell[k].amount / cm_concentration_total(c, i);
			group[c->cell[k].region] += c->cell[k].amount / total;
		}
		squares += weight * weight;
		singles += weight * weight * raw_concentration(c, single);
	}
	index = c->reference.places < 2 || squares >= 1 ? NAN :
		(raw_concentration(c, group) - singles) / (c->reference.one_less_d2 * (1 - squares));
	cm_release(host, group);
	cm_release(host, single);
	return cm_defined(index);
}
