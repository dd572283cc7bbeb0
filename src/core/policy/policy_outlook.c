/*
 * policy_outlook.c: how likely a branch is to fall behind, beyond the chance of few firms.
 */
#include "core/policy/policy_outlook.h"

#include "core/numeric/distributions.h"
#include "core/numeric/sort.h"
#include "core/policy/panel_growth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PAST_MOST 4
#define SCALED_MOST 5
#define MISSING_TOLD 0.05		/* from which share on a column says who is missing */
#define MISSING_MOST 0.5		/* above which a term is dropped */
#define FEW_EVENTS 50
#define EVENTS_A_TERM 10
#define FEW_REGIONS 20
#define INTERVAL_REGIONS 10
#define LEAST_SPREAD 1e-3		/* of rates among industries */

const char *const cm_term_name[] = {
	"chance", "lq", "industry_size", "region_size", "past_surprise", "density", "industry_rate", NULL
};

const char *const cm_outlook_status_name[] = {
	"ok", "history too short", "too few events", "too few regions", "no fit", "beats chance by nothing"
};

/* The rows that a fit learns from, window after window. */
typedef struct Lesson
{
	const CmOutlookRow **row;
	int		   *window;			/* of each row */
	double	   *term;			/* rows x CM_TERMS, all of them filled in */
	bool	   *event;
	uint32_t   *region;
	uint64_t	rows;
	int32_t    *year;			/* of each window */
	int			windows;
} Lesson;

static double
log_odds(double p)
{
	return log(p / (1 - p));
}

/* Rows ----------------------------------------------------------------- */

/* Those of windows that are over, without industries that were redefined by then. */
static void
open_lesson(const CmOutlookQuestion *q, const CmOutlookYear *years, int count, int32_t as_of, Lesson *s)
{
	bool	   *redefined = cm_redefined(q->panel, as_of);
	uint64_t	most = 0;

	*s = (Lesson) {0};
	s->year = cm_resize(q->host, NULL, (size_t) count + 1, sizeof(int32_t));
	while (s->windows < count && years[s->windows].year + q->horizon <= as_of)
	{
		s->year[s->windows] = years[s->windows].year;
		most += years[s->windows++].rows;
	}
	s->row = cm_resize(q->host, NULL, most + 1, sizeof(*s->row));
	s->window = cm_resize(q->host, NULL, most + 1, sizeof(int));
	s->event = cm_resize(q->host, NULL, most + 1, sizeof(bool));
	s->region = cm_resize(q->host, NULL, most + 1, sizeof(uint32_t));
	for (int w = 0; w < s->windows; w++)
		for (uint64_t k = 0; k < years[w].rows; k++)
		{
			const CmOutlookRow *row = &years[w].row[k];

			cm_breathe_at(q->host, k);
			if (!row->known || isnan(row->firms) || redefined[row->industry])
				continue;
			s->row[s->rows] = row;
			s->window[s->rows] = w;
			s->event[s->rows] = row->event;
			s->region[s->rows++] = row->region;
		}
	s->term = cm_resize(q->host, NULL, s->rows * CM_TERMS + 1, sizeof(double));
	cm_release(q->host, redefined);
}

static void
close_lesson(const CmOutlookQuestion *q, Lesson *s)
{
	cm_release(q->host, s->row);
	cm_release(q->host, s->year);
	cm_release(q->host, s->window);
	cm_release(q->host, s->event);
	cm_release(q->host, s->region);
	cm_release(q->host, s->term);
}

