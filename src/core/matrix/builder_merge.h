/*
 * builder_merge.h: stored matrices into a builder, and out of it again.
 */
#ifndef CLUSTER_EXT_BUILDER_MERGE_H
#define CLUSTER_EXT_BUILDER_MERGE_H

#include "core/matrix/builder.h"
#include "core/status.h"

/*
 * Where the labels of a matrix that is added go: a code of the builder for
 * each label, CM_NO_CODE to leave its cells out.  `transposed` sends regions to
 * industries and industries to regions.
 */
typedef struct CmMapping
{
	uint32_t   *region;
	uint32_t   *industry;
	bool		transposed;
} CmMapping;

/* Adds a matrix; mapping NULL keeps its labels. */
CmStatus	cm_builder_add_flat(CmBuilder *b, const uint8_t *bytes, size_t count, const CmMapping *mapping);

/* Takes a matrix out again. */
CmStatus	cm_builder_subtract_flat(CmBuilder *b, const uint8_t *bytes, size_t count);

/* Adds the next of stored cells to a slot. */
CmStatus	cm_builder_join_stored(CmBuilder *b, uint32_t slot, CmCursor *values);

/* Makes a slot as if no firm had come. */
void		cm_builder_clear_slot(CmBuilder *b, uint32_t slot);

#endif
