/*
 * local_autocorrelation.c: where is what is near alike?
 */
#include "core/space/local_autocorrelation.h"

#include "core/numeric/undefined.h"
#include "core/space/conditional.h"

#include <math.h>

/* Differences of sums of weights below this, relative to them, are rounding. */
#define ROUNDING 1e-12

void
cm_local_open(CmLocal *l, const CmHost *host, const CmAmong *among, const CmStandardized *values)
{
	const CmGraph *g = &among->links;

	*l = (CmLocal) {.host = host, .among = among, .values = values};
	l->lag = cm_resize(host, NULL, (size_t) g->units + 1, sizeof(double));
	l->weight = cm_resize(host, NULL, (size_t) g->units + 1, sizeof(double));
	l->squares = cm_resize(host, NULL, (size_t) g->units + 1, sizeof(double));
	for (uint32_t r = 0; r < g->units; r++)
	{
		double		lag = 0,
					weight = 0,
					squares = 0;

		cm_breathe_after(host, g->start[r], g->start[r + 1]);
		for (uint64_t k = g->start[r]; k < g->start[r + 1]; k++)
		{
			lag += g->weight[k] * values->z[g->to[k]];
			weight += g->weight[k];
			squares += g->weight[k] * g->weight[k];
		}
		l->lag[r] = g->start[r] == g->start[r + 1] || values->constant ? NAN : lag;
		l->weight[r] = weight;
		l->squares[r] = squares;
		l->total += values->y[r];
	}
}

void
cm_local_close(CmLocal *l, const CmHost *host)
{
	cm_release(host, l->lag);
	cm_release(host, l->weight);
	cm_release(host, l->squares);
}

/* A lag that is random: what is expected of it, and its variance. */
typedef struct Moments
{
	double		lag;
	double		expectation;
	double		variance;		/* 0 where there is no chance */
} Moments;

/* Sums of weights over draws without replacement from `count` values of this variance. */
static double
variance_of_draws(double weight, double squares, double count, double variance)
{
	double		spread = squares - weight * weight / count;

	return spread <= ROUNDING * squares ? 0 : variance * count / (count - 1) * spread;
}

/* The unit's own value stays. */
static Moments
conditional(const CmLocal *l, uint32_t unit)
{
	double		others = (double) l->values->count - 1;
	Moments		m = {l->lag[unit], NAN, NAN};

	if (l->values->constant || others < 2 || isnan(m.lag))
		return m;
	m.expectation = -l->weight[unit] * l->values->z[unit] / others;
	m.variance = variance_of_draws(l->weight[unit], l->squares[unit], others, cm_variance_of_others(l->values, l->host, unit));
	return m;
}

/* The weight of a unit for itself. */
static double
own_weight(const CmLocal *l, uint32_t unit)
{
	const CmGraph *g = &l->among->links;
	uint64_t	degree = g->start[unit + 1] - g->start[unit];

	if (l->among->own[unit] > 0)
		return l->among->own[unit];
	return degree > 0 ? l->weight[unit] / (double) degree : ldexp(1, -l->among->exponent);
}

/* All values are permuted; z has the mean 0 and the variance 1. */
static Moments
unconditional(const CmLocal *l, uint32_t unit)
{
	double		own = own_weight(l, unit),
				lag = isnan(l->lag[unit]) ? 0 : l->lag[unit];
	Moments		m = {NAN, 0, NAN};

	if (l->values->constant)
		return m;
	m.lag = lag + own * l->values->z[unit];
	m.variance = variance_of_draws(l->weight[unit] + own, l->squares[unit] + own * own, l->values->count, 1);
	return m;
}

static double
score(Moments m)
{
	return m.variance > 0 ? (m.lag - m.expectation) / sqrt(m.variance) : NAN;
}

