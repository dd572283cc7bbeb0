/*
 * paths.c: least paths in a subtable.
 */
#include "core/disclosure/paths.h"

/* Cells that a new bridge needs, and that one which is none any more saves: what did best with counties of 26 states by industries. */
#define CM_NEEDED 2.0
#define CM_SAVED 0.5
#define CM_WEIGHT_LEAST 0.0625

void
cm_paths_open(CmPaths *p, const CmHost *host, const CmSubtables *subtables, CmBridges *bridges, const uint8_t *hidden, const uint8_t *eligible,
			  const CmCost *cost)
{
	*p = (CmPaths) {.host = host, .subtables = subtables, .bridges = bridges, .hidden = hidden, .eligible = eligible, .cost = cost};
	p->reach = cm_zeros(host, (size_t) subtables->vertices + 1, sizeof(CmReach));
	p->side = cm_zeros(host, (size_t) subtables->vertices + 1, sizeof(uint32_t));
}

void
cm_paths_close(CmPaths *p)
{
	cm_release(p->host, p->reach);
	cm_release(p->host, p->side);
	cm_release(p->host, p->queue[0]);
	cm_release(p->host, p->queue[1]);
	cm_release(p->host, p->heap);
	cm_release(p->host, p->found);
	cm_release(p->host, p->way);
}

/* Room for one more number. */
static void
make_room(const CmHost *host, uint32_t **numbers, size_t count, size_t *room)
{
	if (count < *room)
		return;
	*numbers = cm_resize(host, *numbers, cm_grown(*room, 64), sizeof(uint32_t));
	*room = cm_grown(*room, 64);
}

static inline int
compare(const CmHeaped *a, const CmHeaped *b)
{
	if (a->cost.first != b->cost.first)
		return a->cost.first < b->cost.first ? -1 : 1;
	if (a->cost.second != b->cost.second)
		return a->cost.second < b->cost.second ? -1 : 1;
	return (a->vertex > b->vertex) - (a->vertex < b->vertex);
}

static void
push(CmPaths *p, CmHeaped entry)
{
	size_t		at = p->heaped;

	if (p->heaped == p->heap_room)
	{
		p->heap = cm_resize(p->host, p->heap, cm_grown(p->heap_room, 64), sizeof(CmHeaped));
		p->heap_room = cm_grown(p->heap_room, 64);
	}
	p->heaped++;
	for (; at > 0 && compare(&entry, &p->heap[(at - 1) / 2]) < 0; at = (at - 1) / 2)
		p->heap[at] = p->heap[(at - 1) / 2];
	p->heap[at] = entry;
}

static CmHeaped
pop(CmPaths *p)
{
	CmHeaped	least = p->heap[0],
				last = p->heap[--p->heaped];
	size_t		at = 0;

	for (;;)
	{
		size_t		below = 2 * at + 1;

		if (below >= p->heaped)
			break;
		if (below + 1 < p->heaped && compare(&p->heap[below + 1], &p->heap[below]) < 0)
			below++;
		if (compare(&last, &p->heap[below]) <= 0)
			break;
		p->heap[at] = p->heap[below];
		at = below;
	}
	p->heap[at] = last;
	return least;
}

static inline uint32_t
other_end(const CmSubtables *s, uint32_t edge, uint32_t vertex)
{
	return s->from[edge] == vertex ? s->to[edge] : s->from[edge];
}

static void
enqueue(CmPaths *p, int which, uint32_t vertex)
{
	make_room(p->host, &p->queue[which], p->queued[which], &p->queue_room[which]);
	p->queue[which][p->queued[which]++] = vertex;
	p->side[vertex] = p->sides + (uint32_t) which;
}

/*
 * What hidden cells link to either end of an edge that is cut, looking at both by turns until one
 * is complete, which is returned: the smaller one, or nearly.  -1: the ends are linked.
 */
static int
smaller_side(CmPaths *p, uint32_t edge, uint32_t without)
{
	const CmSubtables *s = p->subtables;
	size_t		next[2] = {0, 0};
	uint32_t	at[2];

	p->sides += 2;
	p->queued[0] = p->queued[1] = 0;
	enqueue(p, 0, s->from[edge]);
	enqueue(p, 1, s->to[edge]);
	at[0] = s->around[s->from[edge]];
	at[1] = s->around[s->to[edge]];
	for (uint64_t step = 0;; step++)
	{
		int			which = (int) (step % 2);
		uint32_t	vertex = p->queue[which][next[which]],
					e;

		cm_breathe_at(p->host, step);
		if (at[which] == s->around[vertex + 1])
		{
			if (++next[which] == p->queued[which])
				return which;
			at[which] = s->around[p->queue[which][next[which]]];
			continue;
		}
		e = s->edge[at[which]++];
		if (e == edge || e == without || !p->hidden[s->cell[e]])
			continue;
		vertex = other_end(s, e, vertex);
		if (p->side[vertex] == p->sides + (uint32_t) (1 - which))
			return -1;
		if (p->side[vertex] != p->sides + (uint32_t) which)
			enqueue(p, which, vertex);
	}
}

/* A way to a vertex, if it is the least so far. */
static void
offer(CmPaths *p, uint32_t vertex, uint32_t edge, CmCost cost)
{
	CmReach    *r = &p->reach[vertex];

	if (r->stamp == p->stamp &&
		(r->done || r->cost.first < cost.first || (r->cost.first == cost.first && r->cost.second <= cost.second)))
		return;
	*r = (CmReach) {cost, edge, p->stamp, false};
	push(p, (CmHeaped) {cost, vertex});
}

