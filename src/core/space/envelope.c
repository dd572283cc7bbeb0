/*
 * envelope.c: how far from what chance does a curve is.
 */
#include "core/space/envelope.h"

#include "core/numeric/radix.h"
#include "core/numeric/sort.h"

#include <math.h>
#include <stddef.h>

/* Curves that are not above a curve at a step, and that are not below it, itself among both. */
typedef struct Ranks
{
	uint32_t	low;
	uint32_t	high;
} Ranks;

struct CmEnvelope
{
	uint32_t	curves;
	uint32_t	steps;
	double	   *sorted;			/* steps x curves */
	Ranks	   *ranks;			/* curves x steps */
	Ranks	   *least;			/* of each curve over all steps */
};

static inline uint32_t
smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static inline const double *
sorted_at(const CmEnvelope *e, uint32_t step)
{
	return e->sorted + (size_t) step * e->curves;
}

static inline const Ranks *
ranks_of(const CmEnvelope *e, uint32_t curve)
{
	return e->ranks + (size_t) curve * e->steps;
}

/* Sorts a step and ranks it; `keyed` is room for all curves. */
static void
sort_step(CmEnvelope *e, const CmHost *host, const double *curve, uint32_t step, CmKeyed *keyed)
{
	double	   *sorted = e->sorted + (size_t) step * e->curves;

	for (uint32_t c = 0; c < e->curves; c++)
		keyed[c] = (CmKeyed) {cm_key(curve[(size_t) c * e->steps + step]), c};
	cm_radix_sort(host, keyed, e->curves, 0);
	for (uint32_t from = 0, end; from < e->curves; from = end)
	{
		for (end = from + 1; end < e->curves && keyed[end].key == keyed[from].key;)
			end++;
		for (uint32_t k = from; k < end; k++)
		{
			Ranks		ranks = {end, e->curves - from};
			Ranks	   *least = &e->least[keyed[k].with];

			sorted[k] = curve[keyed[k].with * e->steps + step];
			e->ranks[keyed[k].with * e->steps + step] = ranks;
			*least = (Ranks) {smaller(least->low, ranks.low), smaller(least->high, ranks.high)};
		}
	}
}

CmEnvelope *
cm_envelope_open(const CmHost *host, const double *curve, uint32_t curves, uint32_t steps)
{
	size_t		all = (size_t) curves * steps;
	CmEnvelope *e = cm_zeros(host, 1, sizeof(CmEnvelope));
	CmKeyed    *keyed = cm_resize(host, NULL, (size_t) curves + 1, sizeof(CmKeyed));

	e->curves = curves;
	e->steps = steps;
	e->sorted = cm_resize(host, NULL, all + 1, sizeof(double));
	e->ranks = cm_resize(host, NULL, all + 1, sizeof(Ranks));
	e->least = cm_resize(host, NULL, (size_t) curves + 1, sizeof(Ranks));
	for (uint32_t c = 0; c < curves; c++)
		e->least[c] = (Ranks) {curves, curves};
	for (uint32_t s = 0; s < steps; s++)
	{
		sort_step(e, host, curve, s, keyed);
		cm_breathe(host);
	}
	cm_release(host, keyed);
	return e;
}

void
cm_envelope_close(CmEnvelope *e, const CmHost *host)
{
	cm_release(host, e->sorted);
	cm_release(host, e->ranks);
	cm_release(host, e->least);
	cm_release(host, e);
}

void
cm_envelope_local(const CmEnvelope *e, double level, double *lower, double *upper)
{
	for (uint32_t s = 0; s < e->steps; s++)
	{
		lower[s] = cm_quantile(sorted_at(e, s), e->curves, 1 - level);
		upper[s] = cm_quantile(sorted_at(e, s), e->curves, level);
	}
}

/* How many curves may leave a band; what is a whole number but for rounding is one. */
static double
leaving(const CmEnvelope *e, double level)
{
	double		curves = e->curves - level * e->curves;

	return fabs(curves - round(curves)) < 1e-9 * e->curves ? round(curves) : curves;
}

/*
 * How far from the end of each step the band is: 0 for the last value, 1 for the
 * one before it.  A curve that is k-th from the end somewhere, and nowhere nearer,
 * leaves the band that takes the value after it, and those further in.
 */
