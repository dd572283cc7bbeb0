/*
 * look.c: what a matrix holds, as rows.
 */
#include "pg/stream/flows.h"

#include <math.h>

static void
put_moments(CextRows *rows, const CmColumns *columns, uint64_t at)
{
	cext_put_double(rows, columns->squares[at]);
	cext_put_double(rows, columns->largest[at]);
	cext_put_double(rows, columns->second[at]);
}

static CmTable *
open_table(CextFlow *f, FunctionCallInfo fcinfo)
{
	CmTable    *t = cext_flow_state(f, sizeof(CmTable));

	cext_table_argument(fcinfo, 0, t);
	return t;
}

static bool
open_cells(CextFlow *f, FunctionCallInfo fcinfo)
{
	cext_flow_of_table(f, CEXT_CELLS, open_table(f, fcinfo));
	return true;
}

static bool
put_cell(CextFlow *f)
{
	const CmTable *t = f->state;

	cext_put_outer(f);
	cext_put_inner(f);
	cext_put_count(&f->rows, t->cell.firms[f->cell]);
	cext_put_double(&f->rows, t->cell.size[f->cell]);
	put_moments(&f->rows, &t->cell, f->cell);
	return true;
}

PG_FUNCTION_INFO_V1(cext_look_cells);
const CextFlowKind cext_flow_cells = {cext_look_cells, 1, 2, open_cells, NULL, put_cell};

Datum
cext_look_cells(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_cells);
}

static bool
open_regions(CextFlow *f, FunctionCallInfo fcinfo)
{
	const CmTable *t = open_table(f, fcinfo);

	cext_flow_of_labels(f, t->region_label, t->regions);
	return true;
}

static bool
put_region(CextFlow *f)
{
	const CmTable *t = f->state;

	cext_put_unit(f, &t->region, t->region_present);
	put_moments(&f->rows, &t->region, f->a);
	return true;
}

PG_FUNCTION_INFO_V1(cext_look_regions);
const CextFlowKind cext_flow_regions = {cext_look_regions, 1, 0, open_regions, NULL, put_region};

Datum
cext_look_regions(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_regions);
}

static bool
open_industries(CextFlow *f, FunctionCallInfo fcinfo)
{
	const CmTable *t = open_table(f, fcinfo);

	cext_flow_of_labels(f, t->industry_label, t->industries);
	return true;
}

static bool
put_industry(CextFlow *f)
{
	const CmTable *t = f->state;

	cext_put_unit(f, &t->industry, t->industry_present);
	put_moments(&f->rows, &t->industry, f->a);
	cext_put_double(&f->rows, t->fourth[f->a]);
	return true;
}

PG_FUNCTION_INFO_V1(cext_look_industries);
const CextFlowKind cext_flow_industries = {cext_look_industries, 1, 0, open_industries, NULL, put_industry};

Datum
cext_look_industries(PG_FUNCTION_ARGS)
{
	return cext_flow_rows(fcinfo, &cext_flow_industries);
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
