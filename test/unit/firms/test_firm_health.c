/*
 * test_firm_health.c: years in a row against a plain list of rows, and zombie
 * tests by hand.
 */
#include "host.h"

#include "core/firms/firm_health.h"

#include <math.h>

enum {ROWS = 9};

typedef struct Row
{
	int32_t		year;
	CmAnswer	answer;
	CmAnswer	last;
} Row;

static CmYears
state_of(const Row *row, uint32_t years)
{
	return (CmYears) {row->year, years, row->answer, row->last};
}

/* The answer by definition. */
static CmAnswer
by_definition(const Row *row, int rows, uint32_t years)
{
	int64_t		latest = INT64_MIN;
	bool		unknown = false,
				no = false;

	for (int i = 0; i < rows; i++)
		latest = row[i].year > latest ? row[i].year : latest;
	for (uint32_t ago = 0; ago < years; ago++)
	{
		bool		found = false;

		for (int i = 0; i < rows; i++)
			if (row[i].year == latest - ago)
			{
				found = true;
				unknown |= row[i].answer == CM_ANSWER_UNKNOWN || (ago == 0 && row[i].last == CM_ANSWER_UNKNOWN);
				no |= row[i].answer == CM_ANSWER_NO || (ago == 0 && row[i].last == CM_ANSWER_NO);
			}
		unknown |= !found;
	}
	return unknown ? CM_ANSWER_UNKNOWN : no ? CM_ANSWER_NO : CM_ANSWER_YES;
}

/* Rows in any order, and in two parts. */
static void
years_in_any_order(void **state)
{
	int			count[4] = {0};

	for (int round = 0; round < 200000; round++)
	{
		Row			row[ROWS] = {{0}};
		int			rows = 1 + (int) test_below(ROWS);
		int			cut = (int) test_below((uint64_t) rows);
		uint32_t	years = 1 + (uint32_t) test_below(round % 2 ? 3 : CM_YEARS_MOST);
		bool		asks_last = test_below(2);
		int32_t		base = test_below(100) == 0 ? INT32_MIN : INT32_MAX - 14;
		CmYears		whole,
					part,
					unpacked;

		for (int i = 0; i < rows; i++)
		{
			row[i].year = base + (int32_t) test_below(round % 2 ? 4 : 15);
			row[i].answer = test_below(8) == 0 ? CM_ANSWER_UNKNOWN : test_below(6) == 0 ? CM_ANSWER_NO : CM_ANSWER_YES;
			row[i].last = asks_last ? (CmAnswer) (1 + test_below(3)) : CM_ANSWER_NONE;
		}
		whole = state_of(&row[0], years);
		for (int i = 1; i < rows; i++)
		{
			CmYears		one = state_of(&row[i], years);

			assert_true(cm_years_merge(&whole, &one));
		}
		assert_int_equal(cm_years_answer(&whole), by_definition(row, rows, years));
		count[cm_years_answer(&whole)]++;

		part = state_of(&row[rows - 1], years);
		for (int i = rows - 2; i > cut; i--)
		{
			CmYears		one = state_of(&row[i], years);

			assert_true(cm_years_merge(&part, &one));
		}
		unpacked = state_of(&row[0], years);
		for (int i = 1; i <= cut; i++)
		{
			CmYears		one = state_of(&row[i], years);

			assert_true(cm_years_merge(&unpacked, &one));
		}
		assert_true(cm_years_merge(&unpacked, &part));
		assert_true(cm_years_pack(&unpacked) == cm_years_pack(&whole));
		assert_true(cm_years_unpack(cm_years_pack(&whole), &unpacked));
		assert_true(cm_years_pack(&unpacked) == cm_years_pack(&whole));
	}
	assert_true(count[CM_ANSWER_UNKNOWN] > 1000 && count[CM_ANSWER_NO] > 1000 && count[CM_ANSWER_YES] > 1000);
	(void) state;
}

static void
years_far_apart(void **state)
{
	CmYears		a = {INT32_MIN, 12, CM_ANSWER_NO, CM_ANSWER_NO};
	CmYears		b = {INT32_MAX, 12, CM_ANSWER_YES, CM_ANSWER_NONE};
	CmYears		c = {INT32_MAX, 3, CM_ANSWER_YES, CM_ANSWER_NONE};

	assert_true(cm_years_merge(&a, &b));
	assert_true(a.latest == INT32_MAX && a.answers == CM_ANSWER_YES && a.last == CM_ANSWER_NONE);
	assert_int_equal(cm_years_answer(&a), CM_ANSWER_UNKNOWN);
	assert_false(cm_years_merge(&a, &c));
	(void) state;
}

