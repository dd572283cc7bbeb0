/*
 * backtest.c: did scores of the past tell what came later?
 */
#include "core/policy/backtest.h"

#include "core/numeric/random.h"
#include "core/numeric/sort.h"
#include "core/policy/panel_growth.h"

#include <math.h>
#include <string.h>

#define FEW_EVENTS 30
#define BREAK 0.25

const char *const cm_predictor_name[] = {
	"composite", "composite_without_dynamics", "low_lq", "small_size", "past_decline", "dominance"
};

/* Codes ---------------------------------------------------------------- */

double
cm_break(const CmPanel *p, uint32_t industry, int before)
{
	double		change = cm_panel_base(p, p->year[before + 1])->industry[industry] / cm_panel_base(p, p->year[before])->industry[industry] - 1;

	return fabs(change) > BREAK ? change : NAN;
}

bool
cm_is_redefined(const CmPanel *p, uint32_t industry, int32_t year)
{
	for (int k = 0; k + 1 < p->years && p->year[k + 1] <= year; k++)
		if (!isnan(cm_break(p, industry, k)))
			return true;
	return false;
}

/* Forecasts ------------------------------------------------------------ */

/* The score of what is known, whatever that is, if the model's required pillars are. */
static double
composite(const CmRiskModel *m, const CmFinding finding[CM_INDICATORS], bool dynamics)
{
	double		risk[CM_INDICATORS];
	bool		known[CM_PILLARS_MOST] = {false};
	CmBand		band;

	for (int i = 0; i < CM_INDICATORS; i++)
	{
		bool		grew = i >= CM_INDICATOR_LOCAL_SHIFT && i <= CM_INDICATOR_RELATED_TREND;

		risk[i] = grew && !dynamics ? CM_NOT_APPLICABLE : finding[i].risk;
		if (m->cut[i].pillar >= 0 && cm_is_known(risk[i]))
			known[m->cut[i].pillar] = true;
	}
	for (int k = 0; k < m->pillars; k++)
		if (m->pillar_required[k] && !known[k])
			return NAN;
	return cm_risk_quick_score(m, risk, &band);
}

/* What predictors say of a pair, and whether there was an event; no forecast where nothing was, or its growth is not defined. */
static bool
forecast_pair(const CmIndicators *s, const CmLayer *later, double fall, uint32_t region, uint64_t pair, CmForecast *f)
{
	uint32_t	industry = s->panel->pairs.column[pair];
	CmFinding	finding[CM_INDICATORS];
	double		change = cm_growth_gap(s->size, later, industry, pair, 1);

	if (!(s->size->cell[pair] > 0) || (isnan(change) && later->cell[pair] != 0))
		return false;
	cm_indicators_find(s, region, industry, finding);
	*f = (CmForecast) {.region = region, .targeted = cm_plan_of(s->plans, pair) != NULL,
		.event = later->cell[pair] == 0 || change <= fall};
	f->predicted[CM_PREDICTOR_COMPOSITE] = composite(s->model, finding, true);
	f->predicted[CM_PREDICTOR_WITHOUT_DYNAMICS] = composite(s->model, finding, false);
	f->predicted[CM_PREDICTOR_LOW_LQ] = -finding[CM_INDICATOR_LQ].value;
	f->predicted[CM_PREDICTOR_SMALL_SIZE] = -s->size->cell[pair];
	f->predicted[CM_PREDICTOR_PAST_DECLINE] = -finding[CM_INDICATOR_RAW_SHIFT].value;
	f->predicted[CM_PREDICTOR_DOMINANCE] = finding[CM_INDICATOR_DOMINANCE].value;
	return true;
}

uint64_t
cm_forecast(const CmIndicators *s, int32_t year, double fall, const bool *asked, CmForecast *forecast)
{
	const CmLayers *t = &s->panel->pairs;
	const CmLayer *later = cm_panel_base(s->panel, year);
	bool	   *redefined = cm_resize(s->host, NULL, (size_t) t->industries + 1, sizeof(bool));
	uint64_t	count = 0;

	for (uint32_t i = 0; i < t->industries; i++)
		redefined[i] = cm_is_redefined(s->panel, i, year);
	for (uint32_t r = 0; r < t->regions; r++)
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
		{
			cm_breathe_at(s->host, c);
			if ((asked == NULL || asked[c]) && !redefined[t->column[c]])
				count += forecast_pair(s, later, fall, r, c, &forecast[count]);
		}
	cm_release(s->host, redefined);
	return count;
}

/* In order of a predictor ----------------------------------------------- */

typedef struct Case
{
	double		predicted;
	uint32_t	region;
	bool		event;
} Case;

/* Equal predictions in an order that does not depend on the sort. */
static int
by_prediction(const void *a, const void *b)
{
	const Case *x = a,
			   *y = b;

	if (x->predicted != y->predicted)
		return x->predicted < y->predicted ? -1 : 1;
	if (x->region != y->region)
		return x->region < y->region ? -1 : 1;
	return (int) x->event - (int) y->event;
}

