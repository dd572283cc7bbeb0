/*
 * m_between.c: the null of M between two industries.
 */
#include "core/space/m_between.h"

#include <math.h>

/* Sums of inverses over the firms at each place of an industry, places x radii, and those that M is divided by. */
static double *
sum_inverses(const CmMFunction *f, const CmHost *host, const CmMSector *s, double *global)
{
	uint32_t	radii = f->options.radii,
				at = 0;
	double	   *inverse = cm_zeros(host, (size_t) s->places * radii + 1, sizeof(double));

	memset(global, 0, radii * sizeof(double));
	for (uint32_t g = 0; g < s->groups; g++)
	{
		const CmMGroup *group = &s->group[g];
		double		others = f->weight - group->weight > 0 ? 1 / (f->weight - group->weight) : 0;

		cm_breathe_at(host, (uint64_t) g * 64);
		at += s->place[at] != group->place;
		for (uint32_t r = 0; r < radii; r++)
		{
			double		i = cm_m_inverse(f->within[(size_t) group->place * radii + r], group->weight);

			inverse[(size_t) at * radii + r] += group->count * i;
			global[r] += i > 0 ? group->count * others : 0;
		}
	}
	return inverse;
}

/* Places of an industry, and room for one more. */
static void
gather_positions(CmPositions *to, const CmHost *host, const CmPositions *from, const CmMSector *s)
{
	*to = (CmPositions) {.metric = from->metric, .count = s->places + 1};
	to->x = cm_resize(host, NULL, to->count, sizeof(double));
	to->y = cm_resize(host, NULL, to->count, sizeof(double));
	to->z = cm_resize(host, NULL, to->count, sizeof(double));
	for (uint32_t k = 0; k < s->places; k++)
	{
		to->x[k] = from->x[s->place[k]];
		to->y[k] = from->y[s->place[k]];
		to->z[k] = from->z[s->place[k]];
	}
}

void
cm_m_between_open(CmMBetween *b, const CmHost *host, const CmMFunction *f, const CmMSites *all, const CmMSector *first)
{
	uint32_t	radii = f->options.radii,
				places = f->points->places;
	double		global[CM_CIRCLES_MOST];
	double	   *inverse = sum_inverses(f, host, first, global);
	uint8_t    *ring = cm_resize(host, NULL, (size_t) first->places + 1, sizeof(uint8_t));
	CmPositions here;

	b->f = f;
	cm_m_sites_without(&b->sites, host, all, first);
	b->score = cm_zeros(host, (size_t) places * radii + 1, sizeof(double));
	b->defined = cm_resize(host, NULL, radii, sizeof(bool));
	gather_positions(&here, host, &f->positions, first);
	for (uint32_t x = 0; x < places; x++)
	{
		double	   *score = b->score + (size_t) x * radii;

		cm_breathe(host);
		here.x[first->places] = f->positions.x[x];
		here.y[first->places] = f->positions.y[x];
		here.z[first->places] = f->positions.z[x];
		cm_circles_around(&f->circles, &here, first->places, 0, first->places, ring);
		for (uint32_t k = 0; k < first->places; k++)
			cm_circles_add_from(score, inverse + (size_t) k * radii, 1, ring[k], radii);
		for (uint32_t r = 0; r < radii; r++)
			score[r] = global[r] > 0 ? score[r] / global[r] : 0;
	}
	for (uint32_t r = 0; r < radii; r++)
		b->defined[r] = global[r] > 0;
	cm_positions_close(&here, host);
	cm_release(host, ring);
	cm_release(host, inverse);
}

void
cm_m_between_close(CmMBetween *b, const CmHost *host)
{
	cm_m_sites_close(&b->sites, host);
	cm_release(host, b->score);
	cm_release(host, b->defined);
}

void
cm_m_between_moments(const CmMBetween *b, const CmHost *host, double firms, double *mean, double *covariance)
{
	uint32_t	radii = b->f->options.radii;
	double		sites = (double) b->sites.sites.firms;
	double		factor = sites > 1 ? (sites - firms) / sites / firms / (sites - 1) : 0;

	memset(mean, 0, radii * sizeof(double));
	memset(covariance, 0, (size_t) radii * radii * sizeof(double));
	for (uint32_t g = 0; g < b->sites.groups; g++)
		for (uint32_t r = 0; r < radii; r++)
			mean[r] += b->sites.group[g].count * b->score[(size_t) b->sites.group[g].place * radii + r] / sites;
	for (uint32_t g = 0; g < b->sites.groups; g++)
	{
		const double *score = b->score + (size_t) b->sites.group[g].place * radii;

		cm_breathe(host);
		for (uint32_t r = 0; r < radii; r++)
		{
			double		apart = b->sites.group[g].count * factor * (score[r] - mean[r]);

			for (uint32_t q = 0; q < radii; q++)
				covariance[(size_t) r * radii + q] += apart * (score[q] - mean[q]);
		}
	}
	for (uint32_t r = 0; r < radii; r++)
		mean[r] = b->defined[r] ? mean[r] : NAN;
}

void
cm_m_between_draws(const CmMBetween *b, const CmHost *host, uint32_t firms, float *curve)
{
	const CmMOptions *o = &b->f->options;
	uint32_t   *group = cm_resize(host, NULL, firms, sizeof(uint32_t));
	double		sum[CM_CIRCLES_MOST];

	for (uint32_t draw = 0; draw < o->draws; draw++)
	{
		double		weight = 0;

		cm_sites_draw(&b->sites.sites, host, o->seed, draw, firms, group);
		memset(sum, 0, o->radii * sizeof(double));
		for (uint32_t k = 0; k < firms; k++)
		{
			const CmMGroup *site = &b->sites.group[group[k]];

			weight += site->weight;
			cm_circles_add_from(sum, b->score + (size_t) site->place * o->radii, site->weight, 0, o->radii);
			cm_breathe_at(host, (uint64_t) k * 64);
		}
		for (uint32_t r = 0; r < o->radii; r++)
		{
			double		m = sum[r] / weight;

			curve[(size_t) draw * o->radii + r] = b->defined[r] && m <= 1e30 ? (float) m : NAN;
		}
	}
	cm_release(host, group);
}
