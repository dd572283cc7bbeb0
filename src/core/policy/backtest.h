/*
 * backtest.h: did scores of the past tell what came later?
 *
 * Pairs are scored by what was known in a year, and looked at some years later:
 * an event is a cell that is gone, or that fell behind its industry elsewhere.
 * How well a number tells events from others is the area under the ROC curve:
 * the chance that it is higher for a random event than for a random other pair,
 * 1/2 for a coin.
 */
#ifndef CLUSTER_EXT_BACKTEST_H
#define CLUSTER_EXT_BACKTEST_H

#include "core/policy/indicators/indicators.h"

/* The composite, and the plain numbers that it must beat. */
typedef enum CmPredictor
{
	CM_PREDICTOR_COMPOSITE,
	CM_PREDICTOR_WITHOUT_DYNAMICS,	/* without local_shift to related_trend, which resemble the outcome */
	CM_PREDICTOR_LOW_LQ,
	CM_PREDICTOR_SMALL_SIZE,
	CM_PREDICTOR_PAST_DECLINE,
	CM_PREDICTOR_DOMINANCE,
	CM_PREDICTORS
} CmPredictor;

extern const char *const cm_predictor_name[];

/* One pair: what each predictor said (high is risky), and what came. */
typedef struct CmForecast
{
	uint32_t	region;
	bool		targeted;
	bool		event;
	double		predicted[CM_PREDICTORS];	/* NaN: says nothing */
} CmForecast;

/*
 * The change of an industry's total from one year of the panel, by its number,
 * to the next, as a share, if it is of more than a quarter: the code was
 * redefined, or is new or gone (infinite or -1); else NaN.
 */
double		cm_break(const CmPanel *p, uint32_t industry, int before);

/* Is there any such break up to a year? */
bool		cm_is_redefined(const CmPanel *p, uint32_t industry, int32_t year);

/*
 * Scores all pairs (of `asked`, if not NULL) that have something in the year of the indicators, and looks
 * at them in a later year, which the panel has: an event is size 0, or growth beyond the industry's elsewhere
 * of at most `fall` log points in all.  Industries that were redefined by then are left out.  Returns
 * how many; `forecast` has room for the pairs of the panel.
 */
uint64_t	cm_forecast(const CmIndicators *s, int32_t year, double fall, const bool *asked, CmForecast *forecast);

typedef struct CmDiscrimination
{
	double		pairs;			/* of which the predictor says something */
	double		events;
	double		auc;			/* 0 to 1; NaN without events or without others */
	double		auc_lower;		/* 95 percent, by bootstrapping regions */
	double		auc_upper;
	double		lift;			/* events in the riskiest tenth over events in all; ties shared */
} CmDiscrimination;

/* How well a predictor tells; of the pairs that are targeted, or of all. */
void		cm_discriminate(const CmHost *host, const CmForecast *forecast, uint64_t count, CmPredictor predictor,
							bool targeted, uint32_t regions, uint32_t replicates, uint64_t seed, CmDiscrimination *d);

/* What the comparison of the composite with naive predictors says. */
typedef enum CmVerdict
{
	CM_VERDICT_NONE,			/* the predictor is naive itself, or says nothing */
	CM_VERDICT_TOO_FEW,			/* fewer than 30 events */
	CM_VERDICT_BETTER,			/* than every naive one */
	CM_VERDICT_NOT_BETTER		/* than the best of them */
} CmVerdict;

/* The verdict on one predictor; `best` is the best naive one. */
CmVerdict	cm_verdict(const CmDiscrimination d[CM_PREDICTORS], CmPredictor predictor, CmPredictor *best);

/* A step function from a predictor to the chance of an event, never falling. */
typedef struct CmCalibration
{
	double	   *from;			/* predictor from which on each step holds, ascending */
	double	   *chance;
	uint64_t	steps;
} CmCalibration;

/* Fits it to forecasts (isotonic regression; Ayer et al. 1955); none without forecasts. */
void		cm_calibrate(const CmHost *host, const CmForecast *forecast, uint64_t count, CmPredictor predictor,
						 bool targeted, CmCalibration *c);
void		cm_calibration_close(const CmHost *host, CmCalibration *c);

/* The mean squared distance of chances from events, 0 to 1; NaN without steps. */
double		cm_brier(const CmHost *host, const CmCalibration *c, const CmForecast *forecast, uint64_t count,
						 CmPredictor predictor, bool targeted);

/* A tenth of the pairs by predictor, from the least risky. */
typedef struct CmTenth
{
	double		pairs;
	double		events;
	double		low;			/* predictor */
	double		high;
	double		mean;
} CmTenth;

void		cm_tenths(const CmHost *host, const CmForecast *forecast, uint64_t count, CmPredictor predictor,
					  bool targeted, CmTenth tenth[10]);

#endif
