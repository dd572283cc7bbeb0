/*
 * concentration.c: where an industry is.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/measures/groups.h"
#include "pg/measures/unknown.h"
#include "pg/stream/flows.h"

#include "core/measures/locational_lorenz.h"

#include <math.h>

typedef struct Concentrations
{
	CmTable		table;
	CmTable		reference;
	CmConcentration c;
	CextGroups	groups;
} Concentrations;

#define COLUMN_CORE 4			/* label, firms, size, presence come before */

static void
tell_plants(FunctionCallInfo fcinfo, const Concentrations *s)
{
	CextMissing missing = {0};

	for (uint32_t i = 0; i < s->table.industries; i++)
		if (cm_concentration_status(&s->c, i) == CM_CONCENTRATION_PLANTS_UNKNOWN)
			cext_miss(&missing, i);
	cext_tell_plants(fcinfo, &s->table, missing, "Ellison-Glaeser index",
					 "Pass known plant Herfindahls as herfindahl_industries and herfindahl_firms, or of => 'firms' to take plants as equal.");
}

static bool
open_concentrations(CextFlow *f, FunctionCallInfo fcinfo)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	Concentrations *s = cext_flow_state(f, sizeof(Concentrations));
	CmTable    *t = &s->table;

	if (PG_ARGISNULL(0))
		return false;
	cext_amounts_argument(fcinfo, 0, t);
	cext_check_reference(cm_concentration_open(&s->c, cext_call_host(), t, cext_reference_argument(fcinfo, 1, &s->reference), of_firms),
						 "region", t->region_label);
	if (!PG_ARGISNULL(3) || !PG_ARGISNULL(4))
		s->c.area = cext_figures_argument(fcinfo, 3, "area_regions", 4, "area", t, &s->c.area_total);
	s->c.herfindahl = cext_herfindahls_argument(fcinfo, 5, 6, t);
	s->c.wanted = 0;
	for (int i = 0; i < CM_CONCENTRATION_COLUMNS; i++)
		s->c.wanted |= (uint32_t) cext_wants(&f->rows, COLUMN_CORE + i) << i;
	cext_flow_of_labels(f, t->industry_label, t->industries);
	cext_tell_amounts(fcinfo, t, of_firms);
	tell_plants(fcinfo, s);
	return true;
}

static bool
put_concentration(CextFlow *f)
{
	Concentrations *s = f->state;
	double		row[CM_CONCENTRATION_COLUMNS];

	cm_concentration_row(&s->c, f->a, row);
	cext_put_unit(f, &s->table.industry, s->table.industry_present);
	cext_put_doubles(&f->rows, row, CM_CONCENTRATION_COLUMNS);
	cext_put_string(&f->rows, cm_concentration_status_name[cm_concentration_status(&s->c, f->a)]);
	return true;
}

PG_FUNCTION_INFO_V1(cext_concentration_rows);
const CextFlowKind cext_flow_concentration = {cext_concentration_rows, 1, 0, open_concentrations, NULL, put_concentration};

Datum
cext_concentration_rows(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_concentration);
}

static bool
open_parts(CextFlow *f, FunctionCallInfo fcinfo)
{
	CextGrouping grouping = cext_grouping_argument(fcinfo, 1, "region_digits", 3, "regions_from", "regions_to");
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	Concentrations *s = cext_flow_state(f, sizeof(Concentrations));
	CmTable    *t = &s->table;

	if (PG_ARGISNULL(0))
		return false;
	cext_amounts_argument(fcinfo, 0, t);
	cm_concentration_open(&s->c, cext_call_host(), t, NULL, of_firms);
	s->groups = cext_groups(fcinfo, &grouping, t->region_label, t->regions, &s->c.reference);
	cext_flow_of_labels(f, t->industry_label, t->industries);
	return true;
}

static bool
put_parts(CextFlow *f)
{
	Concentrations *s = f->state;
	double		absent;
	uint32_t	count = cm_concentration_shares(&s->c, f->a, s->c.scratch, &absent);

	cext_put_outer(f);
	cext_put_parts(&f->rows, &s->groups, s->c.scratch, count);
	return true;
}

PG_FUNCTION_INFO_V1(cext_concentration_parts);
const CextFlowKind cext_flow_concentration_parts = {cext_concentration_parts, 1, 0, open_parts, NULL, put_parts};

Datum
cext_concentration_parts(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_concentration_parts);
}

PG_FUNCTION_INFO_V1(cext_concentration_lorenz);
Datum
cext_concentration_lorenz(PG_FUNCTION_ARGS)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	int32		points = cext_curve_argument(fcinfo, 3);
	CextRows	rows;
	CmTable		t;
	CmConcentration c;
	CmLocationalStep *step;
	uint32_t	industry,
				count;
	double		gini;

	cext_rows_begin(&rows, fcinfo);
	cext_amounts_argument(fcinfo, 0, &t);
	industry = cext_place_argument(fcinfo, 1, "industry", "industries", t.industry_label, t.industries);
	cm_concentration_open(&c, cext_call_host(), &t, NULL, of_firms);
	step = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) t.regions + 1) * sizeof(CmLocationalStep));
	count = cm_locational_lorenz(&c, industry, (uint32_t) points, step, &gini);
	for (uint32_t k = 0; k < count; k++)
	{
		cext_put_label(&rows, t.region_label[step[k].region]);
		cext_put_double(&rows, step[k].lq);
		cext_put_double(&rows, step[k].region_share);
		cext_put_double(&rows, step[k].industry_share);
		cext_put_double(&rows, gini);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}
