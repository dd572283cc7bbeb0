/*
 * test_local_autocorrelation.c: local Moran, Gi and Gi* against the worked
 * example of the literature notes and all permutations of a few units.
 */
#include "square.h"

#include "core/space/conditional.h"
#include "core/space/local_autocorrelation.h"

#include <math.h>
#include <string.h>

#define MOST SQUARE_MOST
#define FEW 6					/* units of which all orders are tried */

typedef struct Found
{
	double		moran[2][MOST][CM_LOCAL_MORAN_COLUMNS];	/* of a population, of a sample */
	double		g[2][MOST][CM_LOCAL_G_COLUMNS];	/* Gi, Gi* */
	double		p[3][MOST];
	double		by_chance[3][MOST];
} Found;

static Found
find(const Square *s, const double *value, uint32_t permutations)
{
	CmGraph		g = square_graph(s);
	CmAmong		among;
	CmStandardized values;
	CmLocal		local;
	Found		found;

	cm_among_open(&among, test_host(), &g, false);
	cm_among_those(&among, test_host(), value);
	cm_standardized_open(&values, test_host(), s->units, value, among.used);
	cm_local_open(&local, test_host(), &among, &values);
	for (uint32_t r = 0; r < s->units; r++)
		for (int k = 0; k < 2; k++)
		{
			cm_local_moran(&local, r, k == 1, found.moran[k][r]);
			cm_local_getis_ord(&local, r, k == 1, found.g[k][r]);
		}
	for (int kind = CM_LOCAL_MORAN; kind <= CM_LOCAL_GI_STAR; kind++)
	{
		cm_local_p(&local, kind, found.p[kind]);
		cm_local_permutation_p(&local, kind, permutations, 1, found.by_chance[kind]);
	}
	cm_local_close(&local, test_host());
	cm_standardized_close(&values, test_host());
	cm_among_close(&among, test_host());
	cm_graph_close(&g, test_host());
	assert_int_equal(test_allocations(), 0);
	return found;
}

static void
assert_near(double value, double expected)
{
	assert_true(fabs(value - expected) <= 1e-12 * fmax(1, fabs(expected)));
}

static const Square chain = {4, {{0, 1, 0, 0}, {1, 0, 1, 0}, {0, 1, 0, 1}, {0, 0, 1, 0}}};
static const double chain_values[] = {1, 2, 4, 5};

static void
the_example(void **state)
{
	static const double moran[] = {0.8, 0.4, 0.4, 0.8},
				expectation[] = {-8.0 / 15, -4.0 / 15, -4.0 / 15, -8.0 / 15},
				variance[] = {224.0 / 225, 104.0 / 225, 104.0 / 225, 224.0 / 225};
	Found		f = find(&chain, chain_values, 9);

	for (int r = 0; r < 4; r++)
	{
		double		score = (moran[r] - expectation[r]) / sqrt(variance[r]);

		assert_near(f.moran[0][r][CM_LOCAL_MORAN_Z], (chain_values[r] - 3) / sqrt(2.5));
		assert_near(f.moran[0][r][CM_LOCAL_MORAN_STATISTIC], moran[r]);
		assert_near(f.moran[0][r][CM_LOCAL_MORAN_EXPECTATION], expectation[r]);
		assert_near(f.moran[0][r][CM_LOCAL_MORAN_VARIANCE], variance[r]);
		assert_near(f.moran[0][r][CM_LOCAL_MORAN_Z_SCORE], score);
		assert_near(f.p[CM_LOCAL_MORAN][r], erfc(score / sqrt(2)));
		/* with n - 1: 3/4 of it */
		assert_near(f.moran[1][r][CM_LOCAL_MORAN_STATISTIC], moran[r] * 0.75);
		assert_near(f.moran[1][r][CM_LOCAL_MORAN_EXPECTATION], expectation[r] * 0.75);
		assert_near(f.moran[1][r][CM_LOCAL_MORAN_VARIANCE], variance[r] * 0.5625);
		assert_near(f.moran[1][r][CM_LOCAL_MORAN_Z_SCORE], score);
		assert_near(f.moran[1][r][CM_LOCAL_MORAN_Z] * f.moran[1][r][CM_LOCAL_MORAN_LAG], moran[r] * 0.75);
	}
	assert_near(f.moran[0][1][CM_LOCAL_MORAN_LAG], (-2 + 1) / sqrt(2.5));
	assert_near(f.g[1][0][CM_LOCAL_G_Z_SCORE], -sqrt(2.7));
	assert_near(f.g[1][1][CM_LOCAL_G_Z_SCORE], -sqrt(1.6));
	assert_near(f.g[1][2][CM_LOCAL_G_Z_SCORE], sqrt(1.6));
	assert_near(f.g[1][3][CM_LOCAL_G_Z_SCORE], sqrt(2.7));
	assert_near(f.g[0][0][CM_LOCAL_G_Z_SCORE], -5 / sqrt(14));
	assert_near(f.g[0][1][CM_LOCAL_G_Z_SCORE], -5 / sqrt(26));
	assert_near(f.p[CM_LOCAL_GI][1], erfc(5 / sqrt(52)));
	assert_near(f.p[CM_LOCAL_GI_STAR][1], erfc(sqrt(0.8)));
	/* shares: of the first 2 of the others' 11, of (1 + 2)/12 with itself */
	assert_near(f.g[0][0][CM_LOCAL_G_STATISTIC], 2.0 / 11);
	assert_near(f.g[0][0][CM_LOCAL_G_EXPECTATION], 1.0 / 3);
	assert_near(f.g[1][0][CM_LOCAL_G_STATISTIC], 3.0 / 12);
	assert_near(f.g[1][0][CM_LOCAL_G_EXPECTATION], 0.5);
	for (int star = 0; star < 2; star++)
		for (int r = 0; r < 4; r++)
		{
			const double *row = f.g[star][r];

			assert_near((row[CM_LOCAL_G_STATISTIC] - row[CM_LOCAL_G_EXPECTATION]) / sqrt(row[CM_LOCAL_G_VARIANCE]), row[CM_LOCAL_G_Z_SCORE]);
		}
	(void) state;
}

