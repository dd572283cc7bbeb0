/*
 * k_jobs.h: bands of many K-densities, each chance curve made once.
 */
#ifndef CLUSTER_EXT_K_JOBS_H
#define CLUSTER_EXT_K_JOBS_H

#include "core/space/k_density.h"

/* Bands, and what is beyond them, of results with density, expectation and deviation; `nodes` where bins are used. */
void		cm_k_jobs_run(const CmKDensity *d, const CmHost *host, const CmKNodes *nodes, CmKResult *result, uint32_t results);

#endif
