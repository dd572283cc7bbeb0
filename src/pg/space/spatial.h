/*
 * spatial.h: units with values and neighbours, of a matrix or of a query's columns.
 */
#ifndef CLUSTER_EXT_SPATIAL_H
#define CLUSTER_EXT_SPATIAL_H

#include "pg/arguments.h"
#include "pg/host.h"

#include "core/space/among.h"
#include "core/space/region_values.h"
#include "core/space/standardized.h"

/* Most permutations of one call. */
#define CEXT_PERMUTATIONS_MOST 10000000

typedef struct CextSpatial
{
	CmHost		host;			/* in memory that lasts */
	uint32_t	units;
	const CmText *label;		/* of each unit, ascending */
	double	   *value;			/* of each unit; NaN: it has none */
	CmGraph		graph;
	CmAmong		among;			/* those that have values now */
	CmStandardized values;
	/* of a matrix */
	CmTable		table;
	CmRegionValues of;
	const CmText *industry_label;	/* of those that get rows */
	uint32_t	industries;
	uint32_t	first;			/* of them in the matrix */
} CextSpatial;

/* The argument permutations => 0 or more. */
extern uint32_t cext_permutations_argument(FunctionCallInfo fcinfo, int number);

/*
 * Opens arguments m, neighbours, "of", industry, which are the first; false if m
 * or neighbours is NULL.  `of` are the choices, in the order of CmRegionValue.
 */
extern bool cext_spatial_of_matrix(CextSpatial *s, FunctionCallInfo fcinfo, const char *const *of, const CmRegionValue *chosen, bool drop_islands);

/*
 * Opens arguments regions, "values", neighbours, which are the first; false if one
 * of them is NULL.  Elements with a NULL region are left out.
 */
extern bool cext_spatial_of_arrays(CextSpatial *s, FunctionCallInfo fcinfo, bool drop_islands);

/* Turns to an industry, counted among those that get rows. */
extern void cext_spatial_industry(CextSpatial *s, uint32_t industry);

/* Turns to the values that there are; before the next ones, or not at all, close_values. */
extern bool cext_spatial_open_values(CextSpatial *s);
extern void cext_spatial_close_values(CextSpatial *s);

#endif
