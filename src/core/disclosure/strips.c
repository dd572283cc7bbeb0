/*
 * strips.c: bounds of the unknowns of a table with two hierarchies.
 */
#include "core/disclosure/strips.h"

#include <math.h>

/* Where bounds creep towards each other, so many rounds are enough: they hold all the same. */
#define ROUNDS 20

/* Bounds that change by less do not count as new. */
#define TOLERANCE 1e-9

/* The strips of one side: unknowns of each node that has parts. */
typedef struct Side
{
	bool		of_regions;
	const CmTree *tree;
	uint32_t   *first;			/* of each node in `member`; one more than nodes */
	uint32_t   *member;
	uint8_t    *marked;			/* bounds have changed */
} Side;

static uint32_t
node_of(const CmEquations *e, bool of_regions, uint32_t cell)
{
	return of_regions ? e->sums->region_of[cell] : e->sums->industry_of[cell];
}

/*
 * The strips that an unknown is in: of its node, of the node above, and of the
 * one that it is a part of, where levels between are left out.  CM_NO_NODE: none.
 */
enum {STRIPS = 3};

static uint32_t
owner(const CmEquations *e, const Side *side, uint32_t unknown, int which)
{
	uint32_t	cell = e->unknown[unknown].cell,
				node = node_of(e, side->of_regions, cell),
				above = (side->of_regions ? e->sums->above_region : e->sums->above_industry)[cell],
				parent = side->tree->parent[node];

	if (which == 0)
		return node;
	if (which == 1 || above == CM_NO_CELL)
		return which == 1 ? parent : CM_NO_NODE;
	above = node_of(e, side->of_regions, above);
	return above == parent ? CM_NO_NODE : above;
}

static void
side_open(Side *side, const CmHost *host, const CmEquations *e, const uint8_t *done, bool of_regions)
{
	uint32_t	nodes;

	*side = (Side) {.of_regions = of_regions, .tree = of_regions ? &e->sums->region : &e->sums->industry};
	nodes = side->tree->count;
	side->first = cm_zeros(host, (size_t) nodes + 2, sizeof(uint32_t));
	side->member = cm_resize(host, NULL, (size_t) STRIPS * e->unknowns + 1, sizeof(uint32_t));
	side->marked = cm_zeros(host, (size_t) nodes + 1, 1);
	for (uint32_t i = 0; i < nodes; i++)
		if (side->tree->parent[i] != CM_NO_NODE)
			side->marked[side->tree->parent[i]] = 1;
	for (uint64_t i = 0; i < (uint64_t) STRIPS * e->unknowns; i++)
	{
		uint32_t	o = owner(e, side, (uint32_t) (i / STRIPS), i % STRIPS);

		if (o != CM_NO_NODE && side->marked[o] && !done[i / STRIPS])
			side->first[o + 2]++;
	}
	for (uint32_t i = 0; i < nodes; i++)
		side->first[i + 2] += side->first[i + 1];
	for (uint64_t i = 0; i < (uint64_t) STRIPS * e->unknowns; i++)
	{
		uint32_t	o = owner(e, side, (uint32_t) (i / STRIPS), i % STRIPS);

		if (o != CM_NO_NODE && side->marked[o] && !done[i / STRIPS])
			side->member[side->first[o + 1]++] = (uint32_t) (i / STRIPS);
	}
}

static void
side_close(Side *side, const CmHost *host)
{
	cm_release(host, side->first);
	cm_release(host, side->member);
	cm_release(host, side->marked);
}

/* Is it an equation of the strip of a region: a sum of its parts, or of industries in it or one of them? */
static bool
in_strip(const CmEquations *e, uint32_t equation, uint32_t node, bool of_regions)
{
	const CmEquation *q = &e->equation[equation];
	const CmTree *tree = of_regions ? &e->sums->region : &e->sums->industry;
	uint32_t	of = node_of(e, of_regions, q->whole);

	return of == node || (q->of_regions != of_regions && tree->parent[of] == node);
}

static bool
in_region(const CmEquations *e, uint32_t equation, uint32_t node)
{
	return in_strip(e, equation, node, true);
}

static bool
in_industry(const CmEquations *e, uint32_t equation, uint32_t node)
{
	return in_strip(e, equation, node, false);
}

static bool
changed(double before, double after)
{
	return isinf(before) ? !isinf(after) : fabs(before - after) > TOLERANCE * fmax(fabs(before), fabs(after));
}

/* Marks all strips that an unknown is in but the one that says so. */
static void
mark(const CmEquations *e, Side sides[2], uint32_t unknown, const Side *from, uint32_t node)
{
	for (int s = 0; s < 2; s++)
		for (int which = 0; which < STRIPS; which++)
		{
			uint32_t	o = owner(e, &sides[s], unknown, which);

			if (o != CM_NO_NODE && sides[s].first[o] < sides[s].first[o + 1] && !(&sides[s] == from && o == node))
				sides[s].marked[o] = 1;
		}
}

/* Measures a strip; false if it contradicts itself. */
static bool
measure(CmNetworks *n, Side sides[2], const Side *side, uint32_t node, CmNetworkBounds bounds)
{
	const uint32_t *member = side->member + side->first[node];
	uint32_t	members = side->first[node + 1] - side->first[node];
	double	   *before;
	bool		sound;
	CmNetwork	w;

	if (members == 0 || !cm_network_open(&w, n, member, members, side->of_regions ? in_region : in_industry, node, side->of_regions, bounds))
		return true;
	before = cm_resize(n->host, NULL, (size_t) 2 * members, sizeof(double));
	for (uint32_t i = 0; i < members; i++)
	{
		before[2 * i] = n->e->unknown[member[i]].least;
		before[2 * i + 1] = n->e->unknown[member[i]].most;
	}
	sound = cm_network_balance(&w);
	if (sound)
		cm_network_measure(&w);
	for (uint32_t i = 0; i < members; i++)
		if (changed(before[2 * i], n->e->unknown[member[i]].least) || changed(before[2 * i + 1], n->e->unknown[member[i]].most))
			mark(n->e, sides, member[i], side, node);
	cm_release(n->host, before);
	cm_network_close(&w);
	return sound;
}

/* Where values are known, what is possible is seen strip by strip. */
static void
see(CmNetworks *n, Side sides[2])
{
	for (int s = 0; s < 2; s++)
		for (uint32_t node = 0; node < sides[s].tree->count; node++)
		{
			bool		known = true;

			for (uint32_t i = sides[s].first[node]; i < sides[s].first[node + 1]; i++)
				known &= !isnan(n->e->unknown[sides[s].member[i]].seen_least);
			if (known)
				measure(n, sides, &sides[s], node, CM_BOUNDS_STILL);
		}
}

bool
cm_strips_measure(CmNetworks *n, const uint8_t *done)
{
	Side		sides[2];
	bool		more = true,
				sound = true;

	for (int s = 0; s < 2; s++)
		side_open(&sides[s], n->host, n->e, done, s == 0);
	see(n, sides);
	for (int round = 0; more && sound && round < ROUNDS; round++)
	{
		more = false;
		for (int s = 0; s < 2; s++)
			for (uint32_t node = 0; sound && node < sides[s].tree->count; node++)
			{
				if (!sides[s].marked[node])
					continue;
				sides[s].marked[node] = 0;
				more = true;
				sound = measure(n, sides, &sides[s], node, CM_BOUNDS_FOUND);
			}
	}
	if (sound)
		see(n, sides);
	for (int s = 0; s < 2; s++)
		side_close(&sides[s], n->host);
	return sound;
}
