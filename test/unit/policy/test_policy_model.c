/*
 * test_policy_model.c: ramps, means and scores of policy risk: the worked
 * example to the last printed digit, and what must hold of any model.
 */
#include "host.h"

#include "core/policy/indicators/cards.h"
#include "core/policy/policy_model.h"

#include <math.h>
#include <string.h>

/* The pillars of the standard model, and its indicators with their cuts. */
enum {FIT, STRUCTURE, CROWDING, SOFTBUDGET, DYNAMICS, AMBITION, PILLARS};

static const struct
{
	int			pillar;
	double		elevated_from;
	double		high_from;
	double		value;			/* of the example; NaN: missing */
	double		risk;			/* as printed */
} example[] = {
	[CM_INDICATOR_LQ] = {FIT, 1, 0.5, 0.60, 0.6000},
	[CM_INDICATOR_REL_DENSITY] = {FIT, 0, -1, -0.40, 0.4667},
	[CM_INDICATOR_FACTOR_GAP] = {FIT, 0.40546510810816438, 1.0986122886681098, 0.69314718055994531, 0.4717},
	[CM_INDICATOR_MASS] = {STRUCTURE, 1, 0.4, 0.70, 0.5000},
	[CM_INDICATOR_DOMINANCE] = {STRUCTURE, 0.18, 0.40, 0.35, 0.5909},
	[CM_INDICATOR_FOOTLOOSE] = {STRUCTURE, 0.40, 0.60, 0.30, 0.1667},
	[CM_INDICATOR_COPYCAT] = {CROWDING, 0.35, 0.65, 0.774, 0.8044},
	[CM_INDICATOR_OVERCAPACITY] = {CROWDING, 0.76, 0.70, 0.72, 0.5556},
	[CM_INDICATOR_SUM_OF_PLANS] = {CROWDING, 1.0, 1.3, NAN, NAN},
	[CM_INDICATOR_SUBSIDY] = {SOFTBUDGET, 0.02, 0.05, 0.03, 0.4444},
	[CM_INDICATOR_ZOMBIE] = {SOFTBUDGET, 0.05, 0.15, 0.08, 0.4333},
	[CM_INDICATOR_LINKAGE] = {SOFTBUDGET, 0.50, 0.30, 0.45, 0.4167},
	[CM_INDICATOR_LOCAL_SHIFT] = {DYNAMICS, -0.01, -0.04, -0.02, 0.4444},
	[CM_INDICATOR_VOLATILITY] = {DYNAMICS, 0.10, 0.20, 0.12, 0.4000},
	[CM_INDICATOR_BRANCH_OUTLOOK] = {DYNAMICS, -0.01, -0.04, -0.015, 0.3889},
	[CM_INDICATOR_REGION_TREND] = {DYNAMICS, -0.005, -0.02, 0.004, 0.1333},
	[CM_INDICATOR_RELATED_TREND] = {DYNAMICS, -0.01, -0.03, -0.012, 0.3667},
	[CM_INDICATOR_AMBITION] = {AMBITION, 0.25, 0.10, 0.04, 0.8000},
	[CM_INDICATOR_LEVERAGE] = {AMBITION, 0.10, 0.30, NAN, NAN},
	[CM_INDICATOR_DESIGN_GAP] = {AMBITION, 0.25, 0.50, 0.50, 0.6667},
	[CM_INDICATORS - 1] = {-1, NAN, NAN, NAN, NAN},
};

#define SCORED (CM_INDICATOR_DESIGN_GAP + 1)

