/*
 * runs.c: values in order, each with how often it comes.
 */
#include "core/runs.h"

#include <string.h>

#define FEW 48					/* sorted by insertion */
#define FIRST_CAPACITY 32
#define STRIDE 65536			/* steps between two breaths */

/* Doubles that are not negative are ordered like the integers of their bits. */
static inline uint64_t
bits_of(double value)
{
	uint64_t	bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits;
}

static inline uint64_t
key(const CmRun *run, bool by_weight)
{
	return bits_of(by_weight ? run->weight : run->value);
}

static void
insertion_sort(CmRun *run, size_t count)
{
	for (size_t i = 1; i < count; i++)
	{
		CmRun		moving = run[i];
		size_t		at = i;

		while (at > 0 && (run[at - 1].value > moving.value ||
						  (run[at - 1].value == moving.value && run[at - 1].weight > moving.weight)))
		{
			run[at] = run[at - 1];
			at--;
		}
		run[at] = moving;
	}
}

/* One stable pass by one byte of the key; false if all have the same byte. */
static bool
radix_pass(const CmRun *from, CmRun *to, size_t count, bool by_weight, int shift, const CmHost *host)
{
	size_t		start[257] = {0};

	for (size_t i = 0; i < count; i++)
		start[((key(&from[i], by_weight) >> shift) & 0xFF) + 1]++;
	for (int byte = 0; byte < 256; byte++)
	{
		if (start[byte + 1] == count)
			return false;
		start[byte + 1] += start[byte];
	}
	for (size_t i = 0; i < count; i++)
	{
		to[start[(key(&from[i], by_weight) >> shift) & 0xFF]++] = from[i];
		if (i % STRIDE == 0)
			cm_breathe(host);
	}
	return true;
}

static void
radix_sort(CmRuns *runs, const CmHost *host)
{
	CmRun	   *scratch = cm_resize(host, NULL, runs->count, sizeof(CmRun));
	CmRun	   *from = runs->run;
	CmRun	   *to = scratch;

	for (int by_weight = runs->apart; by_weight >= 0; by_weight--)
		for (int shift = 0; shift < 64; shift += 8)
			if (radix_pass(from, to, runs->count, by_weight, shift, host))
			{
				CmRun	   *sorted = to;

				to = from;
				from = sorted;
			}
	if (from == scratch)
		memcpy(runs->run, scratch, runs->count * sizeof(CmRun));
	cm_release(host, scratch);
}

static void
join_equal(CmRuns *runs)
{
	size_t		last = 0;

	for (size_t i = 1; i < runs->count; i++)
		if (runs->run[i].value == runs->run[last].value)
			runs->run[last].weight += runs->run[i].weight;
		else
			runs->run[++last] = runs->run[i];
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
	if (runs->count <= FEW)
		insertion_sort(runs->run, runs->count);
	else
		radix_sort(runs, host);
	if (!runs->apart)
		join_equal(runs);
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
