/*
 * test_lq.c: quotients at a threshold, against products of 128 bits.
 */
#include "host.h"

#include "core/numeric/lq.h"

#include <math.h>

static void
ties_in_any_unit(void **state)
{
	static const double unit[] = {1, 0.1, 0.001, 0.01, 1e-6, 1.0 / 3, 1e-200, 1e200};

	for (size_t u = 0; u < sizeof(unit) / sizeof(*unit); u++)
		for (int r = 1; r < 60; r++)
			for (int i = 1; i < 60; i++)
			{
				double		x = r * i * unit[u],
							region = r * 1770 * unit[u],
							industry = i * 1770 * unit[u],
							total = 1770 * 1770 * unit[u];

				assert_true(cm_location_quotient(x, region, industry, total) == 1);
				assert_true(cm_location_quotient_reaches(x, region, industry, total, 1));
				assert_false(cm_location_quotient_reaches(x, region, industry, total, 1.001));
			}
	(void) state;
}

#ifdef __SIZEOF_INT128__
static uint64_t
below(uint64_t *seed, uint64_t most)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return 1 + (*seed >> 11) % most;
}
#endif

/* Whole numbers near a threshold of n/10: the same as by products of 128 bits. */
static void
whole_numbers_exactly(void **state)
{
#ifdef __SIZEOF_INT128__
	uint64_t	seed = 42,
				reached = 0,
				missed = 0;

	for (int k = 0; k < 200000; k++)
	{
		uint64_t	n = below(&seed, 30),
					region = below(&seed, 1000000000),
					industry = below(&seed, 1000000),
					total = industry + below(&seed, 1000000),
					cell = (uint64_t) ((double) n / 10 * (double) region * (double) industry / (double) total) + below(&seed, 3) - 1;
		bool		right = (unsigned __int128) cell * total * 10 >= (unsigned __int128) n * region * industry;

		assert_int_equal(cm_location_quotient_reaches((double) cell, (double) region, (double) industry, (double) total, n / 10.0), right);
		if (n == 10)
			assert_int_equal(cm_location_quotient((double) cell, (double) region, (double) industry, (double) total) >= 1, right);
		reached += right;
		missed += !right;
	}
	assert_true(reached > 50000 && missed > 50000);
#endif
	/* 2^52 + 1 of 2^52 and the like: a part in 10^16 above, below and at it. */
	assert_true(cm_location_quotient_reaches(4503599627370497, 4503599627370496, 4503599627370496, 4503599627370496, 1));
	assert_false(cm_location_quotient_reaches(4503599627370495, 4503599627370496, 4503599627370496, 4503599627370496, 1));
	assert_true(cm_location_quotient(94906265, 94906266, 94906266, 94906267) > 0 &&
				!(cm_location_quotient(94906265, 94906266, 94906266, 94906267) >= 1));
	assert_false(cm_location_quotient_reaches(94906265, 94906266, 94906266, 94906267, 1));
	assert_true(cm_location_quotient(94906266, 94906265, 94906267, 94906266) > 1);
	(void) state;
}

static void
nothing_reaches_nothing(void **state)
{
	assert_false(cm_location_quotient_reaches(0, 0, 10, 100, 0));
	assert_false(cm_location_quotient_reaches(1, 1, 0, 100, 0));
	assert_false(cm_location_quotient_reaches(NAN, 1, 1, 100, 0));
	assert_true(cm_location_quotient_reaches(0, 5, 10, 100, 0));
	assert_false(cm_location_quotient_reaches(0, 5, 10, 100, 1e-300));
	assert_true(cm_location_quotient_reaches(1, 1, 1, 1e300, 1e300));
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ties_in_any_unit),
		cmocka_unit_test(whole_numbers_exactly),
		cmocka_unit_test(nothing_reaches_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
