/*
 * composite.c: normalising a column, and means of what is known.
 */
#include "core/composite/composite.h"
#include "core/numeric/radix.h"

#include <math.h>

/* Normalising one column ------------------------------------------------ */

/* Without a range this is 0/0, which is undefined. */
static void
min_max(double *x, size_t rows, double least, double most)
{
	for (size_t u = 0; u < rows; u++)
		x[u] = (x[u] - least) / (most - least);
}

static void
standardize(const CmHost *host, double *x, size_t rows, size_t known)
{
	CmTails		sum;
	double		sd;

	cm_column_sums_open(&sum, host, 1);
	cm_center(host, &sum, x, rows);
	cm_tails_clear(&sum, 0);
	for (size_t u = 0; u < rows; u++)
	{
		if (!isnan(x[u]))
			cm_tails_add(&sum, host, 0, x[u] * x[u]);
		cm_breathe_at(host, u);
	}
	sd = sqrt(cm_sum_of(&sum, 0) / (double) (known - 1));
	cm_column_sums_close(&sum, host);
	for (size_t u = 0; u < rows; u++)
		x[u] /= sd;
}

static double
rank_of_ties(CmTies ties, size_t first, size_t last)
{
	if (ties == CM_TIES_MIN)
		return (double) first;
	return ties == CM_TIES_MAX ? (double) last : ((double) first + (double) last) / 2;
}

static void
rank(const CmHost *host, CmTies ties, double *x, size_t rows)
{
	CmKeyed    *order = cm_resize(host, NULL, rows, sizeof(CmKeyed));
	size_t		known = 0;

	for (size_t u = 0; u < rows; u++)
		if (!isnan(x[u]))
			order[known++] = (CmKeyed) {cm_key(x[u]), u};
	cm_radix_sort(host, order, known, offsetof(CmKeyed, key));
	for (size_t first = 0, next; first < known; first = next)
	{
		for (next = first + 1; next < known && order[next].key == order[first].key;)
			next++;
		for (size_t i = first; i < next; i++)
		{
			x[order[i].with] = rank_of_ties(ties, first + 1, next);
			cm_breathe_at(host, i);
		}
	}
	cm_release(host, order);
}

void
cm_normalize(const CmHost *host, CmNormalization method, CmTies ties, bool reversed, double *x, size_t rows)
{
	bool		by_rank = method == CM_NORMALIZE_RANK || method == CM_NORMALIZE_PERCENTILE;
	size_t		known = 0;
	double		least,
				most;
	int			shift;

	if (!cm_range(x, rows, &least, &most))
		return;
	/* Where only order counts, small numbers must not fall together. */
	shift = by_rank ? 0 : cm_shift(least, most);
	for (size_t u = 0; u < rows; u++)
	{
		x[u] = ldexp(reversed ? -x[u] : x[u], shift);
		known += !isnan(x[u]);
	}
	/* What is all the same has no z either, whatever rounding would make of it. */
	if (method == CM_NORMALIZE_MIN_MAX || (method == CM_NORMALIZE_Z && least == most))
		min_max(x, rows, ldexp(reversed ? -most : least, shift), ldexp(reversed ? -least : most, shift));
	else if (method == CM_NORMALIZE_Z)
		standardize(host, x, rows, known);
	else
		rank(host, ties, x, rows);
	if (method == CM_NORMALIZE_PERCENTILE)
		min_max(x, rows, 1, (double) known);
}

/* (x - a)/(b - a) */
static double
position(double x, double a, double b)
{
	int			shift = cm_shift(a, b);

	a = ldexp(a, shift);
	return (ldexp(x, shift) - a) / (ldexp(b, shift) - a);
}

static double
clamp(double share)
{
	return isnan(share) ? NAN : fmin(1, fmax(0, share));
}

double
cm_goalpost(double x, double low, double high)
{
	return clamp(position(x, low, high));
}

double
cm_risk_ramp(double x, double elevated_from, double high_from)
{
	return clamp(1.0 / 3 + position(x, elevated_from, high_from) / 3);
}

/* Means of what is known ------------------------------------------------- */

/* What an indicator weighs: nothing if its value or its weight is missing. */
static inline double
weight_at(const CmNumbers *n, size_t row)
{
	const double *number = n->number + row * n->columns;

	return isnan(number[0]) || isnan(number[1]) ? 0 : number[1];
}

static inline double
value_at(const CmNumbers *n, size_t row)
{
	return n->number[row * n->columns];
}

/* What weighs something. */
typedef struct Known
{
	double		least;			/* values */
	double		most;
	double		heaviest;
	int			shift;			/* of weights, so that the heaviest is between 1/2 and 1 */
} Known;

/* False if nothing does. */
static bool
find_known(const CmNumbers *n, Known *known)
{
	*known = (Known) {INFINITY, -INFINITY, 0, 0};
	for (size_t i = 0; i < n->rows; i++)
		if (weight_at(n, i) > 0)
		{
			known->least = fmin(known->least, value_at(n, i));
			known->most = fmax(known->most, value_at(n, i));
			known->heaviest = fmax(known->heaviest, weight_at(n, i));
		}
	known->shift = cm_shift(known->heaviest, 0);
	return known->heaviest > 0;
}

