/*
 * publishable.c: a matrix of what a pattern leaves.
 */
#include "core/disclosure/publishable.h"

#include "core/matrix/reader.h"

/* The labels of one side: where they are in the pattern, and what they are in the builder once one is needed. */
typedef struct Side
{
	CmText	   *label;
	uint32_t   *hidden;			/* place in the pattern, UINT32_MAX for none */
	uint32_t   *code;			/* CM_NO_CODE: not needed yet */
} Side;

static Side
open_side(const CmHost *host, CmCursor *labels, uint32_t count, const CmText *pattern, uint32_t patterns)
{
	Side		side = {
		.label = cm_resize(host, NULL, (size_t) count + 1, sizeof(CmText)),
		.hidden = cm_resize(host, NULL, (size_t) count + 1, sizeof(uint32_t)),
		.code = cm_resize(host, NULL, (size_t) count + 1, sizeof(uint32_t))
	};

	for (uint32_t i = 0; i < count; i++)
	{
		side.label[i] = cm_get_label(labels);
		side.hidden[i] = cm_label_place(pattern, patterns, side.label[i]);
		side.code[i] = CM_NO_CODE;
		cm_breathe_at(host, i);
	}
	return side;
}

static void
close_side(const CmHost *host, Side *side)
{
	cm_release(host, side->label);
	cm_release(host, side->hidden);
	cm_release(host, side->code);
}

static uint32_t
code_of(CmDictionary *d, Side *side, uint32_t label)
{
	if (side->code[label] == CM_NO_CODE)
		side->code[label] = cm_dictionary_code(d, side->label[label].bytes, side->label[label].length);
	return side->code[label];
}

static bool
is_hidden(const CmTable *pattern, uint32_t region, uint32_t industry)
{
	return region != UINT32_MAX && industry != UINT32_MAX && cm_table_cell(pattern, region, industry) != UINT64_MAX;
}

static CmStatus
add_cell(CmBuilder *b, CmCell *cell, uint32_t region, uint32_t industry)
{
	CmStatus	status;

	if (region == CM_NO_CODE || industry == CM_NO_CODE)
		return CM_TOO_MANY_LABELS;
	cell->top.unknown |= CM_MOMENTS_UNKNOWN;
	cm_cell_complete(cell);
	status = cm_builder_add_cell(b, region, industry, cell);
	if (status == CM_OK)
		cm_builder_forget_fourth(b, industry);
	return status;
}

CmStatus
cm_builder_add_publishable(CmBuilder *b, const uint8_t *bytes, size_t count, const CmTable *pattern)
{
	CmReader	reader;
	CmCell		cell;
	CmStatus	status = cm_reader_open(&reader, bytes, count);
	Side		region,
				industry;

	if (status != CM_OK)
		return status;
	region = open_side(b->host, &reader.labels, reader.header.regions, pattern->region_label, pattern->regions);
	industry = open_side(b->host, &reader.labels, reader.header.industries, pattern->industry_label, pattern->industries);
	for (uint64_t c = 0; status == CM_OK && c < reader.header.cells; c++)
	{
		uint32_t	r,
					i;

		cm_breathe_at(b->host, c);
		if (!cm_reader_key(&reader, &r, &i))
		{
			status = CM_MALFORMED;
			break;
		}
		cm_get_cell(&reader.values, &cell);
		if (!is_hidden(pattern, region.hidden[r], industry.hidden[i]))
			status = add_cell(b, &cell, code_of(&b->region, &region, r), code_of(&b->industry, &industry, i));
	}
	close_side(b->host, &region);
	close_side(b->host, &industry);
	return status != CM_OK || cm_reader_sound(&reader) ? status : CM_MALFORMED;
}
