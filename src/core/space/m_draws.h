/*
 * m_draws.h: curves of M when the label of an industry falls on firms at random.
 *
 * Every firm keeps its place and its weight; n of all get the label.  A draw puts
 * them in random order, and the industry of n is its first n: what curves of
 * fewer firms take is there already when those of more are found.
 */
#ifndef CLUSTER_EXT_M_DRAWS_H
#define CLUSTER_EXT_M_DRAWS_H

#include "core/space/m_function.h"
#include "core/space/null.h"

/* All firms by place and weight, as sites to draw from. */
typedef struct CmMSites
{
	uint32_t	groups;
	CmMGroup   *group;
	CmSites		sites;
} CmMSites;

void		cm_m_sites_open(CmMSites *s, const CmHost *host, const CmMFunction *f);

/* All but those of one industry. */
void		cm_m_sites_without(CmMSites *s, const CmHost *host, const CmMSites *all, const CmMSector *industry);

void		cm_m_sites_close(CmMSites *s, const CmHost *host);

/*
 * For industries of node[0] < node[1] < ... firms, 2 or more and at most all,
 * nodes x draws x radii; NaN where M is undefined.  A curve depends on the seed,
 * its number and its firms alone.  As floats, so that sums which differ by their
 * order only are equal.
 */
void		cm_m_draws(const CmMFunction *f, const CmHost *host, const CmMSites *s, const uint32_t *node, uint32_t nodes, float *curve);

#endif
