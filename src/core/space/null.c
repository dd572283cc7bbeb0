/*
 * null.c: an industry of n firms drawn from the sites of all N.
 */
#include "core/space/null.h"

#include "core/numeric/random.h"

#include <math.h>

#define TOLERANCE 1e-10			/* a variance below, in shares of the step's own, is rounding */
#define BLOCK 8					/* steps that are added at once */

/* Differences of ratios of falling factorials are products, so nothing cancels out. */
CmNullFactors
cm_null_factors(double sites, double firms)
{
	double		others = sites - firms;
	double		pairs = firms * (firms - 1) * sites * (sites - 1);

	return (CmNullFactors) {
		.of_s = 4 / firms * others / sites,
		.of_q = sites <= 3 ? 0 : 4 / pairs * others * (others - 1) / ((sites - 2) * (sites - 3)),
	};
}

/*
 * The k-th firm has the share c_k = w_k (w - w_k) / W of all W = SUM_{k<l} w_k w_l,
 * and a = SUM_{k<l} (w_k w_l / W)^2.
 */
CmNullFactors
cm_null_factors_weighted(double sites, const double power[5])
{
	double		all = (power[1] * power[1] - power[2]) / 2;
	double		a = (power[2] * power[2] - power[4]) / 2 / all / all;
	double		c = (power[1] * power[1] * power[2] - 2 * power[1] * power[3] + power[4]) / all / all;
	double		of_h = (a * (sites - 1) * (sites - 2) - c * (sites - 1) + 2) / ((sites - 2) * (sites - 3));

	if (!(all > 0))
		return (CmNullFactors) {NAN, NAN};
	return (CmNullFactors) {
		.of_s = fmax(0, c - 4 / sites),
		.of_q = sites <= 3 ? 0 : fmax(0, of_h) * 2 / (sites * (sites - 1)),
	};
}

void
cm_sites_open(CmSites *s, const CmHost *host, uint32_t places, const uint64_t *firms)
{
	uint64_t	buckets;

	s->places = places;
	s->below = cm_resize(host, NULL, (size_t) places + 1, sizeof(uint64_t));
	s->below[0] = 0;
	for (uint32_t p = 0; p < places; p++)
	{
		s->below[p + 1] = s->below[p] + firms[p];
		cm_breathe_at(host, p);
	}
	s->firms = s->below[places];
	for (s->guide_shift = 0; s->firms >> s->guide_shift > 2 * (uint64_t) places;)
		s->guide_shift++;
	/* The place of the first site of each bucket, and that of the last site. */
	buckets = s->firms == 0 ? 0 : ((s->firms - 1) >> s->guide_shift) + 1;
	s->guide = cm_resize(host, NULL, buckets + 1, sizeof(uint32_t));
	for (uint64_t b = 0, p = 0; b <= buckets; b++)
	{
		uint64_t	site = b << s->guide_shift;

		while (p + 1 < places && s->below[p + 1] <= site)
			p++;
		s->guide[b] = (uint32_t) p;
		cm_breathe_at(host, b);
	}
}

void
cm_sites_close(CmSites *s, const CmHost *host)
{
	cm_release(host, s->below);
	cm_release(host, s->guide);
}

