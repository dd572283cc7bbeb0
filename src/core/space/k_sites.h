/*
 * k_sites.h: the sites that industries are compared with, and all their pairs.
 */
#ifndef CLUSTER_EXT_K_SITES_H
#define CLUSTER_EXT_K_SITES_H

#include "core/space/bandwidth.h"
#include "core/space/null.h"
#include "core/space/points.h"

/* Up to so many places all pairs of sites are looked at; beyond, those of so many sites that are drawn with all. */
#define CM_K_PLACES_MOST 30000
#define CM_K_SAMPLE 20000

/* Pairs of sites as counted in some bins. */
typedef struct CmKLevel
{
	CmBins		bins;
	double	   *count;
} CmKLevel;

typedef struct CmKSites
{
	CmMetric	metric;
	double		unit;			/* the distance of a short straight line of length 1 */
	CmPositions at;
	CmExtent	extent;
	double		sites;
	double		pairs;			/* of sites */
	CmSites		urn;
	CmSpots		spots;			/* weighing the sites of each place */
	/* Places whose pairs stand for all, each so many times: all places by their sites, or those drawn. */
	uint32_t	rows;
	uint32_t   *row;
	double	   *times;
	double		all_times;
	uint32_t	levels;			/* the first has all distances that there are */
	CmKLevel   *level;
} CmKSites;

/* Sites of the reference; `other` are places that are measured, too. */
void		cm_k_sites_open(CmKSites *s, const CmHost *host, const CmPoints *reference, const CmPositions *other, uint64_t seed);
void		cm_k_sites_close(CmKSites *s, const CmHost *host);

/* The width of bins, as a power of 2, that is at most a part of a distance. */
int			cm_k_exponent(const CmKSites *s, double distance, double parts);

/* Bins for densities of a bandwidth at distances up to a range, the same whatever else is asked for; of an infinite one, of all distances. */
CmBins		cm_k_bins(const CmKSites *s, double range, double bandwidth);

/* Pairs of sites in such bins. */
const double *cm_k_sites_level(CmKSites *s, const CmHost *host, const CmBins *b);

/* Pairs of the n-th of the rows with all other sites; `room` as for pairs. */
void		cm_k_sites_row(const CmKSites *s, const CmHost *host, uint32_t n, const CmBins *b, double *room, double *count);

/* A distance that densities can be told of; else NaN: 0, or one whose square no double is near. */
double		cm_k_told(double distance);

/* The median distance of pairs of sites, the farthest that a curve is usually looked at. */
double		cm_k_range(CmKSites *s, const CmHost *host);

#endif
