/*
 * policy_input.c: what policy risk is computed from, read from relations.
 */
#include "pg/policy_input.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include <math.h>

/* SPI ------------------------------------------------------------------ */

uint64
cext_policy_query(const char *query, int arguments, Oid *types, Datum *values)
{
	int			code = SPI_execute_with_args(query, arguments, types, values, NULL, true, 0);

	if (code != SPI_OK_SELECT)
		elog(ERROR, "cannot read: %s", SPI_result_code_string(code));
	return SPI_processed;
}

static Datum
column(uint64 row, int number, bool *isnull)
{
	return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, number, isnull);
}

double
cext_policy_double(uint64 row, int number)
{
	bool		isnull;
	Datum		value = column(row, number, &isnull);

	return isnull ? NAN : DatumGetFloat8(value);
}

char *
cext_policy_text(uint64 row, int number, MemoryContext context)
{
	bool		isnull;
	Datum		value = column(row, number, &isnull);
	MemoryContext before = MemoryContextSwitchTo(context);
	char	   *string = isnull ? NULL : TextDatumGetCString(value);

	MemoryContextSwitchTo(before);
	return string;
}

const char *
cext_policy_schema(FunctionCallInfo fcinfo)
{
	return quote_identifier(get_namespace_name(get_func_namespace(fcinfo->flinfo->fn_oid)));
}

const char *
cext_policy_relation(Oid relation, const char *argument, const char *const *columns)
{
	char	   *name = get_rel_name(relation);

	if (name == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("the relation of argument \"%s\" does not exist", argument),
				 errdetail("Its oid is %u.", relation),
				 errhint("Pass the name of a table or view.")));
	for (int i = 0; columns[i] != NULL; i++)
		if (get_attnum(relation, columns[i]) == InvalidAttrNumber)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_COLUMN),
					 errmsg("relation \"%s\" has no column \"%s\"", name, columns[i]),
					 errdetail("Argument \"%s\" needs one.", argument),
					 errhint("Make a view that names the column so.")));
	return quote_qualified_identifier(get_namespace_name(get_rel_namespace(relation)), name);
}

Oid
cext_policy_relation_argument(FunctionCallInfo fcinfo, int number, const char *name)
{
	if (PG_ARGISNULL(number))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"%s\" must not be NULL", name),
				 errdetail("It tells what to read."),
				 errhint("Pass the name of a table or view, or the year for \"as_of\".")));
	return PG_GETARG_OID(number);
}

static CmText
label_of(const char *text)
{
	CmText		label = {text, (uint32_t) strlen(text)};

	return label;
}

/* The panel ------------------------------------------------------------ */

/* Differences of years stay far from overflow. */
#define YEAR_MOST 1000000

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

static pg_noinline void
refuse_period(int32 period)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("period %d of the panel is no year", period),
			 errdetail("Years are from -%d to %d.", YEAR_MOST, YEAR_MOST),
			 errhint("Number periods so that growth between them is growth a year.")));
}

static void
check_matrix_type(FunctionCallInfo fcinfo, Oid panel)
{
	Oid		   *types;
	int			count;

	get_func_signature(fcinfo->flinfo->fn_oid, &types, &count);
	if (SPI_gettypeid(SPI_tuptable->tupdesc, 3) != types[CEXT_POLICY_PAIRS])
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("column \"matrix\" of relation \"%s\" is not of type cluster_matrix", get_rel_name(panel)),
				 errdetail("It is of type %s.", format_type_be(SPI_gettypeid(SPI_tuptable->tupdesc, 3))),
				 errhint("Build its values by cluster_matrix_agg.")));
}

