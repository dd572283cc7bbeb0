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

/* A value where it can be pointed at. */
static const char *
kept(Form_pg_attribute attribute, Datum value)
{
	Datum	   *room;

	if (!attribute->attbyval)
		return DatumGetPointer(value);
	room = palloc(sizeof(Datum));
	store_att_byval(room, value, attribute->attlen);
	return (const char *) room;
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
		c->missing[c->wanted] = isnull ? NULL : kept(TupleDescAttr(c->descriptor, column - 1), missing);
		*place = (int16) c->wanted++;
	}

	/* Columns of fixed length lie where they always do, up to the first wanted or other one. */
	c->first = 0;
	c->first_at = 0;
	while (c->first + 1 < c->steps && c->step[c->first].place < 0 && c->step[c->first].length > 0)
	{
		c->first_at = cext_columns_begin_of(&c->step[c->first], NULL, c->first_at) + c->step[c->first].length;
		c->first++;
	}
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
