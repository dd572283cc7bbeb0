/*
 * arguments.h: what functions of a matrix take besides the matrix.
 */
#ifndef CLUSTER_EXT_ARGUMENTS_H
#define CLUSTER_EXT_ARGUMENTS_H

#include "pg/matrix.h"

/*
 * Place of a text argument among `choices` (ending in NULL).  Raises 22023,
 * naming the choices, if it is none of them or NULL.
 */
extern int	cext_choice_argument(FunctionCallInfo fcinfo, int number, const char *name,
								 const char *const *choices);

/* The argument of => 'size' | 'firms': true for firms. */
extern bool cext_of_firms_argument(FunctionCallInfo fcinfo, int number);

/* A double argument; raises 22023 unless it is finite and not negative. */
extern double cext_amount_argument(FunctionCallInfo fcinfo, int number, const char *name);

/* A text argument that is not NULL, as a label. */
extern CmText cext_label_argument(FunctionCallInfo fcinfo, int number);

/* The elements of an array argument; NULL elements have `isnull` set. */
extern int	cext_array_argument(FunctionCallInfo fcinfo, int number, Datum **elements, bool **isnull);

/* A text datum as a label. */
extern CmText cext_label(Datum text);

#endif
