/*
 * flows.c: how far a flow along an edge of a network can rise and fall.
 */
#include "core/disclosure/flows.h"

#include <math.h>

#define FAR UINT32_MAX

void
cm_flows_open(CmFlows *f, const CmHost *host, uint32_t vertices, uint32_t edges)
{
	*f = (CmFlows) {.host = host, .vertices = vertices, .edges = edges};
	f->edge = cm_zeros(host, (size_t) edges + 1, sizeof(CmFlowEdge));
	f->around = cm_zeros(host, (size_t) vertices + 2, sizeof(uint32_t));
	f->at = cm_resize(host, NULL, (size_t) 2 * edges + 1, sizeof(uint32_t));
	f->distance = cm_resize(host, NULL, vertices, sizeof(uint32_t));
	f->next = cm_resize(host, NULL, vertices, sizeof(uint32_t));
	f->queue = cm_resize(host, NULL, vertices, sizeof(uint32_t));
	f->way = cm_resize(host, NULL, vertices, sizeof(uint32_t));
}

void
cm_flows_link(CmFlows *f)
{
	memset(f->around, 0, ((size_t) f->vertices + 2) * sizeof(uint32_t));
	for (uint32_t k = 0; k < f->edges; k++)
	{
		f->around[f->edge[k].from + 2]++;
		f->around[f->edge[k].to + 2]++;
		f->edge[k].least = f->edge[k].most = f->edge[k].flow;
	}
	for (uint32_t v = 0; v < f->vertices; v++)
		f->around[v + 2] += f->around[v + 1];
	for (uint32_t k = 0; k < f->edges; k++)
	{
		cm_breathe_at(f->host, k);
		f->at[f->around[f->edge[k].from + 1]++] = k;
		f->at[f->around[f->edge[k].to + 1]++] = k;
	}
}

void
cm_flows_close(CmFlows *f)
{
	cm_release(f->host, f->edge);
	cm_release(f->host, f->around);
	cm_release(f->host, f->at);
	cm_release(f->host, f->distance);
	cm_release(f->host, f->next);
	cm_release(f->host, f->queue);
	cm_release(f->host, f->way);
}

/* How much more may leave v along an edge, and where to. */
static inline double
room(const CmFlowEdge *k, uint32_t v, uint32_t *to)
{
	bool		along = k->from == v;

	*to = along ? k->to : k->from;
	return along ? k->high - k->flow : k->flow - k->low;
}

/* Distances from the source, by edges that have room; false if the sink cannot be reached. */
static bool
measure(CmFlows *f, uint32_t without, uint32_t source, uint32_t sink)
{
	uint32_t	first = 0,
				last = 0;

	memset(f->distance, 0xFF, f->vertices * sizeof(uint32_t));
	f->distance[source] = 0;
	f->queue[last++] = source;
	while (first < last && f->distance[sink] == FAR)
	{
		uint32_t	v = f->queue[first++];

		f->next[v] = f->around[v];
		cm_breathe_after(f->host, f->steps, f->steps + f->around[v + 1] - f->around[v]);
		f->steps += f->around[v + 1] - f->around[v];
		for (uint32_t a = f->around[v]; a < f->around[v + 1]; a++)
		{
			uint32_t	to;

			if (f->at[a] == without || !(room(&f->edge[f->at[a]], v, &to) > 0) || f->distance[to] != FAR)
				continue;
			f->distance[to] = f->distance[v] + 1;
			f->next[to] = f->around[to];
			f->queue[last++] = to;
		}
	}
	return f->distance[sink] != FAR;
}

/* A way from the source to the sink that gets farther with each edge; its length, or FAR. */
static uint32_t
find_way(CmFlows *f, uint32_t without, uint32_t source, uint32_t sink)
{
	uint32_t	length = 0,
				v = source;

	while (v != sink)
	{
		uint32_t	to;

		while (f->next[v] < f->around[v + 1])
		{
			uint32_t	k = f->at[f->next[v]];

			f->steps++;
			if (k != without && room(&f->edge[k], v, &to) > 0 && f->distance[to] == f->distance[v] + 1)
				break;
			f->next[v]++;
		}
		if (f->next[v] < f->around[v + 1])
		{
			f->way[length++] = f->at[f->next[v]];
			v = to;
		}
		else if (length == 0)
			return FAR;
		else
		{
			const CmFlowEdge *back = &f->edge[f->way[--length]];

			v = back->from == v ? back->to : back->from;
			f->next[v]++;
		}
	}
	return length;
}

static void
set_flow(CmFlowEdge *k, double flow)
{
	k->flow = flow;
	k->least = fmin(k->least, flow);
	k->most = fmax(k->most, flow);
}

/* Sends as much as there is room for along a way from the source, up to a limit. */
static double
send(CmFlows *f, uint32_t length, uint32_t source, double limit)
{
	uint32_t	v = source,
				to;
	double		amount = limit;

	for (uint32_t i = 0; i < length; i++, v = to)
		amount = fmin(amount, room(&f->edge[f->way[i]], v, &to));
	if (isinf(amount))
		return amount;
	v = source;
	for (uint32_t i = 0; i < length; i++, v = to)
	{
		CmFlowEdge *k = &f->edge[f->way[i]];
		bool		full = room(k, v, &to) <= amount;

		if (k->from == v)
			set_flow(k, full ? k->high : k->flow + amount);
		else
			set_flow(k, full ? k->low : k->flow - amount);
	}
	return amount;
}

double
cm_flows_push(CmFlows *f, uint32_t edge, bool rise, double wanted)
{
	CmFlowEdge *k = &f->edge[edge];
	uint32_t	source = rise ? k->to : k->from,
				sink = rise ? k->from : k->to;
	double		own = rise ? k->high - k->flow : k->flow - k->low,
				limit = fmin(own, wanted),
				sent = 0;
	bool		endless = source == sink && isinf(limit);

	if (source == sink && !endless)
		sent = limit;
	while (!endless && sent < limit && measure(f, edge, source, sink))
		for (uint32_t length; !endless && sent < limit && (length = find_way(f, edge, source, sink)) != FAR;)
		{
			double		more = send(f, length, source, limit - sent);

			endless = isinf(more);
			sent += endless ? 0 : more;
		}
	/* What went before the way that has no end comes back along the edge. */
	if (rise)
		set_flow(k, sent >= own ? k->high : k->flow + sent);
	else
		set_flow(k, sent >= own ? k->low : k->flow - sent);
	return endless ? INFINITY : sent;
}
