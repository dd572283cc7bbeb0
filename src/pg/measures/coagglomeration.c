/*
 * coagglomeration.c: industries that are where other industries are.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/stream/flows.h"

#include "core/measures/coagglomeration.h"

#include <math.h>

typedef struct Pairs
{
	CmTable		table;
	CmTable		reference;
	CmCoagglomeration c;
} Pairs;

static bool
open_pairs(CextFlow *f, FunctionCallInfo fcinfo)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	Pairs	   *s = cext_flow_state(f, sizeof(Pairs));
	CmTable    *t = &s->table;

	if (PG_ARGISNULL(0))
		return false;
	cext_amounts_argument(fcinfo, 0, t);
	cext_check_reference(cm_coagglomeration_open(&s->c, cext_call_host(), t, cext_reference_argument(fcinfo, 1, &s->reference), of_firms),
						 "region", t->region_label);
	cext_flow_of_pairs(f, t->industry_label, t->industries);
	return true;
}

static void
begin_pairs(CextFlow *f)
{
	cm_coagglomeration_begin(&((Pairs *) f->state)->c, f->a);
}

static bool
put_pair(CextFlow *f)
{
	Pairs	   *s = f->state;
	double		row[CM_COAGGLOMERATION_COLUMNS];

	cm_coagglomeration_row(&s->c, f->a, f->b, row);
	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_doubles(&f->rows, row, CM_COAGGLOMERATION_COLUMNS);
	return true;
}

PG_FUNCTION_INFO_V1(cext_agglomeration_pairs);
const CextFlowKind cext_flow_coagglomeration = {cext_agglomeration_pairs, 1, 2, open_pairs, begin_pairs, put_pair};

Datum
cext_agglomeration_pairs(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_coagglomeration);
}

/* Which industries of a table an array names; names that it lacks are ignored. */
static bool *
members_argument(FunctionCallInfo fcinfo, int number, const CmTable *t)
{
	bool	   *member = MemoryContextAllocZero(CurrentMemoryContext, (Size) t->industries + 1);
	Datum	   *name;
	bool	   *isnull;
	int			names = cext_array_argument(fcinfo, number, &name, &isnull);

	for (int n = 0; n < names; n++)
	{
		uint32_t	place = isnull[n] ? UINT32_MAX :
			cm_label_place(t->industry_label, t->industries, cext_label(name[n]));

		CHECK_FOR_INTERRUPTS();
		if (place != UINT32_MAX)
			member[place] = true;
	}
	return member;
}

PG_FUNCTION_INFO_V1(cext_agglomeration_group);
Datum
cext_agglomeration_group(PG_FUNCTION_ARGS)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 3);
	CmTable		t,
				reference;
	CmConcentration c;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	cext_amounts_argument(fcinfo, 0, &t);
	cext_check_reference(cm_concentration_open(&c, cext_call_host(), &t, cext_reference_argument(fcinfo, 2, &reference), of_firms),
						 "region", t.region_label);
	return cext_double_or_null(fcinfo, cm_group_coagglomeration(&c, cext_call_host(), members_argument(fcinfo, 1, &t)));
}
