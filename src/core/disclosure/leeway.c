/*
 * leeway.c: hiding more so that hidden cells can be far from their values, subtable by subtable.
 */
#include "core/disclosure/leeway.h"

/* What is less, of what is wanted, is nothing: values are rounded. */
#define CM_LEEWAY_TOLERANCE 1e-9

/* Cells that ask each other for a little more are not listened to for ever. */
#define CM_LEEWAY_ROUNDS 30
#define CM_LEEWAY_PATHS 100

void
cm_leeway_open(CmLeeway *l, CmPattern *pattern, const double *value)
{
	*l = (CmLeeway) {.pattern = pattern, .value = value};
	for (int rise = 0; rise < 2; rise++)
		l->need[rise] = cm_zeros(pattern->host, (size_t) pattern->sums->cells + 1, sizeof(double));
	l->flow = cm_zeros(pattern->host, (size_t) pattern->subtables.edges + 1, sizeof(double));
}

void
cm_leeway_close(CmLeeway *l)
{
	cm_release(l->pattern->host, l->need[0]);
	cm_release(l->pattern->host, l->need[1]);
	cm_release(l->pattern->host, l->flow);
	cm_release(l->pattern->host, l->changed);
	cm_release(l->pattern->host, l->pending);
}

/* A cell must be able to change by so much, in all subtables but that of one edge, which may be CM_NO_CELL. */
static void
ask(CmLeeway *l, uint32_t cell, int rise, double amount, uint32_t but)
{
	const CmSubtables *s = &l->pattern->subtables;

	if (!(amount > l->need[rise][cell] * (1 + CM_LEEWAY_TOLERANCE)))
		return;
	l->need[rise][cell] = amount;
	if (l->pendings + 4 > l->pending_room)
	{
		size_t		room = cm_grown(l->pending_room, l->pendings + 256);

		l->pending = cm_resize(l->pattern->host, l->pending, room, sizeof(CmKeyed));
		l->pending_room = room;
	}
	for (uint32_t a = s->at[cell]; a < s->at[cell + 1]; a++)
		if (s->place[a] != but)
			l->pending[l->pendings++] = (CmKeyed) {s->place[a], 2 * (uint64_t) s->place[a] + (uint64_t) rise};
}

void
cm_leeway_ask(CmLeeway *l, uint32_t cell, double protection)
{
	if (isnan(l->value[cell]))
		return;
	ask(l, cell, 1, protection, CM_NO_CELL);
	ask(l, cell, 0, fmin(protection, l->value[cell]), CM_NO_CELL);
}

/* Is an edge passed in its direction, where a path comes to a vertex by it? */
static bool
is_along(const CmLeeway *l, uint32_t edge, uint32_t vertex)
{
	return l->pattern->subtables.to[edge] == vertex;
}

static uint32_t
before(const CmLeeway *l, uint32_t edge, uint32_t vertex)
{
	const CmSubtables *s = &l->pattern->subtables;

	return s->to[edge] == vertex ? s->from[edge] : s->to[edge];
}

/* Leads as much as possible of a change along the path that was found, which ends at a vertex; returns how much. */
static double
lead(CmLeeway *l, uint32_t end, const CmPassage *passage, double most)
{
	const CmPaths *p = &l->pattern->paths;
	uint32_t	vertex = end;

	for (size_t i = 0; i < p->ways; vertex = before(l, p->way[i++], vertex))
		most = fmin(most, cm_passage_room(p, passage, p->way[i], is_along(l, p->way[i], vertex)));
	vertex = end;
	for (size_t i = 0; i < p->ways; vertex = before(l, p->way[i++], vertex))
	{
		l->flow[p->way[i]] += is_along(l, p->way[i], vertex) ? most : -most;
		if (l->changes == l->changed_room)
		{
			size_t		room = cm_grown(l->changed_room, 256);

			l->changed = cm_resize(l->pattern->host, l->changed, room, sizeof(uint32_t));
			l->changed_room = room;
		}
		l->changed[l->changes++] = p->way[i];
	}
	return most;
}

/* Hides what lets an edge change by so much; did that hide anything? */
static bool
route(CmLeeway *l, uint32_t edge, bool rise, double amount, bool afresh)
{
	CmPaths    *p = &l->pattern->paths;
	const CmSubtables *s = &l->pattern->subtables;
	uint32_t	end = rise ? s->from[edge] : s->to[edge];
	double		lacking = amount,
				nothing = amount * CM_LEEWAY_TOLERANCE;
	bool		any = false;

	l->changes = 0;
	for (int paths = 0; lacking > nothing && paths < CM_LEEWAY_PATHS; paths++)
	{
		CmPassage	passage = {l->value, l->flow, lacking};

		if (!cm_path_of_change(p, edge, rise, &passage, afresh))
		{
			passage.amount = nothing;
			if (!cm_path_of_change(p, edge, rise, &passage, afresh))
				break;
		}
		lacking -= lead(l, end, &passage, lacking);
		any |= cm_pattern_hide_path(l->pattern);
	}
	for (size_t i = 0; i < l->changes; i++)
	{
		uint32_t	e = l->changed[i];

		if (l->flow[e] != 0)
			ask(l, s->cell[e], l->flow[e] > 0, fabs(l->flow[e]), e);
		l->flow[e] = 0;
	}
	return any;
}

void
cm_leeway_give(CmLeeway *l)
{
	for (int round = 0; l->pendings > 0 && round < CM_LEEWAY_ROUNDS; round++)
	{
		CmKeyed    *now = l->pending;
		size_t		count = l->pendings;

		l->pending = NULL;
		l->pendings = l->pending_room = 0;
		cm_radix_sort(l->pattern->host, now, count, 0);
		for (size_t i = 0; i < count; i++)
		{
			uint32_t	edge = (uint32_t) (now[i].with / 2);
			int			rise = (int) (now[i].with % 2);

			cm_breathe_at(l->pattern->host, i);
			route(l, edge, rise, l->need[rise][l->pattern->subtables.cell[edge]], false);
		}
		cm_release(l->pattern->host, now);
	}
	l->pendings = 0;
}

bool
cm_leeway_give_afresh(CmLeeway *l, uint32_t cell)
{
	const CmSubtables *s = &l->pattern->subtables;
	bool		any = false;

	for (uint32_t a = s->at[cell]; a < s->at[cell + 1]; a++)
		for (int rise = 0; rise < 2; rise++)
			any |= route(l, s->place[a], rise, l->need[rise][cell], true);
	return any;
}
