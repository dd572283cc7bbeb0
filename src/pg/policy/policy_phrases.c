/*
 * policy_phrases.c: sentences about a pair, from the rows of
 * policy_risk_phrases.
 */
#include "pg/policy/policy_phrases.h"
#include "pg/query.h"
#include "pg/relation.h"
#include "pg/rows.h"

#include "core/policy/indicators/cards.h"
#include "core/policy/indicators/indicators_plan.h"
#include "core/policy/phrases.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include <math.h>

/* Reading -------------------------------------------------------------- */

static pg_noinline void
refuse_language(const char *schema, const char *model, const char *language)
{
	Datum		argument = CStringGetTextDatum(model);
	Oid			type = TEXTOID;

	cext_query(psprintf("SELECT pg_catalog.string_agg(DISTINCT language, ', ' ORDER BY language) FROM %s.policy_risk_phrases "
							   "WHERE model OPERATOR(pg_catalog.=) ANY (ARRAY[$1, 'standard'])", schema),
					  1, &type, &argument);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there are no phrases in language \"%s\"", language),
			 errdetail("There are some in: %s.", cext_query_text(0, 1, CurrentMemoryContext)),
			 errhint("Insert rows of that language for a model of yours into %s.policy_risk_phrases.", schema)));
}

void
cext_phrases_read(CextPhrases *phrases, FunctionCallInfo fcinfo, const char *model, const char *language)
{
	const char *schema = cext_extension_schema(fcinfo);
	MemoryContext context = CurrentMemoryContext;
	Datum		argument[2];
	Oid			type[2] = {TEXTOID, TEXTOID};
	uint64		rows;
	bool		known = false;

	argument[0] = CStringGetTextDatum(model);
	argument[1] = CStringGetTextDatum(language);
	SPI_connect();
	rows = cext_query(psprintf("SELECT DISTINCT ON (key COLLATE pg_catalog.\"C\") key, phrase, "
									  "pg_catalog.bool_or(language OPERATOR(pg_catalog.=) $2) OVER ()::pg_catalog.int4::pg_catalog.float8 FROM %s.policy_risk_phrases "
									  "WHERE model OPERATOR(pg_catalog.=) ANY (ARRAY[$1, 'standard']) AND language OPERATOR(pg_catalog.=) ANY (ARRAY[$2, 'en']) "
									  "ORDER BY key COLLATE pg_catalog.\"C\", language OPERATOR(pg_catalog.=) $2 DESC, model OPERATOR(pg_catalog.=) $1 DESC", schema),
							 2, type, argument);
	phrases->count = (int) rows;
	phrases->key = MemoryContextAlloc(context, (rows + 1) * sizeof(char *));
	phrases->phrase = MemoryContextAlloc(context, (rows + 1) * sizeof(char *));
	for (uint64 k = 0; k < rows; k++)
	{
		phrases->key[k] = cext_query_text(k, 1, context);
		phrases->phrase[k] = cext_query_text(k, 2, context);
		known = cext_query_double(k, 3) == 1;
	}
	if (!known)
		refuse_language(schema, model, language);
	SPI_finish();
}

/* Replaces the name of one of the panel's labels, if that has it. */
static void
put_title(Datum *names, const CmText *label, uint32 count, const char *code, const char *title)
{
	uint32		place = cm_label_place(label, count, cext_label_of(code));

	if (place != UINT32_MAX)
		names[place] = CStringGetTextDatum(title);
}

