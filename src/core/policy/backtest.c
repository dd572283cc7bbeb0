/*
 * backtest.c: did scores of the past tell what came later?
 */
#include "core/policy/backtest.h"

#include "core/numeric/sort.h"
#include "core/policy/panel_growth.h"

#include <math.h>

const char *const cm_predictor_name[] = {
	"composite", "composite_without_dynamics", "low_lq", "small_size", "past_decline", "dominance", "chance_of_few_firms"
};

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

/* What the scores are to foretell. */
typedef struct Later
{
	int32_t		year;
	double		fall;
	CmNoise		noise;
	const CmLayer *established;	/* who was there as long before; NULL: nobody knows */
} Later;

/* What predictors say of a pair, and what came; no forecast where nothing was, or its industry is nowhere else. */
static bool
forecast_pair(const CmIndicators *s, const Later *later, uint32_t region, uint64_t pair, CmForecast *f)
{
	CmFinding	finding[CM_INDICATORS];
	CmMove		move;

	if (!cm_move(s->panel, s->year, later->year, pair, &move))
		return false;
	cm_indicators_find(s, region, s->panel->pairs.column[pair], finding);
	*f = (CmForecast) {.region = region, .targeted = cm_plan_of(s->plans, pair) != NULL, .size = move.before};
	f->predicted[CM_PREDICTOR_COMPOSITE] = composite(s->model, finding, true);
	f->predicted[CM_PREDICTOR_WITHOUT_DYNAMICS] = composite(s->model, finding, false);
	f->predicted[CM_PREDICTOR_LOW_LQ] = -finding[CM_INDICATOR_LQ].value;
	f->predicted[CM_PREDICTOR_SMALL_SIZE] = -move.before;
	f->predicted[CM_PREDICTOR_PAST_DECLINE] = -finding[CM_INDICATOR_RAW_SHIFT].value;
	f->predicted[CM_PREDICTOR_DOMINANCE] = finding[CM_INDICATOR_DOMINANCE].value;
	for (CmOutcome o = 0; o < CM_OUTCOMES; o++)
	{
		f->event[o] = (int8_t) cm_outcome(o, &later->noise, &move, later->fall, cm_layer_at(later->established, pair) > 0);
		f->chance[o] = cm_outcome_chance(o, &later->noise, move.firms, move.plants, later->fall);
	}
	return true;
}

uint64_t
cm_forecast(const CmIndicators *s, int32_t year, double fall, const bool *asked, CmForecast *forecast)
{
	const CmLayers *t = &s->panel->pairs;
	bool	   *redefined = cm_redefined(s->panel, year);
	int32_t		horizon = year - s->year,
				before = cm_year_before(s->panel, s->year, s->year - horizon);
	Later		later = {.year = year, .fall = fall, .noise = cm_noise(s->panel, s->year, horizon)};
	uint64_t	count = 0;

	if (before != CM_NO_YEAR && before <= s->year - horizon)
		later.established = cm_panel_base(s->panel, before);
	for (uint32_t r = 0; r < t->regions; r++)
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
		{
			cm_breathe_at(s->host, c);
			if ((asked == NULL || asked[c]) && !redefined[t->column[c]])
				count += forecast_pair(s, &later, r, c, &forecast[count]);
		}
	cm_release(s->host, redefined);
	return count;
}

/* In order of a predictor ----------------------------------------------- */

/* Equal predictions in an order that does not depend on the sort. */
static int
by_prediction(const void *a, const void *b)
{
	const CmCase *x = a,
			   *y = b;

	if (x->predicted != y->predicted)
		return x->predicted < y->predicted ? -1 : 1;
	if (x->region != y->region)
		return x->region < y->region ? -1 : 1;
	if (x->event != y->event)
		return (int) x->event - (int) y->event;
	if (isnan(x->probability) || isnan(y->probability))
		return (int) isnan(x->probability) - (int) isnan(y->probability);
	return (x->probability > y->probability) - (x->probability < y->probability);
}

