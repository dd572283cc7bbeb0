/*
 * radix.c: sorting by numbers, digit by digit from the lowest.
 *
 * Three digits below the highest bit in which the keys differ bring nearly every
 * record to its place, and insertion the rest.  Only keys that agree in more
 * bits than that, and there are many of them, need all digits.
 */
#include "core/numeric/radix.h"

#define FEW 48					/* sorted by insertion */
#define SEVERAL 4096			/* up to here small digits are quicker */
#define BITS_MOST 11
#define DIGITS 3
#define MOVES 8					/* for each record, before insertion gives up */

/* Bytes, because records are of the caller's types. */
typedef struct Record
{
	unsigned char byte[16];
} Record;

static inline uint64_t
key(const Record *record, size_t at)
{
	uint64_t	value;

	memcpy(&value, record->byte + at, sizeof(value));
	return value;
}

/* False if that would take too many moves; the records are in some order then. */
static bool
insertion_sort(const CmHost *host, Record *record, size_t count, size_t at, size_t moves)
{
	for (size_t i = 1; i < count; i++)
	{
		Record		moving = record[i];
		size_t		to = i;

		for (; to > 0 && key(&record[to - 1], at) > key(&moving, at); to--)
			record[to] = record[to - 1];
		record[to] = moving;
		cm_breathe_at(host, i);
		if (i - to > moves)
			return false;
		moves -= i - to;
	}
	return true;
}

/* Sorts by one digit; returns where the records are: in `to`, unless all have the same. */
static Record *
pass(const CmHost *host, Record *from, Record *to, size_t count, size_t at, int shift, int bits)
{
	size_t		next[1 << BITS_MOST];
	size_t		mask = ((size_t) 1 << bits) - 1;
	size_t		start = 0;

	memset(next, 0, (mask + 1) * sizeof(size_t));
	for (size_t i = 0; i < count; i++)
		next[key(&from[i], at) >> shift & mask]++;
	if (next[key(from, at) >> shift & mask] == count)
		return from;
	for (size_t value = 0; value <= mask; value++)
	{
		size_t		times = next[value];

		next[value] = start;
		start += times;
	}
	for (size_t i = 0; i < count; i++)
	{
		to[next[key(&from[i], at) >> shift & mask]++] = from[i];
		cm_breathe_at(host, i);
	}
	return to;
}

/* Sorts by the bits from `shift` up to `top`; returns where the records are. */
static Record *
sort_bits(const CmHost *host, Record *records, Record *scratch, size_t count, size_t at, int shift, int top)
{
	int			bits = count <= SEVERAL ? 8 : BITS_MOST;
	Record	   *from = records;

	for (; shift < top; shift += bits)
		from = pass(host, from, from == records ? scratch : records, count, at, shift, bits);
	return from;
}

/* The highest bit in which keys differ, counted from 1; 0 if all are equal. */
static int
highest_bit(const Record *record, size_t count, size_t at)
{
	uint64_t	differ = 0;

	for (size_t i = 1; i < count; i++)
		differ |= key(&record[i], at) ^ key(record, at);
	return differ == 0 ? 0 : 64 - __builtin_clzll(differ);
}

void
cm_radix_sort(const CmHost *host, void *records, size_t count, size_t at)
{
	Record	   *scratch,
			   *sorted;
	int			bits = DIGITS * (count <= SEVERAL ? 8 : BITS_MOST);
	int			top;

	if (count <= FEW)
	{
		insertion_sort(host, records, count, at, SIZE_MAX);
		return;
	}
	top = highest_bit(records, count, at);
	scratch = cm_resize(host, NULL, count, sizeof(Record));
	sorted = sort_bits(host, records, scratch, count, at, top > bits ? top - bits : 0, top);
	if (sorted == scratch)
		memcpy(records, scratch, count * sizeof(Record));
	if (!insertion_sort(host, records, count, at, MOVES * count))
	{
		sorted = sort_bits(host, records, scratch, count, at, 0, top);
		if (sorted == scratch)
			memcpy(records, scratch, count * sizeof(Record));
	}
	cm_release(host, scratch);
}

size_t
cm_count_below(const CmKeyed *sorted, size_t count, uint64_t key)
{
	size_t		low = 0;

	while (low < count)
	{
		size_t		middle = low + (count - low) / 2;

		if (sorted[middle].key < key)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}
