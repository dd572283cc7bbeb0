/*
 * inequality.c: indices of one column of numbers: the formulas.
 */
#include "core/inequality/inequality.h"
#include "core/inequality/ordered.h"
#include "core/numeric/lorenz.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Parts of formulas ---------------------------------------------------- */

static double
values_above_zero(const CmInequality *s)
{
	return (double) (s->values - s->zeros);
}

/* Are all values above zero the same?  Then results are known without rounding. */
static bool
alike(const CmInequality *s)
{
	return s->smallest == s->largest;
}

static CmWide
mean(const CmInequality *s)
{
	CmWide		sum = cm_scaled_value(&s->sum, 0);

	return cm_wide(sum.high / (double) s->values, sum.exponent);
}

/* sum (x / mean)^p / n = *factor * 2^result, for p other than 0 and 1 */
static double
mean_power(const CmInequality *s, double power, double *factor)
{
	CmWide		m = mean(s);
	CmWide		sum = cm_scaled_value(&s->sum, 1);

	if (alike(s))
	{
		*factor = 1;
		return (power - 1) * log2((double) s->values / values_above_zero(s));
	}
	*factor = sum.high / ((double) s->values * pow(m.high, power));
	return (double) sum.exponent - power * (double) m.exponent;
}

/*
 * sum (x - mean)^2 / n / mean^2 = (n sum x^2 - (sum x)^2) / (sum x)^2, 0 or
 * more.  Both sums have 106 bits, so little is left to cancel.
 */
static double
relative_variance(const CmInequality *s)
{
	CmWide		sum = cm_scaled_value(&s->sum, 0);
	CmWide		squares = cm_scaled_value(&s->sum, 1);
	double		n = (double) s->values;
	double		high,
				low,
				square,
				rest;
	int			shift;

	if (alike(s))
		return (double) s->zeros / values_above_zero(s);
	/* Squares lie between (sum x)^2 / n and (sum x)^2. */
	shift = (int) (squares.exponent - 2 * sum.exponent);
	squares.high = ldexp(squares.high, shift);
	squares.low = ldexp(squares.low, shift);
	high = n * squares.high;
	low = fma(n, squares.high, -high) + n * squares.low;
	square = sum.high * sum.high;
	rest = fma(sum.high, sum.high, -square) + 2 * sum.high * sum.low;
	return fmax(0, (high - square) + (low - rest)) / square;
}

/* sum s ln x */
static double
mean_log(const CmInequality *s)
{
	return cm_wide_ratio(cm_scaled_value(&s->sum, 1), cm_scaled_value(&s->sum, 0));
}

static double
theil(CmInequality *s)
{
	if (alike(s))
		return log((double) s->values / values_above_zero(s));
	return fmax(0, mean_log(s) - cm_wide_log(mean(s)));
}

static double
shannon_entropy(CmInequality *s)
{
	if (alike(s))
		return log(values_above_zero(s));
	return fmax(0, cm_wide_log(cm_scaled_value(&s->sum, 0)) - mean_log(s));
}

static double
mean_log_deviation(CmInequality *s)
{
	CmWide		sum = cm_scaled_value(&s->sum, 1);

	if (s->zeros > 0)
		return NAN;
	if (alike(s))
		return 0;
	return fmax(0, cm_wide_log(mean(s)) - ldexp(sum.high, (int) sum.exponent) / (double) s->values);
}

/* Formulas from sums --------------------------------------------------- */

static double
herfindahl(CmInequality *s)
{
	CmWide		sum = cm_scaled_value(&s->sum, 0);
	CmWide		squares = cm_scaled_value(&s->sum, 1);

	if (alike(s))
		return 1 / values_above_zero(s);
	sum.high *= sum.high;
	sum.exponent *= 2;
	return fmin(1, cm_wide_ratio(squares, sum));
}

static double
herfindahl_normalized(CmInequality *s)
{
	if (s->values == 1)
		return NAN;
	return fmin(1, relative_variance(s) / (double) (s->values - 1));
}

