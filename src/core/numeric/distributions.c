/*
 * distributions.c: the probability that tests and bounds need.
 */
#include "core/numeric/distributions.h"
#include "core/numeric/radix.h"

#include <math.h>

#define LN_2PI 1.83787706640934548356
#define STIRLING_LEAST 16		/* from here on the series is exact to a double */

/*
 * A first guess (Abramowitz and Stegun 26.2.23, error 4.5e-4), then Halley's
 * method on the tail, which triples the digits each time.
 */
double
cm_normal_upper_quantile(double tail)
{
	double		t = sqrt(-2 * log(tail));
	double		z = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
		(1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));

	for (int i = 0; i < 3; i++)
	{
		double		density = exp(-0.5 * (z * z + LN_2PI));
		double		step = (0.5 * erfc(z * M_SQRT1_2) - tail) / density;

		z += step / (1 - 0.5 * step * z);
	}
	return z;
}

/* ln n! less Stirling's formula ln sqrt(2 pi n) + n ln n - n; n >= 1. */
static double
stirling_error(double n)
{
	static const double few[STIRLING_LEAST] = {
		0,
		0.08106146679532725822, 0.04134069595540929409, 0.02767792568499833915,
		0.02079067210376509311, 0.01664469118982119216, 0.01387612882307074800,
		0.01189670994589177010, 0.01041126526197209650, 0.00925546218271273292,
		0.00833056343336287126, 0.00757367548795184079, 0.00694284010720952987,
		0.00640899418800420707, 0.00595137011275884774, 0.00555473355196280137
	};
	double		inverse = 1 / n;
	double		square = inverse * inverse;

	if (n < STIRLING_LEAST)
		return few[(int) n];
	return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 * square) * square) * square) * square) * inverse;
}

/* x ln(x / mean) + mean - x, without cancellation where x is near the mean. */
static double
deviance(double x, double mean)
{
	double		difference = x - mean;
	double		ratio = difference / (x + mean);
	double		sum = difference * ratio;
	double		power = 2 * x * ratio;

	if (fabs(ratio) >= 0.1)
		return x * log(x / mean) - difference;
	for (int j = 3;; j += 2)
	{
		double		before = sum;

		power *= ratio * ratio;
		sum += power / j;
		if (sum == before)
			return sum;
	}
}

double
cm_binomial_probability(double trials, double successes, double chance)
{
	double		failures = trials - successes;

	if (chance >= 1)
		return failures == 0 ? 1 : 0;
	if (successes == 0)
		return exp(trials * log1p(-chance));
	if (failures == 0)
		return exp(trials * log(chance));
	return exp(stirling_error(trials) - stirling_error(successes) - stirling_error(failures)
			   - deviance(successes, trials * chance)
			   - deviance(failures, trials * (1 - chance)))
		* sqrt(trials / (2 * M_PI * successes * failures));
}

/*
 * The tail from a term outwards, away from the mean, where terms shrink: up to
 * `most` steps, the i-th multiplying by odds * (most - i) / (start + i + 1).
 */
static double
outer_tail(double term, double start, double most, double odds)
{
	double		sum = term;

	for (double i = 0; i < most; i++)
	{
		term *= odds * (most - i) / (start + i + 1);
		if (!(term > sum * 1e-17))
			break;
		sum += term;
	}
	return sum;
}

double
cm_binomial_two_sided(double trials, double successes, double chance)
{
	double		failures = trials - successes;
	double		term,
				tail,
				other;

	if (!(successes >= 0 && failures >= 0 && chance > 0 && chance <= 1 && trials <= CM_TRIALS_MOST))
		return NAN;
	if (chance == 1)
		return failures == 0 ? 1 : 0;
	term = cm_binomial_probability(trials, successes, chance);
	if (successes >= trials * chance)
		tail = outer_tail(term, successes, failures, chance / (1 - chance));
	else
		tail = outer_tail(term, failures, successes, (1 - chance) / chance);
	other = 1 - tail + term;
	return fmin(1, 2 * fmin(tail, other));
}

void
cm_adjust_p_values(const CmHost *host, double *p, uint64_t count)
{
	CmKeyed    *sorted = cm_resize(host, NULL, count + 1, sizeof(CmKeyed));
	uint64_t	tests = 0;
	double		least = 1;

	for (uint64_t i = 0; i < count; i++)
	{
		if (!isnan(p[i]))
			sorted[tests++] = (CmKeyed) {cm_key(p[i]), i};
		cm_breathe_at(host, i);
	}
	cm_radix_sort(host, sorted, tests, offsetof(CmKeyed, key));
	for (uint64_t rank = tests; rank > 0; rank--)
	{
		double	   *value = &p[sorted[rank - 1].with];

		least = fmin(least, *value * ((double) tests / (double) rank));
		*value = least;
		cm_breathe_at(host, rank);
	}
	cm_release(host, sorted);
}