void
cm_local_moran(const CmLocal *l, uint32_t unit, bool sample, double row[CM_LOCAL_MORAN_COLUMNS])
{
	Moments		m = conditional(l, unit);
	double		n = l->values->count,
				factor = sample ? (n - 1) / n : 1,
				weights = ldexp(1, l->among->exponent),
				z = l->values->z[unit];

	row[CM_LOCAL_MORAN_Z] = l->values->constant ? NAN : z * sqrt(factor);
	row[CM_LOCAL_MORAN_LAG] = m.lag * weights * sqrt(factor);
	row[CM_LOCAL_MORAN_STATISTIC] = z * m.lag * weights * factor;
	row[CM_LOCAL_MORAN_EXPECTATION] = z * m.expectation * weights * factor;
	row[CM_LOCAL_MORAN_VARIANCE] = z * z * m.variance * weights * weights * factor * factor;
	/* Where z is 0 the statistic is always 0. */
	row[CM_LOCAL_MORAN_Z_SCORE] = z == 0 ? NAN : score(m) * (z < 0 ? -1 : 1);
	cm_define_row(row, CM_LOCAL_MORAN_COLUMNS);
}

/* SUM w y over the neighbours. */
static double
sum_of_near(const CmLocal *l, uint32_t unit)
{
	const CmGraph *g = &l->among->links;
	double		sum = 0;

	for (uint64_t k = g->start[unit]; k < g->start[unit + 1]; k++)
		sum += g->weight[k] * l->values->y[g->to[k]];
	return sum;
}

void
cm_local_getis_ord(const CmLocal *l, uint32_t unit, bool star, double row[CM_LOCAL_G_COLUMNS])
{
	Moments		m = star ? unconditional(l, unit) : conditional(l, unit);
	double		weights = ldexp(1, l->among->exponent),
				own = star ? own_weight(l, unit) : 0,
				total = star ? l->total : l->total - l->values->y[unit],
				n = star ? l->values->count : (double) l->values->count - 1;

	for (int i = 0; i < CM_LOCAL_G_COLUMNS; i++)
		row[i] = NAN;
	row[CM_LOCAL_G_Z_SCORE] = score(m);
	if (!isnan(m.lag) && !l->values->negative && total > ROUNDING * l->total)
	{
		row[CM_LOCAL_G_STATISTIC] = (sum_of_near(l, unit) + own * l->values->y[unit]) / total * weights;
		row[CM_LOCAL_G_EXPECTATION] = (l->weight[unit] + own) / n * weights;
		row[CM_LOCAL_G_VARIANCE] = m.variance / total / total * weights * weights;
	}
	cm_define_row(row, CM_LOCAL_G_COLUMNS);
}

void
cm_local_p(const CmLocal *l, CmLocalKind kind, double *p)
{
	for (uint32_t r = 0; r < l->values->units; r++)
		p[r] = NAN;
	for (uint32_t k = 0; k < l->values->count; k++)
	{
		uint32_t	r = l->values->unit[k];
		double		z = score(kind == CM_LOCAL_GI_STAR ? unconditional(l, r) : conditional(l, r));

		cm_breathe_at(l->host, k);
		if (kind != CM_LOCAL_MORAN || l->values->z[r] != 0)
			p[r] = erfc(fabs(z) * M_SQRT1_2);
	}
}

void
cm_local_permutation_p(const CmLocal *l, CmLocalKind kind, uint32_t permutations, uint64_t seed, double *p)
{
	cm_conditional_p(l->host, &l->among->links, l->values, l->lag, permutations, seed, p);
	for (uint32_t r = 0; r < l->values->units; r++)
	{
		cm_breathe_at(l->host, r);
		if (!isnan(p[r]) && (!(conditional(l, r).variance > 0) || (kind == CM_LOCAL_MORAN && l->values->z[r] == 0)))
			p[r] = NAN;
	}
}

const char *
cm_local_quadrant(double z, double lag)
{
	if (z == 0 || lag == 0 || isnan(z) || isnan(lag))
		return NULL;
	if (z > 0)
		return lag > 0 ? "high-high" : "high-low";
	return lag > 0 ? "low-high" : "low-low";
}