static double
depth(const uint32_t *curves_at, uint32_t curves, double allowed)
{
	double		out = 0;

	for (uint32_t k = 1; k < curves; k++)
	{
		if (out + curves_at[k] > allowed)
			return k - 1 + (allowed - out) / curves_at[k];
		out += curves_at[k];
	}
	return curves - 1;
}

/*
 * The value so far from an end: between two, unless others have the one before,
 * too.  All of them would be out a little further in.
 */
static double
value_at(const double *end, ptrdiff_t inward, uint32_t curves, double depth)
{
	ptrdiff_t	k = (ptrdiff_t) depth;
	double		value = end[k * inward];

	if (k + 1 >= (ptrdiff_t) curves || (k > 0 && end[(k - 1) * inward] == value))
		return value;
	return value + (depth - (double) k) * (end[(k + 1) * inward] - value);
}

void
cm_envelope_global(const CmEnvelope *e, const CmHost *host, double level, double *lower, double *upper,
				   double *lower_local, double *upper_local)
{
	double		allowed = leaving(e, level);
	uint32_t   *low = cm_zeros(host, (size_t) e->curves + 1, sizeof(uint32_t)),
			   *high = cm_zeros(host, (size_t) e->curves + 1, sizeof(uint32_t));
	double		last = fmax(1, (double) e->curves - 1);
	double		from_lowest,
				from_highest;

	for (uint32_t c = 0; c < e->curves; c++)
	{
		low[e->least[c].low]++;
		high[e->least[c].high]++;
	}
	from_lowest = depth(low, e->curves, allowed);
	from_highest = depth(high, e->curves, allowed);
	*lower_local = 1 - from_lowest / last;
	*upper_local = 1 - from_highest / last;
	for (uint32_t s = 0; s < e->steps; s++)
	{
		lower[s] = value_at(sorted_at(e, s), 1, e->curves, from_lowest);
		upper[s] = value_at(sorted_at(e, s) + e->curves - 1, -1, e->curves, from_highest);
	}
	cm_release(host, low);
	cm_release(host, high);
}

double
cm_envelope_bound(double bound, double observed, double rounding)
{
	if (fabs(bound - observed) <= rounding)
		return observed;
	return bound < 0 ? 0 : bound;
}

/* A curve with its ranks, ascending, as records to sort. */
typedef struct Extreme
{
	uint32_t	curve;
	uint32_t	steps;
	uint32_t	rank[];
} Extreme;

static int
compare_numbers(const void *a, const void *b)
{
	uint32_t	x = *(const uint32_t *) a,
				y = *(const uint32_t *) b;

	return (x > y) - (x < y);
}

static int
compare_extremes(const void *a, const void *b)
{
	const Extreme *x = a,
			   *y = b;

	for (uint32_t s = 0; s < x->steps; s++)
		if (x->rank[s] != y->rank[s])
			return x->rank[s] < y->rank[s] ? -1 : 1;
	return 0;
}

/* All curves, the most extreme ones first. */
static char *
sorted_extremes(const CmEnvelope *e, const CmHost *host, size_t width)
{
	char	   *records = cm_resize(host, NULL, e->curves, width);

	for (uint32_t c = 0; c < e->curves; c++)
	{
		Extreme    *x = (Extreme *) (records + c * width);

		*x = (Extreme) {.curve = c, .steps = e->steps};
		for (uint32_t s = 0; s < e->steps; s++)
			x->rank[s] = smaller(ranks_of(e, c)[s].low, ranks_of(e, c)[s].high);
		cm_sort(host, x->rank, e->steps, sizeof(uint32_t), compare_numbers);
	}
	cm_sort(host, records, e->curves, width, compare_extremes);
	return records;
}

void
cm_envelope_erl(const CmEnvelope *e, const CmHost *host, double level, double *lower, double *upper)
{
	size_t		width = sizeof(Extreme) + e->steps * sizeof(uint32_t);
	char	   *records = sorted_extremes(e, host, width);
	uint32_t	first = smaller((uint32_t) leaving(e, level), e->curves - 1);

	/* As extreme as the first that stays is to stay. */
	while (first > 0 && compare_extremes(records + (first - 1) * width, records + first * width) == 0)
		first--;
	for (uint32_t s = 0; s < e->steps; s++)
	{
		lower[s] = INFINITY;
		upper[s] = -INFINITY;
	}
	for (uint32_t k = first; k < e->curves; k++)
	{
		const Ranks *ranks = ranks_of(e, ((const Extreme *) (records + k * width))->curve);

		for (uint32_t s = 0; s < e->steps; s++)
		{
			double		value = sorted_at(e, s)[ranks[s].low - 1];

			lower[s] = fmin(lower[s], value);
			upper[s] = fmax(upper[s], value);
		}
	}
	cm_release(host, records);
}

