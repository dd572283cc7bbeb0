/*
 * m_bands.c: M of each industry against what chance makes of it.
 */
#include "core/space/m_bands.h"

#include "core/numeric/distributions.h"
#include "core/space/envelope.h"
#include "core/space/m_between.h"
#include "core/space/m_moments.h"
#include "core/space/null.h"

#include <math.h>

#define CURVES_MOST (1 << 26)	/* numbers that are kept of draws */
#define ROUNDING 1e-6			/* less deviation, in means, is that of floats */

/* The curves of industries of one number of firms, in standard deviations from their mean. */
typedef struct Reference
{
	uint32_t	radii;
	uint32_t	curves;
	double		mean[CM_CIRCLES_MOST];
	double		deviation[CM_CIRCLES_MOST];
	double	   *curve;
} Reference;

static double
standardized(double m, double mean, double deviation)
{
	return isnan(m) || !(deviation > ROUNDING * mean) ? 0 : (m - mean) / deviation;
}

static void
reference_of_draws(Reference *ref, const CmHost *host, const float *drawn)
{
	for (size_t i = 0; i < (size_t) ref->curves * ref->radii; i++)
	{
		uint32_t	r = (uint32_t) (i % ref->radii);

		ref->curve[i] = standardized((double) drawn[i], ref->mean[r], ref->deviation[r]);
		cm_breathe_at(host, i);
	}
}

/* Mean and deviation of the draws themselves, where they are defined. */
static void
describe_draws(Reference *ref, const CmHost *host, const float *drawn)
{
	for (uint32_t r = 0; r < ref->radii; r++)
	{
		double		count = 0,
					sum = 0,
					squares = 0;

		cm_breathe(host);
		for (uint32_t c = 0; c < ref->curves; c++)
		{
			float		m = drawn[(size_t) c * ref->radii + r];

			count += !isnan(m);
			sum += isnan(m) ? 0 : (double) m;
		}
		for (uint32_t c = 0; c < ref->curves; c++)
		{
			float		m = drawn[(size_t) c * ref->radii + r];
			double		apart = isnan(m) ? 0 : (double) m - sum / count;

			squares += apart * apart;
		}
		ref->mean[r] = count > 0 ? sum / count : NAN;
		ref->deviation[r] = count > 0 ? sqrt(squares / fmax(1, count - 1)) : NAN;
	}
}

/* A Gaussian field of the correlations of a covariance, which is changed. */
static void
reference_of_field(Reference *ref, const CmHost *host, uint64_t seed, double *covariance)
{
	double		scale[CM_CIRCLES_MOST];

	for (uint32_t r = 0; r < ref->radii; r++)
	{
		double		variance = covariance[(size_t) r * ref->radii + r];

		scale[r] = ref->deviation[r] > ROUNDING * ref->mean[r] && variance > 0 ? 1 / sqrt(variance) : 0;
	}
	for (uint32_t r = 0; r < ref->radii; r++)
		for (uint32_t q = 0; q < ref->radii; q++)
			covariance[(size_t) r * ref->radii + q] *= scale[r] * scale[q];
	cm_gaussian_curves(host, covariance, ref->radii, seed, ref->curves, ref->curve);
}

/* Mean, deviation and bands of the bands' own curves. */
typedef struct Band
{
	CmEnvelope *envelope;
	double		of[4][CM_CIRCLES_MOST];	/* as the last columns */
} Band;

static void
band_open(Band *b, const CmHost *host, const Reference *ref, double level)
{
	double		lower_local,
				upper_local;

	b->envelope = cm_envelope_open(host, ref->curve, ref->curves, ref->radii);
	cm_envelope_local(b->envelope, level, b->of[0], b->of[1]);
	cm_envelope_global(b->envelope, host, level, b->of[2], b->of[3], &lower_local, &upper_local);
}

/* The rows and the p of an industry of so much mean and deviation. */
static void
judge(CmMBands *b, const CmHost *host, const CmMFunction *f, uint32_t sector, const Band *band,
	  const double *mean, const double *deviation)
{
	uint32_t	radii = f->options.radii;
	const double *m = f->m + (size_t) sector * radii;
	double		observed[CM_CIRCLES_MOST];
	bool		defined = false;

	for (uint32_t r = 0; r < radii; r++)
	{
		double	   *row = b->value + ((size_t) sector * radii + r) * CM_M_COLUMNS;

		row[CM_M_EXPECTED] = mean[r];
		row[CM_M_DEVIATION] = deviation[r];
		for (int k = 0; k < 4; k++)
		{
			double		bound = mean[r] + band->of[k][r] * deviation[r];

			row[CM_M_LOCAL_LOWER + k] = cm_envelope_bound(bound, m[r], ROUNDING * mean[r]);
		}
		/* As curves are drawn, so that equal ones are equal. */
		observed[r] = standardized((double) (float) m[r], mean[r], deviation[r]);
		defined = defined || !isnan(m[r]);
	}
	if (defined)
		b->p[sector] = cm_envelope_p(band->envelope, host, observed);
}

