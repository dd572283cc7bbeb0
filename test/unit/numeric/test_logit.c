/*
 * test_logit.c: logistic regression against a worked example, against its
 * definition in long doubles, and where nothing can be learnt.
 */
#include "host.h"

#include "core/numeric/distributions.h"
#include "core/numeric/logit.h"

#include <math.h>
#include <string.h>

/* How near 0 a slope by differences can be: long doubles are no longer than doubles under valgrind. */
#ifdef UNDER_VALGRIND
enum {ROUNDS = 15};
#define LEVEL 1e-6
#else
enum {ROUNDS = 200};
#define LEVEL 1e-8
#endif

enum {MOST = 400, TERMS = 5, SIZE = TERMS + 1};

/* What a test makes its rows of. */
typedef struct World
{
	CmLogitRows rows;
	double		z[MOST * CM_LOGIT_TERMS_MOST];
	bool		event[MOST];
	bool		left_out[MOST];
	bool		penalised[CM_LOGIT_TERMS_MOST];
	uint32_t	region[MOST];
} World;

static void
open_world(World *w, uint64_t rows, int terms, uint32_t regions)
{
	memset(w, 0, sizeof(*w));
	w->rows = (CmLogitRows) {rows, terms, w->z, w->event, NULL, w->penalised, w->region, regions};
}

/* Columns that know of each other and of the event; regions stand in any order. */
static void
make_world(World *w)
{
	int			terms = (int) test_below(TERMS + 1);
	double		tilt[TERMS];

	open_world(w, 60 + test_below(MOST - 60), terms, 2 + (uint32_t) test_below(30));
	for (int j = 0; j < terms; j++)
	{
		tilt[j] = test_normal();
		w->penalised[j] = test_below(2) == 0;
	}
	for (uint64_t k = 0; k < w->rows.rows; k++)
	{
		double		e = -0.5,
					shared = test_normal();

		for (int j = 0; j < terms; j++)
		{
			w->z[k * (uint64_t) terms + (uint64_t) j] = test_normal() + 0.5 * shared;
			e += tilt[j] * w->z[k * (uint64_t) terms + (uint64_t) j];
		}
		w->event[k] = test_uniform() < 1 / (1 + exp(-e));
		w->region[k] = (uint32_t) test_below(w->rows.regions);
		w->left_out[k] = test_below(4) == 0;
	}
	w->event[0] = !(w->event[1] = true);
	w->left_out[0] = w->left_out[1] = false;
}

static double *
z_at(World *w, uint64_t k)
{
	return w->z + k * (uint64_t) w->rows.terms;
}

/* The rows of one world that are used, copied to another. */
static void
copy_used(World *from, World *to)
{
	uint64_t	used = 0;

	open_world(to, 0, from->rows.terms, from->rows.regions);
	memcpy(to->penalised, from->penalised, sizeof(to->penalised));
	for (uint64_t k = 0; k < from->rows.rows; k++)
		if (!from->left_out[k])
		{
			memcpy(z_at(to, used), z_at(from, k), (size_t) from->rows.terms * sizeof(double));
			to->event[used] = from->event[k];
			to->region[used++] = from->region[k];
		}
	to->rows.rows = used;
}

static void
assert_within(double value, double expected, double most)
{
	if (!(fabs(value - expected) <= most))
		fail_msg("%.17g is not %.17g", value, expected);
}

static CmLogit
fit_of(const World *w, double lambda)
{
	return cm_logit_fit(test_host(), &w->rows, lambda, NULL);
}

static void
assert_nothing(CmLogit fit)
{
	assert_int_not_equal(fit.status, CM_LOGIT_OK);
	assert_true(isnan(fit.objective));
	for (int i = 0; i < CM_LOGIT_SIZE_MOST; i++)
		assert_true(isnan(fit.b[i]));
}

static void
assert_refused(CmLogit fit, CmLogitStatus status)
{
	assert_int_equal(fit.status, status);
	assert_nothing(fit);
}

/* The worked example --------------------------------------------------- */

