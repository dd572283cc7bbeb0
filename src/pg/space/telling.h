/*
 * telling.h: a NOTICE now and then of how far a long call is.
 */
#ifndef CLUSTER_EXT_PG_TELLING_H
#define CLUSTER_EXT_PG_TELLING_H

#include "pg/compat.h"

#include "core/space/telling.h"

/* Tells of this call, in its memory, what its function is called; at most every ten seconds. */
extern CmTelling cext_telling(FunctionCallInfo fcinfo);

#endif
