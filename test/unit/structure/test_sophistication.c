/*
 * test_sophistication.c: PRODY and EXPY by hand, and by their definitions over
 * dense arrays.
 */
#include "host.h"

#include "core/structure/sophistication.h"

#include <math.h>

/*
 * Shares of I1 in R1 1/5, R2 2/3, R3 3/4: incomes of 10, 20 and 40 give
 * PRODY (2 + 40/3 + 30)/(1/5 + 2/3 + 3/4) = 2720/97, of I2 (8 + 20/3 + 10)/(4/5 + 1/3 + 1/4) = 1480/83.
 */
static void
by_hand(void **state)
{
	static const TestRow row[] = {{"R1", "I1", 10}, {"R1", "I2", 40}, {"R2", "I1", 20}, {"R2", "I2", 10}, {"R3", "I1", 30}, {"R3", "I2", 10}};
	CmTable		t;
	CmBytes		flat = test_open_rows(row, 6, &t);
	double		income[] = {10, 20, 40},
				prody[2],
				coverage;

	cm_prody(test_host(), &t, false, income, prody);
	assert_true(fabs(prody[0] - 2720.0 / 97) < 1e-13 && fabs(prody[1] - 1480.0 / 83) < 1e-13);
	assert_true(fabs(cm_expy(&t, false, 0, prody, &coverage) - (2720.0 / 97 / 5 + 1480.0 / 83 * 4 / 5)) < 1e-13);
	assert_true(fabs(coverage - 1) < 1e-15);
	/* One firm each: half and half in each region. */
	cm_prody(test_host(), &t, true, income, prody);
	assert_true(fabs(prody[0] - 70.0 / 3) < 1e-13 && fabs(prody[1] - 70.0 / 3) < 1e-13);
	/* A region without a figure counts in neither sum; what is in no other has none. */
	income[1] = income[2] = NAN;
	cm_prody(test_host(), &t, false, income, prody);
	assert_true(prody[0] == 10 && prody[1] == 10);
	income[0] = NAN;
	cm_prody(test_host(), &t, false, income, prody);
	assert_true(isnan(prody[0]) && isnan(prody[1]));
	assert_true(isnan(cm_expy(&t, false, 0, prody, &coverage)) && coverage == 0);
	prody[0] = 7;
	assert_true(cm_expy(&t, false, 0, prody, &coverage) == 7 && fabs(coverage - 0.2) < 1e-15);
	test_close_rows(&flat, &t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

enum {SIDE = 6};

static void
by_definition(void **state)
{
	static const char *const name[] = {"a", "b", "c", "d", "e", "f"};

	for (int round = 0; round < 300; round++)
	{
		TestRow		row[SIDE * SIDE];
		double		x[SIDE][SIDE],
					all[SIDE] = {0},
					figure[SIDE],
					prody[SIDE];
		CmTable		t;
		CmBytes		flat;

		for (int r = 0; r < SIDE; r++)
		{
			figure[r] = test_below(5) == 0 ? NAN : (double) test_below(1000) * (test_below(9) == 0 ? 1e300 : 1);
			for (int i = 0; i < SIDE; i++)
			{
				x[r][i] = test_below(3) == 0 ? 0 : (double) test_below(50);
				all[r] += x[r][i];
				row[r * SIDE + i] = (TestRow) {name[r], name[i], x[r][i]};
			}
		}
		flat = test_open_rows(row, SIDE * SIDE, &t);
		cm_prody(test_host(), &t, false, figure, prody);
		for (int i = 0; i < SIDE; i++)
		{
			long double sum = 0,
						weights = 0;

			for (int r = 0; r < SIDE; r++)
				if (!isnan(figure[r]) && all[r] > 0)
				{
					sum += (long double) x[r][i] / all[r] * figure[r];
					weights += (long double) x[r][i] / all[r];
				}
			assert_int_equal(isnan(prody[i]), weights == 0);
			assert_true(weights == 0 || fabsl(prody[i] - sum / weights) <= 1e-13L * fabsl(sum / weights));
		}
		test_close_rows(&flat, &t);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(by_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
