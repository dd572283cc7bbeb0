/*
 * fuzz.c: what the fuzz targets share: two ways to run them, and mutations.
 */
#include "fuzz.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_PER_BYTE 1024	/* for a test: a table holds about 140 bytes for a label of one byte */

static const uint8_t *now_bytes;
static size_t now_count;

void
fuzz_require(bool condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "%s:", what);
	for (size_t i = 0; i < now_count; i++)
		fprintf(stderr, " %02x", now_bytes[i]);
	fprintf(stderr, "\n");
	abort();
}

/* Tries bytes in memory of their own that ends where they end. */
static bool
try_bytes(const uint8_t *bytes, size_t count, bool repaired)
{
	uint8_t    *exact = malloc(count == 0 ? 1 : count);
	int			before = test_allocations();
	bool		sound;

	if (count > 0)
		memcpy(exact, bytes, count);
	if (repaired)
		fuzz_target.repair(exact, count);
	now_bytes = exact;
	now_count = count;
	test_limit_memory(fuzz_target.memory + MEMORY_PER_BYTE * count);
	sound = fuzz_target.test(exact, count);
	test_unlimit_memory();
	fuzz_require(test_allocations() == before, "memory was left behind");
	free(exact);
	return sound;
}

/* Mutations ------------------------------------------------------------ */

double
fuzz_double(void)
{
	static const double number[] = {0, 1, 223, 224, 0.01, 0.1, 1e15, 9007199254740991, 9007199254740992,
	1e-154, 1e154, 1e-300, 1.7e308, 4.9e-324, INFINITY, NAN, -1};

	if (test_below(2))
		return number[test_below(sizeof(number) / sizeof(number[0]))];
	return (double) test_below(1000) / (test_below(2) ? 100 : 1);
}

size_t
fuzz_splice(uint8_t *bytes, size_t count, size_t at, size_t removed, const uint8_t *added, size_t length)
{
	removed = removed > count - at ? count - at : removed;
	memmove(bytes + at + length, bytes + at + removed, count - at - removed);
	memcpy(bytes + at, added, length);
	return count + length - removed;
}

/* A number, a varint or bits as stored forms have them, sometimes too long. */
static size_t
token(uint8_t *bytes)
{
	CmBytes		out = {.host = test_host()};
	CmDyadic	exact = {.head = 1 + (double) test_below(9), .tail_bytes = 1 + (int) test_below(9)};
	size_t		length;

	switch (test_below(5))
	{
		case 0:
			cm_put_varint(&out, test_random() >> test_below(64));
			break;
		case 1:
			for (int i = 0; i < exact.tail_bytes; i++)
				exact.tail[i] = (uint8_t) test_below(4);
			cm_put_number(&out, &exact);
			break;
		case 2:
			cm_put_bytes(&out, (uint8_t[]) {(uint8_t) test_below(8), (uint8_t) test_below(32), 0, 0, 0}, 2 + test_below(4));
			break;
		default:
			cm_put_double(&out, fuzz_double());
			break;
	}
	length = out.used;
	memcpy(bytes, out.data, length);
	cm_release(test_host(), out.data);
	return length;
}

size_t
fuzz_mutate(uint8_t *bytes, size_t count, const CmBytes *other, FuzzSplice splice)
{
	size_t		at = test_below(count);
	uint8_t		piece[32];

	switch (test_below(8))
	{
		case 0:
			bytes[at] = (uint8_t) test_random();
			return count;
		case 1:
			bytes[at] ^= (uint8_t) (1 << test_below(8));
			return count;
		case 2:
			bytes[at] += test_below(2) ? 1 : 255;
			return count;
		case 3:
			return test_below(16) ? splice(bytes, count, at, 1 + test_below(8), piece, 0) : at;
		case 4:					/* a piece of another value */
			at = test_below(count < other->used ? count : other->used);
			return splice(bytes, count, at, test_below(16), other->data + at,
						  other->used - at < 16 ? other->used - at : 16);
		case 5:					/* a varint that is longer than it need be */
			piece[0] = bytes[at] | 0x80;
			piece[1] = 0;
			return splice(bytes, count, at, 1, piece, 2);
		default:
			return splice(bytes, count, at, test_below(10), piece, token(piece));
	}
}