/* The standard model, but with all weights 1. */
static void
open_example(CmRiskModel *m, double risk[CM_INDICATORS])
{
	*m = (CmRiskModel) {.pillars = PILLARS, .exponent = 2, .elevated_score = 100.0 / 3, .high_score = 200.0 / 3, .flag_from = 2.0 / 3,
		.minimum_coverage = 0.4, .minimum_pillars = 3, .grade_a = 0.8, .grade_b = 0.6};
	m->pillar_required[FIT] = true;
	for (int k = 0; k < PILLARS; k++)
		m->pillar_weight[k] = 1;
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		m->cut[i] = i < SCORED ? (CmCut) {.pillar = example[i].pillar, .weight = 1, .elevated_from = example[i].elevated_from,
			.high_from = example[i].high_from} : (CmCut) {.pillar = -1, .elevated_from = NAN, .high_from = NAN};
		risk[i] = i < SCORED ? cm_risk_ramp(example[i].value, example[i].elevated_from, example[i].high_from) : NAN;
	}
}

static double
score_by(CmRiskModel *m, const double *risk, bool of_safety, double exponent)
{
	CmRiskScore score;

	m->of_safety = of_safety;
	m->exponent = exponent;
	cm_risk_score(m, risk, &score);
	return score.score;
}

static void
worked_example(void **state)
{
	static const double pillar[PILLARS] = {0.5128, 0.4192, 0.6800, 0.4315, 0.3467, 0.7333};
	static const double contribution[PILLARS] = {9.582, 6.404, 11.234, 6.785, 4.380, 13.065};
	CmRiskModel m;
	CmRiskScore score;
	double		risk[CM_INDICATORS];

	open_example(&m, risk);
	for (int i = 0; i < SCORED; i++)
	{
		assert_int_equal(isnan(risk[i]), isnan(example[i].risk));
		if (!isnan(risk[i]))
			assert_printed(risk[i], example[i].risk, 1e-4);
	}
	cm_risk_score(&m, risk, &score);
	assert_printed(score.score, 51.4503, 1e-4);
	assert_printed(score.coverage, 0.8889, 1e-4);
	assert_printed(score.if_best, 44.5261, 1e-4);
	assert_printed(score.if_worst, 58.3083, 1e-4);
	assert_int_equal(score.flags, 2);
	assert_true(score.flag[CROWDING] && score.flag[AMBITION]);
	assert_int_equal(score.band, CM_BAND_ELEVATED);
	assert_int_equal(score.grade, 'A');
	for (int k = 0; k < PILLARS; k++)
	{
		assert_printed(score.pillar[k], pillar[k], 1e-4);
		assert_printed(score.pillar_contribution[k], contribution[k], 1e-3);
	}
	assert_true(isnan(score.contribution[CM_INDICATOR_LEVERAGE]) && isnan(score.contribution[CM_INDICATOR_TOP1_SHARE]));
	assert_printed(score_by(&m, risk, false, 1), 49.7315, 1e-4);
	assert_printed(score_by(&m, risk, false, 4), 54.8993, 1e-4);
	/* 1 - prod (1 - U)^(W'/5.3333), with W' of 2/3 twice */
	assert_printed(score_by(&m, risk, true, 2), 51.8112, 1e-4);
	(void) state;
}

