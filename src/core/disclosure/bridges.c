/*
 * bridges.c: which edges of a growing graph are on no circle.
 */
#include "core/disclosure/bridges.h"

#include "core/numeric/joins.h"

void
cm_bridges_open(CmBridges *b, const CmHost *host, uint32_t vertices)
{
	*b = (CmBridges) {.vertices = vertices};
	b->part = cm_resize(host, NULL, (size_t) vertices + 1, sizeof(uint32_t));
	b->knot = cm_resize(host, NULL, (size_t) vertices + 1, sizeof(uint32_t));
	b->above = cm_resize(host, NULL, (size_t) vertices + 1, sizeof(uint32_t));
	b->size = cm_resize(host, NULL, (size_t) vertices + 1, sizeof(uint32_t));
	b->bridges = cm_resize(host, NULL, (size_t) vertices + 1, sizeof(uint32_t));
	b->visit = cm_resize(host, NULL, (size_t) vertices + 1, sizeof(uint32_t));
	cm_bridges_clear(b);
}

void
cm_bridges_close(CmBridges *b, const CmHost *host)
{
	cm_release(host, b->part);
	cm_release(host, b->knot);
	cm_release(host, b->above);
	cm_release(host, b->size);
	cm_release(host, b->bridges);
	cm_release(host, b->visit);
}

void
cm_bridges_clear(CmBridges *b)
{
	for (uint32_t v = 0; v < b->vertices; v++)
	{
		b->part[v] = b->knot[v] = b->above[v] = v;
		b->size[v] = 1;
		b->bridges[v] = b->visit[v] = 0;
	}
	b->visits = 0;
}

/* The knot that the forest leads to from a knot; itself where it is a root. */
static uint32_t
knot_above(CmBridges *b, uint32_t knot)
{
	return cm_joined(b->knot, b->above[knot]);
}

/* Turns the tree of a knot so that it is the root. */
static void
make_root(CmBridges *b, uint32_t knot)
{
	uint32_t	below = knot;

	for (;;)
	{
		uint32_t	next = knot_above(b, knot);

		b->above[knot] = below;
		if (next == knot)
			return;
		below = knot;
		knot = next;
	}
}

/* Melts a knot into the one above, and so on until `top`. */
static void
melt(CmBridges *b, uint32_t knot, uint32_t top)
{
	while (knot != top)
	{
		uint32_t	next = knot_above(b, knot);

		b->bridges[top] += b->bridges[knot] - 2;
		b->knot[knot] = top;
		knot = next;
	}
}

/* Where the ways up from two knots of one tree meet, walking both by turns. */
static uint32_t
meeting(CmBridges *b, uint32_t u, uint32_t v)
{
	uint32_t	now = ++b->visits;

	b->visit[u] = b->visit[v] = now;
	for (;;)
	{
		uint32_t	next = knot_above(b, u),
					other = v;

		if (next != u && b->visit[next] == now)
			return next;
		b->visit[next] = now;
		v = next;
		u = other;
	}
}

void
cm_bridges_add(CmBridges *b, uint32_t u, uint32_t v)
{
	uint32_t	p = cm_joined(b->part, u),
				q = cm_joined(b->part, v);

	u = cm_joined(b->knot, u);
	v = cm_joined(b->knot, v);
	if (p == q)
	{
		if (u != v)
		{
			uint32_t	top = meeting(b, u, v);

			melt(b, u, top);
			melt(b, v, top);
		}
		return;
	}
	if (b->size[p] > b->size[q])
	{
		uint32_t	swap = p;

		p = q;
		q = swap;
		swap = u;
		u = v;
		v = swap;
	}
	make_root(b, u);
	b->bridges[u]++;
	b->bridges[v]++;
	b->above[u] = v;
	b->part[p] = q;
	b->size[q] += b->size[p];
}

bool
cm_is_bridge(CmBridges *b, uint32_t u, uint32_t v)
{
	return cm_joined(b->knot, u) != cm_joined(b->knot, v);
}

bool
cm_are_linked(CmBridges *b, uint32_t u, uint32_t v)
{
	return cm_joined(b->part, u) == cm_joined(b->part, v);
}

bool
cm_hangs_by_bridge(CmBridges *b, uint32_t v)
{
	return b->bridges[cm_joined(b->knot, v)] == 1;
}
