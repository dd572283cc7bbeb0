/*
 * label_map.h: where labels go, as a caller says by arrays.
 */
#ifndef CLUSTER_EXT_LABEL_MAP_H
#define CLUSTER_EXT_LABEL_MAP_H

#include "pg/arguments.h"

/* How far from 1 the sum of a label's shares may be, in arrays and in relations. */
#define CEXT_SHARES_TOLERANCE 1e-6

/* One pair of the arrays. */
typedef struct CextMapped
{
	CmText		from;
	CmText		to;
	double		share;			/* of what is `from` */
} CextMapped;

typedef struct CextLabelMap
{
	const char *from_name;		/* of the argument */
	CextMapped *pair;			/* by from and to */
	int			count;
} CextLabelMap;

/*
 * The map of two array arguments, and of a third with shares (-1: none, each
 * label goes to one).  False if both are NULL; raises 22023 for one NULL, for
 * NULL elements, for different lengths, for a label that is mapped twice
 * without shares, and for shares that do not add up to 1, which are scaled.
 */
extern bool cext_label_map_argument(FunctionCallInfo fcinfo, int from, const char *from_name, int to, const char *to_name, int shares, CextLabelMap *map);

/* Where a label goes: the first of its pairs, and how many there are. */
extern const CextMapped *cext_label_mapped(const CextLabelMap *map, CmText label, int *count);

/* Raises 22023: the map lacks a label. */
extern void cext_refuse_unmapped(const CextLabelMap *map, CmText label, const char *hint);

#endif
