/*
 * ground.h: what all indicators of a year are measured from.
 *
 * The definitions, units and sources of indicators are in cards.c; the notation
 * is that of policy_model.h.
 */
#ifndef CLUSTER_EXT_GROUND_H
#define CLUSTER_EXT_GROUND_H

#include "core/policy/indicators/finding.h"
#include "core/policy/noise.h"
#include "core/policy/plans.h"
#include "core/structure/relatedness.h"

/* What grew, against the same industries elsewhere, since three years ago. */
typedef struct CmTrend
{
	const CmLayer *before;		/* sizes then; NULL: there is no such year, two at least before */
	double		years;
	double	   *weight;			/* by industry present, as in CmOccurrences: size then; 0 if it did not grow from anything */
	double	   *shift;			/* by the same: growth beyond the industry elsewhere, log points a year */
	double	   *related;		/* by pair: mean shift of what is related to it; NULL: too few labels */
} CmTrend;

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
	const CmLayer *size;
	const CmLayer *firms;
	const CmLayer *squares;
	const CmLayer *owner_size; /* of ownership groups, else of firms */
	const CmLayer *owner_squares;
	const CmLayer *owner_largest;
	CmOccurrences present;		/* shrunk location quotient of 1 or more */
	double	   *density;		/* by pair: standardized within its region; NaN; NULL: too few labels */
	double	   *density_mean;	/* by region, over all industries that have one */
	double	   *density_deviation;
	CmRelatedness *related;		/* of industries present, for pairs that are not in the panel */
	CmEvidence	density_evidence;	/* why there is none */
	CmTrend		trend;
	CmNoise		noise;			/* of growth over three years */
} CmIndicators;

/* One pair while its indicators are found. */
typedef struct CmPair
{
	uint32_t	region;
	uint32_t	industry;
	uint64_t	at;				/* in the panel, or UINT64_MAX */
	const CmPlan *plan;			/* NULL: not targeted */
} CmPair;

/*
 * Prepares the pairs of a panel in one of its years.  Cost: that of relatedness
 * of all industries, once.  Memory in proportion to pairs and labels.
 */
void		cm_indicators_open(CmIndicators *s, const CmHost *host, const CmRiskModel *model, const CmPanel *panel,
							   const CmPlans *plans, int32_t year, const uint32_t *group,
							   const double *mass_firms, const double *mass_size, const CmTable *inputs);
void		cm_indicators_close(CmIndicators *s);

/* Sizes of a measure in the year, or NULL; of a part of it of which something is known, else of all. */
const CmLayer *cm_sizes_of(const CmIndicators *s, CmMeasure measure);
const CmLayer *cm_part_or_all(const CmIndicators *s, CmMeasure part, CmMeasure all);

/* What the region has in other industries; NaN for no layer. */
double		cm_beside(const CmLayer *layer, uint32_t region, uint64_t pair);

/* Is no firm there, or, where firms are not counted, nothing of their size? */
bool		cm_is_empty(const CmIndicators *s, uint64_t pair);

/* So few firms that single ones make shares. */
bool		cm_is_small_cell(const CmIndicators *s, const CmPair *p);

/*
 * Are the firms of a pair in a year worth so few of equal size that one plant
 * can make its numbers?  No where nothing is known of them.
 */
bool		cm_is_plant_driven(const CmIndicators *s, int32_t year, uint64_t pair);

/* The year of the panel to compare with: that of the policy's start, else three years ago, or the next there is; CM_NO_YEAR. */
int32_t		cm_earlier_year(const CmIndicators *s, const CmPlan *plan);

/* Relatedness of an industry to all others, 0 to itself. */
void		cm_industry_phi(CmRelatedness *related, uint32_t industry, double *phi);

/*
 * Relatedness of an industry to all others, by industry, and its density by
 * region, from the industries present; `related` is opened by proximity.
 */
void		cm_industry_density(const CmIndicators *s, CmRelatedness *related, uint32_t industry, double *phi, double *density);

/* Mean shift of the industries of a region that are related to one, for pairs that are not in the panel. */
double		cm_related_trend(const CmIndicators *s, uint32_t region, uint32_t industry);

/* A density in deviations of the region's; NaN where they do not differ. */
double		cm_standard_density(const CmIndicators *s, uint32_t region, double density);

#endif
