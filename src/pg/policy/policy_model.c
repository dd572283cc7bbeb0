/*
 * policy_model.c: models of policy risk, which are rows, and scores of given
 * values.
 */
#include "pg/policy/policy_model.h"
#include "pg/arguments.h"
#include "pg/query.h"
#include "pg/rows.h"

#include "core/policy/indicators/cards.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include <math.h>

/* Reading -------------------------------------------------------------- */

static void
refuse_model(const char *name, const char *schema)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is no model of policy risk \"%s\"", name),
			 errdetail("Models are the rows of %s.policy_risk_models.", schema),
			 errhint("Use 'standard', or a copy of it made by policy_risk_copy_model.")));
}

static void
read_model(const char *schema, const char *name, CmRiskModel *m)
{
	Datum		argument = CStringGetTextDatum(name);
	Oid			type = TEXTOID;
	double		value[10];
	uint64		rows;

	rows = cext_query(psprintf("SELECT (aggregation OPERATOR(pg_catalog.=) 'geometric safety')::pg_catalog.int4::pg_catalog.float8, exponent, elevated_score, high_score, flag_from, "
									  "minimum_coverage, minimum_pillars::pg_catalog.float8, grade_a, grade_b, "
									  "shrinkage_firms FROM %s.policy_risk_models WHERE model OPERATOR(pg_catalog.=) $1", schema),
							 1, &type, &argument);
	if (rows == 0)
		refuse_model(name, schema);
	for (int i = 0; i < 10; i++)
		value[i] = cext_query_double(0, i + 1);
	*m = (CmRiskModel) {.of_safety = value[0] == 1, .exponent = value[1], .elevated_score = value[2], .high_score = value[3],
		.flag_from = value[4], .minimum_coverage = value[5], .minimum_pillars = (int) value[6], .grade_a = value[7], .grade_b = value[8],
		.shrinkage = value[9]};
}

static void
read_pillars(const char *schema, const char *name, CmRiskModel *m, MemoryContext context)
{
	Datum		argument = CStringGetTextDatum(name);
	Oid			type = TEXTOID;
	uint64		rows;

	rows = cext_query(psprintf("SELECT pillar, weight, required::pg_catalog.int4::pg_catalog.float8 FROM %s.policy_risk_pillars "
									  "WHERE model OPERATOR(pg_catalog.=) $1 ORDER BY ordinal, pillar COLLATE pg_catalog.\"C\"", schema),
							 1, &type, &argument);
	if (rows > CM_PILLARS_MOST)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("model \"%s\" has more than %d pillars", name, CM_PILLARS_MOST),
				 errdetail("It has " UINT64_FORMAT ".", rows),
				 errhint("Put indicators of the same failure into one pillar.")));
	m->pillars = (int) rows;
	for (uint64 k = 0; k < rows; k++)
	{
		m->pillar_name[k] = cext_query_text(k, 1, context);
		m->pillar_weight[k] = cext_query_double(k, 2);
		m->pillar_required[k] = cext_query_double(k, 3) == 1;
	}
}

/* The pillar of an indicator, -1 for none.  Rows may name one that is not there: no foreign key forbids it. */
static int
pillar_of(const CmRiskModel *m, const char *model, const char *indicator, const char *name)
{
	if (name == NULL)
		return -1;
	for (int k = 0; k < m->pillars; k++)
		if (strcmp(m->pillar_name[k], name) == 0)
			return k;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("model \"%s\" has no pillar \"%s\"", model, name),
			 errdetail("Its indicator \"%s\" names that pillar.", indicator),
			 errhint("Insert the pillar into policy_risk_pillars, or correct the row of policy_risk_cuts.")));
	return -1;
}

