/*
 * ripley.c: Ripley's K of each industry's firms, and what chance would make of it.
 */
#include "core/space/ripley.h"

#include "core/numeric/radix.h"
#include "core/numeric/undefined.h"
#include "core/space/envelope.h"

#include <math.h>

#define NO_NULL UINT32_MAX
#define ROUNDING 1e-9			/* of what is expected: K counts pairs, and many samples have as many */

/* Bands of a null, in the order of their columns. */
enum
{
	LOCAL_LOWER,
	LOCAL_UPPER,
	GLOBAL_LOWER,
	GLOBAL_UPPER,
	BANDS
};

static inline double
firms_of(const CmRipley *r, uint32_t industry)
{
	return (double) r->points->industry_firms[industry];
}

static inline double *
row_of(const CmRipley *r, double *rows, uint32_t industry)
{
	return rows + (size_t) (industry - r->question.first) * r->question.radii;
}

/* The firms of an industry, those of a place as one. */
static void
fill_industry(const CmRipley *r, const CmHost *host, const CmPositions *positions, uint32_t industry, CmCrowd *c)
{
	const CmPoints *p = r->points;
	uint64_t	entries = p->start[industry + 1] - p->start[industry];
	uint32_t   *place = cm_resize(host, NULL, entries + 1, sizeof(uint32_t));
	double	   *firms = cm_resize(host, NULL, entries + 1, sizeof(double));
	uint32_t	count = 0;

	for (uint64_t e = p->start[industry]; e < p->start[industry + 1]; e++)
	{
		if (count == 0 || place[count - 1] != p->place[e])
		{
			place[count] = p->place[e];
			firms[count++] = 0;
		}
		firms[count - 1] += (double) p->count[e];
		cm_breathe_at(host, e);
	}
	cm_crowd_fill(c, host, positions, place, firms, count);
	cm_release(host, place);
	cm_release(host, firms);
}

/*
 * Pairs of all others are all pairs less those with a firm of the industry; those
 * are counted twice in what is around its firms where both are.
 */
static void
count_others(CmRipley *r, uint32_t industry)
{
	double		n = r->sites.sites;
	double	   *others = row_of(r, r->others, industry);
	const double *pairs = row_of(r, r->pairs, industry);
	const double *around = row_of(r, r->sites.around, industry);

	for (uint32_t k = 0; k < r->question.radii; k++)
		others[k] = cm_not_below_zero(r->sites.share[k] * n * (n - 1) / 2 - around[k] + pairs[k]);
}

static void
count_all(CmRipley *r, const CmHost *host)
{
	const CmPoints *p = r->points;
	CmPositions positions = r->sites.positions;
	CmCrowd		c;

	if (r->others == NULL)
		cm_positions_open(&positions, host, p->metric, p->places, p->x, p->y);
	cm_crowd_open(&c, host, p->metric, p->places);
	for (uint32_t i = r->question.first; i < r->question.end; i++)
	{
		fill_industry(r, host, &positions, i, &c);
		cm_crowd_pairs(&c, host, &r->rings, row_of(r, r->pairs, i));
		if (r->others != NULL)
			count_others(r, i);
		cm_breathe(host);
	}
	cm_crowd_close(&c, host);
	if (r->others == NULL)
		cm_positions_close(&positions, host);
}

static double
deviation(const CmRipley *r, double firms, uint32_t radius)
{
	double		variance = cm_ripley_covariance(&r->sites, cm_null_factors(r->sites.sites, firms), radius, radius);

	return sqrt(cm_not_below_zero(variance));
}

/* In deviations from the mean; where no sample differs from it, what does is beyond all. */
static inline double
standard(double share, double mean, double deviation)
{
	if (deviation > 0)
		return (share - mean) / deviation;
	return fabs(share - mean) <= 1e-9 * mean ? 0 : share - mean;
}

static void
standardize(const CmRipley *r, double firms, const double *pairs, const double *deviations, double *curve)
{
	for (uint32_t k = 0; k < r->question.radii; k++)
		curve[k] = standard(pairs[k] * 2 / (firms * (firms - 1)), r->sites.share[k], deviations[k]);
}

