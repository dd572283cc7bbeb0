/*
 * networks.c: equations of hidden cells as the vertices of a network.
 */
#include "core/disclosure/networks.h"

#include <math.h>

/* How an equation is used. */
enum
{
	NOT_USED,
	USED,
	LEFT_OUT,					/* some unknown has too many */
	TORN						/* left out, and it does not follow from others */
};

void
cm_networks_open(CmNetworks *n, const CmHost *host, CmEquations *e)
{
	*n = (CmNetworks) {.host = host, .e = e};
	n->use = cm_zeros(host, (size_t) e->count + 1, 1);
	n->sign = cm_zeros(host, (size_t) e->count + 1, 1);
	n->vertex = cm_zeros(host, (size_t) e->count + 1, sizeof(uint32_t));
	n->queue = cm_resize(host, NULL, (size_t) e->count + 1, sizeof(uint32_t));
}

void
cm_networks_close(CmNetworks *n)
{
	cm_release(n->host, n->use);
	cm_release(n->host, n->sign);
	cm_release(n->host, n->vertex);
	cm_release(n->host, n->queue);
}

static uint32_t
uses_of(const CmNetworks *n, const CmUnknown *u, uint32_t used[CM_PLACES])
{
	uint32_t	count = 0;

	for (int p = 0; p < CM_PLACES; p++)
		if (u->equation[p] != CM_NO_EQUATION && n->use[u->equation[p]] == USED)
			used[count++] = u->equation[p];
	return count;
}

/* Leaves out equations of a side where an unknown has more than two. */
static void
leave_out(CmNetworks *n, const CmNetwork *w, bool of_regions)
{
	uint32_t	many = 0;

	/* Unknowns are judged by what is used before any is left out, so that their order does not matter. */
	for (uint32_t i = 0; i < w->members; i++)
	{
		uint32_t	used[CM_PLACES];
		const CmUnknown *u = &n->e->unknown[w->member[i]];

		if (uses_of(n, u, used) <= 2)
			continue;
		for (int p = 0; p < CM_PLACES; p++)
		{
			uint32_t	q = u->equation[p];

			if (q != CM_NO_EQUATION && n->use[q] == USED && n->e->equation[q].of_regions == of_regions && n->vertex[q] == 0)
			{
				n->vertex[q] = 1;
				n->queue[many++] = q;
			}
		}
	}
	for (uint32_t i = 0; i < many; i++)
	{
		n->vertex[n->queue[i]] = 0;
		n->use[n->queue[i]] = LEFT_OUT;
	}
}

static void
tear(CmNetworks *n, uint32_t q)
{
	if (q != CM_NO_EQUATION && n->use[q] == LEFT_OUT)
		n->use[q] = TORN;
}

/* The equation of a cell's parts, if the cell is in the table. */
static uint32_t
sum_of(const CmEquations *e, uint32_t cell, bool of_regions)
{
	return cell == CM_NO_CELL ? CM_NO_EQUATION : e->sum[of_regions][cell];
}

/*
 * A sum of regions follows from others if its parts and itself are sums of
 * industries, and these industries are sums of regions: the table is added up by
 * rows instead of by columns.  It does not where an unknown is in one of those but not in the other, or in another one.
 */
static void
find_torn(CmNetworks *n, const CmNetwork *w, bool of_regions)
{
	const CmEquations *e = n->e;
	const uint32_t *same = of_regions ? e->sums->above_region : e->sums->above_industry,
			   *other = of_regions ? e->sums->above_industry : e->sums->above_region;
	int			part = of_regions ? CM_PART_OF_REGION : CM_PART_OF_INDUSTRY,
				whole = of_regions ? CM_WHOLE_OF_REGIONS : CM_WHOLE_OF_INDUSTRIES,
				across = of_regions ? CM_WHOLE_OF_INDUSTRIES : CM_WHOLE_OF_REGIONS;

	for (uint32_t i = 0; i < w->members; i++)
	{
		const CmUnknown *u = &e->unknown[w->member[i]];
		uint32_t	up = same[u->cell],
					over = other[u->cell],
					one = over == CM_NO_CELL ? CM_NO_CELL : same[over],
					two = up == CM_NO_CELL ? CM_NO_CELL : other[up];

		if (u->equation[across] == CM_NO_EQUATION)
		{
			tear(n, u->equation[part]);
			tear(n, u->equation[whole]);
		}
		if (u->equation[whole] == CM_NO_EQUATION)
			tear(n, sum_of(e, over, of_regions));
		if (one != two)
		{
			tear(n, sum_of(e, one, of_regions));
			tear(n, sum_of(e, two, of_regions));
		}
	}
}

