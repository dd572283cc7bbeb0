/*
 * region_values.h: a value for every region, of one industry of a matrix.
 */
#ifndef CLUSTER_EXT_REGION_VALUES_H
#define CLUSTER_EXT_REGION_VALUES_H

#include "core/matrix/by_industry.h"
#include "core/matrix/table.h"

typedef enum CmRegionValue
{
	CM_REGION_LQ,				/* location quotient, of sizes */
	CM_REGION_LOG_LQ,			/* its natural logarithm */
	CM_REGION_SIZE,
	CM_REGION_FIRMS,
	CM_REGION_SHARE				/* of the industry in the region's size */
} CmRegionValue;

typedef struct CmRegionValues
{
	const CmTable *table;
	CmRegionValue of;
	CmByIndustry cells;
} CmRegionValues;

/* Of a table, of whose cells sizes and numbers of firms are enough; it must outlive this. */
void		cm_region_values_open(CmRegionValues *v, const CmHost *host, const CmTable *table, CmRegionValue of);
void		cm_region_values_close(CmRegionValues *v, const CmHost *host);

/* Of each region: 0 where the industry is not, NaN where there is none: logarithm of 0, share of nothing. */
void		cm_region_values(const CmRegionValues *v, const CmHost *host, uint32_t industry, double *value);

#endif
