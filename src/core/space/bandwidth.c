/*
 * bandwidth.c: how distances of pairs are spread, and the bandwidth that this asks for.
 */
#include "core/space/bandwidth.h"

#include "core/numeric/sort.h"

void
cm_spread_open(CmSpread *s, const CmHost *host, size_t room)
{
	s->count = 0;
	s->distance = cm_resize(host, NULL, room + 1, sizeof(double));
	s->times = cm_resize(host, NULL, room + 1, sizeof(double));
	s->breadth = NULL;
}

void
cm_spread_close(CmSpread *s, const CmHost *host)
{
	cm_release(host, s->distance);
	cm_release(host, s->times);
	cm_release(host, s->breadth);
}

void
cm_spread_add(CmSpread *s, double distance, double times)
{
	s->distance[s->count] = distance;
	s->times[s->count++] = times;
}

void
cm_spread_order(CmSpread *s, const CmHost *host)
{
	double	   *both = cm_resize(host, NULL, s->count + 1, 2 * sizeof(double));

	for (size_t i = 0; i < s->count; i++)
	{
		both[2 * i] = s->distance[i];
		both[2 * i + 1] = s->times[i];
	}
	cm_sort(host, both, s->count, 2 * sizeof(double), cm_ascending);
	for (size_t i = 0; i < s->count; i++)
	{
		s->distance[i] = both[2 * i];
		s->times[i] = both[2 * i + 1];
	}
	cm_release(host, both);
}

void
cm_spread_of_bins(CmSpread *s, const CmHost *host, const CmBins *b, const double *count)
{
	cm_spread_open(s, host, cm_bins_all(b));
	s->breadth = cm_resize(host, NULL, cm_bins_all(b), sizeof(double));
	for (uint32_t i = 0; i <= b->count; i++)
	{
		if (!(count[i] > 0))
			continue;
		s->breadth[s->count] = cm_bin_breadth(b, i);
		cm_spread_add(s, cm_bin_distance(b, i), count[i]);
	}
}

/* How many pairs the first so many distances are. */
static double
all_of(const CmSpread *s, size_t count)
{
	double		all = 0;

	for (size_t i = 0; i < count; i++)
		all += s->times[i];
	return all;
}

/* The k-th distance, from 0. */
static double
place_of(const CmSpread *s, double k)
{
	double		before = 0;
	size_t		i = 0;

	while (i + 1 < s->count && before + s->times[i] <= k)
		before += s->times[i++];
	return s->breadth == NULL ? s->distance[i] : s->distance[i] + s->breadth[i] * ((k - before + 0.5) / s->times[i] - 0.5);
}

static double
quantile(const CmSpread *s, double all, double q)
{
	double		at = q * (all - 1);
	double		low = place_of(s, floor(at)),
				high = place_of(s, ceil(at));

	return low + (at - floor(at)) * (high - low);
}

double
cm_spread_quantile(const CmSpread *s, double q)
{
	return s->count == 0 ? NAN : quantile(s, all_of(s, s->count), q);
}

double
cm_bandwidth(const CmSpread *s, double limit)
{
	CmSpread	near = *s;
	double		all,
				mean = 0,
				squares = 0,
				deviation,
				quarters;

	while (near.count > 0 && near.distance[near.count - 1] > limit)
		near.count--;
	all = all_of(&near, near.count);
	if (!(all > 1))
		return NAN;
	for (size_t i = 0; i < near.count; i++)
		mean += near.times[i] * near.distance[i] / all;
	for (size_t i = 0; i < near.count; i++)
		squares += near.times[i] * (near.distance[i] - mean) * (near.distance[i] - mean);
	deviation = sqrt(squares / (all - 1));
	quarters = (quantile(&near, all, 0.75) - quantile(&near, all, 0.25)) / 1.34;
	if (!(deviation > 1e-12 * mean))
		return NAN;
	return 0.9 * (quarters > 0 && quarters < deviation ? quarters : deviation) * pow(all, -0.2);
}
