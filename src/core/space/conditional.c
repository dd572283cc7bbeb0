/*
 * conditional.c: what the neighbours of a unit would add up to by chance.
 */
#include "core/space/conditional.h"

#include "core/numeric/exact.h"
#include "core/numeric/radix.h"
#include "core/numeric/random.h"

#include <math.h>

/* Permutations that are looked at together: where weights differ, those that a processor keeps at hand. */
#define FEW 256
#define MANY 65536
#define DRAWN_MOST 4194304		/* units drawn at a time */

/* Sums of standardised values that differ by less, for each unit of weight, are equal but for rounding. */
#define ROUNDING 1e-12

typedef struct Tails
{
	uint32_t	above;			/* or equal */
	uint32_t	below;
} Tails;

typedef struct Chance
{
	const CmHost *host;
	const CmGraph *links;
	const double *z;
	const double *lag;
	uint64_t	seed;
	uint32_t   *order;			/* of the units; as before after each draw */
	uint32_t	units;
	CmKeyed    *by_degree;		/* units with neighbours: their number, the unit */
	size_t		count;
	Tails	   *tails;			/* of each unit */
	/* Permutations looked at together, of `degree` units and one to stand in. */
	uint32_t	degree;
	uint32_t	permutations;
	uint32_t   *swapped;
	double	   *drawn;			/* (degree + 1) x permutations */
	double	   *sum;			/* of the first `degree`, for each permutation */
	double	   *sorted;
	CmKeyed    *member;			/* unit, permutation and place of it there; by unit */
	size_t		members;
} Chance;

/* Draws ------------------------------------------------------------------ */

/* The first units of a permutation, and what they add up to. */
static void
draw(Chance *c, uint32_t number, uint32_t at)
{
	uint64_t	stream = cm_mix64(c->seed + (number + UINT64_C(1)) * CM_GOLDEN);

	c->sum[at] = 0;
	for (uint32_t j = 0; j <= c->degree && j < c->units; j++)
	{
		uint32_t	from = j + (uint32_t) (cm_uniform(stream, j) * (c->units - j)),
					unit = c->order[from];

		c->order[from] = c->order[j];
		c->order[j] = unit;
		c->swapped[j] = from;
		c->drawn[(size_t) j * c->permutations + at] = c->z[unit];
		if (j == c->degree)
			continue;
		c->sum[at] += c->z[unit];
		c->member[c->members++] = (CmKeyed) {unit, (uint64_t) at << 32 | j};
	}
	for (uint32_t j = c->degree < c->units ? c->degree + 1 : c->units; j-- > 0;)
	{
		uint32_t	unit = c->order[j];

		c->order[j] = c->order[c->swapped[j]];
		c->order[c->swapped[j]] = unit;
	}
}

static void
draw_permutations(Chance *c, uint32_t first)
{
	CmKeyed    *sorted = cm_resize(c->host, NULL, (size_t) c->permutations + 1, sizeof(CmKeyed));

	c->members = 0;
	for (uint32_t n = 0; n < c->permutations; n++)
	{
		draw(c, first + n, n);
		cm_breathe_after(c->host, (uint64_t) n * (c->degree + 1), (n + UINT64_C(1)) * (c->degree + 1));
		sorted[n] = (CmKeyed) {cm_key(c->sum[n]), n};
	}
	cm_radix_sort(c->host, c->member, c->members, offsetof(CmKeyed, key));
	cm_radix_sort(c->host, sorted, c->permutations, offsetof(CmKeyed, key));
	for (uint32_t n = 0; n < c->permutations; n++)
		c->sorted[n] = c->sum[sorted[n].with];
	cm_release(c->host, sorted);
}

/* Units ------------------------------------------------------------------ */

static inline void
count_one(Tails *tails, double sum, double observed, double tie, int by)
{
	tails->above += by * (sum >= observed - tie);
	tails->below += by * (sum <= observed + tie);
}

/* How many sorted numbers are below one. */
static uint32_t
count_below(const double *sorted, uint32_t count, double one)
{
	uint32_t	low = 0;

	while (count > 0)
	{
		uint32_t	half = count / 2;
		bool		beyond = sorted[low + half] < one;

		low += beyond ? half + 1 : 0;
		count = beyond ? count - half - 1 : half;
	}
	return low;
}

