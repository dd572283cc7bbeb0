/*
 * points_look.h: what firms with coordinates add up to, by place and by industry.
 */
#ifndef CLUSTER_EXT_POINTS_LOOK_H
#define CLUSTER_EXT_POINTS_LOOK_H

#include "core/space/points.h"

/* Weights are infinite where they are beyond the range of a double. */
typedef struct CmPointsTotals
{
	double		weight;
	double	   *place_weight;
	uint32_t   *place_industries;
	double	   *industry_weight;
	uint32_t   *industry_places;
} CmPointsTotals;

void		cm_points_totals(CmPointsTotals *t, const CmHost *host, const CmPoints *p);
void		cm_points_totals_close(CmPointsTotals *t, const CmHost *host);

/* Firms of one industry at one place. */
typedef struct CmPointsCell
{
	uint64_t	end;			/* the entry after theirs */
	uint64_t	firms;
	double		weight;
} CmPointsCell;

/* The cell that begins with an entry, among those before `end`. */
CmPointsCell cm_points_cell(const CmPoints *p, uint64_t entry, uint64_t end);

#endif
