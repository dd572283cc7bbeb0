/*
 * test_nearby.c: near places against a look at all of them.
 */
#include "host.h"

#include "core/space/nearby.h"

#include <math.h>
#include <stdlib.h>

enum {MOST = 700};

typedef struct Places
{
	CmMetric	metric;
	uint32_t	count;
	double		x[MOST];
	double		y[MOST];
} Places;

static double
chord_between(const Places *p, uint32_t a, uint32_t b)
{
	double		degree = acos(-1) / 180,
				half;

	if (p->metric == CM_PLANE)
		return sqrt((p->x[a] - p->x[b]) * (p->x[a] - p->x[b]) + (p->y[a] - p->y[b]) * (p->y[a] - p->y[b]));
	/* haversine: half of the chord */
	half = sin((p->y[a] - p->y[b]) / 2 * degree) * sin((p->y[a] - p->y[b]) / 2 * degree) +
		cos(p->y[a] * degree) * cos(p->y[b] * degree) * sin((p->x[a] - p->x[b]) / 2 * degree) * sin((p->x[a] - p->x[b]) / 2 * degree);
	return 2 * sqrt(half);
}

/* Equal as far as either way of computing tells. */
static bool
same(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(a, b) + 1e-13;
}

static CmNearby
opened(const Places *p)
{
	CmPositions positions;
	CmNearby	t;

	cm_positions_open(&positions, test_host(), p->metric, p->count, p->x, p->y);
	cm_nearby_open(&t, test_host(), &positions);
	cm_positions_close(&positions, test_host());
	return t;
}

static bool
has(const CmNearby *t, uint32_t number)
{
	for (uint32_t i = 0; i < t->found; i++)
		if (t->near[i].number == number)
			return true;
	return false;
}

static void
assert_ascending(const CmNearby *t)
{
	for (uint32_t i = 1; i < t->found; i++)
		assert_true(t->near[i - 1].number < t->near[i].number);
}

static void
check_within(const Places *p, double distance)
{
	CmNearby	t = opened(p);
	double		limit = cm_chord_of_distance(p->metric, distance);
	bool		seen[MOST] = {false};

	for (uint32_t which = 0; which < p->count; which++)
	{
		uint32_t	place = cm_nearby_within(&t, which, distance);

		assert_false(seen[place]);
		seen[place] = true;
		assert_ascending(&t);
		assert_false(has(&t, place));
		for (uint32_t i = 0; i < t.found; i++)
			assert_true(same(sqrt(t.near[i].square), chord_between(p, place, t.near[i].number)));
		for (uint32_t other = 0; other < p->count; other++)
		{
			double		chord = chord_between(p, place, other);

			if (other != place && (chord <= limit || same(chord, limit)))
				assert_true(has(&t, other));
			else
				assert_false(has(&t, other));
		}
	}
	cm_nearby_close(&t);
	assert_int_equal(test_allocations(), 0);
}

/* The next nearest of a place, by a look at all: equally near ones by number. */
static uint32_t
next_nearest(const Places *p, uint32_t place, const bool *taken)
{
	uint32_t	best = UINT32_MAX;

	for (uint32_t other = 0; other < p->count; other++)
		if (other != place && !taken[other] &&
			(best == UINT32_MAX || (chord_between(p, place, other) < chord_between(p, place, best) &&
									!same(chord_between(p, place, other), chord_between(p, place, best)))))
			best = other;
	return best;
}

static void
check_nearest(const Places *p, uint32_t k)
{
	CmNearby	t = opened(p);

	for (uint32_t which = 0; which < p->count; which++)
	{
		uint32_t	place = cm_nearby_nearest(&t, which, k);
		bool		taken[MOST] = {false};

		assert_int_equal(t.found, k < p->count ? k : p->count - 1);
		assert_ascending(&t);
		for (uint32_t i = 0; i < t.found && t.found < p->count - 1; i++)
		{
			uint32_t	next = next_nearest(p, place, taken);

			assert_true(has(&t, next));
			taken[next] = true;
		}
	}
	cm_nearby_close(&t);
	assert_int_equal(test_allocations(), 0);
}

static void
check(const Places *p, double distance)
{
	check_within(p, 0);
	check_within(p, distance);
	check_within(p, distance / 7);
	check_within(p, INFINITY);
	check_nearest(p, 0);
	check_nearest(p, 1);
	check_nearest(p, 8);
	check_nearest(p, 15);
	check_nearest(p, UINT32_MAX);
}

static void
random_places(void **state)
{
	static const uint32_t counts[] = {0, 1, 2, 3, 12, 13, 24, 25, 26, 97, 130};
	Places		p;

	for (size_t c = 0; c < sizeof(counts) / sizeof(counts[0]); c++)
		for (int metric = CM_SPHERE; metric <= CM_PLANE; metric++)
		{
			p.metric = metric;
			p.count = counts[c];
			for (uint32_t i = 0; i < p.count; i++)
			{
				p.x[i] = 360 * test_uniform() - 180;
				p.y[i] = asin(2 * test_uniform() - 1) * 180 / acos(-1);
			}
			check(&p, metric == CM_SPHERE ? 2500 : 40);
		}
	(void) state;
}

