/*
 * fuzz_flat.c: any bytes at all, given to everything that reads stored values.
 *
 *   fuzz_flat [mutations]   deterministic mutations of sound values
 *   make fuzz               the same readers, driven by libFuzzer
 *
 * The validator must tell sound from unsound: what it lets pass comes out of a
 * builder as the same bytes.  Readers trust values, but must stay inside the
 * bytes, come to an end and take memory in proportion, whatever they read.
 */
#include "host.h"

#include "core/add.h"
#include "core/reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEEDS 16
#define ROOM 256				/* bytes that one mutation may add */

/* Memory for reading: a table holds about 140 bytes for a label of one byte. */
#define MEMORY_BASE 65536
#define MEMORY_PER_BYTE 1024

int			LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);
size_t		LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t most, unsigned int kind);

static const uint8_t *now_bytes;
static size_t now_count;

static void
require(bool condition, const char *what)
{
	if (condition)
		return;
	fprintf(stderr, "%s:", what);
	for (size_t i = 0; i < now_count; i++)
		fprintf(stderr, " %02x", now_bytes[i]);
	fprintf(stderr, "\n");
	abort();
}

/* Readers -------------------------------------------------------------- */

static void
read_all(const uint8_t *bytes, size_t count)
{
	CmReader	r;
	CmCell		cell;
	CmDyadic	sum;
	uint32_t	region,
				industry;

	if (cm_reader_open(&r, bytes, count) != CM_OK)
		return;
	for (uint64_t i = 0; i < (uint64_t) r.header.regions + r.header.industries; i++)
		cm_get_label(&r.labels);
	for (uint32_t i = 0; i < r.header.industries; i++)
		cm_reader_fourth(&r, &sum);
	for (uint64_t i = 0; i < r.header.cells; i++)
	{
		if (cm_reader_key(&r, &region, &industry))
			require(region < r.header.regions && industry < r.header.industries, "a key is out of range");
		cm_get_cell(&r.values, &cell);
		require(cell.size.parts <= CM_EXACT_PARTS && cell.squares.parts <= CM_EXACT_PARTS, "too many parts");
	}
}

static void
open_table(const uint8_t *bytes, size_t count, bool sound)
{
	CmTable		t;
	bool		opened = cm_table_open(&t, test_host(), bytes, count) == CM_OK;

	require(opened || !sound, "a sound value does not open");
	if (opened && sound)
		for (uint64_t i = 0; i < t.cells; i++)
			require(t.cell.size[i] >= 0 && isfinite(t.cell.size[i]), "a sound value has an odd size");
	cm_table_close(&t, test_host());
}

/* Into an empty builder and out again: the same bytes, if they were sound. */
static void
build_again(const uint8_t *bytes, size_t count, bool sound)
{
	CmBuilder	b;
	CmBytes		out = {.host = test_host()};
	CmStatus	status;
	int			before;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	status = cm_builder_add_flat(&b, bytes, count, NULL);
	require(status == CM_OK || !sound, "a sound value cannot be added");
	before = test_allocations();
	if (status == CM_OK)
		status = cm_builder_encode(&b, &out);
	require(test_allocations() <= before + (out.data != NULL), "encoding left memory behind");
	if (sound)
		require(status == CM_OK && out.used == count && memcmp(out.data, bytes, count) == 0,
				"a sound value is not written as it was");
	cm_release(test_host(), out.data);
	test_builder_free(&b);
}

/* Twice the value less the value: whatever comes out is sound. */
static void
add_and_subtract(const uint8_t *bytes, size_t count, bool sound)
{
	CmBuilder	b;
	CmBytes		out = {.host = test_host()};
	CmStatus	status = CM_OK;

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (int i = 0; i < 2 && status == CM_OK; i++)
		status = cm_builder_add_flat(&b, bytes, count, NULL);
	if (status == CM_OK)
		status = cm_builder_subtract_flat(&b, bytes, count);
	if (status == CM_OK)
		status = cm_builder_encode(&b, &out);
	if (sound && status == CM_OK)
		require(cm_flat_fault(test_host(), out.data, out.used, false) == NULL, "what is left is not sound");
	cm_release(test_host(), out.data);
	test_builder_free(&b);
	out = (CmBytes) {.host = test_host()};
	status = cm_flat_add(test_host(), bytes, count, bytes, count, UINT64_MAX, &out);
	if (sound && status == CM_OK)
		require(cm_flat_fault(test_host(), out.data, out.used, false) == NULL, "twice the value is not sound");
	cm_release(test_host(), out.data);
}

