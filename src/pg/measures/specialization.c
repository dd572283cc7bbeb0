/*
 * specialization.c: what a region does.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/measures/groups.h"
#include "pg/rows.h"

#include "core/measures/specialization.h"

PG_FUNCTION_INFO_V1(cext_specialization_rows);
Datum
cext_specialization_rows(PG_FUNCTION_ARGS)
{
	CextGrouping grouping = cext_grouping_argument(fcinfo, 1, "group_digits", 4, "industries_from", "industries_to");
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	CextRows	rows;
	CmTable		t,
				reference;
	CmSpecialization s;
	CextGroups	groups;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	cext_amounts_argument(fcinfo, 0, &t);
	groups = cext_groups(fcinfo, &grouping, t.industry_label, t.industries, NULL);
	cext_check_reference(cm_specialization_open(&s, cext_call_host(), &t, cext_reference_argument(fcinfo, 3, &reference),
												of_firms, groups.group, groups.count),
						 "industry", t.industry_label);
	for (uint32_t r = 0; r < t.regions; r++)
	{
		double		row[CM_SPECIALIZATION_COLUMNS];

		cm_specialization_row(&s, r, row);
		cext_put_unit(&rows, t.region_label[r], &t.region, r, t.region_present[r]);
		cext_put_doubles(&rows, row, CM_SPECIALIZATION_COLUMNS);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_specialization_parts);
Datum
cext_specialization_parts(PG_FUNCTION_ARGS)
{
	CextGrouping grouping = cext_grouping_argument(fcinfo, 1, "industry_digits", 3, "industries_from", "industries_to");
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	CextRows	rows;
	CmTable		t;
	CmSpecialization s;
	CextGroups	groups;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	cext_amounts_argument(fcinfo, 0, &t);
	cm_specialization_open(&s, cext_call_host(), &t, NULL, of_firms, NULL, 0);
	groups = cext_groups(fcinfo, &grouping, t.industry_label, t.industries, &s.reference);
	for (uint32_t r = 0; r < t.regions; r++)
	{
		double		absent;
		uint32_t	count = cm_specialization_shares(&s, r, s.scratch, &absent);

		cext_put_label(&rows, t.region_label[r]);
		cext_put_parts(&rows, &groups, s.scratch, count);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}
