/*
 * flat_add.h: the sum of two stored matrices, without building one.
 */
#ifndef CLUSTER_EXT_FLAT_ADD_H
#define CLUSTER_EXT_FLAT_ADD_H

#include "core/matrix/flat.h"
#include "core/status.h"

/*
 * Appends the sum of two stored matrices to `out`: the bytes that a builder of
 * both would write.  Cells of one of them only are copied.  Says
 * CM_TOO_MANY_CELLS beyond `max_cells`.  On any other status than CM_OK a
 * builder can tell where the fault is.
 */
CmStatus	cm_flat_add(const CmHost *host, const uint8_t *left, size_t left_count,
						const uint8_t *right, size_t right_count, uint64_t max_cells, CmBytes *out);

#endif
