/*
 * pairs.c: distances of many pairs of places, counted in bins.
 */
#include "core/space/pairs.h"

#ifdef __SSE2__
#include <xmmintrin.h>
#endif

/* So many spots at a time, which stay in the processor's cache while all others meet them. */
#define BLOCK 4096

/* Bins are found of so many spots, and then counted. */
#define STRETCH 128

/* Numbers that processors reckon with at the same time, aligned no more than they are in arrays. */
#define FOUR 4
typedef float Four __attribute__((vector_size(16), aligned(4)));
typedef int32_t FourWhole __attribute__((vector_size(16), aligned(4)));

CmBins
cm_bins(CmMetric metric, int exponent, double reach)
{
	CmBins		b = {metric, exponent, ldexp(1, exponent), 0};
	double		count = ceil(reach / b.width);

	b.count = count < 1 ? 1 : count < CM_BINS_MOST ? (uint32_t) count : CM_BINS_MOST;
	return b;
}

double
cm_bin_distance(const CmBins *b, uint32_t bin)
{
	return bin == 0 ? 0 : cm_distance_of_chord(b->metric, (bin - 0.5) * b->width);
}

double
cm_bin_breadth(const CmBins *b, uint32_t bin)
{
	return bin == 0 ? 0 : cm_distance_of_chord(b->metric, bin * b->width) - cm_distance_of_chord(b->metric, (bin - 1) * b->width);
}

void
cm_bins_pool(const CmBins *fine, const double *from, const CmBins *wide, double *to)
{
	int			shift = wide->exponent - fine->exponent;

	memset(to, 0, cm_bins_all(wide) * sizeof(double));
	to[0] = from[0];
	for (uint32_t i = 0; i <= fine->count; i++)
	{
		uint32_t	bin = i >> shift;

		to[bin < wide->count ? bin + 1 : wide->count + 1] += from[i + 1];
	}
}

void
cm_pyramid_open(CmPyramid *p, const CmHost *host, const CmBins *const *bins, uint32_t count)
{
	int			least = bins[0]->exponent,
				most = least;
	double		reach = 0;

	for (uint32_t i = 0; i < count; i++)
	{
		least = bins[i]->exponent < least ? bins[i]->exponent : least;
		most = bins[i]->exponent > most ? bins[i]->exponent : most;
		reach = fmax(reach, bins[i]->count * bins[i]->width);
	}
	p->bins = (CmBins) {bins[0]->metric, least, ldexp(1, least), (uint32_t) ldexp(reach, -least)};
	p->levels = (uint32_t) (most - least) + 1;
	p->count = cm_resize(host, NULL, p->levels, sizeof(double *));
	for (uint32_t i = 0; i < p->levels; i++)
		p->count[i] = cm_zeros(host, (size_t) cm_bins_all(&p->bins) + 1, sizeof(double));
}

void
cm_pyramid_close(CmPyramid *p, const CmHost *host)
{
	for (uint32_t i = 0; i < p->levels; i++)
		cm_release(host, p->count[i]);
	cm_release(host, p->count);
}

void
cm_pyramid_rise(CmPyramid *p)
{
	uint32_t	count = p->bins.count;

	p->count[0][count + 1] = 0;
	for (uint32_t i = 1; i < p->levels; i++)
	{
		const double *from = p->count[i - 1];
		double	   *to = p->count[i];

		count = (count + 1) / 2;
		to[0] = from[0];
		for (uint32_t k = 0; k < count; k++)
			to[k + 1] = from[2 * k + 1] + from[2 * k + 2];
		to[count + 1] = 0;
	}
}

typedef struct Stretch
{
	double		least;
	double		most;
} Stretch;

static void
stretch(Stretch *s, const double *x, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
	{
		s->least = fmin(s->least, x[i]);
		s->most = fmax(s->most, x[i]);
	}
}

CmExtent
cm_extent(const CmPositions *p, const CmPositions *other)
{
	const CmPositions *set[] = {p, other};
	Stretch		x = {INFINITY, -INFINITY},
				y = x,
				z = x;

	for (int i = 0; i < 2 && set[i] != NULL; i++)
	{
		stretch(&x, set[i]->x, set[i]->count);
		stretch(&y, set[i]->y, set[i]->count);
		stretch(&z, set[i]->z, set[i]->count);
	}
	if (!(x.least <= x.most))
		return (CmExtent) {0};
	return (CmExtent) {
		.x = x.least / 2 + x.most / 2,
		.y = y.least / 2 + y.most / 2,
		.z = z.least / 2 + z.most / 2,
		.most = fmin(hypot(hypot(x.most - x.least, y.most - y.least), z.most - z.least), p->metric == CM_SPHERE ? 2 : INFINITY),
	};
}

void
cm_spots_open(CmSpots *s, const CmHost *host, const CmExtent *extent, uint32_t room)
{
	s->count = 0;
	s->exponent = extent->most > 0 && isfinite(extent->most) ? ilogb(extent->most) : 0;
	s->x = cm_resize(host, NULL, (size_t) room + 1, sizeof(float));
	s->y = cm_resize(host, NULL, (size_t) room + 1, sizeof(float));
	s->z = cm_resize(host, NULL, (size_t) room + 1, sizeof(float));
	s->weight = cm_resize(host, NULL, (size_t) room + 1, sizeof(double));
}

void
cm_spots_close(CmSpots *s, const CmHost *host)
{
	cm_release(host, s->x);
	cm_release(host, s->y);
	cm_release(host, s->z);
	cm_release(host, s->weight);
}