/* The second example: nothing is there yet. */
static void
empty_cell(void **state)
{
	static const struct
	{
		CmIndicator indicator;
		double		value;
	}			known[] = {
		{CM_INDICATOR_LQ, .35}, {CM_INDICATOR_REL_DENSITY, -.9}, {CM_INDICATOR_COPYCAT, .774}, {CM_INDICATOR_BRANCH_OUTLOOK, -.03},
		{CM_INDICATOR_REGION_TREND, .01}, {CM_INDICATOR_RELATED_TREND, 0}, {CM_INDICATOR_DESIGN_GAP, .75},
	};
	static const CmIndicator unknown[] = {CM_INDICATOR_FACTOR_GAP, CM_INDICATOR_SUM_OF_PLANS, CM_INDICATOR_LINKAGE, CM_INDICATOR_AMBITION, CM_INDICATOR_LEVERAGE};
	static const double pillar[PILLARS] = {0.7, 1, 0.8044, NAN, 0.2407, 1};
	static const double contribution[PILLARS] = {12.221, 37.410, 12.105, NAN, 2.168, 12.470};
	CmRiskModel m;
	CmRiskScore score;
	double		risk[CM_INDICATORS];

	open_example(&m, risk);
	for (int i = 0; i < SCORED; i++)
		risk[i] = CM_NOT_APPLICABLE;
	for (size_t k = 0; k < sizeof(unknown) / sizeof(unknown[0]); k++)
		risk[unknown[k]] = NAN;
	for (size_t k = 0; k < sizeof(known) / sizeof(known[0]); k++)
		risk[known[k].indicator] = cm_risk_ramp(known[k].value, example[known[k].indicator].elevated_from, example[known[k].indicator].high_from);
	risk[CM_INDICATOR_MASS] = 1;
	cm_risk_score(&m, risk, &score);
	assert_printed(score.score, 76.3735, 1e-4);
	assert_printed(score.coverage, 0.5833, 1e-4);
	assert_printed(score.if_best, 50.8040, 1e-4);
	assert_printed(score.if_worst, 86.7176, 1e-4);
	assert_int_equal(score.band, CM_BAND_HIGH);
	assert_int_equal(score.flags, 3);
	assert_true(score.flag[FIT] && score.flag[STRUCTURE] && score.flag[CROWDING] && !score.flag[AMBITION]);
	for (int k = 0; k < PILLARS; k++)
	{
		assert_int_equal(isnan(score.pillar[k]), isnan(pillar[k]));
		if (isnan(pillar[k]))
			continue;
		assert_printed(score.pillar[k], pillar[k], 1e-4);
		assert_printed(score.pillar_contribution[k], contribution[k], 1e-3);
	}
	(void) state;
}

/* Ramps ---------------------------------------------------------------- */

static void
ramps(void **state)
{
	/* up and down: at the cuts, between them, and where they end at 0 and at 1 */
	static const double case_of[][4] = {
		{2, 2, 5, 1.0 / 3}, {5, 2, 5, 2.0 / 3}, {3.5, 2, 5, 0.5}, {-1, 2, 5, 0}, {8, 2, 5, 1}, {-100, 2, 5, 0}, {100, 2, 5, 1},
		{0.5, 2, 5, 1.0 / 6}, {6.5, 2, 5, 5.0 / 6},
		{1, 1, 0.5, 1.0 / 3}, {0.5, 1, 0.5, 2.0 / 3}, {1.5, 1, 0.5, 0}, {0, 1, 0.5, 1}, {-3, 1, 0.5, 1}, {9, 1, 0.5, 0}, {0.25, 1, 0.5, 5.0 / 6},
		{1e300, 2, 5, 1}, {-1e300, 2, 5, 0}, {1e300, 1, 0.5, 0}, {INFINITY, 2, 5, 1}, {-INFINITY, 2, 5, 0},
	};

	for (size_t k = 0; k < sizeof(case_of) / sizeof(case_of[0]); k++)
		if (!(fabs(cm_risk_ramp(case_of[k][0], case_of[k][1], case_of[k][2]) - case_of[k][3]) <= 1e-15))
			fail_msg("case %zu", k);
	assert_true(isnan(cm_risk_ramp(NAN, 1, 2)) && isnan(cm_risk_ramp(1, NAN, 2)) && isnan(cm_risk_ramp(1, 1, NAN)));
	/* A step of risk is never down when the value gets worse. */
	for (int round = 0; round < 20000; round++)
	{
		double		a = (double) test_below(2000) / 100 - 10,
					b = a + (test_below(2) ? 1 : -1) * (double) (1 + test_below(1000)) / 100;
		double		z = (double) test_below(4000) / 100 - 20,
					worse = z + (b > a ? 1 : -1) * (double) test_below(1000) / 1e4;

		assert_true(cm_risk_ramp(worse, a, b) >= cm_risk_ramp(z, a, b));
		/* in other units, and upside down, it is the same */
		assert_true(fabs(cm_risk_ramp(-3 * z + 1, -3 * a + 1, -3 * b + 1) - cm_risk_ramp(z, a, b)) <= 1e-11);
	}
	(void) state;
}

/* Means ---------------------------------------------------------------- */