/* The terms of a row, as a fit with this noise sees them; the rate is the caller's. */
static void
fill_terms(const CmNoise *noise, const CmOutlookRow *row, bool plants, double fall, double rate, double term[CM_TERMS])
{
	memcpy(term, row->term, CM_TERMS * sizeof(double));
	term[CM_TERM_CHANCE] = log_odds(cm_outcome_chance(CM_OUTCOME_FELL, noise, row->firms, plants, fall));
	term[CM_TERM_PAST_SURPRISE] /= sqrt(noise->phi);
	if (fabs(term[CM_TERM_PAST_SURPRISE]) > PAST_MOST)
		term[CM_TERM_PAST_SURPRISE] = copysign(PAST_MOST, term[CM_TERM_PAST_SURPRISE]);
	term[CM_TERM_INDUSTRY_RATE] = rate;
}

/* Industries ------------------------------------------------------------ */

/* The log odds of events on those by chance. */
static bool
recalibrate(const CmOutlookQuestion *q, const Lesson *s, double recalibration[2])
{
	bool		penalised = false;
	double	   *z = cm_resize(q->host, NULL, s->rows + 1, sizeof(double));
	CmLogitRows rows = {.rows = s->rows, .terms = 1, .z = z, .event = s->event, .penalised = &penalised};
	CmLogit		fit;

	for (uint64_t k = 0; k < s->rows; k++)
	{
		z[k] = s->term[k * CM_TERMS + CM_TERM_CHANCE];
		cm_breathe_at(q->host, k);
	}
	fit = cm_logit_fit(q->host, &rows, 0, NULL);
	cm_release(q->host, z);
	memcpy(recalibration, fit.b, 2 * sizeof(double));
	return fit.status == CM_LOGIT_OK;
}

static double
recalibrated(const CmOutlookFit *fit, double chance)
{
	return cm_logit_probability(fit->recalibration[0] + fit->recalibration[1] * log_odds(chance));
}

/*
 * ln((events + k)/(expected + k)) by industry; k is one over how much true rates
 * vary among industries, what chance makes of it taken off.
 */
static void
shrink_rates(const CmHost *host, const double *events, const double *expected, uint32_t industries, double *rate)
{
	double		excess = 0,
				squares = 0,
				k;

	for (uint32_t i = 0; i < industries; i++)
	{
		double		off = events[i] - expected[i];

		excess += off * off - expected[i];
		squares += expected[i] * expected[i];
	}
	k = 1 / (squares > 0 ? fmax(excess / squares, LEAST_SPREAD) : LEAST_SPREAD);
	for (uint32_t i = 0; i < industries; i++)
		rate[i] = log((events[i] + k) / (expected[i] + k));
	cm_breathe(host);
}

/*
 * Events and those expected, by industry, of all windows that share no year of
 * growth with one (-1: of all).  Windows that overlap tell of the same falls: what they know
 * of each other is not known of a window to come.
 */
static void
count_events(const CmOutlookQuestion *q, const Lesson *s, const CmOutlookFit *fit, const double *chance, int without,
			 uint32_t industries, double *events, double *expected)
{
	memset(events, 0, industries * sizeof(double));
	memset(expected, 0, industries * sizeof(double));
	for (uint64_t k = 0; k < s->rows; k++)
	{
		cm_breathe_at(q->host, k);
		if (without >= 0 && abs(s->year[s->window[k]] - s->year[without]) < q->horizon)
			continue;
		events[s->row[k]->industry] += s->event[k];
		expected[s->row[k]->industry] += recalibrated(fit, chance[k]);
	}
}

