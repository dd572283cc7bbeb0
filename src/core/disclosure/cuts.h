/*
 * cuts.h: hidden cells that give each other away within a subtable.
 *
 * Two edges are a cut if their graph falls apart without both: then each circle through one goes
 * through the other, and who knows one cell knows the other.  Each edge that a spanning
 * forest does not have gets a number by chance, each of the forest's the exclusive or of those whose circles
 * it is on.  A bridge is on none and gets 0; two edges get the same number if they are a cut, and else but for
 * chance of 2^-64 (Pritchard, Thurimella 2011, ACM Transactions on Algorithms 7).
 */
#ifndef CLUSTER_EXT_CUTS_H
#define CLUSTER_EXT_CUTS_H

#include "core/disclosure/subtables.h"

/* The numbers of all edges; of cells that are not hidden 0. */
void		cm_cuts(const CmHost *host, const CmSubtables *subtables, const uint8_t *hidden, uint64_t *number);

#endif
