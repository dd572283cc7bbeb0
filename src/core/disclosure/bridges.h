/*
 * bridges.h: which edges of a growing graph are on no circle.
 *
 * Edges are added one by one.  A forest of those that joined two parts is kept, and
 * which vertices circles hold together; an edge that closes a circle melts the path of the
 * forest that it goes around.  Next to no time for each edge, but for the shorter
 * side of two trees that are joined (Westbrook, Tarjan 1992, Algorithmica 7).
 */
#ifndef CLUSTER_EXT_BRIDGES_H
#define CLUSTER_EXT_BRIDGES_H

#include "core/host.h"

typedef struct CmBridges
{
	uint32_t	vertices;
	uint32_t   *part;			/* union-find of vertices that edges link */
	uint32_t   *knot;			/* union-find of vertices that circles hold together */
	uint32_t   *above;			/* knot's vertex that the forest leads to; itself: a root */
	uint32_t   *size;			/* of parts, at their representative */
	uint32_t   *bridges;		/* at a knot */
	uint32_t   *visit;			/* when a knot was met last */
	uint32_t	visits;
} CmBridges;

void		cm_bridges_open(CmBridges *b, const CmHost *host, uint32_t vertices);
void		cm_bridges_close(CmBridges *b, const CmHost *host);

/* Without any edge again. */
void		cm_bridges_clear(CmBridges *b);
void		cm_bridges_add(CmBridges *b, uint32_t u, uint32_t v);

/* Is an edge between these a bridge? */
bool		cm_is_bridge(CmBridges *b, uint32_t u, uint32_t v);

/* Do circles hold a vertex together with all but one bridge, which is its only link to the rest? */
bool		cm_hangs_by_bridge(CmBridges *b, uint32_t v);

/* Is there a path between these? */
bool		cm_are_linked(CmBridges *b, uint32_t u, uint32_t v);

#endif
