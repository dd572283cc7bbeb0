/*
 * publishable.h: a matrix that may be published: of what a pattern leaves.
 */
#ifndef CLUSTER_EXT_PUBLISHABLE_H
#define CLUSTER_EXT_PUBLISHABLE_H

#include "core/matrix/builder.h"
#include "core/matrix/table.h"

/*
 * Adds the cells of a stored matrix that the pattern, opened with sizes at least, does not have: numbers of firms and
 * sizes.  What tells of single firms (squares, the two largest, fourth powers) becomes unknown, except where it
 * follows from these: of one firm.
 */
CmStatus	cm_builder_add_publishable(CmBuilder *b, const uint8_t *bytes, size_t count, const CmTable *pattern);

#endif
