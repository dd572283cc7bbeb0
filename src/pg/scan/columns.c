/*
 * columns.c: some columns of a stored row, without the others.
 */
#include "pg/scan/columns.h"

#include "access/tupmacs.h"
#include "catalog/pg_type.h"

void
cext_columns_init(CextColumns *c, TupleDesc descriptor)
{
	memset(c, 0, sizeof(*c));
	c->descriptor = descriptor;
	c->step = palloc(descriptor->natts * sizeof(CextStep));
	c->stride = palloc(descriptor->natts * sizeof(CextStep));
	c->value = palloc0(descriptor->natts * sizeof(char *));
	c->missing = palloc0(descriptor->natts * sizeof(char *));
}

static int
alignment(char align)
{
	return align == TYPALIGN_CHAR ? 1 : align == TYPALIGN_SHORT ? ALIGNOF_SHORT :
		align == TYPALIGN_INT ? ALIGNOF_INT : ALIGNOF_DOUBLE;
}

static void
add_step(CextColumns *c)
{
	Form_pg_attribute attribute = TupleDescAttr(c->descriptor, c->steps);
	CextStep   *step = &c->step[c->steps++];

	*step = (CextStep) {attribute->attlen, (int8) (alignment(attribute->attalign) - 1), -1};
}

const char *
cext_columns_stored(Datum value, bool by_value, int length)
{
	Datum	   *room;

	if (!by_value)
		return DatumGetPointer(value);
	room = palloc(sizeof(Datum));
	store_att_byval(room, value, length);
	return (const char *) room;
}

/* Can a column be passed together with those of `run`?  Only if it begins where they end, wherever they begin. */
static bool
joins(const CextStep *run, const CextStep *step)
{
	return run->place < 0 && run->length > 0 && step->place < 0 && step->length > 0 &&
		step->align <= run->align && (run->length & step->align) == 0 && run->length + step->length <= PG_INT16_MAX;
}

static void
find_strides(CextColumns *c)
{
	int			i = 0;

	/* Columns of fixed length before the first other or wanted one lie where they always do. */
	c->first_at = 0;
	for (; c->step[i].place < 0 && c->step[i].length > 0; i++)
		c->first_at = cext_columns_begin_of(&c->step[i], NULL, c->first_at) + c->step[i].length;
	c->strides = 0;
	for (; i < c->steps; i++)
	{
		if (c->strides > 0 && joins(&c->stride[c->strides - 1], &c->step[i]))
			c->stride[c->strides - 1].length += c->step[i].length;
		else
			c->stride[c->strides++] = c->step[i];
	}
}

int
cext_columns_want(CextColumns *c, AttrNumber column)
{
	bool		isnull;
	Datum		missing = getmissingattr(c->descriptor, column, &isnull);
	int16	   *place;

	while (c->steps < column)
		add_step(c);
	place = &c->step[column - 1].place;
	if (*place < 0)
	{
		Form_pg_attribute attribute = TupleDescAttr(c->descriptor, column - 1);

		c->missing[c->wanted] = isnull ? NULL : cext_columns_stored(missing, attribute->attbyval, attribute->attlen);
		*place = (int16) c->wanted++;
	}
	find_strides(c);
	return *place;
}

void
cext_columns_of_null_row(CextColumns *c, HeapTupleHeader row, int columns)
{
	const char *data = (const char *) row + row->t_hoff;
	bool		nulls = (row->t_infomask & HEAP_HASNULL) != 0;
	uint32		at = 0;

	for (int i = 0; i < c->steps; i++)
	{
		const CextStep *step = &c->step[i];
		const char *value = NULL;

		if (i >= columns)
			value = step->place < 0 ? NULL : c->missing[step->place];
		else if (!nulls || !att_isnull(i, row->t_bits))
		{
			at = cext_columns_begin_of(step, data, at);
			value = data + at;
			at = cext_columns_end_of(step, value, at);
		}
		if (step->place >= 0)
			c->value[step->place] = value;
	}
}
