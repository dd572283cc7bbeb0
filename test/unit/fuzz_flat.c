/*
 * fuzz_flat.c: any bytes at all, given to everything that reads stored values.
 *
 * The validator must tell sound from unsound: what it lets pass comes out of a
 * builder as the same bytes.  Readers trust values, but must stay inside the
 * bytes, come to an end and take memory in proportion, whatever they read.
 */
#include "sound_matrix.h"

#include "core/matrix/builder_encode.h"
#include "core/matrix/builder_merge.h"
#include "core/matrix/flat_add.h"
#include "core/matrix/reader.h"

#include <math.h>
#include <string.h>

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
			fuzz_require(region < r.header.regions && industry < r.header.industries, "a key is out of range");
		cm_get_cell(&r.values, &cell);
		fuzz_require(cell.size.parts <= CM_EXACT_PARTS && cell.squares.parts <= CM_EXACT_PARTS, "too many parts");
	}
}

static void
open_table(const uint8_t *bytes, size_t count, bool sound)
{
	CmTable		t;
	bool		opened = cm_table_open(&t, test_host(), bytes, count) == CM_OK;

	fuzz_require(opened || !sound, "a sound value does not open");
	if (opened && sound)
		for (uint64_t i = 0; i < t.cells; i++)
			fuzz_require(isnan(t.cell.size[i]) ? isnan(t.size) : t.cell.size[i] >= 0 && isfinite(t.cell.size[i]), "a sound value has an odd size");
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
	fuzz_require(status == CM_OK || !sound, "a sound value cannot be added");
	before = test_allocations();
	if (status == CM_OK)
		status = cm_builder_encode(&b, &out);
	fuzz_require(test_allocations() <= before + (out.data != NULL), "encoding left memory behind");
	if (sound)
		fuzz_require(status == CM_OK && out.used == count && memcmp(out.data, bytes, count) == 0,
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
		fuzz_require(cm_flat_fault(test_host(), out.data, out.used, false) == NULL, "what is left is not sound");
	cm_release(test_host(), out.data);
	test_builder_free(&b);
	out = (CmBytes) {.host = test_host()};
	status = cm_flat_add(test_host(), bytes, count, bytes, count, UINT64_MAX, &out);
	if (sound && status == CM_OK)
		fuzz_require(cm_flat_fault(test_host(), out.data, out.used, false) == NULL, "twice the value is not sound");
	cm_release(test_host(), out.data);
}

/* Is it sound?  Everything that reads it is tried. */
static bool
test(const uint8_t *bytes, size_t count)
{
	bool		sound = cm_flat_fault(test_host(), bytes, count, false) == NULL;

	fuzz_require(!sound || cm_flat_fault(test_host(), bytes, count, true) == NULL, "labels in order are in no order");
	cm_flat_fault(test_host(), bytes, count, true);
	read_all(bytes, count);
	open_table(bytes, count, sound);
	build_again(bytes, count, sound);
	add_and_subtract(bytes, count, sound);
	return sound;
}

const FuzzTarget fuzz_target = {
	.mutations = 200000,
	.most = 4096,
	.memory = 65536,
	.seeds = SOUND_MATRICES,
	.seed = sound_matrix,
	.mutate = mutate_matrix,
	.repair = repair_totals,
	.test = test,
};
