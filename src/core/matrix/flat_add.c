/*
 * flat_add.c: the sum of two stored matrices, without building one.
 *
 * Both are in order, so they are read side by side, and what belongs to one of
 * them only is copied as it is.
 */
#include "core/matrix/flat_add.h"

#include "core/matrix/builder_merge.h"
#include "core/matrix/writer.h"
#include "core/status.h"

#include <math.h>
#include <string.h>

#define AT_END UINT64_MAX

/* One of the two while it is read; places of its labels in the sum. */
typedef struct Side
{
	CmReader	reader;
	uint32_t   *region;
	uint32_t   *industry;
	uint64_t	left;			/* cells whose keys are not read */
	uint64_t	key;			/* region and industry in the sum of the next cell, or AT_END */
} Side;

typedef struct Adder
{
	const CmHost *host;
	uint64_t	max_cells;
	Side		side[2];
	CmWriter	writer;
	CmBuilder	single;			/* of one slot, where two cells are joined */
	CmBytes		keys;			/* of the region that is being written */
	uint32_t	region;
	uint32_t	region_cells;
	uint32_t	next_industry;	/* after the last cell of the region */
} Adder;

/* Labels of both in order, and where those of each side are; returns how many. */
static uint32_t
add_labels(Adder *a, uint32_t *place[2], const uint32_t count[2])
{
	uint32_t	at[2] = {0, 0};
	uint32_t	sum = 0;
	CmText		label[2];

	for (int i = 0; i < 2; i++)
	{
		place[i] = cm_resize(a->host, NULL, (size_t) count[i] + 1, sizeof(uint32_t));
		if (count[i] > 0)
			label[i] = cm_get_label(&a->side[i].reader.labels);
	}
	for (; at[0] < count[0] || at[1] < count[1]; sum++)
	{
		int			order = at[0] == count[0] ? 1 : at[1] == count[1] ? -1 : cm_text_compare(&label[0], &label[1]);
		const CmText *least = &label[order > 0];

		cm_put_varint(&a->writer.section[0], least->length);
		cm_put_bytes(&a->writer.section[0], least->bytes, least->length);
		cm_breathe_at(a->host, sum);
		for (int i = 0; i < 2; i++)
			if (i == 0 ? order <= 0 : order >= 0)
			{
				place[i][at[i]] = sum;
				if (++at[i] < count[i])
					label[i] = cm_get_label(&a->side[i].reader.labels);
			}
	}
	return sum;
}

static void
add_all_labels(Adder *a)
{
	CmHeader   *sum = &a->writer.header;
	const CmHeader *left = &a->side[0].reader.header,
			   *right = &a->side[1].reader.header;
	uint32_t   *place[2];

	sum->regions = add_labels(a, place, (uint32_t[2]) {left->regions, right->regions});
	a->side[0].region = place[0];
	a->side[1].region = place[1];
	sum->industries = add_labels(a, place, (uint32_t[2]) {left->industries, right->industries});
	a->side[0].industry = place[0];
	a->side[1].industry = place[1];
	sum->skipped = left->skipped + right->skipped;
}

static CmStatus
add_fourths(Adder *a)
{
	uint32_t	at[2] = {0, 0};
	CmStatus	status = CM_OK;

	for (uint32_t industry = 0; industry < a->writer.header.industries && status == CM_OK; industry++)
	{
		CmExact		sum = {0};
		bool		known = true;

		cm_breathe_at(a->host, industry);
		for (int i = 0; i < 2; i++)
		{
			Side	   *side = &a->side[i];
			CmDyadic	fourth;
			CmExact		parts;

			if (at[i] == side->reader.header.industries || side->industry[at[i]] != industry)
				continue;
			at[i]++;
			if (!cm_reader_fourth(&side->reader, &fourth))
			{
				known = false;
				continue;
			}
			cm_dyadic_parts(&fourth, &parts);
			for (int p = 0; p < parts.parts; p++)
				cm_exact_push(&sum, parts.part[p]);
		}
		/* Beyond the range of doubles it is unknown. */
		known = known && !isnan(cm_exact_round(&sum));
		status = cm_writer_put_fourth(&a->writer, known ? &sum : NULL);
	}
	return status;
}

