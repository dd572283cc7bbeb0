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

/* An array of float8 of one or two dimensions as a table: an element that is NULL is NaN.  Valid during the call. */
extern void cext_numbers_argument(FunctionCallInfo fcinfo, int number, CmNumbers *n);

/*
 * A weight for each of the `count` elements of argument `of` from an array
 * argument, 1 if it is NULL.  Raises 22023 for another length, and for weights
 * that are negative, unknown or all 0.
 */
extern double *cext_weights_argument(FunctionCallInfo fcinfo, int number, const char *name, const char *of, int count);

#endif
