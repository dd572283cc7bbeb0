/*
 * policy_outlook_fit.c: fits of the outlook, written as rows and read again.
 */
#include "pg/policy/policy_outlook_fit.h"
#include "pg/policy/policy_panel.h"
#include "pg/host.h"
#include "pg/query.h"
#include "pg/relation.h"
#include "pg/rows.h"

#include "core/numeric/sort.h"
#include "core/policy/panel_growth.h"
#include "core/policy/policy_outlook_test.h"

#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include <math.h>

/* Writing -------------------------------------------------------------- */

enum
{
	PANEL,
	AS_OF,
	HORIZON,
	FALL,
	TERMS,
	MEASURE,
	FOLDS,
	REPLICATES,
	SEED
};

static void
put(CextRows *rows, const char *kind, const char *key, double value, const char *text)
{
	cext_put_string(rows, kind);
	cext_put_string(rows, key);
	cext_put_double(rows, value);
	if (text == NULL)
		cext_put_null(rows);
	else
		cext_put_string(rows, text);
	cext_rows_end_row(rows);
}

static void
put_number(CextRows *rows, const char *kind, const char *key, double value)
{
	put(rows, kind, key, value, NULL);
}

static double
year_or_nan(int32 year)
{
	return year == CM_NO_YEAR ? NAN : year;
}

static void
put_fit(CextRows *rows, const CmOutlookQuestion *q, const CmOutlookFit *fit)
{
	put(rows, "fit", "measure", NAN, cm_measure_card[q->panel->base].name);
	put_number(rows, "fit", "horizon", q->horizon);
	put_number(rows, "fit", "fall", q->fall);
	put_number(rows, "fit", "as_of", fit->as_of);
	put_number(rows, "fit", "first_year", year_or_nan(fit->first_year));
	put_number(rows, "fit", "last_outcome_year", year_or_nan(fit->last_outcome));
	put_number(rows, "fit", "rows", (double) fit->rows);
	put_number(rows, "fit", "events", (double) fit->events);
	put_number(rows, "fit", "regions", fit->regions);
	put_number(rows, "fit", "lambda", fit->lambda);
	put_number(rows, "fit", "phi", fit->noise.phi);
	put_number(rows, "fit", "a2", fit->noise.a2);
	put_number(rows, "fit", "noise_cells", (double) fit->noise.cells);
	put_number(rows, "fit", "chance.intercept", fit->recalibration[0]);
	put_number(rows, "fit", "chance.slope", fit->recalibration[1]);
	put(rows, "fit", "status", NAN, cm_outlook_status_name[fit->status]);
	put(rows, "fit", "extension_version", NAN, CEXT_VERSION);
}

/* What a coefficient is called: its term, or that the term is missing. */
static const char *
column_name(const CmOutlookFit *fit, int column)
{
	for (int j = 0; j < CM_TERMS && column >= 0; j++)
	{
		if (fit->scale[j].column == column)
			return cm_term_name[j];
		if (fit->scale[j].missing_column == column)
			return psprintf("%s_missing", cm_term_name[j]);
	}
	return "intercept";
}

static void
put_terms(CextRows *rows, const CmOutlookFit *fit)
{
	int			size = fit->logit.terms + 1;

	for (int j = 0; j < CM_TERMS; j++)
	{
		const CmOutlookScale *s = &fit->scale[j];

		put_number(rows, "term", psprintf("%s.missing_share", cm_term_name[j]), s->missing_share);
		if (s->column < 0)
			continue;
		put_number(rows, "term", psprintf("%s.mean", cm_term_name[j]), s->mean);
		put_number(rows, "term", psprintf("%s.sd", cm_term_name[j]), s->deviation);
		put_number(rows, "term", psprintf("%s.p01", cm_term_name[j]), s->p01);
		put_number(rows, "term", psprintf("%s.p99", cm_term_name[j]), s->p99);
	}
	for (int c = 0; c < size; c++)
	{
		put_number(rows, "term", psprintf("%s.coefficient", column_name(fit, c - 1)), fit->logit.b[c]);
		put_number(rows, "term", psprintf("%s.se", column_name(fit, c - 1)), sqrt(fit->covariance[c * size + c]));
	}
	for (int a = 0; a < size; a++)
		for (int b = 0; b <= a; b++)
			put_number(rows, "covariance", psprintf("%s,%s", column_name(fit, a - 1), column_name(fit, b - 1)), fit->covariance[a * size + b]);
}

