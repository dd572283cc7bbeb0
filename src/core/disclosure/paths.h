/*
 * paths.h: cells to hide so that others cannot be computed: least paths in a subtable.
 *
 * A path of cells that closes a circle with a hidden one keeps it from being the only
 * unknown.  The least path costs least: lexicographically, first cost, then second, then the numbers of vertices.
 */
#ifndef CLUSTER_EXT_PATHS_H
#define CLUSTER_EXT_PATHS_H

#include "core/disclosure/bridges.h"
#include "core/disclosure/subtables.h"

#include <math.h>

typedef struct CmCost
{
	double		first;
	double		second;
} CmCost;

typedef struct CmReach			/* of a vertex */
{
	CmCost		cost;
	uint32_t	edge;			/* that leads to it */
	uint32_t	stamp;
	bool		done;
} CmReach;

typedef struct CmHeaped
{
	CmCost		cost;
	uint32_t	vertex;
} CmHeaped;

typedef struct CmPaths
{
	const CmHost *host;
	const CmSubtables *subtables;
	CmBridges  *bridges;		/* of hidden edges */
	const uint8_t *hidden;		/* by cell */
	const uint8_t *eligible;	/* by cell: may be hidden */
	const CmCost *cost;			/* by cell */
	CmReach    *reach;			/* by vertex */
	uint32_t	stamp;
	uint32_t   *side;			/* by vertex: stamp of the side that it was last found on */
	uint32_t	sides;
	uint32_t   *queue[2];
	size_t		queued[2];
	size_t		queue_room[2];
	CmHeaped   *heap;
	size_t		heaped;
	size_t		heap_room;
	uint32_t   *found;			/* cells of the last path that are not hidden */
	size_t		count;
	size_t		found_room;
	uint32_t   *way;			/* all edges of it, from its end to its beginning */
	size_t		ways;
	size_t		way_room;
} CmPaths;

/* What changes of values a path must let pass: cells may rise to anything, and fall to 0. */
typedef struct CmPassage
{
	const double *value;		/* by cell */
	const double *flow;			/* by edge: changes so far, in its direction */
	double		amount;
} CmPassage;

/* What is pointed to must outlive it and may change meanwhile. */
void		cm_paths_open(CmPaths *p, const CmHost *host, const CmSubtables *subtables, CmBridges *bridges, const uint8_t *hidden,
						  const uint8_t *eligible, const CmCost *cost);
void		cm_paths_close(CmPaths *p);

/*
 * The least path between the ends of a hidden edge in its subtable that uses neither it nor
 * `without`, another hidden edge or CM_NO_CELL.  Hidden cells are free; what else it takes is `found`.
 * False if there is none.  Without these edges their part must fall into two, or none of it is found.
 */
bool		cm_path_across(CmPaths *p, uint32_t edge, uint32_t without);

/* The same, of cells that are not hidden only, each of which is found. */
bool		cm_path_afresh(CmPaths *p, uint32_t edge);

/* A path by which a change of the value of an edge, to rise or to fall, comes back to where it began; afresh or not. */
bool		cm_path_of_change(CmPaths *p, uint32_t edge, bool rise, const CmPassage *passage, bool afresh);

/* By how much the value of an edge may change more in its direction, or against it. */
static inline double
cm_passage_room(const CmPaths *p, const CmPassage *passage, uint32_t edge, bool along)
{
	return along ? INFINITY : passage->value[p->subtables->cell[edge]] + passage->flow[edge];
}

#endif
