/*
 * weights_encode.h: from weights of neighbours to a stored matrix.
 */
#ifndef CLUSTER_EXT_WEIGHTS_ENCODE_H
#define CLUSTER_EXT_WEIGHTS_ENCODE_H

#include "core/space/graph.h"

/*
 * Appends the stored form to `out`: that of a matrix of one firm for each link,
 * its size the weight, and one of size 0 for a unit without any link, from it to
 * itself.  Labels are those of the units, ascending.  CM_TOO_MANY_CELLS, CM_TOO_LARGE,
 * CM_OVERFLOW.
 */
CmStatus	cm_weights_encode(const CmGraph *g, const CmHost *host, const CmText *label, uint64_t max_cells, CmBytes *out);

#endif