static void
means(void **state)
{
	double		u[] = {0.2, NAN, 0.8, 0.5},
				w[] = {1, 5, 2, 0},
				zero[] = {0, 0},
				one[] = {1, 1},
				tiny[] = {1e-200, 2e-200};

	assert_true(fabs(cm_risk_power_mean(u, w, 4, 1) - 0.6) <= 1e-15);
	assert_true(fabs(cm_risk_power_mean(u, w, 4, 2) - sqrt(1.32 / 3)) <= 1e-15);
	assert_true(cm_risk_power_mean(u, w, 4, INFINITY) == 0.8);
	assert_true(fabs(cm_risk_of_safety(u, w, 4) - (1 - pow(0.8 * 0.2 * 0.2, 1.0 / 3))) <= 1e-15);
	assert_true(cm_risk_power_mean(zero, w, 2, 2) == 0 && cm_risk_of_safety(zero, w, 2) == 0);
	assert_true(cm_risk_power_mean(one, w, 2, 2) == 1 && fabs(cm_risk_of_safety(one, w, 2) - 0.99) <= 1e-15);
	/* what has no weight or is not known is not there */
	assert_true(isnan(cm_risk_power_mean(u, w, 0, 2)) && isnan(cm_risk_power_mean(&u[1], &w[1], 1, 2)));
	assert_true(isnan(cm_risk_power_mean(&u[3], &w[3], 1, 2)) && isnan(cm_risk_of_safety(&u[3], &w[3], 1)));
	/* squares of these underflow */
	assert_true(fabs(cm_risk_power_mean(tiny, one, 2, 2) / 1e-200 - sqrt(2.5)) <= 1e-14);
	(void) state;
}

/* Any model ------------------------------------------------------------ */

/* Often 0 or 1, as ramps give, and as few other values as make ties. */
static double
random_risk(void)
{
	switch (test_below(6))
	{
		case 0:
			return 0;
		case 1:
			return 1;
		case 2:
			return (double) test_below(7) / 6;
		default:
			return test_uniform();
	}
}

static void
random_model(CmRiskModel *m, double missing, double risk[CM_INDICATORS])
{
	static const double exponents[] = {1, 1.5, 2, 3, 4, 10, 100, INFINITY};

	*m = (CmRiskModel) {.pillars = 1 + (int) test_below(CM_PILLARS_MOST), .of_safety = test_below(3) == 0,
		.exponent = exponents[test_below(8)], .elevated_score = 100.0 / 3, .high_score = 200.0 / 3, .flag_from = 2.0 / 3,
		.minimum_coverage = 0.4, .minimum_pillars = 1 + (int) test_below(3),
		.grade_a = 0.8, .grade_b = 0.6};
	for (int k = 0; k < m->pillars; k++)
	{
		m->pillar_weight[k] = test_below(8) == 0 ? 0 : test_below(2) ? 1 : test_uniform() * 10;
		m->pillar_required[k] = test_below(8) == 0;
	}
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		m->cut[i] = (CmCut) {.pillar = (int) test_below((uint64_t) m->pillars + 1) - 1,
			.weight = test_below(8) == 0 ? 0 : test_below(2) ? 1 : test_uniform() * 3};
		risk[i] = test_uniform() < missing ? (test_below(3) == 0 ? CM_NOT_APPLICABLE : NAN) : random_risk();
	}
}

static bool
same(double a, double b)
{
	return isnan(a) ? isnan(b) : a == b;
}

