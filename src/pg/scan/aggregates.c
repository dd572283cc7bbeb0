/*
 * aggregates.c: the aggregates that a scan node computes itself.
 */
#include "pg/scan/aggregates.h"
#include "pg/functions.h"
#include "pg/matrix/build.h"
#include "pg/matrix/matrix.h"
#include "pg/settings.h"

#include "access/htup_details.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_proc.h"
#include "utils/syscache.h"

#define COUNT_OF_ROWS 2803		/* pg_catalog.count(*) */

/* Adding a row --------------------------------------------------------- */

static void
count_row(const CextAggregate *a, const CextColumns *columns, CextTotal *total)
{
	total->rows++;
}

/* A row with a NULL.  What else it has is cast all the same, and may be beyond a double. */
static pg_noinline void
skip_row(const CextAggregate *a, const char **value, CextTotal *total)
{
	for (int i = 0; i < a->inputs; i++)
		if (a->input[i].form == CEXT_NUMERIC && value[i] != NULL)
			cext_input_of_numeric(value[i]);
	total->builder.skipped++;
}

#define INPUTS_LEAST 3			/* region, industry, size */

/* The builder for one more row; NULL where that has a NULL among the inputs that it needs, and is skipped. */
static inline CmBuilder *
builder_of_row(const CextAggregate *a, const CextColumns *columns, CextTotal *total, int needed, const char **value)
{
	bool		any_null = false;

	if (unlikely(total->rows++ == 0))
		cm_builder_init(&total->builder, total->host, cext_max_cells);
	for (int i = 0; i < INPUTS_LEAST; i++)
	{
		value[i] = cext_input_at(&a->input[i], columns);
		any_null |= value[i] == NULL;
	}
	for (int i = INPUTS_LEAST; i < a->inputs; i++)
	{
		value[i] = cext_input_at(&a->input[i], columns);
		any_null |= value[i] == NULL && i < needed;
	}
	if (likely(!any_null))
		return &total->builder;
	skip_row(a, value, total);
	return NULL;
}

static inline int32
whole_or(const CextAggregate *a, const char **value, int number, int32 otherwise)
{
	return number >= a->inputs || value[number] == NULL ? otherwise : (int32) cext_input_whole(&a->input[number], value[number]);
}

static void
add_labels(const CextAggregate *a, const CextColumns *columns, CextTotal *total)
{
	const char *value[CEXT_INPUTS_MOST];
	CmBuilder  *b = builder_of_row(a, columns, total, a->inputs, value);

	if (b != NULL)
		cext_add_firm(b, cext_input_label(value[0]), cext_input_label(value[1]), cext_input_number(&a->input[2], value[2]),
					  whole_or(a, value, 3, 1));
}

static void
add_codes(const CextAggregate *a, const CextColumns *columns, CextTotal *total)
{
	const char *value[CEXT_INPUTS_MOST];
	CmBuilder  *b = builder_of_row(a, columns, total, a->inputs, value);

	if (b != NULL)
		cext_add_coded_firm(b, cext_input_whole(&a->input[0], value[0]), cext_input_whole(&a->input[1], value[1]),
							cext_input_number(&a->input[2], value[2]), whole_or(a, value, 3, 1));
}

static void
add_wide_codes(const CextAggregate *a, const CextColumns *columns, CextTotal *total)
{
	const char *value[CEXT_INPUTS_MOST];
	CmBuilder  *b = builder_of_row(a, columns, total, 3, value);

	if (b != NULL)
		cext_add_wide_firm(b, cext_input_whole(&a->input[0], value[0]), cext_input_whole(&a->input[1], value[1]),
						   cext_input_number(&a->input[2], value[2]), whole_or(a, value, 3, 0), whole_or(a, value, 4, 0));
}

/* Knowing them --------------------------------------------------------- */

/* Transition functions of ours. */
static const struct
{
	PGFunction	function;
	void		(*add) (const CextAggregate *, const CextColumns *, CextTotal *);
}			known[] = {
	{cext_build_text, add_labels},
	{cext_build_int8, add_codes},
	{cext_build_wide, add_wide_codes},
};