/* The rate of each row's industry, told by windows apart from its own, and that of each industry by all. */
static void
fill_rates(const CmOutlookQuestion *q, const Lesson *s, CmOutlookFit *fit, const double *chance)
{
	uint32_t	industries = q->panel->pairs.industries;
	double	   *rate = cm_resize(q->host, NULL, (size_t) industries + 1, sizeof(double));

	fit->rate = cm_zeros(q->host, (size_t) industries + 1, sizeof(double));
	fit->rate_events = cm_zeros(q->host, (size_t) industries + 1, sizeof(double));
	fit->rate_expected = cm_zeros(q->host, (size_t) industries + 1, sizeof(double));
	for (int w = 0; w < s->windows; w++)
	{
		count_events(q, s, fit, chance, w, industries, fit->rate_events, fit->rate_expected);
		shrink_rates(q->host, fit->rate_events, fit->rate_expected, industries, rate);
		for (uint64_t k = 0; k < s->rows; k++)
			if (s->window[k] == w)
				s->term[k * CM_TERMS + CM_TERM_INDUSTRY_RATE] = rate[s->row[k]->industry];
	}
	count_events(q, s, fit, chance, -1, industries, fit->rate_events, fit->rate_expected);
	shrink_rates(q->host, fit->rate_events, fit->rate_expected, industries, fit->rate);
	/* Of an industry that nothing was learnt from nothing is known. */
	for (uint32_t i = 0; i < industries; i++)
		if (!(fit->rate_expected[i] > 0))
			fit->rate[i] = NAN;
	cm_release(q->host, rate);
}

/* Terms ----------------------------------------------------------------- */

/* Mean, deviation and ends of a term; column -1 if it is missing too often, or does not differ. */
static void
scale_term(const CmHost *host, const Lesson *s, CmTerm j, bool asked, CmOutlookScale *scale)
{
	double	   *known = cm_resize(host, NULL, s->rows + 1, sizeof(double));
	uint64_t	count = 0;
	double		sum = 0,
				squares = 0;

	for (uint64_t k = 0; k < s->rows; k++)
	{
		cm_breathe_at(host, k);
		if (!isnan(s->term[k * CM_TERMS + j]))
			sum += known[count++] = s->term[k * CM_TERMS + j];
	}
	*scale = (CmOutlookScale) {.column = -1, .missing_column = -1, .mean = sum / (double) count, .p01 = NAN, .p99 = NAN,
		.missing_share = 1 - (double) count / (double) s->rows};
	for (uint64_t k = 0; k < count; k++)
		squares += (known[k] - scale->mean) * (known[k] - scale->mean);
	scale->deviation = sqrt(squares / (double) count);
	cm_sort(host, known, count, sizeof(double), cm_ascending);
	if (count > 0)
	{
		scale->p01 = known[(uint64_t) (0.01 * (double) (count - 1) + 0.5)];
		scale->p99 = known[(uint64_t) (0.99 * (double) (count - 1) + 0.5)];
	}
	if (asked && scale->deviation > 0 && scale->missing_share <= MISSING_MOST)
		scale->column = 0;
	cm_release(host, known);
}

/* Numbers the columns; returns how many, and which are penalised. */
static int
place_columns(CmOutlookScale scale[CM_TERMS], bool penalised[CM_OUTLOOK_COLUMNS_MOST])
{
	int			columns = 0;

	for (int j = 0; j < CM_TERMS; j++)
		if (scale[j].column >= 0)
		{
			penalised[columns] = j != CM_TERM_CHANCE;
			scale[j].column = columns++;
		}
	for (int j = 0; j < CM_TERMS; j++)
		if (scale[j].column >= 0 && scale[j].missing_share > MISSING_TOLD)
		{
			penalised[columns] = true;
			scale[j].missing_column = columns++;
		}
	return columns;
}

/* A row as the logit takes it: deviations from the mean, 0 for what is missing. */
static void
fill_columns(const CmOutlookScale scale[CM_TERMS], const double term[CM_TERMS], double *z)
{
	for (int j = 0; j < CM_TERMS; j++)
	{
		double		off = (term[j] - scale[j].mean) / scale[j].deviation;

		if (scale[j].column >= 0)
			z[scale[j].column] = isnan(off) ? 0 : fmax(-SCALED_MOST, fmin(SCALED_MOST, off));
		if (scale[j].missing_column >= 0)
			z[scale[j].missing_column] = isnan(off);
	}
}

/* Fit ------------------------------------------------------------------- */

static const double lambdas[] = {1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1};

#define LAMBDAS (int) (sizeof(lambdas) / sizeof(lambdas[0]))