/* Rows of the panel whose measure is known and needed, in `context`. */
static PanelRow *
read_panel(FunctionCallInfo fcinfo, const CextPolicyInput *in, CmMeasure base, bool all_years, MemoryContext context, int *count)
{
	static const char *const columns[] = {"period", "measure", "matrix", NULL};
	Oid			panel = PG_GETARG_OID(CEXT_POLICY_PANEL);
	Oid			type = INT4OID;
	Datum		last = Int32GetDatum(all_years ? PG_INT32_MAX : in->as_of);
	PanelRow   *row;
	uint64		rows;
	bool		history[CM_MEASURES + 1];

	find_history(in, base, history);
	SPI_connect();
	rows = cext_policy_query(psprintf("SELECT period::pg_catalog.int4, measure::pg_catalog.text, matrix FROM %s "
									  "WHERE period::pg_catalog.int4 OPERATOR(pg_catalog.<=) $1 AND measure IS NOT NULL AND matrix IS NOT NULL",
									  cext_policy_relation(panel, "panel", columns)),
							 1, &type, &last);
	check_matrix_type(fcinfo, panel);
	row = MemoryContextAllocHuge(context, (rows + 1) * sizeof(PanelRow));
	*count = 0;
	for (uint64 k = 0; k < rows; k++)
	{
		bool		isnull;
		PanelRow   *r = &row[*count];
		MemoryContext before;

		r->period = DatumGetInt32(column(k, 1, &isnull));
		r->measure = cm_measure_of(label_of(cext_policy_text(k, 2, CurrentMemoryContext)));
		if (r->measure == CM_MEASURES || !(all_years || r->period == in->as_of || history[r->measure]))
			continue;
		if (r->period < -YEAR_MOST || r->period > YEAR_MOST)
			refuse_period(r->period);
		before = MemoryContextSwitchTo(context);
		r->matrix = PointerGetDatum(PG_DETOAST_DATUM_COPY(column(k, 3, &isnull)));
		MemoryContextSwitchTo(before);
		(*count)++;
	}
	SPI_finish();
	qsort(row, *count, sizeof(PanelRow), by_measure);
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

/* Policies ------------------------------------------------------------- */

/* Columns of the query below. */
enum
{
	P_REGION = 1, P_INDUSTRY, P_LEVEL, P_START, P_END, P_AMOUNT, P_UNIT, P_MEASURE, P_TARGET, P_TARGET_YEAR,
	P_HAS_TARGET, P_HAS_END, P_COMPETITIVE, P_REVIEW, P_KNOWS_END, P_KNOWS_TARGET, P_MAPPED, P_SHARE, P_SHARES
};

const char *
cext_policy_map_query(Oid map)
{
	static const char *const columns[] = {"policy_label", "industry", NULL};

	/* A label without any share is split evenly; if only some are known, nothing is known of their sum. */
	return psprintf("(SELECT policy_label, industry, CASE WHEN known OPERATOR(pg_catalog.=) 0 THEN 1 OPERATOR(pg_catalog./) industries::pg_catalog.float8 ELSE share END AS share, "
					"CASE WHEN known OPERATOR(pg_catalog.=) 0 THEN 1 WHEN known OPERATOR(pg_catalog.=) industries THEN total END AS shares "
					"FROM (SELECT y.*, pg_catalog.count(y.share) OVER label AS known, pg_catalog.count(*) OVER label AS industries, pg_catalog.sum(y.share) OVER label AS total "
					"FROM %s AS m, pg_catalog.jsonb_to_record(pg_catalog.to_jsonb(m.*)) "
					"AS y(policy_label pg_catalog.text, industry pg_catalog.text, share pg_catalog.float8) "
					"WHERE y.industry IS NOT NULL WINDOW label AS (PARTITION BY y.policy_label)) AS z)",
					cext_policy_relation(map, "industry_map", columns));
}

static const char *
policies_query(FunctionCallInfo fcinfo)
{
	static const char *const columns[] = {"region", "industry", NULL};
	const char *policies = cext_policy_relation(PG_GETARG_OID(CEXT_POLICY_POLICIES), "policies", columns);
	/* Without a map a label is its industry. */
	const char *map = PG_ARGISNULL(CEXT_POLICY_INDUSTRY_MAP) ?
		"(SELECT NULL::pg_catalog.text AS policy_label, NULL::pg_catalog.text AS industry, 1::pg_catalog.float8 AS share, 1::pg_catalog.float8 AS shares WHERE false)" :
		cext_policy_map_query(PG_GETARG_OID(CEXT_POLICY_INDUSTRY_MAP));

	/* Columns that the relation lacks are NULL.  p.* is the row even where a column is named p. */
	return psprintf("SELECT x.*, (r.j OPERATOR(pg_catalog.?) 'end_year')::pg_catalog.int4::pg_catalog.float8, (r.j OPERATOR(pg_catalog.?) 'target_value')::pg_catalog.int4::pg_catalog.float8, "
					"%s, coalesce(m.share, 1), CASE WHEN m.policy_label IS NULL THEN 1 ELSE m.shares END "
					"FROM (SELECT pg_catalog.to_jsonb(p.*) AS j FROM %s AS p) AS r, "
					"LATERAL pg_catalog.jsonb_to_record(r.j) AS x(region pg_catalog.text, industry pg_catalog.text, admin_level pg_catalog.text, "
					"start_year pg_catalog.float8, end_year pg_catalog.float8, amount pg_catalog.float8, amount_unit pg_catalog.text, measure pg_catalog.text, "
					"target_value pg_catalog.float8, target_year pg_catalog.float8, has_target boolean, has_end boolean, is_competitive boolean, has_review boolean) "
					"LEFT JOIN %s AS m ON m.policy_label OPERATOR(pg_catalog.=) x.industry",
					PG_ARGISNULL(CEXT_POLICY_INDUSTRY_MAP) ? "x.industry" : "m.industry", policies, map);
}

static pg_noinline void
refuse_policy(const char *region, const char *industry, const char *what, double number)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid %s in the policy of region \"%s\", industry \"%s\"", what, region == NULL ? "" : region, industry == NULL ? "" : industry),
			 isnan(number) ? errdetail("It is NULL or NaN.") : errdetail("It is %g.", number),
			 errhint("Correct the row, or pass a view without it.")));
}

