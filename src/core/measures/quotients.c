/*
 * quotients.c: location quotients and what is derived from them.
 */
#include "core/measures/quotients.h"

#include "core/numeric/distributions.h"
#include "core/numeric/undefined.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Differences below this, relative to what they are taken of, are rounding. */
#define ROUNDING 1e-13

double
cm_quotients_lq(const CmQuotients *q, uint32_t region, uint32_t industry, double amount)
{
	return cm_location_quotient(amount, q->region_total[region], q->industry[industry].total, q->total);
}

/* Is one of these columns asked for? */
static inline bool
asks(const CmQuotients *q, unsigned columns)
{
	return (columns & ~q->options.unasked) != 0;
}

#define COLUMN(name) (1U << CM_QUOTIENT_##name)
#define BOUNDS (COLUMN(LOWER) | COLUMN(UPPER))

/* Preparation ---------------------------------------------------------- */

static void
open_industries(CmQuotients *q, const CmHost *host, const CmTable *reference)
{
	const CmTable *t = q->table;
	bool		of_firms = q->options.of_firms;

	for (uint32_t i = 0; i < t->industries; i++)
	{
		CmQuotientIndustry *industry = &q->industry[i];
		uint32_t	place = reference == t ? i :
			cm_label_place(reference->industry_label, reference->industries, t->industry_label[i]);
		double		squares;

		cm_breathe_at(host, i);
		memset(industry, 0, sizeof(*industry));
		industry->total = industry->firms = industry->herfindahl = NAN;
		if (place == UINT32_MAX)
			continue;
		industry->firms = reference->industry.firms[place];
		industry->total = of_firms ? industry->firms : reference->industry.size[place];
		squares = of_firms ? industry->firms : reference->industry.squares[place];
		industry->herfindahl = cm_ratio(cm_ratio(squares, industry->total), industry->total);
		if (!of_firms && q->options.herfindahl != NULL && !isnan(q->options.herfindahl[i]))
			industry->herfindahl = q->options.herfindahl[i];
	}
}

/* Sum over the reference's regions of x/X (1 - x/X_r), for each industry. */
static void
open_variances(CmQuotients *q, const CmHost *host, const CmTable *reference)
{
	const CmTable *t = q->table;
	const CmColumns *cells = &reference->cell;
	const double *amount = q->options.of_firms ? cells->firms : cells->size;
	const double *totals = q->options.of_firms ? reference->region.firms : reference->region.size;
	uint32_t   *place = cm_resize(host, NULL, (size_t) reference->industries + 1, sizeof(uint32_t));

	for (uint32_t i = 0; i < reference->industries; i++)
	{
		place[i] = cm_label_place(t->industry_label, t->industries, reference->industry_label[i]);
		cm_breathe_at(host, i);
	}
	for (uint32_t r = 0; r < reference->regions; r++)
		for (uint64_t c = reference->row[r]; c < reference->row[r + 1]; c++)
		{
			uint32_t	i = place[reference->column[c]];

			cm_breathe_at(host, c);
			if (i != UINT32_MAX && totals[r] != 0)
				q->industry[i].variance += amount[c] / q->total * (1 - amount[c] / totals[r]);
		}
	cm_release(host, place);
}

/*
 * Mean and standard deviation (n - 1) of LQ over the regions that have one;
 * absent cells are zeros, which have no logarithm.  Two passes over the cells:
 * the mean must be known for the squares not to cancel.
 */
static void
open_standards(CmQuotients *q, const CmHost *host)
{
	const CmTable *t = q->table;
	bool		log_lq = q->options.standardize_log;
	double		regions = 0;
	double	   *present = cm_zeros(host, (size_t) t->industries + 1, sizeof(double));

	for (uint32_t r = 0; r < t->regions; r++)
		regions += isnan(q->region_total[r]) ? NAN : q->region_total[r] > 0;
	for (int pass = 0; pass < 2; pass++)
	{
		for (uint32_t r = 0; r < t->regions; r++)
			for (uint64_t c = t->row[r]; c < t->row[r + 1]; c++)
			{
				CmQuotientIndustry *industry = &q->industry[t->column[c]];
				double		lq = cm_quotients_lq(q, r, t->column[c], q->amount[c]);
				double		value = log_lq ? log(lq) : lq;

				cm_breathe_at(host, c);
				if (!(lq > 0))
					continue;
				if (pass == 0)
					industry->mean += value;
				else
					industry->deviation += (value - industry->mean) * (value - industry->mean);
				present[t->column[c]] += pass == 0;
			}
		for (uint32_t i = 0; i < t->industries; i++)
		{
			CmQuotientIndustry *industry = &q->industry[i];
			double		n = log_lq ? present[i] : regions;

			if (pass == 0)
				industry->mean /= n;
			else
			{
				industry->deviation += (n - present[i]) * industry->mean * industry->mean;
				industry->deviation = n < 3 || isnan(regions) ? NAN : sqrt(industry->deviation / (n - 1));
				/* Equal quotients differ by their rounding only. */
				if (industry->deviation <= ROUNDING * (fabs(industry->mean) + log_lq))
					industry->deviation = 0;
			}
		}
	}
	cm_release(host, present);
}

