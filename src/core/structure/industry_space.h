/*
 * industry_space.h: the network of related industries, as it is drawn.
 *
 * Links are pairs of industries with a relatedness above 0.  The backbone is the
 * maximum spanning tree of them: the links of largest sum that join all
 * industries that links join at all; where the network falls apart, one tree for
 * each part.  The network is the backbone and the links of at least a minimum
 * (Hidalgo, Klinger, Barabasi, Hausmann 2007, Science 317: proximity of 0.55;
 * Neffke, Henning, Boschma 2011, Economic Geography 87, for the name).
 *
 * Links that are equal are taken in the order of their labels, so that there is
 * one backbone only.  What is undefined is no link.  Relatedness is in the unit
 * of its method.
 */
#ifndef CLUSTER_EXT_INDUSTRY_SPACE_H
#define CLUSTER_EXT_INDUSTRY_SPACE_H

#include "core/structure/relatedness.h"

typedef struct CmLink
{
	uint64_t	pair;			/* a * industries + b, where b is after a */
	double		relatedness;
} CmLink;

typedef struct CmIndustrySpace
{
	uint32_t	industries;
	CmLink	   *link;			/* by pair, ascending */
	uint64_t	links;
	uint64_t	capacity;
	uint64_t   *start;			/* where the links of each industry with later ones begin; industries + 1 */
	uint32_t   *later;			/* b of each link */
	CmLink	   *nearest;		/* of each industry, the link that joined it to the backbone; relatedness 0: none */
} CmIndustrySpace;

/*
 * Finds the network by Prim's algorithm.  Each industry's relatedness is found
 * once; memory in proportion to labels and the links of the network.  A minimum
 * of INFINITY leaves the backbone.
 */
void		cm_industry_space_open(CmIndustrySpace *space, CmRelatedness *s, double minimum);

void		cm_industry_space_close(CmIndustrySpace *space, const CmHost *host);

/* Is a link part of the backbone? */
bool		cm_industry_space_is_backbone(const CmIndustrySpace *space, uint64_t link);

#endif
