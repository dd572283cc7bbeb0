/*
 * test_autocorrelation.c: Moran, Geary and Getis-Ord against the worked example
 * of the literature notes and all permutations of a few units.
 */
#include "square.h"

#include "core/space/autocorrelation.h"

#include <math.h>
#include <string.h>

#define MOST SQUARE_MOST

/* What is found of values, with a p-value of permutations in the last column. */
typedef struct Found
{
	double		row[3][CM_AUTO_COLUMNS + 1];
	uint32_t	units;
	uint32_t	islands;
	uint64_t	links;
	CmWeightSums weights;
} Found;

static Found
find(const Square *s, const double *value, bool drop_islands, uint32_t permutations)
{
	CmGraph		g = square_graph(s);
	CmAmong		among;
	CmStandardized values;
	CmAutocorrelated a;
	Found		found;

	cm_among_open(&among, test_host(), &g, drop_islands);
	cm_among_those(&among, test_host(), value);
	cm_standardized_open(&values, test_host(), s->units, value, among.used);
	a = (CmAutocorrelated) {&among, &values, cm_weight_sums(&among.links, test_host())};
	for (int kind = CM_MORAN; kind <= CM_GETIS_ORD; kind++)
	{
		cm_autocorrelation(&a, test_host(), kind, found.row[kind]);
		found.row[kind][CM_AUTO_COLUMNS] = cm_autocorrelation_p(&a, test_host(), kind, permutations, 1);
	}
	found.units = among.count;
	found.islands = among.islands;
	found.links = among.links.links;
	found.weights = a.weights;
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
	Found		f = find(&chain, chain_values, false, 0);

	assert_int_equal(f.units, 4);
	assert_int_equal(f.islands, 0);
	assert_int_equal(f.links, 6);
	assert_near(f.weights.s0, 6);
	assert_near(f.weights.s1, 12);
	assert_near(f.weights.s2, 40);
	assert_near(f.row[CM_MORAN][CM_AUTO_STATISTIC], 0.4);
	assert_near(f.row[CM_MORAN][CM_AUTO_EXPECTATION], -1.0 / 3);
	assert_near(f.row[CM_MORAN][CM_AUTO_VARIANCE], 31.0 / 135);
	assert_near(f.row[CM_MORAN][CM_AUTO_Z], (0.4 + 1.0 / 3) / sqrt(31.0 / 135));
	assert_near(f.row[CM_MORAN][CM_AUTO_P], erfc((0.4 + 1.0 / 3) / sqrt(31.0 / 135) / sqrt(2)));
	assert_near(f.row[CM_MORAN][CM_AUTO_VARIANCE_NORMALITY], 4.0 / 27);
	assert_near(f.row[CM_MORAN][CM_AUTO_Z_NORMALITY], (0.4 + 1.0 / 3) / sqrt(4.0 / 27));
	assert_near(f.row[CM_GEARY][CM_AUTO_STATISTIC], 0.3);
	assert_near(f.row[CM_GEARY][CM_AUTO_EXPECTATION], 1);
	assert_near(f.row[CM_GEARY][CM_AUTO_VARIANCE], 91.0 / 600);
	assert_near(f.row[CM_GEARY][CM_AUTO_Z], -0.7 / sqrt(91.0 / 600));
	assert_near(f.row[CM_GEARY][CM_AUTO_VARIANCE_NORMALITY], 2.0 / 15);
	assert_near(f.row[CM_GETIS_ORD][CM_AUTO_STATISTIC], 30.0 / 49);
	assert_near(f.row[CM_GETIS_ORD][CM_AUTO_EXPECTATION], 0.5);
	assert_true(isnan(f.row[CM_GETIS_ORD][CM_AUTO_VARIANCE_NORMALITY]));
	assert_true(isnan(f.row[CM_MORAN][CM_AUTO_COLUMNS]));
	(void) state;
}

/* Calls for each permutation of 0 .. n-1. */
static void
for_all_permutations(uint32_t n, uint32_t depth, uint32_t *order, void (*visit) (const uint32_t *order, void *context), void *context)
{
	if (depth == n)
		visit(order, context);
	for (uint32_t k = depth; k < n; k++)
	{
		uint32_t	first = order[depth];

		order[depth] = order[k];
		order[k] = first;
		for_all_permutations(n, depth + 1, order, visit, context);
		order[k] = order[depth];
		order[depth] = first;
	}
}

