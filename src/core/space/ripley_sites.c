/*
 * ripley_sites.c: what surrounds the sites of all firms, and what follows for samples of them.
 */
#include "core/space/ripley_sites.h"

#include <math.h>

#define ROUNDING 1e-12			/* of the square of a mean, a variance is one of rounding */

void
cm_crowd_open(CmCrowd *c, const CmHost *host, CmMetric metric, uint32_t places)
{
	size_t		room = (size_t) places + 1;

	c->at = (CmPositions) {
		.metric = metric,
		.x = cm_resize(host, NULL, room, sizeof(double)),
		.y = cm_resize(host, NULL, room, sizeof(double)),
		.z = cm_resize(host, NULL, room, sizeof(double)),
	};
	c->count = cm_resize(host, NULL, room, sizeof(double));
	c->place = cm_resize(host, NULL, room, sizeof(uint32_t));
	c->order = cm_resize(host, NULL, room, sizeof(CmKeyed));
}

void
cm_crowd_fill(CmCrowd *c, const CmHost *host, const CmPositions *positions, const uint32_t *place, const double *firms, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		c->order[i] = (CmKeyed) {cm_key(positions->x[place == NULL ? i : place[i]]), i};
	cm_radix_sort(host, c->order, count, 0);
	for (uint32_t i = 0; i < count; i++)
	{
		uint64_t	from = c->order[i].with;
		uint32_t	at = place == NULL ? (uint32_t) from : place[from];

		c->at.x[i] = positions->x[at];
		c->at.y[i] = positions->y[at];
		c->at.z[i] = positions->z[at];
		c->count[i] = firms == NULL ? 1 : firms[from];
		c->place[i] = at;
		cm_breathe_at(host, i);
	}
	c->at.count = count;
}

void
cm_crowd_close(CmCrowd *c, const CmHost *host)
{
	cm_positions_close(&c->at, host);
	cm_release(host, c->count);
	cm_release(host, c->place);
	cm_release(host, c->order);
}

void
cm_crowd_pairs(const CmCrowd *c, const CmHost *host, const CmRings *rings, double *pairs)
{
	double	   *ring = cm_zeros(host, (size_t) rings->radii + 1, sizeof(double));

	for (uint32_t a = 0, end = 0; a < c->at.count; a++)
	{
		while (end < c->at.count && c->at.x[end] <= c->at.x[a] + rings->reach)
			end++;
		/* Firms of the same place are a distance of 0 from each other, which weighs 1. */
		ring[0] += c->count[a] * (c->count[a] - 1) / 2;
		cm_rings_add(rings, host, &c->at, c->count, a, a + 1, end, c->count[a], ring, NULL);
		cm_breathe_at(host, a);
	}
	cm_circles_add_up(ring, rings->radii);
	memcpy(pairs, ring, rings->radii * sizeof(double));
	cm_release(host, ring);
}

/* Sums over all sites, of what is around them and of its products; of squares of weights of pairs. */
typedef struct Sums
{
	double	   *around;
	double	   *products;		/* radii x radii, those with an earlier radius or the same */
	double	   *squares;
} Sums;

static void
add_site(const CmRipleySites *s, const Sums *sums, double firms, const double *around, const double *squares)
{
	for (uint32_t k = 0; k < s->radii; k++)
	{
		sums->around[k] += firms * around[k];
		sums->squares[k] += firms * squares[k];
		for (uint32_t j = 0; j <= k; j++)
			sums->products[(size_t) k * s->radii + j] += firms * around[k] * around[j];
	}
}

/* Which entries of the industries asked for are at each place. */
typedef struct Members
{
	uint64_t   *start;			/* places + 1 */
	uint64_t   *entry;
	uint32_t   *industry;		/* of each of them, the first one asked for being 0 */
} Members;

static void
members_open(Members *m, const CmHost *host, const CmPoints *p, uint32_t first, uint32_t end)
{
	uint64_t	entries = p->start[end] - p->start[first];

	m->start = cm_zeros(host, (size_t) p->places + 2, sizeof(uint64_t));
	m->entry = cm_resize(host, NULL, entries + 1, sizeof(uint64_t));
	m->industry = cm_resize(host, NULL, entries + 1, sizeof(uint32_t));
	/* Each start is one place further until entries take it back. */
	for (uint64_t e = p->start[first]; e < p->start[end]; e++)
	{
		m->start[p->place[e] + 2]++;
		cm_breathe_at(host, e);
	}
	for (uint32_t i = 0; i < p->places; i++)
		m->start[i + 2] += m->start[i + 1];
	for (uint32_t i = first; i < end; i++)
		for (uint64_t e = p->start[i]; e < p->start[i + 1]; e++)
		{
			uint64_t	to = m->start[p->place[e] + 1]++;

			m->entry[to] = e;
			m->industry[to] = i - first;
			cm_breathe_at(host, e);
		}
}

static void
members_close(Members *m, const CmHost *host)
{
	cm_release(host, m->start);
	cm_release(host, m->entry);
	cm_release(host, m->industry);
}

/* What is around a place is around each firm there. */
static void
add_around(CmRipleySites *s, const CmHost *host, const CmPoints *p, const Members *m, uint32_t place, const double *around)
{
	for (uint64_t k = m->start[place]; k < m->start[place + 1]; k++)
	{
		double	   *sum = s->around + (size_t) m->industry[k] * s->radii;
		double		firms = (double) p->count[m->entry[k]];

		for (uint32_t r = 0; r < s->radii; r++)
			sum[r] += firms * around[r];
		cm_breathe_at(host, k);
	}
}

