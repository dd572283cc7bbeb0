/*
 * flows.h: how far a flow along an edge of a network can rise and fall.
 *
 * As much comes to each vertex as leaves it, but for vertex 0, the ground, where
 * anything does; the flow of each edge stays within its bounds.  What goes along an edge must
 * come back to where it began: how much can is a largest flow (Dinic 1970, Soviet Mathematics Doklady 11).
 */
#ifndef CLUSTER_EXT_FLOWS_H
#define CLUSTER_EXT_FLOWS_H

#include "core/host.h"

typedef struct CmFlowEdge
{
	uint32_t	from;
	uint32_t	to;
	double		low;
	double		high;
	double		flow;
	double		least;			/* of all flows that the edge has had */
	double		most;
} CmFlowEdge;

typedef struct CmFlows
{
	const CmHost *host;
	uint32_t	vertices;
	uint32_t	edges;
	CmFlowEdge *edge;			/* filled by the caller; flows keep bounds and balance */
	uint32_t   *around;			/* first place of each vertex in `at`; one more than vertices */
	uint32_t   *at;				/* edges at each vertex, ascending */
	uint64_t	steps;			/* edges that were looked at, so far */

	uint32_t   *distance;		/* work of a search */
	uint32_t   *next;
	uint32_t   *queue;
	uint32_t   *way;
} CmFlows;

/* A network of so many vertices and edges; edges are to be filled, then linked. */
void		cm_flows_open(CmFlows *f, const CmHost *host, uint32_t vertices, uint32_t edges);
void		cm_flows_link(CmFlows *f);
void		cm_flows_close(CmFlows *f);

/*
 * Lets the flow of an edge rise (or fall) by as much as is possible, but no more
 * than wanted, and returns by how much it did; infinity where there is no end, though the flow has one.
 */
double		cm_flows_push(CmFlows *f, uint32_t edge, bool rise, double wanted);

#endif