/* Shares of a label add up to 1, or its amounts and targets would not be told right. */
static void
check_shares(uint64 row)
{
	double		sum = cext_policy_double(row, P_SHARES);

	if (fabs(sum - 1) <= CEXT_POLICY_SHARES_TOLERANCE)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the shares of label \"%s\" in the industry map do not add up to 1", cext_policy_text(row, P_INDUSTRY, CurrentMemoryContext)),
			 isnan(sum) ? errdetail("Some are NULL, some are not.") : errdetail("They add up to %.9g.", sum),
			 errhint("Correct the map; policy_risk_unmapped lists all such labels.")));
}

/* A year, or `none` for NULL. */
static int32
year_of(uint64 row, int number, int32 none, const char *region, const char *industry, const char *what)
{
	bool		isnull;
	double		year;

	column(row, number, &isnull);
	year = cext_policy_double(row, number);
	if (isnull)
		return none;
	if (!(year == floor(year) && fabs(year) <= YEAR_MOST))
		refuse_policy(region, industry, what, year);
	return (int32) year;
}

/* An amount that is not negative, NaN for NULL. */
static double
amount_of(uint64 row, int number, const char *region, const char *industry, const char *what)
{
	bool		isnull;
	double		amount;

	column(row, number, &isnull);
	amount = cext_policy_double(row, number);
	if (!isnull && !(amount >= 0 && !isinf(amount)))
		refuse_policy(region, industry, what, amount);
	return amount;
}

static int8_t
safeguard_of(uint64 row, int number, int8_t otherwise)
{
	bool		isnull;
	Datum		value = column(row, number, &isnull);

	return isnull ? otherwise : DatumGetBool(value) ? 1 : 0;
}

