/*
 * hierarchies.h: which regions and industries are parts of which, as callers say: by
 * numbers of leading characters, or by a relation.
 */
#ifndef CLUSTER_EXT_HIERARCHIES_H
#define CLUSTER_EXT_HIERARCHIES_H

#include "pg/matrix/matrix.h"

#include "core/disclosure/sums.h"

/* What a caller says of one side. */
typedef struct CextHierarchy
{
	const char *side;			/* region or industry */
	int32_t    *digits;			/* ascending */
	uint32_t	levels;			/* how many; 0 where there is a relation, or nothing is said */
	CmText	   *part;			/* pairs of the relation */
	CmText	   *whole;
	uint32_t	pairs;
	bool		of_pairs;
} CextHierarchy;

typedef struct CextHierarchies
{
	CextHierarchy region;
	CextHierarchy industry;
} CextHierarchies;

/*
 * The four arguments region_digits, industry_digits, region_tree and industry_tree, of which `first`
 * is the first.  Raises 22023 where both are given of a side, and what reading a relation raises.
 */
extern void cext_hierarchies_argument(FunctionCallInfo fcinfo, int first, CextHierarchies *hierarchies);

/* The tree of some labels, which outlive it; raises 22023 for two parents, or for a label above itself. */
extern void cext_tree(const CextHierarchy *hierarchy, const CmText *labels, uint32_t count, CmTree *tree);

/* Raises 22023 where parts do not add up to a value, of those that are not NaN. */
extern void cext_check_sums(const CmSums *sums, const double *value, const char *hint);

/*
 * A matrix at all levels.  One in which labels are above others has its totals already and is given back.
 */
extern CextFlat cext_all_levels(const CextHierarchies *hierarchies, CextFlat flat);

/*
 * The sums of such a matrix, opened, whose cells have the same numbers.  Raises 22023 where sizes do not add up, as
 * may be where a matrix came with totals, and 54000 beyond 2^30 cells.
 */
extern void cext_sums_of_table(const CextHierarchies *hierarchies, const CmTable *table, CmSums *sums);

#endif
