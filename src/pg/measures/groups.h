/*
 * groups.h: groups of labels, and Theil's index between and within them.
 */
#ifndef CLUSTER_EXT_GROUPS_H
#define CLUSTER_EXT_GROUPS_H

#include "pg/label_map.h"
#include "pg/rows.h"

#include "core/measures/concentration.h"

/* Groups of labels that share their first characters, or that a map takes together. */
typedef struct CextGroups
{
	uint32_t	count;
	uint32_t   *group;			/* of each label; ascending, if by first characters */
	double	   *mass;			/* of each group in a reference */
	double		whole;			/* of the reference */
	double	   *scratch;
} CextGroups;

/* How a caller wants them: by so many characters (-1: all), or by a map. */
typedef struct CextGrouping
{
	const char *argument;		/* that of the characters */
	int32		digits;
	bool		by_map;
	CextLabelMap map;
} CextGrouping;

/* Argument `number`, and the two arrays of a map as arguments `from` and `from` + 1 (-1: there is none). */
extern CextGrouping cext_grouping_argument(FunctionCallInfo fcinfo, int number, const char *name, int from, const char *from_name, const char *to_name);

/* Groups of sorted labels; masses if there is a reference. */
extern CextGroups cext_groups(FunctionCallInfo fcinfo, const CextGrouping *grouping, const CmText *labels, uint32_t count, const CmReference *reference);

/* Theil's index, its part between groups and its part within them. */
extern void cext_put_parts(CextRows *rows, const CextGroups *groups, const CmShare *shares, uint32_t count);

#endif
