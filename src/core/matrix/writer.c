/*
 * writer.c: the stored form of a matrix while it is written.
 */
#include "core/matrix/writer.h"

#include "core/status.h"

#include <math.h>
#include <string.h>

void
cm_writer_open(CmWriter *w, const CmHost *host)
{
	memset(w, 0, sizeof(*w));
	w->host = host;
	for (int i = 0; i < 4; i++)
		w->section[i].host = host;
	cm_tails_reserve(&w->size_tails, host, 1);
}

CmStatus
cm_writer_put_fourth(CmWriter *w, const CmExact *sum)
{
	CmDyadic	canonical;

	if (sum == NULL)
	{
		cm_put_byte(&w->section[1], CM_FOURTH_UNKNOWN);
		return CM_OK;
	}
	if (!cm_exact_canonical(sum, &canonical) || canonical.negative)
		return CM_OVERFLOW;
	cm_put_number(&w->section[1], &canonical);
	return CM_OK;
}

static CmStatus
add_to_total(CmWriter *w, double size)
{
	double		error;

	w->size = cm_two_sum(w->size, size, &error);
	if (error != 0)
		cm_tails_add(&w->size_tails, w->host, 0, error);
	return isfinite(w->size) ? CM_OK : CM_OVERFLOW;
}

static CmStatus
count_plain(CmWriter *w, const CmPlainCell *cell)
{
	w->header.firms += cell->firms;
	return add_to_total(w, cell->size);
}

static CmStatus
count_cell(CmWriter *w, const CmCell *cell)
{
	CmStatus	status = CM_OK;

	w->header.firms += cell->firms;
	if (cell->top.unknown & CM_FIRMS_UNKNOWN)
		w->header.flags |= CM_FLAG_FIRMS_UNKNOWN;
	if (cell->top.unknown & CM_SIZE_UNKNOWN)
		w->header.flags |= CM_FLAG_SIZE_UNKNOWN;
	for (int p = 0; p < cell->size.parts && status == CM_OK; p++)
		status = add_to_total(w, cell->size.part[p]);
	return status;
}

/* A cell that is not as most are. */
static CmStatus
put_odd_cell(CmWriter *w, CmCell *cell)
{
	cm_cell_complete(cell);
	cm_put_cell(&w->section[3], cell);
	return count_cell(w, cell);
}

CmStatus
cm_writer_put_slot(CmWriter *w, CmBuilder *b, uint32_t slot)
{
	CmPlainCell plain;
	CmCell		cell;

	b->fault_slot = slot;
	if (cm_builder_plain_cell(b, slot, &plain) && cm_put_plain_cell(&w->section[3], &plain))
		return count_plain(w, &plain);
	cm_builder_cell(b, slot, &cell);
	return put_odd_cell(w, &cell);
}

CmStatus
cm_writer_put_firm(CmWriter *w, double size)
{
	CmPlainCell plain = {.firms = 1, .size = size, .squares = size * size, .largest = size};
	CmCell		cell = {.firms = 1};

	if (cm_put_plain_cell(&w->section[3], &plain))
		return count_plain(w, &plain);
	cm_exact_set(&cell.size, size);
	return put_odd_cell(w, &cell);
}

CmStatus
cm_writer_copy_cell(CmWriter *w, CmCursor *values)
{
	const uint8_t *from = values->at;
	CmPlainCell plain;
	CmCell		cell;
	bool		is_plain = cm_get_plain_cell(values, &plain);

	if (!is_plain)
		cm_get_cell(values, &cell);
	cm_put_bytes(&w->section[3], from, (size_t) (values->at - from));
	return is_plain ? count_plain(w, &plain) : count_cell(w, &cell);
}

static CmStatus
put_total(CmWriter *w)
{
	CmExact		size = {0};

	cm_exact_push(&size, w->size);
	cm_tails_collect(&w->size_tails, 0, &size);
	w->header.size = cm_exact_round(&size);
	return isnan(w->header.size) || w->header.firms > CM_FIRMS_MOST || w->header.skipped > CM_FIRMS_MOST ? CM_OVERFLOW : CM_OK;
}

CmStatus
cm_writer_finish(CmWriter *w, CmBytes *out)
{
	uint8_t		header[CM_HEADER_BYTES];
	size_t		rest = CM_HEADER_BYTES;

	if (put_total(w) != CM_OK)
		return CM_OVERFLOW;
	for (int i = 1; i < 4; i++)
		rest += w->section[i].used;
	if (!cm_flat_fits(w->section[0].used, rest))
		return CM_TOO_LARGE;
	for (int i = 0; i < 4; i++)
		w->header.section[i] = (uint32_t) w->section[i].used;
	cm_put_header(header, &w->header);
	cm_put_bytes(out, header, sizeof(header));
	for (int i = 0; i < 4; i++)
	{
		cm_put_bytes(out, w->section[i].data, w->section[i].used);
		cm_release(w->host, w->section[i].data);
		w->section[i].data = NULL;
	}
	return CM_OK;
}

void
cm_writer_close(CmWriter *w)
{
	for (int i = 0; i < 4; i++)
		cm_release(w->host, w->section[i].data);
	cm_tails_release(&w->size_tails, w->host);
}
