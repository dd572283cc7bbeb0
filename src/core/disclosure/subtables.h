/*
 * subtables.h: the two-way tables that a table with hierarchies consists of.
 *
 * A subtable is of a region, an industry, and the parts of both.  It is a graph: sums over the parts
 * of the region are vertices, as are sums over those of the industry, and a cell is an edge between the two
 * that it is in; where it is in one only, it leads to the ground.  Its value is a flow, directed such that
 * the sums of the subtable hold if and only if as much comes to each vertex as leaves it.
 * So a hidden cell is known by its subtable if and only if it is on no circle of hidden ones.
 * Hundepool et al., Handbook on Statistical Disclosure Control, 2nd ed., 4.4.
 *
 * All subtables are one graph, whose vertices and edges are numbered through.  A
 * cell is an edge of up to four subtables, of which all but one have it as a total.
 */
#ifndef CLUSTER_EXT_SUBTABLES_H
#define CLUSTER_EXT_SUBTABLES_H

#include "core/disclosure/sums.h"

typedef struct CmSubtables
{
	uint32_t	count;			/* from the top of the hierarchies downwards */
	uint32_t   *first_edge;		/* of each subtable; one more than there are */
	uint32_t   *first_vertex;	/* of each subtable, which is its ground; one more than there are */

	uint32_t	edges;
	uint32_t   *cell;			/* of each edge; ascending within a subtable */
	uint32_t   *from;			/* vertices of each edge */
	uint32_t   *to;

	uint32_t	vertices;
	uint32_t   *around;			/* first place of each vertex in `edge`; one more than vertices */
	uint32_t   *edge;			/* edges at each vertex, ascending */

	uint32_t   *at;				/* first place of each cell in `place`; one more than cells */
	uint32_t   *place;			/* edges of each cell, ascending */
} CmSubtables;

/* In time and memory proportional to cells.  The sums are not needed afterwards. */
void		cm_subtables_open(CmSubtables *s, const CmHost *host, const CmSums *sums);
void		cm_subtables_close(CmSubtables *s, const CmHost *host);

/* The subtable of an edge. */
uint32_t	cm_subtables_of(const CmSubtables *s, uint32_t edge);

#endif
