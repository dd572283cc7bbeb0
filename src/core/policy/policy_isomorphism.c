/*
 * policy_isomorphism.c: how alike the target lists of regions are, and how
 * alike they would be by chance.
 */
#include "core/policy/policy_isomorphism.h"

#include "core/numeric/radix.h"
#include "core/numeric/random.h"

#include <math.h>
#include <string.h>

#define BURN_IN 10				/* trades a list before the first draw */

/* Number of a pair of members, in any order. */
static size_t
pair_of(const CmIsomorphism *s, uint32_t a, uint32_t b)
{
	size_t		low = a < b ? a : b,
				high = a < b ? b : a;

	return low * (2 * (size_t) s->members - low - 1) / 2 + (high - low - 1);
}

static uint32_t
length_of(const CmIsomorphism *s, uint32_t member)
{
	return cm_targets(s->lists, s->member[member]);
}

static double
jaccard(double shared, double a, double b)
{
	return shared / (a + b - shared);
}

/* Lists of a group -------------------------------------------------------- */

/* The lists of a group as they are, or as chance has them. */
typedef struct Lists
{
	uint32_t	count;
	uint64_t   *row;			/* where each begins; count + 1 */
	uint32_t	industries;		/* that are on any of them */
	uint32_t   *industry;		/* numbers of their own */
	uint64_t   *column;			/* where the lists with each industry begin; industries + 1 */
	uint32_t   *list;			/* ascending */
	/* scratch */
	uint32_t   *together;		/* by list */
	uint8_t    *mark;			/* by industry: on which of two lists */
	uint32_t   *pool;			/* by industry */
} Lists;

static void
lists_open(Lists *l, const CmIsomorphism *s)
{
	const CmOccurrences *o = &s->lists->target;
	uint64_t	count = 0;
	CmKeyed    *order;

	l->count = s->members;
	l->row = cm_resize(s->host, NULL, (size_t) s->members + 1, sizeof(uint64_t));
	l->row[0] = 0;
	for (uint32_t a = 0; a < s->members; a++)
		l->row[a + 1] = count += length_of(s, a);
	l->industry = cm_resize(s->host, NULL, count + 1, sizeof(uint32_t));
	/* A group may have few of very many industries. */
	order = cm_resize(s->host, NULL, count + 1, sizeof(CmKeyed));
	for (uint32_t a = 0; a < s->members; a++)
		for (uint64_t k = l->row[a]; k < l->row[a + 1]; k++)
			order[k] = (CmKeyed) {o->industry[o->row[s->member[a]] + k - l->row[a]], k};
	cm_radix_sort(s->host, order, count, offsetof(CmKeyed, key));
	l->industries = 0;
	for (uint64_t k = 0; k < count; k++)
	{
		l->industries += k == 0 || order[k].key != order[k - 1].key;
		l->industry[order[k].with] = l->industries - 1;
	}
	cm_release(s->host, order);
	l->column = cm_resize(s->host, NULL, (size_t) l->industries + 2, sizeof(uint64_t));
	l->list = cm_resize(s->host, NULL, count + 1, sizeof(uint32_t));
	l->together = cm_zeros(s->host, (size_t) s->members + 1, sizeof(uint32_t));
	l->mark = cm_zeros(s->host, (size_t) l->industries + 1, sizeof(uint8_t));
	l->pool = cm_resize(s->host, NULL, (size_t) l->industries + 1, sizeof(uint32_t));
}

static void
lists_close(Lists *l, const CmHost *host)
{
	cm_release(host, l->row);
	cm_release(host, l->industry);
	cm_release(host, l->column);
	cm_release(host, l->list);
	cm_release(host, l->together);
	cm_release(host, l->mark);
	cm_release(host, l->pool);
}

/* Which lists an industry is on, from what is on each. */
static void
fill_columns(Lists *l)
{
	memset(l->column, 0, ((size_t) l->industries + 2) * sizeof(uint64_t));
	for (uint64_t k = 0; k < l->row[l->count]; k++)
		l->column[l->industry[k] + 2]++;
	for (uint32_t i = 0; i < l->industries; i++)
		l->column[i + 1] += l->column[i];
	for (uint32_t a = 0; a < l->count; a++)
		for (uint64_t k = l->row[a]; k < l->row[a + 1]; k++)
			l->list[l->column[l->industry[k] + 1]++] = a;
}

