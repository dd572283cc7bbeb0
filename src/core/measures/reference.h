/*
 * reference.h: what regions or industries weigh.
 */
#ifndef CLUSTER_EXT_REFERENCE_H
#define CLUSTER_EXT_REFERENCE_H

#include "core/matrix/table.h"
#include "core/measures/disproportionality.h"

/*
 * What regions (or industries) weigh: the totals of a reference matrix at the
 * places of the matrix that is measured.
 */
typedef struct CmReference
{
	double	   *mass;			/* by place of the measured matrix; 0 if the reference lacks it */
	double		total;
	uint32_t	places;			/* with mass, also an unknown one, in the reference */
	double		d2;				/* sums of powers of the shares of all places */
	double		d3;
	double		one_less_d2;	/* 1 - D2 = sum s_r (1 - s_r), without cancellation */
} CmReference;

/*
 * Opens the regions (or industries) of a reference for those of a matrix.
 * Returns UINT32_MAX, or a place of the matrix that has some amount but no mass
 * in the reference: then nothing can be measured against it.
 */
uint32_t	cm_reference_open(CmReference *ref, const CmHost *host, const CmTable *t,
							  const CmTable *reference, bool of_regions, bool of_firms);

/* The weight of places that are not among the shares; 0 only if there are none. */
double		cm_absent_weight(const CmReference *ref, const CmShare *shares, uint32_t count);

#endif