static void
read_cuts(const char *schema, const char *name, CmRiskModel *m)
{
	Datum		argument = CStringGetTextDatum(name);
	Oid			type = TEXTOID;
	uint64		rows;

	for (int i = 0; i < CM_INDICATORS; i++)
		m->cut[i] = (CmCut) {-1, 0, NAN, NAN, NAN, NAN, false};
	rows = cext_query(psprintf("SELECT indicator, pillar, weight, elevated_from, high_from, coalesce(proxy_elevated_from, elevated_from), "
									  "coalesce(proxy_high_from, high_from), movable::pg_catalog.int4::pg_catalog.float8 FROM %s.policy_risk_cuts "
									  "WHERE model OPERATOR(pg_catalog.=) $1", schema),
							 1, &type, &argument);
	for (uint64 k = 0; k < rows; k++)
	{
		char	   *indicator = cext_query_text(k, 1, CurrentMemoryContext);
		CmIndicator i = cm_indicator_of(indicator);

		if (i == CM_INDICATORS)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("model \"%s\" has an unknown indicator \"%s\"", name, indicator),
					 errdetail("Only those that the library computes can have cuts."),
					 errhint("See the view policy_risk_catalog for their names.")));
		m->cut[i] = (CmCut) {pillar_of(m, name, indicator, cext_query_text(k, 2, CurrentMemoryContext)), cext_query_double(k, 3),
			cext_query_double(k, 4), cext_query_double(k, 5), cext_query_double(k, 6), cext_query_double(k, 7), cext_query_double(k, 8) == 1};
	}
}

char *
cext_policy_model(FunctionCallInfo fcinfo, int number, CmRiskModel *model)
{
	const char *schema = cext_extension_schema(fcinfo);
	char	   *name = PG_ARGISNULL(number) ? pstrdup("standard") : text_to_cstring(PG_GETARG_TEXT_PP(number));
	MemoryContext context = CurrentMemoryContext;

	SPI_connect();
	read_model(schema, name, model);
	read_pillars(schema, name, model, context);
	read_cuts(schema, name, model);
	SPI_finish();
	return name;
}

/* Scores of given values ----------------------------------------------- */

/* Names of indicators in an array argument, none of them seen before. */
static int
names_argument(FunctionCallInfo fcinfo, int number, CmIndicator **named, bool seen[CM_INDICATORS])
{
	Datum	   *name;
	bool	   *no_name;
	int			names = PG_ARGISNULL(number) ? 0 : cext_array_argument(fcinfo, number, &name, &no_name);

	*named = palloc(((Size) names + 1) * sizeof(CmIndicator));
	for (int k = 0; k < names; k++)
	{
		char	   *given = no_name[k] ? NULL : TextDatumGetCString(name[k]);
		CmIndicator i = given == NULL ? CM_INDICATORS : cm_indicator_of(given);

		if (i == CM_INDICATORS)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("unknown indicator %s%s%s", given == NULL ? "" : "\"", given == NULL ? "NULL" : given, given == NULL ? "" : "\""),
					 errdetail("It is number %d of the array.", k + 1),
					 errhint("See the view policy_risk_catalog for their names.")));
		if (seen[i])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("indicator \"%s\" is given twice", given),
					 errdetail("It is number %d of the array, too.", k + 1),
					 errhint("Give one value for each indicator of a pair.")));
		seen[i] = true;
		(*named)[k] = i;
	}
	return names;
}

/* The risk of a value that is given; of no mass, as where there are no firms. */
static double
risk_of(const CmRiskModel *m, CmIndicator i, double value)
{
	bool		nothing = i == CM_INDICATOR_MASS && value == 0;
	CmFinding	f = {.value = value, .evidence = nothing ? CM_EVIDENCE_NO_FIRMS : CM_EVIDENCE_OK};

	return cm_finding_risk(&m->cut[i], &f);
}

/* Values by indicator from an array of names and one of numbers, and their risks; argument 3 names what does not apply. */
static void
risks_argument(FunctionCallInfo fcinfo, const CmRiskModel *m, double value[CM_INDICATORS], double risk[CM_INDICATORS])
{
	bool		seen[CM_INDICATORS] = {false};
	CmIndicator *named;
	int			names = names_argument(fcinfo, 0, &named, seen);
	Datum	   *number;
	bool	   *no_number;

	cext_check_lengths("indicators", names, "values", PG_ARGISNULL(1) ? 0 : cext_array_argument(fcinfo, 1, &number, &no_number));
	for (int i = 0; i < CM_INDICATORS; i++)
		value[i] = NAN;
	for (int k = 0; k < names; k++)
		value[named[k]] = no_number[k] ? NAN : DatumGetFloat8(number[k]);
	for (int i = 0; i < CM_INDICATORS; i++)
		risk[i] = risk_of(m, (CmIndicator) i, value[i]);
	names = names_argument(fcinfo, 3, &named, seen);
	for (int k = 0; k < names; k++)
		risk[named[k]] = CM_NOT_APPLICABLE;
}

