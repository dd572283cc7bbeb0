/*
 * policy_explain.c: why a pair has its risk score, in sentences.
 */
#include "pg/policy/policy_phrases.h"
#include "pg/policy/policy_plausible.h"
#include "pg/rows.h"

#include "core/policy/indicators/cards.h"
#include "core/policy/indicators/indicators_plan.h"
#include "core/policy/indicators/stage.h"

#include "utils/builtins.h"

#include <math.h>

enum
{
	LANGUAGE = CEXT_POLICY_ARGUMENTS,
	TITLES
};

/* Ranks by pair, from the riskiest, of those that have a risk. */
typedef struct Ranks
{
	uint32		of;
	uint32	   *first;			/* of those that are as risky */
	uint32	   *last;
} Ranks;

/* Everything that is told, pair by pair. */
typedef struct Explanation
{
	CextRows	rows;
	CextPolicyInput in;
	CextPhrases phrases;
	CextDonors	donors;
	CmFinding  *finding;		/* by pair and indicator */
	double	   *score;			/* by pair */
	Ranks		score_rank;
	Ranks		rank[CM_INDICATORS];	/* of the indicator's risk */
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

/* One of a pair's sentences without numbers of its own. */
static void
put_sentence(Explanation *e, CextSubject *s, const char *section, int ordinal, const char *name, const char *variant)
{
	Line		line = {section, ordinal, CM_INDICATORS, NAN, NAN, NAN, NAN};
	StringInfoData sentence;

	initStringInfo(&sentence);
	cext_phrase(&sentence, s, section, name, variant);
	put_line(e, s, &line, &sentence);
}

static void
take_rank(CextSubject *s, const Ranks *ranks, uint32 k)
{
	s->rank = ranks->first[k];
	s->through = ranks->last[k];
	s->of = ranks->of;
}

/* Which sentence tells a rank: of the riskiest, of one of several that are as risky, of another one. */
static const char *
variant_of_rank(const CextSubject *s)
{
	return s->of <= 1 ? "alone" : s->through > s->rank ? "tied" : s->rank == 1 ? "first" : NULL;
}

static void
put_summary(Explanation *e, CextSubject *s, uint32 k)
{
	StringInfoData sentence;
	Line		line = {"summary", 1, CM_INDICATORS, s->score->score, NAN, NAN, NAN};
	bool		scored = s->score->band != CM_BAND_UNKNOWN;

	initStringInfo(&sentence);
	take_rank(s, &e->score_rank, k);
	cext_phrase(&sentence, s, "summary", !scored ? s->finding[0].evidence == CM_EVIDENCE_UNKNOWN_LABEL ? "unknown_label" : "unknown" :
				s->low == s->high ? "complete" : NULL, NULL);
	if (scored)
		cext_phrase(&sentence, s, "rank", variant_of_rank(s), NULL);
	put_line(e, s, &line, &sentence);
	s->rank = 0;
	if (s->score->flags > 0)
		put_sentence(e, s, "flag", 1, NULL, NULL);
}

/* Which of several sentences about an indicator fits. */
static const char *
variant_of(const CextSubject *s, CmIndicator i)
{
	const CmFinding *f = &s->finding[i];

	if (f->evidence == CM_EVIDENCE_PROXY)
		return "proxy";
	if (f->evidence == CM_EVIDENCE_ZERO_BASE && i != CM_INDICATOR_MASS)
		return "zero_base";
	if (f->evidence == CM_EVIDENCE_NO_FIRMS)
		return "none";
	switch (i)
	{
		case CM_INDICATOR_LQ:
			return cm_is_empty(&s->in->indicators, s->pair) ? "none" : NULL;
		case CM_INDICATOR_REL_DENSITY:
		case CM_INDICATOR_BRANCH_OUTLOOK:
			return f->value < 0 ? "below" : NULL;
		case CM_INDICATOR_MASS:
			return cm_counts_workers(s->in->panel.base) ? NULL : "firms";
		case CM_INDICATOR_DOMINANCE:
			return f->value >= 1 ? "one" : NULL;
		case CM_INDICATOR_AMBITION:
			if (isinf(cm_asked_growth(&s->in->indicators, s->pair)))
				return "empty";
			break;
		default:
			break;
	}
	return f->cases > 0 && f->value == 0 ? "none" : NULL;
}

/* Sentences about indicators. */
static void
put_indicators(Explanation *e, CextSubject *s, uint32 k, const char *section, const CmIndicator *indicator, int count)
{
	for (int n = 0; n < count; n++)
	{
		CmIndicator i = indicator[n];
		const CmFinding *f = &s->finding[i];
		Line		line = {section, n + 1, i, f->value, f->risk, s->score->contribution[i], NAN};
		StringInfoData sentence;

		initStringInfo(&sentence);
		s->indicator = i;
		take_rank(s, &e->rank[i], k);
		cext_phrase(&sentence, s, "reason", cm_indicator_card[i].name, variant_of(s, i));
		/* Among those that are all alike, or without risk, there is no order. */
		if (strcmp(section, "reason") == 0 && s->of > 1 && s->through < s->of && f->risk > 0)
			cext_phrase(&sentence, s, "position", variant_of_rank(s), NULL);
		put_line(e, s, &line, &sentence);
	}
	s->indicator = CM_INDICATORS;
	s->rank = 0;
}

static void
put_reasons(Explanation *e, CextSubject *s, uint32 k)
{
	CmIndicator reason[CM_REASONS_MOST],
				strength[CM_STRENGTHS_MOST];

	put_indicators(e, s, k, "reason", reason, cm_reasons(&e->in.model, s->finding, s->score, reason));
	put_indicators(e, s, k, "strength", strength, cm_strengths(&e->in.model, s->finding, strength));
}

static void
put_changes(Explanation *e, CextSubject *s)
{
	CmChange	change[CM_CHANGES_MOST];
	int			changes = cm_changes(&e->in.model, s->finding, s->score, change);

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
put_caveats(Explanation *e, CextSubject *s)
{
	const CmIndicators *data = &e->in.indicators;
	double		firms = cm_layer_at(data->firms, s->pair);
	bool		has_score = !isnan(s->score->score);
	int			ordinal = 0;

	if (!has_score)
		put_sentence(e, s, "caveat", ++ordinal, "too_little", NULL);
	else if (s->score->coverage < 1)
		put_sentence(e, s, "caveat", ++ordinal, "missing", NULL);
	if (has_score && cm_risk_band(&e->in.model, s->low) != cm_risk_band(&e->in.model, s->high))
		put_sentence(e, s, "caveat", ++ordinal, "straddle", NULL);
	if (firms == 0)
		put_sentence(e, s, "caveat", ++ordinal, "absent", NULL);
	else if (has_score && cm_is_fragile(s->finding, s->score))
		put_sentence(e, s, "caveat", ++ordinal, "fragile", NULL);
	else if (cm_is_plant_driven(data, data->year, s->pair))
		put_sentence(e, s, "caveat", ++ordinal, "few_firms", NULL);
	if (strcmp(cm_stage(data, s->region, s->industry, s->finding), "emerging") == 0)
		put_sentence(e, s, "caveat", ++ordinal, "emerging", NULL);
	if (cm_has_proxy(s->finding, s->score))
		put_sentence(e, s, "caveat", ++ordinal, "proxy", NULL);
	put_sentence(e, s, "caveat", ++ordinal, "claim", NULL);
}

/* Of a pair whose label the panel lacks there is nothing else to say. */
static void
put_unknown_labels(Explanation *e, CextSubject *s)
{
	int			ordinal = 0;

	if (!e->in.panel.knows_region[s->region])
		put_sentence(e, s, "caveat", ++ordinal, "unknown_region", NULL);
	if (!e->in.panel.knows_industry[s->industry])
		put_sentence(e, s, "caveat", ++ordinal, "unknown_industry", NULL);
	put_sentence(e, s, "caveat", ++ordinal, "claim", NULL);
}

/* Ranks of risks, which are turned around in between. */
static Ranks
rank_risks(const Explanation *e, double *risk, double *sorted)
{
	uint32		pairs = e->in.count;
	Ranks		ranks;

	ranks.first = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) pairs + 1) * sizeof(uint32));
	ranks.last = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) pairs + 1) * sizeof(uint32));
	ranks.of = cm_risk_ranks(e->in.host, risk, pairs, sorted, ranks.first);
	for (uint32 k = 0; k < pairs; k++)
		risk[k] = -risk[k];
	cm_risk_ranks(e->in.host, risk, pairs, sorted, ranks.last);
	for (uint32 k = 0; k < pairs; k++)
	{
		risk[k] = -risk[k];
		ranks.last[k] = ranks.of + 1 - ranks.last[k];
	}
	return ranks;
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
	for (uint32 k = 0; k < pairs; k++)
	{
		CmRiskScore score;

		cext_donors_find(&e->donors, &e->in, e->in.region[k], e->in.industry[k], &e->finding[(Size) k * CM_INDICATORS], &score);
		e->score[k] = score.score;
	}
	e->score_rank = rank_risks(e, e->score, sorted);
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		for (uint32 k = 0; k < pairs; k++)
		{
			double		found = e->finding[(Size) k * CM_INDICATORS + i].risk;

			risk[k] = cm_is_known(found) ? found : NAN;
		}
		e->rank[i] = rank_risks(e, risk, sorted);
	}
}

