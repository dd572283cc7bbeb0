/*
 * sorted.c: small things about numbers in order.
 */
#include "core/numeric/sorted.h"

int
cm_ascending(const void *a, const void *b)
{
	double		x = *(const double *) a,
				y = *(const double *) b;

	return (x > y) - (x < y);
}

double
cm_quantile(const double *sorted, size_t count, double q)
{
	double		at = q * (double) (count - 1);
	size_t		k = (size_t) at;

	return k + 1 < count ? sorted[k] + (at - (double) k) * (sorted[k + 1] - sorted[k]) : sorted[count - 1];
}

uint64_t
cm_find(const uint32_t *ascending, uint64_t low, uint64_t high, uint32_t wanted)
{
	uint64_t	end = high;

	while (low < high)
	{
		uint64_t	middle = low + (high - low) / 2;

		if (ascending[middle] < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low < end && ascending[low] == wanted ? low : UINT64_MAX;
}