void
cext_titles_read(CextPhrases *phrases, FunctionCallInfo fcinfo, int number, const CextPolicyInput *in, const char *language)
{
	static const CextColumn column[] = {
		{"code", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"language", CEXT_COLUMN_LABEL, CEXT_OPTIONAL},
		{"title", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{.name = NULL}
	};
	const CmLayers *t = &in->panel.pairs;
	MemoryContext context = CurrentMemoryContext;
	Datum		argument = CStringGetTextDatum(language);
	Oid			type = TEXTOID;
	uint64		rows;

	phrases->region = in->region_text;
	phrases->industry = in->industry_text;
	if (PG_ARGISNULL(number))
		return;
	phrases->region = memcpy(MemoryContextAllocHuge(context, ((Size) t->regions + 1) * sizeof(Datum)), in->region_text, t->regions * sizeof(Datum));
	phrases->industry = memcpy(MemoryContextAllocHuge(context, ((Size) t->industries + 1) * sizeof(Datum)), in->industry_text, t->industries * sizeof(Datum));
	SPI_connect();
	rows = cext_query(psprintf("SELECT DISTINCT ON (code COLLATE pg_catalog.\"C\") code, title FROM %s AS t WHERE code IS NOT NULL AND title IS NOT NULL "
									  "ORDER BY code COLLATE pg_catalog.\"C\", coalesce(language OPERATOR(pg_catalog.=) $1, false) DESC, language IS NULL DESC, "
									  "language COLLATE pg_catalog.\"C\", title COLLATE pg_catalog.\"C\"",
									  cext_relation_select(cext_relation_argument(fcinfo, number, "titles"), column)), 1, &type, &argument);
	for (uint64 k = 0; k < rows; k++)
	{
		char	   *code = cext_query_text(k, 1, CurrentMemoryContext),
				   *title = cext_query_text(k, 2, CurrentMemoryContext);
		MemoryContext before = MemoryContextSwitchTo(context);

		CHECK_FOR_INTERRUPTS();
		put_title(phrases->region, t->region_label, t->regions, code, title);
		put_title(phrases->industry, t->industry_label, t->industries, code, title);
		MemoryContextSwitchTo(before);
	}
	SPI_finish();
}

/* A phrase, or NULL. */
static const char *
find_phrase(const CextPhrases *p, const char *key)
{
	int			low = 0,
				high = p->count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		int			order = strcmp(p->key[middle], key);

		if (order == 0)
			return p->phrase[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Words in braces ------------------------------------------------------ */

/* In the order of word_name: about the pair, about one indicator, about a change of it. */
typedef enum Word
{
	W_REGION, W_INDUSTRY, W_AS_OF, W_SCORE, W_SCORE_LOW, W_SCORE_HIGH, W_SCORE_IF_BEST, W_SCORE_IF_WORST, W_BAND, W_BAND_LOW, W_BAND_HIGH, W_COVERAGE, W_GRADE,
	W_FLAGGED, W_UNKNOWN_LABEL, W_RANK, W_RANK_TH, W_THROUGH, W_OF, W_SIZE, W_MEASURE, W_FIRMS, W_N, W_MASS_FIRMS, W_MASS_SIZE, W_MISSING, W_PROXIES, W_LACKING,
	W_TARGET, W_TARGET_YEAR, W_ASKED,
	W_NAME, W_VALUE, W_DISTANCE, W_ELEVATED_FROM, W_HIGH_FROM, W_CONTRIBUTION, W_CASES, W_COUNT, W_TOO_MANY, W_EQUAL, W_EQUAL_FROM,
	W_SCORE_IF, W_BAND_IF, W_FALL, W_ASKED_IF,
	WORDS
} Word;

static const char *const word_name[WORDS] = {
	"region", "industry", "as_of", "score", "score_low", "score_high", "score_if_best", "score_if_worst", "band", "band_low", "band_high", "coverage", "grade",
	"flagged", "unknown_label", "rank", "rank_th", "through", "of", "size", "measure", "firms", "n", "mass_firms", "mass_size", "missing", "proxies", "lacking",
	"target", "target_year", "asked",
	"name", "value", "distance", "elevated_from", "high_from", "contribution", "cases", "count", "too_many", "equal", "equal_from",
	"score_if", "band_if", "fall", "asked_if"
};

static void
put_phrase(StringInfo out, const CextSubject *s, const char *key)
{
	cext_phrase(out, s, key, NULL, NULL);
}

static void
put_unless_unknown(StringInfo out, const CextSubject *s, double x, const char *printed)
{
	if (isnan(x))
		put_phrase(out, s, "unknown");
	else
		appendStringInfoString(out, printed);
}

static void
put_number(StringInfo out, const CextSubject *s, double x)
{
	char		printed[CM_PRINTED_MOST];

	cm_print_number(printed, x);
	put_unless_unknown(out, s, x, printed);
}

static void
put_percent(StringInfo out, const CextSubject *s, double share)
{
	char		printed[CM_PRINTED_MOST];

	cm_print_percent(printed, share, false);
	put_unless_unknown(out, s, share, printed);
}

static void
put_value(StringInfo out, const CextSubject *s, double value)
{
	char		printed[CM_PRINTED_MOST];

	cm_print_value(printed, s->indicator, value);
	put_unless_unknown(out, s, value, printed);
}

static void
put_ordinal(StringInfo out, uint32 n)
{
	char		printed[CM_PRINTED_MOST];

	cm_print_ordinal(printed, n);
	appendStringInfoString(out, printed);
}

static void
put_label(StringInfo out, Datum text)
{
	appendBinaryStringInfo(out, VARDATA_ANY(DatumGetPointer(text)), VARSIZE_ANY_EXHDR(DatumGetPointer(text)));
}

static void
put_year(StringInfo out, const CextSubject *s, int32 year)
{
	if (year == CM_NO_YEAR)
		put_phrase(out, s, "unknown");
	else
		appendStringInfo(out, "%d", year);
}

static void
put_band(StringInfo out, const CextSubject *s, CmBand band)
{
	cext_phrase(out, s, "band", cm_band_name[band], NULL);
}

/* Appends a name, after the separator of lists if it is not the first. */
static void
put_item(StringInfo out, const CextSubject *s, const char *key, const char *name, int *items)
{
	if ((*items)++ > 0)
		put_phrase(out, s, "separator");
	cext_phrase(out, s, key, name, NULL);
}

/* Names of the scored indicators that are missing, or of those that are substitutes. */
static void
put_indicators(StringInfo out, const CextSubject *s, bool missing)
{
	int			items = 0;

	for (int i = 0; i < CM_INDICATORS; i++)
		if (cm_is_scored(&s->in->model, (CmIndicator) i) &&
			(missing ? isnan(s->finding[i].risk) : s->finding[i].evidence == CM_EVIDENCE_PROXY))
			put_item(out, s, "name", cm_indicator_card[i].name, &items);
}

static void
put_lacking(StringInfo out, const CextSubject *s)
{
	static const char *const name[CM_SAFEGUARDS] = {"end", "target", "competition", "review"};
	int			items = 0;

	for (int g = 0; s->plan != NULL && g < CM_SAFEGUARDS; g++)
		if (s->plan->lacks >> g & 1)
			put_item(out, s, "safeguard", name[g], &items);
}

static void
put_flagged(StringInfo out, const CextSubject *s)
{
	int			items = 0;

	for (int k = 0; k < s->in->model.pillars; k++)
		if (s->score->flag[k])
			put_item(out, s, "pillar", s->in->model.pillar_name[k], &items);
}

static void
put_word_of_pair(StringInfo out, const CextSubject *s, Word word)
{
	const CmIndicators *data = &s->in->indicators;
	double		firms = cm_layer_at(data->firms, s->pair);

	switch (word)
	{
		case W_REGION: put_label(out, s->phrases->region[s->region]); break;
		case W_INDUSTRY: put_label(out, s->phrases->industry[s->industry]); break;
		case W_AS_OF: put_year(out, s, s->in->as_of); break;
		case W_SCORE: put_number(out, s, round(s->score->score)); break;
		case W_SCORE_LOW: put_number(out, s, round(s->low)); break;
		case W_SCORE_HIGH: put_number(out, s, round(s->high)); break;
		case W_SCORE_IF_BEST: put_number(out, s, round(s->score->if_best)); break;
		case W_SCORE_IF_WORST: put_number(out, s, round(s->score->if_worst)); break;
		case W_BAND: put_band(out, s, s->score->band); break;
		case W_BAND_LOW: put_band(out, s, cm_risk_band(&s->in->model, s->low)); break;
		case W_BAND_HIGH: put_band(out, s, cm_risk_band(&s->in->model, s->high)); break;
		case W_FLAGGED: put_flagged(out, s); break;
		case W_UNKNOWN_LABEL: cext_phrase(out, s, "label", s->in->panel.knows_region[s->region] ? "industry" : "region", NULL); break;
		case W_COVERAGE: put_percent(out, s, s->score->coverage); break;
		case W_GRADE: appendStringInfoChar(out, s->score->grade == 0 ? '-' : s->score->grade); break;
		case W_RANK: put_number(out, s, s->rank); break;
		case W_RANK_TH: put_ordinal(out, s->rank); break;
		case W_THROUGH: put_number(out, s, s->through); break;
		case W_OF: put_number(out, s, s->of); break;
		case W_SIZE: put_number(out, s, cm_layer_at(data->size, s->pair)); break;
		case W_MEASURE: cext_phrase(out, s, "measure", cm_measure_card[s->in->panel.base].name, NULL); break;
		/* the number with its noun */
		case W_FIRMS: put_phrase(out, s, firms == 1 ? "firm" : "firms"); break;
		case W_N: put_number(out, s, firms); break;
		case W_MASS_FIRMS: put_number(out, s, s->in->mass_firms[s->region]); break;
		case W_MASS_SIZE: put_number(out, s, s->in->mass_size[s->region]); break;
		case W_MISSING: put_indicators(out, s, true); break;
		case W_PROXIES: put_indicators(out, s, false); break;
		case W_LACKING: put_lacking(out, s); break;
		case W_TARGET: put_number(out, s, s->plan == NULL ? NAN : s->plan->target); break;
		case W_TARGET_YEAR: put_year(out, s, s->plan == NULL ? CM_NO_YEAR : s->plan->target_year); break;
		default: put_percent(out, s, cm_asked_growth(data, s->pair)); break;
	}
}

static void
put_word_of_indicator(StringInfo out, const CextSubject *s, Word word)
{
	const CmFinding *f = &s->finding[s->indicator];
	const CmCut *cut = &s->in->model.cut[s->indicator];
	bool		proxy = f->evidence == CM_EVIDENCE_PROXY;
	double		elevated_from = proxy ? cut->proxy_elevated_from : cut->elevated_from;

	switch (word)
	{
		case W_NAME: cext_phrase(out, s, "name", cm_indicator_card[s->indicator].name, NULL); break;
		case W_VALUE: put_value(out, s, f->value); break;
		case W_DISTANCE: put_number(out, s, fabs(f->value)); break;
		case W_ELEVATED_FROM: put_value(out, s, elevated_from); break;
		case W_HIGH_FROM: put_value(out, s, proxy ? cut->proxy_high_from : cut->high_from); break;
		case W_CONTRIBUTION: put_number(out, s, s->score->contribution[s->indicator]); break;
		case W_CASES: put_number(out, s, f->cases); break;
		case W_COUNT: put_number(out, s, round(f->value * f->cases)); break;
		/* so many cases fewer bring the share down to its cut */
		case W_TOO_MANY: put_number(out, s, ceil((f->value - elevated_from) * f->cases - 1e-9)); break;
		/* a Herfindahl index is that of so many equal owners */
		case W_EQUAL: put_number(out, s, round(10 / f->value) / 10); break;
		case W_EQUAL_FROM: put_number(out, s, round(10 / elevated_from) / 10); break;
		/* growth that the share of the cut managed */
		default: put_percent(out, s, cm_managed_growth(&s->in->indicators, s->industry, s->pair, elevated_from)); break;
	}
}

static void
put_word_of_change(StringInfo out, const CextSubject *s, Word word)
{
	switch (word)
	{
		case W_SCORE_IF: put_number(out, s, round(s->change->score)); break;
		case W_BAND_IF: put_band(out, s, s->change->band); break;
		case W_FALL: put_number(out, s, round(10 * (s->score->score - s->change->score)) / 10); break;
		default: put_word_of_indicator(out, s, word); break;
	}
}

/* Puts the word of a name; false if there is none, or none here. */
static bool
put_word(StringInfo out, const void *from, const char *name, int length)
{
	const CextSubject *s = from;
	Word		word = 0;

	while (word < WORDS && ((int) strlen(word_name[word]) != length || memcmp(word_name[word], name, length) != 0))
		word++;
	if (word < W_NAME)
		put_word_of_pair(out, s, word);
	else if (word < W_SCORE_IF && s->indicator < CM_INDICATORS)
		put_word_of_indicator(out, s, word);
	else if (word < WORDS && s->change != NULL)
		put_word_of_change(out, s, word);
	else
		return false;
	return true;
}

/* Puts a word by its name; false if there is none. */
typedef bool (*PutWord) (StringInfo out, const void *from, const char *name, int length);

/* Appends a phrase with its words in braces filled in; those that are not known stay. */
static void
fill_phrase(StringInfo out, const char *phrase, PutWord put, const void *from)
{
	const char *at = phrase,
			   *open,
			   *close;

	/* A phrase may name itself by what it puts. */
	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	while ((open = strchr(at, '{')) != NULL && (close = strchr(open, '}')) != NULL)
	{
		appendBinaryStringInfo(out, at, open - at);
		if (!put(out, from, open + 1, (int) (close - open - 1)))
			appendBinaryStringInfo(out, open, close + 1 - open);
		at = close + 1;
	}
	appendStringInfoString(out, at);
}

static bool
put_given(StringInfo out, const void *from, const char *name, int length)
{
	const CextWord *word = from;

	while (word->name != NULL && ((int) strlen(word->name) != length || memcmp(word->name, name, length) != 0))
		word++;
	if (word->name != NULL)
		appendStringInfoString(out, word->text);
	return word->name != NULL;
}

const char *
cext_words(const CextPhrases *phrases, const char *key, const char *otherwise, const CextWord *words)
{
	const char *phrase = find_phrase(phrases, key);
	StringInfoData out;

	initStringInfo(&out);
	fill_phrase(&out, phrase == NULL ? otherwise : phrase, put_given, words);
	return out.data;
}

void
cext_phrase(StringInfo out, const CextSubject *s, const char *key, const char *name, const char *variant)
{
	const char *phrase = NULL;

	if (name != NULL && variant != NULL)
		phrase = find_phrase(s->phrases, psprintf("%s.%s.%s", key, name, variant));
	if (name != NULL && phrase == NULL)
		phrase = find_phrase(s->phrases, psprintf("%s.%s", key, name));
	if (phrase == NULL)
		phrase = find_phrase(s->phrases, key);
	if (phrase != NULL)
		fill_phrase(out, phrase, put_word, s);
	else
		appendStringInfoString(out, name != NULL ? name : key);
}

/* Shipped phrases ------------------------------------------------------ */

/*
 * A phrase in the encoding of the database; NULL if that cannot hold it.
 * English is ASCII, the same in all of them; simplified Chinese has characters
 * that only two have.
 */
static const char *
in_database(const CmPhrase *p)
{
	if (strcmp(p->language, "en") == 0)
		return p->phrase;
	if (GetDatabaseEncoding() != PG_UTF8 && GetDatabaseEncoding() != PG_EUC_CN)
		return NULL;
	return pg_any_to_server(p->phrase, (int) strlen(p->phrase), PG_UTF8);
}

PG_FUNCTION_INFO_V1(cext_policy_shipped_phrases);
Datum
cext_policy_shipped_phrases(PG_FUNCTION_ARGS)
{
	CextRows	rows;

	cext_rows_begin(&rows, fcinfo);
	for (const CmPhrase *p = cm_shipped_phrase; p->language != NULL; p++)
	{
		const char *phrase = in_database(p);

		if (phrase == NULL)
			continue;
		cext_put_string(&rows, p->language);
		cext_put_string(&rows, p->key);
		cext_put_string(&rows, phrase);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}
