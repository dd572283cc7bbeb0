/*
 * test_m_function.c: M by the example of the literature notes and its definition
 * over pairs of firms; its null by all samples that there are, and by draws.
 */
#include "host.h"

#include "core/space/m_bands.h"
#include "core/space/m_between.h"
#include "core/space/m_moments.h"
#include "core/space/points_builder.h"

#include <math.h>
#include <stdlib.h>

enum {FIRMS_MOST = 64, RADII = 4};

typedef struct Firm
{
	double		x,
				y;
	int			industry;
	double		weight;
} Firm;

static const char *const names[] = {"A", "B", "C"};

/* Points of firms, and the bytes that they are read from. */
typedef struct Opened
{
	CmBytes		flat;
	CmPoints	points;
} Opened;

static Opened
open_points(CmMetric metric, const Firm *firm, int firms)
{
	Opened		o = {.flat = {.host = test_host()}};
	CmPointsBuilder b;

	cm_points_builder_init(&b, test_host(), metric, UINT64_MAX);
	for (int i = 0; i < firms; i++)
		assert_int_equal(cm_points_builder_add(&b, firm[i].x, firm[i].y, (CmText) {names[firm[i].industry], 1}, firm[i].weight, 1), CM_OK);
	assert_int_equal(cm_points_builder_encode(&b, &o.flat), CM_OK);
	cm_points_builder_release(&b);
	assert_int_equal(cm_points_open(&o.points, test_host(), o.flat.data, o.flat.used), CM_OK);
	return o;
}

static void
close_points(Opened *o)
{
	cm_points_close(&o->points, test_host());
	cm_release(test_host(), o->flat.data);
}

static CmMOptions
options(const double *radius, uint32_t radii)
{
	return (CmMOptions) {.radius = radius, .radii = radii, .industry = UINT32_MAX, .neighbour = UINT32_MAX, .minimum_firms = 1,
		.level = 0.95, .draws = 1, .seed = 1};
}

