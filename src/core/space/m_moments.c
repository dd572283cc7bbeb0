/*
 * m_moments.c: mean and covariance of M when an industry's firms are drawn from all.
 */
#include "core/space/m_moments.h"

#include "core/numeric/radix.h"
#include "core/space/null.h"

#include <math.h>

#define ROWS 32					/* places whose sums are found at the same time */
#define SIDE 16					/* places near each other, that are mostly within a radius together or not at all */
#define MORTON_BITS 21

/*
 * Places in an order where neighbours are near each other (Morton 1966), in tiles
 * of SIDE.  The last one is filled up with places beyond all radii, without firms.
 */
typedef struct Work
{
	const CmMFunction *f;
	uint32_t	tiles;
	uint32_t   *order;			/* the place at each position */
	CmPositions position;
	double	   *inverse;		/* tiles x radii x SIDE: sites times 1/D, or 0 */
	double	   *of_tile;		/* tiles x radii: their sums */
	uint8_t    *ring;			/* ROWS x positions */
	double	   *around;			/* ROWS x radii: the sums B, with the place itself */
	double	   *plain;			/* radii x radii: SUM g g' */
} Work;

/* Every third bit of a coordinate from `low` on. */
static uint64_t
spread(double at, double low, double side)
{
	uint64_t	cell = side > 0 ? (uint64_t) ((at - low) / side * ((1 << MORTON_BITS) - 1)) : 0;
	uint64_t	bits = 0;

	for (int bit = 0; bit < MORTON_BITS; bit++)
		bits |= (cell >> bit & 1) << (3 * bit);
	return bits;
}

static void
arrange(Work *w, const CmHost *host)
{
	const CmPositions *p = &w->f->positions;
	CmPositions *q = &w->position;
	CmKeyed    *keyed = cm_resize(host, NULL, (size_t) p->count + 1, sizeof(CmKeyed));
	double		low[3],
				side[3];

	cm_box(p, low, side);
	for (uint32_t i = 0; i < p->count; i++)
	{
		keyed[i].key = spread(p->x[i], low[0], side[0]) | spread(p->y[i], low[1], side[1]) << 1 | spread(p->z[i], low[2], side[2]) << 2;
		keyed[i].with = i;
		cm_breathe_at(host, i);
	}
	cm_radix_sort(host, keyed, p->count, 0);
	*q = (CmPositions) {.metric = p->metric, .count = p->count};
	q->x = cm_resize(host, NULL, (size_t) p->count + 1, sizeof(double));
	q->y = cm_resize(host, NULL, (size_t) p->count + 1, sizeof(double));
	q->z = cm_resize(host, NULL, (size_t) p->count + 1, sizeof(double));
	w->order = cm_resize(host, NULL, (size_t) p->count + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < p->count; i++)
	{
		uint32_t	place = (uint32_t) keyed[i].with;

		w->order[i] = place;
		q->x[i] = p->x[place];
		q->y[i] = p->y[place];
		q->z[i] = p->z[place];
		cm_breathe_at(host, i);
	}
	cm_release(host, keyed);
}

/* Adds a tile to the sums B of a place that has it in such rings. */
static void
add_tile(double *around, const double *inverse, const double *of_tile, const uint8_t *ring, uint32_t radii)
{
	double		rings[SIDE];
	uint32_t	first = radii,
				last = 0;

	for (uint32_t i = 0; i < SIDE; i++)
	{
		first = ring[i] < first ? ring[i] : first;
		last = ring[i] > last ? ring[i] : last;
	}
	if (first == radii)
		return;
	for (uint32_t i = 0; i < SIDE; i++)
		rings[i] = ring[i];
	for (uint32_t r = first; r < last; r++)
	{
		CmTwo		limit = {r, r},
					even = {0, 0},
					odd = {0, 0};

		for (uint32_t i = 0; i < SIDE; i += 4)
		{
			const CmTwo *of = (const CmTwo *) (rings + i),
					   *value = (const CmTwo *) (inverse + (size_t) r * SIDE + i);

			even += (CmTwo) ((CmTwoBits) (of[0] <= limit) & (CmTwoBits) value[0]);
			odd += (CmTwo) ((CmTwoBits) (of[1] <= limit) & (CmTwoBits) value[1]);
		}
		around[r] += (even[0] + even[1]) + (odd[0] + odd[1]);
	}
	cm_circles_add_from(around, of_tile, 1, last, radii);
}