/* The coefficients of these columns, and how sure they are. */
static CmOutlookStatus
learn(const CmOutlookQuestion *q, const Lesson *s, CmOutlookFit *fit)
{
	bool		penalised[CM_OUTLOOK_COLUMNS_MOST];
	int			columns = place_columns(fit->scale, penalised),
				best = 0;
	double	   *z = cm_resize(q->host, NULL, s->rows * (uint64_t) columns + 1, sizeof(double));
	double		log_loss[LAMBDAS];
	CmLogitRows rows = {.rows = s->rows, .terms = columns, .z = z, .event = s->event, .penalised = penalised,
	.region = s->region, .regions = q->panel->pairs.regions};

	for (uint64_t k = 0; k < s->rows; k++)
	{
		fill_columns(fit->scale, s->term + k * CM_TERMS, z + k * (uint64_t) columns);
		cm_breathe_at(q->host, k);
	}
	/* Chance alone has nothing that a penalty could hold down. */
	if (columns > 1)
		best = cm_logit_choose_lambda(q->host, &rows, q->folds, lambdas, LAMBDAS, log_loss);
	fit->lambda = columns > 1 && best >= 0 ? lambdas[best] : 0;
	fit->logit = cm_logit_fit(q->host, &rows, fit->lambda, NULL);
	cm_logit_covariance(q->host, &rows, fit->lambda, &fit->logit, fit->covariance);
	cm_release(q->host, z);
	return best >= 0 && fit->logit.status == CM_LOGIT_OK ? CM_OUTLOOK_OK : CM_OUTLOOK_NO_FIT;
}

/* Is there enough to learn so many terms from? */
static CmOutlookStatus
enough(const CmOutlookFit *fit, int terms)
{
	if (fit->first_year == CM_NO_YEAR || fit->rows == 0)
		return CM_OUTLOOK_SHORT;
	if (fit->events < FEW_EVENTS || fit->events < (uint64_t) (EVENTS_A_TERM * terms))
		return CM_OUTLOOK_FEW_EVENTS;
	return fit->regions < FEW_REGIONS ? CM_OUTLOOK_FEW_REGIONS : CM_OUTLOOK_OK;
}

static void
count_lesson(const CmOutlookQuestion *q, const CmOutlookYear *years, const Lesson *s, CmOutlookFit *fit)
{
	bool	   *seen = cm_zeros(q->host, (size_t) q->panel->pairs.regions + 1, sizeof(bool));

	fit->rows = s->rows;
	fit->first_year = s->windows == 0 ? CM_NO_YEAR : years[0].year;
	fit->last_outcome = s->windows == 0 ? CM_NO_YEAR : years[s->windows - 1].year + q->horizon;
	for (uint64_t k = 0; k < s->rows; k++)
	{
		fit->events += s->event[k];
		fit->regions += !seen[s->region[k]];
		seen[s->region[k]] = true;
	}
	cm_release(q->host, seen);
}

/* All terms of all rows. */
static CmOutlookStatus
fill_lesson(const CmOutlookQuestion *q, const Lesson *s, CmOutlookFit *fit)
{
	bool		plants = q->panel->base == CM_ESTABLISHMENTS;
	double	   *chance = cm_resize(q->host, NULL, s->rows + 1, sizeof(double));
	bool		told;

	for (uint64_t k = 0; k < s->rows; k++)
	{
		chance[k] = cm_outcome_chance(CM_OUTCOME_FELL, &fit->noise, s->row[k]->firms, plants, q->fall);
		fill_terms(&fit->noise, s->row[k], plants, q->fall, NAN, s->term + k * CM_TERMS);
		cm_breathe_at(q->host, k);
	}
	told = recalibrate(q, s, fit->recalibration);
	if (told)
		fill_rates(q, s, fit, chance);
	cm_release(q->host, chance);
	return told ? CM_OUTLOOK_OK : CM_OUTLOOK_NO_FIT;
}

