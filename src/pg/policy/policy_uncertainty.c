/*
 * policy_uncertainty.c: how far scores and ranks depend on our own choices.
 */
#include "pg/policy/policy_input.h"
#include "pg/policy/policy_plausible.h"
#include "pg/rows.h"
#include "pg/settings.h"

#include "core/numeric/random.h"
#include "core/policy/indicators/cards.h"
#include "core/policy/policy_uncertainty.h"

#include "utils/builtins.h"

#include <math.h>

#define VARIANTS_MOST (2 * (1 + CM_OTHER_SHRINKAGES))

enum
{
	ALTERNATIVE = CEXT_POLICY_ARGUMENTS,
	DRAWS,
	SEED
};

/* Between 1 and a million draws. */
static uint32
draws_argument(FunctionCallInfo fcinfo, uint32 pairs)
{
	int32		draws = cext_whole_argument(fcinfo, DRAWS, "draws", 1, 1000000,
											"500 draws tell the 5 and 95 percent bounds of a score to about a point.");

	if ((uint64) draws * pairs > (uint64) cext_max_cells)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%d draws of %u pairs are too many", draws, pairs),
				 errdetail("All of them are kept in memory; cluster_ext.max_cells allows %d.", cext_max_cells),
				 errhint("Take fewer draws, ask for fewer pairs, or raise the setting.")));
	return (uint32) draws;
}

static CmFinding *
find_all(const CextPolicyInput *in)
{
	CmFinding  *finding = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) in->count * CM_INDICATORS + 1) * sizeof(CmFinding));

	for (uint32 k = 0; k < in->count; k++)
		cm_indicators_find(&in->indicators, in->region[k], in->industry[k], &finding[(Size) k * CM_INDICATORS]);
	return finding;
}

/* Findings by other strengths of shrinkage, too. */
static void
add_variants(CextPolicyInput *in, const CmFinding **finding, int *count)
{
	CmRiskModel model = in->model;

	finding[(*count)++] = find_all(in);
	for (int k = 0; k < CM_OTHER_SHRINKAGES; k++)
	{
		model.shrinkage = cm_other_shrinkage[k];
		cext_policy_reopen(in, &model, in->as_of);
		finding[(*count)++] = find_all(in);
	}
}

/* Whence what is unknown of the pairs is drawn. */
static void
open_donors(const CextPolicyInput *in, uint64 seed, CextDonors *d, CmVariants *v)
{
	uint32	   *self = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) in->count + 1) * sizeof(uint32));
	uint64	   *stream = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) in->count + 1) * sizeof(uint64));

	cext_donors_open(d, in, 1, seed);
	for (uint32 k = 0; k < in->count; k++)
	{
		self[k] = cext_donor_of(d, in->region[k], in->industry[k]);
		stream[k] = cm_mix64(cext_pair_seed(d, in, in->region[k], in->industry[k]));
	}
	v->donors = &d->donors;
	v->donor_finding = d->finding;
	v->self = self;
	v->stream = stream;
}

/* Opens the input, donors if they are wanted, and all ways of measuring its pairs. */
static void
open_variants(CextPolicyInput *in, FunctionCallInfo fcinfo, const CmFinding **finding, CmVariants *v, CextDonors *donors)
{
	CextPolicyInput other;

	cext_policy_open(in, fcinfo);
	*v = (CmVariants) {.pairs = in->count, .finding = finding};
	if (donors != NULL)
		open_donors(in, cext_seed_argument(fcinfo, SEED), donors, v);
	add_variants(in, finding, &v->count);
	if (PG_ARGISNULL(ALTERNATIVE))
		return;
	/* The same pairs in the same order: that of their labels. */
	cext_policy_open_at(&other, fcinfo, cext_policy_measure_argument(fcinfo, ALTERNATIVE), in->as_of, false);
	add_variants(&other, finding, &v->count);
}

PG_FUNCTION_INFO_V1(cext_policy_uncertainty);
Datum
cext_policy_uncertainty(PG_FUNCTION_ARGS)
{
	const CmFinding *finding[VARIANTS_MOST];
	CextRows	rows;
	CextPolicyInput in;
	CextDonors	donors;
	CmVariants	v;
	CmSpread   *spread;
	uint32		draws;

	cext_rows_begin(&rows, fcinfo);
	open_variants(&in, fcinfo, finding, &v, &donors);
	draws = draws_argument(fcinfo, in.count);
	spread = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) in.count + 1) * sizeof(CmSpread));
	cm_spread(in.host, &in.model, &v, CM_VARY_ALL, draws, cext_seed_argument(fcinfo, SEED), spread);
	for (uint32 k = 0; k < in.count; k++)
	{
		const CmSpread *p = &spread[k];

		cext_put_datum(&rows, in.region_text[in.region[k]]);
		cext_put_datum(&rows, in.industry_text[in.industry[k]]);
		cext_put_double(&rows, p->score);
		cext_put_double(&rows, p->low);
		cext_put_double(&rows, p->median);
		cext_put_double(&rows, p->high);
		if (p->rank == 0)
			cext_put_null(&rows);
		else
			cext_put_datum(&rows, Int32GetDatum((int32) p->rank));
		cext_put_double(&rows, p->rank_low);
		cext_put_double(&rows, p->rank_high);
		cext_put_double(&rows, p->elevated_or_high);
		cext_put_double(&rows, p->in_high);
		cext_put_datum(&rows, Int32GetDatum((int32) draws));
		cext_put_string(&rows, in.model_name);
		cext_put_datum(&rows, Int32GetDatum(in.as_of));
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

static void
put_shift(CextRows *rows, const char *kind, const char *choice, double shift)
{
	cext_put_string(rows, kind);
	cext_put_string(rows, choice);
	cext_put_double(rows, shift);
	cext_rows_end_row(rows);
}

PG_FUNCTION_INFO_V1(cext_policy_sensitivity);
Datum
cext_policy_sensitivity(PG_FUNCTION_ARGS)
{
	static const struct
	{
		const char *name;
		unsigned	vary;
	}			choice[] = {
		{"all", CM_VARY_CHOICES}, {"weights", CM_VARY_WEIGHTS}, {"exponent", CM_VARY_EXPONENT}, {"cuts", CM_VARY_CUTS}, {"measuring", CM_VARY_MEASURING},
	};
	const CmFinding *finding[VARIANTS_MOST];
	CextRows	rows;
	CextPolicyInput in;
	CmVariants	v;
	uint32		draws;

	cext_rows_begin(&rows, fcinfo);
	open_variants(&in, fcinfo, finding, &v, NULL);
	draws = draws_argument(fcinfo, in.count);
	for (size_t k = 0; k < lengthof(choice); k++)
		put_shift(&rows, "assumption", choice[k].name, cm_rank_shift(in.host, &in.model, &v, choice[k].vary, draws, cext_seed_argument(fcinfo, SEED)));
	for (int i = 0; i < CM_INDICATORS; i++)
		if (in.model.cut[i].pillar >= 0)
			put_shift(&rows, "left out", cm_indicator_card[i].name, cm_rank_shift_without(in.host, &in.model, &v, (CmIndicator) i));
	return (Datum) 0;
}
