/*
 * policy_plans.c: policies, the map of their labels and the tree of regions, read from relations.
 */
#include "pg/policy/policy_plans.h"
#include "pg/policy/policy_panel.h"
#include "pg/query.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include <math.h>

/* Columns of the query below. */
enum
{
	P_REGION = 1, P_INDUSTRY, P_LEVEL, P_START, P_END, P_AMOUNT, P_UNIT, P_MEASURE, P_TARGET, P_TARGET_YEAR,
	P_HAS_TARGET, P_HAS_END, P_COMPETITIVE, P_REVIEW, P_DECIDED, P_MAPPED, P_SHARE, P_SHARES
};

const char *
cext_policy_map_query(Oid map)
{
	static const CextColumn column[] = {
		{"policy_label", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"industry", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"share", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{.name = NULL}
	};

	/* A label without any share is split evenly; if only some are known, nothing is known of their sum. */
	return psprintf("(SELECT policy_label, industry, CASE WHEN known OPERATOR(pg_catalog.=) 0 THEN 1 OPERATOR(pg_catalog./) industries::pg_catalog.float8 ELSE share END AS share, "
					"CASE WHEN known OPERATOR(pg_catalog.=) 0 THEN 1 WHEN known OPERATOR(pg_catalog.=) industries THEN total END AS shares "
					"FROM (SELECT y.*, pg_catalog.count(y.share) OVER label AS known, pg_catalog.count(*) OVER label AS industries, pg_catalog.sum(y.share) OVER label AS total "
					"FROM %s AS y WHERE y.industry IS NOT NULL WINDOW label AS (PARTITION BY y.policy_label)) AS z)",
					cext_relation_select((CextRelation) {map, "industry_map"}, column));
}

const char *
cext_policy_active_query(CextRelation policies)
{
	static const CextColumn column[] = {
		{"region", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"industry", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"start_year", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{"end_year", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{.name = NULL}
	};

	return psprintf("(SELECT x.region, x.industry AS label FROM %s AS x "
					"WHERE coalesce(x.start_year OPERATOR(pg_catalog.<=) $1, true) AND coalesce(x.end_year OPERATOR(pg_catalog.>=) $1, true))",
					cext_relation_select(policies, column));
}

static const char *
policies_query(FunctionCallInfo fcinfo, CextRelation policies)
{
	/* In the order of the enum above. */
	static const CextColumn column[] = {
		{"region", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"industry", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"admin_level", CEXT_COLUMN_LABEL, CEXT_OPTIONAL},
		{"start_year", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{"end_year", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{"amount", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{"amount_unit", CEXT_COLUMN_LABEL, CEXT_OPTIONAL},
		{"measure", CEXT_COLUMN_LABEL, CEXT_OPTIONAL},
		{"target_value", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{"target_year", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{"has_target", CEXT_COLUMN_FLAG, CEXT_OPTIONAL},
		{"has_end", CEXT_COLUMN_FLAG, CEXT_OPTIONAL},
		{"is_competitive", CEXT_COLUMN_FLAG, CEXT_OPTIONAL},
		{"has_review", CEXT_COLUMN_FLAG, CEXT_OPTIONAL},
		{"decided", CEXT_COLUMN_NUMBER, CEXT_OPTIONAL},
		{.name = NULL}
	};
	const char *select = cext_relation_select(policies, column);

	/* Without a map a label is its industry. */
	if (PG_ARGISNULL(CEXT_POLICY_INDUSTRY_MAP))
		return psprintf("SELECT x.*, x.industry, 1::pg_catalog.float8, 1::pg_catalog.float8 FROM %s AS x", select);
	return psprintf("SELECT x.*, m.industry, coalesce(m.share, 1), CASE WHEN m.policy_label IS NULL THEN 1 ELSE m.shares END "
					"FROM %s AS x LEFT JOIN %s AS m ON m.policy_label OPERATOR(pg_catalog.=) x.industry",
					select, cext_policy_map_query(PG_GETARG_OID(CEXT_POLICY_INDUSTRY_MAP)));
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
	double		sum = cext_query_double(row, P_SHARES);

	if (fabs(sum - 1) <= CEXT_SHARES_TOLERANCE)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the shares of label \"%s\" in the industry map do not add up to 1", cext_query_text(row, P_INDUSTRY, CurrentMemoryContext)),
			 isnan(sum) ? errdetail("Some are NULL, some are not.") : errdetail("They add up to %.9g.", sum),
			 errhint("Correct the map; policy_risk_unmapped lists all such labels.")));
}

/* A year, or `none` for NULL. */
static int32
year_of(uint64 row, int number, int32 none, const char *region, const char *industry, const char *what)
{
	bool		isnull;
	double		year;

	cext_query_column(row, number, &isnull);
	year = cext_query_double(row, number);
	if (isnull)
		return none;
	if (!(year == floor(year) && fabs(year) <= CEXT_YEAR_MOST))
		refuse_policy(region, industry, what, year);
	return (int32) year;
}

/* An amount that is not negative, NaN for NULL. */
static double
amount_of(uint64 row, int number, const char *region, const char *industry, const char *what)
{
	bool		isnull;
	double		amount;

	cext_query_column(row, number, &isnull);
	amount = cext_query_double(row, number);
	if (!isnull && !(amount >= 0 && !isinf(amount)))
		refuse_policy(region, industry, what, amount);
	return amount;
}

static int8_t
safeguard_of(uint64 row, int number, int8_t otherwise)
{
	bool		isnull;
	Datum		value = cext_query_column(row, number, &isnull);

	return isnull ? otherwise : DatumGetBool(value) ? 1 : 0;
}

static void
read_policy(uint64 row, CextRelation policies, MemoryContext context, CmMeasure base, CmPolicy *p)
{
	char	   *region = cext_query_text(row, P_REGION, context);
	char	   *industry = cext_query_text(row, P_MAPPED, context);
	char	   *measure = cext_query_text(row, P_MEASURE, CurrentMemoryContext);
	double		share = amount_of(row, P_SHARE, region, industry, "share");

	if (region == NULL)
		refuse_policy(region, industry, "region", NAN);
	check_shares(row);
	if (strlen(region) > CM_LABEL_MAX || strlen(industry) > CM_LABEL_MAX)
		refuse_policy("", "", "length of a label", Max(strlen(region), strlen(industry)));
	*p = (CmPolicy) {
		.region = cext_label_of(region),
		.industry = cext_label_of(industry),
		.start = year_of(row, P_START, CM_NO_YEAR, region, industry, "start_year"),
		.end = year_of(row, P_END, CM_FOREVER, region, industry, "end_year"),
		.amount = share * amount_of(row, P_AMOUNT, region, industry, "amount"),
		.measure = measure == NULL ? base : cm_measure_of(cext_label_of(measure)),
		.target = share * amount_of(row, P_TARGET, region, industry, "target_value"),
		.target_year = year_of(row, P_TARGET_YEAR, CM_NO_YEAR, region, industry, "target_year"),
		.decided = year_of(row, P_DECIDED, CM_NO_YEAR, region, industry, "decided"),
		.tells_end = cext_relation_has(policies, "end_year"),
	};
	p->safeguard[CM_SAFEGUARD_END] = safeguard_of(row, P_HAS_END, -1);
	p->safeguard[CM_SAFEGUARD_TARGET] = safeguard_of(row, P_HAS_TARGET, !isnan(p->target) ? 1 : cext_relation_has(policies, "target_value") ? 0 : -1);
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

/* All policies, and levels of regions as they tell them, in `context`. */
void
cext_policy_read_policies(FunctionCallInfo fcinfo, CextPolicyInput *in, CmMeasure base, MemoryContext context, CextLevel **level, uint32 *levels)
{
	CextRelation policies;
	uint64		rows;
	char	  **unit;

	*levels = 0;
	if (PG_ARGISNULL(CEXT_POLICY_POLICIES))
		return;
	policies = cext_relation_argument(fcinfo, CEXT_POLICY_POLICIES, "policies");
	SPI_connect();
	rows = cext_query(policies_query(fcinfo, policies), 0, NULL, NULL);
	in->policy = MemoryContextAllocHuge(context, (rows + 1) * sizeof(CmPolicy));
	*level = MemoryContextAllocHuge(context, (rows + 1) * sizeof(CextLevel));
	unit = palloc_extended((rows + 1) * sizeof(char *), MCXT_ALLOC_HUGE);
	for (uint64 k = 0; k < rows; k++)
	{
		char	   *stated = cext_query_text(k, P_LEVEL, context);
		bool		unmapped;

		CHECK_FOR_INTERRUPTS();
		cext_query_column(k, P_MAPPED, &unmapped);
		/* policy_risk_unmapped lists these. */
		if (unmapped)
			continue;
		unit[in->policies] = cext_query_text(k, P_UNIT, CurrentMemoryContext);
		read_policy(k, policies, context, base, &in->policy[in->policies]);
		if (stated != NULL)
			(*level)[(*levels)++] = (CextLevel) {cext_query_text(k, P_REGION, context), stated};
		in->policies++;
	}
	forget_other_units(in->policy, unit, in->policies, PG_ARGISNULL(CEXT_POLICY_AMOUNT_UNIT) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(CEXT_POLICY_AMOUNT_UNIT)));
	SPI_finish();
}

/*
 * Levels by the tree of regions: its own word for them, else how deep they are;
 * a parent without a row of its own is a root, and so is one of itself.  The
 * tree is read before it is walked: tables that are spread over servers cannot
 * be read inside a recursion.
 */
void
cext_policy_read_tree(FunctionCallInfo fcinfo, MemoryContext context, CextLevel **level, uint32 *levels)
{
	static const CextColumn column[] = {
		{"region", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"parent", CEXT_COLUMN_LABEL, CEXT_NEEDED},
		{"admin_level", CEXT_COLUMN_LABEL, CEXT_OPTIONAL},
		{.name = NULL}
	};
	Oid			type[3] = {TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID};
	Datum		tree[3];
	uint64		rows;
	bool		isnull;

	if (PG_ARGISNULL(CEXT_POLICY_REGION_TREE))
		return;
	SPI_connect();
	cext_query(psprintf("SELECT coalesce(pg_catalog.array_agg(region), '{}'), coalesce(pg_catalog.array_agg(parent), '{}'), coalesce(pg_catalog.array_agg(admin_level), '{}') FROM %s AS t",
							   cext_relation_select(cext_relation_argument(fcinfo, CEXT_POLICY_REGION_TREE, "region_tree"), column)), 0, NULL, NULL);
	for (int i = 0; i < 3; i++)
		tree[i] = cext_query_column(0, i + 1, &isnull);
	rows = cext_query("WITH RECURSIVE r AS (SELECT region, CASE WHEN parent OPERATOR(pg_catalog.<>) region THEN parent END AS parent, admin_level "
							 "FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3)) AS t(region, parent, admin_level)), "
							 "t AS (SELECT * FROM r UNION ALL SELECT DISTINCT parent, NULL, NULL FROM r WHERE NOT EXISTS (SELECT FROM r AS u WHERE u.region OPERATOR(pg_catalog.=) r.parent)), "
							 "d(region, depth) AS (SELECT region, 0 FROM t WHERE parent IS NULL "
							 "UNION SELECT t.region, d.depth OPERATOR(pg_catalog.+) 1 FROM d JOIN t ON t.parent OPERATOR(pg_catalog.=) d.region WHERE d.depth OPERATOR(pg_catalog.<) 100) "
							 "SELECT t.region, coalesce(t.admin_level, d.depth::pg_catalog.text) FROM t JOIN d ON d.region OPERATOR(pg_catalog.=) t.region WHERE t.region IS NOT NULL",
							 3, type, tree);
	*level = MemoryContextAllocHuge(context, (rows + 1) * sizeof(CextLevel));
	*levels = 0;
	for (uint64 k = 0; k < rows; k++)
	{
		(*level)[(*levels)++] = (CextLevel) {cext_query_text(k, 1, context), cext_query_text(k, 2, context)};
		CHECK_FOR_INTERRUPTS();
	}
	SPI_finish();
}
