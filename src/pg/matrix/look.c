/*
 * look.c: what a matrix holds, as rows.
 */
#include "pg/rows.h"

#include "access/detoast.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "utils/lsyscache.h"

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

/* The header alone, without fetching the rest of a large value. */
static CmHeader
header_of(Datum datum, Size *bytes)
{
	struct varlena *start;
	CmHeader	header;

	*bytes = toast_raw_datum_size(datum);
	start = PG_DETOAST_DATUM_SLICE(datum, 0, CM_HEADER_BYTES);
	cext_check(cm_version_status((const uint8_t *) VARDATA_ANY(start), VARSIZE_ANY_EXHDR(start)), NULL);
	if (VARSIZE_ANY_EXHDR(start) < CM_HEADER_BYTES)
		cext_check(CM_MALFORMED, NULL);
	cm_read_header((const uint8_t *) VARDATA_ANY(start), &header);
	return header;
}

PG_FUNCTION_INFO_V1(cext_look_summary);
Datum
cext_look_summary(PG_FUNCTION_ARGS)
{
	CextRows	row;
	Size		bytes;
	CmHeader	header = header_of(PG_GETARG_DATUM(0), &bytes);

	cext_row_begin(&row, fcinfo);
	cext_put_datum(&row, Int32GetDatum((int32) header.regions));
	cext_put_datum(&row, Int32GetDatum((int32) header.industries));
	cext_put_datum(&row, Int64GetDatum((int64) header.cells));
	cext_put_count(&row, (double) header.firms);
	row.isnull[row.column - 1] = (header.flags & CM_FLAG_FIRMS_UNKNOWN) != 0;
	cext_put_double(&row, header.size);
	cext_put_datum(&row, Int64GetDatum((int64) header.skipped));
	cext_put_datum(&row, Int64GetDatum((int64) bytes));
	cext_put_datum(&row, Int32GetDatum(header.version));
	return cext_row_end(&row);
}

/* What a function has a row for; those not listed, for each cell. */
static const struct
{
	const char *function;
	enum {REGION, INDUSTRY, TWO_REGIONS, TWO_INDUSTRIES, PAIR} unit;
}			row_units[] = {
	{"regions", REGION},
	{"region_specialization", REGION},
	{"specialization_decomposition", REGION},
	{"locational_lorenz", REGION},
	{"structural_change", REGION},
	{"structural_similarity_to", REGION},
	{"region_complexity", REGION},
	{"expy", REGION},
	{"industries", INDUSTRY},
	{"industry_concentration", INDUSTRY},
	{"theil_decomposition", INDUSTRY},
	{"industry_complexity", INDUSTRY},
	{"prody", INDUSTRY},
	{"structural_similarity", TWO_REGIONS},
	{"coagglomeration", TWO_INDUSTRIES},
	{"industry_relatedness", TWO_INDUSTRIES},
	{"relatedness_density", PAIR},
	{"opportunity_gain", PAIR},
};

static double
rows_of(const char *function, const CmHeader *header)
{
	double		regions = header->regions,
				industries = header->industries;

	for (size_t i = 0; i < lengthof(row_units); i++)
		if (strcmp(function, row_units[i].function) == 0)
			switch (row_units[i].unit)
			{
				case REGION:
					return regions;
				case INDUSTRY:
					return industries;
				case TWO_REGIONS:
					return regions * (regions - 1) / 2;
				case TWO_INDUSTRIES:
					return industries * (industries - 1) / 2;
				case PAIR:
					return regions * industries;
			}
	return (double) header->cells;
}

/*
 * Planner support.  With a matrix known at planning time its header tells the
 * number of rows; else the ROWS clause does.
 */
PG_FUNCTION_INFO_V1(cext_look_support);
Datum
cext_look_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);
	SupportRequestRows *rows = (SupportRequestRows *) request;
	List	   *arguments;
	Node	   *matrix;
	CmHeader	header;
	Size		bytes;
	char	   *name;

	if (request == NULL || !IsA(request, SupportRequestRows) || !is_funcclause(rows->node))
		PG_RETURN_POINTER(NULL);
	arguments = ((FuncExpr *) rows->node)->args;
	matrix = arguments == NIL ? NULL : estimate_expression_value(rows->root, linitial(arguments));
	if (matrix == NULL || !IsA(matrix, Const) || ((Const *) matrix)->constisnull || ((Const *) matrix)->constlen != -1)
		PG_RETURN_POINTER(NULL);
	header = header_of(((Const *) matrix)->constvalue, &bytes);
	name = get_func_name(rows->funcid);
	rows->rows = rows_of(name == NULL ? "" : name, &header);
	PG_RETURN_POINTER(rows);
}
