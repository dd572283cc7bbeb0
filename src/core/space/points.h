/*
 * points.h: cluster_points, firms with coordinates, as they are stored and read.
 *
 * A value is a multiset of firms, each a place, an industry and a weight, and
 * nothing else: equal firms are equal bytes, in whatever order they came.
 *
 * Stored form, with the varints and doubles of core/matrix/flat.h:
 *
 *   3 bytes   "CXP"
 *   byte      format version, 1; a later one keeps these four bytes
 *   byte      metric: 0 sphere, 1 plane
 *   byte      d, the least number of decimals, 0 to 9, with which all coordinates
 *             can be written: each is the double nearest to i / 10^d of an
 *             integer i within 2^53.  255: there is none
 *   varint    P, number of places
 *   varint    I, number of industries
 *   varint    E, number of entries, which are different firms
 *   varint    input rows skipped for a NULL
 *   double    the farthest that a firm was moved
 *   then for each place, ascending by x, then by y:
 *             d = 255: x and y, 8 bytes each
 *             else varint the step of x from the place before, varint that of y;
 *             both are zigzag (0, -1, 1, -2 ...: a step may be negative), but
 *             that of x after the first place, and that of y where x is the same.
 *             Before the first place both are 0.
 *   then for each industry
 *     varint  its number of entries, then for each, ascending by place and weight:
 *             varint 4 * step + 2 * many + other; step is the place's distance
 *             from the entry before, for the first one the place
 *             many: varint, how many such firms there are, 2 or more; else 1
 *             other: double, their weight; else it is that of the entry
 *             before, for the first one 1
 *   then for each industry, ascending by bytes: varint length of the label (at most
 *             CM_LABEL_MAX) and its bytes, without NUL
 *
 * Every place and every industry has an entry.  Labels come last so that what is
 * before them is the same in every encoding.
 *
 * On the sphere x is from -180 to below 180, which is -180, and y from -90 to 90;
 * at a pole x is 0.  In the plane both are within CM_PLANE_MOST.  Nothing is -0.
 */
#ifndef CLUSTER_EXT_POINTS_H
#define CLUSTER_EXT_POINTS_H

#include "core/matrix/flat.h"
#include "core/matrix/labels.h"
#include "core/space/geometry.h"
#include "core/status.h"

#define CM_POINTS_VERSION 1
#define CM_DECIMALS_MOST 9
#define CM_DECIMALS_NONE 255
#define CM_DECIMAL_LIMIT 9007199254740992.0 /* 2^53 */
#define CM_PLANE_MOST 1e150		/* so that squares of distances are finite */
#define CM_POINTS_MOST (UINT64_C(1) << 53)	/* firms, and rows skipped */

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
	size_t		labels_at;		/* where labels begin in the stored bytes */
} CmPoints;

/* Makes coordinates those of the stored form; false if there is no such place. */
bool		cm_point_settle(CmMetric metric, double *x, double *y);

/* Opens stored bytes, which must outlive the points; CM_NEWER or CM_MALFORMED if they are not ours to read. */
CmStatus	cm_points_open(CmPoints *p, const CmHost *host, const uint8_t *bytes, size_t count);
void		cm_points_close(CmPoints *p, const CmHost *host);

/* The same of bytes whose labels may be in another order, and come twice, as in another encoding. */
CmStatus	cm_points_open_unordered(CmPoints *p, const CmHost *host, const uint8_t *bytes, size_t count);

/* 10^d, d up to CM_DECIMALS_MOST. */
double		cm_ten_to(unsigned d);

#endif
