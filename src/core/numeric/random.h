/*
 * random.h: chance that depends on a seed and a number alone.
 *
 * No state is carried from one draw to the next, so draws are the same in
 * every order, plan and machine.
 */
#ifndef CLUSTER_EXT_RANDOM_H
#define CLUSTER_EXT_RANDOM_H

#include <stdint.h>

/* 2^64 over the golden ratio: multiples of it spread evenly over all numbers. */
#define CM_GOLDEN UINT64_C(0x9E3779B97F4A7C15)

/* Shuffles all 64-bit numbers; each bit of x changes half of the result's (Steele, Lea, Flood 2014: SplitMix64). */
static inline uint64_t
cm_mix64(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
	return x ^ (x >> 31);
}

/* The n-th number in [0, 1) of a stream. */
static inline double
cm_uniform(uint64_t stream, uint64_t n)
{
	return (double) (cm_mix64(stream + (n + 1) * CM_GOLDEN) >> 11) * 0x1p-53;
}

#endif
