/*
 * window.h: the land that points are on, as Ripley's K takes it.
 *
 * A rectangle, or that and another area: of what lies inside.  On the sphere a
 * rectangle is between two meridians and two parallels.
 */
#ifndef CLUSTER_EXT_WINDOW_H
#define CLUSTER_EXT_WINDOW_H

#include "core/space/points.h"

/* What makes up for neighbours that lie beyond the rectangle; all but none take a plane. */
typedef enum CmEdge
{
	CM_EDGE_NONE,
	CM_EDGE_ISOTROPIC,			/* 1 over the share of the circle through the other point that lies inside (Ripley 1976) */
	CM_EDGE_TRANSLATION			/* 1 over the share of the rectangle that, moved as one point to the other, stays inside (Ohser 1983) */
} CmEdge;

/* Most that a pair may weigh: what lies in corners weighs ever more. */
#define CM_EDGE_MOST 100

typedef struct CmWindow
{
	CmEdge		edge;
	double		low_x;
	double		low_y;
	double		high_x;			/* on the sphere it may be beyond 180: across the antimeridian */
	double		high_y;
	double		area;			/* in square kilometres on the sphere */
	double		side;			/* the shorter one; the other one, where that is 0 */
} CmWindow;

/* The rectangle (low x, low y, high x, high y), or NULL for the smallest one around all places; NaN for its own area. */
void		cm_window_open(CmWindow *w, const CmHost *host, const CmPoints *p, const double *rectangle, double area, CmEdge edge);

/* The first place that is not inside, or UINT32_MAX. */
uint32_t	cm_window_outside(const CmWindow *w, const CmPoints *p);

/* What a pair of points weighs, the mean of both directions; not for CM_EDGE_NONE. */
double		cm_edge_weight(const CmWindow *w, double x, double y, double other_x, double other_y, double distance);

#endif