/* Is every equation of an unknown used, or does it follow from those that are? */
static bool
is_kept(const CmNetworks *n, const CmUnknown *u)
{
	for (int p = 0; p < CM_PLACES; p++)
	{
		uint32_t	q = u->equation[p];

		if (q != CM_NO_EQUATION && (n->use[q] == NOT_USED || n->use[q] == TORN))
			return false;
	}
	return true;
}

static bool
is_whole(const CmNetworks *n, const CmNetwork *w)
{
	for (uint32_t i = 0; i < w->members; i++)
		if (!is_kept(n, &n->e->unknown[w->member[i]]))
			return false;
	return true;
}

/* The other equation of an unknown, or CM_NO_EQUATION. */
static uint32_t
across(const CmNetworks *n, const CmUnknown *u, uint32_t from)
{
	uint32_t	used[CM_PLACES],
				count = uses_of(n, u, used);

	return count < 2 ? CM_NO_EQUATION : used[0] == from ? used[1] : used[0];
}

/* Numbers the vertices that hang together with one, and turns equations such that edges lead from one to the other. */
static bool
spread(CmNetworks *n, uint32_t start, uint32_t *vertices)
{
	const CmEquations *e = n->e;
	uint32_t	first = 0,
				last = 0;

	n->queue[last++] = start;
	n->vertex[start] = ++*vertices;
	n->sign[start] = 1;
	while (first < last)
	{
		uint32_t	q = n->queue[first++];

		for (uint32_t t = e->equation[q].first; t < e->equation[q + 1].first; t++)
		{
			const CmUnknown *u = &e->unknown[e->term[t]];
			uint32_t	o = across(n, u, q);
			int			sign;

			cm_breathe_at(n->host, t);
			if (o == CM_NO_EQUATION)
				continue;
			sign = -n->sign[q] * cm_sign_in(&e->equation[q], u) * cm_sign_in(&e->equation[o], u);
			if (n->vertex[o] == 0)
			{
				n->queue[last++] = o;
				n->vertex[o] = ++*vertices;
				n->sign[o] = (int8_t) sign;
			}
			else if (n->sign[o] != sign)
				return false;
		}
	}
	return true;
}

static bool
number_vertices(CmNetworks *n, const CmNetwork *w, uint32_t *vertices)
{
	*vertices = 0;
	for (uint32_t i = 0; i < w->members; i++)
	{
		uint32_t	used[CM_PLACES],
					count = uses_of(n, &n->e->unknown[w->member[i]], used);

		if (count > 2)
			return false;
		for (uint32_t j = 0; j < count; j++)
			if (n->vertex[used[j]] == 0 && !spread(n, used[j], vertices))
				return false;
	}
	return true;
}

/* The edge of an unknown, whose flow begins at its point or at the bound that is next to it. */
static CmFlowEdge
edge_of(const CmNetworks *n, const CmUnknown *u, CmNetworkBounds bounds)
{
	CmFlowEdge	k = {.low = u->low, .high = u->high};
	uint32_t	used[CM_PLACES],
				count = uses_of(n, u, used);

	if (bounds == CM_BOUNDS_FOUND)
	{
		k.low = u->least;
		k.high = u->most;
	}
	else if (bounds == CM_BOUNDS_STILL && !is_kept(n, u))
		k.low = k.high = 0;
	k.flow = k.low > 0 ? k.low : k.high < 0 ? k.high : 0;
	for (uint32_t j = 0; j < count; j++)
	{
		if (n->sign[used[j]] * cm_sign_in(&n->e->equation[used[j]], u) > 0)
			k.from = n->vertex[used[j]];
		else
			k.to = n->vertex[used[j]];
	}
	return k;
}

/* What each vertex lacks, as an edge to the ground whose flow has to come down to 0. */
static uint32_t
put_lacking(const CmNetworks *n, const CmNetwork *w, uint32_t vertices, CmFlowEdge *edge, double *slack)
{
	double	   *lacking = cm_zeros(n->host, (size_t) vertices + 1, sizeof(double));
	uint32_t	count = 0;

	for (uint32_t i = 0; i < w->members; i++)
	{
		uint32_t	used[CM_PLACES],
					uses = uses_of(n, &n->e->unknown[w->member[i]], used);

		lacking[edge[i].from] -= edge[i].flow;
		lacking[edge[i].to] += edge[i].flow;
		for (uint32_t j = 0; j < uses; j++)
			if (n->sign[used[j]] != 0)
			{
				const CmEquation *q = &n->e->equation[used[j]];

				lacking[n->vertex[used[j]]] += n->sign[used[j]] * q->lacking;
				slack[n->vertex[used[j]]] = cm_slack_of(q);
				n->sign[used[j]] = 0;	/* once each */
			}
	}
	for (uint32_t v = 1; v <= vertices; v++)
		if (lacking[v] != 0)
			edge[w->members + count++] = (CmFlowEdge) {.from = v, .low = fmin(0, lacking[v]), .high = fmax(0, lacking[v]), .flow = lacking[v]};
	cm_release(n->host, lacking);
	return count;
}