/* To the next key of a side. */
static bool
next_key(Side *side)
{
	uint32_t	region,
				industry;

	side->key = AT_END;
	if (side->left == 0)
		return true;
	side->left--;
	if (!cm_reader_key(&side->reader, &region, &industry))
		return false;
	side->key = (uint64_t) side->region[region] << 32 | side->industry[industry];
	return true;
}

static void
end_region(Adder *a)
{
	cm_put_varint(&a->writer.section[2], a->region_cells);
	cm_put_bytes(&a->writer.section[2], a->keys.data, a->keys.used);
	a->keys.used = 0;
	a->region_cells = a->next_industry = 0;
	a->region++;
}

static void
put_key(Adder *a, uint64_t key)
{
	uint32_t	industry = (uint32_t) key;

	while (a->region < key >> 32)
		end_region(a);
	cm_put_varint(&a->keys, industry - a->next_industry);
	a->next_industry = industry + 1;
	a->region_cells++;
	cm_breathe_at(a->host, a->writer.header.cells++);
}

/* Both cells of a pair into one. */
static CmStatus
put_joined(Adder *a)
{
	CmStatus	status = CM_OK;

	cm_builder_clear_slot(&a->single, 0);
	for (int i = 0; i < 2 && status == CM_OK; i++)
		status = cm_builder_join_stored(&a->single, 0, &a->side[i].reader.values);
	return status == CM_OK ? cm_writer_put_slot(&a->writer, &a->single, 0) : status;
}

static CmStatus
add_cells(Adder *a)
{
	Side	   *left = &a->side[0],
			   *right = &a->side[1];
	CmStatus	status = CM_OK;
	uint32_t	slot;

	cm_dictionary_code(&a->single.region, "", 0);
	cm_dictionary_code(&a->single.industry, "", 0);
	status = cm_builder_reserve(&a->single, 1);
	if (status == CM_OK)
		status = cm_builder_slot(&a->single, 0, 0, &slot);
	if (!next_key(left) || !next_key(right))
		return CM_MALFORMED;
	while (status == CM_OK && (left->key != AT_END || right->key != AT_END))
	{
		Side	   *first = left->key <= right->key ? left : right;
		bool		both = left->key == right->key;

		if (a->writer.header.cells == a->max_cells)
			return CM_TOO_MANY_CELLS;
		put_key(a, first->key);
		status = both ? put_joined(a) : cm_writer_copy_cell(&a->writer, &first->reader.values);
		if (!next_key(first) || (both && !next_key(right)))
			return CM_MALFORMED;
	}
	while (a->region < a->writer.header.regions)
		end_region(a);
	return status;
}

static void
release(Adder *a)
{
	for (int i = 0; i < 2; i++)
	{
		cm_release(a->host, a->side[i].region);
		cm_release(a->host, a->side[i].industry);
	}
	cm_release(a->host, a->keys.data);
	cm_builder_close(&a->single);
	cm_writer_close(&a->writer);
}

CmStatus
cm_flat_add(const CmHost *host, const uint8_t *left, size_t left_count,
			const uint8_t *right, size_t right_count, uint64_t max_cells, CmBytes *out)
{
	Adder		a = {.host = host, .max_cells = max_cells, .keys = {.host = host}};
	CmStatus	status = cm_reader_open(&a.side[0].reader, left, left_count);

	if (status == CM_OK)
		status = cm_reader_open(&a.side[1].reader, right, right_count);
	if (status != CM_OK)
		return status;
	cm_writer_open(&a.writer, host);
	cm_builder_init(&a.single, host, 1);
	for (int i = 0; i < 2; i++)
		a.side[i].left = a.side[i].reader.header.cells;
	add_all_labels(&a);
	status = add_fourths(&a);
	if (status == CM_OK)
		status = add_cells(&a);
	if (!cm_reader_sound(&a.side[0].reader) || !cm_reader_sound(&a.side[1].reader))
		status = CM_MALFORMED;
	if (status == CM_OK)
		status = cm_writer_finish(&a.writer, out);
	release(&a);
	return status;
}