static void
read_policy(uint64 row, MemoryContext context, CmMeasure base, CmPolicy *p)
{
	char	   *region = cext_policy_text(row, P_REGION, context);
	char	   *industry = cext_policy_text(row, P_MAPPED, context);
	char	   *measure = cext_policy_text(row, P_MEASURE, CurrentMemoryContext);
	double		share = amount_of(row, P_SHARE, region, industry, "share");

	if (region == NULL)
		refuse_policy(region, industry, "region", NAN);
	check_shares(row);
	if (strlen(region) > CM_LABEL_MAX || strlen(industry) > CM_LABEL_MAX)
		refuse_policy("", "", "length of a label", Max(strlen(region), strlen(industry)));
	*p = (CmPolicy) {
		.region = label_of(region),
		.industry = label_of(industry),
		.start = year_of(row, P_START, CM_NO_YEAR, region, industry, "start_year"),
		.end = year_of(row, P_END, CM_FOREVER, region, industry, "end_year"),
		.amount = share * amount_of(row, P_AMOUNT, region, industry, "amount"),
		.measure = measure == NULL ? base : cm_measure_of(label_of(measure)),
		.target = share * amount_of(row, P_TARGET, region, industry, "target_value"),
		.target_year = year_of(row, P_TARGET_YEAR, CM_NO_YEAR, region, industry, "target_year"),
	};
	p->safeguard[CM_SAFEGUARD_END] = safeguard_of(row, P_HAS_END, p->end != CM_FOREVER ? 1 : cext_policy_double(row, P_KNOWS_END) == 1 ? 0 : -1);
	p->safeguard[CM_SAFEGUARD_TARGET] = safeguard_of(row, P_HAS_TARGET, !isnan(p->target) ? 1 : cext_policy_double(row, P_KNOWS_TARGET) == 1 ? 0 : -1);
	p->safeguard[CM_SAFEGUARD_COMPETITION] = safeguard_of(row, P_COMPETITIVE, -1);
	p->safeguard[CM_SAFEGUARD_REVIEW] = safeguard_of(row, P_REVIEW, -1);
}

static bool
same_unit(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Amounts in other units than asked, or of mixed ones, are unknown. */
static void
forget_other_units(CmPolicy *policy, char **unit, uint32 count, const char *wanted)
{
	const char *first = wanted;
	bool		any = wanted != NULL,
				mixed = false;

	for (uint32 k = 0; k < count; k++)
	{
		if (isnan(policy[k].amount))
			continue;
		first = any ? first : unit[k];
		any = true;
		if (wanted != NULL && !same_unit(unit[k], wanted))
			policy[k].amount = NAN;
		mixed = mixed || !same_unit(unit[k], first);
	}
	for (uint32 k = 0; wanted == NULL && mixed && k < count; k++)
		policy[k].amount = NAN;
}

/* A region and the administrative level that it is of. */
typedef struct Level
{
	char	   *region;
	char	   *level;
} Level;

static int
by_region_level(const void *a, const void *b)
{
	const Level *x = a,
			   *y = b;
	int			order = strcmp(x->region, y->region);

	return order != 0 ? order : strcmp(x->level, y->level);
}

/* All policies, and levels of regions as they tell them, in `context`. */
static void
read_policies(FunctionCallInfo fcinfo, CextPolicyInput *in, CmMeasure base, MemoryContext context, Level **level, uint32 *levels)
{
	uint64		rows;
	char	  **unit;

	*levels = 0;
	if (PG_ARGISNULL(CEXT_POLICY_POLICIES))
		return;
	SPI_connect();
	rows = cext_policy_query(policies_query(fcinfo), 0, NULL, NULL);
	in->policy = MemoryContextAllocHuge(context, (rows + 1) * sizeof(CmPolicy));
	*level = MemoryContextAllocHuge(context, (rows + 1) * sizeof(Level));
	unit = palloc_extended((rows + 1) * sizeof(char *), MCXT_ALLOC_HUGE);
	for (uint64 k = 0; k < rows; k++)
	{
		char	   *stated = cext_policy_text(k, P_LEVEL, context);
		bool		unmapped;

		column(k, P_MAPPED, &unmapped);
		/* policy_risk_unmapped lists these. */
		if (unmapped)
			continue;
		unit[in->policies] = cext_policy_text(k, P_UNIT, CurrentMemoryContext);
		read_policy(k, context, base, &in->policy[in->policies]);
		if (stated != NULL)
			(*level)[(*levels)++] = (Level) {cext_policy_text(k, P_REGION, context), stated};
		in->policies++;
	}
	forget_other_units(in->policy, unit, in->policies, PG_ARGISNULL(CEXT_POLICY_AMOUNT_UNIT) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(CEXT_POLICY_AMOUNT_UNIT)));
	SPI_finish();
}

