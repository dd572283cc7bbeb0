/*
 * square.h: weights of a few units among each other, written as a square.
 */
#ifndef CLUSTER_EXT_TEST_SQUARE_H
#define CLUSTER_EXT_TEST_SQUARE_H

#include "host.h"

#include "core/space/graph.h"

#define SQUARE_MOST 7

typedef struct Square
{
	uint32_t	units;
	double		weight[SQUARE_MOST][SQUARE_MOST];
} Square;

/* Its links; cm_graph_close releases them. */
extern CmGraph square_graph(const Square *s);

#endif
