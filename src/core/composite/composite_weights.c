/*
 * composite_weights.c: weights that data give, and TOPSIS.
 */
#include "core/composite/composite_weights.h"

#include <math.h>
#include <string.h>

/* Weights ----------------------------------------------------------------- */

/* Makes their sum 1; false if there is nothing to be shared. */
static bool
share_out(double *weight, size_t count)
{
	double		sum = 0;

	for (size_t k = 0; k < count; k++)
		sum += weight[k];
	for (size_t k = 0; k < count; k++)
		weight[k] /= sum;
	return sum > 0;
}

/* (1 + d) ln(1 + d) - d, 0 or more, without cancellation where d is small. */
static double
entropy_term(double d)
{
	double		term = 1,
				sum = 0;

	if (d <= -1)
		return 1;
	if (fabs(d) > 0.1)
		return (1 + d) * log1p(d) - d;
	for (int j = 1; j <= 17; j++)
	{
		sum += term / (j * (j + 1));
		term *= -d;
	}
	return d * d * sum;
}

/*
 * 1 - e = T/ln n, where T = sum x/m ln(x/m)/n, m the mean, is Theil's index.
 * Subtracting e from 1 would leave nothing of columns that hardly vary.
 */
bool
cm_entropy_weights(const CmHost *host, const CmNumbers *units, double *weight)
{
	CmUnits		c;

	cm_units_open(&c, host, units);
	for (size_t k = 0; k < c.columns; k++)
	{
		double	   *x = cm_column(&c, k);
		double		mean;

		weight[k] = 0;
		if (c.rows == 0 || !cm_varies(&c, k))
			continue;
		mean = cm_center(host, &c.sum, x, c.rows);
		cm_tails_clear(&c.sum, 0);
		for (size_t u = 0; u < c.rows; u++)
		{
			cm_tails_add(&c.sum, host, 0, entropy_term(x[u] / mean));
			cm_breathe_at(host, u);
		}
		weight[k] = cm_sum_of(&c.sum, 0);
	}
	cm_units_close(&c);
	return share_out(weight, units->columns);
}

/* Closer to 1 than this, a correlation is 1: what is left is rounding. */
#define SAME 1e-14

/*
 * Correlations of the columns that vary, in their order; `deviation` has the
 * standard deviation of each as a share of its range.
 */
static double *
correlations(CmUnits *c, double *deviation)
{
	const CmHost *host = c->host;
	size_t		m = c->varying;
	double	   *r = cm_resize(host, NULL, m * m + 1, sizeof(double));
	size_t	   *place = cm_resize(host, NULL, m + 1, sizeof(size_t));
	size_t		found = 0;

	for (size_t k = 0; k < c->columns; k++)
		if (cm_varies(c, k))
		{
			cm_center(host, &c->sum, cm_column(c, k), c->rows);
			place[found++] = k;
		}
	for (size_t i = 0; i < m; i++)
		for (size_t j = 0; j <= i; j++)
			r[i * m + j] = cm_sum_of_products(host, &c->sum, cm_column(c, place[i]), cm_column(c, place[j]), c->rows);
	for (size_t i = 0; i < m; i++)
		for (size_t j = 0; j < i; j++)
		{
			double		value = r[i * m + j] / sqrt(r[i * m + i] * r[j * m + j]);

			if (fabs(value) > 1 - SAME)
				value = value > 0 ? 1 : -1;
			r[i * m + j] = r[j * m + i] = value;
		}
	for (size_t i = 0; i < m; i++)
	{
		deviation[i] = sqrt(r[i * m + i] / (double) c->rows) / (c->most[place[i]] - c->least[place[i]]);
		r[i * m + i] = 1;
	}
	cm_release(host, place);
	return r;
}

/* Weights of the columns that vary from their correlations and deviations; false if undefined. */
typedef bool (*FromCorrelations) (const CmHost *host, double *r, const double *deviation, size_t m, double *weight);

static bool
weights_from_correlations(const CmHost *host, const CmNumbers *units, FromCorrelations formula, double *weight)
{
	CmUnits		c;
	double	   *found;
	size_t		next = 0;
	bool		defined;

	cm_units_open(&c, host, units);
	found = cm_resize(host, NULL, 2 * c.varying + 1, sizeof(double));
	found[0] = 1;				/* what alone varies has all the weight */
	defined = c.varying == 1;
	if (c.varying > 1)
	{
		double	   *r = correlations(&c, found + c.varying);

		defined = formula(host, r, found + c.varying, c.varying, found);
		cm_release(host, r);
	}
	for (size_t k = 0; k < c.columns && defined; k++)
		weight[k] = cm_varies(&c, k) ? found[next++] : 0;
	cm_release(host, found);
	cm_units_close(&c);
	return defined && share_out(weight, units->columns);
}