/* The definition in so many words, in long double. */
static long double
plain_score(const CmRiskModel *m, const double *risk, double *coverage, int *flags, int *pillars, bool *required)
{
	long double sum = 0,
				weights = 0,
				all_weights = 0,
				worst = 0;

	*flags = *pillars = 0;
	*required = true;
	for (int k = 0; k < m->pillars; k++)
	{
		long double u = 0,
					w = 0,
					all = 0;

		for (int i = 0; i < CM_INDICATORS; i++)
			if (m->cut[i].pillar == k)
			{
				all += risk[i] == CM_NOT_APPLICABLE ? 0 : (long double) m->cut[i].weight;
				w += risk[i] >= 0 ? (long double) m->cut[i].weight : 0;
				u += risk[i] >= 0 ? (long double) m->cut[i].weight * risk[i] : 0;
			}
		all_weights += all > 0 ? m->pillar_weight[k] : 0;
		*required = *required && (w > 0 || !m->pillar_required[k]);
		if (!(w > 0) || m->pillar_weight[k] == 0)
			continue;
		u /= w;
		(*pillars)++;
		*flags += u >= m->flag_from - 1e-12 && w / all >= 0.5 - 1e-12;
		weights += m->pillar_weight[k] * w / all;
		worst = u > worst ? u : worst;
		sum += m->pillar_weight[k] * w / all * (m->of_safety ? logl(fmaxl(1 - u, 0.01L)) : powl(u, isinf(m->exponent) ? 1 : m->exponent));
	}
	*coverage = all_weights > 0 ? (double) (weights / all_weights) : 0;
	return weights == 0 ? NAN : 100 * (m->of_safety ? 1 - expl(sum / weights) : isinf(m->exponent) ? worst : powl(sum / weights, 1 / (long double) m->exponent));
}

static void
check_definition(const CmRiskModel *m, const double *risk, const CmRiskScore *score)
{
	double		coverage;
	int			flags,
				pillars;
	bool		required;
	double		expected = (double) plain_score(m, risk, &coverage, &flags, &pillars, &required);
	bool		enough = required && coverage >= m->minimum_coverage - 1e-12 && pillars >= m->minimum_pillars;

	assert_true(fabs(score->coverage - coverage) <= 1e-14);
	assert_int_equal(score->flags, flags);
	assert_int_equal(isnan(score->score), !enough);
	assert_int_equal(score->grade, !enough ? 0 : coverage >= 0.8 - 1e-12 ? 'A' : coverage >= 0.6 - 1e-12 ? 'B' : 'C');
	if (!enough)
	{
		assert_int_equal(score->band, CM_BAND_UNKNOWN);
		return;
	}
	assert_true(fabs(score->score - expected) <= 1e-11);
	assert_int_equal(score->band, score->score >= m->high_score - 1e-10 ? CM_BAND_HIGH : score->score >= m->elevated_score - 1e-10 ? CM_BAND_ELEVATED : CM_BAND_LOW);
}

/* Pillars' contributions add up to the score, and indicators' to their pillar's. */
static void
check_contributions(const CmRiskModel *m, const double *risk, const CmRiskScore *score)
{
	double		sum = 0,
				of_indicators = 0;

	for (int k = 0; k < m->pillars; k++)
		sum += isnan(score->pillar_contribution[k]) ? 0 : score->pillar_contribution[k];
	for (int i = 0; i < CM_INDICATORS; i++)
	{
		bool		counts = m->cut[i].pillar >= 0 && risk[i] >= 0 && !isnan(score->score) && !isnan(score->pillar[m->cut[i].pillar]);

		assert_int_equal(isnan(score->contribution[i]), !counts);
		assert_true(!counts || score->contribution[i] >= 0);
		of_indicators += counts ? score->contribution[i] : 0;
	}
	if (isnan(score->score))
		return;
	assert_true(fabs(sum - score->score) <= 1e-12 * fmax(1, score->score));
	assert_true(fabs(of_indicators - score->score) <= 1e-12 * fmax(1, score->score));
}

static void
any_model(void **state)
{
	for (int round = 0; round < 20000; round++)
	{
		CmRiskModel m;
		CmRiskScore score;
		double		risk[CM_INDICATORS];
		CmBand		band;
		double		quick;

		random_model(&m, (double) test_below(4) / 4, risk);
		cm_risk_score(&m, risk, &score);
		check_definition(&m, risk, &score);
		check_contributions(&m, risk, &score);
		quick = cm_risk_quick_score(&m, risk, &band);
		if (isnan(score.score))
			continue;
		assert_true(quick == score.score && band == score.band);
		/* Bounds enclose the score, and what they enclose is 0 to 100. */
		assert_true(0 <= score.if_best && score.if_best <= score.score && score.score <= score.if_worst && score.if_worst <= 100);
		assert_true(score.band_if_best <= score.band && score.band <= score.band_if_worst);
	}
	(void) state;
}

