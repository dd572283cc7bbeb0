/*
 * policy_outlook.c: how likely pairs are to fall behind, by a stored fit, and why.
 */
#include "pg/host.h"
#include "pg/policy/policy_outlook_fit.h"
#include "pg/policy/policy_phrases.h"
#include "pg/rows.h"

#include "core/policy/indicators/cards.h"
#include "core/policy/panel_growth.h"

#include "utils/builtins.h"

#include <math.h>

enum
{
	PANEL,
	FIT,
	AS_OF,
	PAIRS,
	LANGUAGE,
	TITLES
};

/* Why there is none for a pair, besides what refuses the fit. */
typedef enum Reason
{
	REASON_NONE,
	REASON_UNKNOWN_LABEL,
	REASON_NOTHING_THERE,
	REASON_NOWHERE_ELSE,
	REASON_BREAK,
	REASON_UNKNOWN_FIRMS,
	REASON_OF_FIT
} Reason;

static const char *const reason_name[] = {"ok", "unknown label", "nothing there", "nowhere else", "classification break", "unknown firms", NULL};

/* A pair that is asked about. */
typedef struct Asked
{
	uint32		region;
	uint32		industry;
	Reason		reason;
	const CmOutlookRow *row;	/* NULL: it has nothing */
	CmOutlook	outlook;
} Asked;

typedef struct Call
{
	CextOutlook o;
	CmOutlookYear year;
	bool	   *redefined;		/* by industry */
	Asked	   *asked;
	uint64		count;
} Call;

static Reason
reason_of(const Call *c, const Asked *a)
{
	const CmPanel *panel = &c->o.in.panel;

	if (!panel->knows_region[a->region] || !panel->knows_industry[a->industry])
		return REASON_UNKNOWN_LABEL;
	if (a->row == NULL)
		return REASON_NOTHING_THERE;
	if (!(cm_elsewhere(cm_panel_base(panel, c->o.in.as_of), a->industry, a->row->pair) > 0))
		return REASON_NOWHERE_ELSE;
	if (c->redefined[a->industry])
		return REASON_BREAK;
	if (isnan(a->row->firms))
		return REASON_UNKNOWN_FIRMS;
	return c->o.fit.status == CM_OUTLOOK_OK ? REASON_NONE : REASON_OF_FIT;
}

static void
add_pair(Call *c, uint32 region, uint32 industry, const CmOutlookRow *row)
{
	Asked	   *a = &c->asked[c->count++];

	*a = (Asked) {.region = region, .industry = industry, .row = row, .outlook = {.chance = NAN, .probability = NAN, .lower = NAN, .upper = NAN, .log_odds = NAN}};
	a->reason = reason_of(c, a);
	if (a->reason == REASON_NONE || a->reason == REASON_OF_FIT)
		cm_outlook(&c->o.fit, row, c->o.in.panel.base == CM_ESTABLISHMENTS, c->o.question.fall, &a->outlook);
}

/* Rows are in the order of pairs. */
static const CmOutlookRow *
row_of(const CmOutlookYear *y, uint64 pair)
{
	uint64		low = 0,
				high = y->rows;

	while (low < high)
	{
		uint64		middle = low + (high - low) / 2;

		if (y->row[middle].pair < pair)
			low = middle + 1;
		else
			high = middle;
	}
	return low < y->rows && y->row[low].pair == pair ? &y->row[low] : NULL;
}