/* The row of `known` that a function is, or -1. */
static int
known_function(Oid function)
{
	FmgrInfo	info;

	if (cext_find_function(function, &info) && !info.fn_strict)
		for (size_t i = 0; i < lengthof(known); i++)
			if (info.fn_addr == known[i].function)
				return (int) i;
	return -1;
}

/* The transition function of an aggregate that is nothing but its transitions; else InvalidOid. */
static Oid
transition_of(Oid function)
{
	HeapTuple	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(function));
	Form_pg_aggregate form;
	Oid			transition = InvalidOid;
	bool		no_start;

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	form = (Form_pg_aggregate) GETSTRUCT(tuple);
	SysCacheGetAttr(AGGFNOID, tuple, Anum_pg_aggregate_agginitval, &no_start);
	if (form->aggkind == AGGKIND_NORMAL && !OidIsValid(form->aggfinalfn) && !OidIsValid(form->aggserialfn) && no_start)
		transition = form->aggtransfn;
	ReleaseSysCache(tuple);
	return transition;
}

static bool
is_plain_call(const Aggref *aggref)
{
	return aggref->agglevelsup == 0 && aggref->aggorder == NIL && aggref->aggdistinct == NIL &&
		aggref->aggdirectargs == NIL && !aggref->aggvariadic &&
		(aggref->aggsplit == AGGSPLIT_SIMPLE || aggref->aggsplit == AGGSPLIT_INITIAL_SERIAL);
}

bool
cext_aggregate_of(const Aggref *aggref, Index table, CextAggregate *aggregate)
{
	int			place;
	ListCell   *cell;

	memset(aggregate, 0, sizeof(*aggregate));
	aggregate->filter = aggref->aggfilter;
	if (!is_plain_call(aggref))
		return false;
	if (aggref->aggfnoid == COUNT_OF_ROWS)
	{
		aggregate->add = count_row;
		return true;
	}
	place = known_function(transition_of(aggref->aggfnoid));
	if (place < 0 || list_length(aggref->args) < INPUTS_LEAST || list_length(aggref->args) > CEXT_INPUTS_MOST)
		return false;
	aggregate->add = known[place].add;
	foreach(cell, aggref->args)
		if (!cext_input_of(((TargetEntry *) lfirst(cell))->expr, table, &aggregate->input[aggregate->inputs++]))
			return false;
	return true;
}

bool
cext_aggregate_is_matrix(const Aggref *aggref)
{
	return aggref->aggfnoid != COUNT_OF_ROWS && known_function(transition_of(aggref->aggfnoid)) >= 0;
}

/* The user may run the aggregate, and its owner what it is made of. */
void
cext_aggregate_check_rights(const Aggref *aggref)
{
	Oid			transition = aggref->aggfnoid == COUNT_OF_ROWS ? InvalidOid : transition_of(aggref->aggfnoid);
	HeapTuple	tuple;
	Oid			owner;

	cext_check_right(aggref->aggfnoid, GetUserId(), OBJECT_AGGREGATE);
	if (!OidIsValid(transition))
		return;
	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(aggref->aggfnoid));
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for function %u", aggref->aggfnoid);
	owner = ((Form_pg_proc) GETSTRUCT(tuple))->proowner;
	ReleaseSysCache(tuple);
	cext_check_right(transition, owner, OBJECT_FUNCTION);
}

/* Values --------------------------------------------------------------- */

Datum
cext_aggregate_value(const CextAggregate *aggregate, CextTotal *total, bool *isnull)
{
	Datum		value;

	*isnull = false;
	if (aggregate->add == count_row)
		return Int64GetDatum(total->rows);
	*isnull = total->rows == 0;
	if (*isnull)
		return (Datum) 0;
	value = cext_matrix_flat_datum(&total->builder);
	cm_builder_close(&total->builder);
	total->rows = 0;
	return value;
}
