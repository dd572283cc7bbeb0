/*
 * k_density.c: how near to each other the firms of an industry are, by the density of their distances.
 */
#include "core/space/k_density.h"

#include "core/space/k_jobs.h"

#define EXACT_MOST 2e7			/* values of the kernel that are found rather than binned, of all, */
#define EXACT_OWN_MOST 4e5		/* and of one density, whose bands are by bins */

static double
pairs_of(double n)
{
	return n * (n - 1) / 2;
}

/* Few enough pairs to look at each?  It must not depend on what is asked for, for an answer not to. */
static bool
are_few(const CmKDensity *d)
{
	const CmPoints *p = d->p;
	double		values = 0;
	uint32_t	industries = 0;

	for (uint32_t i = 0; i < p->industries; i++)
		if (p->industry_firms[i] >= d->options.minimum_firms)
		{
			values += pairs_of(1 + (double) (p->start[i + 1] - p->start[i]));
			industries++;
		}
	values += industries * pairs_of(1 + (double) d->sites.spots.count);
	return values * (d->options.steps + 1) <= EXACT_MOST;
}

/* The median distance of pairs of sites. */
static double
usual_range(CmKDensity *d, const CmHost *host)
{
	const CmKSites *s = &d->sites;
	CmSpread	spread;
	double		median;

	if (!d->exact)
		return cm_k_range(&d->sites, host);
	cm_spread_open(&spread, host, (size_t) pairs_of(1 + (double) s->spots.count));
	for (uint32_t i = 0; i < s->spots.count; i++)
		for (uint32_t j = i; j < s->spots.count; j++)
		{
			double		weight = s->spots.weight[i],
						pairs = i == j ? pairs_of(weight) : weight * s->spots.weight[j];

			if (pairs > 0)
				cm_spread_add(&spread, i == j ? 0 : cm_distance(&s->at, i, j), pairs);
		}
	cm_spread_order(&spread, host);
	median = cm_spread_quantile(&spread, 0.5);
	cm_spread_close(&spread, host);
	return median;
}

void
cm_k_density_open(CmKDensity *d, const CmHost *host, const CmPoints *p, const CmPoints *reference, const CmKOptions *options)
{
	double		range = options->range;

	*d = (CmKDensity) {.p = p, .options = *options, .moved = fmax(p->moved, reference->moved)};
	cm_positions_open(&d->at, host, p->metric, p->places, p->x, p->y);
	cm_k_sites_open(&d->sites, host, reference, &d->at, options->seed);
	d->exact = are_few(d);
	if (isnan(range))
		range = cm_k_told(usual_range(d, host));
	if (isnan(range))
		return;
	d->points = options->steps + 1;
	d->step = cm_resize(host, NULL, d->points, sizeof(double));
	for (uint32_t s = 0; s < d->points; s++)
		d->step[s] = range * s / options->steps;
}

void
cm_k_density_close(CmKDensity *d, const CmHost *host)
{
	cm_release(host, d->step);
	cm_k_sites_close(&d->sites, host);
	cm_positions_close(&d->at, host);
}

/* All distances of an industry's pairs in bins that hold them, unless its bandwidth is given and asks for others. */
typedef struct Counted
{
	CmBins		bins;
	double	   *count;
} Counted;

static Counted
count_all(const CmKDensity *d, const CmHost *host, const CmKPairs *pairs, CmBins bins, bool weighted)
{
	Counted		c = {bins, cm_resize(host, NULL, cm_bins_all(&bins), sizeof(double))};

	cm_k_pairs_count(pairs, host, &bins, weighted, c.count);
	return c;
}

/* Few enough pairs of places for each to be as it is?  Not of all sites, which are what is expected, by bins. */
static bool
is_small(const CmKDensity *d, const CmKPairs *p, double firms)
{
	double		pairs = p->other == NULL ? pairs_of(1 + (double) p->one->places) : (double) p->one->places * p->other->places;

	return d->exact || (pairs * d->points <= EXACT_OWN_MOST && firms < d->sites.sites);
}

static double
find_bandwidth(const CmKDensity *d, const CmHost *host, const CmKPairs *pairs, Counted *base)
{
	double		range = d->step[d->points - 1];
	CmSpread	spread;
	double		bandwidth;

	if (!isnan(d->options.bandwidth))
		return d->options.bandwidth;
	if (d->exact)
		cm_k_pairs_spread(pairs, host, &spread);
	else
	{
		*base = count_all(d, host, pairs, cm_k_bins(&d->sites, range, INFINITY), false);
		cm_spread_of_bins(&spread, host, &base->bins, base->count);
	}
	bandwidth = cm_bandwidth(&spread, d->options.near ? 2 * range : INFINITY);
	cm_spread_close(&spread, host);
	/* A bandwidth that no distance of the curve could be told by. */
	return bandwidth >= CM_K_NARROWEST * range ? cm_k_told(bandwidth) : NAN;
}