/* The cases of which the predictor says something, from the least risky. */
static CmCase *
sorted_cases(const CmHost *host, const CmCase *cases, uint64_t count, uint64_t *kept)
{
	CmCase	   *c = cm_resize(host, NULL, count + 1, sizeof(CmCase));

	*kept = 0;
	for (uint64_t k = 0; k < count; k++)
	{
		cm_breathe_at(host, k);
		if (!isnan(cases[k].predicted))
			c[(*kept)++] = cases[k];
	}
	cm_sort(host, c, *kept, sizeof(CmCase), by_prediction);
	return c;
}

/* Calibration ---------------------------------------------------------- */

void
cm_calibrate(const CmHost *host, const CmCase *cases, uint64_t count, CmCalibration *s)
{
	CmOrder		o;
	double	   *weight;

	cm_order_open(&o, host, cases, count, cm_predicted_of);
	weight = cm_resize(host, NULL, o.ties + 1, sizeof(double));
	*s = (CmCalibration) {.from = cm_resize(host, NULL, o.ties + 1, sizeof(double)), .chance = cm_resize(host, NULL, o.ties + 1, sizeof(double))};
	for (uint64_t tie = 0; tie < o.ties; tie++)
	{
		cm_breathe_at(host, tie);
		s->from[s->steps] = o.value[tie];
		s->chance[s->steps] = (double) o.tied_events[tie] / (double) cm_tied(&o, tie);
		weight[s->steps++] = (double) cm_tied(&o, tie);
		/* A step that would fall is one with the step before. */
		while (s->steps > 1 && s->chance[s->steps - 2] >= s->chance[s->steps - 1])
		{
			uint64_t	last = --s->steps;

			s->chance[last - 1] = (weight[last - 1] * s->chance[last - 1] + weight[last] * s->chance[last]) / (weight[last - 1] + weight[last]);
			weight[last - 1] += weight[last];
		}
	}
	cm_release(host, weight);
	cm_order_close(&o, host);
}

void
cm_calibration_close(const CmHost *host, CmCalibration *c)
{
	cm_release(host, c->from);
	cm_release(host, c->chance);
}

static double
calibrated(const CmCalibration *c, double predicted)
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
	return c->steps == 0 || isnan(predicted) ? NAN : c->chance[low];
}

/* Cases ----------------------------------------------------------------- */

uint64_t
cm_cases(const CmHost *host, const CmForecast *forecast, uint64_t count, CmOutcome outcome, CmPredictor predictor,
		 bool targeted, const CmCalibration *calibration, CmCase *cases)
{
	uint64_t	kept = 0;

	for (uint64_t k = 0; k < count; k++)
	{
		const CmForecast *f = &forecast[k];
		double		predicted = predictor == CM_PREDICTOR_CHANCE ? f->chance[outcome] : f->predicted[predictor];

		cm_breathe_at(host, k);
		if (f->event[outcome] < 0 || (targeted && !f->targeted))
			continue;
		cases[kept++] = (CmCase) {
			.predicted = predicted,
			.probability = calibration == NULL ? f->chance[outcome] : calibrated(calibration, predicted),
			.size = f->size,
			.region = f->region,
			.event = f->event[outcome] == 1,
		};
	}
	return kept;
}

void
cm_tenths(const CmHost *host, const CmCase *cases, uint64_t count, CmTenth tenth[10])
{
	uint64_t	kept;
	CmCase	   *c = sorted_cases(host, cases, count, &kept);

	for (uint64_t d = 0; d < 10; d++)
	{
		uint64_t	from = kept * d / 10,
					to = kept * (d + 1) / 10;
		CmTenth    *t = &tenth[d];

		*t = (CmTenth) {.pairs = (double) (to - from), .expected = NAN, .low = NAN, .high = NAN, .mean = NAN};
		if (from == to)
			continue;
		t->low = c[from].predicted;
		t->high = c[to - 1].predicted;
		t->mean = t->expected = t->told = 0;
		for (uint64_t k = from; k < to; k++)
		{
			t->events += c[k].event;
			t->told += !isnan(c[k].probability);
			t->expected += isnan(c[k].probability) ? 0 : c[k].probability;
			t->mean += c[k].predicted / (double) (to - from);
			cm_breathe_at(host, k);
		}
	}
	cm_release(host, c);
}