/* Running -------------------------------------------------------------- */

#ifdef FUZZER

int			LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);
size_t		LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t most, unsigned int seed);
size_t		LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_count, const uint8_t *b, size_t b_count,
									  uint8_t *out, size_t most, unsigned int seed);
size_t		LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t most);

/* The bytes as they are, and repaired. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	if (count > fuzz_target.most)
		return 0;
	try_bytes(bytes, count, false);
	if (fuzz_target.repair != NULL)
		try_bytes(bytes, count, true);
	return 0;
}

/* Our mutations know what is in the bytes, libFuzzer's what they were compared with. */
static size_t
mutate(uint8_t *bytes, size_t count, const CmBytes *other, size_t most)
{
	most = most < fuzz_target.most ? most : fuzz_target.most;
	if (count == 0 && other->used <= most)
	{
		memcpy(bytes, other->data, other->used);
		return other->used;
	}
	if (count == 0 || count + FUZZ_ROOM > most || test_below(8) == 0)
		return LLVMFuzzerMutate(bytes, count, most);
	return fuzz_target.mutate(bytes, count, other);
}

size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t most, unsigned int seed)
{
	static CmBytes sound;

	test_seed(seed);
	/* To make one takes longer than to try it. */
	if (sound.used == 0 || test_below(64) == 0)
	{
		cm_release(test_host(), sound.data);
		sound = fuzz_target.seed((int) test_below((uint64_t) fuzz_target.seeds));
	}
	return mutate(bytes, test_below(1024) == 0 ? 0 : count, &sound, most);
}

/* A piece of one input in another. */
size_t
LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_count, const uint8_t *b, size_t b_count,
						  uint8_t *out, size_t most, unsigned int seed)
{
	CmBytes		other = {.data = (uint8_t *) b, .used = b_count};

	test_seed(seed);
	if (a_count == 0 || b_count == 0 || a_count > most)
		return 0;
	memcpy(out, a, a_count);
	return mutate(out, a_count, &other, most);
}

#else

#ifdef UNDER_VALGRIND
#define SLOWNESS 64
#else
#define SLOWNESS 1
#endif

/* A few mutations of one of the seeds. */
static uint8_t *
mutation(const CmBytes *seed, int number, size_t *count)
{
	const CmBytes *from = &seed[number % fuzz_target.seeds];
	uint64_t	times = 1 + test_below(3);
	uint8_t    *room = malloc(from->used + times * FUZZ_ROOM);

	*count = from->used;
	memcpy(room, from->data, *count);
	for (uint64_t n = 0; n < times && *count > 0; n++)
		*count = fuzz_target.mutate(room, *count, &seed[test_below((uint64_t) fuzz_target.seeds)]);
	return room;
}

int
main(int count, char **argument)
{
	long		mutations = count > 1 ? strtol(argument[1], NULL, 10) : fuzz_target.mutations / SLOWNESS;
	long		sound = 0;
	CmBytes    *seed = malloc((size_t) fuzz_target.seeds * sizeof(CmBytes));

	for (int i = 0; i < fuzz_target.seeds; i++)
	{
		seed[i] = fuzz_target.seed(i);
		fuzz_require(try_bytes(seed[i].data, seed[i].used, false), "a seed is not sound");
	}
	for (long i = 0; i < mutations; i++)
	{
		size_t		length;
		uint8_t    *bytes = mutation(seed, (int) (i % fuzz_target.seeds), &length);

		sound += try_bytes(bytes, length, fuzz_target.repair != NULL && test_below(4) > 0);
		free(bytes);
	}
	for (int i = 0; i < fuzz_target.seeds; i++)
		cm_release(test_host(), seed[i].data);
	free(seed);
	printf("%ld mutations, %ld of them sound\n", mutations, sound);
	/* Were nearly all alike, nothing would have been tried. */
	return sound > mutations / 50 && sound < mutations / 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
