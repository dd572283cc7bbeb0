/*
 * circles.c: which of some distances a place is within, seen from another one.
 */
#include "core/space/circles.h"

#define GUIDE_BITS 14			/* of the upper half of a double; the 18 before lead: exponent and 6 bits */
#define SAME 1e-12				/* what distances differ by that are the same, in shares */
#define SIDE 64					/* places at a time */
#define SUMS 4					/* that take turns, since an addition waits for the one before it in the same sum */

static inline uint32_t
leading(double square)
{
	uint64_t	bits;

	memcpy(&bits, &square, sizeof(bits));
	return (uint32_t) (bits >> (32 + GUIDE_BITS));
}

static double
least_of(uint32_t lead)
{
	uint64_t	bits = (uint64_t) lead << (32 + GUIDE_BITS);
	double		square;

	memcpy(&square, &bits, sizeof(square));
	return square;
}

double
cm_circles_chord(CmMetric metric, double radius)
{
	return cm_chord_of_distance(metric, radius) * (1 + SAME);
}

void
cm_circles_open(CmCircles *r, const CmHost *host, CmMetric metric, const double *radius, uint32_t radii)
{
	uint32_t	first = 0;
	uint8_t		ring = 0;

	r->radii = radii;
	r->square = cm_resize(host, NULL, (size_t) radii + 1, sizeof(double));
	for (uint32_t k = 0; k < radii; k++)
	{
		double		chord = cm_circles_chord(metric, radius[k]);

		/* Opposite places of the sphere may come out a rounding farther than 2. */
		r->square[k] = metric == CM_SPHERE && chord >= 2 ? INFINITY : chord * chord;
	}
	r->square[radii] = INFINITY;
	while (first + 1 < radii && r->square[first] == 0)
		first++;
	/* One less: a radius of 0 is not to be with the next one. */
	r->lowest = leading(r->square[first]) - (leading(r->square[first]) > 0);
	r->guides = leading(r->square[radii - 1]) - r->lowest + 2;
	r->guide = cm_resize(host, NULL, r->guides, sizeof(uint8_t));
	r->steps = 0;
	for (uint32_t g = 0; g < r->guides; g++)
	{
		double		least = g == 0 ? 0 : least_of(r->lowest + g);
		uint8_t		end;

		while (ring < radii && r->square[ring] < least)
			ring++;
		r->guide[g] = ring;
		for (end = ring; end < radii && (g + 1 == r->guides || r->square[end] < least_of(r->lowest + g + 1)); end++)
			;
		if ((uint32_t) (end - ring) > r->steps)
			r->steps = end - ring;
	}
}

void
cm_circles_close(CmCircles *r, const CmHost *host)
{
	cm_release(host, r->square);
	cm_release(host, r->guide);
}

/* Squares of straight lines to one place; inline, so that compilers know how many where there are SIDE. */
static inline __attribute__((always_inline)) void
squares(const CmPositions *p, uint32_t center, uint32_t from, uint32_t count, double *restrict square)
{
	const double *px = p->x + from,
			   *py = p->y + from,
			   *pz = p->z + from;
	double		x = p->x[center],
				y = p->y[center],
				z = p->z[center];

	for (uint32_t i = 0; i < count; i++)
	{
		double		dx = px[i] - x,
					dy = py[i] - y,
					dz = pz[i] - z;

		square[i] = dx * dx + dy * dy + dz * dz;
	}
}

/* The rings of squares, SIDE at most; `steps` and `count` are known to compilers where that pays. */
static inline __attribute__((always_inline)) void
rings_of(const CmCircles *r, const double *square, uint32_t count, uint32_t steps, uint8_t *restrict ring)
{
	const uint8_t *guide = r->guide;
	const double *edge = r->square;
	int32_t		lowest = (int32_t) r->lowest,
				last = (int32_t) r->guides - 1;
	int32_t		at[SIDE];

	for (uint32_t i = 0; i < count; i++)
	{
		int32_t		lead = (int32_t) leading(square[i]) - lowest;

		lead = lead < 0 ? 0 : lead;
		at[i] = lead > last ? last : lead;
	}
	for (uint32_t i = 0; i < count; i++)
	{
		uint32_t	k = guide[at[i]];

		for (uint32_t step = 0; step < steps; step++)
			k += square[i] > edge[k];
		ring[i] = (uint8_t) k;
	}
}

void
cm_circles_around(const CmCircles *r, const CmPositions *p, uint32_t center, uint32_t from, uint32_t to, uint8_t *ring)
{
	double		square[SIDE];

	for (; to - from >= SIDE; from += SIDE, ring += SIDE)
	{
		squares(p, center, from, SIDE, square);
		if (r->steps == 1)
			rings_of(r, square, SIDE, 1, ring);
		else
			rings_of(r, square, SIDE, r->steps, ring);
	}
	squares(p, center, from, to - from, square);
	rings_of(r, square, to - from, r->steps, ring);
}

/* Whole rounds of SUMS; inline, so that compilers know whether there is a list of places. */
static inline __attribute__((always_inline)) void
take_turns(const uint8_t *ring, const uint32_t *place, const double *mass, uint32_t count, double (*sums)[CM_CIRCLES_MOST + 1])
{
	for (size_t i = 0; i + SUMS <= count; i += SUMS)
	{
		uint8_t		at[SUMS] = {
			ring[place == NULL ? i : place[i]],
			ring[place == NULL ? i + 1 : place[i + 1]],
			ring[place == NULL ? i + 2 : place[i + 2]],
			ring[place == NULL ? i + 3 : place[i + 3]],
		};

		sums[0][at[0]] += mass[i];
		sums[1][at[1]] += mass[i + 1];
		sums[2][at[2]] += mass[i + 2];
		sums[3][at[3]] += mass[i + 3];
	}
}

void
cm_circles_sums(const uint8_t *ring, const uint32_t *place, const double *mass, uint32_t count, uint32_t radii, double *sum)
{
	double		sums[SUMS][CM_CIRCLES_MOST + 1];
	uint32_t	turns = count < 4 * SUMS ? 1 : SUMS;

	for (uint32_t turn = 0; turn < turns; turn++)
		memset(sums[turn], 0, ((size_t) radii + 1) * sizeof(double));
	if (turns == SUMS && place == NULL)
		take_turns(ring, NULL, mass, count, sums);
	else if (turns == SUMS)
		take_turns(ring, place, mass, count, sums);
	for (uint32_t i = turns == SUMS ? count / SUMS * SUMS : 0; i < count; i++)
		sums[0][ring[place == NULL ? i : place[i]]] += mass[i];
	for (uint32_t k = 0; k <= radii; k++)
		sum[k] = turns == 1 ? sums[0][k] : (sums[0][k] + sums[1][k]) + (sums[2][k] + sums[3][k]);
}

void
cm_box(const CmPositions *p, double low[3], double side[3])
{
	const double *at[] = {p->x, p->y, p->z};

	for (int axis = 0; axis < 3; axis++)
	{
		double		high = -INFINITY;

		low[axis] = INFINITY;
		for (uint32_t i = 0; i < p->count; i++)
		{
			low[axis] = fmin(low[axis], at[axis][i]);
			high = fmax(high, at[axis][i]);
		}
		side[axis] = high - low[axis];
	}
}

double
cm_diagonal(const CmPositions *p)
{
	double		low[3],
				side[3];

	if (p->count == 0)
		return 0;
	cm_box(p, low, side);
	return cm_distance_of_chord(p->metric, sqrt(side[0] * side[0] + side[1] * side[1] + side[2] * side[2]));
}
