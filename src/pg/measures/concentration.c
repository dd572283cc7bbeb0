/*
 * concentration.c: where an industry is.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/measures/groups.h"
#include "pg/measures/unknown.h"
#include "pg/rows.h"

#include "core/measures/locational_lorenz.h"

#include <math.h>

PG_FUNCTION_INFO_V1(cext_concentration_rows);
Datum
cext_concentration_rows(PG_FUNCTION_ARGS)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	CextRows	rows;
	CmTable		t,
				reference;
	CmConcentration c;
	CextMissing missing = {0};

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	cext_amounts_argument(fcinfo, 0, &t);
	cext_check_reference(cm_concentration_open(&c, cext_call_host(), &t, cext_reference_argument(fcinfo, 1, &reference), of_firms),
						 "region", t.region_label);
	if (!PG_ARGISNULL(3) || !PG_ARGISNULL(4))
		c.area = cext_figures_argument(fcinfo, 3, "area_regions", 4, "area", &t, &c.area_total);
	c.herfindahl = cext_herfindahls_argument(fcinfo, 5, 6, &t);
	for (uint32_t i = 0; i < t.industries; i++)
	{
		double		row[CM_CONCENTRATION_COLUMNS];
		CmConcentrationStatus status = cm_concentration_status(&c, i);

		if (status == CM_CONCENTRATION_PLANTS_UNKNOWN)
			cext_miss(&missing, i);
		cm_concentration_row(&c, i, row);
		cext_put_unit(&rows, t.industry_label[i], &t.industry, i, t.industry_present[i]);
		cext_put_doubles(&rows, row, CM_CONCENTRATION_COLUMNS);
		cext_put_string(&rows, cm_concentration_status_name[status]);
		cext_rows_end_row(&rows);
	}
	cext_tell_amounts(fcinfo, &t, of_firms);
	cext_tell_plants(fcinfo, &t, missing, "Ellison-Glaeser index",
					 "Pass known plant Herfindahls as herfindahl_industries and herfindahl_firms, or of => 'firms' to take plants as equal.");
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_concentration_parts);
Datum
cext_concentration_parts(PG_FUNCTION_ARGS)
{
	CextGrouping grouping = cext_grouping_argument(fcinfo, 1, "region_digits", 3, "regions_from", "regions_to");
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	CextRows	rows;
	CmTable		t;
	CmConcentration c;
	CextGroups	groups;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	cext_amounts_argument(fcinfo, 0, &t);
	cm_concentration_open(&c, cext_call_host(), &t, NULL, of_firms);
	groups = cext_groups(fcinfo, &grouping, t.region_label, t.regions, &c.reference);
	for (uint32_t i = 0; i < t.industries; i++)
	{
		double		absent;
		uint32_t	count = cm_concentration_shares(&c, i, c.scratch, &absent);

		cext_put_label(&rows, t.industry_label[i]);
		cext_put_parts(&rows, &groups, c.scratch, count);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_concentration_lorenz);
Datum
cext_concentration_lorenz(PG_FUNCTION_ARGS)
{
	bool		of_firms = cext_of_firms_argument(fcinfo, 2);
	int32		points = cext_points_argument(fcinfo, 3);
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