/* One more permutation of a unit's others, or of all: adds what its lag is. */
typedef struct Moments
{
	double		count;
	double		sum;
	double		squares;
	double		above;
	double		below;
} Moments;

/* All orders of the values from `depth` on, which are those of all units but `fixed` (MOST: none is). */
static void
enumerate(const Square *s, double *value, uint32_t depth, uint32_t fixed, uint32_t unit, const double *weight, double observed, Moments *m)
{
	if (depth == s->units)
	{
		double		lag = -observed;

		for (uint32_t c = 0; c < s->units; c++)
			lag += weight[c] * value[c];
		m->count++;
		m->sum += lag;
		m->squares += lag * lag;
		m->above += lag >= -1e-10;
		m->below += lag <= 1e-10;
		return;
	}
	if (depth == fixed)
	{
		enumerate(s, value, depth + 1, fixed, unit, weight, observed, m);
		return;
	}
	for (uint32_t k = depth; k < s->units; k++)
	{
		double		first = value[depth];

		if (k == fixed)
			continue;
		value[depth] = value[k];
		value[k] = first;
		enumerate(s, value, depth + 1, fixed, unit, weight, observed, m);
		value[k] = value[depth];
		value[depth] = first;
	}
}

static Moments
enumerated(const Square *s, const double *value, uint32_t fixed, uint32_t unit, const double *weight)
{
	Moments		m = {0};
	double		order[MOST],
				observed = 0;

	memcpy(order, value, sizeof(order));
	for (uint32_t c = 0; c < s->units; c++)
		observed += weight[c] * value[c];
	enumerate(s, order, 0, fixed, unit, weight, observed, &m);
	m.sum /= m.count;
	m.squares = m.squares / m.count - m.sum * m.sum;
	return m;
}