/* Counts what a list shares with each after it. */
static void
count_shared(Lists *l, uint32_t a)
{
	memset(l->together + a, 0, (l->count - a) * sizeof(uint32_t));
	for (uint64_t k = l->row[a]; k < l->row[a + 1]; k++)
	{
		uint32_t	i = l->industry[k];

		for (uint64_t c = l->column[i + 1]; c > l->column[i] && l->list[c - 1] > a; c--)
			l->together[l->list[c - 1]]++;
	}
}

/* Chance ------------------------------------------------------------------ */

/* Numbers of a stream, one after the other. */
typedef struct Chance
{
	uint64_t	stream;
	uint64_t	next;
} Chance;

static uint32_t
chance_below(Chance *c, uint32_t n)
{
	return (uint32_t) (cm_uniform(c->stream, c->next++) * n);
}

/* Two lists put together what only one of them has, and draw from it as much as each gave. */
static void
trade(Lists *l, uint32_t a, uint32_t b, Chance *chance)
{
	uint32_t	given = 0,
				all;

	for (uint64_t k = l->row[a]; k < l->row[a + 1]; k++)
		l->mark[l->industry[k]] = 1;
	for (uint64_t k = l->row[b]; k < l->row[b + 1]; k++)
		l->mark[l->industry[k]] |= 2;
	for (uint64_t k = l->row[a]; k < l->row[a + 1]; k++)
		if (l->mark[l->industry[k]] == 1)
			l->pool[given++] = l->industry[k];
	all = given;
	for (uint64_t k = l->row[b]; k < l->row[b + 1]; k++)
		if (l->mark[l->industry[k]] == 2)
			l->pool[all++] = l->industry[k];
	for (uint32_t k = 0; k < given; k++)
	{
		uint32_t	pick = k + chance_below(chance, all - k),
					picked = l->pool[pick];

		l->pool[pick] = l->pool[k];
		l->pool[k] = picked;
	}
	all = 0;
	for (int side = 0; side < 2; side++)
		for (uint64_t k = l->row[side == 0 ? a : b]; k < l->row[(side == 0 ? a : b) + 1]; k++)
		{
			bool		both = l->mark[l->industry[k]] == 3;

			l->mark[l->industry[k]] = both && side == 0 ? 3 : 0;
			if (!both)
				l->industry[k] = l->pool[all++];
		}
}

static void
trades(Lists *l, uint64_t count, Chance *chance, const CmHost *host)
{
	for (uint64_t k = 0; k < count; k++)
	{
		uint32_t	a = chance_below(chance, l->count),
					b = chance_below(chance, l->count - 1);

		trade(l, a, b < a ? b : b + 1, chance);
		cm_breathe(host);
	}
}

/* Adds what random lists share beyond what these do; `hits` counts draws in which a pair shares anything. */
static void
add_draw(CmIsomorphism *s, Lists *l, uint32_t *hits)
{
	fill_columns(l);
	for (uint32_t a = 0; a + 1 < s->members; a++)
	{
		double		length = length_of(s, a);

		cm_breathe(s->host);
		count_shared(l, a);
		for (uint32_t b = a + 1; b < s->members; b++)
		{
			size_t		pair;

			if (l->together[b] == 0)
				continue;
			pair = pair_of(s, a, b);
			hits[pair]++;
			s->excess[pair] += jaccard(l->together[b], length, length_of(s, b)) - jaccard(s->shared[pair], length, length_of(s, b));
		}
	}
}

/* Differences from what is, so that lists which can be no others expect themselves to the last bit. */
static void
draw(CmIsomorphism *s, Lists *l, uint64_t seed)
{
	size_t		pairs = pair_of(s, s->members - 2, s->members - 1) + 1;
	uint32_t   *hits = cm_zeros(s->host, pairs, sizeof(uint32_t));
	Chance		chance = {cm_mix64(seed), 0};

	s->excess = cm_zeros(s->host, pairs, sizeof(double));
	trades(l, BURN_IN * (uint64_t) s->members, &chance, s->host);
	for (uint32_t k = 0; k < s->permutations; k++)
	{
		trades(l, s->members, &chance, s->host);
		add_draw(s, l, hits);
	}
	for (uint32_t a = 0; a + 1 < s->members; a++)
		for (uint32_t b = a + 1; b < s->members; b++)
		{
			size_t		pair = pair_of(s, a, b);

			cm_breathe_at(s->host, pair);
			s->excess[pair] -= (s->permutations - hits[pair]) * jaccard(s->shared[pair], length_of(s, a), length_of(s, b));
			s->excess[pair] /= s->permutations;
		}
	cm_release(s->host, hits);
}

/* All --------------------------------------------------------------------- */

