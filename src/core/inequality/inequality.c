/*
 * inequality.c: indices of one column of numbers: the formulas.
 */
#include "core/inequality/inequality.h"
#include "core/numeric/lorenz.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <string.h>

/* Parts of formulas ---------------------------------------------------- */

static const double ln2 = 0.69314718055994530942;

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

/* x 2^exponent, x not negative */
static inline CmWide
wide(double x, int64_t exponent)
{
	int			shift;
	double		high = frexp(x, &shift);

	return (CmWide) {high, 0, exponent + shift};
}

static inline CmWide
wide_product(CmWide a, CmWide b)
{
	return (CmWide) {a.high * b.high, 0, a.exponent + b.exponent};
}

static double
wide_log(CmWide x)
{
	/* Where a double holds x, its logarithm loses least. */
	if (x.exponent > -1000 && x.exponent < 1000)
		return log(ldexp(x.high, (int) x.exponent));
	return log(x.high) + (double) x.exponent * ln2;
}

/* a / b */
static double
wide_ratio(CmWide a, CmWide b)
{
	int64_t		exponent = a.exponent - b.exponent;

	if (exponent > 4000 || exponent < -4000)
		exponent = exponent > 0 ? 4000 : -4000;
	return ldexp(a.high / b.high, (int) exponent);
}

static CmWide
mean(const CmInequality *s)
{
	CmWide		sum = cm_scaled_value(&s->sum, 0);

	return wide(sum.high / (double) s->values, sum.exponent);
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
	return wide_ratio(cm_scaled_value(&s->sum, 1), cm_scaled_value(&s->sum, 0));
}

static double
theil(CmInequality *s)
{
	if (alike(s))
		return log((double) s->values / values_above_zero(s));
	return fmax(0, mean_log(s) - wide_log(mean(s)));
}

static double
shannon_entropy(CmInequality *s)
{
	if (alike(s))
		return log(values_above_zero(s));
	return fmax(0, wide_log(cm_scaled_value(&s->sum, 0)) - mean_log(s));
}

