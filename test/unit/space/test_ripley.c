/*
 * test_ripley.c: edges by numbers found otherwise, K by pairs one by one, and
 * what chance makes of it by all samples that there are.
 */
#include "host.h"

#include "core/space/points_builder.h"
#include "core/space/ripley.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIRMS_MOST 40

/* Firms in the plane, of two industries, and the points made of them. */
typedef struct World
{
	int			firms;
	double		x[FIRMS_MOST];
	double		y[FIRMS_MOST];
	bool		of_b[FIRMS_MOST];
	CmBytes		bytes;
	CmPoints	points;
} World;

static void
world_open(World *w, CmMetric metric)
{
	CmPointsBuilder b;

	cm_points_builder_init(&b, test_host(), metric, 1000);
	for (int i = 0; i < w->firms; i++)
		assert_int_equal(cm_points_builder_add(&b, w->x[i], w->y[i], (CmText) {w->of_b[i] ? "B" : "A", 1}, i % 3, 1), CM_OK);
	w->bytes = (CmBytes) {.host = test_host()};
	assert_int_equal(cm_points_builder_encode(&b, &w->bytes), CM_OK);
	cm_points_builder_release(&b);
	assert_int_equal(cm_points_open(&w->points, test_host(), w->bytes.data, w->bytes.used), CM_OK);
}

static void
world_close(World *w)
{
	cm_points_close(&w->points, test_host());
	cm_release(test_host(), w->bytes.data);
}

static double
edge_at(CmWindow *w, double x, double y, double radius)
{
	/* Both points the same: the mean of both directions is either. */
	return 1 / cm_edge_weight(w, x, y, x, y, radius);
}

/* Shares found by walking along circles (notes), and the one of a translation. */
static void
edges(void **state)
{
	CmWindow	unit = {.edge = CM_EDGE_ISOTROPIC, .high_x = 1, .high_y = 1};

	assert_printed(edge_at(&unit, .1, .5, .3), .608173, 1e-6);
	assert_printed(edge_at(&unit, .1, .15, .3), .387420, 1e-6);
	assert_printed(edge_at(&unit, .45, .5, .6), .266218, 1e-6);
	assert_printed(edge_at(&unit, .5, .5, 0), 1, 1e-15);
	assert_printed(edge_at(&unit, 0, 0, 0), 1, 1e-15);
	/* Half of two directions; from a corner to the opposite one no circle is inside. */
	assert_printed(cm_edge_weight(&unit, .1, .5, .5, .5, .3), (1 / .608173 + 1) / 2, 3e-6);
	assert_printed(cm_edge_weight(&unit, 0, 0, 1, 1, sqrt(2)), CM_EDGE_MOST, 1e-12);
	unit.edge = CM_EDGE_TRANSLATION;
	assert_printed(cm_edge_weight(&unit, .1, .5, .3, .6, 9), 1.388889, 1e-6);
	assert_printed(cm_edge_weight(&unit, 0, .5, 1, .5, 1), CM_EDGE_MOST, 1e-12);
	(void) state;
}

