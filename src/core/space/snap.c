/*
 * snap.c: places moved to the centres of cells.
 */
#include "core/space/snap.h"

#include <math.h>

#define DEGREE 0.017453292519943295 /* in radians */

bool
cm_snap_fits(const CmPoints *p, const CmHost *host, double side)
{
	if (p->metric == CM_SPHERE)
		return side >= CM_SNAP_LEAST;
	for (uint32_t i = 0; i < p->places; i++)
	{
		double		farther = fmax(fabs(p->x[i]), fabs(p->y[i]));

		if (!(farther / side <= CM_SNAP_CELLS && farther + side <= CM_PLANE_MOST))
			return false;
		cm_breathe_at(host, i);
	}
	return true;
}

/* The middle of the part that a value is in, of so many from `low` to `high`. */
static double
middle_of(double value, double low, double high, double parts)
{
	double		width = (high - low) / parts;
	double		part = floor((value - low) / width);

	return low + (fmin(part, parts - 1) + 0.5) * width;
}

static void
to_centre(CmMetric metric, double side, double *x, double *y)
{
	if (metric == CM_PLANE)
	{
		*x = (floor(*x / side) + 0.5) * side;
		*y = (floor(*y / side) + 0.5) * side;
	}
	else
	{
		*y = middle_of(*y, -90, 90, ceil(CM_HALF_ROUND / side));
		*x = middle_of(*x, -180, 180, fmax(1, ceil(2 * CM_HALF_ROUND * cos(*y * DEGREE) / side)));
	}
	cm_point_settle(metric, x, y);
}

double
cm_snap(const CmPoints *p, const CmHost *host, double side, double **x, double **y)
{
	CmPositions old,
				new;
	double		farthest = 0;

	*x = cm_resize(host, NULL, (size_t) p->places + 1, sizeof(double));
	*y = cm_resize(host, NULL, (size_t) p->places + 1, sizeof(double));
	for (uint32_t i = 0; i < p->places; i++)
	{
		(*x)[i] = p->x[i];
		(*y)[i] = p->y[i];
		to_centre(p->metric, side, &(*x)[i], &(*y)[i]);
		cm_breathe_at(host, i);
	}
	cm_positions_open(&old, host, p->metric, p->places, p->x, p->y);
	cm_positions_open(&new, host, p->metric, p->places, *x, *y);
	for (uint32_t i = 0; i < p->places; i++)
	{
		double		dx = old.x[i] - new.x[i],
					dy = old.y[i] - new.y[i],
					dz = old.z[i] - new.z[i];

		farthest = fmax(farthest, dx * dx + dy * dy + dz * dz);
		cm_breathe_at(host, i);
	}
	cm_positions_close(&old, host);
	cm_positions_close(&new, host);
	return cm_distance_of_chord(p->metric, sqrt(farthest));
}
