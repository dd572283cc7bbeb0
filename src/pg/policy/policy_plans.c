/*
 * policy_plans.c: policies, the map of their labels and the tree of regions, read from relations.
 */
#include "pg/policy/policy_plans.h"
#include "pg/policy/policy_panel.h"
#include "pg/policy/policy_query.h"

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

	cext_policy_column(row, number, &isnull);
	year = cext_policy_double(row, number);
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

	cext_policy_column(row, number, &isnull);
	amount = cext_policy_double(row, number);
	if (!isnull && !(amount >= 0 && !isinf(amount)))
		refuse_policy(region, industry, what, amount);
	return amount;
}

static int8_t
safeguard_of(uint64 row, int number, int8_t otherwise)
{
	bool		isnull;
	Datum		value = cext_policy_column(row, number, &isnull);

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
		.region = cext_policy_label(region),
		.industry = cext_policy_label(industry),
		.start = year_of(row, P_START, CM_NO_YEAR, region, industry, "start_year"),
		.end = year_of(row, P_END, CM_FOREVER, region, industry, "end_year"),
		.amount = share * amount_of(row, P_AMOUNT, region, industry, "amount"),
		.measure = measure == NULL ? base : cm_measure_of(cext_policy_label(measure)),
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

/* All policies, and levels of regions as they tell them, in `context`. */
void
cext_policy_read_policies(FunctionCallInfo fcinfo, CextPolicyInput *in, CmMeasure base, MemoryContext context, CextLevel **level, uint32 *levels)
{
	uint64		rows;
	char	  **unit;

	*levels = 0;
	if (PG_ARGISNULL(CEXT_POLICY_POLICIES))
		return;
	SPI_connect();
	rows = cext_policy_query(policies_query(fcinfo), 0, NULL, NULL);
	in->policy = MemoryContextAllocHuge(context, (rows + 1) * sizeof(CmPolicy));
	*level = MemoryContextAllocHuge(context, (rows + 1) * sizeof(CextLevel));
	unit = palloc_extended((rows + 1) * sizeof(char *), MCXT_ALLOC_HUGE);
	for (uint64 k = 0; k < rows; k++)
	{
		char	   *stated = cext_policy_text(k, P_LEVEL, context);
		bool		unmapped;

		CHECK_FOR_INTERRUPTS();
		cext_policy_column(k, P_MAPPED, &unmapped);
		/* policy_risk_unmapped lists these. */
		if (unmapped)
			continue;
		unit[in->policies] = cext_policy_text(k, P_UNIT, CurrentMemoryContext);
		read_policy(k, context, base, &in->policy[in->policies]);
		if (stated != NULL)
			(*level)[(*levels)++] = (CextLevel) {cext_policy_text(k, P_REGION, context), stated};
		in->policies++;
	}
	forget_other_units(in->policy, unit, in->policies, PG_ARGISNULL(CEXT_POLICY_AMOUNT_UNIT) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(CEXT_POLICY_AMOUNT_UNIT)));
	SPI_finish();
}

/* Levels by the tree of regions: its own word for them, else how deep they are; a parent without a row of its own is a root, and so is one of itself. */
void
cext_policy_read_tree(FunctionCallInfo fcinfo, MemoryContext context, CextLevel **level, uint32 *levels)
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
	*level = MemoryContextAllocHuge(context, (rows + 1) * sizeof(CextLevel));
	*levels = 0;
	for (uint64 k = 0; k < rows; k++)
	{
		(*level)[(*levels)++] = (CextLevel) {cext_policy_text(k, 1, context), cext_policy_text(k, 2, context)};
		CHECK_FOR_INTERRUPTS();
	}
	SPI_finish();
}