static void
around_all(CmRipleySites *s, const CmHost *host, const CmPoints *p, const CmCrowd *c, const CmRings *rings, const Members *m, const Sums *sums)
{
	bool		weighted = rings->window->edge != CM_EDGE_NONE;
	size_t		bytes = ((size_t) s->radii + 1) * sizeof(double);
	double	   *ring = cm_resize(host, NULL, 2, bytes);
	double	   *squares = weighted ? ring + s->radii + 1 : ring;

	for (uint32_t a = 0, from = 0, end = 0; a < c->at.count; a++)
	{
		while (c->at.x[from] < c->at.x[a] - rings->reach)
			from++;
		while (end < c->at.count && c->at.x[end] <= c->at.x[a] + rings->reach)
			end++;
		memset(ring, 0, 2 * bytes);
		cm_rings_add(rings, host, &c->at, c->count, a, from, end, 1, ring, weighted ? squares : NULL);
		ring[0]--;				/* the firm itself, which weighs 1 */
		squares[0] -= weighted;
		cm_circles_add_up(ring, s->radii);
		if (weighted)
			cm_circles_add_up(squares, s->radii);
		add_site(s, sums, c->count[a], ring, squares);
		add_around(s, host, p, m, c->place[a], ring);
		cm_breathe(host);
	}
	cm_release(host, ring);
}

/* What no sample can differ in differs by rounding only. */
static double
cleaned(double sum, double variance, double other_variance, double least, double other_least)
{
	return variance <= ROUNDING * least || other_variance <= ROUNDING * other_least ? 0 : sum;
}

/*
 * g = (around - its mean) / (N - 2).  Two radii share the pairs within the smaller
 * one, so that the sum of products of weights is that of its squares.
 */
static void
decompose(CmRipleySites *s, const Sums *sums)
{
	double		n = s->sites,
				pairs = n * (n - 1) / 2;
	size_t		radii = s->radii;

	for (size_t k = 0; k < radii; k++)
		for (size_t j = 0; j <= k; j++)
		{
			double		products = sums->products[k * radii + j] - sums->around[k] * sums->around[j] / n;
			double		of_g = n <= 2 ? 0 : products / ((n - 2) * (n - 2));

			s->s[k * radii + j] = s->s[j * radii + k] = of_g / (n - 1);
			s->q[k * radii + j] = s->q[j * radii + k] = sums->squares[j] / 2 - pairs * s->share[k] * s->share[j] - (n - 2) * of_g;
		}
}

static void
clean(CmRipleySites *s, const Sums *sums)
{
	size_t		radii = s->radii;
	double	   *s_own = sums->around,
			   *q_own = sums->products;

	for (size_t k = 0; k < radii; k++)
	{
		s_own[k] = s->s[k * radii + k];
		q_own[k] = s->q[k * radii + k];
	}
	for (size_t k = 0; k < radii; k++)
		for (size_t j = 0; j < radii; j++)
		{
			double	   *of_s = &s->s[k * radii + j],
					   *of_q = &s->q[k * radii + j];

			*of_s = cleaned(*of_s, s_own[k], s_own[j], s->share[k] * s->share[k], s->share[j] * s->share[j]);
			*of_q = s->sites <= 3 ? 0 : cleaned(*of_q, q_own[k], q_own[j], sums->squares[k], sums->squares[j]);
		}
}

void
cm_ripley_sites_open(CmRipleySites *s, const CmHost *host, const CmPoints *p, const CmRings *rings, uint32_t first, uint32_t end)
{
	size_t		radii = rings->radii;
	double	   *firms = cm_resize(host, NULL, (size_t) p->places + 1, sizeof(double));
	Sums		sums = {cm_zeros(host, radii, sizeof(double)), cm_zeros(host, radii * radii, sizeof(double)), cm_zeros(host, radii, sizeof(double))};
	Members		m;
	CmCrowd		c;

	*s = (CmRipleySites) {.radii = rings->radii, .sites = (double) p->firms};
	s->around = cm_zeros(host, (size_t) (end - first) * radii + 1, sizeof(double));
	s->share = cm_resize(host, NULL, radii, sizeof(double));
	s->s = cm_zeros(host, radii * radii, sizeof(double));
	s->q = cm_zeros(host, radii * radii, sizeof(double));
	for (uint32_t i = 0; i < p->places; i++)
		firms[i] = (double) p->place_firms[i];
	cm_positions_open(&s->positions, host, p->metric, p->places, p->x, p->y);
	cm_crowd_open(&c, host, p->metric, p->places);
	cm_crowd_fill(&c, host, &s->positions, NULL, firms, p->places);
	members_open(&m, host, p, first, end);
	around_all(s, host, p, &c, rings, &m, &sums);
	for (size_t k = 0; k < radii; k++)
		s->share[k] = sums.around[k] / (s->sites * (s->sites - 1));
	if (s->sites >= 2)
	{
		decompose(s, &sums);
		clean(s, &sums);
	}
	members_close(&m, host);
	cm_crowd_close(&c, host);
	cm_release(host, firms);
	cm_release(host, sums.around);
	cm_release(host, sums.products);
	cm_release(host, sums.squares);
}

void
cm_ripley_sites_close(CmRipleySites *s, const CmHost *host)
{
	cm_positions_close(&s->positions, host);
	cm_release(host, s->around);
	cm_release(host, s->share);
	cm_release(host, s->s);
	cm_release(host, s->q);
}

double
cm_ripley_covariance(const CmRipleySites *s, CmNullFactors f, uint32_t radius, uint32_t other)
{
	size_t		at = (size_t) radius * s->radii + other;

	return f.of_s * s->s[at] + f.of_q * s->q[at];
}