/* Levels by the tree of regions: its own word for them, else how deep they are; a parent without a row of its own is a root, and so is one of itself. */
static void
read_tree(FunctionCallInfo fcinfo, MemoryContext context, Level **level, uint32 *levels)
{
	static const char *const columns[] = {"region", "parent", NULL};
	uint64		rows;

	if (PG_ARGISNULL(CEXT_POLICY_REGION_TREE))
		return;
	SPI_connect();
	rows = cext_policy_query(psprintf("WITH RECURSIVE r AS (SELECT y.region, CASE WHEN y.parent OPERATOR(pg_catalog.<>) y.region THEN y.parent END AS parent, y.admin_level FROM %s AS m, pg_catalog.jsonb_to_record(pg_catalog.to_jsonb(m.*)) "
									  "AS y(region pg_catalog.text, parent pg_catalog.text, admin_level pg_catalog.text)), "
									  "t AS (SELECT * FROM r UNION ALL SELECT DISTINCT parent, NULL, NULL FROM r WHERE NOT EXISTS (SELECT FROM r AS u WHERE u.region OPERATOR(pg_catalog.=) r.parent)), "
									  "d(region, depth) AS (SELECT region, 0 FROM t WHERE parent IS NULL "
									  "UNION SELECT t.region, d.depth OPERATOR(pg_catalog.+) 1 FROM d JOIN t ON t.parent OPERATOR(pg_catalog.=) d.region WHERE d.depth OPERATOR(pg_catalog.<) 100) "
									  "SELECT t.region, coalesce(t.admin_level, d.depth::pg_catalog.text) FROM t JOIN d ON d.region OPERATOR(pg_catalog.=) t.region WHERE t.region IS NOT NULL",
									  cext_policy_relation(PG_GETARG_OID(CEXT_POLICY_REGION_TREE), "region_tree", columns)),
							 0, NULL, NULL);
	*level = MemoryContextAllocHuge(context, (rows + 1) * sizeof(Level));
	*levels = 0;
	for (uint64 k = 0; k < rows; k++)
		(*level)[(*levels)++] = (Level) {cext_policy_text(k, 1, context), cext_policy_text(k, 2, context)};
	SPI_finish();
}

/* Pairs and regions ---------------------------------------------------- */

static void
add_zero(CmBuilder *b, CmText region, CmText industry)
{
	CmCell		zero = {0};
	uint32_t	region_code = cm_dictionary_code(&b->region, region.bytes, region.length);
	uint32_t	industry_code = cm_dictionary_code(&b->industry, industry.bytes, industry.length);

	if (region_code == CM_NO_CODE || industry_code == CM_NO_CODE)
		cext_check(CM_TOO_MANY_LABELS, b);
	cext_check(cm_builder_add_cell(b, region_code, industry_code, &zero), b);
}

/* A table of zeros for the pairs of all policies and those asked about, so that each of them is a pair of the panel. */
static void
open_asked(CextPolicyInput *in, const CmTable *pairs, CmTable *asked)
{
	CmBuilder	b;

	cm_builder_init(&b, in->host, (uint64_t) cext_max_cells);
	for (uint32 k = 0; k < in->policies; k++)
		add_zero(&b, in->policy[k].region, in->policy[k].industry);
	for (uint32 r = 0; pairs != NULL && r < pairs->regions; r++)
		for (uint64 c = pairs->row[r]; c < pairs->row[r + 1]; c++)
			add_zero(&b, pairs->region_label[r], pairs->industry_label[pairs->column[c]]);
	cext_table_of(cext_matrix_flat_datum(&b), asked);
}

