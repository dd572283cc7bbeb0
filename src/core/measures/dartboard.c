/*
 * dartboard.c: the Ellison-Glaeser index of plants thrown at regions.
 */
#include "core/measures/dartboard.h"

#include "core/numeric/random.h"
#include "core/numeric/sort.h"

#include <math.h>
#include <string.h>

static int
descending(const void *a, const void *b)
{
	return cm_ascending(b, a);
}

/* Walker's alias method: one number, one region. */
typedef struct Alias
{
	uint32_t	places;
	double	   *keep;			/* probability to stay in a place, in n-ths */
	uint32_t   *other;
} Alias;

static void
alias_open(Alias *a, const CmHost *host, const CmReference *ref, uint32_t places)
{
	uint32_t   *stack = cm_resize(host, NULL, (size_t) places + 1, sizeof(uint32_t));
	uint32_t	small = 0,
				large = places;

	a->places = places;
	a->keep = cm_resize(host, NULL, (size_t) places + 1, sizeof(double));
	a->other = cm_resize(host, NULL, (size_t) places + 1, sizeof(uint32_t));
	/* Places below the mean stack up from the left, the others from the right. */
	for (uint32_t r = 0; r < places; r++)
	{
		a->keep[r] = ref->mass[r] / ref->total * places;
		a->other[r] = r;
		stack[a->keep[r] < 1 ? small++ : --large] = r;
	}
	while (small > 0 && large < places)
	{
		uint32_t	poor = stack[--small],
					rich = stack[large];

		a->other[poor] = rich;
		a->keep[rich] -= 1 - a->keep[poor];
		if (a->keep[rich] < 1)
			stack[small++] = stack[large++];
	}
	/* What is left has a full place each, but for rounding. */
	while (small > 0)
		a->keep[stack[--small]] = 1;
	cm_release(host, stack);
}

static inline uint32_t
alias_pick(const Alias *a, double u)
{
	double		scaled = u * a->places;
	uint32_t	place = (uint32_t) scaled;

	return scaled - place < a->keep[place] ? place : a->other[place];
}

/* G of one draw; `share` is scratch of a region each. */
static double
draw_g(const CmHost *host, const CmReference *ref, const Alias *alias, const double *plant, uint64_t plants,
	   double total, uint64_t stream, double *share)
{
	double		g = 0;

	memset(share, 0, alias->places * sizeof(double));
	for (uint64_t k = 0; k < plants; k++)
	{
		share[alias_pick(alias, cm_uniform(stream, k))] += plant[k] / total;
		cm_breathe_at(host, k);
	}
	for (uint32_t r = 0; r < alias->places; r++)
	{
		double		difference = share[r] - ref->mass[r] / ref->total;

		g += difference * difference;
	}
	return g;
}

static void
summarize(const CmHost *host, double *gamma, uint32_t draws, double observed, double *row)
{
	double		above = 1,
				below = 1,
				mean = 0,
				squares = 0;
	/* As large as the observed one, but for the rounding of another order of sums. */
	double		margin = 1e-12 * (1 + fabs(observed));

	for (uint32_t d = 0; d < draws; d++)
	{
		above += gamma[d] >= observed - margin;
		below += gamma[d] <= observed + margin;
		mean += gamma[d] / draws;
	}
	for (uint32_t d = 0; d < draws; d++)
		squares += (gamma[d] - mean) * (gamma[d] - mean);
	cm_sort(host, gamma, draws, sizeof(double), cm_ascending);
	row[CM_SIMULATION_P] = fmin(1, 2 * fmin(above, below) / (1.0 + draws));
	row[CM_SIMULATION_MEAN] = mean;
	row[CM_SIMULATION_DEVIATION] = draws < 2 ? NAN : sqrt(squares / (draws - 1));
	row[CM_SIMULATION_LOWER] = cm_quantile(gamma, draws, 0.025);
	row[CM_SIMULATION_UPPER] = cm_quantile(gamma, draws, 0.975);
}

void
cm_simulate_ellison_glaeser(const CmConcentration *c, const CmHost *host, uint32_t industry,
							double *plant, uint64_t plants, uint32_t draws, uint64_t seed,
							double row[CM_SIMULATION_COLUMNS])
{
	const CmReference *ref = &c->reference;
	double		observed[CM_CONCENTRATION_COLUMNS];
	double		h;
	double		total = 0;
	double	   *gamma;
	double	   *share;
	Alias		alias;

	for (int i = 0; i < CM_SIMULATION_COLUMNS; i++)
		row[i] = NAN;
	cm_concentration_row(c, industry, observed);
	h = observed[CM_CONCENTRATION_HERFINDAHL_FIRMS];
	row[CM_SIMULATION_GAMMA] = observed[CM_CONCENTRATION_ELLISON_GLAESER];
	if (isnan(row[CM_SIMULATION_GAMMA]))
		return;
	cm_sort(host, plant, plants, sizeof(double), descending);
	for (uint64_t k = 0; k < plants; k++)
		total += plant[k];
	alias_open(&alias, host, ref, c->table->regions);
	gamma = cm_resize(host, NULL, draws, sizeof(double));
	share = cm_resize(host, NULL, (size_t) alias.places + 1, sizeof(double));
	for (uint32_t d = 0; d < draws; d++)
	{
		uint64_t	stream = seed ^ ((uint64_t) d + 1) * UINT64_C(0xD1B54A32D192ED03);
		double		g = draw_g(host, ref, &alias, plant, plants, total, stream, share);

		gamma[d] = (g - ref->one_less_d2 * h) / (ref->one_less_d2 * (1 - h));
	}
	summarize(host, gamma, draws, row[CM_SIMULATION_GAMMA], row);
	cm_release(host, gamma);
	cm_release(host, share);
	cm_release(host, alias.keep);
	cm_release(host, alias.other);
}
