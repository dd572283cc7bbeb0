/*
 * policy_outlook_test.c: does an outlook beat the chance of few firms, on windows
 * later than those that it was learnt from?
 */
#include "core/policy/policy_outlook_test.h"

#include "core/policy/panel_growth.h"

#include <math.h>

/* The cases of all windows, one behind the other, as the model and as chance see them. */
typedef struct Cases
{
	CmCase	   *model;
	CmCase	   *chance;
	uint64_t	count;
} Cases;

/* What a fit says of a window that came after it, for those whose outcome is known and whose code still means the same. */
static void
add_cases(const CmOutlookQuestion *q, const CmOutlookFit *fit, const CmOutlookYear *y, Cases *c)
{
	bool	   *redefined = cm_redefined(q->panel, y->year + q->horizon);

	for (uint64_t k = 0; k < y->rows; k++)
	{
		const CmOutlookRow *row = &y->row[k];
		CmOutlook	o;

		cm_breathe_at(q->host, k);
		if (!row->known || isnan(row->firms) || redefined[row->industry])
			continue;
		cm_outlook(fit, row, q->panel->base == CM_ESTABLISHMENTS, q->fall, &o);
		c->model[c->count] = (CmCase) {.predicted = o.log_odds, .probability = o.probability, .size = row->size, .region = row->region, .event = row->event};
		c->chance[c->count] = c->model[c->count];
		c->chance[c->count].predicted = o.value[CM_TERM_CHANCE];
		c->chance[c->count].probability = cm_logit_probability(fit->recalibration[0] + fit->recalibration[1] * o.value[CM_TERM_CHANCE]);
		c->count++;
	}
	cm_release(q->host, redefined);
}

/* How cases from one on were foretold. */
static CmOutlookTest
judge(const CmOutlookQuestion *q, const Cases *c, uint64_t from, int32_t year)
{
	CmOutlookTest test = {.year = year};
	CmTrial		trial = {.cases = c->model + from, .chance = c->chance + from, .count = c->count - from,
	.regions = q->panel->pairs.regions, .replicates = q->replicates, .seed = q->seed};

	cm_skill(q->host, &trial, &test.model);
	trial.cases = trial.chance;
	cm_skill(q->host, &trial, &test.chance);
	return test;
}

/* What has no other term differs from chance, recalibrated, by rounding alone. */
static bool
knows_chance_alone(const CmOutlookFit *fit)
{
	for (int j = 0; j < CM_TERMS; j++)
		if (j != CM_TERM_CHANCE && fit->scale[j].column >= 0)
			return false;
	return true;
}

/* Chance alone, recalibrated, in place of what does not beat it. */
static void
fall_back(const CmOutlookQuestion *q, const CmOutlookYear *years, int count, CmOutlookFit *fit)
{
	CmOutlookQuestion alone = *q;

	for (int j = 0; j < CM_TERMS; j++)
		alone.asked[j] = j == CM_TERM_CHANCE;
	cm_outlook_fit_close(fit, q->host);
	cm_outlook_fit(&alone, years, count, fit->as_of, fit);
	if (fit->status == CM_OUTLOOK_OK)
		fit->status = CM_OUTLOOK_BY_NOTHING;
}

void
cm_outlook_test(const CmOutlookQuestion *q, const CmOutlookYear *years, int count, CmOutlookFit *fit, CmOutlookTests *tests)
{
	uint64_t	most = 0;
	Cases		c = {0};

	for (int w = 0; w < count; w++)
		most += years[w].rows;
	c.model = cm_resize(q->host, NULL, most + 1, sizeof(CmCase));
	c.chance = cm_resize(q->host, NULL, most + 1, sizeof(CmCase));
	*tests = (CmOutlookTests) {.test = cm_resize(q->host, NULL, (size_t) count + 1, sizeof(CmOutlookTest))};
	for (int w = 0; w < count && years[w].year + q->horizon <= fit->as_of; w++)
	{
		CmOutlookFit then;
		uint64_t	from = c.count;

		cm_outlook_fit(q, years, count, years[w].year, &then);
		if (then.status == CM_OUTLOOK_OK)
			add_cases(q, &then, &years[w], &c);
		if (c.count > from)
			tests->test[tests->tests++] = judge(q, &c, from, years[w].year);
		cm_outlook_fit_close(&then, q->host);
	}
	if (tests->tests > 0)
	{
		tests->test[tests->tests] = judge(q, &c, 0, CM_NO_YEAR);
		cm_reliability(q->host, c.model, c.count, tests->reliability);
	}
	if (fit->status == CM_OUTLOOK_OK && tests->tests == 0)
		fit->status = CM_OUTLOOK_SHORT;
	else if (fit->status == CM_OUTLOOK_OK && (knows_chance_alone(fit) || !(tests->test[tests->tests].model.brier_difference_lower > 0)))
		fall_back(q, years, count, fit);
	cm_release(q->host, c.model);
	cm_release(q->host, c.chance);
}
