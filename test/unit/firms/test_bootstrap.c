/*
 * test_bootstrap.c: the law of the weights, and that every bit of what they
 * depend on counts.
 */
#include "host.h"

#include "core/firms/bootstrap.h"

#include <math.h>
#include <string.h>

/* The probability of more than k draws: small terms first, so that it is good to the last digits. */
static double
more_than(int k)
{
	double		sum = 0;

	for (int j = 40; j > k; j--)
		sum += exp(-1 - lgamma(j + 1));
	return sum;
}

static void
thresholds(void **state)
{
	for (int k = 0; k < CM_WEIGHT_MOST; k++)
	{
		double		above = (double) (0 - cm_weight_at_most[k]);

		assert_true(fabs(more_than(k) * 0x1p64 - above) <= 0.5 + 1e-13 * above);
	}
	/* More than CM_WEIGHT_MOST draws are less than half a unit. */
	assert_true(more_than(CM_WEIGHT_MOST) * 0x1p64 < 0.5);
	(void) state;
}

/* Do two sets of 4,000 weights look independent?  0, 1, 2 and more: 4 degrees of freedom, 23.5 at 1 of 10,000. */
static void
assert_independent(const int *a, const int *b)
{
	double		joint[3][3] = {{0}},
				of_a[3] = {0},
				of_b[3] = {0};
	double		chi_square = 0;

	for (int i = 0; i < 4000; i++)
	{
		int			x = a[i] > 2 ? 2 : a[i],
					y = b[i] > 2 ? 2 : b[i];

		joint[x][y]++;
		of_a[x]++;
		of_b[y]++;
	}
	for (int x = 0; x < 3; x++)
		for (int y = 0; y < 3; y++)
		{
			double		expected = of_a[x] * of_b[y] / 4000;

			chi_square += (joint[x][y] - expected) * (joint[x][y] - expected) / expected;
		}
	assert_true(chi_square < 23.5);
}

/* Names of 19 bytes, replicates and seeds that differ in one bit. */
static void
every_bit_counts(void **state)
{
	static char names[4000][19];
	static int	before[4000],
				after[4000];

	for (int i = 0; i < 4000; i++)
	{
		for (int k = 0; k < 19; k++)
			names[i][k] = (char) test_below(256);
		before[i] = cm_bootstrap_weight(names[i], 19, 7, 42);
	}
	for (int bit = 0; bit < 19 * 8; bit++)
	{
		for (int i = 0; i < 4000; i++)
		{
			names[i][bit / 8] ^= (char) (1 << bit % 8);
			after[i] = cm_bootstrap_weight(names[i], 19, 7, 42);
			names[i][bit / 8] ^= (char) (1 << bit % 8);
		}
		assert_independent(before, after);
	}
	for (int bit = 0; bit < 32; bit++)
	{
		for (int i = 0; i < 4000; i++)
			after[i] = cm_bootstrap_weight(names[i], 19, (int32_t) (7 ^ UINT32_C(1) << bit), 42);
		assert_independent(before, after);
	}
	for (int bit = 0; bit < 64; bit++)
	{
		for (int i = 0; i < 4000; i++)
			after[i] = cm_bootstrap_weight(names[i], 19, 7, (int64_t) (42 ^ UINT64_C(1) << bit));
		assert_independent(before, after);
	}
	/* Length counts, though the last word is padded with zeros. */
	for (int i = 0; i < 4000; i++)
	{
		names[i][18] = 0;
		before[i] = cm_bootstrap_weight(names[i], 18, 7, 42);
		after[i] = cm_bootstrap_weight(names[i], 19, 7, 42);
	}
	assert_independent(before, after);
	(void) state;
}

static void
place_in_memory_does_not_count(void **state)
{
	char		text[64];

	for (int offset = 0; offset < 16; offset++)
		for (size_t length = 0; length <= 20; length++)
		{
			static const char name[] = "91350200MA2XN5TX\xe4\xbc\x81!";

			memset(text, 'x', sizeof(text));
			memcpy(text + offset, name, length);
			assert_int_equal(cm_bootstrap_weight(text + offset, length, 3, -9), cm_bootstrap_weight(name, length, 3, -9));
		}
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(thresholds),
		cmocka_unit_test(every_bit_counts),
		cmocka_unit_test(place_in_memory_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
