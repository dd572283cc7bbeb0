/*
 * What makes a score, what would lower it, numbers as people read them: by hand.
 */
#include "host.h"

#include "core/policy/policy_explain.h"

#include <math.h>
#include <string.h>

/* Three pillars of one movable indicator each, and one that nobody can move. */
static CmRiskModel
small_model(void)
{
	CmRiskModel m = {.pillars = 3, .pillar_weight = {1, 1, 1}, .exponent = 1, .elevated_score = 33.3, .high_score = 66.7,
		.flag_from = 2, .grade_a = 0.8, .grade_b = 0.6};

	for (int i = 0; i < CM_INDICATORS; i++)
		m.cut[i] = (CmCut) {-1, 0, NAN, NAN, NAN, NAN, false};
	m.cut[CM_INDICATOR_LQ] = (CmCut) {0, 1, 1, 0.5, 1, 0.5, false};
	m.cut[CM_INDICATOR_COPYCAT] = (CmCut) {0, 1, 0.35, 0.65, 0.35, 0.65, true};
	m.cut[CM_INDICATOR_AMBITION] = (CmCut) {1, 1, 0.25, 0.1, 0.25, 0.1, true};
	m.cut[CM_INDICATOR_DESIGN_GAP] = (CmCut) {2, 1, 0.25, 0.5, 0.25, 0.5, true};
	return m;
}

static void
put(CmFinding *finding, CmIndicator i, double risk, bool small)
{
	finding[i].risk = risk;
	finding[i].small_cell = small;
}

static void
nothing(CmFinding finding[CM_INDICATORS])
{
	for (int i = 0; i < CM_INDICATORS; i++)
		finding[i] = (CmFinding) {.value = NAN, .risk = NAN, .evidence = CM_EVIDENCE_NO_DATA};
}

static void
score_of(const CmRiskModel *m, const CmFinding finding[CM_INDICATORS], CmRiskScore *score)
{
	double		risk[CM_INDICATORS];

	for (int i = 0; i < CM_INDICATORS; i++)
		risk[i] = finding[i].risk;
	cm_risk_score(m, risk, score);
}

/* Pillars (1 + 0.5)/2, 1, 0.6: a mean of 78.33; parts 16.67 and 8.33, 33.33, 20. */
static void
reasons_and_changes(void **state)
{
	CmRiskModel m = small_model();
	CmFinding	finding[CM_INDICATORS];
	CmRiskScore score;
	CmIndicator reason[CM_REASONS_MOST];
	CmChange	change[CM_CHANGES_MOST];

	nothing(finding);
	put(finding, CM_INDICATOR_LQ, 1, false);
	put(finding, CM_INDICATOR_COPYCAT, 0.5, false);
	put(finding, CM_INDICATOR_AMBITION, 1, true);
	put(finding, CM_INDICATOR_DESIGN_GAP, 0.6, true);
	score_of(&m, finding, &score);
	assert_true(fabs(score.score - 100 * 2.35 / 3) < 1e-12);
	assert_int_equal(cm_reasons(&m, finding, &score, reason), 4);
	assert_int_equal(reason[0], CM_INDICATOR_AMBITION);
	assert_int_equal(reason[1], CM_INDICATOR_DESIGN_GAP);
	assert_int_equal(reason[2], CM_INDICATOR_LQ);
	assert_int_equal(reason[3], CM_INDICATOR_COPYCAT);
	/* 53.33 of 78.33 rest on few firms */
	assert_true(cm_is_fragile(finding, &score));
	/* Ambition at 1/3 leaves 56.11, design 69.44, copycat 75.56. */
	assert_int_equal(cm_changes(&m, finding, &score, change), 3);
	assert_int_equal(change[0].indicator, CM_INDICATOR_AMBITION);
	assert_true(fabs(change[0].score - 100 * (0.75 + 1.0 / 3 + 0.6) / 3) < 1e-12);
	assert_int_equal(change[0].band, CM_BAND_ELEVATED);
	assert_int_equal(change[1].indicator, CM_INDICATOR_DESIGN_GAP);
	assert_int_equal(change[2].indicator, CM_INDICATOR_COPYCAT);
	assert_true(fabs(change[2].score - 100 * (2.0 / 3 + 1 + 0.6) / 3) < 1e-12);
	/* Equal parts: in the order of the list. */
	put(finding, CM_INDICATOR_DESIGN_GAP, 1, false);
	score_of(&m, finding, &score);
	cm_reasons(&m, finding, &score, reason);
	assert_int_equal(reason[0], CM_INDICATOR_AMBITION);
	assert_int_equal(reason[1], CM_INDICATOR_DESIGN_GAP);
	assert_false(cm_is_fragile(finding, &score));
}

