/*
 * radix.c: sorting by numbers, byte by byte from the lowest.
 */
#include "core/radix.h"

#define FEW 48					/* sorted by insertion */
#define STRIDE 65536			/* steps between two breaths */
#define BYTES 8

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

static void
insertion_sort(Record *record, size_t count, size_t at)
{
	for (size_t i = 1; i < count; i++)
	{
		Record		moving = record[i];
		size_t		to = i;

		for (; to > 0 && key(&record[to - 1], at) > key(&moving, at); to--)
			record[to] = record[to - 1];
		record[to] = moving;
	}
}

/* How often each value of each byte comes. */
static void
count_bytes(const Record *record, size_t count, size_t at, size_t times[BYTES][256])
{
	memset(times, 0, BYTES * 256 * sizeof(size_t));
	for (size_t i = 0; i < count; i++)
		for (int byte = 0; byte < BYTES; byte++)
			times[byte][key(&record[i], at) >> 8 * byte & 0xFF]++;
}

static void
pass(const CmHost *host, const Record *from, Record *to, size_t count, size_t at, int byte, const size_t times[256])
{
	size_t		next[256];
	size_t		start = 0;

	for (int value = 0; value < 256; value++)
	{
		next[value] = start;
		start += times[value];
	}
	for (size_t i = 0; i < count; i++)
	{
		to[next[key(&from[i], at) >> 8 * byte & 0xFF]++] = from[i];
		if (i % STRIDE == STRIDE - 1)
			cm_breathe(host);
	}
}

/* `from` and `scratch` change places with each pass; bytes that all share need none. */
static Record *
sort(const CmHost *host, Record *from, Record *scratch, size_t count, size_t at)
{
	size_t		times[BYTES][256];

	count_bytes(from, count, at, times);
	for (int byte = 0; byte < BYTES; byte++)
	{
		Record	   *to = scratch;

		if (times[byte][key(from, at) >> 8 * byte & 0xFF] == count)
			continue;
		pass(host, from, to, count, at, byte, times[byte]);
		scratch = from;
		from = to;
	}
	return from;
}

void
cm_radix_sort(const CmHost *host, void *records, size_t count, size_t at)
{
	Record	   *scratch,
			   *sorted;

	if (count <= FEW)
	{
		insertion_sort(records, count, at);
		return;
	}
	scratch = cm_resize(host, NULL, count, sizeof(Record));
	sorted = sort(host, records, scratch, count, at);
	if (sorted == scratch)
		memcpy(records, scratch, count * sizeof(Record));
	cm_release(host, scratch);
}
