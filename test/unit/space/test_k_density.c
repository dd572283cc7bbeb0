/*
 * test_k_density.c: K-densities against formulas, all samples that there are, and pairs looked at one by one.
 */
#include "host.h"

#include "core/space/k_density.h"
#include "core/space/points_builder.h"

#include <math.h>

#define STEPS 8
#define SITES 7

typedef struct Firm
{
	double		x;
	double		y;
	const char *industry;
	double		weight;
} Firm;

typedef struct World
{
	CmBytes		bytes;
	CmPoints	p;
} World;

static World
open_world(CmMetric metric, const Firm *firm, int firms)
{
	World		w = {.bytes.host = test_host()};
	CmPointsBuilder b;

	cm_points_builder_init(&b, test_host(), metric, 1000000);
	for (int i = 0; i < firms; i++)
		assert_int_equal(cm_points_builder_add(&b, firm[i].x, firm[i].y, (CmText) {firm[i].industry, (uint32_t) strlen(firm[i].industry)}, firm[i].weight, 1), CM_OK);
	assert_int_equal(cm_points_builder_encode(&b, &w.bytes), CM_OK);
	cm_points_builder_release(&b);
	assert_int_equal(cm_points_open(&w.p, test_host(), w.bytes.data, w.bytes.used), CM_OK);
	return w;
}

static void
close_world(World *w)
{
	cm_points_close(&w->p, test_host());
	cm_release(test_host(), w->bytes.data);
}

static CmKOptions
options(double range, uint32_t steps, double bandwidth)
{
	return (CmKOptions) {.range = range, .steps = steps, .bandwidth = bandwidth, .minimum_firms = 2, .level = 0.95, .draws = 200, .seed = 1};
}

/* The columns of a result, which the caller releases. */
static double *
columns_of(const World *w, const CmKOptions *o, uint32_t industry, uint32_t other, CmKResult *result)
{
	CmKDensity	d;

	*result = (CmKResult) {.industry = industry, .other = other};
	cm_k_density_open(&d, test_host(), &w->p, &w->p, o);
	cm_k_density_find(&d, test_host(), result, 1);
	cm_k_density_close(&d, test_host());
	return result->column;
}

static double
phi(double d, double x, double h)
{
	return (exp(-(d - x) * (d - x) / h / h / 2) + exp(-(d + x) * (d + x) / h / h / 2)) / h / sqrt(2 * M_PI);
}

