/*
 * points.h: cluster_points, firms with coordinates, as they are stored and read.
 *
 * A value is a multiset of firms, each a place, an industry and a weight, and
 * nothing else: equal firms are equal bytes, in whatever order they came.
 */
#ifndef CLUSTER_EXT_POINTS_H
#define CLUSTER_EXT_POINTS_H

#include "core/matrix/labels.h"
#include "core/space/geometry.h"
#include "core/status.h"

/* A stored value opened for measures. */
typedef struct CmPoints
{
	CmMetric	metric;
	double		moved;			/* the farthest that a firm was moved, by snapping; 0: none was */
	uint64_t	skipped;		/* rows with a NULL */
	uint64_t	firms;
	uint32_t	places;
	uint32_t	industries;
	double	   *x;				/* of each place, distinct, ascending by x, then by y */
	double	   *y;
	uint64_t   *place_firms;	/* of all industries */
	CmText	   *label;			/* of each industry, ascending; they point into the stored bytes */
	uint64_t   *industry_firms;
	/* Firms of an industry, at a place, with a weight: ascending by industry, place and weight. */
	uint64_t	entries;
	uint64_t   *start;			/* first entry of each industry; industries + 1 */
	uint32_t   *place;
	double	   *weight;			/* finite, 0 or more */
	uint64_t   *count;			/* 1 or more */
} CmPoints;

/* Opens stored bytes, which must outlive the points; CM_NEWER or CM_MALFORMED if they are not ours to read. */
CmStatus	cm_points_open(CmPoints *p, const CmHost *host, const uint8_t *bytes, size_t count);
void		cm_points_close(CmPoints *p, const CmHost *host);

#endif
