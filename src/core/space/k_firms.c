/*
 * k_firms.c: pairs of firms of one industry, or of two.
 */
#include "core/space/k_firms.h"

#include "core/space/kernel.h"

static int
unit_of(const CmPoints *p, uint64_t first, uint64_t end)
{
	double		most = 0;

	for (uint64_t e = first; e < end; e++)
		most = fmax(most, p->weight[e]);
	return most > 0 ? ilogb(most) : 0;
}

/* Weights of the firms of an entry. */
static void
put_each(CmKFirms *f, uint64_t *at, double weight, uint64_t count)
{
	for (uint64_t k = 0; k < count; k++)
		f->each[(*at)++] = weight;
}

void
cm_k_firms_open(CmKFirms *f, const CmHost *host, const CmPoints *p, uint32_t industry, bool each)
{
	uint64_t	first = p->start[industry],
				end = p->start[industry + 1],
				at = 0;
	size_t		room = (size_t) (end - first) + 1;
	int			unit = unit_of(p, first, end);

	*f = (CmKFirms) {.firms = (double) p->industry_firms[industry]};
	f->place = cm_resize(host, NULL, room, sizeof(uint32_t));
	f->count = cm_zeros(host, room, sizeof(double));
	f->weight = cm_zeros(host, room, sizeof(double));
	f->squares = cm_zeros(host, room, sizeof(double));
	f->each = each ? cm_resize(host, NULL, (size_t) p->industry_firms[industry] + 1, sizeof(double)) : NULL;
	for (uint64_t e = first; e < end; e++)
	{
		double		weight = ldexp(p->weight[e], -unit),
					product = (double) p->count[e];

		if (f->places == 0 || f->place[f->places - 1] != p->place[e])
			f->place[f->places++] = p->place[e];
		f->count[f->places - 1] += product;
		f->weight[f->places - 1] += product * weight;
		f->squares[f->places - 1] += product * weight * weight;
		f->total += product * p->weight[e];
		for (int k = 0; k < 5; k++, product *= weight)
			f->power[k] += product;
		if (each)
			put_each(f, &at, weight, p->count[e]);
		cm_breathe_at(host, e);
	}
}

void
cm_k_firms_close(CmKFirms *f, const CmHost *host)
{
	cm_release(host, f->place);
	cm_release(host, f->count);
	cm_release(host, f->weight);
	cm_release(host, f->squares);
	cm_release(host, f->each);
}

static const double *
weights_of(const CmKFirms *f, bool weighted)
{
	return weighted ? f->weight : f->count;
}

/* What the pairs within a place weigh. */
static double
pairs_at(const CmKFirms *f, uint32_t i, bool weighted)
{
	double		all = weighted ? f->weight[i] * f->weight[i] - f->squares[i] : f->count[i] * (f->count[i] - 1);

	return f->count[i] > 1 && all > 0 ? all / 2 : 0;
}

double
cm_k_pairs_all(const CmKPairs *p, bool weighted)
{
	const CmKFirms *a = p->one,
			   *b = p->other;

	if (b != NULL)
		return weighted ? a->power[1] * b->power[1] : a->firms * b->firms;
	if (a->firms < 2)
		return 0;
	return weighted ? (a->power[1] * a->power[1] - a->power[2]) / 2 : a->firms * (a->firms - 1) / 2;
}

/*
 * A firm of the one has the share w/W of the pairs, all of both together 2; two pairs
 * of pairs are the same, share a firm, or share none, which is E[hh'] = Q/M times 1,
 * -1/(N-2) and 2/((N-2)(N-3)).
 */
CmNullFactors
cm_k_factors_between(double sites, const double one[3], const double other[3])
{
	double		a = one[2] / (one[1] * one[1]),
				b = other[2] / (other[1] * other[1]);
	double		sharing = b * (1 - a) + a * (1 - b),
				apart = (1 - a) * (1 - b);

	return (CmNullFactors) {
		.of_s = fmax(0, a + b - 4 / sites),
		.of_q = sites <= 3 ? 0 : fmax(0, a * b - sharing / (sites - 2) + 2 * apart / ((sites - 2) * (sites - 3))) * 2 / (sites * (sites - 1)),
	};
}

