/*
 * sophistication.c: how rich the regions are where industries are.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/rows.h"

#include "core/structure/sophistication.h"

#include <math.h>

/* The table, a figure for each region and the PRODY of each industry. */
static double *
open_prody(FunctionCallInfo fcinfo, CmTable *t, double **figure, bool *of_firms)
{
	double		total;
	double	   *prody;

	*of_firms = cext_of_firms_argument(fcinfo, 3);
	cext_table_argument(fcinfo, 0, t);
	*figure = cext_figures_argument(fcinfo, 1, "figure_regions", 2, "figures", t, &total);
	prody = cm_resize(cext_call_host(), NULL, (size_t) t->industries + 1, sizeof(double));
	cm_prody(cext_call_host(), t, *of_firms, *figure, prody);
	return prody;
}

PG_FUNCTION_INFO_V1(cext_sophistication_prody);
Datum
cext_sophistication_prody(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmTable		t;
	bool		of_firms;
	double	   *figure,
			   *prody;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	prody = open_prody(fcinfo, &t, &figure, &of_firms);
	for (uint32_t i = 0; i < t.industries; i++)
	{
		cext_put_label(&rows, t.industry_label[i]);
		cext_put_double(&rows, prody[i]);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_sophistication_expy);
Datum
cext_sophistication_expy(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmTable		t;
	bool		of_firms;
	double	   *figure,
			   *prody;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	prody = open_prody(fcinfo, &t, &figure, &of_firms);
	for (uint32_t r = 0; r < t.regions; r++)
	{
		double		coverage,
					expy = cm_expy(&t, of_firms, r, prody, &coverage);

		cext_put_label(&rows, t.region_label[r]);
		cext_put_double(&rows, figure[r]);
		cext_put_double(&rows, expy);
		cext_put_double(&rows, coverage);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}