void
cm_quotients_open(CmQuotients *q, const CmHost *host, const CmTable *table,
				  const CmTable *reference, const CmQuotientOptions *options)
{
	if (reference == NULL)
		reference = table;
	q->table = table;
	q->options = *options;
	q->amount = options->of_firms ? table->cell.firms : table->cell.size;
	q->region_total = options->of_firms ? table->region.firms : table->region.size;
	q->total = options->of_firms ? reference->firms : reference->size;
	q->z = cm_normal_upper_quantile((1 - options->confidence) / 2);
	q->industry = cm_resize(host, NULL, (size_t) table->industries + 1, sizeof(CmQuotientIndustry));
	open_industries(q, host, reference);
	if (asks(q, BOUNDS) && (options->bounds == CM_BOUNDS_DELTA || options->bounds == CM_BOUNDS_FIELLER))
		open_variances(q, host, reference);
	if (asks(q, COLUMN(STANDARDIZED)))
		open_standards(q, host);
}

bool
cm_quotients_lack_plants(const CmQuotients *q, uint32_t industry)
{
	return (q->options.bounds == CM_BOUNDS_PLANTS || q->options.bounds == CM_BOUNDS_PLANTS_OBSERVED) &&
		q->industry[industry].total > 0 && isnan(q->industry[industry].herfindahl);
}

void
cm_quotients_close(CmQuotients *q, const CmHost *host)
{
	cm_release(host, q->industry);
}

/* Bounds --------------------------------------------------------------- */

typedef struct Interval
{
	double		lower;
	double		upper;
} Interval;

static Interval
around(double lq, double deviation, double z)
{
	return (Interval) {fmax(0, lq - z * deviation), lq + z * deviation};
}

/* `share` is s_r = X_r/X. */
static Interval
plant_bounds(const CmQuotients *q, const CmQuotientIndustry *industry, double share, double amount, double lq)
{
	double		chance = q->options.bounds == CM_BOUNDS_PLANTS ? share : cm_ratio(amount, industry->total);

	if (!(share > 0 && share <= 1 && chance <= 1))
		return around(NAN, NAN, q->z);
	return around(lq, sqrt(industry->herfindahl * chance * (1 - chance)) / share, q->z);
}

/*
 * p_r = x/X_r against p = X_i/X, the region being part of the whole:
 * variances V_r = p_r(1-p_r)/X_r and V, covariance C = p_r(1-p_r)/X.
 */
typedef struct Proportions
{
	double		region;			/* p_r */
	double		whole;			/* p */
	double		region_variance;
	double		whole_variance;
	double		covariance;
} Proportions;

static Interval
delta_bounds(const Proportions *p, double lq, double z)
{
	double		scale = p->region_variance + lq * lq * p->whole_variance;
	double		variance = scale - 2 * lq * p->covariance;

	/* Below zero by rounding, or because the region is no part of the whole? */
	if (fabs(variance) <= ROUNDING * scale)
		variance = 0;
	return around(lq, sqrt(variance) / p->whole, z);
}

/* Roots L of (p^2 - z^2 V) L^2 - 2 (p_r p - z^2 C) L + (p_r^2 - z^2 V_r) = 0. */
static Interval
fieller_bounds(const Proportions *p, double z)
{
	double		a = p->whole * p->whole - z * z * p->whole_variance;
	double		b = p->region * p->whole - z * z * p->covariance;
	double		c = p->region * p->region - z * z * p->region_variance;
	double		square = b * b - a * c;
	double		root = fabs(square) <= ROUNDING * b * b ? 0 : sqrt(square);
	Interval	bounds = {fmax(0, (b - root) / a), (b + root) / a};

	if (!(a > 0) || isnan(root))
		bounds.lower = bounds.upper = NAN;
	return bounds;
}

/* Clopper and Pearson (1934) limits of p_r where the normal ones collapse. */
static Interval
extreme_bounds(const Proportions *p, double workers, double confidence)
{
	double		limit = pow((1 - confidence) / 2, 1 / workers);
	Interval	bounds = {0, (1 - limit) / p->whole};

	if (p->region > 0)
	{
		bounds.lower = limit / p->whole;
		bounds.upper = 1 / p->whole;
	}
	return bounds;
}

static Interval
worker_bounds(const CmQuotients *q, const CmQuotientIndustry *industry,
			  double region_total, double amount, double lq)
{
	Proportions p;
	Interval	undefined = {NAN, NAN};

	if (isnan(lq))
		return undefined;
	p.region = amount / region_total;
	p.whole = industry->total / q->total;
	p.region_variance = p.region * (1 - p.region) / region_total;
	p.whole_variance = industry->variance / q->total;
	p.covariance = p.region * (1 - p.region) / q->total;
	if (q->options.bounds == CM_BOUNDS_DELTA)
		return delta_bounds(&p, lq, q->z);
	if (p.region == 0 || p.region == 1)
		return extreme_bounds(&p, region_total, q->options.confidence);
	return fieller_bounds(&p, q->z);
}

