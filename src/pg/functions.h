/*
 * functions.h: functions as the catalogue has them: which are ours, and who may run one
 * where a node of ours does in the executor's place.
 */
#ifndef CLUSTER_EXT_FUNCTIONS_H
#define CLUSTER_EXT_FUNCTIONS_H

#include "pg/compat.h"

#include "nodes/parsenodes.h"

/*
 * Looks a function up that may be one of ours: a C function of `cext_...`, so that no
 * other library is loaded to be compared.  Its address tells, and is another where the
 * function was given settings of its own or another's rights.
 */
extern bool cext_find_function(Oid function, FmgrInfo *info);

/* Raises what the executor would, 42501, where a role may not; and lets those know who watch over functions. */
extern void cext_check_right(Oid function, Oid role, ObjectType kind);

#endif
