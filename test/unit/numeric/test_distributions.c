/*
 * test_distributions.c: probabilities against tables and sums done by hand.
 */
#include "host.h"

#include "core/numeric/distributions.h"

#include <math.h>

static void
assert_near(double value, double expected, double relative)
{
	/* below the normal range a double has fewer digits */
	if (!(fabs(value - expected) <= relative * fabs(expected) + 1e-300))
		fail_msg("%.17g is not %.17g", value, expected);
}

static void
normal_quantiles_are_tabled(void **state)
{
	assert_near(cm_normal_upper_quantile(0.05), 1.6448536269514722, 1e-14);
	assert_near(cm_normal_upper_quantile(0.025), 1.9599639845400542, 1e-14);
	assert_near(cm_normal_upper_quantile(0.005), 2.5758293035489004, 1e-14);
	assert_true(fabs(cm_normal_upper_quantile(0.5)) < 1e-15);
	for (double z = 0.01; z < 37; z += 0.0937)
		assert_near(cm_normal_upper_quantile(0.5 * erfc(z / sqrt(2))), z, 1e-12);
	(void) state;
}

/* C(n, k) s^k (1-s)^(n-k) in long doubles. */
static long double
term(int n, int k, long double s)
{
	long double value = 1;

	for (int i = 0; i < k; i++)
		value *= s * (n - i) / (k - i);
	for (int i = 0; i < n - k; i++)
		value *= 1 - s;
	return value;
}

static void
binomials_are_sums(void **state)
{
	static const double chance[] = {1e-9, 0.001, 0.1, 0.25, 0.5, 0.77, 0.999};

	for (int n = 0; n <= 60; n++)
		for (int k = 0; k <= n; k++)
			for (int c = 0; c < 7; c++)
			{
				long double lower = 0,
							upper = 0,
							smaller;

				for (int i = 0; i <= k; i++)
					lower += term(n, i, chance[c]);
				for (int i = k; i <= n; i++)
					upper += term(n, i, chance[c]);
				smaller = lower < upper ? lower : upper;
				assert_near(cm_binomial_probability(n, k, chance[c]), (double) term(n, k, chance[c]), 2e-13);
				assert_near(cm_binomial_two_sided(n, k, chance[c]), (double) fminl(1, 2 * smaller), 2e-12);
			}
	/* the notes' example: 7 of 12 plants where a quarter is expected */
	assert_true(fabs(cm_binomial_two_sided(12, 7, 0.25) / 2 - 0.014253) < 5e-7);
	(void) state;
}

static void
binomials_of_millions(void **state)
{
	double		sum = 0;

	/* all probability within 12 standard deviations of the mean of 10 million draws */
	for (double k = 3000000 - 18000; k <= 3000000 + 18000; k++)
		sum += cm_binomial_probability(1e7, k, 0.3);
	assert_near(sum, 1, 1e-11);
	/* far out, where the normal approximation is: z = 1.96 */
	assert_near(cm_binomial_two_sided(1e7, 3000000 + floor(1.959964 * sqrt(1e7 * 0.21)), 0.3), 0.05, 2e-3);
	assert_true(cm_binomial_two_sided(1e7, 1e7, 1e-3) == 0);
	(void) state;
}

static void
binomials_at_the_edges(void **state)
{
	assert_true(cm_binomial_two_sided(5, 5, 1) == 1);
	assert_true(cm_binomial_two_sided(5, 4, 1) == 0);
	assert_true(cm_binomial_two_sided(0, 0, 0.5) == 1);
	assert_true(isnan(cm_binomial_two_sided(5, 6, 0.5)));
	assert_true(isnan(cm_binomial_two_sided(5, 2, 0)));
	assert_true(isnan(cm_binomial_two_sided(5, 2, 1.5)));
	assert_true(isnan(cm_binomial_two_sided(NAN, 2, 0.5)));
	assert_true(isnan(cm_binomial_two_sided(5, NAN, 0.5)));
	assert_true(cm_binomial_two_sided(CM_TRIALS_MOST, 1, 0.5) == 0);
	assert_true(isnan(cm_binomial_two_sided(2 * CM_TRIALS_MOST, 1, 0.5)));
	(void) state;
}

