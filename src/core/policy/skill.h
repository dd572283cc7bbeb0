/*
 * skill.h: how well did a predictor foretell what came, and better than chance?
 *
 * Cases are pairs of a past year, with what was said of them then and whether the
 * event came.  A predictor may tell events from others (the areas, the lift), may
 * give chances that come true (Brier 1950, calibration), and may be worth acting
 * on (usefulness); these are different things, so all are measured.
 *
 * Chance is a reference that says of the same cases what the noise of few firms
 * alone would.  Bounds hold 95 percent of the replicates in which regions are
 * drawn whole and with replacement, since cases of a region share their fate;
 * predictor and reference always get the same regions.
 *
 * What is undefined is NaN: without events, without others, or without anything
 * known.  None of this depends on the order of the cases, except where sizes tie.
 */
#ifndef CLUSTER_EXT_SKILL_H
#define CLUSTER_EXT_SKILL_H

#include "core/policy/discrimination.h"

/* What is put to the test. */
typedef struct CmTrial
{
	const CmCase *cases;
	const CmCase *chance;		/* the reference of the same cases in the same order, or NULL */
	uint64_t	count;
	const CmCase *earlier;		/* whose outcome was known before, for thresholds; or NULL */
	uint64_t	earlier_count;
	uint32_t	regions;		/* more than any case's region */
	uint32_t	replicates;		/* 0: no bounds */
	uint64_t	seed;
} CmTrial;

/* What a missed event counts for; a false alarm counts for the rest to 1. */
#define CM_PREFERENCES 2
extern const double cm_preference[CM_PREFERENCES];	/* .5, .8 */

typedef struct CmSkill
{
	double		pairs;			/* of which the predictor says something */
	double		events;			/* of these */

	/* The chance that an event is predicted above another case, ties half: 1/2 for a coin. */
	double		auc;
	double		auc_lower;
	double		auc_upper;
	double		auc_within_size;	/* the same for two of the same tenth by size, which knowing the size does not help */
	double		precision_area; /* average precision, 0 to 1: the share of events, for a coin (Boyd, Eng, Page 2013) */
	double		lift;			/* events in the riskiest tenth over a tenth of all events, 0 to 10, ties by lot */

	/* Of the cases whose probability is known. */
	double		brier;			/* mean squared distance of probabilities from what came, 0 to 1 */
	double		brier_skill;	/* the share of the base rate's that is avoided, up to 1 (Murphy 1973) */
	double		slope;			/* of the log odds of events on those of probabilities: 1 where these are neither timid nor bold (Cox 1958) */
	double		intercept;		/* of that line */
	double		ece;			/* mean distance of probabilities from rates, over ten groups, 0 to 1 (Naeini et al. 2015) */

	/* Of the cases of which chance says something, too; all NaN without it. */
	double		compared;
	double		compared_events;
	double		difference;		/* of the area from chance's, -1 to 1 */
	double		difference_lower;
	double		difference_upper;
	double		brier_skill_chance; /* the share of chance's Brier score that is avoided, where both probabilities are known */
	double		brier_difference;	/* chance's Brier score less this one, -1 to 1: positive is better */
	double		brier_difference_lower;
	double		brier_difference_upper;

	/* By preference: the threshold that was best for earlier cases, and its usefulness now. */
	double		threshold[CM_PREFERENCES];
	double		usefulness[CM_PREFERENCES];
} CmSkill;

/* Cost: count x replicates, up to three times; memory some hundred bytes a case. */
void		cm_skill(const CmHost *host, const CmTrial *t, CmSkill *s);

/* What the comparison with chance says. */
typedef enum CmSkillVerdict
{
	CM_SKILL_NONE,				/* there is no reference, or there are no bounds */
	CM_SKILL_TOO_FEW,			/* fewer than 30 events or 30 others */
	CM_SKILL_BETTER,
	CM_SKILL_WORSE,
	CM_SKILL_NOT_TOLD			/* apart from chance */
} CmSkillVerdict;

CmSkillVerdict cm_skill_verdict(const CmSkill *s);

/*
 * What warning of cases predicted at a threshold or above is worth, as a share of
 * what knowing all would be; below 0 it is worse than the better of always and
 * never warning (Sarlin 2013, Economics Letters 119: relative usefulness).  `mu`,
 * between 0 and 1, is what a missed event counts for.  INFINITY never warns.
 */
double		cm_usefulness(const CmHost *host, const CmCase *cases, uint64_t count, double threshold, double mu);

/* The most useful threshold, the highest of several; NaN without events or without others. */
double		cm_best_threshold(const CmHost *host, const CmCase *cases, uint64_t count, double mu);

/* A tenth of the cases by probability, equal ones shared by lot.  All but pairs are NaN if it is empty. */
typedef struct CmReliability
{
	double		lower;			/* probabilities */
	double		upper;
	double		pairs;
	double		predicted;		/* their mean */
	double		observed;		/* the rate of events */
} CmReliability;

#define CM_TENTHS 10

/* Tenths from the lowest; 10 cases or more leave none empty. */
void		cm_reliability(const CmHost *host, const CmCase *cases, uint64_t count, CmReliability tenth[CM_TENTHS]);

#endif