/* An observed curve among the others. */
typedef struct Observed
{
	const CmEnvelope *e;
	Ranks	   *beyond;			/* at each step, how many are below it and how many above */
	uint32_t   *rank;			/* at each step */
	uint32_t	least;
	uint32_t   *other;			/* ranks of a curve it is compared with */
	int32_t    *more;			/* steps at which it has a rank, less those at which the other one has */
} Observed;

/* How many of ascending values are below one. */
static uint32_t
count_below(const double *ascending, uint32_t count, double value)
{
	uint32_t	low = 0;

	while (low < count)
	{
		uint32_t	middle = low + (count - low) / 2;

		if (ascending[middle] < value)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

static void
observed_open(Observed *o, const CmEnvelope *e, const CmHost *host, const double *curve)
{
	o->e = e;
	o->beyond = cm_resize(host, NULL, (size_t) e->steps + 1, sizeof(Ranks));
	o->rank = cm_resize(host, NULL, (size_t) e->steps + 1, sizeof(uint32_t));
	o->other = cm_resize(host, NULL, (size_t) e->steps + 1, sizeof(uint32_t));
	o->more = cm_zeros(host, (size_t) e->curves + 2, sizeof(int32_t));
	o->least = UINT32_MAX;
	for (uint32_t s = 0; s < e->steps; s++)
	{
		uint32_t	below = count_below(sorted_at(e, s), e->curves, curve[s]);
		uint32_t	not_above = count_below(sorted_at(e, s), e->curves, nextafter(curve[s], INFINITY));

		o->beyond[s] = (Ranks) {below, e->curves - not_above};
		o->rank[s] = smaller(not_above, e->curves - below) + 1;
		o->least = smaller(o->least, o->rank[s]);
	}
}

static void
observed_close(Observed *o, const CmHost *host)
{
	cm_release(host, o->beyond);
	cm_release(host, o->rank);
	cm_release(host, o->other);
	cm_release(host, o->more);
}

/*
 * Is a curve at least as extreme?  Of two ascending lists of ranks the lower one
 * is the one that has the lowest rank that not both have as often more often.
 */
static bool
at_least_as_extreme(Observed *o, uint32_t curve)
{
	const Ranks *ranks = ranks_of(o->e, curve);
	uint32_t	steps = o->e->steps;
	uint32_t	lowest = UINT32_MAX;
	int32_t		more;

	/* The observed curve counts, too, where it is not above it, or not below. */
	for (uint32_t s = 0; s < steps; s++)
		o->other[s] = smaller(ranks[s].low + (ranks[s].low > o->beyond[s].low),
							  ranks[s].high + (ranks[s].high > o->beyond[s].high));
	for (uint32_t s = 0; s < steps; s++)
	{
		o->more[o->rank[s]]++;
		o->more[o->other[s]]--;
	}
	for (uint32_t s = 0; s < steps; s++)
	{
		if (o->more[o->rank[s]] != 0)
			lowest = smaller(lowest, o->rank[s]);
		if (o->more[o->other[s]] != 0)
			lowest = smaller(lowest, o->other[s]);
	}
	more = lowest == UINT32_MAX ? 0 : o->more[lowest];
	for (uint32_t s = 0; s < steps; s++)
		o->more[o->rank[s]] = o->more[o->other[s]] = 0;
	return more <= 0;
}

/* The observed curve makes ranks of others greater by 1, or leaves them: only those near its own lowest need a closer look. */
double
cm_envelope_p(const CmEnvelope *e, const CmHost *host, const double *observed)
{
	Observed	o;
	double		extreme = 1;

	observed_open(&o, e, host, observed);
	for (uint32_t c = 0; c < e->curves; c++)
	{
		uint32_t	least = smaller(e->least[c].low, e->least[c].high);

		if (least + 1 < o.least)
			extreme++;
		else if (least <= o.least)
		{
			extreme += at_least_as_extreme(&o, c);
			cm_breathe(host);
		}
	}
	observed_close(&o, host);
	return extreme / (1 + (double) e->curves);
}