enum {EXAMPLE_ROWS = 20, EXAMPLE_TERMS = 3};

static const struct
{
	double		n;
	double		lq;
	double		past;
	bool		event;
}			example[EXAMPLE_ROWS] = {
	{2, .40, -1.0, 1}, {9, .80, .5, 0}, {40, 1.60, 0, 0}, {150, 1.20, -.5, 0},
	{1, .25, 1.5, 1}, {6, .70, 0, 0}, {25, 1.10, 2.0, 1}, {90, .90, -1.5, 0},
	{3, .50, 0, 0}, {12, .60, 1.0, 1}, {33, 1.40, -.5, 0}, {300, 2.00, .5, 0},
	{4, .30, -2.0, 0}, {7, .90, 2.5, 1}, {18, .75, -1.0, 0}, {60, 1.05, 1.0, 0},
	{2, .35, .5, 0}, {5, .45, 1.0, 1}, {15, 2.20, 0, 0}, {75, .65, -.5, 1}
};

/* What chance alone makes of n firms: 20 % fewer. */
static double
chance_of(double n)
{
	double		off = floor(n * exp(-.2) + 1e-9) + 0.5 - n;

	return fmin(fmax(erfc(-off / sqrt(.9 * n + .033 * .033 * n * n) / sqrt(2)) / 2, 1e-6), 1 - 1e-6);
}

static void
example_row(double n, double lq, double past, double *z)
{
	double		chance = chance_of(n);

	z[0] = log(chance / (1 - chance));
	z[1] = log(lq);
	z[2] = past;
}

/* Rows with every column scaled by the mean and deviation of those that are used. */
static void
scale(World *w, double *mean, double *deviation)
{
	uint64_t	used = 0;

	for (uint64_t k = 0; k < w->rows.rows; k++)
		used += !w->left_out[k];
	for (int j = 0; j < w->rows.terms; j++)
	{
		mean[j] = deviation[j] = 0;
		for (uint64_t k = 0; k < w->rows.rows; k++)
			mean[j] += w->left_out[k] ? 0 : z_at(w, k)[j] / (double) used;
		for (uint64_t k = 0; k < w->rows.rows; k++)
			deviation[j] += w->left_out[k] ? 0 : pow(z_at(w, k)[j] - mean[j], 2) / (double) used;
		deviation[j] = sqrt(deviation[j]);
		for (uint64_t k = 0; k < w->rows.rows; k++)
			z_at(w, k)[j] = (z_at(w, k)[j] - mean[j]) / deviation[j];
	}
}

static void
open_example(World *w, double *mean, double *deviation)
{
	open_world(w, EXAMPLE_ROWS, EXAMPLE_TERMS, 5);
	for (uint32_t k = 0; k < EXAMPLE_ROWS; k++)
	{
		example_row(example[k].n, example[k].lq, example[k].past, z_at(w, k));
		w->event[k] = example[k].event;
		w->region[k] = k / 4;
	}
	for (int j = 0; j < EXAMPLE_TERMS; j++)
		w->penalised[j] = true;
	scale(w, mean, deviation);
}

