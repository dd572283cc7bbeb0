/*
 * autocorrelation.c: is what is near alike?
 *
 * Everything is found of values in standard deviations, SUM z^2 = n.
 */
#include "core/space/autocorrelation.h"

#include "core/numeric/random.h"
#include "core/numeric/undefined.h"

#include <math.h>

/* What differs by less, relative to what it is made of, is the same but for rounding. */
#define ROUNDING 1e-12

/* Terms of a variance; it is 0 where they cancel but for rounding. */
typedef struct Terms
{
	double		sum;
	double		absolute;
} Terms;

static void
add(Terms *t, double term)
{
	t->sum += term;
	t->absolute += fabs(term);
}

static double
variance_of(const Terms *t)
{
	return t->sum <= ROUNDING * t->absolute ? 0 : t->sum;
}

/* Statistics ------------------------------------------------------------- */

/* What permutations change: SUM w z_r z_s, SUM w (z_r - z_s)^2, SUM w (y_r y_s - mean^2). */
static double
changing(const CmAutocorrelated *a, const CmHost *host, CmAutocorrelation kind, const double *z)
{
	const CmGraph *g = &a->among->links;
	double		mean = a->values->mean,
				sum = 0;

	for (uint32_t r = 0; r < g->units; r++)
	{
		double		of_unit = 0,
					weight = 0;

		cm_breathe_after(host, g->start[r], g->start[r + 1]);
		for (uint64_t k = g->start[r]; k < g->start[r + 1]; k++)
		{
			double		other = z[g->to[k]];

			weight += g->weight[k];
			of_unit += g->weight[k] * (kind == CM_GEARY ? (z[r] - other) * (z[r] - other) : other);
		}
		if (kind == CM_GEARY)
			sum += of_unit;
		else
			sum += z[r] * of_unit + (kind == CM_GETIS_ORD ? mean * (weight * z[r] + of_unit) : 0);
	}
	return sum;
}

/* SUM_{r<>s} y_r y_s of values of 0 or more, without differences. */
static double
products_of_pairs(const CmStandardized *v, const CmHost *host)
{
	double		before = 0,
				sum = 0;

	for (uint32_t k = 0; k < v->count; k++)
	{
		sum += v->y[v->unit[k]] * before;
		before += v->y[v->unit[k]];
		cm_breathe_at(host, k);
	}
	return 2 * sum;
}

/* SUM w y_r y_s. */
static double
products_of_neighbours(const CmAutocorrelated *a, const CmHost *host)
{
	const CmGraph *g = &a->among->links;
	double		sum = 0;

	for (uint32_t r = 0; r < g->units; r++)
	{
		double		of_unit = 0;

		cm_breathe_after(host, g->start[r], g->start[r + 1]);
		for (uint64_t k = g->start[r]; k < g->start[r + 1]; k++)
			of_unit += g->weight[k] * a->values->y[g->to[k]];
		sum += a->values->y[r] * of_unit;
	}
	return sum;
}

/* Moments of permutations (Cliff, Ord 1981; exact) ------------------------- */

static double
moran_variance(double n, CmWeightSums w, double b2)
{
	double		divisor = (n - 1) * (n - 2) * (n - 3) * w.s0 * w.s0;
	Terms		t = {0, 0};

	if (n < 4)
		return NAN;
	add(&t, n * (n * n - 3 * n + 3) * w.s1 / divisor);
	add(&t, -n * n * w.s2 / divisor);
	add(&t, 3 * n * w.s0 * w.s0 / divisor);
	add(&t, -b2 * (n * n - n) * w.s1 / divisor);
	add(&t, 2 * b2 * n * w.s2 / divisor);
	add(&t, -6 * b2 * w.s0 * w.s0 / divisor);
	add(&t, -1 / ((n - 1) * (n - 1)));
	return variance_of(&t);
}

static double
moran_variance_normality(double n, CmWeightSums w)
{
	double		divisor = (n * n - 1) * w.s0 * w.s0;
	Terms		t = {0, 0};

	add(&t, n * n * w.s1 / divisor);
	add(&t, -n * w.s2 / divisor);
	add(&t, 3 / (n * n - 1));
	add(&t, -1 / ((n - 1) * (n - 1)));
	return variance_of(&t);
}

static double
geary_variance(double n, CmWeightSums w, double b2)
{
	double		divisor = n * (n - 2) * (n - 3) * w.s0 * w.s0;
	Terms		t = {0, 0};

	if (n < 4)
		return NAN;
	add(&t, (n - 1) * w.s1 * (n * n - 3 * n + 3) / divisor);
	add(&t, -(n - 1) * (n - 1) * w.s1 * b2 / divisor);
	add(&t, -(n - 1) * w.s2 * (n * n + 3 * n - 6) / 4 / divisor);
	add(&t, (n - 1) * w.s2 * (n * n - n + 2) * b2 / 4 / divisor);
	add(&t, w.s0 * w.s0 * (n * n - 3) / divisor);
	add(&t, -w.s0 * w.s0 * (n - 1) * (n - 1) * b2 / divisor);
	return variance_of(&t);
}

static double
geary_variance_normality(double n, CmWeightSums w)
{
	double		divisor = 2 * (n + 1) * w.s0 * w.s0;
	Terms		t = {0, 0};

	add(&t, (2 * w.s1 + w.s2) * (n - 1) / divisor);
	add(&t, -4 * w.s0 * w.s0 / divisor);
	return variance_of(&t);
}

/*
 * Of SUM w y_r y_s with y = mean + z, which is mean^2 S0 + mean SUM c_r z_r + SUM w z_r z_s,
 * c_r = w_r. + w_.r: the variances of the latter two and twice their covariance.  The usual
 * formula in powers of y (Getis, Ord 1992) is the same, but where the mean is large it cancels.
 */
