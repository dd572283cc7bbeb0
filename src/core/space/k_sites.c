/*
 * k_sites.c: the sites that industries are compared with, and all their pairs.
 */
#include "core/space/k_sites.h"

#include "core/space/kernel.h"

#define BASE 12					/* all distances have between 2^12 and 2^13 bins */
#define FINE 32					/* bins in a bandwidth that are enough */
#define COARSE 4				/* bins in a bandwidth that there must be */
#define SAMPLE_STREAM UINT64_MAX	/* draws for curves count from 0 */

/* All places by their sites, or so many sites drawn, by place. */
static void
choose_rows(CmKSites *s, const CmHost *host, const CmPoints *reference, uint64_t seed)
{
	bool		drawn = reference->places > CM_K_PLACES_MOST && reference->firms > CM_K_SAMPLE;
	uint64_t	count = drawn ? CM_K_SAMPLE : 0;
	uint32_t   *place = cm_resize(host, NULL, count + 1, sizeof(uint32_t));
	double	   *times = cm_zeros(host, (size_t) reference->places + 1, sizeof(double));

	if (drawn)
		cm_sites_draw(&s->urn, host, seed, SAMPLE_STREAM, count, place);
	for (uint64_t k = 0; k < count; k++)
		times[place[k]]++;
	s->row = cm_resize(host, NULL, (size_t) reference->places + 1, sizeof(uint32_t));
	for (uint32_t p = 0; p < reference->places; p++)
	{
		double		often = drawn ? times[p] : s->spots.weight[p];

		if (often > 0)
		{
			s->row[s->rows] = p;
			times[s->rows++] = often;
			s->all_times += often;
		}
	}
	s->times = times;
	cm_release(host, place);
}

void
cm_k_sites_open(CmKSites *s, const CmHost *host, const CmPoints *reference, const CmPositions *other, uint64_t seed)
{
	*s = (CmKSites) {.metric = reference->metric, .unit = reference->metric == CM_PLANE ? 1 : CM_EARTH_RADIUS};
	cm_positions_open(&s->at, host, s->metric, reference->places, reference->x, reference->y);
	s->extent = cm_extent(&s->at, other);
	s->sites = (double) reference->firms;
	s->pairs = s->sites * (s->sites - 1) / 2;
	cm_sites_open(&s->urn, host, reference->places, reference->place_firms);
	cm_spots_open(&s->spots, host, &s->extent, reference->places);
	for (uint32_t p = 0; p < reference->places; p++)
		cm_spots_add(&s->spots, &s->extent, &s->at, p, (double) reference->place_firms[p]);
	choose_rows(s, host, reference, seed);
}

void
cm_k_sites_close(CmKSites *s, const CmHost *host)
{
	for (uint32_t i = 0; i < s->levels; i++)
		cm_release(host, s->level[i].count);
	cm_release(host, s->level);
	cm_release(host, s->row);
	cm_release(host, s->times);
	cm_spots_close(&s->spots, host);
	cm_sites_close(&s->urn, host);
	cm_positions_close(&s->at, host);
}

int
cm_k_exponent(const CmKSites *s, double distance, double parts)
{
	return ilogb(distance / parts / s->unit);
}

/* Bins of all distances. */
static CmBins
base_of(const CmKSites *s)
{
	double		most = s->extent.most;
	int			exponent = most > 0 && isfinite(most) ? ilogb(most) - BASE : 0;
	CmBins		b = cm_bins(s->metric, exponent, most);

	b.count++;					/* the farthest distance, as single precision has it */
	return b;
}

CmBins
cm_k_bins(const CmKSites *s, double range, double bandwidth)
{
	CmBins		base = base_of(s);
	int			fine = cm_k_exponent(s, bandwidth, FINE),
				coarse = cm_k_exponent(s, bandwidth, COARSE);
	double		reach;

	if (isinf(bandwidth))
		return base;
	if (fine >= base.exponent)
		return cm_bins(s->metric, fine, base.count * base.width);
	/* So far for any bandwidth that asks for this width. */
	for (; coarse < base.exponent; coarse++)
	{
		reach = cm_chord_of_distance(s->metric, range + CM_KERNEL_REACH * 2 * COARSE * ldexp(s->unit, coarse));
		if (reach / CM_BINS_MOST < ldexp(1, coarse))
			return cm_bins(s->metric, coarse, reach);
	}
	return base;
}

void
cm_k_sites_row(const CmKSites *s, const CmHost *host, uint32_t n, const CmBins *b, double *room, double *count)
{
	memset(count, 0, cm_bins_all(b) * sizeof(double));
	cm_pairs_of(b, host, &s->spots, s->row[n], room, count);
	count[0]--;
}

static double *
count_pairs(const CmKSites *s, const CmHost *host, const CmBins *b)
{
	uint32_t	all = cm_bins_all(b);
	double	   *room = cm_zeros(host, (size_t) CM_PAIRS_ROOM * all, sizeof(double));
	double	   *count = cm_zeros(host, all, sizeof(double));
	double	   *row = cm_zeros(host, all, sizeof(double));
	bool		drawn = s->all_times < s->sites;

	if (!drawn)
	{
		cm_pairs_within(b, host, &s->spots, room, count);
		for (uint32_t p = 0; p < s->spots.count; p++)
			count[0] += s->spots.weight[p] * (s->spots.weight[p] - 1) / 2;
	}
	for (uint32_t n = 0; drawn && n < s->rows; n++)
	{
		cm_k_sites_row(s, host, n, b, room, row);
		for (uint32_t i = 0; i < all; i++)
			count[i] += s->times[n] * row[i] * (s->sites / s->all_times / 2);
	}
	cm_release(host, room);
	cm_release(host, row);
	return count;
}

static CmKLevel *
add_level(CmKSites *s, const CmHost *host, const CmBins *b, double *count)
{
	s->level = cm_resize(host, s->level, s->levels + 1, sizeof(CmKLevel));
	s->level[s->levels] = (CmKLevel) {*b, count};
	return &s->level[s->levels++];
}

const double *
cm_k_sites_level(CmKSites *s, const CmHost *host, const CmBins *b)
{
	CmBins		base = base_of(s);
	double	   *count;

	if (s->levels == 0)
		add_level(s, host, &base, count_pairs(s, host, &base));
	for (uint32_t i = 0; i < s->levels; i++)
		if (s->level[i].bins.exponent == b->exponent && s->level[i].bins.count == b->count)
			return s->level[i].count;
	if (b->exponent < base.exponent)
		return add_level(s, host, b, count_pairs(s, host, b))->count;
	count = cm_resize(host, NULL, cm_bins_all(b), sizeof(double));
	cm_bins_pool(&base, s->level[0].count, b, count);
	return add_level(s, host, b, count)->count;
}

double
cm_k_told(double distance)
{
	return distance >= 1e-100 && distance <= 1e100 ? distance : NAN;
}

double
cm_k_range(CmKSites *s, const CmHost *host)
{
	CmBins		base = base_of(s);
	CmSpread	spread;
	double		median;

	cm_spread_of_bins(&spread, host, &base, cm_k_sites_level(s, host, &base));
	median = cm_spread_quantile(&spread, 0.5);
	cm_spread_close(&spread, host);
	return median;
}
