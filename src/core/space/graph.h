/*
 * graph.h: a weights matrix at the units that are measured.
 *
 * Weights are a matrix of region by region, the size of a cell being the weight
 * that the row's region gives to the column's.
 */
#ifndef CLUSTER_EXT_GRAPH_H
#define CLUSTER_EXT_GRAPH_H

#include "core/matrix/table.h"

typedef struct CmGraph
{
	uint32_t	units;
	uint64_t	links;			/* with a weight other than 0 */
	uint64_t   *start;			/* first link of each unit; units + 1 */
	uint32_t   *to;				/* ascending for a unit; it may be among them itself */
	double	   *weight;			/* above 0; NaN where it is unknown */
} CmGraph;

/* The links between the units, which are sorted labels; links to regions that are none of them are left out. */
void		cm_graph_open(CmGraph *g, const CmHost *host, const CmTable *weights, const CmText *label, uint32_t units);
void		cm_graph_close(CmGraph *g, const CmHost *host);

#endif