void
cm_isomorphism_open(CmIsomorphism *s, const CmHost *host, const CmLists *lists, uint32_t group,
					uint32_t permutations, uint64_t seed)
{
	Lists		l;

	*s = (CmIsomorphism) {.host = host, .lists = lists, .permutations = permutations};
	s->member = lists->member + lists->group[group];
	s->members = lists->group[group + 1] - lists->group[group];
	if (s->members < 2)
		return;
	s->shared = cm_resize(host, NULL, pair_of(s, s->members - 2, s->members - 1) + 1, sizeof(uint32_t));
	lists_open(&l, s);
	fill_columns(&l);
	for (uint32_t a = 0; a + 1 < s->members; a++)
	{
		count_shared(&l, a);
		memcpy(s->shared + pair_of(s, a, a + 1), l.together + a + 1, (s->members - a - 1) * sizeof(uint32_t));
		cm_breathe(host);
	}
	if (permutations > 0)
		draw(s, &l, seed);
	lists_close(&l, host);
}

void
cm_isomorphism_close(CmIsomorphism *s)
{
	cm_release(s->host, s->shared);
	cm_release(s->host, s->excess);
}

static double
cosine_of_amounts(const CmLists *l, uint32_t a, uint32_t b)
{
	const CmOccurrences *o = &l->target;
	double		product = 0,
				a_squares = 0,
				b_squares = 0,
				a_largest = 0,
				b_largest = 0;

	/* In units of the largest, so that nothing overflows. */
	for (uint64_t k = o->row[a]; k < o->row[a + 1]; k++)
		a_largest = fmax(a_largest, l->amount[k]);
	for (uint64_t k = o->row[b]; k < o->row[b + 1]; k++)
		b_largest = fmax(b_largest, l->amount[k]);
	for (uint64_t k = o->row[a]; k < o->row[a + 1]; k++)
		a_squares += l->amount[k] / a_largest * (l->amount[k] / a_largest);
	for (uint64_t k = o->row[b]; k < o->row[b + 1]; k++)
		b_squares += l->amount[k] / b_largest * (l->amount[k] / b_largest);
	for (uint64_t k = o->row[a], other = o->row[b]; k < o->row[a + 1]; k++)
	{
		while (other < o->row[b + 1] && o->industry[other] < o->industry[k])
			other++;
		if (other < o->row[b + 1] && o->industry[other] == o->industry[k])
			product += l->amount[k] / a_largest * (l->amount[other] / b_largest);
	}
	/* Also unknown if one amount is, through the squares. */
	return isnan(a_squares) || isnan(b_squares) ? NAN : fmin(1, product / sqrt(a_squares * b_squares));
}

CmAlike
cm_isomorphism_pair(const CmIsomorphism *s, uint32_t a, uint32_t b)
{
	size_t		pair = pair_of(s, a, b);
	CmAlike		alike = {.shared = s->shared[pair], .expected = NAN, .corrected = NAN};

	cm_breathe(s->host);
	alike.jaccard = jaccard(alike.shared, length_of(s, a), length_of(s, b));
	if (s->excess != NULL)
	{
		alike.expected = alike.jaccard + s->excess[pair];
		alike.corrected = alike.expected < 1 ? -s->excess[pair] / (1 - alike.expected) : NAN;
	}
	alike.cosine = cosine_of_amounts(s->lists, s->member[a], s->member[b]);
	return alike;
}

static void
add_known(double *sum, uint32_t *count, double value)
{
	*sum += isnan(value) ? 0 : value;
	*count += !isnan(value);
}

CmMeanAlike
cm_isomorphism_member(const CmIsomorphism *s, uint32_t a)
{
	CmMeanAlike mean = {.peers = s->members - 1, .closest = UINT32_MAX, .closest_jaccard = NAN};
	uint32_t	defined[4] = {0};

	for (uint32_t b = 0; b < s->members; b++)
	{
		CmAlike		alike;

		if (b == a)
			continue;
		alike = cm_isomorphism_pair(s, a, b);
		add_known(&mean.jaccard, &defined[0], alike.jaccard);
		add_known(&mean.expected, &defined[1], alike.expected);
		add_known(&mean.corrected, &defined[2], alike.corrected);
		add_known(&mean.cosine, &defined[3], alike.cosine);
		if (alike.jaccard > 0 && !(alike.jaccard <= mean.closest_jaccard))
		{
			mean.closest = b;
			mean.closest_jaccard = alike.jaccard;
		}
	}
	mean.jaccard /= defined[0];
	mean.expected /= defined[1];
	mean.corrected /= defined[2];
	mean.cosine /= defined[3];
	return mean;
}
