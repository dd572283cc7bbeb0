/*
 * policy_explain.c: why a pair has its risk score, in sentences.
 */
#include "pg/policy/policy_phrases.h"
#include "pg/rows.h"

#include "core/policy/indicators/cards.h"
#include "core/policy/indicators/indicators_plan.h"
#include "core/policy/indicators/stage.h"

#include "utils/builtins.h"

#include <math.h>

enum
{
	LANGUAGE = CEXT_POLICY_ARGUMENTS
};

/* Everything that is told, pair by pair. */
typedef struct Explanation
{
	CextRows	rows;
	CextPolicyInput in;
	CextPhrases phrases;
	CmFinding  *finding;		/* by pair and indicator */
	double	   *score;			/* by pair */
	uint32	   *score_rank;
	uint32		scored;
	uint32	   *rank[CM_INDICATORS];	/* by pair, of the indicator's risk */
	uint32		known[CM_INDICATORS];
	Datum		model;
} Explanation;

/* What one row tells; NaN and 0 are NULL. */
typedef struct Line
{
	const char *section;
	int			ordinal;
	CmIndicator indicator;
	double		value;
	double		risk;
	double		contribution;
	double		score_if;
} Line;

static void
put_line(Explanation *e, const CextSubject *s, const Line *line, const StringInfo sentence)
{
	CextRows   *rows = &e->rows;
	const CmRiskModel *m = &e->in.model;

	cext_put_datum(rows, e->in.region_text[s->region]);
	cext_put_datum(rows, e->in.industry_text[s->industry]);
	cext_put_string(rows, line->section);
	cext_put_datum(rows, Int32GetDatum(line->ordinal));
	if (line->indicator == CM_INDICATORS)
	{
		cext_put_null(rows);
		cext_put_null(rows);
	}
	else
	{
		cext_put_string(rows, cm_indicator_card[line->indicator].name);
		cext_put_string(rows, m->pillar_name[m->cut[line->indicator].pillar]);
	}
	cext_put_double(rows, line->value);
	cext_put_double(rows, line->risk);
	cext_put_double(rows, line->contribution);
	if (s->rank == 0)
	{
		cext_put_null(rows);
		cext_put_null(rows);
	}
	else
	{
		cext_put_datum(rows, Int32GetDatum((int32) s->rank));
		cext_put_datum(rows, Int32GetDatum((int32) s->of));
	}
	cext_put_double(rows, line->score_if);
	cext_put_datum(rows, PointerGetDatum(cstring_to_text_with_len(sentence->data, sentence->len)));
	cext_put_datum(rows, e->model);
	cext_put_datum(rows, Int32GetDatum(e->in.as_of));
	cext_rows_end_row(rows);
}

static void
put_summary(Explanation *e, CextSubject *s, uint32 k)
{
	StringInfoData sentence;
	Line		line = {"summary", 1, CM_INDICATORS, s->score->score, NAN, NAN, NAN};

	initStringInfo(&sentence);
	s->rank = e->score_rank[k];
	s->of = e->scored;
	cext_phrase(&sentence, s, "summary",
				s->score->band == CM_BAND_UNKNOWN ? "unknown" : s->score->if_best == s->score->if_worst ? "complete" : NULL, NULL);
	if (s->score->band != CM_BAND_UNKNOWN)
		cext_phrase(&sentence, s, "rank", s->of > 1 ? NULL : "alone", NULL);
	put_line(e, s, &line, &sentence);
}

/* Which of several sentences about an indicator fits. */
static const char *
variant_of(const CextSubject *s, CmIndicator i)
{
	const CmFinding *f = &s->finding[i];

	if (f->evidence == CM_EVIDENCE_PROXY)
		return "proxy";
	if (f->evidence == CM_EVIDENCE_ZERO_BASE)
		return "zero_base";
	if (i == CM_INDICATOR_AMBITION && isinf(cm_asked_growth(&s->in->indicators, s->pair)))
		return "empty";
	if ((f->cases > 0 || i == CM_INDICATOR_MASS) && f->value == 0)
		return "none";
	if (i == CM_INDICATOR_DOMINANCE && f->value >= 1)
		return "one";
	return NULL;
}

static void
put_reasons(Explanation *e, CextSubject *s, uint32 k)
{
	CmIndicator reason[CM_INDICATORS];
	int			reasons = cm_reasons(&e->in.model, s->finding, s->score, reason);

	for (int n = 0; n < reasons; n++)
	{
		CmIndicator i = reason[n];
		const CmFinding *f = &s->finding[i];
		Line		line = {"reason", n + 1, i, f->value, f->risk, s->score->contribution[i], NAN};
		StringInfoData sentence;

		initStringInfo(&sentence);
		s->indicator = i;
		s->rank = e->rank[i][k];
		s->of = e->known[i];
		cext_phrase(&sentence, s, "reason", cm_indicator_card[i].name, variant_of(s, i));
		/* Among those without risk there is no order. */
		if (s->of > 1 && f->risk > 0)
			cext_phrase(&sentence, s, "position", NULL, NULL);
		put_line(e, s, &line, &sentence);
	}
	s->indicator = CM_INDICATORS;
}

