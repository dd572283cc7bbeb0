/*
 * geometry.c: where places are, and how far from each other.
 */
#include "core/space/geometry.h"

#define DEGREE 0.017453292519943295	/* in radians */

void
cm_positions_open(CmPositions *p, const CmHost *host, CmMetric metric, uint32_t count, const double *x, const double *y)
{
	p->metric = metric;
	p->count = count;
	p->x = cm_resize(host, NULL, (size_t) count + 1, sizeof(double));
	p->y = cm_resize(host, NULL, (size_t) count + 1, sizeof(double));
	p->z = cm_resize(host, NULL, (size_t) count + 1, sizeof(double));
	for (uint32_t i = 0; i < count; i++)
	{
		double		parallel = metric == CM_PLANE ? 1 : cos(y[i] * DEGREE);

		p->x[i] = metric == CM_PLANE ? x[i] : parallel * cos(x[i] * DEGREE);
		p->y[i] = metric == CM_PLANE ? y[i] : parallel * sin(x[i] * DEGREE);
		p->z[i] = metric == CM_PLANE ? 0 : sin(y[i] * DEGREE);
		cm_breathe_at(host, i);
	}
}

void
cm_positions_close(CmPositions *p, const CmHost *host)
{
	cm_release(host, p->x);
	cm_release(host, p->y);
	cm_release(host, p->z);
}