/* Weights of a unit are equal: its lag is one of them times a sum of values. */
static void
count_sums(Chance *c, uint32_t unit, const CmKeyed *member, const CmKeyed *end)
{
	double		observed = c->lag[unit] / c->links->weight[c->links->start[unit]],
				tie = ROUNDING * c->degree;
	Tails	   *tails = &c->tails[unit];

	tails->above += c->permutations - count_below(c->sorted, c->permutations, observed - tie);
	tails->below += count_below(c->sorted, c->permutations, nextafter(observed + tie, INFINITY));
	/* Where it was drawn itself, the one after the last stands in. */
	for (; member < end; member++)
	{
		uint32_t	n = (uint32_t) (member->with >> 32);
		double		sum = c->sum[n];

		count_one(tails, sum, observed, tie, -1);
		count_one(tails, sum - c->z[unit] + c->drawn[(size_t) c->degree * c->permutations + n], observed, tie, 1);
	}
}

/* A lag by chance; the one at `without` is left out. */
static double
lag_by_chance(const Chance *c, const double *weight, uint32_t n, uint32_t without)
{
	double		sum = 0;

	for (uint32_t j = 0; j < c->degree; j++)
		sum += weight[j] * c->drawn[(size_t) (j + (j >= without)) * c->permutations + n];
	return sum;
}

/* Lags by chance of one unit in FEW permutations. */
static void
lags_by_chance(const Chance *c, const double *weight, double *lag)
{
	memset(lag, 0, FEW * sizeof(double));
	for (uint32_t j = 0; j < c->degree; j++)
	{
		const double *drawn = c->drawn + (size_t) j * c->permutations;
		CmTwo		w = {weight[j], weight[j]};

		for (uint32_t n = 0; n < FEW; n += 2)
			*(CmTwo *) (lag + n) += w * *(const CmTwo *) (drawn + n);
	}
}

static void
count_lags(Chance *c, uint32_t unit, const CmKeyed *member, const CmKeyed *end)
{
	const double *weight = c->links->weight + c->links->start[unit];
	double		lag[FEW],
				observed = c->lag[unit],
				tie = 0;

	for (uint32_t j = 0; j < c->degree; j++)
		tie += ROUNDING * weight[j];
	if (c->permutations == FEW)
		lags_by_chance(c, weight, lag);
	else
		for (uint32_t n = 0; n < c->permutations; n++)
			lag[n] = lag_by_chance(c, weight, n, UINT32_MAX);
	for (; member < end; member++)
	{
		uint32_t	n = (uint32_t) (member->with >> 32);

		lag[n] = lag_by_chance(c, weight, n, (uint32_t) member->with);
	}
	for (uint32_t n = 0; n < c->permutations; n++)
		count_one(&c->tails[unit], lag[n], observed, tie, 1);
}

static bool
has_equal_weights(const CmGraph *g, uint32_t unit)
{
	for (uint64_t k = g->start[unit]; k < g->start[unit + 1]; k++)
		if (g->weight[k] != g->weight[g->start[unit]])
			return false;
	return true;
}

/* Numbers of neighbours ----------------------------------------------------- */

/* The permutations from one on for all units of a number of neighbours; the first `equal` of them have equal weights. */
static void
count_units(Chance *c, const CmKeyed *unit, size_t equal, size_t units, uint32_t first)
{
	draw_permutations(c, first);
	for (size_t part = 0; part < 2; part++)
	{
		const CmKeyed *member = c->member,
				   *last = c->member + c->members;

		for (size_t k = part == 0 ? 0 : equal; k < (part == 0 ? equal : units); k++)
		{
			const CmKeyed *end;

			while (member < last && member->key < unit[k].with)
				member++;
			for (end = member; end < last && end->key == unit[k].with;)
				end++;
			(part == 0 ? count_sums : count_lags) (c, (uint32_t) unit[k].with, member, end);
			cm_breathe_after(c->host, k * (part == 0 ? 64 : c->degree * UINT64_C(64)), (k + 1) * (part == 0 ? 64 : c->degree * UINT64_C(64)));
		}
	}
}