/* Everything about one pair. */
static void
explain(Explanation *e, uint32 k)
{
	uint64_t	pair = cm_panel_pair(&e->in.panel, e->in.region[k], e->in.industry[k]);
	CmRiskScore score;
	CextSubject s = {.in = &e->in, .phrases = &e->phrases, .region = e->in.region[k], .industry = e->in.industry[k], .pair = pair,
		.plan = cm_plan_of(&e->in.plans, pair), .finding = &e->finding[(Size) k * CM_INDICATORS], .score = &score,
		.indicator = CM_INDICATORS};

	cext_policy_score(&e->in, s.finding, &score);
	cext_plausible_range(&e->donors, &e->in, s.region, s.industry, s.finding, &score, &s.low, &s.high);
	put_summary(e, &s, k);
	if (s.finding[0].evidence == CM_EVIDENCE_UNKNOWN_LABEL)
	{
		put_unknown_labels(e, &s);
		return;
	}
	put_reasons(e, &s, k);
	put_changes(e, &s);
	put_caveats(e, &s);
}

PG_FUNCTION_INFO_V1(cext_policy_explain);
Datum
cext_policy_explain(PG_FUNCTION_ARGS)
{
	const char *language = PG_ARGISNULL(LANGUAGE) ? "en" : text_to_cstring(PG_GETARG_TEXT_PP(LANGUAGE));
	Explanation e;
	MemoryContext line_context;

	cext_rows_begin(&e.rows, fcinfo);
	cext_policy_open(&e.in, fcinfo);
	cext_phrases_read(&e.phrases, fcinfo, e.in.model_name, language);
	cext_titles_read(&e.phrases, fcinfo, TITLES, &e.in, language);
	e.model = CStringGetTextDatum(e.in.model_name);
	cext_donors_open(&e.donors, &e.in, CEXT_DRAWS, 1);
	measure_pairs(&e);
	line_context = AllocSetContextCreate(CurrentMemoryContext, "policy_risk_explain", ALLOCSET_DEFAULT_SIZES);
	for (uint32 k = 0; k < e.in.count; k++)
	{
		MemoryContext before = MemoryContextSwitchTo(line_context);

		explain(&e, k);
		MemoryContextSwitchTo(before);
		MemoryContextReset(line_context);
	}
	return (Datum) 0;
}