/* What serves for all industries. */
typedef struct Work
{
	const CmMFunction *f;
	CmMMoments	moments;		/* unless weighted */
	CmMSites	sites;
	uint32_t   *node;			/* of each sector; 0: none, M is undefined for one firm */
	Reference	ref;
} Work;

static uint32_t
node_of(const CmMFunction *f, double firms)
{
	uint64_t	n = (uint64_t) firms;

	if (n < 2)
		return 0;
	if (f->options.weighted && n >= CM_NULL_GAUSSIAN_FROM)
		n = CM_NULL_GAUSSIAN_FROM - 1;
	return (uint32_t) cm_null_node((uint64_t) f->firms, n);
}

/* How a deviation changes from `drawn` to `firms` of the sites. */
static double
rescale(double sites, double drawn, double firms)
{
	return drawn == firms || drawn == sites ? 1 : sqrt((sites - firms) / firms / ((sites - drawn) / drawn));
}

/* All industries of a node, whose curves stand in `ref`. */
static void
judge_node(CmMBands *b, Work *w, const CmHost *host, uint32_t node)
{
	const CmMFunction *f = w->f;
	double		mean[CM_CIRCLES_MOST],
				deviation[CM_CIRCLES_MOST];
	Band		band;

	band_open(&band, host, &w->ref, f->options.level);
	for (uint32_t i = 0; i < f->sectors; i++)
	{
		double		firms = f->sector[i].firms;

		if (w->node[i] != node)
			continue;
		if (!f->options.weighted)
			cm_m_moments_of(&w->moments, host, firms, mean, deviation);
		for (uint32_t r = 0; r < f->options.radii && f->options.weighted; r++)
		{
			mean[r] = w->ref.mean[r];
			deviation[r] = w->ref.deviation[r] * rescale(f->firms, node, firms);
		}
		judge(b, host, f, i, &band, mean, deviation);
	}
	cm_envelope_close(band.envelope, host);
}

/* Nodes whose curves are drawn, ascending. */
static uint32_t
list_nodes(const Work *w, uint32_t *node)
{
	bool		used[CM_NULL_GAUSSIAN_FROM + 1] = {false};
	uint32_t	nodes = 0;

	for (uint32_t i = 0; i < w->f->sectors; i++)
		used[w->node[i]] = true;
	for (uint32_t n = 1; n < CM_NULL_GAUSSIAN_FROM; n++)
		if (used[n])
			node[nodes++] = n;
	return nodes;
}

static void
judge_drawn(CmMBands *b, Work *w, const CmHost *host)
{
	const CmMFunction *f = w->f;
	size_t		curves = (size_t) f->options.draws * f->options.radii;
	uint32_t	node[CM_NULL_GAUSSIAN_FROM];
	uint32_t	nodes = list_nodes(w, node);
	uint32_t	once = CURVES_MOST / curves > 1 ? (uint32_t) (CURVES_MOST / curves) : 1;
	float	   *drawn;

	once = once < nodes ? once : nodes;
	drawn = cm_resize(host, NULL, once * curves + 1, sizeof(float));
	for (uint32_t first = 0; first < nodes; first += once)
	{
		uint32_t	count = nodes - first < once ? nodes - first : once;

		cm_m_draws(f, host, &w->sites, node + first, count, drawn);
		for (uint32_t n = 0; n < count; n++)
		{
			if (f->options.weighted)
				describe_draws(&w->ref, host, drawn + n * curves);
			else
				cm_m_moments_of(&w->moments, host, node[first + n], w->ref.mean, w->ref.deviation);
			reference_of_draws(&w->ref, host, drawn + n * curves);
			judge_node(b, w, host, node[first + n]);
		}
	}
	cm_release(host, drawn);
}

static void
judge_large(CmMBands *b, Work *w, const CmHost *host)
{
	const CmMFunction *f = w->f;
	uint32_t	radii = f->options.radii;
	double	   *covariance = cm_resize(host, NULL, (size_t) radii * radii, sizeof(double));
	bool		any = false;

	for (uint32_t i = 0; i < f->sectors; i++)
	{
		b->gaussian[i] = w->node[i] == CM_NULL_GAUSSIAN_FROM;
		any = any || b->gaussian[i];
	}
	if (any)
	{
		cm_m_moments_of(&w->moments, host, CM_NULL_GAUSSIAN_FROM, w->ref.mean, w->ref.deviation);
		cm_m_covariance(&w->moments, CM_NULL_GAUSSIAN_FROM, covariance);
		reference_of_field(&w->ref, host, f->options.seed, covariance);
		judge_node(b, w, host, CM_NULL_GAUSSIAN_FROM);
	}
	cm_release(host, covariance);
}

/* All industries, each among themselves. */
static void
judge_alone(CmMBands *b, Work *w, const CmHost *host)
{
	const CmMFunction *f = w->f;

	w->node = cm_resize(host, NULL, (size_t) f->sectors + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < f->sectors; i++)
		w->node[i] = node_of(f, f->sector[i].firms);
	if (!f->options.weighted)
		cm_m_moments_open(&w->moments, host, f);
	judge_drawn(b, w, host);
	judge_large(b, w, host);
	if (!f->options.weighted)
		cm_m_moments_close(&w->moments, host);
	cm_release(host, w->node);
}