static double
generalized_entropy(CmInequality *s)
{
	double		p = cm_inequality_power(s);
	double		factor,
				exponent;

	if (p <= 0 && s->zeros > 0)
		return NAN;
	if (p == 0)
		return mean_log_deviation(s);
	if (p == 1)
		return theil(s);
	if (p == 2)
		return relative_variance(s) / 2;
	if (alike(s) && s->zeros == 0)
		return 0;
	exponent = mean_power(s, p, &factor);
	return fmax(0, (factor * exp2(exponent) - 1) / (p * (p - 1)));
}

static double
atkinson(CmInequality *s)
{
	double		p = cm_inequality_power(s);
	double		factor,
				exponent;

	if (p == 1)
		return 0;
	if (p <= 0 && s->zeros > 0)
		return 1;
	if (alike(s) && s->zeros == 0)
		return 0;
	if (p == 0)
		return -expm1(-mean_log_deviation(s));
	exponent = mean_power(s, p, &factor);
	return fmax(0, -expm1((log(factor) + exponent * CM_LN2) / p));
}

static double
hannah_kay(CmInequality *s)
{
	double		p = cm_inequality_power(s);
	double		factor,
				exponent;

	if (alike(s))
		return values_above_zero(s);
	if (p == 1)
		return exp(shannon_entropy(s));
	if (p == 2)
		return 1 / herfindahl(s);
	exponent = mean_power(s, p, &factor);
	return (double) s->values * exp2((log2(factor) + exponent) / (1 - p));
}

static double
coefficient_of_variation(CmInequality *s)
{
	return sqrt(relative_variance(s));
}

/* Formulas from values in order ---------------------------------------- */

/*
 * Each step of the values, times the shares of weight on either side of it.
 * No term is negative, and equal values give none.  Steps are taken from both
 * ends, where less weight is behind them: what is before them is at least half
 * of all, and a difference that loses nothing.
 */
static double
gini(CmInequality *s)
{
	CmOrdered	o;
	CmLongSum	below = {0},
				above = {0},
				area = {0};
	CmWide		whole;

	if (!cm_ordered_open(&o, &s->runs, s->host))
		return NAN;
	whole = cm_wide_product(o.whole_weight, o.whole_amount);
	for (size_t i = 0, j = o.count - 1; i < j;)
	{
		bool		up = cm_long_value(below) + cm_weight_at(&o, i) <= cm_long_value(above) + cm_weight_at(&o, j);
		CmLongSum  *behind = up ? &below : &above;
		double		step = up ? o.run[i + 1].value - o.run[i].value : o.run[j].value - o.run[j - 1].value;
		CmWide		term;

		cm_long_add(behind, cm_weight_at(&o, up ? i++ : j--));
		term = cm_wide_product(cm_wide(cm_long_value(*behind), -o.weight_shift), cm_wide(cm_long_difference(o.weight, *behind), -o.weight_shift));
		term = cm_wide_product(cm_wide(step, 0), term);
		cm_long_add(&area, ldexp(term.high, (int) (term.exponent - whole.exponent)));
		cm_breathe_at(s->host, i + o.count - j);
	}
	return cm_long_value(area) / whole.high;
}

/* 2 sum k s_(k) - 1, k = 1 the largest: ranks in a run of c values after r others add up to c (2r + c + 1) / 2. */
static double
hall_tideman(CmInequality *s)
{
	CmOrdered	o;
	CmLongSum	ranked = {0};
	double		before = 0;

	if (!cm_ordered_open(&o, &s->runs, s->host))
		return NAN;
	for (size_t i = o.count; i-- > 0;)
	{
		double		times = o.run[i].weight;

		cm_long_add(&ranked, cm_share_of_amount(&o, i) * (2 * before + times));
		before += times;
		cm_breathe_at(s->host, i);
	}
	return 1 / cm_long_value(ranked);
}

static double
concentration_ratio(CmInequality *s)
{
	CmOrdered	o;

	if (s->parameter >= values_above_zero(s))
		return 1;
	cm_ordered_open(&o, &s->runs, s->host);
	return fmin(1, cm_wide_ratio(o.whole_amount, cm_scaled_value(&s->sum, 0)));
}

/* Formulas from values with weights ------------------------------------ */