/* At the cut nothing is left to change; without a score reasons are by risk. */
static void
edges(void **state)
{
	CmRiskModel m = small_model();
	CmFinding	finding[CM_INDICATORS];
	CmRiskScore score;
	CmIndicator reason[CM_REASONS_MOST];
	CmChange	change[CM_CHANGES_MOST];

	nothing(finding);
	score_of(&m, finding, &score);
	assert_int_equal(cm_reasons(&m, finding, &score, reason), 0);
	assert_int_equal(cm_changes(&m, finding, &score, change), 0);
	assert_false(cm_is_fragile(finding, &score));
	put(finding, CM_INDICATOR_COPYCAT, 1.0 / 3, false);
	put(finding, CM_INDICATOR_LQ, 1, false);
	finding[CM_INDICATOR_LQ].evidence = CM_EVIDENCE_PROXY;
	score_of(&m, finding, &score);
	assert_int_equal(cm_changes(&m, finding, &score, change), 0);
	assert_true(cm_has_proxy(finding, &score));
	m.minimum_pillars = 3;
	put(finding, CM_INDICATOR_COPYCAT, 0.9, false);
	put(finding, CM_INDICATOR_LQ, 0.8, false);
	score_of(&m, finding, &score);
	assert_true(isnan(score.score));
	assert_int_equal(cm_reasons(&m, finding, &score, reason), 2);
	assert_int_equal(reason[0], CM_INDICATOR_COPYCAT);
	assert_int_equal(cm_changes(&m, finding, &score, change), 0);
	/* A pillar without weight has no reasons. */
	m.pillar_weight[0] = 0;
	assert_false(cm_is_scored(&m, CM_INDICATOR_LQ));
	assert_false(cm_is_scored(&m, CM_INDICATOR_EXPORT_SHARE));
	assert_int_equal(cm_reasons(&m, finding, &score, reason), 0);
}

/* Five reasons at most and none of less than a point; three strengths, the best first. */
static void
limits(void **state)
{
	CmRiskModel m = {.pillars = 1, .pillar_weight = {1}, .exponent = 1, .elevated_score = 100.0 / 3, .high_score = 200.0 / 3, .flag_from = 2.0 / 3};
	CmFinding	finding[CM_INDICATORS];
	CmRiskScore score;
	CmIndicator reason[CM_REASONS_MOST],
				strength[CM_STRENGTHS_MOST];

	nothing(finding);
	for (int i = 0; i < 10; i++)
	{
		m.cut[i] = (CmCut) {.pillar = 0, .weight = 1};
		put(finding, (CmIndicator) i, i < 4 ? 0.05 * i : 0.1 * i, false);
	}
	for (int i = 10; i < CM_INDICATORS; i++)
		m.cut[i] = (CmCut) {.pillar = -1};
	finding[9].risk = CM_NOT_APPLICABLE;
	score_of(&m, finding, &score);
	/* Parts are risk * 100 / 9: 8.9, 7.8, 6.7, 5.6, 4.4, and 1.7, 1.1, 0.6 */
	assert_int_equal(cm_reasons(&m, finding, &score, reason), 5);
	for (int k = 0; k < 5; k++)
		assert_int_equal(reason[k], 8 - k);
	assert_int_equal(cm_strengths(&m, finding, strength), 3);
	for (int k = 0; k < 3; k++)
		assert_int_equal(strength[k], k);
	for (int i = 4; i < 9; i++)
		finding[i].risk = 0;
	score_of(&m, finding, &score);
	assert_int_equal(cm_reasons(&m, finding, &score, reason), 2);
	assert_int_equal(reason[0], 3);
	assert_int_equal(reason[1], 2);
	assert_int_equal(cm_strengths(&m, finding, strength), 3);
	assert_int_equal(strength[0], 0);
	assert_int_equal(strength[1], 4);
	assert_int_equal(strength[2], 5);
	(void) state;
}

