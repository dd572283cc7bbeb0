/*
 * reader.c: a stored matrix from front to back, and its one validator.
 */
#include "core/matrix/reader.h"

#include "core/status.h"

#include <math.h>
#include <string.h>

CmStatus
cm_reader_open(CmReader *reader, const uint8_t *bytes, size_t count)
{
	CmCursor   *section[4] = {&reader->labels, &reader->fourths, &reader->keys, &reader->values};
	CmStatus	status;

	memset(reader, 0, sizeof(*reader));
	status = cm_get_header(bytes, count, &reader->header);
	if (status != CM_OK)
		return status;
	bytes += CM_HEADER_BYTES;
	for (int i = 0; i < 4; i++)
	{
		section[i]->at = bytes;
		bytes += reader->header.section[i];
		section[i]->end = bytes;
	}
	reader->region = UINT32_MAX;
	return CM_OK;
}

bool
cm_reader_far_key(CmReader *reader, uint32_t *region, uint32_t *industry)
{
	uint64_t	step;

	while (reader->left_in_region == 0)
	{
		if (++reader->region >= reader->header.regions)
		{
			reader->keys.bad = true;
			return false;
		}
		reader->left_in_region = cm_get_varint(&reader->keys);
		reader->first_in_region = true;
		if (reader->keys.bad)
			return false;
	}
	step = cm_get_varint(&reader->keys);
	if (reader->first_in_region)
		reader->industry = 0;
	else if (reader->keys.bad || step >= reader->header.industries)
		reader->keys.bad = true;
	else
		step++;
	if (reader->keys.bad || step >= reader->header.industries - reader->industry)
	{
		reader->keys.bad = true;
		return false;
	}
	reader->first_in_region = false;
	reader->left_in_region--;
	*region = reader->region;
	*industry = reader->industry += (uint32_t) step;
	return true;
}

bool
cm_reader_fourth(CmReader *reader, CmDyadic *sum)
{
	if (reader->fourths.at < reader->fourths.end && *reader->fourths.at == CM_FOURTH_UNKNOWN)
	{
		reader->fourths.at++;
		return false;
	}
	cm_get_number(&reader->fourths, sum);
	return true;
}

bool
cm_reader_sound(const CmReader *reader)
{
	return !(reader->labels.bad || reader->fourths.bad || reader->keys.bad || reader->values.bad);
}

/* Validation ---------------------------------------------------------- */

typedef struct Check
{
	const CmHost *host;
	CmReader	reader;
	CmBytes		again;			/* what was read, written once more */
	uint64_t	firms;
	uint32_t	flags;
	CmTails		size;			/* exact total */
} Check;

/* Is what was read between two places what we write for the same value? */
static bool
written_so(const Check *check, const uint8_t *from, const CmCursor *to)
{
	size_t		count = (size_t) (to->at - from);

	return !to->bad && count == check->again.used &&
		memcmp(from, check->again.data, count) == 0;
}

static const char *
labels_fault(Check *check, uint32_t count, bool any_order)
{
	CmCursor   *in = &check->reader.labels;
	CmText		before = {NULL, 0};

	for (uint32_t i = 0; i < count; i++)
	{
		CmText		label = cm_get_label(in);
		int			order = i == 0 ? -1 : cm_text_compare(&before, &label);

		if (in->bad)
			return "a label is cut short or too long";
		if (label.length > 0 && memchr(label.bytes, 0, label.length) != NULL)
			return "a label holds a zero byte";
		if (order == 0 || (order > 0 && !any_order))
			return "labels are not in ascending order";
		before = label;
		cm_breathe_at(check->host, i);
	}
	return NULL;
}

static const char *
fourths_fault(Check *check)
{
	CmReader   *reader = &check->reader;

	for (uint32_t i = 0; i < reader->header.industries; i++)
	{
		const uint8_t *from = reader->fourths.at;
		CmDyadic	sum;
		CmExact		parts;

		cm_breathe_at(check->host, i);
		if (!cm_reader_fourth(reader, &sum))
			continue;
		if (reader->fourths.bad || !(sum.head >= 0) || !isfinite(sum.head))
			return "a sum of fourth powers is not a number";
		cm_dyadic_parts(&sum, &parts);
		if (!cm_exact_canonical(&parts, &sum))
			return "a sum of fourth powers is out of range";
		check->again.used = 0;
		cm_put_number(&check->again, &sum);
		if (!written_so(check, from, &reader->fourths))
			return "a sum of fourth powers is not in its shortest form";
	}
	return NULL;
}

static bool
finite_cell(const CmCell *cell)
{
	bool		finite = isfinite(cell->top.largest) && isfinite(cell->top.second) &&
		cell->top.largest >= 0 && cell->top.second >= 0;

	for (int i = 0; i < cell->size.parts; i++)
		finite = finite && isfinite(cell->size.part[i]) && cell->size.part[i] >= 0;
	for (int i = 0; i < cell->squares.parts; i++)
		finite = finite && isfinite(cell->squares.part[i]) && cell->squares.part[i] >= 0;
	return finite;
}

