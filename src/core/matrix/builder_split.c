/*
 * builder_split.c: cells of a stored matrix in parts, as a concordance of
 * classifications says.
 */
#include "core/matrix/builder_split.h"

#include "core/matrix/reader.h"

/* Adds so much of cells whose firms are not known; NULL: their size neither. */
static CmStatus
add_part(CmBuilder *b, const CmSplit *split, uint64_t part, uint32_t other, const CmExact *size)
{
	CmCell		cell = {.top = {.unknown = CM_FIRMS_UNKNOWN | CM_MOMENTS_UNKNOWN | (size == NULL ? CM_SIZE_UNKNOWN : 0)}};
	uint32_t	region = split->of_regions ? split->code[part] : other,
				industry = split->of_regions ? other : split->code[part];
	CmStatus	status;

	if (size != NULL)
		cell.size = *size;
	cm_cell_complete(&cell);
	status = cm_builder_add_cell(b, region, industry, &cell);
	if (status == CM_OK)
		cm_builder_forget_fourth(b, industry);
	return status;
}

/* The largest part takes what the others leave, so that nothing is lost by rounding. */
static CmStatus
add_parts(CmBuilder *b, const CmSplit *split, uint32_t label, uint32_t other, const CmExact *size)
{
	uint64_t	largest = split->start[label];
	double		whole = cm_exact_round(size);
	CmExact		rest = *size,
				part;
	CmDyadic	canonical;
	CmStatus	status = CM_OK;

	for (uint64_t k = split->start[label]; k < split->start[label + 1]; k++)
		largest = split->share[k] > split->share[largest] ? k : largest;
	for (uint64_t k = split->start[label]; k < split->start[label + 1] && status == CM_OK; k++)
	{
		if (k == largest || split->share[k] == 0)
			continue;
		cm_exact_set(&part, split->share[k] * whole);
		cm_exact_push(&rest, -split->share[k] * whole);
		/* Few parts at all times. */
		if (!cm_exact_canonical(&rest, &canonical) || canonical.negative)
			return CM_NOT_CONTAINED;
		rest.parts = 0;
		if (canonical.head != 0)
			cm_dyadic_parts(&canonical, &rest);
		status = add_part(b, split, k, other, &part);
		cm_breathe_at(b->host, k);
	}
	return status == CM_OK ? add_part(b, split, largest, other, &rest) : status;
}

/* Parts of what is unknown. */
static CmStatus
add_unknown_parts(CmBuilder *b, const CmSplit *split, uint32_t label, uint32_t other)
{
	CmStatus	status = CM_OK;

	for (uint64_t k = split->start[label]; k < split->start[label + 1] && status == CM_OK; k++)
	{
		if (split->share[k] > 0)
			status = add_part(b, split, k, other, NULL);
		cm_breathe_at(b->host, k);
	}
	return status;
}

CmStatus
cm_builder_add_split(CmBuilder *b, const uint8_t *bytes, size_t count, const CmSplit *split)
{
	CmReader	reader;
	CmCell		cell;
	CmStatus	status = cm_reader_open(&reader, bytes, count);

	for (uint64_t c = 0; status == CM_OK && c < reader.header.cells; c++)
	{
		uint32_t	region,
					industry,
					label,
					other;

		if (!cm_reader_key(&reader, &region, &industry))
			return CM_MALFORMED;
		cm_get_cell(&reader.values, &cell);
		label = split->of_regions ? region : industry;
		other = split->other[split->of_regions ? industry : region];
		if (split->start[label] < split->start[label + 1] && other != CM_NO_CODE)
			status = cell.top.unknown & CM_SIZE_UNKNOWN ? add_unknown_parts(b, split, label, other) :
				add_parts(b, split, label, other, &cell.size);
		cm_breathe_at(b->host, c);
	}
	return status != CM_OK || cm_reader_sound(&reader) ? status : CM_MALFORMED;
}
