/*
 * lanczos.h: the largest eigenvalue of a large symmetric matrix, and its vector.
 *
 * Lanczos' method, every vector made orthogonal to all others, restarted with
 * the best vectors found (Wu, Simon 2000, SIAM Journal on Matrix Analysis and
 * Applications 22).  The matrix is known by what it makes of a vector.  Memory
 * is a few dozen vectors.
 */
#ifndef CLUSTER_EXT_LANCZOS_H
#define CLUSTER_EXT_LANCZOS_H

#include "core/host.h"

/* Length of (A v - lambda v) of a pair found; all eigenvalues are from 0 to about 1. */
#define CM_EIGEN_RESIDUAL 1e-13

typedef struct CmSymmetric
{
	uint32_t	size;
	void		(*apply) (const void *context, const double *vector, double *product);
	const void *context;
} CmSymmetric;

/*
 * The largest eigenvalue whose vector is orthogonal to `known` eigenvectors,
 * which are orthonormal and stand one after the other in `knowns`.  `vector`
 * comes as any vector to start with and leaves as the eigenvector, of length 1.
 * `dimension` is that of the space to search, at least 1; false if the steps
 * allowed were not enough.
 */
bool		cm_largest_eigenpair(const CmHost *host, const CmSymmetric *a, uint32_t dimension,
								 const double *knowns, uint32_t known, double *vector, double *value);

#endif
