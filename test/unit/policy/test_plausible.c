/*
 * test_plausible.c: plausible ranges of pairs of which known risks were deleted
 * at random hold the score of all of them, and say more than the worst case.
 */
#include "host.h"

#include "core/policy/plausible.h"

#include <math.h>
#include <string.h>

enum {PAIRS = 300, PILLARS = 6, OF_PILLARS = 18, DRAWS = 200};

static CmRiskModel
some_model(double exponent)
{
	CmRiskModel m = {.pillars = PILLARS, .exponent = exponent, .elevated_score = 100.0 / 3, .high_score = 200.0 / 3, .flag_from = 2.0 / 3, .minimum_pillars = 1};

	for (int k = 0; k < PILLARS; k++)
		m.pillar_weight[k] = 1;
	for (int i = 0; i < CM_INDICATORS; i++)
		m.cut[i] = (CmCut) {.pillar = i < OF_PILLARS ? i / 3 : -1, .weight = 1};
	return m;
}

/* Indicators of one pillar are alike, and a little so are all of a pair. */
static void
make_pairs(double alike, double (*risk)[CM_INDICATORS])
{
	for (int k = 0; k < PAIRS; k++)
	{
		double		pair = test_normal(),
					pillar = 0;

		for (int i = 0; i < CM_INDICATORS; i++)
		{
			if (i % 3 == 0)
				pillar = test_normal();
			risk[k][i] = i >= OF_PILLARS ? NAN : test_below(20) == 0 ? CM_NOT_APPLICABLE :
				fmin(1, fmax(0, 0.45 + 0.22 * (alike * pair + alike * pillar + sqrt(1 - alike * alike) * test_normal())));
		}
	}
}

/* A share of what is known is deleted; how often the range holds the score of all, and how wide it is against the worst case. */
static void
delete_some(double share, double (*all)[CM_INDICATORS], const CmRiskModel *m, double *held, double *scored, double *width, double *worst)
{
	static double less[PAIRS][CM_INDICATORS];
	CmDonors	donors;

	for (int k = 0; k < PAIRS; k++)
		for (int i = 0; i < CM_INDICATORS; i++)
			less[k][i] = all[k][i] >= 0 && test_uniform() < share ? NAN : all[k][i];
	cm_donors_open(&donors, test_host(), m, less, PAIRS);
	for (int k = 0; k < PAIRS; k++)
	{
		CmRiskScore score;
		CmBand		band;
		double		truth = cm_risk_quick_score(m, all[k], &band),
					low,
					high;

		cm_risk_score(m, less[k], &score);
		cm_plausible_range(&donors, less[k], (uint32_t) k, DRAWS, 1, &low, &high);
		if (isnan(score.score) || low == high)
			continue;
		assert_true(low <= high && low >= 0 && high <= 100);
		*held += low <= truth + 1e-9 && truth <= high + 1e-9;
		*width += high - low;
		*worst += score.if_worst - score.if_best;
		(*scored)++;
	}
	cm_donors_close(&donors);
}

static void
ranges_hold(void **state)
{
	static double risk[PAIRS][CM_INDICATORS];

	for (int round = 0; round < 8; round++)
	{
		CmRiskModel m = some_model(1 + round % 2);
		double		share = 0.2 + 0.1 * (round / 2),
					held = 0,
					scored = 0,
					width = 0,
					worst = 0;

		make_pairs(0.3 + 0.1 * (round % 4), risk);
		delete_some(share, risk, &m, &held, &scored, &width, &worst);
		print_message("of %g deleted: %.3f of %g hold, width %.3f of the worst case\n", share, held / scored, scored, width / worst);
		assert_true(scored > 250 && held / scored >= 0.85 && held / scored <= 0.97 && width < 0.5 * worst);
	}
	(void) state;
}

/* All known: the score itself.  Nobody to ask: anything that is known of anybody, or nothing. */
static void
extremes(void **state)
{
	static double risk[3][CM_INDICATORS];
	CmRiskModel m = some_model(2);
	CmDonors	donors;
	double		low,
				high;

	for (int k = 0; k < 3; k++)
		for (int i = 0; i < CM_INDICATORS; i++)
			risk[k][i] = i >= OF_PILLARS ? NAN : k == 2 && i == 0 ? NAN : 0.5;
	cm_donors_open(&donors, test_host(), &m, risk, 3);
	cm_plausible_range(&donors, risk[0], 0, DRAWS, 1, &low, &high);
	assert_true(fabs(low - 50) < 1e-12 && low == high);
	cm_plausible_range(&donors, risk[2], 2, DRAWS, 1, &low, &high);
	assert_true(fabs(low - 50) < 1e-12 && fabs(high - 50) < 1e-12);
	cm_plausible_range(&donors, risk[2], 2, 0, 1, &low, &high);
	assert_true(isnan(low) && isnan(high));
	cm_donors_close(&donors);
	cm_donors_open(&donors, test_host(), &m, risk, 0);
	cm_plausible_range(&donors, risk[2], UINT32_MAX, DRAWS, 1, &low, &high);
	assert_true(fabs(low - 50) < 1e-12);
	cm_donors_close(&donors);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_hold),
		cmocka_unit_test(extremes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