static double
mean_log_deviation(CmInequality *s)
{
	CmWide		sum = cm_scaled_value(&s->sum, 1);

	if (s->zeros > 0)
		return NAN;
	if (alike(s))
		return 0;
	return fmax(0, wide_log(mean(s)) - ldexp(sum.high, (int) sum.exponent) / (double) s->values);
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
	return fmin(1, wide_ratio(squares, sum));
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
	return fmax(0, -expm1((log(factor) + exponent * ln2) / p));
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

/* A sum of doubles with twice their bits. */
typedef struct Sum
{
	double		high;
	double		low;
} Sum;

static inline void
sum_add(Sum *sum, double term)
{
	double		error;

	sum->high = cm_two_sum(sum->high, term, &error);
	sum->low += error;
}

static inline double
sum_value(Sum sum)
{
	return sum.high + sum.low;
}

static inline double
difference(Sum a, Sum b)
{
	return (a.high - b.high) + (a.low - b.low);
}

/*
 * Runs in order.  Values and weights may be anywhere in the range of doubles,
 * the small with the large: their products, which may lie far beyond it, are
 * read in a unit in which the largest is between 1/4 and 1; and weights as they
 * are, unless their sum could be beyond it.
 */
typedef struct Ordered
{
	const CmRun *run;
	size_t		count;
	int			weight_shift;
	int			amount_shift;
	Sum			weight;			/* sum w */
	Sum			amount;			/* sum w x */
	CmWide		whole_weight;	/* the same, without their units */
	CmWide		whole_amount;
	CmWide		average;
} Ordered;

/* CM_RUNS_MOST of such can be added up. */
#define WEIGHT_BITS_MOST 997

static inline double
weight_at(const Ordered *o, size_t i)
{
	return o->weight_shift == 0 ? o->run[i].weight : ldexp(o->run[i].weight, o->weight_shift);
}

static inline void
add_amount(const Ordered *o, Sum *sum, size_t i)
{
	CmWide		w = wide(o->run[i].weight, 0);
	CmWide		x = wide(o->run[i].value, 0);
	double		product = w.high * x.high;
	int			shift = (int) (w.exponent + x.exponent) + o->amount_shift;

	sum_add(sum, ldexp(product, shift));
	sum->low += ldexp(fma(w.high, x.high, -product), shift);
}

static void
choose_units(Ordered *o, const CmHost *host)
{
	int64_t		amount = INT_MIN;
	double		weight = 0;

	for (size_t i = 0; i < o->count; i++)
	{
		CmWide		wx = wide_product(wide(o->run[i].weight, 0), wide(o->run[i].value, 0));

		if (wx.high > 0 && wx.exponent > amount)
			amount = wx.exponent;
		weight = fmax(weight, o->run[i].weight);
		cm_breathe_at(host, i);
	}
	o->amount_shift = (int) -amount;
	o->weight_shift = (int) -fmax(0, wide(weight, 0).exponent - WEIGHT_BITS_MOST);
}

/* False if there is no amount to be shared. */
static bool
order(CmInequality *s, Ordered *o)
{
	*o = (Ordered) {0};
	cm_runs_order(&s->runs, s->host);
	o->run = s->runs.run;
	o->count = s->runs.count;
	if (o->count == 0 || o->run[o->count - 1].value == 0)
		return false;
	choose_units(o, s->host);
	for (size_t i = 0; i < o->count; i++)
	{
		sum_add(&o->weight, weight_at(o, i));
		add_amount(o, &o->amount, i);
		cm_breathe_at(s->host, i);
	}
	o->whole_weight = wide(sum_value(o->weight), -o->weight_shift);
	o->whole_amount = wide(sum_value(o->amount), -o->amount_shift);
	o->average = wide(o->whole_amount.high / o->whole_weight.high, o->whole_amount.exponent - o->whole_weight.exponent);
	return true;
}

/*
 * A value beside the mean, y = x/m: its share p of all weight and s = p y of
 * the amount, what these differ by, and ln y, which is known where y is beyond
 * all doubles.  Near the mean, where they would cancel, y - 1 says how far off it is.
 */
#define NEAR_MEAN 0.5

static inline double
share_of_weight(const Ordered *o, size_t i)
{
	return wide_ratio(wide(o->run[i].weight, 0), o->whole_weight);
}

static inline double
share_of_amount(const Ordered *o, size_t i)
{
	return wide_ratio(wide_product(wide(o->run[i].weight, 0), wide(o->run[i].value, 0)), o->whole_amount);
}

static inline double
off_mean(const Ordered *o, size_t i)
{
	return wide_ratio(wide(o->run[i].value, 0), o->average) - 1;
}

static inline double
gap(const Ordered *o, size_t i)
{
	double		off = off_mean(o, i);

	return fabs(off) < NEAR_MEAN ? share_of_weight(o, i) * off : share_of_amount(o, i) - share_of_weight(o, i);
}

static double
log_ratio(const Ordered *o, size_t i)
{
	double		off = off_mean(o, i);
	CmWide		x = wide(o->run[i].value, 0);

	if (fabs(off) < NEAR_MEAN)
		return log1p(off);
	return wide_log((CmWide) {x.high / o->average.high, 0, x.exponent - o->average.exponent});
}

/*
 * Each step of the values, times the shares of weight on either side of it.
 * No term is negative, and equal values give none.  Steps are taken from both
 * ends, where less weight is behind them: what is before them is at least half
 * of all, and a difference that loses nothing.
 */
static double
gini(CmInequality *s)
{
	Ordered		o;
	Sum			below = {0},
				above = {0},
				area = {0};
	CmWide		whole;

	if (!order(s, &o))
		return NAN;
	whole = wide_product(o.whole_weight, o.whole_amount);
	for (size_t i = 0, j = o.count - 1; i < j;)
	{
		bool		up = sum_value(below) + weight_at(&o, i) <= sum_value(above) + weight_at(&o, j);
		Sum		   *behind = up ? &below : &above;
		double		step = up ? o.run[i + 1].value - o.run[i].value : o.run[j].value - o.run[j - 1].value;
		CmWide		term;

		sum_add(behind, weight_at(&o, up ? i++ : j--));
		term = wide_product(wide(sum_value(*behind), -o.weight_shift), wide(difference(o.weight, *behind), -o.weight_shift));
		term = wide_product(wide(step, 0), term);
		sum_add(&area, ldexp(term.high, (int) (term.exponent - whole.exponent)));
		cm_breathe_at(s->host, i + o.count - j);
	}
	return sum_value(area) / whole.high;
}

/* 2 sum k s_(k) - 1, k = 1 the largest: ranks in a run of c values after r others add up to c (2r + c + 1) / 2. */
static double
hall_tideman(CmInequality *s)
{
	Ordered		o;
	Sum			ranked = {0};
	double		before = 0;

	if (!order(s, &o))
		return NAN;
	for (size_t i = o.count; i-- > 0;)
	{
		double		times = o.run[i].weight;

		sum_add(&ranked, share_of_amount(&o, i) * (2 * before + times));
		before += times;
		cm_breathe_at(s->host, i);
	}
	return 1 / sum_value(ranked);
}

static double
concentration_ratio(CmInequality *s)
{
	Ordered		o;

	if (s->parameter >= values_above_zero(s))
		return 1;
	order(s, &o);
	return fmin(1, wide_ratio(o.whole_amount, cm_scaled_value(&s->sum, 0)));
}

/* Formulas from values with weights ------------------------------------ */

/* The sum of a term that is not negative; 0 for equal values. */
static double
sum_of_terms(CmInequality *s, double (*term) (const Ordered *o, size_t i))
{
	Ordered		o;
	Sum			sum = {0};

	if (!order(s, &o))
		return NAN;
	if (o.run[0].value == o.run[o.count - 1].value)
		return 0;
	for (size_t i = 0; i < o.count; i++)
	{
		sum_add(&sum, term(&o, i));
		cm_breathe_at(s->host, i);
	}
	return fmax(0, sum_value(sum));
}

/* Half of all that shares of amount differ from those of weight. */
static double
hoover_term(const Ordered *o, size_t i)
{
	return fmax(0, gap(o, i));
}

static double
hoover(CmInequality *s)
{
	return sum_of_terms(s, hoover_term);
}

/* p (y ln y - (y - 1)), whose sum is that of p y ln y */
static double
theil_term(const Ordered *o, size_t i)
{
	double		amount = share_of_amount(o, i);

	return (amount == 0 ? 0 : amount * log_ratio(o, i)) - gap(o, i);
}

static double
theil_weighted(CmInequality *s)
{
	return sum_of_terms(s, theil_term);
}

/* p ((y - 1) - ln y), whose sum is that of -p ln y */
static double
log_deviation_term(const Ordered *o, size_t i)
{
	return gap(o, i) - share_of_weight(o, i) * log_ratio(o, i);
}

static double
mean_log_deviation_weighted(CmInequality *s)
{
	return s->zeros > 0 ? NAN : sum_of_terms(s, log_deviation_term);
}

static inline double
log_weight(const Ordered *o, size_t i)
{
	return log(o->run[i].weight) - wide_log(o->whole_weight);
}

/* ln of the weighted mean of y^p; by logarithms where powers are out of range or their mean near 0. */
static double
log_mean_power(CmInequality *s, const Ordered *o, double p)
{
	double		power_most = -INFINITY,
				term_most = -INFINITY;
	Sum			off = {0},
				sum = {0};

	for (size_t i = 0; i < o->count; i++)
	{
		double		power = p * log_ratio(o, i);

		power_most = fmax(power_most, power);
		term_most = fmax(term_most, log_weight(o, i) + power);
		cm_breathe_at(s->host, i);
	}
	for (size_t i = 0; i < o->count; i++)
	{
		double		power = p * log_ratio(o, i);

		sum_add(&off, power_most < 600 ? share_of_weight(o, i) * expm1(power) : 0);
		sum_add(&sum, exp(log_weight(o, i) + power - term_most));
		cm_breathe_at(s->host, i);
	}
	if (power_most < 600 && sum_value(off) > -0.5)
		return log1p(sum_value(off));
	return term_most + log(sum_value(sum));
}

static double
atkinson_weighted(CmInequality *s)
{
	double		p = cm_inequality_power(s);
	Ordered		o;

	if (p == 1)
		return 0;
	if (p <= 0 && s->zeros > 0)
		return 1;
	if (p == 0)
		return -expm1(-mean_log_deviation_weighted(s));
	if (!order(s, &o) || o.run[0].value == o.run[o.count - 1].value)
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
	Ordered		o;
	Sum			weight = {0},
				amount = {0};
	size_t		count = 1;
	CmThinning	thinning;

	if (!order(s, &o))
		return 0;
	thinning = cm_thinning(o.count, points);
	point[0] = (CmLorenzPoint) {0, 0};
	for (size_t i = 0; i + 1 < o.count; i++)
	{
		CmLorenzPoint corner;

		sum_add(&weight, weight_at(&o, i));
		add_amount(&o, &amount, i);
		corner = (CmLorenzPoint) {sum_value(weight) / sum_value(o.weight), sum_value(amount) / sum_value(o.amount)};
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