static inline uint32_t
place_of(const CmSites *s, uint64_t site)
{
	const uint32_t *guide = &s->guide[site >> s->guide_shift];
	uint32_t	low = guide[0],
				high = guide[1];

	while (low < high)
	{
		uint32_t	middle = high - (high - low) / 2;

		if (s->below[middle] <= site)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* A site that was drawn, plus 1, and the one that stands there since. */
typedef struct Moved
{
	uint64_t	site;
	uint64_t	now;
} Moved;

typedef struct Deck
{
	Moved	   *moved;
	int			shift;
	uint64_t	mask;
} Deck;

/* Where a site is, or would be. */
static inline Moved *
in_deck(const Deck *d, uint64_t site)
{
	uint64_t	at = site * CM_GOLDEN >> d->shift;

	while (d->moved[at].site != 0 && d->moved[at].site != site + 1)
		at = (at + 1) & d->mask;
	return &d->moved[at];
}

static Deck
deck_open(const CmHost *host, uint64_t firms)
{
	Deck		d = {.shift = 63, .mask = 1};

	for (; d.mask < 2 * firms; d.shift--)
		d.mask = 2 * d.mask + 1;
	d.moved = cm_zeros(host, d.mask + 1, sizeof(Moved));
	return d;
}

/* The first firms of a deck shuffled (Fisher, Yates; Durstenfeld 1964), of which only what was moved is kept. */
void
cm_sites_draw(const CmSites *s, const CmHost *host, uint64_t seed, uint64_t stream, uint64_t firms, uint32_t *place)
{
	uint64_t	chance = cm_mix64(cm_mix64(seed) + stream);
	Deck		d = deck_open(host, firms);

	for (uint64_t k = 0; k < firms; k++)
	{
		uint64_t	site = k + (uint64_t) (cm_uniform(chance, k) * (double) (s->firms - k));
		Moved	   *drawn = in_deck(&d, site);
		Moved	   *last = in_deck(&d, k);
		uint64_t	instead = last->site == 0 ? k : last->now;

		place[k] = place_of(s, drawn->site == 0 ? site : drawn->now);
		*drawn = (Moved) {site + 1, instead};
		cm_breathe_at(host, k);
	}
	cm_release(host, d.moved);
}

/* 100 times powers of 2^(1/4). */
static const uint16_t nodes[] = {100, 119, 141, 168, 200, 238, 283, 336, 400, 476, 566, 673, 800, 951};

uint64_t
cm_null_node(uint64_t sites, uint64_t firms)
{
	int			at = 0;

	if (firms >= CM_NULL_GAUSSIAN_FROM)
		return CM_NULL_GAUSSIAN_FROM;
	if (firms <= nodes[0] || firms > sites / 2)
		return firms;
	while (at + 1 < (int) (sizeof(nodes) / sizeof(nodes[0])) && firms * firms > (uint64_t) nodes[at] * nodes[at + 1])
		at++;
	return nodes[at];
}

/* Columns whose sums, each times a normal number, are a field; as long as `steps`, and zeros to a whole number of blocks. */
typedef struct Field
{
	uint32_t	steps;
	uint32_t	padded;
	uint32_t	rank;
	double	   *deviation;		/* of each step */
	double	   *column;
} Field;

static inline double *
column_of(const Field *f, uint32_t k)
{
	return f->column + (size_t) k * f->padded;
}

static void
add_multiple(double *restrict to, const double *restrict of, double factor, uint32_t padded)
{
	for (uint32_t s = 0; s < padded; s += BLOCK)
		for (uint32_t k = 0; k < BLOCK; k++)
			to[s + k] += factor * of[s + k];
}

/* What is left of each step's variance, 1 to begin with, once so many columns are known; -1: nothing any more. */
static uint32_t
largest_of(const double *left, uint32_t steps)
{
	uint32_t	pivot = 0;

	for (uint32_t s = 1; s < steps; s++)
		if (left[s] > left[pivot])
			pivot = s;
	return pivot;
}

/* The column that tells all that is left of the step of the pivot. */
static void
next_column(Field *f, const double *covariance, uint32_t pivot, double *left)
{
	double	   *column = column_of(f, f->rank);
	double		root = sqrt(left[pivot]);

	memset(column, 0, f->padded * sizeof(double));
	for (uint32_t s = 0; s < f->steps; s++)
		if (left[s] > 0)
			column[s] = covariance[(size_t) pivot * f->steps + s] / (f->deviation[pivot] * f->deviation[s]);
	for (uint32_t k = 0; k < f->rank; k++)
		add_multiple(column, column_of(f, k), -column_of(f, k)[pivot], f->padded);
	for (uint32_t s = 0; s < f->steps; s++)
	{
		column[s] = s == pivot ? root : left[s] > 0 ? column[s] / root : 0;
		left[s] -= column[s] * column[s];
	}
	left[pivot] = -1;
	f->rank++;
}

/* Cholesky's factor of the correlations, the step with most left always next, until nothing is. */
static void
field_open(Field *f, const CmHost *host, const double *covariance, uint32_t steps)
{
	double	   *left = cm_resize(host, NULL, (size_t) steps + 1, sizeof(double));

	f->steps = steps;
	f->padded = (steps + BLOCK - 1) / BLOCK * BLOCK;
	f->rank = 0;
	f->deviation = cm_resize(host, NULL, (size_t) steps + 1, sizeof(double));
	f->column = cm_resize(host, NULL, (size_t) steps * f->padded + 1, sizeof(double));
	for (uint32_t s = 0; s < steps; s++)
	{
		double		variance = covariance[(size_t) s * steps + s];

		f->deviation[s] = variance > 0 ? sqrt(variance) : 0;
		left[s] = variance > 0 ? 1 : -1;
	}
	while (f->rank < steps)
	{
		uint32_t	pivot = largest_of(left, steps);

		if (left[pivot] <= TOLERANCE)
			break;
		next_column(f, covariance, pivot, left);
		cm_breathe(host);
	}
	cm_release(host, left);
}

/* Two curves at once, by two normal numbers from two uniform ones (Box, Muller 1958). */
static void
two_curves(const Field *f, uint64_t chance, double *one, double *other)
{
	memset(one, 0, f->padded * sizeof(double));
	memset(other, 0, f->padded * sizeof(double));
	for (uint32_t k = 0; k < f->rank; k++)
	{
		double		radius = sqrt(-2 * log(1 - cm_uniform(chance, 2 * (uint64_t) k)));
		double		angle = 2 * M_PI * cm_uniform(chance, 2 * (uint64_t) k + 1);

		add_multiple(one, column_of(f, k), radius * cos(angle), f->padded);
		add_multiple(other, column_of(f, k), radius * sin(angle), f->padded);
	}
}

void
cm_gaussian_curves(const CmHost *host, const double *covariance, uint32_t steps, uint64_t seed, uint32_t curves, double *curve)
{
	Field		f;
	double	   *two;

	field_open(&f, host, covariance, steps);
	two = cm_resize(host, NULL, 2 * (size_t) f.padded + 1, sizeof(double));
	for (uint32_t c = 0; c < curves; c++)
	{
		const double *standard = two + (size_t) (c % 2) * f.padded;

		if (c % 2 == 0)
			two_curves(&f, cm_mix64(cm_mix64(seed) + c), two, two + f.padded);
		for (uint32_t s = 0; s < steps; s++)
			curve[(size_t) c * steps + s] = standard[s] * f.deviation[s];
		cm_breathe(host);
	}
	cm_release(host, two);
	cm_release(host, f.deviation);
	cm_release(host, f.column);
}
