/*
 * policy_history.c: what came of targets, and whether scores foresaw it.
 */
#include "pg/host.h"
#include "pg/policy/policy_input.h"
#include "pg/query.h"
#include "pg/relation.h"
#include "pg/rows.h"

#include "core/numeric/sort.h"
#include "core/policy/backtest.h"
#include "core/policy/event_study.h"
#include "core/policy/panel_growth.h"

#include "utils/builtins.h"

#include <math.h>

static const char *const usual = "Leave the argument out for the usual value.";

/* By pair of the panel, is it among those given; NULL if none are. */
static bool *
asked_pairs(FunctionCallInfo fcinfo, const CextPolicyInput *in)
{
	bool	   *asked;

	if (PG_ARGISNULL(CEXT_POLICY_PAIRS))
		return NULL;
	asked = MemoryContextAllocExtended(CurrentMemoryContext, in->panel.pairs.cells + 1, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (uint32 k = 0; k < in->count; k++)
	{
		asked[cm_panel_pair(&in->panel, in->region[k], in->industry[k])] = true;
		CHECK_FOR_INTERRUPTS();
	}
	return asked;
}

/* Before and after ----------------------------------------------------- */

enum
{
	BEFORE = CEXT_POLICY_ARGUMENTS,
	AFTER
};

PG_FUNCTION_INFO_V1(cext_policy_event_study);
Datum
cext_policy_event_study(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CextPolicyInput in;
	CmEventStudy s;
	int32		before = cext_whole_argument(fcinfo, BEFORE, "before", 0, 100, usual);
	int32		after = cext_whole_argument(fcinfo, AFTER, "after", 0, 100, usual);

	cext_rows_begin(&rows, fcinfo);
	cext_relation_argument(fcinfo, CEXT_POLICY_POLICIES, "policies");
	cext_policy_open(&in, fcinfo);
	cm_event_study(&s, in.host, &in.plans, asked_pairs(fcinfo, &in), before, after);
	for (uint32 k = 0; k < s.years; k++)
	{
		const CmEventYear *e = &s.year[k];

		cext_put_datum(&rows, Int32GetDatum(e->year));
		cext_put_datum(&rows, Int32GetDatum((int32) e->treated));
		cext_put_datum(&rows, Int32GetDatum((int32) e->controls));
		cext_put_double(&rows, e->gap);
		cext_put_double(&rows, e->control_gap);
		cext_put_double(&rows, e->difference.mean);
		cext_put_double(&rows, e->difference.error);
		cext_put_double(&rows, s.pretrend.mean);
		cext_put_double(&rows, s.pretrend.p);
		cext_put_datum(&rows, Int32GetDatum((int32) e->difference.regions));
		cext_put_double(&rows, e->difference.lower);
		cext_put_double(&rows, e->difference.upper);
		cext_put_double(&rows, e->difference.p);
		cext_put_string(&rows, cm_evidence_name[e->difference.regions < CM_EVENT_REGIONS_LEAST ? CM_EVIDENCE_TOO_FEW : CM_EVIDENCE_OK]);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

/* Back-tests ----------------------------------------------------------- */

enum
{
	HORIZON = CEXT_POLICY_ARGUMENTS,
	FALL,
	OUTCOMES,
	REPLICATES,
	SEED
};

/* Forecasts made in one year. */
typedef struct Year
{
	int32		as_of;
	CmForecast *forecast;
	uint64		count;
} Year;

static int
by_year(const void *a, const void *b)
{
	const Year *x = a,
			   *y = b;

	return (x->as_of > y->as_of) - (x->as_of < y->as_of);
}

static Year *
years_argument(FunctionCallInfo fcinfo, int *count)
{
	Datum	   *year;
	bool	   *isnull;
	Year	   *years;

	*count = PG_ARGISNULL(CEXT_POLICY_AS_OF) ? 0 : cext_array_argument(fcinfo, CEXT_POLICY_AS_OF, &year, &isnull);
	years = palloc0(((Size) *count + 1) * sizeof(Year));
	for (int k = 0; k < *count; k++)
	{
		if (isnull[k])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("argument \"as_of\" must not hold NULL"),
					 errdetail("Its element number %d is.", k + 1),
					 errhint("List the years in which scores are to be made.")));
		years[k].as_of = DatumGetInt32(year[k]);
	}
	cm_sort(cext_call_host(), years, (size_t) *count, sizeof(Year), by_year);
	return years;
}

static void
require_year(const CextPolicyInput *in, int32 year, const char *what)
{
	if (cm_panel_base(&in->panel, year) == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the panel has no matrix of \"%s\" for %d", cm_measure_card[in->panel.base].name, year),
				 errdetail("That is the year in which %s.", what),
				 errhint("Choose years and a horizon whose ends the panel has.")));
}

