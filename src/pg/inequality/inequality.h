/*
 * inequality.h: the type inequality_state inside the server.
 */
#ifndef CLUSTER_EXT_PG_INEQUALITY_H
#define CLUSTER_EXT_PG_INEQUALITY_H

#include "pg/compat.h"

#include "core/inequality/inequality.h"

/* The state in an argument that is not NULL, to be read. */
extern CmInequality *cext_inequality_argument(FunctionCallInfo fcinfo, int number);

#endif