void
cm_spots_add(CmSpots *s, const CmExtent *extent, const CmPositions *p, uint32_t place, double weight)
{
	s->x[s->count] = (float) ldexp(p->x[place] - extent->x, -s->exponent);
	s->y[s->count] = (float) ldexp(p->y[place] - extent->y, -s->exponent);
	s->z[s->count] = (float) ldexp(p->z[place] - extent->z, -s->exponent);
	s->weight[s->count++] = weight;
}

static inline Four
four_of(const float *x)
{
	Four		four;

	memcpy(&four, x, sizeof(four));
	return four;
}

static inline Four
four_roots(Four x)
{
#ifdef __SSE2__
	return (Four) _mm_sqrt_ps((__m128) x);
#else
	for (int i = 0; i < FOUR; i++)
		x[i] = sqrtf(x[i]);
	return x;
#endif
}

/* A spot that meets others, and bins for what single precision finds. */
typedef struct Meeting
{
	float		x;
	float		y;
	float		z;
	float		scale;			/* bins in a unit of coordinates */
	float		beyond;			/* distances in bins from which on all are alike */
	double		weight;
} Meeting;

static Meeting
meeting(const CmBins *b, const CmSpots *s, uint32_t spot)
{
	return (Meeting) {s->x[spot], s->y[spot], s->z[spot], ldexpf(1, s->exponent - b->exponent), (float) b->count, s->weight[spot]};
}

static inline uint32_t
bin_of(const Meeting *m, float x, float y, float z)
{
	float		squares = (x - m->x) * (x - m->x) + (y - m->y) * (y - m->y) + (z - m->z) * (z - m->z);
	float		at = sqrtf(squares) * m->scale;

	return (at < m->beyond ? (uint32_t) at : (uint32_t) m->beyond) + (squares > 0);
}

static inline FourWhole
bins_of_four(const Meeting *m, const CmSpots *s, uint32_t spot)
{
	Four		x = four_of(s->x + spot) - m->x,
				y = four_of(s->y + spot) - m->y,
				z = four_of(s->z + spot) - m->z;
	Four		squares = x * x + y * y + z * z;
	Four		at = four_roots(squares) * m->scale,
				beyond = (Four) {0} + m->beyond;
	FourWhole	within = at < beyond;

	at = (Four) (((FourWhole) at & within) | ((FourWhole) beyond & ~within));
	/* A comparison that holds is -1. */
	return __builtin_convertvector(at, FourWhole) - (squares > (Four) {0});
}

/* One spot with those from `from` to before `to`; neighbouring ones count apart, since a processor waits where it adds to what it just wrote. */
static void
meet(const CmBins *b, const Meeting *m, const CmSpots *s, uint32_t from, uint32_t to, double *room)
{
	double	   *second = room + cm_bins_all(b);
	int32_t		bin[STRETCH];

	for (uint32_t spot = from; spot < to; spot += STRETCH)
	{
		uint32_t	count = to - spot < STRETCH ? to - spot : STRETCH;
		const double *weight = s->weight + spot;
		uint32_t	k = 0;

		for (; k + FOUR <= count; k += FOUR)
		{
			FourWhole	four = bins_of_four(m, s, spot + k);

			memcpy(bin + k, &four, sizeof(four));
		}
		for (; k < count; k++)
			bin[k] = bin_of(m, s->x[spot + k], s->y[spot + k], s->z[spot + k]);
		for (k = 0; k + 2 <= count; k += 2)
		{
			room[bin[k]] += m->weight * weight[k];
			second[bin[k + 1]] += m->weight * weight[k + 1];
		}
		if (k < count)
			room[bin[k]] += m->weight * weight[k];
	}
}

static void
collect(const CmBins *b, double *room, double *count)
{
	uint32_t	all = cm_bins_all(b);

	for (uint32_t i = 0; i < all; i++)
		count[i] += room[i] + room[all + i];
	memset(room, 0, (size_t) CM_PAIRS_ROOM * all * sizeof(double));
}

static inline uint32_t
end_of_block(uint32_t block, uint32_t count)
{
	return count - block < BLOCK ? count : block + BLOCK;
}

void
cm_pairs_within(const CmBins *b, const CmHost *host, const CmSpots *s, double *room, double *count)
{
	for (uint32_t block = 0; block < s->count; block = end_of_block(block, s->count))
	{
		uint32_t	end = end_of_block(block, s->count);

		for (uint32_t i = 0; i < end; i++)
		{
			Meeting		m = meeting(b, s, i);

			meet(b, &m, s, i + 1 > block ? i + 1 : block, end, room);
			if (i % 64 == 63)
				cm_breathe(host);
		}
	}
	collect(b, room, count);
}

void
cm_pairs_between(const CmBins *b, const CmHost *host, const CmSpots *s, const CmSpots *other, double *room, double *count)
{
	for (uint32_t block = 0; block < other->count; block = end_of_block(block, other->count))
		for (uint32_t i = 0; i < s->count; i++)
		{
			Meeting		m = meeting(b, s, i);

			meet(b, &m, other, block, end_of_block(block, other->count), room);
			if (i % 64 == 63)
				cm_breathe(host);
		}
	collect(b, room, count);
}

void
cm_pairs_of(const CmBins *b, const CmHost *host, const CmSpots *s, uint32_t spot, double *room, double *count)
{
	Meeting		m = meeting(b, s, spot);

	m.weight = 1;
	for (uint32_t block = 0; block < s->count; block = end_of_block(block, s->count))
	{
		meet(b, &m, s, block, end_of_block(block, s->count), room);
		cm_breathe(host);
	}
	collect(b, room, count);
}