/* Curves of so many firms drawn from the sites, each firm a place of its own. */
static void
drawn_curves(const CmRipley *r, const CmHost *host, uint32_t firms, const double *deviations, double *curve)
{
	const CmPoints *p = r->question.reference;
	uint32_t	radii = r->question.radii;
	double	   *pairs = cm_resize(host, NULL, radii, sizeof(double));
	uint32_t   *place = cm_resize(host, NULL, firms, sizeof(uint32_t));
	CmSites		sites;
	CmCrowd		c;

	cm_sites_open(&sites, host, p->places, p->place_firms);
	cm_crowd_open(&c, host, p->metric, firms);
	for (uint32_t d = 0; d < r->question.draws; d++)
	{
		cm_sites_draw(&sites, host, r->question.seed, d, firms, place);
		cm_crowd_fill(&c, host, &r->sites.positions, place, NULL, firms);
		cm_crowd_pairs(&c, host, &r->rings, pairs);
		standardize(r, firms, pairs, deviations, curve + (size_t) d * radii);
		cm_breathe(host);
	}
	cm_crowd_close(&c, host);
	cm_sites_close(&sites, host);
	cm_release(host, place);
	cm_release(host, pairs);
}

/* Curves of a Gaussian field with the correlations of so many firms. */
static void
gaussian_curves(const CmRipley *r, const CmHost *host, uint32_t firms, const double *deviations, double *curve)
{
	uint32_t	radii = r->question.radii;
	CmNullFactors f = cm_null_factors(r->sites.sites, firms);
	double	   *correlation = cm_zeros(host, (size_t) radii * radii, sizeof(double));

	for (uint32_t k = 0; k < radii; k++)
		for (uint32_t j = 0; j < radii; j++)
			if (deviations[k] > 0 && deviations[j] > 0)
				correlation[(size_t) k * radii + j] = cm_ripley_covariance(&r->sites, f, k, j) / (deviations[k] * deviations[j]);
	cm_gaussian_curves(host, correlation, radii, r->question.seed, r->question.draws, curve);
	cm_release(host, correlation);
}

/* A null of so many firms, and what it tells of the industries of `members`. */
static void
answer(CmRipley *r, const CmHost *host, uint32_t firms, uint32_t null, const CmKeyed *members, uint32_t count)
{
	uint32_t	radii = r->question.radii;
	double	   *band = r->band + (size_t) null * BANDS * radii;
	double	   *curve = cm_resize(host, NULL, (size_t) r->question.draws * radii, sizeof(double));
	double	   *deviations = cm_resize(host, NULL, radii, sizeof(double));
	double		lower_local,
				upper_local;
	CmEnvelope *e;

	for (uint32_t k = 0; k < radii; k++)
		deviations[k] = deviation(r, firms, k);
	if (firms < CM_NULL_GAUSSIAN_FROM)
		drawn_curves(r, host, firms, deviations, curve);
	else
		gaussian_curves(r, host, firms, deviations, curve);
	e = cm_envelope_open(host, curve, r->question.draws, radii);
	cm_envelope_local(e, r->question.level, band + LOCAL_LOWER * radii, band + LOCAL_UPPER * radii);
	cm_envelope_global(e, host, r->question.level, band + GLOBAL_LOWER * radii, band + GLOBAL_UPPER * radii, &lower_local, &upper_local);
	for (uint32_t m = 0; m < count; m++)
	{
		uint32_t	industry = (uint32_t) members[m].with;

		for (uint32_t k = 0; k < radii; k++)
			deviations[k] = deviation(r, firms_of(r, industry), k);
		standardize(r, firms_of(r, industry), row_of(r, r->pairs, industry), deviations, curve);
		r->p_value[industry - r->question.first] = cm_envelope_p(e, host, curve);
		r->null[industry - r->question.first] = null;
	}
	cm_envelope_close(e, host);
	cm_release(host, curve);
	cm_release(host, deviations);
}

/* One null serves all industries of as many firms, or nearly as many. */
static void
answer_all(CmRipley *r, const CmHost *host)
{
	const CmRipleyQuestion *q = &r->question;
	CmKeyed    *by_null = cm_resize(host, NULL, (size_t) (q->end - q->first) + 1, sizeof(CmKeyed));
	uint32_t	count = 0,
				nulls = 0;

	for (uint32_t i = q->first; i < q->end; i++)
	{
		uint64_t	firms = r->points->industry_firms[i];

		r->p_value[i - q->first] = NAN;
		r->null[i - q->first] = NO_NULL;
		if (firms >= 2 && firms <= q->reference->firms)
			by_null[count++] = (CmKeyed) {cm_null_node(q->reference->firms, firms), i};
	}
	cm_radix_sort(host, by_null, count, 0);
	for (uint32_t k = 0; k < count; k++)
		nulls += k == 0 || by_null[k].key != by_null[k - 1].key;
	r->band = cm_resize(host, NULL, (size_t) nulls * BANDS * q->radii + 1, sizeof(double));
	nulls = 0;
	for (uint32_t from = 0, end; from < count; from = end)
	{
		for (end = from + 1; end < count && by_null[end].key == by_null[from].key;)
			end++;
		answer(r, host, (uint32_t) by_null[from].key, nulls++, by_null + from, end - from);
		cm_tell(&q->telling, "industries have bands", end, count);
	}
	cm_release(host, by_null);
}

