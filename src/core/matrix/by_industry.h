/*
 * by_industry.h: the cells of a sparse matrix by industry.
 */
#ifndef CLUSTER_EXT_BY_INDUSTRY_H
#define CLUSTER_EXT_BY_INDUSTRY_H

#include "core/host.h"

/* The cells of a sparse matrix by industry. */
typedef struct CmByIndustry
{
	uint64_t   *start;			/* industries + 1 */
	uint32_t   *region;
	uint64_t   *cell;
} CmByIndustry;

/* From its rows: the first cell of each region (regions + 1), and the industry of each cell. */
void		cm_by_industry_open(CmByIndustry *c, const CmHost *host, uint32_t regions, uint32_t industries,
								const uint64_t *row, const uint32_t *column);

/*
 * An amount of each cell in this order: who reads them industry by industry, of which
 * cells lie far apart, would wait for each.
 */
double	   *cm_by_industry_amounts(const CmByIndustry *c, const CmHost *host, uint32_t industries, uint64_t cells,
								   const uint32_t *column, const double *amount);
void		cm_by_industry_close(CmByIndustry *c, const CmHost *host);

#endif