static const char *
cell_fault(Check *check, CmCell *cell)
{
	CmCursor   *in = &check->reader.values;
	const uint8_t *from = in->at;
	const char *fault;

	cm_get_cell(in, cell);
	if (in->bad)
		return "a cell is cut short or has an unknown form of number";
	if (!finite_cell(cell))
		return "a cell holds a negative number, NaN or infinity";
	if (cell->top.unknown & CM_FIRMS_UNKNOWN && cell->firms != 0)
		return "a cell has a number of firms that is unknown";
	fault = cm_cell_fault(cell);
	if (fault != NULL)
		return fault;
	cm_cell_complete(cell);
	check->again.used = 0;
	cm_put_cell(&check->again, cell);
	return written_so(check, from, in) ? NULL : "a cell is not in its shortest form";
}

static const char *
cells_fault(Check *check)
{
	CmReader   *reader = &check->reader;
	CmCell		cell;

	cm_tails_reserve(&check->size, check->host, 1);
	for (uint64_t i = 0; i < reader->header.cells; i++)
	{
		uint32_t	region,
					industry;
		const char *fault;

		if (!cm_reader_key(reader, &region, &industry))
			return "the places of the cells are out of order or out of range";
		fault = cell_fault(check, &cell);
		if (fault != NULL)
			return fault;
		for (int p = 0; p < cell.size.parts; p++)
			cm_tails_add(&check->size, check->host, 0, cell.size.part[p]);
		check->firms += cell.firms;
		if (check->firms > CM_FIRMS_MOST)
			return "more than 2^53 firms";
		if (cell.top.unknown & CM_FIRMS_UNKNOWN)
			check->flags |= CM_FLAG_FIRMS_UNKNOWN;
		if (cell.top.unknown & CM_SIZE_UNKNOWN)
			check->flags |= CM_FLAG_SIZE_UNKNOWN;
		cm_breathe_at(check->host, i);
	}
	return reader->left_in_region == 0 ? NULL : "a region promises more cells than there are";
}

/* Every label must have a cell; keys are read once more for that. */
static const char *
use_fault(Check *check, const uint8_t *bytes, size_t count)
{
	CmReader	again;
	uint32_t	industries = check->reader.header.industries;
	uint8_t    *used;
	uint32_t	region,
				industry,
				last = UINT32_MAX;
	uint32_t	regions_used = 0,
				industries_used = 0;

	cm_reader_open(&again, bytes, count);
	used = cm_resize(check->host, NULL, (size_t) industries + 1, 1);
	memset(used, 0, (size_t) industries + 1);
	for (uint64_t i = 0; i < again.header.cells; i++)
	{
		cm_reader_key(&again, &region, &industry);
		regions_used += region != last;
		last = region;
		industries_used += !used[industry];
		used[industry] = 1;
		cm_breathe_at(check->host, i);
	}
	cm_release(check->host, used);
	if (regions_used != again.header.regions || industries_used != industries)
		return "a label has no cell";
	return NULL;
}

static const char *
totals_fault(Check *check)
{
	const CmHeader *header = &check->reader.header;
	CmExact		size = {0};
	CmReader   *reader = &check->reader;

	cm_tails_collect(&check->size, 0, &size);
	if (header->firms != check->firms)
		return "the number of firms differs from that of the cells";
	if (header->flags != check->flags)
		return "what the header says to be unknown differs from what is in the cells";
	if (!(header->size == cm_exact_round(&size)) || signbit(header->size))
		return "the total size differs from that of the cells";
	if (header->skipped > CM_FIRMS_MOST)
		return "the number of skipped rows is out of range";
	if (reader->labels.at != reader->labels.end || reader->fourths.at != reader->fourths.end ||
		reader->keys.at != reader->keys.end || reader->values.at != reader->values.end)
		return "there are bytes after the end of a section";
	return NULL;
}

const char *
cm_flat_fault(const CmHost *host, const uint8_t *bytes, size_t count, bool any_order)
{
	Check		check = {.host = host, .again = {.host = host}};
	const char *fault;

	if (cm_reader_open(&check.reader, bytes, count) != CM_OK)
		return "the header is not that of a cluster_matrix, or its lengths do not add up";
	fault = labels_fault(&check, check.reader.header.regions, any_order);
	if (fault == NULL)
		fault = labels_fault(&check, check.reader.header.industries, any_order);
	if (fault == NULL)
		fault = fourths_fault(&check);
	if (fault == NULL)
		fault = cells_fault(&check);
	if (fault == NULL)
		fault = use_fault(&check, bytes, count);
	if (fault == NULL)
		fault = totals_fault(&check);

	cm_release(host, check.again.data);
	cm_tails_release(&check.size, host);
	return fault;
}
