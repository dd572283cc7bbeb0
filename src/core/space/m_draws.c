/*
 * m_draws.c: curves of M when the label of an industry falls on firms at random.
 */
#include "core/space/m_draws.h"

#include "core/numeric/exact.h"
#include "core/numeric/sort.h"

#include <math.h>

#define JOIN 16					/* firms at a time */
#define LINE 8					/* sums that lie together in a processor's cache */

static int
compare_groups(const void *a, const void *b)
{
	const CmMGroup *x = a,
			   *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return cm_ascending(&x->weight, &y->weight);
}

/* All firms of points by place and weight. */
static void
group_by_weight(CmMSites *s, const CmHost *host, const CmPoints *p)
{
	s->group = cm_resize(host, NULL, p->entries + 1, sizeof(CmMGroup));
	for (uint64_t e = 0; e < p->entries; e++)
	{
		s->group[e] = (CmMGroup) {p->place[e], p->weight[e], (double) p->count[e]};
		cm_breathe_at(host, e);
	}
	cm_sort(host, s->group, p->entries, sizeof(CmMGroup), compare_groups);
	for (uint64_t e = 0; e < p->entries; e++)
	{
		cm_breathe_at(host, e);
		if (s->groups > 0 && compare_groups(&s->group[s->groups - 1], &s->group[e]) == 0)
			s->group[s->groups - 1].count += s->group[e].count;
		else
			s->group[s->groups++] = s->group[e];
	}
}

static void
open_groups(CmMSites *s, const CmHost *host)
{
	uint64_t   *count = cm_resize(host, NULL, (size_t) s->groups + 1, sizeof(uint64_t));

	for (uint32_t g = 0; g < s->groups; g++)
	{
		count[g] = (uint64_t) s->group[g].count;
		cm_breathe_at(host, g);
	}
	cm_sites_open(&s->sites, host, s->groups, count);
	cm_release(host, count);
}

void
cm_m_sites_open(CmMSites *s, const CmHost *host, const CmMFunction *f)
{
	*s = (CmMSites) {0};
	if (f->options.weighted)
		group_by_weight(s, host, f->points);
	else
	{
		s->group = cm_resize(host, NULL, (size_t) f->points->places + 1, sizeof(CmMGroup));
		for (uint32_t x = 0; x < f->points->places; x++)
		{
			s->group[s->groups++] = (CmMGroup) {x, 1, f->mass[x]};
			cm_breathe_at(host, x);
		}
	}
	open_groups(s, host);
}

void
cm_m_sites_without(CmMSites *s, const CmHost *host, const CmMSites *all, const CmMSector *industry)
{
	uint32_t	next = 0;

	*s = (CmMSites) {.group = cm_resize(host, NULL, (size_t) all->groups + 1, sizeof(CmMGroup))};
	for (uint32_t g = 0; g < all->groups; g++)
	{
		CmMGroup	group = all->group[g];

		cm_breathe_at(host, g);
		if (next < industry->groups && compare_groups(&industry->group[next], &group) == 0)
			group.count -= industry->group[next++].count;
		if (group.count > 0)
			s->group[s->groups++] = group;
	}
	open_groups(s, host);
}

void
cm_m_sites_close(CmMSites *s, const CmHost *host)
{
	cm_sites_close(&s->sites, host);
	cm_release(host, s->group);
}

/* The firms of one draw, in its order. */
typedef struct Draw
{
	const CmMFunction *f;
	uint32_t	radii;
	uint32_t	most;
	uint32_t	stride;
	uint32_t   *group;			/* that each is of */
	CmPositions position;
	double	   *weight;
	double	   *inverse;		/* radii x stride: of what weighs around each */
	double	   *ring;			/* radii + 1 x stride: the weight of the others in each ring around each */
	double	   *within;			/* stride: summed up from the rings */
	uint8_t    *rings;			/* JOIN x stride: that the firms before them are in, around the last ones */
	/* Sums over those so far. */
	double		total;
	double		share[CM_CIRCLES_MOST];	/* of 1/(weight without k), k having neighbours */
	double		own[CM_CIRCLES_MOST]; /* of weight of k/(weight without k) */
} Draw;

static void
draw_open(Draw *d, const CmHost *host, const CmMFunction *f, uint32_t most)
{
	/* An odd number of lines, or the sums of one firm would be where a cache has room for few. */
	*d = (Draw) {.f = f, .radii = f->options.radii, .most = most, .stride = ((most + LINE - 1) / LINE | 1) * LINE};
	d->group = cm_resize(host, NULL, most, sizeof(uint32_t));
	d->position = (CmPositions) {.metric = f->positions.metric, .count = most};
	d->position.x = cm_resize(host, NULL, most, sizeof(double));
	d->position.y = cm_resize(host, NULL, most, sizeof(double));
	d->position.z = cm_resize(host, NULL, most, sizeof(double));
	d->weight = cm_resize(host, NULL, most, sizeof(double));
	d->inverse = cm_zeros(host, (size_t) d->radii * d->stride, sizeof(double));
	d->ring = cm_resize(host, NULL, ((size_t) d->radii + 1) * d->stride, sizeof(double));
	d->within = cm_resize(host, NULL, d->stride, sizeof(double));
	d->rings = cm_resize(host, NULL, (size_t) JOIN * d->stride, sizeof(uint8_t));
}

