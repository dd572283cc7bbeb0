/*
 * strips.h: bounds of the unknowns of a table with two hierarchies.
 *
 * Such a table is no network, but a region with its parts is, by all industries at all levels: a
 * strip; so is an industry with its parts by all regions.  An unknown is in up to four, each of which knows of the others by its bounds.
 */
#ifndef CLUSTER_EXT_STRIPS_H
#define CLUSTER_EXT_STRIPS_H

#include "core/disclosure/networks.h"

/*
 * Narrows bounds of the unknowns that are not `done`, until they hardly change,
 * and sees what is possible in one strip while all others stay still.  False if equations and bounds contradict each other.
 */
bool		cm_strips_measure(CmNetworks *networks, const uint8_t *done);

#endif
