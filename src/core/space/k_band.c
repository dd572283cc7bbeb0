/*
 * k_band.c: curves of chance, and the bands that hold them.
 */
#include "core/space/k_band.h"

#define FAR 1e300
#define ROUNDING 1e-9
#define GROWN_MOST 8388608		/* counts that are kept, and places */
#define GROWN_FROM 4			/* pairs in a draw for each bin, from which on bins are kept rather than pairs counted again */

bool
cm_k_above(double density, double other)
{
	return density - other > ROUNDING * fabs(other);
}

double
cm_k_standard(double density, double theta, double deviation)
{
	if (deviation > 0)
		return (density - theta) / deviation;
	return cm_k_above(density, theta) ? FAR : cm_k_above(theta, density) ? -FAR : 0;
}

/* Bins of one bandwidth, and its kernel. */
typedef struct Lens
{
	CmBins		bins;
	CmKernel	kernel;
} Lens;

static CmBins
bins_of(const CmKChance *chance, double bandwidth)
{
	const CmKSites *s = chance->sites;
	int			exponent = cm_k_exponent(s, bandwidth, chance->parts);
	double		reach = cm_chord_of_distance(s->metric, chance->step[chance->steps - 1] + CM_KERNEL_REACH * bandwidth);

	while (reach / CM_BINS_MOST >= ldexp(1, exponent))
		exponent++;
	return cm_bins(s->metric, exponent, reach);
}

static void
lens_open(Lens *lens, const CmKChance *chance, const CmHost *host, double bandwidth)
{
	lens->bins = bins_of(chance, bandwidth);
	cm_kernel_open(&lens->kernel, host, &lens->bins, chance->step, chance->steps, bandwidth, true);
}

static uint32_t *
draw_places(const CmKChance *chance, const CmHost *host, uint64_t most)
{
	uint32_t   *place = cm_resize(host, NULL, (size_t) (most * chance->draws) + 1, sizeof(uint32_t));

	for (uint32_t k = 0; k < chance->draws; k++)
	{
		cm_sites_draw(&chance->sites->urn, host, chance->seed, k, most, place + k * most);
		cm_breathe(host);
	}
	return place;
}

void
cm_k_grown_open(CmKGrown *g, const CmKChance *chance, const CmHost *host, double narrowest, double widest, uint64_t most)
{
	CmBins		fine = bins_of(chance, narrowest),
				far = bins_of(chance, widest);
	double		count = far.count * far.width / fine.width;

	*g = (CmKGrown) {.bins = fine, .most = most};
	if ((double) most * chance->draws <= GROWN_MOST)
		g->place = draw_places(chance, host, most);
	if ((count + 2) * chance->draws > GROWN_MOST)
		return;
	g->bins.count = (uint32_t) count;
	g->count = cm_zeros(host, (size_t) cm_bins_all(&g->bins) * chance->draws, sizeof(double));
}

void
cm_k_grown_close(CmKGrown *g, const CmHost *host)
{
	cm_release(host, g->place);
	cm_release(host, g->count);
}

/* Are there so many pairs that they are kept? */
static bool
is_kept(const CmKGrown *g, const CmKDraw *draw)
{
	return g != NULL && g->count != NULL && draw->pairs >= GROWN_FROM * (double) cm_bins_all(&g->bins);
}

/* Adds the pairs that are new in a draw to those of its beginning, and tells of all. */
static void
grow(CmKGrown *g, uint32_t number, double *count)
{
	uint32_t	all = cm_bins_all(&g->bins);
	double	   *sum = g->count + (size_t) number * all;

	for (uint32_t i = 0; i < all; i++)
		sum[i] += count[i];
	memcpy(count, sum, all * sizeof(double));
}

/* What one draw after the other is made in: spots that meet each other unless they are one of two industries, and others that these meet. */
typedef struct Hand
{
	uint32_t   *place;
	bool		keep;			/* pairs, with those of the draw's beginning */
	CmSpots		spots;
	CmSpots		others;
	double	   *room;
	CmPyramid	pairs;
} Hand;

static void
hand_open(Hand *h, const CmKChance *chance, const CmHost *host, const CmKDraw *draw, const CmKGrown *grown, const Lens *lens, uint32_t count)
{
	const CmBins **bins = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmBins *));

	h->keep = is_kept(grown, draw);
	for (uint32_t i = 0; i < count; i++)
		bins[i] = &lens[i].bins;
	if (h->keep)
		bins[count++] = &grown->bins;
	cm_pyramid_open(&h->pairs, host, bins, count);
	cm_release(host, bins);
	h->place = cm_resize(host, NULL, draw->firms + 1, sizeof(uint32_t));
	cm_spots_open(&h->spots, host, &chance->sites->extent, (uint32_t) draw->firms);
	cm_spots_open(&h->others, host, &chance->sites->extent, (uint32_t) draw->firms);
	h->room = cm_zeros(host, (size_t) CM_PAIRS_ROOM * cm_bins_all(&h->pairs.bins), sizeof(double));
}