/* What a search is for: a way around edges that does or does not pass hidden cells. */
typedef struct Search
{
	uint32_t	edge;
	uint32_t	without;
	bool		afresh;
	uint32_t	away;			/* the side where it begins, or 0: from one end to `goal` */
	uint32_t	goal;
	const CmPassage *passage;	/* or NULL */
} Search;

/* Is a cell no part of any path that is sought? */
static bool
is_barred(const CmPaths *p, uint32_t e, uint32_t vertex, const Search *of)
{
	uint32_t	k = p->subtables->cell[e];

	if (e == of->edge || e == of->without || (p->hidden[k] ? of->afresh : !p->eligible[k]))
		return true;
	return of->passage != NULL && !(cm_passage_room(p, of->passage, e, p->subtables->from[e] == vertex) >= of->passage->amount);
}

/*
 * What a cell costs, more where others will be needed because of it: in a subtable where it is the
 * only link of two parts.  Less where it saves others: where it closes a circle with a bridge.
 */
static CmCost
cost_of(const CmPaths *p, uint32_t edge)
{
	const CmSubtables *s = p->subtables;
	uint32_t	k = s->cell[edge];
	double		weight = 1;

	for (uint32_t a = s->at[k]; a < s->at[k + 1]; a++)
	{
		uint32_t	e = s->place[a],
					u = s->from[e],
					v = s->to[e];

		if (e == edge)
			weight -= cm_hangs_by_bridge(p->bridges, u) && cm_hangs_by_bridge(p->bridges, v) ? CM_SAVED : 0;
		else if (!cm_are_linked(p->bridges, u, v))
			weight += CM_NEEDED;
		else if (cm_is_bridge(p->bridges, u, v))
			weight -= CM_SAVED;
	}
	return (CmCost) {fmax(weight, CM_WEIGHT_LEAST) * p->cost[k].first, p->cost[k].second};
}

static void
offer_neighbours(CmPaths *p, uint32_t vertex, const Search *of)
{
	const CmSubtables *s = p->subtables;
	CmCost		here = p->reach[vertex].cost;

	for (uint32_t a = s->around[vertex]; a < s->around[vertex + 1]; a++)
	{
		uint32_t	e = s->edge[a];
		CmCost		step = {0, 0};

		if (is_barred(p, e, vertex, of))
			continue;
		if (!p->hidden[s->cell[e]])
			step = cost_of(p, e);
		offer(p, other_end(s, e, vertex), e, (CmCost) {here.first + step.first, here.second + step.second});
	}
}

/* The way to a vertex, and its cells that are not hidden. */
static void
trace(CmPaths *p, uint32_t vertex)
{
	const CmSubtables *s = p->subtables;

	for (; p->reach[vertex].edge != CM_NO_CELL; vertex = other_end(s, p->reach[vertex].edge, vertex))
	{
		uint32_t	k = s->cell[p->reach[vertex].edge];

		make_room(p->host, &p->way, p->ways, &p->way_room);
		p->way[p->ways++] = p->reach[vertex].edge;
		if (p->hidden[k])
			continue;
		make_room(p->host, &p->found, p->count, &p->found_room);
		p->found[p->count++] = k;
	}
}

/* Is it where the search is to end?  What is linked to the edge and not on the side of the beginning is on the other. */
static bool
is_goal(const CmPaths *p, uint32_t vertex, const Search *of)
{
	if (of->away == 0)
		return vertex == of->goal;
	return p->side[vertex] != of->away && cm_are_linked(p->bridges, vertex, p->subtables->to[of->edge]);
}

/* From what was offered. */
static bool
search(CmPaths *p, const Search *of)
{
	uint64_t	steps = 0;

	while (p->heaped > 0)
	{
		uint32_t	vertex = pop(p).vertex;
		uint64_t	next = steps + p->subtables->around[vertex + 1] - p->subtables->around[vertex];

		if (p->reach[vertex].done)
			continue;
		if (is_goal(p, vertex, of))
		{
			trace(p, vertex);
			return true;
		}
		p->reach[vertex].done = true;
		cm_breathe_after(p->host, steps, next);
		steps = next;
		offer_neighbours(p, vertex, of);
	}
	return false;
}

static void
begin(CmPaths *p)
{
	p->count = p->ways = 0;
	p->heaped = 0;
	p->stamp++;
}

bool
cm_path_across(CmPaths *p, uint32_t edge, uint32_t without)
{
	int			which = smaller_side(p, edge, without);

	begin(p);
	if (which < 0)
		return true;
	for (size_t i = 0; i < p->queued[which]; i++)
		offer(p, p->queue[which][i], CM_NO_CELL, (CmCost) {0, 0});
	return search(p, &(Search) {.edge = edge, .without = without, .away = p->sides + (uint32_t) which});
}

/* From one vertex to another. */
static bool
search_between(CmPaths *p, uint32_t begins, const Search *of)
{
	begin(p);
	offer(p, begins, CM_NO_CELL, (CmCost) {0, 0});
	return search(p, of);
}

bool
cm_path_afresh(CmPaths *p, uint32_t edge)
{
	const CmSubtables *s = p->subtables;

	return search_between(p, s->from[edge], &(Search) {.edge = edge, .without = CM_NO_CELL, .afresh = true, .goal = s->to[edge]});
}

bool
cm_path_of_change(CmPaths *p, uint32_t edge, bool rise, const CmPassage *passage, bool afresh)
{
	const CmSubtables *s = p->subtables;

	return search_between(p, rise ? s->to[edge] : s->from[edge], &(Search) {
		.edge = edge, .without = CM_NO_CELL, .afresh = afresh, .goal = rise ? s->from[edge] : s->to[edge], .passage = passage
	});
}