/* The definitions, of values in any order. */
typedef struct Enumeration
{
	const Square *square;
	const double *value;
	double		observed[3];
	double		count;
	double		sum[3];
	double		squares[3];
	double		above[3];
	double		below[3];
} Enumeration;

static void
by_definition(const Square *s, const double *y, double *statistic)
{
	double		n = s->units,
				mean = 0,
				s0 = 0,
				squares = 0,
				cross = 0,
				apart = 0,
				near = 0,
				all = 0;

	for (uint32_t r = 0; r < s->units; r++)
		mean += y[r] / n;
	for (uint32_t r = 0; r < s->units; r++)
	{
		squares += (y[r] - mean) * (y[r] - mean);
		for (uint32_t c = 0; c < s->units; c++)
		{
			double		w = r == c ? 0 : s->weight[r][c];

			s0 += w;
			cross += w * (y[r] - mean) * (y[c] - mean);
			apart += w * (y[r] - y[c]) * (y[r] - y[c]);
			near += w * y[r] * y[c];
			all += r == c ? 0 : y[r] * y[c];
		}
	}
	statistic[CM_MORAN] = n / s0 * cross / squares;
	statistic[CM_GEARY] = (n - 1) * apart / (2 * s0 * squares);
	statistic[CM_GETIS_ORD] = near / all;
}

static void
visit(const uint32_t *order, void *context)
{
	Enumeration *e = context;
	double		y[MOST],
				statistic[3];

	for (uint32_t r = 0; r < e->square->units; r++)
		y[r] = e->value[order[r]];
	by_definition(e->square, y, statistic);
	e->count++;
	for (int kind = 0; kind < 3; kind++)
	{
		e->sum[kind] += statistic[kind] - e->observed[kind];
		e->squares[kind] += (statistic[kind] - e->observed[kind]) * (statistic[kind] - e->observed[kind]);
		e->above[kind] += statistic[kind] >= e->observed[kind] - 1e-10;
		e->below[kind] += statistic[kind] <= e->observed[kind] + 1e-10;
	}
}

static void
assert_enumerated(const Square *s, const double *value, uint32_t permutations)
{
	Found		f = find(s, value, false, permutations);
	Enumeration e = {.square = s, .value = value};
	uint32_t	order[MOST] = {0, 1, 2, 3, 4, 5, 6};

	by_definition(s, value, e.observed);
	for_all_permutations(s->units, 0, order, visit, &e);
	for (int kind = 0; kind < 3; kind++)
	{
		const double *row = f.row[kind];
		double		mean = e.sum[kind] / e.count,
					variance = e.squares[kind] / e.count - mean * mean,
					p = fmin(1, 2 * fmin(e.above[kind], e.below[kind]) / e.count);

		assert_true(fabs(row[CM_AUTO_STATISTIC] - e.observed[kind]) < 1e-11);
		assert_true(fabs(row[CM_AUTO_EXPECTATION] - e.observed[kind] - mean) < 1e-11);
		assert_true(fabs(row[CM_AUTO_VARIANCE] / variance - 1) < 1e-8);
		assert_true(fabs(row[CM_AUTO_Z] * sqrt(variance) + mean) < 1e-8);
		if (permutations > 0)
			assert_true(fabs(row[CM_AUTO_COLUMNS] - p) < 5 * 2 * sqrt(p / 2 / permutations) + 2.0 / permutations);
	}
}

static Square
random_square(uint32_t units, bool own)
{
	Square		s = {.units = units};

	for (uint32_t r = 0; r < units; r++)
		for (uint32_t c = 0; c < units; c++)
			if ((r != c || own) && test_below(3) > 0)
				s.weight[r][c] = 0.1 + test_uniform();
	return s;
}

static void
all_permutations(void **state)
{
	test_seed(83);
	for (uint32_t units = 4; units <= MOST; units++)
		for (int k = 0; k < 3; k++)
		{
			Square		s = random_square(units, k == 2);
			double		value[MOST];

			for (uint32_t r = 0; r < units; r++)
				value[r] = k == 0 ? (double) test_below(3) + r / 3 : exp(2 * test_normal());
			assert_enumerated(&s, value, units < 6 ? 4000 : 0);
		}
	(void) state;
}