CmNullFactors
cm_k_pairs_factors(const CmKPairs *p, double sites, bool weighted)
{
	const CmKFirms *a = p->one,
			   *b = p->other;

	if (b != NULL && weighted)
		return cm_k_factors_between(sites, a->power, b->power);
	if (b != NULL)
		return cm_k_factors_between(sites, (double[]) {a->firms, a->firms, a->firms}, (double[]) {b->firms, b->firms, b->firms});
	return weighted ? cm_null_factors_weighted(sites, a->power) : cm_null_factors(sites, a->firms);
}

static void
open_spots(CmSpots *s, const CmKPairs *p, const CmHost *host, const CmKFirms *f, bool weighted)
{
	cm_spots_open(s, host, p->extent, f->places);
	for (uint32_t i = 0; i < f->places; i++)
		cm_spots_add(s, p->extent, p->at, f->place[i], weights_of(f, weighted)[i]);
}

void
cm_k_pairs_count(const CmKPairs *p, const CmHost *host, const CmBins *b, bool weighted, double *count)
{
	double	   *room = cm_zeros(host, (size_t) CM_PAIRS_ROOM * cm_bins_all(b), sizeof(double));
	CmSpots		one,
				other;

	memset(count, 0, cm_bins_all(b) * sizeof(double));
	open_spots(&one, p, host, p->one, weighted);
	if (p->other != NULL)
	{
		open_spots(&other, p, host, p->other, weighted);
		cm_pairs_between(b, host, &one, &other, room, count);
		cm_spots_close(&other, host);
	}
	else
	{
		cm_pairs_within(b, host, &one, room, count);
		for (uint32_t i = 0; i < one.count; i++)
			count[0] += pairs_at(p->one, i, weighted);
	}
	cm_spots_close(&one, host);
	cm_release(host, room);
}

/* The pairs of a place of one and a place of the other, one after the other; false after the last. */
typedef struct Walk
{
	uint32_t	i;
	uint32_t	j;
	double		distance;
	double		times;
} Walk;

static bool
next_pair(Walk *w, const CmKPairs *p, bool weighted)
{
	const CmKFirms *a = p->one,
			   *b = p->other == NULL ? a : p->other;

	if (w->j == b->places)
		w->j = p->other == NULL ? ++w->i : (w->i++, 0);
	if (w->i >= a->places || w->j >= b->places)
		return false;
	if (p->other == NULL && w->i == w->j)
	{
		w->distance = 0;
		w->times = pairs_at(a, w->i, weighted);
	}
	else
	{
		w->distance = cm_distance(p->at, a->place[w->i], b->place[w->j]);
		w->times = weights_of(a, weighted)[w->i] * weights_of(b, weighted)[w->j];
	}
	w->j++;
	return true;
}

void
cm_k_pairs_spread(const CmKPairs *p, const CmHost *host, CmSpread *spread)
{
	size_t		places = p->one->places,
				others = p->other == NULL ? places : p->other->places;
	Walk		w = {0};

	cm_spread_open(spread, host, p->other == NULL ? places * (places + 1) / 2 : places * others);
	for (size_t at = 0; next_pair(&w, p, false); at++)
	{
		if (w.times > 0)
			cm_spread_add(spread, w.distance, w.times);
		cm_breathe_at(host, at);
	}
	cm_spread_order(spread, host);
}

void
cm_k_pairs_density(const CmKPairs *p, const CmHost *host, bool weighted, double bandwidth, const double *step, uint32_t steps, double *density)
{
	double		all = cm_k_pairs_all(p, weighted);
	Walk		w = {0};

	memset(density, 0, steps * sizeof(double));
	for (size_t at = 0; next_pair(&w, p, weighted); at++)
	{
		for (uint32_t d = 0; w.times > 0 && d < steps; d++)
			density[d] += w.times * cm_kernel(step[d], w.distance, bandwidth);
		cm_breathe_at(host, at * 64);
	}
	for (uint32_t d = 0; d < steps; d++)
		density[d] /= all;
}