/* Industries that have any, with their own label as the key. */
static void
put_rates(CextRows *rows, const CextPolicyInput *in, const CmOutlookFit *fit)
{
	for (uint32 i = 0; fit->rate != NULL && i < in->panel.pairs.industries; i++)
		if (fit->rate_expected[i] > 0)
		{
			const char *industry = TextDatumGetCString(in->industry_text[i]);

			put_number(rows, "rate", industry, fit->rate[i]);
			put_number(rows, "rate_events", industry, fit->rate_events[i]);
			put_number(rows, "rate_expected", industry, fit->rate_expected[i]);
		}
}

static void
put_skill(CextRows *rows, const char *window, const char *who, const CmSkill *s)
{
	const struct
	{
		const char *name;
		double		value;
	}			number[] = {
		{"pairs", s->pairs}, {"events", s->events}, {"auc", s->auc}, {"auc_lower", s->auc_lower}, {"auc_upper", s->auc_upper},
		{"auc_within_size", s->auc_within_size}, {"precision_area", s->precision_area}, {"lift", s->lift},
		{"brier", s->brier}, {"brier_skill", s->brier_skill}, {"slope", s->slope}, {"intercept", s->intercept}, {"ece", s->ece},
		{"difference", s->difference}, {"difference_lower", s->difference_lower}, {"difference_upper", s->difference_upper},
		{"brier_skill_chance", s->brier_skill_chance},
		{"brier_difference", s->brier_difference}, {"brier_difference_lower", s->brier_difference_lower}, {"brier_difference_upper", s->brier_difference_upper},
	};

	for (size_t i = 0; i < lengthof(number); i++)
		if (!isnan(number[i].value))
			put_number(rows, "test", psprintf("%s.%s.%s", window, who, number[i].name), number[i].value);
}

static void
put_tests(CextRows *rows, const CmOutlookTests *tests)
{
	for (int k = 0; tests->tests > 0 && k <= tests->tests; k++)
	{
		const CmOutlookTest *t = &tests->test[k];
		const char *window = t->year == CM_NO_YEAR ? "all" : psprintf("%d", t->year);

		put_skill(rows, window, "model", &t->model);
		put_skill(rows, window, "chance", &t->chance);
	}
	for (int d = 0; tests->tests > 0 && d < CM_TENTHS; d++)
	{
		const CmReliability *r = &tests->reliability[d];

		put_number(rows, "reliability", psprintf("%d.pairs", d + 1), r->pairs);
		put_number(rows, "reliability", psprintf("%d.lower", d + 1), r->lower);
		put_number(rows, "reliability", psprintf("%d.upper", d + 1), r->upper);
		put_number(rows, "reliability", psprintf("%d.predicted", d + 1), r->predicted);
		put_number(rows, "reliability", psprintf("%d.observed", d + 1), r->observed);
	}
}

/* Industries that are left out, with the change of their total. */
static void
put_breaks(CextRows *rows, const CextPolicyInput *in, int32 as_of)
{
	const CmPanel *p = &in->panel;

	for (uint32 i = 0; i < p->pairs.industries; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int k = 0; k + 1 < p->years && p->year[k + 1] <= as_of; k++)
			if (!isnan(cm_break(p, i, k)))
				put(rows, "break", TextDatumGetCString(in->industry_text[i]), cm_break(p, i, k), psprintf("%d to %d", p->year[k], p->year[k + 1]));
	}
}

/* Terms by their names, all for NULL; chance is always one. */
static void
terms_argument(FunctionCallInfo fcinfo, bool asked[CM_TERMS])
{
	for (int j = 0; j < CM_TERMS; j++)
		asked[j] = PG_ARGISNULL(TERMS) || j == CM_TERM_CHANCE;
	cext_choices_argument(fcinfo, TERMS, "terms", cm_term_name, "Leave the argument out for all of them.", asked);
}

