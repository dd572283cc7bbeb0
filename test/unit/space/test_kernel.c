/*
 * test_kernel.c: densities of distances, and the bandwidth that distances ask for.
 */
#include "host.h"

#include "core/space/bandwidth.h"
#include "core/space/kernel.h"

#include <math.h>

static double
normal(double x)
{
	return exp(-x * x / 2) / sqrt(2 * M_PI);
}

/* The notes' example: points 0, 1 and 10 on a line, bandwidth 1. */
static void
on_a_line(void **state)
{
	const double x[] = {1, 9, 10};
	const double at[] = {0, 1, 5},
				known[] = {.161314, .150978, .000090};

	for (int i = 0; i < 3; i++)
	{
		double		sum = 0,
					formula = 0;

		for (int p = 0; p < 3; p++)
		{
			sum += cm_kernel(at[i], x[p], 1) / 3;
			formula += (normal(at[i] - x[p]) + normal(at[i] + x[p])) / 3;
		}
		assert_printed(sum, known[i], 1e-6);
		assert_true(fabs(sum - formula) < 1e-10);
	}
	(void) state;
}

/* Whatever the distance, the kernel integrates to 1 from 0 on, and moves by no more than its slope. */
static void
integral(void **state)
{
	const double distances[] = {0, 0.1, 1, 3, 20},
				bandwidths[] = {0.5, 1, 7};

	for (int i = 0; i < 5; i++)
		for (int j = 0; j < 3; j++)
		{
			double		h = bandwidths[j],
						unit = h / 100,
						sum = cm_kernel(0, distances[i], h) / 2;

			for (double d = unit; d < distances[i] + 9 * h; d += unit)
			{
				double		moved = cm_kernel(d, distances[i] + 0.01 * h, h) - cm_kernel(d, distances[i], h);

				assert_true(fabs(moved) <= 0.01 * h * cm_kernel_slope(h));
				sum += cm_kernel(d, distances[i], h);
			}
			assert_true(fabs(sum * unit - 1) < 1e-9);
		}
	(void) state;
}

/* Pairs at even distances in bins have the density that they have by themselves, at every step, of the sphere too. */
static void
by_bins(void **state)
{
	const double step[] = {0, 3, 50, 400};

	for (int metric = CM_SPHERE; metric <= CM_PLANE; metric++)
	{
		double		unit = metric == CM_PLANE ? 1 : CM_EARTH_RADIUS;
		CmBins		b = cm_bins(metric, ilogb(4 / unit), 700 / unit);
		double	   *count = cm_zeros(test_host(), cm_bins_all(&b), sizeof(double));
		double		density[4],
					exact[4] = {0},
					products[4] = {0};
		const double pairs = 1000000;
		CmKernel	k,
					plain;

		for (int p = 0; p < pairs; p++)
		{
			double		distance = 600 * (p + 0.5) / pairs;
			double		phi[4];

			count[(uint32_t) (cm_chord_of_distance(metric, distance) / b.width) + 1]++;
			for (int i = 0; i < 4; i++)
			{
				phi[i] = cm_kernel(step[i], distance, 16);
				exact[i] += phi[i] / pairs;
				products[i] += phi[i] * phi[i > 0 ? i - 1 : 0] / pairs;
			}
		}
		cm_kernel_open(&k, test_host(), &b, step, 4, 16, true);
		cm_kernel_open(&plain, test_host(), &b, step, 4, 16, false);
		cm_kernel_smooth(&k, count, pairs, density);
		for (int i = 0; i < 4; i++)
		{
			double		product = cm_kernel_product(&plain, count, pairs, i, i > 0 ? i - 1 : 0);

			assert_true(fabs(density[i] - exact[i]) < 1e-4 * exact[i]);
			assert_true(fabs(product - products[i]) <= 1e-4 * products[i]);
		}
		cm_kernel_close(&k, test_host());
		cm_kernel_close(&plain, test_host());
		cm_release(test_host(), count);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* bw.nrd0 of R: 0.9 min(sd, IQR / 1.34) m^(-1/5), quantiles of type 7. */
static void
bandwidths(void **state)
{
	CmSpread	s;
	CmBins		b = cm_bins(CM_PLANE, -6, 10);
	double	   *count = cm_zeros(test_host(), cm_bins_all(&b), sizeof(double));
	CmSpread	of_bins;

	/* 1, 2, 2, 3, 5, 9 has the quartiles 2 and 4.5, a mean of 11/3 and squares of 43.3333. */
	cm_spread_open(&s, test_host(), 5);
	cm_spread_add(&s, 9, 1);
	cm_spread_add(&s, 2, 2);
	cm_spread_add(&s, 5, 1);
	cm_spread_add(&s, 1, 1);
	cm_spread_add(&s, 3, 1);
	cm_spread_order(&s, test_host());
	assert_true(fabs(cm_spread_quantile(&s, 0.25) - 2) < 1e-12);
	assert_true(fabs(cm_spread_quantile(&s, 0.5) - 2.5) < 1e-12);
	assert_true(fabs(cm_spread_quantile(&s, 0.75) - 4.5) < 1e-12);
	assert_true(fabs(cm_bandwidth(&s, INFINITY) - 0.9 * 2.5 / 1.34 * pow(6, -0.2)) < 1e-12);
	/* To 5: quartiles 2 and 3; to 2: 1, 2, 2, whose deviation is the root of 1/3 and whose quartiles are 1.5 and 2. */
	assert_true(fabs(cm_bandwidth(&s, 5) - 0.9 / 1.34 * pow(5, -0.2)) < 1e-12);
	assert_true(fabs(cm_bandwidth(&s, 2) - 0.9 * 0.5 / 1.34 * pow(3, -0.2)) < 1e-12);
	assert_true(isnan(cm_bandwidth(&s, 1)));
	for (size_t i = 0; i < s.count; i++)
		count[(uint32_t) (s.distance[i] / b.width) + 1] = s.times[i] * 1000;
	cm_spread_of_bins(&of_bins, test_host(), &b, count);
	assert_true(fabs(cm_spread_quantile(&of_bins, 0.5) - 2.5) < 2 * b.width);
	assert_true(fabs(cm_spread_quantile(&of_bins, 0.8) - 5) < 2 * b.width);
	cm_spread_close(&of_bins, test_host());
	/* Where more than half are equal, the deviation alone: of 0, 7, 7, 7, 7, 14 the root of 98/5. */
	s.count = 0;
	cm_spread_add(&s, 0, 1);
	cm_spread_add(&s, 7, 4);
	cm_spread_add(&s, 14, 1);
	assert_true(fabs(cm_bandwidth(&s, INFINITY) - 0.9 * sqrt(98 / 5.0) * pow(6, -0.2)) < 1e-12);
	s.count = 1;
	assert_true(isnan(cm_bandwidth(&s, INFINITY)));
	s.count = 0;
	assert_true(isnan(cm_spread_quantile(&s, 0.5)));
	cm_spread_close(&s, test_host());
	cm_release(test_host(), count);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_a_line),
		cmocka_unit_test(integral),
		cmocka_unit_test(by_bins),
		cmocka_unit_test(bandwidths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
