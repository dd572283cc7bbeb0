/*
 * shift_share.c: growth of a region's industries in components.
 */
#include "core/change/shift_share.h"
#include "core/numeric/undefined.h"

#include <math.h>
#include <string.h>

/* a b/c where products may leave the range of doubles; 0 of nothing is 0. */
static double
part_of(double a, double b, double c)
{
	double		product = a * b;
	int			i = 0,
				j = 0,
				k = 0;

	if (a == 0)
		return 0;
	if (fabs(product) > 1e-280 && fabs(product) < 1e280 && c > 1e-10 && c < 1e280)
		return product / c;
	product = frexp(a, &i) * frexp(b, &j) / frexp(c, &k);
	return ldexp(product, i + j - k);
}

/*
 * What an amount gains if it grows like the whole, its industry, its region, and
 * the homothetic one also if it grows like its cell.
 */
enum
{
	NATIONAL,
	INDUSTRY,
	REGION,
	OWN,
	GAINS
};

/* A cell and its margins at two times. */
typedef struct Pair
{
	double		x[2];
	double		region[2];
	double		industry[2];
	double		total[2];
} Pair;

static Pair
pair_of(const CmLayers *p, int first, uint32_t region, uint64_t cell)
{
	Pair		pair;

	for (int k = 0; k < 2; k++)
	{
		const CmLayer *t = &p->layer[first + k];

		pair.x[k] = t->cell[cell];
		pair.region[k] = t->region[region];
		pair.industry[k] = t->industry[p->column[cell]];
		pair.total[k] = t->total;
	}
	return pair;
}

static double
homothetic(const Pair *p)
{
	return part_of(p->region[0], p->industry[0], p->total[0]);
}

/* Adds the gains of a step. */
static void
add_gains(const Pair *p, double *gain)
{
	double		x = p->x[0];

	gain[NATIONAL] += part_of(x, p->total[1] - p->total[0], p->total[0]);
	gain[INDUSTRY] += part_of(x, p->industry[1] - p->industry[0], p->industry[0]);
	gain[REGION] += part_of(x, p->region[1] - p->region[0], p->region[0]);
}

static void
add_homothetic_gains(const Pair *p, double *gain)
{
	double		x = p->x[0];
	double		h = homothetic(p);
	double		industry = part_of(h, p->industry[1] - p->industry[0], p->industry[0]);
	double		beyond = (p->x[1] - x) - part_of(x, p->industry[1] - p->industry[0], p->industry[0]);

	gain[NATIONAL] += part_of(h, p->total[1] - p->total[0], p->total[0]);
	gain[INDUSTRY] += industry;
	gain[REGION] += part_of(h, p->region[1] - p->region[0], p->region[0]);
	/* Where nothing was, nothing grows but the industry. */
	gain[OWN] += industry + (x == 0 ? 0 : part_of(beyond, h, x));
}

/*
 * Rounds gains to multiples of one power of two, so small that no sum of some
 * components, which are differences of gains, reaches 2^53 of it: then all these
 * sums are exact.
 */
static void
round_together(double *gain, int gains, const double *component, int components)
{
	double		bound = 0;
	int			exponent;

	for (int i = 0; i < components; i++)
		bound += isnan(component[i]) ? 0 : fabs(component[i]);
	/* A little more, as rounding may raise the sum. */
	bound *= 1 + 1e-9;
	if (bound == 0 || isinf(bound))
		return;
	frexp(bound, &exponent);
	for (int i = 0; i < gains; i++)
		gain[i] = ldexp(nearbyint(ldexp(gain[i], 53 - exponent)), exponent - 53);
}

/* Classic, Esteban-Marquillas, Arcelus --------------------------------- */

static void
put_classic(const double *x, double *row)
{
	row[CM_SHIFT_NATIONAL] = x[NATIONAL];
	row[CM_SHIFT_MIX] = x[INDUSTRY] - x[NATIONAL];
	row[CM_SHIFT_REGIONAL] = row[CM_SHIFT_CHANGE] - x[INDUSTRY];
}

static void
put_esteban(const double *h, double *row)
{
	row[CM_SHIFT_COMPETITIVE] = h[OWN] - h[INDUSTRY];
	row[CM_SHIFT_ALLOCATION] = row[CM_SHIFT_REGIONAL] - row[CM_SHIFT_COMPETITIVE];
}

static void
put_arcelus(const double *x, const double *h, double *row)
{
	double		national = h[NATIONAL];
	double		mix = h[INDUSTRY] - h[NATIONAL];
	double		regional = h[REGION] - h[NATIONAL];
	double		both = (h[OWN] - h[REGION]) - mix;

	row[CM_SHIFT_NATIONAL_HOMOTHETIC] = national;
	row[CM_SHIFT_NATIONAL_DIFFERENTIAL] = x[NATIONAL] - national;
	row[CM_SHIFT_MIX_HOMOTHETIC] = mix;
	row[CM_SHIFT_MIX_DIFFERENTIAL] = row[CM_SHIFT_MIX] - mix;
	row[CM_SHIFT_REGIONAL_HOMOTHETIC] = regional;
	row[CM_SHIFT_REGIONAL_DIFFERENTIAL] = (x[REGION] - x[NATIONAL]) - regional;
	row[CM_SHIFT_REGIONAL_INDUSTRY_HOMOTHETIC] = both;
	row[CM_SHIFT_REGIONAL_INDUSTRY_DIFFERENTIAL] = (row[CM_SHIFT_CHANGE] - x[REGION]) - row[CM_SHIFT_MIX] - both;
}

