/*
 * curve_arguments.h: what measures by distance take besides the points.
 */
#ifndef CLUSTER_EXT_CURVE_ARGUMENTS_H
#define CLUSTER_EXT_CURVE_ARGUMENTS_H

#include "pg/arguments.h"
#include "pg/space/points.h"

#define CEXT_CURVE_DRAWS_MOST 100000

/* An industry of the points, UINT32_MAX for NULL; raises 22023 if there is none of this name. */
extern uint32_t cext_industry_argument(FunctionCallInfo fcinfo, int number, const char *name, const CmPoints *p);

/* Points whose sites chance draws from, of the metric of p, else 22023; false for NULL. */
extern bool cext_sites_argument(FunctionCallInfo fcinfo, int number, const CmPoints *p, CmPoints *reference);

/* The share of curves that bands hold: at least 0.5, that the lower one is below the upper one, and below 1. */
extern double cext_level_argument(FunctionCallInfo fcinfo, int number);

/* Distances of a curve, at most so many: finite, 0 or more, ascending; none for NULL. */
extern double *cext_radii_argument(FunctionCallInfo fcinfo, int number, int most, uint32_t *count);

/* Is it asked for?  Raises 22023 for NULL. */
extern bool cext_flag_argument(FunctionCallInfo fcinfo, int number, const char *name);

#endif