static double
fall_argument(FunctionCallInfo fcinfo, int number)
{
	return cext_range_argument(fcinfo, number, "fall", -10, -1e-6, "-0.2, a fifth behind, is usual.");
}

/* The windows of a panel whose outcome is known in a year. */
static CmOutlookYear *
open_windows(const CmOutlookQuestion *q, int32 as_of, int *count)
{
	CmOutlookYear *years = palloc(((Size) q->panel->years + 1) * sizeof(CmOutlookYear));

	*count = 0;
	for (int k = 0; k < q->panel->years; k++)
		if (q->panel->year[k] + q->horizon <= as_of && cm_panel_base(q->panel, q->panel->year[k] + q->horizon) != NULL)
			cm_outlook_year(q, q->panel->year[k], as_of, &years[(*count)++]);
	return years;
}

PG_FUNCTION_INFO_V1(cext_policy_outlook_fit);
Datum
cext_policy_outlook_fit(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CextPolicyInput in;
	CmOutlookQuestion q = {
		.host = cext_call_host(),
		.panel = &in.panel,
		.horizon = cext_whole_argument(fcinfo, HORIZON, "horizon", 1, 100, "Three years are usual."),
		.fall = fall_argument(fcinfo, FALL),
		.folds = (uint32_t) cext_whole_argument(fcinfo, FOLDS, "folds", 2, 100, "Five folds of regions are usual."),
		.replicates = (uint32_t) cext_whole_argument(fcinfo, REPLICATES, "replicates", 1, 100000, "A few hundred tell the bounds."),
		.seed = cext_seed_argument(fcinfo, SEED),
	};
	int32		as_of = cext_policy_as_of_argument(fcinfo, AS_OF);
	CmOutlookYear *years;
	CmOutlookFit fit;
	CmOutlookTests tests;
	int			count;

	terms_argument(fcinfo, q.asked);
	cext_rows_begin(&rows, fcinfo);
	cext_policy_open_panel(&in, fcinfo, cext_policy_measure_argument(fcinfo, MEASURE), as_of, NULL);
	years = open_windows(&q, as_of, &count);
	cm_outlook_fit(&q, years, count, as_of, &fit);
	cm_outlook_test(&q, years, count, &fit, &tests);
	put_fit(&rows, &q, &fit);
	if (fit.status == CM_OUTLOOK_OK || fit.status == CM_OUTLOOK_BY_NOTHING)
	{
		put_terms(&rows, &fit);
		put_rates(&rows, &in, &fit);
	}
	put_tests(&rows, &tests);
	put_breaks(&rows, &in, as_of);
	return (Datum) 0;
}

/* Reading -------------------------------------------------------------- */

static const char *const make_one = "Create it by CREATE TABLE ... AS SELECT * FROM policy_outlook_fit(...).";

typedef struct Line
{
	char	   *kind;
	char	   *key;
	double		value;
	char	   *text;
} Line;

typedef struct Lines
{
	const char *relation;
	Line	   *line;
	uint64		count;
} Lines;

static int
by_key(const void *a, const void *b)
{
	const Line *x = a,
			   *y = b;
	int			order = strcmp(x->kind, y->kind);

	return order != 0 ? order : strcmp(x->key, y->key);
}

/* Rows of what is read here are there once: those of two fits would be mixed. */
static void
refuse_mixture(const Lines *s)
{
	static const char *const once[] = {"fit", "term", "covariance", "rate"};

	for (uint64 k = 1; k < s->count; k++)
		for (size_t i = 0; i < lengthof(once); i++)
		{
			CHECK_FOR_INTERRUPTS();
			if (by_key(&s->line[k - 1], &s->line[k]) == 0 && strcmp(s->line[k].kind, once[i]) == 0)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("relation \"%s\" holds more than one fit of policy_outlook_fit", s->relation),
						 errdetail("It has several rows of kind \"%s\", key \"%s\".", s->line[k].kind, s->line[k].key),
						 errhint("Make a view of one of them.")));
		}
}

