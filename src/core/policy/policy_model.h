/*
 * policy_model.h: how evidence about a targeted pair becomes a risk score.
 *
 * Each indicator has a value z in its own unit and two cut points: a, from where
 * the risk is elevated, and b, from where it is high.  Its risk is
 *     u = clamp(1/3 + (z - a) / (3 (b - a)), 0, 1),
 * so u(a) = 1/3 and u(b) = 2/3, and b < a says that less is riskier.  Indicators
 * stand in pillars; a pillar's risk U is the weighted mean of its indicators'.  It
 * weighs in the score as much as is known of it: W' = W (weight of known
 * indicators)/(weight of those that apply to the pair).  The score is the power
 * mean of the pillars' by these weights, times 100, and bands follow it alone.
 *
 * A risk is from 0 to 1; NaN where the data lack it; CM_NOT_APPLICABLE where it
 * has no meaning, as the owners of no firm.
 */
#ifndef CLUSTER_EXT_POLICY_MODEL_H
#define CLUSTER_EXT_POLICY_MODEL_H

#include "core/composite/composite.h"

/* In the order in which they are listed. */
typedef enum CmIndicator
{
	CM_INDICATOR_LQ,
	CM_INDICATOR_REL_DENSITY,
	CM_INDICATOR_FACTOR_GAP,
	CM_INDICATOR_MASS,
	CM_INDICATOR_DOMINANCE,
	CM_INDICATOR_FOOTLOOSE,
	CM_INDICATOR_COPYCAT,
	CM_INDICATOR_OVERCAPACITY,
	CM_INDICATOR_SUM_OF_PLANS,
	CM_INDICATOR_SUBSIDY,
	CM_INDICATOR_ZOMBIE,
	CM_INDICATOR_LINKAGE,
	CM_INDICATOR_LOCAL_SHIFT,
	CM_INDICATOR_VOLATILITY,
	CM_INDICATOR_BRANCH_OUTLOOK,
	CM_INDICATOR_REGION_TREND,
	CM_INDICATOR_RELATED_TREND,
	CM_INDICATOR_AMBITION,
	CM_INDICATOR_LEVERAGE,
	CM_INDICATOR_DESIGN_GAP,
	/* reported beside the score, whose evidence points both ways */
	CM_INDICATOR_EXPORT_SHARE,
	CM_INDICATOR_CHAMPION_BIAS,
	CM_INDICATOR_FOLLOWER_RANK,
	CM_INDICATOR_ENV_GAP,
	CM_INDICATOR_TOP1_SHARE,
	CM_INDICATOR_RAW_SHIFT,
	CM_INDICATORS
} CmIndicator;

#define CM_NOT_APPLICABLE (-1.0)

static inline bool
cm_is_known(double risk)
{
	return risk >= 0;
}

static inline bool
cm_is_applicable(double risk)
{
	return !(risk < 0);
}

#define CM_PILLARS_MOST 16

typedef struct CmCut
{
	int			pillar;			/* -1: not scored */
	double		weight;			/* within its pillar, 0 or more */
	double		elevated_from;	/* a; NaN: no risk is told */
	double		high_from;		/* b */
	double		proxy_elevated_from;	/* the same where a substitute was measured */
	double		proxy_high_from;
	bool		movable;		/* can the policy itself change it? */
} CmCut;

typedef struct CmRiskModel
{
	int			pillars;
	char	   *pillar_name[CM_PILLARS_MOST];
	double		pillar_weight[CM_PILLARS_MOST]; /* 0 or more */
	bool		pillar_required[CM_PILLARS_MOST];	/* no score without it */
	CmCut		cut[CM_INDICATORS];
	bool		of_safety;		/* 1 - geometric mean of 1 - U instead of the power mean of U */
	double		exponent;		/* of the power mean, 1 or more */
	double		elevated_score; /* bands by score */
	double		high_score;
	double		flag_from;		/* a pillar's risk that is told beside them */
	double		minimum_coverage;
	int			minimum_pillars;
	double		grade_a;		/* coverage from which on the evidence is graded so */
	double		grade_b;
	double		shrinkage;		/* firms of prior evidence in the location quotient */
} CmRiskModel;

/* Is an indicator part of the score, whether known or not? */
static inline bool
cm_is_scored(const CmRiskModel *m, CmIndicator i)
{
	const CmCut *cut = &m->cut[i];

	return cut->pillar >= 0 && cut->weight > 0 && m->pillar_weight[cut->pillar] > 0;
}

typedef enum CmBand
{
	CM_BAND_UNKNOWN,			/* too little is known */
	CM_BAND_LOW,
	CM_BAND_ELEVATED,
	CM_BAND_HIGH
} CmBand;

extern const char *const cm_band_name[];

typedef struct CmRiskScore
{
	double		score;			/* 0 to 100; NaN if too little is known */
	CmBand		band;
	double		if_best;		/* with every unknown indicator at its best and at its worst */
	double		if_worst;
	CmBand		band_if_best;
	CmBand		band_if_worst;
	double		coverage;		/* share known of the weights that apply, 0 to 1 */
	char		grade;			/* A, B, C, or 0 */
	int			flags;			/* pillars at high risk of which half is known */
	bool		flag[CM_PILLARS_MOST];	/* which */
	double		pillar[CM_PILLARS_MOST];	/* U, 0 to 1; NaN if nothing is known of it */
	double		pillar_contribution[CM_PILLARS_MOST];	/* add up to the score */
	double		contribution[CM_INDICATORS];	/* add up to their pillar's; NaN if not known */
} CmRiskScore;

/*
 * The means of composite.h once more, for the millions that draws of models take:
 * in doubles, not exact.  (sum w u^p / sum w)^(1/p) over what is known; p = INFINITY is the largest with
 * a weight, NaN nothing known.  0 <= u, 0 <= w, 1 <= p.
 */
double		cm_risk_power_mean(const double *u, const double *w, int count, double p);

/* 1 - prod max(1 - u, CM_LEAST_SAFETY)^(w / sum w). */
double		cm_risk_of_safety(const double *u, const double *w, int count);

/* The band of a score; NaN: unknown. */
CmBand		cm_risk_band(const CmRiskModel *m, double score);

/* The score of risks by indicator. */
void		cm_risk_score(const CmRiskModel *m, const double risk[CM_INDICATORS], CmRiskScore *result);

/* The score alone, without asking how much is known: for the many that uncertainty needs. */
double		cm_risk_quick_score(const CmRiskModel *m, const double risk[CM_INDICATORS], CmBand *band);

/* Ranks from the highest, equal ones the smallest, 0 for NaN; `sorted` is scratch.  Returns how many have one. */
uint32_t	cm_risk_ranks(const CmHost *host, const double *risk, uint32_t pairs, double *sorted, uint32_t *rank);

#endif
