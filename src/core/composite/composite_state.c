/*
 * composite_state.c: the rows that weights and means are made of, stored.
 */
#include "core/composite/composite_state.h"

#define FORM 1

/* The numbers in a row; rows are left in `in`.  0 if there is something else. */
static size_t
get_columns(CmCursor *in)
{
	uint8_t		form = cm_get_byte(in);
	uint64_t	columns = cm_get_varint(in);

	if (in->bad || form != FORM || columns > CM_COMPOSITE_BYTES_MOST || columns == 0 ||
		(size_t) (in->end - in->at) % (columns * sizeof(double)) != 0)
		return 0;
	return columns;
}

size_t
cm_composite_columns(const uint8_t *bytes, size_t count)
{
	CmCursor	in = {bytes, bytes + count, false};

	return get_columns(&in);
}

bool
cm_composite_sound(const CmHost *host, const uint8_t *bytes, size_t count)
{
	return count <= CM_COMPOSITE_BYTES_MOST && cm_composite_columns(bytes, count) > 0;
}

/* Makes room for rows of so many numbers, of so many bytes in all. */
static CmStatus
make_room(CmBytes *state, size_t columns, size_t bytes)
{
	if (state->used > 0 && cm_composite_columns(state->data, state->used) != columns)
		return CM_INCONSISTENT;
	if (state->used == 0)
	{
		cm_put_byte(state, FORM);
		cm_put_varint(state, columns);
	}
	if (bytes > CM_COMPOSITE_BYTES_MOST - state->used)
		return CM_TOO_LARGE;
	cm_reserve(state, bytes);
	return CM_OK;
}

CmStatus
cm_composite_add(CmBytes *state, const double *number, size_t columns)
{
	CmStatus	status = make_room(state, columns, columns * sizeof(double));

	for (size_t k = 0; status == CM_OK && k < columns; k++)
		cm_put_raw_double(state, number[k]);
	return status;
}

CmStatus
cm_composite_merge(CmBytes *state, const uint8_t *bytes, size_t count)
{
	CmCursor	in = {bytes, bytes + count, false};
	size_t		columns = get_columns(&in);
	CmStatus	status;

	if (columns == 0)
		return CM_MALFORMED;
	status = make_room(state, columns, in.end - in.at);
	if (status == CM_OK)
		cm_put_bytes(state, in.at, in.end - in.at);
	return status;
}

bool
cm_composite_rows(const CmHost *host, const uint8_t *bytes, size_t count, CmNumbers *rows)
{
	CmCursor	in = {bytes, bytes + count, false};
	size_t		columns = get_columns(&in);
	size_t		numbers = (in.end - in.at) / sizeof(double);
	double	   *number;

	if (columns == 0)
		return false;
	number = cm_resize(host, NULL, numbers + 1, sizeof(double));
	for (size_t i = 0; i < numbers; i++)
	{
		number[i] = cm_get_raw_double(&in);
		cm_breathe_at(host, i);
	}
	*rows = (CmNumbers) {number, numbers / columns, columns};
	return true;
}