static bool
critic(const CmHost *host, double *r, const double *deviation, size_t m, double *weight)
{
	for (size_t i = 0; i < m; i++)
	{
		double		conflict = 0;

		for (size_t j = 0; j < m; j++)
			conflict += 1 - r[i * m + j];
		weight[i] = deviation[i] * conflict;
	}
	return true;
}

bool
cm_critic_weights(const CmHost *host, const CmNumbers *units, double *weight)
{
	return weights_from_correlations(host, units, critic, weight);
}

/* Principal components ----------------------------------------------------- */

/* Turns rows (by step m) or columns (by step 1) p and q of a square by an angle. */
static void
turn(double *p, double *q, size_t step, size_t m, double cosine, double sine)
{
	for (size_t k = 0; k < m; k++)
	{
		double		a = p[k * step],
					b = q[k * step];

		p[k * step] = cosine * a - sine * b;
		q[k * step] = sine * a + cosine * b;
	}
}

/* Jacobi's rotation that makes a[p, q] zero (Golub, Van Loan, Matrix Computations, 8.5). */
static void
rotate(double *a, double *vectors, size_t m, size_t p, size_t q)
{
	double		theta = (a[q * m + q] - a[p * m + p]) / (2 * a[p * m + q]);
	double		t = copysign(1, theta) / (fabs(theta) + hypot(1, theta));
	double		cosine = 1 / hypot(1, t);

	turn(a + p, a + q, m, m, cosine, t * cosine);
	turn(a + p * m, a + q * m, 1, m, cosine, t * cosine);
	turn(vectors + p, vectors + q, m, m, cosine, t * cosine);
	a[p * m + q] = a[q * m + p] = 0;
}

/* Sweeps until nothing beside the diagonal counts: the values are there, the vectors in columns. */
static void
diagonalize(const CmHost *host, double *a, double *vectors, size_t m)
{
	bool		done = false;

	memset(vectors, 0, m * m * sizeof(double));
	for (size_t i = 0; i < m; i++)
		vectors[i * m + i] = 1;
	for (int sweep = 0; sweep < 60 && !done; sweep++)
	{
		done = true;
		for (size_t p = 0; p + 1 < m; p++)
		{
			for (size_t q = p + 1; q < m; q++)
				if (fabs(a[p * m + q]) > 1e-17 * (double) m)
				{
					rotate(a, vectors, m, p, q);
					done = false;
				}
			cm_breathe(host);
		}
	}
}

/* Relative distance below which two components are equally large. */
#define EQUAL 1e-12

static bool
squared_loadings(const CmHost *host, double *r, const double *deviation, size_t m, double *weight)
{
	double	   *vectors = cm_resize(host, NULL, m * m, sizeof(double));
	size_t		first = 0;
	double		second = 0;

	diagonalize(host, r, vectors, m);
	for (size_t i = 1; i < m; i++)
		if (r[i * m + i] > r[first * m + first])
			first = i;
	for (size_t i = 0; i < m; i++)
	{
		if (i != first)
			second = fmax(second, r[i * m + i]);
		weight[i] = vectors[i * m + first] * vectors[i * m + first];
	}
	cm_release(host, vectors);
	return second < r[first * m + first] * (1 - EQUAL);
}

bool
cm_pca_weights(const CmHost *host, const CmNumbers *units, double *weight)
{
	return weights_from_correlations(host, units, squared_loadings, weight);
}

/* TOPSIS -------------------------------------------------------------------- */

/* Distances of a row to the best and to the worst there is; `factor` is weight over norm. */
static double
topsis_score(const CmUnits *c, size_t row, const double *factor, const bool *reversed)
{
	double		to_least = 0,
				to_most = 0;

	for (size_t k = 0; k < c->columns; k++)
	{
		double		x = cm_column(c, k)[row];
		double		above = (x - c->least[k]) * factor[k];
		double		below = (c->most[k] - x) * factor[k];

		to_least += reversed[k] ? below * below : above * above;
		to_most += reversed[k] ? above * above : below * below;
	}
	return sqrt(to_least) / (sqrt(to_least) + sqrt(to_most));
}

void
cm_topsis(const CmHost *host, const CmNumbers *units, const double *weight, const bool *reversed, double *score)
{
	CmUnits		c;
	double	   *factor = cm_resize(host, NULL, units->columns + 1, sizeof(double));
	double		largest = 0;

	cm_units_open(&c, host, units);
	for (size_t u = 0; u < units->rows; u++)
		score[u] = NAN;
	for (size_t k = 0; k < c.columns; k++)
		largest = fmax(largest, weight[k]);
	for (size_t k = 0; k < c.columns; k++)
	{
		double		squares = cm_sum_of_products(host, &c.sum, cm_column(&c, k), cm_column(&c, k), c.rows);

		factor[k] = squares > 0 ? weight[k] / largest / sqrt(squares) : 0;
	}
	for (size_t u = 0; u < c.rows; u++)
	{
		score[c.row[u]] = topsis_score(&c, u, factor, reversed);
		cm_breathe_at(host, u);
	}
	cm_release(host, factor);
	cm_units_close(&c);
}
