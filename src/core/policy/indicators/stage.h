/*
 * stage.h: the stage of a cluster.
 */
#ifndef CLUSTER_EXT_STAGE_H
#define CLUSTER_EXT_STAGE_H

#include "core/policy/indicators/ground.h"

/* The stage of a cluster, for people. */
const char *cm_stage(const CmIndicators *s, uint32_t region, uint32_t industry, const CmFinding finding[CM_INDICATORS]);

#endif
