/*
 * joins.h: numbers that are joined to groups, two at a time (union-find).
 */
#ifndef CLUSTER_EXT_JOINS_H
#define CLUSTER_EXT_JOINS_H

#include "core/host.h"

/* So many numbers, each a group of its own. */
static inline uint32_t *
cm_joins_open(const CmHost *host, size_t count)
{
	uint32_t   *group = cm_resize(host, NULL, count + 1, sizeof(uint32_t));

	for (size_t n = 0; n < count; n++)
		group[n] = (uint32_t) n;
	return group;
}

/* The least number of a group stands for it. */
static inline uint32_t
cm_joined(uint32_t *group, uint32_t number)
{
	while (group[number] != number)
	{
		group[number] = group[group[number]];
		number = group[number];
	}
	return number;
}

/* Joins the groups of two numbers; false if they were one. */
static inline bool
cm_join(uint32_t *group, uint32_t number, uint32_t other)
{
	uint32_t	a = cm_joined(group, number),
				b = cm_joined(group, other);

	group[a < b ? b : a] = a < b ? a : b;
	return a != b;
}

#endif
