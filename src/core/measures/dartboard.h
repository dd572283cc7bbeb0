/*
 * dartboard.h: the Ellison-Glaeser index of plants thrown at regions.
 *
 * Each plant keeps its size and lands in region r with probability s_r
 * (Cassey, Smith 2014, Journal of Urban Economics 81: the index of few plants is
 * skewed, its normal p a poor guide).  The draws depend on the seed, the number
 * of the draw and the rank of the plant by size alone, so the same plants give
 * the same answer in every order, plan and machine.
 */
#ifndef CLUSTER_EXT_DARTBOARD_H
#define CLUSTER_EXT_DARTBOARD_H

#include "core/measures/concentration.h"

enum
{
	CM_SIMULATION_GAMMA,		/* the index observed */
	CM_SIMULATION_P,			/* two-sided: twice the smaller (1 + as extreme)/(1 + draws), at most 1 */
	CM_SIMULATION_MEAN,			/* of the index over the draws */
	CM_SIMULATION_DEVIATION,
	CM_SIMULATION_LOWER,		/* 2.5 and 97.5 percent of the draws lie below */
	CM_SIMULATION_UPPER,
	CM_SIMULATION_COLUMNS
};

/*
 * All columns for one industry of a table; `plant` holds the sizes of its
 * `plants` plants and is sorted.  All NaN if the index is undefined.
 */
void		cm_simulate_ellison_glaeser(const CmConcentration *c, const CmHost *host, uint32_t industry,
										double *plant, uint64_t plants, uint32_t draws, uint64_t seed,
										double row[CM_SIMULATION_COLUMNS]);

#endif
