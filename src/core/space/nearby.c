/*
 * nearby.c: which places are near a place.
 */
#include "core/space/nearby.h"

#include "core/numeric/random.h"
#include "core/numeric/sort.h"

#include <math.h>

#define LEAF 12					/* most places in a box that has no halves */
#define FEW 48					/* found ones that are sorted by insertion */
#define EQUAL 2e-9				/* distances that differ by this part are equal */
#define ALIKE 8e-9				/* squares that differ by more do not have the same key */

/* Which places, of those in the order of the tree, are in a box: half of half of ... all. */
static inline uint32_t
boundary(const CmNearby *t, uint32_t level, uint32_t which)
{
	return (uint32_t) ((uint64_t) t->count * which >> level);
}

/* The tree --------------------------------------------------------------- */

/* In order along one axis, the lower number first where places stand side by side. */
static inline bool
precedes(const CmStanding *a, const CmStanding *b, int axis)
{
	return a->at[axis] < b->at[axis] || (a->at[axis] == b->at[axis] && a->number < b->number);
}

static inline void
swap(CmStanding *a, CmStanding *b)
{
	CmStanding	kept = *a;

	*a = *b;
	*b = kept;
}

/* One that is likely in the middle: of three that are anywhere. */
static CmStanding
pivot_of(const CmStanding *s, uint32_t low, uint32_t high, int axis)
{
	uint64_t	random = cm_mix64((uint64_t) low << 32 | high);
	uint32_t	span = high - low;
	const CmStanding *a = &s[low + (uint32_t) random % span],
			   *b = &s[low + (uint32_t) (random >> 32) % span],
			   *c = &s[low + span / 2];

	if (precedes(b, a, axis))
	{
		const CmStanding *kept = a;

		a = b;
		b = kept;
	}
	return precedes(c, a, axis) ? *a : precedes(b, c, axis) ? *b : *c;
}

/* Puts the places that come before the middle one before it (Hoare's quickselect). */
static void
select_middle(const CmHost *host, CmStanding *s, uint32_t low, uint32_t middle, uint32_t high, int axis)
{
	while (high - low > 1)
	{
		CmStanding	pivot = pivot_of(s, low, high, axis);
		uint32_t	i = low,
					j = high - 1;

		cm_breathe_after(host, 0, high - low);
		for (;;)
		{
			while (precedes(&s[i], &pivot, axis))
				i++;
			while (precedes(&pivot, &s[j], axis))
				j--;
			if (i >= j)
				break;
			swap(&s[i++], &s[j--]);
		}
		/* All before i are at most the pivot, all after j at least that; where they met is it. */
		if (i == j)
		{
			if (middle == i)
				return;
			if (middle < i)
				high = i;
			else
				low = i + 1;
		}
		else if (middle < i)
			high = i;
		else
			low = i;
	}
}

static void
bound(const CmNearby *t, CmBox *box, uint32_t first, uint32_t end)
{
	for (int axis = 0; axis < 3; axis++)
		box->low[axis] = box->high[axis] = t->standing[first].at[axis];
	box->least = t->standing[first].number;
	for (uint32_t i = first + 1; i < end; i++)
	{
		const CmStanding *s = &t->standing[i];

		for (int axis = 0; axis < 3; axis++)
		{
			box->low[axis] = s->at[axis] < box->low[axis] ? s->at[axis] : box->low[axis];
			box->high[axis] = s->at[axis] > box->high[axis] ? s->at[axis] : box->high[axis];
		}
		box->least = s->number < box->least ? s->number : box->least;
		cm_breathe_at(t->host, i);
	}
}

static int
widest(const CmBox *box)
{
	int			axis = 0;

	for (int k = 1; k < 3; k++)
		if (box->high[k] - box->low[k] > box->high[axis] - box->low[axis])
			axis = k;
	return axis;
}

/* Halves boxes across their widest side, level after level. */
static void
divide(CmNearby *t)
{
	for (uint32_t level = 0; level <= t->levels; level++)
		for (uint32_t which = 0; which < UINT32_C(1) << level; which++)
		{
			CmBox	   *box = &t->box[(UINT32_C(1) << level) + which];
			uint32_t	first = boundary(t, level, which),
						end = boundary(t, level, which + 1);

			bound(t, box, first, end);
			if (level < t->levels)
				select_middle(t->host, t->standing, first, boundary(t, level + 1, 2 * which + 1), end, widest(box));
			cm_breathe_at(t->host, which);
		}
}