static void
draw_close(Draw *d, const CmHost *host)
{
	cm_release(host, d->group);
	cm_positions_close(&d->position, host);
	cm_release(host, d->weight);
	cm_release(host, d->inverse);
	cm_release(host, d->ring);
	cm_release(host, d->within);
	cm_release(host, d->rings);
}

/* Places of the firms from `first` to before `end`, JOIN at most, and what is around them. */
static void
place_firms(Draw *d, const CmMSites *s, uint32_t first, uint32_t end)
{
	const CmMFunction *f = d->f;
	const double *within[JOIN];
	double		others[JOIN];

	for (uint32_t k = first; k < end; k++)
	{
		const CmMGroup *group = &s->group[d->group[k]];

		within[k - first] = f->within + (size_t) group->place * d->radii;
		others[k - first] = f->weight - group->weight > 0 ? 1 / (f->weight - group->weight) : 0;
		d->position.x[k] = f->positions.x[group->place];
		d->position.y[k] = f->positions.y[group->place];
		d->position.z[k] = f->positions.z[group->place];
		d->weight[k] = group->weight;
		d->total += group->weight;
	}
	for (uint32_t r = 0; r < d->radii; r++)
	{
		double	   *of_radius = d->inverse + (size_t) r * d->stride;

		for (uint32_t k = first; k < end; k++)
		{
			double		weight = d->weight[k];
			double		inverse = cm_m_inverse(within[k - first][r], weight);

			of_radius[k] = inverse;
			d->share[r] += inverse > 0 ? others[k - first] : 0;
			d->own[r] += inverse > 0 ? others[k - first] * weight : 0;
		}
	}
}

/* The k-th firm and those from `from` to before `end` meet in such rings. */
static __attribute__((noinline)) void
meet(double *sum, size_t stride, const uint8_t *rings, const double *weight, uint32_t k, uint32_t from, uint32_t end)
{
	double		own = weight[k];

	for (uint32_t l = from; l < end; l++)
	{
		double	   *ring = sum + rings[l] * stride;

		ring[l] += own;
		ring[k] += weight[l];
	}
}

/* Some firms, JOIN at most, join those before them, a few of these at a time: all sums of both stay in the cache. */
static void
join(Draw *d, uint32_t first, uint32_t end)
{
	for (uint32_t k = first; k < end; k++)
		cm_circles_around(&d->f->circles, &d->position, k, 0, k, d->rings + (size_t) (k - first) * d->stride);
	for (uint32_t from = 0; from < end; from += JOIN)
		for (uint32_t k = first > from ? first : from + 1; k < end; k++)
			meet(d->ring, d->stride, d->rings + (size_t) (k - first) * d->stride, d->weight, k, from, k < from + JOIN ? k : from + JOIN);
}

/* M of the first `firms`; those that have not joined yet have nothing around them. */
static void
curve_of(Draw *d, uint32_t firms, float *curve)
{
	uint32_t	padded = (firms + 3) / 4 * 4;
	double	   *sum = d->within;

	memset(sum, 0, padded * sizeof(double));
	for (uint32_t r = 0; r < d->radii; r++)
	{
		const double *ring = d->ring + (size_t) r * d->stride,
				   *inverse = d->inverse + (size_t) r * d->stride;
		CmTwo		even = {0, 0},
					odd = {0, 0};
		double		global = d->total * d->share[r] - d->own[r];
		double		m;

		for (uint32_t k = 0; k < padded; k += 4)
		{
			CmTwo	   *within = (CmTwo *) (sum + k);

			within[0] += *(const CmTwo *) (ring + k);
			within[1] += *(const CmTwo *) (ring + k + 2);
			even += within[0] * *(const CmTwo *) (inverse + k);
			odd += within[1] * *(const CmTwo *) (inverse + k + 2);
		}
		m = ((even[0] + even[1]) + (odd[0] + odd[1])) / global;
		curve[r] = global > 0 && m <= 1e30 ? (float) m : NAN;
	}
}

void
cm_m_draws(const CmMFunction *f, const CmHost *host, const CmMSites *s, const uint32_t *node, uint32_t nodes, float *curve)
{
	const CmMOptions *o = &f->options;
	uint32_t	most = nodes == 0 ? 0 : node[nodes - 1];
	Draw		d;

	draw_open(&d, host, f, most);
	for (uint32_t draw = 0; draw < o->draws; draw++)
	{
		cm_sites_draw(&s->sites, host, o->seed, draw, most, d.group);
		memset(d.ring, 0, ((size_t) d.radii + 1) * d.stride * sizeof(double));
		memset(d.share, 0, sizeof(d.share));
		memset(d.own, 0, sizeof(d.own));
		d.total = 0;
		for (uint32_t next = 0, first = 0, end; next < nodes; first = end)
		{
			end = node[next] - first < JOIN ? node[next] : first + JOIN;
			cm_breathe(host);
			place_firms(&d, s, first, end);
			join(&d, first, end);
			if (end == node[next])
				curve_of(&d, end, curve + ((size_t) next++ * o->draws + draw) * d.radii);
		}
	}
	draw_close(&d, host);
}