/* Those with equal weights first, else in order. */
static size_t
part_units(const Chance *c, CmKeyed *unit, size_t units)
{
	CmKeyed    *differ = cm_resize(c->host, NULL, units + 1, sizeof(CmKeyed));
	size_t		equal = 0,
				others = 0;

	for (size_t k = 0; k < units; k++)
	{
		cm_breathe_at(c->host, k);
		if (has_equal_weights(c->links, (uint32_t) unit[k].with))
			unit[equal++] = unit[k];
		else
			differ[others++] = unit[k];
	}
	memcpy(unit + equal, differ, others * sizeof(CmKeyed));
	cm_release(c->host, differ);
	return equal;
}

/* All units of one number of neighbours. */
static void
of_degree(Chance *c, CmKeyed *unit, size_t units, uint32_t permutations)
{
	size_t		equal = part_units(c, unit, units);
	uint32_t	most = equal < units ? FEW : MANY;

	c->degree = (uint32_t) unit->key;
	while (most > 1 && (uint64_t) most * c->degree > DRAWN_MOST)
		most /= 2;
	c->swapped = cm_resize(c->host, NULL, (size_t) c->degree + 1, sizeof(uint32_t));
	if (most > permutations)
		most = permutations;
	c->drawn = cm_resize(c->host, NULL, ((size_t) c->degree + 1) * most, sizeof(double));
	c->sum = cm_resize(c->host, NULL, most, sizeof(double));
	c->sorted = cm_resize(c->host, NULL, most, sizeof(double));
	c->member = cm_resize(c->host, NULL, ((size_t) c->degree + 1) * most, sizeof(CmKeyed));
	for (uint32_t first = 0; first < permutations; first += c->permutations)
	{
		c->permutations = permutations - first < most ? permutations - first : most;
		count_units(c, unit, equal, units, first);
	}
	cm_release(c->host, c->swapped);
	cm_release(c->host, c->drawn);
	cm_release(c->host, c->sum);
	cm_release(c->host, c->sorted);
	cm_release(c->host, c->member);
}

static void
open_chance(Chance *c, const CmStandardized *values)
{
	c->order = cm_resize(c->host, NULL, (size_t) values->count + 1, sizeof(uint32_t));
	c->by_degree = cm_resize(c->host, NULL, (size_t) values->count + 1, sizeof(CmKeyed));
	c->tails = cm_zeros(c->host, (size_t) values->units + 1, sizeof(Tails));
	c->units = values->count;
	memcpy(c->order, values->unit, values->count * sizeof(uint32_t));
	for (uint32_t k = 0; k < values->count; k++)
	{
		uint32_t	r = values->unit[k];
		uint64_t	degree = c->links->start[r + 1] - c->links->start[r];

		if (degree > 0 && !isnan(c->lag[r]))
			c->by_degree[c->count++] = (CmKeyed) {degree, r};
		cm_breathe_at(c->host, k);
	}
	cm_radix_sort(c->host, c->by_degree, c->count, offsetof(CmKeyed, key));
}

void
cm_conditional_p(const CmHost *host, const CmGraph *links, const CmStandardized *values, const double *lag,
				 uint32_t permutations, uint64_t seed, double *p)
{
	Chance		c = {.host = host, .links = links, .z = values->z, .lag = lag, .seed = seed};

	for (uint32_t r = 0; r < values->units; r++)
		p[r] = NAN;
	open_chance(&c, values);
	for (size_t k = 0, end; k < c.count; k = end)
	{
		for (end = k; end < c.count && c.by_degree[end].key == c.by_degree[k].key;)
			end++;
		of_degree(&c, c.by_degree + k, end - k, permutations);
	}
	for (size_t k = 0; k < c.count; k++)
	{
		Tails		t = c.tails[c.by_degree[k].with];

		p[c.by_degree[k].with] = fmin(1, 2 * (1.0 + (t.above < t.below ? t.above : t.below)) / (1.0 + permutations));
		cm_breathe_at(host, k);
	}
	cm_release(host, c.order);
	cm_release(host, c.by_degree);
	cm_release(host, c.tails);
}
