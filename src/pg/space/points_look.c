/*
 * points_look.c: what points hold, as rows.
 */
#include "pg/rows.h"
#include "pg/space/points.h"

#include "core/space/points_look.h"

#include "utils/builtins.h"

static void
put_place(CextRows *rows, const CmPoints *p, uint32_t place)
{
	cext_put_double(rows, p->x[place]);
	cext_put_double(rows, p->y[place]);
}

static void
put_whole(CextRows *rows, uint64_t number)
{
	cext_put_datum(rows, Int64GetDatum((int64) number));
}

PG_FUNCTION_INFO_V1(cext_points_cells);
Datum
cext_points_cells(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmPoints	p;
	CmPointsCell cell;

	cext_rows_begin(&rows, fcinfo);
	cext_points_argument(fcinfo, 0, &p);
	for (uint32_t i = 0; i < p.industries; i++)
		for (uint64_t e = p.start[i]; e < p.start[i + 1]; e = cell.end)
		{
			cell = cm_points_cell(&p, e, p.start[i + 1]);
			put_place(&rows, &p, p.place[e]);
			cext_put_label(&rows, p.label[i]);
			put_whole(&rows, cell.firms);
			cext_put_double(&rows, cell.weight);
			cext_rows_end_row(&rows);
		}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_points_industries);
Datum
cext_points_industries(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmPoints	p;
	CmPointsTotals totals;

	cext_rows_begin(&rows, fcinfo);
	cext_points_argument(fcinfo, 0, &p);
	cm_points_totals(&totals, cext_call_host(), &p);
	for (uint32_t i = 0; i < p.industries; i++)
	{
		cext_put_label(&rows, p.label[i]);
		cext_put_datum(&rows, Int32GetDatum((int32) totals.industry_places[i]));
		put_whole(&rows, p.industry_firms[i]);
		cext_put_double(&rows, totals.industry_weight[i]);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_points_places);
Datum
cext_points_places(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmPoints	p;
	CmPointsTotals totals;

	cext_rows_begin(&rows, fcinfo);
	cext_points_argument(fcinfo, 0, &p);
	cm_points_totals(&totals, cext_call_host(), &p);
	for (uint32_t i = 0; i < p.places; i++)
	{
		put_place(&rows, &p, i);
		cext_put_datum(&rows, Int32GetDatum((int32) totals.place_industries[i]));
		put_whole(&rows, p.place_firms[i]);
		cext_put_double(&rows, totals.place_weight[i]);
		cext_rows_end_row(&rows);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_points_summary);
Datum
cext_points_summary(PG_FUNCTION_ARGS)
{
	CextRows	row;
	CmPoints	p;
	CmPointsTotals totals;

	cext_points_argument(fcinfo, 0, &p);
	cm_points_totals(&totals, cext_call_host(), &p);
	cext_row_begin(&row, fcinfo);
	cext_put_string(&row, cext_metrics[p.metric]);
	cext_put_datum(&row, Int32GetDatum((int32) p.places));
	cext_put_datum(&row, Int32GetDatum((int32) p.industries));
	put_whole(&row, p.firms);
	cext_put_double(&row, totals.weight);
	put_whole(&row, p.skipped);
	cext_put_double(&row, p.moved);
	put_whole(&row, VARHDRSZ + cext_flat_of(PG_GETARG_DATUM(0)).count);
	return cext_row_end(&row);
}