/* Opens the input with all years of the panel, at the first of those in which scores are to be made; all must be there. */
static Year *
open_years(FunctionCallInfo fcinfo, CextPolicyInput *in, int32 horizon, int *count)
{
	Year	   *years = years_argument(fcinfo, count);

	if (*count == 0)
		return years;
	cext_policy_open_at(in, fcinfo, cext_policy_measure_argument(fcinfo, CEXT_POLICY_MEASURE), years[0].as_of, true);
	for (int k = 0; k < *count; k++)
	{
		require_year(in, years[k].as_of, "scores are made");
		require_year(in, years[k].as_of + horizon, "outcomes are looked at");
	}
	return years;
}

/* The same, and the forecasts of all years. */
static Year *
forecast_years(FunctionCallInfo fcinfo, CextPolicyInput *in, int32 horizon, int *count)
{
	double		fall = PG_ARGISNULL(FALL) ? -0.2 : PG_GETARG_FLOAT8(FALL);
	Year	   *years = open_years(fcinfo, in, horizon, count);
	bool	   *asked = *count == 0 ? NULL : asked_pairs(fcinfo, in);

	for (int k = 0; k < *count; k++)
	{
		/* A year that is given once more needs no more memory. */
		if (k > 0 && years[k].as_of == years[k - 1].as_of)
		{
			years[k] = years[k - 1];
			continue;
		}
		cext_policy_reopen(in, &in->model, years[k].as_of);
		years[k].forecast = MemoryContextAllocHuge(CurrentMemoryContext, (in->panel.pairs.cells + 1) * sizeof(CmForecast));
		years[k].count = cm_forecast(&in->indicators, years[k].as_of + horizon, fall, asked, years[k].forecast);
	}
	return years;
}

/* Outcomes by their names; a fall is mostly the chance of few firms, so that what is beyond it comes with it. */
static void
outcomes_argument(FunctionCallInfo fcinfo, bool asked[CM_OUTCOMES])
{
	int			names;

	memset(asked, false, CM_OUTCOMES);
	names = cext_choices_argument(fcinfo, OUTCOMES, "outcomes", cm_outcome_name, "Leave the argument out for what is beyond the chance of few firms.", asked);
	asked[CM_OUTCOME_BEYOND] = asked[CM_OUTCOME_BEYOND] || names == 0 || asked[CM_OUTCOME_FELL];
}

/* The forecasts whose outcome was known in a year, all together. */
static Year
known_by(const Year *years, int count, int32 horizon, int32 as_of)
{
	Year		known = {0};
	uint64		total = 0;

	for (int k = 0; k < count && years[k].as_of + horizon <= as_of; k++)
		total += years[k].count;
	known.forecast = MemoryContextAllocHuge(CurrentMemoryContext, (total + 1) * sizeof(CmForecast));
	for (int k = 0; k < count && years[k].as_of + horizon <= as_of; k++)
	{
		/* A year that is given once more is no more known. */
		if (k > 0 && years[k].as_of == years[k - 1].as_of)
			continue;
		memcpy(known.forecast + known.count, years[k].forecast, years[k].count * sizeof(CmForecast));
		known.count += years[k].count;
	}
	return known;
}

/* What of a year is put to the test, against what was known of earlier ones. */
typedef struct Test
{
	const CextPolicyInput *in;
	const Year *year;
	const Year *known;
	CmOutcome	outcome;
	bool		targeted;
	CmCase	   *cases;			/* of a predictor, in the year and in those before */
	CmCase	   *earlier;
	CmCase	   *chance;			/* of the chance of few firms */
	uint32		replicates;
	uint64		seed;
} Test;

/* The cases of a predictor in the year, with probabilities as earlier ones came true; returns how many. */
static uint64
fill_cases(const Test *t, CmPredictor predictor, CmCase *cases, uint64 *earlier)
{
	CmCalibration c;
	uint64		count;

	*earlier = cm_cases(t->in->host, t->known->forecast, t->known->count, t->outcome, predictor, t->targeted, NULL, t->earlier);
	cm_calibrate(t->in->host, t->earlier, *earlier, &c);
	count = cm_cases(t->in->host, t->year->forecast, t->year->count, t->outcome, predictor, t->targeted, &c, cases);
	cm_calibration_close(t->in->host, &c);
	return count;
}