static void
put_components(CmShiftMethod method, const double *x, const double *h, double *row)
{
	put_classic(x, row);
	if (method == CM_SHIFT_ESTEBAN)
		put_esteban(h, row);
	if (method == CM_SHIFT_ARCELUS)
		put_arcelus(x, h, row);
}

void
cm_shift_share_row(const CmLayers *p, CmShiftMethod method, uint32_t region, uint64_t cell,
				   double row[CM_SHIFT_COLUMNS])
{
	double		gain[2 * GAINS] = {0};
	double	   *x = gain,
			   *h = gain + GAINS;
	Pair		first = pair_of(p, 0, region, cell);

	for (int i = 0; i < CM_SHIFT_COLUMNS; i++)
		row[i] = NAN;
	for (int k = 0; k + 1 < p->count; k++)
	{
		Pair		pair = pair_of(p, k, region, cell);

		add_gains(&pair, x);
		if (method != CM_SHIFT_CLASSIC)
			add_homothetic_gains(&pair, h);
	}
	row[CM_SHIFT_CHANGE] = p->layer[p->count - 1].cell[cell] - p->layer[0].cell[cell];
	put_components(method, x, h, row);
	round_together(gain, 2 * GAINS, row + CM_SHIFT_NATIONAL, CM_SHIFT_COLUMNS - CM_SHIFT_NATIONAL);
	put_components(method, x, h, row);
	if (method != CM_SHIFT_CLASSIC)
		row[CM_SHIFT_HOMOTHETIC] = homothetic(&first);
	cm_define_row(row, CM_SHIFT_COLUMNS);
}

/* Nazara and Hewings --------------------------------------------------- */

void
cm_spatial_open(CmSpatial *s, const CmHost *host, const CmLayers *p, const CmTable *weights)
{
	memset(s, 0, sizeof(*s));
	s->host = host;
	s->periods = p;
	s->weights = weights;
	s->neighbour = cm_resize(host, NULL, (size_t) weights->industries + 1, sizeof(uint32_t));
	s->base = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(double));
	s->final = cm_resize(host, NULL, (size_t) p->industries + 1, sizeof(double));
	cm_label_places(host, p->region_label, p->regions, weights->industry_label, weights->industries, s->neighbour);
}

void
cm_spatial_close(CmSpatial *s, const CmHost *host)
{
	cm_release(host, s->neighbour);
	cm_release(host, s->base);
	cm_release(host, s->final);
}

void
cm_spatial_begin(CmSpatial *s, uint32_t region)
{
	const CmLayers *p = s->periods;
	const CmTable *w = s->weights;
	uint32_t	row = cm_label_place(w->region_label, w->regions, p->region_label[region]);

	memset(s->base, 0, p->industries * sizeof(double));
	memset(s->final, 0, p->industries * sizeof(double));
	s->connected = row != UINT32_MAX && w->region.size[row] != 0;
	if (!s->connected)
		return;
	for (uint64_t k = w->row[row]; k < w->row[row + 1]; k++)
	{
		double		weight = w->cell.size[k] / w->region.size[row];
		uint32_t	other = s->neighbour[w->column[k]];

		cm_breathe(s->host);
		if (other == UINT32_MAX || weight == 0)
			continue;
		for (uint64_t c = p->row[other]; c < p->row[other + 1]; c++)
		{
			s->base[p->column[c]] += weight * p->layer[0].cell[c];
			s->final[p->column[c]] += weight * p->layer[1].cell[c];
		}
	}
}

static void
put_spatial(const double *gain, double *row)
{
	row[CM_SPATIAL_NATIONAL] = gain[NATIONAL];
	row[CM_SPATIAL_MIX] = gain[INDUSTRY] - gain[NATIONAL];
	row[CM_SPATIAL_NEIGHBOURHOOD] = gain[REGION] - gain[INDUSTRY];
	row[CM_SPATIAL_REGIONAL] = row[CM_SPATIAL_CHANGE] - gain[REGION];
}

void
cm_spatial_row(const CmSpatial *s, uint32_t region, uint64_t cell, double row[CM_SPATIAL_COLUMNS])
{
	uint32_t	i = s->periods->column[cell];
	Pair		pair = pair_of(s->periods, 0, region, cell);
	double		base = s->connected ? s->base[i] : NAN;
	double		final = s->connected ? s->final[i] : NAN;
	double		gain[GAINS] = {0};

	add_gains(&pair, gain);
	/* Here the neighbours stand where the region does. */
	gain[REGION] = base == 0 && pair.x[0] > 0 ? NAN : part_of(pair.x[0], final - base, base);
	row[CM_SPATIAL_CHANGE] = pair.x[1] - pair.x[0];
	row[CM_SPATIAL_NEIGHBOUR_BASE] = base;
	row[CM_SPATIAL_NEIGHBOUR_FINAL] = final;
	put_spatial(gain, row);
	round_together(gain, GAINS, row + CM_SPATIAL_NATIONAL, CM_SPATIAL_COLUMNS - CM_SPATIAL_NATIONAL);
	put_spatial(gain, row);
	cm_define_row(row, CM_SPATIAL_COLUMNS);
}
