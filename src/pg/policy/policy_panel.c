/*
 * policy_panel.c: the matrices of a panel, read from a relation.
 */
#include "pg/policy/policy_panel.h"
#include "pg/errors.h"
#include "pg/host.h"
#include "pg/query.h"
#include "pg/settings.h"

#include "core/matrix/builder_merge.h"
#include "core/numeric/sort.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include <math.h>

const char *
cext_policy_panel_query(CextRelation panel)
{
	static const CextColumn column[] = {
		{"period", CEXT_COLUMN_NUMBER, CEXT_NEEDED},
		{"measure", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"matrix", CEXT_COLUMN_MATRIX, CEXT_NEEDED},
		{.name = NULL}
	};

	return psprintf("(SELECT * FROM %s AS t WHERE period IS NOT NULL AND measure IS NOT NULL AND matrix IS NOT NULL)",
					cext_relation_select(panel, column));
}

int32
cext_policy_period(CextRelation panel, double period)
{
	if (!(period == floor(period) && fabs(period) <= CEXT_YEAR_MOST))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("period %.15g of relation \"%s\" is no year", period, get_rel_name(panel.oid)),
				 errdetail("Years are whole numbers from -%d to %d.", CEXT_YEAR_MOST, CEXT_YEAR_MOST),
				 errhint("Number periods so that growth between them is growth a year: add quarters up, or number them.")));
	return (int32) period;
}

/* One row of the panel. */
typedef struct PanelRow
{
	CmMeasure	measure;
	int32		period;
	Datum		matrix;			/* flat, not toasted */
} PanelRow;

static int
by_measure(const void *a, const void *b)
{
	const PanelRow *x = a,
			   *y = b;

	if (x->measure != y->measure)
		return x->measure < y->measure ? -1 : 1;
	return (x->period > y->period) - (x->period < y->period);
}

/* Measures of which earlier years count too, those of targets among them. */
static void
find_history(const CextPolicyInput *in, CmMeasure base, bool history[CM_MEASURES + 1])
{
	memset(history, false, CM_MEASURES + 1);
	history[base] = history[CM_EMPLOYMENT] = history[CM_OUTPUT] = history[CM_CAPITAL] = history[CM_INPUT_COEFFICIENTS] = true;
	for (uint32 k = 0; k < in->policies; k++)
		history[in->policy[k].measure] = history[in->policy[k].measure] || !isnan(in->policy[k].target);
}

/* Rows of the panel whose measure is known and needed, in `context`. */
static PanelRow *
read_panel(FunctionCallInfo fcinfo, const CextPolicyInput *in, CmMeasure base, bool all_years, MemoryContext context, int *count)
{
	CextRelation panel = cext_relation_argument(fcinfo, CEXT_POLICY_PANEL, "panel");
	Oid			type = FLOAT8OID;
	Datum		last = Float8GetDatum(all_years ? PG_INT32_MAX : in->as_of);
	PanelRow   *row;
	uint64		rows;
	bool		history[CM_MEASURES + 1];

	find_history(in, base, history);
	SPI_connect();
	/* Later years are left where they are, but not what is no year. */
	rows = cext_query(psprintf("SELECT period, measure, matrix FROM %s AS t WHERE period OPERATOR(pg_catalog.<=) $1 "
									  "OR NOT period OPERATOR(pg_catalog.-) pg_catalog.floor(period) OPERATOR(pg_catalog.=) 0::pg_catalog.float8",
									  cext_policy_panel_query(panel)), 1, &type, &last);
	row = MemoryContextAllocHuge(context, (rows + 1) * sizeof(PanelRow));
	*count = 0;
	for (uint64 k = 0; k < rows; k++)
	{
		bool		isnull;
		PanelRow   *r = &row[*count];
		MemoryContext before;

		CHECK_FOR_INTERRUPTS();
		r->measure = cm_measure_of(cext_label_of(cext_query_text(k, 2, CurrentMemoryContext)));
		if (r->measure == CM_MEASURES)
			continue;
		r->period = cext_policy_period(panel, cext_query_double(k, 1));
		if (!(all_years || r->period == in->as_of || history[r->measure]))
			continue;
		before = MemoryContextSwitchTo(context);
		r->matrix = PointerGetDatum(PG_DETOAST_DATUM_COPY(cext_query_column(k, 3, &isnull)));
		MemoryContextSwitchTo(before);
		(*count)++;
	}
	SPI_finish();
	cm_sort(in->host, row, (size_t) *count, sizeof(PanelRow), by_measure);
	return row;
}

/* Several rows of one measure and period are parts of a whole. */
static Datum
sum_of(const PanelRow *row, int count)
{
	CmBuilder	b;

	if (count == 1)
		return row[0].matrix;
	cm_builder_init(&b, cext_call_host(), (uint64_t) cext_max_cells);
	for (int k = 0; k < count; k++)
		cext_check(cm_builder_add_flat(&b, (const uint8_t *) VARDATA_ANY(row[k].matrix), VARSIZE_ANY_EXHDR(row[k].matrix), NULL), &b);
	return cext_matrix_flat_datum(&b);
}

static pg_noinline void
refuse_year(const CextPolicyInput *in, CmMeasure base, const PanelRow *row, int count)
{
	int32		latest = PG_INT32_MIN;

	for (int k = 0; k < count; k++)
		if (row[k].measure == base && row[k].period < in->as_of)
			latest = Max(latest, row[k].period);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the panel has no matrix of \"%s\" for %d", cm_measure_card[base].name, in->as_of),
			 latest == PG_INT32_MIN ? errdetail("It has none for any earlier year.") : errdetail("The latest before is of %d.", latest),
			 errhint("Pass a year that the panel has as \"as_of\".")));
}

/* Opens the tables of the panel, but that of input coefficients, which stays apart. */
static CmPanelMatrix *
open_matrices(CextPolicyInput *in, CmMeasure base, const PanelRow *row, int count, int *matrices)
{
	CmPanelMatrix *matrix = palloc(((Size) count + 1) * sizeof(CmPanelMatrix));
	bool		found = false;

	*matrices = 0;
	for (int k = 0, next; k < count; k = next)
	{
		CmPanelMatrix *m = &matrix[*matrices];

		for (next = k + 1; next < count && by_measure(&row[k], &row[next]) == 0; next++)
			;
		if (row[k].measure == CM_INPUT_COEFFICIENTS)
		{
			if (row[k].period <= in->as_of)
			{
				in->has_inputs = true;
				cext_table_of(sum_of(&row[k], next - k), &in->inputs);
			}
			continue;
		}
		*m = (CmPanelMatrix) {.measure = row[k].measure, .period = row[k].period};
		cext_table_of(sum_of(&row[k], next - k), &m->table);
		found = found || (m->measure == base && m->period == in->as_of);
		(*matrices)++;
	}
	if (!found)
		refuse_year(in, base, row, count);
	return matrix;
}

CmPanelMatrix *
cext_policy_read_panel(FunctionCallInfo fcinfo, CextPolicyInput *in, CmMeasure base, bool all_years, MemoryContext context, int *matrices)
{
	int			rows;
	PanelRow   *row = read_panel(fcinfo, in, base, all_years, context, &rows);

	return open_matrices(in, base, row, rows, matrices);
}