static double
distance(Firm a, Firm b)
{
	return sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/* M of neighbours of industry `of` around the firms of `around`, firm by firm. */
static double
by_definition(const Firm *firm, int firms, int around, int of, double r)
{
	double		local = 0,
				global = 0;

	for (int k = 0; k < firms; k++)
	{
		double		near_of = 0,
					near = 0,
					all_of = 0,
					all = 0;

		if (firm[k].industry != around)
			continue;
		for (int l = 0; l < firms; l++)
		{
			double		weight = l == k ? 0 : firm[l].weight;

			all += weight;
			all_of += firm[l].industry == of ? weight : 0;
			near += distance(firm[k], firm[l]) <= r ? weight : 0;
			near_of += firm[l].industry == of && distance(firm[k], firm[l]) <= r ? weight : 0;
		}
		if (near > 0)
		{
			local += near_of / near;
			global += all_of / all;
		}
	}
	return global > 0 ? local / global : NAN;
}

static void
assert_near(double a, double b, double tolerance)
{
	if (isnan(a) && isnan(b))
		return;
	if (!(fabs(a - b) <= tolerance * fmax(1, fabs(b))))
		fail_msg("%.17g is not %.17g", a, b);
}

static const Firm example[] = {{0, 0, 0, 1}, {1, 0, 0, 1}, {2, 0, 1, 2}, {10, 0, 0, 1}, {11, 0, 1, 1}};

static void
the_example(void **state)
{
	static const double radius[] = {0.5, 1.5, 20};
	Opened		o = open_points(CM_PLANE, example, 5);
	CmMOptions	asked = options(radius, 3);
	CmMFunction f;

	asked.weighted = true;
	cm_m_function_open(&f, test_host(), &o.points, &asked);
	assert_int_equal(f.sectors, 2);
	/* Nobody has a neighbour. */
	assert_true(isnan(f.m[0]));
	/* (1 + 1/3 + 0)/(3 * 2/5) */
	assert_printed(f.m[1], 1.111111, 1e-6);
	assert_near(f.m[2], 1, 1e-15);
	/* B: the one at 2 has one neighbour, of A; the one at 11 has one. */
	assert_true(f.m[4] == 0);
	cm_m_function_close(&f, test_host());
	/* The B around A: (0 + 2/3 + 1)/(3 * 3/5) */
	asked.industry = 0;
	asked.neighbour = 1;
	cm_m_function_open(&f, test_host(), &o.points, &asked);
	assert_int_equal(f.sectors, 1);
	assert_near(f.m[1], (2 / 3.0 + 1) / 1.8, 1e-15);
	assert_near(f.m[2], 1, 1e-15);
	cm_m_function_close(&f, test_host());
	close_points(&o);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Firms on a grid, so that several share a place and distances are often equal. */
static void
random_firms(Firm *firm, int firms, int side, int industries)
{
	for (int i = 0; i < firms; i++)
		firm[i] = (Firm) {(double) test_below((uint64_t) side), (double) test_below((uint64_t) side),
			(int) test_below((uint64_t) industries), (double) test_below(4)};
}

static void
by_the_definition(void **state)
{
	static const double radius[RADII] = {0, 1, 3, 5};
	Firm		firm[FIRMS_MOST];

	test_seed(1);
	for (int round = 0; round < 60; round++)
	{
		int			firms = 1 + (int) test_below(FIRMS_MOST);
		bool		between = round % 3 == 2;
		CmMOptions	asked = options(radius, RADII);
		Opened		o;
		CmMFunction f;

		random_firms(firm, firms, 3 + round / 4, 3);
		/* Labels as the points have them. */
		firm[0].industry = 0;
		firm[1 % firms].industry = firms > 1;
		asked.weighted = round % 2 == 1;
		asked.draws = round % 4 == 3;
		asked.neighbour = between ? 0 : UINT32_MAX;
		o = open_points(CM_PLANE, firm, firms);
		cm_m_function_open(&f, test_host(), &o.points, &asked);
		for (int i = 0; i < firms && !asked.weighted; i++)
			firm[i].weight = 1;
		assert_int_equal(f.sectors, o.points.industries - between);
		for (uint32_t s = 0; s < f.sectors; s++)
			for (uint32_t r = 0; r < RADII; r++)
				assert_near(f.m[s * RADII + r],
							by_definition(firm, firms, (int) f.sector[s].industry, between ? 0 : (int) f.sector[s].industry, radius[r]), 1e-13);
		cm_m_function_close(&f, test_host());
		close_points(&o);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Moments over all samples of `of` for those who are not of `around`, or of all if that is -1, where M is defined. */
typedef struct Moments
{
	double		count[RADII];
	double		mean[RADII];
	double		second[RADII][RADII];
} Moments;

static Moments
enumerate(Firm *firm, int firms, int n, int around, const double *radius)
{
	Moments		m = {0};
	int			before[FIRMS_MOST];

	for (int i = 0; i < firms; i++)
		before[i] = firm[i].industry;
	for (uint32_t set = 0; set < 1u << firms; set++)
	{
		double		value[RADII];
		bool		possible = __builtin_popcount(set) == n;

		for (int i = 0; i < firms; i++)
		{
			possible = possible && !(set >> i & 1 && before[i] == around);
			firm[i].industry = before[i] == around ? around : set >> i & 1 ? 9 : 8;
		}
		if (!possible)
			continue;
		for (int r = 0; r < RADII; r++)
			value[r] = by_definition(firm, firms, around == -1 ? 9 : around, 9, radius[r]);
		for (int r = 0; r < RADII; r++)
		{
			m.count[r] += !isnan(value[r]);
			m.mean[r] += isnan(value[r]) ? 0 : value[r];
			for (int q = 0; q < RADII; q++)
				m.second[r][q] += isnan(value[r] * value[q]) ? 0 : value[r] * value[q];
		}
	}
	for (int i = 0; i < firms; i++)
		firm[i].industry = before[i];
	return m;
}

static void
of_all_samples(void **state)
{
	static const double radius[RADII] = {0, 1, 2.5, 40};
	Firm		firm[12];

	test_seed(2);
	for (int round = 0; round < 40; round++)
	{
		int			firms = 4 + (int) test_below(6),
					n = 2 + (int) test_below((uint64_t) firms - 1);
		CmMOptions	asked = options(radius, RADII);
		double		mean[RADII],
					deviation[RADII],
					covariance[RADII * RADII];
		Moments		true_ones;
		Opened		o;
		CmMFunction f;
		CmMMoments	m;

		random_firms(firm, firms, round % 4 == 0 ? 1 : 2 + round / 4, 1);
		for (int i = 0; i < firms; i++)
			firm[i].weight = 1;
		/* Everybody has a neighbour now and then, and somebody has none. */
		if (round % 2 == 0)
			firm[1] = firm[0];
		o = open_points(CM_PLANE, firm, firms);
		cm_m_function_open(&f, test_host(), &o.points, &asked);
		cm_m_moments_open(&m, test_host(), &f);
		cm_m_moments_of(&m, test_host(), n, mean, deviation);
		cm_m_covariance(&m, n, covariance);
		true_ones = enumerate(firm, firms, n, -1, radius);
		for (int r = 0; r < RADII; r++)
		{
			double		expected = true_ones.mean[r] / true_ones.count[r];
			double		variance = true_ones.second[r][r] / true_ones.count[r] - expected * expected;

			assert_near(mean[r], expected, 1e-12);
			assert_near(deviation[r] * deviation[r], variance, 1e-12);
			for (int q = 0; q < RADII && m.linked[r] == firms; q++)
				if (m.linked[q] == firms)
					assert_near(covariance[r * RADII + q], true_ones.second[r][q] / true_ones.count[r] - 1, 1e-12);
		}
		cm_m_moments_close(&m, test_host());
		cm_m_function_close(&f, test_host());
		close_points(&o);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* The one industry stays, all samples of the others. */
static void
of_all_samples_between(void **state)
{
	static const double radius[RADII] = {0, 1, 2.5, 40};
	Firm		firm[12];

	test_seed(3);
	for (int round = 0; round < 40; round++)
	{
		int			firms = 4 + (int) test_below(6),
					first = 1 + (int) test_below((uint64_t) firms - 2),
					n = 1 + (int) test_below((uint64_t) (firms - first));
		CmMOptions	asked = options(radius, RADII);
		double		mean[RADII],
					covariance[RADII * RADII];
		Moments		true_ones;
		Opened		o;
		CmMFunction f;
		CmMSites	all;
		CmMBetween	b;

		random_firms(firm, firms, 2 + round / 4, 1);
		for (int i = 0; i < firms; i++)
		{
			firm[i].weight = 1;
			firm[i].industry = i >= first;
		}
		asked.neighbour = 1;
		o = open_points(CM_PLANE, firm, firms);
		cm_m_function_open(&f, test_host(), &o.points, &asked);
		cm_m_sites_open(&all, test_host(), &f);
		cm_m_between_open(&b, test_host(), &f, &all, &f.sector[0]);
		cm_m_between_moments(&b, test_host(), n, mean, covariance);
		true_ones = enumerate(firm, firms, n, 0, radius);
		for (int r = 0; r < RADII; r++)
		{
			assert_near(mean[r], true_ones.mean[r] / true_ones.count[r], 1e-12);
			for (int q = 0; q < RADII; q++)
				if (!isnan(mean[r]) && !isnan(mean[q]))
					assert_near(covariance[r * RADII + q], true_ones.second[r][q] / true_ones.count[r] - mean[r] * mean[q], 1e-12);
		}
		cm_m_between_close(&b, test_host());
		cm_m_sites_close(&all, test_host());
		cm_m_function_close(&f, test_host());
		close_points(&o);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Firms of every kind of place: many at one, one at many, weights of all sizes. */
static Opened
a_region(Firm *firm, int firms)
{
	for (int i = 0; i < firms; i++)
	{
		uint64_t	place = test_below(3) == 0 ? test_below(5) : test_below(40);

		firm[i] = (Firm) {(double) (place * 7 % 41), (double) (place * place % 23), (int) test_below(3), (double) test_below(9)};
	}
	firm[0].x = 500;
	return open_points(CM_PLANE, firm, firms);
}

/* Draws have the moments of the null, and each curve is the definition for its firms: in another call, too. */
static void
drawn(void **state)
{
	static const double radius[RADII] = {1, 5, 12, 1000};
	enum {FIRMS = 60, DRAWS = 4000};
	static const uint32_t node[] = {3, 20, FIRMS};
	Firm		firm[FIRMS];
	Opened		o;

	test_seed(4);
	o = a_region(firm, FIRMS);
	for (int weighted = 0; weighted <= 1; weighted++)
	{
		CmMOptions	asked = options(radius, RADII);
		float	   *curve = malloc(3 * DRAWS * RADII * sizeof(float)),
				   *alone = malloc(DRAWS * RADII * sizeof(float));
		CmMFunction f;
		CmMSites	sites;

		asked.draws = DRAWS;
		asked.weighted = weighted == 1;
		cm_m_function_open(&f, test_host(), &o.points, &asked);
		cm_m_sites_open(&sites, test_host(), &f);
		assert_true(sites.sites.firms == FIRMS);
		cm_m_draws(&f, test_host(), &sites, node, 3, curve);
		cm_m_draws(&f, test_host(), &sites, node + 1, 1, alone);
		assert_memory_equal(alone, curve + DRAWS * RADII, DRAWS * RADII * sizeof(float));
		for (int draw = 0; draw < 200; draw++)
		{
			Firm		chosen[FIRMS];
			uint32_t	group[20],
						taken[FIRMS * 2] = {0};

			/* Which firms these are: one more of its group each time. */
			cm_sites_draw(&sites.sites, test_host(), 1, (uint64_t) draw, 20, group);
			for (int k = 0; k < 20; k++)
				taken[group[k]]++;
			for (int i = 0; i < FIRMS; i++)
			{
				chosen[i] = firm[i];
				chosen[i].weight = weighted ? firm[i].weight : 1;
				chosen[i].industry = 0;
				for (uint32_t g = 0; g < sites.groups; g++)
					if (taken[g] > 0 && sites.group[g].weight == chosen[i].weight && o.points.x[sites.group[g].place] == firm[i].x
						&& o.points.y[sites.group[g].place] == firm[i].y)
					{
						taken[g]--;
						chosen[i].industry = 1;
						break;
					}
			}
			for (uint32_t r = 0; r < RADII; r++)
				assert_near((double) alone[(size_t) draw * RADII + r], by_definition(chosen, FIRMS, 1, 1, radius[r]), 1e-7);
		}
		for (int draw = 0; draw < DRAWS; draw++)
			assert_near((double) curve[(2 * DRAWS + draw) * RADII + 3], 1, 1e-6);
		cm_m_sites_close(&sites, test_host());
		cm_m_function_close(&f, test_host());
		free(curve);
		free(alone);
	}
	close_points(&o);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Draws have mean and deviation as computed, within four standard errors. */
static void
draws_have_the_moments(void **state)
{
	static const double radius[RADII] = {1, 5, 12, 30};
	enum {FIRMS = 60, DRAWS = 4000};
	static const uint32_t node[] = {4, 25};
	Firm		firm[FIRMS];
	Opened		o;
	CmMOptions	asked = options(radius, RADII);
	float	   *curve = malloc(2 * DRAWS * RADII * sizeof(float));
	CmMFunction f;
	CmMSites	sites;
	CmMMoments	m;

	test_seed(5);
	o = a_region(firm, FIRMS);
	asked.draws = DRAWS;
	cm_m_function_open(&f, test_host(), &o.points, &asked);
	cm_m_sites_open(&sites, test_host(), &f);
	cm_m_moments_open(&m, test_host(), &f);
	cm_m_draws(&f, test_host(), &sites, node, 2, curve);
	/* The firm far away has no neighbours. */
	assert_true(m.linked[3] == FIRMS - 1);
	for (int n = 0; n < 2; n++)
	{
		double		mean[RADII],
					deviation[RADII];

		cm_m_moments_of(&m, test_host(), node[n], mean, deviation);
		for (int r = 0; r < RADII; r++)
		{
			double		sum = 0,
						squares = 0,
						count = 0;

			for (int draw = 0; draw < DRAWS; draw++)
			{
				double		value = (double) curve[((size_t) n * DRAWS + (size_t) draw) * RADII + (size_t) r];

				count += !isnan(value);
				sum += isnan(value) ? 0 : value;
				squares += isnan(value) ? 0 : value * value;
			}
			assert_true(fabs(sum / count - mean[r]) < 4 * deviation[r] / sqrt(count));
			assert_true(fabs(sqrt(squares / count - sum / count * sum / count) / deviation[r] - 1) < 0.1);
		}
	}
	cm_m_moments_close(&m, test_host());
	cm_m_sites_close(&sites, test_host());
	cm_m_function_close(&f, test_host());
	close_points(&o);
	free(curve);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* An industry has the same bands and p whichever others are asked for. */
static void
one_and_all(void **state)
{
	static const double radius[RADII] = {1, 5, 12, 1000};
	enum {FIRMS = 64};
	Firm		firm[FIRMS];
	Opened		o;

	test_seed(6);
	o = a_region(firm, FIRMS);
	for (int kind = 0; kind < 4; kind++)
	{
		CmMOptions	asked = options(radius, RADII);
		CmMFunction all;
		CmMBands	bands;

		asked.draws = 300;
		asked.weighted = kind % 2 == 1;
		asked.neighbour = kind >= 2 ? 0 : UINT32_MAX;
		cm_m_function_open(&all, test_host(), &o.points, &asked);
		cm_m_bands_open(&bands, test_host(), &all);
		for (uint32_t s = 0; s < all.sectors; s++)
		{
			size_t		at = (size_t) s * RADII;
			CmMFunction one;
			CmMBands	alone;

			asked.industry = all.sector[s].industry;
			cm_m_function_open(&one, test_host(), &o.points, &asked);
			cm_m_bands_open(&alone, test_host(), &one);
			assert_memory_equal(one.m, all.m + at, RADII * sizeof(double));
			assert_memory_equal(alone.value, bands.value + at * CM_M_COLUMNS, RADII * CM_M_COLUMNS * sizeof(double));
			assert_memory_equal(alone.p, &bands.p[s], sizeof(double));
			assert_true(bands.p[s] > 0 && bands.p[s] <= 1 && bands.adjusted[s] >= bands.p[s]);
			for (uint32_t r = 0; r < RADII; r++)
			{
				const double *row = bands.value + (at + r) * CM_M_COLUMNS;

				assert_true(row[CM_M_GLOBAL_LOWER] <= row[CM_M_LOCAL_LOWER] && row[CM_M_LOCAL_UPPER] <= row[CM_M_GLOBAL_UPPER]);
				/* Where nothing is left to chance both are M, which rounds otherwise than what is expected. */
				assert_true(row[CM_M_LOCAL_LOWER] <= row[CM_M_EXPECTED] * (1 + 1e-15) && row[CM_M_EXPECTED] * (1 - 1e-15) <= row[CM_M_LOCAL_UPPER]);
			}
			cm_m_bands_close(&alone, test_host());
			cm_m_function_close(&one, test_host());
		}
		cm_m_bands_close(&bands, test_host());
		cm_m_function_close(&all, test_host());
	}
	close_points(&o);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* A cluster, and firms that keep apart, among others all over. */
static void
what_is_seen(void **state)
{
	static const double radius[RADII] = {0.5, 1.5, 3, 8};
	enum {FIRMS = 400, EACH = 15};
	static Firm firm[FIRMS];
	CmMOptions	asked = options(radius, RADII);
	Opened		o;
	CmMFunction f;
	CmMBands	b;

	for (int i = 0; i < FIRMS; i++)
		firm[i] = (Firm) {i % 20, i / 20, 2, 1};
	for (int i = 0; i < EACH; i++)
	{
		firm[i % 4 + i / 4 * 20].industry = 0;
		firm[2 + (i + 1) % 4 * 5 + (2 + (i + 1) / 4 * 5) * 20].industry = 1;
	}
	asked.draws = 999;
	asked.minimum_firms = EACH;
	o = open_points(CM_PLANE, firm, FIRMS);
	cm_m_function_open(&f, test_host(), &o.points, &asked);
	cm_m_bands_open(&b, test_host(), &f);
	assert_int_equal(f.sectors, 3);
	assert_int_equal(cm_m_kind(&b, &f, 0), 1);
	assert_true(b.p[0] == 1 / 1000.0);
	assert_true(f.options.radius[cm_m_peak(&f, 0)] == 1.5);
	assert_int_equal(cm_m_kind(&b, &f, 1), -1);
	assert_true(b.p[1] < 0.05);
	/* At 1/2 nobody has a neighbour. */
	assert_true(isnan(f.m[0]) && isnan(b.value[CM_M_EXPECTED]) && isnan(b.value[CM_M_GLOBAL_UPPER]));
	cm_m_bands_close(&b, test_host());
	cm_m_function_close(&f, test_host());
	close_points(&o);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example),
		cmocka_unit_test(by_the_definition),
		cmocka_unit_test(of_all_samples),
		cmocka_unit_test(of_all_samples_between),
		cmocka_unit_test(drawn),
		cmocka_unit_test(draws_have_the_moments),
		cmocka_unit_test(one_and_all),
		cmocka_unit_test(what_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