static void
find_skill(const Test *t, CmPredictor predictor, CmSkill *skill)
{
	CmTrial		trial = {.cases = t->cases, .earlier = t->earlier, .regions = t->in->panel.pairs.regions, .replicates = t->replicates, .seed = t->seed};

	trial.chance = predictor == CM_PREDICTOR_CHANCE ? NULL : t->chance;
	trial.count = fill_cases(t, predictor, t->cases, &trial.earlier_count);
	cm_skill(t->in->host, &trial, skill);
}

static const char *const verdict_name[] = {
	[CM_SKILL_NONE] = NULL,
	[CM_SKILL_TOO_FEW] = "too few events",
	[CM_SKILL_BETTER] = "beats chance",
	[CM_SKILL_WORSE] = "is worse than chance",
	[CM_SKILL_NOT_TOLD] = "does not beat chance",
};

static const char *const population_name[] = {"targeted", "all"};

static void
put_skill(CextRows *rows, const CmSkill *s)
{
	const char *verdict = verdict_name[cm_skill_verdict(s)];

	cext_put_count(rows, s->pairs);
	cext_put_count(rows, s->events);
	cext_put_double(rows, s->events / s->pairs);
	cext_put_double(rows, s->auc);
	cext_put_double(rows, s->auc_lower);
	cext_put_double(rows, s->auc_upper);
	cext_put_double(rows, s->auc_within_size);
	cext_put_double(rows, s->precision_area);
	cext_put_double(rows, s->lift);
	cext_put_double(rows, s->brier);
	cext_put_double(rows, s->brier_skill);
	cext_put_double(rows, s->brier_skill_chance);
	cext_put_double(rows, s->slope);
	cext_put_double(rows, s->intercept);
	cext_put_double(rows, s->usefulness[0]);
	cext_put_double(rows, s->usefulness[1]);
	cext_put_double(rows, s->difference);
	cext_put_double(rows, s->difference_lower);
	cext_put_double(rows, s->difference_upper);
	if (verdict == NULL)
		cext_put_null(rows);
	else
		cext_put_string(rows, verdict);
}

static void
put_tests(CextRows *rows, const Test *t, int32 horizon)
{
	uint64		earlier;

	fill_cases(t, CM_PREDICTOR_CHANCE, t->chance, &earlier);
	for (CmPredictor p = 0; p < CM_PREDICTORS; p++)
	{
		CmSkill		skill;

		find_skill(t, p, &skill);
		cext_put_datum(rows, Int32GetDatum(t->year->as_of));
		cext_put_datum(rows, Int32GetDatum(horizon));
		cext_put_string(rows, cm_outcome_name[t->outcome]);
		cext_put_string(rows, population_name[!t->targeted]);
		cext_put_string(rows, cm_predictor_name[p]);
		put_skill(rows, &skill);
		cext_rows_end_row(rows);
	}
}

static CmCase *
room_for(const Year *year)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, (year->count + 1) * sizeof(CmCase));
}

PG_FUNCTION_INFO_V1(cext_policy_backtest);
Datum
cext_policy_backtest(PG_FUNCTION_ARGS)
{
	int32		horizon = cext_whole_argument(fcinfo, HORIZON, "horizon", 1, 100, usual);
	CextRows	rows;
	CextPolicyInput in;
	Test		t = {.in = &in, .replicates = (uint32) cext_whole_argument(fcinfo, REPLICATES, "replicates", 0, 100000, usual), .seed = cext_seed_argument(fcinfo, SEED)};
	Year	   *years;
	bool		asked[CM_OUTCOMES];
	int			count;

	outcomes_argument(fcinfo, asked);
	cext_rows_begin(&rows, fcinfo);
	years = forecast_years(fcinfo, &in, horizon, &count);
	for (int k = 0; k < count; k++)
	{
		Year		known = known_by(years, count, horizon, years[k].as_of);

		t.year = &years[k];
		t.known = &known;
		t.cases = room_for(t.year);
		t.chance = room_for(t.year);
		t.earlier = room_for(t.known);
		for (t.outcome = 0; t.outcome < CM_OUTCOMES; t.outcome++)
			for (int targeted = 1; asked[t.outcome] && targeted >= 0; targeted--)
			{
				t.targeted = targeted;
				if (!targeted || !PG_ARGISNULL(CEXT_POLICY_POLICIES))
					put_tests(&rows, &t, horizon);
			}
		pfree(known.forecast);
		pfree(t.cases);
		pfree(t.chance);
		pfree(t.earlier);
	}
	return (Datum) 0;
}

