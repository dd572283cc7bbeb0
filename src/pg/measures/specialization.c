/*
 * specialization.c: what a region does.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/measures/groups.h"
#include "pg/stream/flows.h"

#include "core/measures/specialization.h"

typedef struct Specializations
{
	CmTable		table;
	CmTable		reference;
	CmSpecialization s;
	CextGroups	groups;
} Specializations;

static bool
open_specializations(CextFlow *f, FunctionCallInfo fcinfo)
{
	CextGrouping grouping = cext_grouping_argument(fcinfo, 1, "group_digits", 4, "industries_from", "industries_to");
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	Specializations *s = cext_flow_state(f, sizeof(Specializations));
	CmTable    *t = &s->table;

	if (PG_ARGISNULL(0))
		return false;
	cext_amounts_argument(fcinfo, 0, t);
	s->groups = cext_groups(fcinfo, &grouping, t->industry_label, t->industries, NULL);
	cext_check_reference(cm_specialization_open(&s->s, cext_call_host(), t, cext_reference_argument(fcinfo, 3, &s->reference),
												of_firms, s->groups.group, s->groups.count),
						 "industry", t->industry_label);
	cext_flow_of_labels(f, t->region_label, t->regions);
	return true;
}

static bool
put_specialization(CextFlow *f)
{
	Specializations *s = f->state;
	double		row[CM_SPECIALIZATION_COLUMNS];

	cm_specialization_row(&s->s, f->a, row);
	cext_put_unit(f, &s->table.region, s->table.region_present);
	cext_put_doubles(&f->rows, row, CM_SPECIALIZATION_COLUMNS);
	return true;
}

PG_FUNCTION_INFO_V1(cext_specialization_rows);
const CextFlowKind cext_flow_specialization = {cext_specialization_rows, 1, 0, open_specializations, NULL, put_specialization};

Datum
cext_specialization_rows(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_specialization);
}

static bool
open_parts(CextFlow *f, FunctionCallInfo fcinfo)
{
	CextGrouping grouping = cext_grouping_argument(fcinfo, 1, "industry_digits", 3, "industries_from", "industries_to");
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	Specializations *s = cext_flow_state(f, sizeof(Specializations));
	CmTable    *t = &s->table;

	if (PG_ARGISNULL(0))
		return false;
	cext_amounts_argument(fcinfo, 0, t);
	cm_specialization_open(&s->s, cext_call_host(), t, NULL, of_firms, NULL, 0);
	s->groups = cext_groups(fcinfo, &grouping, t->industry_label, t->industries, &s->s.reference);
	cext_flow_of_labels(f, t->region_label, t->regions);
	return true;
}

static bool
put_parts(CextFlow *f)
{
	Specializations *s = f->state;
	double		absent;
	uint32_t	count = cm_specialization_shares(&s->s, f->a, s->s.scratch, &absent);

	cext_put_outer(f);
	cext_put_parts(&f->rows, &s->groups, s->s.scratch, count);
	return true;
}

PG_FUNCTION_INFO_V1(cext_specialization_parts);
const CextFlowKind cext_flow_specialization_parts = {cext_specialization_parts, 1, 0, open_parts, NULL, put_parts};

Datum
cext_specialization_parts(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_specialization_parts);
}
