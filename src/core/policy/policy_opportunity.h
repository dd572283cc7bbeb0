/*
 * policy_opportunity.h: what there is to gain from a target, beside its risk.
 *
 * Relatedness is in the risk already (fit), so the return has four other parts:
 * complexity of the industry, what it would bring near, its growth elsewhere,
 * and how few target it (after Balland, Boschma, Crespo, Rigby 2019, Regional
 * Studies 53).  Opportunity is 100 times the mean of their percentile ranks among
 * all targets.  Undefined is NaN.
 */
#ifndef CLUSTER_EXT_POLICY_OPPORTUNITY_H
#define CLUSTER_EXT_POLICY_OPPORTUNITY_H

#include "core/policy/policy_lists.h"

typedef enum CmReturn
{
	CM_RETURN_COMPLEXITY,		/* PCI (complexity.h) by where industries are present */
	CM_RETURN_GAIN,				/* what it adds to the region's outlook (outlook.h) */
	CM_RETURN_GROWTH,			/* of the industry outside the region over five years, log points a year */
	CM_RETURN_ROOM,				/* 1 less the risk of copying, 0 to 1 */
	CM_RETURNS
} CmReturn;

typedef struct CmOpportunity
{
	double		value[CM_RETURNS];
	double		rank[CM_RETURNS];	/* share of targets below, and half of those as high (to 1e-9), 0 to 1 */
	double		opportunity;	/* 0 to 100; NaN if fewer than two parts are known */
} CmOpportunity;

typedef enum CmRiskQuadrant
{
	CM_RISK_QUADRANT_UNKNOWN,
	CM_RISK_QUADRANT_BUILD_ON,		/* low risk, high return */
	CM_RISK_QUADRANT_CAREFUL_BET,	/* high, high */
	CM_RISK_QUADRANT_STEADY,			/* low, low */
	CM_RISK_QUADRANT_AVOID			/* high, low */
} CmRiskQuadrant;

extern const char *const cm_risk_quadrant_name[];

typedef struct CmOpportunities
{
	const CmIndicators *indicators;
	const CmLists *lists;
	double	   *complexity;		/* by industry */
	double	   *gain;			/* by member of the lists and industry */
	const CmLayer *before;		/* NULL: no earlier year */
	double		years;
	double	   *sorted[CM_RETURNS]; /* what is known of all targets */
	uint64_t	known[CM_RETURNS];
} CmOpportunities;

/*
 * Costs what relatedness of all industries does, twice.  Memory: 8 bytes for
 * each industry and region with a list.
 */
void		cm_opportunities_open(CmOpportunities *s, const CmIndicators *indicators, const CmLists *lists);
void		cm_opportunities_close(CmOpportunities *s);

/* Of an industry, on the list or not, in the region of a member of the lists. */
void		cm_opportunity_find(const CmOpportunities *s, uint32_t member, uint32_t industry, CmOpportunity *result);

/* Low is below. */
CmRiskQuadrant	cm_risk_quadrant(double risk, double opportunity, double risk_from, double opportunity_from);

#endif
