/*
 * kernel.h: densities of distances by a Gaussian kernel that 0 reflects.
 */
#ifndef CLUSTER_EXT_KERNEL_H
#define CLUSTER_EXT_KERNEL_H

#include "core/space/pairs.h"

/* Beyond so many bandwidths the kernel is less than 1e-10 of what it is in its middle, and 0 here. */
#define CM_KERNEL_REACH 7

/* What a pair at distance x gives to the density at distance d: it integrates to 1 over d from 0. */
double		cm_kernel(double d, double x, double bandwidth);

/* No pair moved by 1 changes the density anywhere by more. */
double		cm_kernel_slope(double bandwidth);

/*
 * What pairs in bins give to the density at each of some distances, ascending.
 * Narrowed by what bins blur (Sheppard), it errs by the fourth power of their width
 * only, however pairs crowd; products of two of its weights do so where it is not.
 */
typedef struct CmKernel
{
	uint32_t	steps;
	uint32_t   *first;			/* bin of each step that counts */
	size_t	   *start;			/* of its weights, one for each bin from the first on; steps + 1 */
	double	   *weight;
} CmKernel;

void		cm_kernel_open(CmKernel *k, const CmHost *host, const CmBins *b, const double *step, uint32_t steps, double bandwidth, bool narrowed);
void		cm_kernel_close(CmKernel *k, const CmHost *host);

/* Sums over bins of count and weight, over `total`, at each step. */
void		cm_kernel_smooth(const CmKernel *k, const double *count, double total, double *density);

/* The same of the products of the weights at two steps, of a kernel that is not narrowed. */
double		cm_kernel_product(const CmKernel *k, const double *count, double total, uint32_t step, uint32_t other);

#endif
