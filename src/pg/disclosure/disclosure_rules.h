/*
 * disclosure_rules.h: the rules of an office, from the extension's table.
 */
#ifndef CLUSTER_EXT_DISCLOSURE_RULES_H
#define CLUSTER_EXT_DISCLOSURE_RULES_H

#include "pg/matrix/matrix.h"

#include "core/disclosure/rules.h"

/* The rule that a text argument names, read with the caller's rights; raises 22023 if there is none, or for NULL. */
extern CmRules cext_rules_argument(FunctionCallInfo fcinfo, int number);

/* A cell of a table as what the rules judge. */
static inline CmContributions
cext_contributions(const CmTable *table, uint64_t cell)
{
	return (CmContributions) {table->cell.firms[cell], table->cell.size[cell], table->cell.largest[cell], table->cell.second[cell]};
}

/*
 * Judges the cells of a table: reasons (CmReason, a byte each) and protection.  `unwaived` has only firms
 * that have not consented, or is NULL.
 */
extern void cext_judge(const CmRules *rules, const CmTable *table, const CmTable *unwaived, uint8_t *reason, double *protection);

#endif
