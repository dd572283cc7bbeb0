/*
 * kernel.c: densities of distances by a Gaussian kernel that 0 reflects.
 */
#include "core/space/kernel.h"

#define PEAK 0.3989422804014327	/* of the normal density */
#define STEEPEST 0.24197072451914337	/* slope of it, one deviation from its middle */

static inline double
bell(double x)
{
	return x > CM_KERNEL_REACH ? 0 : PEAK * exp(-0.5 * x * x);
}

double
cm_kernel(double d, double x, double bandwidth)
{
	return (bell(fabs(d - x) / bandwidth) + bell((d + x) / bandwidth)) / bandwidth;
}

double
cm_kernel_slope(double bandwidth)
{
	return 2 * STEEPEST / bandwidth / bandwidth;
}

/* The bin of a distance from 0, whether or not there is one. */
static uint32_t
bin_at(const CmBins *b, double distance)
{
	double		at = cm_chord_of_distance(b->metric, fmax(0, distance)) / b->width;

	return distance <= 0 ? 0 : at < b->count ? (uint32_t) at + 1 : b->count;
}

void
cm_kernel_open(CmKernel *k, const CmHost *host, const CmBins *b, const double *step, uint32_t steps, double bandwidth, bool narrowed)
{
	double	   *distance = cm_resize(host, NULL, cm_bins_all(b), sizeof(double));
	double	   *own = cm_resize(host, NULL, cm_bins_all(b), sizeof(double));
	double		reach = CM_KERNEL_REACH * bandwidth;
	uint32_t	last = steps == 0 ? 0 : bin_at(b, step[steps - 1] + reach);

	k->steps = steps;
	k->first = cm_resize(host, NULL, (size_t) steps + 1, sizeof(uint32_t));
	k->start = cm_resize(host, NULL, (size_t) steps + 1, sizeof(size_t));
	k->start[0] = 0;
	for (uint32_t s = 0; s < steps; s++)
	{
		k->first[s] = bin_at(b, step[s] - reach);
		k->start[s + 1] = k->start[s] + bin_at(b, step[s] + reach) + 1 - k->first[s];
	}
	for (uint32_t i = 0; i <= last; i++)
	{
		double		breadth = narrowed ? cm_bin_breadth(b, i) : 0;

		distance[i] = cm_bin_distance(b, i);
		own[i] = sqrt(fmax(bandwidth * bandwidth - breadth * breadth / 12, bandwidth * bandwidth / 4));
		cm_breathe_at(host, i);
	}
	k->weight = cm_resize(host, NULL, k->start[steps] + 1, sizeof(double));
	for (uint32_t s = 0; s < steps; s++)
		for (size_t at = k->start[s]; at < k->start[s + 1]; at++)
		{
			uint32_t	i = k->first[s] + (uint32_t) (at - k->start[s]);

			k->weight[at] = cm_kernel(step[s], distance[i], own[i]);
			cm_breathe_at(host, at);
		}
	cm_release(host, distance);
	cm_release(host, own);
}

void
cm_kernel_close(CmKernel *k, const CmHost *host)
{
	cm_release(host, k->first);
	cm_release(host, k->start);
	cm_release(host, k->weight);
}

/* Four sums at a time, which do not wait for each other. */
static double
sum_of_products(const double *a, const double *b, size_t count)
{
	double		sum[4] = {0, 0, 0, 0};
	size_t		i = 0;

	for (; i + 4 <= count; i += 4)
	{
		sum[0] += a[i] * b[i];
		sum[1] += a[i + 1] * b[i + 1];
		sum[2] += a[i + 2] * b[i + 2];
		sum[3] += a[i + 3] * b[i + 3];
	}
	for (; i < count; i++)
		sum[0] += a[i] * b[i];
	return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

void
cm_kernel_smooth(const CmKernel *k, const double *count, double total, double *density)
{
	for (uint32_t s = 0; s < k->steps; s++)
		density[s] = sum_of_products(k->weight + k->start[s], count + k->first[s], k->start[s + 1] - k->start[s]) / total;
}

double
cm_kernel_product(const CmKernel *k, const double *count, double total, uint32_t step, uint32_t other)
{
	const double *a = k->weight + k->start[step],
			   *b = k->weight + k->start[other];
	uint32_t	a_first = k->first[step],
				b_first = k->first[other];
	uint32_t	a_end = a_first + (uint32_t) (k->start[step + 1] - k->start[step]),
				b_end = b_first + (uint32_t) (k->start[other + 1] - k->start[other]);
	uint32_t	first = a_first > b_first ? a_first : b_first,
				end = a_end < b_end ? a_end : b_end;
	double		sum = 0;

	for (uint32_t i = first; i < end; i++)
		sum += count[i] * a[i - a_first] * b[i - b_first];
	return sum / total;
}
