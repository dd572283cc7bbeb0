/*
 * plausible.h: where a score may well be, given what is not known of it.
 *
 * What is unknown of a pair is drawn from pairs that are like it in what is
 * known of both, its donors (Andridge, Little 2010, International Statistical
 * Review 78: hot deck imputation); together, as far as one donor knows it.
 * The 5th and the 95th percentile of the scores make the range, and the score
 * of what is known is in it.
 */
#ifndef CLUSTER_EXT_PLAUSIBLE_H
#define CLUSTER_EXT_PLAUSIBLE_H

#include "core/policy/policy_model.h"

#define CM_DONORS_MOST 500
#define CM_NEAREST 30			/* donors that are drawn among */

typedef struct CmDonors
{
	const CmHost *host;
	const CmRiskModel *model;
	uint32_t	count;
	double	  (*risk)[CM_INDICATORS];
	double	   *any;			/* all known risks of all donors */
	uint64_t	known;			/* how many these are */
	double	   *level;			/* scores of what is known of them */
} CmDonors;

/* Takes pairs as donors; their risks stay the caller's. */
void		cm_donors_open(CmDonors *d, const CmHost *host, const CmRiskModel *model, double (*risk)[CM_INDICATORS], uint32_t count);
void		cm_donors_close(CmDonors *d);

/* The donors nearest to a pair that know what is unknown of it: their places, by how risky they are in all that is known of them. */
typedef struct CmNearest
{
	uint8_t		count[CM_INDICATORS];	/* 0: none knows it */
	uint16_t	place[CM_INDICATORS][CM_NEAREST];
} CmNearest;

/* `self` is the pair's place among the donors, UINT32_MAX if it is none. */
void		cm_nearest(const CmDonors *d, const double risk[CM_INDICATORS], uint32_t self, CmNearest *nearest);

/*
 * One draw of what is unknown: the place of the donor of each indicator; of those
 * that none knows a risk is filled in, any that is known of anybody.
 */
void		cm_draw_donors(const CmDonors *d, const CmNearest *nearest, uint64_t stream, uint64_t draw,
						   double risk[CM_INDICATORS], uint32_t donor[CM_INDICATORS]);

/*
 * The range of a pair's score in so many draws of a seed; the score itself where
 * all is known, NaN where it has none.
 */
void		cm_plausible_range(const CmDonors *d, const double risk[CM_INDICATORS], uint32_t self, uint32_t draws, uint64_t seed, double *low, double *high);

#endif
