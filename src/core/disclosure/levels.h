/*
 * levels.h: a matrix of all levels, from one of the lowest.
 */
#ifndef CLUSTER_EXT_LEVELS_H
#define CLUSTER_EXT_LEVELS_H

#include "core/disclosure/tree.h"
#include "core/matrix/builder.h"

/* The labels of one side of a matrix as nodes of a tree. */
typedef struct CmLeaves
{
	const CmTree *tree;
	const uint32_t *node;		/* of each label */
	uint32_t	count;
} CmLeaves;

/* Is a label above another one?  Then the matrix has its totals already. */
bool		cm_leaves_have_totals(const CmLeaves *leaves, const CmHost *host);

/* Adds the stored matrix under its labels and under all that are above them: every pair of levels. */
CmStatus	cm_builder_add_levels(CmBuilder *b, const uint8_t *bytes, size_t count, const CmLeaves *region, const CmLeaves *industry);

#endif
