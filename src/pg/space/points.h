/*
 * points.h: the type cluster_points inside the server.
 */
#ifndef CLUSTER_EXT_PG_POINTS_H
#define CLUSTER_EXT_PG_POINTS_H

#include "pg/expanded.h"

#include "core/space/points_builder.h"

/* What argument "metric" may be, in the order of CmMetric. */
extern const char *const cext_metrics[];

/* The points of an argument that is not NULL, in CurrentMemoryContext. */
extern void cext_points_argument(FunctionCallInfo fcinfo, int number, CmPoints *p);

/* The stored form of a builder as a flat value in CurrentMemoryContext. */
extern Datum cext_points_flat_datum(CmPointsBuilder *b);

/* Raises the error of a status other than CM_OK. */
extern void cext_points_check(CmStatus status);

/* Within ereport: that points are of a later format than this library reads. */
extern int	cext_points_tell_newer(void);

#endif