/* P(|T| > t) for whole degrees of freedom in closed form (Abramowitz and Stegun 26.7.3 and 26.7.4). */
static double
student_by_series(double t, int freedom)
{
	long double theta = atanl(t / sqrtl(freedom)),
				cosine = cosl(theta),
				term = freedom % 2 ? cosine : 1,
				sum = freedom == 1 ? 0 : term;

	for (int k = freedom % 2 ? 3 : 2; k < freedom; k += 2)
	{
		term *= cosine * cosine * (k - 1) / k;
		sum += term;
	}
	return (double) (1 - (freedom % 2 ? (theta + sinl(theta) * sum) * 2 / acosl(-1) : sinl(theta) * sum));
}

static void
students_are_tabled(void **state)
{
	static const double two_sided_5[] = {12.706204736174694, 4.302652729749462, 3.182446305283708, 2.7764451051977934, 2.5705818356363146};

	for (int n = 1; n <= 5; n++)
		assert_near(cm_student_upper_quantile(0.025, n), two_sided_5[n - 1], 1e-12);
	assert_near(cm_student_upper_quantile(0.025, 29), 2.045229642132703, 1e-12);
	assert_near(cm_student_upper_quantile(0.005, 10), 3.169272672616872, 1e-12);
	assert_near(cm_student_upper_quantile(0.025, 1e5), 1.9599639845400542 + 2.37227123e-5 + 2.8e-10, 1e-10);
	for (int n = 1; n <= 120; n++)
		for (double t = 0.01; t < 9; t *= 1.3)
			assert_true(fabs(cm_student_two_sided(t, n) - student_by_series(t, n)) < 1e-13);
	/* far out by the tail of the Cauchy distribution and of two degrees of freedom */
	assert_near(cm_student_two_sided(1e8, 1), 2 / acos(-1) * 1e-8, 1e-12);
	assert_near(cm_student_two_sided(-1e5, 2), 1e-10, 1e-9);
	assert_true(cm_student_two_sided(0, 3) == 1 && cm_student_two_sided(INFINITY, 3) == 0 && isnan(cm_student_two_sided(NAN, 3)));
	(void) state;
}

/* p.adjust(c(.01, .04, .03, NA, .005, .04), "BH") by hand: 5 tests. */
static void
adjustment_by_hand(void **state)
{
	double		p[] = {0.01, 0.04, 0.03, NAN, 0.005, 0.04};
	double		expected[] = {0.025, 0.04, 0.04, NAN, 0.025, 0.04};

	cm_adjust_p_values(test_host(), p, 6);
	for (int i = 0; i < 6; i++)
		assert_true(isnan(expected[i]) ? isnan(p[i]) : fabs(p[i] - expected[i]) < 1e-16);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* The definition: least of p_j n / rank_j over all j with p_j >= p_i. */
static void
adjustment_by_definition(void **state)
{
	double		p[300],
				adjusted[300];

	for (int i = 0; i < 300; i++)
		adjusted[i] = p[i] = (double) test_below(200) / 200;
	cm_adjust_p_values(test_host(), adjusted, 300);
	for (int i = 0; i < 300; i++)
	{
		double		least = 1;

		for (int j = 0; j < 300; j++)
		{
			int			rank = 0;

			for (int k = 0; k < 300; k++)
				rank += p[k] <= p[j];
			if (p[j] >= p[i])
				least = fmin(least, p[j] * 300 / rank);
		}
		assert_near(adjusted[i], least, 1e-15);
	}
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normal_quantiles_are_tabled),
		cmocka_unit_test(binomials_are_sums),
		cmocka_unit_test(binomials_of_millions),
		cmocka_unit_test(binomials_at_the_edges),
		cmocka_unit_test(students_are_tabled),
		cmocka_unit_test(adjustment_by_hand),
		cmocka_unit_test(adjustment_by_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