static void
worked_example(void **state)
{
	static const double b[] = {-0.91249191233513, -0.31188039408363, -1.4335806383351, 1.39984445629};
	static const double errors[] = {0.353732431059, 0.329142493326, 0.457715577489, 0.538873844783};
	static World w;
	double		mean[EXAMPLE_TERMS],
				deviation[EXAMPLE_TERMS],
				v[16],
				z[EXAMPLE_TERMS],
				e,
				error;
	CmLogit		fit;

	open_example(&w, mean, deviation);
	fit = fit_of(&w, .01);
	assert_int_equal(fit.status, CM_LOGIT_OK);
	assert_int_equal(fit.steps, 7);
	assert_within(fit.objective, -8.384785095473, 1e-12);
	cm_logit_covariance(test_host(), &w.rows, .01, &fit, v);
	for (int i = 0; i <= EXAMPLE_TERMS; i++)
	{
		assert_within(fit.b[i], b[i], 1e-12);
		assert_within(sqrt(v[5 * i]), errors[i], 1e-12);
	}
	example_row(8, .5, 1.2, z);
	assert_within(chance_of(8), 0.288992354775, 1e-12);
	for (int j = 0; j < EXAMPLE_TERMS; j++)
		z[j] = (z[j] - mean[j]) / deviation[j];
	e = cm_logit_log_odds(&fit, z);
	error = cm_logit_standard_error(EXAMPLE_TERMS, v, z);
	assert_within(cm_logit_probability(e), 0.770858752890, 1e-12);
	assert_within(cm_logit_probability(e - cm_normal_upper_quantile(0.025) * error), 0.575573434005, 1e-12);
	assert_within(cm_logit_probability(e + cm_normal_upper_quantile(0.025) * error), 0.892994985604, 1e-12);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
worked_example_of_lambda(void **state)
{
	static const double lambda[] = {.001, .01, .1, 1};
	static const double losses[] = {0.694104984081, 0.556783473702, 0.511064907009, 0.602100850817};
	static World w;
	double		mean[EXAMPLE_TERMS],
				deviation[EXAMPLE_TERMS],
				loss[4];

	open_example(&w, mean, deviation);
	assert_int_equal(cm_logit_choose_lambda(test_host(), &w.rows, 5, lambda, 4, loss), 2);
	for (int l = 0; l < 4; l++)
		assert_within(loss[l], losses[l], 1e-12);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* By definition -------------------------------------------------------- */

static long double
odds_of(World *w, uint64_t k, const double *b)
{
	long double e = b[0];

	for (int j = 0; j < w->rows.terms; j++)
		e += (long double) b[j + 1] * z_at(w, k)[j];
	return e;
}

/* The objective of all rows; lambda as of each column. */
static long double
objective(World *w, const double *lambda, const double *b)
{
	long double sum = 0;

	for (uint64_t k = 0; k < w->rows.rows; k++)
	{
		long double e = odds_of(w, k, b);

		sum += (w->event[k] ? e : 0) - logl(1 + expl(e));
	}
	for (int j = 0; j < w->rows.terms; j++)
		sum -= w->penalised[j] ? lambda[j] * (long double) w->rows.rows / 2 * b[j + 1] * b[j + 1] : 0;
	return sum;
}

static void
assert_top(World *w, const double *lambda, const CmLogit *fit)
{
	for (int i = 0; i <= w->rows.terms; i++)
	{
		CmLogit		up = *fit,
					down = *fit;

		up.b[i] += 1e-5;
		down.b[i] -= 1e-5;
		assert_within((double) ((objective(w, lambda, up.b) - objective(w, lambda, down.b)) / (up.b[i] - down.b[i])), 0, LEVEL);
	}
	assert_within(fit->objective, (double) objective(w, lambda, fit->b), 1e-10);
}

/* Rows left out are as good as not there, to the last bit. */
static void
tops_of_subsets(void **state)
{
	for (int round = 0; round < ROUNDS; round++)
	{
		static World w,
					copy;
		double		lambda = test_below(4) == 0 ? 0 : pow(10, -4 * test_uniform()),
					lambdas[TERMS] = {lambda, lambda, lambda, lambda, lambda};
		CmLogit		fit,
					other;

		make_world(&w);
		fit = fit_of(&w, lambda);
		assert_int_equal(fit.status, CM_LOGIT_OK);
		assert_top(&w, lambdas, &fit);
		w.rows.left_out = w.left_out;
		copy_used(&w, &copy);
		fit = fit_of(&w, lambda);
		other = fit_of(&copy, lambda);
		assert_int_equal(fit.status, CM_LOGIT_OK);
		assert_memory_equal(&fit, &other, sizeof(fit));
		assert_top(&copy, lambdas, &fit);
	}
	(void) state;
}

/* The inverse of a symmetric positive definite matrix, by Gauss and Jordan. */
static void
invert(long double m[SIZE][SIZE], int size)
{
	for (int p = 0; p < size; p++)
	{
		long double pivot = m[p][p];

		m[p][p] = 1;
		for (int j = 0; j < size; j++)
			m[p][j] /= pivot;
		for (int i = 0; i < size; i++)
		{
			long double factor = m[i][p];

			if (i == p)
				continue;
			m[i][p] = 0;
			for (int j = 0; j < size; j++)
				m[i][j] -= factor * m[p][j];
		}
	}
}

/* The two matrices in the covariance, the sum over regions as one over pairs of rows; how many regions there are. */
static int
brute_matrices(World *w, double lambda, const CmLogit *fit, long double h[SIZE][SIZE], long double meat[SIZE][SIZE])
{
	int			regions = 0,
				size = w->rows.terms + 1;
	bool		seen[MOST] = {false};

	for (int i = 0; i < size; i++)
		for (int j = 0; j < size; j++)
		{
			h[i][j] = i == j && i > 0 && w->penalised[i - 1] ? lambda * (long double) w->rows.rows : 0;
			meat[i][j] = 0;
		}
	for (uint64_t k = 0; k < w->rows.rows; k++)
	{
		long double p = 1 / (1 + expl(-odds_of(w, k, fit->b)));

		regions += !seen[w->region[k]];
		seen[w->region[k]] = true;
		for (int i = 0; i < size; i++)
			for (int j = 0; j < size; j++)
				h[i][j] += p * (1 - p) * (i == 0 ? 1 : z_at(w, k)[i - 1]) * (j == 0 ? 1 : z_at(w, k)[j - 1]);
		for (uint64_t l = 0; l < w->rows.rows; l++)
		{
			long double q = 1 / (1 + expl(-odds_of(w, l, fit->b)));

			for (int i = 0; w->region[l] == w->region[k] && i < size; i++)
				for (int j = 0; j < size; j++)
					meat[i][j] += (w->event[k] - p) * (w->event[l] - q) * (i == 0 ? 1 : z_at(w, k)[i - 1]) * (j == 0 ? 1 : z_at(w, l)[j - 1]);
		}
	}
	return regions;
}

static void
assert_covariance(World *w, double lambda, const CmLogit *fit, const double *v)
{
	long double h[SIZE][SIZE],
				meat[SIZE][SIZE];
	int			size = w->rows.terms + 1;
	long double regions = brute_matrices(w, lambda, fit, h, meat);

	invert(h, size);
	for (int i = 0; i < size; i++)
		for (int j = 0; j < size; j++)
		{
			long double sum = 0;

			for (int a = 0; a < size; a++)
				for (int b = 0; b < size; b++)
					sum += h[i][a] * meat[a][b] * h[b][j];
			assert_within(v[i * size + j], (double) (sum * regions / (regions - 1)), 1e-10 * (1 + fabsl(sum)));
			assert_true(v[i * size + j] == v[j * size + i]);
		}
}

static void
covariances_by_definition(void **state)
{
	for (int round = 0; round < ROUNDS / 4; round++)
	{
		static World w,
					copy;
		double		lambda = pow(10, -4 * test_uniform()),
					v[SIZE * SIZE],
					z[TERMS] = {1, 2, -1, 0.5, 0};
		int			size;
		CmLogit		fit;
		long double sum = 0;

		make_world(&w);
		w.rows.left_out = w.left_out;
		copy_used(&w, &copy);
		size = w.rows.terms + 1;
		fit = fit_of(&w, lambda);
		cm_logit_covariance(test_host(), &w.rows, lambda, &fit, v);
		assert_covariance(&copy, lambda, &fit, v);
		for (int i = 0; i < size; i++)
			for (int j = 0; j < size; j++)
				sum += (long double) v[i * size + j] * (i == 0 ? 1 : z[i - 1]) * (j == 0 ? 1 : z[j - 1]);
		assert_within(cm_logit_standard_error(w.rows.terms, v, z), (double) sqrtl(sum), 1e-12);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* Every fold predicted by a fit, from nowhere, to the others, whose columns are scaled for it. */
static double
loss_by_definition(World *w, uint32_t folds, double lambda)
{
	static World scaled,
				others;
	long double sum = 0;
	uint64_t	predicted = 0;

	for (uint32_t fold = 0; fold < folds; fold++)
	{
		double		mean[TERMS],
					deviation[TERMS];
		CmLogit		fit;

		scaled = *w;
		scaled.rows.z = scaled.z;
		for (uint64_t k = 0; k < w->rows.rows; k++)
			scaled.left_out[k] = w->left_out[k] || w->region[k] % folds == fold;
		scale(&scaled, mean, deviation);
		copy_used(&scaled, &others);
		fit = fit_of(&others, lambda);
		for (uint64_t k = 0; k < w->rows.rows; k++)
			if (!w->left_out[k] && w->region[k] % folds == fold)
			{
				long double e = odds_of(&scaled, k, fit.b);

				sum += logl(1 + expl(w->event[k] ? -e : e));
				predicted++;
			}
	}
	return (double) (sum / predicted);
}

static void
losses_by_definition(void **state)
{
	static const double lambda[] = {1e-3, 1e-2, 0.1, 1};

	for (int round = 0; round < ROUNDS / 4; round++)
	{
		static World w;
		uint32_t	folds = 2 + (uint32_t) test_below(6);
		double		loss[4];
		int			best = 0,
					chosen;

		make_world(&w);
		w.rows.left_out = w.left_out;
		chosen = cm_logit_choose_lambda(test_host(), &w.rows, folds, lambda, 4, loss);
		for (int l = 0; l < 4; l++)
		{
			assert_within(loss[l], loss_by_definition(&w, folds, lambda[l]), 1e-12);
			best = loss[l] <= loss[best] ? l : best;
		}
		assert_int_equal(chosen, best);
	}
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

/* From elsewhere, and in another order --------------------------------- */

static void
starts_do_not_matter(void **state)
{
	for (int round = 0; round < ROUNDS; round++)
	{
		static World w;
		double		start[SIZE];
		CmLogit		fit,
					other;

		make_world(&w);
		fit = fit_of(&w, 0.01);
		for (int i = 0; i < SIZE; i++)
			start[i] = fit.b[i] + 3 * test_normal();
		other = cm_logit_fit(test_host(), &w.rows, 0.01, start);
		assert_int_equal(other.status, CM_LOGIT_OK);
		for (int i = 0; i <= w.rows.terms; i++)
			assert_within(other.b[i], fit.b[i], 1e-12);
		other = cm_logit_fit(test_host(), &w.rows, 0.01, fit.b);
		assert_int_equal(other.steps, 1);
	}
	(void) state;
}

/* Columns turned round, as many as there can be, some of them penalised. */
static void
columns_in_any_order(void **state)
{
	static World w,
				turned;
	int			terms = CM_LOGIT_TERMS_MOST;
	double		v[CM_LOGIT_SIZE_MOST * CM_LOGIT_SIZE_MOST],
				other_v[CM_LOGIT_SIZE_MOST * CM_LOGIT_SIZE_MOST];
	CmLogit		fit,
				other;

	open_world(&w, MOST, terms, 40);
	open_world(&turned, MOST, terms, 40);
	for (uint32_t k = 0; k < MOST; k++)
	{
		w.event[k] = turned.event[k] = test_below(3) == 0;
		w.region[k] = turned.region[k] = k % 40;
		for (int j = 0; j < terms; j++)
			z_at(&w, k)[j] = z_at(&turned, k)[terms - 1 - j] = test_normal();
	}
	for (int j = 0; j < terms; j++)
		w.penalised[j] = turned.penalised[terms - 1 - j] = j % 3 > 0;
	fit = fit_of(&w, 0.05);
	other = fit_of(&turned, 0.05);
	assert_int_equal(fit.status, CM_LOGIT_OK);
	cm_logit_covariance(test_host(), &w.rows, 0.05, &fit, v);
	cm_logit_covariance(test_host(), &turned.rows, 0.05, &other, other_v);
	assert_within(fit.b[0], other.b[0], 1e-12);
	for (int j = 1; j <= terms; j++)
	{
		assert_within(fit.b[j], other.b[terms + 1 - j], 1e-12);
		assert_within(v[j * (terms + 2)], other_v[(terms + 1 - j) * (terms + 2)], 1e-12);
	}
	(void) state;
}

/* The best log odds, doubled and shifted, are turned back: there are no better ones. */
static void
recalibration(void **state)
{
	static World w,
				odds;
	CmLogit		fit;

	do
		make_world(&w);
	while (w.rows.terms == 0);
	fit = fit_of(&w, 0);
	open_world(&odds, w.rows.rows, 1, 1);
	memcpy(odds.event, w.event, sizeof(w.event));
	for (uint64_t k = 0; k < w.rows.rows; k++)
		odds.z[k] = 2 * cm_logit_log_odds(&fit, z_at(&w, k)) - 3;
	fit = fit_of(&odds, 0);
	assert_within(fit.b[0], 1.5, 1e-9);
	assert_within(fit.b[1], 0.5, 1e-9);
	(void) state;
}

/* Edges ---------------------------------------------------------------- */

static void
probabilities_of_any_odds(void **state)
{
	assert_true(cm_logit_probability(0) == 0.5);
	assert_true(cm_logit_probability(1e9) == 1 && cm_logit_probability(-1e9) == 0);
	assert_within(cm_logit_probability(-700) / exp(-700), 1, 1e-15);
	assert_true(isnan(cm_logit_probability(NAN)));
	for (double e = -30; e < 30; e += 0.37)
		assert_within(cm_logit_probability(e), (double) (1 / (1 + expl(-e))), 2e-16);
	(void) state;
}

/* One column tells all; where it is penalised, that is no harm. */
static void
separated(void **state)
{
	static World w;
	CmLogit		fit;
	double		v[4];

	open_world(&w, 40, 1, 4);
	for (uint32_t k = 0; k < 40; k++)
	{
		w.event[k] = k >= 25;
		w.z[k] = k / 10.0 - 2.5;
		w.region[k] = k % 4;
	}
	fit = fit_of(&w, 0);
	assert_nothing(fit);
	cm_logit_covariance(test_host(), &w.rows, 0, &fit, v);
	for (int i = 0; i < 4; i++)
		assert_true(isnan(v[i]));
	assert_true(isnan(cm_logit_log_odds(&fit, w.z)) && isnan(cm_logit_standard_error(1, v, w.z)));
	assert_nothing(fit_of(&w, 1));
	w.penalised[0] = true;
	assert_int_equal(fit_of(&w, 1e-6).status, CM_LOGIT_OK);
	/* only some events are told: there is no top either, although the objective is flat */
	w.penalised[0] = false;
	for (uint32_t k = 0; k < 40; k++)
	{
		w.event[k] = k % 3 == 0 || k >= 30;
		w.z[k] = k >= 30;
	}
	assert_nothing(fit_of(&w, 0));
	for (uint32_t k = 0; k < 40; k++)
		w.z[k] = (w.z[k] - 0.25) / 0.433;
	assert_nothing(fit_of(&w, 0));
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
refusals(void **state)
{
	static World w;

	do
		make_world(&w);
	while (w.rows.terms < 2);
	w.penalised[0] = w.penalised[1] = false;
	for (uint64_t k = 0; k < w.rows.rows; k++)
		z_at(&w, k)[1] = 2 * z_at(&w, k)[0] - 1;
	assert_refused(fit_of(&w, 0.1), CM_LOGIT_SINGULAR);
	w.penalised[1] = true;
	assert_int_equal(fit_of(&w, 0.1).status, CM_LOGIT_OK);
	z_at(&w, 5)[0] = NAN;
	assert_refused(fit_of(&w, 0.1), CM_LOGIT_SINGULAR);
	z_at(&w, 5)[0] = INFINITY;
	assert_refused(fit_of(&w, 0.1), CM_LOGIT_SINGULAR);
	z_at(&w, 5)[0] = 0;
	memset(w.event, false, sizeof(w.event));
	assert_refused(fit_of(&w, 0.1), CM_LOGIT_ONE_OUTCOME);
	memset(w.event, true, sizeof(w.event));
	assert_refused(fit_of(&w, 0.1), CM_LOGIT_ONE_OUTCOME);
	w.rows.rows = 0;
	assert_refused(fit_of(&w, 0.1), CM_LOGIT_ONE_OUTCOME);
	(void) state;
}

/* One region tells nothing of how regions differ, nor predicts another. */
static void
one_region(void **state)
{
	static const double lambda[] = {0.01, 0.1};
	static World w;
	double		v[SIZE * SIZE],
				loss[2];
	CmLogit		fit;

	make_world(&w);
	for (int k = 0; k < MOST; k++)
		w.region[k] = 1;
	fit = fit_of(&w, 0.01);
	assert_int_equal(fit.status, CM_LOGIT_OK);
	cm_logit_covariance(test_host(), &w.rows, 0.01, &fit, v);
	for (int i = 0; i < (w.rows.terms + 1) * (w.rows.terms + 1); i++)
		assert_true(isnan(v[i]));
	assert_int_equal(cm_logit_choose_lambda(test_host(), &w.rows, 5, lambda, 2, loss), -1);
	assert_true(isnan(loss[0]) && isnan(loss[1]));
	w.rows.rows = 0;
	assert_int_equal(cm_logit_choose_lambda(test_host(), &w.rows, 5, lambda, 2, loss), -1);
	assert_true(isnan(loss[0]) && isnan(loss[1]));
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

static void
choices_at_the_edges(void **state)
{
	static const double lambda[] = {0, 0.01, 0.1};
	static World w;
	double		loss[3],
				even[2],
				same[2] = {0.01, 0.1};

	/* a constant column but for one fold: it is no harm if it is penalised; otherwise nothing can be said */
	open_world(&w, 120, 1, 6);
	for (uint32_t k = 0; k < 120; k++)
	{
		w.region[k] = k % 6;
		w.event[k] = k % 3 == 0 || k % 4 == 0;
		w.z[k] = k % 6 == 2 ? test_normal() : 0.7;
	}
	w.penalised[0] = true;
	assert_true(cm_logit_choose_lambda(test_host(), &w.rows, 6, lambda, 3, loss) > 0);
	assert_true(isnan(loss[0]) && isfinite(loss[1]) && isfinite(loss[2]));
	w.penalised[0] = false;
	assert_int_equal(cm_logit_choose_lambda(test_host(), &w.rows, 6, lambda, 3, loss), -1);
	/* nothing is penalised: all lambdas are as good, the largest is chosen, and more folds than regions make no difference */
	w.rows.terms = 0;
	assert_int_equal(cm_logit_choose_lambda(test_host(), &w.rows, 6, lambda, 3, loss), 2);
	assert_true(loss[0] == loss[2]);
	assert_int_equal(cm_logit_choose_lambda(test_host(), &w.rows, 1000, same, 2, even), 1);
	assert_true(even[1] == loss[2]);
	assert_int_equal(test_allocations(), 0);
	(void) state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worked_example),
		cmocka_unit_test(worked_example_of_lambda),
		cmocka_unit_test(tops_of_subsets),
		cmocka_unit_test(covariances_by_definition),
		cmocka_unit_test(losses_by_definition),
		cmocka_unit_test(starts_do_not_matter),
		cmocka_unit_test(columns_in_any_order),
		cmocka_unit_test(recalibration),
		cmocka_unit_test(probabilities_of_any_odds),
		cmocka_unit_test(separated),
		cmocka_unit_test(refusals),
		cmocka_unit_test(one_region),
		cmocka_unit_test(choices_at_the_edges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
