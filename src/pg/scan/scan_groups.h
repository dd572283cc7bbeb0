/*
 * scan_groups.h: the groups of a GROUP BY, found by plain columns of the row at hand.
 *
 * Equality is the server's own, by its hash tables of rows.  A group has one total
 * for each aggregate.  Without a GROUP BY there is one group, be there rows or not.
 */
#ifndef CLUSTER_EXT_SCAN_GROUPS_H
#define CLUSTER_EXT_SCAN_GROUPS_H

#include "pg/scan/aggregates.h"

#include "nodes/execnodes.h"

typedef struct CextGroup
{
	struct CextGroup *next;		/* in order of their first rows */
	MinimalTuple key;
	CextTotal	total[FLEXIBLE_ARRAY_MEMBER];
} CextGroup;

typedef struct CextKey
{
	int			place;			/* among the columns that are read */
	int16		length;
	bool		by_value;
} CextKey;

/* A key of one number is found here at first, without the table. */
#define CEXT_RECENT 1024

typedef struct CextGroups
{
	int			keys;			/* 0: without a GROUP BY */
	CextKey    *key;
	int			totals;
	TupleHashTable table;		/* where there are keys */
	TupleTableSlot *looked_up;
	MemoryContext context;		/* of all groups, and of their totals */
	CmHost		host;
	CextGroup  *first;
	CextGroup  *last;
	bool		full;			/* once there was no room, there is none: rows of one group must not be parted */
	uint32		hash;			/* of the key that found no room */
	struct
	{
		Datum		key;
		CextGroup  *group;
	}			recent[CEXT_RECENT];
} CextGroups;

/* Columns by number, with the operators by which they are equal. */
extern CextGroups *cext_groups_new(PlanState *parent, CextColumns *columns, int keys, const AttrNumber *column,
								   const Oid *operators, const Oid *collations, long estimate, int totals);

/* Starts without a group that has rows; before the first row, and again. */
extern void cext_groups_reset(CextGroups *g);

extern CextGroup *cext_groups_find_by_key(CextGroups *g, const CextColumns *columns);

/*
 * The group of the row at hand, made if new; NULL if that would take more memory
 * than a hash table may, and then `hash` tells such rows apart.
 */
static inline CextGroup *
cext_groups_find(CextGroups *g, const CextColumns *columns)
{
	return g->keys == 0 ? g->first : cext_groups_find_by_key(g, columns);
}

#endif