void
cm_ripley_open(CmRipley *r, const CmHost *host, const CmPoints *p, const CmRipleyQuestion *question)
{
	size_t		industries = question->end - question->first;

	*r = (CmRipley) {.question = *question, .points = p};
	if (question->reference == NULL)
	{
		r->question.reference = p;
		r->others = cm_resize(host, NULL, industries * question->radii + 1, sizeof(double));
	}
	r->pairs = cm_resize(host, NULL, industries * question->radii + 1, sizeof(double));
	r->p_value = cm_resize(host, NULL, industries + 1, sizeof(double));
	r->null = cm_resize(host, NULL, industries + 1, sizeof(uint32_t));
	cm_rings_open(&r->rings, host, p->metric, question->radius, question->radii, &r->question.window);
	cm_ripley_sites_open(&r->sites, host, r->question.reference, &r->rings, r->others == NULL ? 0 : question->first,
						 r->others == NULL ? 0 : question->end);
	count_all(r, host);
	answer_all(r, host);
}

void
cm_ripley_close(CmRipley *r, const CmHost *host)
{
	cm_rings_close(&r->rings, host);
	cm_ripley_sites_close(&r->sites, host);
	cm_release(host, r->pairs);
	cm_release(host, r->others);
	cm_release(host, r->null);
	cm_release(host, r->band);
	cm_release(host, r->p_value);
}

/* K of so many firms whose pairs weigh so much. */
static inline double
k_of(const CmRipley *r, double pairs, double firms)
{
	double		area = r->question.window.area;

	return area > 0 && firms >= 2 ? area * pairs * 2 / (firms * (firms - 1)) : NAN;
}

static void
put_chance(const CmRipley *r, uint32_t industry, uint32_t radius, double k, double *row)
{
	uint32_t	null = r->null[industry - r->question.first];
	double		area = r->question.window.area > 0 ? r->question.window.area : NAN;

	row[CM_RIPLEY_EXPECTED] = area * r->sites.share[radius];
	for (int c = CM_RIPLEY_DEVIATION; c < CM_RIPLEY_COLUMNS; c++)
		row[c] = NAN;
	if (null == NO_NULL)
		return;
	row[CM_RIPLEY_DEVIATION] = area * deviation(r, firms_of(r, industry), radius);
	for (int b = 0; b < BANDS; b++)
	{
		double		standing = r->band[((size_t) null * BANDS + (size_t) b) * r->question.radii + radius];
		double		bound = row[CM_RIPLEY_EXPECTED] + standing * row[CM_RIPLEY_DEVIATION];

		/* A band of more or fewer firms, or of a Gaussian field, may reach below what K can be. */
		row[CM_RIPLEY_LOCAL_LOWER + b] = cm_envelope_bound(bound, k, ROUNDING * row[CM_RIPLEY_EXPECTED]);
	}
}

void
cm_ripley_row(const CmRipley *r, uint32_t industry, uint32_t radius, double row[CM_RIPLEY_COLUMNS])
{
	const double *pairs = row_of(r, r->pairs, industry);
	const double *radii = r->question.radius;
	double		firms = firms_of(r, industry);
	double		before = radius == 0 ? 0 : radii[radius - 1];
	double		k = k_of(r, pairs[radius], firms);

	put_chance(r, industry, radius, k, row);
	row[CM_RIPLEY_K] = k;
	row[CM_RIPLEY_L] = sqrt(k / M_PI);
	row[CM_RIPLEY_L_MINUS_R] = row[CM_RIPLEY_L] - radii[radius];
	row[CM_RIPLEY_G] = k_of(r, pairs[radius] - (radius == 0 ? 0 : pairs[radius - 1]), firms) /
		(M_PI * (radii[radius] * radii[radius] - before * before));
	row[CM_RIPLEY_D] = k - (r->others == NULL ? row[CM_RIPLEY_EXPECTED] :
							k_of(r, row_of(r, r->others, industry)[radius], r->sites.sites - firms));
	cm_define_row(row, CM_RIPLEY_COLUMNS);
}