/*
 * On the sphere a coordinate is known to some 1e-16, as the sine of 180 degrees
 * shows, which is not 0.  Multiples of 2^-50, 6 nanometres, let places be the same
 * that are.
 */
static inline double
known(CmMetric metric, double coordinate)
{
	return metric == CM_PLANE ? coordinate : (coordinate + 6) - 6;
}

void
cm_nearby_open(CmNearby *t, const CmHost *host, const CmPositions *p)
{
	memset(t, 0, sizeof(*t));
	t->host = host;
	t->metric = p->metric;
	t->count = p->count;
	while (t->count >> t->levels > LEAF)
		t->levels++;
	t->standing = cm_resize(host, NULL, (size_t) t->count + 1, sizeof(CmStanding));
	t->box = cm_resize(host, NULL, (size_t) 2 << t->levels, sizeof(CmBox));
	for (uint32_t i = 0; i < t->count; i++)
	{
		t->standing[i] = (CmStanding) {{known(p->metric, p->x[i]), known(p->metric, p->y[i]), known(p->metric, p->z[i])}, i};
		cm_breathe_at(host, i);
	}
	if (t->count > 0)
		divide(t);
}

void
cm_nearby_close(CmNearby *t)
{
	cm_release(t->host, t->standing);
	cm_release(t->host, t->box);
	cm_release(t->host, t->near);
}

/* The search ------------------------------------------------------------- */

static inline double
square_of(double x, double y, double z)
{
	return x * x + y * y + z * z;
}

static inline double
square_to(const CmNearby *t, const double *at)
{
	return square_of(t->from[0] - at[0], t->from[1] - at[1], t->from[2] - at[2]);
}

static inline double
outside(double from, double low, double high)
{
	return from < low ? low - from : from > high ? from - high : 0;
}

/* No place in a box is nearer: rounding keeps the order of what is rounded. */
static inline double
square_to_box(const CmNearby *t, const CmBox *box)
{
	return square_of(outside(t->from[0], box->low[0], box->high[0]), outside(t->from[1], box->low[1], box->high[1]),
					 outside(t->from[2], box->low[2], box->high[2]));
}

static void
begin(CmNearby *t, uint32_t which)
{
	memcpy(t->from, t->standing[which].at, sizeof(t->from));
	t->self = t->standing[which].number;
	t->found = 0;
	cm_breathe_at(t->host, which);
}

static void
make_room(CmNearby *t, uint32_t least)
{
	size_t		capacity = cm_grown(t->capacity, least);

	if (least <= t->capacity)
		return;
	capacity = capacity > t->count ? t->count : capacity;
	t->near = cm_resize(t->host, t->near, capacity, sizeof(CmNear));
	t->capacity = (uint32_t) capacity;
}