/* Any number is refused, or packs to itself and can be merged. */
static void
any_number_as_state(void **state)
{
	int			taken = 0;

	for (int round = 0; round < 300000; round++)
	{
		int64_t		packed = (int64_t) (test_random() & (round % 2 ? ~UINT64_C(0) : UINT64_C(0xFFFFFFFF0300003F)));
		CmYears		y;

		if (!cm_years_unpack(packed, &y))
			continue;
		taken++;
		assert_true(cm_years_pack(&y) == packed);
		assert_true(cm_years_merge(&y, &y));
		assert_true(cm_years_pack(&y) == packed);
		assert_true(cm_years_answer(&y) != CM_ANSWER_NONE);
	}
	assert_true(taken > 1000);
	(void) state;
}

static void
zombies(void **state)
{
	static const double rates[] = {0.03, 0.05, 0.04, 0.035, 0.045};
	/* The notes: 100 at 5 percent and 200 at a mean of 4. */
	double		minimum = cm_minimum_interest(100, 200, NAN, 0.05, rates, 5, NAN);

	assert_printed(minimum, 13, 1e-13);
	assert_printed(cm_minimum_interest(100, 200, 50, 0.05, rates, 5, 0.02), 14, 1e-13);
	assert_printed(cm_minimum_interest(100, 200, 50, 0.05, rates, 5, NAN), 13, 1e-13);
	assert_true(isnan(cm_minimum_interest(100, 200, 50, 0.05, rates, 0, 0.02)));
	assert_true(isnan(cm_minimum_interest(NAN, 200, 50, 0.05, rates, 5, 0.02)));
	assert_int_equal(cm_zombie_chk(10, minimum, 300), CM_ANSWER_YES);
	assert_int_equal(cm_zombie_chk(13, minimum, 300), CM_ANSWER_NO);
	assert_int_equal(cm_zombie_chk(10, minimum, 0), CM_ANSWER_UNKNOWN);
	assert_int_equal(cm_zombie_chk(NAN, minimum, 300), CM_ANSWER_UNKNOWN);
	assert_int_equal(cm_zombie_fn(10, minimum, 300, 15, 300, 0.4), CM_ANSWER_NO);
	assert_int_equal(cm_zombie_fn(10, minimum, 300, 13, 300, 0.9), CM_ANSWER_NO);
	assert_int_equal(cm_zombie_fn(10, minimum, 300, 12, 300, 0.4), CM_ANSWER_YES);
	assert_int_equal(cm_zombie_fn(14, minimum, 300, 12, 301, 0.6), CM_ANSWER_YES);
	assert_int_equal(cm_zombie_fn(14, minimum, 300, 12, 301, 0.5), CM_ANSWER_NO);
	assert_int_equal(cm_zombie_fn(14, minimum, 300, 12, 300, 0.6), CM_ANSWER_NO);
	assert_int_equal(cm_zombie_fn(10, minimum, 300, 12, NAN, 0.6), CM_ANSWER_UNKNOWN);
	assert_int_equal(cm_interest_uncovered(9, 10), CM_ANSWER_YES);
	assert_int_equal(cm_interest_uncovered(10, 10), CM_ANSWER_NO);
	assert_int_equal(cm_interest_uncovered(0, 0), CM_ANSWER_NO);
	assert_int_equal(cm_interest_uncovered(-1, 0), CM_ANSWER_YES);
	assert_int_equal(cm_interest_uncovered(-1, -5), CM_ANSWER_YES);
	assert_int_equal(cm_interest_uncovered(1, NAN), CM_ANSWER_UNKNOWN);
	assert_int_equal(cm_loss_without_subsidy(1, 2), CM_ANSWER_YES);
	assert_int_equal(cm_loss_without_subsidy(2, 2), CM_ANSWER_NO);
	assert_int_equal(cm_loss_without_subsidy(NAN, 2), CM_ANSWER_UNKNOWN);
	assert_true(isnan(cm_interest_cover(5, 0)) && cm_interest_cover(15, 10) == 1.5);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(years_in_any_order),
		cmocka_unit_test(years_far_apart),
		cmocka_unit_test(any_number_as_state),
		cmocka_unit_test(zombies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