/* The sums B of positions `first` to before `end`. */
static void
sum_inverses(Work *w, const CmHost *host, uint32_t first, uint32_t end)
{
	uint32_t	radii = w->f->options.radii;
	size_t		width = (size_t) w->tiles * SIDE;

	memset(w->around, 0, (size_t) ROWS * radii * sizeof(double));
	for (uint32_t x = first; x < end; x++)
	{
		cm_breathe(host);
		cm_circles_around(&w->f->circles, &w->position, x, 0, w->position.count, w->ring + (size_t) (x - first) * width);
	}
	for (uint32_t tile = 0; tile < w->tiles; tile++)
	{
		cm_breathe_at(host, (uint64_t) tile * 64);
		for (uint32_t row = 0; row < end - first; row++)
			add_tile(w->around + (size_t) row * radii, w->inverse + (size_t) tile * radii * SIDE,
					 w->of_tile + (size_t) tile * radii, w->ring + row * width + (size_t) tile * SIDE, radii);
	}
}

/* Adds what the sites of a place count for; `around` becomes B. */
static void
add_place(CmMMoments *m, Work *w, uint32_t place, double *around)
{
	uint32_t	radii = m->radii;
	const double *within = w->f->within + (size_t) place * radii;
	double		count = w->f->mass[place];
	double		scale = m->sites > 2 ? (m->sites - 1) / (m->sites - 2) : 0;
	double		inverse[CM_CIRCLES_MOST],
				has[CM_CIRCLES_MOST],
				g[CM_CIRCLES_MOST],
				linear[CM_CIRCLES_MOST];

	for (uint32_t r = 0; r < radii; r++)
	{
		double		share = m->linked[r] / m->sites;

		inverse[r] = cm_m_inverse(within[r], 1);
		around[r] -= inverse[r];
		has[r] = inverse[r] > 0;
		g[r] = scale * ((has[r] + around[r]) / 2 - share);
		linear[r] = m->sites > 2 ? g[r] - (has[r] - share) / 2 : 0;
		m->s[r] += has[r] * count * (around[r] - 1) * (around[r] - 1) / 4;
		m->q[r] += count * inverse[r] * (has[r] + around[r]);
	}
	for (uint32_t r = 0; r < radii; r++)
	{
		double		here = count * (has[r] + around[r]);

		for (uint32_t q = r; q < radii; q++)
		{
			m->all_s[(size_t) r * radii + q] += count * linear[r] * linear[q];
			m->all_q[(size_t) r * radii + q] += here * inverse[q];
			w->plain[(size_t) r * radii + q] += count * g[r] * g[q];
		}
	}
}

/* From the sums to S and Q among those who have neighbours. */
static void
finish_linked(CmMMoments *m, uint32_t r, bool full)
{
	double		n = m->linked[r];
	double		scale = n > 2 ? (n - 1) / (n - 2) : 0;
	double		squares = scale * scale * m->s[r];
	double		phi = (n - 1) * (n - 1) / 4 * m->q[r];

	m->s[r] = full || n < 3 ? 0 : squares / (n - 1);
	m->q[r] = full || n < 4 ? 0 : fmax(0, phi - n * (n - 1) / 2 - (n - 2) * squares);
}