/* Is it sound?  Everything that reads it is tried. */
static bool
try_bytes(const uint8_t *bytes, size_t count)
{
	bool		sound;

	now_bytes = bytes;
	now_count = count;
	test_limit_memory(MEMORY_BASE + MEMORY_PER_BYTE * count);
	sound = cm_flat_fault(test_host(), bytes, count, false) == NULL;
	require(!sound || cm_flat_fault(test_host(), bytes, count, true) == NULL, "labels in order are in no order");
	cm_flat_fault(test_host(), bytes, count, true);
	read_all(bytes, count);
	open_table(bytes, count, sound);
	build_again(bytes, count, sound);
	add_and_subtract(bytes, count, sound);
	test_unlimit_memory();
	return sound;
}

/* Mutations ------------------------------------------------------------ */

/* Lets the header agree with the cells, so that more gets past it. */
static void
repair_totals(uint8_t *bytes, size_t count)
{
	CmReader	r;
	CmCell		cell;
	CmTails		size = {0};
	CmExact		sum = {.parts = 0};
	bool		firms_unknown = false;

	if (cm_reader_open(&r, bytes, count) != CM_OK)
		return;
	r.header.firms = 0;
	cm_tails_reserve(&size, test_host(), 1);
	for (uint64_t i = 0; i < r.header.cells; i++)
	{
		cm_get_cell(&r.values, &cell);
		r.header.firms += cell.firms;
		firms_unknown = firms_unknown || cell.top.unknown & CM_FIRMS_UNKNOWN;
		for (int p = 0; p < cell.size.parts; p++)
			cm_tails_add(&size, test_host(), 0, cell.size.part[p]);
	}
	cm_tails_collect(&size, 0, &sum);
	r.header.size = cm_exact_round(&sum);
	r.header.flags = firms_unknown ? CM_FLAG_FIRMS_UNKNOWN : 0;
	cm_put_header(bytes, &r.header);
	for (int i = 0; i < size.levels; i++)
		cm_release(test_host(), size.level[i]);
	cm_release(test_host(), size.level);
}

/* The section that a place belongs to, or -1 for the header. */
static int
section_of(const uint8_t *bytes, size_t at)
{
	CmHeader	header;
	size_t		end = CM_HEADER_BYTES;

	cm_read_header(bytes, &header);
	for (int i = 0; at >= CM_HEADER_BYTES && i < 4; i++)
	{
		end += header.section[i];
		if (at < end)
			return i;
	}
	return -1;
}

/* Puts bytes in the place of others; most often the lengths follow. */
static size_t
splice(uint8_t *bytes, size_t count, size_t at, size_t removed, const uint8_t *added, size_t length)
{
	int			section = count < CM_HEADER_BYTES ? -1 : section_of(bytes, at);

	removed = removed > count - at ? count - at : removed;
	memmove(bytes + at + length, bytes + at + removed, count - at - removed);
	memcpy(bytes + at, added, length);
	if (section >= 0 && test_below(8) > 0)
	{
		CmHeader	header;

		cm_read_header(bytes, &header);
		header.section[section] += (uint32_t) (length - removed);
		cm_put_header(bytes, &header);
	}
	return count + length - removed;
}

/* A number, a varint or bits as a cell may have them, sometimes too long. */
static size_t
token(uint8_t *bytes)
{
	static const double number[] = {0, 1, 223, 224, 0.01, 0.1, 1e15, 9007199254740991, 9007199254740992,
	1e-154, 1e154, 1e-300, 1.7e308, 4.9e-324, INFINITY, NAN, -1};
	CmBytes		out = {.host = test_host()};
	CmDyadic	exact = {.head = 1 + (double) test_below(9), .tail_bytes = 1 + (int) test_below(9)};
	size_t		length;

	switch (test_below(6))
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
		case 3:
			cm_put_double(&out, number[test_below(sizeof(number) / sizeof(number[0]))]);
			break;
		default:
			cm_put_double(&out, (double) test_below(1000) / (test_below(2) ? 100 : 1));
			break;
	}
	length = out.used;
	memcpy(bytes, out.data, length);
	cm_release(test_host(), out.data);
	return length;
}

static size_t
mutate_once(uint8_t *bytes, size_t count, const CmBytes *other)
{
	size_t		at = test_below(count);
	uint8_t		piece[32];

	switch (test_below(9))
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
		case 5:					/* a field of the header */
			at = 4 + 4 * test_below(15);
			if (at + 4 <= count)
				bytes[at + test_below(4)] = (uint8_t) (test_below(4) * 85);
			return count;
		case 6:					/* a varint that is longer than it need be */
			piece[0] = bytes[at] | 0x80;
			piece[1] = 0;
			return splice(bytes, count, at, 1, piece, 2);
		default:
			return splice(bytes, count, at, test_below(10), piece, token(piece));
	}
}

/* Seeds ---------------------------------------------------------------- */

static double
seed_size(int kind)
{
	switch (kind % 4)
	{
		case 0:
			return (double) test_below(300);
		case 1:
			return (double) test_below(100000) / 100;
		case 2:
			return ldexp((double) test_random(), (int) test_below(120) - 100);
		default:
			return ldexp((double) test_random(), (int) test_below(1900) - 1100);
	}
}

