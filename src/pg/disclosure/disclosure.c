/*
 * disclosure.c: which cells of a matrix are unsafe, and a matrix that may be published.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/disclosure/disclosure_rules.h"
#include "pg/disclosure/hierarchies.h"
#include "pg/rows.h"
#include "pg/settings.h"

#include "core/disclosure/publishable.h"

/* disclosure_status ----------------------------------------------------- */

PG_FUNCTION_INFO_V1(cext_disclosure_status);
Datum
cext_disclosure_status(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	CmRules		rules;
	CmTable		table,
				unwaived;
	uint8_t    *reason;
	double	   *protection;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	rules = cext_rules_argument(fcinfo, 1);
	cext_table_argument(fcinfo, 0, &table);
	if (!PG_ARGISNULL(2))
		cext_table_argument(fcinfo, 2, &unwaived);
	reason = MemoryContextAllocHuge(CurrentMemoryContext, table.cells + 1);
	protection = MemoryContextAllocHuge(CurrentMemoryContext, (table.cells + 1) * sizeof(double));
	cext_judge(&rules, &table, PG_ARGISNULL(2) ? NULL : &unwaived, reason, protection);
	for (uint32_t r = 0; r < table.regions; r++)
		for (uint64_t k = table.row[r]; k < table.row[r + 1]; k++)
		{
			cext_put_label(&rows, table.region_label[r]);
			cext_put_label(&rows, table.industry_label[table.column[k]]);
			cext_put_count(&rows, table.cell.firms[k]);
			cext_put_double(&rows, table.cell.size[k]);
			cext_put_string(&rows, reason[k] == CM_SAFE ? "F" : "C");
			if (reason[k] == CM_SAFE)
				cext_put_null(&rows);
			else
				cext_put_string(&rows, cm_reason_name[reason[k]]);
			cext_put_double(&rows, reason[k] == CM_SAFE ? NAN : protection[k]);
			cext_rows_end_row(&rows);
		}
	return (Datum) 0;
}

/* with_totals ----------------------------------------------------------- */

PG_FUNCTION_INFO_V1(cext_disclosure_with_totals);
Datum
cext_disclosure_with_totals(PG_FUNCTION_ARGS)
{
	CextHierarchies hierarchies;
	CextFlat	flat,
				whole;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	cext_hierarchies_argument(fcinfo, 1, &hierarchies);
	flat = cext_matrix_argument(fcinfo, 0);
	whole = cext_all_levels(&hierarchies, flat);
	return whole.bytes == flat.bytes ? PG_GETARG_DATUM(0) : PointerGetDatum(whole.bytes - VARHDRSZ);
}

/* publishable ----------------------------------------------------------- */

PG_FUNCTION_INFO_V1(cext_disclosure_publishable);
Datum
cext_disclosure_publishable(PG_FUNCTION_ARGS)
{
	CextFlat	flat;
	CmTable		pattern;
	CmBuilder	builder;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"pattern\" must not be NULL"),
				 errdetail("It tells which cells are hidden; without it nothing would be."),
				 errhint("Pass cluster_matrix_agg(region, industry, 1) of the cells that suppress() hides, and cluster_matrix_empty() where it hides none.")));
	flat = cext_matrix_argument(fcinfo, 0);
	cext_sizes_argument(fcinfo, 1, &pattern);
	cm_builder_init(&builder, cext_call_host(), cext_max_cells);
	cext_check(cm_builder_add_publishable(&builder, flat.bytes, flat.count, &pattern), &builder);
	return cext_matrix_flat_datum(&builder);
}
