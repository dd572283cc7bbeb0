/*
 * sort.h: putting things in order, and small things about numbers in order.
 */
#ifndef CLUSTER_EXT_SORT_H
#define CLUSTER_EXT_SORT_H

#include "core/host.h"

/* Sorts records of `width` bytes; equal ones stay in order.  What qsort does, but that the user can cancel it. */
void		cm_sort(const CmHost *host, void *records, size_t count, size_t width, int (*compare) (const void *, const void *));

/* Compares doubles that are not NaN. */
int			cm_ascending(const void *a, const void *b);

/* The value that a share q of one or more sorted ones lies below, between the two nearest. */
double		cm_quantile(const double *sorted, size_t count, double q);

/* Where a number is among ascending ones from `low` to before `high`, or UINT64_MAX. */
uint64_t	cm_find(const uint32_t *ascending, uint64_t low, uint64_t high, uint32_t wanted);

#endif
