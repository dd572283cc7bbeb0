/*
 * k_density.h: how near to each other the firms of an industry are, by the density of their distances.
 *
 * Duranton, Overman 2005, Testing for localization using micro-geographic data,
 * Review of Economic Studies 72; of two industries, 2008, Exploring the detailed location
 * patterns of U.K. manufacturing industries, Journal of Regional Science 48.
 */
#ifndef CLUSTER_EXT_K_DENSITY_H
#define CLUSTER_EXT_K_DENSITY_H

#include "core/space/k_firms.h"
#include "core/space/k_moments.h"
#include "core/space/telling.h"

/* The narrowest bandwidth, as a part of the range. */
#define CM_K_NARROWEST 1e-6

typedef struct CmKOptions
{
	double		range;			/* the farthest distance; NaN: the median of all pairs of sites */
	uint32_t	steps;			/* equal ones to there, from 0 */
	double		bandwidth;		/* NaN: by a rule, for each industry */
	bool		near;			/* the rule looks at distances to twice the range */
	bool		weighted;		/* pairs count by the product of their weights */
	uint64_t	minimum_firms;	/* of an industry that is looked at at all */
	double		level;
	uint32_t	draws;
	uint64_t	seed;
	CmTelling	telling;
} CmKOptions;

/* Columns of a curve. */
typedef enum CmKColumn
{
	CM_K_DENSITY,				/* share of pairs per unit of distance */
	CM_K_EXPECTED,				/* what chance gives on average, */
	CM_K_DEVIATION,				/* and as standard deviation */
	CM_K_LOCAL_LOWER,
	CM_K_LOCAL_UPPER,
	CM_K_GLOBAL_LOWER,
	CM_K_GLOBAL_UPPER,
	CM_K_GAMMA,					/* above the upper global band */
	CM_K_PSI,					/* below the lower one, where no distance has gamma */
	CM_K_COLUMNS
} CmKColumn;

typedef enum CmKNull
{
	CM_K_NO_NULL,				/* there is no density, or there are fewer sites than firms */
	CM_K_DRAWS,
	CM_K_GAUSSIAN
} CmKNull;

typedef struct CmKResult
{
	uint32_t	industry;
	uint32_t	other;			/* of two industries the second, else the same */
	double		firms;			/* of both */
	uint32_t	places;
	double		weight;
	double		bandwidth;		/* NaN: distances do not differ */
	double		error;			/* no density errs by more, for what was moved and for bins */
	CmKNull		null;
	double		gamma;			/* sums of those columns times the distance between steps: shares of pairs */
	double		psi;
	double		localized_from; /* the first distance with gamma, or NaN */
	double		p;				/* by extreme rank length, two-sided */
	double	   *column;			/* CM_K_COLUMNS of d->points each, or NULL where there is no bandwidth */
} CmKResult;

typedef struct CmKDensity
{
	const CmPoints *p;
	CmPositions at;
	CmKSites	sites;
	CmKOptions	options;
	double		moved;
	bool		exact;			/* all pairs as they are, for they are few */
	uint32_t	points;			/* steps + 1, or 0 where there is no range */
	double	   *step;
} CmKDensity;

/* Of points and the sites of a reference, which may be the same; both outlive the density. */
void		cm_k_density_open(CmKDensity *d, const CmHost *host, const CmPoints *p, const CmPoints *reference, const CmKOptions *options);
void		cm_k_density_close(CmKDensity *d, const CmHost *host);

/* The industries named by the results, and the other ones where these are others; results are the same whatever else is asked for. */
void		cm_k_density_find(CmKDensity *d, const CmHost *host, CmKResult *result, uint32_t results);

#endif