/* Of the unit's row of weights without itself, and with itself as Gi* has it. */
static void
assert_unit(const Square *s, const double *value, uint32_t r, const Found *f, uint32_t permutations)
{
	double		others[MOST] = {0},
				star[MOST],
				sum = 0,
				degree = 0,
				deviation = 0,
				mean = 0,
				p;
	Moments		m;

	for (uint32_t c = 0; c < s->units; c++)
	{
		others[c] = r == c ? 0 : s->weight[r][c];
		sum += others[c];
		degree += others[c] > 0;
		mean += value[c] / s->units;
	}
	for (uint32_t c = 0; c < s->units; c++)
		deviation += (value[c] - mean) * (value[c] - mean) / s->units;
	memcpy(star, others, sizeof(star));
	star[r] = s->weight[r][r] > 0 ? s->weight[r][r] : degree > 0 ? sum / degree : 1;
	m = enumerated(s, value, MOST, r, star);
	if (m.squares > 1e-12)
		assert_true(fabs(f->g[1][r][CM_LOCAL_G_Z_SCORE] + m.sum / sqrt(m.squares)) < 1e-9);
	if (degree == 0)
	{
		assert_true(isnan(f->moran[0][r][CM_LOCAL_MORAN_LAG]) && isnan(f->moran[0][r][CM_LOCAL_MORAN_STATISTIC]));
		assert_true(isnan(f->g[0][r][CM_LOCAL_G_STATISTIC]) && isnan(f->p[CM_LOCAL_MORAN][r]) && isnan(f->by_chance[CM_LOCAL_GI][r]));
		return;
	}
	m = enumerated(s, value, r, r, others);
	assert_true(fabs(f->moran[0][r][CM_LOCAL_MORAN_VARIANCE] - m.squares * (value[r] - mean) * (value[r] - mean) / deviation / deviation) < 1e-9);
	if (m.squares < 1e-12)
	{
		assert_true(isnan(f->g[0][r][CM_LOCAL_G_Z_SCORE]) && isnan(f->by_chance[CM_LOCAL_GI][r]));
		return;
	}
	assert_true(fabs(f->g[0][r][CM_LOCAL_G_Z_SCORE] + m.sum / sqrt(m.squares)) < 1e-9);
	p = fmin(1, 2 * fmin(m.above, m.below) / m.count);
	assert_true(fabs(f->by_chance[CM_LOCAL_GI][r] - p) < 5 * 2 * sqrt(p / 2 / permutations) + 4.0 / permutations);
	assert_true(f->by_chance[CM_LOCAL_GI_STAR][r] == f->by_chance[CM_LOCAL_GI][r]);
	if (value[r] != mean)
		assert_true(f->by_chance[CM_LOCAL_MORAN][r] == f->by_chance[CM_LOCAL_GI][r]);
}

static void
all_permutations(void **state)
{
	test_seed(84);
	for (uint32_t units = 3; units <= FEW; units++)
		for (int k = 0; k < 8; k++)
		{
			Square		s = {.units = units};
			double		value[MOST] = {0};
			bool		equal = k % 2 == 0;
			Found		f;

			for (uint32_t r = 0; r < units; r++)
			{
				value[r] = k % 4 < 2 ? (double) test_below(3) + r / 3 : exp(2 * test_normal());
				for (uint32_t c = 0; c < units; c++)
					if ((r != c || k >= 6) && test_below(3) > 0)
						s.weight[r][c] = equal ? 0.25 : 0.1 + test_uniform();
			}
			/* the numbers of permutations are whole parts of those looked at together, and not */
			f = find(&s, value, k % 3 == 0 ? 4096 : 4001);
			for (uint32_t r = 0; r < units; r++)
				assert_unit(&s, value, r, &f, 4000);
		}
	(void) state;
}