/* The sum of a term that is not negative; 0 for equal values. */
static double
sum_of_terms(CmInequality *s, double (*term) (const CmOrdered *o, size_t i))
{
	CmOrdered	o;
	CmLongSum	sum = {0};

	if (!cm_ordered_open(&o, &s->runs, s->host))
		return NAN;
	if (o.run[0].value == o.run[o.count - 1].value)
		return 0;
	for (size_t i = 0; i < o.count; i++)
	{
		cm_long_add(&sum, term(&o, i));
		cm_breathe_at(s->host, i);
	}
	return fmax(0, cm_long_value(sum));
}

/* Half of all that shares of amount differ from those of weight. */
static double
hoover_term(const CmOrdered *o, size_t i)
{
	return fmax(0, cm_share_gap(o, i));
}

static double
hoover(CmInequality *s)
{
	return sum_of_terms(s, hoover_term);
}

/* p (y ln y - (y - 1)), whose sum is that of p y ln y */
static double
theil_term(const CmOrdered *o, size_t i)
{
	double		amount = cm_share_of_amount(o, i);

	return (amount == 0 ? 0 : amount * cm_log_ratio(o, i)) - cm_share_gap(o, i);
}

static double
theil_weighted(CmInequality *s)
{
	return sum_of_terms(s, theil_term);
}

/* p ((y - 1) - ln y), whose sum is that of -p ln y */
static double
log_deviation_term(const CmOrdered *o, size_t i)
{
	return cm_share_gap(o, i) - cm_share_of_weight(o, i) * cm_log_ratio(o, i);
}

static double
mean_log_deviation_weighted(CmInequality *s)
{
	return s->zeros > 0 ? NAN : sum_of_terms(s, log_deviation_term);
}

/* ln of the weighted mean of y^p; by logarithms where powers are out of range or their mean near 0. */
static double
log_mean_power(CmInequality *s, const CmOrdered *o, double p)
{
	double		power_most = -INFINITY,
				term_most = -INFINITY;
	CmLongSum	off = {0},
				sum = {0};

	for (size_t i = 0; i < o->count; i++)
	{
		double		power = p * cm_log_ratio(o, i);

		power_most = fmax(power_most, power);
		term_most = fmax(term_most, cm_log_weight(o, i) + power);
		cm_breathe_at(s->host, i);
	}
	for (size_t i = 0; i < o->count; i++)
	{
		double		power = p * cm_log_ratio(o, i);

		cm_long_add(&off, power_most < 600 ? cm_share_of_weight(o, i) * expm1(power) : 0);
		cm_long_add(&sum, exp(cm_log_weight(o, i) + power - term_most));
		cm_breathe_at(s->host, i);
	}
	if (power_most < 600 && cm_long_value(off) > -0.5)
		return log1p(cm_long_value(off));
	return term_most + log(cm_long_value(sum));
}

static double
atkinson_weighted(CmInequality *s)
{
	double		p = cm_inequality_power(s);
	CmOrdered	o;

	if (p == 1)
		return 0;
	if (p <= 0 && s->zeros > 0)
		return 1;
	if (p == 0)
		return -expm1(-mean_log_deviation_weighted(s));
	if (!cm_ordered_open(&o, &s->runs, s->host) || o.run[0].value == o.run[o.count - 1].value)
		return 0;
	return fmax(0, -expm1(log_mean_power(s, &o, p) / p));
}

/* Of values that are only collected, for something else to be made of them. */
static double
no_index(CmInequality *s)
{
	(void) s;
	return NAN;
}

/* Lorenz curve --------------------------------------------------------- */

