/*
 * test_null.c: the moments of all samples that there are, and how draws fall.
 */
#include "host.h"

#include "core/space/null.h"

#include <math.h>
#include <string.h>

#define SITES_MOST 8
#define STEPS 2

/* What pairs of sites count at two steps, and what comes of it. */
typedef struct World
{
	int			sites;
	double		phi[STEPS][SITES_MOST][SITES_MOST];
	double		theta[STEPS];
	double		s[STEPS][STEPS];
	double		q[STEPS][STEPS];
} World;

/* The decomposition by its definition. */
static void
decompose(World *w)
{
	int			n = w->sites;
	double		g[STEPS][SITES_MOST] = {{0}};

	for (int d = 0; d < STEPS; d++)
	{
		w->theta[d] = 0;
		for (int i = 0; i < n; i++)
			for (int j = 0; j < i; j++)
				w->theta[d] += w->phi[d][i][j] * 2 / (n * (n - 1.0));
		for (int i = 0; i < n; i++)
		{
			for (int j = 0; j < n; j++)
				g[d][i] += j == i ? 0 : w->phi[d][i][j] / (n - 1.0);
			g[d][i] = n == 2 ? 0 : (n - 1.0) / (n - 2) * (g[d][i] - w->theta[d]);
		}
	}
	for (int d = 0; d < STEPS; d++)
		for (int e = 0; e < STEPS; e++)
		{
			w->s[d][e] = w->q[d][e] = 0;
			for (int i = 0; i < n; i++)
			{
				w->s[d][e] += g[d][i] * g[e][i] / (n - 1);
				for (int j = 0; j < i; j++)
					w->q[d][e] += (w->phi[d][i][j] - w->theta[d] - g[d][i] - g[d][j]) * (w->phi[e][i][j] - w->theta[e] - g[e][i] - g[e][j]);
			}
		}
}

/* Sums over all ordered samples. */
typedef struct Sums
{
	double		samples;
	double		one[STEPS];
	double		two[STEPS][STEPS];
} Sums;

static void
enumerate(const World *w, const double *weight, int firms, int *site, int taken, Sums *sums)
{
	double		k[STEPS] = {0},
				pairs = 0;

	if (taken < firms)
	{
		for (int i = 0; i < w->sites; i++)
		{
			bool		used = false;

			for (int t = 0; t < taken; t++)
				used |= site[t] == i;
			site[taken] = i;
			if (!used)
				enumerate(w, weight, firms, site, taken + 1, sums);
		}
		return;
	}
	for (int a = 0; a < firms; a++)
		for (int b = 0; b < a; b++)
		{
			pairs += weight[a] * weight[b];
			for (int d = 0; d < STEPS; d++)
				k[d] += weight[a] * weight[b] * w->phi[d][site[a]][site[b]];
		}
	sums->samples++;
	for (int d = 0; d < STEPS; d++)
	{
		sums->one[d] += k[d] / pairs;
		for (int e = 0; e < STEPS; e++)
			sums->two[d][e] += k[d] * k[e] / pairs / pairs;
	}
}

static CmNullFactors
factors_of(const World *w, const double *weight, int firms)
{
	double		power[5] = {0};

	for (int a = 0; a < firms; a++)
		for (int k = 0; k < 5; k++)
			power[k] += pow(weight[a], k);
	return cm_null_factors_weighted(w->sites, power);
}

/* Mean and covariances of all samples, against the formula. */
static void
assert_enumerated(const World *w, const double *weight, int firms, CmNullFactors f)
{
	Sums		sums = {0};
	int			site[SITES_MOST];

	enumerate(w, weight, firms, site, 0, &sums);
	for (int d = 0; d < STEPS; d++)
	{
		assert_true(fabs(sums.one[d] / sums.samples - w->theta[d]) < 1e-12);
		for (int e = 0; e < STEPS; e++)
		{
			double		covariance = sums.two[d][e] / sums.samples - sums.one[d] * sums.one[e] / sums.samples / sums.samples;

			assert_true(fabs(covariance - f.of_s * w->s[d][e] - f.of_q * w->q[d][e]) < 1e-12);
		}
	}
}

static const double ones[SITES_MOST] = {1, 1, 1, 1, 1, 1, 1, 1};

static World
line(void)
{
	static const double at[] = {0, 1, 3, 7, 8, 20};
	World		w = {.sites = 6};

	for (int i = 0; i < 6; i++)
		for (int j = 0; j < 6; j++)
		{
			w.phi[0][i][j] = fabs(at[i] - at[j]) <= 2;
			w.phi[1][i][j] = fabs(at[i] - at[j]) <= 7;
		}
	decompose(&w);
	return w;
}