static void
put_tenths(CextRows *rows, const Year *year, int32 horizon, CmOutcome outcome, bool targeted, const CmTenth tenth[10])
{
	for (int d = 0; d < 10; d++)
	{
		cext_put_datum(rows, Int32GetDatum(year->as_of));
		cext_put_datum(rows, Int32GetDatum(horizon));
		cext_put_string(rows, cm_outcome_name[outcome]);
		cext_put_string(rows, population_name[!targeted]);
		cext_put_datum(rows, Int32GetDatum(d + 1));
		cext_put_count(rows, tenth[d].pairs);
		cext_put_count(rows, tenth[d].events);
		cext_put_double(rows, tenth[d].events / tenth[d].pairs);
		cext_put_double(rows, tenth[d].expected / tenth[d].told);
		cext_put_double(rows, tenth[d].low);
		cext_put_double(rows, tenth[d].high);
		cext_put_double(rows, tenth[d].mean);
		cext_rows_end_row(rows);
	}
}

PG_FUNCTION_INFO_V1(cext_policy_calibration);
Datum
cext_policy_calibration(PG_FUNCTION_ARGS)
{
	int32		horizon = cext_whole_argument(fcinfo, HORIZON, "horizon", 1, 100, usual);
	CextRows	rows;
	CextPolicyInput in;
	Year	   *years;
	bool		asked[CM_OUTCOMES];
	int			count;

	outcomes_argument(fcinfo, asked);
	cext_rows_begin(&rows, fcinfo);
	years = forecast_years(fcinfo, &in, horizon, &count);
	for (int k = 0; k < count; k++)
	{
		CmCase	   *cases = room_for(&years[k]);

		for (CmOutcome o = 0; o < CM_OUTCOMES; o++)
			for (int targeted = 1; asked[o] && targeted >= 0; targeted--)
			{
				CmTenth		tenth[10];

				if (targeted && PG_ARGISNULL(CEXT_POLICY_POLICIES))
					continue;
				cm_tenths(in.host, cases, cm_cases(in.host, years[k].forecast, years[k].count, o, CM_PREDICTOR_COMPOSITE, targeted, NULL, cases), tenth);
				put_tenths(&rows, &years[k], horizon, o, targeted, tenth);
			}
		pfree(cases);
	}
	return (Datum) 0;
}

/* The breaks of all industries up to the outcome of a year. */
static void
put_breaks(CextRows *rows, const CextPolicyInput *in, int32 as_of, int32 horizon)
{
	const CmPanel *p = &in->panel;

	for (uint32 i = 0; i < p->pairs.industries; i++)
		for (int k = 0; k + 1 < p->years && p->year[k + 1] <= as_of + horizon; k++)
		{
			double		change = cm_break(p, i, k);

			CHECK_FOR_INTERRUPTS();
			if (isnan(change))
				continue;
			cext_put_datum(rows, Int32GetDatum(as_of));
			cext_put_datum(rows, in->industry_text[i]);
			cext_put_datum(rows, Int32GetDatum(p->year[k]));
			cext_put_datum(rows, Int32GetDatum(p->year[k + 1]));
			cext_put_double(rows, cm_panel_base(p, p->year[k])->industry[i]);
			cext_put_double(rows, cm_panel_base(p, p->year[k + 1])->industry[i]);
			cext_put_double(rows, change);
			cext_rows_end_row(rows);
		}
}

PG_FUNCTION_INFO_V1(cext_policy_breaks);
Datum
cext_policy_breaks(PG_FUNCTION_ARGS)
{
	int32		horizon = cext_whole_argument(fcinfo, HORIZON, "horizon", 1, 100, usual);
	CextRows	rows;
	CextPolicyInput in;
	Year	   *years;
	int			count;

	cext_rows_begin(&rows, fcinfo);
	years = open_years(fcinfo, &in, horizon, &count);
	for (int k = 0; k < count; k++)
		if (k == 0 || years[k].as_of != years[k - 1].as_of)
			put_breaks(&rows, &in, years[k].as_of, horizon);
	return (Datum) 0;
}