static int
by_number(const void *a, const void *b)
{
	const CmNear *x = a,
			   *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static uint32_t
finish(CmNearby *t)
{
	CmNear	   *near = t->near;

	if (t->found > FEW)
		cm_sort(t->host, near, t->found, sizeof(CmNear), by_number);
	else
		for (uint32_t i = 1; i < t->found; i++)
		{
			CmNear		moving = near[i];
			uint32_t	to = i;

			for (; to > 0 && near[to - 1].number > moving.number; to--)
				near[to] = near[to - 1];
			near[to] = moving;
		}
	return t->self;
}

static void
find_within(CmNearby *t, uint32_t level, uint32_t which)
{
	uint32_t	end = boundary(t, level, which + 1);

	if (square_to_box(t, &t->box[(UINT32_C(1) << level) + which]) > t->most)
		return;
	if (level < t->levels)
	{
		find_within(t, level + 1, 2 * which);
		find_within(t, level + 1, 2 * which + 1);
		return;
	}
	cm_breathe_after(t->host, t->found, t->found + LEAF);
	make_room(t, t->found + LEAF + 1 < t->count ? t->found + LEAF + 1 : t->count);
	for (uint32_t i = boundary(t, level, which); i < end; i++)
	{
		const CmStanding *s = &t->standing[i];
		double		square = square_to(t, s->at);

		if (square <= t->most && s->number != t->self)
			t->near[t->found++] = (CmNear) {square, s->number};
	}
}

uint32_t
cm_nearby_within(CmNearby *t, uint32_t which, double distance)
{
	double		farthest = distance * (1 + EQUAL),
				chord = cm_chord_of_distance(t->metric, farthest);

	begin(t, which);
	/* Rounded, the square of a diameter may be a little above 4. */
	t->most = t->metric == CM_SPHERE && farthest >= CM_HALF_ROUND ? INFINITY : chord * chord;
	find_within(t, 0, 0);
	return finish(t);
}

/* Squares that differ in what this leaves out only are equal: by a part of 7.5e-9 at most. */
static inline uint64_t
key_of(double square)
{
	uint64_t	bits;

	memcpy(&bits, &square, sizeof(bits));
	return (bits + (UINT64_C(1) << 24)) >> 25;
}

static inline bool
farther(const CmNear *a, const CmNear *b)
{
	uint64_t	x = key_of(a->square),
				y = key_of(b->square);

	return x > y || (x == y && a->number > b->number);
}

/* Those found so far are a heap with the farthest on top: takes `next` in from `at` upwards ... */
static void
rise(CmNear *near, uint32_t at, CmNear next)
{
	for (; at > 0 && farther(&next, &near[(at - 1) / 2]); at = (at - 1) / 2)
		near[at] = near[(at - 1) / 2];
	near[at] = next;
}

/* ... or in place of the top. */
static void
sink(CmNear *near, uint32_t count, CmNear next)
{
	uint32_t	at = 0;

	for (uint32_t below; (below = 2 * at + 1) < count; at = below)
	{
		if (below + 1 < count && farther(&near[below + 1], &near[below]))
			below++;
		if (!farther(&near[below], &next))
			break;
		near[at] = near[below];
	}
	near[at] = next;
}

static inline void
take(CmNearby *t, CmNear next)
{
	if (t->found < t->wanted)
		rise(t->near, t->found++, next);
	else if (farther(&t->near[0], &next))
		sink(t->near, t->found, next);
	else
		return;
	if (t->found == t->wanted)
		t->most = t->near[0].square * (1 + ALIKE);
}

/* May a box, so far away, have a place that belongs to the nearest? */
static inline bool
may_have(const CmNearby *t, double square, const CmBox *box)
{
	return t->found < t->wanted ||
		(square <= t->most && farther(&t->near[0], &(CmNear) {square, box->least}));
}

static void
find_nearest(CmNearby *t, uint32_t level, uint32_t which, double square)
{
	const CmBox *half = &t->box[(UINT32_C(2) << level) + 2 * which];
	double		to[2];
	int			first;

	if (!may_have(t, square, &t->box[(UINT32_C(1) << level) + which]))
		return;
	if (level == t->levels)
	{
		uint32_t	end = boundary(t, level, which + 1);

		for (uint32_t i = boundary(t, level, which); i < end; i++)
		{
			const CmStanding *s = &t->standing[i];
			double		away = square_to(t, s->at);

			if (away <= t->most && s->number != t->self)
				take(t, (CmNear) {away, s->number});
		}
		return;
	}
	to[0] = square_to_box(t, &half[0]);
	to[1] = square_to_box(t, &half[1]);
	first = to[1] < to[0] || (to[1] == to[0] && half[1].least < half[0].least);
	find_nearest(t, level + 1, 2 * which + first, to[first]);
	find_nearest(t, level + 1, 2 * which + !first, to[!first]);
}

uint32_t
cm_nearby_nearest(CmNearby *t, uint32_t which, uint32_t k)
{
	begin(t, which);
	t->wanted = k < t->count ? k : t->count - 1;
	t->most = INFINITY;
	make_room(t, t->wanted);
	if (t->wanted > 0)
		find_nearest(t, 0, 0, 0);
	return finish(t);
}