/* A term of a value, given something to compare it with. */
typedef double (*Term) (double value, double by, double exponent);

/* sum w term/sum w, over what weighs something */
static double
mean_of_terms(const CmHost *host, const CmNumbers *n, const Known *known, Term term, double by, double exponent)
{
	CmTails		sums;
	double		mean;

	cm_column_sums_open(&sums, host, 2);
	for (size_t i = 0; i < n->rows; i++)
		if (weight_at(n, i) > 0)
		{
			double		w = ldexp(weight_at(n, i), known->shift);
			double		value = term(value_at(n, i), by, exponent);
			double		product = w * value;

			cm_tails_add(&sums, host, 0, product);
			cm_tails_add(&sums, host, 0, fma(w, value, -product));
			cm_tails_add(&sums, host, 1, w);
			cm_breathe_at(host, i);
		}
	mean = cm_sum_of(&sums, 0) / cm_sum_of(&sums, 1);
	cm_column_sums_close(&sums, host);
	return mean;
}

static double
scaled(double value, double by, double exponent)
{
	return ldexp(value, (int) by);
}

static inline bool
is_ordinary(double ratio)
{
	return ratio > 1e-300 && ratio < 1e300;
}

/* p ln(x/by) */
static double
log_power(double x, double by, double p)
{
	double		ratio = x / by;

	return p * (is_ordinary(ratio) ? log(ratio) : log(x) - log(by));
}

/* (x/by)^p */
static double
power(double x, double by, double p)
{
	double		ratio = x / by;

	return is_ordinary(ratio) ? pow(ratio, p) : exp(log_power(x, by, p));
}

/* (x/by)^p - 1, for powers that differ little from 1 */
static double
power_less_one(double x, double by, double p)
{
	return expm1(log_power(x, by, p));
}

/*
 * In units of the largest value, or for p < 0 the smallest one, no power is
 * above 1.  Where p is small, all are close to 1 and only what they lack counts.
 */
static double
mean_of_powers(const CmHost *host, const CmNumbers *n, const Known *known, double p)
{
	double		by = p < 0 ? known->least : known->most;
	double		mean = mean_of_terms(host, n, known, power, by, p);

	if (fabs(p) >= 0.1 || mean < 0.5)
		return by * pow(mean, 1 / p);
	return by * exp(log1p(mean_of_terms(host, n, known, power_less_one, by, p)) / p);
}

/* Closer to 0 than this, the exponent makes no difference to the geometric mean. */
#define LEAST_EXPONENT 1e-22

double
cm_power_mean(const CmHost *host, const CmNumbers *indicators, double p)
{
	Known		known;
	double		mean;

	if (!find_known(indicators, &known))
		return NAN;
	if (fabs(p) < LEAST_EXPONENT)
		p = 0;
	if (known.least == known.most || isinf(p))
		return p < 0 ? known.least : known.most;
	if (p == 1)
	{
		int			shift = cm_shift(known.least, known.most);

		mean = ldexp(mean_of_terms(host, indicators, &known, scaled, shift, 1), -shift);
	}
	else if (p <= 0 && known.least == 0)
		return 0;
	else if (p == 0)
		mean = known.most * exp(mean_of_terms(host, indicators, &known, log_power, known.most, 1));
	else
		mean = mean_of_powers(host, indicators, &known, p);
	return fmin(known.most, fmax(known.least, mean));
}

static double
log_safety(double risk, double by, double exponent)
{
	return 1 - risk > CM_LEAST_SAFETY ? log1p(-risk) : log(CM_LEAST_SAFETY);
}

double
cm_geometric_safety(const CmHost *host, const CmNumbers *indicators)
{
	Known		known;

	if (!find_known(indicators, &known))
		return NAN;
	return -expm1(mean_of_terms(host, indicators, &known, log_safety, 0, 0));
}

double
cm_coverage(const CmHost *host, const CmNumbers *indicators)
{
	CmTails		sums;
	double		heaviest = 0;
	double		coverage;

	for (size_t i = 0; i < indicators->rows; i++)
		heaviest = fmax(heaviest, indicators->number[i * indicators->columns + 1]);
	cm_column_sums_open(&sums, host, 2);
	for (size_t i = 0; i < indicators->rows; i++)
	{
		double		w = indicators->number[i * indicators->columns + 1];

		cm_breathe_at(host, i);
		if (isnan(w))
			continue;
		w = ldexp(w, cm_shift(heaviest, 0));
		cm_tails_add(&sums, host, 0, isnan(value_at(indicators, i)) ? 0 : w);
		cm_tails_add(&sums, host, 1, w);
	}
	coverage = cm_sum_of(&sums, 0) / cm_sum_of(&sums, 1);
	cm_column_sums_close(&sums, host);
	return coverage;
}
