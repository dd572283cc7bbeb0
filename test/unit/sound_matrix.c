/*
 * sound_matrix.c: stored matrices to begin with, and mutations of them.
 */
#include "sound_matrix.h"

#include "core/matrix/builder_encode.h"
#include "core/matrix/reader.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Mutations ------------------------------------------------------------ */

void
repair_totals(uint8_t *bytes, size_t count)
{
	CmReader	r;
	CmCell		cell;
	CmTails		size = {0};
	CmExact		sum = {.parts = 0};
	uint32_t	flags = 0;

	if (cm_reader_open(&r, bytes, count) != CM_OK)
		return;
	r.header.firms = 0;
	cm_tails_reserve(&size, test_host(), 1);
	for (uint64_t i = 0; i < r.header.cells; i++)
	{
		cm_get_cell(&r.values, &cell);
		r.header.firms += cell.firms;
		flags |= (cell.top.unknown & CM_FIRMS_UNKNOWN ? CM_FLAG_FIRMS_UNKNOWN : 0) | (cell.top.unknown & CM_SIZE_UNKNOWN ? CM_FLAG_SIZE_UNKNOWN : 0);
		for (int p = 0; p < cell.size.parts; p++)
			cm_tails_add(&size, test_host(), 0, cell.size.part[p]);
	}
	cm_tails_collect(&size, 0, &sum);
	r.header.size = cm_exact_round(&sum);
	r.header.flags = flags;
	cm_put_header(bytes, &r.header);
	cm_tails_release(&size, test_host());
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
	size_t		after = fuzz_splice(bytes, count, at, removed, added, length);

	if (section >= 0 && test_below(8) > 0)
	{
		CmHeader	header;

		cm_read_header(bytes, &header);
		header.section[section] += (uint32_t) (after - count);
		cm_put_header(bytes, &header);
	}
	return after;
}

size_t
mutate_matrix(uint8_t *bytes, size_t count, const CmBytes *other)
{
	size_t		field = 4 + 4 * test_below(15);

	if (test_below(9) > 0)
		return fuzz_mutate(bytes, count, other, splice);
	if (field + 4 <= count)
		bytes[field + test_below(4)] = (uint8_t) (test_below(4) * 85);
	return count;
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
	bool		sized = test_below(6) > 0;
	double		largest = cell.firms > 0 && sized ? (double) test_below(20) : 0,
				rest = cell.firms > 1 ? (double) test_below((uint64_t) largest + 1) : 0;
	uint32_t	r = cm_dictionary_code(&b->region, region, strlen(region)),
				i = cm_dictionary_code(&b->industry, industry, strlen(industry));

	if (!sized)
		cell.top.unknown |= CM_SIZE_UNKNOWN | CM_MOMENTS_UNKNOWN;
	cell.top.largest = cell.top.unknown & CM_LARGEST_UNKNOWN ? 0 : largest;
	cell.top.second = cell.top.unknown & (CM_LARGEST_UNKNOWN | CM_SECOND_UNKNOWN) ? 0 : rest;
	cm_exact_set(&cell.size, largest + rest);
	cm_exact_set(&cell.squares, largest * largest + rest * rest);
	cm_cell_complete(&cell);
	fuzz_require(cm_cell_fault(&cell) == NULL, "a published cell contradicts itself");
	fuzz_require(cm_builder_add_cell(b, r, i, &cell) == CM_OK, "a published cell cannot be added");
	cm_builder_forget_fourth(b, i);
}

CmBytes
sound_matrix(int kind)
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
			fuzz_require(cm_builder_add_firm(&b, region, strlen(region), industry, strlen(industry), seed_size(kind)) == CM_OK,
					"a firm cannot be added");
	}
	b.skipped = (uint64_t) kind;
	fuzz_require(cm_builder_encode(&b, &flat) == CM_OK, "a seed cannot be written");
	test_builder_free(&b);
	return flat;
}
