/*
 * outlook.h: what a region that lacks industries could gain from them.
 *
 * Notation: M_ri 1 where industry i is present in region r, else 0; phi_ij
 * relatedness, S_j = sum of phi_jl over all l; w_ri = sum of M_rj phi_ij / S_i,
 * density; PCI_i complexity.  Both sums leave industries without a PCI out
 * (Hausmann, Hidalgo et al. 2014, Atlas of Economic Complexity).
 */
#ifndef CLUSTER_EXT_OUTLOOK_H
#define CLUSTER_EXT_OUTLOOK_H

#include "core/structure/occurrences.h"

/* Adds an industry's part to the complexity outlook of all regions, sum w_ri (1 - M_ri) PCI_i. */
void		cm_outlook_add(const CmOccurrences *o, uint32_t industry, const double *density, double pci, double *outlook);

/* PCI_j / S_j of all industries, 0 for those without. */
void		cm_opportunity_worth(const double *pci, const double *sum, uint32_t industries, double *worth);

/* What all industries weigh that an industry would bring nearer, sum of phi_ij PCI_j / S_j; `phi` is of this industry. */
double		cm_opportunity_all(const double *phi, const double *worth, uint32_t industries);

/* Of `all` that, what a region lacks: sum over j of (1 - M_rj) phi_ij PCI_j / S_j. */
double		cm_opportunity_gain_of(const CmOccurrences *o, const double *phi, const double *worth, double all, uint32_t region);

#endif
