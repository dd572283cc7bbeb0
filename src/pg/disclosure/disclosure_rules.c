/*
 * disclosure_rules.c: the rules of an office, from the extension's table.
 */
#include "pg/disclosure/disclosure_rules.h"
#include "pg/arguments.h"
#include "pg/query.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"

#include <math.h>

/* What the rule 'default' is where the table has none of this name. */
static const CmRules usual = {.minimum = 3, .range = 30};

static pg_noinline void
refuse_rule(CmText name, bool isnull)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 isnull ? errmsg("argument \"rule\" must not be NULL") : errmsg("there is no disclosure rule \"%s\"", cext_shown(name.bytes, name.length)),
			 errdetail("Rules have names in the table disclosure_rules."),
			 errhint("Insert it there, or pass the name of another one.")));
}

CmRules
cext_rules_argument(FunctionCallInfo fcinfo, int number)
{
	bool		isnull = PG_ARGISNULL(number);
	Oid			type = TEXTOID;
	Datum		rule = isnull ? (Datum) 0 : PG_GETARG_DATUM(number);
	CmText		name = isnull ? (CmText) {"", 0} : cext_label(rule),
				default_name = {"default", 7};
	CmRules		rules = usual;

	if (isnull)
		refuse_rule(name, isnull);
	SPI_connect();
	if (cext_query(psprintf("SELECT minimum::pg_catalog.float8, minimum_range, dominance_n::pg_catalog.float8, dominance_k, p, q"
								   " FROM %s.disclosure_rules WHERE rule OPERATOR(pg_catalog.=) $1", cext_extension_schema(fcinfo)),
						  1, &type, &rule) > 0)
		rules = (CmRules) {
			.minimum = cext_query_double(0, 1),
			.range = cext_query_double(0, 2),
			.dominance_n = isnan(cext_query_double(0, 3)) ? 0 : (int) cext_query_double(0, 3),
			.dominance_k = cext_query_double(0, 4),
			.p = cext_query_double(0, 5),
			.q = cext_query_double(0, 6)
		};
	else if (cm_text_compare(&name, &default_name) != 0)
		refuse_rule(name, isnull);
	SPI_finish();
	return rules;
}

/* The cell of other firms under the same labels; none: 0 firms. */
static CmContributions
beside(const CmTable *table, uint32_t region, uint32_t industry)
{
	uint64_t	cell = region == UINT32_MAX || industry == UINT32_MAX ? UINT64_MAX : cm_table_cell(table, region, industry);

	return cell == UINT64_MAX ? (CmContributions) {0, 0, 0, 0} : cext_contributions(table, cell);
}

static uint32_t *
places_of(const CmText *label, uint32_t count, const CmText *among, uint32_t others)
{
	uint32_t   *place = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) count + 1) * sizeof(uint32_t));

	for (uint32_t i = 0; i < count; i++)
		place[i] = cm_label_place(among, others, label[i]);
	return place;
}

void
cext_judge(const CmRules *rules, const CmTable *table, const CmTable *unwaived, uint8_t *reason, double *protection)
{
	uint32_t   *region = NULL,
			   *industry = NULL;

	if (unwaived != NULL)
	{
		region = places_of(table->region_label, table->regions, unwaived->region_label, unwaived->regions);
		industry = places_of(table->industry_label, table->industries, unwaived->industry_label, unwaived->industries);
	}
	for (uint32_t r = 0; r < table->regions; r++)
		for (uint64_t k = table->row[r]; k < table->row[r + 1]; k++)
		{
			CmContributions all = cext_contributions(table, k),
						others;

			CHECK_FOR_INTERRUPTS();
			if (unwaived != NULL)
				others = beside(unwaived, region[r], industry[table->column[k]]);
			reason[k] = (uint8_t) cm_rules_judge(rules, &all, unwaived == NULL ? NULL : &others, &protection[k]);
		}
}