/* A published cell of a few firms with anything hidden. */
static void
publish(CmBuilder *b, const char *region, const char *industry)
{
	CmCell		cell = {.firms = test_below(5), .top.unknown = (unsigned) test_below(16)};
	double		largest = cell.firms > 0 ? (double) test_below(20) : 0,
				rest = cell.firms > 1 ? (double) test_below((uint64_t) largest + 1) : 0;
	uint32_t	r = cm_dictionary_code(&b->region, region, strlen(region)),
				i = cm_dictionary_code(&b->industry, industry, strlen(industry));

	cell.top.largest = cell.top.unknown & CM_LARGEST_UNKNOWN ? 0 : largest;
	cell.top.second = cell.top.unknown & (CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN) ? 0 : rest;
	cm_exact_set(&cell.size, largest + rest);
	cm_exact_set(&cell.squares, largest * largest + rest * rest);
	cm_cell_complete(&cell);
	require(cm_cell_fault(&cell) == NULL, "a published cell contradicts itself");
	require(cm_builder_add_cell(b, r, i, &cell) == CM_OK, "a published cell cannot be added");
	cm_builder_forget_fourth(b, i);
}

/* Whole numbers, cents, wild doubles, labels of every length, published cells. */
static CmBytes
make_seed(int kind)
{
	CmBuilder	b;
	CmBytes		flat = {.host = test_host()};
	char		region[64],
				industry[64];

	cm_builder_init(&b, test_host(), UINT64_MAX);
	for (int i = 0; i < kind * kind / 2; i++)
	{
		snprintf(region, sizeof(region), "%.*s%c", (int) test_below(kind), "a long common start of labels", (char) ('A' + test_below(4)));
		snprintf(industry, sizeof(industry), "%d", (int) test_below(5));
		if (kind % 3 == 2 && i % 2 == 0)
			publish(&b, region, industry);
		else
			require(cm_builder_add_firm(&b, region, strlen(region), industry, strlen(industry), seed_size(kind)) == CM_OK,
					"a firm cannot be added");
	}
	b.skipped = (uint64_t) kind;
	require(cm_builder_encode(&b, &flat) == CM_OK, "a seed cannot be written");
	test_builder_free(&b);
	return flat;
}

/* libFuzzer: the bytes as they are, and with a header that agrees with them. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	uint8_t    *copy = malloc(count == 0 ? 1 : count);

	try_bytes(bytes, count);
	if (count > 0)
		memcpy(copy, bytes, count);
	repair_totals(copy, count);
	try_bytes(copy, count);
	free(copy);
	require(test_allocations() == 0, "memory was left behind");
	return 0;
}

#ifdef FUZZER

/* libFuzzer's own mutations know nothing of sections: these do. */
size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t most, unsigned int kind)
{
	CmBytes		seed = make_seed((int) (kind % SEEDS));

	if (count < CM_HEADER_BYTES && seed.used <= most)
		memcpy(bytes, seed.data, count = seed.used);
	else if (count > 0 && count + ROOM <= most)
		count = mutate_once(bytes, count, &seed);
	cm_release(test_host(), seed.data);
	return count;
}

#else

/* A mutation of one of the seeds, in memory of its own that ends where it ends. */
static uint8_t *
mutation(const CmBytes *seed, int number, size_t *count)
{
	const CmBytes *from = &seed[number % SEEDS];
	uint8_t    *room = malloc(from->used + ROOM);
	uint8_t    *exact;

	*count = from->used;
	memcpy(room, from->data, *count);
	for (uint64_t n = 1 + test_below(3); n > 0 && *count > 0; n--)
		*count = mutate_once(room, *count, &seed[test_below(SEEDS)]);
	if (test_below(4) > 0)
		repair_totals(room, *count);
	exact = malloc(*count == 0 ? 1 : *count);
	memcpy(exact, room, *count);
	free(room);
	return exact;
}

int
main(int count, char **argument)
{
	long		mutations = count > 1 ? strtol(argument[1], NULL, 10) : 200000;
	long		sound = 0;
	CmBytes		seed[SEEDS];

	for (int i = 0; i < SEEDS; i++)
	{
		seed[i] = make_seed(i);
		require(try_bytes(seed[i].data, seed[i].used), "a seed is not sound");
	}
	for (long i = 0; i < mutations; i++)
	{
		size_t		length;
		uint8_t    *bytes = mutation(seed, (int) (i % SEEDS), &length);

		sound += try_bytes(bytes, length);
		free(bytes);
		require(test_allocations() == SEEDS, "memory was left behind");
	}
	for (int i = 0; i < SEEDS; i++)
		cm_release(test_host(), seed[i].data);
	printf("%ld mutations, %ld of them sound\n", mutations, sound);
	/* Were nearly all alike, nothing would have been tried. */
	return sound > mutations / 50 && sound < mutations / 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