/* Levels by region of the panel, as small numbers, and the critical mass of each. */
static void
open_levels(FunctionCallInfo fcinfo, CextPolicyInput *in, Level *level, uint32 levels)
{
	const CmPeriods *t = &in->panel.pairs;
	Datum		model = CStringGetTextDatum(in->model_name);
	Oid			type = TEXTOID;
	double		firms,
				size;
	uint64		rows;
	char	  **name = palloc0(((Size) t->regions + 1) * sizeof(char *));
	int			known = 0;

	qsort(level, levels, sizeof(Level), by_region_level);
	SPI_connect();
	cext_policy_query(psprintf("SELECT mass_firms, mass_size FROM %s.policy_risk_models WHERE model OPERATOR(pg_catalog.=) $1", cext_policy_schema(fcinfo)),
					  1, &type, &model);
	firms = cext_policy_double(0, 1);
	size = cext_policy_double(0, 2);
	rows = cext_policy_query(psprintf("SELECT admin_level, mass_firms, mass_size FROM %s.policy_risk_levels WHERE model OPERATOR(pg_catalog.=) $1", cext_policy_schema(fcinfo)),
							 1, &type, &model);
	for (uint32 r = 0; r < t->regions; r++)
	{
		in->level[r] = -1;
		in->mass_firms[r] = firms;
		in->mass_size[r] = size;
	}
	for (uint32 k = 0; k < levels; k++)
	{
		uint32		r = cm_label_place(t->region_label, t->regions, label_of(level[k].region));

		/* The first of several levels of a region. */
		if (r == UINT32_MAX || name[r] != NULL)
			continue;
		name[r] = level[k].level;
		for (uint64 i = 0; i < rows; i++)
			if (strcmp(cext_policy_text(i, 1, CurrentMemoryContext), name[r]) == 0)
			{
				in->mass_firms[r] = cext_policy_double(i, 2);
				in->mass_size[r] = cext_policy_double(i, 3);
			}
	}
	SPI_finish();
	/* Equal names get equal numbers: those of the first region that has them. */
	for (uint32 r = 0; r < t->regions; r++)
		for (uint32 q = 0; name[r] != NULL && in->level[r] < 0; q++)
			if (name[q] != NULL && strcmp(name[q], name[r]) == 0)
				in->level[r] = q < r ? in->level[q] : known++;
}

/* The pairs asked about: those given, else those with a plan. */
static void
list_pairs(CextPolicyInput *in, const CmTable *pairs)
{
	const CmPeriods *t = &in->panel.pairs;
	uint64		most = pairs == NULL ? in->plans.count : pairs->cells;

	in->count = 0;
	in->region = MemoryContextAllocHuge(CurrentMemoryContext, (most + 1) * sizeof(uint32));
	in->industry = MemoryContextAllocHuge(CurrentMemoryContext, (most + 1) * sizeof(uint32));
	for (uint32 k = 0; pairs == NULL && k < in->plans.count; k++)
	{
		in->region[in->count] = in->plans.plan[k].region;
		in->industry[in->count++] = in->plans.plan[k].industry;
	}
	for (uint32 r = 0; pairs != NULL && r < pairs->regions; r++)
		for (uint64 c = pairs->row[r]; c < pairs->row[r + 1]; c++)
		{
			in->region[in->count] = cm_label_place(t->region_label, t->regions, pairs->region_label[r]);
			in->industry[in->count++] = cm_label_place(t->industry_label, t->industries, pairs->industry_label[pairs->column[c]]);
		}
}

/* Opening -------------------------------------------------------------- */

CmMeasure
cext_policy_measure_argument(FunctionCallInfo fcinfo, int number)
{
	char	   *name = PG_ARGISNULL(number) ? pstrdup("employment") : text_to_cstring(PG_GETARG_TEXT_PP(number));
	CmMeasure	measure = cm_measure_of(label_of(name));

	if (measure == CM_MEASURES || measure == CM_INPUT_COEFFICIENTS || measure == CM_FISCAL_REVENUE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is no measure of firms", name),
				 errdetail("Shares and growth are of one measure of the panel, by default employment."),
				 errhint("See the view policy_risk_measures.")));
	return measure;
}

