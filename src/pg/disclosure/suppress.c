/*
 * suppress.c: secondary suppression: a pattern of hidden cells from which none can be computed.
 */
#include "pg/arguments.h"
#include "pg/host.h"
#include "pg/disclosure/disclosure_rules.h"
#include "pg/disclosure/hierarchies.h"
#include "pg/query.h"
#include "pg/relation.h"
#include "pg/rows.h"

#include "core/disclosure/audit.h"
#include "core/disclosure/suppression.h"

#include "executor/spi.h"

#include <math.h>

enum
{
	M, REGION_DIGITS, INDUSTRY_DIGITS, REGION_TREE, INDUSTRY_TREE, RULE, UNWAIVED, ALSO, PREVIOUS, COST, SINGLETONS, INTERVALS
};

typedef struct Suppress
{
	CextHierarchies hierarchies;
	CmRules		rules;
	CmTable		table;			/* at all levels */
	CmSums		sums;			/* whose cells are those of the table */
	uint8_t    *reason;
	double	   *protection;
	CmDemand	demand;
	uint8_t    *primary;
	uint8_t    *eligible;
	CmCost	   *cost;
	uint8_t    *previous;		/* NULL: none is given */
	int			others;			/* matrices of `also`: their sizes by cell */
	double	  **size_of_other;
	uint8_t    *hidden;
	uint8_t    *exposed;
} Suppress;

static void *
by_cell(const Suppress *s, Size width)
{
	return MemoryContextAllocExtended(CurrentMemoryContext, ((Size) s->sums.cells + 1) * width, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

/* What the rules say --------------------------------------------------------- */

/* A matrix at all levels, opened. */
static void
open_levels(const Suppress *s, CextFlat flat, CmTable *table)
{
	CextFlat	whole = cext_all_levels(&s->hierarchies, flat);

	cext_check(cm_table_open(table, cext_call_host(), whole.bytes, whole.count), NULL);
}

static void
read_matrix(Suppress *s, FunctionCallInfo fcinfo)
{
	CmTable		unwaived;

	open_levels(s, cext_matrix_argument(fcinfo, M), &s->table);
	cext_sums_of_table(&s->hierarchies, &s->table, &s->sums);
	s->reason = by_cell(s, 1);
	s->protection = by_cell(s, sizeof(double));
	s->primary = by_cell(s, 1);
	s->eligible = by_cell(s, 1);
	s->cost = by_cell(s, sizeof(CmCost));
	s->hidden = by_cell(s, 1);
	s->exposed = by_cell(s, 1);
	if (!PG_ARGISNULL(UNWAIVED))
		open_levels(s, cext_matrix_argument(fcinfo, UNWAIVED), &unwaived);
	cext_judge(&s->rules, &s->table, PG_ARGISNULL(UNWAIVED) ? NULL : &unwaived, s->reason, s->protection);
	for (uint32_t k = 0; k < s->sums.cells; k++)
	{
		s->primary[k] = s->reason[k] != CM_SAFE;
		s->eligible[k] = s->table.cell.size[k] > 0;
	}
}

static pg_noinline void
refuse_other(int number, CmText region, CmText industry)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("matrix %d of argument \"also\" has a cell that the first matrix lacks", number),
			 errdetail("Region \"%s\", industry \"%s\".", cext_shown(region.bytes, region.length), cext_shown(industry.bytes, industry.length)),
			 errhint("Build all matrices of the same firms; a size of 0 makes a cell, too.")));
}