PG_FUNCTION_INFO_V1(cext_policy_model_score);
Datum
cext_policy_model_score(PG_FUNCTION_ARGS)
{
	CextRows	row;
	CmRiskModel model;
	CmRiskScore score;
	double		value[CM_INDICATORS],
				risk[CM_INDICATORS];

	cext_row_begin(&row, fcinfo);
	cext_policy_model(fcinfo, 2, &model);
	risks_argument(fcinfo, &model, value, risk);
	cm_risk_score(&model, risk, &score);
	cext_put_score(&row, &model, &score, NAN, NAN);
	return cext_row_end(&row);
}

PG_FUNCTION_INFO_V1(cext_policy_model_contributions);
Datum
cext_policy_model_contributions(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmRiskModel model;
	CmRiskScore score;
	double		value[CM_INDICATORS],
				risk[CM_INDICATORS];

	cext_rows_begin(&rows, fcinfo);
	cext_policy_model(fcinfo, 2, &model);
	risks_argument(fcinfo, &model, value, risk);
	cm_risk_score(&model, risk, &score);
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		int			pillar = model.cut[i].pillar;

		if (pillar < 0)
			continue;
		cext_put_string(&rows, cm_indicator_card[i].name);
		cext_put_string(&rows, model.pillar_name[pillar]);
		cext_put_double(&rows, value[i]);
		cext_put_double(&rows, cm_is_known(risk[i]) ? risk[i] : NAN);
		cext_put_double(&rows, score.pillar[pillar]);
		cext_put_double(&rows, score.contribution[i]);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

/* The names of the pillars that are flagged. */
static Datum
flagged(const CmRiskModel *m, const CmRiskScore *score)
{
	Datum		name[CM_PILLARS_MOST];
	int			names = 0;

	for (int k = 0; k < m->pillars; k++)
		if (score->flag[k])
			name[names++] = CStringGetTextDatum(m->pillar_name[k]);
	return PointerGetDatum(construct_array(name, names, TEXTOID, -1, false, TYPALIGN_INT));
}

void
cext_put_score(CextRows *rows, const CmRiskModel *m, const CmRiskScore *score, double low, double high)
{
	cext_put_double(rows, score->score);
	cext_put_string(rows, cm_band_name[score->band]);
	if (score->band == CM_BAND_UNKNOWN)
		cext_put_null(rows);
	else
		cext_put_datum(rows, Int32GetDatum((int32) score->band));
	cext_put_double(rows, low);
	cext_put_double(rows, high);
	cext_put_double(rows, score->if_best);
	cext_put_double(rows, score->if_worst);
	cext_put_string(rows, cm_band_name[score->band_if_best]);
	cext_put_string(rows, cm_band_name[score->band_if_worst]);
	cext_put_double(rows, score->coverage);
	if (score->grade == 0)
		cext_put_null(rows);
	else
		cext_put_datum(rows, PointerGetDatum(cstring_to_text_with_len(&score->grade, 1)));
	cext_put_datum(rows, Int32GetDatum(score->flags));
	cext_put_datum(rows, flagged(m, score));
}

/* Cards ---------------------------------------------------------------- */

PG_FUNCTION_INFO_V1(cext_policy_model_cards);
Datum
cext_policy_model_cards(PG_FUNCTION_ARGS)
{
	CextRows	rows;

	cext_rows_begin(&rows, fcinfo);
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		const CmIndicatorCard *card = &cm_indicator_card[i];

		cext_put_string(&rows, card->name);
		cext_put_datum(&rows, Int32GetDatum(i + 1));
		cext_put_string(&rows, card->title);
		cext_put_string(&rows, card->unit);
		cext_put_string(&rows, card->formula);
		cext_put_string(&rows, card->measures);
		if (card->fallback[0] == '\0')
			cext_put_null(&rows);
		else
			cext_put_string(&rows, card->fallback);
		cext_put_string(&rows, card->source);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_policy_model_measures);
Datum
cext_policy_model_measures(PG_FUNCTION_ARGS)
{
	CextRows	rows;

	cext_rows_begin(&rows, fcinfo);
	for (int i = 0; i < CM_MEASURES; i++)
	{
		cext_put_string(&rows, cm_measure_card[i].name);
		cext_put_string(&rows, cm_measure_card[i].unit);
		cext_put_string(&rows, cm_measure_card[i].meaning);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}