/* Opens what is asked: all pairs that have something, or those given. */
static void
open_call(Call *c, FunctionCallInfo fcinfo)
{
	int32		as_of = cext_policy_as_of_argument(fcinfo, AS_OF);
	CmTable		pairs;
	const CmTable *given = cext_reference_argument(fcinfo, PAIRS, &pairs);
	const CmLayers *t = &c->o.in.panel.pairs;

	*c = (Call) {.count = 0};
	cext_outlook_open(&c->o, fcinfo, FIT, as_of, given);
	cm_outlook_year(&c->o.question, as_of, as_of, &c->year);
	c->redefined = cm_redefined(&c->o.in.panel, as_of);
	c->asked = MemoryContextAllocHuge(CurrentMemoryContext, ((given == NULL ? c->year.rows : given->cells) + 1) * sizeof(Asked));
	for (uint64 k = 0; given == NULL && k < c->year.rows; k++)
	{
		CHECK_FOR_INTERRUPTS();
		add_pair(c, c->year.row[k].region, c->year.row[k].industry, &c->year.row[k]);
	}
	for (uint32 r = 0; given != NULL && r < given->regions; r++)
		for (uint64 k = given->row[r]; k < given->row[r + 1]; k++)
		{
			uint32		region = cm_label_place(t->region_label, t->regions, given->region_label[r]);
			uint32		industry = cm_label_place(t->industry_label, t->industries, given->industry_label[given->column[k]]);

			CHECK_FOR_INTERRUPTS();
			add_pair(c, region, industry, row_of(&c->year, cm_panel_pair(&c->o.in.panel, region, industry)));
		}
}

static const char *
status_of(const Call *c, const Asked *a)
{
	return a->reason == REASON_OF_FIT ? cm_outlook_status_name[c->o.fit.status] : reason_name[a->reason];
}