/* Another measure: primary is what the rules say of any, and nothing is hidden for others where it is nothing in one. */
static void
read_other(Suppress *s, int number, Datum matrix)
{
	CmTable		other;
	uint8_t    *reason;
	double	   *protection,
			   *size = s->size_of_other[number] = by_cell(s, sizeof(double));

	open_levels(s, cext_flat_of(matrix), &other);
	reason = MemoryContextAllocHuge(CurrentMemoryContext, (Size) other.cells + 1);
	protection = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) other.cells + 1) * sizeof(double));
	cext_judge(&s->rules, &other, NULL, reason, protection);
	for (uint32_t r = 0; r < other.regions; r++)
	{
		uint32_t	region = cm_tree_node(&s->sums.region, other.region_label[r]);

		CHECK_FOR_INTERRUPTS();
		for (uint64_t k = other.row[r]; k < other.row[r + 1]; k++)
		{
			uint32_t	industry = cm_tree_node(&s->sums.industry, other.industry_label[other.column[k]]),
						cell = region == CM_NO_NODE || industry == CM_NO_NODE ? CM_NO_CELL : cm_sums_cell(&s->sums, region, industry);

			if (cell == CM_NO_CELL)
				refuse_other(number + 1, other.region_label[r], other.industry_label[other.column[k]]);
			size[cell] = other.cell.size[k];
			if (reason[k] != CM_SAFE && !s->primary[cell])
			{
				s->primary[cell] = 1;
				s->reason[cell] = reason[k];
				s->protection[cell] = NAN;
			}
		}
	}
	for (uint32_t k = 0; k < s->sums.cells; k++)
		s->eligible[k] &= size[k] > 0;
	cext_check_sums(&s->sums, size, "Matrices of other measures need the same levels as the first one.");
}

static void
read_others(Suppress *s, FunctionCallInfo fcinfo)
{
	Datum	   *matrix;
	bool	   *isnull;
	int			count;

	if (PG_ARGISNULL(ALSO))
		return;
	count = cext_array_argument(fcinfo, ALSO, &matrix, &isnull);
	s->size_of_other = palloc((count + 1) * sizeof(double *));
	for (int k = 0; k < count; k++)
		if (!isnull[k])
			read_other(s, s->others++, matrix[k]);
}

/* What hiding costs ------------------------------------------------------------ */

/* The cell of labels of a relation, or CM_NO_CELL; totals have either name. */
static uint32_t
cell_of(const CmSums *sums, CmText region, CmText industry)
{
	uint32_t	r = cm_tree_node_of(&sums->region, region),
				i = cm_tree_node_of(&sums->industry, industry);

	return r == CM_NO_NODE || i == CM_NO_NODE ? CM_NO_CELL : cm_sums_cell(sums, r, i);
}

