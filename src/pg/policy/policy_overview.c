/*
 * policy_overview.c: what an overview of plans needs besides scores: the labels
 * that plans use, and set-ups by name.
 */
#include "pg/policy/policy_input.h"
#include "pg/policy/policy_plans.h"
#include "pg/query.h"
#include "pg/rows.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

enum
{
	POLICIES,
	AS_OF,
	INDUSTRY_MAP
};

/* One row for each industry that a label of an active policy stands for; $1 is the year. */
static const char *
labels_query(FunctionCallInfo fcinfo)
{
	const char *active = psprintf("SELECT DISTINCT region, label FROM %s AS a WHERE region IS NOT NULL AND label IS NOT NULL",
								  cext_policy_active_query(cext_relation_argument(fcinfo, POLICIES, "policies")));

	if (PG_ARGISNULL(INDUSTRY_MAP))
		return psprintf("SELECT region, label, label, 1::pg_catalog.float8 FROM (%s) AS p ORDER BY region COLLATE pg_catalog.\"C\", label COLLATE pg_catalog.\"C\"", active);
	return psprintf("SELECT p.region, p.label, m.industry, m.share FROM (%s) AS p JOIN %s AS m ON m.policy_label OPERATOR(pg_catalog.=) p.label "
					"ORDER BY p.region COLLATE pg_catalog.\"C\", p.label COLLATE pg_catalog.\"C\", m.industry COLLATE pg_catalog.\"C\"",
					active, cext_policy_map_query(PG_GETARG_OID(INDUSTRY_MAP)));
}

PG_FUNCTION_INFO_V1(cext_policy_labels);
Datum
cext_policy_labels(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	Oid			type = FLOAT8OID;
	Datum		as_of = Float8GetDatum(cext_policy_as_of_argument(fcinfo, AS_OF));

	cext_rows_begin(&rows, fcinfo);
	cext_put_query(&rows, labels_query(fcinfo), 1, &type, &as_of);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(cext_policy_setup);
Datum
cext_policy_setup(PG_FUNCTION_ARGS)
{
	const char *schema = cext_extension_schema(fcinfo);
	CextRows	rows;
	Oid			type = TEXTOID;
	Datum		name;

	cext_rows_begin(&rows, fcinfo);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	name = PG_GETARG_DATUM(0);
	if (cext_put_query(&rows, psprintf("SELECT setup, panel, policies, industry_map, region_tree, titles, model, measure, group_digits, amount_unit, language "
								   "FROM %s.policy_risk_setups WHERE setup OPERATOR(pg_catalog.=) $1", schema), 1, &type, &name) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no set-up \"%s\"", TextDatumGetCString(name)),
				 errdetail("Set-ups are the rows of %s.policy_risk_setups.", schema),
				 errhint("Insert one, or name panel and policies.")));
	return (Datum) 0;
}
