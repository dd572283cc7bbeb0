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
void		cm_by_industry_close(CmByIndustry *c, const CmHost *host);

/* What measures of an industry read of its cells, which lie far apart in a table: put side by side. */
typedef struct CmIndustryCell
{
	double		amount;
	double		firms;
	uint32_t	region;
} CmIndustryCell;

/* The same cells with two columns of theirs; `start` receives the first of each industry (industries + 1). */
CmIndustryCell *cm_industry_cells(const CmHost *host, uint32_t regions, uint32_t industries, const uint64_t *row,
								  const uint32_t *column, const double *amount, const double *firms, uint64_t **start);

#endif
