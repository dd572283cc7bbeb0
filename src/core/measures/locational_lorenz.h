/*
 * locational_lorenz.h: the Lorenz curve of an industry over regions.
 */
#ifndef CLUSTER_EXT_LOCATIONAL_LORENZ_H
#define CLUSTER_EXT_LOCATIONAL_LORENZ_H

#include "core/measures/concentration.h"

/* A region, from the lowest location quotient to the highest, and what it and those before it have. */
typedef struct CmLocationalStep
{
	uint32_t	region;
	double		lq;
	double		region_share;	/* of the reference, cumulated, 0 to 1 */
	double		industry_share; /* of the industry, cumulated, 0 to 1 */
} CmLocationalStep;

/*
 * Steps of an industry's curve, thinned as lorenz.h says, into `step`, which has
 * room for all regions; returns how many, none if the industry has nothing.
 * `gini` is that of the whole curve (Krugman 1991, Geography and Trade).
 */
uint32_t	cm_locational_lorenz(const CmConcentration *c, uint32_t industry, uint32_t points, CmLocationalStep *step, double *gini);

#endif
