/*
 * builder_encode.h: from a builder to the stored form.
 */
#ifndef CLUSTER_EXT_BUILDER_ENCODE_H
#define CLUSTER_EXT_BUILDER_ENCODE_H

#include "core/matrix/builder.h"
#include "core/status.h"

/* Appends the stored form (flat.h) to `out`. */
CmStatus	cm_builder_encode(CmBuilder *b, CmBytes *out);

#endif