static void
assert_same(const Found *a, const Found *b)
{
	for (int kind = 0; kind < 3; kind++)
		for (int k = 0; k <= CM_AUTO_COLUMNS; k++)
			assert_true(a->row[kind][k] == b->row[kind][k] || (isnan(a->row[kind][k]) && isnan(b->row[kind][k])));
}

/* Powers of two change no bit; G is of the weights' unit. */
static void
any_unit(void **state)
{
	Square		s,
				far;
	double		value[MOST],
				other[MOST];
	Found		f,
				g;

	test_seed(84);
	s = random_square(MOST, false);
	far = s;
	for (uint32_t r = 0; r < MOST; r++)
		value[r] = 1 + test_uniform();
	f = find(&s, value, false, 99);
	for (int sign = -1; sign <= 1; sign += 2)
	{
		for (uint32_t r = 0; r < MOST; r++)
			other[r] = ldexp(value[r], sign * 1020);
		g = find(&s, other, false, 99);
		assert_same(&f, &g);
		for (uint32_t r = 0; r < MOST; r++)
			for (uint32_t c = 0; c < MOST; c++)
				far.weight[r][c] = ldexp(s.weight[r][c], sign * 900);
		g = find(&far, value, false, 99);
		assert_true(g.row[CM_GETIS_ORD][CM_AUTO_STATISTIC] == ldexp(f.row[CM_GETIS_ORD][CM_AUTO_STATISTIC], sign * 900));
		for (int k = CM_AUTO_STATISTIC; k <= CM_AUTO_VARIANCE; k++)
			g.row[CM_GETIS_ORD][k] = f.row[CM_GETIS_ORD][k];
		for (int kind = 0; kind < 3; kind++)
			for (int k = 0; k <= CM_AUTO_COLUMNS; k++)
				if (!isnan(f.row[kind][k]))
					assert_near(g.row[kind][k], f.row[kind][k]);
	}
	(void) state;
}

/* A mean of 2^40 beside differences of thousandths, which are exact in binary, changes nothing but G. */
static void
large_mean(void **state)
{
	Square		s;
	double		value[MOST],
				other[MOST];
	Found		f,
				g;

	test_seed(85);
	s = random_square(MOST, false);
	for (uint32_t r = 0; r < MOST; r++)
	{
		value[r] = (double) test_below(4096) / 1024;
		other[r] = value[r] + 0x1p40;
	}
	f = find(&s, value, false, 99);
	g = find(&s, other, false, 99);
	for (int kind = CM_MORAN; kind <= CM_GEARY; kind++)
		for (int k = 0; k <= CM_AUTO_COLUMNS; k++)
			assert_near(g.row[kind][k], f.row[kind][k]);
	/* G is then linear in what units weigh: 1 + (y_r + y_s)/mean, and so is its test. */
	assert_near(g.row[CM_GETIS_ORD][CM_AUTO_STATISTIC] / g.row[CM_GETIS_ORD][CM_AUTO_EXPECTATION], 1);
	{
		double		both[MOST] = {0},
					mean = 0,
					z = 0,
					weights = 0,
					of_weights = 0,
					of_values = 0;

		for (uint32_t r = 0; r < MOST; r++)
		{
			mean += value[r] / MOST;
			for (uint32_t c = 0; c < MOST; c++)
				both[r] += s.weight[r][c] + s.weight[c][r];
			weights += both[r] / MOST;
		}
		for (uint32_t r = 0; r < MOST; r++)
		{
			z += both[r] * (value[r] - mean);
			of_weights += (both[r] - weights) * (both[r] - weights);
			of_values += (value[r] - mean) * (value[r] - mean);
		}
		assert_true(fabs(g.row[CM_GETIS_ORD][CM_AUTO_Z] - z / sqrt(of_weights * of_values / (MOST - 1))) < 1e-10);
	}
	(void) state;
}

static void
assert_undefined(const Found *f)
{
	for (int kind = 0; kind < 3; kind++)
		for (int k = 0; k <= CM_AUTO_COLUMNS; k++)
			assert_true(isnan(f->row[kind][k]));
}

