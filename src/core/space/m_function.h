/*
 * m_function.h: how much more often than elsewhere the firms around those of an
 * industry are of it, or of another one (Marcon, Puech 2010, Journal of Economic
 * Geography 10; 2017, Regional Science and Urban Economics 62).
 *
 *     M(r) = SUM_k (weight of the industry around k / weight of all around k)
 *          / SUM_k (weight of the industry without k / weight of all without k)
 *
 * over the firms k of the industry; "around" is within r of k, without k itself.
 * Firms that have no weight around them are left out of both sums.  Neighbours
 * count by their weight, each k as one.  1: as everywhere; at a distance that
 * holds everything M is 1.
 *
 * Firms of one place share what is around them, so all is found by places.
 */
#ifndef CLUSTER_EXT_M_FUNCTION_H
#define CLUSTER_EXT_M_FUNCTION_H

#include "core/space/points.h"
#include "core/space/circles.h"
#include "core/space/telling.h"

typedef struct CmMOptions
{
	const double *radius;		/* ascending, 0 or more */
	uint32_t	radii;
	bool		weighted;		/* else every firm weighs 1 */
	uint32_t	industry;		/* UINT32_MAX: each one */
	uint32_t	neighbour;		/* of what is counted around; UINT32_MAX: the same, else another one */
	uint64_t	minimum_firms;	/* smaller industries are left out */
	double		level;			/* of bands */
	uint32_t	draws;			/* 0: curves only */
	uint64_t	seed;
	CmTelling	telling;
} CmMOptions;

/* Firms of one place and weight. */
typedef struct CmMGroup
{
	uint32_t	place;
	double		weight;
	double		count;
} CmMGroup;

/* An industry, by place. */
typedef struct CmMSector
{
	uint32_t	industry;
	double		firms;
	double		weight;
	uint32_t	groups;			/* ascending by place, and weight */
	CmMGroup   *group;
	uint32_t	places;
	uint32_t   *place;			/* ascending */
	double	   *mass;			/* the weight there */
	uint32_t	next_group;		/* while places are gone through */
} CmMSector;

typedef struct CmMFunction
{
	const CmPoints *points;
	CmMOptions	options;
	CmPositions positions;
	CmCircles	circles;
	double		firms;			/* of all industries */
	double		weight;
	double	   *mass;			/* the weight at each place */
	double	   *within;			/* places x radii: the weight within each; where there are draws, or a firm of a sector */
	uint32_t	sectors;
	CmMSector  *sector;
	CmMSector	neighbour;		/* if there is one; else without firms */
	double	   *m;				/* sectors x radii; NaN where no firm has neighbours */
} CmMFunction;

/* Distances that show an extent: `radii` of them to a third of it, denser near 0, with which they begin. */
void		cm_m_radii(double extent, uint32_t radii, double *radius);

void		cm_m_function_open(CmMFunction *f, const CmHost *host, const CmPoints *points, const CmMOptions *options);
void		cm_m_function_close(CmMFunction *f, const CmHost *host);

/* What weighs around a firm of one weight at a place, and its inverse; 0 where nothing does. */
static inline double
cm_m_inverse(double within, double weight)
{
	double		around = within - weight;

	return around > 0 ? 1 / around : 0;
}

#endif