static void
on_a_line(void **state)
{
	static const double weight[] = {5, 2, 1};
	World		w = line();
	CmNullFactors f = cm_null_factors(6, 3);

	assert_printed(w.theta[0], 0.2, 1e-15);
	assert_printed(w.s[0][0], 0.025, 1e-15);
	assert_printed(w.q[0][0], 1.9, 1e-15);
	assert_printed(f.of_s * w.s[0][0] + f.of_q * w.q[0][0], .037777778, 1e-9);
	assert_enumerated(&w, ones, 3, f);
	f = factors_of(&w, weight, 3);
	assert_printed(f.of_s * w.s[0][0] + f.of_q * w.q[0][0], .058500577, 1e-9);
	assert_enumerated(&w, weight, 3, f);
	(void) state;
}

/* All numbers of firms among all numbers of sites, so two and three of them, and all firms. */
static void
all_samples(void **state)
{
	test_seed(1);
	for (int sites = 2; sites <= SITES_MOST; sites++)
		for (int firms = 2; firms <= sites && firms <= 6; firms++)
		{
			World		w = {.sites = sites};
			double		weight[SITES_MOST];

			for (int i = 0; i < sites; i++)
				for (int j = 0; j < i; j++)
				{
					w.phi[0][i][j] = w.phi[0][j][i] = test_uniform();
					w.phi[1][i][j] = w.phi[1][j][i] = (double) test_below(2);
				}
			for (int a = 0; a < firms; a++)
				weight[a] = (double) test_below(9) + 1;
			decompose(&w);
			assert_enumerated(&w, ones, firms, cm_null_factors(sites, firms));
			assert_enumerated(&w, ones, firms, factors_of(&w, ones, firms));
			assert_enumerated(&w, weight, firms, factors_of(&w, weight, firms));
		}
	assert_true(cm_null_factors(1000, 1000).of_s == 0 && cm_null_factors(1000, 1000).of_q == 0);
	(void) state;
}

static void
pairs_without_weight(void **state)
{
	static const double one_firm[5] = {2, 3, 9, 27, 81};
	static const double nothing[5] = {2, 0, 0, 0, 0};

	assert_true(isnan(cm_null_factors_weighted(10, one_firm).of_s) && isnan(cm_null_factors_weighted(10, one_firm).of_q));
	assert_true(isnan(cm_null_factors_weighted(10, nothing).of_s) && isnan(cm_null_factors_weighted(10, nothing).of_q));
	(void) state;
}

/*
 * Three of six sites at three places, in order: 120 samples, of which places tell
 * 19 (all but three of the place of one site or of two).  Each is as likely as its
 * sites are many; 18 degrees of freedom, 52.4 at 1 of 30,000.
 */
static void
draws_are_uniform(void **state)
{
	static const uint64_t firms[] = {3, 0, 1, 2};
	enum { DRAWS = 120000 };
	double		drawn[64] = {0},
				expected[64] = {0},
				chi_square = 0;
	CmSites		s;
	uint32_t	place[3];

	cm_sites_open(&s, test_host(), 4, firms);
	assert_int_equal(s.firms, 6);
	for (int d = 0; d < DRAWS; d++)
	{
		cm_sites_draw(&s, test_host(), 42, (uint64_t) d, 3, place);
		drawn[place[0] * 16 + place[1] * 4 + place[2]]++;
	}
	for (int a = 0; a < 4; a++)
		for (int b = 0; b < 4; b++)
			for (int c = 0; c < 4; c++)
			{
				double		of_b = fmax(0, (double) firms[b] - (b == a)),
							of_c = fmax(0, (double) firms[c] - (c == a) - (c == b));

				expected[a * 16 + b * 4 + c] = (double) firms[a] * of_b * of_c / 120 * DRAWS;
			}
	for (int k = 0; k < 64; k++)
	{
		if (expected[k] == 0)
			assert_true(drawn[k] == 0);
		else
			chi_square += (drawn[k] - expected[k]) * (drawn[k] - expected[k]) / expected[k];
	}
	assert_true(chi_square < 52.4);
	cm_sites_close(&s, test_host());
	(void) state;
}