static void
hand_close(Hand *h, const CmHost *host)
{
	cm_release(host, h->place);
	cm_spots_close(&h->spots, host);
	cm_spots_close(&h->others, host);
	cm_release(host, h->room);
	cm_pyramid_close(&h->pairs, host);
}

static void
put_spot(CmSpots *s, const CmSpots *sites, uint32_t place, double weight)
{
	s->x[s->count] = sites->x[place];
	s->y[s->count] = sites->y[place];
	s->z[s->count] = sites->z[place];
	s->weight[s->count++] = weight;
}

static const uint32_t *
places_of(Hand *h, const CmKChance *chance, const CmHost *host, const CmKDraw *draw, const CmKGrown *grown, uint32_t number)
{
	if (grown != NULL && grown->place != NULL)
		return grown->place + number * grown->most;
	cm_sites_draw(&chance->sites->urn, host, chance->seed, number, draw->firms, h->place);
	return h->place;
}

static void
draw_once(Hand *h, const CmKChance *chance, const CmHost *host, const CmKDraw *draw, CmKGrown *grown, uint32_t number)
{
	uint64_t	counted = h->keep ? grown->firms : 0;
	const uint32_t *place = places_of(h, chance, host, draw, grown, number);
	double	   *count = h->pairs.count[0];

	h->spots.count = h->others.count = 0;
	for (uint64_t k = 0; k < draw->firms; k++)
	{
		bool		other = draw->apart > 0 ? k >= draw->apart : k < counted;

		put_spot(other ? &h->others : &h->spots, &chance->sites->spots, place[k], draw->weight == NULL ? 1 : draw->weight[k]);
	}
	memset(count, 0, cm_bins_all(&h->pairs.bins) * sizeof(double));
	if (h->others.count > 0)
		cm_pairs_between(&h->pairs.bins, host, &h->spots, &h->others, h->room, count);
	if (draw->apart == 0)
		cm_pairs_within(&h->pairs.bins, host, &h->spots, h->room, count);
	if (h->keep)
		grow(grown, number, count);
	cm_pyramid_rise(&h->pairs);
}

static void
standardize(double *curve, const CmKCurves *c, uint32_t steps)
{
	for (uint32_t d = 0; d < steps; d++)
		curve[d] = c->deviation[d] > 0 ? cm_k_standard(curve[d], c->theta[d], c->deviation[d]) : 0;
}

void
cm_k_curves_drawn(const CmKChance *chance, const CmHost *host, const CmKDraw *draw, CmKGrown *grown, CmKCurves *curves, uint32_t count)
{
	Lens	   *lens = cm_resize(host, NULL, (size_t) count + 1, sizeof(Lens));
	uint32_t	steps = chance->steps;
	Hand		hand;

	for (uint32_t i = 0; i < count; i++)
		lens_open(&lens[i], chance, host, curves[i].bandwidth);
	hand_open(&hand, chance, host, draw, grown, lens, count);
	for (uint32_t k = 0; k < chance->draws; k++)
	{
		draw_once(&hand, chance, host, draw, grown, k);
		for (uint32_t i = 0; i < count; i++)
		{
			double	   *curve = curves[i].curve + (size_t) k * steps;

			cm_kernel_smooth(&lens[i].kernel, cm_pyramid_level(&hand.pairs, &lens[i].bins), draw->pairs, curve);
			standardize(curve, &curves[i], steps);
		}
		cm_breathe(host);
	}
	if (hand.keep)
		grown->firms = draw->firms;
	hand_close(&hand, host);
	for (uint32_t i = 0; i < count; i++)
		cm_kernel_close(&lens[i].kernel, host);
	cm_release(host, lens);
}

void
cm_k_curves_gaussian(const CmKChance *chance, const CmHost *host, const double *covariance, double *curve)
{
	uint32_t	steps = chance->steps;

	cm_gaussian_curves(host, covariance, steps, chance->seed, chance->draws, curve);
	for (uint32_t k = 0; k < chance->draws; k++)
		for (uint32_t d = 0; d < steps; d++)
		{
			double		variance = covariance[(size_t) d * steps + d];

			curve[(size_t) k * steps + d] /= variance > 0 ? sqrt(variance) : 1;
		}
}

void
cm_k_band_open(CmKBand *b, const CmKChance *chance, const CmHost *host, const double *curve)
{
	double		lower_level,
				upper_level;
	double	  **band[] = {&b->local_lower, &b->local_upper, &b->global_lower, &b->global_upper};

	for (int i = 0; i < 4; i++)
		*band[i] = cm_resize(host, NULL, chance->steps, sizeof(double));
	b->envelope = cm_envelope_open(host, curve, chance->draws, chance->steps);
	cm_envelope_local(b->envelope, chance->level, b->local_lower, b->local_upper);
	cm_envelope_global(b->envelope, host, chance->level, b->global_lower, b->global_upper, &lower_level, &upper_level);
}

void
cm_k_band_close(CmKBand *b, const CmHost *host)
{
	cm_envelope_close(b->envelope, host);
	cm_release(host, b->local_lower);
	cm_release(host, b->local_upper);
	cm_release(host, b->global_lower);
	cm_release(host, b->global_upper);
}
