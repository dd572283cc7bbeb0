/*
 * composite_state.h: what the aggregates and window functions of composite indicators share.
 */
#ifndef CLUSTER_EXT_PG_COMPOSITE_STATE_H
#define CLUSTER_EXT_PG_COMPOSITE_STATE_H

#include "pg/arguments.h"
#include "pg/rows.h"

#include "core/composite/composite.h"

/* The number, if it is finite; else raises 22023 that names it. */
extern double cext_finite(const char *name, double number);

/* The weight, if it is finite and not negative; else raises 22023 that names the argument. */
extern double cext_weight(const char *name, double weight);

/* The rows of an argument of type composite_state that is not NULL. */
extern void cext_composite_argument(FunctionCallInfo fcinfo, int number, CmNumbers *rows);

/*
 * A weight for each of the `count` elements of argument `of` from an array
 * argument, 1 if it is NULL.  Raises 22023 for another length, and for weights
 * that are negative, unknown or all 0.
 */
extern double *cext_weights_argument(FunctionCallInfo fcinfo, int number, const char *name, const char *of, int count);

#endif