static Lines
read_lines(FunctionCallInfo fcinfo, int number)
{
	static const CextColumn column[] = {
		{"kind", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"key", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"value", CEXT_COLUMN_NUMBER, CEXT_NEEDED},
		{"text", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{.name = NULL}
	};
	CextRelation relation = cext_relation_argument(fcinfo, number, "fit");
	MemoryContext context = CurrentMemoryContext;
	Lines		lines = {.relation = get_rel_name(relation.oid)};

	SPI_connect();
	lines.count = cext_query(psprintf("SELECT kind, key, value, text FROM %s AS f WHERE kind IS NOT NULL AND key IS NOT NULL",
											 cext_relation_select(relation, column)), 0, NULL, NULL);
	lines.line = MemoryContextAllocHuge(context, (lines.count + 1) * sizeof(Line));
	for (uint64 k = 0; k < lines.count; k++)
	{
		lines.line[k] = (Line) {cext_query_text(k, 1, context), cext_query_text(k, 2, context), cext_query_double(k, 3), cext_query_text(k, 4, context)};
		CHECK_FOR_INTERRUPTS();
	}
	SPI_finish();
	cm_sort(cext_call_host(), lines.line, lines.count, sizeof(Line), by_key);
	refuse_mixture(&lines);
	return lines;
}

static const Line *
find_line(const Lines *s, const char *kind, const char *key)
{
	Line		wanted = {.kind = (char *) kind, .key = (char *) key};
	uint64		low = 0,
				high = s->count;

	while (low < high)
	{
		uint64		middle = low + (high - low) / 2;

		if (by_key(&s->line[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->count && by_key(&s->line[low], &wanted) == 0 ? &s->line[low] : NULL;
}

static double
find_value(const Lines *s, const char *kind, const char *key)
{
	const Line *line = find_line(s, kind, key);

	return line == NULL ? NAN : line->value;
}

/* A number within bounds, or the relation is no fit. */
static double
need(const Lines *s, const char *kind, const char *key, double least, double most)
{
	double		value = find_value(s, kind, key);

	if (!(value >= least && value <= most))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("relation \"%s\" holds no fit of policy_outlook_fit", s->relation),
				 find_line(s, kind, key) == NULL ? errdetail("It has no row of kind \"%s\", key \"%s\".", kind, key) :
				 errdetail("Its value of kind \"%s\", key \"%s\" is %g.", kind, key, value),
				 errhint("%s", make_one)));
	return value;
}

/* What is among a list of names; the relation is no fit if it is none of them. */
static int
need_name(const Lines *s, const char *key, const char *const *name, int names)
{
	const Line *line = find_line(s, "fit", key);

	for (int i = 0; i < names && line != NULL && line->text != NULL; i++)
		if (strcmp(name[i], line->text) == 0)
			return i;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("relation \"%s\" holds no fit of policy_outlook_fit", s->relation),
			 line == NULL || line->text == NULL ? errdetail("It has no text of kind \"fit\", key \"%s\".", key) :
			 errdetail("Its text of kind \"fit\", key \"%s\" is \"%s\".", key, line->text),
			 errhint("%s", make_one)));
	return 0;
}

static CmMeasure
need_measure(const Lines *s)
{
	const char *name[CM_MEASURES];

	for (int m = 0; m < CM_MEASURES; m++)
		name[m] = cm_measure_card[m].name;
	return (CmMeasure) need_name(s, "measure", name, CM_MEASURES);
}

/* Scales of the terms that have a coefficient, and the places of columns as they were. */
static int
read_scales(const Lines *s, CmOutlookFit *fit)
{
	int			columns = 0;

	for (int j = 0; j < CM_TERMS; j++)
	{
		const char *name = cm_term_name[j];

		fit->scale[j] = (CmOutlookScale) {.column = -1, .missing_column = -1};
		if (find_line(s, "term", psprintf("%s.coefficient", name)) == NULL)
			continue;
		fit->scale[j] = (CmOutlookScale) {
			.column = columns++, .missing_column = -1,
			.mean = need(s, "term", psprintf("%s.mean", name), -DBL_MAX, DBL_MAX),
			.deviation = need(s, "term", psprintf("%s.sd", name), DBL_TRUE_MIN, DBL_MAX),
			.p01 = need(s, "term", psprintf("%s.p01", name), -DBL_MAX, DBL_MAX),
			.p99 = need(s, "term", psprintf("%s.p99", name), -DBL_MAX, DBL_MAX),
		};
	}
	for (int j = 0; j < CM_TERMS; j++)
		if (fit->scale[j].column >= 0 && find_line(s, "term", psprintf("%s_missing.coefficient", cm_term_name[j])) != NULL)
			fit->scale[j].missing_column = columns++;
	return columns;
}

static void
read_coefficients(const Lines *s, CmOutlookFit *fit)
{
	int			columns = read_scales(s, fit),
				size = columns + 1;

	fit->logit = (CmLogit) {.status = CM_LOGIT_OK, .terms = columns};
	for (int a = 0; a < size; a++)
	{
		fit->logit.b[a] = need(s, "term", psprintf("%s.coefficient", column_name(fit, a - 1)), -DBL_MAX, DBL_MAX);
		for (int b = 0; b <= a; b++)
			fit->covariance[a * size + b] = fit->covariance[b * size + a] =
				need(s, "covariance", psprintf("%s,%s", column_name(fit, a - 1), column_name(fit, b - 1)), -DBL_MAX, DBL_MAX);
	}
}

/* Rates of the panel's industries; of others nothing is known. */
static void
read_rates(const Lines *s, const CmPanel *panel, CmOutlookFit *fit)
{
	fit->rate = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) panel->pairs.industries + 1) * sizeof(double));
	for (uint32 i = 0; i < panel->pairs.industries; i++)
		fit->rate[i] = NAN;
	for (uint64 k = 0; k < s->count; k++)
	{
		uint32		place = strcmp(s->line[k].kind, "rate") != 0 ? UINT32_MAX :
			cm_label_place(panel->pairs.industry_label, panel->pairs.industries, cext_label_of(s->line[k].key));

		CHECK_FOR_INTERRUPTS();
		if (place != UINT32_MAX && isfinite(s->line[k].value))
			fit->rate[place] = s->line[k].value;
	}
}

