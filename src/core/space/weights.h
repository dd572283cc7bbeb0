/*
 * weights.h: weights of neighbours: their styles, their symmetry, what they are like.
 *
 * A region without a neighbour is known by a cell with itself of size 0, which
 * is no link.  A link of a region to itself is one, and weighs like any other.
 */
#ifndef CLUSTER_EXT_WEIGHTS_H
#define CLUSTER_EXT_WEIGHTS_H

#include "core/space/graph.h"

/* The labels of both sides of a matrix of weights, ascending, each once; they point where those of the matrix do. */
CmText	   *cm_weights_labels(const CmHost *host, const CmTable *w, uint32_t *count);

/* Are all weights known?  If not, `from` and `to` are the first link of which it is not. */
bool		cm_weights_known(const CmGraph *g, const CmHost *host, uint32_t *from, uint32_t *to);

/* Styles, as in spdep's nb2listw; n counts the units with a link, a unit without one stays without. */
typedef enum CmStyle
{
	CM_STYLE_B,					/* 1 each */
	CM_STYLE_W,					/* those of a unit add up to 1 */
	CM_STYLE_C,					/* all add up to n */
	CM_STYLE_S,					/* divided by the root of the unit's sum of squares; then all add up to n: Tiefelsdorf, Griffith, Boots 1999 */
	CM_STYLE_U					/* all add up to 1 */
} CmStyle;

void		cm_weights_style(CmGraph *g, const CmHost *host, CmStyle style);

/* What a link and the one back, 0 where there is none, become. */
typedef enum CmBothWays
{
	CM_BOTH_MAX,				/* the larger one: a link either way is a link */
	CM_BOTH_MIN,				/* the smaller one: only links both ways are links */
	CM_BOTH_MEAN
} CmBothWays;

/* Weights that are the same both ways, in a new graph. */
void		cm_weights_symmetric(const CmGraph *g, const CmHost *host, CmBothWays both, CmGraph *symmetric);

#define CM_ISLANDS_TOLD 100

typedef struct CmWeightsSummary
{
	uint64_t	links;			/* to other units */
	uint32_t	own;			/* units with a link to themselves */
	uint32_t	islands;		/* units without a link to another */
	uint32_t	island[CM_ISLANDS_TOLD];	/* the first of them */
	uint32_t	fewest;			/* links to others of a unit */
	uint32_t	most;
	double		mean;
	bool		symmetric;		/* is every weight the same both ways? */
	uint32_t	components;		/* parts without a link between them, in either direction */
	double		s0;				/* sum of all weights */
	double		s1;				/* half the sum of (w_rs + w_sr)^2 over all r, s */
	double		s2;				/* sum of (w_r. + w_.r)^2 over all r */
} CmWeightsSummary;

void		cm_weights_summary(const CmGraph *g, const CmHost *host, CmWeightsSummary *s);

#endif