/* The notes' example: points 0, 1, 10, bandwidth 1; weights; two at a place. */
static void
on_a_line(void **state)
{
	const Firm	firm[] = {{0, 0, "a", 1}, {1, 0, "a", 2}, {10, 0, "a", 4}, {0, 0, "b", 3}, {0, 0, "b", 1}, {4, 0, "b", 2}};
	const double x[] = {1, 9, 10};
	World		w = open_world(CM_PLANE, firm, 6);
	CmKOptions	o = options(10, 10, 1);
	CmKResult	r;
	double	   *k = columns_of(&w, &o, 0, 0, &r);

	assert_printed(k[0], .161314, 1e-6);
	assert_printed(k[1], .150978, 1e-6);
	assert_printed(k[5], .000090, 1e-6);
	for (int d = 0; d <= 10; d++)
		assert_true(fabs(k[d] - (phi(d, x[0], 1) + phi(d, x[1], 1) + phi(d, x[2], 1)) / 3) < 1e-11);
	assert_true(r.firms == 3 && r.places == 3 && r.weight == 7 && r.bandwidth == 1 && r.error == 0 && r.null == CM_K_DRAWS);
	cm_release(test_host(), k);
	o.weighted = true;
	k = columns_of(&w, &o, 0, 0, &r);
	for (int d = 0; d <= 10; d++)
		assert_true(fabs(k[d] - (2 * phi(d, 1, 1) + 8 * phi(d, 9, 1) + 4 * phi(d, 10, 1)) / 14) < 1e-11);
	cm_release(test_host(), k);
	/* 3 * 1 at distance 0, (3 + 1) * 2 at 4. */
	k = columns_of(&w, &o, 1, 1, &r);
	for (int d = 0; d <= 10; d++)
		assert_true(fabs(k[d] - (3 * phi(d, 0, 1) + 8 * phi(d, 4, 1)) / 11) < 1e-11);
	assert_true(r.places == 2);
	cm_release(test_host(), k);
	/* Of both, weighing 7 * 6. */
	k = columns_of(&w, &o, 0, 1, &r);
	for (int d = 0; d <= 10; d++)
		assert_true(fabs(k[d] - (4 * phi(d, 0, 1) + 2 * phi(d, 4, 1) + 8 * phi(d, 1, 1) + 4 * phi(d, 3, 1) + 16 * phi(d, 10, 1) + 8 * phi(d, 6, 1)) / 42) < 1e-11);
	assert_true(r.firms == 6);
	cm_release(test_host(), k);
	close_world(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Seven sites, two of them at a place, and the weights that firms keep. */
static const double site_x[SITES] = {0, 1, 3, 7, 8, 20, 8};
static const double kept[4] = {5, 2, 1, 3};

/* Mean and mean square of the density over all ordered samples: of one industry (apart 0), or of two, the first of so many. */
static void
all_samples(bool weighted, int firms, int apart, double d, double h, double *mean, double *square)
{
	int			site[4],
				samples = 0;

	*mean = *square = 0;
	for (int code = 0; code < SITES * SITES * SITES * SITES; code++)
	{
		double		sum = 0,
					all = 0;
		bool		distinct = true;

		for (int k = 0, rest = code; k < 4; k++, rest /= SITES)
			site[k] = rest % SITES;
		for (int k = 0; k < firms; k++)
			for (int l = 0; l < k; l++)
				distinct &= site[k] != site[l];
		for (int k = firms; k < 4; k++)
			distinct &= site[k] == 0;
		if (!distinct)
			continue;
		for (int k = 0; k < firms; k++)
			for (int l = 0; l < k; l++)
				if (apart == 0 || (l < apart && k >= apart))
				{
					double		weight = weighted ? kept[k] * kept[l] : 1;

					sum += weight * phi(d, fabs(site_x[site[k]] - site_x[site[l]]), h);
					all += weight;
				}
		*mean += sum / all;
		*square += sum / all * sum / all;
		samples++;
	}
	*mean /= samples;
	*square /= samples;
}

static void
check_samples(bool weighted, int firms, int apart)
{
	Firm		firm[SITES];
	World		w;
	CmKOptions	o = options(16, STEPS, 2);
	CmKResult	r;
	double	   *k;

	for (int i = 0; i < SITES; i++)
		firm[i] = (Firm) {site_x[i], 0, i < (apart > 0 ? apart : firms) ? "a" : i < firms ? "b" : "c", i < firms ? kept[i] : 1};
	w = open_world(CM_PLANE, firm, SITES);
	o.weighted = weighted;
	k = columns_of(&w, &o, 0, apart > 0 ? 1 : 0, &r);
	for (int s = 0; s <= STEPS; s++)
	{
		double		mean,
					square;

		all_samples(weighted, firms, apart, 2 * s, 2, &mean, &square);
		assert_true(fabs(k[CM_K_EXPECTED * (STEPS + 1) + s] - mean) < 1e-11);
		assert_true(fabs(k[CM_K_DEVIATION * (STEPS + 1) + s] - sqrt(fmax(0, square - mean * mean))) < 1e-10);
	}
	cm_release(test_host(), k);
	close_world(&w);
	assert_int_equal(test_allocations(), 0);
}

static void
chance_is_all_samples(void **state)
{
	check_samples(false, 2, 0);
	check_samples(false, 3, 0);
	check_samples(true, 3, 0);
	check_samples(true, 4, 0);
	check_samples(false, 3, 1);
	check_samples(false, 4, 2);
	check_samples(true, 4, 2);
	check_samples(true, 4, 1);
	(void) state;
}

/* Towns across the antimeridian with three industries, one of them in a few towns. */
static World
open_towns(int towns)
{
	Firm	   *firm = cm_resize(test_host(), NULL, 9 * (size_t) towns, sizeof(Firm));
	World		w;
	int			firms = 0;

	test_seed(3);
	for (int t = 0; t < towns; t++)
	{
		double		x = 170 + 20 * test_uniform() * test_uniform(),
					y = -40 + 15 * test_uniform();
		int			size = 1 + (int) test_below(8);

		x -= x > 180 ? 360 : 0;
		for (int f = 0; f < size; f++)
			firm[firms++] = (Firm) {x, y, t % 9 == 0 && f < 3 ? "near" : f % 4 == 0 ? "some" : "all", 1 + (double) test_below(50)};
	}
	w = open_world(CM_SPHERE, firm, firms);
	cm_release(test_host(), firm);
	return w;
}

/* At the same distances: all pairs one by one where steps are few, by bins where they are many. */
static void
check_bins(const World *w, double bandwidth, bool weighted, uint32_t industry, uint32_t other)
{
	const int	times = 20;
	CmKOptions	few = options(1000, 16, bandwidth),
				many = options(1000, 16 * times, bandwidth);
	CmKResult	exact,
				binned;
	double	   *a,
			   *b;

	few.weighted = many.weighted = weighted;
	few.draws = many.draws = 1;
	a = columns_of(w, &few, industry, other, &exact);
	b = columns_of(w, &many, industry, other, &binned);
	assert_true(exact.error == 0 && binned.error > 0);
	if (isnan(bandwidth))
		assert_true(fabs(exact.bandwidth - binned.bandwidth) < 1e-3 * exact.bandwidth);
	for (int s = 0; s <= 16; s++)
		for (int c = CM_K_DENSITY; c <= CM_K_DEVIATION; c++)
		{
			double		x = a[c * 17 + s],
						y = b[c * (16 * times + 1) + s * times];

			double		few_of = c == CM_K_DENSITY ? 2e-3 : c == CM_K_EXPECTED ? 3e-4 : isnan(bandwidth) ? 4e-3 : 1e-3;

			assert_true(c != CM_K_DENSITY || isnan(bandwidth) || fabs(x - y) <= binned.error);
			assert_true(fabs(x - y) < few_of * fmax(x, a[c * 17 + 4]));
		}
	cm_release(test_host(), a);
	cm_release(test_host(), b);
}

static void
bins_and_pairs(void **state)
{
	World		w = open_towns(240);

	assert_int_equal(w.p.industries, 3);
	check_bins(&w, 80, false, 0, 0);
	check_bins(&w, 80, true, 0, 0);
	check_bins(&w, 80, false, 1, 2);
	check_bins(&w, 80, true, 1, 2);
	check_bins(&w, NAN, false, 0, 0);
	check_bins(&w, NAN, true, 1, 2);
	close_world(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* An industry's results are the same bits by itself and among all. */
static void
check_alone(const World *w, const CmKOptions *o)
{
	CmKResult	all[3];
	CmKDensity	d;

	for (uint32_t i = 0; i < 3; i++)
		all[i] = (CmKResult) {.industry = i, .other = i};
	cm_k_density_open(&d, test_host(), &w->p, &w->p, o);
	cm_k_density_find(&d, test_host(), all, 3);
	for (uint32_t i = 0; i < 3; i++)
	{
		CmKResult	alone;
		double	   *k = columns_of(w, o, i, i, &alone);

		assert_memory_equal(k, all[i].column, (size_t) CM_K_COLUMNS * d.points * sizeof(double));
		assert_true(alone.p == all[i].p && alone.gamma == all[i].gamma && alone.psi == all[i].psi && alone.null == all[i].null);
		assert_true(!isnan(alone.p));
		cm_release(test_host(), k);
	}
	for (uint32_t i = 0; i < 3; i++)
		cm_release(test_host(), all[i].column);
	cm_k_density_close(&d, test_host());
}

static void
alone_and_among_all(void **state)
{
	World		w = open_towns(240);
	CmKOptions	o = options(NAN, 16, NAN);

	o.draws = 50;
	check_alone(&w, &o);
	o.steps = 320;
	o.draws = 20;
	check_alone(&w, &o);
	o.weighted = o.near = true;
	check_alone(&w, &o);
	o.bandwidth = 40;
	check_alone(&w, &o);
	close_world(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* A crowded industry is localized, and what bands leave over is what gamma is. */
static void
localized(void **state)
{
	World		w = open_towns(240);
	CmKOptions	o = options(NAN, 64, NAN);
	CmKResult	r;
	double	   *k = columns_of(&w, &o, 1, 1, &r);
	uint32_t	points = 65;
	double		gamma = 0;

	for (uint32_t s = 0; s < points; s++)
	{
		double		upper = k[CM_K_GLOBAL_UPPER * points + s],
					lower = k[CM_K_GLOBAL_LOWER * points + s];

		assert_true(upper >= k[CM_K_LOCAL_UPPER * points + s] && lower <= k[CM_K_LOCAL_LOWER * points + s] && lower >= 0);
		assert_true(k[CM_K_GAMMA * points + s] == fmax(0, k[s] - upper));
		gamma += k[CM_K_GAMMA * points + s];
	}
	assert_true(gamma > 0 && r.gamma > 0 && r.psi == 0 && r.localized_from == 0 && r.p < 0.05);
	cm_release(test_host(), k);
	close_world(&w);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* An industry of the sites of another world; the caller releases the columns. */
static CmKResult
found_among(const World *w, const World *reference, const CmKOptions *o, uint32_t industry, uint32_t other)
{
	CmKResult	r = {.industry = industry, .other = other};
	CmKDensity	d;

	cm_k_density_open(&d, test_host(), &w->p, &reference->p, o);
	cm_k_density_find(&d, test_host(), &r, 1);
	cm_k_density_close(&d, test_host());
	return r;
}

/* What has no distance, no bandwidth, or no site for each firm. */
static void
without(void **state)
{
	const Firm	same[] = {{5, 5, "a", 1}, {5, 5, "a", 1}, {5, 5, "a", 1}},
				firms[] = {{0, 0, "a", 0}, {0, 1, "a", 0}, {3, 0, "a", 0}, {7, 0, "b", 1}};
	World		w = open_world(CM_SPHERE, same, 3),
				other = open_world(CM_SPHERE, firms, 4);
	CmKOptions	o = options(NAN, 4, NAN);
	CmKResult	r;
	double	   *k = columns_of(&w, &o, 0, 0, &r);

	assert_true(k == NULL && isnan(r.bandwidth) && isnan(r.p) && r.null == CM_K_NO_NULL && r.firms == 3);
	o.range = 10;
	assert_null(columns_of(&w, &o, 0, 0, &r));
	o.bandwidth = 2;
	k = columns_of(&w, &o, 0, 0, &r);
	assert_true(fabs(k[0] - phi(0, 0, 2)) < 1e-12 && r.gamma == 0 && r.psi == 0 && r.p == 1);
	cm_release(test_host(), k);
	/* Pairs that weigh nothing, and one firm. */
	o.weighted = true;
	assert_null(columns_of(&other, &o, 0, 0, &r));
	assert_null(columns_of(&other, &o, 1, 1, &r));
	/* Three firms 111 km and more apart, and three sites of a reference at one place: nothing is expected where the firms are. */
	o.weighted = false;
	o.range = 444;
	r = found_among(&other, &w, &o, 0, 0);
	assert_true(r.null == CM_K_DRAWS && r.gamma > 0 && r.localized_from == 111 && r.p < 0.05);
	cm_release(test_host(), r.column);
	/* Fewer sites than firms in both industries. */
	r = found_among(&other, &w, &o, 0, 1);
	assert_true(r.null == CM_K_NO_NULL && !isnan(r.column[0]) && isnan(r.p) && isnan(r.column[CM_K_GAMMA * 5]));
	cm_release(test_host(), r.column);
	close_world(&w);
	close_world(&other);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_a_line),
		cmocka_unit_test(chance_is_all_samples),
		cmocka_unit_test(bins_and_pairs),
		cmocka_unit_test(alone_and_among_all),
		cmocka_unit_test(localized),
		cmocka_unit_test(without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
