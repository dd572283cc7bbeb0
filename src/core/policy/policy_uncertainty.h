/*
 * policy_uncertainty.h: how far scores and ranks depend on our own choices.
 *
 * The model is drawn anew many times: weights of pillars, exponent, cuts, and
 * which of several ways of measuring the indicators is taken (Saisana, Saltelli,
 * Tarantola 2005, JRSS A 168); and what is unknown of a pair is drawn from pairs
 * like it, lest little known look like much uncertain.  What comes out is
 * stability under choices and ignorance, not the probability that a policy fails.
 */
#ifndef CLUSTER_EXT_POLICY_UNCERTAINTY_H
#define CLUSTER_EXT_POLICY_UNCERTAINTY_H

#include "core/policy/indicators/indicators.h"
#include "core/policy/plausible.h"

/* What a draw changes. */
#define CM_VARY_WEIGHTS 0x01	/* Dirichlet(20 W/sum W) */
#define CM_VARY_EXPONENT 0x02	/* 1, 2 or 4, alike likely */
#define CM_VARY_CUTS 0x04		/* each by up to a fifth of their distance, uniformly */
#define CM_VARY_MEASURING 0x08	/* one of the variants, alike likely */
#define CM_VARY_CHOICES 0x0F	/* all that are ours */
#define CM_VARY_UNKNOWN 0x10	/* what is unknown is filled in from donors, if there are any */
#define CM_VARY_ALL 0x1F

/* Other strengths of shrinkage than the model's, in firms, under which pairs are measured, too. */
#define CM_OTHER_SHRINKAGES 2
extern const double cm_other_shrinkage[CM_OTHER_SHRINKAGES];

/* The findings of all pairs, measured in one or several ways; the first is the reference. */
typedef struct CmVariants
{
	uint32_t	pairs;
	int			count;
	const CmFinding *const *finding;	/* by variant: pairs x CM_INDICATORS */
	/* whence unknown indicators may be drawn, or NULL */
	const CmDonors *donors;
	const CmFinding *donor_finding; /* by donor: CM_INDICATORS */
	const uint32_t *self;		/* by pair: its place among the donors */
	const uint64_t *stream;		/* by pair: of chance */
} CmVariants;

/* What draws say of a pair; all NaN, and no rank, for a pair without a score. */
typedef struct CmSpread
{
	double		score;			/* of the reference */
	double		low;			/* 5, 50 and 95 percent of the draws are below */
	double		median;
	double		high;
	uint32_t	rank;			/* 1: the riskiest, ties the smallest */
	double		rank_low;
	double		rank_high;
	double		elevated_or_high;	/* shares of draws in these bands */
	double		in_high;
} CmSpread;

/* The model of a draw; tells the variant it takes. */
int			cm_draw_model(const CmRiskModel *m, unsigned vary, int variants, uint64_t seed, uint32_t draw, CmRiskModel *drawn);

/* Cost and memory: pairs x draws. */
void		cm_spread(const CmHost *host, const CmRiskModel *m, const CmVariants *v, unsigned vary,
					  uint32_t draws, uint64_t seed, CmSpread *spread);

/* The mean distance of a draw's rank from the reference's, over pairs and draws (R_S of Saisana et al.); NaN without scores. */
double		cm_rank_shift(const CmHost *host, const CmRiskModel *m, const CmVariants *v, unsigned vary,
						  uint32_t draws, uint64_t seed);

/* The same if an indicator were left out. */
double		cm_rank_shift_without(const CmHost *host, const CmRiskModel *m, const CmVariants *v, CmIndicator left_out);

#endif
