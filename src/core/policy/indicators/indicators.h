/*
 * indicators.h: what is measured of a region that targets an industry.
 *
 * The definitions, units and sources are in policy_cards.c; the notation is
 * that of policy_model.h.
 */
#ifndef CLUSTER_EXT_INDICATORS_H
#define CLUSTER_EXT_INDICATORS_H

#include "core/policy/plans.h"
#include "core/policy/policy_model.h"
#include "core/structure/relatedness.h"

/* How a value was come by, or why there is none. */
typedef enum CmEvidence
{
	CM_EVIDENCE_OK,
	CM_EVIDENCE_SMALL_CELL,		/* few firms stand behind it */
	CM_EVIDENCE_PROXY,			/* a substitute was measured */
	CM_EVIDENCE_ZERO_BASE,		/* divided by nothing: the risk is 1 */
	/* no value */
	CM_EVIDENCE_MISSING_MEASURE,	/* the panel lacks a measure or a year */
	CM_EVIDENCE_NO_DATA,		/* the cell, region or industry is empty, or unknown */
	CM_EVIDENCE_NO_POLICY,		/* the pair is not targeted, or its policy does not tell */
	CM_EVIDENCE_TOO_FEW,		/* regions, peers, years or cases to compare with */
	CM_EVIDENCE_NOT_DEFINED
} CmEvidence;

extern const char *const cm_evidence_name[];

typedef struct CmFinding
{
	double		value;			/* NaN: none */
	double		risk;			/* 0 to 1; NaN: none */
	CmEvidence	evidence;
	bool		small_cell;		/* also where the evidence says proxy */
	double		cases;			/* peers, safeguards or cases that a share is of; else 0 */
} CmFinding;

typedef struct CmIndicators
{
	const CmHost *host;
	const CmRiskModel *model;
	const CmPanel *panel;
	const CmPlans *plans;
	int32_t		year;
	const uint32_t *group;		/* by industry: industries of a class, ascending */
	const double *mass_firms;	/* by region: what critical mass is */
	const double *mass_size;
	const CmTable *inputs;		/* input coefficients, or NULL */
	uint32_t   *input_of;		/* by industry of the panel: place as a using industry, or UINT32_MAX */
	uint32_t   *supplier;		/* by supplying industry of the inputs: place in the panel */
	CmByIndustry inputs_by_user;	/* by using industry of the inputs */
	/* of the year */
	const CmPeriod *size;
	const CmPeriod *firms;
	const CmPeriod *squares;
	const CmPeriod *owner_size; /* of ownership groups, else of firms */
	const CmPeriod *owner_squares;
	const CmPeriod *owner_largest;
	CmOccurrences present;		/* shrunk location quotient of 1 or more */
	double	   *density;		/* by pair: standardized within its region; NaN; NULL: too few labels */
	double	   *density_mean;	/* by region, over all industries that have one */
	double	   *density_deviation;
	CmEvidence	density_evidence;	/* why there is none */
} CmIndicators;

/*
 * Prepares the pairs of a panel in one of its years.  Cost: that of relatedness
 * of all industries, once.  Memory in proportion to pairs and labels.
 */
void		cm_indicators_open(CmIndicators *s, const CmHost *host, const CmRiskModel *model, const CmPanel *panel,
							   const CmPlans *plans, int32_t year, const uint32_t *group,
							   const double *mass_firms, const double *mass_size, const CmTable *inputs);
void		cm_indicators_close(CmIndicators *s);

/* All indicators of a pair, and one alone. */
void		cm_indicators_find(const CmIndicators *s, uint32_t region, uint32_t industry, CmFinding finding[CM_INDICATORS]);
CmFinding	cm_indicators_find_one(const CmIndicators *s, uint32_t region, uint32_t industry, CmIndicator indicator);

/* The risk of a finding by a cut, or by that for substitutes; NaN without a value. */
double		cm_finding_risk(const CmCut *cut, const CmFinding *finding);

/*
 * The location quotient as if k firms of the industry's mean size were there and
 * expected besides: (x + k m)/(E + k m); `pair` may be UINT64_MAX.  NaN for an
 * empty region or industry.
 */
double		cm_shrunk_quotient(const CmIndicators *s, uint32_t region, uint32_t industry, uint64_t pair);

/*
 * Relatedness of an industry to all others, by industry, and its density by
 * region, from the industries present; `related` is opened by proximity.
 */
void		cm_industry_density(const CmIndicators *s, CmRelatedness *related, uint32_t industry, double *phi, double *density);

/* A density in deviations of the region's; NaN where they do not differ. */
double		cm_standard_density(const CmIndicators *s, uint32_t region, double density);

/* The usual distance of two years of a panel: the smallest up to a year. */
int32_t		cm_usual_step(const CmPanel *panel, int32_t year);

/* The year of a panel to compare one with: the latest that is not after the one wanted, else the first there is; CM_NO_YEAR. */
int32_t		cm_year_before(const CmPanel *panel, int32_t year, int32_t wanted);

/* Growth of the industry outside the pair's region, log points in all; NaN or infinite where there was or is nothing. */
double		cm_growth_elsewhere(const CmPeriod *from, const CmPeriod *to, uint32_t industry, uint64_t pair);

/* Growth of the pair beyond the industry elsewhere, log points a year between two years; NaN. */
double		cm_growth_gap(const CmPeriod *from, const CmPeriod *to, uint32_t industry, uint64_t pair, double years);

/* Are the firms of a pair worth so few of equal size that one of them can make its numbers?  No where nothing is known of them. */
bool		cm_has_few_firms(const CmIndicators *s, uint64_t pair);

/* The stage of a cluster, for people. */
const char *cm_stage(const CmIndicators *s, uint32_t region, uint32_t industry, const CmFinding finding[CM_INDICATORS]);

/* Growth a year that the plan of a pair asks for, a share; infinite where there is nothing yet, NaN without a target. */
double		cm_asked_growth(const CmIndicators *s, uint64_t pair);

/* Growth a year that so large a share of the comparable cells reached; NaN where there are too few, or the plan starts from nothing. */
double		cm_managed_growth(const CmIndicators *s, uint32_t industry, uint64_t pair, double share);

/* The 90th percentile of past growth of an industry, log points a year over windows of so many years; NaN. */
double		cm_high_growth(const CmIndicators *s, CmMeasure measure, uint32_t industry, int32_t years);

#endif
