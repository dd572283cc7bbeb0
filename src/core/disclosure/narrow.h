/*
 * narrow.h: bounds of unknowns that follow from one equation after the other.
 *
 * In each, an unknown is at most what the others leave at least.  Such bounds hold, but equations together may say more.
 */
#ifndef CLUSTER_EXT_NARROW_H
#define CLUSTER_EXT_NARROW_H

#include "core/disclosure/equations.h"

/* Narrows `least` and `most` of all unknowns; false if nothing is left between some of them. */
bool		cm_narrow(CmEquations *e, const CmHost *host);

#endif
