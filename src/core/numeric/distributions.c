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

/* Student's t ---------------------------------------------------------- */

#define FRACTION_MOST 10000
#define FRACTION_LEAST 1e-300

static double
not_zero(double x)
{
	return fabs(x) < FRACTION_LEAST ? FRACTION_LEAST : x;
}

/*
 * The continued fraction of the incomplete beta function (Abramowitz and Stegun
 * 26.5.8) by Lentz's method; x < (a + 1)/(a + b + 2), where it ends soon.
 */
static double
beta_fraction(double a, double b, double x)
{
	double		c = 1,
				d = 1 / not_zero(1 - (a + b) * x / (a + 1)),
				value = d;

	for (int m = 1; m <= FRACTION_MOST; m++)
	{
		double		even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
					odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
					step;

		d = 1 / not_zero(1 + even * d);
		c = not_zero(1 + even / c);
		value *= c * d;
		d = 1 / not_zero(1 + odd * d);
		c = not_zero(1 + odd / c);
		step = c * d;
		value *= step;
		if (fabs(step - 1) < 1e-16)
			break;
	}
	return value;
}

/* ln(gamma(a + 1/2)/gamma(a)), for large a by its series (Tricomi, Erdelyi 1951), for gammas of them would cancel. */
static double
half_step(double a)
{
	return a < 50 ? lgamma(a + 0.5) - lgamma(a) :
		0.5 * log(a) - (1.0 / 8 - (1.0 / 192 - 1.0 / 640 / (a * a)) / (a * a)) / a;
}

/* P(|T| > t) is the incomplete beta function of freedom/(freedom + t^2) at freedom/2 and 1/2. */
double
cm_student_two_sided(double t, double freedom)
{
	double		a = freedom / 2,
				x = freedom / (freedom + t * t),
				rest = t * t / (freedom + t * t),
				factor;

	if (isinf(t))
		return 0;
	if (isnan(t) || t == 0)
		return isnan(t) ? NAN : 1;
	factor = exp(half_step(a) - a * log1p(t * t / freedom)) * sqrt(rest / M_PI);
	return x < (a + 1) / (a + 2.5) ? factor * beta_fraction(a, 0.5, x) / a : 1 - factor * beta_fraction(0.5, a, rest) / 0.5;
}

double
cm_student_upper_quantile(double tail, double freedom)
{
	double		low = 0,
				high = 1;

	while (cm_student_two_sided(high, freedom) > 2 * tail)
		high *= 2;
	for (double middle = high / 2; middle > low && middle < high; middle = low + (high - low) / 2)
		*(cm_student_two_sided(middle, freedom) > 2 * tail ? &low : &high) = middle;
	return high;
}

/* Many tests ------------------------------------------------------------ */

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