/* The same among all, for the ratio of M, and both halves of the matrices. */
static void
finish_all(CmMMoments *m, const Work *w, const bool *full)
{
	uint32_t	radii = m->radii;
	double		n = m->sites;

	for (uint32_t r = 0; r < radii; r++)
		for (uint32_t q = r; q < radii; q++)
		{
			size_t		at = (size_t) r * radii + q,
						mirrored = (size_t) q * radii + r;
			double		shares = m->linked[r] / n * (m->linked[q] / n);
			double		phi = (n - 1) * (n - 1) / 4 * m->all_q[at];
			bool		constant = (full[r] && m->linked[r] == n) || (full[q] && m->linked[q] == n) || shares == 0;

			m->all_s[at] = m->all_s[mirrored] = constant || n < 3 ? 0 : m->all_s[at] / (n - 1) / shares;
			m->all_q[at] = m->all_q[mirrored] = constant || n < 4 ? 0 : (phi - n * (n - 1) / 2 * shares - (n - 2) * w->plain[at]) / shares;
		}
}

/* Inverses of D, and how many sites have one. */
static void
invert(CmMMoments *m, Work *w, const CmHost *host)
{
	const CmMFunction *f = w->f;
	uint32_t	radii = m->radii;

	w->tiles = (f->points->places + SIDE - 1) / SIDE;
	w->inverse = cm_zeros(host, (size_t) w->tiles * radii * SIDE + 1, sizeof(double));
	w->of_tile = cm_zeros(host, (size_t) w->tiles * radii + 1, sizeof(double));
	for (uint32_t i = 0; i < w->position.count; i++)
	{
		uint32_t	place = w->order[i],
					tile = i / SIDE;

		cm_breathe_at(host, (uint64_t) i * 64);
		for (uint32_t r = 0; r < radii; r++)
		{
			double		inverse = cm_m_inverse(f->within[(size_t) place * radii + r], 1);

			w->inverse[((size_t) tile * radii + r) * SIDE + i % SIDE] = f->mass[place] * inverse;
			w->of_tile[(size_t) tile * radii + r] += f->mass[place] * inverse;
			m->linked[r] += inverse > 0 ? f->mass[place] : 0;
		}
	}
}

/* Do all that have neighbours have all others of them around?  Then nothing is left to chance. */
static void
find_full(const CmMMoments *m, const Work *w, const CmHost *host, bool *full)
{
	uint32_t	radii = m->radii;

	for (uint32_t r = 0; r < radii; r++)
		full[r] = true;
	for (uint32_t x = 0; x < w->position.count; x++)
		for (uint32_t r = 0; r < radii; r++)
		{
			double		within = w->f->within[(size_t) x * radii + r];

			cm_breathe_at(host, (uint64_t) x * radii + r);
			full[r] = full[r] && (within == 1 || within == m->linked[r]);
		}
}

static void
add_places(CmMMoments *m, Work *w, const CmHost *host)
{
	size_t		width = (size_t) w->tiles * SIDE;

	w->plain = cm_zeros(host, (size_t) m->radii * m->radii, sizeof(double));
	w->around = cm_resize(host, NULL, (size_t) ROWS * m->radii, sizeof(double));
	w->ring = cm_resize(host, NULL, ROWS * width + 1, sizeof(uint8_t));
	memset(w->ring, (int) m->radii, ROWS * width);
	for (uint32_t x = 0; x < w->position.count; x += ROWS)
	{
		uint32_t	end = w->position.count - x < ROWS ? w->position.count : x + ROWS;

		sum_inverses(w, host, x, end);
		for (uint32_t row = 0; row < end - x; row++)
			add_place(m, w, w->order[x + row], w->around + (size_t) row * m->radii);
		cm_tell(&w->f->options.telling, "places have been weighed", end, w->position.count);
	}
}