/* The pairs of which a predictor says something, from the least risky. */
static Case *
sorted_cases(const CmHost *host, const CmForecast *forecast, uint64_t count, CmPredictor predictor, bool targeted, uint64_t *cases)
{
	Case	   *c = cm_resize(host, NULL, count + 1, sizeof(Case));

	*cases = 0;
	for (uint64_t k = 0; k < count; k++)
	{
		cm_breathe_at(host, k);
		if (!isnan(forecast[k].predicted[predictor]) && (forecast[k].targeted || !targeted))
			c[(*cases)++] = (Case) {forecast[k].predicted[predictor], forecast[k].region, forecast[k].event};
	}
	cm_sort(host, c, *cases, sizeof(Case), by_prediction);
	return c;
}

/* The end of those that are predicted alike. */
static uint64_t
end_of_ties(const Case *c, uint64_t cases, uint64_t from)
{
	uint64_t	to = from + 1;

	while (to < cases && c[to].predicted == c[from].predicted)
		to++;
	return to;
}

/* The area under the curve, each region counted `weight` times. */
static double
area(const CmHost *host, const Case *c, uint64_t cases, const double *weight)
{
	double		others_below = 0,
				events = 0,
				won = 0;

	for (uint64_t from = 0, to; from < cases; from = to)
	{
		double		tied_events = 0,
					tied_others = 0;

		to = end_of_ties(c, cases, from);
		for (uint64_t k = from; k < to; k++)
		{
			cm_breathe_at(host, k);
			*(c[k].event ? &tied_events : &tied_others) += weight[c[k].region];
		}
		won += tied_events * (others_below + tied_others / 2);
		events += tied_events;
		others_below += tied_others;
	}
	return won / (events * others_below);
}

/* Bounds of the area over resampled regions, of those that have a case. */
static void
bootstrap(const CmHost *host, const Case *c, uint64_t cases, uint32_t regions, uint32_t replicates, uint64_t seed,
		  CmDiscrimination *d)
{
	double	   *weight = cm_zeros(host, (size_t) regions + 1, sizeof(double));
	uint32_t   *present = cm_resize(host, NULL, (size_t) regions + 1, sizeof(uint32_t));
	double	   *found = cm_resize(host, NULL, (size_t) replicates + 1, sizeof(double));
	uint32_t	count = 0,
				kept = 0;

	for (uint64_t k = 0; k < cases; k++)
		if (weight[c[k].region]++ == 0)
			present[count++] = c[k].region;
	for (uint32_t b = 0; b < replicates; b++)
	{
		uint64_t	stream = cm_mix64(seed * CM_GOLDEN + b + 1);

		memset(weight, 0, ((size_t) regions + 1) * sizeof(double));
		for (uint32_t k = 0; k < count; k++)
			weight[present[(uint32_t) (cm_uniform(stream, k) * count)]]++;
		found[kept] = area(host, c, cases, weight);
		kept += !isnan(found[kept]);
	}
	cm_sort(host, found, kept, sizeof(double), cm_ascending);
	d->auc_lower = kept == 0 ? NAN : found[(uint32_t) (0.025 * (kept - 1) + 0.5)];
	d->auc_upper = kept == 0 ? NAN : found[(uint32_t) (0.975 * (kept - 1) + 0.5)];
	cm_release(host, weight);
	cm_release(host, present);
	cm_release(host, found);
}

/* Events expected in the riskiest tenth if ties are broken by lot, against a tenth of all events. */
static double
lift_of(const Case *c, uint64_t cases, double events)
{
	double		wanted = (double) cases / 10,
				got = 0;
	uint64_t	to = cases;

	while (to > 0 && wanted > 0)
	{
		uint64_t	from = to - 1;
		double		tied = 0,
					taken;

		while (from > 0 && c[from - 1].predicted == c[from].predicted)
			from--;
		for (uint64_t k = from; k < to; k++)
			tied += c[k].event;
		taken = fmin(wanted, (double) (to - from));
		got += tied * (taken / (double) (to - from));
		wanted -= taken;
		to = from;
	}
	return got / (events / 10);
}

void
cm_discriminate(const CmHost *host, const CmForecast *forecast, uint64_t count, CmPredictor predictor,
				bool targeted, uint32_t regions, uint32_t replicates, uint64_t seed, CmDiscrimination *d)
{
	uint64_t	cases;
	Case	   *c = sorted_cases(host, forecast, count, predictor, targeted, &cases);
	double	   *once = cm_resize(host, NULL, (size_t) regions + 1, sizeof(double));

	*d = (CmDiscrimination) {.pairs = (double) cases, .auc_lower = NAN, .auc_upper = NAN};
	for (uint32_t r = 0; r < regions; r++)
		once[r] = 1;
	for (uint64_t k = 0; k < cases; k++)
		d->events += c[k].event;
	d->auc = area(host, c, cases, once);
	d->lift = lift_of(c, cases, d->events);
	if (!isnan(d->auc))
		bootstrap(host, c, cases, regions, replicates, seed, d);
	cm_release(host, once);
	cm_release(host, c);
}

