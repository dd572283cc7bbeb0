/*
 * pattern.c: the cells that are hidden so far, and hiding more so that none is alone in a sum.
 */
#include "core/disclosure/pattern.h"

void
cm_pattern_open(CmPattern *p, const CmHost *host, const CmSums *sums, const uint8_t *eligible, const CmCost *cost)
{
	*p = (CmPattern) {.host = host, .sums = sums};
	cm_subtables_open(&p->subtables, host, sums);
	p->hidden = cm_zeros(host, (size_t) sums->cells + 1, 1);
	cm_bridges_open(&p->bridges, host, p->subtables.vertices);
	cm_paths_open(&p->paths, host, &p->subtables, &p->bridges, p->hidden, eligible, cost);
}

void
cm_pattern_close(CmPattern *p)
{
	cm_paths_close(&p->paths);
	cm_bridges_close(&p->bridges, p->host);
	cm_subtables_close(&p->subtables, p->host);
	cm_release(p->host, p->hidden);
	cm_release(p->host, p->pending);
}

static void
add_edges(CmPattern *p, uint32_t cell)
{
	const CmSubtables *s = &p->subtables;

	for (uint32_t a = s->at[cell]; a < s->at[cell + 1]; a++)
		cm_bridges_add(&p->bridges, s->from[s->place[a]], s->to[s->place[a]]);
}

void
cm_pattern_hide(CmPattern *p, uint32_t cell)
{
	const CmSubtables *s = &p->subtables;

	if (p->hidden[cell])
		return;
	if (p->pendings + 4 > p->pending_room)
	{
		size_t		room = cm_grown(p->pending_room, p->pendings + 256);

		p->pending = cm_resize(p->host, p->pending, room, sizeof(CmKeyed));
		p->pending_room = room;
	}
	p->hidden[cell] = 1;
	add_edges(p, cell);
	for (uint32_t a = s->at[cell]; a < s->at[cell + 1]; a++)
		p->pending[p->pendings++] = (CmKeyed) {s->place[a], s->place[a]};
}

bool
cm_pattern_hide_path(CmPattern *p)
{
	for (size_t i = 0; i < p->paths.count; i++)
		cm_pattern_hide(p, p->paths.found[i]);
	return p->paths.count > 0;
}

void
cm_pattern_mend(CmPattern *p)
{
	const CmSubtables *s = &p->subtables;

	while (p->pendings > 0)
	{
		CmKeyed    *now = p->pending;
		size_t		count = p->pendings;

		p->pending = NULL;
		p->pendings = p->pending_room = 0;
		cm_radix_sort(p->host, now, count, 0);
		for (size_t i = 0; i < count; i++)
		{
			uint32_t	e = (uint32_t) now[i].with;

			cm_breathe_at(p->host, i);
			if (cm_is_bridge(&p->bridges, s->from[e], s->to[e]) && cm_path_across(&p->paths, e, CM_NO_CELL))
				cm_pattern_hide_path(p);
		}
		cm_release(p->host, now);
	}
}

void
cm_pattern_show(CmPattern *p, const uint8_t *shown)
{
	cm_bridges_clear(&p->bridges);
	for (uint32_t k = 0; k < p->sums->cells; k++)
	{
		cm_breathe_at(p->host, k);
		p->hidden[k] &= !shown[k];
		if (p->hidden[k])
			add_edges(p, k);
	}
}
