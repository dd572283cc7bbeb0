/*
 * bootstrap.h: how often a replicate of the bootstrap draws a firm.
 *
 * Instead of n draws among n firms each firm is drawn a Poisson number of
 * times with mean 1, on its own (Hanley, MacGibbon 2006, Computer Methods and
 * Programs in Biomedicine 83; Chamandy, Muralidharan, Najmi, Naidu 2012,
 * Estimating uncertainty for massive data streams, Google).  The number is a
 * function of the firm's name, the replicate and the seed, so that it is the
 * same in every order, plan and machine, and in every row of the firm.
 */
#ifndef CLUSTER_EXT_BOOTSTRAP_H
#define CLUSTER_EXT_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>

/* The probability of at most k draws, in units of 2^-64; all for k = CM_WEIGHT_MOST. */
#define CM_WEIGHT_MOST 20
extern const uint64_t cm_weight_at_most[CM_WEIGHT_MOST];

/* How often the firm with these bytes as its name is drawn: 0 to CM_WEIGHT_MOST. */
int			cm_bootstrap_weight(const char *firm, size_t length, int32_t replicate, int64_t seed);

#endif