CmVerdict
cm_verdict(const CmDiscrimination d[CM_PREDICTORS], CmPredictor predictor, CmPredictor *best)
{
	*best = CM_PREDICTOR_LOW_LQ;
	if (d[predictor].events < FEW_EVENTS)
		return CM_VERDICT_TOO_FEW;
	if (predictor >= CM_PREDICTOR_LOW_LQ || isnan(d[predictor].auc))
		return CM_VERDICT_NONE;
	for (CmPredictor p = CM_PREDICTOR_LOW_LQ; p < CM_PREDICTORS; p++)
		if (d[p].auc > d[*best].auc || isnan(d[*best].auc))
			*best = p;
	return isnan(d[*best].auc) || d[predictor].auc > d[*best].auc ? CM_VERDICT_BETTER : CM_VERDICT_NOT_BETTER;
}

/* Calibration ---------------------------------------------------------- */

void
cm_calibrate(const CmHost *host, const CmForecast *forecast, uint64_t count, CmPredictor predictor,
			 bool targeted, CmCalibration *s)
{
	uint64_t	cases;
	Case	   *c = sorted_cases(host, forecast, count, predictor, targeted, &cases);
	double	   *weight = cm_resize(host, NULL, cases + 1, sizeof(double));

	*s = (CmCalibration) {.from = cm_resize(host, NULL, cases + 1, sizeof(double)), .chance = cm_resize(host, NULL, cases + 1, sizeof(double))};
	for (uint64_t from = 0, to; from < cases; from = to)
	{
		double		events = 0;

		to = end_of_ties(c, cases, from);
		for (uint64_t k = from; k < to; k++)
		{
			cm_breathe_at(host, k);
			events += c[k].event;
		}
		s->from[s->steps] = c[from].predicted;
		s->chance[s->steps] = events / (double) (to - from);
		weight[s->steps++] = (double) (to - from);
		/* A step that would fall is one with the step before. */
		while (s->steps > 1 && s->chance[s->steps - 2] >= s->chance[s->steps - 1])
		{
			uint64_t	last = --s->steps;

			s->chance[last - 1] = (weight[last - 1] * s->chance[last - 1] + weight[last] * s->chance[last]) / (weight[last - 1] + weight[last]);
			weight[last - 1] += weight[last];
		}
	}
	cm_release(host, weight);
	cm_release(host, c);
}

void
cm_calibration_close(const CmHost *host, CmCalibration *c)
{
	cm_release(host, c->from);
	cm_release(host, c->chance);
}

static double
chance_of(const CmCalibration *c, double predicted)
{
	uint64_t	low = 0,
				high = c->steps;

	while (high - low > 1)
	{
		uint64_t	middle = low + (high - low) / 2;

		if (c->from[middle] <= predicted)
			low = middle;
		else
			high = middle;
	}
	return c->chance[low];
}

double
cm_brier(const CmHost *host, const CmCalibration *c, const CmForecast *forecast, uint64_t count, CmPredictor predictor, bool targeted)
{
	double		sum = 0,
				cases = 0;

	for (uint64_t k = 0; k < count && c->steps > 0; k++)
	{
		double		off;

		cm_breathe_at(host, k);
		if (isnan(forecast[k].predicted[predictor]) || (targeted && !forecast[k].targeted))
			continue;
		off = chance_of(c, forecast[k].predicted[predictor]) - forecast[k].event;
		sum += off * off;
		cases++;
	}
	return sum / cases;
}

void
cm_tenths(const CmHost *host, const CmForecast *forecast, uint64_t count, CmPredictor predictor, bool targeted, CmTenth tenth[10])
{
	uint64_t	cases;
	Case	   *c = sorted_cases(host, forecast, count, predictor, targeted, &cases);

	for (uint64_t d = 0; d < 10; d++)
	{
		uint64_t	from = cases * d / 10,
					to = cases * (d + 1) / 10;
		CmTenth    *t = &tenth[d];

		*t = (CmTenth) {.pairs = (double) (to - from), .low = NAN, .high = NAN, .mean = NAN};
		if (from == to)
			continue;
		t->low = c[from].predicted;
		t->high = c[to - 1].predicted;
		t->mean = 0;
		for (uint64_t k = from; k < to; k++)
		{
			t->events += c[k].event;
			t->mean += c[k].predicted / (double) (to - from);
			cm_breathe_at(host, k);
		}
	}
	cm_release(host, c);
}
