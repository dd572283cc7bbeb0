/*
 * test_circles.c: which circle a place is in, against comparing it with all.
 */
#include "host.h"

#include "core/space/circles.h"

#include <math.h>

enum {PLACES = 300};

static CmPositions
positions(CmMetric metric, double side)
{
	double		x[PLACES],
				y[PLACES];
	CmPositions p;

	for (int i = 0; i < PLACES; i++)
	{
		x[i] = metric == CM_PLANE ? (double) test_below(20) * side : test_uniform() * 360 - 180;
		y[i] = metric == CM_PLANE ? (double) test_below(20) * side : test_uniform() * 180 - 90;
	}
	x[1] = metric == CM_PLANE ? x[0] : x[0] + (x[0] < 0 ? 180 : -180);
	y[1] = metric == CM_PLANE ? y[0] : -y[0];
	cm_positions_open(&p, test_host(), metric, PLACES, x, y);
	return p;
}

static void
check(const CmPositions *p, const double *radius, uint32_t radii)
{
	CmCircles	c;
	uint8_t		ring[PLACES];

	cm_circles_open(&c, test_host(), p->metric, radius, radii);
	for (uint32_t center = 0; center < PLACES; center += 7)
	{
		/* Some at a time, and the rest. */
		uint32_t	from = (uint32_t) test_below(PLACES);

		cm_circles_around(&c, p, center, from, PLACES, ring + from);
		cm_circles_around(&c, p, center, 0, from, ring);
		for (uint32_t i = 0; i < PLACES; i++)
		{
			uint32_t	expected = 0;

			while (expected < radii && cm_chord(p, center, i) > cm_chord_of_distance(p->metric, radius[expected]) * (1 + 1e-12)
				   && !(p->metric == CM_SPHERE && radius[expected] >= CM_HALF_ROUND))
				expected++;
			assert_int_equal(ring[i], expected);
		}
	}
	cm_circles_close(&c, test_host());
}

static void
of_all_radii(void **state)
{
	static const double exact[] = {0, 1, 2, 3, 5, 13},
				none[] = {0},
				wide[] = {1e-200, 1e-9, 1, 1e9, 1e200},
				close[] = {1, 1.0001, 1.0002, 1.0003, 2, 2.0001, 2.00011, 100},
				earth[] = {0, 100, 5000, 20000, 20015.2, 50000};
	double		many[CM_CIRCLES_MOST];

	test_seed(1);
	for (int k = 0; k < CM_CIRCLES_MOST; k++)
		many[k] = k * k * 0.001;
	for (int metric = CM_SPHERE; metric <= CM_PLANE; metric++)
	{
		CmPositions p = positions((CmMetric) metric, 1);

		check(&p, exact, 6);
		check(&p, none, 1);
		check(&p, wide, 5);
		check(&p, close, 8);
		check(&p, earth, 6);
		check(&p, many, CM_CIRCLES_MOST);
		cm_positions_close(&p, test_host());
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Tenths are no doubles; what rounding makes of their differences is a tenth still. */
static void
rounding_is_none(void **state)
{
	double		x[] = {0.1, 0.2, 0.3, 0.4, 10.1, 10.2, 10.3},
				y[7] = {0};
	static const double radius[] = {0.1, 0.2};
	static const uint8_t expected[7][7] = {
		{0, 0, 1, 2, 2, 2, 2}, {0, 0, 0, 1, 2, 2, 2}, {1, 0, 0, 0, 2, 2, 2}, {2, 1, 0, 0, 2, 2, 2},
		{2, 2, 2, 2, 0, 0, 1}, {2, 2, 2, 2, 0, 0, 0}, {2, 2, 2, 2, 1, 0, 0},
	};
	CmPositions p;
	CmCircles	c;
	uint8_t		ring[7];

	cm_positions_open(&p, test_host(), CM_PLANE, 7, x, y);
	cm_circles_open(&c, test_host(), CM_PLANE, radius, 2);
	for (uint32_t i = 0; i < 7; i++)
	{
		cm_circles_around(&c, &p, i, 0, 7, ring);
		assert_memory_equal(ring, expected[i], 7);
	}
	cm_circles_close(&c, test_host());
	cm_positions_close(&p, test_host());
	(void) state;
}

static void
sums(void **state)
{
	uint8_t		ring[PLACES];
	uint32_t	place[PLACES];
	double		mass[PLACES],
				sum[7];

	test_seed(2);
	for (uint32_t i = 0; i < PLACES; i++)
	{
		ring[i] = (uint8_t) test_below(7);
		place[i] = PLACES - 1 - i;
		mass[i] = (double) test_below(1000);
	}
	for (uint32_t count = 0; count < PLACES; count += count < 20 ? 1 : 37)
	{
		double		expected[2][7] = {{0}};

		for (uint32_t i = 0; i < count; i++)
		{
			expected[0][ring[i]] += mass[i];
			expected[1][ring[place[i]]] += mass[i];
		}
		cm_circles_sums(ring, NULL, mass, count, 6, sum);
		assert_memory_equal(sum, expected[0], sizeof(sum));
		cm_circles_sums(ring, place, mass, count, 6, sum);
		assert_memory_equal(sum, expected[1], sizeof(sum));
	}
	(void) state;
}

static void
extents(void **state)
{
	static const double x[] = {0, 3, 1},
				y[] = {1, 5, 2},
				longitude[] = {179.5, -179.5},
				latitude[] = {0, 0};
	CmPositions p;

	cm_positions_open(&p, test_host(), CM_PLANE, 3, x, y);
	assert_true(cm_diagonal(&p) == 5);
	cm_positions_close(&p, test_host());
	/* A degree of the equator, over the seam. */
	cm_positions_open(&p, test_host(), CM_SPHERE, 2, longitude, latitude);
	assert_true(fabs(cm_diagonal(&p) - CM_HALF_ROUND / 180) < 1e-9);
	cm_positions_close(&p, test_host());
	cm_positions_open(&p, test_host(), CM_PLANE, 0, x, y);
	assert_true(cm_diagonal(&p) == 0);
	cm_positions_close(&p, test_host());
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_all_radii),
		cmocka_unit_test(rounding_is_none),
		cmocka_unit_test(sums),
		cmocka_unit_test(extents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