void
cext_policy_reopen(CextPolicyInput *in, const CmRiskModel *model, int32 year)
{
	cm_plans_open(&in->plans, &in->panel, in->policy, in->policies, year, in->level);
	cm_indicators_open(&in->indicators, in->host, model, &in->panel, &in->plans, year, in->group,
					   in->mass_firms, in->mass_size, in->has_inputs ? &in->inputs : NULL);
}

void
cext_policy_open(CextPolicyInput *in, FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(CEXT_POLICY_AS_OF))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"as_of\" must not be NULL"),
				 errdetail("It tells the year of the panel to look from."),
				 errhint("Pass a year that the panel has.")));
	/* Without policies somebody must say what to look at. */
	if (PG_ARGISNULL(CEXT_POLICY_PAIRS))
		cext_policy_relation_argument(fcinfo, CEXT_POLICY_POLICIES, "policies");
	cext_policy_open_at(in, fcinfo, cext_policy_measure_argument(fcinfo, CEXT_POLICY_MEASURE), PG_GETARG_INT32(CEXT_POLICY_AS_OF), false);
}

void
cext_policy_open_at(CextPolicyInput *in, FunctionCallInfo fcinfo, CmMeasure base, int32 as_of, bool all_years)
{
	MemoryContext context = CurrentMemoryContext;
	CmTable		pairs,
				asked;
	const CmTable *given = cext_reference_argument(fcinfo, CEXT_POLICY_PAIRS, &pairs);
	CmPanelMatrix *matrix;
	PanelRow   *row;
	Level	   *level = NULL;
	uint32		levels;
	int			rows,
				matrices;

	memset(in, 0, sizeof(*in));
	in->host = cext_call_host();
	cext_policy_relation_argument(fcinfo, CEXT_POLICY_PANEL, "panel");
	in->as_of = as_of;
	in->model_name = cext_policy_model(fcinfo, CEXT_POLICY_MODEL, &in->model);
	read_policies(fcinfo, in, base, context, &level, &levels);
	read_tree(fcinfo, context, &level, &levels);
	row = read_panel(fcinfo, in, base, all_years, context, &rows);
	matrix = open_matrices(in, base, row, rows, &matrices);
	open_asked(in, given, &asked);
	cm_panel_open(&in->panel, in->host, matrix, matrices, &asked, base);
	for (int m = 0; m < matrices; m++)
		cm_table_close(&matrix[m].table, in->host);
	in->group = cext_groups(in->panel.pairs.industry_label, in->panel.pairs.industries,
							cext_digits_argument(fcinfo, CEXT_POLICY_GROUP_DIGITS, "group_digits"), NULL).group;
	in->level = palloc(((Size) in->panel.pairs.regions + 1) * sizeof(int));
	in->mass_firms = palloc(((Size) in->panel.pairs.regions + 1) * sizeof(double));
	in->mass_size = palloc(((Size) in->panel.pairs.regions + 1) * sizeof(double));
	open_levels(fcinfo, in, level, levels);
	cext_policy_reopen(in, &in->model, in->as_of);
	in->region_text = cext_texts(in->panel.pairs.region_label, in->panel.pairs.regions);
	in->industry_text = cext_texts(in->panel.pairs.industry_label, in->panel.pairs.industries);
	list_pairs(in, given);
}

void
cext_policy_find(const CextPolicyInput *in, uint32 region, uint32 industry, CmFinding finding[CM_INDICATORS], CmRiskScore *score)
{
	double		risk[CM_INDICATORS];

	cm_indicators_find(&in->indicators, region, industry, finding);
	for (int i = 0; i < CM_INDICATORS; i++)
		risk[i] = finding[i].risk;
	cm_risk_score(in->indicators.model, risk, score);
}
