/*
 * policy_unmapped.c: policies that scores leave out, or know nothing about.
 */
#include "pg/policy/policy_input.h"
#include "pg/policy/policy_panel.h"
#include "pg/policy/policy_plans.h"
#include "pg/query.h"
#include "pg/rows.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include <math.h>

enum
{
	PANEL,
	POLICIES,
	AS_OF,
	INDUSTRY_MAP
};

/* Labels of regions or industries that any matrix of firms up to a year has. */
static const char *
labels_query(const char *schema, const char *panel, const char *what, const char *whats)
{
	return psprintf("SELECT DISTINCT c.%s AS label FROM %s AS q JOIN %s.policy_risk_measures AS k ON k.measure OPERATOR(pg_catalog.=) q.measure, "
					"LATERAL %s.%s(q.matrix) AS c WHERE q.period OPERATOR(pg_catalog.<=) $1 "
					"AND q.measure OPERATOR(pg_catalog.<>) ALL (ARRAY['input_coefficients', 'fiscal_revenue'])",
					what, panel, schema, schema, whats);
}

/* One row for each active policy and industry, with what there is to say about it; $1 is the year, $2 the tolerance. */
static const char *
query_of(FunctionCallInfo fcinfo)
{
	const char *schema = cext_extension_schema(fcinfo);
	const char *panel = cext_policy_panel_query(cext_relation_argument(fcinfo, PANEL, "panel"));
	const char *active = cext_policy_active_query(cext_relation_argument(fcinfo, POLICIES, "policies"));
	const char *mapped = PG_ARGISNULL(INDUSTRY_MAP) ?
		"SELECT p.*, p.label AS industry, 1::pg_catalog.float8 AS shares FROM p" :
		psprintf("SELECT p.*, m.industry, CASE WHEN m.policy_label IS NULL THEN 1 ELSE m.shares END AS shares FROM p LEFT JOIN %s AS m ON m.policy_label OPERATOR(pg_catalog.=) p.label",
				 cext_policy_map_query(PG_GETARG_OID(INDUSTRY_MAP)));

	return psprintf("WITH p AS %s, m AS (%s), r AS (%s), i AS (%s), "
					"s AS (SELECT m.region, m.label, m.industry, "
					"CASE WHEN m.industry IS NULL THEN 'label not mapped' "
					"WHEN m.shares IS NULL OR pg_catalog.abs(m.shares OPERATOR(pg_catalog.-) 1) OPERATOR(pg_catalog.>) $2 THEN 'shares of the label do not add up to 1' "
					"WHEN m.region IS NULL THEN 'no region' "
					"WHEN r.label IS NULL THEN 'region not in the panel' WHEN i.label IS NULL THEN 'industry not in the panel' END AS reason "
					"FROM m LEFT JOIN r ON r.label OPERATOR(pg_catalog.=) m.region LEFT JOIN i ON i.label OPERATOR(pg_catalog.=) m.industry) "
					"SELECT region, label, industry, reason, pg_catalog.count(*) FROM s WHERE reason IS NOT NULL GROUP BY region, label, industry, reason "
					"ORDER BY region COLLATE pg_catalog.\"C\", label COLLATE pg_catalog.\"C\", industry COLLATE pg_catalog.\"C\"",
					active, mapped, labels_query(schema, panel, "region", "regions"), labels_query(schema, panel, "industry", "industries"));
}

PG_FUNCTION_INFO_V1(cext_policy_unmapped);
Datum
cext_policy_unmapped(PG_FUNCTION_ARGS)
{
	CextRows	rows;
	Oid			type[2] = {FLOAT8OID, FLOAT8OID};
	Datum		argument[2];

	cext_rows_begin(&rows, fcinfo);
	argument[0] = Float8GetDatum(cext_policy_as_of_argument(fcinfo, AS_OF));
	argument[1] = Float8GetDatum(CEXT_SHARES_TOLERANCE);
	cext_put_query(&rows, query_of(fcinfo), 2, type, argument);
	return (Datum) 0;
}