static void
find_by_bins(CmKDensity *d, const CmHost *host, const CmKPairs *pairs, Counted *base, CmKResult *r)
{
	CmBins		own = cm_k_bins(&d->sites, d->step[d->points - 1], r->bandwidth);
	bool		weighted = d->options.weighted;
	CmKernel	kernel;

	if (base->count == NULL || weighted || base->bins.exponent > own.exponent)
	{
		cm_release(host, base->count);
		*base = count_all(d, host, pairs, own, weighted);
	}
	else if (base->bins.exponent < own.exponent)
	{
		double	   *pooled = cm_resize(host, NULL, cm_bins_all(&own), sizeof(double));

		cm_bins_pool(&base->bins, base->count, &own, pooled);
		cm_release(host, base->count);
		*base = (Counted) {own, pooled};
	}
	cm_kernel_open(&kernel, host, &own, d->step, d->points, r->bandwidth, true);
	cm_kernel_smooth(&kernel, base->count, cm_k_pairs_all(pairs, weighted), r->column);
	cm_kernel_close(&kernel, host);
	r->error += cm_kernel_slope(r->bandwidth) * own.width * d->sites.unit / 2;
}

/* The density of one result. */
static void
observe(CmKDensity *d, const CmHost *host, CmKResult *r)
{
	bool		weighted = d->options.weighted,
				between = r->other != r->industry;
	CmKFirms	firms[2];
	CmKPairs	pairs = {&d->at, &d->sites.extent, &firms[0], between ? &firms[1] : NULL};
	Counted		base = {{0}, NULL};
	double		all;

	cm_k_firms_open(&firms[0], host, d->p, r->industry, false);
	cm_k_firms_open(&firms[1], host, d->p, r->other, false);
	*r = (CmKResult) {
		.industry = r->industry,
		.other = r->other,
		.firms = firms[0].firms + (between ? firms[1].firms : 0),
		.places = firms[0].places,
		.weight = firms[0].total + (between ? firms[1].total : 0),
		.bandwidth = d->points > 0 ? find_bandwidth(d, host, &pairs, &base) : NAN,
		.error = NAN, .gamma = NAN, .psi = NAN, .localized_from = NAN, .p = NAN,
	};
	all = cm_k_pairs_all(&pairs, weighted);
	if (!isnan(r->bandwidth) && all > 0 && isfinite(all) && d->sites.sites >= 2)
	{
		r->column = cm_resize(host, NULL, (size_t) CM_K_COLUMNS * d->points, sizeof(double));
		for (size_t i = 0; i < (size_t) CM_K_COLUMNS * d->points; i++)
			r->column[i] = NAN;
		r->error = cm_kernel_slope(r->bandwidth) * 2 * d->moved;
		if (is_small(d, &pairs, r->firms))
			cm_k_pairs_density(&pairs, host, weighted, r->bandwidth, d->step, d->points, r->column);
		else
			find_by_bins(d, host, &pairs, &base, r);
	}
	cm_release(host, base.count);
	cm_k_firms_close(&firms[0], host);
	cm_k_firms_close(&firms[1], host);
}

/* What is expected, and its deviation; a sample of sites has one of its own. */
static void
expect(CmKDensity *d, const CmHost *host, const CmKNodes *nodes, CmKResult *r)
{
	uint32_t	points = d->points;
	const CmKSites *s = &d->sites;
	CmKFirms	firms[2];
	CmKPairs	pairs = {&d->at, &d->sites.extent, &firms[0], r->other != r->industry ? &firms[1] : NULL};
	CmNullFactors factors;
	CmKMoments	m;

	cm_k_firms_open(&firms[0], host, d->p, r->industry, false);
	cm_k_firms_open(&firms[1], host, d->p, r->other, false);
	factors = cm_k_pairs_factors(&pairs, s->sites, d->options.weighted);
	factors.of_s += 1 / s->all_times - 1 / s->sites;
	cm_k_moments_open(&m, host, points, d->exact);
	if (d->exact)
		cm_k_moments_exact(&m, host, s, d->step, points, r->bandwidth);
	else
		cm_k_moments_at(&m, host, nodes, r->bandwidth);
	memcpy(r->column + CM_K_EXPECTED * (size_t) points, m.theta, points * sizeof(double));
	if (r->firms <= s->sites)
		cm_k_deviation(&m, points, factors, r->column + CM_K_DEVIATION * (size_t) points);
	cm_k_moments_close(&m, host);
	cm_k_firms_close(&firms[0], host);
	cm_k_firms_close(&firms[1], host);
}

void
cm_k_density_find(CmKDensity *d, const CmHost *host, CmKResult *result, uint32_t results)
{
	double	   *bandwidth = cm_resize(host, NULL, (size_t) results + 1, sizeof(double));
	bool		fixed = !isnan(d->options.bandwidth);
	uint32_t	bandwidths = 0;
	CmKNodes	nodes = {0};

	for (uint32_t i = 0; i < results; i++)
	{
		observe(d, host, &result[i]);
		if (result[i].column != NULL && (bandwidths == 0 || !fixed))
			bandwidth[bandwidths++] = result[i].bandwidth;
		cm_tell(&d->options.telling, "industries have distances", i + 1, results);
		cm_breathe(host);
	}
	if (!d->exact)
		cm_k_nodes_open(&nodes, host, &d->sites, d->step, d->points, bandwidth, bandwidths, fixed);
	for (uint32_t i = 0; i < results; i++)
		if (result[i].column != NULL)
			expect(d, host, &nodes, &result[i]);
	if (bandwidths > 0)
		cm_k_jobs_run(d, host, d->exact ? NULL : &nodes, result, results);
	cm_k_nodes_close(&nodes, host);
	cm_release(host, bandwidth);
}
