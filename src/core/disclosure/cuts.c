/*
 * cuts.c: hidden cells that give each other away within a subtable.
 */
#include "core/disclosure/cuts.h"

#include "core/numeric/random.h"

#define CM_CUTS_STREAM UINT64_C(0x63757473)

typedef struct Forest
{
	const CmSubtables *s;
	const uint8_t *hidden;
	uint32_t   *order;			/* vertices, each after the one that it hangs from */
	uint32_t	count;
	uint32_t   *edge;			/* by vertex: that it hangs by; CM_NO_CELL: a root */
	uint8_t    *met;
	uint64_t   *sum;			/* by vertex: of the numbers of edges that end there */
} Forest;

static inline uint32_t
far_end(const CmSubtables *s, uint32_t edge, uint32_t vertex)
{
	return s->from[edge] == vertex ? s->to[edge] : s->from[edge];
}

/* A vertex after all that it is reached from, by breadth. */
static void
grow(Forest *f, const CmHost *host, uint32_t root)
{
	uint32_t	at = f->count;

	f->met[root] = 1;
	f->edge[root] = CM_NO_CELL;
	f->order[f->count++] = root;
	for (; at < f->count; at++)
	{
		uint32_t	v = f->order[at];

		cm_breathe_after(host, f->s->around[v], f->s->around[v + 1]);
		for (uint32_t a = f->s->around[v]; a < f->s->around[v + 1]; a++)
		{
			uint32_t	e = f->s->edge[a],
						w = far_end(f->s, e, v);

			if (!f->hidden[f->s->cell[e]] || f->met[w])
				continue;
			f->met[w] = 1;
			f->edge[w] = e;
			f->order[f->count++] = w;
		}
	}
}

/* Numbers of edges that close circles, and what they add up to at their ends. */
static void
draw(Forest *f, const CmHost *host, uint64_t *number)
{
	for (uint32_t e = 0; e < f->s->edges; e++)
	{
		uint32_t	u = f->s->from[e],
					v = f->s->to[e];

		cm_breathe_at(host, e);
		number[e] = 0;
		if (!f->hidden[f->s->cell[e]] || f->edge[u] == e || f->edge[v] == e)
			continue;
		number[e] = cm_mix64(CM_CUTS_STREAM + (e + UINT64_C(1)) * CM_GOLDEN);
		f->sum[u] ^= number[e];
		f->sum[v] ^= number[e];
	}
}

void
cm_cuts(const CmHost *host, const CmSubtables *s, const uint8_t *hidden, uint64_t *number)
{
	size_t		room = (size_t) s->vertices + 1;
	Forest		f = {
		.s = s,
		.hidden = hidden,
		.order = cm_resize(host, NULL, room, sizeof(uint32_t)),
		.edge = cm_resize(host, NULL, room, sizeof(uint32_t)),
		.met = cm_zeros(host, room, 1),
		.sum = cm_zeros(host, room, sizeof(uint64_t))
	};

	for (uint32_t v = 0; v < s->vertices; v++)
		if (!f.met[v])
			grow(&f, host, v);
	draw(&f, host, number);
	for (uint32_t at = f.count; at-- > 0;)
	{
		uint32_t	v = f.order[at],
					e = f.edge[v];

		cm_breathe_at(host, at);
		if (e == CM_NO_CELL)
			continue;
		number[e] = f.sum[v];
		f.sum[far_end(s, e, v)] ^= f.sum[v];
	}
	cm_release(host, f.order);
	cm_release(host, f.edge);
	cm_release(host, f.met);
	cm_release(host, f.sum);
}
