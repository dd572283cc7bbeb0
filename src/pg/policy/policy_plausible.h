/*
 * policy_plausible.h: donors for what is unknown of pairs, from the panel.
 */
#ifndef CLUSTER_EXT_POLICY_PLAUSIBLE_H
#define CLUSTER_EXT_POLICY_PLAUSIBLE_H

#include "pg/policy/policy_input.h"

#include "core/policy/plausible.h"

#define CEXT_DRAWS 500
#define CEXT_DRAWS_MOST 100000

/* Donors with the pairs that they are. */
typedef struct CextDonors
{
	CmDonors	donors;
	CmFinding  *finding;		/* by donor: CM_INDICATORS */
	uint32	   *region;
	uint32	   *industry;
	uint32		draws;
	uint64		seed;
} CextDonors;

/*
 * The pairs with plans, and where these are few, cells besides: always the same,
 * whatever pairs are asked about, so that a range does not depend on that.
 */
extern void cext_donors_open(CextDonors *d, const CextPolicyInput *in, uint32 draws, uint64 seed);

/* A pair's place among the donors, their number if it is none; and the seed of its draws. */
extern uint32 cext_donor_of(const CextDonors *d, uint32 region, uint32 industry);
extern uint64 cext_pair_seed(const CextDonors *d, const CextPolicyInput *in, uint32 region, uint32 industry);

/* As cext_policy_find, but that donors are not measured again. */
extern void cext_donors_find(const CextDonors *d, const CextPolicyInput *in, uint32 region, uint32 industry,
							 CmFinding finding[CM_INDICATORS], CmRiskScore *score);

/* The plausible range of a score; NaN where there is none. */
extern void cext_plausible_range(const CextDonors *d, const CextPolicyInput *in, uint32 region, uint32 industry,
								 const CmFinding finding[CM_INDICATORS], const CmRiskScore *score, double *low, double *high);

#endif
