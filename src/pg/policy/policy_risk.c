/*
 * policy_risk.c: indicators and scores of targeted pairs.
 */
#include "pg/policy/policy_input.h"
#include "pg/policy/policy_model.h"
#include "pg/policy/policy_plausible.h"
#include "pg/rows.h"

#include "core/policy/indicators/cards.h"
#include "core/policy/indicators/stage.h"
#include "core/policy/policy_explain.h"

#include "executor/spi.h"
#include "utils/builtins.h"

#include <math.h>

/* Does the panel know both labels of a pair? */
static bool
is_known(const CmFinding *f)
{
	return f->evidence != CM_EVIDENCE_UNKNOWN_LABEL;
}

/* Firms of a pair, and how many of equal size they are worth. */
static void
put_firms(CextRows *rows, const CextPolicyInput *in, uint64_t pair, bool known)
{
	const CmIndicators *s = &in->indicators;

	if (!known)
	{
		cext_put_null(rows);
		cext_put_null(rows);
		return;
	}
	cext_put_count(rows, cm_layer_at(s->firms, pair));
	cext_put_double(rows, cm_effective_firms(cm_layer_at(s->size, pair), cm_layer_at(s->squares, pair)));
}

static void
put_finding(CextRows *rows, const CextPolicyInput *in, uint32 k, CmIndicator i, const CmFinding *f, const CmRiskScore *score)
{
	const CmCut *cut = &in->model.cut[i];
	bool		proxy = f->evidence == CM_EVIDENCE_PROXY;
	uint64_t	pair = cm_panel_pair(&in->panel, in->region[k], in->industry[k]);

	cext_put_datum(rows, in->region_text[in->region[k]]);
	cext_put_datum(rows, in->industry_text[in->industry[k]]);
	cext_put_string(rows, cm_indicator_card[i].name);
	cext_put_double(rows, f->value);
	cext_put_double(rows, cm_is_known(f->risk) ? f->risk : NAN);
	cext_put_double(rows, proxy ? cut->proxy_elevated_from : cut->elevated_from);
	cext_put_double(rows, proxy ? cut->proxy_high_from : cut->high_from);
	cext_put_string(rows, cm_evidence_name[f->evidence]);
	put_firms(rows, in, pair, is_known(f));
	if (cut->pillar < 0)
		cext_put_null(rows);
	else
		cext_put_string(rows, in->model.pillar_name[cut->pillar]);
	cext_put_double(rows, score->contribution[i]);
	cext_put_string(rows, in->model_name);
	cext_put_datum(rows, Int32GetDatum(in->as_of));
	cext_rows_end_row(rows);
}

PG_FUNCTION_INFO_V1(cext_policy_risk_indicators);
Datum
cext_policy_risk_indicators(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CextPolicyInput in;

	cext_rows_begin(&rows, fcinfo);
	cext_policy_open(&in, fcinfo);
	for (uint32 k = 0; k < in.count; k++)
	{
		CmFinding	finding[CM_INDICATORS];
		CmRiskScore score;

		cext_policy_find(&in, in.region[k], in.industry[k], finding, &score);
		for (int i = 0; i < CM_INDICATORS; i++)
			put_finding(&rows, &in, k, (CmIndicator) i, &finding[i], &score);
	}
	return (Datum) 0;
}

enum
{
	DRAWS = CEXT_POLICY_ARGUMENTS,
	SEED
};

/* Why there is no score. */
static const char *
status_of(const CmFinding finding[CM_INDICATORS], const CmRiskScore *score)
{
	if (!is_known(&finding[0]))
		return cm_evidence_name[CM_EVIDENCE_UNKNOWN_LABEL];
	return isnan(score->score) ? cm_band_name[CM_BAND_UNKNOWN] : cm_evidence_name[CM_EVIDENCE_OK];
}

PG_FUNCTION_INFO_V1(cext_policy_risk_scores);
Datum
cext_policy_risk_scores(PG_FUNCTION_ARGS)
{
	int32		draws = cext_whole_argument(fcinfo, DRAWS, "draws", 0, CEXT_DRAWS_MOST, "A few hundred tell the range; 0 leaves it out.");
	uint64		seed = cext_seed_argument(fcinfo, SEED);
	CextRows	rows;
	CextPolicyInput in;
	CextDonors	donors;

	cext_rows_begin(&rows, fcinfo);
	cext_policy_open(&in, fcinfo);
	cext_donors_open(&donors, &in, (uint32) draws, seed);
	for (uint32 k = 0; k < in.count; k++)
	{
		CmFinding	finding[CM_INDICATORS];
		CmRiskScore score;
		double		low,
					high;

		cext_donors_find(&donors, &in, in.region[k], in.industry[k], finding, &score);
		cext_plausible_range(&donors, &in, in.region[k], in.industry[k], finding, &score, &low, &high);
		cext_put_datum(&rows, in.region_text[in.region[k]]);
		cext_put_datum(&rows, in.industry_text[in.industry[k]]);
		cext_put_score(&rows, &in.model, &score, low, high);
		cext_put_datum(&rows, BoolGetDatum(cm_is_fragile(finding, &score)));
		cext_put_datum(&rows, BoolGetDatum(cm_has_proxy(finding, &score)));
		cext_put_string(&rows, status_of(finding, &score));
		if (is_known(&finding[0]))
			cext_put_string(&rows, cm_stage(&in.indicators, in.region[k], in.industry[k], finding));
		else
			cext_put_null(&rows);
		put_firms(&rows, &in, cm_panel_pair(&in.panel, in.region[k], in.industry[k]), is_known(&finding[0]));
		cext_put_string(&rows, in.model_name);
		cext_put_datum(&rows, Int32GetDatum(in.as_of));
		cext_put_string(&rows, CEXT_VERSION);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}