/* What is found of one unit of many, whose weights are equal and then differ by hardly anything, is the same. */
static void
sorted_sums(void **state)
{
	enum {UNITS = 600, NEAR = 7};
	double		value[UNITS],
				p[2][UNITS];
	uint64_t	start[UNITS + 1];
	uint32_t	to[UNITS * NEAR];
	double		weight[UNITS * NEAR];
	bool		used[UNITS];
	CmGraph		g = {UNITS, UNITS * NEAR, start, to, weight};
	CmStandardized values;
	double		lag[UNITS];

	test_seed(85);
	for (uint32_t r = 0; r < UNITS; r++)
	{
		used[r] = true;
		value[r] = exp(test_normal());
	}
	cm_standardized_open(&values, test_host(), UNITS, value, used);
	for (int differ = 0; differ < 2; differ++)
	{
		for (uint32_t r = 0; r <= UNITS; r++)
			start[r] = (uint64_t) r * NEAR;
		for (uint32_t r = 0; r < UNITS; r++)
		{
			lag[r] = 0;
			for (uint32_t k = 0; k < NEAR; k++)
			{
				to[r * NEAR + k] = (r + k + 1) % UNITS;
				weight[r * NEAR + k] = 1.0 / NEAR * (1 + differ * (k % 2) * 1e-15);
				lag[r] += weight[r * NEAR + k] * values.z[(r + k + 1) % UNITS];
			}
		}
		cm_conditional_p(test_host(), &g, &values, lag, 999, 7, p[differ]);
	}
	for (uint32_t r = 0; r < UNITS; r++)
		assert_true(p[0][r] == p[1][r] && p[0][r] >= 0.002 && p[0][r] <= 1);
	cm_standardized_close(&values, test_host());
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* One plant among nothing: those who do not have it see it or not; its own others are all equal. */
static void
one_plant(void **state)
{
	static const double values[] = {0, 0, 0.1, 0};
	Found		f = find(&chain, values, 99);

	assert_true(f.moran[0][2][CM_LOCAL_MORAN_VARIANCE] == 0 && isnan(f.moran[0][2][CM_LOCAL_MORAN_Z_SCORE]));
	assert_true(isnan(f.p[CM_LOCAL_GI][2]) && isnan(f.by_chance[CM_LOCAL_MORAN][2]) && isfinite(f.g[1][2][CM_LOCAL_G_Z_SCORE]));
	assert_true(isnan(f.g[0][2][CM_LOCAL_G_STATISTIC]));
	assert_true(f.g[0][0][CM_LOCAL_G_STATISTIC] == 0 && f.g[0][1][CM_LOCAL_G_STATISTIC] == 1);
	/* z of 0 is -1/sqrt 3 and of the plant sqrt 3: lag and sums of the others are as by hand */
	assert_near(f.moran[0][1][CM_LOCAL_MORAN_STATISTIC], -(sqrt(3) - 1 / sqrt(3)) / sqrt(3));
	(void) state;
}

static void
undefined(void **state)
{
	static const double equal[] = {0.1, 0.1, 0.1, 0.1},
				middle[] = {1, 2, 3, 2};
	Square		unknown = chain;
	Found		f = find(&chain, equal, 9);

	for (int r = 0; r < 4; r++)
		assert_true(isnan(f.moran[0][r][CM_LOCAL_MORAN_Z]) && isnan(f.moran[0][r][CM_LOCAL_MORAN_STATISTIC]) &&
					isnan(f.g[1][r][CM_LOCAL_G_Z_SCORE]) && isnan(f.g[0][r][CM_LOCAL_G_STATISTIC]) && isnan(f.p[CM_LOCAL_GI_STAR][r]) && isnan(f.by_chance[CM_LOCAL_GI][r]));
	/* z = 0 has I = 0 always, and Gi */
	f = find(&chain, middle, 9);
	assert_true(f.moran[0][1][CM_LOCAL_MORAN_STATISTIC] == 0 && isnan(f.p[CM_LOCAL_MORAN][1]) && isnan(f.by_chance[CM_LOCAL_MORAN][1]));
	assert_true(isfinite(f.p[CM_LOCAL_GI][1]) && isfinite(f.by_chance[CM_LOCAL_GI][1]));
	unknown.weight[1][0] = NAN;
	f = find(&unknown, chain_values, 9);
	assert_true(isnan(f.moran[0][1][CM_LOCAL_MORAN_STATISTIC]) && isnan(f.by_chance[CM_LOCAL_GI][1]));
	assert_near(f.moran[0][0][CM_LOCAL_MORAN_STATISTIC], 0.8);
	(void) state;
}

static void
quadrants(void **state)
{
	assert_string_equal(cm_local_quadrant(1, 2), "high-high");
	assert_string_equal(cm_local_quadrant(1, -2), "high-low");
	assert_string_equal(cm_local_quadrant(-1, 2), "low-high");
	assert_string_equal(cm_local_quadrant(-1, -2), "low-low");
	assert_null(cm_local_quadrant(0, 1));
	assert_null(cm_local_quadrant(1, 0));
	assert_null(cm_local_quadrant(1, NAN));
	(void) state;
}

/* Weights and values in other units: the same bits where units are powers of two. */
static void
any_unit(void **state)
{
	Square		far = chain;
	double		other[4];
	Found		f = find(&chain, chain_values, 99),
				g;

	for (int r = 0; r < 4; r++)
	{
		other[r] = ldexp(chain_values[r], -1070);
		for (int c = 0; c < 4; c++)
			far.weight[r][c] = ldexp(chain.weight[r][c], 1000);
	}
	g = find(&far, other, 99);
	for (int r = 0; r < 4; r++)
	{
		assert_near(g.moran[0][r][CM_LOCAL_MORAN_STATISTIC], ldexp(f.moran[0][r][CM_LOCAL_MORAN_STATISTIC], 1000));
		assert_near(g.moran[0][r][CM_LOCAL_MORAN_Z_SCORE], f.moran[0][r][CM_LOCAL_MORAN_Z_SCORE]);
		assert_true(isnan(g.moran[0][r][CM_LOCAL_MORAN_VARIANCE]));	/* beyond doubles */
		assert_near(g.g[1][r][CM_LOCAL_G_Z_SCORE], f.g[1][r][CM_LOCAL_G_Z_SCORE]);
		assert_true(g.by_chance[CM_LOCAL_GI][r] == f.by_chance[CM_LOCAL_GI][r]);
	}
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example),
		cmocka_unit_test(all_permutations),
		cmocka_unit_test(sorted_sums),
		cmocka_unit_test(one_plant),
		cmocka_unit_test(undefined),
		cmocka_unit_test(quadrants),
		cmocka_unit_test(any_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
