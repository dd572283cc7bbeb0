/*
 * test_policy_uncertainty.c: draws of models against the distributions they are
 * from, intervals and ranks against straightforward ones.
 */
#include "host.h"

#include "core/policy/policy_uncertainty.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {PAIRS = 40, DRAWS = 200};

static CmFinding finding[2][PAIRS * CM_INDICATORS];

/* Three pillars with two indicators each. */
static CmRiskModel
some_model(void)
{
	CmRiskModel m = {.pillars = 3, .pillar_weight = {1, 1, 2}, .exponent = 2, .elevated_score = 33.3, .high_score = 66.7,
		.flag_from = 2.0 / 3, .minimum_pillars = 1, .grade_a = .8, .grade_b = .6};

	for (int i = 0; i < CM_INDICATORS; i++)
		m.cut[i] = (CmCut) {i < 6 ? i / 2 : -1, 1, 1, 2, 1, 2, false};
	return m;
}

static void
make_findings(void)
{
	memset(finding, 0, sizeof(finding));
	for (int v = 0; v < 2; v++)
		for (int k = 0; k < PAIRS * CM_INDICATORS; k++)
			finding[v][k].value = test_below(10) == 0 ? NAN : (double) test_below(1000) / 300;
	/* one pair without anything, and two alike */
	for (int i = 0; i < CM_INDICATORS; i++)
		finding[0][7 * CM_INDICATORS + i].value = finding[1][7 * CM_INDICATORS + i].value = NAN;
	for (int v = 0; v < 2; v++)
		memcpy(&finding[v][9 * CM_INDICATORS], &finding[v][8 * CM_INDICATORS], CM_INDICATORS * sizeof(CmFinding));
}

/* 5 standard errors of a mean of n. */
static void
assert_mean(double mean, double expected, double deviation, double n)
{
	assert_true(fabs(mean - expected) < 5 * deviation / sqrt(n));
}

static void
weights_are_dirichlet(void **state)
{
	CmRiskModel m = some_model(),
				drawn;
	double		n = 20000,
				mean[3] = {0},
				squares[3] = {0};

	for (uint32_t d = 0; d < n; d++)
	{
		double		sum = 0;

		cm_draw_model(&m, CM_VARY_WEIGHTS, 1, 7, d, &drawn);
		for (int k = 0; k < 3; k++)
			sum += drawn.pillar_weight[k];
		for (int k = 0; k < 3; k++)
		{
			double		share = drawn.pillar_weight[k] / sum;

			mean[k] += share / n;
			squares[k] += share * share / n;
		}
		assert_true(drawn.exponent == 2 && drawn.cut[0].elevated_from == 1);
	}
	for (int k = 0; k < 3; k++)
	{
		double		expected = m.pillar_weight[k] / 4,
					variance = expected * (1 - expected) / 21;

		assert_mean(mean[k], expected, sqrt(variance), n);
		assert_true(fabs((squares[k] - mean[k] * mean[k]) / variance - 1) < 0.06);
	}
	(void) state;
}

static void
other_choices_are_even(void **state)
{
	CmRiskModel m = some_model(),
				drawn;
	double		n = 20000,
				exponent[5] = {0},
				variant[3] = {0},
				shift = 0,
				squared = 0;

	m.cut[0].elevated_from = 3;
	m.cut[0].high_from = 1;
	for (uint32_t d = 0; d < n; d++)
	{
		double		by;

		variant[cm_draw_model(&m, CM_VARY_ALL, 3, 1, d, &drawn)]++;
		exponent[(int) drawn.exponent]++;
		by = (drawn.cut[0].elevated_from - 3) / 2;
		assert_true(fabs(by) <= 0.2);
		shift += by / n;
		squared += by * by / n;
	}
	assert_mean(shift, 0, 0.2 / sqrt(3), n);
	assert_true(fabs(squared / (0.04 / 3) - 1) < 0.05);
	for (int k = 0; k < 3; k++)
	{
		assert_mean(exponent[1 << k] / n, 1.0 / 3, sqrt(2.0 / 9), n);
		assert_mean(variant[k] / n, 1.0 / 3, sqrt(2.0 / 9), n);
	}
	(void) state;
}

