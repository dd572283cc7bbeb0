/*
 * square.c: weights of a few units among each other, written as a square.
 */
#include "square.h"

CmGraph
square_graph(const Square *s)
{
	CmGraph		g = {.units = s->units};

	g.start = cm_resize(test_host(), NULL, s->units + 1, sizeof(uint64_t));
	g.to = cm_resize(test_host(), NULL, SQUARE_MOST * SQUARE_MOST, sizeof(uint32_t));
	g.weight = cm_resize(test_host(), NULL, SQUARE_MOST * SQUARE_MOST, sizeof(double));
	for (uint32_t r = 0; r < s->units; r++)
	{
		g.start[r] = g.links;
		for (uint32_t c = 0; c < s->units; c++)
			if (s->weight[r][c] != 0)
			{
				g.to[g.links] = c;
				g.weight[g.links++] = s->weight[r][c];
			}
	}
	g.start[s->units] = g.links;
	return g;
}
