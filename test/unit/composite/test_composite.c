/*
 * test_composite.c: normalisations, weights and means against their definitions
 * in long double, on random tables with gaps and ties.
 */
#include "host.h"

#include "core/composite/composite.h"
#include "core/composite/composite_weights.h"

#include <math.h>
#include <string.h>

enum {ROWS = 23, COLUMNS = 5};

static double number[ROWS * COLUMNS];

static CmNumbers
table(size_t rows, size_t columns)
{
	return (CmNumbers) {number, rows, columns};
}

static void
assert_close(double value, long double expected, double tolerance)
{
	assert_true(isnan(value) == isnan((double) expected));
	assert_true(isnan(value) || fabsl(value - expected) <= tolerance * fmaxl(1, fabsl(expected)));
}

/* Some numbers are missing, some equal. */
static void
fill(size_t rows, size_t columns, bool gaps)
{
	for (size_t i = 0; i < rows * columns; i++)
		number[i] = gaps && test_below(20) == 0 ? NAN : (double) (1 + test_below(30)) / 7;
}

/* The rows of the table in another order. */
static void
shuffle(size_t rows, size_t columns)
{
	for (size_t i = rows - 1; i > 0; i--)
	{
		size_t		j = test_below(i + 1);

		for (size_t k = 0; k < columns; k++)
		{
			double		swap = number[i * columns + k];

			number[i * columns + k] = number[j * columns + k];
			number[j * columns + k] = swap;
		}
	}
}

/* Normalising ------------------------------------------------------------ */

typedef struct Known
{
	size_t		count;
	long double sum;
	long double squares;		/* around the mean */
	double		least;
	double		most;
} Known;

static Known
known_of(const double *x, size_t rows)
{
	Known		known = {0, 0, 0, INFINITY, -INFINITY};

	for (size_t i = 0; i < rows; i++)
		if (!isnan(x[i]))
		{
			known.count++;
			known.sum += x[i];
			known.least = fmin(known.least, x[i]);
			known.most = fmax(known.most, x[i]);
		}
	for (size_t i = 0; i < rows; i++)
		if (!isnan(x[i]))
			known.squares += powl(x[i] - known.sum / known.count, 2);
	return known;
}

/* Places counted one by one. */
static double
rank_by_counting(const double *x, size_t rows, size_t row, CmTies ties)
{
	size_t		below = 0,
				equal = 0;

	for (size_t i = 0; i < rows; i++)
	{
		below += x[i] < x[row];
		equal += x[i] == x[row];
	}
	if (ties == CM_TIES_AVERAGE)
		return (double) below + ((double) equal + 1) / 2;
	return (double) (below + (ties == CM_TIES_MIN ? 1 : equal));
}

static long double
expected_normal(CmNormalization method, CmTies ties, const double *x, size_t rows, size_t row)
{
	Known		known = known_of(x, rows);

	if (isnan(x[row]))
		return NAN;
	switch (method)
	{
		case CM_NORMALIZE_MIN_MAX:
			return known.most == known.least ? NAN : ((long double) x[row] - known.least) / ((long double) known.most - known.least);
		case CM_NORMALIZE_Z:
			return known.most == known.least ? NAN : (x[row] - known.sum / known.count) / sqrtl(known.squares / (known.count - 1));
		case CM_NORMALIZE_RANK:
			return rank_by_counting(x, rows, row, ties);
		default:
			return known.count == 1 ? NAN : (rank_by_counting(x, rows, row, ties) - 1) / (known.count - 1.0L);
	}
}

static void
check_normalize(CmNormalization method, CmTies ties, bool reversed, size_t rows)
{
	double		x[ROWS],
				turned[ROWS];

	for (size_t i = 0; i < rows; i++)
	{
		x[i] = test_below(6) == 0 ? NAN : ((double) test_below(9) - 4) / 3;
		turned[i] = reversed ? -x[i] : x[i];
	}
	cm_normalize(test_host(), method, ties, reversed, x, rows);
	for (size_t i = 0; i < rows; i++)
		assert_close(x[i], expected_normal(method, ties, turned, rows, i), 1e-14);
}

