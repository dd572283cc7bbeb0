/*
 * sort.c: putting things in order, and small things about numbers in order.
 */
#include "core/numeric/sort.h"

#include <string.h>

#define FEW 8					/* sorted by insertion */

typedef struct Sort
{
	const CmHost *host;
	size_t		width;
	int			(*compare) (const void *, const void *);
	uint64_t	moves;
} Sort;

/* Copies of a fixed size are moves of the processor. */
static inline void
move(Sort *s, char *to, const char *from)
{
	size_t		at = 0;

	for (; at + 8 <= s->width; at += 8)
		memcpy(to + at, from + at, 8);
	if (at < s->width)
		memcpy(to + at, from + at, s->width - at);
	cm_breathe_at(s->host, s->moves++);
}

/* Sorts from `first` to before `end`, by means of room for one record. */
static void
insert_each(Sort *s, char *first, const char *end, char *moving)
{
	for (char *next = first + s->width; next < end; next += s->width)
	{
		char	   *to = next;

		if (s->compare(to - s->width, next) <= 0)
			continue;
		move(s, moving, next);
		for (; to > first && s->compare(to - s->width, moving) > 0; to -= s->width)
			move(s, to, to - s->width);
		move(s, to, moving);
	}
}

/* Two sorted runs, of which the second begins where the first ends, into one. */
static void
merge(Sort *s, const char *left, const char *middle, const char *end, char *to)
{
	const char *right = middle;

	for (; left < middle && right < end; to += s->width)
	{
		const char **least = s->compare(left, right) <= 0 ? &left : &right;

		move(s, to, *least);
		*least += s->width;
	}
	memcpy(to, left, (size_t) (middle - left));
	memcpy(to + (middle - left), right, (size_t) (end - right));
}

static inline size_t
least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

void
cm_sort(const CmHost *host, void *records, size_t count, size_t width, int (*compare) (const void *, const void *))
{
	Sort		s = {host, width, compare, 1};
	size_t		bytes = count * width;
	char	   *from = records,
			   *to = cm_resize(host, NULL, count + 1, width),
			   *scratch = to;

	for (size_t at = 0; at < bytes; at += FEW * width)
		insert_each(&s, from + at, from + least_of(at + FEW * width, bytes), scratch);
	for (size_t run = FEW * width; run < bytes; run *= 2)
	{
		char	   *merged = to;

		for (size_t at = 0; at < bytes; at += 2 * run)
			merge(&s, from + at, from + least_of(at + run, bytes), from + least_of(at + 2 * run, bytes), to + at);
		to = from;
		from = merged;
	}
	if (from == scratch)
		memcpy(records, scratch, bytes);
	cm_release(host, scratch);
}

int
cm_ascending(const void *a, const void *b)
{
	double		x = *(const double *) a,
				y = *(const double *) b;

	return (x > y) - (x < y);
}

double
cm_quantile(const double *sorted, size_t count, double q)
{
	double		at = q * (double) (count - 1);
	size_t		k = (size_t) at;

	return k + 1 < count ? sorted[k] + (at - (double) k) * (sorted[k + 1] - sorted[k]) : sorted[count - 1];
}

uint64_t
cm_find(const uint32_t *ascending, uint64_t low, uint64_t high, uint32_t wanted)
{
	uint64_t	end = high;

	while (low < high)
	{
		uint64_t	middle = low + (high - low) / 2;

		if (ascending[middle] < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low < end && ascending[low] == wanted ? low : UINT64_MAX;
}