/* One industry, with another one around it. */
static void
judge_between(CmMBands *b, Work *w, const CmHost *host, uint32_t sector)
{
	const CmMFunction *f = w->f;
	uint32_t	radii = f->options.radii;
	double		firms = f->neighbour.firms;
	bool		many = firms >= CM_NULL_GAUSSIAN_FROM;
	uint32_t	drawn = many ? CM_NULL_GAUSSIAN_FROM - 1 : (uint32_t) firms;
	double	   *covariance = cm_resize(host, NULL, (size_t) radii * radii, sizeof(double));
	float	   *curve = cm_resize(host, NULL, (size_t) f->options.draws * radii, sizeof(float));
	CmMBetween	between;
	Band		band;

	cm_m_between_open(&between, host, f, &w->sites, &f->sector[sector]);
	if (!f->options.weighted)
	{
		cm_m_between_moments(&between, host, firms, w->ref.mean, covariance);
		for (uint32_t r = 0; r < radii; r++)
			w->ref.deviation[r] = isnan(w->ref.mean[r]) ? NAN : sqrt(covariance[(size_t) r * radii + r]);
	}
	b->gaussian[sector] = many && !f->options.weighted;
	if (!b->gaussian[sector])
	{
		cm_m_between_draws(&between, host, drawn, curve);
		if (f->options.weighted)
			describe_draws(&w->ref, host, curve);
		reference_of_draws(&w->ref, host, curve);
	}
	else
		reference_of_field(&w->ref, host, f->options.seed, covariance);
	for (uint32_t r = 0; r < radii && f->options.weighted; r++)
		w->ref.deviation[r] *= rescale((double) between.sites.sites.firms, drawn, firms);
	band_open(&band, host, &w->ref, f->options.level);
	judge(b, host, f, sector, &band, w->ref.mean, w->ref.deviation);
	cm_envelope_close(band.envelope, host);
	cm_m_between_close(&between, host);
	cm_release(host, covariance);
	cm_release(host, curve);
}

void
cm_m_bands_open(CmMBands *b, const CmHost *host, const CmMFunction *f)
{
	size_t		values = (size_t) f->sectors * f->options.radii * CM_M_COLUMNS;
	Work		w = {.f = f, .ref = {.radii = f->options.radii, .curves = f->options.draws}};

	b->value = cm_resize(host, NULL, values + 1, sizeof(double));
	for (size_t v = 0; v < values; v++)
	{
		b->value[v] = NAN;
		cm_breathe_at(host, v);
	}
	b->p = cm_resize(host, NULL, (size_t) f->sectors + 1, sizeof(double));
	for (uint32_t i = 0; i < f->sectors; i++)
		b->p[i] = NAN;
	b->adjusted = cm_resize(host, NULL, (size_t) f->sectors + 1, sizeof(double));
	b->gaussian = cm_zeros(host, (size_t) f->sectors + 1, sizeof(bool));
	w.ref.curve = cm_resize(host, NULL, (size_t) f->options.draws * f->options.radii + 1, sizeof(double));
	cm_m_sites_open(&w.sites, host, f);
	if (f->options.neighbour == UINT32_MAX)
		judge_alone(b, &w, host);
	else
		for (uint32_t i = 0; i < f->sectors; i++)
		{
			judge_between(b, &w, host, i);
			cm_tell(&f->options.telling, "industries have bands", i + 1, f->sectors);
		}
	memcpy(b->adjusted, b->p, f->sectors * sizeof(double));
	cm_adjust_p_values(host, b->adjusted, f->sectors);
	cm_m_sites_close(&w.sites, host);
	cm_release(host, w.ref.curve);
}

void
cm_m_bands_close(CmMBands *b, const CmHost *host)
{
	cm_release(host, b->value);
	cm_release(host, b->p);
	cm_release(host, b->adjusted);
	cm_release(host, b->gaussian);
}

int
cm_m_kind(const CmMBands *b, const CmMFunction *f, uint32_t sector)
{
	int			kind = 0;

	for (uint32_t r = 0; r < f->options.radii && kind < 1 && b->p[sector] <= 2 * (1 - f->options.level); r++)
	{
		const double *row = b->value + ((size_t) sector * f->options.radii + r) * CM_M_COLUMNS;
		double		m = f->m[(size_t) sector * f->options.radii + r];
		double		least = ROUNDING * row[CM_M_EXPECTED];

		if (m > row[CM_M_GLOBAL_UPPER] + least)
			kind = 1;
		else if (m < row[CM_M_GLOBAL_LOWER] - least)
			kind = -1;
	}
	return kind;
}

uint32_t
cm_m_peak(const CmMFunction *f, uint32_t sector)
{
	const double *m = f->m + (size_t) sector * f->options.radii;
	uint32_t	peak = UINT32_MAX;

	for (uint32_t r = 0; r < f->options.radii; r++)
		if (!isnan(m[r]) && (peak == UINT32_MAX || m[r] > m[peak]))
			peak = r;
	return peak;
}
