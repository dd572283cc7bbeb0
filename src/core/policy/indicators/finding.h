/*
 * finding.h: a value of an indicator, or why there is none.
 */
#ifndef CLUSTER_EXT_FINDING_H
#define CLUSTER_EXT_FINDING_H

#include "core/policy/policy_model.h"

/* How a value was come by, or why there is none. */
typedef enum CmEvidence
{
	CM_EVIDENCE_OK,
	CM_EVIDENCE_SMALL_CELL,		/* few firms stand behind it */
	CM_EVIDENCE_PROXY,			/* a substitute was measured */
	CM_EVIDENCE_ZERO_BASE,		/* divided by nothing: the risk is 1 */
	CM_EVIDENCE_NO_FIRMS,		/* there is nothing: the risk is 1 */
	/* no value */
	CM_EVIDENCE_MISSING_MEASURE,	/* the panel lacks a measure or a year */
	CM_EVIDENCE_NO_DATA,		/* the cell, region or industry is empty, or unknown */
	CM_EVIDENCE_NO_POLICY,		/* the pair is not targeted, or its policy does not tell */
	CM_EVIDENCE_TOO_FEW,		/* regions, peers, years or cases to compare with */
	CM_EVIDENCE_NOT_DEFINED,
	CM_EVIDENCE_NOT_APPLICABLE,	/* nothing that it could be measured of */
	CM_EVIDENCE_UNKNOWN_LABEL	/* the panel knows no such region, or no such industry */
} CmEvidence;

extern const char *const cm_evidence_name[];

typedef struct CmFinding
{
	double		value;			/* NaN: none */
	double		risk;			/* as in policy_model.h */
	CmEvidence	evidence;
	bool		small_cell;		/* also where the evidence says proxy */
	double		cases;			/* peers, safeguards or cases that a share is of; else 0 */
} CmFinding;

/* A value, a share of some cases, a substitute, and no value. */
CmFinding	cm_found(double value);
CmFinding	cm_found_among(double count, double cases);
CmFinding	cm_found_proxy(double value);
CmFinding	cm_not_found(CmEvidence why);

/* A finding, marked if few firms stand behind it. */
CmFinding	cm_marked_small(CmFinding finding, bool small);

/* The risk of a finding by a cut, or by that for substitutes. */
double		cm_finding_risk(const CmCut *cut, const CmFinding *finding);

#endif
