/*
 * backtest.h: did scores of the past tell what came later?
 *
 * Pairs are scored by what was known in a year, and looked at some years later.
 * What may have come of them is an outcome (chance.h); how well a number tells
 * it, and whether better than the chance of few firms, is a skill (skill.h).
 */
#ifndef CLUSTER_EXT_BACKTEST_H
#define CLUSTER_EXT_BACKTEST_H

#include "core/policy/chance.h"
#include "core/policy/indicators/indicators.h"
#include "core/policy/skill.h"

/* The composite, and the plain numbers that it must beat. */
typedef enum CmPredictor
{
	CM_PREDICTOR_COMPOSITE,
	CM_PREDICTOR_WITHOUT_DYNAMICS,	/* without local_shift to related_trend, which resemble the outcome */
	CM_PREDICTOR_LOW_LQ,
	CM_PREDICTOR_SMALL_SIZE,
	CM_PREDICTOR_PAST_DECLINE,
	CM_PREDICTOR_DOMINANCE,
	CM_PREDICTOR_CHANCE,		/* that it comes by the chance of few firms alone */
	CM_PREDICTORS
} CmPredictor;

extern const char *const cm_predictor_name[];

/* One pair: what each predictor said (high is risky), and what came. */
typedef struct CmForecast
{
	uint32_t	region;
	bool		targeted;
	double		size;
	double		predicted[CM_PREDICTOR_CHANCE];	/* NaN: says nothing */
	double		chance[CM_OUTCOMES];
	int8_t		event[CM_OUTCOMES];	/* 1 or 0; -1: not asked */
} CmForecast;

/*
 * Scores all pairs (of `asked`, if not NULL) that have something in the year of the indicators, and whose
 * industry is elsewhere then and in a later year, which the panel has.  The noise is that of windows as
 * long that were over in the year of the indicators.  Industries that were redefined by the later year are
 * left out.  Returns how many; `forecast` has room for the pairs of the panel.
 */
uint64_t	cm_forecast(const CmIndicators *s, int32_t year, double fall, const bool *asked, CmForecast *forecast);

/* A step function from a predictor to the chance of an event, never falling. */
typedef struct CmCalibration
{
	double	   *from;			/* predictor from which on each step holds, ascending */
	double	   *chance;
	uint64_t	steps;			/* 0: nothing is known */
} CmCalibration;

/* Fits it to cases (isotonic regression; Ayer et al. 1955). */
void		cm_calibrate(const CmHost *host, const CmCase *cases, uint64_t count, CmCalibration *c);
void		cm_calibration_close(const CmHost *host, CmCalibration *c);

/*
 * What a predictor said of the pairs of which the outcome is asked, those that are targeted or all, as cases;
 * their probabilities are those of a calibration, or if that is NULL by the chance of few firms.  Returns
 * how many; `cases` has room for all forecasts.
 */
uint64_t	cm_cases(const CmHost *host, const CmForecast *forecast, uint64_t count, CmOutcome outcome, CmPredictor predictor,
					 bool targeted, const CmCalibration *calibration, CmCase *cases);

/* A tenth of the cases by predictor, from the least risky. */
typedef struct CmTenth
{
	double		pairs;
	double		events;
	double		told;			/* of which the probability is known */
	double		expected;		/* sum of their probabilities */
	double		low;			/* predictor */
	double		high;
	double		mean;
} CmTenth;

void		cm_tenths(const CmHost *host, const CmCase *cases, uint64_t count, CmTenth tenth[10]);

#endif