/* Many places, of few firms and many: no more of a place than it has, all where all are drawn, fewer as more begin. */
static void
draws_of_many(void **state)
{
	enum { PLACES = 5000 };
	static uint64_t firms[PLACES];
	static uint32_t all[PLACES * 4],
				few[1000];
	static uint64_t found[PLACES];
	double		mean = 0;
	CmSites		s;

	test_seed(3);
	for (int p = 0; p < PLACES; p++)
		firms[p] = test_below(50) == 0 ? test_below(60) : test_below(3);
	cm_sites_open(&s, test_host(), PLACES, firms);
	assert_true(s.firms < PLACES * 4);
	cm_sites_draw(&s, test_host(), 5, 77, s.firms, all);
	cm_sites_draw(&s, test_host(), 5, 77, 1000, few);
	assert_memory_equal(all, few, sizeof(few));
	cm_sites_draw(&s, test_host(), 5, 78, 1000, few);
	assert_memory_not_equal(all, few, sizeof(few));
	cm_sites_draw(&s, test_host(), 6, 77, 1000, few);
	assert_memory_not_equal(all, few, sizeof(few));
	for (uint64_t k = 0; k < s.firms; k++)
		found[all[k]]++;
	assert_memory_equal(found, firms, sizeof(firms));
	/* The mean of 1,000 numbers of sites, whose deviation is N/sqrt(12 * 1,000): within four of them. */
	for (int k = 0; k < 1000; k++)
		mean += (double) s.below[few[k]] / 1000;
	assert_true(fabs(mean / (double) s.firms - 0.5) < 4 / sqrt(12000));
	cm_sites_close(&s, test_host());
	cm_sites_open(&s, test_host(), 0, firms);
	assert_int_equal(s.firms, 0);
	cm_sites_close(&s, test_host());
	(void) state;
}

static void
nodes(void **state)
{
	uint64_t	before = 100;

	for (uint64_t n = 0; n <= 100; n++)
		assert_int_equal(cm_null_node(1000000, n), n);
	for (uint64_t n = 101; n < 1000; n++)
	{
		uint64_t	node = cm_null_node(1000000, n);
		double		steps = 4 * log2((double) node / 100);

		assert_true(node >= before && fabs(steps - round(steps)) < 0.05);
		/* Half a step and what rounding adds. */
		assert_true(fabs(log2((double) node / (double) n)) < 0.135);
		before = node;
	}
	assert_int_equal(cm_null_node(1000000, 1000), 1000);
	assert_int_equal(cm_null_node(1000000, 50000), 1000);
	assert_int_equal(cm_null_node(219, 110), 110);
	assert_int_equal(cm_null_node(220, 110), 119);
	(void) state;
}

/* Covariances of 40,000 curves are within four of their own deviations; a step of no variance is 0; two that are one stay so. */
static void
gaussian(void **state)
{
	enum { CURVES = 40000, SIZE = 5 };
	static const double factor[SIZE][3] = {{1, 0, 0}, {2e-6, 1e-6, 0}, {300, -400, 1200}, {0, 0, 0}, {600, -800, 2400}};
	static double curve[CURVES][SIZE],
				fewer[7][SIZE];
	double		covariance[SIZE][SIZE] = {{0}};

	for (int a = 0; a < SIZE; a++)
		for (int b = 0; b < SIZE; b++)
			for (int k = 0; k < 3; k++)
				covariance[a][b] += factor[a][k] * factor[b][k];
	cm_gaussian_curves(test_host(), covariance[0], SIZE, 9, CURVES, curve[0]);
	for (int a = 0; a < SIZE; a++)
	{
		double		mean = 0;

		for (int c = 0; c < CURVES; c++)
			mean += curve[c][a] / CURVES;
		assert_true(fabs(mean) <= 4 * sqrt(covariance[a][a] / CURVES));
		for (int b = 0; b <= a; b++)
		{
			double		sum = 0;
			double		deviation = sqrt((covariance[a][a] * covariance[b][b] + covariance[a][b] * covariance[a][b]) / CURVES);

			for (int c = 0; c < CURVES; c++)
				sum += curve[c][a] * curve[c][b] / CURVES;
			assert_true(fabs(sum - covariance[a][b]) <= 4 * deviation);
		}
	}
	for (int c = 0; c < CURVES; c++)
		assert_true(curve[c][3] == 0 && fabs(curve[c][4] - 2 * curve[c][2]) < 1e-9);
	cm_gaussian_curves(test_host(), covariance[0], SIZE, 9, 7, fewer[0]);
	assert_memory_equal(fewer, curve, sizeof(fewer));
	cm_gaussian_curves(test_host(), covariance[0], SIZE, 10, 7, fewer[0]);
	assert_memory_not_equal(fewer, curve, sizeof(fewer));
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_a_line),
		cmocka_unit_test(all_samples),
		cmocka_unit_test(pairs_without_weight),
		cmocka_unit_test(draws_are_uniform),
		cmocka_unit_test(draws_of_many),
		cmocka_unit_test(nodes),
		cmocka_unit_test(gaussian),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