static void
normalizing_follows_the_definitions(void **state)
{
	for (int round = 0; round < 200; round++)
		for (int method = 0; method < 4; method++)
			for (int ties = 0; ties < 3; ties++)
				check_normalize((CmNormalization) method, (CmTies) ties, round % 2 == 1, test_below(ROWS + 1));
	assert_int_equal(test_allocations(), 0);
}

static void
positions_are_clamped(void **state)
{
	for (int round = 0; round < 1000; round++)
	{
		double		a = (double) test_below(100) - 50,
					b = a + 1 + (double) test_below(50),
					x = (double) test_below(300) - 150;

		assert_close(cm_goalpost(x, a, b), fminl(1, fmaxl(0, ((long double) x - a) / (b - a))), 1e-15);
		assert_close(cm_goalpost(x, b, a), fminl(1, fmaxl(0, (b - (long double) x) / (b - a))), 1e-15);
		assert_close(cm_risk_ramp(x, a, b), fminl(1, fmaxl(0, 1 / 3.0L + ((long double) x - a) / (3 * (b - a)))), 1e-15);
		assert_true(cm_risk_ramp(b, a, b) == 2.0 / 3 && cm_risk_ramp(a, a, b) == 1.0 / 3);
	}
}

/* Weights ------------------------------------------------------------------- */

static bool
complete(size_t row)
{
	for (int k = 0; k < COLUMNS; k++)
		if (isnan(number[row * COLUMNS + k]))
			return false;
	return true;
}

/* A column of the rows without a gap; returns their number. */
static size_t
take_column(int k, double *x)
{
	size_t		count = 0;

	for (size_t i = 0; i < ROWS; i++)
		if (complete(i))
			x[count++] = number[i * COLUMNS + k];
	return count;
}

static long double
expected_entropy_part(const double *x, size_t rows)
{
	long double entropy = 0;
	Known		known = known_of(x, rows);

	for (size_t i = 0; i < rows; i++)
		entropy -= x[i] == 0 ? 0 : x[i] / known.sum * logl(x[i] / known.sum);
	return 1 - entropy / logl(rows);
}

static long double
expected_correlation(const double *x, const double *y, size_t rows)
{
	Known		a = known_of(x, rows),
				b = known_of(y, rows);
	long double sum = 0;

	for (size_t i = 0; i < rows; i++)
		sum += (x[i] - a.sum / rows) * (y[i] - b.sum / rows);
	return sum / sqrtl(a.squares * b.squares);
}

static long double
expected_critic_part(const double x[COLUMNS][ROWS], size_t rows, int k)
{
	Known		known = known_of(x[k], rows);
	long double conflict = 0;

	for (int l = 0; l < COLUMNS; l++)
		conflict += 1 - expected_correlation(x[k], x[l], rows);
	return sqrtl(known.squares / rows) / (known.most - known.least) * conflict;
}

static void
assert_shares(const double *weight, const long double *part)
{
	long double sum = 0;

	for (int k = 0; k < COLUMNS; k++)
		sum += part[k];
	for (int k = 0; k < COLUMNS; k++)
		assert_close(weight[k], part[k] / sum, 1e-13);
}

/* Loadings l, of squares w, are a vector that correlations only lengthen, the most of all: no random vector is lengthened more. */
static void
assert_principal(double r[COLUMNS][COLUMNS], const double *weight)
{
	double		best = 0;
	double		random[COLUMNS];

	for (int signs = 0; signs < 1 << COLUMNS; signs++)
	{
		double		worst = 0,
					length = 0,
					image[COLUMNS] = {0};

		for (int i = 0; i < COLUMNS; i++)
			for (int j = 0; j < COLUMNS; j++)
				image[i] += r[i][j] * sqrt(weight[j]) * (signs >> j & 1 ? -1 : 1);
		for (int i = 0; i < COLUMNS; i++)
			length += image[i] * sqrt(weight[i]) * (signs >> i & 1 ? -1 : 1);
		for (int i = 0; i < COLUMNS; i++)
			worst = fmax(worst, fabs(image[i] - length * sqrt(weight[i]) * (signs >> i & 1 ? -1 : 1)));
		if (worst < 1e-12)
			best = fmax(best, length);
	}
	assert_true(best > 0);
	for (int round = 0; round < 200; round++)
	{
		double		squares = 0,
					length = 0;

		for (int i = 0; i < COLUMNS; i++)
		{
			random[i] = (double) test_below(2001) - 1000;
			squares += random[i] * random[i];
		}
		for (int i = 0; i < COLUMNS; i++)
			for (int j = 0; j < COLUMNS; j++)
				length += r[i][j] * random[i] * random[j];
		assert_true(length <= best * squares + 1e-9);
	}
}