/* Crowds of very different density, some places twice or more often. */
static void
crowds(void **state)
{
	Places		p = {.count = 200};

	for (int metric = CM_SPHERE; metric <= CM_PLANE; metric++)
	{
		p.metric = metric;
		for (uint32_t i = 0; i < p.count; i++)
		{
			double		spread = pow(10, -(double) (i % 5));

			p.x[i] = 20 * (double) (i % 5) + spread * test_normal();
			p.y[i] = 10 * (double) (i % 3) + spread * test_normal();
			if (i > 10 && test_below(4) == 0)
			{
				p.x[i] = p.x[i - 7];
				p.y[i] = p.y[i - 7];
			}
		}
		check(&p, 50);
	}
	(void) state;
}

/* All distances come many times, and are not what their decimals say: 0.3 - 0.2 is below 0.1. */
static void
lattice(void **state)
{
	Places		p = {.metric = CM_PLANE, .count = 17 * 11};

	for (uint32_t i = 0; i < p.count; i++)
	{
		p.x[i] = (double) (i % 17) / 10;
		p.y[i] = (double) (i / 17) / 10;
	}
	check(&p, 0.1);
	check(&p, 0.1 * sqrt(2));
	check_nearest(&p, 4);
	check_nearest(&p, 12);
	(void) state;
}

/* The lattice of degrees, on which places at the same latitude are equally far from each other, and poles are one place. */
static void
globe(void **state)
{
	Places		p = {.metric = CM_SPHERE, .count = 25 * 7};

	for (uint32_t i = 0; i < p.count; i++)
	{
		p.x[i] = -180 + 15 * (double) (i % 25);
		p.y[i] = -90 + 30 * (double) (i / 25);
	}
	check(&p, 3400);
	check_nearest(&p, 4);
	check_nearest(&p, 24);
	(void) state;
}

static void
at_the_seams(void **state)
{
	static const Places seam = {CM_SPHERE, 6, {179.9, -179.9, 0, 90, 180, -180}, {0, 0, 89.95, 89.95, -90, -90}};
	static const Places same_place = {CM_PLANE, 5, {3, 3, 3, 3, 3}, {7, 7, 7, 7, 7}};
	CmNearby	t;

	check(&seam, 23);
	t = opened(&seam);
	for (uint32_t which = 0; which < seam.count; which++)
	{
		static const uint32_t other[] = {1, 0, 3, 2, 5, 4};
		uint32_t	place = cm_nearby_within(&t, which, 23);

		assert_int_equal(t.found, 1);
		assert_int_equal(t.near[0].number, other[place]);
		if (place >= 4)
			assert_true(t.near[0].square == 0);
	}
	cm_nearby_close(&t);
	check(&same_place, 1);
	t = opened(&same_place);
	for (uint32_t which = 0; which < same_place.count; which++)
	{
		uint32_t	place = cm_nearby_nearest(&t, which, 2);

		assert_int_equal(t.near[0].number, place == 0);
		assert_int_equal(t.near[1].number, place <= 1 ? 2 : 1);
	}
	cm_nearby_close(&t);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Coordinates at the ends of doubles: squares overflow and vanish. */
static void
extreme_places(void **state)
{
	Places		p = {.metric = CM_PLANE, .count = 40};
	CmNearby	t;

	for (uint32_t i = 0; i < p.count; i++)
	{
		p.x[i] = ldexp(i % 2 ? -1 : 1, (int) (i * 53) - 1074 + 30);
		p.y[i] = 0;
	}
	t = opened(&p);
	for (uint32_t which = 0; which < p.count; which++)
	{
		cm_nearby_nearest(&t, which, 3);
		assert_int_equal(t.found, 3);
		cm_nearby_within(&t, which, INFINITY);
		assert_int_equal(t.found, p.count - 1);
	}
	cm_nearby_close(&t);
	(void) state;
}

/* So many at one place that to look at all from each would take for ever. */
static void
many_at_one_place(void **state)
{
	enum {ALL = 100000};
	double	   *zero = cm_zeros(test_host(), ALL, sizeof(double));
	CmPositions positions;
	CmNearby	t;

	cm_positions_open(&positions, test_host(), CM_PLANE, ALL, zero, zero);
	cm_nearby_open(&t, test_host(), &positions);
	for (uint32_t which = 0; which < ALL; which++)
	{
		uint32_t	place = cm_nearby_nearest(&t, which, 2);

		assert_true(t.near[0].number == (place == 0) && t.near[1].number == (place <= 1 ? 2 : 1));
	}
	cm_nearby_close(&t);
	cm_positions_close(&positions, test_host());
	cm_release(test_host(), zero);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_places),
		cmocka_unit_test(crowds),
		cmocka_unit_test(lattice),
		cmocka_unit_test(globe),
		cmocka_unit_test(at_the_seams),
		cmocka_unit_test(extreme_places),
		cmocka_unit_test(many_at_one_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