void
cm_m_moments_open(CmMMoments *m, const CmHost *host, const CmMFunction *f)
{
	uint32_t	radii = f->options.radii;
	size_t		matrix = (size_t) radii * radii;
	bool		full[CM_CIRCLES_MOST];
	Work		w = {.f = f};

	*m = (CmMMoments) {.sites = f->firms, .radii = radii};
	m->linked = cm_zeros(host, radii, sizeof(double));
	m->s = cm_zeros(host, radii, sizeof(double));
	m->q = cm_zeros(host, radii, sizeof(double));
	m->all_s = cm_zeros(host, matrix, sizeof(double));
	m->all_q = cm_zeros(host, matrix, sizeof(double));
	arrange(&w, host);
	invert(m, &w, host);
	find_full(m, &w, host, full);
	add_places(m, &w, host);
	for (uint32_t r = 0; r < radii; r++)
		finish_linked(m, r, full[r]);
	finish_all(m, &w, full);
	cm_positions_close(&w.position, host);
	cm_release(host, w.order);
	cm_release(host, w.inverse);
	cm_release(host, w.of_tile);
	cm_release(host, w.ring);
	cm_release(host, w.around);
	cm_release(host, w.plain);
}

void
cm_m_moments_close(CmMMoments *m, const CmHost *host)
{
	cm_release(host, m->linked);
	cm_release(host, m->s);
	cm_release(host, m->q);
	cm_release(host, m->all_s);
	cm_release(host, m->all_q);
}

/* Sums over how many of the drawn sites may have neighbours, by how likely that is. */
typedef struct Mixed
{
	double		weight;			/* of all that were added */
	double		first;
	double		second;
} Mixed;

/* `a` of the firms count; M is undefined if none does. */
static void
mix(Mixed *sum, const CmMMoments *m, uint32_t r, double firms, double a, double weight)
{
	double		linked = m->linked[r];
	double		ratio = (a - 1) / (firms - 1) * ((m->sites - 1) / (linked - 1));
	double		variance = 0;

	if (a < 1)
		return;
	if (a > 1)
	{
		CmNullFactors factor = cm_null_factors(linked, a);

		variance = factor.of_s * m->s[r] + factor.of_q * m->q[r];
	}
	sum->weight += weight;
	sum->first += weight * ratio;
	sum->second += weight * ratio * ratio * (1 + variance);
}

/* From the likeliest number both ways, as long as there is any likelihood. */
static Mixed
mix_all(const CmMMoments *m, const CmHost *host, uint32_t r, double firms)
{
	double		linked = m->linked[r],
				alone = m->sites - linked;
	double		least = fmax(0, firms - alone),
				most = fmin(firms, linked);
	double		mode = fmin(most, fmax(least, floor((firms + 1) * (linked + 1) / (m->sites + 2))));
	double		weight = 1;
	Mixed		sum = {0};

	for (double a = mode; a <= most && weight > 1e-20; a++)
	{
		cm_breathe_at(host, (uint64_t) a);
		mix(&sum, m, r, firms, a, weight);
		weight *= (linked - a) * (firms - a) / ((a + 1) * (alone - firms + a + 1));
	}
	weight = 1;
	for (double a = mode; a > least && weight > 1e-20;)
	{
		weight *= a * (alone - firms + a) / ((linked - a + 1) * (firms - a + 1));
		a--;
		cm_breathe_at(host, (uint64_t) a);
		mix(&sum, m, r, firms, a, weight);
	}
	return sum;
}

void
cm_m_moments_of(const CmMMoments *m, const CmHost *host, double firms, double *mean, double *deviation)
{
	CmNullFactors factor = cm_null_factors(m->sites, firms);

	for (uint32_t r = 0; r < m->radii; r++)
	{
		mean[r] = deviation[r] = NAN;
		if (m->linked[r] == m->sites)
		{
			mean[r] = 1;
			deviation[r] = sqrt(factor.of_s * m->s[r] + factor.of_q * m->q[r]);
		}
		else if (m->linked[r] > 0)
		{
			Mixed		sum = mix_all(m, host, r, firms);

			mean[r] = sum.first / sum.weight;
			deviation[r] = sqrt(fmax(0, sum.second / sum.weight - mean[r] * mean[r]));
		}
	}
}

void
cm_m_covariance(const CmMMoments *m, double firms, double *covariance)
{
	CmNullFactors factor = cm_null_factors(m->sites, firms);

	for (size_t at = 0; at < (size_t) m->radii * m->radii; at++)
		covariance[at] = factor.of_s * m->all_s[at] + factor.of_q * m->all_q[at];
}
