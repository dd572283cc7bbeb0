/*
 * policy_plausible.c: donors for what is unknown of pairs, from the panel.
 */
#include "pg/policy/policy_plausible.h"

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

/* A cell without a plan that has firms: whatever pairs are asked about, these are the same. */
static bool
is_free(const CextPolicyInput *in, uint64 pair)
{
	CHECK_FOR_INTERRUPTS();
	return in->plans.of_pair[pair] == UINT32_MAX && in->indicators.size->cell[pair] > 0;
}

/* Plans, at most so many, evenly spread. */
static void
add_plans(CextDonors *d, const CextPolicyInput *in)
{
	uint32		step = (in->plans.count + CM_DONORS_MOST - 1) / CM_DONORS_MOST;

	for (uint32 k = 0; k < in->plans.count; k += step)
		add_donor(d, in, in->plans.plan[k].region, in->plans.plan[k].industry);
}

/* Free cells in the same way. */
static void
add_cells(CextDonors *d, const CextPolicyInput *in)
{
	const CmLayers *t = &in->panel.pairs;
	uint64		cells = 0,
				seen = 0;

	for (uint64 pair = 0; pair < t->cells; pair++)
		cells += is_free(in, pair);
	for (uint64 pair = 0; pair < t->cells; pair++)
		if (is_free(in, pair) && seen++ % ((cells + CELLS - 1) / CELLS) == 0)
			add_donor(d, in, cm_panel_region(&in->panel, pair), t->column[pair]);
}

void
cext_donors_open(CextDonors *d, const CextPolicyInput *in, uint32 draws, uint64 seed)
{
	Size		size = CM_DONORS_MOST + CELLS + 1;
	double	  (*risk)[CM_INDICATORS] = palloc(size * sizeof(*risk));

	*d = (CextDonors) {.draws = draws, .seed = seed};
	if (draws == 0)
		return;
	d->region = palloc(size * sizeof(uint32));
	d->industry = palloc(size * sizeof(uint32));
	d->donors.risk = risk;
	d->finding = palloc(size * CM_INDICATORS * sizeof(CmFinding));
	add_plans(d, in);
	if (in->plans.count < FEW_PLANS)
		add_cells(d, in);
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
cext_donors_find(const CextDonors *d, const CextPolicyInput *in, uint32 region, uint32 industry,
				 CmFinding finding[CM_INDICATORS], CmRiskScore *score)
{
	uint32		place = cext_donor_of(d, region, industry);

	if (place == d->donors.count)
	{
		cext_policy_find(in, region, industry, finding, score);
		return;
	}
	memcpy(finding, &d->finding[(Size) place * CM_INDICATORS], CM_INDICATORS * sizeof(CmFinding));
	cext_policy_score(in, finding, score);
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