size_t
cm_lorenz_curve(CmInequality *s, uint32_t points, CmLorenzPoint *point)
{
	CmOrdered	o;
	CmLongSum	weight = {0},
				amount = {0};
	size_t		count = 1;
	CmThinning	thinning;

	if (!cm_ordered_open(&o, &s->runs, s->host))
		return 0;
	thinning = cm_thinning(o.count, points);
	point[0] = (CmLorenzPoint) {0, 0};
	for (size_t i = 0; i + 1 < o.count; i++)
	{
		CmLorenzPoint corner;

		cm_long_add(&weight, cm_weight_at(&o, i));
		cm_add_amount(&o, &amount, i);
		corner = (CmLorenzPoint) {cm_long_value(weight) / cm_long_value(o.weight), cm_long_value(amount) / cm_long_value(o.amount)};
		if (cm_thinning_keeps(&thinning, corner.population, corner.value))
			point[count++] = corner;
		cm_breathe_at(s->host, i);
	}
	point[count++] = (CmLorenzPoint) {1, 1};
	return count;
}

/* The indices --------------------------------------------------------- */

#define ALPHA_MOST 100

static const CmIndex indices[] = {
	{"herfindahl", "herfindahl", CM_KEEP_SUMS, 2, 0, NULL, false, 0, 0, NULL, herfindahl},
	{"herfindahl_normalized", "herfindahl_normalized", CM_KEEP_SUMS, 2, 0, NULL, false, 0, 0, NULL, herfindahl_normalized},
	{"concentration_ratio", "concentration_ratio", CM_KEEP_LARGEST, 1, 0, "k", true, 1, 2147483647, "of at least 1", concentration_ratio},
	{"gini", "gini", CM_KEEP_ALL, 0, 0, NULL, false, 0, 0, NULL, gini},
	{"gini_weighted", "gini", CM_KEEP_WEIGHTED, 0, 0, NULL, false, 0, 0, NULL, gini},
	{"theil", "theil", CM_KEEP_SUMS, 1, 0, NULL, false, 0, 0, NULL, theil},
	{"theil_weighted", "theil", CM_KEEP_WEIGHTED, 0, 0, NULL, false, 0, 0, NULL, theil_weighted},
	{"mean_log_deviation", "mean_log_deviation", CM_KEEP_SUMS, 0, 0, NULL, false, 0, 0, NULL, mean_log_deviation},
	{"mean_log_deviation_weighted", "mean_log_deviation", CM_KEEP_WEIGHTED, 0, 0, NULL, false, 0, 0, NULL, mean_log_deviation_weighted},
	{"generalized_entropy", "generalized_entropy", CM_KEEP_SUMS, 0, 1, "alpha", false, -ALPHA_MOST, ALPHA_MOST, "from -100 to 100", generalized_entropy},
	{"atkinson", "atkinson", CM_KEEP_SUMS, 1, -1, "epsilon", false, 0, ALPHA_MOST, "from 0 to 100", atkinson},
	{"atkinson_weighted", "atkinson", CM_KEEP_WEIGHTED, 1, -1, "epsilon", false, 0, ALPHA_MOST, "from 0 to 100", atkinson_weighted},
	{"hoover", "hoover", CM_KEEP_ALL, 0, 0, NULL, false, 0, 0, NULL, hoover},
	{"shannon_entropy", "shannon_entropy", CM_KEEP_SUMS, 1, 0, NULL, false, 0, 0, NULL, shannon_entropy},
	{"hall_tideman", "hall_tideman", CM_KEEP_ALL, 0, 0, NULL, false, 0, 0, NULL, hall_tideman},
	{"hannah_kay", "hannah_kay", CM_KEEP_SUMS, 0, 1, "alpha", false, DBL_TRUE_MIN, ALPHA_MOST, "above 0 and at most 100", hannah_kay},
	{"coefficient_of_variation", "coefficient_of_variation", CM_KEEP_SUMS, 2, 0, NULL, false, 0, 0, NULL, coefficient_of_variation},
	{"plants", "ellison_glaeser_simulated", CM_KEEP_ALL, 0, 0, NULL, false, 0, 0, NULL, no_index},
};

const CmIndex *
cm_index(const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof(indices) / sizeof(indices[0]); i++)
		if (strlen(indices[i].name) == length && memcmp(indices[i].name, name, length) == 0)
			return &indices[i];
	return NULL;
}

double
cm_inequality_result(CmInequality *s)
{
	double		result;

	/* Without an amount to be shared nothing is defined. */
	if (s->zeros == s->values)
		return NAN;
	result = s->index->result(s);
	return isfinite(result) ? result : NAN;
}
