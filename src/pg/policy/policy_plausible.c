/*
 * policy_plausible.c: donors for what is unknown of pairs, from the panel.
 */
#include "pg/policy/policy_plausible.h"

#include "utils/memutils.h"

#include <math.h>

#define FEW_PLANS 50			/* below, cells without plans are donors, too */
#define CELLS 200				/* so many of them */

static void
add_donor(CextDonors *d, const CextPolicyInput *in, uint32 region, uint32 industry)
{
	CmRiskScore score;
	uint32		k = d->donors.count++;
	CmFinding  *finding = &d->finding[(Size) k * CM_INDICATORS];

	CHECK_FOR_INTERRUPTS();
	cext_policy_find(in, region, industry, finding, &score);
	for (int i = 0; i < CM_INDICATORS; i++)
		d->donors.risk[k][i] = finding[i].risk;
	d->region[k] = region;
	d->industry[k] = industry;
}

/* So many numbers below `count`, evenly spread. */
static uint64
spread(uint64 k, uint64 count, uint64 most)
{
	return count <= most ? k : k * (count / most);
}

void
cext_donors_open(CextDonors *d, const CextPolicyInput *in, uint32 draws, uint64 seed)
{
	const CmLayers *t = &in->panel.pairs;
	uint64		plans = Min(in->plans.count, CM_DONORS_MOST);
	uint64		cells = plans < FEW_PLANS ? Min(t->cells, CELLS) : 0;
	Size		size = (Size) (plans + cells) + 1;
	double	  (*risk)[CM_INDICATORS] = MemoryContextAllocHuge(CurrentMemoryContext, size * sizeof(*risk));

	*d = (CextDonors) {.draws = draws, .seed = seed};
	if (draws == 0)
		return;
	d->region = palloc(size * sizeof(uint32));
	d->industry = palloc(size * sizeof(uint32));
	d->donors.risk = risk;
	d->finding = MemoryContextAllocHuge(CurrentMemoryContext, size * CM_INDICATORS * sizeof(CmFinding));
	for (uint64 k = 0; k < plans; k++)
	{
		const CmPlan *p = &in->plans.plan[spread(k, in->plans.count, CM_DONORS_MOST)];

		add_donor(d, in, p->region, p->industry);
	}
	for (uint64 k = 0; k < cells; k++)
	{
		uint64		pair = spread(k, t->cells, CELLS);

		if (in->plans.of_pair[pair] == UINT32_MAX)
			add_donor(d, in, cm_panel_region(&in->panel, pair), t->column[pair]);
	}
	cm_donors_open(&d->donors, in->host, in->indicators.model, risk, d->donors.count);
}

/* Of labels, so that other pairs beside it do not change it (Fowler, Noll, Vo: FNV-1a). */
uint64
cext_pair_seed(const CextDonors *d, const CextPolicyInput *in, uint32 region, uint32 industry)
{
	CmText		r = in->panel.pairs.region_label[region],
				i = in->panel.pairs.industry_label[industry];
	uint64		hash = d->seed;

	for (uint32 k = 0; k < r.length + i.length; k++)
		hash = (hash ^ (uint8) (k < r.length ? r.bytes[k] : i.bytes[k - r.length])) * UINT64CONST(0x100000001B3);
	return hash;
}

uint32
cext_donor_of(const CextDonors *d, uint32 region, uint32 industry)
{
	uint32		place = 0;

	while (place < d->donors.count && (d->region[place] != region || d->industry[place] != industry))
		place++;
	return place;
}

void
cext_plausible_range(const CextDonors *d, const CextPolicyInput *in, uint32 region, uint32 industry,
					 const CmFinding finding[CM_INDICATORS], const CmRiskScore *score, double *low, double *high)
{
	double		risk[CM_INDICATORS];

	*low = *high = NAN;
	if (isnan(score->score) || d->draws == 0)
		return;
	for (int i = 0; i < CM_INDICATORS; i++)
		risk[i] = finding[i].risk;
	cm_plausible_range(&d->donors, risk, cext_donor_of(d, region, industry), d->draws, cext_pair_seed(d, in, region, industry), low, high);
}
