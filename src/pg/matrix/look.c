/*
 * look.c: what a matrix holds, as rows.
 */
#include "pg/rows.h"

#include <math.h>

static void
put_moments(CextRows *rows, const CmColumns *columns, uint64_t at)
{
	cext_put_double(rows, columns->squares[at]);
	cext_put_double(rows, columns->largest[at]);
	cext_put_double(rows, columns->second[at]);
}

PG_FUNCTION_INFO_V1(cext_look_cells);
Datum
cext_look_cells(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmTable		t;
	Datum	   *industry;

	cext_rows_begin(&rows, fcinfo);
	cext_table_argument(fcinfo, 0, &t);
	industry = cext_texts(t.industry_label, t.industries);
	for (uint32_t r = 0; r < t.regions; r++)
	{
		Datum		region = cext_text(t.region_label[r]);

		for (uint64_t c = t.row[r]; c < t.row[r + 1]; c++)
		{
			cext_put_datum(&rows, region);
			cext_put_datum(&rows, industry[t.column[c]]);
			cext_put_count(&rows, t.cell.firms[c]);
			cext_put_double(&rows, t.cell.size[c]);
			put_moments(&rows, &t.cell, c);
			cext_rows_end_row(&rows);
		}
	}
	return (Datum) 0;
}

/* Rows of one side's margins; `fourth` is NULL for the side that has none. */
static void
put_margins(CextRows *rows, const CmText *label, uint32_t count, const CmColumns *columns,
			const uint32_t *present, const double *fourth)
{
	for (uint32_t i = 0; i < count; i++)
	{
		cext_put_unit(rows, label[i], columns, i, present[i]);
		put_moments(rows, columns, i);
		if (fourth != NULL)
			cext_put_double(rows, fourth[i]);
		cext_rows_end_row(rows);
	}
}

PG_FUNCTION_INFO_V1(cext_look_regions);
Datum
cext_look_regions(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmTable		t;

	cext_rows_begin(&rows, fcinfo);
	cext_table_argument(fcinfo, 0, &t);
	put_margins(&rows, t.region_label, t.regions, &t.region, t.region_present, NULL);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_look_industries);
Datum
cext_look_industries(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmTable		t;

	cext_rows_begin(&rows, fcinfo);
	cext_table_argument(fcinfo, 0, &t);
	put_margins(&rows, t.industry_label, t.industries, &t.industry, t.industry_present, t.fourth);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_look_summary);
Datum
cext_look_summary(PG_FUNCTION_ARGS)
{
	CextRows	row;
	Size		bytes;
	CmHeader	header = cext_matrix_header(PG_GETARG_DATUM(0), &bytes);

	cext_row_begin(&row, fcinfo);
	cext_put_datum(&row, Int32GetDatum((int32) header.regions));
	cext_put_datum(&row, Int32GetDatum((int32) header.industries));
	cext_put_datum(&row, Int64GetDatum((int64) header.cells));
	cext_put_count(&row, header.flags & CM_FLAG_FIRMS_UNKNOWN ? NAN : (double) header.firms);
	cext_put_double(&row, header.flags & CM_FLAG_SIZE_UNKNOWN ? NAN : header.size);
	cext_put_datum(&row, Int64GetDatum((int64) header.skipped));
	cext_put_datum(&row, Int64GetDatum((int64) bytes));
	cext_put_datum(&row, Int32GetDatum(header.version));
	return cext_row_end(&row);
}