void
cm_outlook_fit(const CmOutlookQuestion *q, const CmOutlookYear *years, int count, int32_t as_of, CmOutlookFit *fit)
{
	Lesson		s;
	int			terms = 0;

	*fit = (CmOutlookFit) {.as_of = as_of, .noise = cm_noise(q->panel, as_of, q->horizon), .lambda = NAN, .recalibration = {NAN, NAN}};
	for (int j = 0; j < CM_TERMS; j++)
	{
		fit->scale[j] = (CmOutlookScale) {-1, -1, NAN, NAN, NAN, NAN, NAN};
		terms += q->asked[j];
	}
	open_lesson(q, years, count, as_of, &s);
	count_lesson(q, years, &s, fit);
	fit->quantile = cm_outlook_quantile(fit->regions);
	fit->status = enough(fit, terms);
	if (fit->status == CM_OUTLOOK_OK)
		fit->status = fill_lesson(q, &s, fit);
	if (fit->status == CM_OUTLOOK_OK)
	{
		for (int j = 0; j < CM_TERMS; j++)
			scale_term(q->host, &s, (CmTerm) j, q->asked[j], &fit->scale[j]);
		fit->status = learn(q, &s, fit);
	}
	close_lesson(q, &s);
}

void
cm_outlook_fit_close(CmOutlookFit *fit, const CmHost *host)
{
	cm_release(host, fit->rate);
	cm_release(host, fit->rate_events);
	cm_release(host, fit->rate_expected);
	fit->rate = fit->rate_events = fit->rate_expected = NULL;
}

/* Outlook ---------------------------------------------------------------- */

double
cm_outlook_quantile(uint32_t regions)
{
	return regions < INTERVAL_REGIONS ? NAN : cm_student_upper_quantile(0.025, regions - 1);
}

/* 95 percent of the probability. */
static void
bound(const CmOutlookFit *fit, const double *z, CmOutlook *o)
{
	double		reach = fit->quantile * cm_logit_standard_error(fit->logit.terms, fit->covariance, z);

	o->lower = cm_logit_probability(o->log_odds - reach);
	o->upper = cm_logit_probability(o->log_odds + reach);
}

/* What each term adds, missing ones by being so. */
static void
contribute(const CmOutlookFit *fit, const double *z, CmOutlook *o)
{
	for (int j = 0; j < CM_TERMS; j++)
	{
		const CmOutlookScale *scale = &fit->scale[j];

		o->contribution[j] = scale->column < 0 ? NAN : fit->logit.b[1 + scale->column] * z[scale->column];
		if (scale->missing_column >= 0)
			o->contribution[j] += fit->logit.b[1 + scale->missing_column] * z[scale->missing_column];
		if (scale->column >= 0 && (o->value[j] < scale->p01 || o->value[j] > scale->p99))
			o->outside = true;
	}
}

void
cm_outlook(const CmOutlookFit *fit, const CmOutlookRow *row, bool plants, double fall, CmOutlook *o)
{
	double		z[CM_OUTLOOK_COLUMNS_MOST];

	*o = (CmOutlook) {.probability = NAN, .lower = NAN, .upper = NAN, .log_odds = NAN};
	o->chance = cm_outcome_chance(CM_OUTCOME_FELL, &fit->noise, row->firms, plants, fall);
	fill_terms(&fit->noise, row, plants, fall, fit->rate == NULL ? NAN : fit->rate[row->industry], o->value);
	if (fit->logit.status != CM_LOGIT_OK || fit->logit.terms == 0 || isnan(o->chance))
		return;
	fill_columns(fit->scale, o->value, z);
	o->log_odds = cm_logit_log_odds(&fit->logit, z);
	o->probability = cm_logit_probability(o->log_odds);
	bound(fit, z, o);
	contribute(fit, z, o);
}
