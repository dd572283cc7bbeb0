/*
 * builder_split.h: cells of a stored matrix in parts, as a concordance of
 * classifications says.
 */
#ifndef CLUSTER_EXT_BUILDER_SPLIT_H
#define CLUSTER_EXT_BUILDER_SPLIT_H

#include "core/matrix/builder.h"

/* Where the labels of one side go in parts; those of the other side go whole. */
typedef struct CmSplit
{
	bool		of_regions;
	const uint64_t *start;		/* of each label's parts, labels + 1; a label without any is left out */
	const uint32_t *code;		/* of the builder */
	const double *share;		/* they add up to 1 for each label */
	const uint32_t *other;		/* codes of the other side, CM_NO_CODE to leave out */
} CmSplit;

/*
 * Adds them.  Sizes are split so that they add up exactly; what the firms of a
 * part are, nobody knows.
 */
CmStatus	cm_builder_add_split(CmBuilder *b, const uint8_t *bytes, size_t count, const CmSplit *split);

#endif