/* Forgets the equations of members for the next network. */
static void
forget(CmNetworks *n, const CmNetwork *w)
{
	for (uint32_t i = 0; i < w->members; i++)
		for (int p = 0; p < CM_PLACES; p++)
		{
			uint32_t	q = n->e->unknown[w->member[i]].equation[p];

			if (q == CM_NO_EQUATION)
				continue;
			n->use[q] = NOT_USED;
			n->vertex[q] = 0;
			n->sign[q] = 0;
		}
}

bool
cm_network_open(CmNetwork *w, CmNetworks *n, const uint32_t *member, uint32_t members,
				bool (*uses) (const CmEquations *e, uint32_t equation, uint32_t which), uint32_t which, bool without_regions,
				CmNetworkBounds bounds)
{
	uint32_t	vertices;
	bool		is_network;

	*w = (CmNetwork) {.e = n->e, .member = member, .members = members, .bounds = bounds};
	for (uint32_t i = 0; i < members; i++)
		for (int p = 0; p < CM_PLACES; p++)
		{
			uint32_t	q = n->e->unknown[member[i]].equation[p];

			cm_breathe_at(n->host, i);
			if (q != CM_NO_EQUATION && (uses == NULL || uses(n->e, q, which)))
				n->use[q] = USED;
		}
	leave_out(n, w, without_regions);
	find_torn(n, w, without_regions);
	w->whole = is_whole(n, w);
	is_network = number_vertices(n, w, &vertices);
	if (is_network)
	{
		cm_flows_open(&w->flows, n->host, vertices + 1, members + vertices);
		w->slack = cm_zeros(n->host, (size_t) vertices + 1, sizeof(double));
		for (uint32_t i = 0; i < members; i++)
			w->flows.edge[i] = edge_of(n, &n->e->unknown[member[i]], bounds);
		w->flows.edges = members + put_lacking(n, w, vertices, w->flows.edge, w->slack);
		cm_flows_link(&w->flows);
	}
	forget(n, w);
	return is_network;
}

void
cm_network_close(CmNetwork *w)
{
	cm_release(w->flows.host, w->slack);
	cm_flows_close(&w->flows);
}

bool
cm_network_balance(CmNetwork *w)
{
	CmFlows    *f = &w->flows;

	for (uint32_t k = w->members; k < f->edges; k++)
	{
		CmFlowEdge *lacking = &f->edge[k];

		if (lacking->flow != 0)
			cm_flows_push(f, k, lacking->flow < 0, fabs(lacking->flow));
		if (fabs(lacking->flow) > w->slack[lacking->from])
			return false;
		lacking->low = lacking->high = lacking->flow;
	}
	/* Only from here on are flows possible values. */
	if (f->edges > w->members)
		for (uint32_t k = 0; k < w->members; k++)
			f->edge[k].least = f->edge[k].most = f->edge[k].flow;
	return true;
}

/* Lets an edge rise or fall up to a bound that holds anyway; how far it came. */
static double
reach(CmFlows *f, uint32_t edge, bool rise, double bound)
{
	const CmFlowEdge *k = &f->edge[edge];

	if ((rise ? k->most < bound : k->least > bound) && isinf(cm_flows_push(f, edge, rise, fabs(bound - k->flow))))
		return rise ? INFINITY : -INFINITY;
	return rise ? fmin(k->most, bound) : fmax(k->least, bound);
}

void
cm_network_measure(CmNetwork *w)
{
	for (uint32_t i = 0; i < w->members; i++)
	{
		CmUnknown  *u = &w->e->unknown[w->member[i]];
		double		most = u->seen_most == u->most ? u->most : reach(&w->flows, i, true, u->most),
					least = u->seen_least == u->least ? u->least : reach(&w->flows, i, false, u->least);

		if (w->whole || w->bounds == CM_BOUNDS_STILL)
		{
			u->seen_most = fmax(u->seen_most, most);
			u->seen_least = fmin(u->seen_least, least);
		}
		if (w->whole || w->bounds != CM_BOUNDS_STILL)
		{
			u->most = most;
			u->least = least;
		}
		if (w->bounds == CM_BOUNDS_FOUND)
		{
			w->flows.edge[i].high = most;
			w->flows.edge[i].low = least;
		}
	}
}
