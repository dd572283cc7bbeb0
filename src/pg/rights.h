/*
 * rights.h: who may run a function, where a node of ours runs it in the executor's place.
 */
#ifndef CLUSTER_EXT_RIGHTS_H
#define CLUSTER_EXT_RIGHTS_H

#include "pg/compat.h"

#include "nodes/parsenodes.h"

/* Raises what the executor would, 42501, where a role may not; and lets those know who watch over functions. */
extern void cext_check_right(Oid function, Oid role, ObjectType kind);

#endif