/* What an earlier table hides costs nothing to be hidden again. */
static void
read_previous(Suppress *s, FunctionCallInfo fcinfo)
{
	CextRelation relation = cext_relation_argument(fcinfo, PREVIOUS, "previous");
	bool		by_flag = cext_relation_has(relation, "hidden");
	const char *name = by_flag ? "hidden" : cext_relation_has(relation, "conf_status") ? "conf_status" : "status";
	const CextColumn column[] = {
		{"region", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"industry", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{name, by_flag ? CEXT_COLUMN_FLAG : CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{.name = NULL}
	};
	uint64		rows;

	s->previous = by_cell(s, 1);
	SPI_connect();
	rows = cext_query(psprintf("SELECT t.region, t.industry FROM %s AS t WHERE t.region IS NOT NULL AND t.industry IS NOT NULL AND t.%s",
							   cext_relation_select(relation, column), by_flag ? name : psprintf("%s OPERATOR(pg_catalog.<>) 'F'", name)),
					  0, NULL, NULL);
	for (uint64 k = 0; k < rows; k++)
	{
		bool		isnull;
		Datum		region = cext_query_column(k, 1, &isnull),
					industry = cext_query_column(k, 2, &isnull);
		uint32_t	cell = cell_of(&s->sums, cext_label(region), cext_label(industry));

		CHECK_FOR_INTERRUPTS();
		if (cell == CM_NO_CELL)
			continue;
		s->cost[cell].first = 0;
		s->previous[cell] = 1;
	}
	SPI_finish();
}

static void
read_costs(Suppress *s, FunctionCallInfo fcinfo)
{
	static const char *const costs[] = {"cells", "size", "firms", NULL};
	int			cost = cext_choice_argument(fcinfo, COST, "cost", costs);
	const double *amount = cost == 2 ? s->table.cell.firms : s->table.cell.size;

	for (uint32_t k = 0; k < s->sums.cells; k++)
	{
		s->eligible[k] &= amount[k] >= 0;
		s->cost[k] = cost == 0 ? (CmCost) {1, amount[k]} : (CmCost) {amount[k], 1};
	}
	if (!PG_ARGISNULL(PREVIOUS))
		read_previous(s, fcinfo);
}

/* The pattern -------------------------------------------------------------------- */

/* What other measures give away by the same pattern. */
static void
audit_others(Suppress *s)
{
	uint8_t    *found = by_cell(s, 1);
	uint32_t   *known_by = by_cell(s, sizeof(uint32_t));

	for (int number = 0; number < s->others; number++)
	{
		cm_audit(cext_call_host(), &s->sums, s->size_of_other[number], s->demand.firms, s->hidden, NULL, found, known_by);
		for (uint32_t k = 0; k < s->sums.cells; k++)
			s->exposed[k] |= s->primary[k] && found[k] != CM_FOUND_NOTHING;
	}
}

static bool
flag_argument(FunctionCallInfo fcinfo, int number)
{
	return !PG_ARGISNULL(number) && PG_GETARG_BOOL(number);
}

static void
find_pattern(Suppress *s, FunctionCallInfo fcinfo)
{
	s->demand = (CmDemand) {
		.sums = &s->sums,
		.value = s->table.cell.size,
		.primary = s->primary,
		.eligible = s->eligible,
		.cost = s->cost,
		.previous = s->previous,
		.protection = flag_argument(fcinfo, INTERVALS) ? s->protection : NULL,
		.firms = flag_argument(fcinfo, SINGLETONS) ? s->table.cell.firms : NULL
	};
	cm_suppress(cext_call_host(), &s->demand, s->hidden, s->exposed);
	audit_others(s);
}

static void
put_label(CextRows *rows, CmText label)
{
	if (cm_is_total(label))
		cext_put_string(rows, "_T");
	else
		cext_put_label(rows, label);
}

static void
put_cell(CextRows *rows, const Suppress *s, uint32_t k)
{
	const CmSums *sums = &s->sums;
	uint32_t	region = sums->region_of[k],
				industry = sums->industry_of[k];

	put_label(rows, sums->region.label[region]);
	put_label(rows, sums->industry.label[industry]);
	cext_put_datum(rows, Int32GetDatum((int32) sums->region.depth[region]));
	cext_put_datum(rows, Int32GetDatum((int32) sums->industry.depth[industry]));
	cext_put_count(rows, s->table.cell.firms[k]);
	cext_put_double(rows, s->table.cell.size[k]);
	cext_put_string(rows, s->primary[k] ? "C" : s->hidden[k] ? "D" : "F");
	if (!s->primary[k])
		cext_put_null(rows);
	else
		cext_put_string(rows, cm_reason_name[s->reason[k]]);
	cext_put_double(rows, s->primary[k] ? s->protection[k] : NAN);
	cext_put_datum(rows, BoolGetDatum(s->exposed[k] != 0));
	cext_rows_end_row(rows);
}

static void
warn(uint32_t exposed)
{
	ereport(WARNING,
			(errmsg_plural("%u confidential cell cannot be protected", "%u confidential cells cannot be protected", exposed, exposed),
			 errdetail("What is shown tells them, or more of them than is asked for, and nothing was found to hide that would help; column \"exposed\" tells which."),
			 errhint("Publish fewer levels, or join labels that have few firms.")));
}

PG_FUNCTION_INFO_V1(cext_suppress);
Datum
cext_suppress(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	Suppress   *s;
	uint32_t	exposed = 0;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(M))
		return (Datum) 0;
	s = palloc0(sizeof(Suppress));
	s->rules = cext_rules_argument(fcinfo, RULE);
	cext_hierarchies_argument(fcinfo, REGION_DIGITS, &s->hierarchies);
	read_matrix(s, fcinfo);
	read_others(s, fcinfo);
	read_costs(s, fcinfo);
	find_pattern(s, fcinfo);
	for (uint32_t k = 0; k < s->sums.cells; k++)
	{
		exposed += s->exposed[k];
		put_cell(&rows, s, k);
	}
	if (exposed > 0)
		warn(exposed);
	return (Datum) 0;
}
