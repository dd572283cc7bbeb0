/*
 * pattern.h: the cells that are hidden so far, and hiding more so that none is alone in a sum.
 */
#ifndef CLUSTER_EXT_PATTERN_H
#define CLUSTER_EXT_PATTERN_H

#include "core/disclosure/paths.h"
#include "core/numeric/radix.h"

typedef struct CmPattern
{
	const CmHost *host;
	const CmSums *sums;
	CmSubtables subtables;
	CmBridges	bridges;		/* of the edges of hidden cells */
	CmPaths		paths;
	uint8_t    *hidden;			/* by cell */
	CmKeyed    *pending;		/* edges that may be bridges, in the order of keys */
	size_t		pendings;
	size_t		pending_room;
} CmPattern;

/* Nothing is hidden yet.  What is pointed to must outlive it: by cell, whether it may be hidden for others, and what that costs. */
void		cm_pattern_open(CmPattern *p, const CmHost *host, const CmSums *sums, const uint8_t *eligible, const CmCost *cost);
void		cm_pattern_close(CmPattern *p);

void		cm_pattern_hide(CmPattern *p, uint32_t cell);

/* Hides the cells of the last path that was found; false if that are none. */
bool		cm_pattern_hide_path(CmPattern *p);

/*
 * Hides more cells until none that was hidden is known by a subtable alone, but for those that no
 * path leads around.  Subtables from the top downwards.
 */
void		cm_pattern_mend(CmPattern *p);

/* Shows cells again: those that are marked. */
void		cm_pattern_show(CmPattern *p, const uint8_t *shown);

#endif
