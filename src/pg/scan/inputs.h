/*
 * inputs.h: what an aggregate is given, where it can be read from a stored row
 * without the executor: plain columns, constants, and casts of them that are
 * always the same.
 */
#ifndef CLUSTER_EXT_INPUTS_H
#define CLUSTER_EXT_INPUTS_H

#include "pg/scan/columns.h"

#include "core/matrix/flat.h"

#include "nodes/primnodes.h"

/* How values are stored. */
typedef enum CextForm
{
	CEXT_TEXT,
	CEXT_INT2,
	CEXT_INT4,
	CEXT_INT8,
	CEXT_FLOAT4,
	CEXT_FLOAT8,
	CEXT_NUMERIC
} CextForm;

typedef struct CextInput
{
	CextForm	form;
	AttrNumber	column;			/* 0: a constant */
	int			place;			/* of the column's value, once it is asked for */
	const char *constant;		/* stored as a column's value would be; NULL for NULL */
} CextInput;

/* Is an argument one that can be read so, from columns of this table? */
extern bool cext_input_of(Expr *argument, Index table, CextInput *input);

/* A number of form CEXT_NUMERIC. */
extern double cext_input_of_numeric(const char *value);

/* Where the value of an input lies; NULL for NULL. */
static inline const char *
cext_input_at(const CextInput *input, const CextColumns *columns)
{
	return input->column == 0 ? input->constant : columns->value[input->place];
}

static inline CmText
cext_input_label(const char *value)
{
	const struct varlena *text = (const struct varlena *) value;

	if (unlikely(VARATT_IS_COMPRESSED(text) || VARATT_IS_EXTERNAL(text)))
		text = pg_detoast_datum_packed(unconstify(struct varlena *, text));
	return (CmText) {VARDATA_ANY(text), (uint32_t) VARSIZE_ANY_EXHDR(text)};
}

static inline int64
cext_input_whole(const CextInput *input, const char *value)
{
	if (input->form == CEXT_INT4)
		return *(const int32 *) value;
	if (input->form == CEXT_INT8)
		return *(const int64 *) value;
	return *(const int16 *) value;
}

static inline double
cext_input_number(const CextInput *input, const char *value)
{
	switch (input->form)
	{
		case CEXT_FLOAT8:
			return *(const float8 *) value;
		case CEXT_FLOAT4:
			return *(const float4 *) value;
		case CEXT_NUMERIC:
			return cext_input_of_numeric(value);
		default:
			return (double) cext_input_whole(input, value);
	}
}

#endif
