/*
 * test_pairs.c: distances in bins, against each pair looked at by itself.
 */
#include "host.h"

#include "core/space/pairs.h"

#include <math.h>

#define PLACES 700

typedef struct World
{
	CmPositions at;
	CmExtent	extent;
	CmSpots		spots;
} World;

/* Places around the antimeridian, some of them twice, weighing whole numbers. */
static World
open_world(CmMetric metric, uint32_t places)
{
	World		w;
	double	   *x = test_host()->resize(NULL, NULL, places * sizeof(double));
	double	   *y = test_host()->resize(NULL, NULL, places * sizeof(double));

	test_seed(7);
	for (uint32_t i = 0; i < places; i++)
	{
		x[i] = i % 50 == 49 ? x[i - 1] : metric == CM_PLANE ? 1e6 * test_uniform() : 175 + 10 * test_uniform();
		y[i] = i % 50 == 49 ? y[i - 1] : metric == CM_PLANE ? 1e6 * test_uniform() : -5 + 10 * test_uniform();
		x[i] -= metric == CM_SPHERE && x[i] > 180 ? 360 : 0;
	}
	cm_positions_open(&w.at, test_host(), metric, places, x, y);
	w.extent = cm_extent(&w.at, NULL);
	cm_spots_open(&w.spots, test_host(), &w.extent, places);
	for (uint32_t i = 0; i < places; i++)
		cm_spots_add(&w.spots, &w.extent, &w.at, i, 1 + i % 3);
	cm_release(test_host(), x);
	cm_release(test_host(), y);
	return w;
}

static void
close_world(World *w)
{
	cm_spots_close(&w->spots, test_host());
	cm_positions_close(&w->at, test_host());
}

/* Pairs with a straight line shorter than a limit. */
static double
shorter(const World *w, uint32_t only, double limit)
{
	double		sum = 0;

	for (uint32_t i = 0; i < w->at.count; i++)
		for (uint32_t j = only < w->at.count ? 0 : i + 1; j < w->at.count; j++)
			if ((only >= w->at.count || only == i) && cm_chord(&w->at, i, j) < limit)
				sum += (only < w->at.count ? 1 : w->spots.weight[i]) * w->spots.weight[j];
	return sum;
}

/* Counts up to each bin's end are those of lines as short, but for what single precision cannot tell. */
static void
check_counts(const World *w, const CmBins *b, const double *count, uint32_t only)
{
	double		blur = 1e-6 * w->extent.most;
	double		sum = count[0];

	assert_true(sum == shorter(w, only, 1e-12 * w->extent.most));
	assert_true(sum > 0);
	for (uint32_t i = 1; i <= b->count; i++)
	{
		sum += count[i];
		if (i % 97 != 0 && i != b->count)
			continue;
		assert_true(sum >= shorter(w, only, i * b->width - blur));
		assert_true(sum <= shorter(w, only, i * b->width + blur));
	}
	assert_true(sum + count[b->count + 1] == shorter(w, only, INFINITY));
}

static void
check_metric(CmMetric metric)
{
	World		w = open_world(metric, PLACES);

	assert_true(w.extent.most >= cm_chord(&w.at, 0, 1));
	for (int fine = 8; fine <= 12; fine += 4)
	{
		/* The second width does not reach all. */
		CmBins		b = cm_bins(metric, ilogb(w.extent.most) - fine, w.extent.most / (fine / 8));
		double	   *room = cm_zeros(test_host(), (size_t) CM_PAIRS_ROOM * cm_bins_all(&b), sizeof(double));
		double	   *count = cm_zeros(test_host(), cm_bins_all(&b), sizeof(double));

		cm_pairs_within(&b, test_host(), &w.spots, room, count);
		check_counts(&w, &b, count, UINT32_MAX);
		for (uint32_t spot = 48; spot < PLACES; spot += 500)
		{
			memset(count, 0, cm_bins_all(&b) * sizeof(double));
			cm_pairs_of(&b, test_host(), &w.spots, spot, room, count);
			check_counts(&w, &b, count, spot);
		}
		cm_release(test_host(), room);
		cm_release(test_host(), count);
	}
	close_world(&w);
	assert_int_equal(test_allocations(), 0);
}

static void
against_each_pair(void **state)
{
	check_metric(CM_SPHERE);
	check_metric(CM_PLANE);
	(void) state;
}