/* With all that is unknown told, whatever it is, the score is between the two that are told of it. */
static void
told(void **state)
{
	for (int round = 0; round < 20000; round++)
	{
		CmRiskModel m;
		CmRiskScore before,
					after;
		double		risk[CM_INDICATORS];

		random_model(&m, (double) test_below(4) / 4, risk);
		cm_risk_score(&m, risk, &before);
		for (int i = 0; i < CM_INDICATORS; i++)
			risk[i] = isnan(risk[i]) ? random_risk() : risk[i];
		cm_risk_score(&m, risk, &after);
		assert_true(isnan(after.score) || (before.if_best <= after.score + 1e-12 && after.score <= before.if_worst + 1e-12));
		assert_true(after.coverage >= before.coverage - 1e-15);
	}
	(void) state;
}

/* What a worse indicator does. */
static void
monotone(void **state)
{
	for (int round = 0; round < 20000; round++)
	{
		CmRiskModel m;
		CmRiskScore before,
					after;
		double		risk[CM_INDICATORS];
		int			i = (int) test_below(CM_INDICATORS);

		random_model(&m, (double) test_below(3) / 4, risk);
		cm_risk_score(&m, risk, &before);
		if (!(risk[i] >= 0))
			continue;
		risk[i] = risk[i] + (1 - risk[i]) * random_risk();
		cm_risk_score(&m, risk, &after);
		assert_int_equal(isnan(before.score), isnan(after.score));
		assert_true(isnan(before.score) || after.score >= before.score - 1e-12);
		assert_true(after.flags >= before.flags && after.band >= before.band);
	}
	(void) state;
}

/* Only the proportions of weights count, and nothing depends on the order of pillars. */
static void
scale_and_order(void **state)
{
	for (int round = 0; round < 5000; round++)
	{
		CmRiskModel m,
					other;
		CmRiskScore score,
					scaled;
		double		risk[CM_INDICATORS];

		random_model(&m, 0.25, risk);
		other = m;
		for (int k = 0; k < m.pillars; k++)
		{
			other.pillar_weight[k] = 8 * m.pillar_weight[m.pillars - 1 - k];
			other.pillar_required[k] = m.pillar_required[m.pillars - 1 - k];
		}
		for (int i = 0; i < CM_INDICATORS; i++)
		{
			other.cut[i].pillar = m.cut[i].pillar < 0 ? -1 : m.pillars - 1 - m.cut[i].pillar;
			other.cut[i].weight = m.cut[i].weight / 4;
		}
		cm_risk_score(&m, risk, &score);
		cm_risk_score(&other, risk, &scaled);
		assert_true(isnan(score.score) ? isnan(scaled.score) : fabs(score.score - scaled.score) <= 1e-12);
		assert_int_equal(score.flags, scaled.flags);
		assert_true(fabs(score.coverage - scaled.coverage) <= 1e-15);
		for (int k = 0; k < m.pillars; k++)
			assert_true(same(score.pillar[k], scaled.pillar[m.pillars - 1 - k]));
	}
	(void) state;
}

static void
names(void **state)
{
	for (int i = 0; i < CM_INDICATORS; i++)
		assert_int_equal(cm_indicator_of(cm_indicator_card[i].name), i);
	assert_int_equal(cm_indicator_of("lqq"), CM_INDICATORS);
	assert_int_equal(cm_indicator_of(""), CM_INDICATORS);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worked_example),
		cmocka_unit_test(empty_cell),
		cmocka_unit_test(ramps),
		cmocka_unit_test(means),
		cmocka_unit_test(any_model),
		cmocka_unit_test(told),
		cmocka_unit_test(monotone),
		cmocka_unit_test(scale_and_order),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