void
cext_outlook_open(CextOutlook *o, FunctionCallInfo fcinfo, int fit_number, int32 as_of, const CmTable *pairs)
{
	Lines		s = read_lines(fcinfo, fit_number);
	CmOutlookFit *fit = &o->fit;

	*o = (CextOutlook) {.name = pstrdup(s.relation)};
	o->question = (CmOutlookQuestion) {
		.host = cext_call_host(),
		.panel = &o->in.panel,
		.horizon = (int32_t) need(&s, "fit", "horizon", 1, 100),
		.fall = need(&s, "fit", "fall", -10, -1e-6),
	};
	fit->as_of = (int32_t) need(&s, "fit", "as_of", -CEXT_YEAR_MOST, CEXT_YEAR_MOST);
	fit->noise = (CmNoise) {.phi = need(&s, "fit", "phi", 1e-9, 1e9), .a2 = need(&s, "fit", "a2", 0, 1e9)};
	fit->regions = (uint32_t) need(&s, "fit", "regions", 0, UINT32_MAX);
	fit->quantile = cm_outlook_quantile(fit->regions);
	fit->status = (CmOutlookStatus) need_name(&s, "status", cm_outlook_status_name, CM_OUTLOOK_BY_NOTHING + 1);
	if (fit->as_of > as_of)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the fit in \"%s\" was made in %d, and \"as_of\" is %d", s.relation, fit->as_of, as_of),
				 errdetail("It has learnt from what came after that year."),
				 errhint("Pass the year of the fit or a later one as \"as_of\", or make a fit of an earlier year.")));
	cext_policy_open_panel(&o->in, fcinfo, need_measure(&s), as_of, pairs);
	if (fit->status == CM_OUTLOOK_OK || fit->status == CM_OUTLOOK_BY_NOTHING)
		read_coefficients(&s, fit);
	read_rates(&s, &o->in.panel, fit);
}