/* All pairs are those of the first part, of the second, and between them; more places than are looked at at a time. */
static void
parts(void **state)
{
	const uint32_t places = 9001,
				cut = 4097;
	World		w = open_world(CM_SPHERE, places);
	CmBins		b = cm_bins(CM_SPHERE, ilogb(w.extent.most) - 10, w.extent.most);
	uint32_t	all = cm_bins_all(&b);
	double	   *room = cm_zeros(test_host(), (size_t) CM_PAIRS_ROOM * all, sizeof(double));
	double	   *whole = cm_zeros(test_host(), all, sizeof(double)),
			   *sum = cm_zeros(test_host(), all, sizeof(double));
	CmSpots		part[2];

	for (int i = 0; i < 2; i++)
	{
		cm_spots_open(&part[i], test_host(), &w.extent, places);
		for (uint32_t p = i == 0 ? 0 : cut; p < (i == 0 ? cut : places); p++)
			cm_spots_add(&part[i], &w.extent, &w.at, p, 1 + p % 3);
		cm_pairs_within(&b, test_host(), &part[i], room, sum);
	}
	cm_pairs_between(&b, test_host(), &part[0], &part[1], room, sum);
	cm_pairs_within(&b, test_host(), &w.spots, room, whole);
	assert_memory_equal(whole, sum, all * sizeof(double));
	cm_spots_close(&part[0], test_host());
	cm_spots_close(&part[1], test_host());
	cm_release(test_host(), room);
	cm_release(test_host(), whole);
	cm_release(test_host(), sum);
	close_world(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Wide bins hold what the narrow ones that they are made of do, and what was counted in them. */
static void
wide_and_narrow(void **state)
{
	World		w = open_world(CM_SPHERE, PLACES);
	CmBins		bins[3];
	const CmBins *each[] = {&bins[0], &bins[1], &bins[2]};
	CmPyramid	p;
	double	   *room,
			   *count,
			   *pooled;

	for (int i = 0; i < 3; i++)
		bins[i] = cm_bins(CM_SPHERE, ilogb(w.extent.most) - 11 + 2 * i, w.extent.most * (1 - 0.3 * i));
	cm_pyramid_open(&p, test_host(), each, 3);
	assert_int_equal(p.levels, 5);
	room = cm_zeros(test_host(), (size_t) CM_PAIRS_ROOM * cm_bins_all(&p.bins), sizeof(double));
	count = cm_zeros(test_host(), cm_bins_all(&p.bins), sizeof(double));
	pooled = cm_zeros(test_host(), cm_bins_all(&p.bins), sizeof(double));
	cm_pairs_within(&p.bins, test_host(), &w.spots, room, p.count[0]);
	cm_bins_pool(&p.bins, p.count[0], &bins[2], pooled);
	cm_pyramid_rise(&p);
	for (int i = 0; i < 3; i++)
	{
		memset(count, 0, cm_bins_all(&bins[i]) * sizeof(double));
		cm_pairs_within(&bins[i], test_host(), &w.spots, room, count);
		assert_memory_equal(count, cm_pyramid_level(&p, &bins[i]), (bins[i].count + 1) * sizeof(double));
	}
	assert_memory_equal(count, pooled, cm_bins_all(&bins[2]) * sizeof(double));
	cm_pyramid_close(&p, test_host());
	cm_release(test_host(), room);
	cm_release(test_host(), count);
	cm_release(test_host(), pooled);
	close_world(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Places of no extent, and none. */
static void
nothing(void **state)
{
	double		x[] = {5, 5, 5},
				room[CM_PAIRS_ROOM * 3] = {0},
				count[3] = {0};
	CmPositions at;
	CmExtent	extent;
	CmSpots		s;
	CmBins		b = cm_bins(CM_PLANE, 0, 0);

	cm_positions_open(&at, test_host(), CM_PLANE, 3, x, x);
	extent = cm_extent(&at, NULL);
	assert_true(extent.most == 0 && extent.x == 5);
	cm_spots_open(&s, test_host(), &extent, 3);
	cm_pairs_within(&b, test_host(), &s, room, count);
	assert_true(count[0] == 0 && count[1] == 0 && count[2] == 0);
	for (uint32_t i = 0; i < 3; i++)
		cm_spots_add(&s, &extent, &at, i, 2);
	assert_int_equal(cm_bins_all(&b), 3);
	cm_pairs_within(&b, test_host(), &s, room, count);
	assert_true(count[0] == 12 && count[1] == 0 && count[2] == 0);
	cm_spots_close(&s, test_host());
	cm_positions_close(&at, test_host());
	at.count = 0;
	assert_true(cm_extent(&at, NULL).most == 0);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(against_each_pair),
		cmocka_unit_test(parts),
		cmocka_unit_test(wide_and_narrow),
		cmocka_unit_test(nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
