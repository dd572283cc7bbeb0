/*
 * runs.c: values in order, each with how often it comes.
 */
#include "core/inequality/runs.h"
#include "core/numeric/radix.h"
#include "core/status.h"

#include <string.h>

#define FIRST_CAPACITY 32

static void
join_equal(CmRuns *runs, const CmHost *host)
{
	size_t		last = 0;

	for (size_t i = 1; i < runs->count; i++)
	{
		if (runs->run[i].value == runs->run[last].value)
			runs->run[last].weight += runs->run[i].weight;
		else
			runs->run[++last] = runs->run[i];
		cm_breathe_at(host, i);
	}
	runs->count = last + 1;
}

static void
keep_largest(CmRuns *runs)
{
	double		wanted = runs->keep;
	size_t		first = runs->count;

	while (first > 0 && wanted > 0)
	{
		CmRun	   *run = &runs->run[--first];

		if (run->weight > wanted)
			run->weight = wanted;
		wanted -= run->weight;
	}
	runs->count -= first;
	memmove(runs->run, runs->run + first, runs->count * sizeof(CmRun));
}

void
cm_runs_order(CmRuns *runs, const CmHost *host)
{
	if (runs->in_order || runs->count == 0)
		return;
	/* Neither values nor weights are negative. */
	if (runs->apart)
		cm_radix_sort(host, runs->run, runs->count, offsetof(CmRun, weight));
	cm_radix_sort(host, runs->run, runs->count, offsetof(CmRun, value));
	if (!runs->apart)
		join_equal(runs, host);
	if (runs->keep > 0)
		keep_largest(runs);
	runs->in_order = true;
}

CmStatus
cm_runs_add(CmRuns *runs, const CmHost *host, double value, double weight)
{
	if (runs->count == runs->capacity)
	{
		cm_runs_order(runs, host);
		if (runs->count >= CM_RUNS_MOST)
			return CM_TOO_LARGE;
		/* Often joining made room; if it was little, we make more. */
		if (runs->count >= runs->capacity / 2)
		{
			size_t		capacity = runs->capacity == 0 ? FIRST_CAPACITY : runs->capacity * 2;

			if (capacity > CM_RUNS_MOST)
				capacity = CM_RUNS_MOST;
			if (capacity > runs->capacity)
			{
				runs->run = cm_resize(host, runs->run, capacity, sizeof(CmRun));
				runs->capacity = capacity;
			}
		}
	}
	runs->run[runs->count].value = value;
	runs->run[runs->count++].weight = weight;
	runs->in_order = false;
	return CM_OK;
}
