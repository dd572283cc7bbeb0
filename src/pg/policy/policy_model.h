/*
 * policy_model.h: models of policy risk, which are rows.
 */
#ifndef CLUSTER_EXT_PG_POLICY_MODEL_H
#define CLUSTER_EXT_PG_POLICY_MODEL_H

#include "pg/rows.h"

#include "core/policy/policy_model.h"

/* The columns score to flagged of a row; `low` and `high` are the plausible range, NaN for none. */
extern void cext_put_score(CextRows *rows, const CmRiskModel *m, const CmRiskScore *score, double low, double high);

/* A model by its name in the argument; raises 22023 if there is none. */
extern char *cext_policy_model(FunctionCallInfo fcinfo, int number, CmRiskModel *model);

#endif
