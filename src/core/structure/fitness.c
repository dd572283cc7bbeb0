/*
 * fitness.c: fitness of regions and quality of industries.
 */
#include "core/structure/fitness.h"

#include <math.h>

static double *
start_values(const CmHost *host, const CmSide *side)
{
	double	   *value = cm_resize(host, NULL, (size_t) side->count + 1, sizeof(double));

	for (uint32_t p = 0; p < side->count; p++)
		value[p] = cm_degree(side, p) == 0 ? NAN : 1;
	return value;
}

/* Sums over what each has; NaN for those that have nothing. */
static void
side_sums(const CmHost *host, const CmSide *side, const double *value, double *sum)
{
	cm_side_means(host, side, value, sum);
	for (uint32_t p = 0; p < side->count; p++)
		sum[p] *= cm_degree(side, p);
}

static void
divide_by_mean(double *value, uint32_t count)
{
	double		sum = 0;
	uint32_t	known = 0;

	for (uint32_t p = 0; p < count; p++)
		if (!isnan(value[p]))
		{
			sum += value[p];
			known++;
		}
	for (uint32_t p = 0; p < count; p++)
		value[p] /= sum / known;
}

/* Holds new values above the least; are all of them what they were, but for rounding? */
static bool
hold(double *value, const double *before, uint32_t count)
{
	bool		same = true;

	for (uint32_t p = 0; p < count; p++)
	{
		double		now,
					then;

		if (isnan(value[p]))
			continue;
		value[p] = fmax(value[p], CM_FITNESS_LEAST);
		now = log(value[p]);
		then = log(before[p]);
		same = same && fabs(now - then) <= CM_FITNESS_CHANGE * fmax(1, fabs(now));
	}
	return same;
}

static void
invert(double *value, uint32_t count)
{
	for (uint32_t p = 0; p < count; p++)
		value[p] = 1 / value[p];
}

void
cm_fitness_open(CmFitness *f, const CmHost *host, const CmOccurrences *o, uint32_t steps)
{
	CmSide		regions = cm_regions_side(o),
				industries = cm_industries_side(o);
	double	   *fitness = start_values(host, &regions),
			   *quality = start_values(host, &industries);

	*f = (CmFitness) {start_values(host, &regions), start_values(host, &industries), 0, false};
	while (f->steps < steps && !f->converged)
	{
		double	   *old_fitness = f->fitness,
				   *old_quality = f->quality;

		side_sums(host, &regions, old_quality, fitness);
		divide_by_mean(fitness, o->regions);
		f->converged = hold(fitness, old_fitness, o->regions);
		invert(old_fitness, o->regions);
		side_sums(host, &industries, old_fitness, quality);
		invert(quality, o->industries);
		divide_by_mean(quality, o->industries);
		f->converged &= hold(quality, old_quality, o->industries);
		f->fitness = fitness;
		f->quality = quality;
		fitness = old_fitness;
		quality = old_quality;
		f->steps++;
	}
	cm_release(host, fitness);
	cm_release(host, quality);
}

void
cm_fitness_close(CmFitness *f, const CmHost *host)
{
	cm_release(host, f->fitness);
	cm_release(host, f->quality);
}
