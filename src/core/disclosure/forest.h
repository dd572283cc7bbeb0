/*
 * forest.h: the sums of hidden cells that are no sums themselves.
 *
 * A hidden cell without parts counts in two sums at most: it is an edge between
 * the one over regions and the one over industries, or between one and the ground.
 * Along a spanning forest of these edges each sum tells the cell below it, and the sums
 * of a tree that does not reach the ground leave one relation of the cells above: those
 * over regions less those over industries.  All of that takes linear time, and most
 * hidden cells are such ones.
 */
#ifndef CLUSTER_EXT_FOREST_H
#define CLUSTER_EXT_FOREST_H

#include "core/disclosure/sums.h"

/* How a cell moves while all sums hold. */
typedef enum CmMoves
{
	CM_STILL,					/* it is not hidden */
	CM_ABOVE,					/* as relations allow */
	CM_LEAF,					/* as it likes */
	CM_EDGE						/* as its sum tells: an edge of the forest */
} CmMoves;

/* The sum over the regions, and over the industries, that a cell is above of. */
#define CM_OVER_REGIONS(cell) (2 * (size_t) (cell))
#define CM_OVER_INDUSTRIES(cell) (2 * (size_t) (cell) + 1)

typedef struct CmForest
{
	const CmHost *host;
	const CmSums *sums;
	uint8_t    *moves;			/* by cell: CmMoves */
	uint8_t    *has;			/* by sum: has it parts? */
	uint32_t   *tree;			/* by sum, and of the ground behind all: sums that edges join */
} CmForest;

/* Relations, as rows one after the other of cells and how often each counts. */
typedef struct CmRelations
{
	uint32_t	count;
	uint32_t   *start;			/* count + 1 */
	uint32_t   *cell;			/* ascending in each */
	int8_t	   *times;
} CmRelations;

/* Cells of which `apart` is true are above others, whatever they are; it may be NULL. */
void		cm_forest_open(CmForest *f, const CmHost *host, const CmSums *sums, const uint8_t *hidden, const uint8_t *apart);
void		cm_forest_close(CmForest *f);

/* What is left for the cells above. */
void		cm_forest_relations(CmForest *f, CmRelations *relations);
void		cm_relations_close(CmRelations *relations, const CmHost *host);

/* The movements of edges, modulo CM_PRIME, from those of all other cells, which meet the relations. */
void		cm_forest_fill(const CmForest *f, uint64_t *movement);

#endif
