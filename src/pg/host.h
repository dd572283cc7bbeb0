/*
 * host.h: the core's host: memory, and a look at interrupts.
 */
#ifndef CLUSTER_EXT_PG_HOST_H
#define CLUSTER_EXT_PG_HOST_H

#include "pg/compat.h"

#include "core/host.h"

/* A host that allocates in a memory context. */
extern CmHost cext_host(MemoryContext context);

/* A host for work of this call, in CurrentMemoryContext. */
extern const CmHost *cext_call_host(void);

#endif