PG_FUNCTION_INFO_V1(cext_policy_outlook);
Datum
cext_policy_outlook(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	Call		c;

	cext_rows_begin(&rows, fcinfo);
	open_call(&c, fcinfo);
	for (uint64 k = 0; k < c.count; k++)
	{
		const Asked *a = &c.asked[k];
		const CmOutlook *o = &a->outlook;

		cext_put_datum(&rows, c.o.in.region_text[a->region]);
		cext_put_datum(&rows, c.o.in.industry_text[a->industry]);
		cext_put_double(&rows, a->row != NULL ? a->row->size : a->reason == REASON_NOTHING_THERE ? 0 : NAN);
		cext_put_double(&rows, a->row != NULL ? a->row->firms : NAN);
		cext_put_double(&rows, o->probability);
		cext_put_double(&rows, o->lower);
		cext_put_double(&rows, o->upper);
		cext_put_double(&rows, o->chance);
		cext_put_double(&rows, o->probability / o->chance);
		if (isnan(o->probability))
			cext_put_null(&rows);
		else
			cext_put_datum(&rows, BoolGetDatum(o->outside));
		cext_put_string(&rows, status_of(&c, a));
		cext_put_string(&rows, c.o.name);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

/* In words ------------------------------------------------------------- */

/* Of a hundred, as people count. */
static const char *
of_hundred(double p)
{
	double		n = round(100 * p);

	return isnan(p) ? "?" : n == 0 && p > 0 ? "<1" : psprintf("%.0f", n);
}

static const char *
printed(double x)
{
	char		number[CM_PRINTED_MOST];

	cm_print_number(number, x);
	return pstrdup(number);
}

/* What a term is, in the unit that people know it by. */
static const char *
printed_term(CmTerm term, double value)
{
	switch (term)
	{
		case CM_TERM_CHANCE:
			return of_hundred(cm_logit_probability(value));
		case CM_TERM_PAST_SURPRISE:
		case CM_TERM_DENSITY:
			return psprintf("%+.1f", value);
		case CM_TERM_LQ:
		case CM_TERM_INDUSTRY_RATE:
			return psprintf("%.2f", exp(value));
		default:
			return printed(round(exp(value)));
	}
}

static void
put_sentence(CextRows *rows, const Call *c, const Asked *a, int place, int term, const char *sentence)
{
	cext_put_datum(rows, c->o.in.region_text[a->region]);
	cext_put_datum(rows, c->o.in.industry_text[a->industry]);
	cext_put_datum(rows, Int32GetDatum(place));
	if (term < 0)
	{
		cext_put_string(rows, "outlook");
		cext_put_double(rows, a->outlook.probability);
		cext_put_double(rows, a->outlook.log_odds);
	}
	else
	{
		cext_put_string(rows, cm_term_name[term]);
		cext_put_double(rows, a->outlook.value[term]);
		cext_put_double(rows, a->outlook.contribution[term]);
	}
	cext_put_string(rows, sentence);
	cext_rows_end_row(rows);
}

/* What to expect, or why nothing is told. */
static const char *
outlook_sentence(const Call *c, const CextPhrases *phrases, const Asked *a)
{
	const CmOutlook *o = &a->outlook;
	const char *status = status_of(c, a);
	const CextWord none = {NULL, NULL};
	CextWord	word[] = {
		{"region", TextDatumGetCString(phrases->region[a->region])},
		{"industry", TextDatumGetCString(phrases->industry[a->industry])},
		{"n", of_hundred(o->probability)},
		{"low", of_hundred(o->lower)},
		{"high", of_hundred(o->upper)},
		{"chance", of_hundred(o->chance)},
		{"behind", psprintf("%.0f", 100 * -expm1(c->o.question.fall))},
		{"years", psprintf("%d", c->o.question.horizon)},
		{"reason", cext_words(phrases, psprintf("outlook_reason.%s", status), status, &none)},
		{NULL, NULL}
	};

	if (isnan(o->probability))
		return cext_words(phrases, isnan(o->chance) ? "outlook.none" : "outlook.refused", status, word);
	return cext_words(phrases, c->o.fit.status == CM_OUTLOOK_BY_NOTHING ? "outlook.chance" : "outlook", status, word);
}

static const char *
term_sentence(const CextPhrases *phrases, const Asked *a, CmTerm term)
{
	const CmOutlook *o = &a->outlook;
	bool		missing = isnan(o->value[term]);
	CextWord	name[] = {
		{"value", missing ? "?" : printed_term(term, o->value[term])},
		{"firms", printed(a->row->firms)},
		{NULL, NULL}
	};
	CextWord	word[] = {
		{"name", cext_words(phrases, psprintf("outlook_term.%s%s", cm_term_name[term], missing ? ".missing" : ""), cm_term_name[term], name)},
		{"factor", psprintf("%.2f", exp(o->contribution[term]))},
		{NULL, NULL}
	};

	/* The average branch is so large that chance does nothing to it: how many times that is tells nobody anything. */
	return cext_words(phrases, term == CM_TERM_CHANCE ? "outlook_term_chance" : "outlook_term", cm_term_name[term], word);
}

/* The terms of a pair, the largest contribution first; returns how many there are. */
static int
order_terms(const CmOutlook *o, int term[CM_TERMS])
{
	int			terms = 0;

	for (int j = 0; j < CM_TERMS; j++)
	{
		int			at = terms;

		if (isnan(o->probability) || isnan(o->contribution[j]))
			continue;
		for (; at > 0 && fabs(o->contribution[term[at - 1]]) < fabs(o->contribution[j]); at--)
			term[at] = term[at - 1];
		term[at] = j;
		terms++;
	}
	return terms;
}

PG_FUNCTION_INFO_V1(cext_policy_outlook_reasons);
Datum
cext_policy_outlook_reasons(PG_FUNCTION_ARGS)
{
	const char *language = PG_ARGISNULL(LANGUAGE) ? "en" : text_to_cstring(PG_GETARG_TEXT_PP(LANGUAGE));
	CextRows	rows;
	CextPhrases phrases;
	Call		c;

	cext_rows_begin(&rows, fcinfo);
	open_call(&c, fcinfo);
	cext_phrases_read(&phrases, fcinfo, "standard", language);
	cext_titles_read(&phrases, fcinfo, TITLES, &c.o.in, language);
	for (uint64 k = 0; k < c.count; k++)
	{
		const Asked *a = &c.asked[k];
		int			term[CM_TERMS],
					terms = order_terms(&a->outlook, term);

		put_sentence(&rows, &c, a, 0, -1, outlook_sentence(&c, &phrases, a));
		for (int j = 0; j < terms; j++)
			put_sentence(&rows, &c, a, j + 1, term[j], term_sentence(&phrases, a, (CmTerm) term[j]));
	}
	return (Datum) 0;
}