static void
nothing_to_tell(void **state)
{
	static const double equal[] = {0.1, 0.1, 0.1, 0.1},
				one[] = {3, NAN, NAN, NAN},
				none[] = {NAN, NAN, NAN, INFINITY},
				apart[] = {1, NAN, 2, NAN},
				negative[] = {-1, 2, 4, 5},
				single[] = {0, 0, 7, 0};
	Square		complete = {5, {{0, 1, 1, 1, 1}, {1, 0, 1, 1, 1}, {1, 1, 0, 1, 1}, {1, 1, 1, 0, 1}, {1, 1, 1, 1, 0}}};
	Square		unknown = chain;
	static const double values[] = {1, 2, 4, 5, 0.1};
	Found		f = find(&chain, equal, false, 9);

	assert_undefined(&f);
	f = find(&chain, one, false, 9);
	assert_undefined(&f);
	assert_true(f.units == 1 && f.islands == 1 && f.links == 0);
	f = find(&chain, none, false, 9);
	assert_undefined(&f);
	assert_int_equal(f.units, 0);
	f = find(&chain, apart, false, 9);
	assert_undefined(&f);
	unknown.weight[2][1] = NAN;
	f = find(&unknown, chain_values, false, 9);
	assert_undefined(&f);
	/* G is of values of 0 or more, two of them above 0. */
	f = find(&chain, negative, false, 9);
	assert_true(isnan(f.row[CM_GETIS_ORD][CM_AUTO_STATISTIC]) && isnan(f.row[CM_GETIS_ORD][CM_AUTO_COLUMNS]));
	assert_true(isfinite(f.row[CM_MORAN][CM_AUTO_Z]));
	f = find(&chain, single, false, 9);
	assert_true(isnan(f.row[CM_GETIS_ORD][CM_AUTO_STATISTIC]) && isnan(f.row[CM_GETIS_ORD][CM_AUTO_COLUMNS]));
	/* Where all are neighbours of all no permutation changes anything. */
	f = find(&complete, values, false, 9);
	for (int kind = 0; kind < 3; kind++)
	{
		assert_true(f.row[kind][CM_AUTO_VARIANCE] == 0 && isnan(f.row[kind][CM_AUTO_Z]));
		assert_near(f.row[kind][CM_AUTO_STATISTIC], f.row[kind][CM_AUTO_EXPECTATION]);
		assert_true(f.row[kind][CM_AUTO_COLUMNS] == 1);
	}
	(void) state;
}

/* A unit without links counts in n, or it is as if it were not there; one without a value never is. */
static void
islands(void **state)
{
	Square		more = {6, {{0, 1}, {1, 0, 0, 1}, {0}, {0, 1, 0, 0, 1}, {0, 0, 0, 1, 0, 5}, {0, 0, 5, 0, 5, 9}}};
	static const double values[] = {1, 2, 9, 4, 5, NAN};
	Found		f = find(&chain, chain_values, false, 0),
				g = find(&more, values, true, 0);

	assert_same(&f, &g);
	assert_true(g.units == 4 && g.islands == 1 && g.links == 6);
	g = find(&more, values, false, 0);
	assert_true(g.units == 5 && g.islands == 1 && g.links == 6);
	/* mean 4.2, z -3.2 -2.2 4.8 -.2 .8: I = 5/6 * 2 * (7.04 + .44 - .16) / 38.8 */
	assert_near(g.row[CM_MORAN][CM_AUTO_STATISTIC], 5.0 / 6 * 2 * 7.32 / 38.8);
	assert_near(g.row[CM_MORAN][CM_AUTO_EXPECTATION], -0.25);
	(void) state;
}

/* Values come and go: links are those of the graph itself, some of them, and itself again. */
static void
other_units_in_turn(void **state)
{
	static const double some[] = {1, NAN, 4, 5};
	CmGraph		g = square_graph(&chain);
	CmAmong		a;

	cm_among_open(&a, test_host(), &g, false);
	for (int turn = 0; turn < 2; turn++)
	{
		assert_true(cm_among_those(&a, test_host(), chain_values));
		assert_true(a.count == 4 && a.islands == 0 && a.links.links == 6 && a.links.to == g.to);
		assert_false(cm_among_those(&a, test_host(), chain_values));
		assert_true(cm_among_those(&a, test_host(), some));
		assert_true(a.count == 3 && a.islands == 1 && a.links.links == 2 && a.links.to[0] == 3 && a.links.to[1] == 2);
	}
	cm_among_close(&a, test_host());
	cm_graph_close(&g, test_host());
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example),
		cmocka_unit_test(all_permutations),
		cmocka_unit_test(any_unit),
		cmocka_unit_test(large_mean),
		cmocka_unit_test(nothing_to_tell),
		cmocka_unit_test(islands),
		cmocka_unit_test(other_units_in_turn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
