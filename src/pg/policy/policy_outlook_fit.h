/*
 * policy_outlook_fit.h: a fit of policy_outlook_fit, as rows of a relation.
 */
#ifndef CLUSTER_EXT_PG_POLICY_OUTLOOK_FIT_H
#define CLUSTER_EXT_PG_POLICY_OUTLOOK_FIT_H

#include "pg/policy/policy_input.h"

#include "core/policy/policy_outlook.h"

/* A stored fit, and the panel that it is asked about. */
typedef struct CextOutlook
{
	CextPolicyInput in;
	CmOutlookQuestion question;
	CmOutlookFit fit;
	char	   *name;			/* of the relation */
} CextOutlook;

/*
 * Reads the relation of the argument "fit" and opens the panel for it, with these
 * pairs, in a year.  Raises 22023 where the rows are none of policy_outlook_fit, or the
 * fit was made in a later year.
 */
extern void cext_outlook_open(CextOutlook *o, FunctionCallInfo fcinfo, int fit_number, int32 as_of, const CmTable *pairs);

#endif
