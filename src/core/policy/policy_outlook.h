/*
 * policy_outlook.h: how likely a branch is to fall behind, beyond the chance of few firms.
 *
 * A ridge logit (logit.h) of the event "fell" (chance.h) on a few terms, learnt
 * from windows of `horizon` years whose outcome is known in the year that it is
 * made, and tested on windows that are later than what was learnt from.  It
 * stands beside the checklist of policy risk and is never merged with it.  Where
 * it beats chance by nothing, or cannot be tested, it says so and no more.
 */
#ifndef CLUSTER_EXT_POLICY_OUTLOOK_H
#define CLUSTER_EXT_POLICY_OUTLOOK_H

#include "core/numeric/logit.h"
#include "core/policy/policy_outlook_rows.h"

/* Each term, and of each whether it is missing. */
#define CM_OUTLOOK_COLUMNS_MOST (2 * CM_TERMS)
#define CM_OUTLOOK_SIZE (CM_OUTLOOK_COLUMNS_MOST + 1)

/* Why there is no outlook. */
typedef enum CmOutlookStatus
{
	CM_OUTLOOK_OK,
	CM_OUTLOOK_SHORT,			/* no window that is over, or none later than others to test on */
	CM_OUTLOOK_FEW_EVENTS,		/* fewer than 50, or than 10 for each term */
	CM_OUTLOOK_FEW_REGIONS,		/* fewer than 20 */
	CM_OUTLOOK_NO_FIT,			/* the terms do not tell coefficients */
	CM_OUTLOOK_BY_NOTHING		/* it does not beat chance: what is left is chance, recalibrated */
} CmOutlookStatus;

extern const char *const cm_outlook_status_name[];

/* What a fit knows of a term. */
typedef struct CmOutlookScale
{
	int			column;			/* of the fit; -1: not used */
	int			missing_column;	/* -1: none */
	double		mean;			/* over rows that have it */
	double		deviation;
	double		missing_share;
	double		p01;
	double		p99;
} CmOutlookScale;

typedef struct CmOutlookFit
{
	CmOutlookStatus status;
	int32_t		as_of;
	int32_t		first_year;		/* of the windows learnt from; CM_NO_YEAR: none */
	int32_t		last_outcome;
	CmNoise		noise;
	uint64_t	rows;
	uint64_t	events;
	uint32_t	regions;
	double		lambda;
	double		recalibration[2];	/* log odds of the event on those by chance: intercept, slope */
	CmOutlookScale scale[CM_TERMS];
	CmLogit		logit;
	double		quantile;		/* of Student's t, for 95 percent; NaN: of fewer than 10 regions nothing is bounded */
	double		covariance[CM_OUTLOOK_SIZE * CM_OUTLOOK_SIZE];
	double	   *rate;			/* by industry: the term; NULL: none is known */
	double	   *rate_events;
	double	   *rate_expected;
} CmOutlookFit;

/* What a fit says of a pair. */
typedef struct CmOutlook
{
	double		chance;			/* of few firms alone */
	double		probability;	/* NaN: refused */
	double		lower;			/* 95 percent, of the probability; NaN for fewer than 10 regions */
	double		upper;
	double		log_odds;
	double		value[CM_TERMS];	/* NaN: missing */
	double		contribution[CM_TERMS]; /* to the log odds, against the mean pair; they and the intercept add up */
	bool		outside;		/* some term is beyond 98 percent of what was learnt from */
} CmOutlook;

/*
 * Learns from the windows that are over in a year; `years` are those with known
 * outcomes, ascending, of which later ones count for nothing.
 */
void		cm_outlook_fit(const CmOutlookQuestion *q, const CmOutlookYear *years, int count, int32_t as_of, CmOutlookFit *fit);
void		cm_outlook_fit_close(CmOutlookFit *fit, const CmHost *host);

/* The quantile for errors that rest on so many regions. */
double		cm_outlook_quantile(uint32_t regions);

/* What a fit says of a row. */
void		cm_outlook(const CmOutlookFit *fit, const CmOutlookRow *row, bool plants, double fall, CmOutlook *result);

#endif