static void
check_weights(void)
{
	double		x[COLUMNS][ROWS],
				r[COLUMNS][COLUMNS],
				weight[COLUMNS];
	long double entropy[COLUMNS],
				critic[COLUMNS];
	size_t		rows = 0;
	CmNumbers	units = table(ROWS, COLUMNS);

	for (int k = 0; k < COLUMNS; k++)
		rows = take_column(k, x[k]);
	for (int k = 0; k < COLUMNS; k++)
	{
		entropy[k] = expected_entropy_part(x[k], rows);
		critic[k] = expected_critic_part((const double (*)[ROWS]) x, rows, k);
		for (int l = 0; l < COLUMNS; l++)
			r[k][l] = (double) expected_correlation(x[k], x[l], rows);
	}
	assert_true(cm_entropy_weights(test_host(), &units, weight));
	assert_shares(weight, entropy);
	assert_true(cm_critic_weights(test_host(), &units, weight));
	assert_shares(weight, critic);
	assert_true(cm_pca_weights(test_host(), &units, weight));
	assert_principal(r, weight);
}

static void
weights_follow_the_definitions(void **state)
{
	for (int round = 0; round < 100; round++)
	{
		fill(ROWS, COLUMNS, true);
		check_weights();
	}
	assert_int_equal(test_allocations(), 0);
}

static void
order_and_unit_do_not_matter(void **state)
{
	static const CmWeighting weighting[] = {cm_entropy_weights, cm_critic_weights, cm_pca_weights};

	for (int round = 0; round < 100; round++)
		for (int f = 0; f < 3; f++)
		{
			double		before[COLUMNS],
						after[COLUMNS];
			CmNumbers	units = table(ROWS, COLUMNS);

			fill(ROWS, COLUMNS, true);
			assert_true(weighting[f](test_host(), &units, before));
			shuffle(ROWS, COLUMNS);
			for (size_t i = 0; i < ROWS * COLUMNS; i++)
				number[i] = ldexp(number[i], i % COLUMNS == 2 ? -1000 : i % COLUMNS == 3 ? 1000 : 0);
			assert_true(weighting[f](test_host(), &units, after));
			assert_memory_equal(before, after, sizeof(before));
		}
}

/* TOPSIS ---------------------------------------------------------------------- */

static long double
expected_topsis(size_t row, const double *weight, const bool *reversed)
{
	long double best = 0,
				worst = 0;

	if (!complete(row))
		return NAN;
	for (int k = 0; k < COLUMNS; k++)
	{
		double		x[ROWS];
		size_t		rows = take_column(k, x);
		Known		known = known_of(x, rows);
		long double norm = 0,
					v = number[row * COLUMNS + k];

		for (size_t i = 0; i < rows; i++)
			norm += (long double) x[i] * x[i];
		best += powl((v - (reversed[k] ? known.least : known.most)) * weight[k], 2) / norm;
		worst += powl((v - (reversed[k] ? known.most : known.least)) * weight[k], 2) / norm;
	}
	return sqrtl(worst) / (sqrtl(worst) + sqrtl(best));
}

static void
topsis_follows_the_definition(void **state)
{
	for (int round = 0; round < 100; round++)
	{
		double		score[ROWS],
					weight[COLUMNS];
		bool		reversed[COLUMNS];
		CmNumbers	units = table(ROWS, COLUMNS);

		fill(ROWS, COLUMNS, true);
		for (int k = 0; k < COLUMNS; k++)
		{
			weight[k] = (double) (1 + test_below(9));
			reversed[k] = test_below(2) == 1;
		}
		cm_topsis(test_host(), &units, weight, reversed, score);
		for (size_t i = 0; i < ROWS; i++)
			assert_close(score[i], expected_topsis(i, weight, reversed), 1e-14);
	}
	assert_int_equal(test_allocations(), 0);
}