static void
put_changes(Explanation *e, CextSubject *s)
{
	CmChange	change[CM_CHANGES_MOST];
	int			changes = cm_changes(&e->in.model, s->finding, s->score, change);

	s->rank = 0;
	for (int n = 0; n < changes; n++)
	{
		CmIndicator i = change[n].indicator;
		const CmFinding *f = &s->finding[i];
		const CmCut *cut = &e->in.model.cut[i];
		/* the value that it would have */
		Line		line = {"change", n + 1, i, f->evidence == CM_EVIDENCE_PROXY ? cut->proxy_elevated_from : cut->elevated_from,
		1.0 / 3, NAN, change[n].score};
		StringInfoData sentence;

		initStringInfo(&sentence);
		s->indicator = i;
		s->change = &change[n];
		cext_phrase(&sentence, s, "change", cm_indicator_card[i].name, variant_of(s, i));
		put_line(e, s, &line, &sentence);
	}
	s->indicator = CM_INDICATORS;
	s->change = NULL;
}

static void
put_caveat(Explanation *e, CextSubject *s, int *ordinal, const char *name)
{
	Line		line = {"caveat", ++*ordinal, CM_INDICATORS, NAN, NAN, NAN, NAN};
	StringInfoData sentence;

	initStringInfo(&sentence);
	cext_phrase(&sentence, s, "caveat", name, NULL);
	put_line(e, s, &line, &sentence);
}

static void
put_caveats(Explanation *e, CextSubject *s)
{
	const CmIndicators *data = &e->in.indicators;
	double		firms = cm_layer_at(data->firms, s->pair);
	bool		has_score = !isnan(s->score->score);
	int			ordinal = 0;

	s->rank = 0;
	if (!has_score)
		put_caveat(e, s, &ordinal, "too_little");
	else if (s->score->coverage < 1)
		put_caveat(e, s, &ordinal, "missing");
	if (has_score && s->score->band_if_best != s->score->band_if_worst)
		put_caveat(e, s, &ordinal, "straddle");
	if (firms == 0)
		put_caveat(e, s, &ordinal, "absent");
	else if (has_score && cm_is_fragile(s->finding, s->score))
		put_caveat(e, s, &ordinal, "fragile");
	else if (cm_is_plant_driven(data, data->year, s->pair))
		put_caveat(e, s, &ordinal, "few_firms");
	if (strcmp(cm_stage(data, s->region, s->industry, s->finding), "emerging") == 0)
		put_caveat(e, s, &ordinal, "emerging");
	if (cm_has_proxy(s->finding, s->score))
		put_caveat(e, s, &ordinal, "proxy");
	put_caveat(e, s, &ordinal, "claim");
}

/* Finds everything, and ranks. */
static void
measure_pairs(Explanation *e)
{
	uint32		pairs = e->in.count;
	Size		room = (Size) pairs + 1;
	double	   *risk = MemoryContextAllocHuge(CurrentMemoryContext, room * sizeof(double));
	double	   *sorted = MemoryContextAllocHuge(CurrentMemoryContext, room * sizeof(double));

	e->finding = MemoryContextAllocHuge(CurrentMemoryContext, room * CM_INDICATORS * sizeof(CmFinding));
	e->score = MemoryContextAllocHuge(CurrentMemoryContext, room * sizeof(double));
	e->score_rank = MemoryContextAllocHuge(CurrentMemoryContext, room * sizeof(uint32));
	for (uint32 k = 0; k < pairs; k++)
	{
		CmRiskScore score;

		cext_policy_find(&e->in, e->in.region[k], e->in.industry[k], &e->finding[(Size) k * CM_INDICATORS], &score);
		e->score[k] = score.score;
	}
	e->scored = cm_risk_ranks(e->in.host, e->score, pairs, sorted, e->score_rank);
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		e->rank[i] = MemoryContextAllocHuge(CurrentMemoryContext, room * sizeof(uint32));
		for (uint32 k = 0; k < pairs; k++)
		{
			double		found = e->finding[(Size) k * CM_INDICATORS + i].risk;

			risk[k] = cm_is_known(found) ? found : NAN;
		}
		e->known[i] = cm_risk_ranks(e->in.host, risk, pairs, sorted, e->rank[i]);
	}
}

PG_FUNCTION_INFO_V1(cext_policy_explain);
Datum
cext_policy_explain(PG_FUNCTION_ARGS)
{
	Explanation e;
	MemoryContext line_context;

	cext_rows_begin(&e.rows, fcinfo);
	cext_policy_open(&e.in, fcinfo);
	cext_phrases_read(&e.phrases, fcinfo, e.in.model_name, PG_ARGISNULL(LANGUAGE) ? "en" : text_to_cstring(PG_GETARG_TEXT_PP(LANGUAGE)));
	e.model = CStringGetTextDatum(e.in.model_name);
	measure_pairs(&e);
	line_context = AllocSetContextCreate(CurrentMemoryContext, "policy_risk_explain", ALLOCSET_DEFAULT_SIZES);
	for (uint32 k = 0; k < e.in.count; k++)
	{
		MemoryContext before = MemoryContextSwitchTo(line_context);
		uint64_t	pair = cm_panel_pair(&e.in.panel, e.in.region[k], e.in.industry[k]);
		double		risk[CM_INDICATORS];
		CmRiskScore score;
		CextSubject s = {.in = &e.in, .phrases = &e.phrases, .region = e.in.region[k], .industry = e.in.industry[k], .pair = pair,
			.plan = cm_plan_of(&e.in.plans, pair), .finding = &e.finding[(Size) k * CM_INDICATORS], .score = &score,
			.indicator = CM_INDICATORS};

		for (int i = 0; i < CM_INDICATORS; i++)
			risk[i] = s.finding[i].risk;
		cm_risk_score(&e.in.model, risk, &score);
		put_summary(&e, &s, k);
		put_reasons(&e, &s, k);
		put_changes(&e, &s);
		put_caveats(&e, &s);
		MemoryContextSwitchTo(before);
		MemoryContextReset(line_context);
	}
	return (Datum) 0;
}