/* Across the antimeridian; of a plane; of places that are one. */
static void
windows(void **state)
{
	World		w = {.firms = 3, .x = {179, -178, -179.5}, .y = {10, 20, 12}};
	World		line = {.firms = 2, .x = {3, 3}, .y = {4, 9}};
	CmWindow	window;

	world_open(&w, CM_SPHERE);
	cm_window_open(&window, test_host(), &w.points, NULL, NAN, CM_EDGE_NONE);
	assert_true(window.low_x == 179 && window.high_x == 182 && window.low_y == 10 && window.high_y == 20);
	/* R^2 (3 pi/180) (sin 20 - sin 10), R cos 15 (3 pi/180) */
	assert_printed(window.area, 6371.0088 * 6371.0088 * 3 * M_PI / 180 * (0.3420201433256687 - 0.1736481776669303), 1e-3);
	assert_printed(window.side, 6371.0088 * 3 * M_PI / 180 * 0.9659258262890683, 1e-6);
	world_close(&w);
	world_open(&line, CM_PLANE);
	cm_window_open(&window, test_host(), &line.points, NULL, NAN, CM_EDGE_NONE);
	assert_true(window.area == 0 && window.side == 5);
	cm_window_open(&window, test_host(), &line.points, (const double[]) {0, 5, 4, 9}, NAN, CM_EDGE_NONE);
	assert_true(window.area == 16 && window.side == 4 && cm_window_outside(&window, &line.points) == 0);
	cm_window_open(&window, test_host(), &line.points, (const double[]) {0, 4, 3, 9}, 7, CM_EDGE_NONE);
	assert_true(window.area == 7 && cm_window_outside(&window, &line.points) == UINT32_MAX);
	world_close(&line);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Weights of pairs of some firms no farther apart than a radius. */
static double
weight_of(const World *w, const CmWindow *window, const int *firm, int firms, double radius)
{
	double		sum = 0;

	for (int a = 0; a < firms; a++)
		for (int b = 0; b < a; b++)
		{
			int			i = firm[a],
						k = firm[b];
			double		distance = hypot(w->x[i] - w->x[k], w->y[i] - w->y[k]);

			if (distance <= radius * (1 + 1e-12))
				sum += window->edge == CM_EDGE_NONE ? 1 : cm_edge_weight(window, w->x[i], w->y[i], w->x[k], w->y[k], distance);
		}
	return sum;
}

static const double radius[] = {0, 0.5, 1, 2, 2.5, 4};

enum { RADII = 6 };

static void
assert_near(double value, double expected)
{
	assert_true(fabs(value - expected) <= 1e-9 * (1 + fabs(expected)));
}

/* Points on a grid of halves, many of them at the same place, and distances that are radii. */
static void
random_world(World *w, int firms)
{
	w->firms = firms;
	for (int i = 0; i < firms; i++)
	{
		w->x[i] = (double) test_below(9) / 2;
		w->y[i] = (double) test_below(7) / 2;
		w->of_b[i] = i > 1 && (i < 4 || test_below(3) > 0);
	}
	world_open(w, CM_PLANE);
}

static CmRipleyQuestion
question_of(const World *w, CmEdge edge)
{
	static const double rectangle[] = {-1, -1, 5, 4};
	CmRipleyQuestion q = {.end = w->points.industries, .radius = radius, .radii = RADII, .level = 0.9, .draws = 50, .seed = 3};

	cm_window_open(&q.window, test_host(), &w->points, rectangle, NAN, edge);
	return q;
}

/* Columns without chance, and the mean of it, pair by pair. */
static void
columns(void **state)
{
	test_seed(21);
	for (int round = 0; round < 60; round++)
	{
		World		w;
		CmRipleyQuestion q;
		CmRipley	r;
		int			of[2][FIRMS_MOST],
					all[FIRMS_MOST],
					n[2] = {0};

		random_world(&w, 4 + (int) test_below(FIRMS_MOST - 4));
		q = question_of(&w, (CmEdge) (round % 3));
		cm_ripley_open(&r, test_host(), &w.points, &q);
		for (int i = 0; i < w.firms; i++)
		{
			of[w.of_b[i]][n[w.of_b[i]]++] = i;
			all[i] = i;
		}
		for (int k = 0; k < RADII; k++)
		{
			double		share[2],
						before,
						row[CM_RIPLEY_COLUMNS];

			for (int i = 0; i < 2; i++)
				share[i] = 30 * weight_of(&w, &q.window, of[i], n[i], radius[k]) * 2 / (n[i] * (n[i] - 1.0));
			before = k == 0 ? 0 : 30 * weight_of(&w, &q.window, of[1], n[1], radius[k - 1]) * 2 / (n[1] * (n[1] - 1.0));
			cm_ripley_row(&r, 1, (uint32_t) k, row);
			assert_near(row[CM_RIPLEY_K], share[1]);
			assert_near(row[CM_RIPLEY_L], sqrt(share[1] / M_PI));
			assert_near(row[CM_RIPLEY_L_MINUS_R], sqrt(share[1] / M_PI) - radius[k]);
			assert_near(row[CM_RIPLEY_D], share[1] - share[0]);
			assert_near(row[CM_RIPLEY_EXPECTED], 30 * weight_of(&w, &q.window, all, w.firms, radius[k]) * 2 / (w.firms * (w.firms - 1.0)));
			if (k == 0)
				assert_true(isnan(row[CM_RIPLEY_G]));
			else
				assert_near(row[CM_RIPLEY_G], (share[1] - before) / (M_PI * (radius[k] * radius[k] - radius[k - 1] * radius[k - 1])));
		}
		cm_ripley_close(&r, test_host());
		world_close(&w);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Covariances of the shares of all samples of three firms. */
static void
moments(void **state)
{
	test_seed(22);
	for (int round = 0; round < 30; round++)
	{
		World		w;
		CmRipleyQuestion q;
		CmRipley	r;
		double		samples = 0,
					one[RADII] = {0},
					two[RADII][RADII] = {{0}};

		random_world(&w, 4 + round % 9);
		q = question_of(&w, (CmEdge) (round % 3));
		cm_ripley_open(&r, test_host(), &w.points, &q);
		for (int a = 0; a < w.firms; a++)
			for (int b = 0; b < a; b++)
				for (int c = 0; c < b; c++)
				{
					double		share[RADII];

					for (int k = 0; k < RADII; k++)
					{
						share[k] = weight_of(&w, &q.window, (const int[]) {a, b, c}, 3, radius[k]) / 3;
						one[k] += share[k];
						for (int j = 0; j <= k; j++)
							two[k][j] += share[k] * share[j];
					}
					samples++;
				}
		for (int k = 0; k < RADII; k++)
			for (int j = 0; j <= k; j++)
				assert_near(cm_ripley_covariance(&r.sites, cm_null_factors(w.firms, 3), (uint32_t) k, (uint32_t) j),
							two[k][j] / samples - one[k] * one[j] / samples / samples);
		cm_ripley_close(&r, test_host());
		world_close(&w);
	}
	(void) state;
}

/* An industry that is all firms is what chance makes of it; one firm is nothing; a reference with fewer firms has no samples. */
static void
no_chance(void **state)
{
	World		w = {.firms = 5, .x = {0, 1, 2, 10, 11}};
	World		two = {.firms = 2, .x = {0, 5}};
	double		row[CM_RIPLEY_COLUMNS];
	CmRipleyQuestion q;
	CmRipley	r;

	world_open(&w, CM_PLANE);
	world_open(&two, CM_PLANE);
	q = (CmRipleyQuestion) {.end = 1, .radius = (const double[]) {1.5, 20}, .radii = 2, .level = 0.95, .draws = 20, .seed = 1};
	cm_window_open(&q.window, test_host(), &w.points, NULL, 100, CM_EDGE_NONE);
	cm_ripley_open(&r, test_host(), &w.points, &q);
	cm_ripley_row(&r, 0, 0, row);
	assert_printed(row[CM_RIPLEY_K], 30, 1e-12);
	assert_printed(row[CM_RIPLEY_L], 3.090194, 1e-6);
	assert_true(isnan(row[CM_RIPLEY_D]));
	assert_true(row[CM_RIPLEY_DEVIATION] == 0 && row[CM_RIPLEY_GLOBAL_LOWER] == row[CM_RIPLEY_K] && row[CM_RIPLEY_LOCAL_UPPER] == row[CM_RIPLEY_K]);
	assert_true(r.p_value[0] == 1);
	cm_ripley_close(&r, test_host());
	q.reference = &two.points;
	cm_ripley_open(&r, test_host(), &w.points, &q);
	cm_ripley_row(&r, 0, 1, row);
	/* Both firms of the reference are within 20. */
	assert_true(row[CM_RIPLEY_K] == 100 && row[CM_RIPLEY_EXPECTED] == 100 && row[CM_RIPLEY_D] == 0);
	assert_true(isnan(row[CM_RIPLEY_DEVIATION]) && isnan(row[CM_RIPLEY_GLOBAL_UPPER]) && isnan(r.p_value[0]));
	cm_ripley_close(&r, test_host());
	world_close(&two);
	world_close(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* 1,200 of 3,000 firms, which a Gaussian field stands for, as many as chance draws and all in one half of the land. */
static void
many_firms(void **state)
{
	enum { N = 3000 };
	static const double far[] = {5, 10, 20, 40};
	double		row[CM_RIPLEY_COLUMNS];
	CmPointsBuilder b;
	CmBytes		bytes = {.host = test_host()};
	CmPoints	p;
	CmRipleyQuestion q = {.end = 3, .radius = far, .radii = 4, .level = 0.95, .draws = 999, .seed = 1};
	CmRipley	r;

	cm_points_builder_init(&b, test_host(), CM_PLANE, 100000);
	test_seed(23);
	for (int i = 0; i < N; i++)
	{
		double		x = (double) test_below(100);
		const char *industry = i % 10 < 4 ? "chance" : x < 70 ? "west" : "rest";

		assert_int_equal(cm_points_builder_add(&b, x, (double) test_below(100), (CmText) {industry, (uint32_t) strlen(industry)}, 1, 1), CM_OK);
	}
	assert_int_equal(cm_points_builder_encode(&b, &bytes), CM_OK);
	cm_points_builder_release(&b);
	assert_int_equal(cm_points_open(&p, test_host(), bytes.data, bytes.used), CM_OK);
	assert_true(p.industry_firms[0] == 1200 && p.industry_firms[2] > 1000);
	cm_window_open(&q.window, test_host(), &p, NULL, NAN, CM_EDGE_NONE);
	cm_ripley_open(&r, test_host(), &p, &q);
	assert_true(r.p_value[0] > 0.05 && r.p_value[2] == 1.0 / 1000);
	for (uint32_t k = 0; k < 4; k++)
	{
		cm_ripley_row(&r, 0, k, row);
		/* A normal band of 95 percent to each side is 1.645 deviations wide, within four of what 999 draws make of that. */
		assert_true(fabs((row[CM_RIPLEY_LOCAL_UPPER] - row[CM_RIPLEY_EXPECTED]) / row[CM_RIPLEY_DEVIATION] - 1.645) < 0.27);
		assert_true(fabs((row[CM_RIPLEY_EXPECTED] - row[CM_RIPLEY_LOCAL_LOWER]) / row[CM_RIPLEY_DEVIATION] - 1.645) < 0.27);
		assert_true(row[CM_RIPLEY_GLOBAL_UPPER] >= row[CM_RIPLEY_LOCAL_UPPER] && row[CM_RIPLEY_GLOBAL_LOWER] <= row[CM_RIPLEY_LOCAL_LOWER]);
		cm_ripley_row(&r, 2, k, row);
		assert_true(row[CM_RIPLEY_K] > row[CM_RIPLEY_GLOBAL_UPPER]);
	}
	cm_ripley_close(&r, test_host());
	cm_points_close(&p, test_host());
	cm_release(test_host(), bytes.data);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edges),
		cmocka_unit_test(windows),
		cmocka_unit_test(columns),
		cmocka_unit_test(moments),
		cmocka_unit_test(no_chance),
		cmocka_unit_test(many_firms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