/* Means ------------------------------------------------------------------------ */

static long double
expected_mean(size_t rows, double p, long double *coverage)
{
	long double sum = 0,
				known = 0,
				all = 0;

	for (size_t i = 0; i < rows; i++)
	{
		double		x = number[2 * i],
					w = number[2 * i + 1];

		all += w;
		if (isnan(x))
			continue;
		known += w;
		/* Where p is small, x^p - 1: x^p alone would leave few digits. */
		sum += w * (p == 0 ? logl(x) : fabs(p) < 0.1 ? expm1l(p * logl(x)) : powl(x, p));
	}
	*coverage = known / all;
	if (fabs(p) < 0.1)
		return expl(p == 0 ? sum / known : log1pl(sum / known) / p);
	return powl(sum / known, 1 / (long double) p);
}

static void
means_follow_the_definition(void **state)
{
	static const double exponent[] = {-30, -1, -0.5, -1e-6, 0, 1e-6, 0.5, 1, 2, 4, 30};

	for (int round = 0; round < 1000; round++)
	{
		size_t		rows = 1 + test_below(ROWS);
		double		p = exponent[round % 11];
		long double coverage,
					expected;
		CmNumbers	indicators = table(rows, 2);

		for (size_t i = 0; i < rows; i++)
		{
			number[2 * i] = test_below(5) == 0 ? NAN : (double) (1 + test_below(50)) / 51;
			number[2 * i + 1] = (double) test_below(5) / 3;
		}
		expected = expected_mean(rows, p, &coverage);
		assert_close(cm_power_mean(test_host(), &indicators, p), expected, 1e-13);
		assert_close(cm_coverage(test_host(), &indicators), coverage, 1e-15);
	}
	assert_int_equal(test_allocations(), 0);
}

static void
means_are_between_and_grow_with_the_exponent(void **state)
{
	for (int round = 0; round < 300; round++)
	{
		size_t		rows = 2 + test_below(ROWS - 1);
		double		before = 0;
		CmNumbers	indicators = table(rows, 2);

		fill(rows, 2, false);
		for (double p = -8; p <= 8; p += 0.25)
		{
			double		mean = cm_power_mean(test_host(), &indicators, p);

			assert_true(mean >= before * (1 - 1e-14));
			before = mean;
		}
		assert_true(cm_power_mean(test_host(), &indicators, INFINITY) >= before);
		before = cm_power_mean(test_host(), &indicators, 3);
		shuffle(rows, 2);
		assert_true(cm_power_mean(test_host(), &indicators, 3) == before);
	}
}

static void
safety_is_a_product(void **state)
{
	for (int round = 0; round < 300; round++)
	{
		size_t		rows = 1 + test_below(ROWS);
		long double product = 1,
					weights = 0;
		CmNumbers	risks = table(rows, 2);

		for (size_t i = 0; i < rows; i++)
		{
			number[2 * i] = (double) test_below(101) / 100;
			number[2 * i + 1] = (double) (1 + test_below(5)) / 3;
			weights += number[2 * i + 1];
		}
		for (size_t i = 0; i < rows; i++)
			product *= powl(fmaxl(1 - (long double) number[2 * i], 0.01L), number[2 * i + 1] / weights);
		assert_close(cm_geometric_safety(test_host(), &risks), 1 - product, 1e-14);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normalizing_follows_the_definitions),
		cmocka_unit_test(positions_are_clamped),
		cmocka_unit_test(weights_follow_the_definitions),
		cmocka_unit_test(order_and_unit_do_not_matter),
		cmocka_unit_test(topsis_follows_the_definition),
		cmocka_unit_test(means_follow_the_definition),
		cmocka_unit_test(means_are_between_and_grow_with_the_exponent),
		cmocka_unit_test(safety_is_a_product),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