static void
nothing_varied_nothing_spread(void **state)
{
	CmRiskModel m = some_model();
	const CmFinding *const both[] = {finding[0], finding[1]};
	CmVariants	v = {.pairs = PAIRS, .count = 2, .finding = both};
	CmSpread	spread[PAIRS];

	make_findings();
	cm_spread(test_host(), &m, &v, 0, 20, 1, spread);
	for (int k = 0; k < PAIRS; k++)
	{
		if (k == 7)
		{
			assert_true(isnan(spread[k].score) && spread[k].rank == 0 && isnan(spread[k].low) && isnan(spread[k].in_high));
			continue;
		}
		assert_true(spread[k].low == spread[k].score && spread[k].high == spread[k].score);
		assert_true(spread[k].rank_low == spread[k].rank && spread[k].rank_high == spread[k].rank);
		assert_true(spread[k].in_high == 1 || (spread[k].in_high == 0 && spread[k].score < 66.7));
	}
	assert_true(spread[8].rank == spread[9].rank);
	assert_true(cm_rank_shift(test_host(), &m, &v, 0, 5, 1) == 0);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static int
ascending(const void *a, const void *b)
{
	return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

/* Scores of one draw, by the function that tells everything. */
static void
score_draw(const CmRiskModel *m, uint32_t draw, double score[PAIRS], int rank[PAIRS])
{
	CmRiskModel drawn;
	int			variant = cm_draw_model(m, CM_VARY_ALL, 2, 5, draw, &drawn);

	for (int k = 0; k < PAIRS; k++)
	{
		double		risk[CM_INDICATORS];
		CmRiskScore s;

		for (int i = 0; i < CM_INDICATORS; i++)
			risk[i] = cm_risk_ramp(finding[variant][k * CM_INDICATORS + i].value, drawn.cut[i].elevated_from, drawn.cut[i].high_from);
		cm_risk_score(&drawn, risk, &s);
		score[k] = s.score;
	}
	for (int k = 0; k < PAIRS; k++)
	{
		rank[k] = 1;
		for (int j = 0; j < PAIRS; j++)
			rank[k] += score[j] > score[k];
	}
}

static void
intervals_of_all_draws(void **state)
{
	CmRiskModel m = some_model();
	const CmFinding *const both[] = {finding[0], finding[1]};
	CmVariants	v = {.pairs = PAIRS, .count = 2, .finding = both};
	CmSpread	spread[PAIRS];
	static double score[PAIRS][DRAWS],
				rank[PAIRS][DRAWS];

	make_findings();
	cm_spread(test_host(), &m, &v, CM_VARY_ALL, DRAWS, 5, spread);
	for (uint32_t d = 0; d < DRAWS; d++)
	{
		double		s[PAIRS];
		int			r[PAIRS];

		score_draw(&m, d, s, r);
		for (int k = 0; k < PAIRS; k++)
		{
			score[k][d] = s[k];
			rank[k][d] = r[k];
		}
	}
	for (int k = 0; k < PAIRS; k++)
	{
		if (k == 7)
			continue;
		qsort(score[k], DRAWS, sizeof(double), ascending);
		qsort(rank[k], DRAWS, sizeof(double), ascending);
		/* 5 percent of 199 steps are 9.95 */
		assert_true(fabs(spread[k].low - (0.05 * score[k][9] + 0.95 * score[k][10])) < 1e-9);
		assert_true(fabs(spread[k].median - (score[k][99] + score[k][100]) / 2) < 1e-9);
		assert_true(fabs(spread[k].high - (0.95 * score[k][189] + 0.05 * score[k][190])) < 1e-9);
		assert_true(fabs(spread[k].rank_high - (0.95 * rank[k][189] + 0.05 * rank[k][190])) < 1e-9);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
leaving_out_moves_ranks(void **state)
{
	CmRiskModel m = some_model();
	const CmFinding *const one[] = {finding[0]};
	CmVariants	v = {.pairs = PAIRS, .count = 1, .finding = one};

	make_findings();
	/* An indicator that all have alike moves nothing; an unscored one neither. */
	for (int k = 0; k < PAIRS; k++)
		finding[0][k * CM_INDICATORS].value = finding[0][k * CM_INDICATORS + 1].value;
	assert_true(cm_rank_shift_without(test_host(), &m, &v, (CmIndicator) 0) == 0);
	assert_true(cm_rank_shift_without(test_host(), &m, &v, (CmIndicator) 10) == 0);
	assert_true(cm_rank_shift_without(test_host(), &m, &v, (CmIndicator) 2) > 0);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* What is known --------------------------------------------------------- */

enum {MANY = 400, OF_PILLARS = 18, PARTLY = MANY / 2};

/* Pairs whose indicators are alike or not; all known, and with one known a pillar of half of them. */
static void
make_many(double mean, double alike, CmFinding *all, CmFinding *some)
{
	for (int k = 0; k < MANY; k++)
	{
		double		pair = test_normal();

		for (int i = 0; i < CM_INDICATORS; i++)
		{
			double		u = fmin(1, fmax(0, mean + 0.22 * (alike * pair + sqrt(1 - alike * alike) * test_normal())));
			int			at = k * CM_INDICATORS + i;

			all[at] = (CmFinding) {.value = i < OF_PILLARS ? 1 + 3 * (u - 1.0 / 3) : NAN, .risk = NAN};
			some[at] = all[at];
			if (k < PARTLY && i % 3 != k % 3)
				some[at].value = NAN;
		}
	}
}

static void
spread_many(const CmRiskModel *m, const CmFinding *finding, CmSpread *spread)
{
	static double risk[MANY][CM_INDICATORS];
	static uint32_t self[MANY];
	static uint64_t stream[MANY];
	CmDonors	donors;
	CmVariants	v = {.pairs = MANY, .count = 1, .finding = &finding, .donors = &donors, .donor_finding = finding, .self = self, .stream = stream};

	for (int k = 0; k < MANY; k++)
	{
		self[k] = (uint32_t) k;
		stream[k] = test_random();
		for (int i = 0; i < CM_INDICATORS; i++)
			risk[k][i] = cm_finding_risk(&m->cut[i], &finding[k * CM_INDICATORS + i]);
	}
	cm_donors_open(&donors, test_host(), m, risk, MANY);
	cm_spread(test_host(), m, &v, CM_VARY_ALL, DRAWS, 5, spread);
	cm_donors_close(&donors);
}

/* Of the same truth, little known does not make high more likely than all known, nor less. */
static void
ignorance_is_no_risk(void **state)
{
	static CmFinding all[MANY * CM_INDICATORS],
				some[MANY * CM_INDICATORS];
	static CmSpread of_all[MANY],
				of_some[MANY];
	CmRiskModel m = {.pillars = 6, .exponent = 2, .elevated_score = 100.0 / 3, .high_score = 200.0 / 3, .flag_from = 2.0 / 3, .minimum_pillars = 1};

	for (int k = 0; k < 6; k++)
		m.pillar_weight[k] = 1;
	for (int i = 0; i < CM_INDICATORS; i++)
		m.cut[i] = (CmCut) {i < OF_PILLARS ? i / 3 : -1, 1, 1, 2, 1, 2, false};
	for (int round = 0; round < 6; round++)
	{
		double		mean = 0.5 + 0.04 * (round % 3) + 0.02 * (round / 3),
					alike = 0.45 * (round / 3),
					known = 0,
					partly = 0,
					apart = 0;

		make_many(mean, alike, all, some);
		spread_many(&m, all, of_all);
		spread_many(&m, some, of_some);
		for (int k = 0; k < PARTLY; k++)
		{
			known += of_all[k].in_high / PARTLY;
			partly += of_some[k].in_high / PARTLY;
			apart += fabs(of_all[k].in_high - of_some[k].in_high) / PARTLY;
			assert_true(of_all[k].rank > 0 && of_some[k].rank > 0);
		}
		print_message("risks of %.2f, alike %.2f: P(high) is %.3f with all known, %.3f with one a pillar; of a single pair they are %.3f apart\n",
					  mean, alike, known, partly, apart);
		assert_true(fabs(known - partly) < 0.1);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weights_are_dirichlet),
		cmocka_unit_test(other_choices_are_even),
		cmocka_unit_test(nothing_varied_nothing_spread),
		cmocka_unit_test(intervals_of_all_draws),
		cmocka_unit_test(leaving_out_moves_ranks),
		cmocka_unit_test(ignorance_is_no_risk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
