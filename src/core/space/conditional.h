/*
 * conditional.h: what the neighbours of a unit would add up to by chance.
 *
 * The unit keeps its value, and the values of all others are permuted.
 */
#ifndef CLUSTER_EXT_CONDITIONAL_H
#define CLUSTER_EXT_CONDITIONAL_H

#include "core/space/graph.h"
#include "core/space/standardized.h"

/*
 * For each unit with neighbours, p[unit] = 2 (1 + least tail) / (1 + permutations),
 * at most 1, of lag[unit] = SUM w z among as many permutations; for others NaN.
 *
 * The n-th permutation of a seed is one order of all units.  A unit takes from it
 * the first of the others, as many as it has neighbours: each set of them is
 * equally likely.  So permutations are common to all units, and sums over as
 * many units of the same weight are found once, and sorted.  Cost: for each number
 * of neighbours, permutations times it; for each unit a search, or, if its
 * weights differ, permutations times neighbours.
 */
void		cm_conditional_p(const CmHost *host, const CmGraph *links, const CmStandardized *values, const double *lag,
							 uint32_t permutations, uint64_t seed, double *p);

#endif
