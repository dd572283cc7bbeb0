/*
 * policy_outlook_rows.c: what is known of the pairs of a year, and what came of them.
 */
#include "core/policy/policy_outlook_rows.h"

#include "core/policy/indicators/indicators_fit.h"
#include "core/policy/panel_growth.h"

#include <math.h>
#include <string.h>

#define SHRINKAGE 5				/* firms of prior evidence in the quotient, as in the standard model */
#define LEAST_QUOTIENT 0.02
#define PAST_YEARS 3

/* A year of the panel without any policies. */
typedef struct Year
{
	CmRiskModel model;
	CmPlans		plans;
	CmIndicators indicators;
	int		   *level;
	int32_t		past;			/* the year to look back to, three years ago or the first there is; CM_NO_YEAR */
} Year;

static void
open_year(const CmOutlookQuestion *q, int32_t year, Year *y)
{
	uint32_t	regions = q->panel->pairs.regions;

	*y = (Year) {.model = {.shrinkage = SHRINKAGE}, .level = cm_resize(q->host, NULL, (size_t) regions + 1, sizeof(int))};
	for (uint32_t r = 0; r < regions; r++)
		y->level[r] = -1;
	y->past = cm_year_before(q->panel, year, year - PAST_YEARS);
	cm_plans_open(&y->plans, q->panel, NULL, 0, year, false, y->level);
	cm_indicators_open(&y->indicators, q->host, &y->model, q->panel, &y->plans, year, NULL, NULL, NULL, NULL);
}

static void
close_year(const CmOutlookQuestion *q, Year *y)
{
	cm_indicators_close(&y->indicators);
	cm_plans_close(&y->plans);
	cm_release(q->host, y->level);
}

/* By phi of 1 alone. */
static double
past_surprise(const CmOutlookQuestion *q, const Year *y, uint64_t pair)
{
	CmNoise		one = {.phi = 1};
	CmMove		move;

	return y->past != CM_NO_YEAR && cm_move(q->panel, y->past, y->indicators.year, pair, &move) ? cm_surprise(&one, &move) : NAN;
}

static double
log_of(double x)
{
	return x > 0 ? log(x) : NAN;
}

static void
describe(const CmOutlookQuestion *q, const Year *y, CmOutlookRow *row)
{
	const CmIndicators *s = &y->indicators;
	CmPair		p = {.region = row->region, .industry = row->industry, .at = row->pair};

	row->size = s->size->cell[row->pair];
	row->firms = cm_firms_behind(q->panel, s->year, row->pair);
	for (int j = 0; j < CM_TERMS; j++)
		row->term[j] = NAN;
	row->term[CM_TERM_LQ] = log_of(fmax(LEAST_QUOTIENT, cm_shrunk_quotient(s, row->region, row->industry, row->pair)));
	row->term[CM_TERM_INDUSTRY_SIZE] = log_of(s->size->industry[row->industry]);
	row->term[CM_TERM_REGION_SIZE] = log_of(s->size->region[row->region]);
	row->term[CM_TERM_PAST_SURPRISE] = past_surprise(q, y, row->pair);
	row->term[CM_TERM_DENSITY] = cm_find_density(s, &p).value;
}

/* What came, if anybody knows. */
static void
look_later(const CmOutlookQuestion *q, int32_t year, int32_t until, CmOutlookRow *row)
{
	CmMove		move;

	if (year + q->horizon > until || cm_panel_base(q->panel, year + q->horizon) == NULL)
		return;
	row->known = cm_move(q->panel, year, year + q->horizon, row->pair, &move);
	row->event = row->known && cm_outcome(CM_OUTCOME_FELL, NULL, &move, q->fall, false) == 1;
}

void
cm_outlook_year(const CmOutlookQuestion *q, int32_t year, int32_t until, CmOutlookYear *result)
{
	const CmLayers *t = &q->panel->pairs;
	Year		y;

	*result = (CmOutlookYear) {.year = year, .row = cm_resize(q->host, NULL, t->cells + 1, sizeof(CmOutlookRow))};
	open_year(q, year, &y);
	for (uint32_t r = 0; r < t->regions; r++)
		for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
		{
			CmOutlookRow *row = &result->row[result->rows];

			cm_breathe_at(q->host, c);
			if (!(y.indicators.size->cell[c] > 0))
				continue;
			*row = (CmOutlookRow) {.pair = c, .region = r, .industry = t->column[c]};
			describe(q, &y, row);
			look_later(q, year, until, row);
			result->rows++;
		}
	close_year(q, &y);
}
