/*
 * sophistication.h: how rich the regions are where industries are, and how rich
 * one would guess a region to be by its industries.
 *
 * Notation: q_ri share of industry i in region r; Y_r a figure of the region,
 * such as income a head.  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_SOPHISTICATION_H
#define CLUSTER_EXT_SOPHISTICATION_H

#include "core/matrix/table.h"

/*
 * PRODY of all industries, sum of q_ri Y_r over sum of q_ri: the mean of Y_r,
 * weighted by how much the region is specialised in the industry (Hausmann,
 * Hwang, Rodrik 2007, Journal of Economic Growth 12).  Regions whose figure is
 * NaN count in neither sum; NaN for an industry in none of the others.
 */
void		cm_prody(const CmHost *host, const CmTable *t, bool of_firms, const double *figure, double *prody);

/*
 * EXPY of a region, sum of q_ri PRODY_i over the industries that have a PRODY,
 * in parts of their share, which is `coverage`, 0 to 1; NaN for a region without any.
 */
double		cm_expy(const CmTable *t, bool of_firms, uint32_t region, const double *prody, double *coverage);

#endif
