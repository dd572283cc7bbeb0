/*
 * circuits.h: cells to hide so that a cell is not known by all sums of a table.
 *
 * A circuit is a movement of cells in which all sums still hold and that none of them can be
 * left out of.  One through a cell, of hidden ones and others that cost little, is sought among cells near it, then
 * among more; one that is found keeps the cell, and all on it, from being known.
 */
#ifndef CLUSTER_EXT_CIRCUITS_H
#define CLUSTER_EXT_CIRCUITS_H

#include "core/disclosure/paths.h"

typedef enum CmUse
{
	CM_USE_HIDDEN,				/* moves freely */
	CM_USE_OTHER,				/* moves if it is hidden, too */
	CM_USE_LAST,				/* moves where nothing else can */
	CM_USE_NEVER
} CmUse;

typedef struct CmCircuits
{
	const CmHost *host;
	const CmSums *sums;
	const CmSubtables *subtables;
	const CmCost *cost;			/* by cell */
	uint8_t    *has;			/* by sum: has it parts?  The sums of a cell over regions and over industries. */
	uint8_t    *is_near;		/* by cell */
	uint32_t   *near;			/* those cells, the one in question first */
	uint32_t	count;
	uint8_t    *met;			/* by subtable */
	uint32_t   *found;			/* cells of the circuit */
	uint32_t	founds;
} CmCircuits;

/* What is pointed to must outlive it. */
void		cm_circuits_open(CmCircuits *c, const CmHost *host, const CmSums *sums, const CmSubtables *subtables, const CmCost *cost);
void		cm_circuits_close(CmCircuits *c);

/*
 * A circuit through a cell: `found` are the others of it.  Of those to be hidden, the dearest costs as little as may be.  `use` is of each cell; that of the cell itself does not count.
 * False if there is none among so many cells near it.
 */
bool		cm_circuit(CmCircuits *c, uint32_t cell, const uint8_t *use, uint32_t most);

#endif
