/*
 * radix.h: sorting by numbers, in time proportional to how many there are.
 */
#ifndef CLUSTER_EXT_RADIX_H
#define CLUSTER_EXT_RADIX_H

#include "core/host.h"

#include <string.h>

/* A number to sort by, and what goes with it. */
typedef struct CmKeyed
{
	uint64_t	key;
	uint64_t	with;
} CmKeyed;

/* Doubles, not NaN, are in the order of these keys. */
static inline uint64_t
cm_key(double value)
{
	uint64_t	bits;

	value += 0.0;				/* -0 is 0 */
	memcpy(&bits, &value, sizeof(bits));
	return bits ^ (bits >> 63 ? UINT64_MAX : UINT64_C(1) << 63);
}

/* Pairs of integers, by the first one, then by the second, are in the order of these keys. */
static inline uint64_t
cm_key_of_pair(int32_t first, int32_t second)
{
	return (uint64_t) ((uint32_t) first ^ UINT32_C(1) << 31) << 32 | ((uint32_t) second ^ UINT32_C(1) << 31);
}

/*
 * Sorts records of 16 bytes by the unsigned integer that byte `at` of each (0
 * or 8) begins, ascending; equal ones stay in order.  Doubles that are not
 * negative may be sorted as the integers of their bits.
 */
void		cm_radix_sort(const CmHost *host, void *records, size_t count, size_t at);

/* How many of sorted records have a key below one. */
size_t		cm_count_below(const CmKeyed *sorted, size_t count, uint64_t key);

#endif
