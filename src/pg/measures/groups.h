/*
 * groups.h: groups of labels, and Theil's index between and within them.
 */
#ifndef CLUSTER_EXT_GROUPS_H
#define CLUSTER_EXT_GROUPS_H

#include "pg/rows.h"

#include "core/measures/concentration.h"

/* Groups of labels that share their first characters. */
typedef struct CextGroups
{
	uint32_t	count;
	uint32_t   *group;			/* of each label, ascending */
	double	   *mass;			/* of each group in a reference */
	double		whole;			/* of the reference */
	double	   *scratch;
} CextGroups;

/* Groups of sorted labels by `digits` characters (-1: all); masses if there is a reference. */
extern CextGroups cext_groups(const CmText *labels, uint32_t count, int32 digits, const CmReference *reference);

/* Theil's index, its part between groups and its part within them. */
extern void cext_put_parts(CextRows *rows, const CextGroups *groups, const CmShare *shares, uint32_t count);

#endif
