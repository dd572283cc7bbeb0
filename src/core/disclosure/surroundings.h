/*
 * surroundings.h: what unknowns can be while all that is far from them stays as it is.
 *
 * Whatever is possible then is possible at all; where the surroundings are large
 * enough, it is all that is.
 */
#ifndef CLUSTER_EXT_SURROUNDINGS_H
#define CLUSTER_EXT_SURROUNDINGS_H

#include "core/disclosure/equations.h"

/* Sees what unknowns can be that are not done, of which less was seen than bounds allow; values of those must be known.  At `most` so many surround one. */
void		cm_surroundings_see(CmEquations *e, const CmHost *host, const uint8_t *done, uint32_t most, uint64_t *work);

#endif