/* Rows ----------------------------------------------------------------- */

static void
put_bounds(const CmQuotients *q, uint32_t region, const CmQuotientIndustry *industry, double amount, double lq, double *row)
{
	double		region_total = q->region_total[region];
	Interval	bounds = q->options.bounds == CM_BOUNDS_DELTA || q->options.bounds == CM_BOUNDS_FIELLER ?
		worker_bounds(q, industry, region_total, amount, lq) :
		plant_bounds(q, industry, cm_ratio(region_total, q->total), amount, lq);

	/* Both or none, which is where they end below 0: the region is no part of the whole. */
	if (!(bounds.lower <= bounds.upper && isfinite(bounds.upper)))
		bounds.lower = bounds.upper = NAN;
	row[CM_QUOTIENT_LOWER] = bounds.lower;
	row[CM_QUOTIENT_UPPER] = bounds.upper;
}

/* What compares shares, which take three divisions. */
static void
put_differences(const CmQuotients *q, double region_total, double industry_total, double amount, double *row)
{
	double		industry_share = cm_ratio(industry_total, q->total);

	row[CM_QUOTIENT_ADDITIVE] = cm_ratio(amount, region_total) - industry_share;
	row[CM_QUOTIENT_NORMALIZED] = cm_ratio(amount, q->total) - cm_ratio(region_total, q->total) * industry_share;
	row[CM_QUOTIENT_HORIZONTAL] = amount - region_total * industry_share;
}

void
cm_quotients_row(const CmQuotients *q, uint32_t region, uint32_t industry_place,
				 double amount, double row[CM_QUOTIENT_COLUMNS])
{
	const CmQuotientIndustry *industry = &q->industry[industry_place];
	double		lq = cm_quotients_lq(q, region, industry_place, amount);
	bool		log_asked = asks(q, COLUMN(LOG)) || (q->options.standardize_log && asks(q, COLUMN(STANDARDIZED)));
	double		log_lq = log_asked && lq > 0 ? log(lq) : NAN;

	for (int i = 0; i < CM_QUOTIENT_COLUMNS; i++)
		row[i] = NAN;
	row[CM_QUOTIENT_LQ] = lq;
	row[CM_QUOTIENT_LOG] = log_lq;
	if (asks(q, COLUMN(SYMMETRIC)))
		row[CM_QUOTIENT_SYMMETRIC] = (lq - 1) / (lq + 1);
	if (asks(q, COLUMN(STANDARDIZED)))
		row[CM_QUOTIENT_STANDARDIZED] = cm_ratio((q->options.standardize_log ? log_lq : lq) - industry->mean, industry->deviation);
	if (asks(q, COLUMN(ADDITIVE) | COLUMN(NORMALIZED) | COLUMN(HORIZONTAL)))
		put_differences(q, q->region_total[region], industry->total, amount, row);
	if (asks(q, BOUNDS))
		put_bounds(q, region, industry, amount, lq, row);
	cm_define_row(row, CM_QUOTIENT_COLUMNS);
}

double
cm_quotients_p(const CmQuotients *q, uint32_t region, uint32_t industry, double firms)
{
	/* Where there is no quotient, there is nothing to test. */
	if (isnan(cm_quotients_lq(q, region, industry, 0)))
		return NAN;
	return cm_binomial_two_sided(q->industry[industry].firms, firms, cm_ratio(q->region_total[region], q->total));
}

/* Input-output and geography ------------------------------------------- */

double
cm_flegg_lambda(double region, double total, double delta)
{
	return pow(log2(1 + cm_ratio(region, total)), delta);
}

void
cm_flegg_row(double supplying_lq, double purchasing_lq, bool same, double lambda,
			 double row[CM_FLEGG_COLUMNS])
{
	double		cross = cm_ratio(supplying_lq, purchasing_lq);
	double		flegg = lambda * (same ? supplying_lq : cross);

	row[CM_FLEGG_CROSS] = cross;
	row[CM_FLEGG_LQ] = flegg;
	row[CM_FLEGG_AUGMENTED] = purchasing_lq > 1 ? flegg * log2(1 + purchasing_lq) : flegg;
	cm_define_row(row, CM_FLEGG_COLUMNS);
}

double
cm_litzenberger_sternberg(double size, double industry_size, double firms, double industry_firms,
						  double area, double total_area, double population, double total_population)
{
	return cm_ratio(cm_ratio(size, industry_size) * cm_ratio(firms, industry_firms),
				 cm_ratio(area, total_area) * cm_ratio(population, total_population));
}
