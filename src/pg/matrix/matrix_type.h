/*
 * matrix_type.h: which type is cluster_matrix.
 */
#ifndef CLUSTER_EXT_MATRIX_TYPE_H
#define CLUSTER_EXT_MATRIX_TYPE_H

#include "pg/compat.h"

/* Is it the type cluster_matrix, whatever its name and schema? */
extern bool cext_is_matrix(Oid type);

#endif