static double
getis_ord_variance(double n, CmWeightSums w, const CmStandardized *v)
{
	double		moran = moran_variance(n, w, v->fourth),
				spread = w.s2 - 4 * w.s0 * w.s0 / n;
	Terms		t = {0, 0};

	if (!(spread > ROUNDING * w.s2))
		spread = 0;				/* all units have the same weight */
	add(&t, v->mean * v->mean * spread * n / (n - 1));
	add(&t, -2 * v->mean * v->third * spread * n / ((n - 1) * (n - 2)));
	add(&t, moran * w.s0 * w.s0);
	return isnan(moran) ? NAN : variance_of(&t);
}

/* Rows ------------------------------------------------------------------- */

/* z and p of a difference from what is expected. */
static void
test(double difference, double variance, double *z, double *p)
{
	if (!(variance > 0))
		return;
	*z = difference / sqrt(variance);
	*p = erfc(fabs(*z) * M_SQRT1_2);
}

static void
put_getis_ord(const CmAutocorrelated *a, const CmHost *host, double *row)
{
	const CmStandardized *v = a->values;
	CmWeightSums w = a->weights;
	double		n = v->count,
				pairs = products_of_pairs(v, host),
				unit = ldexp(1, a->among->exponent),	/* of the weights; the statistic is of theirs */
				variance = getis_ord_variance(n, w, v);

	if (v->negative || pairs == 0)
		return;
	row[CM_AUTO_STATISTIC] = products_of_neighbours(a, host) / pairs * unit;
	row[CM_AUTO_EXPECTATION] = w.s0 / (n * (n - 1)) * unit;
	row[CM_AUTO_VARIANCE] = variance / pairs / pairs * unit * unit;
	test(changing(a, host, CM_GETIS_ORD, v->z) + w.s0 / (n - 1), variance, &row[CM_AUTO_Z], &row[CM_AUTO_P]);
}

static bool
is_defined(const CmAutocorrelated *a)
{
	return a->values->count >= 2 && !a->values->constant && a->weights.s0 > 0;
}

void
cm_autocorrelation(const CmAutocorrelated *a, const CmHost *host, CmAutocorrelation kind, double row[CM_AUTO_COLUMNS])
{
	CmWeightSums w = a->weights;
	double		n = a->values->count,
				difference;

	for (int i = 0; i < CM_AUTO_COLUMNS; i++)
		row[i] = NAN;
	if (!is_defined(a))
		return;
	if (kind == CM_GETIS_ORD)
		put_getis_ord(a, host, row);
	else
	{
		bool		moran = kind == CM_MORAN;

		row[CM_AUTO_STATISTIC] = changing(a, host, kind, a->values->z) / w.s0 * (moran ? 1 : (n - 1) / (2 * n));
		row[CM_AUTO_EXPECTATION] = moran ? -1 / (n - 1) : 1;
		row[CM_AUTO_VARIANCE] = moran ? moran_variance(n, w, a->values->fourth) : geary_variance(n, w, a->values->fourth);
		row[CM_AUTO_VARIANCE_NORMALITY] = moran ? moran_variance_normality(n, w) : geary_variance_normality(n, w);
		difference = row[CM_AUTO_STATISTIC] - row[CM_AUTO_EXPECTATION];
		test(difference, row[CM_AUTO_VARIANCE], &row[CM_AUTO_Z], &row[CM_AUTO_P]);
		test(difference, row[CM_AUTO_VARIANCE_NORMALITY], &row[CM_AUTO_Z_NORMALITY], &row[CM_AUTO_P_NORMALITY]);
	}
	cm_define_row(row, CM_AUTO_COLUMNS);
}

/* Permutations ------------------------------------------------------------- */

/* The z of units, shuffled (Fisher, Yates; Durstenfeld 1964). */
static void
shuffle(const CmStandardized *v, const CmHost *host, uint64_t stream, double *shuffled, double *z)
{
	for (uint32_t k = 0; k < v->count; k++)
	{
		uint32_t	at = (uint32_t) (cm_uniform(stream, k) * (k + 1.0));

		/* A place among those up to k; who was there moves to the end. */
		shuffled[k] = shuffled[at];
		shuffled[at] = v->z[v->unit[k]];
		cm_breathe_at(host, k);
	}
	for (uint32_t k = 0; k < v->count; k++)
		z[v->unit[k]] = shuffled[k];
}

double
cm_autocorrelation_p(const CmAutocorrelated *a, const CmHost *host, CmAutocorrelation kind, uint32_t permutations, uint64_t seed)
{
	const CmStandardized *v = a->values;
	double		observed,
				tie,
			   *shuffled,
			   *z;
	uint32_t	above = 0,
				below = 0;

	if (!is_defined(a) || permutations == 0 || (kind == CM_GETIS_ORD && (v->negative || products_of_pairs(v, host) == 0)))
		return NAN;
	shuffled = cm_zeros(host, (size_t) v->count + 1, sizeof(double));
	z = cm_zeros(host, (size_t) v->units + 1, sizeof(double));
	observed = changing(a, host, kind, v->z);
	tie = ROUNDING * a->weights.s0 * (kind == CM_GETIS_ORD ? 1 + 2 * v->mean : 1);
	for (uint32_t n = 0; n < permutations; n++)
	{
		double		by_chance;

		shuffle(v, host, cm_mix64(seed + (n + UINT64_C(1)) * CM_GOLDEN), shuffled, z);
		by_chance = changing(a, host, kind, z);
		above += by_chance >= observed - tie;
		below += by_chance <= observed + tie;
	}
	cm_release(host, shuffled);
	cm_release(host, z);
	return fmin(1, 2 * (1.0 + (above < below ? above : below)) / (1.0 + permutations));
}
