/*
 * place_codes.h: places to codes 0, 1, 2 ... in order of arrival.
 *
 * What a dictionary of labels is, for pairs of coordinates, of which there may be
 * as many as firms: 24 bytes each.
 */
#ifndef CLUSTER_EXT_PLACE_CODES_H
#define CLUSTER_EXT_PLACE_CODES_H

#include "core/matrix/dictionary.h"

typedef struct CmPlaceCodes
{
	double	   *x;				/* of each code, neither -0 nor NaN */
	double	   *y;
	uint32_t	count;
	uint32_t	capacity;
	uint32_t   *slot;			/* codes + 1 by hash, and bits of it; 0: none */
	uint64_t	slots;			/* a power of two, or 0 */
} CmPlaceCodes;

/* The code of a place, which is a new one if it is not there; CM_NO_CODE when full. */
uint32_t	cm_place_code(CmPlaceCodes *c, const CmHost *host, double x, double y);
void		cm_place_codes_release(CmPlaceCodes *c, const CmHost *host);

#endif
