/*
 * pairs.h: distances of many pairs of places, counted in bins.
 *
 * The straight line decides the bin, in single precision relative to the middle
 * of the places, which is a ten-millionth of their extent.  Bins are as wide as a
 * power of two, so that those of one width are unions of those of another, and a
 * count is the same whichever it was made from.
 */
#ifndef CLUSTER_EXT_PAIRS_H
#define CLUSTER_EXT_PAIRS_H

#include "core/space/geometry.h"

/*
 * Bin 0 is of pairs at the same place, bins 1 to `count` are `width` of straight
 * line each, and the last one is of all pairs beyond.
 */
typedef struct CmBins
{
	CmMetric	metric;
	int			exponent;		/* width is 2 to it */
	double		width;
	uint32_t	count;
} CmBins;

#define CM_BINS_MOST 131072

/* Bins of a width that reach a straight line, or as far as there may be bins. */
CmBins		cm_bins(CmMetric metric, int exponent, double reach);

static inline uint32_t
cm_bins_all(const CmBins *b)
{
	return b->count + 2;
}

/* The distance at the middle of a bin, which the last one has not, and the difference of distances at its ends. */
double		cm_bin_distance(const CmBins *b, uint32_t bin);
double		cm_bin_breadth(const CmBins *b, uint32_t bin);

/* Counts of bins that are unions of others, which reach as far: `fine` may be `wide`. */
void		cm_bins_pool(const CmBins *fine, const double *from, const CmBins *wide, double *to);

/* Counts of bins, and of those twice, four times ... as wide. */
typedef struct CmPyramid
{
	CmBins		bins;
	uint32_t	levels;
	double	  **count;			/* the first is for bins */
} CmPyramid;

/* With levels for several widths, each to as far as its bins go. */
void		cm_pyramid_open(CmPyramid *p, const CmHost *host, const CmBins *const *bins, uint32_t count);
void		cm_pyramid_close(CmPyramid *p, const CmHost *host);

/* From the first level's counts all others'; what is beyond its bins is left out. */
void		cm_pyramid_rise(CmPyramid *p);

static inline const double *
cm_pyramid_level(const CmPyramid *p, const CmBins *b)
{
	return p->count[b->exponent - p->bins.exponent];
}

/* Places that pairs are made of, each with a weight, in single precision. */
typedef struct CmSpots
{
	uint32_t	count;
	int			exponent;		/* coordinates are in units of 2 to it */
	float	   *x;
	float	   *y;
	float	   *z;
	double	   *weight;
} CmSpots;

/* The middle of places and how far apart two can be at most, by straight line. */
typedef struct CmExtent
{
	double		x;
	double		y;
	double		z;
	double		most;
} CmExtent;

/* Of two sets of places together; the second may be NULL. */
CmExtent	cm_extent(const CmPositions *p, const CmPositions *other);

/* Room for so many spots, and a place as one of them. */
void		cm_spots_open(CmSpots *s, const CmHost *host, const CmExtent *extent, uint32_t room);
void		cm_spots_close(CmSpots *s, const CmHost *host);
void		cm_spots_add(CmSpots *s, const CmExtent *extent, const CmPositions *p, uint32_t place, double weight);

/*
 * Adds products of weights to the bins of distances: of all pairs of spots, of
 * all pairs of a spot of each, and of a spot with all others and itself.  `room`
 * is for CM_PAIRS_ROOM times all bins, zeros, and is zeros again afterwards.
 */
#define CM_PAIRS_ROOM 2

void		cm_pairs_within(const CmBins *b, const CmHost *host, const CmSpots *s, double *room, double *count);
void		cm_pairs_between(const CmBins *b, const CmHost *host, const CmSpots *s, const CmSpots *other, double *room, double *count);
void		cm_pairs_of(const CmBins *b, const CmHost *host, const CmSpots *s, uint32_t spot, double *room, double *count);

#endif