static void
ranks(void **state)
{
	double		risk[] = {0.5, NAN, 0.9, 0.5, 0},
				sorted[5];
	uint32_t	rank[5],
				expected[] = {2, 0, 1, 2, 4};

	assert_int_equal(cm_risk_ranks(test_host(), risk, 5, sorted, rank), 4);
	assert_memory_equal(rank, expected, sizeof(rank));
}

static void
assert_number(double x, const char *expected)
{
	char		out[CM_PRINTED_MOST];

	cm_print_number(out, x);
	assert_string_equal(out, expected);
}

static void
assert_percent(double share, bool sign, const char *expected)
{
	char		out[CM_PRINTED_MOST];

	cm_print_percent(out, share, sign);
	assert_string_equal(out, expected);
}

static void
assert_value(CmIndicator i, double value, const char *expected)
{
	char		out[CM_PRINTED_MOST];

	cm_print_value(out, i, value);
	assert_string_equal(out, expected);
}

static void
assert_ordinal(uint32_t n, const char *expected)
{
	char		out[CM_PRINTED_MOST];

	cm_print_ordinal(out, n);
	assert_string_equal(out, expected);
}

static void
numbers(void **state)
{
	assert_number(0, "0");
	assert_number(-0.0, "0");
	assert_number(-0.0001, "0");
	assert_number(0.05, "0.05");
	assert_number(0.6, "0.6");
	assert_number(1.5174, "1.52");
	assert_number(12.34, "12.3");
	assert_number(99.96, "100");
	assert_number(999.6, "1,000");
	assert_number(-1234567.8, "-1,234,568");
	assert_number(123456789012345.0, "123,456,789,012,345");
	assert_number(1e300, "1e+300");
	assert_number(INFINITY, "inf");
	assert_percent(0.04, false, "4%");
	assert_percent(0.048, false, "4.8%");
	assert_percent(0.774, false, "77%");
	assert_percent(-0.02, true, "-2%");
	assert_percent(0.31, true, "+31%");
	assert_percent(0, true, "0%");
	assert_percent(12.5, false, "1,250%");
	assert_percent(1e300, true, "+1e+302%");
	assert_value(CM_INDICATOR_FACTOR_GAP, log(2), "2");
	assert_value(CM_INDICATOR_LOCAL_SHIFT, log(1.05), "+5%");
	assert_value(CM_INDICATOR_LQ, 0.6, "0.6");
	assert_value(CM_INDICATOR_REL_DENSITY, 1.264, "+1.26");
	assert_value(CM_INDICATOR_REL_DENSITY, 0, "0");
	assert_value(CM_INDICATOR_COPYCAT, 24.0 / 31, "77%");
	assert_ordinal(1, "1st");
	assert_ordinal(2, "2nd");
	assert_ordinal(3, "3rd");
	assert_ordinal(4, "4th");
	assert_ordinal(10, "10th");
	assert_ordinal(11, "11th");
	assert_ordinal(12, "12th");
	assert_ordinal(13, "13th");
	assert_ordinal(21, "21st");
	assert_ordinal(112, "112th");
	assert_ordinal(4294967293u, "4294967293rd");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reasons_and_changes),
		cmocka_unit_test(edges),
		cmocka_unit_test(limits),
		cmocka_unit_test(ranks),
		cmocka_unit_test(numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
