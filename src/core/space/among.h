/*
 * among.h: the links among those units that have a value.
 */
#ifndef CLUSTER_EXT_AMONG_H
#define CLUSTER_EXT_AMONG_H

#include "core/space/graph.h"

/*
 * Links of units to others, and apart from them those to themselves.  Weights
 * are in a unit of 2^exponent, so that sums of their squares are in the range of
 * doubles.
 */
typedef struct CmAmong
{
	const CmGraph *all;
	bool		drop_islands;
	bool	   *asked;			/* units that have a value */
	bool	   *used;			/* the same, or but for the islands */
	uint32_t	count;			/* of those used */
	uint32_t	islands;		/* units with a value, but without any link from or to another */
	CmGraph		links;			/* `all` itself, where nothing of it is left out */
	CmGraph		chosen;			/* room for those that are chosen */
	double	   *own;			/* weight of each unit's link to itself; 0: none */
	int			exponent;
	bool		links_to_itself;	/* has any unit one? */
} CmAmong;

/* Of the units of a graph, which must outlive it; none has a value yet. */
void		cm_among_open(CmAmong *a, const CmHost *host, const CmGraph *all, bool drop_islands);
void		cm_among_close(CmAmong *a, const CmHost *host);

/* Those units have a value that is finite; true if that are others than before. */
bool		cm_among_those(CmAmong *a, const CmHost *host, const double *value);

/* Sums over the weights, w_rr = 0. */
typedef struct CmWeightSums
{
	double		s0;				/* SUM w_rs */
	double		s1;				/* 1/2 SUM (w_rs + w_sr)^2 */
	double		s2;				/* SUM_r (w_r. + w_.r)^2 */
} CmWeightSums;

CmWeightSums cm_weight_sums(const CmGraph *links, const CmHost *host);

#endif
