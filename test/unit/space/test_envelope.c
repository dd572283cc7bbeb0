/*
 * test_envelope.c: envelopes against the definitions, curve by curve.
 */
#include "host.h"

#include "core/space/envelope.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CURVES_MOST 60
#define STEPS_MOST 7

static const double five[5][3] = {{1, 2, 3}, {2, 1, 2}, {3, 3, 1}, {0, 4, 4}, {5, 0, 2.5}};

/* Ranks and lengths worked out by hand: (2,3,2), (3,2,2), (2,2,1), (1,1,1), (1,1,3); 1, 1, .6, .2, .4. */
static void
extreme_rank_length(void **state)
{
	CmEnvelope *e = cm_envelope_open(test_host(), five[0], 5, 3);
	double		lower[3],
				upper[3];

	/* The least extreme: the first two, at any level down to 0. */
	cm_envelope_erl(e, test_host(), 0.4, lower, upper);
	assert_true(lower[0] == 1 && lower[1] == 1 && lower[2] == 2 && upper[0] == 2 && upper[1] == 2 && upper[2] == 3);
	cm_envelope_erl(e, test_host(), 0.1, lower, upper);
	assert_true(lower[0] == 1 && lower[1] == 1 && lower[2] == 2 && upper[0] == 2 && upper[1] == 2 && upper[2] == 3);
	/* With the third one, the fifth one, the fourth one. */
	cm_envelope_erl(e, test_host(), 0.6, lower, upper);
	assert_true(lower[0] == 1 && lower[1] == 1 && lower[2] == 1 && upper[0] == 3 && upper[1] == 3 && upper[2] == 3);
	cm_envelope_erl(e, test_host(), 0.8, lower, upper);
	assert_true(lower[0] == 1 && lower[1] == 0 && lower[2] == 1 && upper[0] == 5 && upper[1] == 3 && upper[2] == 3);
	cm_envelope_erl(e, test_host(), 0.81, lower, upper);
	assert_true(lower[0] == 0 && lower[1] == 0 && lower[2] == 1 && upper[0] == 5 && upper[1] == 4 && upper[2] == 4);
	cm_envelope_close(e, test_host());
	/* The fourth one among the others is the most extreme of five, the third one the third. */
	e = cm_envelope_open(test_host(), five[0], 3, 3);
	assert_printed(cm_envelope_p(e, test_host(), five[3]), 0.25, 1e-15);
	cm_envelope_close(e, test_host());
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static double curve[CURVES_MOST][STEPS_MOST];
static int	curves;
static int	steps;

/* Walks, smooth or of few values with many ties. */
static void
walk(int many, int long_, bool ties)
{
	curves = many;
	steps = long_;
	for (int c = 0; c < curves; c++)
		for (int s = 0; s < steps; s++)
			curve[c][s] = (s == 0 ? 0 : curve[c][s - 1]) + (ties ? (double) test_below(3) / 2 : test_normal());
}

/* The curves, row by row. */
static CmEnvelope *
open_walks(void)
{
	static double rows[CURVES_MOST * STEPS_MOST];

	for (int c = 0; c < curves; c++)
		memcpy(rows + c * steps, curve[c], (size_t) steps * sizeof(double));
	return cm_envelope_open(test_host(), rows, (uint32_t) curves, (uint32_t) steps);
}

/* How many curves are above a band somewhere, or below it. */
static int
outside(const double *band, int side)
{
	int			out = 0;

	for (int c = 0; c < curves; c++)
	{
		bool		is_out = false;

		for (int s = 0; s < steps; s++)
			is_out |= side * (curve[c][s] - band[s]) > 0;
		out += is_out;
	}
	return out;
}

static int
compare(const void *a, const void *b)
{
	double		x = *(const double *) a,
				y = *(const double *) b;

	return (x > y) - (x < y);
}

/* The value at each step that is k-th from an end. */
static void
band_of(int k, int side, double *band)
{
	for (int s = 0; s < steps; s++)
	{
		double		column[CURVES_MOST];

		for (int c = 0; c < curves; c++)
			column[c] = curve[c][s];
		qsort(column, (size_t) curves, sizeof(double), compare);
		band[s] = side > 0 ? column[curves - k] : column[k - 1];
	}
}

/* The last k that lets not too many out; between it and the next one in proportion, where but one curve is the k-th. */
static void
assert_band(const double *band, double local, double level, int side)
{
	double		allowed = (1 - level) * curves + 1e-9;
	double		before[STEPS_MOST],
				near[STEPS_MOST],
				far[STEPS_MOST];
	double		part;
	int			k = 1;

	do
		band_of(++k, side, far);
	while (k < curves && outside(far, side) <= allowed);
	if (outside(far, side) <= allowed)
		k++;
	band_of(k - 1, side, near);
	if (k <= curves)
		band_of(k, side, far);
	part = k > curves ? 0 : (allowed - outside(near, side)) / (outside(far, side) - outside(near, side));
	assert_true(outside(near, side) <= allowed);
	assert_true(fabs(local - (1 - (k - 2 + part) / (curves - 1))) < 1e-8);
	band_of(k > 2 ? k - 2 : 1, side, before);
	for (int s = 0; s < steps; s++)
	{
		bool		shared = k > 2 && before[s] == near[s];

		assert_true(fabs(band[s] - (shared ? near[s] : near[s] + part * (far[s] - near[s]))) < 1e-6);
	}
}

static void
global_bands(void **state)
{
	test_seed(11);
	for (int round = 0; round < 400; round++)
	{
		double		level = round % 3 == 0 ? 0.95 : round % 3 == 1 ? 0.9 : test_uniform();
		double		lower[STEPS_MOST],
					upper[STEPS_MOST],
					lower_local,
					upper_local;
		CmEnvelope *e;

		walk(round % 2 == 0 ? 40 : 2 + (int) test_below(CURVES_MOST - 1), 1 + (int) test_below(STEPS_MOST), round % 5 == 0);
		e = open_walks();
		cm_envelope_global(e, test_host(), level, lower, upper, &lower_local, &upper_local);
		assert_band(upper, upper_local, level, 1);
		assert_band(lower, lower_local, level, -1);
		cm_envelope_close(e, test_host());
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* A step alone: global is local. */
static void
one_step(void **state)
{
	double		lower[2],
				upper[2],
				local[2];
	CmEnvelope *e;

	curves = 41;
	steps = 1;
	for (int c = 0; c < curves; c++)
		curve[c][0] = (c * 17) % 41;
	e = open_walks();
	cm_envelope_local(e, 0.95, &lower[0], &upper[0]);
	assert_printed(lower[0], 2, 1e-12);
	assert_printed(upper[0], 38, 1e-12);
	/* 2.05 curves may leave: above 38 there are two, and one leaves for each 1 further in. */
	cm_envelope_global(e, test_host(), 0.95, &lower[1], &upper[1], &local[0], &local[1]);
	assert_printed(upper[1], 37.95, 1e-12);
	assert_printed(lower[1], 2.05, 1e-12);
	assert_printed(local[0], 0.94875, 1e-12);
	cm_envelope_close(e, test_host());
	(void) state;
}

/* Ranks of all curves and, as the last one, an observed one, sorted. */
static void
ranks_with(const double *observed, int rank[CURVES_MOST + 1][STEPS_MOST])
{
	for (int a = 0; a <= curves; a++)
	{
		const double *one = a < curves ? curve[a] : observed;

		for (int s = 0; s < steps; s++)
		{
			int			low = 0,
						high = 0,
						to = s;

			for (int b = 0; b <= curves; b++)
			{
				double		other = b < curves ? curve[b][s] : observed[s];

				low += other <= one[s];
				high += other >= one[s];
			}
			low = low < high ? low : high;
			for (; to > 0 && rank[a][to - 1] > low; to--)
				rank[a][to] = rank[a][to - 1];
			rank[a][to] = low;
		}
	}
}

static void
p_values(void **state)
{
	test_seed(12);
	for (int round = 0; round < 600; round++)
	{
		int			rank[CURVES_MOST + 1][STEPS_MOST];
		double		observed[STEPS_MOST];
		double		extreme = 0;
		CmEnvelope *e;

		walk(1 + (int) test_below(CURVES_MOST), 1 + (int) test_below(STEPS_MOST), round % 2 == 0);
		for (int s = 0; s < steps; s++)
			observed[s] = round % 4 == 1 ? curve[0][s] : (s == 0 ? 0 : observed[s - 1]) + (round % 2 == 0 ? (double) test_below(3) / 2 : test_normal());
		e = open_walks();
		ranks_with(observed, rank);
		for (int a = 0; a <= curves; a++)
		{
			int			s = 0;

			while (s < steps && rank[a][s] == rank[curves][s])
				s++;
			extreme += s == steps || rank[a][s] < rank[curves][s];
		}
		assert_true(cm_envelope_p(e, test_host(), observed) == extreme / (curves + 1));
		cm_envelope_close(e, test_host());
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* A half of all curves is 0 at a step, and a half of the others is at its top: neither is outside. */
static void
shared_ends(void **state)
{
	double		lower[1],
				upper[1],
				local[2];
	CmEnvelope *e;

	curves = 40;
	steps = 1;
	for (int c = 0; c < curves; c++)
		curve[c][0] = c < 20 ? 0 : c < 30 ? c : 100;
	e = open_walks();
	cm_envelope_global(e, test_host(), 0.9, lower, upper, &local[0], &local[1]);
	assert_true(lower[0] == 0 && upper[0] == 100);
	assert_int_equal(outside(lower, -1) + outside(upper, 1), 0);
	cm_envelope_close(e, test_host());
	(void) state;
}

/* Curves that are all the same let nothing out, and what is the same, too, is not extreme. */
static void
all_the_same(void **state)
{
	double		lower[3],
				upper[3],
				local[2];
	CmEnvelope *e;

	curves = 10;
	steps = 3;
	for (int c = 0; c < curves; c++)
		for (int s = 0; s < steps; s++)
			curve[c][s] = c % 2 == 0 ? 0.0 : -0.0;
	e = open_walks();
	cm_envelope_global(e, test_host(), 0.95, lower, upper, &local[0], &local[1]);
	assert_true(lower[0] == 0 && upper[2] == 0 && local[0] == 0 && local[1] == 0);
	cm_envelope_erl(e, test_host(), 0.95, lower, upper);
	assert_true(lower[1] == 0 && upper[1] == 0);
	assert_true(cm_envelope_p(e, test_host(), curve[0]) == 1);
	cm_envelope_close(e, test_host());
	(void) state;
}

/* What differs from a bound by rounding is on it; nothing is below 0, and what is unknown stays so. */
static void
bounds_beside_values(void **state)
{
	assert_true(cm_envelope_bound(1e-16, 0, 1e-9) == 0);
	assert_true(cm_envelope_bound(3 + 1e-10, 3, 1e-9) == 3 && cm_envelope_bound(3 - 1e-10, 3, 1e-9) == 3);
	assert_true(cm_envelope_bound(3 + 1e-8, 3, 1e-9) == 3 + 1e-8);
	assert_true(cm_envelope_bound(-1, 2, 1e-9) == 0);
	assert_true(cm_envelope_bound(2, NAN, 1e-9) == 2 && isnan(cm_envelope_bound(NAN, 2, 1e-9)));
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(extreme_rank_length),
		cmocka_unit_test(global_bands),
		cmocka_unit_test(one_step),
		cmocka_unit_test(p_values),
		cmocka_unit_test(shared_ends),
		cmocka_unit_test(all_the_same),
		cmocka_unit_test(bounds_beside_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
