/*
 * window.c: the land that points are on, as Ripley's K takes it.
 */
#include "core/space/window.h"

#include <math.h>

#define DEGREE 0.017453292519943295	/* in radians */

/* From the eastern end of the widest gap between meridians of places, which are ascending, once around to the western one. */
static void
longitudes(CmWindow *w, const CmHost *host, const CmPoints *p)
{
	double		widest = p->x[0] + 360 - p->x[p->places - 1];

	w->low_x = p->x[0];
	w->high_x = p->x[p->places - 1];
	for (uint32_t i = 1; i < p->places; i++)
	{
		if (p->x[i] - p->x[i - 1] > widest)
		{
			widest = p->x[i] - p->x[i - 1];
			w->low_x = p->x[i];
			w->high_x = p->x[i - 1] + 360;
		}
		cm_breathe_at(host, i);
	}
}

static void
around(CmWindow *w, const CmHost *host, const CmPoints *p)
{
	if (p->places == 0)
		return;
	w->low_x = p->x[0];
	w->high_x = p->x[p->places - 1];
	if (p->metric == CM_SPHERE)
		longitudes(w, host, p);
	w->low_y = w->high_y = p->y[0];
	for (uint32_t i = 1; i < p->places; i++)
	{
		w->low_y = fmin(w->low_y, p->y[i]);
		w->high_y = fmax(w->high_y, p->y[i]);
		cm_breathe_at(host, i);
	}
}

void
cm_window_open(CmWindow *w, const CmHost *host, const CmPoints *p, const double *rectangle, double area, CmEdge edge)
{
	double		width,
				height;

	*w = (CmWindow) {.edge = edge};
	if (rectangle != NULL)
	{
		w->low_x = rectangle[0];
		w->low_y = rectangle[1];
		w->high_x = rectangle[2];
		w->high_y = rectangle[3];
	}
	else
		around(w, host, p);
	width = w->high_x - w->low_x;
	height = w->high_y - w->low_y;
	w->area = width * height;
	if (p->metric == CM_SPHERE)
	{
		w->area = CM_EARTH_RADIUS * CM_EARTH_RADIUS * width * DEGREE * (sin(w->high_y * DEGREE) - sin(w->low_y * DEGREE));
		width *= DEGREE * CM_EARTH_RADIUS * cos((w->low_y + w->high_y) / 2 * DEGREE);
		height *= DEGREE * CM_EARTH_RADIUS;
	}
	w->side = fmin(width, height) > 0 ? fmin(width, height) : fmax(width, height);
	if (!isnan(area))
		w->area = area;
}

uint32_t
cm_window_outside(const CmWindow *w, const CmPoints *p)
{
	for (uint32_t i = 0; i < p->places; i++)
		if (p->x[i] < w->low_x || p->x[i] > w->high_x || p->y[i] < w->low_y || p->y[i] > w->high_y)
			return i;
	return UINT32_MAX;
}

/* The share of a circle that is inside: less its arcs beyond each side, and what corners have of two of these once more. */
static double
share_inside(const CmWindow *w, double x, double y, double radius)
{
	const double across[2] = {x - w->low_x, w->high_x - x};
	const double along[2] = {y - w->low_y, w->high_y - y};
	double		outside = 0;

	for (int i = 0; i < 2; i++)
	{
		outside += across[i] < radius ? 2 * acos(across[i] / radius) : 0;
		outside += along[i] < radius ? 2 * acos(along[i] / radius) : 0;
		for (int k = 0; k < 2; k++)
			if (across[i] * across[i] + along[k] * along[k] < radius * radius)
				outside -= acos(across[i] / radius) + acos(along[k] / radius) - M_PI_2;
	}
	return 1 - outside / (2 * M_PI);
}

static inline double
weight_of(double share)
{
	return share * CM_EDGE_MOST > 1 ? 1 / share : CM_EDGE_MOST;
}

double
cm_edge_weight(const CmWindow *w, double x, double y, double other_x, double other_y, double distance)
{
	double		width = w->high_x - w->low_x,
				height = w->high_y - w->low_y;

	if (w->edge == CM_EDGE_TRANSLATION)
		return weight_of((width - fabs(x - other_x)) / width * ((height - fabs(y - other_y)) / height));
	return (weight_of(share_inside(w, x, y, distance)) + weight_of(share_inside(w, other_x, other_y, distance))) / 2;
}
